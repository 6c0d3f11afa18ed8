"""XLS: the values from calamine, and what it does not tell from one pass over the records. Layout: [MS-XLS]."""

import io
import struct
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook

from renstra.lib.pembaca.anak import BERMAKRO, BERSANDI, GALAT, PERSEN, RUSAK, Tolak
from renstra.lib.pembaca.anak.ole import read_stream
from renstra.lib.pembaca.anak.sel import Tanda, require_few, workbook
from renstra.lib.pembaca.anak.xlsx import PERCENT_FORMATS, is_percent
from renstra.lib.pembaca.batas import MAKS_BARIS, MAKS_KOLOM, TERLALU_BESAR

TUA = "dibuat Excel 95 atau lebih tua; buka lalu simpan sebagai XLSX."
_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_ROW, _COLINFO, _MERGECELLS = 0x208, 0x7D, 0xE5
_FORMULA, _NUMBER, _RK, _MULRK, _BOOLERR = 0x06, 0x203, 0x27E, 0xBD, 0x205
_LABELS = {0x204, 0xFD, 0xD6}
_FILLED = {_FORMULA, _NUMBER, _RK, _BOOLERR} | _LABELS
_MACRO, _MODULE = 1, 6
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def read(content: bytes) -> dict[str, Any]:
    """Return the workbook; raises `Tolak`, or an error that the caller knows as a broken file."""
    stream = read_stream(content, "Workbook")
    if stream is None:
        raise Tolak(TUA if read_stream(content, "Book") is not None else RUSAK)
    starts, percents = _globals(stream)
    marks = {place: _Lembar(percents).read(stream, start) for place, start in enumerate(starts)}
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if len(book.sheets_metadata) != len(starts):
        raise Tolak(RUSAK)
    return workbook(book, marks)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of the records of one substream, those of charts inside it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, data


def _globals(stream: bytes) -> tuple[list[int], frozenset[int]]:
    """Return where the sheets begin, and the style numbers under which a cell is shown as a percentage."""
    starts: list[int] = []
    formats = set(PERCENT_FORMATS)
    styles: list[int] = []
    for kind, data in _records(stream, 0):
        if kind == _FILEPASS:
            raise Tolak(BERSANDI)
        if kind == _BOUNDSHEET:
            start, _, sort = struct.unpack_from("<IBB", data)
            if sort in (_MACRO, _MODULE):
                raise Tolak(BERMAKRO)
            starts.append(start)
        elif kind == _FORMAT and is_percent(_format_text(data)):
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    require_few(len(starts))
    return starts, frozenset(place for place, number in enumerate(styles) if number in formats)


def _format_text(data: bytes) -> str:
    return data[5:].decode("utf-16-le" if data[4] & 1 else "latin-1", "replace")


class _Lembar:
    """One pass over one sheet."""

    def __init__(self, percents: frozenset[int]) -> None:
        self.percents = percents
        self.marks = Tanda()

    def read(self, stream: bytes, start: int) -> Tanda:
        for kind, data in _records(stream, start):
            if kind in _FILLED:
                self._cell(kind, data)
            elif kind == _MULRK:
                self._numbers(data)
            elif kind == _ROW:
                row, flags = struct.unpack_from("<H", data)[0], struct.unpack_from("<I", data, 12)[0]
                if flags & 0x20 and row < MAKS_BARIS:
                    self.marks.baris_tersembunyi.add(row + 1)
            elif kind == _COLINFO:
                first, last, _, _, flags = struct.unpack_from("<5H", data)
                if flags & 1:
                    self.marks.kolom_tersembunyi.update(range(first + 1, min(last + 1, MAKS_KOLOM) + 1))
            elif kind == _MERGECELLS:
                self._merge(data)
        return self.marks

    def _cell(self, kind: int, data: bytes) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        error = None
        if kind == _BOOLERR and data[7]:
            error = data[6]
        elif kind == _FORMULA and data[12:14] == b"\xff\xff":  # no number
            error = data[8] if data[6] == 2 else None
            style = -1
        elif kind in _LABELS or kind == _BOOLERR:
            style = -1
        self._note(row, column, style)
        if error is not None:
            self.marks.sel[row + 1, column + 1] = (GALAT, _ERRORS.get(error, "#GALAT"))

    def _numbers(self, data: bytes) -> None:
        """Several numbers side by side, each with its style."""
        row, first = struct.unpack_from("<2H", data)
        for place in range((len(data) - 6) // 6):
            self._note(row, first + place, struct.unpack_from("<H", data, 4 + place * 6)[0])

    def _note(self, row: int, column: int, style: int) -> None:
        if row >= MAKS_BARIS or column >= MAKS_KOLOM:
            raise Tolak(TERLALU_BESAR)
        if style in self.percents:
            self.marks.sel[row + 1, column + 1] = (PERSEN, "")

    def _merge(self, data: bytes) -> None:
        for place in range(struct.unpack_from("<H", data)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + place * 8)
            self.marks.gabung.append((top + 1, left + 1, bottom + 1, right + 1))
