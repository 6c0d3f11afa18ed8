"""Reads Tabel 3.1 (tujuan, sasaran, their indicators and targets) and the lists of IKU and IKK.

Tujuan and sasaran may stand in one column, as in the Renstra of the agency, or in two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from imports.importers.datar import tell_hidden
from imports.importers.renstra.kepala import TARGET, KepalaTahun, cells, find_headings, is_numbered
from imports.importers.renstra.sel import SelIndikator, split_unit
from programs.choices import JenisLandasan
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.nilai import read_text
from renstra.lib.teks import key

SEBUTAN = (
    ("kode_baris", re.compile(r"^kode baris$")),
    ("landasan", re.compile(r"\b(nspk|rpjmd)\b")),
    ("indikator", re.compile(r"\bindikator\b")),
    ("uraian", re.compile(r"\btujuan\b.*\bsasaran\b")),
    ("tujuan", re.compile(r"\btujuan\b")),
    ("sasaran", re.compile(r"\bsasaran\b")),
    ("satuan", re.compile(r"^satuan$")),
    ("nomor", re.compile(r"^(no|nomor)$")),
    ("keterangan", re.compile(r"^(ket|keterangan)$")),
)
_BUTIR = re.compile(r"^\s*(\d{1,2})[.)]\s*(.+)$")
_HURUF_B = re.compile(r"^\s*B\.?\s", re.IGNORECASE)


@dataclass(slots=True)
class SelTujuan:
    """A tujuan or sasaran with its indicators; `jenis` is "" where one column holds both."""

    uraian: str
    sel: Sel
    jenis: str
    indikator: list[SelIndikator] = field(default_factory=list)


@dataclass(slots=True)
class Tabel31:
    """What the sheet states; `landasan` as (jenis, urutan, text), None where the sheet has no such column."""

    lembar: str
    tahun: frozenset[int]
    berakhir: bool
    baris: list[SelTujuan] = field(default_factory=list)
    landasan: list[tuple[str, int, str]] | None = None
    sel_landasan: Sel | None = None


def fits(lembar: LembarKerja) -> KepalaTahun | None:
    """Return the headings where the sheet is a Tabel 3.1."""
    found = find_headings(lembar, SEBUTAN)
    named = found is not None and bool({"uraian", "sasaran", "tujuan"} & found.kolom.keys())
    return found if found and named and "indikator" in found.kolom else None


def fits_list(lembar: LembarKerja) -> KepalaTahun | None:
    """Return the headings where the sheet is a list of indicators with targets, as Tabel 4.4 and 4.5 are."""
    found = find_headings(lembar, SEBUTAN)
    if found is None or "indikator" not in found.kolom or {"uraian", "sasaran", "tujuan"} & found.kolom.keys():
        return None
    return found


def read(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun) -> Tabel31:
    """Read the whole sheet; raises `SelError` where a heading stands there twice."""
    p.lembar_terakhir = lembar.nama
    if kepala.kembar:
        raise SelError(f"Judul kolom “{kepala.kembar[0]}” ada lebih dari sekali.", "Hapus atau ganti salah satu.")
    years = frozenset(year for kind, year in kepala.tahun if kind == TARGET)
    tabel = Tabel31(lembar.nama, years, "akhir" in kepala.kolom)
    if "landasan" in kepala.kolom:
        _read_landasan(p, lembar, kepala, tabel)
    for number in _rows(p, lembar, kepala):
        _row(p, lembar, kepala, tabel, number)
    tell_hidden(p, lembar, kepala.baris)
    return tabel


def _rows(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun) -> Iterator[int]:
    """Yield the rows that state something of their own; those that only go on with the landasan do not."""
    for number in lembar.baris_terisi(kepala.baris + 1):
        places = {at for code, at in kepala.kolom.items() if code not in {"landasan", "nomor"}}
        own = [cell for cell in cells(lembar, number) if cell.kolom in places | set(kepala.tahun.values())]
        if own and not is_numbered(lembar, number):
            p.baris += 1
            yield number


def _row(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun, tabel: Tabel31, number: int) -> None:
    for kind in ("tujuan", "sasaran", "uraian"):
        if kind in kepala.kolom and not (sel := lembar.sel(number, kepala.kolom[kind])).kosong:
            text = p.baca(lembar.nama, sel, read_text)
            last = next((each for each in reversed(tabel.baris) if each.jenis == kind.replace("uraian", "")), None)
            again = last is not None and last.uraian == text and "kode_baris" not in kepala.kolom
            if text is not RUSAK and not again:
                tabel.baris.append(SelTujuan(text, sel, kind.replace("uraian", "")))
    measure = lembar.sel(number, kepala.kolom["indikator"])
    if measure.kosong:
        _without_measure(p, lembar, kepala, number)
    elif not tabel.baris:
        p.catat(lembar.nama, measure, "Tujuan atau sasaran indikator ini tidak tertulis.", "Tulis di kolomnya.")
    elif (found := indicator_of(p, lembar, kepala, number)) is not None:
        tabel.baris[-1].indikator.append(found)


def _without_measure(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun, number: int) -> None:
    for at in kepala.tahun.values():
        if not (cell := lembar.sel(number, at)).kosong:
            p.catat(lembar.nama, cell, "Baris angka ini tidak menyebut indikatornya.", "Tulis indikatornya.")


def indicator_of(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun, number: int) -> SelIndikator | None:
    """Return the indicator of a row, with its unit from the column of units or its own text."""

    def at(code: str) -> Sel | None:
        return lembar.sel(number, kepala.kolom[code]) if code in kepala.kolom else None

    def text(code: str, **rules: int) -> str:
        sel = at(code)
        read = p.baca(lembar.nama, sel, read_text, **rules) if sel is not None else ""
        return "" if read is RUSAK else str(read)

    measure = lembar.sel(number, kepala.kolom["indikator"])
    nama, own = split_unit(text("indikator"))
    satuan = text("satuan", maks=60) or own
    if not nama:
        return None
    if not satuan:
        p.catat(lembar.nama, measure, "Satuan indikator ini tidak tertulis.", "Isi kolom satuannya.")
    return SelIndikator(
        lembar=lembar.nama,
        sel=measure,
        nama=nama,
        satuan=satuan,
        kode_baris=text("kode_baris", maks=30),
        baseline=at("baseline"),
        target={year: lembar.sel(number, place) for (kind, year), place in kepala.tahun.items() if kind == TARGET},
        akhir=at("akhir"),
    )


def read_list(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun) -> list[SelIndikator]:
    """Return the indicators a Tabel 4.4 or 4.5 names."""
    p.lembar_terakhir = lembar.nama
    found = [indicator_of(p, lembar, kepala, number) for number in _rows(p, lembar, kepala)]
    return [each for each in found if each is not None]


def _read_landasan(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun, tabel: Tabel31) -> None:
    """Split the first column into NSPK (A) and sasaran RPJMD (B); a line without number goes on with the last."""
    tabel.landasan, jenis = [], JenisLandasan.NSPK
    for number in lembar.baris_terisi(kepala.baris + 1):
        sel = lembar.sel(number, kepala.kolom["landasan"])
        if sel.kosong or is_numbered(lembar, number):
            continue
        tabel.sel_landasan = tabel.sel_landasan or sel
        text = p.baca(lembar.nama, sel, read_text)
        for line in str(text).splitlines() if text is not RUSAK else ():
            if _HURUF_B.match(line) or ("rpjmd" in key(line) and line.rstrip().endswith(":")):
                jenis = JenisLandasan.SASARAN_RPJMD
            elif item := _BUTIR.match(line):
                tabel.landasan.append((jenis, int(item[1]), item[2].strip()))
            elif tabel.landasan and line.strip() and tabel.landasan[-1][0] == jenis:
                kind, urutan, before = tabel.landasan[-1]
                tabel.landasan[-1] = (kind, urutan, f"{before} {line.strip()}")
            elif line.strip() and "nspk" not in key(line):
                reason = f"“{line.strip()[:80]}” tidak dibaca sebagai landasan."
                p.catat(lembar.nama, sel, reason, "Beri nomor, misalnya 1.", tingkat=Tingkat.PERINGATAN)
