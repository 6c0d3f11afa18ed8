"""What a cell of a quarter may hold, the same for the entry page, pasted cells and imported files.

Each rule takes a value that has been read and returns it as it is kept, or refuses it with a sentence.
"""

from decimal import Decimal

from django.core.exceptions import ValidationError

from indicators.models import Indikator
from renstra.lib.numbers import AngkaError
from renstra.lib.teks import storable
from targets.formulas import skor
from targets.models.laporan import PENYEBUT_POSITIF
from targets.services.teks import TIDAK_TERSIMPAN

PANJANG_TEKS = 4000
DIGIT = 15
"""Significant digits a figure may have: SQLite keeps no more, and could not even read back a longer one."""
_STEP = {places: Decimal(1).scaleb(-places) for places in (2, 4)}


def places_of(*, rupiah: bool) -> int:
    """Return the decimals a figure is kept with: Rupiah has sen."""
    return 2 if rupiah else 4


def keep_figure(value: Decimal, kolom: str, teks: str, *, rupiah: bool) -> Decimal:
    """Return a figure as its column keeps it; `teks` is what was written. Raises `AngkaError`."""
    places = places_of(rupiah=rupiah)
    require_storable(value, places)
    kept = value.quantize(_STEP[places])
    thousandths = rupiah and int(value.as_tuple().exponent) < -places  # "1,250" of an English sheet is no Rp 1,25
    if value != kept or thousandths:
        raise AngkaError(f"“{teks.strip()}” punya lebih dari {places} angka di belakang koma; bulatkan dahulu.")
    if kolom != "nilai" and value < 0:
        raise AngkaError("Pembilang dan penyebut tidak boleh negatif.")
    if kolom == "penyebut" and value == 0:
        raise AngkaError(PENYEBUT_POSITIF)
    return kept


def require_storable(value: Decimal, places: int) -> None:
    """Refuse a figure that SQLite could not keep to its last decimal; raises `AngkaError`."""
    if value.adjusted() >= DIGIT - places:
        raise AngkaError(f"Angka terlalu besar; paling banyak {DIGIT - places} angka di depan koma.")


def keep_code(text: str, indikator: Indikator) -> str:
    """Return a code as the scale of the indicator writes it, empty for none; raises `SkalaError`."""
    skor(text, skala=indikator.scores())
    return next((kode for kode in indikator.skala if kode.casefold() == text.casefold()), text)


def keep_text(text: str) -> str:
    """Return a text that can be kept, as it is; raises `ValidationError`."""
    require_kept(text)
    if len(text) > PANJANG_TEKS:
        raise ValidationError(f"Teks terlalu panjang; paling banyak {PANJANG_TEKS} huruf.")
    return text


def require_kept(text: str) -> None:
    """Refuse what a database could not keep; raises `ValidationError`."""
    if not storable(text):
        raise ValidationError(f"Teks {TIDAK_TERSIMPAN}")
