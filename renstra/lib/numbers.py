"""Read and write figures and dates the Indonesian way (id-ID); the one place that does.

Figures are ``Decimal`` or ``int``, never float. An empty figure is ``None`` and is not zero.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from renstra.lib.errors import RenstraError

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
NBSP = "\N{NO-BREAK SPACE}"

_DASHES = {"-", "–", "—"}
_PREFIX = re.compile(r"^(-?)\s*rp\.?\s*", re.IGNORECASE)
_PLAIN = re.compile(r"-?\d+")
_COMMA = re.compile(r"-?\d+,\d+")
_DOT = re.compile(r"-?\d+\.\d+")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


class AngkaError(RenstraError):
    """The text cannot be read as a figure."""


class AngkaAmbiguError(AngkaError):
    """The text can be read as two figures; ``readings`` holds thousands first, then decimals."""

    def __init__(self, message: str, readings: tuple[Decimal, Decimal]) -> None:
        super().__init__(message)
        self.readings = readings


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round once, for display: half goes away from zero (house rule "rounding", design section 4)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(value: Decimal | int | None, places: int | None = None) -> str:
    """Write ``1234.5`` as ``1.234,5``; ``None`` as the empty text.

    ``places`` fixes the number of decimals (rounded half up); without it the value keeps its own decimals,
    trailing zeros dropped.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value if places is None else round_half_up(value, places):,f}"
        if places is None and "." in text:
            text = text.rstrip("0").rstrip(".")
    else:
        text = f"{value:,}" if not places else f"{value:,}.{'0' * places}"
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]  # no "-0,00" after rounding
    return text.translate(_SWAP)


_SWAP = str.maketrans(",.", ".,")


def format_rupiah(value: Decimal | int | None, places: int = 0) -> str:
    """Write Rupiah with its sign, whole unless ``places`` asks for sen: ``Rp 1.250.000``."""
    return "" if value is None else f"Rp{NBSP}{format_number(value, places)}"


def format_percent(value: Decimal | int | None, places: int | None = None) -> str:
    """Write a percentage (91.5 means 91,5 %)."""
    return "" if value is None else f"{format_number(value, places)}{NBSP}%"


def format_tanggal(value: date | None) -> str:
    """Write a date in words: ``24 November 2026``."""
    return "" if value is None else f"{value.day} {BULAN[value.month - 1]} {value.year}"


def parse_number(text: str, *, thousands: bool = False) -> Decimal | None:
    """Read a figure as people here write it; empty or a dash is ``None``.

    With dot and comma both present, or several dots in groups of three, dots are thousands. A single comma is
    decimal, and so is a single dot, except that ``1.250`` can be read twice: it raises ``AngkaAmbiguError``
    unless ``thousands`` says that the source writes thousands with a dot (a printed table of Rupiah).
    Raises ``AngkaError`` for anything else, naming the text.
    """
    cleaned = _clean(text)
    if not text.strip() or cleaned in _DASHES:
        return None
    if _AMBIGUOUS.fullmatch(cleaned) and not thousands:
        raise _ambiguous(text, cleaned)
    if _THOUSANDS.fullmatch(cleaned):
        return Decimal(cleaned.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(cleaned) or _COMMA.fullmatch(cleaned) or _DOT.fullmatch(cleaned):
        return Decimal(cleaned.replace(",", "."))
    raise AngkaError(
        f"“{text.strip()}” tidak terbaca sebagai angka; tulis misalnya 1234,56 atau 1.234,56, atau kosongkan."
    )


def _clean(text: str) -> str:
    """Drop the currency and percent signs and blanks around them; a blank between digits stays, to be refused."""
    plain = " ".join(text.split()).replace("\N{MINUS SIGN}", "-")
    return _PREFIX.sub(r"\1", plain).removesuffix("%").rstrip()


def _ambiguous(text: str, cleaned: str) -> AngkaAmbiguError:
    readings = (Decimal(cleaned.replace(".", "")), Decimal(cleaned))
    whole, fraction = (format_number(reading, 0 if i == 0 else 3) for i, reading in enumerate(readings))
    plain = format(readings[0], "f")
    return AngkaAmbiguError(
        f"“{text.strip()}” dapat dibaca {plain} (ribuan) atau {fraction} (desimal); "
        f"tulis {whole},00 atau {fraction} agar jelas.",
        readings,
    )
