"""The board of units and quarters, work lists, and steps on many reports at once."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indikator
from programs.models import PemerintahDaerah, Pengguna, Penugasan, PerangkatDaerah, Renstra, UnitKerja
from targets.choices import Aksi
from targets.models import Jadwal, LaporanTriwulan, PeristiwaLaporan
from targets.selectors.kerja import agency_summaries, latest_quarters, work_of
from targets.selectors.papan import Sel, read_board
from targets.selectors.pengingat import reminders
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.laporan import CatatanSel
from targets.services.realisasi import Isian
from tests.targets.batam import (
    ALAMAT,
    BIDANG,
    SAAT,
    TAHUN,
    ambil_langkah,
    bawa_ke,
    bidang,
    buka_triwulan,
    indikator,
    isi_penuh,
    ketik,
    lembar,
    orang,
    rencana,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terbuka")]
PAPAN = "/triwulan/papan/dinsospm/2026/"


@pytest.fixture
def terbuka(jam: Any) -> Jadwal:
    return buka_triwulan()


def semua() -> list[UnitKerja]:
    return list(rencana().perangkat_daerah.unit_kerja.select_related("perangkat_daerah"))


def sel(kode: str = BIDANG, triwulan: int = 3, at: datetime = SAAT) -> Sel:
    rows = read_board(renstra=rencana(), units=[bidang(kode)], tahun=TAHUN, at=at)
    return rows[0].sel[triwulan - 1]


def kirim(client: Client, nama: str, aksi: str, *laporan: LaporanTriwulan, **data: Any) -> Any:
    client.force_login(orang(nama))
    chosen = [f"{row.pk}:{row.versi}" for row in laporan]
    return client.post(f"{PAPAN}{aksi}/", {"laporan": chosen, **data})


# Counting -------------------------------------------------------------------------------------------------------


def test_the_board_counts_what_the_entry_sheet_counts() -> None:
    """Part filled, half a pair of parts, an annual indicator, a correction: for every unit and quarter alike."""
    for triwulan, month in ((1, 4), (2, 7), (4, 10)):
        buka_triwulan(triwulan, dibuka=date(2026, month, 1))
    parts = indikator("1.06.04#1.1")
    Indikator.objects.filter(pk=parts.pk).update(pembilang="terlayani", penyebut="seluruhnya")
    Indikator.objects.filter(kode="1.06.05#1.1").update(frekuensi="tahunan")
    reh = bidang("rehabilitasi-sosial")
    ketik(reh, Isian(f"i{parts.pk}", "pembilang", "5"))
    isi_penuh(reh, triwulan=4, kecuali={f"i{parts.pk}"})
    ketik(reh, Isian(f"i{parts.pk}", "pembilang", "5"), Isian(f"i{parts.pk}", "penyebut", "8"), triwulan=4)
    isi_penuh(
        bidang("perlindungan-jaminan-sosial"),
        kecuali={lembar(bidang("perlindungan-jaminan-sosial")).baris[0].kunci},
    )
    bawa_ke("dikunci")
    asked = request_exception(
        laporan=LaporanTriwulan.objects.get(unit=bidang()), alasan="Keliru.", user=orang(BIDANG), at=SAAT
    )
    until = timezone.make_aware(datetime(2026, 10, 9))
    decide_exception(kelonggaran=asked, setuju=True, sampai=until, user=orang("kepala"), at=SAAT)
    ketik(bidang(), Isian(f"i{indikator('1.06.02#1.1').pk}", "nilai", ""))
    rows = read_board(renstra=rencana(), units=semua(), tahun=TAHUN, at=SAAT)
    counted = {(row.unit.kode, cell.triwulan): (cell.terisi, cell.wajib) for row in rows for cell in row.sel}
    sheets = {
        (row.unit.kode, cell.triwulan): lembar(row.unit, cell.laporan, cell.triwulan)
        for row in rows
        for cell in row.sel
    }
    assert counted == {key: (sheet.terisi, sheet.wajib) for key, sheet in sheets.items()}
    assert counted[BIDANG, 3] == (9, 10), "the correction lacks the one figure taken out again"
    assert counted["rehabilitasi-sosial", 3][0] == 0, "half a pair of parts is not a figure"


def test_the_board_asks_the_database_the_same_however_many_units_and_reports() -> None:
    def queries(units: list[UnitKerja]) -> int:
        plan = rencana()
        with CaptureQueriesContext(connection) as captured:
            read_board(renstra=plan, units=units, tahun=TAHUN, at=SAAT)
        return len(captured)

    bawa_ke("diajukan")
    few = queries([bidang()])
    isi_penuh(bidang("rehabilitasi-sosial"))
    isi_penuh(bidang("sekretariat"))
    assert queries(semua()) == few
    assert few == 15, "say so in docs/architecture.md when this changes"


def test_a_cell_says_its_state_in_words() -> None:
    assert (sel(triwulan=4).status_tertulis, sel(triwulan=4).dibuka) == ("Belum dibuka", False)
    assert (sel().status_tertulis, sel().terbuka) == ("Belum dimulai", True)
    laporan = bawa_ke("diajukan")
    assert (sel().status_tertulis, sel().terbuka) == ("Diajukan", False)
    note = CatatanSel("Periksa.", indikator=indikator("1.06.02#1.1"))
    ambil_langkah(laporan, Aksi.KEMBALIKAN, "sekretariat", sel=[note])
    assert (sel().status_tertulis, sel().terbuka, sel().catatan) == ("Dikembalikan", True, 1)


def test_the_last_activity_is_a_figure_while_it_may_change_and_a_step_after_that(jam: Any) -> None:
    jam(timezone.make_aware(datetime(2026, 10, 6, 8)))
    laporan = isi_penuh(bidang(), at=timezone.now())
    assert sel().terakhir == timezone.make_aware(datetime(2026, 10, 6, 8))
    ambil_langkah(laporan, Aksi.AJUKAN, BIDANG, at=timezone.make_aware(datetime(2026, 10, 5, 11)))
    assert sel().terakhir == timezone.make_aware(datetime(2026, 10, 5, 11))


# Many at once ---------------------------------------------------------------------------------------------------


def test_sekretariat_verifies_several_and_hears_of_each(client: Client) -> None:
    first = bawa_ke("diajukan")
    second = ambil_langkah(isi_penuh(bidang("rehabilitasi-sosial")), Aksi.AJUKAN, "rehabilitasi-sosial")
    stale = LaporanTriwulan(pk=second.pk, versi=1)
    response = kirim(client, "sekretariat", "verifikasi", first, stale)
    page = response.content.decode()
    assert response.status_code == 200
    assert "sudah berubah sejak Anda membukanya" in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("diverifikasi", "diajukan")


def test_returning_takes_one_click_and_its_note_reaches_each_unit(client: Client) -> None:
    first = bawa_ke("diajukan")
    second = ambil_langkah(isi_penuh(bidang("rehabilitasi-sosial")), Aksi.AJUKAN, "rehabilitasi-sosial")
    client.force_login(orang("sekretariat"))
    page = client.get(PAPAN).content.decode()
    assert "Mohon dilengkapi dan diperiksa kembali, lalu ajukan lagi.</textarea>" in page
    kirim(client, "sekretariat", "kembalikan", first, second, catatan="Lengkapi buktinya.")
    assert {row.status for row in LaporanTriwulan.objects.all()} == {"dikembalikan"}
    assert set(PeristiwaLaporan.objects.filter(aksi="kembalikan").values_list("catatan", flat=True)) == {
        "Lengkapi buktinya."
    }
    empty = kirim(client, "sekretariat", "kembalikan", first, catatan="")
    assert "gagal." in empty.content.decode()


def test_the_kepala_dinas_locks_several(client: Client) -> None:
    laporan = bawa_ke("diverifikasi")
    client.force_login(orang("kepala"))
    assert f'value="{laporan.pk}:{laporan.versi}"' in client.get(PAPAN).content.decode()
    kirim(client, "kepala", "kunci", laporan)
    laporan.refresh_from_db()
    assert laporan.status == "dikunci"


@pytest.mark.parametrize("nama", ["pembaca", "admin", BIDANG])
def test_a_reader_who_posts_to_the_board_is_refused(client: Client, nama: str) -> None:
    laporan = bawa_ke("diajukan")
    assert kirim(client, nama, "verifikasi", laporan).status_code == 403
    client.force_login(orang(nama))
    page = client.get(PAPAN)
    assert page.status_code == 200
    assert b'type="checkbox"' not in page.content


def test_the_board_takes_only_reports_of_its_own_place_and_known_steps(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    client.force_login(orang("sekretariat"))
    assert client.get(f"{PAPAN}verifikasi/").status_code == 405
    assert kirim(client, "sekretariat", "ajukan", laporan).status_code == 404
    assert kirim(client, "sekretariat", "verifikasi", LaporanTriwulan(pk=999999, versi=1)).status_code == 404
    for other in ("1;drop", f"{10**30}:1", f"1:{'9' * 5000}"):
        assert client.post(f"{PAPAN}verifikasi/", {"laporan": other}).status_code == 404, other
    elsewhere = client.post("/triwulan/papan/dinsospm/2025/verifikasi/", {"laporan": f"{laporan.pk}:2"})
    assert elsewhere.status_code == 404, "a report of another year"
    assert kirim(client, "sekretariat", "verifikasi").status_code == 409
    laporan.refresh_from_db()
    assert laporan.status == "diajukan"


def test_another_agency_s_board_does_not_exist(client: Client) -> None:
    user = _stranger()
    client.force_login(user)
    assert client.get(PAPAN).status_code == 404
    assert client.post(f"{PAPAN}verifikasi/").status_code == 404
    assert client.get("/triwulan/papan/").status_code == 302


def _stranger() -> Pengguna:
    other = PerangkatDaerah.objects.create(
        pemerintah_daerah=PemerintahDaerah.objects.get(), kode="lain", nama="Dinas Lain", nama_singkat="Lain"
    )
    Renstra.objects.create(
        perangkat_daerah=other, kode="lain", nama="Renstra Lain", tahun_awal=2025, tahun_akhir=2029
    )
    user = Pengguna.objects.create(username="orang-lain")
    Penugasan.objects.create(pengguna=user, perangkat_daerah=other, peran="sekretariat", mulai=date(2026, 1, 1))
    return user


# Reminders ------------------------------------------------------------------------------------------------------


def test_a_late_unit_gets_a_text_ready_to_send(client: Client, jam: Any) -> None:
    late = timezone.make_aware(datetime(2026, 10, 12, 9))
    ketik(bidang(), Isian(f"i{indikator('1.06.02#1.1').pk}", "nilai", "60"))
    rows = read_board(renstra=rencana(), units=[bidang()], tahun=TAHUN, at=late)
    text = reminders(rows)[0].teks
    assert text.startswith("Yth. Kepala Bidang Pemberdayaan Sosial\n")
    assert (
        "- Triwulan III 2026: 1 dari 10 wajib terisi, jatuh tempo 7 Oktober 2026 (lewat 5 hari), "
        "ditutup 14 Oktober 2026." in text
    )
    assert "kelonggaran" not in text, "it is late, but not closed yet"
    jam(late)
    client.force_login(orang("sekretariat"))
    assert "Yth. Kepala Bidang Pemberdayaan Sosial" in client.get(PAPAN).content.decode()
    client.force_login(orang("kepala"))
    assert "Yth. Kepala" not in client.get(PAPAN).content.decode()


def test_nobody_is_reminded_of_what_is_handed_in_or_not_yet_due() -> None:
    rows = read_board(renstra=rencana(), units=semua(), tahun=TAHUN, at=SAAT)
    assert reminders(rows) == []
    bawa_ke("diajukan")
    after = timezone.make_aware(datetime(2026, 12, 1))
    rows = read_board(renstra=rencana(), units=[bidang()], tahun=TAHUN, at=after)
    assert reminders(rows) == []


# Work lists -----------------------------------------------------------------------------------------------------


def test_staf_see_what_they_have_to_fill_and_what_is_under_way(client: Client) -> None:
    work = work_of(orang(BIDANG), SAAT)
    assert [(cell.unit.kode, cell.triwulan) for cell in work.isi] == [(BIDANG, 3)]
    client.force_login(orang(BIDANG))
    page = client.get("/triwulan/").content.decode()
    assert "Yang perlu saya isi" in page
    assert "0 dari 10 wajib terisi" in page
    assert f'href="{ALAMAT}isi/"' in page
    assert "Bidang Rehabilitasi" not in page
    bawa_ke("diajukan")
    work = work_of(orang(BIDANG), SAAT)
    assert (work.isi, [cell.status for cell in work.terkirim]) == ((), ["diajukan"])


def test_a_closed_quarter_leads_to_the_request_for_an_exception(client: Client, jam: Any) -> None:
    jam(timezone.make_aware(datetime(2026, 11, 2, 9)))
    client.force_login(orang(BIDANG))
    page = client.get("/triwulan/").content.decode()
    assert "Minta kelonggaran" in page
    assert "Isi sekarang" not in page


def test_each_reviewer_sees_what_waits_for_them(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    sekretariat = bidang("sekretariat")
    ambil_langkah(isi_penuh(sekretariat), Aksi.AJUKAN, "staf-sekretariat")
    assert [cell.unit.kode for cell in work_of(orang("sekretariat"), SAAT).periksa] == ["sekretariat", BIDANG]
    kepala = work_of(orang("kepala"), SAAT)
    assert [cell.unit.kode for cell in kepala.periksa] == ["sekretariat"], "the Sekretariat's own report"
    assert kepala.kunci == ()
    ambil_langkah(laporan, Aksi.VERIFIKASI, "sekretariat")
    assert [cell.unit.kode for cell in work_of(orang("kepala"), SAAT).kunci] == [BIDANG]
    client.force_login(orang("kepala"))
    assert "Menunggu dikunci" in client.get("/triwulan/").content.decode()


def test_a_request_waits_on_the_list_of_those_who_decide(client: Client) -> None:
    bawa_ke("dikunci")
    request_exception(laporan=LaporanTriwulan.objects.get(), alasan="Angka keliru.", user=orang(BIDANG), at=SAAT)
    for nama, shown in (("sekretariat", True), ("kepala", True), (BIDANG, False)):
        client.force_login(orang(nama))
        assert ("Angka keliru." in client.get("/triwulan/").content.decode()) is shown


def test_a_reader_gets_every_agency_with_the_states_of_its_latest_quarter(client: Client) -> None:
    bawa_ke("diajukan")
    found = agency_summaries(orang("pembaca"), SAAT)[0]
    assert (found.nama, found.unit, found.status) == ("Triwulan III 2026", 5, (("diajukan", 1),))
    client.force_login(orang("pembaca"))
    page = client.get("/triwulan/").content.decode()
    assert "5 unit; 1 diajukan" in page
    assert "Yang perlu saya isi" not in page


def test_a_person_without_assignment_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(Pengguna.objects.create(username="tanpa-tugas"))
    page = client.get("/triwulan/")
    assert "minta kepada admin" in page.content.decode()
    assert client.get("/triwulan/papan/").status_code == 404


def test_the_work_list_asks_the_database_the_same_however_much_work_there_is(client: Client) -> None:
    client.force_login(orang("sekretariat"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/triwulan/")
        return len(captured)

    bawa_ke("diajukan")
    few = queries()
    ambil_langkah(isi_penuh(bidang("rehabilitasi-sosial")), Aksi.AJUKAN, "rehabilitasi-sosial")
    assert queries() == few


def test_papan_leads_to_the_year_of_the_quarter_last_opened(client: Client) -> None:
    client.force_login(orang("pembaca"))
    assert client.get("/triwulan/papan/")["Location"] == PAPAN
    agency = rencana().perangkat_daerah
    Jadwal.objects.all().delete()
    january = timezone.make_aware(datetime(2026, 1, 3))
    assert latest_quarters([agency.pk], january) == {agency.pk: (2025, 4)}
