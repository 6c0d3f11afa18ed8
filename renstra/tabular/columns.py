"""What a table's columns are: kind, label, width and where each value comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

Value = None | str | int | Decimal | date
"""A cell's value; ``None`` is an empty cell and never zero."""

T = TypeVar("T")


class Kind(StrEnum):
    """How a value is written: text to the left, figures to the right, codes never broken.

    A year is ``TEXT`` or ``CODE``: ``INTEGER`` is grouped in thousands.
    """

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"


NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that needs more than its column gives: a footnote, a span, another kind, a muted look.

    ``note`` becomes a numbered footnote (a comment in XLSX). Positions a span covers must hold no value.
    ``formula`` says how the figure follows from others of its row, such as ``{tw1_k}+{tw2_k}``: the workbook then
    holds the live formula together with the value.
    """

    value: Value = None
    note: str = ""
    colspan: int = 1
    rowspan: int = 1
    kind: Kind | None = None
    muted: bool = False
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One printed column; ``width`` in millimetres, ``number`` as printed beneath the label, such as ``(1)``.

    ``total`` marks a column whose rows with parts are the sum of those parts (a live SUM in XLSX). ``places`` is
    the most decimals printed, ``fixed`` prints exactly that many; the value itself keeps its full precision.
    """

    key: str
    label: str
    value: Callable[[T], Value | Cell]
    kind: Kind = Kind.TEXT
    width: float = 20.0
    number: str = ""
    total: bool = False
    places: int | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over several columns or further groups.

    A `number` stands for all its columns at once: their labels are then drawn below the row of numbers, as the
    evaluation forms do with K and Rp.
    """

    label: str
    children: "tuple[Layout, ...]"
    number: str = ""


# A table's columns read rows of one type, which the table need not know.
Layout = Column[Any] | Group
