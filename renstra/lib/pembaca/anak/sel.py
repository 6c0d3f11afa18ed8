"""From calamine's rows to what the parent is told: marks put on, blanks at the ends dropped, limits kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from renstra.lib.pembaca.anak import BERMAKRO, GALAT, PERSEN, RUMUS, RUSAK, TANGGAL, WAKTU, Tolak
from renstra.lib.pembaca.batas import (
    MAKS_BARIS,
    MAKS_GABUNG,
    MAKS_HURUF,
    MAKS_KOLOM,
    MAKS_LEMBAR,
    MAKS_SEL,
    TERLALU_BANYAK,
    TERLALU_BESAR,
    TERLALU_PANJANG,
)

BOOLEAN = "b"
_RAGU = 10**15
"""From here on a float no longer holds every whole number."""


@dataclass(slots=True)
class Tanda:
    """What calamine does not tell of one sheet; places are (row, column) from 1."""

    sel: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """The mark of a cell, and the text of an error."""
    baris_tersembunyi: set[int] = field(default_factory=set)
    kolom_tersembunyi: set[int] = field(default_factory=set)
    gabung: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged ranges: first row, first column, last row, last column."""


class Penghitung:
    """Adds up cells and characters of a whole workbook; raises `Tolak` when there are too many."""

    def __init__(self) -> None:
        self.sel = self.huruf = 0

    def add(self, row: Iterable[Any]) -> None:
        self.sel += sum(value is not None for value in row)
        self.huruf += sum(len(value) for value in row if type(value) is str)
        require_few_cells(self.sel)
        require_few_letters(self.huruf)


def require_few(sheets: int) -> None:
    if sheets > MAKS_LEMBAR:
        raise Tolak(f"mempunyai {sheets} lembar, paling banyak {MAKS_LEMBAR}; hapus lembar yang tidak perlu.")


def require_few_cells(filled: int) -> None:
    if filled > MAKS_SEL:
        raise Tolak(TERLALU_BANYAK)


def require_few_letters(letters: int) -> None:
    if letters > MAKS_HURUF:
        raise Tolak(TERLALU_PANJANG)


def workbook(book: CalamineWorkbook, marks: Mapping[int, Tanda]) -> dict[str, Any]:
    """Return all worksheets; `marks` by the position of the sheet. Charts are no sheets to read."""
    require_few(len(book.sheets_metadata))
    count = Penghitung()
    sheets = []
    for place, about in enumerate(book.sheets_metadata):
        if about.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba):
            raise Tolak(BERMAKRO)
        if about.typ == SheetTypeEnum.WorkSheet:
            hidden = about.visible != SheetVisibleEnum.Visible
            sheets.append(_sheet(book.get_sheet_by_index(place), hidden, marks.get(place, Tanda()), count))
    if not sheets:
        raise Tolak(RUSAK)
    return {"lembar": sheets}


def _sheet(sheet: CalamineSheet, hidden: bool, marks: Tanda, count: Penghitung) -> dict[str, Any]:
    rows = _rows(sheet, marks, count)
    marks.gabung = [each for each in marks.gabung if each[0] <= len(rows) and each[1] <= MAKS_KOLOM]
    if sum(min(bottom, len(rows)) - top for top, _, bottom, _ in marks.gabung) + len(marks.gabung) > MAKS_GABUNG:
        raise Tolak("mempunyai terlalu banyak sel gabung; pisahkan sel gabungnya lalu simpan ulang.")
    return {
        "nama": sheet.name,
        "tersembunyi": hidden,
        "isi": rows,
        "baris_tersembunyi": sorted(marks.baris_tersembunyi),
        "kolom_tersembunyi": sorted(marks.kolom_tersembunyi),
        "gabung": marks.gabung,
    }


def _rows(sheet: CalamineSheet, marks: Tanda, count: Penghitung) -> list[list[Any]]:
    if sheet.end is not None and (sheet.end[0] >= MAKS_BARIS or sheet.end[1] >= MAKS_KOLOM):
        raise Tolak(TERLALU_BESAR)
    marked: dict[int, list[tuple[int, str, str]]] = {}
    for (row, column), (mark, text) in marks.sel.items():
        marked.setdefault(row, []).append((column, mark, text))
    rows: list[list[Any]] = []
    for number, raw in enumerate(sheet.to_python(skip_empty_area=False) if sheet.end else [], start=1):
        cells = [_plain(value) for value in raw] if raw.count("") < len(raw) else []
        _mark(cells, marked.pop(number, []))
        rows.append(_trimmed(cells))
        count.add(rows[-1])
    for number in sorted(marked):  # rows that hold nothing but formulas without a value
        rows += [[] for _ in range(number - len(rows))]
        _mark(rows[number - 1], marked[number])
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _plain(value: Any) -> Any:
    """Return the value as JSON keeps it; a blank text is nothing, a whole float is an int."""
    kind = type(value)
    if kind is str:
        return value if value.strip() else None
    if kind is float:
        return int(value) if value.is_integer() and abs(value) < _RAGU else value
    if isinstance(value, datetime):
        return [WAKTU, value.isoformat()] if value.time() != time() else [TANGGAL, value.date().isoformat()]
    if isinstance(value, date):
        return [TANGGAL, value.isoformat()]
    return str(value) if isinstance(value, time | timedelta) else value


def _mark(row: list[Any], marks: Iterable[tuple[int, str, str]]) -> None:
    for column, mark, text in marks:
        row += [None] * (column - len(row))
        value = row[column - 1]
        if mark == GALAT:
            row[column - 1] = [GALAT, text]
        elif mark == RUMUS and value is None:
            row[column - 1] = [RUMUS, ""]
        elif mark == PERSEN and type(value) in (int, float):
            row[column - 1] = [PERSEN, value]
        elif mark == BOOLEAN:
            row[column - 1] = bool(value)


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row
