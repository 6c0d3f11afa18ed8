"""A table as an Excel workbook: a sheet a part, and one of checks where there are any."""

from collections.abc import Sequence

from renstra.tabular.lembar import Book, Sheet
from renstra.tabular.rekonsiliasi import Pemeriksaan, write_checks
from renstra.tabular.table import Table


def render_xlsx(table: Table, rekonsiliasi: Sequence[Pemeriksaan] = ()) -> bytes:
    """Return the workbook: real numbers, live sums, frozen header, row heights that clip nothing."""
    book = Book(table.heading, table.subtitle, table.author, table.data_per)
    sheets = [Sheet(book, part) for part in table.in_parts]
    for sheet in sheets:
        sheet.write()
    if rekonsiliasi:
        write_checks(book, sheets, rekonsiliasi)
    return book.content()
