"""ODS: the values from calamine, and what it does not tell from one pass over content.xml."""

import io
import zipfile
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from renstra.lib.pembaca.anak import BERMAKRO, BERSANDI, GALAT, PERSEN, RUMUS, RUSAK, Tolak
from renstra.lib.pembaca.anak.sel import (
    BOOLEAN,
    Tanda,
    require_few,
    require_few_cells,
    require_few_letters,
    workbook,
)
from renstra.lib.pembaca.anak.xlsx import new_parser, require_no_dtd
from renstra.lib.pembaca.batas import MAKS_BARIS, MAKS_KOLOM, TERLALU_BESAR

_MARKS = {"error": GALAT, "percentage": PERSEN, "boolean": BOOLEAN}
_PROGRAMS = (b"LibreOffice", b"OpenOffice", b"MicrosoftOffice")
"""They compute before they save: a formula without a value is an empty text there."""


def read(content: bytes) -> dict[str, Any]:
    """Return the workbook; raises `Tolak`, or an error that the caller knows as a broken file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name.lower() for name in archive.namelist()}
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            raise Tolak(BERMAKRO)
        if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Tolak(BERSANDI)
        require_no_dtd(archive)
        generator = archive.read("meta.xml") if "meta.xml" in names else b""
        computed = any(program in generator for program in _PROGRAMS)
        marks = _Isi(computed).read(archive.read("content.xml"))
    require_few(len(marks))
    return workbook(CalamineWorkbook.from_filelike(io.BytesIO(content)), dict(enumerate(marks)))


class _Isi:
    """One pass over all sheets. A row or cell may stand for many; only filled ones reach the limits."""

    def __init__(self, computed: bool) -> None:
        self.computed = computed
        self.sheets: list[Tanda] = []
        self.row = self.rows = self.column = 0
        self.depth = self.filled = self.letters = 0

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
            self.rows = _count(attributes, "table:number-rows-repeated")
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
        count = _count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility", "visible") != "visible":
            last = min(self.column + count - 1, MAKS_KOLOM)
            self.sheets[-1].kolom_tersembunyi.update(range(self.column, last + 1))
        self.column += count

    def _cell(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "table:number-columns-repeated")
        first, self.column = self.column, self.column + count
        kind = attributes.get("calcext:value-type") or attributes.get("office:value-type", "")
        mark = _MARKS.get(kind, "")
        if "table:formula" in attributes and not kind and not self.computed:
            mark = RUMUS
        if kind or mark:
            if self.row + self.rows - 1 > MAKS_BARIS or self.column - 1 > MAKS_KOLOM:
                raise Tolak(TERLALU_BESAR)
            self.filled += self.rows * count
            require_few_cells(self.filled)
            self._repeat(self.rows * count)
            self._note(first, mark)
        self._merge(first, attributes)

    def _repeat(self, times: int) -> None:
        """Count the characters of a text that stands in many cells."""

        def hear(text: str) -> None:
            self.letters += len(text) * times
            require_few_letters(self.letters)

        if times > 1:
            self.parser.CharacterDataHandler = hear

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
        down = _count(attributes, "table:number-rows-spanned")
        right = _count(attributes, "table:number-columns-spanned")
        if down > 1 or right > 1:
            self.sheets[-1].gabung.append((self.row, first, self.row + down - 1, first + right - 1))


def _count(attributes: dict[str, str], name: str) -> int:
    number = int(attributes.get(name, 1))
    if number < 1:
        raise Tolak(RUSAK)
    return number
