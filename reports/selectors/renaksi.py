"""Rows of the rencana aksi: the year target of each indicator beside its four quarters, and the money."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indikator
from programs.choices import JenisDokumen
from programs.models import Dokumen, Sasaran, Tujuan
from programs.rollup import TOTAL, Amounts, roll_up
from reports.selectors.garis import Coded, PlanLine
from reports.selectors.permintaan import Permintaan
from targets.formulas import NilaiTarget
from targets.models import PaguTriwulan
from targets.selectors.berlaku import Berlaku

PAGU = 0  # the column of the year; 1 to 4 are its quarters
NO_TARGETS = (NilaiTarget(),) * 4
LEVELS = frozenset({"program", "kegiatan", "subkegiatan"})


@dataclass(frozen=True, slots=True)
class TargetAksi:
    """An indicator with its year target and its quarters."""

    indikator: Indikator
    tahun: NilaiTarget
    triwulan: tuple[NilaiTarget, ...]


@dataclass(frozen=True, slots=True)
class BarisTujuan:
    """An indicator of a tujuan or sasaran; the statement stands on its first line."""

    kode: str
    uraian: str
    target: TargetAksi


@dataclass(frozen=True, slots=True)
class BarisAksi:
    """A line of the program part: money stands on the first line of a code."""

    line: PlanLine
    target: TargetAksi | None
    pagu: Decimal | None = None
    kas: tuple[Decimal | None, ...] = (None,) * 4


@dataclass(frozen=True, slots=True)
class RencanaAksi:
    """The rencana aksi of a year, and the documents its figures come from."""

    tujuan: tuple[BarisTujuan, ...]
    baris: tuple[BarisAksi, ...]
    total: BarisAksi
    dokumen: tuple[Dokumen, ...]
    dokumen_target: tuple[Dokumen, ...]
    dokumen_pagu: tuple[Dokumen, ...]
    kas_berbeda: int

    @property
    def dengan_kas(self) -> bool:
        return any(value is not None for value in self.total.kas)


def action_plan_of(asked: Permintaan) -> RencanaAksi:
    """Return the rencana aksi of the asked year; a fixed number of queries."""
    berlaku, lines = asked.berlaku, [line for line in asked.lines if line.level in LEVELS]
    cash = cash_plan(berlaku)
    money = _money(berlaku, lines, cash)
    rows = tuple(_row(berlaku, money, line) for line in lines)
    top = tuple(line.key for line in lines if line.level == "program" and line.first)
    whole = PlanLine(TOTAL, Coded("jumlah", 0, "", "", None, "", ""), None, True, top)
    goals = goal_rows(berlaku, asked.indicators)
    targets = [*(row.target for row in goals), *(row.target for row in rows if row.target)]
    shown = [target.indikator.pk for target in targets]
    lowest = [line.coded.pk for line in lines if line.level == "subkegiatan" and line.first]
    return RencanaAksi(
        tujuan=goals,
        baris=rows,
        total=BarisAksi(whole, None, *_amounts(money.get(TOTAL, {}))),
        dokumen=tuple(berlaku.documents((JenisDokumen.RENAKSI,)).values()),
        dokumen_target=tuple(berlaku.targets[pk].dokumen for pk in shown if pk in berlaku.targets),
        dokumen_pagu=tuple(berlaku.pagu[pk].dokumen for pk in lowest if pk in berlaku.pagu),
        kas_berbeda=sum(_differs(berlaku, cash, pk) for pk in lowest),
    )


def goal_rows(berlaku: Berlaku, indicators: list[Indikator]) -> tuple[BarisTujuan, ...]:
    """Return the indicators of tujuan and sasaran, each statement once."""
    found, seen = [], ""
    for row in indicators:
        parent: Tujuan | Sasaran | None = row.tujuan or row.sasaran
        if parent is None:
            continue
        first = parent.kode != seen
        seen = parent.kode
        found.append(
            BarisTujuan(parent.kode if first else "", parent.uraian if first else "", target_of(berlaku, row))
        )
    return tuple(found)


def target_of(berlaku: Berlaku, indikator: Indikator) -> TargetAksi:
    stated = berlaku.targets.get(indikator.pk)
    return TargetAksi(
        indikator, stated.batas if stated else NilaiTarget(), berlaku.quarters.get(indikator.pk, NO_TARGETS)
    )


def cash_plan(berlaku: Berlaku) -> Mapping[int, Mapping[int, Decimal]]:
    """Return the money planned for each quarter by subkegiatan; the DPA's goes before the rencana aksi's."""
    documents = berlaku.documents((JenisDokumen.DPA, JenisDokumen.RENAKSI))
    order = {pk: place for place, pk in enumerate(documents)}
    versi = berlaku.versi.subkegiatan
    found: dict[int, tuple[int, dict[int, Decimal]]] = {}
    rows = PaguTriwulan.objects.filter(dokumen__in=documents, tahun=berlaku.tahun)
    for row in sorted(rows, key=lambda row: order[row.dokumen_id]):
        pk = versi.get(row.subkegiatan_id, row.subkegiatan_id)
        if pk not in found or found[pk][0] != row.dokumen_id:  # never a year out of two documents
            found[pk] = row.dokumen_id, {}
        quarters = found[pk][1]
        quarters[row.triwulan] = quarters.get(row.triwulan, Decimal(0)) + row.nilai
    return {pk: quarters for pk, (_, quarters) in found.items()}


def _row(berlaku: Berlaku, money: Mapping[str, Amounts], line: PlanLine) -> BarisAksi:
    target = target_of(berlaku, line.indikator) if line.indikator else None
    return BarisAksi(line, target, *_amounts(money.get(line.kode, {}))) if line.first else BarisAksi(line, target)


def _amounts(columns: Amounts) -> tuple[Decimal | None, tuple[Decimal | None, ...]]:
    return columns.get(PAGU), tuple(columns.get(quarter) for quarter in range(1, 5))


def _money(
    berlaku: Berlaku, lines: list[PlanLine], cash: Mapping[int, Mapping[int, Decimal]]
) -> Mapping[str, Amounts]:
    rows = [line for line in lines if line.level == "subkegiatan" and line.first]
    pagu = ((line.kode, PAGU, berlaku.pagu[line.coded.pk].nilai) for line in rows if line.coded.pk in berlaku.pagu)
    kas = ((line.kode, n, value) for line in rows for n, value in cash.get(line.coded.pk, {}).items())
    return roll_up([*pagu, *kas])


def _differs(berlaku: Berlaku, cash: Mapping[int, Mapping[int, Decimal]], pk: int) -> bool:
    """Whether the quarters of a subkegiatan do not make its pagu; not asked where none is stated."""
    pagu = berlaku.pagu.get(pk)
    return pk in cash and (pagu is None or sum(cash[pk].values()) != pagu.nilai)
