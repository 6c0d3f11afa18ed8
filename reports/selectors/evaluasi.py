"""Rows of the evaluation forms (E.81, E.80, T-C.29): each indicator and each code of the plan, with its figures.

Accumulation follows the indicator; Rupiah always adds up, from the subkegiatan to the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.models import Indikator
from programs.rollup import TOTAL, Amounts
from reports.selectors.evaluasi_uang import Jumlah, money_by_line, per_year, with_undivided
from reports.selectors.garis import Coded, PlanLine, Teks, total_line
from reports.selectors.permintaan import Permintaan
from targets.formulas import (
    AngkaTriwulan,
    Aturan,
    Bagian,
    Hasil,
    NilaiTarget,
    bagian_per_triwulan,
    per_triwulan,
    persentase,
    rata_rata,
    serapan,
    terhadap,
)
from targets.models import Realisasi
from targets.selectors.angka import Figures, rule_of, year_to_date


@dataclass(frozen=True, slots=True)
class Kinerja:
    """The figures of one indicator in form E.81, named by their column."""

    target_renstra: NilaiTarget
    lalu: Hasil
    target: NilaiTarget
    triwulan: tuple[AngkaTriwulan | None, ...]
    tahun: Hasil
    tingkat_tahun: Hasil
    renstra: Hasil
    tingkat_renstra: Hasil
    aturan: Aturan
    skala: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Uang:
    """The Rupiah of one code in form E.81, sums of its subkegiatan; an absent figure was not stated."""

    target_renstra: Decimal | None
    lalu: Decimal | None
    target: Decimal | None
    triwulan: tuple[Decimal | None, ...]
    tahun: Decimal | None
    renstra: Decimal | None

    @property
    def tingkat_tahun(self) -> Hasil:
        return serapan(self.tahun, self.target)

    @property
    def tingkat_renstra(self) -> Hasil:
        return serapan(self.renstra, self.target_renstra)


@dataclass(frozen=True, slots=True)
class BarisEvaluasi:
    """A line of form E.81."""

    line: PlanLine
    kinerja: Kinerja | None
    uang: Uang | None

    @property
    def teks(self) -> Teks:
        return self.line.teks


@dataclass(frozen=True, slots=True)
class Evaluasi:
    """Form E.81 of a year up to a quarter: lines, TOTAL, and the means of the lowest level."""

    total: BarisEvaluasi
    baris: tuple[BarisEvaluasi, ...]
    rata_tahun: Hasil
    rata_renstra: Hasil
    narasi: Mapping[str, tuple[str, ...]]

    @property
    def ada_utuh(self) -> bool:
        """Whether some Rupiah is known only of a program as a whole."""
        return any(row.line.level == "utuh" for row in self.baris)


# Columns of money, as keys of one roll-up.
TARGET_RENSTRA, LALU, TARGET, TW1, TAHUN, RENSTRA = 5, 6, 7, 8, 12, 13


def evaluasi_renja(asked: Permintaan) -> Evaluasi:
    """Return form E.81 with the quarters after the asked one left blank; a fixed number of queries."""
    figures, triwulan = asked.figures, asked.triwulan
    money = _money(figures, asked.lines, triwulan)
    lines = with_undivided(asked.lines, money)
    rows = tuple(
        BarisEvaluasi(
            line,
            _kinerja(figures, line.indikator, triwulan) if line.indikator else None,
            _uang(money.get(line.key, {})) if line.first else None,
        )
        for line in lines
    )
    lowest = [row for row in rows if row.line.level == "subkegiatan" and row.kinerja]
    mean: Any = {
        "batas": asked.settings.batas_rata_rata,
        "perlakuan_kosong": asked.settings.perlakuan_kosong,
        "terkunci": [figures.is_locked(row.line.indikator, triwulan) for row in lowest if row.line.indikator],
    }
    return Evaluasi(
        total=BarisEvaluasi(total_line(asked.renstra, lines), None, _uang(money.get(TOTAL, {}))),
        baris=rows,
        rata_tahun=rata_rata([row.kinerja.tingkat_tahun for row in lowest if row.kinerja], **mean),
        rata_renstra=rata_rata([row.kinerja.tingkat_renstra for row in lowest if row.kinerja], **mean),
        narasi=_narrative(figures, asked.indicators, triwulan),
    )


def _narrative(figures: Figures, indicators: Sequence[Indikator], triwulan: int) -> dict[str, tuple[str, ...]]:
    """Gather what units wrote of the quarter: "unit: uraian", then "indikator: uraian" of each row."""
    reports = sorted(figures.of_quarter(triwulan), key=lambda report: report.unit.urutan)
    whole = [(report.unit, report.evaluasi) for report in reports if hasattr(report, "evaluasi")]
    rows = [(each, figures.rows_of(each, figures.tahun)[triwulan - 1]) for each in indicators]
    found: dict[str, tuple[str, ...]] = {}
    for key in ("faktor_pendorong", "faktor_penghambat", "tindak_lanjut_triwulan", "tindak_lanjut_renja"):
        own = "tindak_lanjut" if key == "tindak_lanjut_triwulan" else key
        texts = [f"{unit.nama}: {said}" for unit, row in whole if (said := getattr(row, key))]
        texts += [f"{each}: {said}" for each, row in rows if row and (said := getattr(row, own, ""))]
        found[key] = tuple(texts)
    return found


def _kinerja(figures: Figures, indikator: Indikator, triwulan: int) -> Kinerja:
    rule = rule_of(indikator)
    rows = figures.rows_of(indikator, figures.tahun)
    sampai = year_to_date(indikator, rows, triwulan)
    before = figures.year_figures(indikator, figures.tahun - 1)
    stated = figures.targets.get(indikator.pk)
    target = stated.batas if stated else NilaiTarget()
    final = figures.final_bounds(indikator)
    renstra = figures.to_date(indikator, before | {figures.tahun: sampai})
    quarters = _quarters(rule, rows, triwulan)
    return Kinerja(
        target_renstra=final,
        lalu=figures.to_date(indikator, before),
        target=target,
        triwulan=tuple(each if place < triwulan else None for place, each in enumerate(quarters)),
        tahun=sampai,
        tingkat_tahun=terhadap(rule, sampai, target),
        renstra=renstra,
        tingkat_renstra=terhadap(rule, renstra, final),
        aturan=rule,
        skala=indikator.scores(),
    )


def _quarters(rule: Aturan, rows: Sequence[Realisasi | None], triwulan: int) -> tuple[AngkaTriwulan, ...]:
    """Return each quarter's own figure; parts are taken apart before they make a percentage."""
    way: Any = {"triwulan": triwulan, "cara_isi": rule.cara_isi, "akumulasi": rule.akumulasi_triwulan}
    if not rule.dari_bagian:
        return per_triwulan([row.nilai if row else None for row in rows], **way)
    parts = [Bagian(row.pembilang, row.penyebut) if row else Bagian() for row in rows]
    return tuple(AngkaTriwulan(persentase(part).nilai) for part in bagian_per_triwulan(parts, **way))


def _money(figures: Figures, lines: Sequence[PlanLine], triwulan: int) -> Mapping[str, Amounts]:
    """Return the Rupiah of every line by column, rolled up from the subkegiatan."""
    before = per_year(
        lines,
        range(figures.renstra.tahun_awal, figures.tahun),
        figures.spent,
        lambda kode, year: figures.money_of_year(kode, year).realisasi,
    )
    earlier = [Jumlah(row.kode, column, row.nilai, row.utuh) for row in before for column in (LALU, RENSTRA)]
    own = [
        Jumlah(line.kode, column, value)
        for line in lines
        if line.level == "subkegiatan" and line.first
        for column, value in _money_columns(figures, line.coded, triwulan)
        if value is not None
    ]
    return money_by_line([*earlier, *own])


def _money_columns(figures: Figures, row: Coded, triwulan: int) -> Iterator[tuple[int, Decimal | None]]:
    pagu = figures.pagu.get(row.pk)
    plan = figures.berlaku.plan_pagu.get(row.pk, {})
    spent = [each.nilai if each else None for each in figures.money_of(row, figures.tahun)][:triwulan]
    yield TARGET_RENSTRA, stated_sum(v for year, v in plan.items() if year <= figures.renstra.tahun_akhir)
    yield TARGET, pagu.nilai if pagu else None
    yield from enumerate(spent, TW1)
    yield TAHUN, stated_sum(spent)
    yield RENSTRA, stated_sum(spent)


def stated_sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is stated, None where nothing is."""
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal(0)) if stated else None


def _uang(columns: Amounts) -> Uang:
    return Uang(
        target_renstra=columns.get(TARGET_RENSTRA),
        lalu=columns.get(LALU),
        target=columns.get(TARGET),
        triwulan=tuple(columns.get(TW1 + place) for place in range(4)),
        tahun=columns.get(TAHUN),
        renstra=columns.get(RENSTRA),
    )
