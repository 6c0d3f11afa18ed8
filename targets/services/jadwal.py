"""When a quarter may be written, and the exceptions from that."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from programs.models import Pengguna, PerangkatDaerah
from renstra.lib.history import sign
from targets.models import Jadwal, Kelonggaran, LaporanTriwulan
from targets.selectors.pengaturan import settings_of

HARI_PERBAIKAN = 3
"""Working days a returned report stays open after its period closed (design section 6)."""


def add_working_days(start: date, days: int) -> date:
    """Return the `days`-th working day from `start`, Monday to Friday, `start` counted if it is one.

    Public holidays differ each year by decree: the office moves the dates of a `Jadwal` by hand.
    """
    day = start
    while days:
        if day.weekday() < 5:
            days -= 1
        if days:
            day += timedelta(days=1)
    return day


def default_schedule(agency: PerangkatDaerah, tahun: int, triwulan: int) -> Jadwal:
    """Return (unsaved) the usual dates: open from the day after the quarter, then by working days."""
    settings = settings_of(agency)
    opens = date(tahun + triwulan // 4, triwulan * 3 % 12 + 1, 1)
    return Jadwal(
        perangkat_daerah=agency,
        tahun=tahun,
        triwulan=triwulan,
        dibuka=opens,
        jatuh_tempo=add_working_days(opens, settings.hari_jatuh_tempo),
        ditutup=add_working_days(opens, settings.hari_ditutup),
    )


@transaction.atomic
def ensure_schedule(*, agency: PerangkatDaerah, tahun: int, user: Pengguna) -> list[Jadwal]:
    """Return the four quarters of a year, creating with the usual dates those that are absent."""
    known = {jadwal.triwulan: jadwal for jadwal in Jadwal.objects.filter(perangkat_daerah=agency, tahun=tahun)}
    for triwulan in range(1, 5):
        if triwulan not in known:
            jadwal = known[triwulan] = default_schedule(agency, tahun, triwulan)
            sign(jadwal, user)
            jadwal.full_clean()
            jadwal.save()
    return [known[triwulan] for triwulan in range(1, 5)]


def schedule_of(laporan: LaporanTriwulan) -> Jadwal | None:
    return Jadwal.objects.filter(
        perangkat_daerah=laporan.unit.perangkat_daerah_id, tahun=laporan.tahun, triwulan=laporan.triwulan
    ).first()


def active_exception(laporan: LaporanTriwulan, at: datetime) -> Kelonggaran | None:
    """Return the exception that opens this unit's quarter at `at`, the longest first."""
    return (
        Kelonggaran.objects.filter(
            laporan__unit=laporan.unit_id,
            laporan__tahun=laporan.tahun,
            laporan__triwulan=laporan.triwulan,
            disetujui=True,
            sampai__gte=at,
        )
        .order_by("-sampai")
        .first()
    )


def why_closed(laporan: LaporanTriwulan, at: datetime) -> str:
    """Return the sentence why the quarter cannot be written at `at`, empty when it can."""
    sentence = why_outside(schedule_of(laporan), at)
    return "" if not sentence or active_exception(laporan, at) else sentence


def why_outside(jadwal: Jadwal | None, at: datetime) -> str:
    """Return the sentence why `at` is no day of entry by the schedule alone, empty when it is one."""
    if jadwal is None:
        return "Jadwal triwulan ini belum dibuat; hubungi Sekretariat."
    today = timezone.localdate(at)
    if today < jadwal.dibuka:
        return f"Pengisian triwulan ini baru dibuka {jadwal.dibuka:%d/%m/%Y}."
    if today <= jadwal.ditutup:
        return ""
    return (
        f"Pengisian triwulan ini ditutup {jadwal.ditutup:%d/%m/%Y}; mintalah kelonggaran dari halaman laporan ini."
    )


def end_of_working_days(at: datetime, days: int) -> datetime:
    """Return the end of the `days`-th working day after the day of `at`."""
    last = add_working_days(timezone.localdate(at) + timedelta(days=1), days)
    return timezone.make_aware(datetime.combine(last, time(23, 59, 59)))
