"""Workbooks as tests of imports need them: written plainly, read by our own reader."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from renstra.lib.pembaca.buku import BukuKerja, read_workbook

Isi = Mapping[str, Sequence[Sequence[Any]]]


def workbook(isi: Isi) -> bytes:
    """Return an XLSX with these sheets, row by row from the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in isi.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "uji.xlsx") -> BukuKerja:
    return read_workbook(BytesIO(content), name)


def filled(template: bytes, cells: Mapping[tuple[str, str, str], Any]) -> bytes:
    """Return a template with cells filled as a person would: by sheet, the code of the row, and the heading."""
    book = load_workbook(BytesIO(template))
    for (name, code, heading), value in cells.items():
        rows: list[tuple[Any, ...]] = list(book[name].iter_rows())
        at = next(n for n, row in enumerate(rows) if any(cell.value == heading for cell in row))
        column = next(n for n, cell in enumerate(rows[at]) if cell.value == heading)
        row = next(row for row in rows[at + 1 :] if row[0].value == code)
        row[column].value = value
        if isinstance(value, str):
            row[column].data_type = "s"  # a text that begins with = is no formula
    out = BytesIO()
    book.save(out)
    return out.getvalue()
