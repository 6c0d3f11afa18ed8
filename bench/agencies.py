"""Copies the loaded agency many times, in the database itself: the same plan under other keys."""

from typing import Any

from django.apps import apps
from django.db import connections, models

from reports.triggers import remove

OFFSET = 100_000


def copied_models() -> list[type[models.Model]]:
    """Return the models of the plan in creation order; people, posts and the city stay single."""
    single = {"pengguna", "penugasan", "pemerintahdaerah", "jabatan", "pejabat", "nomenklatur", "padanankode"}
    labels = ("programs", "indicators", "targets")
    every = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return [model for model in every if model._meta.model_name not in single]


def copy_agency(alias: str, count: int) -> None:
    """Add `count` agencies beside the one loaded in a database."""
    connection = connections[alias]
    chosen = set(copied_models())
    remove(alias)  # triggers that would run for each of a million rows
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        for model in chosen:
            cursor.execute(_statement(model, chosen, count))
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _statement(model: type[models.Model], chosen: set[type[models.Model]], count: int) -> str:
    fields = list(model._meta.concrete_fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, chosen) for field in fields)
    table = model._meta.db_table
    return (
        f'INSERT INTO "{table}" ({columns}) '  # noqa: S608 — names come from the models
        f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {count}) "
        f'SELECT {values} FROM "{table}", n WHERE id < {OFFSET}'
    )


def _value(field: Any, chosen: set[type[models.Model]]) -> str:
    column = f'"{field.column}"'
    if field.primary_key or (field.is_relation and field.related_model in chosen):
        return f"{column} + k * {OFFSET}"
    return f"{column} || '-' || k" if field.unique else column
