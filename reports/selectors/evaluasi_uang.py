"""Rupiah of whole years by code of the plan, where some is only known of a program and not of its subkegiatan.

A program's own figure of a year counts at the program and above, once, and only while none of its subkegiatan has
a figure of that year (docs/formulas/akumulasi.md). So that every printed sum is that of the rows beneath it, it
stands on a line of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from programs.rollup import Amounts, roll_up
from reports.selectors.garis import Coded, PlanLine

BELUM_DIRINCI = "Belum dirinci per subkegiatan"


class Jumlah(NamedTuple):
    """Rupiah of a code in a column of a roll-up; `utuh`: known of the program as a whole."""

    kode: str
    kolom: int
    nilai: Decimal
    utuh: bool = False


def per_year(
    lines: Sequence[PlanLine],
    years: Iterable[int],
    rinci: Callable[[Coded, int], Decimal | None],
    utuh: Callable[[str, int], Decimal | None],
) -> Iterator[Jumlah]:
    """Yield the Rupiah of each year: of every subkegiatan, and of the programs without any, as columns of years.

    `rinci` gives that of a subkegiatan, `utuh` that of a program's code.
    """
    years = tuple(years)
    detailed = set()
    for row in _coded(lines, "subkegiatan"):
        for year in years:
            if (value := rinci(row, year)) is not None:
                detailed.add((program_of(row.kode), year))
                yield Jumlah(row.kode, year, value)
    for row in _coded(lines, "program"):
        for year in years:
            if (row.kode, year) not in detailed and (value := utuh(row.kode, year)) is not None:
                yield Jumlah(row.kode, year, value, utuh=True)


def program_of(kode: str) -> str:
    """Return the code of the program that a code, or the key of a line, belongs to."""
    return ".".join(kode.partition("/")[0].split(".")[:3])


def _coded(lines: Sequence[PlanLine], level: str) -> Iterator[Coded]:
    return (line.coded for line in lines if line.level == level and line.first)


def money_by_line(sums: Iterable[Jumlah]) -> Mapping[str, Amounts]:
    """Add up by the key of each line: to every level, `TOTAL`, and the line of what is known of a program only."""
    rows = list(sums)
    money = dict(roll_up((row.kode, row.kolom, row.nilai) for row in rows))
    for row in rows:
        if row.utuh:
            own = money.setdefault(undivided(row.kode), {})
            own[row.kolom] = own.get(row.kolom, Decimal(0)) + row.nilai
    return money


def undivided(kode: str) -> str:
    """Return the key of the line for what is known of a program as a whole."""
    return f"{kode}/utuh"


def with_undivided(lines: Sequence[PlanLine], money: Mapping[str, Amounts]) -> list[PlanLine]:
    """Return the lines with one more after each program of which some Rupiah is known only as a whole."""
    found: list[PlanLine] = []
    for kode, group in groupby(lines, key=lambda line: line.kode):
        first, *more = group
        key = undivided(kode)
        if key not in money:
            found += [first, *more]
            continue
        row = Coded("utuh", first.coded.pk, "", BELUM_DIRINCI, None, "", "")
        whole = PlanLine(key, row, None, True)
        found += [replace(first, parts=(key, *first.parts)), *more, whole]
    return found
