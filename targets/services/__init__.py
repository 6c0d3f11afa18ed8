from targets.services.perubahan import (
    PerubahanError,
    discard_perubahan,
    enact,
    replace_row,
    start_perubahan,
    withdraw_row,
)

__all__ = [
    "PerubahanError",
    "discard_perubahan",
    "enact",
    "replace_row",
    "start_perubahan",
    "withdraw_row",
]
