"""Asserts that a rule refuses a row: to the person with its sentence, and to the database whatever the way in."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction


def assert_refused(row: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert sentence in " ".join(error.value.messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=row.pk is None)
        connection.check_constraints()
