"""What a quarterly report states, written the house way."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from indicators.choices import Akumulasi
from indicators.models import Indikator
from programs.models import Dokumen
from renstra.lib.numbers import format_number, format_percent
from targets.forms.lembar import Persen, quarter_text, shown, shown_target
from targets.formulas import Hasil, NilaiTarget
from targets.models import ROMAWI
from targets.selectors.angka import has_parts
from targets.selectors.kata import how_the_year_is_made
from targets.selectors.lembar import BarisAnggaran, BarisKinerja
from targets.selectors.renaksi import BarisRenaksi
from targets.selectors.rincian import document_sentence, row_text, stated_text

register = template.Library()

TARGET_SETAHUN = {
    Akumulasi.JUMLAH: "Target tiap triwulan itu saja; jumlahnya harus sama dengan target tahun.",
    Akumulasi.POSISI_AKHIR: "Posisi pada akhir tiap triwulan; triwulan IV harus sama dengan target tahun.",
    Akumulasi.RATA_RATA: "Target tiap triwulan itu saja; rata-ratanya harus sama dengan target tahun.",
    Akumulasi.MAKSIMUM: "Target tiap triwulan itu saja; yang tertinggi harus sama dengan target tahun.",
}


@register.filter
def romawi(triwulan: int) -> str:
    return ROMAWI[triwulan - 1]


@register.filter
def persen(hasil: Hasil) -> str:
    return format_percent(hasil.nilai, 2)


@register.filter
def sumber(dokumen: Dokumen | None) -> str:
    return document_sentence(dokumen)


@register.filter
def ambil(mapping: Mapping[Any, Any], key: Any) -> Any:
    return mapping.get(key, "")


@register.filter
def isian(value: Decimal | str | None) -> str:
    """Write a stored cell of any kind; an empty one says so."""
    if value is None or value == "":
        return "kosong"
    return value if isinstance(value, str) else format_number(value)


@register.filter
def uang(value: Decimal | str | None) -> str:
    """Write Rupiah without its sign, with sen where there are any; absent (for a template: "") is a dash."""
    if not isinstance(value, Decimal):
        return "–"
    return format_number(value, 0 if value == value.to_integral_value() else 2)


@register.filter
def batas(target: NilaiTarget | str | None, indikator: Indikator) -> str:
    """Write a target of an indicator; a range as its two bounds, a grade by its code.

    A template hands an absent one on as the empty text.
    """
    return stated_text(indikator, target.nilai, target.atas) if isinstance(target, NilaiTarget) else ""


@register.filter
def tercatat(value: Decimal | None, row: BarisKinerja | BarisAnggaran) -> str:
    """Write a figure of a row with at most two decimals; a graded one by its code."""
    return "" if value is None else row_text(row, value)


@register.filter
def target_sampai(row: BarisKinerja) -> Persen:
    """Give the target to date that the percentage beside it is taken of, and what it covers."""
    return shown_target(row)


@register.filter
def sampai(row: BarisKinerja) -> str:
    """Write the figure since January; a graded one by its code."""
    return shown(row.sampai, row).teks


@register.filter
def tahun_dibuat(row: BarisKinerja) -> str:
    """Say how the year is made of the quarters."""
    return how_the_year_is_made(row.indikator)


@register.filter
def akumulasi_target(row: BarisRenaksi) -> str:
    """Say how the four quarter targets have to make the year's."""
    way = Akumulasi(row.indikator.akumulasi_triwulan)
    if way == Akumulasi.JUMLAH and has_parts(row.indikator):
        way = Akumulasi.RATA_RATA  # whole percentages do not add up
    return TARGET_SETAHUN[way]


@register.filter
def satu_alasan(row: BarisKinerja) -> str:
    """Return the reason why there is no percentage, where all three lack it for the same one."""
    three = (row.persen.terhadap_triwulan, row.persen.terhadap_tahun, row.persen.terhadap_renstra)
    reasons = {hasil.alasan for hasil in three}
    return reasons.pop() if len(reasons) == 1 else ""


@register.simple_tag
def angka_triwulan(row: BarisKinerja, place: int) -> str:
    """Write what the row states of a quarter (0 = the first); parts as the percentage they make."""
    return quarter_text(row, place)
