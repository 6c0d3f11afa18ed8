"""The grid as CSV for Indonesian Excel: UTF-8 with BOM, semicolons, decimal comma, no thousands separator."""

import csv
import io
from decimal import Decimal

from renstra.tabular.columns import Value
from renstra.tabular.table import Table
from renstra.tabular.text import printed

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_csv(table: Table) -> bytes:
    """Return one header line (groups joined with ` / `) and one line a row; text never runs as a formula."""
    grid = table.grid
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([" / ".join(cell.text for cell in grid.above(place)) for place in range(len(grid.columns))])
    for row in grid.body:
        cells = {cell.column: printed(cell.value, cell.places) for cell in row.cells}
        writer.writerow([_value(cells.get(place)) for place in range(len(grid.columns))])
    return out.getvalue().encode("utf-8-sig")


def _value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, str) and value.startswith(RUNS_AS_FORMULA):
        return f"'{value}"
    return str(value)
