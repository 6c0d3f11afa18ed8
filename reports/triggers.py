"""Database triggers that renew the revision at every change of a row behind the tables.

They see what no signal and no time of change sees: deletes, `QuerySet.update`, bulk writes, SQL by hand, and
transactions that commit in another order than they began. The word is random, not counted, so a revision that
was rolled back never comes again.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connections, models, transaction

NAME = "geser_revisi"  # of the triggers, and on PostgreSQL of their function
APPS = ("programs", "indicators", "targets")

# A writer takes a row nobody holds, or makes one: writers never wait for each other here and never deadlock.
POSTGRES_RENEW = "INSERT INTO reports_revisi (kode) VALUES (gen_random_uuid()::text)"
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION geser_revisi() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE taken bigint;
BEGIN
  SELECT id INTO taken FROM reports_revisi ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF taken IS NULL THEN
    INSERT INTO reports_revisi (kode) VALUES (gen_random_uuid()::text);
  ELSE
    UPDATE reports_revisi SET kode = gen_random_uuid()::text WHERE id = taken;
  END IF;
  RETURN NULL;
END $$"""
# Not INSERT OR REPLACE: SQLite gives the conflict clause of the statement outside precedence over one inside.
SQLITE_BODY = (
    "DELETE FROM reports_revisi; INSERT INTO reports_revisi (id, kode) VALUES (1, lower(hex(randomblob(16))));"
)


def sources() -> list[type[models.Model]]:
    """Return the models behind the tables: every one of the apps below `reports`."""
    return [model for name in APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]


def install(using: str) -> None:
    """Put the triggers on every table there is and renew the revision; run after each `migrate`."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if "reports_revisi" not in present:
        return
    models = [model for model in sources() if model._meta.db_table in present]
    statements = _postgres(models) if connection.vendor == "postgresql" else _sqlite(models)
    with transaction.atomic(using), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _update(model: type[models.Model]) -> str:
    """Return which updates count: signing in writes `last_login`, which no page shows."""
    if model is not get_user_model():
        return "UPDATE"
    columns = [str(field.column) for field in model._meta.concrete_fields if field.name != "last_login"]
    return f"UPDATE OF {', '.join(columns)}"


def _postgres(models: list[type[models.Model]]) -> list[str]:
    statements = [POSTGRES_FUNCTION]
    for model in models:
        table = model._meta.db_table
        statements.append(f'DROP TRIGGER IF EXISTS {NAME} ON "{table}"')
        statements.append(
            f'CREATE TRIGGER {NAME} AFTER INSERT OR {_update(model)} OR DELETE OR TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()"
        )
    return [*statements, "DELETE FROM reports_revisi", POSTGRES_RENEW]


def _sqlite(models: list[type[models.Model]]) -> list[str]:
    statements = []
    for model in models:
        table = model._meta.db_table
        for event in ("INSERT", _update(model), "DELETE"):
            name = f"{NAME}_{table}_{event[:6].lower()}"
            statements.append(f'DROP TRIGGER IF EXISTS "{name}"')
            statements.append(f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN {SQLITE_BODY} END')
    return [*statements, *SQLITE_BODY.split(";")[:2]]


def remove(using: str) -> None:
    """Take the triggers and the revision away before a `migrate`; nothing is kept until `install` has run.

    A trigger on named columns would stop a migration that changes one of them.
    """
    connection = connections[using]
    if "reports_revisi" not in connection.introspection.table_names():
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_revisi")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {NAME}() CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{NAME}%"])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def before_migrate(using: str, **kwargs: Any) -> None:
    remove(using)


def after_migrate(using: str, **kwargs: Any) -> None:
    install(using)
