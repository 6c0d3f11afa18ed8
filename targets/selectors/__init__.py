from targets.selectors.rencana import (
    last_change,
    pagu_by_code,
    plan_findings,
    plan_snapshot,
    printed_figures,
    ruling_document,
    targets_by_indicator,
)

__all__ = [
    "last_change",
    "pagu_by_code",
    "plan_findings",
    "plan_snapshot",
    "printed_figures",
    "ruling_document",
    "targets_by_indicator",
]
