"""The grid as CSV for Indonesian Excel: UTF-8 with BOM, semicolons, decimal comma, no thousands separator."""

import csv
import io
from decimal import Decimal
from typing import Any

from renstra.tabular.columns import Value
from renstra.tabular.table import Table
from renstra.tabular.text import plain, printed

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
KUTIP = "'"


def render_csv(table: Table) -> bytes:
    """Return one header line (groups joined with ` / `) and one line a row; text never runs as a formula.

    The mark of drafts or demo figures is a last column, so that the header stays the first line for programs that
    import the file, and a row copied out of it still carries the mark. The parts of a report follow each other,
    each below a line that names it.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for part in table.in_parts:
        if table.bagian:  # which part it is, and between two of them an empty line
            writer.writerows([*([[]] if part.slug != table.slug else []), [csv_value(part.heading)]])
        _write(writer, part)
    return out.getvalue().encode("utf-8-sig")


def _write(writer: Any, table: Table) -> None:
    grid = table.grid
    if not grid.columns:
        writer.writerows([csv_value(text)] for text in table.preamble)
        return
    head = [" / ".join(cell.text for cell in grid.above(place)) for place in range(len(grid.columns))]
    mark = [table.watermark] if table.watermark else []
    writer.writerow([*head, *(["TANDA"] if mark else [])])
    for row in grid.body:
        cells = {cell.column: printed(cell.value, cell.places) for cell in row.cells}
        writer.writerow([csv_value(cells.get(place)) for place in range(len(grid.columns))] + mark)


def csv_value(value: Value) -> str:
    """Return a value as a cell of the file; an apostrophe goes before text that would run, and comes off again in
    `renstra.lib.pembaca`."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value).replace(".", ",")
    if isinstance(value, str) and value.lstrip(KUTIP).startswith(RUNS_AS_FORMULA):
        return f"{KUTIP}{value}"
    return str(value)
