"""Handing one person's assignments and open work in a perangkat daerah to another, in one action."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from programs.choices import Peran
from programs.models import Pengguna, Penugasan, PerangkatDaerah
from renstra.lib.history import sign
from targets.choices import OPEN_STATUSES
from targets.models import LaporanTriwulan, Pemberitahuan
from targets.permissions import holds
from targets.services.galat import SerahTerimaError
from targets.services.pemberitahuan import notify

CARA = "serah terima"
OLEH_SEKRETARIAT = frozenset({Peran.STAF, Peran.SEKRETARIAT})
"""What Sekretariat hands over; any other role is for the admin, lest somebody takes the lock into own hands."""


@dataclass(frozen=True, slots=True)
class SerahTerima:
    """What was handed over: the new assignments (without those `kepada` had already) and the open reports."""

    dari: Pengguna
    kepada: Pengguna
    penugasan: tuple[Penugasan, ...]
    laporan: tuple[LaporanTriwulan, ...]


def may_hand_over(user: Pengguna, agency: PerangkatDaerah) -> bool:
    """Whether `user` hands over other people's work in the agency: its admin and its Sekretariat."""
    return user.is_superuser or holds(user, agency, Peran.ADMIN, Peran.SEKRETARIAT)


@transaction.atomic
def serah_terima(
    *, dari: Pengguna, kepada: Pengguna, agency: PerangkatDaerah, user: Pengguna, at: datetime | None = None
) -> SerahTerima:
    """End the assignments of `dari` in the agency and begin the same ones for `kepada`, effective at once.

    Messages not yet read go along; both people are told. Raises `PermissionDenied` for a role `user` may not hand
    over and `SerahTerimaError` where it makes no sense.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    handed = list(
        Penugasan.objects.select_for_update()
        .active_on(today)
        .filter(pengguna=dari, perangkat_daerah=agency)
        .order_by("pk")
    )
    _check(dari, kepada, agency, handed, today)
    _check_rights(user, agency, handed)
    fresh = tuple(begun for row in handed if (begun := _pass_on(row, kepada, user, today)))
    reports = _open_reports(handed)
    Pemberitahuan.objects.filter(pengguna=dari, perangkat_daerah=agency, dibaca_pada=None).update(pengguna=kepada)
    result = SerahTerima(dari, kepada, fresh, reports)
    _tell(result, agency, handed, at)
    return result


def _check(
    dari: Pengguna, kepada: Pengguna, agency: PerangkatDaerah, handed: list[Penugasan], today: date
) -> None:
    if dari.pk == kepada.pk:
        raise SerahTerimaError("Pilih dua orang yang berbeda.")
    if not handed:
        raise SerahTerimaError(f"{dari.nama} tidak punya penugasan aktif di {agency}; tidak ada yang diserahkan.")
    if not kepada.is_active:
        raise SerahTerimaError(f"Akun {kepada.nama} tidak aktif; aktifkan dahulu atau pilih orang lain.")
    places = set(
        Penugasan.objects.active_on(today).filter(pengguna=kepada).values_list("perangkat_daerah", flat=True)
    )
    if places and agency.pk not in places:
        raise SerahTerimaError(f"{kepada.nama} bertugas di perangkat daerah lain; pilih orang dari {agency}.")


def _check_rights(user: Pengguna, agency: PerangkatDaerah, handed: list[Penugasan]) -> None:
    if not may_hand_over(user, agency):
        raise PermissionDenied("Serah terima dilakukan admin atau Sekretariat perangkat daerah ini.")
    if user.is_superuser or holds(user, agency, Peran.ADMIN):
        return
    if other := [row for row in handed if row.peran not in OLEH_SEKRETARIAT]:
        role = other[0].get_peran_display()
        raise PermissionDenied(f"Penugasan {role} hanya diserahkan admin; hubungi admin.")


def _pass_on(row: Penugasan, kepada: Pengguna, user: Pengguna, today: date) -> Penugasan | None:
    """End one assignment and return the new one, None where `kepada` already has it.

    An assignment that began today has no day left to stand; it goes, and its history keeps it.
    """
    until = row.selesai  # a term with an end stays one
    same = {"perangkat_daerah": row.perangkat_daerah, "unit": row.unit, "peran": row.peran}
    sign(row, user, CARA)
    if row.mulai < today:
        row.selesai = today - timedelta(days=1)
        row.save()
    else:
        row.delete()
    if Penugasan.objects.active_on(today).filter(pengguna=kepada, **same).exists():
        return None
    begun = Penugasan(pengguna=kepada, mulai=today, selesai=until, **same)
    sign(begun, user, CARA)
    begun.full_clean()
    begun.save()
    return begun


def _open_reports(handed: list[Penugasan]) -> tuple[LaporanTriwulan, ...]:
    """Return the reports that the units of these assignments still have to finish."""
    units = [row.unit_id for row in handed if row.peran == Peran.STAF]
    reports = LaporanTriwulan.objects.filter(unit__in=units, status__in=OPEN_STATUSES)
    return tuple(reports.select_related("unit__perangkat_daerah").order_by("tahun", "triwulan"))


def _tell(result: SerahTerima, agency: PerangkatDaerah, handed: list[Penugasan], at: datetime) -> None:
    roles = ", ".join(f"staf {row.unit}" if row.unit else row.get_peran_display() for row in handed)
    work = f" {len(result.laporan)} laporan menunggu Anda." if result.laporan else ""
    link = reverse("triwulan")
    for person, text in (
        (result.kepada, f"Anda menerima tugas {roles} dari {result.dari.nama}.{work}"),
        (result.dari, f"Tugas {roles} Anda diserahkan kepada {result.kepada.nama}."),
    ):
        notify([person], agency=agency, teks=text[:300], tautan=link, at=at)
