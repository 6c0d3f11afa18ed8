"""A workbook and its sheets, each one table, written with XlsxWriter: a formula is stored with its value."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.image import Image
from xlsxwriter.utility import xl_rowcol_to_cell

from renstra.lib.measure import count_lines
from renstra.tabular.columns import Column, Kind
from renstra.tabular.table import BodyCell, BodyRow, HeaderCell, SignatureLines, Table, align
from renstra.tabular.text import cell_text, printed

FONT, SIZE, PRINT_SIZE = "Arial", 9, 7
LINE, PADDING, MAX_HEIGHT = 12.0, 3.75, 409.0  # points, whole screen dots; Excel allows no taller row
SIGNATURE_WIDTH, SIGNING_ROWS = 90.0, 4  # millimetres; empty rows to sign in
QR_SIZE, MARGIN = 22.0, 12.0  # millimetres on paper
EDGES = 0.5, 0.4, 0.5, 0.6  # inches of paper left free at the left, right, top and bottom
ROW = 15.0  # points of a row nobody made higher
SMALLEST = 6.0  # points of text in print
EM_PER_MM = 72 / 25.4 / SIZE
PROPERTY, SHEET_NAME = 255, 31  # characters Excel takes of a document's property and of a sheet's name
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # in a sheet's name
FILLS = {"urusan": "#D9E5E8", "bidang_urusan": "#E6EEF0", "sasaran": "#E6EEF0", "program": "#F0F5F6"}
FILLS |= dict.fromkeys(("total", "jumlah"), "#D9E5E8")
BOLD = frozenset({"urusan", "bidang_urusan", "sasaran", "program", "kegiatan", "total", "jumlah"})
FORMATS = {Kind.MONEY: "#,##0", Kind.INTEGER: "#,##0", Kind.DATE: "[$-421]d mmmm yyyy"}


class Book:
    """A workbook being written: its properties, formats and sheet names."""

    def __init__(self, title: str, subject: str, author: str, created: datetime | None) -> None:
        self.out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book: Any = xlsxwriter.Workbook(self.out, options)
        moment = created or datetime(2025, 1, 1, tzinfo=UTC)  # never the time of writing: equal data, equal bytes
        texts = {"title": title, "subject": " – ".join(subject.splitlines()), "author": author}
        cut = {name: text[:PROPERTY] for name, text in texts.items()}
        self.book.set_properties({**cut, "created": moment.replace(tzinfo=None)})
        self.style = cache(lambda **properties: self.book.add_format(_properties(properties)))
        self.red = self.book.add_format({"bold": True, "font_color": "#8F1D14", "bg_color": "#F6D9D6"})
        self.names: set[str] = set()

    def add_worksheet(self, wanted: str) -> Any:
        """Return a new worksheet, its name made one that Excel takes and this workbook has not."""
        plain = FORBIDDEN.sub("-", wanted).strip(" '") or "Tabel"
        name, number = plain[:SHEET_NAME], 1
        while name.casefold() in self.names | {"history"}:  # a name Excel keeps for itself
            number += 1
            ending = f" ({number})"
            name = plain[: SHEET_NAME - len(ending)] + ending
        self.names.add(name.casefold())
        return self.book.add_worksheet(name)

    def content(self) -> bytes:
        self.book.close()
        return self.out.getvalue()


class Sheet:
    """Writes one table on one sheet, top to bottom; `back` is the sheet to which its number leads."""

    def __init__(self, book: Book, table: Table, back: str = "") -> None:
        self.text_only = not table.layout
        self.table = table = with_columns(table)
        self.grid, self.back = table.grid, back
        self.sheet = book.add_worksheet(table.nomor)
        self.style = book.style
        self.scale = PRINT_SIZE / table.size  # widths are meant for the print size; the workbook's is always SIZE
        self.row_of: dict[str, int] = {}
        self.heights: dict[int, float] = {}
        self.merged: dict[int, list[tuple[int, float]]] = {}

    @property
    def name(self) -> str:
        return str(self.sheet.get_name())

    def reference(self, row: str, column: str) -> tuple[str, BodyCell] | None:
        """Return the address of a drawn cell as other sheets write it, and the cell; None where there is none."""
        place = next((n for n, drawn in enumerate(self.grid.columns) if drawn.key == column), None)
        found = next((drawn for drawn in self.grid.body if drawn.key == row), None)
        cell = next((cell for cell in found.cells if cell.column == place), None) if found else None
        if cell is None:
            return None
        address = xl_rowcol_to_cell(self.row_of[row], cell.column, row_abs=True, col_abs=True)
        return f"{quoted(self.name)}!{address}", cell

    def write(self) -> None:
        top = self._title()
        first = self._header(top)
        self.row_of = {row.key: first + index for index, row in enumerate(self.grid.body)}
        for index, row in enumerate(self.grid.body):
            self._row(first + index, row)
        last = self._notes(first + len(self.grid.body) + 1)
        self._qr(last + 1, self._signatures(last + 1))
        self._page(top, first)

    def area(self, first: int, last: int, column: int) -> str:
        """Return the cells of a column from row `first` to `last` as a formula writes them."""
        return f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last, column)}"

    def _title(self) -> int:
        table = self.table
        kop = [(table.kop.pemerintah, False), (table.kop.perangkat_daerah, True)] if table.kop else []
        lines = [*kop, (table.kop.alamat if table.kop else "", False), (table.nomor, True)]
        lines += [(table.title.upper(), True), *((line, False) for line in table.subtitle.splitlines())]
        lines += [(table.watermark, True)]
        lines += [("Sebagian: jumlah hanya mencakup baris yang tampil", False)] if table.partial else []
        lines = [line for line in lines if line[0]]
        for index, (line, bold) in enumerate(lines):
            self._across(index, line, bold=bold, align="center")
        if self.back:
            self._lead_back(lines.index((table.nomor, True)))
        self.preamble = len(lines)
        for place, text in enumerate(table.preamble, start=self.preamble):
            self._across(place, text)
            self._heighten(place, self._height(text, 0, len(self.grid.columns), bold=False))
        return len(lines) + len(table.preamble) + 1

    def _lead_back(self, row: int) -> None:
        """Make the number of the table a link back: it prints like any title."""
        look = self.style(bold=True, align="center", box=0)
        tip = f"Kembali ke {self.back}"
        self.sheet.write_url(row, 0, f"internal:{quoted(self.back)}!A1", look, self.table.nomor, tip)

    def _across(self, row: int, text: str, place: tuple[int, int] | None = None, **look: Any) -> None:
        """Write text over the columns from the first to the last of `place`, by default over all."""
        style = self.style(**({"box": 0} | look))
        first, last = place or (0, len(self.grid.columns) - 1)
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, text, style)

    def _header(self, top: int) -> int:
        if self.text_only:
            return top
        heights = [LINE + PADDING] * self.grid.header_rows
        for cell in self.grid.header:
            self._heading(top, cell)
            need = self._height(cell.text, cell.column, cell.colspan, bold=True) / cell.rowspan
            for level in range(cell.row, cell.row + cell.rowspan):
                heights[level] = max(heights[level], need)
        for level, height in enumerate(heights):
            self._heighten(top + level, height)
        return top + self.grid.header_rows

    def _heading(self, top: int, cell: HeaderCell) -> None:
        style = self.style(bold=not cell.nomor, align="center", fill="#F0F5F6" if cell.nomor else "#D9E5E8")
        first = (top + cell.row, cell.column)
        if cell.rowspan > 1 or cell.colspan > 1:
            last = (first[0] + cell.rowspan - 1, first[1] + cell.colspan - 1)
            self.sheet.merge_range(*first, *last, "", style)
        self.sheet.write_string(*first, cell.text, style)

    def _row(self, place: int, row: BodyRow) -> None:
        for cell in row.cells:
            style = self._cell_style(cell, row)
            if cell.rowspan > 1 or cell.colspan > 1:
                last = (place + cell.rowspan - 1, cell.column + cell.colspan - 1)
                self.sheet.merge_range(place, cell.column, *last, "", style)
            self._value(place, row, cell, style)
            if cell.note:
                self.sheet.write_comment(place, cell.column, self.grid.footnotes[cell.note - 1])
        self.heights[place] = self._row_height(place, row)
        self.sheet.set_row(place, self.heights[place])

    def _row_height(self, place: int, row: BodyRow) -> float:
        """Return points enough for the row's text; figures and codes never wrap.

        A merged cell is as tall as its rows together: what they lack is given to its last row.
        """
        need = LINE + PADDING
        for cell in row.cells:
            if cell.numeric or cell.kind is Kind.CODE:
                continue
            text = cell_text(cell.value, cell.kind)
            height = self._height(text, cell.column, cell.colspan, bold=row.level in BOLD)
            if cell.rowspan > 1:
                self.merged.setdefault(place + cell.rowspan - 1, []).append((place, height))
            else:
                need = max(need, height)
        for start, height in self.merged.get(place, ()):
            need = max(need, height - sum(self.heights[above] for above in range(start, place)))
        return min(need, MAX_HEIGHT)

    def _cell_style(self, cell: BodyCell, row: BodyRow) -> Any:
        return self.style(
            bold=row.level in BOLD,
            align="right" if cell.numeric or row.level == "jumlah" else "left",
            fill=FILLS.get(row.level, ""),
            number="" if isinstance(cell.value, str) else _number_format(cell),
            top=True,
            code=cell.kind is Kind.CODE,
            muted=cell.muted,
        )

    def _value(self, place: int, row: BodyRow, cell: BodyCell, style: Any) -> None:
        value = cell.value
        if value is None:
            self.sheet.write_blank(place, cell.column, None, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(place, cell.column, value, style)
        elif cell.formula:
            stored = value if isinstance(value, str) else _number(value)
            self.sheet.write_formula(place, cell.column, self._formula(place, cell), style, stored)
        elif isinstance(value, str):
            self.sheet.write_string(place, cell.column, value, style)
        elif row.parts and self.grid.columns[cell.column].total:
            self.sheet.write_formula(place, cell.column, self._sum(row, cell.column), style, _number(value))
        else:
            self.sheet.write_number(place, cell.column, _number(value), style)

    def _formula(self, place: int, cell: BodyCell) -> str:
        """Return the cell's formula with the columns it names as cells of its row."""
        cells = {column.key: xl_rowcol_to_cell(place, index) for index, column in enumerate(self.grid.columns)}
        return f"={cell.formula.format_map(cells)}"

    def _sum(self, row: BodyRow, column: int) -> str:
        """Return the SUM over the parts, neighbours joined to a range."""
        rows = sorted(self.row_of[part] for part in row.parts)
        runs: list[list[int]] = []
        for place in rows:
            if runs and runs[-1][1] == place - 1:
                runs[-1][1] = place
            else:
                runs.append([place, place])
        cells = [
            xl_rowcol_to_cell(a, column) + (f":{xl_rowcol_to_cell(b, column)}" if b > a else "") for a, b in runs
        ]
        return f"=SUM({','.join(cells)})"

    def _height(self, text: str, column: int, span: int, *, bold: bool) -> float:
        width = self._width(column, column + span) * self.scale * EM_PER_MM - 1.2
        return count_lines(text, width, bold=bold) * LINE + PADDING if text else LINE

    def _notes(self, place: int) -> int:
        """Write the notes from row `place` and return the row after them."""
        notes = [f"{number}) {note}" for number, note in enumerate(self.grid.footnotes, start=1)]
        for note in (*notes, *self.table.notes):
            self._across(place, note)
            self._heighten(place, self._height(note, 0, len(self.grid.columns), bold=False))
            place += 1
        return place

    def _signatures(self, place: int) -> int:
        """Write the signature blocks from row `place`, side by side, and return the row after them."""
        blocks = align(self.table.signatures)
        columns = self._signature_columns(len(blocks))
        end = place
        for lines, where in zip(blocks, columns, strict=True):
            start = end + 1 if len(set(columns)) == 1 and end > place else place
            end = self._signature(start, lines, where)
        return end

    def _signature(self, place: int, lines: SignatureLines, where: tuple[int, int]) -> int:
        first, last = where
        written = (*lines.above, *[""] * SIGNING_ROWS, lines.name, *lines.below)
        for row, line in enumerate(written, start=place):
            self._across(row, line, where, bold=line == lines.name, align="center")
            self._heighten(row, self._height(line, first, last - first + 1, bold=True))
        return place + len(written)

    def _signature_columns(self, count: int) -> list[tuple[int, int]]:
        """Return first and last column of each block: one stands at the right, two have half the width each."""
        last = len(self.grid.columns) - 1
        if count < 2 or not last:
            return [(self._from_right(SIGNATURE_WIDTH), last)] * count
        left = [self._width(0, place) for place in range(last + 1)]
        middle = min(range(1, last + 1), key=lambda place: abs(left[place] - self._width(0, last + 1) / 2))
        return [(0, middle - 1), (middle, last)]

    def _from_right(self, width: float) -> int:
        """Return the last column from which to the right edge it is at least `width` millimetres."""
        count = len(self.grid.columns)
        return next((c for c in range(count - 1, 0, -1) if self._width(c, count) >= width), 0)

    def _qr(self, place: int, end: int) -> None:
        """Draw the QR at the left, its text below it: beside a signature at the right, below two."""
        if self.table.qr is None:
            return
        row = place if len(self.table.signatures) == 1 else end + bool(self.table.signatures)
        image = Image(io.BytesIO(self.table.qr.png))
        pixels = QR_SIZE * self.scale / 25.4 * 96
        scale = pixels / image.width * image.x_dpi / 96  # a QR is square
        told = "\n".join(self.table.qr.teks)
        options = {"x_scale": scale, "y_scale": scale, "description": told, "object_position": 3}
        self.sheet.insert_image(row, 0, image, options)
        row = self._below(row, QR_SIZE * self.scale / 25.4 * 72)
        for line, text in enumerate(self.table.qr.teks, start=row):
            self.sheet.write_string(line, 0, text, self.style(box=0, wrap=False))

    def _below(self, row: int, height: float) -> int:
        """Return the first row that begins at least `height` points below the top of `row`."""
        while height > 0:
            self._heighten(row, LINE + PADDING)
            height -= self.heights[row]
            row += 1
        return row

    def _width(self, first: int, end: int) -> float:
        """Return the millimetres on paper from column `first` up to `end`."""
        return sum(column.width for column in self.grid.columns[first:end])

    def _heighten(self, row: int, height: float) -> None:
        """Make a row at least so high; side by side the higher block decides."""
        self.heights[row] = max(height, self.heights.get(row, 0))
        self.sheet.set_row(row, self.heights[row])

    def _page(self, top: int, first: int) -> None:
        for place, column in enumerate(self.grid.columns):
            self.sheet.set_column(place, place, column.width * self.scale / 25.4 * 96 / 7 - 0.71)
        last = first + len(self.grid.body)
        if last > first:  # codes are text on purpose
            self.sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:A{last}"})
        if not self.text_only:
            self.sheet.freeze_panes(first, 1)
            self.sheet.repeat_rows(top, first - 1)
        self.sheet.set_paper(self.table.paper.excel)
        if self.table.paper.landscape:
            self.sheet.set_landscape()
        self.sheet.set_margins(*EDGES)
        self.sheet.fit_to_pages(1, 1 if self.table.signatures and self._fits_one_page() else 0)
        if self.table.watermark:
            self.sheet.set_header(f'&C&"{FONT},Bold"{_header_text(self.table.watermark)}')
        self.sheet.set_footer(f"&L{_header_text(self.table.nomor)}&RHalaman &P dari &N")

    def _fits_one_page(self) -> bool:
        """Whether the sheet can be made one page and still be read: so the signature under it is not torn.

        A sheet that fits anyway prints as before: nothing is made larger.
        """
        left, right, top, bottom = EDGES
        paper_width, paper_height, _ = self.table.paper.value
        width = self._width(0, len(self.grid.columns)) * self.scale / 25.4
        height = sum(self.heights.get(row, ROW) for row in range(max(self.heights, default=0) + 1)) / 72
        shrunk = min(1, (paper_width / 25.4 - left - right) / width, (paper_height / 25.4 - top - bottom) / height)
        return SIZE * shrunk >= SMALLEST


def with_columns(table: Table) -> Table:
    """Return a table of text alone with two columns as wide as its paper, over which the text is written."""
    if table.layout:
        return table
    width = (table.paper.value[0] - 2 * MARGIN) / 2
    return replace(
        table, layout=tuple(Column(key, "", lambda row: None, width=width) for key in ("kiri", "kanan"))
    )


def quoted(name: str) -> str:
    """Return a sheet's name as a formula or a link writes it."""
    return "'" + name.replace("'", "''") + "'"


def _properties(wanted: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {"font_name": FONT, "font_size": SIZE, "text_wrap": wanted.get("wrap", True)}
    properties |= {"valign": "top" if wanted.get("top") else "vcenter", "bold": wanted.get("bold", False)}
    properties |= {"align": wanted.get("align", "left"), "num_format": wanted.get("number") or "General"}
    if wanted.get("code"):  # a code is made smaller rather than broken
        properties |= {"text_wrap": False, "shrink": True}
    if wanted.get("link"):
        properties |= {"font_color": "#0B5563", "underline": 1}
    if wanted.get("muted"):
        properties["font_color"] = "#5B6B70"
    if wanted.get("fill"):
        properties["bg_color"] = wanted["fill"]
    if wanted.get("box", 1):
        properties |= {"border": 1, "border_color": "#9FB4B9"}
    return properties


def _number_format(cell: BodyCell) -> str:
    """Return the format of the cell's kind; decimals and percentages show the value's own decimals."""
    if cell.kind not in {Kind.DECIMAL, Kind.PERCENT}:
        return FORMATS.get(cell.kind, "")
    value = printed(cell.value, cell.places)
    places = cell.places or 0
    if not cell.fixed:
        places = max(0, -int(value.normalize().as_tuple().exponent)) if isinstance(value, Decimal) else 0
    figure = "#,##0" + ("." + "0" * places if places else "")
    return f'{figure}" %"' if cell.kind is Kind.PERCENT else figure


def _header_text(text: str) -> str:
    """Write text for a print header, where & begins a command; Excel takes 255 characters of all."""
    return text[:100].replace("&", "&&")


def _number(value: Decimal | int) -> int | float:
    """Excel stores doubles: whole figures to 15 digits and short decimals survive exactly."""
    return int(value) if value == int(value) else float(value)
