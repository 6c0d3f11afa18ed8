"""Measures text without drawing it: how many lines it takes in a column of given width.

Widths come from the vendored font, which is a little wider than Arial and Liberation Sans, so a height computed
here never clips text in Excel or LibreOffice.
"""

import io
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
REGULAR = FONTS / "ibm-plex-sans-latin-400-normal.woff2"
BOLD = FONTS / "ibm-plex-sans-latin-600-normal.woff2"


@cache
def unpacked(path: Path) -> bytes:
    """Return the font as plain TrueType, unpacked once instead of in every document or picture."""
    out = io.BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(out)
    return out.getvalue()


@cache
def _advances(path: Path) -> tuple[dict[int, float], float]:
    """Return the width of each character in em, and that of a character the font lacks."""
    with TTFont(path) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"]
        widths = {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}
    return widths, 0.7


@lru_cache(maxsize=100_000)
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


def wrap(text: str, width: float, limit: int = 0, *, bold: bool = False) -> list[str]:
    """Return the lines of `text` in `width` em, at most `limit` where it is given, a cut one ending in “…”.

    A line breaks at spaces, and inside a word only where the word alone is wider.
    """
    lines, used, space = [""], 0.0, _word_width(" ", bold)
    for piece in _pieces(text, width, bold):
        size = _word_width(piece, bold)
        if lines[-1] and used + space + size > width:
            lines.append("")
        used = used + space + size if lines[-1] else size
        lines[-1] = f"{lines[-1]} {piece}".lstrip()
    if limit and len(lines) > limit:
        lines = [*lines[: limit - 1], _cut(lines[limit - 1], width, bold)]
    return lines


def _pieces(text: str, width: float, bold: bool) -> Iterator[str]:
    """Yield the words, one that is wider than the line in as many pieces as it needs."""
    for word in filter(None, re.split("[ \t\n]+", text)):  # not at a no-break space
        piece = ""
        for character in word if _word_width(word, bold) > width else ():
            if piece and _word_width(piece, bold) + _word_width(character, bold) > width:
                yield piece
                piece = ""
            piece += character
        yield piece or word


def _cut(line: str, width: float, bold: bool) -> str:
    """Return the line, ending in “…”, without the words that do not fit before it, a single word cut short."""
    kept = line
    while kept and text_width(f"{kept} …", bold=bold) > width:
        kept = kept.rpartition(" ")[0] or kept[:-1]
    return f"{kept} …".lstrip()
