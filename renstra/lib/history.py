"""The history of tracked rows: who, when, what it was and what it became."""

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class Riwayat(HistoricalRecords):  # type: ignore[misc]
    """History records with Indonesian names, so that no English reaches the admin."""

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        name = f"riwayat {model._meta.verbose_name}"
        return options | {"verbose_name": name, "verbose_name_plural": name}
