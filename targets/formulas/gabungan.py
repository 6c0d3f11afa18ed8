"""The four ways in which parts make a whole: quarters a year, years a Renstra."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from targets.formulas.hasil import JUMLAH, MAKSIMUM, NOTHING, POSISI_AKHIR, RATA_RATA, require

NAMA_GABUNGAN = {
    JUMLAH: "jumlah",
    POSISI_AKHIR: "posisi terakhir",
    RATA_RATA: "rata-rata",
    MAKSIMUM: "nilai tertinggi",
}
_COMBINE: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    JUMLAH: lambda values: sum(values, NOTHING),
    POSISI_AKHIR: lambda values: values[-1],
    RATA_RATA: lambda values: sum(values, NOTHING) / len(values),
    MAKSIMUM: max,
}


def combine(akumulasi: str, values: Sequence[Fraction]) -> Fraction:
    """Make one figure of several, in their order; there must be at least one."""
    return _COMBINE[akumulasi](values)


def way_of(akumulasi: str, *, dari_bagian: bool) -> str:
    """Return how whole percentages combine: they do not add up, so where parts are summed they are averaged."""
    require("akumulasi", akumulasi, _COMBINE)
    return RATA_RATA if dari_bagian and akumulasi == JUMLAH else akumulasi
