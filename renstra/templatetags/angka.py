"""Figures in templates: the same writing as in PDF and Excel."""

from decimal import Decimal

from django import template

from renstra.lib.numbers import format_number, format_rupiah

register = template.Library()


@register.filter
def rupiah(value: Decimal | None) -> str:
    return format_rupiah(value)


@register.filter
def angka(value: Decimal | int | None) -> str:
    return format_number(value)
