"""Makes and takes back the changes of an import: many rows at once, history kept, never over a later change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from programs.models import Pengguna
from renstra.lib.constraints import broken_rule
from renstra.lib.errors import RenstraError
from renstra.lib.history import remember
from renstra.lib.importing import Aksi, Perubahan
from renstra.lib.numbers import format_number
from renstra.lib.waktu import format_waktu
from targets.selectors.riwayat import person_name

BATCH = 1000
REFUSALS = (IntegrityError, DataError, ValidationError, ProtectedError)
"""How a row, the database or a guard of it says no."""


class ImporError(RenstraError):
    """The import cannot be applied or undone; `rincian` names the rows, a sentence each."""

    def __init__(self, message: str, rincian: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.rincian = list(rincian)


class Penulis:
    """Writes changes in their order, rows of one kind together; the caller holds the transaction."""

    def __init__(self, user: Pengguna, cara: str, at: datetime) -> None:
        self.user, self.cara, self.at = user, cara, at
        self.baru: dict[str, int] = {}

    def write(self, changes: Sequence[Perubahan]) -> None:
        """Make the changes and note in each made row's change its primary key.

        Raises `ImporError` where a row is no longer as the change saw it, or the database refuses one.
        """
        for (aksi, label, _), group in groupby(changes, key=_kind):
            model = apps.get_model(label)
            step = {Aksi.BUAT: self._create, Aksi.UBAH: self._update, Aksi.HAPUS: self._delete}[aksi]
            try:
                step(model, list(group))
            except REFUSALS as error:
                raise ImporError(broken_rule(error, model)) from error

    def _create(self, model: type[models.Model], changes: list[Perubahan]) -> None:
        rows = [model(**self._values(model, change.sesudah)) for change in changes]
        self._insert(model, rows)
        for change, row in zip(changes, rows, strict=True):
            change.pk = row.pk
            if change.kunci:
                self.baru[change.kunci] = row.pk

    def _insert(self, model: type[models.Model], rows: list[Any]) -> None:
        model._default_manager.bulk_create(rows, batch_size=BATCH)
        self._remember(model, rows, "+")

    def _update(self, model: type[models.Model], changes: list[Perubahan]) -> None:
        rows = stored_rows(model, changes)
        require_unchanged(model, changes, rows)
        for change in changes:
            for name, value in self._values(model, change.sesudah).items():
                setattr(rows[change.pk], name, value)  # type: ignore[index]
        names = {name for change in changes for name in change.sesudah}
        self._store(model, list(rows.values()), names, diam=changes[0].diam)

    def _store(self, model: type[models.Model], rows: list[Any], names: Iterable[str], *, diam: bool) -> None:
        """Update whole rows in one statement per batch: an update with a case for each row is ten times slower."""
        fields = {model._meta.get_field(name).name for name in names}
        if not diam:
            fields |= {field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)}
        key: Any = model._meta.pk
        model._default_manager.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, update_fields=sorted(fields), unique_fields=[key.name]
        )
        self._remember(model, rows, "~")

    def _delete(self, model: type[models.Model], changes: list[Perubahan]) -> None:
        rows = stored_rows(model, changes)
        require_unchanged(model, changes, rows)
        gone = [rows[change.pk] for change in changes]  # type: ignore[index]
        require_alone(
            gone, "Baris tidak dapat dihapus: masih ada {count} baris di bawahnya. Hapus dahulu baris itu."
        )
        self._remove(model, gone)

    def _remove(self, model: type[models.Model], rows: list[Any]) -> None:
        for row in rows:  # one by one: each leaves its own history
            row._history_user, row._change_reason, row._history_date = self.user, self.cara, self.at
            row.delete()

    def _erase(self, model: type[models.Model], rows: list[Any]) -> None:
        """Delete rows under which nothing hangs, all at once unless a row elsewhere has to let go of them."""
        if any(each.on_delete is models.SET_NULL for each in model._meta.related_objects):
            self._remove(model, rows)
            return
        self._remember(model, rows, "-")
        keys = [row.pk for row in rows]
        using = router.db_for_write(model)
        for start in range(0, len(keys), BATCH):
            model._default_manager.filter(pk__in=keys[start : start + BATCH])._raw_delete(using)

    def _remember(self, model: Any, rows: list[Any], kind: str) -> None:
        remember(model, [row.pk for row in rows], kind, self.user, self.cara, self.at)

    def _values(self, model: type[models.Model], plain: dict[str, Any]) -> dict[str, Any]:
        """Return plain values as the model takes them, links to rows just made filled in."""
        return {
            name: self.baru[value["baru"]]
            if isinstance(value, dict) and "baru" in value
            else python_value(model, name, value)
            for name, value in plain.items()
        }

    def revert(self, changes: Sequence[Perubahan]) -> None:
        """Take the changes back, the last first; raises `ImporError` where a later change stands on top."""
        require_still_as_imported(changes)
        for (aksi, label, _), group in groupby(reversed(changes), key=_kind):
            model, members = apps.get_model(label), list(group)
            try:
                self._revert(aksi, model, members)
            except REFUSALS as error:
                raise ImporError(broken_rule(error, model)) from error

    def _revert(self, aksi: Aksi, model: type[models.Model], changes: list[Perubahan]) -> None:
        if aksi == Aksi.BUAT:
            rows = stored_rows(model, changes)
            made = [rows[change.pk] for change in changes]  # type: ignore[index]
            require_alone(
                made,
                "Impor tidak dapat diurungkan: {count} baris ditambahkan sesudahnya di bawah baris impor ini. "
                "Hapus dahulu baris itu.",
            )
            self._erase(model, made)
        elif aksi == Aksi.UBAH:
            rows = stored_rows(model, changes)
            for change in changes:
                for name, value in self._values(model, change.sebelum).items():
                    setattr(rows[change.pk], name, value)  # type: ignore[index]
            names = {name for change in changes for name in change.sebelum}
            self._store(model, list(rows.values()), names, diam=changes[0].diam)
        else:
            self._insert(model, [model(pk=each.pk, **self._values(model, each.sebelum)) for each in changes])


def _kind(change: Perubahan) -> tuple[Aksi, str, bool]:
    """What is written together."""
    return change.aksi, change.model, change.diam


def python_value(model: type[models.Model], name: str, value: Any) -> Any:
    return value if value is None else _reader(model, name)(value)


@cache
def _reader(model: type[models.Model], name: str) -> Callable[[Any], Any]:
    field: Any = model._meta.get_field(name)
    return cast(Callable[[Any], Any], field.to_python)


def stored_rows(model: type[models.Model], changes: Sequence[Perubahan]) -> dict[int, Any]:
    """Return the rows the changes are about, locked, by primary key; one that is gone is absent."""
    keys = [change.pk for change in changes]
    found: dict[int, Any] = {}
    for start in range(0, len(keys), BATCH // 2):
        part = model._default_manager.filter(pk__in=keys[start : start + BATCH // 2])
        found.update({row.pk: row for row in part.select_for_update(of=("self",))})
    return found


def require_unchanged(model: type[models.Model], changes: Sequence[Perubahan], rows: dict[int, Any]) -> None:
    """Refuse where a row is no longer what the person saw in the preview."""
    moved = _differing(model, changes, rows, "sebelum", {})
    if moved:
        raise ImporError("Data berubah sejak pratinjau; periksa berkas ini sekali lagi.", moved)


def require_still_as_imported(changes: Sequence[Perubahan]) -> None:
    """Refuse to undo where somebody changed or deleted a row after the import, naming each."""
    later: list[str] = []
    made = {change.kunci: change.pk for change in changes if change.kunci}
    for label, group in groupby(sorted(changes, key=lambda each: each.model), key=lambda each: each.model):
        model, members = apps.get_model(label), [each for each in group if each.aksi != Aksi.HAPUS]
        later += _differing(model, members, stored_rows(model, members), "sesudah", made)
    if later:
        raise ImporError(
            f"Impor tidak dapat diurungkan: {len(later)} baris sudah diubah sesudahnya. "
            "Kembalikan dahulu perubahan itu, atau perbaiki angkanya langsung.",
            later,
        )


def require_alone(rows: Sequence[models.Model], sentence: str) -> None:
    """Refuse to delete rows with which others would go that hang under them; raises `ImporError` naming those."""
    if not rows:
        return
    collector = Collector(using=router.db_for_write(type(rows[0])))
    collector.collect(rows)
    own = {(type(row), row.pk) for row in rows}
    found = [row for group in (*collector.data.values(), *collector.fast_deletes) for row in group]
    others = [row for row in found if (type(row), row.pk) not in own]
    if others:
        named = [f"{row._meta.verbose_name} {row}" for row in others]
        raise ImporError(sentence.format(count=len(others)), named)


def _differing(
    model: type[models.Model],
    changes: Sequence[Perubahan],
    rows: Mapping[int, Any],
    side: str,
    made: Mapping[str, int | None],
) -> list[str]:
    """Say of each change whose row does not hold the values of one `side`, what it holds and who let it.

    `made` says which row each link to a row of the same import has become.
    """
    differences = ((each, _difference(model, each, rows.get(each.pk or 0), side, made)) for each in changes)
    found = [(change, sentence) for change, sentence in differences if sentence]
    who = last_writers(model, [change.pk for change, _ in found if change.pk])
    return [
        f"{change.nama} ({change.tempat}): {sentence}{who.get(change.pk or 0, '')}." for change, sentence in found
    ]


def _difference(
    model: type[models.Model], change: Perubahan, row: Any, side: str, made: Mapping[str, int | None]
) -> str:
    if row is None:
        return "sudah dihapus"
    parts = []
    for name, stated in getattr(change, side).items():
        value = made[stated["baru"]] if isinstance(stated, dict) and "baru" in stated else stated
        if (held := getattr(row, name)) != (expected := python_value(model, name, value)):
            label = model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            parts.append(f"{label} kini “{_shown(held)}”, bukan “{_shown(expected)}”")
    return "; ".join(parts)


def _shown(value: Any) -> str:
    """Write a value as a person reads it; nothing for an empty one."""
    return format_number(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def last_writers(model: Any, keys: Sequence[int]) -> dict[int, str]:
    """Return who changed each row last, and when, as the end of a sentence; nothing of a model without history."""
    if not keys or not hasattr(model, "history"):
        return {}
    name = model._meta.pk.attname
    records = model.history.filter(**{f"{name}__in": keys[:BATCH]}).order_by("history_date", "history_id")
    return {
        getattr(row, name): f", oleh {person_name(row.history_user)} pada {format_waktu(row.history_date)}"
        for row in records.select_related("history_user")
    }
