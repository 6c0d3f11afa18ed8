from targets.services.perubahan import (
    PLAN_ROWS,
    PerubahanError,
    discard_perubahan,
    enact,
    replace_row,
    start_perubahan,
    withdraw_row,
)

__all__ = [
    "PLAN_ROWS",
    "PerubahanError",
    "discard_perubahan",
    "enact",
    "replace_row",
    "start_perubahan",
    "withdraw_row",
]
