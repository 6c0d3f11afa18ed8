"""Database constraints that many models share."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, models
from django.db.models import Q


def known_choice(field: str, choices: type[models.TextChoices], name: str, message: str) -> models.CheckConstraint:
    """Refuse a value of `field` that is not one of `choices`, also where it does not come through a form."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}), name=name, violation_error_message=message
    )


def exactly_one(*fields: str) -> Q:
    """Return the condition that exactly one of the given foreign keys is set."""
    choices = Q()
    for chosen in fields:
        choices |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return choices


def broken_rule(error: Exception, model: type[models.Model]) -> str:
    """Return the sentence of the rule that a refused write broke, as a person reads it.

    The database says which: PostgreSQL by the constraint's name, SQLite by that name or by the columns of a unique
    one; a guard says its sentence itself.
    """
    if isinstance(error, models.ProtectedError):
        used = next(iter(error.protected_objects))
        return f"{model._meta.verbose_name} masih dipakai oleh {used._meta.verbose_name} “{used}”."
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, DataError):
        return "Sebuah nilai terlalu besar atau terlalu panjang untuk disimpan."
    text, first = str(error), str(error).splitlines()[0]
    for constraint in model._meta.constraints:
        fields: list[Any] = [model._meta.get_field(name) for name in getattr(constraint, "fields", ())]
        columns = [field.column for field in fields]
        listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
        if constraint.name in first or (columns and first.endswith(f"UNIQUE constraint failed: {listed}")):
            return str(constraint.violation_error_message)
    return _broken_column(text, model) or first


_COLUMN = {
    re.compile(
        r"UNIQUE constraint failed: \w+\.(\w+)$|Key \((\w+)\)=.* already exists", re.DOTALL
    ): "sudah dipakai baris lain.",
    re.compile(r"NOT NULL constraint failed: \w+\.(\w+)|null value in column \"(\w+)\""): "wajib diisi.",
}
"""What SQLite and PostgreSQL say of a rule that a column has by itself."""


def _broken_column(text: str, model: type[models.Model]) -> str:
    for pattern, sentence in _COLUMN.items():
        if found := pattern.search(text):
            column = found[1] or found[2]
            field = next((each for each in model._meta.concrete_fields if each.column == column), None)
            name = str(field.verbose_name) if field else column
            return f"{name[:1].upper()}{name[1:]} {sentence}"
    return ""
