"""How a quarter stands on its entry page, cell by cell, and what its script is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from renstra.lib.numbers import NBSP, format_number, format_percent
from targets.forms.isian import EVALUASI, JUDUL_EVALUASI, JUDUL_TEKS, KOLOM_EVALUASI, KOLOM_TEKS
from targets.formulas import BELUM_DILAPORKAN, Hasil, kode_skor
from targets.models.laporan import ROMAWI
from targets.selectors.angka import figure
from targets.selectors.kata import KETIK_ANGGARAN, what_to_type
from targets.selectors.lembar import (
    BarisAnggaran,
    BarisKinerja,
    Kekurangan,
    Lembar,
    copyable,
    parent_of,
    program_names,
    shortage,
    shortages,
)
from targets.selectors.rincian import stated_text
from targets.services.realisasi import HasilIsian, cell_text

Baris = BarisKinerja | BarisAnggaran
Hasilnya = Mapping[tuple[str, str], HasilIsian]


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell on the page: the text in its field, what was seen before, and what became of the last attempt."""

    baris: str
    kolom: str
    judul: str
    teks: str
    semula: str
    hasil: HasilIsian | None = None

    @property
    def nama(self) -> str:
        return f"{self.baris}-{self.kolom}"

    @property
    def status(self) -> str:
        return self.hasil.status if self.hasil and not self.hasil.tersimpan else ""

    @property
    def kata_status(self) -> str:
        return {"ambigu": "Perlu dipilih.", "bentrok": "Bentrok."}.get(self.status, "Belum tersimpan.")


@dataclass(frozen=True, slots=True)
class Persen:
    """A computed figure as shown, or a dash and the reason there is none; `alasan` may also say what it covers."""

    teks: str
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class BarisTampil:
    """One row on the page."""

    baris: Baris
    kunci: str
    kode: str
    ketik: str
    angka: list[Sel]
    teks: list[Sel]
    lalu: list[str]
    target: Persen
    target_tahun: str
    sampai: Persen
    persen: list[Persen]
    nama: str
    satuan: str = ""
    tanda: list[str] = field(default_factory=list)
    alasan_lewat: str = ""
    bernilai: list[str] = field(default_factory=list)
    """The codes of a graded unit."""

    @property
    def nihil(self) -> bool:
        return self.angka[0].kolom != "kode"

    @property
    def judul_teks(self) -> str:
        return "Keterangan dan faktor" if len(self.teks) > 1 else "Keterangan"

    @property
    def terisi_teks(self) -> int:
        return sum(bool(cell.teks) for cell in self.teks)

    @property
    def teks_galat(self) -> bool:
        return any(cell.status for cell in self.teks)


@dataclass(frozen=True, slots=True)
class Kelompok:
    """Rows under one heading."""

    judul: str
    baris: list[BarisTampil]


class Tampilan:
    """The entry page of one quarter."""

    def __init__(
        self,
        sheet: Lembar,
        results: Hasilnya | None = None,
        typed: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.sheet, self.results, self.typed = sheet, results or {}, typed or {}
        rows = [self._row(row) for row in sheet.kinerja]
        names = program_names(sheet.renstra)
        grouped = groupby(rows, key=lambda row: heading_of(row, names))
        self.kinerja = [Kelompok(title, list(group)) for title, group in grouped]
        self.anggaran = [self._row(row) for row in sheet.anggaran]
        self.evaluasi = [self._cell(EVALUASI, kolom, sheet.evaluasi) for kolom in KOLOM_EVALUASI]
        self.kurang = [
            (lacking, row.nama, without_name(lacking, row)) for row in sheet.baris if (lacking := shortage(row))
        ]
        self.salinan = _copies(sheet)
        self.lalu = [f"TW{NBSP}{ROMAWI[n]}" for n in range(sheet.triwulan - 1)]
        self.lebar_kinerja, self.lebar_anggaran = 8 + len(self.lalu), 5 + len(self.lalu)

    @property
    def _baris(self) -> list[BarisTampil]:
        return [row for group in self.kinerja for row in group.baris] + self.anggaran

    @property
    def dicatat(self) -> list[BarisTampil]:
        """The rows with a remark of the reviewer that is still open."""
        return [row for row in self._baris if row.baris.catatan]

    @property
    def galat(self) -> list[Sel]:
        """The cells that were not stored."""
        rows = self._baris
        cells = [cell for row in rows for cell in (*row.angka, *row.teks)] + self.evaluasi
        return [cell for cell in cells if cell.status]

    @property
    def sel_kosong(self) -> str:
        """The first due cell that is still empty; the empty text where there is none."""
        empty = (each for each, _, _ in self.kurang if each.kolom != "keterangan")
        return next((f"{each.baris}-{each.kolom}" for each in empty), "")

    def _row(self, row: Baris) -> BarisTampil:
        own = _indicator_words(row) if isinstance(row, BarisKinerja) else _money_words(row)
        text = KOLOM_TEKS if isinstance(row, BarisKinerja) else KOLOM_TEKS[:1]
        return BarisTampil(
            baris=row,
            kunci=row.kunci,
            angka=[self._cell(row.kunci, kolom, row.realisasi, row) for kolom in row.kolom_angka],
            teks=[self._cell(row.kunci, kolom, row.realisasi) for kolom in text],
            lalu=[quarter_text(row, n) for n in range(self.sheet.triwulan - 1)],
            **own,
            **row_figures(row),
        )

    def _cell(self, baris: str, kolom: str, stored: Any, row: Baris | None = None) -> Sel:
        result = self.results.get((baris, kolom))
        text = cell_text(stored, kolom)
        if row is None:
            title = JUDUL_EVALUASI[kolom] if baris == EVALUASI else JUDUL_TEKS[kolom]
        else:
            title = getattr(row.indikator, kolom, "") if isinstance(row, BarisKinerja) and row.dari_bagian else ""
        return Sel(baris, kolom, title, self.typed.get((baris, kolom), text), text, result)


def _indicator_words(row: BarisKinerja) -> dict[str, Any]:
    indikator = row.indikator
    return {
        "kode": parent_of(indikator).kode,
        "nama": indikator.nama,
        "satuan": indikator.satuan,
        "tanda": [mark for mark in ("IKU", "IKK", "SPM") if getattr(indikator, mark.lower())],
        "ketik": what_to_type(indikator),
        "alasan_lewat": row.alasan_tidak_wajib,
        "bernilai": list(indikator.skala),
    }


def _money_words(row: BarisAnggaran) -> dict[str, Any]:
    return {
        "kode": row.subkegiatan.kode,
        "nama": row.subkegiatan.nama,
        "ketik": KETIK_ANGGARAN,
        "alasan_lewat": "" if row.wajib else "tanpa pagu tahun ini",
    }


def _copies(sheet: Lembar) -> list[dict[str, str]]:
    """Return cell by cell what "Salin triwulan lalu" would write."""
    rows = {row.kunci: row for row in sheet.kinerja}
    return [
        {"sel": f"{key}-{kolom}", "teks": cell_text(before, kolom), "nama": rows[key].nama}
        for key, before in copyable(sheet).items()
        for kolom in rows[key].kolom_angka
    ]


def heading_of(row: BarisTampil, names: Mapping[str, str]) -> str:
    """Return the heading a row stands under: the level of the plan it measures, or its program."""
    assert isinstance(row.baris, BarisKinerja)  # noqa: S101 — only indicators are grouped
    indikator = row.baris.indikator
    if indikator.tujuan_id or indikator.sasaran_id:
        return "Tujuan dan sasaran"
    if indikator.bidang_urusan:
        return f"Bidang urusan {indikator.bidang_urusan}"
    program = row.kode[: len("1.06.01")]
    return f"{program} {names.get(program, '')}".strip()


def row_figures(row: Baris) -> dict[str, Any]:
    """Return the computed figures of a row as shown: target, since January, percentages."""
    if isinstance(row, BarisAnggaran):
        return {
            "target": Persen(""),
            "target_tahun": format_number(row.pagu.nilai) if row.pagu else "",
            "sampai": shown(row.sampai, None),
            "persen": [shown_percent(row.serapan, row.sampai)],
        }
    year, percent = row.target_tahun, row.persen
    return {
        "target": shown_target(row),
        "target_tahun": stated_text(row.indikator, year.nilai, year.atas) if year else "",
        "sampai": shown(row.sampai, row),
        "persen": [
            shown_percent(each, row.sampai)
            for each in (percent.terhadap_triwulan, percent.terhadap_tahun, percent.terhadap_renstra)
        ],
    }


def shown_target(row: BarisKinerja) -> Persen:
    """Write the target to date, which the first percentage divides by, and how it differs from the quarter's own.

    It covers the quarters reported, so a row that missed one says how many.
    """
    stated = row.target_triwulan
    own = stated_text(row.indikator, stated.nilai, stated.atas)
    to_date, upper = row.persen.target_triwulan, row.persen.target_triwulan_atas
    if to_date.nilai is None:
        return Persen(own or "–")
    text = stated_text(row.indikator, to_date.nilai, upper.nilai if upper else None)
    covered = to_date.cakupan
    some = row.sampai.nilai is not None and covered and len(covered.tercakup) < covered.semua
    partly = str(covered) if some else ""
    alone = f"triwulan ini saja {own}" if own and own != text else ""
    return Persen(text, "; ".join(each for each in (partly, alone) if each))


def shown(hasil: Hasil, row: BarisKinerja | None) -> Persen:
    """Write a figure since January; a graded one by its code."""
    if hasil.nilai is None:
        return Persen("–", hasil.alasan)
    code = kode_skor(hasil.nilai, skala=row.indikator.scores()) if row else ""
    return Persen(code or format_number(hasil.nilai, None if _short(hasil) else 2))


def shown_percent(hasil: Hasil, sampai: Hasil) -> Persen:
    """Write a percentage; its reason is left out where the figure since January beside it says the same."""
    if hasil.nilai is None:
        unreported = sampai.nilai is None and hasil.alasan in {sampai.alasan, BELUM_DILAPORKAN}
        return Persen("–", "" if unreported else hasil.alasan)
    return Persen(format_percent(hasil.nilai, 2))


def _short(hasil: Hasil) -> bool:
    """Whether the figure has at most the four decimals that figures are stored with."""
    nilai = hasil.nilai
    return nilai is not None and nilai == round(nilai, 4)


def quarter_text(row: Baris, place: int) -> str:
    """Write what the row states of an earlier quarter (0 = the first), empty where it does not."""
    stored = row.triwulan[place]
    if stored is None or isinstance(row, BarisAnggaran):
        return cell_text(stored, "nilai")
    if row.indikator.skala:
        return cell_text(stored, "kode")
    if not row.dari_bagian:
        return cell_text(stored, "nilai")
    made = figure(stored)  # type: ignore[arg-type]
    return f"{format_number(made, 2)}{NBSP}%" if made is not None else ""


# Answers to a script --------------------------------------------------------------------------------------------


def answer(sheet: Lembar, results: Sequence[HasilIsian]) -> dict[str, Any]:
    """Return what `simpan-sel` answers: each cell, the rows whose figures follow from them, and the progress."""
    rows = [row for row in sheet.baris if row.kunci in _touched(sheet, {each.baris for each in results})]
    return {
        "hasil": [_result(each) for each in results],
        "baris": {row.kunci: _row_answer(row) for row in rows},
        "kemajuan": progress(sheet),
        "kurang": len(shortages(sheet)),
    }


def dry_answer(results: Sequence[HasilIsian]) -> dict[str, Any]:
    return {"hasil": [_result(each) for each in results]}


def progress(sheet: Lembar) -> str:
    return f"{sheet.terisi} dari {sheet.wajib} terisi"


def _result(each: HasilIsian) -> dict[str, Any]:
    return {
        "baris": each.baris,
        "kolom": each.kolom,
        "status": each.status,
        "tampil": each.tampil,
        "pesan": each.pesan,
        "pilihan": [list(choice) for choice in each.pilihan],
    }


def _touched(sheet: Lembar, keys: set[str]) -> set[str]:
    """Add to the rows named those indicators whose warnings compare them with money named."""
    codes = {row.subkegiatan.kode for row in sheet.anggaran if row.kunci in keys}
    return keys | {row.kunci for row in sheet.kinerja if parent_of(row.indikator).kode in codes}


def without_name(lacking: Kekurangan, row: Baris) -> str:
    """Return what a row lacks where its name stands beside."""
    return lacking.kalimat.removeprefix(f"{row.nama}: ")


def _row_answer(row: Baris) -> dict[str, Any]:
    figures = row_figures(row)
    lacking = shortage(row)
    return {
        "terisi": row.terisi,
        "sampai": [figures["sampai"].teks, figures["sampai"].alasan],
        "target": [figures["target"].teks, figures["target"].alasan],
        "persen": [[each.teks, each.alasan] for each in figures["persen"]],
        "peringatan": [warning.kalimat for warning in row.peringatan],
        "kurang": without_name(lacking, row) if lacking else "",
    }
