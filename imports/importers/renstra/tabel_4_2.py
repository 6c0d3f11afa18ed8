"""Reads Tabel 4.2: coded rows with pagu, and under each its outcome or output rows with indicators.

The shape may be that of our export or what an office types: hasil and indikator in one column or two, the unit in
the text or in a column of its own, an indicator on the coded row itself, upper totals printed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from imports.importers.datar import tell_hidden
from imports.importers.renstra.kepala import PAGU, TARGET, KepalaTahun, cells, find_headings, is_numbered
from imports.importers.renstra.sel import SelIndikator, read_plan_code, split_unit
from programs.models import LEVELS, PlanRow
from programs.rollup import TOTAL, ancestors, roll_up
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.numbers import format_number
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.nilai import read_figure, read_text
from renstra.lib.teks import key, plain_blanks

SEBUTAN = (
    ("kode_baris", re.compile(r"^kode baris$")),
    ("kode", re.compile(r"^(kode|kode rekening|kode nomenklatur|kode program.*)$")),
    ("uraian", re.compile(r"\b(program|uraian|bidang urusan)\b")),
    ("indikator", re.compile(r"\bindikator\b")),
    ("satuan", re.compile(r"^satuan$")),
    ("hasil", re.compile(r"\b(outcome|output|hasil|keluaran)\b")),
)
WAJIB = {"kode": "KODE", "uraian": "PROGRAM / OUTCOME / KEGIATAN / SUBKEGIATAN / OUTPUT"}
TINGKAT = {1: "urusan", 2: "bidang_urusan", 3: "program", 5: "kegiatan", 6: "subkegiatan"}
"""The level of a code by its number of parts."""
BERHASIL = ("program", "kegiatan", "subkegiatan")
KODE_LAGI = {"kode", "kode rekening"}
_TOTAL = re.compile(r"(grand )?(jumlah|total)( (jumlah|total|pagu|anggaran|keseluruhan|perangkat daerah))*")


@dataclass(slots=True)
class SelHasil:
    """An outcome or output with its indicators; `sel` is None where the table does not say it."""

    uraian: str
    sel: Sel
    tersirat: bool = False
    indikator: list[SelIndikator] = field(default_factory=list)


@dataclass(slots=True)
class BarisKode:
    """A coded row: its name, its pagu by year as printed (RUSAK where not readable), and what stands under it."""

    kode: str
    nama: str
    sel: Sel
    sel_kode: Sel
    pagu: dict[int, Any]
    sel_pagu: Mapping[int, Sel]
    hasil: list[SelHasil] = field(default_factory=list)

    @property
    def tingkat(self) -> str:
        return TINGKAT[len(self.kode.split("."))]

    @property
    def model(self) -> type[PlanRow]:
        return LEVELS[self.tingkat]


@dataclass(slots=True)
class Tabel42:
    """What the sheet states: coded rows by code, in order, and the years it has columns for."""

    lembar: str
    tahun: frozenset[int]
    tahun_target: frozenset[int]
    baris: dict[str, BarisKode] = field(default_factory=dict)


def fits(lembar: LembarKerja) -> KepalaTahun | None:
    """Return the headings where the sheet is a Tabel 4.2."""
    found = find_headings(lembar, SEBUTAN)
    return found if found and "kode" in found.kolom and any(kind == PAGU for kind, _ in found.tahun) else None


def read(p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun) -> Tabel42:
    """Read the whole sheet; raises `SelError` where its headings do not tell what is what."""
    p.lembar_terakhir = lembar.nama
    if lacking := [label for kode, label in WAJIB.items() if kode not in kepala.kolom]:
        raise SelError(
            f"Judul kolom {', '.join(lacking)} tidak ditemukan.", "Tulis judulnya seperti pada templat."
        )
    if kepala.kembar:
        raise SelError(f"Judul kolom “{kepala.kembar[0]}” ada lebih dari sekali.", "Hapus atau ganti salah satu.")
    reader = _Pembaca(p, lembar, kepala)
    reader.read()
    tell_hidden(p, lembar, kepala.baris)
    _compare_totals(p, reader)
    return reader.tabel


class _Pembaca:
    """The sheet while it is read, row by row: the coded row and the hasil in which the row stands."""

    def __init__(self, p: Pemeriksaan, lembar: LembarKerja, kepala: KepalaTahun) -> None:
        self.p, self.lembar, self.kepala = p, lembar, kepala
        years = {kind: frozenset(y for k, y in kepala.tahun if k == kind) for kind in (TARGET, PAGU)}
        self.tabel = Tabel42(lembar.nama, years[PAGU], years[TARGET])
        self.kini: BarisKode | None = None
        self.lepas = False
        """Whether the code above could not be read: what stands under it is not read either."""
        self.total: BarisKode | None = None

    def read(self) -> None:
        for number in self.lembar.baris_terisi(self.kepala.baris + 1):
            if is_numbered(self.lembar, number) or key(self._sel(number, "kode").teks) in {
                "kode",
                "kode rekening",
            }:
                continue  # the headings once more, at the top of a page
            self.p.baris += 1
            if self._is_total(number):
                self.total = self._coded(number, TOTAL, self._sel(number, "kode"))
            elif self.total is not None and not key(self._sel(number, "kode").teks).replace(" ", "").isdecimal():
                self._unread(number)  # notes and signatures; a code down there is still a row of the plan
            elif not self._sel(number, "kode").kosong:
                self._code_row(number)
            else:
                self._under(number)

    def _sel(self, number: int, kode: str) -> Sel:
        column = self.kepala.kolom.get(kode)
        return self.lembar.sel(number, column) if column else Sel(number, self.kepala.kolom["kode"])

    def _years(self, number: int, kind: str) -> dict[int, Sel]:
        return {year: self.lembar.sel(number, at) for (k, year), at in self.kepala.tahun.items() if k == kind}

    def _note(self, sel: Sel, alasan: str, saran: str = "", tingkat: Tingkat = Tingkat.GALAT) -> None:
        self.p.catat(self.lembar.nama, sel, alasan, saran, tingkat=tingkat)

    def _text(self, sel: Sel, **rules: Any) -> str:
        """Return the text of a cell, "" where it cannot be taken (which is noted)."""
        text = self.p.baca(self.lembar.nama, sel, read_text, **rules)
        return "" if text is RUSAK else str(text)

    def _is_total(self, number: int) -> bool:
        texts = (key(self._sel(number, kode).teks) for kode in ("kode", "uraian"))
        coded = self._sel(number, "kode").teks
        says = any(_TOTAL.fullmatch(text) for text in texts) and not any(map(str.isdecimal, coded))
        return says and (self._is_covered(number) or self._sel(number, "indikator").kosong)

    def _is_covered(self, number: int) -> bool:
        """Whether the name of a row runs over the column of indicators."""
        area = self.lembar.gabungan(number, self.kepala.kolom["uraian"])
        return area is not None and area[1] <= self.kepala.kolom.get("indikator", 0) <= area[3]

    # Coded rows -------------------------------------------------------------------------------------------

    def _code_row(self, number: int) -> None:
        sel = self._sel(number, "kode")
        kode = read_plan_code(self.p, self.lembar, sel)
        self.kini, self.lepas = None, kode is RUSAK
        if kode is RUSAK:
            return
        if kode in self.tabel.baris:
            first = self.tabel.baris[kode].sel_kode.alamat
            self._note(sel, f"Kode {kode} sudah tertulis di {first}.", "Hapus salah satu barisnya.")
            self.lepas = True
            return
        self.kini = self.tabel.baris[kode] = self._coded(number, kode, sel)
        self._own_indicator(number)

    def _coded(self, number: int, kode: str, sel: Sel) -> BarisKode:
        named = self._sel(number, "uraian")
        nama = TOTAL if kode == TOTAL else self._text(named, wajib=True, maks=500)
        stated = self._years(number, PAGU)
        pagu = {
            year: self.p.baca(self.lembar.nama, cell, partial(read_figure, rupiah=True, places=0))
            for year, cell in stated.items()
        }
        for year, value in pagu.items():
            if value is not RUSAK and value is not None and value < 0:
                self._note(stated[year], "Pagu tidak boleh negatif.", "Betulkan angkanya.")
                pagu[year] = RUSAK
        return BarisKode(kode, nama, named, sel, pagu, stated)

    def _own_indicator(self, number: int) -> None:
        """Read an indicator on the coded row itself; without one its target cells have to be empty."""
        assert self.kini is not None  # noqa: S101 — called for a coded row
        if not self._is_covered(number) and not self._sel(number, "indikator").kosong:
            own = self._sel(number, "hasil")
            if not own.kosong:
                self._statement(own)
            self._indicator(number, self._sel(number, "indikator"))
            return
        for cell in self._years(number, TARGET).values():
            if not cell.kosong and plain_blanks(cell.teks) not in {"-", "–", "—"}:
                self._note(
                    cell,
                    f"Baris {self.kini.kode} memuat target tanpa indikator.",
                    "Tulis indikatornya, atau kosongkan sel ini.",
                )

    # Rows under a code ------------------------------------------------------------------------------------

    def _under(self, number: int) -> None:
        if self.lepas:
            return
        own = self._sel(number, "hasil")
        named = self._sel(number, "uraian") if own.kosong else own
        measure = self._sel(number, "indikator")
        if "indikator" not in self.kepala.kolom and self._is_measure(number, named):
            named, measure = measure, named
        said = measure if named.kosong else named
        if said.kosong:
            self._blank(number)
        elif self.kini is None:
            self._note(
                measure if named.kosong else named, "Baris ini tidak berada di bawah baris berkode.", _BERKODE
            )
        elif self.kini.tingkat not in BERHASIL:
            self._note(
                measure if named.kosong else named,
                f"Di bawah {self.kini.kode} tidak dapat berdiri outcome atau indikator.",
                "Pindahkan ke bawah program, kegiatan, atau subkegiatannya.",
            )
        else:
            self._figures_of_row(number, measure)
            if not named.kosong:
                self._statement(named)
            if not measure.kosong:
                self._indicator(number, measure)

    def _is_measure(self, number: int, named: Sel) -> bool:
        """Whether a row of a table with one column for both is an indicator: it has a unit or a figure."""
        figures = [*self._years(number, TARGET).values(), self._sel(number, "baseline")]
        return bool(split_unit(named.teks)[1]) or any(not cell.kosong for cell in figures)

    def _statement(self, sel: Sel) -> None:
        assert self.kini is not None  # noqa: S101 — only under a coded row
        text = self._text(sel)
        last = self.kini.hasil[-1] if self.kini.hasil else None
        if last and not last.tersirat and last.uraian == text and "kode_baris" not in self.kepala.kolom:
            return  # the same statement once more, beside its next indicator
        self.kini.hasil.append(SelHasil(text, sel))

    def _indicator(self, number: int, sel: Sel) -> None:
        assert self.kini is not None  # noqa: S101 — only under a coded row
        if not self.kini.hasil:
            self._note(
                sel,
                f"Outcome atau output indikator ini tidak tertulis; dipakai nama {self.kini.kode}.",
                "Tulis di kolom di depannya bila bukan itu.",
                Tingkat.PERINGATAN,
            )
            self.kini.hasil.append(SelHasil(self.kini.nama, sel, tersirat=True))
        nama, satuan = split_unit(self._text(sel, wajib=True))
        own = self._text(self._sel(number, "satuan"), maks=60)
        if not (own or satuan):
            self._note(sel, "Satuan indikator ini tidak tertulis.", "Akhiri dengan (Dengan Satuan: …).")
        elif len(own or satuan) > 60:
            self._note(sel, "Satuan lebih dari 60 huruf.", "Ringkas satuannya.")
        self.kini.hasil[-1].indikator.append(
            SelIndikator(
                lembar=self.lembar.nama,
                sel=sel,
                nama=nama,
                satuan=own or satuan,
                kode_baris=self._text(self._sel(number, "kode_baris"), maks=30),
                baseline=self._sel(number, "baseline") if "baseline" in self.kepala.kolom else None,
                target=self._years(number, TARGET),
            )
        )

    def _figures_of_row(self, number: int, measure: Sel) -> None:
        """Refuse figures that would belong to nothing: pagu beside an indicator, targets beside a hasil alone."""
        assert self.kini is not None  # noqa: S101 — only under a coded row
        lost = {year: cell for year, cell in self._years(number, PAGU).items() if _stated(cell)}
        for cell in lost.values():
            self._note(
                cell,
                f"Pagu tertulis di baris indikator, bukan di baris {self.kini.kode}.",
                "Pindahkan ke baris berkodenya.",
            )
        if measure.kosong:
            for cell in (*self._years(number, TARGET).values(), self._sel(number, "baseline")):
                if _stated(cell):
                    self._note(
                        cell, "Angka ini berada di baris tanpa indikator.", "Tulis indikatornya di baris ini."
                    )

    def _blank(self, number: int) -> None:
        """Refuse figures in a row that says of what; other remarks are told not to be read."""
        figures = [*self._years(number, TARGET).values(), *self._years(number, PAGU).values()]
        stated = [cell for cell in figures if _stated(cell)]
        for cell in stated:
            self._note(cell, "Angka ini berada di baris tanpa kode dan tanpa indikator.", _BERKODE)
        if not stated:
            self._unread(number)

    def _unread(self, number: int) -> None:
        first = cells(self.lembar, number)[0]
        self._note(first, "Baris ini tidak dibaca.", "Hapus bila hanya catatan.", Tingkat.PERINGATAN)


_BERKODE = "Isi kodenya, atau pindahkan ke bawah baris berkode."


def _stated(sel: Sel) -> bool:
    return not sel.kosong and plain_blanks(sel.teks) not in {"-", "–", "—"}


def _compare_totals(p: Pemeriksaan, reader: _Pembaca) -> None:
    """Tell of a printed upper total that is not the sum of its subkegiatan; only these are stored."""
    rows = reader.tabel.baris
    lowest = [row for row in rows.values() if row.tingkat == "subkegiatan"]
    sums = roll_up((row.kode, year, v) for row in lowest for year, v in row.pagu.items() if v is not RUSAK)
    unsure = {
        (above, year)
        for row in lowest
        for year, value in row.pagu.items()
        if value is RUSAK
        for above in ancestors(row.kode)
    }
    uppers = [row for row in rows.values() if row.tingkat != "subkegiatan"]
    for row in (*uppers, *([reader.total] if reader.total else [])):
        for year, printed in row.pagu.items():
            if printed is not None and printed is not RUSAK and (row.kode, year) not in unsure:
                _compare_total(p, reader.tabel.lembar, row, year, printed, sums.get(row.kode, {}).get(year))


def _compare_total(
    p: Pemeriksaan, lembar: str, row: BarisKode, year: int, printed: Decimal, parts: Decimal | None
) -> None:
    if printed == (parts or 0):
        return
    name = "TOTAL" if row.kode == TOTAL else f"{row.kode} {row.nama}"
    p.catat(
        lembar,
        row.sel_pagu[year],
        f"Pagu {name} tahun {year} tertulis {format_number(printed, 0)}, sedangkan jumlah subkegiatannya "
        f"{format_number(parts or 0, 0)}.",
        "Yang disimpan hanya pagu subkegiatan; jumlah dihitung darinya.",
        tingkat=Tingkat.PERINGATAN,
    )


def indicators(tabel: Tabel42) -> Iterator[SelIndikator]:
    """Yield every indicator of the table in its order."""
    for row in tabel.baris.values():
        for hasil in row.hasil:
            yield from hasil.indikator
