"""Small samples that a page's own text and tables carry: the swatch of a series, the mark of a status."""

from django.utils.safestring import SafeString, mark_safe

from renstra.grafik import tema
from renstra.grafik.lukisan import Bentuk, penanda
from renstra.grafik.svg import tulis_bentuk
from renstra.grafik.tegak import contoh_seri


def contoh(nomor: int) -> SafeString:
    """Return the swatch of series `nomor` (from 0) with its number, as the stacked bars carry it."""
    return _kecil(24, 14, contoh_seri(nomor, 0, 7))


def tanda(tingkat: int | None, dari: int = 5) -> SafeString:
    """Return the mark of place `tingkat` (0 is best) among `dari` predicates, a dash for None.

    The word must stand beside it.
    """
    corak = tema.tingkat(tingkat, dari)
    return _kecil(14, 14, [penanda(corak.bentuk, 7, 7, 4.6, corak.warna, isi=corak.isi)])


def _kecil(lebar: int, tinggi: int, bentuk: list[Bentuk]) -> SafeString:
    return mark_safe(  # noqa: S308 — shapes and numbers of our own
        f'<svg xmlns="http://www.w3.org/2000/svg" class="contoh-grafik" width="{lebar}" height="{tinggi}" '
        f'viewBox="0 0 {lebar} {tinggi}" aria-hidden="true" font-family="Plex,sans-serif">'
        f"{tulis_bentuk(bentuk)}</svg>"
    )
