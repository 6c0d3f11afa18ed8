"""All there is to know of one row of a unit's quarter: what the side panel shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from indicators.choices import Akumulasi
from indicators.models import Indikator
from programs.models import Dokumen, Renstra, Subkegiatan
from renstra.lib.numbers import format_number, format_percent, format_tanggal, round_half_up
from targets.formulas import Hasil, Nilai, as_stated
from targets.formulas.hasil import written
from targets.models import Bukti, CatatanPemeriksa, RealisasiTahunan
from targets.models.laporan import ROMAWI
from targets.selectors.angka import Figures, figure, year_to_date
from targets.selectors.berlaku import Berlaku
from targets.selectors.lembar import BarisAnggaran, BarisKinerja, Lembar
from targets.selectors.rencana import ruling_document
from targets.selectors.riwayat import versions_of

ANGKA_SETAHUN = "angka setahun"
Titik = tuple[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class TahunLalu:
    """The figures of one year: its four quarters as reported, and what they make.

    `sumber` says where a figure of the whole year comes from that no quarters make.
    """

    tahun: int
    triwulan: tuple[Decimal | None, ...]
    setahun: Decimal | None
    sumber: str = ""


@dataclass(frozen=True, slots=True)
class Penjelasan:
    """One computed figure with the document its target stands in."""

    judul: str
    hasil: Hasil
    sumber: str = ""
    indikator: Indikator | None = None
    """Whose figure it is, where it is not a percentage."""

    @property
    def nilai(self) -> str:
        """The figure as shown; those against a target are percentages."""
        value = self.hasil.nilai
        if value is None:
            return "–"
        return figure_text(self.indikator, value) if self.indikator else format_percent(value, 2)


def find_row(sheet: Lembar, kunci: str) -> BarisKinerja | BarisAnggaran | None:
    return next((row for row in sheet.baris if row.kunci == kunci), None)


def owner_of(row: BarisKinerja | BarisAnggaran) -> Indikator | Subkegiatan:
    return row.indikator if isinstance(row, BarisKinerja) else row.subkegiatan


def document_sentence(dokumen: Dokumen | None) -> str:
    """Name a document with its number and date, as far as they are recorded."""
    if dokumen is None:
        return ""
    nomor = f" nomor {dokumen.nomor}" if dokumen.nomor else ""
    tanggal = f", {format_tanggal(dokumen.tanggal)}" if dokumen.tanggal else ", tanggal belum dicatat"
    return f"{dokumen}{nomor}{tanggal}"


def past_years(sheet: Lembar, row: BarisKinerja | BarisAnggaran) -> list[TahunLalu]:
    """Return the years before the system, then those of this Renstra up to the sheet's quarter.

    A year before the sheet's that no quarters state has the figure that was entered for the whole of it.
    """
    figures = Figures(sheet.renstra, [sheet.unit], sheet.tahun, shown=[sheet.laporan] if sheet.laporan else ())
    years = range(sheet.renstra.tahun_awal, sheet.tahun + 1)
    if isinstance(row, BarisAnggaran):
        return [_money_year(figures, row.subkegiatan, year) for year in years]
    stated = _stated_years(figures, row.indikator)
    before = _before_the_system(sheet.renstra, row.indikator, stated)
    return [*before, *(_year(figures, row, year, stated.get(year)) for year in years)]


def _stated_years(figures: Figures, indikator: Indikator) -> dict[int, RealisasiTahunan]:
    """Return the whole-year figures of the years before the sheet's; the version that rules goes first."""
    replaced = [pk for pk, ruling in figures.berlaku.versi.indikator.items() if ruling == indikator.pk]
    rows = RealisasiTahunan.objects.filter(indikator__in=[indikator.pk, *replaced], tahun__lt=figures.tahun)
    return {row.tahun: row for row in sorted(rows, key=lambda row: row.indikator_id == indikator.pk)}


def _year(figures: Figures, row: BarisKinerja, year: int, stated: RealisasiTahunan | None) -> TahunLalu:
    rows = figures.rows_of(row.indikator, year)
    made = row.sampai if year == figures.tahun else year_to_date(row.indikator, rows, 4)
    quarters = tuple(figure(each) for each in rows)
    if made.nilai is None and stated:
        return _whole_year(stated, quarters)
    return TahunLalu(year, quarters, made.nilai)


def _whole_year(stated: RealisasiTahunan, quarters: tuple[Decimal | None, ...] = (None,) * 4) -> TahunLalu:
    return TahunLalu(stated.tahun, quarters, stated.nilai, f"{ANGKA_SETAHUN}, {stated.sumber}")


def _money_year(figures: Figures, subkegiatan: Subkegiatan, year: int) -> TahunLalu:
    values = tuple(row.nilai if row else None for row in figures.money_of(subkegiatan, year))
    known = [value for value in values if value is not None]
    return TahunLalu(year, values, sum(known, Decimal(0)) if known else None)


def _before_the_system(
    renstra: Renstra, indikator: Indikator, stated: Mapping[int, RealisasiTahunan]
) -> list[TahunLalu]:
    found = {year: _whole_year(row) for year, row in stated.items() if year < renstra.tahun_awal}
    year = renstra.tahun_baseline
    if year and year not in found and indikator.baseline is not None:
        found[year] = TahunLalu(year, (None,) * 4, indikator.baseline, "baseline Renstra")
    return [found[year] for year in sorted(found)]


def points(years: Sequence[TahunLalu], row: BarisKinerja | BarisAnggaran) -> list[Titik]:
    """Return the line to draw: quarter by quarter; a year from before only where one position follows another."""
    position = isinstance(row, BarisKinerja) and row.indikator.akumulasi_triwulan == Akumulasi.POSISI_AKHIR
    found: list[Titik] = []
    for year in years:
        if year.sumber:
            found += [(str(year.tahun), year.setahun)] if position else []
        elif year.setahun is not None:
            found += [(f"TW {ROMAWI[n]} {year.tahun}", value) for n, value in enumerate(year.triwulan)]
    while found and found[-1][1] is None:
        found.pop()
    return found


def explanations(sheet: Lembar, row: BarisKinerja | BarisAnggaran) -> list[Penjelasan]:
    """Answer "bagaimana dihitung?" for each percentage, each with the document its target stands in."""
    if isinstance(row, BarisAnggaran):
        return [
            Penjelasan("Serapan anggaran", row.serapan, document_sentence(row.pagu.dokumen if row.pagu else None))
        ]
    year = document_sentence(row.target_tahun.dokumen if row.target_tahun else None)
    plan = document_sentence(ruling_document(sheet.renstra))
    return [
        Penjelasan("Realisasi sejak Januari", row.persen.realisasi, indikator=row.indikator),
        Penjelasan(
            "Target sampai triwulan ini", row.persen.target_triwulan, _quarter_document(sheet, row), row.indikator
        ),
        Penjelasan("Terhadap target triwulan", row.persen.terhadap_triwulan, _quarter_document(sheet, row)),
        Penjelasan(f"Terhadap target {sheet.tahun}", row.persen.terhadap_tahun, year),
        Penjelasan(
            f"Terhadap target akhir Renstra {sheet.renstra.tahun_akhir}", row.persen.terhadap_renstra, plan
        ),
    ]


def _quarter_document(sheet: Lembar, row: BarisKinerja) -> str:
    return document_sentence(Berlaku(sheet.renstra, sheet.tahun).quarter_documents.get(row.indikator.pk))


def notes_of(row: BarisKinerja | BarisAnggaran) -> QuerySet[CatatanPemeriksa]:
    """Return the reviewer's notes on the row in every report, newest first."""
    rows = CatatanPemeriksa.objects.filter(**_place(row)).select_related("oleh", "laporan")
    return rows.order_by("-pada", "-pk")


def evidence_of(sheet: Lembar, row: BarisKinerja | BarisAnggaran) -> QuerySet[Bukti]:
    """Return the evidence of the row in the report the sheet shows."""
    return Bukti.objects.filter(laporan=sheet.laporan, **_place(row)).select_related("diunggah_oleh")


def _place(row: BarisKinerja | BarisAnggaran) -> dict[str, list[int]]:
    key = "indikator" if isinstance(row, BarisKinerja) else "subkegiatan"
    return {f"{key}__in": versions_of(owner_of(row))}


def figure_text(indikator: Indikator, value: Decimal) -> str:
    """Write a figure of the indicator with at most two decimals; of a graded unit its code."""
    stated = as_stated(value, indikator.scores())
    return stated if isinstance(stated, str) else format_number(round_half_up(value))


def row_text(row: BarisKinerja | BarisAnggaran, value: Decimal) -> str:
    """Write a figure of a row as `figure_text` does; Rupiah plainly."""
    return (
        figure_text(row.indikator, value) if isinstance(row, BarisKinerja) else format_number(round_half_up(value))
    )


def stated_text(indikator: Indikator, *bounds: Nilai | None) -> str:
    """Write a figure with at most four decimals, of a graded unit its code; a range as its two bounds."""
    stated = (as_stated(each, indikator.scores()) for each in bounds if each is not None)
    return "–".join(each if isinstance(each, str) else written(each) for each in stated)
