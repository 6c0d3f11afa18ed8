"""Server-side SVG: presentation attributes only (strict CSP), title and description for screen readers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import cycle

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from renstra.lib.numbers import format_number

SHADES = ("#0b5563", "#2f7784", "#5a97a1", "#86b3bb", "#b0ccd1", "#7a6a4f", "#a99a80", "#d3c9b6")
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 260, 46, 24, 12


def stacked_bars(
    title: str, years: Sequence[int], series: Sequence[tuple[str, Mapping[int, Decimal]]]
) -> SafeString:
    """Draw Rupiah per year, stacked by series, axis in billions (miliar); the numbers stand in a table beside."""
    totals = [sum((values.get(year, Decimal(0)) for _, values in series), Decimal(0)) for year in years]
    top = max(totals, default=Decimal(1)) or Decimal(1)
    scale = (HEIGHT - BOTTOM - TOP) / float(top)
    step = (WIDTH - LEFT) / len(years)
    parts = [*_axis(top, scale)]
    for place, year in enumerate(years):
        x, y = LEFT + place * step + step * 0.18, float(HEIGHT - BOTTOM)
        for shade, (name, values) in zip(cycle(SHADES), series):
            height = float(values.get(year, Decimal(0))) * scale
            y -= height
            tip = f"{escape(name)} {year}: Rp {format_number(values.get(year))}"
            parts.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{step * 0.64:.1f}" height="{height:.1f}" fill="{shade}" '
                f'stroke="#fff" stroke-width="0.6"><title>{tip}</title></rect>'
            )
        middle = x + step * 0.32
        parts.append(f'<text x="{middle:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{year}</text>')
    body = "".join(parts)
    return mark_safe(  # noqa: S308 — names went through escape(), the rest are numbers
        f'<svg class="grafik" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" '
        f'font-size="11" fill="#33454a"><title>{escape(title)}</title>{body}</svg>'
    )


def _axis(top: Decimal, scale: float) -> list[str]:
    """Return hairlines every 20 billion."""
    lines = []
    for billions in range(0, int(top / 10**9) + 1, 20):
        y = HEIGHT - BOTTOM - billions * 10**9 * scale
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#cfd9dc"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{billions} M</text>')
    return lines
