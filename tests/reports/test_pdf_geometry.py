"""Each official PDF as a form one would sign: text in its own cell, figures on one edge, header on each page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from renstra.tabular import Table
from renstra.tabular.columns import NUMERIC
from renstra.tabular.pdf import render_pdf
from renstra.tabular.table import BodyCell
from renstra.tabular.text import cell_text
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import LAPORAN, PERIODIC, build_report
from reports.tables.tanda_tangan import with_signature
from tests.pdf_geometry import DrawnCell, Page, read_pages

pytestmark = pytest.mark.django_db
SIGNED = "bertanda tangan"
PARTS = {"pk": ("pk-sasaran", "pk-anggaran"), "renaksi": ("renaksi", "renaksi-program")}
"""Reports of several tables: each is looked at by itself, `test_bagian.py` looks at them together."""
NAMES = [f"{slug}/{part}" for slug in LAPORAN for part in PARTS.get(slug, (slug,))]
MARGIN = 12 / 25.4 * 72  # points left and right, as pdf.css declares


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table and its drawn pages."""

    table: Table
    pages: list[Page]

    def expected_header(self) -> list[str]:
        cells = sorted(self.table.grid.header, key=lambda cell: (cell.row, cell.column))
        return [cell.text for cell in cells]

    def expected_body(self) -> list[tuple[int, BodyCell]]:
        return [(index, cell) for index, row in enumerate(self.table.grid.body) for cell in row.cells]

    def drawn_body(self) -> Iterator[tuple[int, DrawnCell]]:
        """Yield (page, cell) of the rows below each page's header."""
        skipped = len(self.expected_header())
        for number, page in enumerate(self.pages):
            yield from ((number, cell) for cell in page.cells[skipped:])

    def figures(self, column: int) -> list[DrawnCell]:
        pairs = zip(self.expected_body(), self.drawn_body(), strict=True)
        return [drawn for (_, cell), (_, drawn) in pairs if cell.column == column and cell.numeric and drawn.words]


@pytest.fixture(scope="module")
def drawn() -> dict[str, Sheet]:
    """The sheets drawn so far: drawing takes seconds, looking takes none."""
    return {}


@pytest.fixture(params=[name for each in NAMES for name in (each, f"{each} {SIGNED}")])
def sheet(request: pytest.FixtureRequest, renstra: Any, drawn: dict[str, Sheet]) -> Sheet:
    name: str = request.param
    if name not in drawn:
        slug, part = name.split()[0].split("/")
        asked = Permintaan(renstra, 2026) if slug in PERIODIC else Permintaan.of_plan(renstra)
        parts = {each.slug: each for each in build_report(slug, asked).in_parts}
        table = replace(parts[part], bagian=(), signatures=())
        if name.endswith(SIGNED):
            table = with_signature(table, renstra.perangkat_daerah, date(2026, 11, 24))
        drawn[name] = Sheet(table, read_pages(render_pdf(table)))
    return drawn[name]


def plain(text: str) -> str:
    """Drop blanks: where a line breaks is not what is compared."""
    return "".join(text.split())


def printed(cell: BodyCell) -> str:
    mark = f"{cell.note})" if cell.note else ""
    text = cell_text(cell.value, cell.kind, cell.places, cell.fixed)
    return mark + text if cell.numeric else text + mark


def test_every_text_stands_in_its_own_cell(sheet: Sheet) -> None:
    body = list(zip(sheet.expected_body(), sheet.drawn_body(), strict=True))
    assert len(body) > 10
    for (_, cell), (_, drawn) in body:
        assert plain(drawn.text) == plain(printed(cell))
    for page in sheet.pages:
        for drawn in page.cells:
            assert [word for word in drawn.words if not drawn.box.holds(word.box)] == []


def test_every_text_stands_on_the_page_and_none_between_the_cells(sheet: Sheet) -> None:
    for page in sheet.pages:
        top, bottom = min(cell.box.top for cell in page.cells), max(cell.box.bottom for cell in page.cells)
        assert all(page.area.holds(word.box) for word in page.words)
        assert all(word.box.bottom <= top or word.box.top >= bottom for word in page.loose)
        assert all(word.box.left >= MARGIN - 1 for word in page.words)
        assert all(word.box.right <= page.area.right - MARGIN + 1 for word in page.words)


def test_every_page_repeats_the_whole_header_on_the_declared_paper(sheet: Sheet) -> None:
    header = sheet.expected_header()
    for page in sheet.pages:
        assert page.size == sheet.table.paper.value[:2]
        assert [plain(cell.text) for cell in page.cells[: len(header)]] == [plain(text) for text in header]


def test_figures_of_a_column_end_on_one_edge_on_all_pages(sheet: Sheet) -> None:
    for place, column in enumerate(sheet.table.grid.columns):
        edges = [max(word.box.right for word in cell.words) for cell in sheet.figures(place)]
        stated = [cell for _, cell in sheet.expected_body() if cell.column == place and cell.numeric]
        assert len(edges) == sum(cell.value is not None for cell in stated), column.key
        if column.kind in NUMERIC and edges:
            assert max(edges) - min(edges) < 0.05, column.key


def test_the_last_page_holds_at_least_two_rows(sheet: Sheet) -> None:
    last = len(sheet.pages) - 1
    pairs = zip(sheet.expected_body(), sheet.drawn_body(), strict=True)
    assert len({row for (row, _), (page, _) in pairs if page == last}) >= 2


def test_the_kop_heads_the_first_page_and_the_signature_ends_the_last(sheet: Sheet) -> None:
    texts = [" ".join(word.text for word in page.loose) for page in sheet.pages]
    kop = [number for number, text in enumerate(texts) if "PEMERINTAH KOTA BATAM" in text]
    signature = [number for number, text in enumerate(texts) if "Batam, 24 November 2026" in text]
    signed = bool(sheet.table.signatures)
    assert kop == ([0] if signed else [])
    assert signature == ([len(texts) - 1] if signed else [])
