"""ODS: the values from calamine, and what it does not tell from one pass over content.xml."""

import io
import zipfile
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from renstra.lib.pembaca.anak import BERMAKRO, BERSANDI, GALAT, PERSEN, RUMUS, Tolak
from renstra.lib.pembaca.anak.sel import BESAR, BOOLEAN, Tanda, require_few, workbook
from renstra.lib.pembaca.anak.xlsx import new_parser, require_no_dtd
from renstra.lib.pembaca.batas import MAKS_BARIS, MAKS_KOLOM


def read(content: bytes) -> dict[str, Any]:
    """Return the workbook; raises `Tolak`, or an error that the caller knows as a broken file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name.lower() for name in archive.namelist()}
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            raise Tolak(BERMAKRO)
        if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Tolak(BERSANDI)
        require_no_dtd(archive)
        marks = _Isi().read(archive.read("content.xml"))
    require_few(len(marks))
    return workbook(CalamineWorkbook.from_filelike(io.BytesIO(content)), dict(enumerate(marks)))


class _Isi:
    """One pass over all sheets. A row or cell may stand for many; only filled ones reach the limits."""

    def __init__(self) -> None:
        self.sheets: list[Tanda] = []
        self.row = self.rows = self.column = 0
        self.depth = 0

    def read(self, xml: bytes) -> list[Tanda]:
        self.parser: expat.XMLParserType = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.Parse(xml, True)
        return self.sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(Tanda())
                self.row, self.rows, self.column = 1, 0, 1
        elif not self.depth:
            return  # cells of tracked changes stand before all sheets
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif name == "table:table-row":
            self.row += self.rows
            self.rows = int(attributes.get("table:number-rows-repeated", 1))
            self.column = 1
            if attributes.get("table:visibility", "visible") != "visible" and self.row <= MAKS_BARIS:
                last = min(self.row + self.rows - 1, MAKS_BARIS)
                self.sheets[-1].baris_tersembunyi.update(range(self.row, last + 1))
        elif name == "table:table-column":
            self._column(attributes)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self.depth -= 1
        elif name == "table:table-cell":
            self.parser.CharacterDataHandler = None

    def _column(self, attributes: dict[str, str]) -> None:
        count = int(attributes.get("table:number-columns-repeated", 1))
        if attributes.get("table:visibility", "visible") != "visible":
            last = min(self.column + count - 1, MAKS_KOLOM)
            self.sheets[-1].kolom_tersembunyi.update(range(self.column, last + 1))
        self.column += count

    def _cell(self, attributes: dict[str, str]) -> None:
        count = int(attributes.get("table:number-columns-repeated", 1))
        first, self.column = self.column, self.column + count
        kind = attributes.get("calcext:value-type") or attributes.get("office:value-type", "")
        mark = _mark_of(kind, attributes)
        if kind or mark:
            if self.row + self.rows - 1 > MAKS_BARIS or self.column - 1 > MAKS_KOLOM:
                raise Tolak(BESAR)
            self._note(first, mark)
        self._merge(first, attributes)

    def _note(self, first: int, mark: str) -> None:
        if not mark:
            return
        places = [(row, column) for row in range(self.row, self.row + self.rows)
                  for column in range(first, self.column)]  # fmt: skip
        self.sheets[-1].sel.update(dict.fromkeys(places, (mark, "")))
        if mark == GALAT:
            sheet = self.sheets[-1]

            def hear(text: str) -> None:
                sheet.sel.update(dict.fromkeys(places, (GALAT, text.strip())))

            self.parser.CharacterDataHandler = hear

    def _merge(self, first: int, attributes: dict[str, str]) -> None:
        down = int(attributes.get("table:number-rows-spanned", 1))
        right = int(attributes.get("table:number-columns-spanned", 1))
        if down > 1 or right > 1:
            self.sheets[-1].gabung.append((self.row, first, self.row + down - 1, first + right - 1))


def _mark_of(kind: str, attributes: dict[str, str]) -> str:
    if kind == "error":
        return GALAT
    if kind == "percentage":
        return PERSEN
    if kind == "boolean":
        return BOOLEAN
    return RUMUS if "table:formula" in attributes and not kind else ""
