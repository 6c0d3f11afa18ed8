"""Makes the deliberately awkward workbooks of this folder: `python -m tests.files.buat`. They are committed.

Most are built by openpyxl or XlsxWriter and then cut open (`surgery`). With `--libreoffice` the XLS and ODS are
converted anew from `dasar.xlsx`. The three `bersandi.*` were saved once by LibreOffice with a password.
What each of them must read as stands in `harapan.py`. Hostile files that are large are made by the tests.
"""

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).parent
JAM = (2026, 1, 1, 0, 0, 0)
NBSP = "\N{NO-BREAK SPACE}"
SHEET = "xl/worksheets/sheet1.xml"
JUDUL = ["Kode", "Uraian", "Satuan", "Target", "Pagu (Rp)"]
ISI = ["1.06.01", "Program Penunjang", "Persen", 91.5, 17343290083]

BUAT: dict[str, Callable[[], bytes]] = {}


def berkas(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        BUAT[name] = make
        return make

    return keep


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue())


def timeless(content: bytes) -> bytes:
    """Return the file without the time it was made, so that making it again changes nothing."""
    parts = unzipped(content)
    core = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]{8}Z", b"2026-01-01T00:00:00Z", parts["docProps/core.xml"])
    return zipped(parts | {"docProps/core.xml": core})


def sheet_of(*rows: list[Any]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    for row in rows:
        sheet.append(row)
    return book, sheet


def of_rows(*rows: list[Any]) -> bytes:
    return saved(sheet_of(*rows)[0])


def surgery(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Replace in one part of a zip; a change that changes nothing is a mistake here."""
    parts = unzipped(content)
    text = parts[part].decode()
    for old, new in changes:
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        assert changed != text, old
        text = changed
    return zipped(parts | {part: text.encode()})


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, JAM), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def raw_sheet(rows: str) -> bytes:
    """Return a workbook whose sheet holds exactly these rows of XML."""
    parts = unzipped(of_rows(["x"]))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    xml = f'<?xml version="1.0" encoding="UTF-8"?><worksheet {space}><sheetData>{rows}</sheetData></worksheet>'
    return zipped(parts | {SHEET: xml.encode()})


# Headings -----------------------------------------------------------------------------------------------------


@berkas("wps-dimensi.xlsx")
def wps_dimension() -> bytes:
    content = of_rows(JUDUL, *([f"1.06.0{n}", f"Program {n}", "Persen", n, n * 1000] for n in range(1, 5)))
    return surgery(content, SHEET, (r'<dimension ref="[^"]*"', '<dimension ref="A1"'))


@berkas("dimensi-seluruh.xlsx")
def dimension_of_everything() -> bytes:
    return surgery(of_rows(JUDUL, ISI), SHEET, (r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"'))


@berkas("kepala-gabung.xlsx")
def merged_header() -> bytes:
    book, sheet = sheet_of(["PEMERINTAH KOTA"], ["DINAS SOSIAL"], ["Jalan Raya Nomor 1"], [])
    sheet.append(["Kode", "Indikator\nKinerja", "Satuan", 2025, None, 2026, None, "Keterangan"])
    sheet.append([None, None, None, "Target", "Pagu (Rp)", "Target", "Pagu (Rp)", None])
    sheet.append([f"({n})" for n in range(1, 9)])
    sheet.append(["1.06.01", "Indeks", "Poin", 70.15, 1000, 71.5, 2000, "-"])
    for area in ("A1:H1", "A2:H2", "A3:H3", "A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:G5", "H5:H6"):
        sheet.merge_cells(area)
    return saved(book)


@berkas("kepala-tak-gabung.xlsx")
def header_spread_without_merging() -> bytes:
    return of_rows(
        ["Kode", "Uraian", 2025, None, 2026, None, "Keterangan"],
        [None, None, "Target", "Pagu", "Target", "Pagu", None],
        ["1.06", "Indeks", 1, 2, 3, 4, "lima"],
    )


@berkas("kepala-tiga-tingkat.xlsx")
def header_of_three_rows() -> bytes:
    book, sheet = sheet_of(
        ["Kode", 2026, None, None, None],
        [None, "Triwulan I", None, "Triwulan II", None],
        [None, "Target", "Pagu", "Target", "Pagu"],
        ["1.06", 1, 2, 3, 4],
    )
    for area in ("A1:A3", "B1:E1", "B2:C2", "D2:E2"):
        sheet.merge_cells(area)
    return saved(book)


@berkas("kepala-lebar.xlsx")
def a_heading_over_two_columns() -> bytes:
    book, sheet = sheet_of(["Kode", "Uraian", None, "Target"], ["1.06", "Program", None, 5])
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("B2:C2")
    return saved(book)


@berkas("kolom-acak.xlsx")
def other_order() -> bytes:
    return of_rows(
        ["Daftar target"],
        ["  PAGU\n(Rp.) ", "Catatan", f"target{NBSP}2026", "INDIKATOR KINERJA", "Kode Rekening"],
        [17343290083, "abaikan", 91.5, "Indeks", "1.06.01"],
    )


@berkas("judul-ganda.xlsx")
def doubled_heading() -> bytes:
    return of_rows(["Kode", "Uraian", "Target", "Target 2026"], ["1.06", "x", 1, 2])


@berkas("judul-kurang.xlsx")
def missing_heading() -> bytes:
    return of_rows(["Kode", "Uraian", "Capaian"], ["1.06", "x", 1])


@berkas("tanpa-judul.xlsx")
def no_heading() -> bytes:
    return of_rows(["1.06", "Program", 5], ["1.06.01", "Kegiatan", 6])


@berkas("hanya-judul.xlsx")
def only_headings() -> bytes:
    return of_rows(JUDUL)


@berkas("kosong.xlsx")
def nothing() -> bytes:
    return of_rows()


@berkas("kosong.csv")
def no_bytes() -> bytes:
    return b""


# Values -------------------------------------------------------------------------------------------------------


@berkas("angka-teks.xlsx")
def numbers_as_text() -> bytes:
    texts = [
        "1.234,56", "Rp 1.250.000", f"Rp{NBSP}1.250.000,00", "12,5 %", "12,5%", "1.250", "o", "O", "1o,5", "l2",
        "1.25o", "-", "–", "dua belas", "12 5", "1,250", "17.343.290.083", " 91,50 ", "0", "-3,5", "1.2.3", "#N/A",
        "1.000.000.000.000.000", "0,00001", "9" * 400,
    ]  # fmt: skip
    return of_rows(["Angka"], *([text] for text in texts))


@berkas("persen.xlsx")
def percentages() -> bytes:
    book, sheet = sheet_of(["Persen"])
    for value, form in (
        (0.915, "0%"), (0.9167, "0.00%"), (1.25, '[Red]0.0%;-0.0%'), (91.5, '0.0"%"'), (91.5, "General"),
        (0.915, "General"), (1, "General"), (0, "0%"), (0.07, "0.00\\%"), (1 / 3, "0%"),
    ):  # fmt: skip
        sheet.append([value])
        sheet.cell(sheet.max_row, 1).number_format = form
    return saved(book)


def _dates(mac: bool) -> bytes:
    book, sheet = sheet_of(["Tanggal"])
    if mac:
        book.epoch = CALENDAR_MAC_1904
    for value in (date(2026, 3, 31), datetime(2026, 3, 31, 10, 30), date(2024, 2, 29)):
        sheet.append([value])
    for text in ("31/03/2026", "31-3-2026", "31 Maret 2026", "31 Nopember 2026", "1 Agt. 2026", "2026-03-31",
                 "31/03/26", "03/31/2026", "31/02/2026", "Maret 2026", "-"):  # fmt: skip
        sheet.append([text])
    sheet.append([46112])
    sheet.append([45])
    sheet.cell(sheet.max_row, 1).number_format = "dd/mm/yyyy"
    sheet.append([1250000])
    sheet.cell(sheet.max_row, 1).number_format = '[$Rp-421]#,##0;[Red]"hari d/m/y" #,##0'
    sheet.append([time(10, 30)])
    return saved(book)


@berkas("tanggal.xlsx")
def dates() -> bytes:
    return _dates(mac=False)


@berkas("tanggal-1904.xlsx")
def dates_of_1904() -> bytes:
    return _dates(mac=True)


@berkas("rumus.xlsx")
def formulas() -> bytes:
    percent = surgery(of_rows(["x"]), "xl/styles.xml", (r"</cellXfs>", '<xf numFmtId="9" fontId="0"/></cellXfs>'))
    styles = unzipped(percent)["xl/styles.xml"]
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Rumus</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4"><f>1+1</f><v></v></c></row>'
        '<row r="5"><c r="A5"><f>1+1</f><v/></c></row>'
        '<row r="6"><c r="A6" t="str"><f>IF(1,"","x")</f><v></v></c></row>'
        '<row r="7"><c r="A7" t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>'
        '<row r="8"><c r="A8" s="1"><f>1/2</f><v>0.5</v></c></row>'
        '<row r="9"><c r="A9" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="10"><c r="A10" t="b"><f>1=1</f><v>1</v></c></row>'
        '<row r="11"><c r="A11"><f t="shared" ref="A11:A12" si="0">B11</f><v>7</v></c></row>'
        '<row r="12"><c r="A12"><f t="shared" si="0"/></c><c r="B12"><v>8</v></c></row>'
        '<row r="13"><c r="C13"><f>A1</f></c></row>'
    )
    return zipped(unzipped(raw_sheet(rows)) | {"xl/styles.xml": styles})


@berkas("galat.xlsx")
def errors() -> bytes:
    return of_rows(["Galat"], *([text] for text in ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!")))


@berkas("tersembunyi.xlsx")
def hidden() -> bytes:
    book, sheet = sheet_of(JUDUL, ISI, ISI, ISI)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Rahasia").append(["x"])
    book["Rahasia"].sheet_state = "hidden"
    book.create_sheet("Sangat Rahasia").append(["x"])
    book["Sangat Rahasia"].sheet_state = "veryHidden"
    return saved(book)


@berkas("format-kosong.xlsx")
def formatted_blanks() -> bytes:
    book, sheet = sheet_of(JUDUL, ISI)
    for row in range(3, 2000):
        sheet.cell(row, 1).font = Font(bold=True)
    for row, column in ((60000, 1), (2, 300), (1048576, 16384)):
        sheet.cell(row, column).font = Font(bold=True)
    sheet["A1500"] = f" {NBSP} "
    return saved(book)


@berkas("blank-aneh.xlsx")
def odd_blanks() -> bytes:
    return of_rows(
        ["Teks"],
        [f"{NBSP}Dinas{NBSP}Sosial\u2003"],
        ["Zer\u200bo\ufeff lebar\u00ad"],
        ["baris satu\r\nbaris dua\nbaris tiga"],
        ["kolom\tdua"],
        [f"{NBSP}\u200b"],
        ["ki\u200eri"],
        [f"1.234,56{NBSP}\u200b"],
    )


@berkas("kendali.xlsx")
def control_characters() -> bytes:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>nol _x0000_ bel _x0007_</t></is></c></row>'
    return raw_sheet(rows)


@berkas("kode.xlsx")
def codes() -> bytes:
    values: list[Any] = [
        "1.06.01", "1,06,01", "1. 06. 01", "1.06.o1", 1.06, 1, 1.1, "1.06.01.", f"{NBSP}1.06 ", date(2001, 6, 1),
        106, "satu", "1.06.l1", None, "\u200b1.06",
    ]  # fmt: skip
    return of_rows(["Kode"], *([value] for value in values))


@berkas("rumus-palsu.xlsx")
def texts_that_look_like_formulas() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for row, text in enumerate(
            ("Teks", '=HYPERLINK("http://x","y")', "+62 778", "-5 orang", "@SUM(A1)", "=1+1")
        ):
            sheet.write_string(row, 0, text)
    return timeless(stream.getvalue())


@berkas("emoji.xlsx")
def emoji() -> bytes:
    return of_rows(["Teks"], ["Tercapai 🎉"], ["👨‍👩‍👧 keluarga"], ["𝟏𝟐"], ["Ｔａｒｇｅｔ"], ["naïve – “kutip”"])


@berkas("rupiah.xlsx")
def long_figures() -> bytes:
    numbers = [
        "999999999999999", "1000000000000000", "17343290083", "0.30000000000000004", "91.50000000000001",
        "17343290083.549999", "12345678901234.56", "1E-5", "1.5E3", "-0", "1E+300", "33.333333333333336", "1e400",
    ]  # fmt: skip
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{text}</v></c></row>' for n, text in enumerate(numbers, start=1))
    return raw_sheet(rows)


@berkas("teks-panjang.xlsx")
def long_text() -> bytes:
    return of_rows(["Teks"], ["panjang " * 4095])


@berkas("jenis.xlsx")
def kinds() -> bytes:
    return of_rows(["Isi"], [True], [False], [time(10, 30)], [12], [12.5], ["12"], [None], ["x"])


@berkas("teks-kaya.xlsx")
def rich_and_inline_text() -> bytes:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t xml:space="preserve">Kode </t></r><r>'
        "<rPr><b/></rPr><t>Rekening</t></r></is></c>"
        '<c r="B1" t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="1"><t>kanji</t></rPh></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> a_x000D_\nb &amp; c </t></is></c></row>'
    )
    return raw_sheet(rows)


@berkas("berawalan.xlsx")
def prefixed_elements() -> bytes:
    """As some programs of governments write it: every element with the prefix x."""
    parts = unzipped(of_rows(["x"]))
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1" hidden="1"><x:c r="A1"><x:v>5</x:v></x:c><x:c r="B1"><x:f>A1</x:f></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="C1:D1"/></x:mergeCells></x:worksheet>'
    )
    return zipped(parts | {SHEET: xml.encode()})


@berkas("tanpa-alamat.xlsx")
def cells_without_reference() -> bytes:
    rows = (
        '<row><c t="inlineStr"><is><t>Kode</t></is></c><c t="inlineStr"><is><t>Target</t></is></c></row>'
        "<row><c><v>1</v></c><c><f>A1</f></c></row>"
        '<row r="5"><c><v>5</v></c><c r="D5"><v>6</v></c><c><v>7</v></c></row>'
    )
    return raw_sheet(rows)


@berkas("dengan-grafik.xlsx")
def with_a_chart_sheet() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        chart_sheet = book.add_chartsheet("Grafik")
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Kode", 0.5], book.add_format({"num_format": "0%"}))
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$B$1:$B$1"})
        chart_sheet.set_chart(chart)
    return timeless(stream.getvalue())


@berkas("dasar.xlsx")
def ground() -> bytes:
    """What `dasar.xls` and `dasar.ods` are converted from; LibreOffice computes the formulas."""
    book, sheet = sheet_of(["Dinas"], ["Kode", "Uraian", 2026, None], [None, None, "Target", "Pagu"])
    for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        sheet.merge_cells(area)
    rows: list[list[Any]] = [
        ["1.06", "persen", 0.915, 1000], ["1.06.01", "galat", "=1/0", "=1+1"],
        ["1.06.02", "tanggal", date(2026, 3, 31), True], ["1.06.03", "tersembunyi", 91.5, 17343290083],
        ["1.06.04", "teks\nbaris dua", "1.250", '=IF(1,"","x")'], ["1.06.05", "persen rumus", "=1/4", -3.5],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    sheet["C4"].number_format = '[Red]0.0%;"minus" 0.0%'
    sheet["D4"].number_format = "0%"
    sheet["C9"].number_format = "0.00%"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    for number in range(10, 500):
        sheet.cell(number, 1).font = Font(bold=True)
    book.create_sheet("Rahasia").append(["x"])
    book["Rahasia"].sheet_state = "hidden"
    return saved(book)


# Text files ---------------------------------------------------------------------------------------------------

_BARIS = (
    ("Kode", "Uraian", "Target"),
    ("1.06", 'Kata "petik"; dan\nbaris dua', "12,5"),
    ("1.07", "Héla", "1.250"),
)


def separated(delimiter: str, end: str = "\r\n") -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if re.search(f'["\n{delimiter}]', text) else text

    return end.join(delimiter.join(quoted(text) for text in row) for row in _BARIS) + end


BUAT |= {
    "titik-koma.csv": lambda: separated(";").encode(),
    "bom.csv": lambda: separated(";").encode("utf-8-sig"),
    "koma.csv": lambda: separated(",").encode(),
    "tab.tsv": lambda: separated("\t", "\n").encode(),
    "cp1252.csv": lambda: separated(";").encode("cp1252"),
    "utf16.txt": lambda: separated("\t").encode("utf-16"),
    "sep.csv": lambda: ("sep=|\r\n" + separated("|")).encode(),
    "koma-geser.csv": lambda: b"Kode,Uraian,Target\n1.06,Indeks,12,5\n1.07,Nilai,13,5\n",
    "kutip.csv": lambda: b'Kode;Uraian\n1.06;"tidak ditutup\n1.07;x\n',
    "judul-tahun.csv": lambda: b"DINAS;;;;\nKode;Uraian;2025;;2026\n;;Target;Pagu;Target\n1.06;x;1;2;3\n",
}


# Files that are refused ---------------------------------------------------------------------------------------


@berkas("makro.xlsm")
def macros() -> bytes:
    return zipped(unzipped(of_rows(["x"])) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@berkas("biner.xlsb")
def binary_workbook() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})


@berkas("surat.xlsx")
def a_letter() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


@berkas("terpotong.xlsx")
def truncated() -> bytes:
    content = of_rows(JUDUL, ISI)
    return content[: len(content) // 2]


@berkas("lembar-hilang.xlsx")
def a_sheet_that_is_not_there() -> bytes:
    parts = unzipped(of_rows(JUDUL))
    del parts[SHEET]
    return zipped(parts)


@berkas("xml-rusak.xlsx")
def broken_xml() -> bytes:
    return surgery(of_rows(JUDUL), SHEET, ("</sheetData>", "</sheetDat>"))


_BOM = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'


@berkas("dtd-lembar.xlsx")
def a_bomb_of_entities() -> bytes:
    return surgery(of_rows(JUDUL), SHEET, (r"^(<\?xml[^>]*\?>)?\s*<worksheet", f"{_BOM}<worksheet"))


@berkas("dtd-utf16.xlsx")
def a_bomb_in_another_encoding() -> bytes:
    parts = unzipped(of_rows(JUDUL))
    text = re.sub(r"^<\?xml[^>]*\?>", "", parts[SHEET].decode())
    return zipped(parts | {SHEET: f"<?xml version='1.0' encoding='UTF-16'?>{_BOM}{text}".encode("utf-16")})


@berkas("dtd-teks.xlsx")
def a_bomb_in_the_shared_texts() -> bytes:
    parts = unzipped(texts_that_look_like_formulas())
    return zipped(parts | {"xl/sharedStrings.xml": _BOM.encode() + parts["xl/sharedStrings.xml"]})


@berkas("kolom-xfd.xlsx")
def the_last_column() -> bytes:
    book, sheet = sheet_of(JUDUL)
    sheet["XFD1048576"] = 1
    return saved(book)


@berkas("baris-jauh.xlsx")
def a_far_row() -> bytes:
    book, sheet = sheet_of(JUDUL)
    sheet["A20001"] = "terlalu jauh"
    return saved(book)


@berkas("kolom-jauh.xlsx")
def a_far_column() -> bytes:
    book, sheet = sheet_of(JUDUL)
    sheet["CW2"] = "terlalu jauh"
    return saved(book)


@berkas("tepi.xlsx")
def the_last_cell_allowed() -> bytes:
    book, sheet = sheet_of(JUDUL)
    sheet["CV20000"] = "tepat"
    return saved(book)


@berkas("lembar-banyak.xlsx")
def many_sheets() -> bytes:
    book, _ = sheet_of(JUDUL)
    for number in range(30):
        book.create_sheet(f"Lembar {number}")
    return saved(book)


@berkas("halaman.xls")
def a_web_page() -> bytes:
    return b"<html><head><meta charset='utf-8'></head><body><table><tr><td>Kode</td></tr></table></body></html>"


@berkas("xml-2003.xls")
def a_workbook_of_2003() -> bytes:
    return b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns:ss="x"></Workbook>'


@berkas("teks.xls")
def a_text() -> bytes:
    return b"Kode\tTarget\r\n1.06\t12,5\r\n"


@berkas("pindaian.xlsx")
def a_pdf() -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@berkas("xlsx-bernama.xls")
def an_xlsx_with_an_old_name() -> bytes:
    return of_rows(JUDUL, ISI)


_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_ROOT = (
    f'<office:document-content xmlns:office="{_ODS}office:1.0" xmlns:table="{_ODS}table:1.0" '
    f'xmlns:text="{_ODS}text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)


def ods(table: str, *more: str) -> bytes:
    """Return a small ODS with this inside its spreadsheet, and `more` parts."""
    stream = io.BytesIO()
    parts = {"content.xml": _ODS_ROOT.format(table), "META-INF/manifest.xml": "<manifest/>"}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(zipfile.ZipInfo("mimetype", JAM), kind, zipfile.ZIP_STORED)
        for name, text in (parts | dict.fromkeys(more, "<x/>")).items():
            archive.writestr(zipfile.ZipInfo(name, JAM), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


@berkas("ulang.ods")
def rows_without_end() -> bytes:
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    return ods(
        '<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">'
        f"{cell}</table:table-row></table:table>"
    )


@berkas("ulang-kolom.ods")
def columns_without_end() -> bytes:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="1000">{cell}</table:table-row>'
    return ods(f'<table:table table:name="A">{row}</table:table>')


@berkas("khusus.ods")
def marks_of_ods() -> bytes:
    """Repeated cells, a boolean, a formula without a value, an error, a comment before it, hidden parts."""
    return ods(
        '<table:table table:name="A"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="percentage"'
        ' office:value="0.5"><text:p>50%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>BENAR</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:visibility="filter"><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<office:annotation><text:p>catatan</text:p></office:annotation><text:p>#REF!</text:p></table:table-cell>"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell'
        ' table:number-columns-spanned="2" office:value-type="date" office:date-value="2026-03-31">'
        "<text:p>31/03/26</text:p></table:table-cell><table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )


@berkas("makro.ods")
def macros_of_ods() -> bytes:
    return ods('<table:table table:name="A"/>', "Basic/Standard/Module1.xml")


def convert(name: str, ending: str) -> None:
    """Have LibreOffice save one of our workbooks in its old or its own format."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profil",
            "--headless",
            "--convert-to",
            ending,
        ]
        subprocess.run([*command, "--outdir", str(FOLDER), str(FOLDER / name)], check=True, timeout=120)


def main() -> None:
    for name, make in BUAT.items():
        (FOLDER / name).write_bytes(make())
    if "--libreoffice" in sys.argv:
        convert("dasar.xlsx", "xls")
        convert("dasar.xlsx", "ods")


if __name__ == "__main__":
    main()
