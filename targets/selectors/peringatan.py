"""Feeds the plausibility rules of `targets.kewajaran` with the figures of a quarter."""

from collections.abc import Sequence
from typing import Any

from indicators.choices import Polaritas
from indicators.models import Indikator
from targets.formulas import Bagian, Hasil, NilaiTarget
from targets.kewajaran import (
    Peringatan,
    di_atas_pagu,
    jauh_di_atas_target,
    lebih_dari_seluruhnya,
    persentase_di_atas_100,
    selalu_sama_dengan_target,
    turun,
    uang_dan_keluaran,
)
from targets.models import Realisasi
from targets.selectors.angka import figure, has_parts
from targets.selectors.berlaku import PaguBerlaku, TargetBerlaku


def indicator_warnings(
    indikator: Indikator,
    rows: Sequence[Realisasi | None],
    triwulan: int,
    target: TargetBerlaku | None,
    quarters: Sequence[NilaiTarget],
    sampai: Hasil,
    uang: Hasil | None,
) -> tuple[Peringatan, ...]:
    """Return what looks odd in an indicator's figures up to a quarter; nothing before that quarter is stated."""
    row = rows[triwulan - 1]
    value = figure(row)
    if row is None or value is None:
        return ()
    values = [figure(each) for each in rows]
    way: Any = {
        "triwulan": triwulan,
        "cara_isi": indikator.cara_isi,
        "akumulasi": indikator.akumulasi_triwulan,
    }
    parts = has_parts(indikator)
    ceiling = (target.atas if indikator.polaritas == Polaritas.RENTANG else target.nilai) if target else None
    found = (
        None if parts else turun(values, **way),
        jauh_di_atas_target(sampai.persis, ceiling),
        uang_dan_keluaran(sampai.persis, uang.persis) if uang else None,
        selalu_sama_dengan_target(
            values,
            [each.nilai for each in quarters],
            frekuensi=indikator.frekuensi,
            dari_bagian=parts,
            **way,
        ),
        lebih_dari_seluruhnya(Bagian(row.pembilang, row.penyebut)) if parts else None,
        None if parts else persentase_di_atas_100(value, dari_bagian=indikator.is_percentage),
    )
    return tuple(warning for warning in found if warning)


def money_warnings(sampai: Hasil, pagu: PaguBerlaku | None) -> tuple[Peringatan, ...]:
    """Return what looks odd in the money spent on a subkegiatan."""
    warning = di_atas_pagu(sampai.persis, pagu.nilai if pagu else None)
    return (warning,) if warning else ()
