"""Database constraints that many models share."""

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
