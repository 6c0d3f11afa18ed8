"""The one theme of all charts: sizes, colours, patterns, marks. What colour says, lightness or shape says too."""

from dataclasses import dataclass

TINTA, REDUP, GARIS, NOL, KERTAS, LAPIS = "#14181a", "#4a5a5e", "#cfd9dc", "#5b6b70", "#fff", "#eff4f5"
AKSEN, SASARAN, BAHAYA = "#0b5563", "#6b4a00", "#8f1d14"
UKURAN, KECIL, BARIS = 12.0, 11.0, 15.0
TEBAL, HALUS = 2.0, 1.0
PUTUS, TITIK_TITIK = (5.0, 3.0), (1.5, 3.0)
LEBAR, LEBAR_PENUH = 360.0, 720.0
"""Half a page, which a telephone shows at its own size, and a page."""

BELUM = "belum dilaporkan"
KOSONG = "–"


@dataclass(frozen=True, slots=True)
class Corak:
    """How a series or a status looks: a fill, a pattern over it, a mark."""

    warna: str
    pola: str = ""  # "", arsir, datar
    bentuk: str = "bulat"
    isi: str = ""  # of the mark, where it is not the colour

    @property
    def tulisan(self) -> str:
        """The ink that reads on the fill."""
        terang = luminans(self.warna) + 0.05
        return KERTAS if 1.05 / terang > terang / (luminans(TINTA) + 0.05) else TINTA


SERI = tuple(
    Corak(warna, pola)
    for pola in ("", "arsir", "datar")
    for warna in ("#0b5563", "#86b3bb", "#2f7784", "#b0ccd1", "#5a97a1", "#d3c9b6", "#7a6a4f", "#a99a80")
)
"""Neighbours differ in lightness; from the ninth on the shades come again with a pattern."""

TINGKAT = (
    Corak("#0b6b4f", bentuk="naik"),
    Corak("#69b09e", bentuk="naik", isi=KERTAS),
    Corak("#dfbf5a", bentuk="ketupat"),
    Corak("#c4702e", bentuk="turun", isi=KERTAS),
    Corak("#8f1d14", bentuk="turun"),
)
"""Status from best to worst, each of another lightness; marks are those of the words (▲ △ ◆ ▽ ▼)."""
TANPA = Corak("#8fa3a8", bentuk="datar")
"""No status: nothing to judge."""


def seri(nomor: int) -> Corak:
    return SERI[nomor % len(SERI)]


def tingkat(urut: int | None, dari: int = 5) -> Corak:
    """Return the look of place `urut` (0 is best) among `dari` predicates; None has none."""
    if urut is None:
        return TANPA
    return TINGKAT[round(urut * (len(TINGKAT) - 1) / max(dari - 1, 1))]


def luminans(warna: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 black to 1 white."""
    utuh = warna[1:] if len(warna) == 7 else "".join(c * 2 for c in warna[1:])
    bagian = [int(utuh[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    merah, hijau, biru = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in bagian)
    return 0.2126 * merah + 0.7152 * hijau + 0.0722 * biru
