"""How the target of an indicator is written: a figure, the bounds of a range, the code of a graded unit."""

from decimal import Decimal

from indicators.models import Indikator
from renstra.lib.numbers import NBSP
from targets.formulas import NilaiTarget, as_stated
from targets.selectors.rincian import stated_text


def beside_unit(target: NilaiTarget, indikator: Indikator) -> Decimal | str | None:
    """Return a stated target for a column beside its unit: a number wherever it is one."""
    if target.atas is None:
        return as_stated(target.nilai, indikator.scores())
    return stated_text(indikator, target.nilai, target.atas)


def with_satuan(target: NilaiTarget, indikator: Indikator) -> str | None:
    """Write a target with its unit: `67,41 %`, `1 Dokumen`, `80–90 Orang`; of a graded unit the code alone."""
    said = stated_text(indikator, target.nilai, target.atas)
    if not said or isinstance(as_stated(target.nilai, indikator.scores()), str):
        return said or None
    return f"{said}{NBSP}%" if indikator.is_percentage else f"{said} {indikator.satuan}"
