"""How a value reads on paper and screen; HTML and PDF write figures through here."""

from datetime import date
from decimal import Decimal

from renstra.lib.numbers import format_number, format_percent, format_tanggal, round_half_up
from renstra.tabular.columns import Kind, Value


def printed(value: Value, places: int | None) -> Value:
    """Return a figure rounded half up to at most `places` decimals: the one rounding, here and nowhere before."""
    if places is None or not isinstance(value, Decimal) or -int(value.as_tuple().exponent) <= places:
        return value
    return round_half_up(value, places)


def plain(value: Decimal | int) -> str:
    """Return a figure in its one spelling for machines: a dot, no trailing zeros, exponent or negative zero."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(int(value))
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def cell_text(value: Value, kind: Kind, places: int | None = None, fixed: bool = False) -> str:
    """Return the printed text: empty for None, `0` for zero, money in whole Rupiah."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return format_tanggal(value)
    exact = places if fixed else None
    if kind is Kind.PERCENT:
        return format_percent(printed(value, places), exact)  # type: ignore[arg-type]
    if kind in {Kind.MONEY, Kind.INTEGER} and isinstance(value, Decimal):
        return format_number(value, 0)
    return format_number(printed(value, places), exact)  # type: ignore[arg-type]
