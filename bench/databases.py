"""Two databases side by side: one agency alone, and the same agency among many."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, connections

ALONE, AMONG = "default", "ramai"


class Chosen:
    """Sends every query to the database in use; set as DATABASE_ROUTERS."""

    alias = ALONE

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return type(self).alias

    db_for_write = db_for_read


@contextmanager
def using(alias: str) -> Iterator[None]:
    Chosen.alias = alias
    try:
        yield
    finally:
        Chosen.alias = ALONE


def add_second() -> None:
    """Make the second, empty database: another file beside SQLite's, another one in the same PostgreSQL server."""
    first = connections.settings[ALONE]
    name = f"{first['NAME']}-{AMONG}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    settings.DATABASES[AMONG] = connections.settings[AMONG] = {**first, "NAME": name}
