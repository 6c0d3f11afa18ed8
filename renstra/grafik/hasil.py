"""What a component gives: the drawing, what it says in a sentence, and the same figures as a table."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from renstra.grafik.lukisan import Lukisan
from renstra.grafik.png import tulis_png
from renstra.grafik.svg import tulis_svg
from renstra.grafik.tema import KOSONG, LEBAR

ANGKA = re.compile(rf"(?:Rp\s)?-?[\d.,]+(?:\s%)?|{KOSONG}|")


@dataclass(frozen=True, slots=True)
class Tabel:
    """The figures of a chart as they are written: a heading row and rows, the first cell of each names it."""

    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]

    def html(self, judul: str) -> SafeString:
        angka = [all(ANGKA.fullmatch(row[place]) for row in self.baris) for place in range(len(self.kepala))]
        kelas = ["", *(' class="num"' if each else "" for each in angka[1:])]
        kepala = "".join(
            f'<th scope="col"{kind}>{escape(text)}</th>' for text, kind in zip(self.kepala, kelas, strict=True)
        )
        badan = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>'
            + "".join(f"<td{kind}>{escape(text)}</td>" for text, kind in zip(row[1:], kelas[1:], strict=True))
            + "</tr>"
            for row in self.baris
        )
        return mark_safe(  # noqa: S308 — every text went through escape()
            f'<table class="ringkas angka-grafik"><caption class="sembunyi">{escape(judul)}</caption>'
            f"<thead><tr>{kepala}</tr></thead><tbody>{badan}</tbody></table>"
        )


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart: `svg` for pages and PDF, `png()` for Word, `uraian` for who cannot see it, `tabel` below it."""

    judul: str
    uraian: str
    tabel: Tabel
    lukisan: Lukisan
    kelas: str = "grafik"
    peran: str = "img"

    @property
    def svg(self) -> SafeString:
        markup = tulis_svg(self.lukisan, self.judul, self.uraian, kelas=self.kelas, peran=self.peran)
        return mark_safe(markup)  # noqa: S308 — escaped in svg.py

    def png(self, *, skala: float = 2.0) -> bytes:
        """Return the picture, `skala` pixels a unit: 2.0 prints half a page wide at 230 dots an inch."""
        return tulis_png(self.lukisan, skala)

    @property
    def tabel_html(self) -> SafeString:
        return self.tabel.html(self.judul)

    @property
    def figur(self) -> SafeString:
        """Return title, drawing and, folded, its table; a wide drawing scrolls by itself on a telephone."""
        judul = escape(self.judul)
        gambar = gulir(self.svg, self.judul) if self.lukisan.lebar > LEBAR else self.svg
        return mark_safe(  # noqa: S308 — every text went through escape()
            f'<figure class="figur-grafik"><figcaption>{judul}</figcaption>{gambar}{self.pendamping}</figure>'
        )

    @property
    def pendamping(self) -> SafeString:
        """Return what stands below the drawing: the same figures, folded."""
        judul = escape(self.judul)
        tabel = gulir(self.tabel_html, f"Angka grafik {self.judul}")
        return mark_safe(  # noqa: S308 — every text went through escape()
            f'<details><summary>Angka grafik<span class="sembunyi"> {judul}</span></summary>{tabel}</details>'
        )


def gulir(isi: str, nama: str) -> SafeString:
    """Return a part that scrolls by itself, by keyboard too."""
    return mark_safe(  # noqa: S308 — `isi` is markup of our own
        f'<div class="gulir" tabindex="0" role="group" aria-label="{escape(nama)}">{isi}</div>'
    )
