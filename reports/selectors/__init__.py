"""Makes the rows of the official tables; a table definition only lays them out."""

from reports.selectors.rencana import (
    IndicatorRow,
    PlanFilter,
    PlanRow,
    cascade_rows,
    indicator_rows,
    program_pagu_rows,
)

__all__ = [
    "IndicatorRow",
    "PlanFilter",
    "PlanRow",
    "cascade_rows",
    "indicator_rows",
    "program_pagu_rows",
]
