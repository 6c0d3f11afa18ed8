"""How a value reads on paper and screen; HTML and PDF write figures through here."""

from datetime import date
from decimal import Decimal

from renstra.lib.numbers import format_number, format_percent, format_tanggal
from renstra.tabular.columns import Kind, Value


def cell_text(value: Value, kind: Kind) -> str:
    """Return the printed text: empty for None, `0` for zero, money in whole Rupiah."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return format_tanggal(value)
    if kind is Kind.PERCENT:
        return format_percent(value)
    return format_number(value, 0 if kind in {Kind.MONEY, Kind.INTEGER} and isinstance(value, Decimal) else None)
