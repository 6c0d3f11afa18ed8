"""XLSX: the values from calamine, and what it does not tell from one pass over the parts themselves.

A `<dimension>` is never believed (files of WPS Office lie in it): the extent is that of the cells that are filled.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from renstra.lib.pembaca.anak import BERDTD, GALAT, PERSEN, RUMUS, RUSAK, Tolak
from renstra.lib.pembaca.anak.sel import Tanda, require_few, require_few_cells, workbook
from renstra.lib.pembaca.batas import MAKS_BARIS, MAKS_HURUF, MAKS_KOLOM, TERLALU_BESAR, TERLALU_PANJANG

PERCENT_FORMATS = {9, 10}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DTD = "<!DOCTYPE"
_SHARED = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,9})\s*<""")


def read(content: bytes) -> dict[str, Any]:
    """Return the workbook; raises `Tolak`, or an error that the caller knows as a broken file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}
        require_no_dtd(archive)
        sheets = _sheet_parts(archive, parts)
        percents = _percent_styles(archive, parts)
        texts = _text_sizes(archive, parts)
        marks = {}
        filled = 0
        for place, part in enumerate(sheets):
            if part in parts and "/worksheets/" in part:
                sheet = _Lembar(percents)
                xml = archive.read(parts[part])
                marks[place] = sheet.read(xml)
                filled += sheet.filled
                require_few_cells(filled)
                _require_short_texts(texts, xml, sheet.filled)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if len(book.sheet_names) != len(sheets):
        raise Tolak(RUSAK)
    return workbook(book, marks)


def require_no_dtd(archive: zipfile.ZipFile) -> None:
    """Refuse a document type anywhere: no office program writes one, and entities in it can grow without end."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            part = archive.read(entry)
            encodings = ("utf-16-le", "utf-16-be") if b"\0" in part[:4] or part[:1] > b"\xf0" else ("ascii",)
            if any(_DTD.encode(encoding) in part for encoding in encodings):
                raise Tolak(BERDTD)


def new_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_dtd
    return parser


def _refuse_dtd(*_: object) -> None:
    raise Tolak(BERDTD)


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return every element of a small part: its name without prefix, and its attributes."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(xml, True)
    return found


def _sheet_parts(archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> list[str]:
    """Return the part of each sheet in the order of the workbook, charts included."""
    targets = {
        each["Id"]: each["Target"].replace("\\", "/").lower()
        for name, each in _elements(archive.read(parts["xl/_rels/workbook.xml.rels"]))
        if name == "Relationship"
    }
    found = []
    for name, each in _elements(archive.read(parts["xl/workbook.xml"])):
        if name == "sheet":
            relation = next(value for key, value in each.items() if key.rpartition(":")[2] == "id")
            target = targets[relation]
            found.append(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    require_few(len(found))
    return found


def _text_sizes(archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> list[int]:
    """Return about how many bytes each shared text has, markup counted in."""
    part = parts.get("xl/sharedstrings.xml")
    return [len(text) for text in archive.read(part).split(b"</si>")] if part else []


def _require_short_texts(sizes: list[int], xml: bytes, filled: int) -> None:
    """Refuse a sheet that repeats long shared texts until no memory holds them; looked at only where it could."""
    most = MAKS_HURUF * 4
    if filled * max(sizes, default=0) > most:
        uses = Counter(_SHARED.findall(xml))
        if sum(sizes[int(place)] * times for place, times in uses.items() if int(place) < len(sizes)) > most:
            raise Tolak(TERLALU_PANJANG)


def _percent_styles(archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> frozenset[str]:
    """Return the style numbers under which a cell is shown as a percentage."""
    if "xl/styles.xml" not in parts:
        return frozenset()
    formats = set(PERCENT_FORMATS)
    styles: list[int] = []
    inside = False
    for name, each in _elements(archive.read(parts["xl/styles.xml"])):
        if name == "numFmt" and is_percent(each.get("formatCode", "")):
            formats.add(int(each["numFmtId"]))
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = name == "cellXfs"
        elif inside and name == "xf":
            styles.append(int(each.get("numFmtId", 0)))
    return frozenset(str(place) for place, number in enumerate(styles) if number in formats)


def is_percent(code: str) -> bool:
    """Whether a number format multiplies by 100; a percent sign in quotes only stands there."""
    return "%" in _LITERAL.sub("", code)


class _Lembar:
    """One pass over one sheet. Only starts of elements are looked at: that is what keeps it fast."""

    def __init__(self, percents: frozenset[str]) -> None:
        self.percents = percents
        self.marks = Tanda()
        self.row = self.column = 0
        self.style = self.kind = ""
        self.filled = 0
        self.formula = self.listening = False
        self.columns: dict[str, int] = {}

    def read(self, xml: bytes) -> Tanda:
        self.parser = new_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._root
        self.parser.Parse(xml, True)
        self._close()
        return self.marks

    def _root(self, name: str, _: dict[str, str]) -> None:
        prefix = name[: -len("worksheet")] if name.endswith("worksheet") else ""
        handlers = {
            "row": self._row, "c": self._cell, "f": self._formula, "v": self._value,
            "is": self._value, "col": self._col, "mergeCell": self._merge,
        }  # fmt: skip
        find = {prefix + key: handler for key, handler in handlers.items()}.get

        def start(element: str, attributes: dict[str, str]) -> None:
            handler = find(element)
            if handler is not None:
                handler(attributes)

        self.parser.StartElementHandler = start

    def _row(self, attributes: dict[str, str]) -> None:
        if self.formula:
            self._close()
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if attributes.get("hidden") in ("1", "true") and self.row <= MAKS_BARIS:
            self.marks.baris_tersembunyi.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        if self.formula:
            self._close()
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip("0123456789")
            self.column = self.columns.get(letters) or self._new_column(letters)
            self.row = int(reference[len(letters) :])
        self.style = attributes.get("s", "0")
        self.kind = attributes.get("t", "")
        if self.listening:
            self.parser.CharacterDataHandler = None
            self.listening = False
        if self.row > MAKS_BARIS or self.column > MAKS_KOLOM:
            self._listen(self._beyond)
        elif self.row < 1 or self.column < 1:
            raise Tolak(RUSAK)

    def _new_column(self, letters: str) -> int:
        number = 0
        for letter in letters.upper().replace("$", ""):
            number = number * 26 + ord(letter) - 64
        self.columns[letters] = number
        return number

    def _beyond(self, text: str) -> None:
        """A cell beyond the limits may be formatted, never filled."""
        if text.strip():
            raise Tolak(TERLALU_BESAR)

    def _formula(self, _: dict[str, str]) -> None:
        self.formula = self.kind != "str"  # an empty text is the value of many a formula

    def _value(self, _: dict[str, str]) -> None:
        self.filled += 1
        if self.kind == "e":
            self.formula = False
            self._listen(self._error)
        elif self.formula:
            self._listen(self._computed)
        elif self.style in self.percents:
            self.marks.sel[self.row, self.column] = (PERSEN, "")

    def _listen(self, handler: Callable[[str], None]) -> None:
        """Hear the text of this cell; what is beyond the limits is refused whatever it is."""
        self.listening = True
        if self.row > MAKS_BARIS or self.column > MAKS_KOLOM:
            handler = self._beyond
        self.parser.CharacterDataHandler = handler

    def _error(self, text: str) -> None:
        if text.strip():
            self.marks.sel[self.row, self.column] = (GALAT, text.strip())

    def _computed(self, text: str) -> None:
        """The text behind a formula: it has its value stored."""
        if text.strip():
            self.formula = False
            if self.style in self.percents:
                self.marks.sel[self.row, self.column] = (PERSEN, "")

    def _close(self) -> None:
        """A formula came and no value after it."""
        if self.formula and self.row <= MAKS_BARIS and self.column <= MAKS_KOLOM:
            self.marks.sel[self.row, self.column] = (RUMUS, "")
        self.formula = False

    def _col(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), MAKS_KOLOM)
            self.marks.kolom_tersembunyi.update(range(int(attributes["min"]), last + 1))

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes["ref"].replace("$", "").partition(":")
        (top, left), (bottom, right) = (self._place(each) for each in (first, last or first))
        if (bottom, right) != (top, left):
            self.marks.gabung.append((top, left, bottom, right))

    def _place(self, reference: str) -> tuple[int, int]:
        letters = reference.rstrip("0123456789")
        return int(reference[len(letters) :]), self.columns.get(letters) or self._new_column(letters)
