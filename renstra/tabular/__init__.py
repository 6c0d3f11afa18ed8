"""The table engine: one definition, one grid, renderers for HTML, PDF, XLSX, CSV and JSON."""

from renstra.tabular.columns import Cell, Column, Group, Kind, Layout, Value
from renstra.tabular.table import DefinitionError, Grid, Kop, Paper, QrVerifikasi, Row, SignatureBlock, Table

__all__ = [
    "Cell",
    "Column",
    "DefinitionError",
    "Grid",
    "Group",
    "Kind",
    "Kop",
    "Layout",
    "Paper",
    "QrVerifikasi",
    "Row",
    "SignatureBlock",
    "Table",
    "Value",
]
