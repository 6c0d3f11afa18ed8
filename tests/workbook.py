"""Reopens a workbook as a test sees it."""

import io
from typing import Any

import openpyxl


def open_sheet(content: bytes, *, values: bool = True) -> Any:
    """Return the first sheet: stored values, or with `values=False` the formulas."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values).active
