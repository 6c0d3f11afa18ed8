"""Several tables in one workbook, and the sheet that says whether its figures are those of the database."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from renstra.tabular import Column, DefinitionError, Group, Kind, Kop, Paper, Row, Table
from renstra.tabular.buku import render_book
from renstra.tabular.rekonsiliasi import Pemeriksaan
from renstra.tabular.xlsx import render_xlsx
from tests.libreoffice import assert_keeps_its_values, recalculate

ROWS: tuple[tuple[Any, ...], ...] = (
    ("2", "Urusan", Decimal(300), None),
    ("2.01", "Satu", Decimal(100), "n.a."),
    ("2.02", "Dua", Decimal(200), Decimal(0)),
)


def table(slug: str, nomor: str, **changes: Any) -> Table:
    columns = (
        Column("kode", "KODE", itemgetter(0), Kind.CODE, 30),
        Column("nama", "NAMA", itemgetter(1), width=60),
        Group(
            "PAGU",
            (
                Column("p25", "2025", itemgetter(2), Kind.MONEY, 30, total=True),
                Column("p26", "2026", itemgetter(3), Kind.MONEY, 30),
            ),
        ),
    )
    rows = [Row(row[0], "hasil", row, ("2.01", "2.02") if row[0] == "2" else ()) for row in ROWS]
    return Table(slug, nomor, f"Judul {slug}", columns, rows, **changes)


SATU = table("satu", "Tabel 1", paper=Paper.A3_LANDSCAPE, data_per=datetime(2026, 1, 2, tzinfo=UTC))
DUA = table("dua", "Tabel 2", paper=Paper.A4_PORTRAIT, watermark="DEMO", kop=Kop("KOTA", "DINAS CONTOH"))
CHECKS = (
    Pemeriksaan("satu", "Pagu 2025", "p25", "2", Decimal(300)),
    Pemeriksaan("dua", "Pagu 2025 Satu", "p25", "2.01", Decimal(101)),
    Pemeriksaan("dua", "Sel kosong", "p26", "2", Decimal(0)),
    Pemeriksaan("dua", "Sel teks", "p26", "2.01", Decimal(0)),
    Pemeriksaan("dua", "Sel nol", "p26", "2.02", Decimal(0)),
    Pemeriksaan("dua", "Tanpa baris", "p25", "9", Decimal(0)),
    Pemeriksaan("lain", "Tanpa tabel", "p25", "2", Decimal(0)),
)
HASIL = ("SAMA", "BEDA", "BEDA", "BEDA", "SAMA", "BEDA", "BEDA")


def read(content: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def book(*tables: Table, checks: tuple[Pemeriksaan, ...] = ()) -> bytes:
    return render_book(tables, judul="Buku Uji", rekonsiliasi=checks)


def checked(content: bytes, *, values: bool = True) -> list[tuple[Any, ...]]:
    """Return the rows of the last sheet that are numbered."""
    rows = read(content, values=values).worksheets[-1].iter_rows(values_only=True)
    return [row for row in rows if isinstance(row[0], int)]


def test_contents_come_first_each_table_has_a_sheet_and_checks_come_last() -> None:
    made = read(book(SATU, DUA))
    assert made.sheetnames == ["Daftar Isi", "Tabel 1", "Tabel 2", "Rekonsiliasi"]
    rows = {row[1].value: row for row in made["Daftar Isi"].iter_rows() if isinstance(row[0].value, int)}
    assert [cell.value for cell in rows["Tabel 1"]] == [1, "Tabel 1", "Judul satu", "A3 mendatar", None]
    assert [cell.value for cell in rows["Tabel 2"]] == [2, "Tabel 2", "Judul dua", "A4 tegak", "DEMO"]
    assert rows["Tabel 2"][1].hyperlink.location == "'Tabel 2'!A1"
    assert made["Tabel 2"]["A3"].value == "Tabel 2"  # below the two lines of its kop
    assert made["Tabel 2"]["A3"].hyperlink.location == "'Daftar Isi'!A1"
    assert (made.properties.title, made.properties.creator) == ("Buku Uji", "DINAS CONTOH")


def test_each_sheet_is_set_up_for_print_as_alone() -> None:
    made = read(book(SATU, DUA))
    for one in (SATU, DUA):
        alone, within = read(render_xlsx(one)).active, made[one.nomor]
        for name in ("paperSize", "orientation", "fitToHeight", "fitToWidth"):
            assert getattr(alone.page_setup, name) == getattr(within.page_setup, name)
        assert alone.print_title_rows == within.print_title_rows
        assert alone.oddHeader.center.text == within.oddHeader.center.text
        assert alone.oddFooter.left.text == within.oddFooter.left.text
        assert [[c.value for c in row] for row in alone] == [[c.value for c in row] for row in within]


def test_sheet_names_are_unique_short_and_free_of_what_excel_refuses() -> None:
    long = "Formulir evaluasi terhadap hasil Renja perangkat daerah"
    names = ["Tabel 1", "TABEL 1", "A/B:[C]?", long, f"{long} 2", "History", "'", "Daftar Isi"]
    made = read(book(*(table(str(place), name) for place, name in enumerate(names))))
    assert made.sheetnames == [
        "Daftar Isi",
        "Tabel 1",
        "TABEL 1 (2)",
        "A-B--C--",
        "Formulir evaluasi terhadap hasi",
        "Formulir evaluasi terhadap  (2)",
        "History (2)",
        "Tabel",
        "Daftar Isi (2)",
        "Rekonsiliasi",
    ]
    assert max(map(len, made.sheetnames)) <= 31


def test_a_mismatch_an_empty_cell_and_an_absent_one_are_all_seen() -> None:
    content = book(SATU, DUA, checks=CHECKS)
    assert tuple(row[7] for row in checked(content)) == HASIL
    first, second, empty, text, *_, absent, foreign = checked(content)
    assert first[1:7] == ("Tabel 1", "Pagu 2025", "PAGU / 2025", 300, 300, 0)
    assert second[4:7] == (101, 100, -1)
    assert (empty[5], text[5], absent[5]) == ("(kosong)", "n.a.", "(tidak ada di buku kerja)")
    assert foreign[1] == "lain"
    said = list(read(content)["Rekonsiliasi"].iter_rows(max_col=1, values_only=True))
    assert ("5 dari 7 angka BEDA.",) in said
    [row] = [row for row in read(content)["Daftar Isi"].iter_rows(values_only=True) if row[1] == "Rekonsiliasi"]
    assert row[4] == "5 dari 7 angka BEDA."


def test_what_the_workbook_says_the_difference_and_the_verdict_are_live() -> None:
    content = book(SATU, DUA, checks=CHECKS)
    first = checked(content, values=False)[0]
    where = next(c.coordinate for row in read(content)["Tabel 1"] for c in row if c.value == 300)
    address = f"'Tabel 1'!${where[0]}${where[1:]}"
    assert first[5] == f'=IF(ISBLANK({address}),"(kosong)",{address})'
    assert first[4] == 300
    assert str(first[6]).startswith("=IF(ISNUMBER(F") and str(first[7]).startswith("=IF(ISNUMBER(F")


def test_a_single_table_has_the_sheet_only_when_asked() -> None:
    assert read(render_xlsx(SATU)).sheetnames == ["Tabel 1"]
    content = render_xlsx(SATU, rekonsiliasi=CHECKS[:1])
    assert read(content).sheetnames == ["Tabel 1", "Rekonsiliasi"]
    assert [row[7] for row in checked(content)] == ["SAMA"]
    assert read(content)["Rekonsiliasi"]["A1"].hyperlink is None


def test_a_book_without_checks_does_not_claim_that_all_is_well() -> None:
    texts = [row[0] for row in read(book(SATU))["Rekonsiliasi"].iter_rows(values_only=True)]
    assert "Tidak ada angka yang diperiksa." in texts
    assert not any("SAMA." in str(text) for text in texts)


def test_two_tables_of_one_slug_are_refused_and_equal_data_gives_equal_bytes() -> None:
    with pytest.raises(DefinitionError, match="slug ganda"):
        book(SATU, SATU)
    assert book(SATU, DUA, checks=CHECKS) == book(SATU, DUA, checks=CHECKS)


def test_a_quote_and_braces_in_a_sheets_name_break_no_formula() -> None:
    content = book(replace(SATU, nomor="Jum'at {1}"), checks=CHECKS[:1])
    assert "'Jum''at {1}'!" in checked(content, values=False)[0][5]


@pytest.mark.libreoffice
def test_libreoffice_keeps_every_value_and_sees_a_changed_figure(tmp_path: Path) -> None:
    content = book(replace(SATU, nomor="Jum'at {1}"), DUA, checks=CHECKS)
    assert assert_keeps_its_values(content, tmp_path) > 20
    changed = read(content, values=False)
    sheet = changed.worksheets[1]
    place = next(cell.coordinate for row in sheet for cell in row if cell.value == 100)
    sheet[place].value = 150
    out = io.BytesIO()
    changed.save(out)
    found = checked(recalculate(out.getvalue(), tmp_path))
    assert found[0][5:8] == (350, 50, "BEDA")
