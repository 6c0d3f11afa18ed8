"""Messages inside the application to those whose move it is."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from programs.choices import Peran
from programs.models import Pengguna, Penugasan, PerangkatDaerah, UnitKerja
from targets.models import Pemberitahuan


def people(agency: PerangkatDaerah, peran: Peran, unit: UnitKerja | None = None) -> list[Pengguna]:
    """Return the active accounts with a role in the agency (staf: in the unit)."""
    assignments = Penugasan.objects.active_on(timezone.localdate()).filter(perangkat_daerah=agency, peran=peran)
    assignments = assignments.filter(unit=unit) if unit else assignments
    return list(Pengguna.objects.filter(Q(penugasan__in=assignments), is_active=True).distinct())


def notify(
    recipients: Iterable[Pengguna], *, agency: PerangkatDaerah, teks: str, tautan: str, at: datetime
) -> None:
    """Send one message to each recipient."""
    Pemberitahuan.objects.bulk_create(
        Pemberitahuan(perangkat_daerah=agency, pengguna=person, teks=teks, tautan=tautan, dibuat_pada=at)
        for person in recipients
    )


def mark_read(*, user: Pengguna, pk: int | None = None, at: datetime | None = None) -> int:
    """Mark one message of `user` as read, or all of them; return how many were unread until now."""
    unread = Pemberitahuan.objects.filter(pengguna=user, dibaca_pada=None)
    chosen = unread if pk is None else unread.filter(pk=pk)
    return chosen.update(dibaca_pada=at or timezone.now())
