"""Sums up the tree of codes. Plain Python: Decimals in, Decimals out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

Amounts = dict[int, Decimal]
TOTAL = "TOTAL"


def ancestors(kode: str) -> list[str]:
    """Return the codes above a subkegiatan code, nearest first, ending with `TOTAL`.

    `1.06.01.2.01.0001` is under 1.06.01.2.01, 1.06.01, 1.06, 1 and TOTAL; the fourth part (1 provinsi,
    2 kabupaten/kota) is not a level of its own.
    """
    parts = kode.split(".")
    return [".".join(parts[:n]) for n in (5, 3, 2, 1) if n < len(parts)] + [TOTAL]


def roll_up(pagu: Iterable[tuple[str, int, Decimal | None]]) -> Mapping[str, Amounts]:
    """Add up (subkegiatan code, year, Rupiah) to every level and `TOTAL`.

    A missing amount adds nothing and leaves no entry: a level with no stated amount in a year has no key for
    that year, which is not the same as 0.
    """
    sums: dict[str, Amounts] = defaultdict(dict)
    for kode, tahun, nilai in pagu:
        if nilai is None:
            continue
        for level in (kode, *ancestors(kode)):
            sums[level][tahun] = sums[level].get(tahun, Decimal(0)) + nilai
    return dict(sums)
