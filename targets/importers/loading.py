"""Puts natural-keyed rows into the database: creates what is absent, lists what differs."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from programs.models import PlanRow
from renstra.lib.history import sign
from renstra.lib.tsv import Line

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose value in the database is not that of the data file."""

    place: str
    field: str
    stored: object
    given: object

    def __str__(self) -> str:
        return f"{self.place}: {self.field} tersimpan “{self.stored}”, berkas “{self.given}”"


@dataclass(slots=True)
class LoadReport:
    """What a run created, found different, and (with overwrite) changed."""

    created: int = 0
    unchanged: int = 0
    overwritten: int = 0
    differences: list[Difference] = field(default_factory=list)


def same(stored: object, given: object) -> bool:
    """Whether two values are one; a row of the plan is the same in every version, since links follow perubahan."""
    if isinstance(stored, PlanRow) and type(stored) is type(given):
        return (stored.renstra_id, stored.kode) == (given.renstra_id, given.kode)
    return stored == given


class Store:
    """Creates rows by natural key, once; never changes an existing row unless `overwrite` is set."""

    def __init__(self, *, overwrite: bool) -> None:
        self.overwrite = overwrite
        self.report = LoadReport()
        self._known: dict[tuple[type[models.Model], tuple[str, ...]], dict[tuple[Any, ...], Any]] = {}

    def put(self, line: Line, model: type[M], key: dict[str, Any], values: dict[str, Any]) -> M:
        """Return the row of `model` with natural `key`, created from `values` where absent."""
        rows = self._rows(model, tuple(key))
        natural = tuple(value.pk if isinstance(value, models.Model) else value for value in key.values())
        row: M | None = rows.get(natural)
        if row is None:
            row = rows[natural] = model(**key, **values)
            self._save(line, row)
            self.report.created += 1
        else:
            self._compare(line, row, values)
        return row

    def _rows(self, model: type[models.Model], fields: tuple[str, ...]) -> dict[tuple[Any, ...], Any]:
        if (model, fields) not in self._known:
            attnames = [model._meta.get_field(name).attname for name in fields]  # type: ignore[union-attr]
            rows = {tuple(getattr(row, a) for a in attnames): row for row in model._default_manager.all()}
            self._known[model, fields] = rows
        return self._known[model, fields]

    def _compare(self, line: Line, row: models.Model, values: dict[str, Any]) -> None:
        changed = {name: value for name, value in values.items() if not same(getattr(row, name), value)}
        if not changed:
            self.report.unchanged += 1
            return
        self._validate(line, self._changed_copy(row, changed))
        place = f"{line.file} baris {line.number} ({row})"
        for name, value in changed.items():
            self.report.differences.append(Difference(place, name, getattr(row, name), value))
        if self.overwrite:
            for name, value in changed.items():
                setattr(row, name, value)
            self._save(line, row)
            self.report.overwritten += 1

    @staticmethod
    def _changed_copy(row: M, changed: dict[str, Any]) -> M:
        copied = copy(row)
        for name, value in changed.items():
            setattr(copied, name, value)
        return copied

    @staticmethod
    def _validate(line: Line, row: models.Model) -> None:
        """Refuse what the model refuses, also for a difference that is only listed: a broken file is an error."""
        try:
            row.full_clean(validate_unique=False)
        except ValidationError as error:
            raise line.error(" ".join(error.messages)) from error

    def _save(self, line: Line, row: models.Model) -> None:
        self._validate(line, row)
        sign(row, None, "load_renstra")
        row.save()
