"""The engine on a small hand-made table: two programs, one of them empty in 2026."""

import csv as csv_module
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import tostring

import openpyxl
import pypdf
import pytest
import segno
from weasyprint import HTML

from renstra.lib.measure import count_lines
from renstra.tabular import (
    Cell,
    Column,
    DefinitionError,
    Group,
    Kind,
    Kop,
    Layout,
    Paper,
    QrVerifikasi,
    Row,
    SignatureBlock,
    Table,
)
from renstra.tabular import pdf as pdf_module
from renstra.tabular.csv import render_csv
from renstra.tabular.html import render_html
from renstra.tabular.json import render_json
from renstra.tabular.pdf import Document, VendoredOnly, document, render_pdf
from renstra.tabular.table import align
from renstra.tabular.xlsx import render_xlsx
from tests.pdf_geometry import read_pages
from tests.workbook import open_sheet

ROWS = [
    ("2", "urusan", "=SUM(A1)", Decimal(300), Decimal(0), ("2.01", "2.02")),
    ("2.01", "program", "<b>Satu</b>", Decimal(100), Decimal(0), ()),
    ("2.02", "program", "Dua", Decimal(200), None, ()),
]


def make_table(**changes: Any) -> Table:
    def amount(index: int) -> Any:
        return lambda row: Cell(row[index], note="tercetak lain") if row[0] == "2" and index == 3 else row[index]

    layout: tuple[Layout, ...] = (
        Column("kode", "KODE", lambda row: row[0], Kind.CODE, 20, "(1)"),
        Column("nama", "NAMA", lambda row: row[2], width=60, number="(2)"),
        Group(
            "PAGU",
            (
                Column("p25", "2025", amount(3), Kind.MONEY, 30, "(3)", total=True),
                Column("p26", "2026", amount(4), Kind.MONEY, 30, "(4)", total=True),
            ),
        ),
    )
    rows = [Row(row[0], row[1], row, row[5]) for row in ROWS]
    return Table(**{"slug": "uji", "nomor": "Tabel U", "title": "Uji", "layout": layout, "rows": rows} | changes)


def test_groups_and_single_columns_share_one_header() -> None:
    cells = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in make_table().grid.header}
    assert cells["KODE"] == (0, 0, 2, 1)
    assert cells["PAGU"] == (0, 2, 1, 2)
    assert cells["2026"] == (1, 3, 1, 1)


def test_html_escapes_and_keeps_zero_apart_from_empty() -> None:
    html = render_html(make_table())
    assert "&lt;b&gt;Satu&lt;/b&gt;" in html
    assert "style=" not in html
    zero, empty = html.split('data-key="2.01"')[1], html.split('data-key="2.02"')[1]
    assert zero.split("</tr>")[0].endswith('<td class="num">0</td>')
    assert empty.split("</tr>")[0].endswith('<td class="num"></td>')


def test_workbook_holds_live_sums_with_their_values_and_no_foreign_formula() -> None:
    content = render_xlsx(make_table())
    formulas = open_sheet(content, values=False)
    values = open_sheet(content)
    [top] = [row for row in formulas.iter_rows() if row[0].value == "2"]
    assert top[1].data_type == "s" and top[1].value == "=SUM(A1)"
    assert top[2].value == f"=SUM(C{top[2].row + 1}:C{top[2].row + 2})"
    assert values.cell(top[2].row, 3).value == 300
    assert formulas.cell(top[2].row + 2, 4).value is None
    assert formulas.cell(top[2].row + 1, 4).value == 0
    assert "tercetak lain" in top[2].comment.text
    assert formulas.freeze_panes and formulas.print_title_rows


def test_csv_never_runs_text_and_json_never_passes_a_float() -> None:
    lines = list(csv_module.reader(io.StringIO(render_csv(make_table()).decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["KODE", "NAMA", "PAGU / 2025", "PAGU / 2026"]
    assert lines[1] == ["2", "'=SUM(A1)", "300", "0"]
    assert lines[3][3] == ""
    document = json.loads(render_json(make_table()))
    assert document["baris"][2]["nilai"] == {"kode": "2.02", "nama": "Dua", "p25": "200", "p26": None}
    assert document["baris"][0]["catatan"] == {"p25": "tercetak lain"}


def test_pdf_is_tagged_indonesian_and_repeats_its_header() -> None:
    rows = [Row(f"2.{i:02}", "hasil", (f"2.{i:02}", "", f"Baris {i}", Decimal(i), None)) for i in range(150)]
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(make_table(rows=rows))))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "KODE" in text and "(4)" in text
        assert f"Halaman {number} dari {len(reader.pages)}" in text
        assert [round(float(x) * 25.4 / 72) for x in page.mediabox[2:]] == [330, 215]
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata and reader.metadata.title == "Tabel U Uji"


def test_equal_data_gives_equal_bytes() -> None:
    assert render_pdf(make_table()) == render_pdf(make_table())
    assert render_xlsx(make_table()) == render_xlsx(make_table())


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1/", "font:../../renstra/settings.py"])
def test_pdf_reads_no_file_and_no_network(url: str) -> None:
    with pytest.raises(ValueError, match="ditolak"):
        VendoredOnly().fetch(url)


def test_a_definition_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(DefinitionError, match="9"):
        _ = make_table(rows=[Row("1", "urusan", ROWS[0], ("9",))]).grid


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([Row("1", "urusan", ROWS[0]), Row("1", "urusan", ROWS[1])], "kunci baris ganda"),
        ([Row("1", "urusan", ROWS[0], ("2",)), Row("2", "program", ROWS[1])], "bukan jumlah bagiannya"),
    ],
)
def test_double_keys_and_sums_that_do_not_add_up_are_refused(rows: list[Row[Any]], message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        _ = make_table(rows=rows).grid


@pytest.mark.parametrize("cell", [Cell("x", colspan=3), Cell("x", rowspan=4)])
def test_a_span_that_does_not_fit_is_refused(cell: Cell) -> None:
    layout: tuple[Layout, ...] = (
        Column("a", "A", lambda row: cell if row[0] == "2" else None),
        Column("b", "B", lambda row: None),
    )
    with pytest.raises(DefinitionError, match="tidak muat"):
        _ = make_table(layout=layout).grid


def one_column(kind: Kind, values: list[Any]) -> Table:
    rows = [Row(str(index), "hasil", value) for index, value in enumerate(values)]
    return make_table(layout=(Column("a", "A", lambda value: value, kind, 60), WIDE), rows=rows)


WIDE: Column[Any] = Column("b", "B", lambda row: "", width=60)


def test_workbook_shows_percent_and_date_as_people_write_them() -> None:
    percent = open_sheet(render_xlsx(one_column(Kind.PERCENT, [Decimal("91.5"), Decimal(100)])))
    formats = [row[0].number_format for row in percent.iter_rows() if isinstance(row[0].value, int | float)]
    assert formats == ['#,##0.0" %"', '#,##0" %"']
    day = open_sheet(render_xlsx(one_column(Kind.DATE, [date(2026, 11, 24)])))
    [cell] = [row[0] for row in day.iter_rows() if row[0].is_date]
    assert cell.value.date() == date(2026, 11, 24)


def test_two_merged_cells_that_end_together_are_both_high_enough() -> None:
    long, short = "kata " * 60, "kata"
    layout: tuple[Layout, ...] = (
        Column("a", "A", lambda row: Cell(long, rowspan=3) if row[0] == "2" else Cell()),
        Column("b", "B", lambda row: Cell(short, rowspan=3) if row[0] == "2" else Cell()),
    )
    sheet = open_sheet(render_xlsx(make_table(layout=layout)))
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == long)
    assert sum(sheet.row_dimensions[first + i].height for i in range(3)) > 12 * 60 / 4


def test_json_tells_a_text_among_figures() -> None:
    document = json.loads(render_json(one_column(Kind.DECIMAL, [Decimal("12.50"), "12,5 – 13"])))
    assert [row["nilai"]["a"] for row in document["baris"]] == ["12.5", "12,5 – 13"]
    assert [row.get("jenis", {}).get("a") for row in document["baris"]] == [None, "text"]


@pytest.mark.parametrize("count", range(23, 29))
def test_signature_and_notes_never_stand_alone_on_the_last_page(count: int) -> None:
    rows = [Row(f"2.{i:02}", "hasil", (f"2.{i:02}", "", f"Baris {i}", Decimal(i), None)) for i in range(count)]
    signature = SignatureBlock("Batam, 24 November 2026", "Kepala Dinas")
    kop = Kop("PEMERINTAH KOTA BATAM", "DINAS SOSIAL", "Jalan Contoh")
    pdf = render_pdf(make_table(rows=rows, signatures=(signature,), kop=kop, notes=("Sumber: data dinas.",)))
    last = pypdf.PdfReader(io.BytesIO(pdf)).pages[-1].extract_text()
    assert "Kepala Dinas" in last and "Sumber" in last
    assert last.count("Baris") >= 2


def test_pdf_keeps_line_breaks_and_names_the_code_as_row_header() -> None:
    rows = [Row("1", "hasil", ("1.06", "", "baris satu\nbaris dua", Decimal(1), None))]
    table = make_table(rows=rows)
    lines = pypdf.PdfReader(io.BytesIO(render_pdf(table))).pages[0].extract_text().splitlines()
    assert any("baris satu" in line and "baris dua" not in line for line in lines)
    assert '<th scope="row" class="kode">1.06</th>' in render_html(table)


def test_lines_are_counted_at_spaces_and_inside_long_words() -> None:
    assert count_lines("satu dua tiga", 100) == 1
    assert count_lines("satu dua tiga", 3) == 3
    assert count_lines("a\nb", 100) == 2
    assert count_lines("x" * 40, 5) >= 4


# Signatures, preamble, QR ---------------------------------------------------------------------------------------

LEFT = SignatureBlock(
    "Batam, 24 November 2026", "Kepala Dinas\nKota Contoh", "Nama Kiri", "Pembina", "11", "Disusun"
)
RIGHT = SignatureBlock("", "Wali Kota Contoh", "Nama Kanan", judul="Dievaluasi", tanpa_nip=True)
QR_SVG = '<svg viewBox="0 0 1 1" width="1" height="1"><path d="M0 0h1v1h-1z"/></svg>'


def qr() -> QrVerifikasi:
    out = io.BytesIO()
    segno.make("contoh").save(out, kind="png", scale=4)
    return QrVerifikasi(QR_SVG, out.getvalue(), ("Periksa di contoh.go.id", "Kode ABC"))


def test_two_blocks_have_each_line_on_one_height_whatever_one_of_them_lacks() -> None:
    left, right = align((LEFT, RIGHT))
    assert left.above == ("Disusun", "Batam, 24 November 2026", "Kepala Dinas", "Kota Contoh")
    assert right.above == ("Dievaluasi", "", "Wali Kota Contoh", "")
    assert (left.below, right.below) == (("Pembina", "NIP. 11"), ("", ""))


def test_who_has_no_nip_gets_no_line_for_it_even_with_the_name_left_open() -> None:
    assert SignatureBlock("", "Wali Kota", tanpa_nip=True).lines.below == ()
    assert set(SignatureBlock("", "Kepala Dinas").lines.below[0]) == set("NIP. …")


def test_three_blocks_are_refused() -> None:
    with pytest.raises(DefinitionError, match="dua blok"):
        make_table(signatures=(LEFT, RIGHT, LEFT))


@pytest.mark.parametrize("paper", [Paper.A4_PORTRAIT, Paper.F4_PORTRAIT, Paper.A3_LANDSCAPE])
def test_the_first_block_stands_left_and_the_names_on_one_height_on_paper(paper: Paper) -> None:
    [page] = read_pages(render_pdf(make_table(paper=paper, signatures=(LEFT, RIGHT), qr=qr())))
    assert page.size == paper.value[:2]
    boxes = {word.text: word.box for word in page.words}
    assert boxes["Kiri"].right < page.area.right / 2 < boxes["Kanan"].left
    assert abs(boxes["Kiri"].top - boxes["Kanan"].top) < 0.1
    assert abs(boxes["Disusun"].top - boxes["Dievaluasi"].top) < 0.1
    assert boxes["Periksa"].left < page.area.right / 3 and boxes["Periksa"].top > boxes["Kiri"].top


def test_the_workbook_sets_two_blocks_side_by_side_and_turns_the_paper() -> None:
    sheet = open_sheet(render_xlsx(make_table(paper=Paper.A4_PORTRAIT, signatures=(LEFT, RIGHT), qr=qr())))
    where = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    left, right = where["Nama Kiri"], where["Nama Kanan"]
    assert left.row == right.row and (left.column, right.column) == (1, 3)
    assert where["Disusun"].row == where["Dievaluasi"].row
    assert sheet.page_setup.orientation == "portrait" and sheet.page_setup.paperSize == 9
    [image] = sheet._images
    assert image.anchor._from.row >= left.row + 2  # zero-based: below rank and NIP
    assert where["Periksa di contoh.go.id"].column == 1


def test_the_preamble_stands_between_title_and_table_in_every_format_for_people() -> None:
    table = make_table(preamble=("Nama PD: Dinas <Contoh>", "Total pagu: Rp 300"))
    html = render_html(table)
    assert html.index("Dinas &lt;Contoh&gt;") < html.index("Total pagu") < html.index("<table")
    text = pypdf.PdfReader(io.BytesIO(render_pdf(table))).pages[0].extract_text()
    assert text.index("Uji") < text.index("Total pagu") < text.index("KODE")
    first = [row[0] for row in open_sheet(render_xlsx(table)).iter_rows(values_only=True)]
    assert first.index("UJI") < first.index("Total pagu: Rp 300") < first.index("KODE")


@pytest.mark.parametrize("count", range(22, 30))
def test_two_blocks_and_the_qr_never_stand_alone_on_the_last_page(count: int) -> None:
    rows = [Row(f"2.{i:02}", "hasil", (f"2.{i:02}", "", f"Baris {i}", Decimal(i), None)) for i in range(count)]
    pdf = render_pdf(make_table(rows=rows, signatures=(LEFT, RIGHT), qr=qr()))
    last = pypdf.PdfReader(io.BytesIO(pdf)).pages[-1].extract_text()
    assert "Disusun" in last and "Nama Kanan" in last and "Kode ABC" in last
    assert last.count("Baris") >= 2


def test_the_workbook_names_title_subject_and_agency_and_stays_equal() -> None:
    table = make_table(subtitle="Dinas Contoh\nTahun 2026", kop=Kop("KOTA CONTOH", "DINAS CONTOH"), qr=qr())
    content = render_xlsx(table)
    said = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert (said.title, said.subject) == ("Tabel U Uji", "Dinas Contoh – Tahun 2026")
    assert said.creator == "DINAS CONTOH"
    assert content == render_xlsx(table)
    named = openpyxl.load_workbook(io.BytesIO(render_xlsx(replace(table, pemilik="Badan Contoh")))).properties
    assert named.creator == "Badan Contoh"


# The mark of drafts and demo figures ----------------------------------------------------------------------------

MARK = 'BELUM "DIVERIFIKASI" & </style>'


def test_the_mark_stands_on_every_page_in_the_vendored_font() -> None:
    rows = [Row(f"2.{i:02}", "hasil", (f"2.{i:02}", "", f"Baris {i}", Decimal(i), None)) for i in range(60)]
    reader: Any = pypdf.PdfReader(io.BytesIO(render_pdf(make_table(rows=rows, watermark=MARK))))
    assert len(reader.pages) > 1
    assert all(page.extract_text().count(MARK) == 1 for page in reader.pages)
    fonts = {
        font.get_object()["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("Plex" in name for name in fonts)


def test_the_mark_stands_in_title_and_print_header_of_the_workbook() -> None:
    sheet = open_sheet(render_xlsx(make_table(watermark="DEMO & DRAF")))
    assert "DEMO & DRAF" in [row[0] for row in sheet.iter_rows(max_row=6, values_only=True)]
    assert sheet.oddHeader.center.text == "DEMO && DRAF" and sheet.oddHeader.center.font == "Arial,Bold"
    assert open_sheet(render_xlsx(make_table())).oddHeader.center.text is None


def test_csv_carries_the_mark_in_every_row_below_the_same_header_and_json_in_a_key() -> None:
    marked, plain = make_table(watermark="DEMO"), make_table()
    lines = list(csv_module.reader(io.StringIO(render_csv(marked).decode("utf-8-sig")), delimiter=";"))
    bare = list(csv_module.reader(io.StringIO(render_csv(plain).decode("utf-8-sig")), delimiter=";"))
    assert [line[:-1] for line in lines] == bare
    assert [line[-1] for line in lines] == ["TANDA", "DEMO", "DEMO", "DEMO"]
    assert json.loads(render_json(marked))["tanda"] == "DEMO"
    assert json.loads(render_json(plain))["tanda"] is None


# What the PDF replaces of WeasyPrint -----------------------------------------------------------------------------


def full() -> Table:
    """Return a table with every kind of markup the document can hold."""
    part = make_table(slug="dua", nomor="Tabel V", notes=("Catatan & <i>",), signatures=(LEFT, RIGHT), qr=qr())
    return make_table(
        pemilik="Dinas",
        kop=Kop("PEMERINTAH KOTA", "DINAS", "Jalan"),
        subtitle="Tahun 2026\nKota",
        preamble=("Baris satu\nbaris dua",),
        watermark='CONTOH "A" < B',
        data_per=datetime(2026, 11, 24, 3, tzinfo=UTC),
        bagian=(part, make_table(slug="tiga", layout=(), rows=[], preamble=("Hanya teks",))),
    )


def test_the_document_read_as_xml_is_what_a_reader_of_html_finds() -> None:
    source = document(full())
    ours, theirs = Document(source), HTML(string=source.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    assert "svg" in source and "<br/>" in source and "<sup>" in source
    assert tostring(ours.etree_element) == tostring(theirs.etree_element)
    assert vars(ours).keys() == vars(theirs).keys()


def test_the_head_is_found_as_a_walk_over_the_whole_document_finds_it() -> None:
    source = document(full())
    ours, theirs = Document(source).wrapper_element, HTML(string=source).wrapper_element
    for tags in (("style", "link"), ("title", "meta", "link")):
        found = [each.local_name for each in ours.query_all(*tags)]
        assert found == [each.local_name for each in theirs.query_all(*tags)] != []


def test_bytes_made_once_are_the_bytes_pydyf_makes_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    once = render_pdf(full())
    monkeypatch.setattr(pdf_module, "write_once", lambda rendered, pdf: None)
    assert render_pdf(full()) == once


def test_a_character_that_xml_cannot_hold_becomes_a_space_on_paper() -> None:
    rows = [Row("1", "hasil", ("1", "", "satu\x0bdua\x00tiga\ufffe", Decimal(1), None))]
    text = pypdf.PdfReader(io.BytesIO(render_pdf(make_table(rows=rows)))).pages[0].extract_text()
    assert "satu dua tiga" in text


# The signature on a page of a workbook ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "signed", "one"),
    [
        (3, True, True),
        (
            30,
            True,
            True,
        ),  # 472 points of rows, 122 of head and gaps, 173 of signature on 530 of F4: at 6.2 points
        (60, True, False),  # 1,240 points: one page would print at 3.8 points
        (30, False, False),
    ],
)
def test_a_signed_sheet_is_made_one_page_where_it_can_still_be_read(rows: int, signed: bool, one: bool) -> None:
    """`fitToHeight` 0 lets the sheet run over as many pages as it takes; absent it means one."""
    body = [Row(f"2.{i:02}", "hasil", (f"2.{i:02}", "", f"Baris {i}", Decimal(i), None)) for i in range(rows)]
    sheet = open_sheet(render_xlsx(make_table(rows=body, signatures=(LEFT,) if signed else ())))
    assert (sheet.page_setup.fitToHeight != 0) == one
