"""Whose quarters a person may bring figures into: the words of the entry page, for many quarters at once."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from imports.importers.hak_laporan import HakLaporan, Tempat, lock_reports, require_entry
from imports.services.pengimpor import Tujuan
from renstra.lib.importing import Pemeriksaan, Perubahan
from targets.choices import Aksi
from targets.models import Realisasi
from targets.services.galat import LaporanError
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Panggung:
    return buat_panggung()


def tujuan(stage: Panggung, oleh: str = "staf", at: datetime | None = None) -> Tujuan:
    return Tujuan(stage.orang[oleh], at or saat(6), stage.agency, stage.renstra, None, TAHUN, 1)


def asked(stage: Panggung, oleh: str = "staf", triwulan: int = 1, tahun: int = TAHUN, **more: datetime) -> str:
    """Return why the quarter of the unit cannot be written, empty where it can."""
    place = Tempat(stage.unit.pk, tahun, triwulan)
    goal = tujuan(stage, oleh, **more)
    return str(HakLaporan(stage.renstra, goal.user, goal.at, [place]).penolakan(place) or "")


@pytest.mark.parametrize("oleh", ["staf_lain", "staf_sekretariat", "pemeriksa", "kepala", "admin", "pembaca"])
def test_only_staf_of_the_unit_may_write_its_quarter(stage: Panggung, oleh: str) -> None:
    assert asked(stage) == ""
    assert asked(stage, oleh).startswith("Anda bukan staf Bidang-A")


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        ("draf", ""),
        ("dikembalikan", ""),
        ("diajukan", "Tarik kembali dahulu, atau tunggu dikembalikan."),
        ("diverifikasi", "Tarik kembali dahulu, atau tunggu dikembalikan."),
        ("dikunci", "Mintalah koreksi dari halaman laporannya."),
    ],
)
def test_a_report_that_is_not_open_refuses_with_unit_quarter_state_and_remedy(
    stage: Panggung, status: str, remedy: str
) -> None:
    stage.bring_to(status)
    expected = f"Laporan Bidang-A triwulan I 2026 berstatus {status}. {remedy}" if remedy else ""
    assert asked(stage) == expected


def test_a_closed_period_refuses_until_an_exception_opens_it(stage: Panggung) -> None:
    assert asked(stage, at=saat(16)) == (
        "Pengisian Bidang-A triwulan I 2026 tidak sedang dibuka. "
        "Pengisian triwulan ini ditutup 15/04/2026; mintalah kelonggaran dari halaman laporan ini."
    )
    laporan = stage.bring_to("diajukan")
    stage.step(laporan, Aksi.KEMBALIKAN, "pemeriksa", at=saat(16))
    assert asked(stage, at=saat(17)) == ""
    assert "baru dibuka 01/07/2026" in asked(stage, triwulan=2)
    assert "Jadwal triwulan ini belum dibuat" in asked(stage, triwulan=3)


def test_a_year_of_no_plan_refuses(stage: Panggung) -> None:
    assert "Tahun 2031 tidak diisi pada Renstra Uji" in asked(stage, tahun=2031)


@pytest.mark.parametrize("oleh", ["pemeriksa", "kepala", "admin", "pembaca"])
def test_a_person_who_enters_for_no_unit_may_not_import(stage: Panggung, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        require_entry(tujuan(stage, oleh))
    require_entry(tujuan(stage, "staf_lain"))


def changes_of(stage: Panggung) -> Sequence[Perubahan]:
    """Return a change of the stored figure of indicator A in the unit's first quarter."""
    p = Pemeriksaan(None)
    p.ubah(
        Realisasi.objects.get(indikator=stage.indikator["A"]), {"keterangan": "dari Excel"}, tempat="Kinerja!A5"
    )
    return p.perubahan


def test_the_lock_checks_the_state_once_more(stage: Panggung) -> None:
    stage.fill()
    changes = changes_of(stage)
    lock_reports(tujuan(stage), changes)
    stage.carry(stage.report(), "diajukan")
    with pytest.raises(LaporanError, match=r"Laporan Bidang-A triwulan I 2026 berstatus diajukan\."):
        lock_reports(tujuan(stage), changes)
    with pytest.raises(PermissionDenied, match="bukan staf Bidang-A"):
        lock_reports(tujuan(stage, "staf_lain"), changes)


def test_the_lock_refuses_to_begin_a_report_somebody_began_since(stage: Panggung) -> None:
    place = Tempat(stage.unit.pk, TAHUN, 1)
    hak = HakLaporan(stage.renstra, stage.orang["staf"], saat(6), [place])
    p = Pemeriksaan(None)
    assert hak.link(p, place, "Kinerja!A5") == hak.link(p, place, "Kinerja!A6")
    assert [each.nama for each in p.perubahan] == ["Laporan Bidang-A triwulan I 2026"]
    lock_reports(tujuan(stage), p.perubahan)
    stage.report()
    with pytest.raises(LaporanError, match="berubah sejak pratinjau"):
        lock_reports(tujuan(stage), p.perubahan)
