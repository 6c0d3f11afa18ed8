"""The demo figures: every state and kind, marked as demo, the same each time."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indikator
from programs.models import Dokumen, UnitKerja
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.choices import OPEN_STATUSES
from targets.formulas import check_target_triwulan
from targets.models import (
    Bukti,
    CatatanPemeriksa,
    Jadwal,
    Kelonggaran,
    LaporanTriwulan,
    Realisasi,
    RealisasiAnggaran,
    TargetTriwulan,
)
from targets.selectors.angka import has_parts
from targets.selectors.berlaku import Berlaku
from targets.selectors.lembar import Lembar, entry_sheet
from targets.selectors.papan import read_board
from targets.selectors.riwayat import SALINAN_KOREKSI
from targets.services.jadwal import why_closed
from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db

TERKUNCI_SEMUA = [(2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1)]


def load(*args: str) -> str:
    out = StringIO()
    call_command("load_demo", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def lembar(angka_demo: None, renstra: Any) -> list[Lembar]:
    """Every report of the demo as its sheet."""
    reports = LaporanTriwulan.objects.select_related("unit").order_by("tahun", "triwulan", "unit__urutan")
    return [
        entry_sheet(renstra=renstra, unit=row.unit, tahun=row.tahun, triwulan=row.triwulan, laporan=row)
        for row in reports
    ]


# States -------------------------------------------------------------------------------------------------------


def states(tahun: int, triwulan: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = LaporanTriwulan.objects.filter(tahun=tahun, triwulan=triwulan).order_by("koreksi_ke")
    for unit, status in rows.values_list("unit__kode", "status"):
        found.setdefault(unit, []).append(status)
    return found


def test_reports_stand_in_every_state(angka_demo: None) -> None:
    for place in TERKUNCI_SEMUA:
        assert {reports[0] for reports in states(*place).values()} == {"dikunci"}
        assert len(states(*place)) == 5
    assert states(2025, 3)["pemberdayaan-sosial"] == ["dikunci", "dikunci"]  # a correction, locked in turn
    assert states(2026, 1)["perlindungan-jaminan-sosial"] == ["dikunci", "draf"]  # a correction, open
    assert states(2026, 2) == {
        "sekretariat": ["dikunci"],
        "pemberdayaan-sosial": ["diverifikasi"],
        "rehabilitasi-sosial": ["dikunci"],
        "perlindungan-jaminan-sosial": ["dikunci"],
        "pemberdayaan-masyarakat": ["draf"],
    }
    assert states(2026, 3) == {
        "sekretariat": ["diverifikasi"],
        "pemberdayaan-sosial": ["draf"],
        "rehabilitasi-sosial": ["dikembalikan"],
        "perlindungan-jaminan-sosial": ["diajukan"],
    }  # pemberdayaan-masyarakat has not begun


def test_one_report_is_half_filled_and_one_returned_with_notes_on_cells(lembar: list[Lembar]) -> None:
    by_place = {(s.unit.kode, s.tahun, s.triwulan): s for s in lembar}
    half = by_place["pemberdayaan-sosial", 2026, 3]
    assert 0 < half.terisi < half.wajib
    returned = by_place["rehabilitasi-sosial", 2026, 3]
    assert (
        {bool(row.catatan) for row in returned.kinerja}
        == {bool(row.catatan) for row in returned.anggaran}
        == {
            True,
            False,
        }
    )
    assert CatatanPemeriksa.objects.filter(selesai_pada=None).count() == 2


def test_one_exception_waits_and_the_correction_can_still_be_written(angka_demo: None) -> None:
    waiting = Kelonggaran.objects.get(diputus_pada=None)
    assert (waiting.jenis, waiting.laporan.unit.kode, waiting.laporan.triwulan) == (
        "terlambat",
        "pemberdayaan-masyarakat",
        2,
    )
    correction = LaporanTriwulan.objects.get(koreksi_ke=1, status="draf")
    assert why_closed(correction, timezone.now()) == ""
    figures = Realisasi.objects.filter(indikator__kode="1.06.05.2.02.0003#1.1", laporan__unit=correction.unit)
    quarter = figures.filter(laporan__tahun=2026, laporan__triwulan=1).order_by("laporan__koreksi_ke")
    old, new = (value or Decimal(0) for value in quarter.values_list("nilai", flat=True))
    assert new == old + 1


def test_the_open_quarter_takes_figures_today_and_for_a_month(angka_demo: None) -> None:
    writable = LaporanTriwulan.objects.filter(tahun=2026, triwulan=3, status__in=OPEN_STATUSES)
    assert writable.filter(unit__jenis="bidang").count() >= 2
    assert {why_closed(row, timezone.now()) for row in writable} == {""}
    closes = Jadwal.objects.get(tahun=2026, triwulan=3).ditutup
    assert closes == max(date(2026, 12, 31), timezone.localdate() + timedelta(days=30))


# Targets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tahun", [2025, 2026])
def test_quarter_targets_make_the_year_targets(angka_demo: None, renstra: Any, tahun: int) -> None:
    quarters, years = Berlaku(renstra, tahun).quarters, Berlaku(renstra, tahun).targets
    rows = Indikator.objects.filter(pk__in=years)
    assert set(quarters) == set(years)
    for row in rows:
        way: Any = {"akumulasi": row.akumulasi_triwulan, "dari_bagian": has_parts(row)}
        year = years[row.pk]
        assert check_target_triwulan([q.nilai for q in quarters[row.pk]], year.nilai, **way) is None, row.kode
        assert check_target_triwulan([q.atas for q in quarters[row.pk]], year.atas, **way) is None, row.kode
    aksi = Dokumen.objects.get(renstra=renstra, jenis="renaksi", tahun=tahun)
    assert (aksi.status, aksi.nomor) == ("ditetapkan", f"DEMO/RENAKSI/{tahun}")


def test_an_annual_indicator_has_target_and_figure_in_tw_iv_only(angka_demo: None) -> None:
    annual = {"indikator__frekuensi": "tahunan"}
    assert set(TargetTriwulan.objects.filter(**annual).values_list("triwulan", flat=True)) == {4}
    assert set(Realisasi.objects.filter(**annual).values_list("laporan__triwulan", flat=True)) == {4}


# Variety ------------------------------------------------------------------------------------------------------


def test_every_warning_is_met_and_explained_where_the_report_was_submitted(lembar: list[Lembar]) -> None:
    met: Counter[str] = Counter()
    for sheet in lembar:
        assert sheet.laporan
        for row in sheet.baris:
            met.update(warning.kode for warning in row.peringatan)
            if sheet.laporan.diajukan_oleh_id and (row.peringatan or (row.wajib and not row.terisi)):
                assert row.realisasi, row.nama
                assert row.realisasi.keterangan.startswith("Contoh demo: "), row.nama
    assert set(met) == {
        "turun-dari-triwulan-lalu",
        "jauh-di-atas-target",
        "uang-tanpa-keluaran",
        "keluaran-tanpa-uang",
        "selalu-sama-dengan-target",
        "di-atas-pagu",
        "di-atas-100-persen",
    }


def test_figures_of_every_kind_are_met(lembar: list[Lembar]) -> None:
    rows = [(sheet, row) for sheet in lembar for row in sheet.kinerja]
    reasons = {row.persen.terhadap_tahun.alasan for _, row in rows}
    assert reasons >= {
        "",
        "target nol",
        "target belum ditetapkan",
        "belum dilaporkan",
        "belum waktunya dilaporkan",
    }
    assert any(row.realisasi and row.realisasi.nilai == 0 for _, row in rows)
    locked = [row for sheet, row in rows if sheet.laporan and sheet.laporan.status == "dikunci"]
    assert any(row.wajib and not row.terisi for row in locked)
    assert {row.indikator.polaritas for _, row in rows if row.terisi} == {"positif", "negatif", "rentang"}
    assert {row.indikator.rumus_negatif for _, row in rows if row.indikator.polaritas == "negatif"} == {
        "selisih",
        "rasio",
    }
    assert {row.indikator.akumulasi_triwulan for _, row in rows if row.terisi} == {
        "jumlah",
        "posisi_akhir",
        "rata_rata",
        "maksimum",
    }
    assert any(row.dari_bagian and row.terisi for _, row in rows)
    assert {row.realisasi.kode for _, row in rows if row.realisasi} >= {"", "A", "B", "C"}


def test_money_comes_near_stays_below_and_once_exceeds_the_pagu(angka_demo: None, renstra: Any) -> None:
    spent: dict[int, Decimal] = {}
    for row in RealisasiAnggaran.objects.filter(laporan__tahun=2025, laporan__koreksi_ke=0):
        spent[row.subkegiatan_id] = spent.get(row.subkegiatan_id, Decimal(0)) + (row.nilai or 0)
    pagu = Berlaku(renstra, 2025).pagu
    shares = {pk: amount / pagu[pk].nilai for pk, amount in spent.items()}
    assert sum(share > 1 for share in shares.values()) == 1
    assert any(Decimal("0.99") < share <= 1 for share in shares.values())
    assert any(share < Decimal("0.5") for share in shares.values())
    assert all(share > Decimal("0.4") for share in shares.values())


def test_the_figures_are_the_same_every_time(angka_demo: None) -> None:
    figures = dict(
        Realisasi.objects.filter(laporan__tahun=2025, laporan__triwulan=1).values_list("indikator__kode", "nilai")
    )
    assert figures["1.06.01.2.01#1.1"] == Decimal("37.2")  # 93 % of 40, by the checksum of code, year and quarter
    assert figures["DEMO.1"] == 6
    assert figures["1.06.02.2.03.0001#1.1"] == 45


# Marks --------------------------------------------------------------------------------------------------------


def test_every_demo_figure_says_demo_in_its_history_by_a_demo_account_when_it_was_typed(angka_demo: None) -> None:
    for model in (Realisasi, RealisasiAnggaran, TargetTriwulan):
        entries = model.history.all()
        assert entries.count() >= model.objects.count() > 0
        typed = entries.exclude(history_change_reason=SALINAN_KOREKSI)  # a correction's copy of what was typed
        assert set(typed.values_list("history_change_reason", flat=True)) == {"demo"}
        users = set(entries.values_list("history_user__username", flat=True))
        assert all(name.startswith("demo-") for name in users)
    first = Realisasi.history.filter(laporan__tahun=2025, laporan__triwulan=1).last()
    assert timezone.localdate(first.history_date) == date(2025, 4, 2)


def test_the_board_shows_when_a_demo_draft_was_typed_and_not_when_the_demo_was_loaded(
    angka_demo: None, renstra: Any
) -> None:
    """TW III opens on Thursday 1 October; the story fills half of the draft on the second working day."""
    unit = UnitKerja.objects.get(perangkat_daerah=renstra.perangkat_daerah, kode="pemberdayaan-sosial")
    (row,) = read_board(renstra=renstra, units=[unit], tahun=2026, at=timezone.now())
    assert row.sel[2].status_tertulis == "Draf"
    assert row.sel[2].terakhir and timezone.localdate(row.sel[2].terakhir) == date(2026, 10, 2)


def test_the_demos_own_indicators_say_so_and_stay_out_of_the_official_tables(angka_demo: None) -> None:
    own = Indikator.objects.filter(kode__startswith="DEMO.")
    assert own.count() == 7
    assert all(row.nama.startswith("Contoh demo: ") for row in own)
    assert not own.exclude(hasil=None, tujuan=None, sasaran=None, iku=False, ikk=False, spm=False).exists()


@pytest.mark.parametrize("slug", ["e81", "e80"])
def test_an_evaluation_of_demo_figures_says_so_on_every_page_and_in_the_workbook(
    angka_demo: None, renstra: Any, slug: str
) -> None:
    assert build_report(slug, Permintaan(renstra, 2025)).watermark == "ANGKA CONTOH (DEMO)"
    with_drafts = build_report(slug, Permintaan(renstra, 2026, dengan_draf=True))
    assert with_drafts.watermark == "ANGKA CONTOH (DEMO) – BELUM DIVERIFIKASI"
    sheet = open_sheet(export(with_drafts, "xlsx").content)
    head = [str(cell) for row in sheet.iter_rows(max_row=8, values_only=True) for cell in row]
    assert any("ANGKA CONTOH (DEMO)" in text for text in head)


@pytest.mark.parametrize("demo", [True, False])
def test_every_page_of_a_demo_says_so(
    angka_demo: None, client: Client, people: dict[str, Any], settings: Any, demo: bool
) -> None:
    settings.DEMO = demo
    client.force_login(people["sekretariat"])
    for page in ("/", "/triwulan/", "/triwulan/dinsospm/rehabilitasi-sosial/2025/1/", "/laporan/e81/"):
        response = client.get(page)
        assert response.status_code == 200
        assert ("Pemasangan demo: laporan triwulan di sini contoh" in response.content.decode()) is demo, page


def test_the_evidence_says_that_it_is_none(angka_demo: None) -> None:
    files = list(Bukti.objects.all())
    assert len(files) >= 3
    for row in files:
        assert row.nama.startswith("contoh demo")
        with row.berkas.open("rb") as file:
            assert b"(Contoh demo: bukan bukti dukung yang sebenarnya.)" in file.read()


# Again, and where not -----------------------------------------------------------------------------------------


def test_loading_again_is_quick_and_changes_nothing(angka_demo: None) -> None:
    models = (LaporanTriwulan, Realisasi, RealisasiAnggaran, TargetTriwulan, Jadwal, Kelonggaran, Bukti)
    before = [model.history.count() for model in models]
    with CaptureQueriesContext(connection) as queries:
        assert "Angka demo sudah ada" in load()
    assert [model.history.count() for model in models] == before
    assert len(queries) < 30


def test_a_quarter_closed_meanwhile_is_opened_again_unless_a_person_closed_it(angka_demo: None) -> None:
    row: Any = Jadwal.objects.get(tahun=2026, triwulan=3)
    closes = row.ditutup
    Jadwal.objects.filter(pk=row.pk).update(ditutup=date(2026, 10, 14))
    load()
    row.refresh_from_db()
    assert row.ditutup == closes
    row.ditutup = date(2026, 10, 20)
    row._change_reason = ""
    row.save()
    load()
    row.refresh_from_db()
    assert row.ditutup == date(2026, 10, 20)
