"""Working days and the quarter's dates, by the calendar of 2025-2027 on the wall."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from targets.choices import JenisKelonggaran
from targets.models import Jadwal, Kelonggaran, PengaturanKinerja
from targets.services.jadwal import (
    add_working_days,
    default_schedule,
    end_of_working_days,
    ensure_schedule,
    why_closed,
)
from tests.targets.pabrik import Panggung, saat


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 1)),  # a Wednesday counts as the first
        (date(2026, 4, 1), 3, date(2026, 4, 3)),
        (date(2026, 4, 1), 4, date(2026, 4, 6)),  # over a weekend
        (date(2026, 4, 3), 2, date(2026, 4, 6)),  # Friday, Monday
        (date(2026, 4, 4), 1, date(2026, 4, 6)),  # from a Saturday: Monday
        (date(2026, 4, 5), 1, date(2026, 4, 6)),  # from a Sunday: Monday
        (date(2026, 4, 1), 10, date(2026, 4, 14)),
        (date(2025, 12, 31), 3, date(2026, 1, 2)),  # over the year's end; holidays are moved by hand
    ],
)
def test_working_days_are_monday_to_friday(start: date, days: int, expected: date) -> None:
    assert add_working_days(start, days) == expected


@pytest.mark.parametrize(
    ("at", "last"),
    [
        (saat(14), date(2026, 4, 17)),  # Tuesday: Wednesday, Thursday, Friday
        (saat(15), date(2026, 4, 20)),  # Wednesday: Thursday, Friday, Monday
        (saat(17), date(2026, 4, 22)),  # Friday
        (saat(18), date(2026, 4, 22)),  # Saturday
        (saat(19), date(2026, 4, 22)),  # Sunday
    ],
)
def test_days_for_repair_begin_the_day_after_and_last_to_its_end(at: datetime, last: date) -> None:
    end = timezone.localtime(end_of_working_days(at, 3))
    assert (end.date(), end.hour, end.minute, end.second) == (last, 23, 59, 59)


def test_a_moment_late_in_the_evening_is_that_local_day(panggung: Panggung) -> None:
    """23.30 in Batam is 16.30 UTC, but 00.30 is still the day before there."""
    laporan = panggung.fill()
    assert why_closed(laporan, saat(15, 23)) == ""
    assert "ditutup 15/04/2026" in why_closed(laporan, saat(16, 0))
    assert "baru dibuka 01/04/2026" in why_closed(laporan, saat(31, 23, bulan=3))
    assert why_closed(laporan, saat(1, 0)) == ""


@pytest.mark.parametrize(
    ("triwulan", "dates"),
    [
        (1, (date(2026, 4, 1), date(2026, 4, 7), date(2026, 4, 14))),
        (2, (date(2026, 7, 1), date(2026, 7, 7), date(2026, 7, 14))),
        (3, (date(2026, 10, 1), date(2026, 10, 7), date(2026, 10, 14))),
        (4, (date(2027, 1, 1), date(2027, 1, 7), date(2027, 1, 14))),
    ],
)
def test_a_quarter_opens_the_day_after_it_and_closes_after_ten_working_days(
    panggung: Panggung, triwulan: int, dates: tuple[date, date, date]
) -> None:
    row = default_schedule(panggung.agency, 2026, triwulan)
    assert (row.dibuka, row.jatuh_tempo, row.ditutup) == dates
    assert row.pk is None


def test_the_offices_own_number_of_days_rules(panggung: Panggung) -> None:
    PengaturanKinerja.objects.create(perangkat_daerah=panggung.agency, hari_jatuh_tempo=1, hari_ditutup=3)
    row = default_schedule(panggung.agency, 2026, 1)
    assert (row.jatuh_tempo, row.ditutup) == (date(2026, 4, 1), date(2026, 4, 3))


def test_preparing_a_year_creates_what_is_absent_and_leaves_dates_moved_by_hand(panggung: Panggung) -> None:
    user = panggung.orang["pemeriksa"]
    moved = Jadwal.objects.get(perangkat_daerah=panggung.agency, tahun=2026, triwulan=1)
    rows = ensure_schedule(agency=panggung.agency, tahun=2026, user=user)
    assert [row.triwulan for row in rows] == [1, 2, 3, 4]
    assert rows[0] == moved and rows[0].ditutup == date(2026, 4, 15)  # a day after the usual one
    assert rows[3].ditutup == date(2027, 1, 14)
    assert rows[3].history.get().history_user == user
    assert ensure_schedule(agency=panggung.agency, tahun=2026, user=user) == rows
    assert Jadwal.objects.filter(perangkat_daerah=panggung.agency).count() == 4


def test_an_exception_opens_the_quarter_of_that_unit_until_its_moment_and_no_longer(panggung: Panggung) -> None:
    laporan = panggung.fill()
    exception = Kelonggaran.objects.create(
        laporan=laporan,
        jenis=JenisKelonggaran.TERLAMBAT,
        alasan="Sakit",
        diminta_oleh=panggung.orang["staf"],
        diminta_pada=saat(16),
    )
    assert why_closed(laporan, saat(17))  # asked for, not granted
    exception.diputus_oleh, exception.diputus_pada = panggung.orang["pemeriksa"], saat(16)
    exception.disetujui, exception.sampai = True, saat(20, 12)
    exception.save()
    assert why_closed(laporan, saat(20, 12)) == ""
    assert "ditutup" in why_closed(laporan, saat(20, 13))
    other = panggung.report(triwulan=2)
    assert "baru dibuka" in why_closed(other, saat(17))
