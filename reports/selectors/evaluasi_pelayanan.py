"""Rows of T-C.23 and T-C.24: what the agency's service reached and spent, year by year of its Renstra."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indikator
from programs.choices import JenisDokumen
from programs.rollup import TOTAL, Amounts
from reports.selectors.evaluasi_uang import Jumlah, money_by_line, per_year, program_of
from reports.selectors.garis import Coded, PlanLine
from reports.selectors.pembanding import newest_comparisons
from reports.selectors.permintaan import Permintaan
from targets.formulas import Aturan, Hasil, NilaiTarget, rasio, rata_rata_pertumbuhan, terhadap
from targets.models import Pembanding
from targets.selectors.angka import Figures, rule_of
from targets.selectors.berlaku import PaguBerlaku

DOKUMEN_TAHUN = frozenset({JenisDokumen.DPA, JenisDokumen.RENJA})
"""The documents that state the money of their own year; the Renstra's pagu is only indicative."""


@dataclass(frozen=True, slots=True)
class BarisPelayanan:
    """A line of T-C.23: an indicator with what others ask of it, and its targets and realisasi per year."""

    indikator: Indikator
    pembanding: Mapping[str, Pembanding]
    target: Mapping[int, NilaiTarget]
    realisasi: Mapping[int, Hasil]
    rasio: Mapping[int, Hasil]
    aturan: Aturan
    skala: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class BarisPendanaan:
    """A line of T-C.24: a program, or the agency as a whole, with its money per year."""

    key: str
    uraian: str
    level: str
    anggaran: Amounts
    realisasi: Amounts
    parts: tuple[str, ...] = ()

    def rasio(self, tahun: int) -> Hasil:
        return rasio(self.realisasi.get(tahun), self.anggaran.get(tahun))

    @property
    def pertumbuhan(self) -> tuple[Hasil, Hasil]:
        """The mean yearly growth of anggaran and of realisasi."""
        return rata_rata_pertumbuhan(self.anggaran), rata_rata_pertumbuhan(self.realisasi)


def years_of(asked: Permintaan) -> tuple[int, ...]:
    """Return the years of the Renstra, without its projection."""
    return tuple(range(asked.renstra.tahun_awal, asked.renstra.tahun_akhir + 1))


def kinerja_pelayanan(asked: Permintaan) -> list[BarisPelayanan]:
    """Return the lines of T-C.23: the indicators of tujuan and sasaran, and every IKU, IKK and SPM."""
    figures = asked.figures
    others = newest_comparisons(asked)
    return [_kinerja(figures, each, others.get(each.pk, {})) for each in asked.indicators if _of_the_service(each)]


def _of_the_service(indikator: Indikator) -> bool:
    own = indikator.tujuan_id or indikator.sasaran_id
    return bool(own or indikator.iku or indikator.ikk or indikator.spm)


def _kinerja(figures: Figures, indikator: Indikator, others: Mapping[str, Pembanding]) -> BarisPelayanan:
    rule = rule_of(indikator)
    targets = figures.plan_targets.get(indikator.pk, {})
    reached = figures.year_figures(indikator, figures.tahun)
    return BarisPelayanan(
        indikator=indikator,
        pembanding=others,
        target=targets,
        realisasi=reached,
        rasio={year: terhadap(rule, found, targets.get(year, NilaiTarget())) for year, found in reached.items()},
        aturan=rule,
        skala=indikator.scores(),
    )


def pendanaan_pelayanan(asked: Permintaan) -> list[BarisPendanaan]:
    """Return the lines of T-C.24: the agency as a whole and its programs, up to the asked year."""
    figures, lines = asked.figures, asked.lines
    years = tuple(year for year in years_of(asked) if year <= asked.tahun)
    spent = per_year(lines, years, figures.spent, lambda kode, year: figures.money_of_year(kode, year).realisasi)
    anggaran, realisasi = money_by_line(_budget(figures, lines, years)), money_by_line(spent)
    programs = [line.coded for line in lines if line.level == "program" and line.first]
    whole = BarisPendanaan(
        TOTAL,
        f"TOTAL {asked.renstra.perangkat_daerah.nama.upper()}",
        "total",
        anggaran.get(TOTAL, {}),
        realisasi.get(TOTAL, {}),
        tuple(row.kode for row in programs),
    )
    rows = [
        BarisPendanaan(
            row.kode, f"{row.kode} {row.nama}", "program", anggaran.get(row.kode, {}), realisasi.get(row.kode, {})
        )
        for row in programs
    ]
    return [whole, *rows]


def _budget(figures: Figures, lines: Sequence[PlanLine], years: Sequence[int]) -> Iterator[Jumlah]:
    """Yield the anggaran of each year (docs/reports.md, T-C.24).

    A subkegiatan: its DPA or Renja, else what a source states of the year, else the Renstra's pagu. A program of
    whose subkegiatan only the Renstra speaks: what a source states of the program goes before that pagu.
    """
    granted = figures.berlaku.pagu_of_years(years)

    def stated(row: Coded, year: int) -> Decimal | None:
        pagu: PaguBerlaku | None = granted[year].get(row.pk)
        own = pagu is not None and pagu.dokumen.jenis in DOKUMEN_TAHUN
        return pagu.nilai if pagu and own else figures.money_of_year(row.kode, year).anggaran

    sums = list(per_year(lines, years, stated, lambda kode, year: figures.money_of_year(kode, year).anggaran))
    yield from sums
    whole = {(row.kode, row.kolom) for row in sums if row.utuh}
    detailed = {(row.kode, row.kolom) for row in sums}
    for line in lines:
        for year in years if line.level == "subkegiatan" and line.first else ():
            pagu = granted[year].get(line.coded.pk)
            if pagu and (program_of(line.kode), year) not in whole and (line.kode, year) not in detailed:
                yield Jumlah(line.kode, year, pagu.nilai)
