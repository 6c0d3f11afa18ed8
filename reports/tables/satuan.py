"""How the target of an indicator is written: a figure, the bounds of a range, the code of a graded unit."""

from decimal import Decimal

from indicators.models import Indikator
from renstra.lib.numbers import NBSP
from targets.formulas import Nilai, NilaiTarget, written

PERSEN = frozenset({"%", "Persen", "Persentase"})


def as_stated(target: NilaiTarget, indikator: Indikator) -> Decimal | str | None:
    """Return a stated target for a column beside its unit: a number wherever it is one."""
    if isinstance(target.nilai, Decimal) and target.atas is None and target.nilai not in _codes(indikator):
        return target.nilai
    return _said(target, indikator) or None


def with_satuan(target: NilaiTarget, indikator: Indikator) -> str | None:
    """Write a target with its unit: `67,41 %`, `1 Dokumen`, `80–90 Orang`; of a graded unit the code alone."""
    said = _said(target, indikator)
    if not said or target.nilai in _codes(indikator):
        return said or None
    return f"{said}{NBSP}%" if indikator.satuan in PERSEN else f"{said} {indikator.satuan}"


def _said(target: NilaiTarget, indikator: Indikator) -> str:
    codes = _codes(indikator)
    bounds = [bound for bound in (target.nilai, target.atas) if bound is not None]
    return "–".join(codes.get(bound) or written(bound) for bound in bounds)


def _codes(indikator: Indikator) -> dict[Nilai, str]:
    return {score: code for code, score in indikator.scores().items()}
