"""Several tables in one workbook: contents first, a sheet a table as it is printed alone, checks last."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from renstra.tabular.columns import Column, Kind
from renstra.tabular.lembar import Book, Sheet, quoted
from renstra.tabular.rekonsiliasi import Pemeriksaan, checks_table, redden, write_checks
from renstra.tabular.table import DefinitionError, Paper, Row, Table

DAFTAR_ISI = "Daftar Isi"


def render_book(
    tables: Sequence[Table], *, judul: str, rekonsiliasi: Sequence[Pemeriksaan], beserta: Sequence[str] = ()
) -> bytes:
    """Return the workbook of all tables; each needs a slug of its own, by which checks find it.

    `beserta` are the files beside it that hold no table of their own; the contents name them.
    """
    tables = [part for table in tables for part in table.in_parts]
    if len({table.slug for table in tables}) != len(tables):
        raise DefinitionError(f"{judul}: ada slug ganda; beri tiap tabel slug sendiri sebelum dibukukan.")
    author = next((table.author for table in tables if table.author), "")
    created = max((table.data_per for table in tables if table.data_per), default=None)
    book = Book(judul, f"{len(tables)} tabel", author, created)
    contents = Sheet(book, contents_table(tables, judul, beserta))
    contents.write()
    sheets = [Sheet(book, table, contents.name) for table in tables]
    for sheet in sheets:
        sheet.write()
    checks = write_checks(book, sheets, rekonsiliasi, contents.name)
    link(contents, [*sheets, checks])
    show_verdict(book, contents, checks)
    return book.content()


def contents_table(tables: Sequence[Table], judul: str, beserta: Sequence[str] = ()) -> Table:
    """Return the contents as a table; the last row stands for the checks."""
    drawn = (*tables, checks_table(()))
    beside = tuple(f"Di samping buku kerja ini: {name}." for name in beserta)
    return Table(
        slug="daftar-isi",
        nomor=DAFTAR_ISI,
        title=judul,
        layout=(
            Column("no", "No", lambda row: row[0], Kind.INTEGER, 10),
            Column("tabel", "Tabel", lambda row: row[1].nomor, width=42),
            Column("judul", "Judul", lambda row: said(row[1]), width=120),
            Column("kertas", "Kertas", lambda row: row[1].paper.nama, width=28),
            Column("tanda", "Tanda", lambda row: marks(row[1]) or None, width=46),
        ),
        rows=[Row(str(place), "baris", (place, table)) for place, table in enumerate(drawn, 1)],
        paper=Paper.A4_LANDSCAPE,
        notes=("Klik nama tabel untuk membukanya; klik nomor di kepala lembarnya untuk kembali ke sini.", *beside),
    )


def said(table: Table) -> str:
    return "\n".join((table.title, *table.subtitle.splitlines()))


def marks(table: Table) -> str:
    return " – ".join(filter(None, (table.watermark, "sebagian" if table.partial else "")))


def link(contents: Sheet, sheets: Sequence[Sheet]) -> None:
    """Make each row's table a link to its sheet."""
    look: Any = contents.style(top=True, link=True)
    for place, sheet in enumerate(sheets, 1):
        address = f"internal:{quoted(sheet.name)}!A1"
        contents.sheet.write_url(contents.row_of[str(place)], 1, address, look, sheet.name, f"Buka {sheet.name}")


def show_verdict(book: Book, contents: Sheet, checks: Sheet) -> None:
    """Repeat the conclusion of the checks, live, in the row that stands for them."""
    row, column = len(contents.grid.body) - 1, len(contents.grid.columns) - 1
    place = contents.row_of[contents.grid.body[row].key]
    said, look = checks.table.preamble[0], contents.style(top=True)
    formula = f"={quoted(checks.name)}!{xl_rowcol_to_cell(checks.preamble, 0)}"
    contents.sheet.write_formula(place, column, formula, look, said)
    redden(book, contents, place, place, column)
