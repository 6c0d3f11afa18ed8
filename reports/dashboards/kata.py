"""Figures of the dashboard as words: the same writing on every panel, page and print."""

from decimal import Decimal

from indicators.models import Indikator
from renstra.lib.numbers import format_number, format_percent
from targets.formulas import Hasil, NilaiTarget, predikat
from targets.selectors.rincian import figure_text, stated_text

MARKS = {"ST": "▲", "T": "△", "S": "◆", "R": "▽", "SR": "▼"}
"""The mark of a predicate: a shape beside word and colour, so that it reads in grey."""


def percent(found: Hasil) -> str:
    """Write a percentage with two decimals, else the reason why there is none."""
    return format_percent(found.nilai, 2) if found.nilai is not None else found.alasan


def figure(indikator: Indikator, found: Hasil) -> str:
    """Write a figure of an indicator as it is read there, else the reason why there is none."""
    return figure_text(indikator, found.nilai) if found.nilai is not None else found.alasan


def target(indikator: Indikator, stated: NilaiTarget) -> str:
    return stated_text(indikator, stated.nilai, stated.atas)


def judged(found: Hasil, *, dinilai: bool) -> dict[str, str]:
    """Return word, mark and class of a predicate; of what is not judged the reason."""
    band = predikat(found.nilai) if dinilai else None
    if band is None:
        return {"kata": found.alasan or "belum dinilai", "tanda": "○", "kelas": "tanpa"}
    return {"kata": band.nama, "tanda": MARKS[band.singkatan], "kelas": band.singkatan.lower()}


def miliar(value: Decimal | None) -> str:
    """Write Rupiah in billions with two decimals, for cards; the full figure stands beside it."""
    return "" if value is None else f"Rp{format_number(value / 10**9, 2)} miliar"
