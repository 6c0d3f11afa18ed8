"""Where things stand on a PDF page: cells from the rules that are drawn, words as poppler finds them.

All lengths are points from the upper left corner of the page.
"""

import html
import io
import itertools
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdf

SLACK = 0.3  # half a rule and the rounding of two programs
PX = 0.75  # WeasyPrint draws in CSS pixels
RULE = re.compile(r"([\d.]+) ([\d.]+) m\s+([\d.]+) ([\d.]+) l\s+S")
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: "Box") -> bool:
        """Whether `other` lies inside, but for `SLACK`."""
        return (
            self.left - SLACK <= other.left
            and self.top - SLACK <= other.top
            and other.right <= self.right + SLACK
            and other.bottom <= self.bottom + SLACK
        )


@dataclass(frozen=True, slots=True)
class Word:
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """An area closed by rules on all sides, and the words whose centre lies in it."""

    box: Box
    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words line by line; a raised footnote mark belongs to the line it rises from."""
        lines: list[list[Word]] = []
        for word in sorted(self.words, key=lambda word: word.box.centre[1]):
            if lines and word.box.centre[1] - lines[-1][0].box.centre[1] < 4:
                lines[-1].append(word)
            else:
                lines.append([word])
        return " ".join(word.text for line in lines for word in sorted(line, key=lambda word: word.box.left))


@dataclass(frozen=True, slots=True)
class Page:
    """`size` in millimetres; `cells` row by row; `loose` are the words outside every cell."""

    size: tuple[int, int]
    area: Box
    cells: list[DrawnCell]
    words: list[Word]
    loose: list[Word]


def read_pages(pdf: bytes) -> list[Page]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [_page(page, words) for page, words in zip(reader.pages, _words(pdf), strict=True)]


def _page(page: pypdf.PageObject, words: list[Word]) -> Page:
    width, height = float(page.mediabox[2]), float(page.mediabox[3])
    contents = page.get_contents()
    cells = list(_cells(contents.get_data().decode("latin-1") if contents is not None else ""))
    loose: list[Word] = []
    for word in words:
        x, y = word.box.centre
        home = [c for c in cells if c.box.left <= x <= c.box.right and c.box.top <= y <= c.box.bottom]
        (home[0].words if home else loose).append(word)
    size = round(width * 25.4 / 72), round(height * 25.4 / 72)
    return Page(size, Box(0, 0, width, height), cells, words, loose)


def _words(pdf: bytes) -> Iterator[list[Word]]:
    command = ["pdftotext", "-bbox", "-", "-"]
    xhtml = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    for page in xhtml.split("<page ")[1:]:
        found = WORD.findall(page)
        yield [Word(Box(*map(float, place)), html.unescape(text)) for *place, text in found if text.strip()]


def _cells(drawing: str) -> Iterator[DrawnCell]:
    """Yield the areas closed on four sides: pieces between neighbouring rules, joined where no rule parts them."""
    rules = [[float(number) * PX for number in rule] for rule in RULE.findall(drawing)]
    upright = [(x, *sorted((y0, y1))) for x, y0, x1, y1 in rules if abs(x - x1) < SLACK]
    level = [(y, *sorted((x0, x1))) for x0, y, x1, y1 in rules if abs(y - y1) < SLACK]
    xs, ys = _places(upright), _places(level)
    pieces = set(itertools.product(range(len(xs) - 1), range(len(ys) - 1)))
    while pieces:
        start = min(pieces, key=lambda piece: piece[::-1])
        joined, closed = _flood(start, xs, ys, upright, level)
        pieces -= joined
        if closed:
            columns, rows = zip(*joined, strict=True)
            yield DrawnCell(Box(xs[min(columns)], ys[min(rows)], xs[max(columns) + 1], ys[max(rows) + 1]))


Rules = list[tuple[float, ...]]


def _flood(
    start: tuple[int, int], xs: list[float], ys: list[float], upright: Rules, level: Rules
) -> tuple[set[tuple[int, int]], bool]:
    """Return the pieces reachable from `start` without crossing a rule, and whether no edge was left open."""
    joined, waiting, closed = {start}, [start], True
    while waiting:
        column, row = waiting.pop()
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        sides = (
            ((column - 1, row), (xs[column], y), upright),
            ((column + 1, row), (xs[column + 1], y), upright),
            ((column, row - 1), (ys[row], x), level),
            ((column, row + 1), (ys[row + 1], x), level),
        )
        for neighbour, edge, rules in sides:
            if _ruled(edge, rules):
                continue
            if not (0 <= neighbour[0] < len(xs) - 1 and 0 <= neighbour[1] < len(ys) - 1):
                closed = False
            elif neighbour not in joined:
                joined.add(neighbour)
                waiting.append(neighbour)
    return joined, closed


def _ruled(edge: tuple[float, float], rules: Rules) -> bool:
    place, middle = edge
    return any(abs(place - at) < SLACK and start <= middle <= end for at, start, end in rules)


def _places(rules: Rules) -> list[float]:
    """Return where rules stand, those within `SLACK` of each other counted once."""
    places: list[float] = []
    for place in sorted(rule[0] for rule in rules):
        if not places or place - places[-1] > SLACK:
            places.append(place)
    return places
