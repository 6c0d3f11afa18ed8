"""Rows of T-C.29: what the Renja before the one being written reached, and how far the Renstra will be by then.

For the Renja of year n: realisasi up to n-3, target and realisasi of n-2, target of n-1, the estimate up to n-1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.models import Indikator
from reports.selectors.garis import PlanLine
from reports.selectors.permintaan import Permintaan
from targets.formulas import Aturan, Hasil, Nilai, NilaiTarget, terhadap
from targets.selectors.angka import Figures, rule_of
from targets.selectors.berlaku import TargetBerlaku, targets_of_years

Targets = Mapping[int, TargetBerlaku]
BELUM_DITARGETKAN = Hasil(None, "target tahun berjalan belum ditetapkan")
RENTANG_TAK_TENTU = "perkiraannya rentang, yang kedua batasnya memberi capaian berbeda"


@dataclass(frozen=True, slots=True)
class KinerjaRekap:
    """The figures of one indicator in T-C.29, named by what they say; `perkiraan` of a range has two bounds."""

    target_renstra: NilaiTarget
    sebelumnya: Hasil
    target_lalu: NilaiTarget
    lalu: Hasil
    tingkat_lalu: Hasil
    target_berjalan: NilaiTarget
    perkiraan: NilaiTarget
    tingkat_renstra: Hasil
    aturan: Aturan
    skala: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class BarisRekap:
    """A line of T-C.29."""

    line: PlanLine
    kinerja: KinerjaRekap | None


def rekap_renja(asked: Permintaan) -> list[BarisRekap]:
    """Return the lines for the Renja of the asked year; years before the Renstra stay empty."""
    figures, n = asked.figures, asked.tahun
    years = [year for year in (n - 2, n - 1) if year >= asked.renstra.tahun_awal]
    stated = targets_of_years(figures.berlaku, years)
    last, current = stated.get(n - 2, {}), stated.get(n - 1, {})
    return [
        BarisRekap(line, _kinerja(figures, line.indikator, last, current) if line.indikator else None)
        for line in asked.lines
    ]


def _kinerja(figures: Figures, indikator: Indikator, last: Targets, current: Targets) -> KinerjaRekap:
    n, rule = figures.tahun, rule_of(indikator)
    years = figures.year_figures(indikator, n - 2)
    reached = years.get(n - 2, Hasil(None))
    targets = [found.batas if (found := each.get(indikator.pk)) else NilaiTarget() for each in (last, current)]
    final = figures.final_bounds(indikator)
    low, high = (_estimate(figures, indikator, years, bound) for bound in (targets[1].nilai, targets[1].atas))
    if rule.polaritas != "rentang":
        high = low
    return KinerjaRekap(
        target_renstra=final,
        sebelumnya=figures.to_date(indikator, {year: years[year] for year in years if year < n - 2}),
        target_lalu=targets[0],
        lalu=reached,
        tingkat_lalu=terhadap(rule, reached, targets[0]),
        target_berjalan=targets[1],
        perkiraan=NilaiTarget(low.persis, high.persis),
        tingkat_renstra=_level(rule, low, high, final),
        aturan=rule,
        skala=indikator.scores(),
    )


def _estimate(figures: Figures, indikator: Indikator, years: Mapping[int, Hasil], target: Nilai | None) -> Hasil:
    """Return the Renstra to date if the current year reaches its target, as the indicator's years combine."""
    current = BELUM_DITARGETKAN if target is None else Hasil(Fraction(target))
    return figures.to_date(indikator, {**years, figures.tahun - 1: current})


def _level(rule: Aturan, low: Hasil, high: Hasil, final: NilaiTarget) -> Hasil:
    """Return the level of the estimate; that of a range only where both its bounds agree."""
    lower, upper = terhadap(rule, low, final), terhadap(rule, high, final)
    return lower if lower.persis == upper.persis else Hasil(None, RENTANG_TAK_TENTU)
