"""CSV as offices save it: `;`, `,` or tab; UTF-8, UTF-16 or Windows-1252. Every value is text."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

from renstra.lib.berkas import BerkasError
from renstra.lib.pembaca.batas import MAKS_BARIS, MAKS_KOLOM, TERLALU_BESAR

PEMISAH = (";", "\t", ",")
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What `renstra.tabular.csv` writes an apostrophe before."""
_CONTOH = 50
"""Rows that decide which character separates."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_rows(content: bytes, name: str) -> list[list[str | None]]:
    """Return the rows with blanks at their ends dropped; raises `BerkasError` naming the line."""
    text = _decode(content, name)
    delimiter = ""
    if text[:4].lower() == "sep=" and text[4:5] and text[5:6] in ("\r", "\n", ""):
        delimiter, text = text[4], text[6:].removeprefix("\n") if text[5:7] == "\r\n" else text[6:]
    rows = _parse(text, delimiter or _delimiter(text), name)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _decode(content: bytes, name: str) -> str:
    """UTF-8 if it is, else the code page of Windows here; a text that is neither is no text."""
    try:
        if content.startswith(_UTF16):
            text = content.decode("utf-16")
        else:
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise BerkasError(f"Isi berkas “{name}” bukan teks CSV; simpan ulang sebagai CSV UTF-8 atau XLSX.")
    return text


def _delimiter(text: str) -> str:
    """Return the separator under which most rows have the same number of columns; a semicolon where they tie.

    Offices here write decimals with a comma, so a comma separates only where nothing else does.
    """

    def agreement(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row, _ in zip(reader, range(_CONTOH), strict=False))
        except csv.Error:
            return 0
        return max((count for width, count in widths.items() if width > 1), default=0)

    return max(PEMISAH, key=agreement)  # the first of equals


def _parse(text: str, delimiter: str, name: str) -> list[list[str | None]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str | None]] = []
    try:
        for raw in reader:
            row = _cells(raw)
            if row and (len(rows) >= MAKS_BARIS or len(row) > MAKS_KOLOM):
                raise BerkasError(f"Berkas “{name}” {TERLALU_BESAR}")
            if len(rows) < MAKS_BARIS:
                rows.append(row)
    except csv.Error:
        raise BerkasError(
            f"Berkas “{name}” tidak terbaca pada baris {reader.line_num}: tanda kutip tidak berpasangan, "
            "atau isi selnya terlalu panjang; perbaiki baris itu, atau simpan sebagai XLSX."
        ) from None
    return rows


def _cells(raw: Sequence[str]) -> list[str | None]:
    row = [_plain(text) if text.strip() else None for text in raw]
    while row and row[-1] is None:
        row.pop()
    return row


def _plain(text: str) -> str:
    """Return a text without the apostrophe our own CSV puts before one that a spreadsheet would run."""
    bare = text.lstrip("'")
    return text[1:] if len(bare) < len(text) and bare.startswith(RUNS_AS_FORMULA) else text
