"""Rows of form E.80: the whole Renstra year by year, targets beside what was reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indikator
from programs.rollup import TOTAL, roll_up
from reports.selectors.evaluasi import Amounts
from reports.selectors.garis import Coded, PlanLine, Teks, total_line
from reports.selectors.permintaan import Permintaan
from targets.formulas import (
    BELUM_DILAPORKAN,
    Hasil,
    NilaiTarget,
    Predikat,
    predikat,
    rata_rata,
    serapan,
    terhadap,
)
from targets.selectors.angka import Figures, rule_of

TARGET, REALISASI = 0, 10_000
"""Offsets that keep the money of targets and of realisasi apart in one roll-up over years."""


@dataclass(frozen=True, slots=True)
class KinerjaTahunan:
    """An indicator over the years of the Renstra."""

    baseline: Decimal | None
    target_renstra: Hasil
    target: Mapping[int, NilaiTarget]
    realisasi: Mapping[int, Hasil]
    rasio: Mapping[int, Hasil]


@dataclass(frozen=True, slots=True)
class UangTahunan:
    """The Rupiah of a code over the years of the Renstra."""

    target_renstra: Decimal | None
    target: Amounts
    realisasi: Amounts

    def rasio(self, tahun: int) -> Hasil:
        return serapan(self.realisasi.get(tahun), self.target.get(tahun))


@dataclass(frozen=True, slots=True)
class BarisRenstra:
    """A line of form E.80."""

    line: PlanLine
    kinerja: KinerjaTahunan | None
    uang: UangTahunan | None

    @property
    def teks(self) -> Teks:
        return self.line.teks


@dataclass(frozen=True, slots=True)
class EvaluasiRenstra:
    """Form E.80: lines, TOTAL, and the mean of each year over the indicators of subkegiatan."""

    tahun: tuple[int, ...]
    total: BarisRenstra
    baris: tuple[BarisRenstra, ...]
    rata: Mapping[int, Hasil]

    def predikat(self, tahun: int) -> Predikat | None:
        return predikat(self.rata[tahun].nilai)


def evaluasi_renstra(asked: Permintaan) -> EvaluasiRenstra:
    """Return form E.80 with the years after the asked one not yet reported; a fixed number of queries."""
    renstra, figures, lines = asked.renstra, asked.figures, asked.lines
    years = tuple(range(renstra.tahun_awal, renstra.tahun_akhir + 1))
    money = _money(figures, lines, years)
    rows = tuple(_row(figures, money, line, years) for line in lines)
    lowest = [row for row in rows if row.line.level == "subkegiatan"]
    return EvaluasiRenstra(
        tahun=years,
        total=BarisRenstra(total_line(renstra, lines), None, _uang(money.get(TOTAL, {}), years)),
        baris=rows,
        rata={
            year: rata_rata(
                [row.kinerja.rasio[year] for row in lowest if row.kinerja],
                batas=asked.settings.batas_rata_rata,
                perlakuan_kosong=asked.settings.perlakuan_kosong,
                terkunci=[figures.is_locked(row.line.indikator, 4, year) for row in lowest if row.line.indikator],
            )
            for year in years
        },
    )


def _row(figures: Figures, money: Mapping[str, Amounts], line: PlanLine, years: tuple[int, ...]) -> BarisRenstra:
    kinerja = _kinerja(figures, line.indikator, years) if line.indikator else None
    return BarisRenstra(line, kinerja, _uang(money.get(line.kode, {}), years) if line.first else None)


def _kinerja(figures: Figures, indikator: Indikator, years: tuple[int, ...]) -> KinerjaTahunan:
    targets = figures.plan_targets.get(indikator.pk, {})
    found = figures.year_figures(indikator, figures.tahun)
    rule, unreported = rule_of(indikator), Hasil(None, BELUM_DILAPORKAN)
    return KinerjaTahunan(
        baseline=indikator.baseline,
        target_renstra=figures.final_target(indikator),
        target=targets,
        realisasi=found,
        rasio={
            year: terhadap(rule, found.get(year, unreported), targets.get(year, NilaiTarget())) for year in years
        },
    )


def _money(figures: Figures, lines: Sequence[PlanLine], years: tuple[int, ...]) -> Mapping[str, Amounts]:
    return roll_up(
        (line.kode, column, value)
        for line in lines
        if line.level == "subkegiatan" and line.first
        for column, value in _columns(figures, line.coded, years)
    )


def _columns(figures: Figures, row: Coded, years: tuple[int, ...]) -> Iterator[tuple[int, Decimal | None]]:
    plan = figures.berlaku.plan_pagu.get(row.pk, {})
    for year in years:
        yield TARGET + year, plan.get(year)
        spent = [each.nilai for each in figures.money_of(row, year) if each and each.nilai is not None]
        yield REALISASI + year, sum(spent, Decimal(0)) if spent else None


def _uang(columns: Amounts, years: tuple[int, ...]) -> UangTahunan:
    target = {year: columns[TARGET + year] for year in years if TARGET + year in columns}
    return UangTahunan(
        target_renstra=sum(target.values(), Decimal(0)) if target else None,
        target=target,
        realisasi={year: columns[REALISASI + year] for year in years if REALISASI + year in columns},
    )
