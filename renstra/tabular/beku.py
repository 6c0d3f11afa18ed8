"""A table frozen to plain data and thawed again, its fingerprint, and what differs between two of them.

What is frozen is what the table says and how it looks; nothing of the database is needed to draw it again. Figures
and dates are tagged text, so they come back exactly.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from textwrap import shorten
from typing import Any

from renstra.lib.errors import RenstraError
from renstra.lib.numbers import format_number
from renstra.tabular.columns import Cell, Column, Group, Kind, Layout, Value
from renstra.tabular.table import (
    BodyCell,
    DefinitionError,
    Grid,
    Kop,
    Paper,
    QrVerifikasi,
    Row,
    SignatureBlock,
    Table,
    leaves,
)
from renstra.tabular.text import cell_text, plain

VERSI = 1
AS_THEY_ARE = ("slug", "nomor", "title", "subtitle", "partial", "watermark", "size", "pemilik", "halaman_baru")
LABEL = 120  # characters of a row's label
KOSONG, ADA, TIDAK_ADA, SELURUH_BARIS = "(kosong)", "ada", "tidak ada", "(seluruh baris)"


class BekuError(RenstraError):
    """The frozen data cannot be read by this version."""


def freeze(table: Table) -> dict[str, Any]:
    """Return the table as data JSON can hold; raises `DefinitionError` for a value no renderer knows."""
    columns = list(leaves(table.layout))
    return {name: getattr(table, name) for name in AS_THEY_ARE} | {
        "versi": VERSI,
        "layout": [_freeze_item(item) for item in table.layout],
        "rows": [_freeze_row(row, columns) for row in table.rows],
        "paper": table.paper.name,
        "notes": list(table.notes),
        "preamble": list(table.preamble),
        "data_per": table.data_per and table.data_per.isoformat(),
        "kop": table.kop and asdict(table.kop),
        "signatures": [asdict(block) for block in table.signatures],
        "lekat": sorted(table.lekat),
        "qr": table.qr and _freeze_qr(table.qr),
        "bagian": [freeze(part) for part in table.bagian],
    }


def thaw(data: Mapping[str, Any]) -> Table:
    """Return the table a `freeze` made; what an older one did not know takes its default."""
    if data.get("versi") != VERSI:
        raise BekuError(f"Tabel beku versi {data.get('versi')} tidak dikenal; perbarui aplikasi lalu buka lagi.")
    read: dict[str, Any] = {
        "layout": _thaw_layout,
        "rows": lambda rows: [_thaw_row(row) for row in rows],
        "paper": lambda name: Paper[name],
        "notes": tuple,
        "preamble": tuple,
        "data_per": lambda text: datetime.fromisoformat(text) if text else None,
        "kop": lambda kop: Kop(**kop) if kop else None,
        "signatures": lambda blocks: tuple(SignatureBlock(**block) for block in blocks),
        "lekat": frozenset,
        "qr": lambda qr: _thaw_qr(qr) if qr else None,
        "bagian": lambda parts: tuple(map(thaw, parts)),
    }
    plainly = {name: data[name] for name in AS_THEY_ARE if name in data}
    return Table(**plainly, **{name: make(data[name]) for name, make in read.items() if name in data})


def _freeze_item(item: Layout) -> dict[str, Any]:
    if isinstance(item, Group):
        children = [_freeze_item(child) for child in item.children]
        return {"group": item.label, "number": item.number, "children": children}
    names = ("key", "label", "width", "number", "total", "places", "fixed")
    return {name: getattr(item, name) for name in names} | {"kind": str(item.kind)}


def _thaw_layout(items: Sequence[Mapping[str, Any]]) -> tuple[Layout, ...]:
    """Return the columns, each reading its place of a row's values."""
    places = iter(range(10_000))

    def item(data: Mapping[str, Any]) -> Layout:
        if "group" in data:
            return Group(data["group"], tuple(item(child) for child in data["children"]), data["number"])
        return Column(**dict(data) | {"kind": Kind(data["kind"]), "value": itemgetter(next(places))})

    return tuple(item(data) for data in items)


def _freeze_row(row: Row[Any], columns: list[Column[Any]]) -> dict[str, Any]:
    cells = [_pack(column.value(row.data)) for column in columns]
    return {"key": row.key, "level": row.level, "parts": list(row.parts), "cells": cells}


def _thaw_row(data: Mapping[str, Any]) -> Row[Any]:
    return Row(data["key"], data["level"], tuple(map(_unpack, data["cells"])), tuple(data["parts"]))


def _pack(value: Value | Cell) -> Any:
    """Return a value as JSON holds it: what JSON has no word for becomes a tag and a text."""
    if isinstance(value, Cell):
        return {"sel": asdict(value) | {"value": _pack(value.value), "kind": value.kind and str(value.kind)}}
    if isinstance(value, Decimal):
        return {"desimal": str(value)}
    if isinstance(value, date):
        return {"waktu" if isinstance(value, datetime) else "tanggal": value.isoformat()}
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, int):
        return value
    raise DefinitionError(f"Nilai {value!r} bukan teks, angka persis, atau tanggal; tabel tidak dapat dibekukan.")


def _unpack(packed: Any) -> Value | Cell:
    if not isinstance(packed, dict):
        return packed  # type: ignore[no-any-return]
    [(tag, text)] = packed.items()
    if tag == "sel":
        kind = Kind(text["kind"]) if text["kind"] else None
        return Cell(**text | {"value": _unpack(text["value"]), "kind": kind})
    read: dict[str, Any] = {
        "desimal": Decimal,
        "tanggal": date.fromisoformat,
        "waktu": datetime.fromisoformat,
    }
    return read[tag](text)  # type: ignore[no-any-return]


def _freeze_qr(qr: QrVerifikasi) -> dict[str, Any]:
    return {"svg": qr.svg, "png": base64.b64encode(qr.png).decode("ascii"), "teks": list(qr.teks)}


def _thaw_qr(data: Mapping[str, Any]) -> QrVerifikasi:
    return QrVerifikasi(data["svg"], base64.b64decode(data["png"]), tuple(data["teks"]))


# Fingerprint ----------------------------------------------------------------------------------------------------


def data_hash(table: Table) -> str:
    """Return the sha256 of what the table says: title, headings, values, notes; not its look nor who signs it.

    A figure counts by its value (1.50 is 1.5); empty, zero and the text "0" are three things.
    """
    grid = table.grid
    said = {
        "judul": [table.nomor, table.title, table.subtitle],
        "kepala": [[*_path(grid, place), grid.number(place)] for place in range(len(grid.columns))],
        "baris": [[[cell.column, *_says(cell, grid)] for cell in row.cells if _speaks(cell)] for row in grid.body],
        "pembuka": "\n".join(table.preamble),
        "catatan": "\n".join(table.notes),
    } | ({"bagian": [data_hash(part) for part in table.bagian]} if table.bagian else {})
    text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _path(grid: Grid, place: int) -> list[str]:
    return [cell.text for cell in grid.above(place)]


def _speaks(cell: BodyCell) -> bool:
    return cell.value is not None or bool(cell.note)


def _says(cell: BodyCell, grid: Grid) -> tuple[Any, str]:
    """Return the value in one spelling, and the text of its footnote."""
    value: Any = cell.value
    if isinstance(value, Decimal | int):
        value = {"angka": plain(value)}
    elif isinstance(value, date):
        value = {"tanggal": value.isoformat()}
    return value, grid.footnotes[cell.note - 1] if cell.note else ""


# Differences ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beda:
    """One difference as a person reads it: first texts of the row, headings of the column, values as printed.

    `kunci` are the keys of row and column where one cell differs: what the difference is traced by.
    """

    baris: str
    kolom: str
    lama: str
    baru: str
    kunci: tuple[str, str] = field(default=("", ""), compare=False)


class Isi:
    """A table's cells by row key and column key, with the labels a person knows them by."""

    def __init__(self, table: Table) -> None:
        self.grid = table.grid
        keys = [column.key for column in self.grid.columns]
        self.columns = {key: " / ".join(_path(self.grid, place)) for place, key in enumerate(keys)}
        self.numbers = {key: self.grid.number(place) for place, key in enumerate(keys)}
        self.rows = {row.key: {keys[cell.column]: cell for cell in row.cells} for row in self.grid.body}

    def label(self, key: str) -> str:
        """Return the row's first two texts, its key where it has none."""
        texts = [
            cell.value for cell in self.rows[key].values() if isinstance(cell.value, str) and cell.value.strip()
        ]
        return shorten(" – ".join(texts[:2]) or key, LABEL, placeholder="…")

    def cell(self, row: str, column: str) -> BodyCell:
        """Return the cell; one that a span covers is empty."""
        return self.rows[row].get(column) or BodyCell(0, None, Kind.TEXT)


def differences(old: Table, new: Table) -> list[Beda]:
    """Return what `new` says otherwise than `old`: texts around the table, columns, rows, cells, their order."""
    before, after = Isi(old), Isi(new)
    labels = ({key: isi.label(key) for key in isi.rows} for isi in (before, after))
    return [
        *_texts(old, new),
        *_order("Urutan kolom", before.columns, after.columns),
        *_columns(before, after),
        *_order("Urutan baris", *labels),
        *_rows(before, after),
        *_parts(old, new),
    ]


def _parts(old: Table, new: Table) -> Iterator[Beda]:
    """Compare the further parts of a report, each with the one of its slug."""
    before, after = ({part.slug: part for part in table.bagian} for table in (old, new))
    yield from _order("Urutan bagian", *({slug: part.nomor for slug, part in x.items()} for x in (before, after)))
    for slug, part in before.items():
        yield from (
            differences(part, after[slug]) if slug in after else [Beda("Bagian", part.nomor, ADA, TIDAK_ADA)]
        )
    yield from (Beda("Bagian", part.nomor, TIDAK_ADA, ADA) for slug, part in after.items() if slug not in before)


def _texts(old: Table, new: Table) -> Iterator[Beda]:
    def texts(table: Table) -> dict[str, str]:
        around = {"Nomor": table.nomor, "Judul": table.title, "Subjudul": table.subtitle}
        return around | {"Pembuka": "\n".join(table.preamble), "Catatan": "\n".join(table.notes)}

    before, after = texts(old), texts(new)
    for name, text in before.items():
        if text != after[name]:
            yield Beda("Tabel", name, text or KOSONG, after[name] or KOSONG)


def _order(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Beda]:
    """Say where the order of what both have differs first; both are labels by key."""
    left, right = [key for key in old if key in new], [key for key in new if key in old]
    for a, b in zip(left, right, strict=True):
        if a != b:
            yield Beda("Tabel", name, old[a], new[b])
            return


def _columns(before: Isi, after: Isi) -> Iterator[Beda]:
    for key, path in before.columns.items():
        if key not in after.columns:
            yield Beda("Kolom", path, ADA, TIDAK_ADA)
        elif (path, before.numbers[key]) != (after.columns[key], after.numbers[key]):
            old, new = (f"{isi.columns[key]} {isi.numbers[key]}".strip() for isi in (before, after))
            yield Beda("Kepala kolom", path, old, new)
    yield from (
        Beda("Kolom", path, TIDAK_ADA, ADA) for key, path in after.columns.items() if key not in before.columns
    )


def _rows(before: Isi, after: Isi) -> Iterator[Beda]:
    common = [key for key in after.columns if key in before.columns]
    for row in after.rows:
        if row not in before.rows:
            yield Beda(after.label(row), SELURUH_BARIS, TIDAK_ADA, ADA)
            continue
        for column in common:
            old, new = before.cell(row, column), after.cell(row, column)
            if _says(old, before.grid) != _says(new, after.grid):
                printed = _both(old, new, before.grid, after.grid)
                yield Beda(after.label(row), after.columns[column], *printed, (row, column))
    yield from (
        Beda(before.label(row), SELURUH_BARIS, ADA, TIDAK_ADA) for row in before.rows if row not in after.rows
    )


def _both(old: BodyCell, new: BodyCell, before: Grid, after: Grid) -> tuple[str, str]:
    """Return both values as printed; unrounded where print shows no difference, with notes where those differ."""
    lama, baru = (cell_text(c.value, c.kind, c.places, c.fixed) or KOSONG for c in (old, new))
    if lama == baru:
        lama, baru = (_exact(cell.value) for cell in (old, new))
    (_, note), (_, other) = _says(old, before), _says(new, after)
    if note != other:
        lama, baru = (f"{text} [{said}]" if said else text for text, said in ((lama, note), (baru, other)))
    return lama, baru


def _exact(value: Value) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    return format_number(value) if isinstance(value, Decimal | int) else str(value or KOSONG)
