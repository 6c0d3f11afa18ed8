"""The sheet that compares a workbook's figures with figures of the database, counted anew when it was written.

What the workbook says, the difference and the verdict are live formulas: whoever changes a figure sees BEDA.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from renstra.lib.numbers import round_half_up
from renstra.tabular.columns import Cell, Column, Kind
from renstra.tabular.lembar import Book, Sheet
from renstra.tabular.table import Paper, Row, Table

SAMA, BEDA = "SAMA", "BEDA"
PLACES = 2  # to the sen: beyond it a double of fifteen digits is noise
KOSONG, TIDAK_ADA = "(kosong)", "(tidak ada di buku kerja)"


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """One figure to compare: its table, row and column by key; `nilai` is counted apart from the table."""

    slug: str
    uraian: str
    kolom_key: str
    baris_key: str
    nilai: Decimal


@dataclass(frozen=True, slots=True)
class Temuan:
    """A check with what the workbook says; `alamat` is empty where it has no such cell."""

    periksa: Pemeriksaan
    nomor: int
    tabel: str = ""
    kolom: str = ""
    alamat: str = ""
    angka: Decimal | None = None
    teks: str = TIDAK_ADA

    @property
    def selisih(self) -> Decimal | None:
        return None if self.angka is None else self.angka - self.periksa.nilai

    @property
    def sama(self) -> bool:
        return self.selisih is not None and round_half_up(self.selisih, PLACES) == 0


def write_checks(book: Book, sheets: Sequence[Sheet], checks: Sequence[Pemeriksaan], back: str = "") -> Sheet:
    """Append the sheet of checks; a check of a cell that is not there is BEDA and says so."""
    by_slug = {sheet.table.slug: sheet for sheet in sheets}
    found = [look_up(number, check, by_slug.get(check.slug)) for number, check in enumerate(checks, 1)]
    sheet = Sheet(book, checks_table(found), back)
    sheet.write()
    write_verdict(book, sheet, found)
    return sheet


def look_up(number: int, check: Pemeriksaan, sheet: Sheet | None) -> Temuan:
    """Return what the workbook says of the checked figure."""
    place = sheet.reference(check.baris_key, check.kolom_key) if sheet else None
    if sheet is None or place is None:
        return Temuan(check, number, sheet.table.nomor if sheet else check.slug, check.kolom_key)
    address, cell = place
    heading = " / ".join(above.text for above in sheet.grid.above(cell.column))
    figure = Decimal(cell.value) if isinstance(cell.value, Decimal | int) else None
    return Temuan(check, number, sheet.table.nomor, heading, address, figure, str(cell.value or KOSONG))


def checks_table(found: Sequence[Temuan]) -> Table:
    """Return the sheet as a table; the verdict stands in its preamble."""
    figure: dict[str, Any] = {"kind": Kind.DECIMAL, "width": 38, "places": PLACES, "fixed": True}
    return Table(
        slug="rekonsiliasi",
        nomor="Rekonsiliasi",
        title="Angka buku kerja dibandingkan dengan basis data",
        layout=(
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 10),
            Column("tabel", "Tabel", lambda row: row.tabel, width=28),
            Column("uraian", "Uraian", lambda row: row.periksa.uraian, width=62),
            Column("kolom", "Kolom", lambda row: row.kolom, width=55),
            Column("basis", "Menurut basis data", lambda row: row.periksa.nilai, **figure),
            Column("buku", "Menurut buku kerja", said, **figure),
            Column("selisih", "Selisih", difference, **figure),
            Column("hasil", "Keterangan", verdict, width=22),
        ),
        rows=[Row(str(row.nomor), "baris", row) for row in found],
        paper=Paper.A4_LANDSCAPE,
        preamble=(conclusion(found),),
        notes=(
            "Menurut basis data: dihitung tersendiri saat buku kerja ini dibuat, lalu tidak berubah lagi.",
            "Menurut buku kerja, Selisih, dan Keterangan: rumus hidup; SAMA bila selisih di bawah setengah sen.",
        ),
    )


def said(row: Temuan) -> Cell:
    """Return the workbook's figure as a live reference; an empty cell is said to be empty, not zero."""
    value = row.teks if row.angka is None else row.angka
    if not row.alamat:
        return Cell(value)
    address = row.alamat.replace("{", "{{").replace("}", "}}")
    return Cell(value, formula=f'IF(ISBLANK({address}),"{KOSONG}",{address})')


def difference(row: Temuan) -> Cell:
    value = "" if row.selisih is None else row.selisih
    return Cell(value, formula='IF(ISNUMBER({buku}),{buku}-{basis},"")')


def verdict(row: Temuan) -> Cell:
    live = f'IF(ISNUMBER({{buku}}),IF(ROUND({{selisih}},{PLACES})=0,"{SAMA}","{BEDA}"),"{BEDA}")'
    return Cell(SAMA if row.sama else BEDA, formula=live)


def conclusion(found: Sequence[Temuan]) -> str:
    different = sum(not row.sama for row in found)
    if not found:
        return "Tidak ada angka yang diperiksa."
    return f"{different} dari {len(found)} angka {BEDA}." if different else f"Semua {len(found)} angka {SAMA}."


def write_verdict(book: Book, sheet: Sheet, found: Sequence[Temuan]) -> None:
    """Make the conclusion live and every BEDA red."""
    if not found:
        return
    column = len(sheet.grid.columns) - 1
    first, last = (sheet.row_of[str(row.nomor)] for row in (found[0], found[-1]))
    cells = sheet.area(first, last, column)
    count = f'COUNTIF({cells},"{BEDA}")'
    text = f'IF({count}=0,"Semua {len(found)} angka {SAMA}.",{count}&" dari {len(found)} angka {BEDA}.")'
    sheet.sheet.write_formula(sheet.preamble, 0, f"={text}", sheet.style(box=0, bold=True), conclusion(found))
    redden(book, sheet, first, last, column)
    redden(book, sheet, sheet.preamble, sheet.preamble, 0)


def redden(book: Book, sheet: Sheet, first: int, last: int, column: int) -> None:
    """Make every BEDA of a column red, now and after a change."""
    rule = {"type": "text", "criteria": "containing", "value": BEDA, "format": book.red}
    sheet.sheet.conditional_format(first, column, last, column, rule)
