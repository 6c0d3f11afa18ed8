"""Shapes as SVG: presentation attributes only (strict CSP), no reference to an identifier, well-formed as XML too.

WeasyPrint draws what is used here: shapes, one line of text each, links as plain groups.
"""

from collections.abc import Iterable

from django.utils.html import escape

from renstra.grafik import tema
from renstra.grafik.lukisan import Bentuk, Garis, Kotak, Lingkaran, Lukisan, Tautan, Teks, Titik


def tulis_svg(lukisan: Lukisan, judul: str, uraian: str, *, kelas: str = "grafik", peran: str = "img") -> str:
    """Return the whole element at its own size; the page's style lets it shrink."""
    lebar, tinggi = _n(lukisan.lebar), _n(lukisan.tinggi)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{escape(kelas)}" width="{lebar}" height="{tinggi}" '
        f'viewBox="0 0 {lebar} {tinggi}" role="{peran}" font-family="Plex,sans-serif" '
        f'font-size="{_n(tema.UKURAN)}" fill="{tema.TINTA}">'
        f"<title>{escape(judul)}</title><desc>{escape(uraian)}</desc>{tulis_bentuk(lukisan.bentuk)}</svg>"
    )


def tulis_bentuk(bentuk: Iterable[Bentuk]) -> str:
    return "".join(_tulis(each) for each in bentuk)


def _tulis(bentuk: Bentuk) -> str:
    if isinstance(bentuk, Teks):
        return _teks(bentuk)
    if isinstance(bentuk, Tautan):
        # aria-label, because a title inside the link would be read with every line of its text
        return (
            f'<a href="{escape(bentuk.alamat)}" aria-label="{escape(bentuk.nama)}">{tulis_bentuk(bentuk.isi)}</a>'
        )
    if isinstance(bentuk, Kotak):
        nama = "rect"
        letak = f' x="{_n(bentuk.x)}" y="{_n(bentuk.y)}" width="{_n(bentuk.lebar)}" height="{_n(bentuk.tinggi)}"'
    elif isinstance(bentuk, Lingkaran):
        nama, letak = "circle", f' cx="{_n(bentuk.x)}" cy="{_n(bentuk.y)}" r="{_n(bentuk.r)}"'
    else:
        nama, letak = "path", f' d="{_jalur(bentuk)}"'
    return _tutup(nama, letak + _rupa(bentuk), bentuk.keterangan)


def _tutup(nama: str, atribut: str, keterangan: str) -> str:
    if not keterangan:
        return f"<{nama}{atribut}/>"
    return f"<{nama}{atribut}><title>{escape(keterangan)}</title></{nama}>"


def _rupa(bentuk: Garis | Kotak | Lingkaran) -> str:
    text = f' fill="{bentuk.isi or "none"}"'
    if bentuk.warna:
        text += f' stroke="{bentuk.warna}"'
        text += f' stroke-width="{_n(bentuk.tebal)}"' if bentuk.tebal != 1 else ""
    putus = () if isinstance(bentuk, Lingkaran) else bentuk.putus
    return text + (f' stroke-dasharray="{" ".join(map(_n, putus))}"' if putus else "")


def _jalur(garis: Garis) -> str:
    return "".join(f"M{'L'.join(map(_titik, ruas))}{'Z' if garis.tutup else ''}" for ruas in garis.ruas)


def _titik(titik: Titik) -> str:
    return f"{_n(titik[0])},{_n(titik[1])}"


def _teks(teks: Teks) -> str:
    atribut = f' x="{_n(teks.x)}" y="{_n(teks.y)}"'
    if teks.ukuran != tema.UKURAN:
        atribut += f' font-size="{_n(teks.ukuran)}"'
    if teks.tebal:
        atribut += ' font-weight="600"'
    if teks.warna != tema.TINTA:
        atribut += f' fill="{teks.warna}"'
    if teks.jangkar != "start":
        atribut += f' text-anchor="{teks.jangkar}"'
    return f"<text{atribut}>{escape(teks.teks)}</text>"


def _n(value: float) -> str:
    """Write a length with at most one decimal: a tenth of a pixel is not seen."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
