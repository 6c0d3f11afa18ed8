"""Measures text without drawing it: how many lines it takes in a column of given width.

Widths come from the vendored font, which is a little wider than Arial and Liberation Sans, so a height computed
here never clips text in Excel or LibreOffice.
"""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
REGULAR = FONTS / "ibm-plex-sans-latin-400-normal.woff2"
BOLD = FONTS / "ibm-plex-sans-latin-600-normal.woff2"


@cache
def _advances(path: Path) -> tuple[dict[int, float], float]:
    """Return the width of each character in em, and that of a character the font lacks."""
    with TTFont(path) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"]
        widths = {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}
    return widths, 0.7


@cache
def _word_width(word: str, bold: bool) -> float:
    widths, other = _advances(BOLD if bold else REGULAR)
    return sum(widths.get(ord(character), other) for character in word)


def text_width(text: str, *, bold: bool = False) -> float:
    """Return the width of one line of text in em."""
    return _word_width(text, bold)


def longest_word(text: str, *, bold: bool = False) -> float:
    """Return the width in em below which a word of the text would be broken."""
    return max((_word_width(word, bold) for word in text.split()), default=0.0)


def count_lines(text: str, width: float, *, bold: bool = False) -> int:
    """Return the lines `text` takes in `width` em, breaking at spaces and, where a word is wider, inside it."""
    return sum(_paragraph(paragraph, width, bold) for paragraph in text.split("\n"))


def _paragraph(text: str, width: float, bold: bool) -> int:
    lines, used, space = 1, 0.0, _word_width(" ", bold)
    for word in text.split(" "):
        size = _word_width(word, bold)
        if used and used + space + size <= width:
            used += space + size
            continue
        lines += bool(used)
        lines += int(size // width) if size > width else 0
        used = size % width if size > width else size
    return lines
