"""Bar charts as PNG, for documents that hold no SVG: drawn with the vendored font, nothing fetched."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from renstra.lib.numbers import format_number
from renstra.tabular.measure import BOLD, REGULAR
from renstra.tabular.pdf import unpacked

WIDTH, HEIGHT = 1500, 620  # pixels, 240 dots an inch at 160 mm
LEFT, RIGHT, TOP, BOTTOM = 40, 40, 130, 70
INK, LINE, SHADES = "#14181a", "#8fa3a8", ("#b0ccd1", "#0b5563")


@cache
def _font(size: int, *, bold: bool = False) -> Any:
    return ImageFont.truetype(io.BytesIO(unpacked(BOLD if bold else REGULAR)), size)


def paired_bars(title: str, years: Sequence[int], series: Sequence[tuple[str, Mapping[int, Decimal]]]) -> bytes:
    """Draw two series of a figure side by side for each year; a year without a figure has no bar, zero a flat one.

    The figure stands above its bar, so the chart needs no axis and hides nothing by its scale.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((LEFT, 18), _fitted(title, WIDTH - LEFT - RIGHT), INK, _font(30, bold=True))
    _legend(draw, [name for name, _ in series])
    known = [value for _, values in series for year in years if (value := values.get(year)) is not None]
    top = max([*known, Decimal(0)]) or Decimal(1)
    step = (WIDTH - LEFT - RIGHT) / len(years)
    floor = HEIGHT - BOTTOM
    for place, year in enumerate(years):
        middle = LEFT + step * (place + 0.5)
        draw.text((middle, floor + 14), str(year), INK, _font(26), anchor="ma")
        for number, (_, values) in enumerate(series):
            if (value := values.get(year)) is not None:
                _bar(draw, middle + (number - 1) * step * 0.36, step * 0.34, value, top, SHADES[number % 2])
    draw.line((LEFT, floor, WIDTH - RIGHT, floor), LINE, 2)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True, dpi=(240, 240))
    return out.getvalue()


def _bar(draw: Any, x: float, width: float, value: Decimal, top: Decimal, shade: str) -> None:
    floor = HEIGHT - BOTTOM
    height = float(max(value, Decimal(0)) / top) * (floor - TOP - 40)
    draw.rectangle((x, floor - height, x + width, floor), shade)
    size = 24
    text = format_number(value)
    while size > 14 and draw.textlength(text, _font(size)) > width * 1.06:
        size -= 2
    draw.text((x + width / 2, floor - height - 6), text, INK, _font(size), anchor="mb")


def _legend(draw: Any, names: Sequence[str]) -> None:
    x = float(LEFT)
    for shade, name in zip(SHADES, names, strict=False):
        draw.rectangle((x, 78, x + 26, 104), shade)
        draw.text((x + 38, 76), name, INK, _font(24))
        x += 38 + draw.textlength(name, _font(24)) + 40


def _fitted(text: str, width: float) -> str:
    """Return the text, cut at a word where it is wider; the caption below the picture says all of it."""
    words = text.split()
    while words and _font(30, bold=True).getlength(" ".join(words)) > width - 30:
        words.pop()
    return text if words == text.split() else f"{' '.join(words)} …"
