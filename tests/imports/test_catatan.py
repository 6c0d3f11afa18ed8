"""The annotated workbook: the same file with its notes, in which no text can become a formula."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from imports.exports.catatan import annotate
from imports.models import Impor
from renstra.lib.importing import Pilihan, Temuan, Tingkat
from tests.targets.pabrik import Panggung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unit_uji")]
GALAT = Temuan(Tingkat.GALAT, "Data", "B3", "=1+1", '=HYPERLINK("x") bukan angka.', "Tulis angkanya.")
TANYA = Temuan(
    Tingkat.TANYA, "Data", "A2", "1.250", "“1.250” dapat dibaca dua cara.", "Pilih yang dimaksud.", "ribuan",
    (Pilihan("ribuan", "1.250,00"), Pilihan("desimal", "1,25")),
)  # fmt: skip


def kept(panggung: Panggung, content: bytes, *findings: Temuan, name: str = "data.xlsx") -> Impor:
    """Return an import of a file in which this was found."""
    impor = Impor.objects.create(
        jenis="unit-uji",
        perangkat_daerah=panggung.agency,
        pemilik=panggung.orang["pemeriksa"],
        nama_berkas=name,
        sha256="0" * 64,
        ukuran=len(content),
        temuan=[each.as_json() for each in findings],
    )
    impor.berkas.save(name, ContentFile(content))
    return impor


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def data_book() -> Any:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Data"
    sheet.append(["Kode", "Nilai", "Rumus"])
    sheet.append(["1.250", 5, "=B2*2"])
    sheet.append(["x", "teks", "=SUM(B2:B3)"])
    return book


def notes(panggung: Panggung, content: bytes, *findings: Temuan, name: str = "data.xlsx") -> Any:
    _, made = annotate(kept(panggung, content, *findings, name=name))
    return openpyxl.load_workbook(io.BytesIO(made))


def test_each_finding_stands_on_its_cell_beside_its_row_and_in_the_list(panggung: Panggung) -> None:
    book = notes(panggung, saved(data_book()), GALAT, TANYA)
    assert book.sheetnames == ["Temuan", "Data"] and book.active.title == "Temuan"
    sheet = book["Data"]
    assert sheet["D1"].value == "Catatan impor"
    assert sheet["D2"].value == (
        "A2: “1.250” dapat dibaca dua cara. Pilih yang dimaksud. Pilihannya: 1.250,00, atau 1,25."
    )
    assert sheet["D3"].value.startswith("B3: =HYPERLINK")
    assert "Kesalahan: =HYPERLINK" in sheet["B3"].comment.text and sheet["B3"].fill.fgColor.rgb == "00F8D7D3"
    assert sheet["A2"].fill.fgColor.rgb == "00FBE7A8" and sheet["B2"].comment is None
    rows = [[cell.value for cell in row] for row in book["Temuan"].iter_rows(min_row=5)]
    assert rows[0] == ["Kesalahan", "Data", "B3", "=1+1", '=HYPERLINK("x") bukan angka.', "Tulis angkanya."]
    assert rows[1][:4] == ["Pertanyaan", "Data", "A2", "1.250"]


def test_formulas_stay_and_no_text_becomes_one(panggung: Panggung) -> None:
    original = data_book()
    original["Data"]["A3"].value = "=2+2"
    original["Data"]["A3"].data_type = "s"  # typed as text, with an apostrophe before it
    book = notes(panggung, saved(original), GALAT)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    formulas = {f"{cell.parent.title}!{cell.coordinate}": cell.value for cell in cells}
    assert formulas == {"Data!C2": "=B2*2", "Data!C3": "=SUM(B2:B3)"}
    assert book["Data"]["A3"].value == "=2+2" and book["Temuan"]["D5"].data_type == "s"


def test_what_the_workbook_had_is_still_there(panggung: Panggung) -> None:
    original = data_book()
    sheet = original["Data"]
    sheet["A1"].font, sheet["B2"].number_format = Font(bold=True, color="FF112233"), "#,##0.00"
    sheet["A3"].comment = Comment("dari kantor", "Sekretariat")
    sheet.merge_cells("A5:C5")
    sheet.freeze_panes, sheet.protection.sheet = "B2", True
    sheet.column_dimensions["A"].width, sheet.row_dimensions[2].height = 33, 40
    rule = DataValidation(type="list", formula1='"Ya,Tidak"')
    rule.add("B2")
    sheet.add_data_validation(rule)
    original.create_sheet("Rahasia").sheet_state = "hidden"
    original["Rahasia"]["A1"] = 7
    again = notes(panggung, saved(original), GALAT, Temuan(Tingkat.GALAT, "Data", "B5", "", "Gabungan.", ""))
    made = again["Data"]
    assert made["A1"].font.b and made["A1"].font.color.rgb == "FF112233"
    assert (made["B2"].number_format, made["B2"].value) == ("#,##0.00", 5)
    assert made["A3"].comment.text == "dari kantor"
    assert [str(area) for area in made.merged_cells.ranges] == ["A5:C5"]
    assert "Gabungan." in made["A5"].comment.text  # of a merged range the cell that shows is marked
    assert made.freeze_panes == "B2" and made.protection.sheet
    assert made.column_dimensions["A"].width == 33 and made.row_dimensions[2].height == 40
    assert made.data_validations.dataValidation[0].formula1 == '"Ya,Tidak"'
    assert again["Rahasia"].sheet_state == "hidden" and again["Rahasia"]["A1"].value == 7


def test_marks_of_an_earlier_round_go_and_none_is_doubled(panggung: Panggung) -> None:
    _, first = annotate(kept(panggung, saved(data_book()), GALAT, TANYA))
    mended = openpyxl.load_workbook(io.BytesIO(first))
    mended["Data"]["B3"] = 12
    book = notes(panggung, saved(mended), TANYA)
    sheet = book["Data"]
    assert book.sheetnames == ["Temuan", "Data"]
    assert sheet["B3"].comment is None and sheet["B3"].fill.fill_type is None and sheet["B3"].value == 12
    assert [cell.value for cell in sheet[1]] == ["Kode", "Nilai", "Rumus", "Catatan impor"]
    assert sheet["D3"].value is None and sheet["D2"].value.startswith("A2: ")
    assert sheet["A2"].comment.text.count("dapat dibaca dua cara") == 1


def test_a_sheet_of_the_office_called_temuan_is_kept(panggung: Panggung) -> None:
    original = data_book()
    original.create_sheet("Temuan")["A1"] = "Temuan BPK"
    book = notes(panggung, saved(original), GALAT)
    assert book.sheetnames == ["Temuan1", "Data", "Temuan"]
    assert book["Temuan"]["A1"].value == "Temuan BPK"


def test_a_csv_becomes_a_workbook_of_the_same_cells(panggung: Panggung) -> None:
    content = b'Kode;Nilai\n1.06.01;"1.250,5"\n=SUM(A1);@x\n'
    finding = Temuan(Tingkat.GALAT, "data", "A3", "=SUM(A1)", "Bukan kode.", "Perbaiki.")
    book = notes(panggung, content, finding, name="data.csv")
    rows = [[cell.value for cell in row[:2]] for row in book["data"].iter_rows()]
    assert rows == [["Kode", "Nilai"], ["1.06.01", "1.250,5"], ["=SUM(A1)", "@x"]]
    assert {cell.data_type for row in book["data"].iter_rows() for cell in row if cell.value} == {"s"}
    assert book["data"]["C3"].value == "A3: Bukan kode. Perbaiki."


def test_a_workbook_with_a_stray_format_at_the_last_cell_is_not_blown_up(panggung: Panggung) -> None:
    """Rows and columns that only have a format are not written out: there would be millions of cells."""
    original = data_book()
    original["Data"]["XFD1048576"].fill = PatternFill("solid", start_color="FFFF00")
    _, made = annotate(kept(panggung, saved(original), GALAT))
    assert len(made) < 50_000
    assert openpyxl.load_workbook(io.BytesIO(made))["Data"]["D3"].value.startswith("B3: ")


def test_of_a_very_large_workbook_only_the_list_is_made(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imports.exports.catatan.MAKS_UNPACKED", 1000)
    book = notes(panggung, saved(data_book()), GALAT)
    assert book.sheetnames == ["Temuan"] and "terlalu besar untuk ditandai" in book["Temuan"]["A2"].value


def test_no_macro_is_ever_in_it(panggung: Panggung) -> None:
    _, made = annotate(kept(panggung, saved(data_book()), GALAT))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")


def test_its_name_says_what_it_is(panggung: Panggung, tmp_path: Path) -> None:
    name, _ = annotate(kept(panggung, saved(data_book()), GALAT, name="Realisasi TW I.xlsx"))
    assert name == "Realisasi TW I (catatan).xlsx"
