"""The grid as JSON: decimals as text with a dot (no figure passes through a float), null for empty.

`tanda` is the mark of drafts or demo figures, null where every figure counts. Further parts of a report stand in
`bagian`, each like the first. A row's `jenis` names the cells whose value is of another kind than their column,
such as a text among figures.
"""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from renstra.tabular.columns import Kind, Value
from renstra.tabular.table import BodyCell, BodyRow, Grid, Table
from renstra.tabular.text import plain, printed


def render_json(table: Table) -> bytes:
    first, *more = (_document(part) for part in table.in_parts)
    document = first | ({"bagian": more} if more else {})
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def _document(table: Table) -> dict[str, Any]:
    grid = table.grid
    return {
        "tabel": table.slug,
        "judul": table.heading,
        "tanda": table.watermark or None,
        "sebagian": table.partial,
        "data_per": table.data_per and table.data_per.isoformat(),
        "kolom": [_column(grid, place) for place in range(len(grid.columns))],
        "baris": [_row(row, grid) for row in grid.body],
        "pembuka": list(table.preamble),
        "catatan": list(table.notes),
    }


def _column(grid: Grid, place: int) -> dict[str, Any]:
    column = grid.columns[place]
    groups = [cell.text for cell in grid.above(place)][:-1]
    return {
        "kunci": column.key,
        "label": column.label,
        "kelompok": groups,
        "nomor": grid.number(place),
        "jenis": column.kind,
    }


def _row(row: BodyRow, grid: Grid) -> dict[str, Any]:
    keys = [column.key for column in grid.columns]
    document: dict[str, Any] = {
        "kunci": row.key,
        "tingkat": row.level,
        "nilai": {keys[cell.column]: _value(printed(cell.value, cell.places)) for cell in row.cells},
    }
    if notes := {keys[cell.column]: grid.footnotes[cell.note - 1] for cell in row.cells if cell.note}:
        document["catatan"] = notes
    kinds = {keys[cell.column]: _kind(cell) for cell in row.cells if cell.value is not None}
    if other := {key: kind for key, kind in kinds.items() if kind != grid.columns[keys.index(key)].kind}:
        document["jenis"] = other
    return document


def _kind(cell: BodyCell) -> Kind:
    textual = isinstance(cell.value, str) and cell.kind is not Kind.CODE
    return Kind.TEXT if textual else cell.kind


def _value(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
