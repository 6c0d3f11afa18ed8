"""Columns that several official tables share."""

from collections.abc import Callable, Iterable
from typing import Any

from renstra.tabular import Cell, Column, Group, Kind


def target_column(year: int, number: str, width: float) -> Column[Any]:
    """Return the column of one year's target, read from `row.target`."""
    return Column(f"target_{year}", str(year), lambda row: row.target.get(year), Kind.DECIMAL, width, number)


def target_group(label: str, years: Iterable[int], first: int | None, width: float = 15) -> Group:
    """Return the target columns of `years`, numbered from `first`, or unnumbered."""
    numbers = (f"({first + offset})" if first is not None else "" for offset in range(100))
    return Group(
        label, tuple(target_column(year, number, width) for year, number in zip(years, numbers, strict=False))
    )


def with_unit(nama: str | None, satuan: str) -> str | None:
    """Return the indicator as Tabel 4.1 and 4.2 print it."""
    return None if nama is None else f"{nama} (Dengan Satuan: {satuan})"


def text(name: str) -> Callable[[Any], str | None]:
    """Return what a row's line of the plan says in one of its texts."""
    return lambda row: getattr(row.line.teks, name) or None


def labelled(column: Callable[[Any], Any], label: str, width: int) -> Callable[[Any], Any]:
    """Return the first column: in the last row the label, over the `width` columns before the money."""
    return lambda row: Cell(label, colspan=width) if row.line.level == "jumlah" else column(row)
