"""Makes and takes back the changes of an import: many rows at once, history kept, never over a later change."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from programs.models import Pengguna
from renstra.lib.constraints import broken_rule
from renstra.lib.errors import RenstraError
from renstra.lib.importing import Aksi, Perubahan

BATCH = 1000


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
            except (IntegrityError, ValidationError, ProtectedError) as error:
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
        self._remember(model, rows, update=False)

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
        self._remember(model, rows, update=True)

    def _delete(self, model: type[models.Model], changes: list[Perubahan]) -> None:
        rows = stored_rows(model, changes)
        require_unchanged(model, changes, rows)
        self._remove(model, [rows[change.pk] for change in changes])  # type: ignore[index]

    def _remove(self, model: type[models.Model], rows: list[Any]) -> None:
        for row in rows:  # one by one: each leaves its own history
            row._history_user, row._change_reason, row._history_date = self.user, self.cara, self.at
            row.delete()

    def _remember(self, model: Any, rows: list[Any], *, update: bool) -> None:
        if hasattr(model, "history"):
            model.history.bulk_history_create(
                rows,
                batch_size=BATCH,
                update=update,
                default_user=self.user,
                default_change_reason=self.cara,
                default_date=self.at,
            )

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
            except (IntegrityError, ValidationError, ProtectedError) as error:
                raise ImporError(broken_rule(error, model)) from error

    def _revert(self, aksi: Aksi, model: type[models.Model], changes: list[Perubahan]) -> None:
        if aksi == Aksi.BUAT:
            rows = stored_rows(model, changes)
            made = [rows[change.pk] for change in changes]  # type: ignore[index]
            require_alone(made)
            self._remove(model, made)
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
    field: Any = model._meta.get_field(name)
    return value if value is None else field.to_python(value)


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
    moved = list(_differing(model, changes, rows, "sebelum"))
    if moved:
        raise ImporError("Data berubah sejak pratinjau; periksa berkas ini sekali lagi.", moved)


def require_still_as_imported(changes: Sequence[Perubahan]) -> None:
    """Refuse to undo where somebody changed or deleted a row after the import, naming each."""
    later: list[str] = []
    for label, group in groupby(sorted(changes, key=lambda each: each.model), key=lambda each: each.model):
        model, members = apps.get_model(label), [each for each in group if each.aksi != Aksi.HAPUS]
        later += _differing(model, members, stored_rows(model, members), "sesudah")
    if later:
        raise ImporError(
            f"Impor tidak dapat diurungkan: {len(later)} baris sudah diubah sesudahnya. "
            "Kembalikan dahulu perubahan itu, atau perbaiki angkanya langsung.",
            later,
        )


def require_alone(made: Sequence[models.Model]) -> None:
    """Refuse to delete rows with which others would go that hang under them; raises `ImporError` naming those."""
    if not made:
        return
    collector = Collector(using=router.db_for_write(type(made[0])))
    collector.collect(made)
    own = {(type(row), row.pk) for row in made}
    found = [row for rows in (*collector.data.values(), *collector.fast_deletes) for row in rows]
    others = [row for row in found if (type(row), row.pk) not in own]
    if others:
        raise ImporError(
            f"Impor tidak dapat diurungkan: {len(others)} baris ditambahkan sesudahnya di bawah baris impor ini. "
            "Hapus dahulu baris itu.",
            [f"{row._meta.verbose_name} {row}" for row in others],
        )


def _differing(
    model: type[models.Model], changes: Sequence[Perubahan], rows: dict[int, Any], side: str
) -> Iterator[str]:
    """Say of each change whose row does not hold the values of one `side`, what it holds."""
    for change in changes:
        row = rows.get(change.pk or 0)
        if row is None:
            yield f"{change.nama} ({change.tempat}): sudah dihapus."
            continue
        for name, value in getattr(change, side).items():
            if isinstance(value, dict) and "baru" in value:
                continue
            if (held := getattr(row, name)) != (expected := python_value(model, name, value)):
                label = model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                yield f"{change.nama} ({change.tempat}): {label} kini “{held}”, bukan “{expected}”."
