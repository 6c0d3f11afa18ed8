"""Rows of the IKU and IKK tables of a year, and of the IKU manual."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Indikator
from programs.models import Dokumen, Sasaran, Tujuan
from reports.selectors.garis import indicators_in_force
from reports.selectors.permintaan import Permintaan
from reports.selectors.rencana import statements
from targets.choices import JenisTarget
from targets.formulas import NilaiTarget
from targets.models import Target
from targets.selectors.renja import RencanaRenja

NONE = NilaiTarget()


@dataclass(frozen=True, slots=True)
class BarisTahun:
    """An indicator with what the Renstra and the Renja each state for year n, and the forecast of n+1."""

    nomor: int
    indikator: Indikator
    renstra: NilaiTarget
    renja: NilaiTarget
    maju: NilaiTarget


@dataclass(frozen=True, slots=True)
class TargetTahun:
    """The indicators of one kind in a year, and the Renja that states their targets, if there is one."""

    baris: tuple[BarisTahun, ...]
    renja: Dokumen | None


def year_targets(asked: Permintaan, kind: str) -> TargetTahun:
    """Return the indicators marked `kind` (iku or ikk) in plan order; a fixed number of queries."""
    plan, n = RencanaRenja(asked.berlaku), asked.tahun
    stated = plan.berlaku.plan_targets
    chosen = (row for row in asked.indicators if getattr(row, kind))
    rows = tuple(
        BarisTahun(
            number,
            row,
            stated.get(row.pk, {}).get(n, NONE),
            plan.own.get((row.pk, n), NONE),
            plan.targets.get((row.pk, n + 1), NONE),
        )
        for number, row in enumerate(chosen, 1)
    )
    return TargetTahun(rows, plan.renja)


@dataclass(frozen=True, slots=True)
class BarisManual:
    """An IKU as it is laid down: what it measures and its target of each year."""

    nomor: int
    indikator: Indikator
    uraian: str
    target: Mapping[int, NilaiTarget]


def iku_manual(dokumen: Dokumen) -> list[BarisManual]:
    """Return the IKU of a Renstra document with the tujuan or sasaran each measures; four queries."""
    goals = statements(dokumen, Tujuan) | statements(dokumen, Sasaran)
    chosen = [row for row in indicators_in_force(dokumen) if row.iku]
    targets = _targets(dokumen, chosen)
    return [
        BarisManual(
            number, row, goals.get(parent.kode, "") if (parent := row.tujuan or row.sasaran) else "", target
        )
        for number, row in enumerate(chosen, 1)
        for target in [targets[row.pk]]
    ]


def _targets(dokumen: Dokumen, chosen: Sequence[Indikator]) -> Mapping[int, Mapping[int, NilaiTarget]]:
    found: dict[int, dict[int, NilaiTarget]] = defaultdict(dict)
    for row in Target.objects.filter(dokumen=dokumen, indikator__in=chosen, jenis=JenisTarget.TAHUNAN):
        found[row.indikator_id][row.tahun] = NilaiTarget(row.nilai, row.nilai_atas)
    return found
