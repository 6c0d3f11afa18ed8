"""Reads the data files of fixtures/: tab-separated, one header line, an empty cell means not stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from renstra.lib.errors import RenstraError


class FixtureError(RenstraError):
    """A data file cannot be loaded; the message names file, line and column."""


@dataclass(frozen=True, slots=True)
class Line:
    """One data line; every reader raises `FixtureError` naming the place."""

    file: str
    number: int
    cells: Mapping[str, str]

    def error(self, message: str) -> FixtureError:
        return FixtureError(f"{self.file} baris {self.number}: {message}")

    def text(self, column: str) -> str:
        try:
            return self.cells[column]
        except KeyError:
            raise self.error(f"kolom “{column}” tidak ada; tambahkan pada baris judul.") from None

    def required(self, column: str) -> str:
        if not (text := self.text(column)):
            raise self.error(f"kolom “{column}” kosong; isi kolom itu.")
        return text

    def integer(self, column: str) -> int | None:
        text = self.text(column)
        if text and not text.isdecimal():
            raise self.error(f"kolom “{column}” berisi “{text}”, bukan bilangan bulat.")
        return int(text) if text else None

    def decimal(self, column: str) -> Decimal | None:
        """Read a figure in machine form (dot for decimals, no thousands); empty is None, never zero."""
        if not (text := self.text(column)):
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise self.error(f"kolom “{column}” berisi “{text}”, bukan angka (contoh: 70.15).") from None
        if not value.is_finite():
            raise self.error(f"kolom “{column}” berisi “{text}”, bukan angka (contoh: 70.15).")
        return value

    def day(self, column: str) -> date | None:
        if not (text := self.text(column)):
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error(f"kolom “{column}” berisi “{text}”, bukan tanggal (contoh: 2025-09-19).") from None


def read_lines(path: Path) -> list[Line]:
    """Read one file whole; a missing file, wrong encoding or ragged line raises `FixtureError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FixtureError(
            f"Berkas {path.name} tidak ada di {path.parent.name}; pulihkan dari repositori."
        ) from None
    except UnicodeDecodeError:
        raise FixtureError(f"Berkas {path.name} bukan UTF-8; simpan ulang sebagai UTF-8.") from None
    header, *body = text.split("\n")
    names = header.split("\t")
    lines = []
    for number, raw in enumerate(body, start=2):
        if not raw:
            continue
        cells = raw.split("\t")
        if len(cells) != len(names):
            raise FixtureError(
                f"{path.name} baris {number}: ada {len(cells)} kolom, seharusnya {len(names)}; periksa tabnya."
            )
        lines.append(Line(path.name, number, dict(zip(names, cells, strict=True))))
    return lines
