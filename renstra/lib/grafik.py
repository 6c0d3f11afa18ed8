"""Small server-side SVG: presentation attributes only (strict CSP). Knows no app."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from renstra.lib.numbers import format_number

WIDTH, HEIGHT, MARGIN = 320, 64, 8
Point = tuple[str, Decimal | None]


def sparkline(title: str, points: Sequence[Point], write: Callable[[Decimal], str] = format_number) -> SafeString:
    """Draw figures in their order; a gap where one is absent. Empty where fewer than two are known.

    The figures themselves must stand beside it: the line only shows where they go.
    """
    known = [value for _, value in points if value is not None]
    if len(known) < 2:
        return SafeString("")
    step = (WIDTH - 2 * MARGIN) / (len(points) - 1)
    places = [(label, value, MARGIN + n * step) for n, (label, value) in enumerate(points)]
    low, span = min(known), (max(known) - min(known)) or Decimal(1)
    flat = max(known) == min(known)

    def height(value: Decimal) -> float:
        share = 0.5 if flat else float((value - low) / span)
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)

    parts = []
    for is_known, run in groupby(places, key=lambda place: place[1] is not None):
        if is_known:
            line = " ".join(f"{x:.1f},{height(value):.1f}" for _, value, x in run if value is not None)
            parts.append(f'<polyline points="{line}" fill="none" stroke="#0b5563" stroke-width="1.5"/>')
    parts += [
        f'<circle cx="{x:.1f}" cy="{height(value):.1f}" r="2.5" fill="#0b5563">'
        f"<title>{escape(label)}: {escape(write(value))}</title></circle>"
        for label, value, x in places
        if value is not None
    ]
    return mark_safe(  # noqa: S308 — names and figures went through escape()
        f'<svg class="garis-kecil" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )
