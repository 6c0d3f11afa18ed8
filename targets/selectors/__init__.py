from targets.selectors.rencana import (
    PlanDocumentError,
    last_change,
    pagu_by_code,
    plan_document,
    plan_documents,
    plan_findings,
    printed_figures,
    ruling_document,
    stated_by_indicator,
    targets_by_indicator,
)

__all__ = [
    "PlanDocumentError",
    "last_change",
    "pagu_by_code",
    "plan_document",
    "plan_documents",
    "plan_findings",
    "printed_figures",
    "ruling_document",
    "stated_by_indicator",
    "targets_by_indicator",
]
