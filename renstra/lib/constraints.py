"""Database constraints that many models share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
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
    text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error).splitlines()[0]
    for constraint in model._meta.constraints:
        fields: list[Any] = [model._meta.get_field(name) for name in getattr(constraint, "fields", ())]
        columns = [field.column for field in fields]
        listed = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
        if constraint.name in text or (columns and text.endswith(f"UNIQUE constraint failed: {listed}")):
            return str(constraint.violation_error_message)
    return text
