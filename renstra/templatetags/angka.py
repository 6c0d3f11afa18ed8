"""Figures, dates and moments in templates: the same writing as in PDF and Excel."""

from datetime import date, datetime
from decimal import Decimal

from django import template

from renstra.lib.numbers import format_number, format_rupiah, format_tanggal, round_half_up
from renstra.lib.waktu import format_waktu

register = template.Library()


@register.filter
def rupiah(value: Decimal | None) -> str:
    return format_rupiah(value)


@register.filter
def angka(value: Decimal | int | None) -> str:
    return format_number(value)


@register.filter
def dua(value: Decimal | None) -> str:
    """Write a computed figure with at most two decimals."""
    return "" if value is None else format_number(round_half_up(value, 2))


@register.filter
def tanggal(value: date | None) -> str:
    return format_tanggal(value)


@register.filter
def waktu(value: datetime | None) -> str:
    return format_waktu(value)
