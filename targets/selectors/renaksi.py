"""The quarter targets of a year beside the year target they have to make."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.choices import Frekuensi, Polaritas
from indicators.models import Indikator
from programs.choices import JenisDokumen
from programs.models import Dokumen, Renstra, UnitKerja
from targets.formulas import check_target_triwulan
from targets.models import TargetTriwulan
from targets.selectors.angka import has_parts
from targets.selectors.berlaku import Berlaku, TargetBerlaku
from targets.selectors.lembar import plan_order

Empat = tuple[Decimal | None, ...]
"""Four figures, one a quarter."""


@dataclass(frozen=True, slots=True)
class BarisRenaksi:
    """One indicator: its year target in force, its four quarter targets, and what does not agree."""

    indikator: Indikator
    target: TargetBerlaku | None
    bawah: Empat
    atas: Empat
    periksa: tuple[str, ...]

    @property
    def kunci(self) -> str:
        return f"i{self.indikator.pk}"

    @property
    def rentang(self) -> bool:
        return self.indikator.polaritas == Polaritas.RENTANG

    @property
    def kosong(self) -> bool:
        return all(value is None for value in (*self.bawah, *self.atas))

    @property
    def triwulan(self) -> tuple[int, ...]:
        """The quarters a target can be due in, and those that have one all the same."""
        due = (4,) if self.indikator.frekuensi == Frekuensi.TAHUNAN else (1, 2, 3, 4)
        return tuple(n for n in range(1, 5) if n in due or self.bawah[n - 1] is not None)


def action_plan(renstra: Renstra, tahun: int) -> Dokumen | None:
    """Return the latest rencana aksi of the whole agency for a year, draft or enacted."""
    documents = Dokumen.objects.filter(renstra=renstra, jenis=JenisDokumen.RENAKSI, tahun=tahun, unit=None)
    return documents.order_by("-perubahan_ke").first()


def plan_rows(
    *, renstra: Renstra, units: Sequence[UnitKerja], tahun: int, dokumen: Dokumen | None
) -> list[BarisRenaksi]:
    """Return the indicators of some units with the quarter targets that `dokumen` states."""
    berlaku = Berlaku(renstra, tahun)
    indicators = (
        Indikator.objects.in_force(berlaku.rencana)
        .filter(penanggung_jawab__in=units)
        .select_related("tujuan", "sasaran", "bidang_urusan", "hasil__program", "hasil__kegiatan")
        .select_related("hasil__subkegiatan", "penanggung_jawab")
    )
    stated: dict[tuple[int, int], TargetTriwulan] = {}
    if dokumen is not None:
        versi = berlaku.versi.indikator
        for row in TargetTriwulan.objects.filter(dokumen=dokumen, tahun=tahun):
            stated[versi.get(row.indikator_id, row.indikator_id), row.triwulan] = row
    return [
        _row(indikator, berlaku.targets.get(indikator.pk), [stated.get((indikator.pk, n)) for n in range(1, 5)])
        for indikator in sorted(indicators, key=plan_order)
    ]


def _row(
    indikator: Indikator, target: TargetBerlaku | None, quarters: Sequence[TargetTriwulan | None]
) -> BarisRenaksi:
    low = tuple(row.nilai if row else None for row in quarters)
    high = tuple(row.nilai_atas if row else None for row in quarters)
    return BarisRenaksi(indikator, target, low, high, tuple(_check(indikator, target, low, high)))


def _check(indikator: Indikator, target: TargetBerlaku | None, low: Empat, high: Empat) -> list[str]:
    """Return what does not agree; the upper bounds of a range are checked by themselves."""
    pairs = [("", low, target.nilai if target else None)]
    if indikator.polaritas == Polaritas.RENTANG:
        pairs.append(("Batas atas: ", high, target.atas if target else None))
    found = []
    for name, values, year in pairs:
        sentence = check_target_triwulan(
            values, year, akumulasi=indikator.akumulasi_triwulan, dari_bagian=has_parts(indikator)
        )
        if sentence:
            found.append(f"{name}{sentence}")
    return found
