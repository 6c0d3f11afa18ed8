"""The grid as JSON: decimals as text with a dot (no figure passes through a float), null for empty."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from renstra.tabular.columns import Value
from renstra.tabular.table import BodyRow, Table


def render_json(table: Table) -> bytes:
    grid = table.grid
    document = {
        "tabel": table.slug,
        "judul": table.heading,
        "sebagian": table.partial,
        "kolom": [{"kunci": c.key, "label": c.label, "nomor": c.number, "jenis": c.kind} for c in grid.columns],
        "baris": [_row(row, [column.key for column in grid.columns], grid.footnotes) for row in grid.body],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")


def _row(row: BodyRow, keys: list[str], footnotes: tuple[str, ...]) -> dict[str, Any]:
    values = {keys[cell.column]: _value(cell.value) for cell in row.cells}
    notes = {keys[cell.column]: footnotes[cell.note - 1] for cell in row.cells if cell.note}
    return {"kunci": row.key, "tingkat": row.level, "nilai": values, **({"catatan": notes} if notes else {})}


def _value(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else value
