"""A report of several tables: every format keeps all its parts, in their order."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pypdf
import pytest

from renstra.tabular import DefinitionError, Paper, QrVerifikasi, SignatureBlock, Table
from renstra.tabular.beku import Beda, data_hash, differences, freeze, thaw
from renstra.tabular.buku import render_book
from renstra.tabular.csv import render_csv
from renstra.tabular.html import render_html, render_signature
from renstra.tabular.json import render_json
from renstra.tabular.pdf import document, render_pdf
from renstra.tabular.xlsx import render_xlsx
from tests.tabular.test_beku import PNG
from tests.tabular.test_beku import make as make_table


def make(*rows: tuple[str, Decimal], **changes: Any) -> Table:
    """A table of code, name and figure."""
    return make_table(*((key, key.upper(), value, None) for key, value in rows), **changes)


SAYING = "Kami berjanji mencapai target ini."


def statement(**changes: Any) -> Table:
    """A page of text, a table on a page of its own, and one that follows it there."""
    first = make(("a", Decimal(1)), slug="satu", nomor="A", title="Sasaran", watermark="")
    second = make(("b", Decimal(22)), slug="dua", nomor="B", title="Program", halaman_baru=False)
    signed = replace(second, signatures=(SignatureBlock("Uji, 1 Januari 2026", "Kepala"),))
    fields = {"slug": "janji", "nomor": "JANJI", "title": "TAHUN 2026", "layout": (), "rows": ()}
    return Table(**fields | {"preamble": (SAYING,), "bagian": (first, signed), "watermark": "CONTOH"} | changes)


def pages(table: Table) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(table))).pages]


def test_a_part_begins_a_page_unless_it_follows_the_one_before() -> None:
    first, second = pages(statement())
    assert SAYING in first and "Sasaran" not in first
    assert second.index("Sasaran") < second.index("Program") < second.index("Uji, 1 Januari 2026")


def test_the_marks_and_the_paper_of_the_whole_hold_for_every_part() -> None:
    table = statement(paper=Paper.A4_PORTRAIT)
    assert {(part.watermark, part.paper) for part in table.in_parts} == {("CONTOH", Paper.A4_PORTRAIT)}
    assert all("CONTOH" in page for page in pages(table))


def test_the_qr_closes_the_last_part_alone() -> None:
    table = statement(qr=QrVerifikasi("<svg></svg>", PNG, ("Kode 1",)))
    assert [part.qr is None for part in table.in_parts] == [True, True, False]
    drawn = render_signature(table)
    assert drawn.count("Kode 1") == 1 and drawn.index("Kode 1") > drawn.index('id="dua"')


def test_html_has_each_part_under_its_heading_and_the_text_without_a_table() -> None:
    table = statement()
    assert render_html(table).count("<table") == 0 and SAYING in render_html(table)
    drawn = render_signature(table)
    assert drawn.index("<h2>A<br/>Sasaran</h2>") < drawn.index('id="satu"') < drawn.index("<h2>B<br/>Program</h2>")
    assert "style=" not in drawn


def test_each_part_keeps_the_widths_of_its_own_columns_on_paper() -> None:
    assert all(f'[id="{part}"] col.k1' in document(statement()) for part in ("satu", "dua"))


def test_the_workbook_has_a_sheet_a_part() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(statement())))
    assert book.sheetnames == ["JANJI", "A", "B"]
    said = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert SAYING in said and 1 in said and 22 in said and said.count("CONTOH") == 3


def test_the_workbook_of_several_reports_lists_and_holds_every_part() -> None:
    content = render_book([statement(), make(("c", Decimal(3)))], judul="Semua", rekonsiliasi=())
    names = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert names[1:4] == ["JANJI", "A", "B"] and len(names) == 6


def test_csv_names_each_part_and_json_keeps_them_in_a_list() -> None:
    lines = list(csv.reader(io.StringIO(render_csv(statement()).decode("utf-8-sig")), delimiter=";"))
    assert lines[:4] == [["JANJI TAHUN 2026"], [SAYING], [], ["A Sasaran"]]
    assert ["B Program"] in lines and lines[-1] == ["b", "B", "22", "", "CONTOH"]
    found = json.loads(render_json(statement()))
    assert (found["pembuka"], found["kolom"]) == ([SAYING], [])
    assert [part["tabel"] for part in found["bagian"]] == ["satu", "dua"]
    assert {part["tanda"] for part in found["bagian"]} == {"CONTOH"}


def test_a_table_of_one_part_is_written_as_ever() -> None:
    alone = make(("a", Decimal(1)))
    assert "bagian" not in json.loads(render_json(alone))
    assert render_csv(alone).decode("utf-8-sig").splitlines()[0].count(";") == len(alone.grid.columns) - 1


def test_a_thawed_report_is_drawn_to_the_byte_and_has_the_same_fingerprint() -> None:
    table = statement()
    thawed = thaw(json.loads(json.dumps(freeze(table))))
    for render in (render_csv, render_json, render_pdf, render_xlsx):
        assert render(thawed) == render(table)
    assert data_hash(thawed) == data_hash(table) and differences(table, thawed) == []


def test_a_figure_of_a_later_part_counts_in_fingerprint_and_differences() -> None:
    table = statement()
    first, _ = table.bagian
    other = replace(table, bagian=(first, make(("b", Decimal(23)), slug="dua", nomor="B", title="Program")))
    assert data_hash(other) != data_hash(table)
    [found] = differences(table, other)
    assert (found.lama, found.baru) == ("22", "23")
    assert differences(table, replace(table, bagian=(first,))) == [Beda("Bagian", "B", "ada", "tidak ada")]


def test_parts_within_parts_shared_slugs_and_rows_without_columns_are_refused() -> None:
    with pytest.raises(DefinitionError, match="bagian lagi"):
        statement(bagian=(statement(slug="dalam"),))
    with pytest.raises(DefinitionError, match="slug sendiri"):
        statement(slug="satu")
    with pytest.raises(DefinitionError, match="baris tanpa kolom"):
        _ = statement(rows=make(("a", Decimal(1))).rows).grid


def test_a_long_note_wraps_within_the_columns_and_does_not_make_the_print_narrower() -> None:
    note = "Catatan yang jauh lebih panjang daripada lebar seluruh kolom tabel ini. " * 4
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(make(("a", Decimal(1)), notes=(note,))))).active
    assert sheet is not None
    [row] = [cell.row for line in sheet.iter_rows() for cell in line if cell.value == note]
    assert any(area.min_row == row and area.max_col == 4 for area in sheet.merged_cells.ranges)
    assert (sheet.row_dimensions[row].height or 0) > 30
