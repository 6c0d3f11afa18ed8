"""Copies of what one document states, into another."""

from collections.abc import Sequence

from simple_history.utils import bulk_create_with_history

from programs.models import Dokumen, Pengguna
from targets.models import Pagu, Target, TargetTriwulan


def copy_rows(rows: Sequence[Target | Pagu | TargetTriwulan], dokumen: Dokumen, user: Pengguna, cara: str) -> None:
    """State in `dokumen` what the rows (of one kind) state, with their history begun by `user`."""
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    copies = [model(**{name: getattr(row, name) for name in names} | {"dokumen_id": dokumen.pk}) for row in rows]
    bulk_create_with_history(copies, model, batch_size=500, default_user=user, default_change_reason=cara)
