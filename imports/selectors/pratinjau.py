"""The changes of an import as people read them: by kind of row, with the names and figures they know."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime

from renstra.lib.importing import Aksi, Perubahan
from renstra.lib.numbers import format_number, format_tanggal
from renstra.lib.waktu import format_waktu

KOSONG = "kosong"
RAHASIA = ("password",)
"""Columns whose values are never shown."""


@dataclass(frozen=True, slots=True)
class NilaiPratinjau:
    """One column of a changed row: what it is called, and its value before and after."""

    nama: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class BarisPratinjau:
    """One row that is made, changed or deleted, and where the file states it."""

    nama: str
    tempat: str
    nilai: tuple[NilaiPratinjau, ...]


@dataclass(frozen=True, slots=True)
class KelompokPratinjau:
    """Rows of one kind to which the same happens: how many in all, those shown, and what all of them share."""

    nama: str
    aksi: Aksi
    banyak: int
    baris: tuple[BarisPratinjau, ...]
    bersama: tuple[NilaiPratinjau, ...] = ()


def count_groups(changes: Iterable[Perubahan]) -> list[tuple[str, list[tuple[Aksi, int]]]]:
    """Return of each kind of row its name, and how many of them are made, changed and deleted."""
    counts = Counter((each.model, each.aksi) for each in changes)
    models = dict.fromkeys(model for model, _ in counts)
    return [
        (_kind(model), [(aksi, counts[model, aksi]) for aksi in Aksi if counts[model, aksi]]) for model in models
    ]


def ordered(changes: Sequence[Perubahan]) -> list[Perubahan]:
    """Return the changes with those of one kind together, else in the order of the file."""
    place = {model: number for number, model in enumerate(dict.fromkeys(each.model for each in changes))}
    steps = list(Aksi)
    return sorted(changes, key=lambda each: (place[each.model], steps.index(each.aksi)))


def preview(changes: Sequence[Perubahan], shown: Sequence[Perubahan]) -> list[KelompokPratinjau]:
    """Return the shown part of all the changes, in groups; at most one query for each model that is linked to."""
    totals = Counter((each.model, each.aksi) for each in changes)
    shared = {key: _shared(changes, key) for key in {(each.model, each.aksi) for each in shown}}
    names = _Nama(changes, shown)
    groups = []
    for key in dict.fromkeys((each.model, each.aksi) for each in shown):
        members = [each for each in shown if (each.model, each.aksi) == key]
        rows = tuple(
            BarisPratinjau(_capital(each.nama), each.tempat.replace("!", ", "), names.values(each, shared[key]))
            for each in members
        )
        common = names.shared(key[0], shared[key])
        groups.append(KelompokPratinjau(_kind(key[0]), key[1], totals[key], rows, common))
    return groups


def _kind(label: str) -> str:
    return _capital(str(apps.get_model(label)._meta.verbose_name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shared(changes: Iterable[Perubahan], key: tuple[str, Aksi]) -> dict[str, Any]:
    """Return the values that all made rows of a kind have in common; not worth saying where there is only one."""
    model, aksi = key
    rows = [each.sesudah for each in changes if each.model == model and each.aksi == aksi]
    if aksi != Aksi.BUAT or len(rows) < 2:
        return {}
    first = rows[0]
    return {name: value for name, value in first.items() if all(row.get(name) == value for row in rows)}


class _Nama:
    """Writes values; knows the names of the rows that links on the page point at."""

    def __init__(self, changes: Sequence[Perubahan], shown: Sequence[Perubahan]) -> None:
        self.made = {each.kunci: each.nama for each in changes if each.kunci}
        wanted: dict[type[models.Model], set[int]] = {}
        for change in shown:
            for name, value in (*change.sebelum.items(), *change.sesudah.items()):
                field = _field(change.model, name)
                if isinstance(field, models.ForeignKey) and isinstance(value, int):
                    wanted.setdefault(field.related_model, set()).add(value)
        self.rows = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}

    def values(self, change: Perubahan, shared: Mapping[str, Any]) -> tuple[NilaiPratinjau, ...]:
        """Return what changes in a row; of a row made or deleted only what it holds."""
        names = list(dict.fromkeys((*change.sebelum, *change.sesudah)))
        found = [self._value(change.model, name, change.sebelum.get(name), change.sesudah.get(name))
                 for name in names if name not in shared]  # fmt: skip
        return tuple(each for each in found if each.lama != each.baru or change.aksi == Aksi.UBAH)

    def shared(self, model: str, shared: Mapping[str, Any]) -> tuple[NilaiPratinjau, ...]:
        found = [self._value(model, name, None, value) for name, value in shared.items()]
        return tuple(each for each in found if each.baru != KOSONG)

    def _value(self, model: str, name: str, before: Any, after: Any) -> NilaiPratinjau:
        field = _field(model, name)
        label = str(getattr(field, "verbose_name", name))
        return NilaiPratinjau(label, self.text(field, before), self.text(field, after))

    def text(self, field: Any, value: Any) -> str:
        """Write a plain value as people here write it."""
        if value is None or value == "" or value == {}:
            return KOSONG
        if getattr(field, "name", "") in RAHASIA:
            return "•••"
        if isinstance(value, Mapping) and "baru" in value:
            return self.made.get(value["baru"], "baris baru")
        if isinstance(field, models.ForeignKey):
            row = self.rows.get(field.related_model, {}).get(value)
            return str(row) if row is not None else "sudah dihapus"
        return _plain(field, value)


def _plain(field: Any, value: Any) -> str:
    if choices := dict(getattr(field, "flatchoices", ())):
        return str(choices.get(value, value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(field, models.DecimalField):
        return format_number(Decimal(str(value)))
    if isinstance(field, models.DateTimeField):
        return format_waktu(value if isinstance(value, datetime) else parse_datetime(str(value)))
    if isinstance(field, models.DateField):
        return format_tanggal(parse_date(str(value)))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {each}" for key, each in value.items())
    return str(value)


def _field(model: str, name: str) -> Any:
    try:
        return apps.get_model(model)._meta.get_field(name)
    except FieldDoesNotExist:
        return None
