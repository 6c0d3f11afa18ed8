"""System checks of the installation."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.db import connections


def database_answers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Connect to each of `databases`; manage.py turns the `OperationalError` into one sentence.

    Django gives `databases` only to `check --database NAME` and to `migrate`, so a plain `check` connects nowhere.
    """
    for name in databases or ():
        connections[name].ensure_connection()
    return []
