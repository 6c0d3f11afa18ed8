"""XLS: the values from calamine."""

import io
from typing import Any

from python_calamine import CalamineWorkbook

from renstra.lib.pembaca.anak.sel import workbook


def read(content: bytes) -> dict[str, Any]:
    """Return the workbook; raises `Tolak`, or an error that the caller knows as a broken file."""
    return workbook(CalamineWorkbook.from_filelike(io.BytesIO(content)), {}, format="tidak_diketahui")
