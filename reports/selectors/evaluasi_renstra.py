"""Rows of form E.80: the whole Renstra year by year, targets beside what was reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indikator
from programs.rollup import TOTAL, Amounts
from reports.selectors.evaluasi_uang import Jumlah, money_by_line, per_year, with_undivided
from reports.selectors.garis import PlanLine, Teks, total_line
from reports.selectors.permintaan import Permintaan
from targets.formulas import (
    BELUM_DILAPORKAN,
    Aturan,
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
    target_renstra: NilaiTarget
    target: Mapping[int, NilaiTarget]
    realisasi: Mapping[int, Hasil]
    rasio: Mapping[int, Hasil]
    aturan: Aturan
    skala: Mapping[str, Decimal]


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

    @property
    def ada_utuh(self) -> bool:
        """Whether some Rupiah is known only of a program as a whole."""
        return any(row.line.level == "utuh" for row in self.baris)

    def predikat(self, tahun: int) -> Predikat | None:
        return predikat(self.rata[tahun].nilai)


def evaluasi_renstra(asked: Permintaan) -> EvaluasiRenstra:
    """Return form E.80 with the years after the asked one not yet reported; a fixed number of queries."""
    renstra, figures = asked.renstra, asked.figures
    years = tuple(range(renstra.tahun_awal, renstra.tahun_akhir + 1))
    money = _money(figures, asked.lines, years)
    lines = with_undivided(asked.lines, money)
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
    return BarisRenstra(line, kinerja, _uang(money.get(line.key, {}), years) if line.first else None)


def _kinerja(figures: Figures, indikator: Indikator, years: tuple[int, ...]) -> KinerjaTahunan:
    targets = figures.plan_targets.get(indikator.pk, {})
    found = figures.year_figures(indikator, figures.tahun)
    rule, unreported = rule_of(indikator), Hasil(None, BELUM_DILAPORKAN)
    return KinerjaTahunan(
        baseline=indikator.baseline,
        target_renstra=figures.final_bounds(indikator),
        target=targets,
        realisasi=found,
        rasio={
            year: terhadap(rule, found.get(year, unreported), targets.get(year, NilaiTarget())) for year in years
        },
        aturan=rule,
        skala=indikator.scores(),
    )


def _money(figures: Figures, lines: Sequence[PlanLine], years: tuple[int, ...]) -> Mapping[str, Amounts]:
    plan = figures.berlaku.plan_pagu
    granted = [
        Jumlah(line.kode, TARGET + year, value)
        for line in lines
        if line.level == "subkegiatan" and line.first
        for year in years
        if (value := plan.get(line.coded.pk, {}).get(year)) is not None
    ]
    spent = per_year(lines, years, figures.spent, lambda kode, year: figures.money_of_year(kode, year).realisasi)
    reached = [Jumlah(row.kode, REALISASI + row.kolom, row.nilai, row.utuh) for row in spent]
    return money_by_line([*granted, *reached])


def _uang(columns: Amounts, years: tuple[int, ...]) -> UangTahunan:
    target = {year: columns[TARGET + year] for year in years if TARGET + year in columns}
    return UangTahunan(
        target_renstra=sum(target.values(), Decimal(0)) if target else None,
        target=target,
        realisasi={year: columns[REALISASI + year] for year in years if REALISASI + year in columns},
    )
