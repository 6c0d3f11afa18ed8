"""The history of tracked rows: who, when, what it was and what it became."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords


class Riwayat(HistoricalRecords):  # type: ignore[misc]
    """History records with Indonesian names, so that no English reaches the admin."""

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        name = f"riwayat {model._meta.verbose_name}"
        return options | {"verbose_name": name, "verbose_name_plural": name}


def sign(row: Any, user: Any, cara: str = "", at: datetime | None = None) -> None:
    """Name who changes `row`, by what way and when (now) for the history its next save or delete writes."""
    row._history_user = user
    row._change_reason = cara
    row._history_date = at or timezone.now()
