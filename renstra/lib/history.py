"""The history of tracked rows: who, when, what it was and what it became."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connections, models, router
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


BATCH = 1000


def remember(model: Any, keys: Sequence[int], kind: str, user: Any, cara: str, at: datetime) -> None:
    """Write the history of many rows, by primary key, as they now stand in the database; it copies them itself.

    `kind` is `+` (made), `~` (changed) or `-` (about to be deleted). A model without a history leaves none.
    """
    if not hasattr(model, "history"):
        return
    history = model.history.model
    connection = connections[router.db_for_write(history)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in history.tracked_fields)
    how = ("history_date", "history_user_id", "history_change_reason", "history_type")
    table, key = quoted(model._meta.db_table), quoted(model._meta.pk.column)
    told = [connection.ops.adapt_datetimefield_value(at), user.pk if user else None, cara, kind]
    statement = (
        f"INSERT INTO {quoted(history._meta.db_table)} ({columns}, {', '.join(map(quoted, how))}) "  # noqa: S608
        f"SELECT {columns}, %s, %s, %s, %s FROM {table} WHERE {key} IN "
    )  # names come from the models
    with connection.cursor() as cursor:
        for start in range(0, len(keys), BATCH):
            part = keys[start : start + BATCH]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"{statement}({marks}) ORDER BY {key}", [*told, *part])
