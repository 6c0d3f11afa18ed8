"""The reader of workbooks against a folder of awkward ones; `tests/files/harapan.py` says what each must be."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

from renstra.lib.berkas import BerkasError
from renstra.lib.importing import SelError, Tingkat
from renstra.lib.pembaca.buku import BukuKerja, LembarKerja, Sel, read_workbook
from renstra.lib.pembaca.kepala import Kolom, find_header
from renstra.lib.pembaca.nilai import Kode, read_choice, read_code, read_date, read_figure, read_text
from tests.files import buat, harapan
from tests.files.harapan import Cacat, Judul, Persen, Tanya, Tolak

FILES = {path.name for path in buat.FOLDER.iterdir() if path.suffix != ".py" and path.is_file()}
POLA = re.compile(r"\d(\.\d{2}){0,2}")


@cache
def book(name: str) -> BukuKerja:
    with (buat.FOLDER / name).open("rb") as stream:
        return read_workbook(stream, name)


def cell(name: str, place: str) -> Sel:
    sheet, _, address = place.rpartition("!")
    found = book(name).lembar_bernama(sheet) if sheet else book(name).lembar[0]
    return found.sel(*coordinate_to_tuple(address))


def test_every_file_of_the_folder_is_expected_to_read_as_something() -> None:
    assert set(harapan.TERBACA) | set(harapan.DITOLAK) == FILES
    assert not set(harapan.TERBACA) & set(harapan.DITOLAK)
    assert set(buat.BUAT) | {"dasar.xls", "dasar.ods", "bersandi.xlsx", "bersandi.xls", "bersandi.ods"} == FILES


@pytest.mark.parametrize("name", sorted(buat.BUAT))
def test_a_file_of_the_folder_is_what_its_script_makes(name: str) -> None:
    made, kept = buat.BUAT[name](), (buat.FOLDER / name).read_bytes()
    zipped = kept.startswith(b"PK") and name != "terpotong.xlsx"
    if name != "terpotong.xlsx":  # half a zip depends on how it was packed
        assert (buat.unzipped(made) == buat.unzipped(kept)) if zipped else made == kept


@pytest.mark.parametrize("name", sorted(harapan.TERBACA))
def test_a_workbook_reads_to_the_cell(name: str) -> None:
    expected = harapan.TERBACA[name]
    assert (book(name).jenis, len(book(name).sha256)) == (expected.jenis, 64)
    if expected.tinggi is not None:
        assert book(name).lembar[0].tinggi == expected.tinggi
    for place, value in expected.sel.items():
        assert seen(cell(name, place)) == (type(value), value), place


def seen(found: Sel) -> tuple[type, object]:
    value: object = found.nilai
    if found.cacat:
        value = Cacat(found.cacat, found.teks)
    elif found.format:
        assert found.format == "persen"
        assert not isinstance(found.nilai, str | None)
        value = Persen(found.nilai)  # type: ignore[arg-type]
    return type(value), value


@pytest.mark.parametrize("name", sorted(harapan.DITOLAK))
def test_a_file_that_cannot_be_read_is_refused_with_the_remedy(name: str) -> None:
    with pytest.raises(BerkasError) as caught:
        book(name)
    assert harapan.DITOLAK[name] in str(caught.value)
    assert name in str(caught.value) or name == "kosong.csv"


# Headings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "columns", "expected"), harapan.KEPALA)
def test_headings_are_found_by_their_words(name: str, columns: tuple[Kolom, ...], expected: object) -> None:
    sheet = book(name).lembar[0]
    if isinstance(expected, Tolak):
        with pytest.raises(SelError) as caught:
            find_header(sheet, columns)
        assert expected.kata in str(caught.value)
        return
    assert isinstance(expected, Judul)
    found = find_header(sheet, columns)
    unknown = tuple(each.alamat for each in found.tidak_dikenal)
    assert (found.baris, dict(found.kolom), unknown) == (expected.baris, expected.kolom, expected.tidak_dikenal)


def test_a_heading_under_a_group_is_not_taken_without_the_group() -> None:
    """A sheet with Target under 2030 alone must not pass for one with just Target."""
    sheet = LembarKerja(
        "x", [["Kode", "Uraian", 2030, None], [None, None, "Target", "Pagu"], ["1", "a", 5, 6]],
        gabung=[[1, 1, 2, 1], [1, 2, 2, 2], [1, 3, 1, 4]],
    )  # fmt: skip
    with pytest.raises(SelError, match="“Target” tidak ditemukan"):
        find_header(sheet, harapan.DATAR)
    assert find_header(sheet, [Kolom("target", ("2030 Target",))]).kolom == {"target": 3}


def test_headings_below_the_searched_rows_are_not_found() -> None:
    sheet = LembarKerja("x", [["kop"]] * 40 + [["Kode", "Uraian", "Target"]])
    with pytest.raises(SelError, match="pada 40 baris pertama"):
        find_header(sheet, harapan.DATAR)
    assert find_header(sheet, harapan.DATAR, batas=41).baris == 41


@pytest.mark.parametrize(
    ("below", "last"),
    [
        (["(1)", "(2)", "(3)"], 2),
        (["(1)", "(2)=(1)/2", "(3)"], 2),
        ([1, 2, 3], 1),  # three plain numbers may be data
        (["1.06", "(2)", "(3)"], 1),
    ],
)
def test_a_row_of_column_numbers_belongs_to_the_headings(below: list[Any], last: int) -> None:
    sheet = LembarKerja("x", [["Kode", "Uraian", "Target"], below, ["1.06", "a", 5]])
    assert find_header(sheet, harapan.DATAR).baris == last


# Cells --------------------------------------------------------------------------------------------------------


def check(read: Callable[..., Any], case: tuple[str, str, dict[str, Any], object], *more: Any) -> None:
    name, place, options, expected = case
    if not isinstance(expected, Tanya | Tolak):
        assert read(cell(name, place), *more, **options) == expected
        return
    with pytest.raises(SelError) as caught:
        read(cell(name, place), *more, **options)
    error = caught.value
    assert error.alasan.endswith(".")
    assert error.saran.endswith(".")
    if isinstance(expected, Tolak):
        assert error.tingkat == Tingkat.GALAT
        assert expected.kata in str(error)
    else:
        answers = {each.kode: each.label for each in error.pilihan}
        assert (error.tingkat, error.soal, answers) == (Tingkat.TANYA, expected.soal, expected.pilihan)


@pytest.mark.parametrize("case", harapan.ANGKA, ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_figure_is_read_exactly_or_asked_about(case: tuple[str, str, dict[str, Any], object]) -> None:
    check(read_figure, case)


@pytest.mark.parametrize("case", harapan.TANGGAL, ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_date_is_read_with_the_day_first_or_refused(case: tuple[str, str, dict[str, Any], object]) -> None:
    check(read_date, case)


@pytest.mark.parametrize("case", harapan.KODE, ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_code_is_read_as_text_and_what_was_repaired_is_said(
    case: tuple[str, str, dict[str, Any], object],
) -> None:
    name, place, options, expected = case
    check(read_code, (name, place, options, Kode(*expected) if isinstance(expected, tuple) else expected), POLA)


@pytest.mark.parametrize("case", harapan.TEKS, ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_text_is_read_as_it_can_be_kept(case: tuple[str, str, dict[str, Any], object]) -> None:
    check(read_text, case)


@pytest.mark.parametrize(
    "written", ["positif", "POSITIF", " Positif ", "Positif\u200b", "makin tinggi makin baik"]
)
def test_a_choice_is_read_by_its_code_or_its_label(written: str) -> None:
    choices = {"positif": "Makin tinggi, makin baik", "negatif": "Makin rendah, makin baik"}
    assert read_choice(Sel(2, 3, written), choices) == "positif"


def test_a_choice_that_is_none_lists_the_choices() -> None:
    choices = {"positif": "Makin tinggi", "negatif": "Makin rendah"}
    with pytest.raises(
        SelError, match=r"“naik” bukan salah satu pilihan. Pilih salah satu: Makin tinggi, Makin rendah"
    ):
        read_choice(Sel(2, 3, "naik"), choices)
    with pytest.raises(SelError, match="Sel ini kosong"):
        read_choice(Sel(2, 3), choices)
    assert read_choice(Sel(2, 3), choices, wajib=False) == ""


# The workbook as an object ------------------------------------------------------------------------------------


def test_hidden_rows_columns_and_sheets_are_told_apart_in_every_format() -> None:
    for name, rows, columns in (
        ("tersembunyi.xlsx", {3}, {3}),
        ("dasar.xls", {7}, {2}),
        ("dasar.ods", {7}, {2}),
        ("khusus.ods", {2}, {3}),
        ("berawalan.xlsx", {1}, set()),
    ):
        sheet = book(name).lembar[0]
        assert (sheet.baris_tersembunyi, sheet.kolom_tersembunyi) == (rows, columns), name
    hidden = [(sheet.nama, sheet.tersembunyi) for sheet in book("tersembunyi.xlsx").lembar]
    assert hidden == [("Data", False), ("Rahasia", True), ("Sangat Rahasia", True)]
    assert [sheet.tersembunyi for sheet in book("dasar.xls").lembar] == [False, True]
    assert [sheet.tersembunyi for sheet in book("dasar.ods").lembar] == [False, True]


@pytest.mark.parametrize("name", ["dasar.xlsx", "dasar.xls", "dasar.ods"])
def test_a_merged_cell_speaks_for_the_whole_range_in_every_format(name: str) -> None:
    sheet = book(name).lembar[0]
    assert sheet.sel(2, 4).kosong
    assert sheet.sel_gabung(2, 4).nilai == 2026
    assert sheet.sel_gabung(3, 1).alamat == "A2"
    assert sheet.sel_gabung(4, 1).nilai == "1.06"


def test_rows_that_hold_anything_are_listed_and_a_formula_without_its_value_is_something() -> None:
    assert list(book("blank-aneh.xlsx").lembar[0].baris_terisi()) == [1, 2, 3, 4, 5, 7, 8]
    assert list(book("rumus.xlsx").lembar[0].baris_terisi(3)) == [3, 4, 5, 7, 8, 9, 10, 11, 12, 13]
    assert list(book("tanpa-alamat.xlsx").lembar[0].baris_terisi()) == [1, 2, 5]
    assert not cell("rumus.xlsx", "A3").kosong


def test_a_cell_outside_of_what_is_filled_is_empty() -> None:
    sheet = book("hanya-judul.xlsx").lembar[0]
    for row, column in ((0, 1), (1, 0), (99, 1), (1, 99)):
        assert sheet.sel(row, column).kosong
    assert Sel(12, 6).alamat == "F12"
    assert Sel(1, 27).alamat == "AA1"
    assert Sel(20000, 100).alamat == "CV20000"


def test_a_sheet_is_found_by_its_name_and_a_missing_one_names_those_there_are() -> None:
    assert book("tersembunyi.xlsx").lembar_bernama(" rahasia ").nama == "Rahasia"
    with pytest.raises(BerkasError, match=r"Lembar “Target” tidak ada di “tersembunyi.xlsx”; .*“Data”, “Rahasia”"):
        book("tersembunyi.xlsx").lembar_bernama("Target")


def test_a_name_is_cleaned_before_it_is_told() -> None:
    path: Path = buat.FOLDER / "hanya-judul.xlsx"
    with path.open("rb") as stream:
        assert read_workbook(stream, "C:\\data\\../rencana\n.xlsx").nama == "rencana.xlsx"


def test_the_wrong_dimension_is_a_trap_that_others_fall_into() -> None:
    """openpyxl believes the file and sees one row of five: that is why we have a reader of our own."""
    trapped = load_workbook(buat.FOLDER / "wps-dimensi.xlsx", read_only=True)
    assert len(list(trapped["Data"].iter_rows())) == 1
    trapped.close()
    assert book("wps-dimensi.xlsx").lembar[0].tinggi == 5
