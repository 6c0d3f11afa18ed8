"""A table in a Word document: what its grid says, merged and repeated as on paper, and nothing broken or lost."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from renstra.grafik import batang_berpasangan
from renstra.lib.measure import text_width
from renstra.tabular import Cell, Column, Group, Kind, Row, Table
from renstra.tabular.docx import (
    LANDSCAPE,
    PORTRAIT,
    add_caption,
    add_gap,
    add_picture,
    add_section,
    add_table,
    fitted,
    new_document,
    packed,
    set_marks,
)
from renstra.tabular.text import cell_text
from tests.tabular.test_engine import make_table

MOMENT = datetime(2026, 1, 31, 10, tzinfo=UTC)


def empty() -> Any:
    return new_document("Judul", author="Dinas Uji", subject="Uji", moment=MOMENT)


def reopened(document: Any) -> Any:
    return docx.Document(io.BytesIO(packed(document)))


def assert_holds_the_grid(drawn: Any, table: Table) -> None:
    """Hold every cell of the grid against the text at its place, without its footnote mark."""
    grid = table.grid
    rows = [row.cells for row in drawn.rows]
    assert len(rows) == grid.header_rows + len(grid.body)
    assert {len(cells) for cells in rows} == {len(grid.columns)}
    for heading in grid.header:
        assert rows[heading.row][heading.column].text == heading.text
        last = rows[heading.row + heading.rowspan - 1][heading.column + heading.colspan - 1]
        assert last._tc is rows[heading.row][heading.column]._tc
    for place, row in enumerate(grid.body, start=grid.header_rows):
        for cell in row.cells:
            text = rows[place][cell.column].text
            expected = cell_text(cell.value, cell.kind, cell.places, cell.fixed)
            mark = f"{cell.note})" if cell.note else ""
            assert text == (mark + expected if cell.numeric else expected + mark)
            last = rows[place + cell.rowspan - 1][cell.column + cell.colspan - 1]
            assert last._tc is rows[place][cell.column]._tc


def spans() -> Table:
    """Return a small table with cells merged down and across."""
    data = [
        (Cell("Satu", rowspan=2), "a", Decimal("1.5")),
        (Cell(), "b", Decimal(0)),
        (Cell("Jumlah", colspan=2), None, None),
    ]
    return Table(
        slug="uji",
        nomor="Tabel 1",
        title="Uji",
        layout=(
            Column("x", "X", lambda row: row[0], width=30),
            Group(
                "Y",
                (
                    Column("y", "Y1", lambda row: row[1], width=30),
                    Column("z", "Y2", lambda row: row[2], Kind.DECIMAL, 20),
                ),
            ),
        ),
        rows=[Row(str(n), "baris", row) for n, row in enumerate(data)],
        notes=("Catatan.",),
    )


@pytest.mark.parametrize("table", [make_table(), spans()])
def test_a_table_in_word_says_what_its_grid_says(table: Table) -> None:
    document = empty()
    add_table(document, table)
    assert_holds_the_grid(reopened(document).tables[0], table)


def test_header_rows_repeat_and_no_row_breaks_over_a_page() -> None:
    document = empty()
    add_table(document, spans())
    rows = reopened(document).tables[0]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True, False, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_notes_follow_their_table() -> None:
    document = empty()
    add_table(document, make_table())
    assert any(line.text == "1) tercetak lain" for line in reopened(document).paragraphs)


def test_nothing_that_must_not_break_is_wider_than_its_column() -> None:
    """Fifteen digits of Rupiah and a long code in a narrow room: the print is smaller, the figures stay whole."""
    figure = Decimal(999_999_999_999_999)
    columns: list[Column[Any]] = [
        Column(f"k{n}", "Realisasi", lambda row: figure, Kind.MONEY, 5) for n in range(4)
    ]
    table = replace(make_table(), layout=tuple(columns), rows=[Row("a", "baris", None)])
    size, widths = fitted(table.grid, 120.0)
    assert size < 8 and sum(widths) == pytest.approx(120)
    need = text_width("999.999.999.999.999") * size * 25.4 / 72
    assert min(widths) > need


def test_a_table_fills_the_text_of_its_section() -> None:
    document = empty()
    add_section(document, LANDSCAPE)
    drawn = reopened_width(document)
    assert drawn == pytest.approx(297 - 30 - 25, abs=0.5)


def reopened_width(document: Any) -> float:
    add_table(document, spans())
    table = reopened(document).tables[0]
    return sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) * 25.4 / 1440


def test_a_document_is_indonesian_upright_a4_with_its_properties_and_marks_on_every_page() -> None:
    document = empty()
    set_marks(document, mark="ANGKA CONTOH (DEMO)", footer="Data per 31 Januari 2026")
    add_section(document, LANDSCAPE)
    add_section(document, PORTRAIT)
    found = reopened(document)
    sizes = [(round(each.page_width / Mm(1)), round(each.page_height / Mm(1))) for each in found.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    for section in found.sections:
        assert section.header.paragraphs[0].text == "ANGKA CONTOH (DEMO)"
        assert "Data per 31 Januari 2026 – halaman" in section.footer.paragraphs[0].text
    properties = found.core_properties
    assert (properties.title, properties.author, properties.language) == ("Judul", "Dinas Uji", "id-ID")
    assert properties.comments == "" and properties.created == datetime(2026, 1, 31, 10, tzinfo=UTC)
    content = zipfile.ZipFile(io.BytesIO(packed(document))).read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', content)) == {"id-ID"}


def test_equal_content_gives_equal_bytes() -> None:
    files = []
    for _ in range(2):
        document = empty()
        add_table(document, make_table())
        files.append(packed(document))
    assert files[0] == files[1]


def test_captions_count_themselves_and_gaps_are_marked() -> None:
    document = empty()
    add_caption(document, "Tabel", "3", 2, "Uji", above=True)
    add_gap(document, "uraian")
    caption, gap = reopened(document).paragraphs[-2:]
    assert caption.style.name == "Caption"
    assert "".join(node.text or "" for node in caption._p.iter(qn("w:t"))) == "Tabel 3.2 Uji"
    assert [node.get(qn("w:instr")) for node in caption._p.iter(qn("w:fldSimple"))] == [" SEQ Tabel \\* ARABIC "]
    assert gap.text == "[Lengkapi: uraian]" and gap.runs[0].font.highlight_color is not None


def test_a_picture_carries_its_text() -> None:
    document = empty()
    chart = batang_berpasangan("Judul", (2025,), (("Target", {2025: Decimal(0)}), ("Realisasi", {})))
    add_picture(document, chart.png(), width=100, alt="Diagram.")
    [shape] = reopened(document).inline_shapes
    assert shape._inline.docPr.get("descr") == "Diagram." and shape.width == Mm(100)
