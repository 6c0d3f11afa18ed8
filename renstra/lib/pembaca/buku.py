"""A workbook as it came: sheets, cells, and what stands behind a cell. Reading never changes a value."""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from renstra.lib.berkas import KOSONG, BerkasError, clean_name, too_large
from renstra.lib.numbers import NBSP
from renstra.lib.pembaca import anak
from renstra.lib.pembaca.batas import MAKS_BERKAS
from renstra.lib.pembaca.jenis import kind_of
from renstra.lib.pembaca.proses import read_in_child
from renstra.lib.pembaca.teks_terpisah import read_rows
from renstra.lib.teks import plain_blanks

Nilai = str | int | Decimal | bool | date | datetime | None
PERSEN = "persen"
RUMUS_TANPA_NILAI = "rumus_tanpa_nilai"
GALAT = "galat"


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell; row and column count from 1.

    `format` is "persen" where 0.915 is seen as 91,5 %. `cacat` is "rumus_tanpa_nilai" (value None)
    or "galat" (value the error's text, such as #REF!).
    """

    baris: int
    kolom: int
    nilai: Nilai = None
    format: str = ""
    cacat: str = ""

    @property
    def alamat(self) -> str:
        return address(self.baris, self.kolom)

    @property
    def kosong(self) -> bool:
        """Whether a person sees nothing here; a formula without its value is not nothing."""
        if isinstance(self.nilai, str):
            return not plain_blanks(self.nilai)
        return self.nilai is None and not self.cacat

    @property
    def teks(self) -> str:
        """The cell about as a person sees it, for messages and labels; never grouped, so a year stays 2026."""
        value = self.nilai
        if isinstance(value, bool):
            return "BENAR" if value else "SALAH"
        if isinstance(value, datetime):
            return f"{value:%d/%m/%Y %H:%M}"
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, int | Decimal):
            return plain_number(value * 100) + f"{NBSP}%" if self.format == PERSEN else plain_number(value)
        return value or ""


def address(row: int, column: int) -> str:
    """Return the name of a cell: row 12, column 6 is F12."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def plain_number(value: int | Decimal) -> str:
    """Write a number with a decimal comma and no thousands: 1234.50 as 1234,5."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


@dataclass(frozen=True)
class LembarKerja:
    """One sheet. `isi` holds the rows as they were read, ends trimmed, hidden rows and columns among them.

    `terpisah` says that it comes from a text with separators, where one comma too many shifts a row.
    """

    nama: str
    isi: Sequence[Sequence[Any]]
    tersembunyi: bool = False
    baris_tersembunyi: frozenset[int] = frozenset()
    kolom_tersembunyi: frozenset[int] = frozenset()
    gabung: Sequence[Sequence[int]] = ()
    """Merged ranges: first row, first column, last row, last column."""
    terpisah: bool = False

    @property
    def tinggi(self) -> int:
        return len(self.isi)

    @cached_property
    def lebar(self) -> int:
        return max((len(row) for row in self.isi), default=0)

    def sel(self, baris: int, kolom: int) -> Sel:
        """Return a cell; one outside of what is filled is empty."""
        row = self.isi[baris - 1] if 0 < baris <= len(self.isi) else ()
        raw = row[kolom - 1] if 0 < kolom <= len(row) else None
        if isinstance(raw, list):
            return _marked(baris, kolom, raw[0], raw[1])
        return Sel(baris, kolom, raw)

    def sel_gabung(self, baris: int, kolom: int) -> Sel:
        """Return the first cell of the merged range that covers the place, or the cell itself."""
        area = self.gabungan(baris, kolom)
        return self.sel(area[0], area[1]) if area else self.sel(baris, kolom)

    def gabungan(self, baris: int, kolom: int) -> Sequence[int] | None:
        """Return the merged range over a place: first row, first column, last row, last column."""
        ranges = self._by_row.get(baris, ())
        return next((each for each in ranges if each[1] <= kolom <= each[3]), None)

    @cached_property
    def _by_row(self) -> Mapping[int, list[Sequence[int]]]:
        found: dict[int, list[Sequence[int]]] = {}
        for each in self.gabung:
            for row in range(each[0], min(each[2], self.tinggi) + 1):
                found.setdefault(row, []).append(each)
        return found

    def baris_terisi(self, dari: int = 1) -> Iterator[int]:
        """Yield the numbers of the rows that hold anything, hidden ones too."""
        for row in range(dari, self.tinggi + 1):
            if any(raw is not None and not self.sel(row, place).kosong
                   for place, raw in enumerate(self.isi[row - 1], start=1)):  # fmt: skip
                yield row


def _marked(row: int, column: int, mark: str, value: Any) -> Sel:
    if mark == anak.PERSEN:
        return Sel(row, column, value, PERSEN)
    if mark == anak.RUMUS:
        return Sel(row, column, None, "", RUMUS_TANPA_NILAI)
    if mark == anak.GALAT:
        return Sel(row, column, value or "#GALAT", "", GALAT)
    read = date.fromisoformat if mark == anak.TANGGAL else datetime.fromisoformat
    return Sel(row, column, read(value))


@dataclass(frozen=True, slots=True)
class BukuKerja:
    """A workbook: its clean name, kind (xlsx, xls, ods, csv), SHA-256 of the file, and its sheets in order."""

    nama: str
    jenis: str
    sha256: str
    lembar: tuple[LembarKerja, ...]

    def lembar_bernama(self, nama: str) -> LembarKerja:
        """Return a sheet by its name, whatever its case; raises `BerkasError` naming those there are."""
        wanted = plain_blanks(nama).casefold()
        for sheet in self.lembar:
            if plain_blanks(sheet.nama).casefold() == wanted:
                return sheet
        names = ", ".join(f"“{sheet.nama}”" for sheet in self.lembar)
        raise BerkasError(f"Lembar “{nama}” tidak ada di “{self.nama}”; lembar yang ada: {names}.")


def read_workbook(stream: BinaryIO, name: str) -> BukuKerja:
    """Read a file whole, within the limits of `batas`; raises `BerkasError`: what is wrong and the remedy."""
    clean = clean_name(name)
    size = stream.seek(0, io.SEEK_END)
    if size > MAKS_BERKAS:
        raise too_large(size, MAKS_BERKAS)
    stream.seek(0)
    content = stream.read(MAKS_BERKAS)
    if not content.strip():
        raise BerkasError(KOSONG)
    kind = kind_of(content, clean)
    if kind == "csv":
        sheets = [LembarKerja(PurePosixPath(clean).stem, read_rows(content, clean), terpisah=True)]
    else:
        answer = read_in_child(content, kind, clean)
        sheets = [_sheet(each) for each in answer["lembar"]]
    if not any(sheet.tinggi for sheet in sheets):
        raise BerkasError(f"Buku kerja “{clean}” tidak berisi apa pun; pilih berkas yang berisi.")
    return BukuKerja(clean, kind, hashlib.sha256(content).hexdigest(), tuple(sheets))


def _sheet(told: Mapping[str, Any]) -> LembarKerja:
    return LembarKerja(
        nama=told["nama"],
        isi=told["isi"],
        tersembunyi=told["tersembunyi"],
        baris_tersembunyi=frozenset(told["baris_tersembunyi"]),
        kolom_tersembunyi=frozenset(told["kolom_tersembunyi"]),
        gabung=told["gabung"],
    )
