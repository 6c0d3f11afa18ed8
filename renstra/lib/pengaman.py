"""Guards in the database itself: triggers on both engines that refuse what no code of ours may do.

They are taken off before a migration that has work to do and put back after every `migrate`: SQLite drops the
triggers of a table it rebuilds, and refuses to rebuild one that a trigger mentions. The sentences are those a
person would read; the services say the same before the database has to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses `event` on a row of `table` where `condition` holds, with the sentence."""

    rule: str
    table: str
    event: str
    condition: str
    sentence: str

    @property
    def name(self) -> str:
        return f"pengaman_{self.table.partition('_')[2]}_{self.rule}"

    def create(self, vendor: str) -> list[str]:
        head = f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW"
        if vendor == "sqlite":
            return [f"{head} WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"]
        returned = "OLD" if self.event == "DELETE" else "NEW"
        body = (
            f"BEGIN IF {self.condition} THEN RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {returned}; END"
        )
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"{head} EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, vendor: str) -> str:
        if vendor == "sqlite":
            return f"DROP TRIGGER IF EXISTS {self.name}"
        return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"


class Penjaga:
    """The guards of one app, put in place once its last guarded table is there."""

    def __init__(self, guards: Sequence[Guard]) -> None:
        self.guards = guards
        self.tables = {guard.table for guard in guards}

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            for guard in self.guards:
                cursor.execute(guard.drop(connection.vendor))

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Put every guard in place; running it again changes nothing."""
        self.drop(connection)
        with connection.cursor() as cursor:
            for guard in self.guards:
                for statement in guard.create(connection.vendor):
                    cursor.execute(statement)

    def connect_signals(self, sender: Any) -> None:
        """Take the guards off before migrations that have work to do, and put them back after every `migrate`."""
        pre_migrate.connect(self._before, sender=sender, weak=False)
        post_migrate.connect(self._after, sender=sender, weak=False)

    def _before(self, using: str, plan: Any = (), **kwargs: Any) -> None:
        if plan:
            self.drop(connections[using])

    def _after(self, using: str, **kwargs: Any) -> None:
        connection = connections[using]
        if self.tables <= set(connection.introspection.table_names()):
            self.create(connection)
