"""The page of one unit's quarter: what it shows to whom, and the steps taken from it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Indikator
from programs.models import PemerintahDaerah, Pengguna, Penugasan, PerangkatDaerah
from targets.choices import Aksi
from targets.models import (
    CatatanPemeriksa,
    Jadwal,
    Kelonggaran,
    LaporanTriwulan,
    PeristiwaLaporan,
    RealisasiTahunan,
    Target,
)
from targets.selectors.papan import punctuality
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.laporan import CatatanSel
from targets.services.realisasi import Isian
from tests.targets.batam import (
    ALAMAT,
    BIDANG,
    JALAN,
    SAAT,
    ambil_langkah,
    bawa_ke,
    bidang,
    buka_triwulan,
    indikator,
    isi_penuh,
    ketik,
    lembar,
    orang,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terbuka")]
ORANG = ("rehabilitasi-sosial", "staf-sekretariat", "sekretariat", "kepala", "admin", "pembaca")
SDM, DOKUMEN = "1.06.02#1.1", "1.06.02.2.02.0001#1.1"


@pytest.fixture
def terbuka(jam: Any) -> Jadwal:
    return buka_triwulan()


def buka(client: Client, nama: str, alamat: str = ALAMAT) -> str:
    client.force_login(orang(nama))
    response = client.get(alamat)
    assert response.status_code == 200
    return response.content.decode()


def kirim(client: Client, nama: str, langkah: str, **data: Any) -> Any:
    client.force_login(orang(nama))
    return client.post(f"{ALAMAT}{langkah}/", data)


def teks(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# Reading --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", [BIDANG, *ORANG])
@pytest.mark.parametrize("status", ["", *JALAN])
def test_everyone_of_the_agency_reads_a_report_in_every_state(client: Client, nama: str, status: str) -> None:
    if status:
        bawa_ke(status)
    page = buka(client, nama)
    assert "Bidang Pemberdayaan Sosial <span>Triwulan III 2026</span>" in page
    assert page.count("utama") <= 1, "a page has at most one primary action"
    assert " style=" not in page


def test_a_person_of_another_agency_finds_no_report(client: Client) -> None:
    other = PerangkatDaerah.objects.create(
        pemerintah_daerah=PemerintahDaerah.objects.get(), kode="lain", nama="Dinas Lain", nama_singkat="Lain"
    )
    user = Pengguna.objects.create(username="orang-lain")
    Penugasan.objects.create(pengguna=user, perangkat_daerah=other, peran="sekretariat", mulai=date(2026, 1, 1))
    client.force_login(user)
    assert client.get(ALAMAT).status_code == 404
    assert client.post(f"{ALAMAT}langkah/verifikasi/", {"versi": 1}).status_code == 404


@pytest.mark.parametrize(
    "alamat",
    [
        "/triwulan/dinsospm/pemberdayaan-sosial/2026/5/",
        "/triwulan/dinsospm/pemberdayaan-sosial/2040/1/",
        "/triwulan/dinsospm/tidak-ada/2026/1/",
    ],
)
def test_a_quarter_that_does_not_exist_is_404(client: Client, alamat: str) -> None:
    client.force_login(orang(BIDANG))
    assert client.get(alamat).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(ALAMAT).status_code == 302


def test_percentages_say_how_they_were_computed_and_from_which_document(client: Client) -> None:
    """60 of 80 this year is 75 %, 60 of 95 at the end of the Renstra is 63,16 % (Tabel 4.2, baris 1208)."""
    row = f"i{indikator(SDM).pk}"
    ketik(bidang(), Isian(row, "nilai", "60"))
    page = buka(client, "pembaca")
    found = teks(page[page.index(f'id="{row}"') :][:6000])
    assert "75,00 %" in found
    assert "63,16 %" in found
    assert "Masukan: realisasi 60; target 80." in found
    assert "Sumber target: Renstra 2025, 19 September 2025." in found
    assert "target belum ditetapkan" in found, "there is no quarter target, and that is said"


def test_a_graded_row_is_read_by_its_codes_and_never_by_their_scores(client: Client) -> None:
    """Target A (4), reported BB (3): 3 of 4 is 75 %."""
    row = indikator(SDM)
    Indikator.objects.filter(pk=row.pk).update(skala={"A": 4, "BB": 3, "B": 2}, satuan="Predikat")
    Target.objects.filter(indikator=row).update(nilai=4)
    RealisasiTahunan.objects.create(indikator=row, tahun=2025, nilai=2, sumber="LKIP 2025")
    ketik(bidang(), Isian(f"i{row.pk}", "kode", "BB"))
    page = buka(client, "pembaca")
    start = page.index(f'id="i{row.pk}"')
    cells = re.findall(r'<td class="num">(.*?)</td>', page[start : page.index('class="hitung"', start)], re.DOTALL)
    reached = ["target belum ditetapkan", "75,00 %", "75,00 %"]
    assert [teks(cell) for cell in cells] == ["–", "A", "–", "–", "BB", "–", "BB", *reached]
    panel = teks(buka(client, BIDANG, f"{ALAMAT}baris/i{row.pk}/"))
    assert "2025 angka setahun, LKIP 2025 – – – – B " in panel
    assert "2026 – – BB – BB " in panel
    assert "Realisasi sejak Januari: BB" in panel


def test_a_figure_that_cannot_be_computed_says_why(client: Client) -> None:
    page = teks(buka(client, "pembaca"))
    assert "belum dilaporkan" in page
    assert "Tidak wajib triwulan ini: tanpa target 2026." in page
    assert "pagu nol" in page


def test_money_shows_its_sen_and_the_ratio_of_the_sums(client: Client) -> None:
    """Pagu 2026 of the bidang: 887.797.000 + 100.794.000 + 85.140.000 = 1.073.731.000."""
    rows = {row.subkegiatan.kode: row.kunci for row in lembar(bidang()).anggaran}
    ketik(
        bidang(),
        Isian(rows["1.06.02.2.03.0004"], "nilai", "100.000.000,50"),
        Isian(rows["1.06.02.2.03.0005"], "nilai", "7.373.100"),
    )
    page = buka(client, "pembaca")
    total = teks(page[page.index('class="lv-total"') :][:800])
    assert "1.073.731.000" in total
    assert "107.373.100,50" in total  # 100.000.000,50 + 7.373.100
    assert "10,00 %" in total


def test_what_the_unit_wrote_and_what_looks_odd_stand_beside_the_figure(client: Client) -> None:
    row = f"i{indikator(DOKUMEN).pk}"
    ketik(
        bidang(),
        Isian(row, "nilai", "30"),
        Isian(row, "faktor_penghambat", "Izin menumpuk pada September."),
        Isian("evaluasi", "tindak_lanjut_renja", "Menambah petugas."),
    )
    page = teks(buka(client, "pembaca"))
    assert "Realisasi 30 lebih dari 150 % target 12" in page
    assert "Izin menumpuk pada September." in page
    assert "Menambah petugas." in page


def test_unverified_figures_are_marked_and_verified_ones_are_not(client: Client) -> None:
    sentence = "Angka di halaman ini belum diverifikasi."
    laporan = bawa_ke("diajukan")
    assert sentence in buka(client, "kepala")
    ambil_langkah(laporan, Aksi.VERIFIKASI, "sekretariat")
    assert sentence not in buka(client, "kepala")


# Steps ----------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_listed_with_a_link_to_each_cell(client: Client) -> None:
    sdm = f"i{indikator(SDM).pk}"
    isi_penuh(bidang(), kecuali={sdm})
    response = kirim(client, BIDANG, "langkah/ajukan", versi=1)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Laporan belum dapat diajukan: 1 hal perlu dilengkapi lebih dahulu." in page
    assert f'href="{ALAMAT}isi/#{sdm}-nilai"' in page
    assert LaporanTriwulan.objects.get(unit=bidang()).status == "draf"


def test_a_report_goes_from_submission_to_the_lock(client: Client) -> None:
    isi_penuh(bidang())
    for versi, (aksi, nama, status) in enumerate(
        [
            ("ajukan", BIDANG, "diajukan"),
            ("tarik", BIDANG, "draf"),
            ("ajukan", BIDANG, "diajukan"),
            ("verifikasi", "sekretariat", "diverifikasi"),
            ("kunci", "kepala", "dikunci"),
        ],
        1,
    ):
        response = kirim(client, nama, f"langkah/{aksi}", versi=versi)
        assert response.status_code == 302, response.content.decode()
        assert response["Location"] == ALAMAT
        assert LaporanTriwulan.objects.get(unit=bidang()).status == status
    page = teks(buka(client, "pembaca"))
    for sentence in ("mengajukan laporan.", "menarik kembali laporan.", "mengunci laporan."):
        assert sentence in page
    assert "tepat waktu" in page


def test_a_quarter_with_nothing_typed_is_begun_by_submitting_it(client: Client) -> None:
    response = kirim(client, BIDANG, "langkah/ajukan", versi=1)
    assert response.status_code == 409  # 10 rows are due
    assert not LaporanTriwulan.objects.filter(unit=bidang()).exists(), "a refusal leaves nothing behind"


def test_status_author_and_percentage_are_never_taken_from_the_post(client: Client) -> None:
    laporan = isi_penuh(bidang())
    kirim(
        client, BIDANG, "langkah/ajukan", versi=1, status="dikunci", diajukan_oleh=orang("kepala").pk, persen="100"
    )
    laporan.refresh_from_db()
    assert (laporan.status, laporan.diajukan_oleh) == ("diajukan", orang(BIDANG))


@pytest.mark.parametrize("status", JALAN)
@pytest.mark.parametrize("aksi", ["ajukan", "tarik", "kembalikan", "verifikasi", "kunci"])
def test_a_reader_who_posts_a_step_is_refused_in_every_state(client: Client, status: str, aksi: str) -> None:
    laporan = bawa_ke(status)
    for nama in ("pembaca", "admin", "rehabilitasi-sosial"):
        assert kirim(client, nama, f"langkah/{aksi}", versi=laporan.versi).status_code == 403
    laporan.refresh_from_db()
    assert laporan.status == status


def test_a_step_is_never_taken_by_a_link_and_an_unknown_one_does_not_exist(client: Client) -> None:
    bawa_ke("diajukan")
    client.force_login(orang("sekretariat"))
    assert client.get(f"{ALAMAT}langkah/verifikasi/").status_code == 405
    assert client.post(f"{ALAMAT}langkah/hapus/").status_code == 404
    assert client.post(f"{ALAMAT}langkah/koreksi/", {"versi": 2}).status_code == 404


def test_a_report_is_returned_with_notes_on_its_rows_or_not_at_all(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    row, foreign = f"i{indikator(SDM).pk}", f"i{indikator('1.06.04#1.1').pk}"
    notes = {f"catatan-{row}": "Sama dengan triwulan lalu?", f"catatan-{foreign}": "Bukan baris bidang ini."}
    refused = kirim(client, "sekretariat", "langkah/kembalikan", versi=laporan.versi, catatan=" ", **notes)
    assert refused.status_code == 409
    assert "Tulis catatan pengembalian" in refused.content.decode()
    assert 'value="Sama dengan triwulan lalu?"' in refused.content.decode(), "what was typed stands there again"
    done = kirim(client, "sekretariat", "langkah/kembalikan", versi=laporan.versi, catatan="Satu angka.", **notes)
    assert done.status_code == 302
    note = CatatanPemeriksa.objects.get(laporan=laporan)
    assert (note.indikator, note.teks) == (indikator(SDM), "Sama dengan triwulan lalu?")
    page = teks(buka(client, BIDANG))
    assert "Satu angka." in page
    assert "Sama dengan triwulan lalu?" in page


def test_a_step_on_a_page_grown_old_is_refused_with_what_to_do(client: Client) -> None:
    bawa_ke("diajukan")
    response = kirim(client, "sekretariat", "langkah/verifikasi", versi=1)
    assert response.status_code == 409
    assert "sudah berubah sejak Anda membukanya" in response.content.decode()
    assert kirim(client, "sekretariat", "langkah/verifikasi", versi="satu").status_code == 409


def test_nobody_verifies_a_report_they_entered(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    Penugasan.objects.create(
        pengguna=orang(BIDANG),
        perangkat_daerah=bidang().perangkat_daerah,
        peran="sekretariat",
        mulai=date(2026, 1, 1),
    )
    response = kirim(client, BIDANG, "langkah/verifikasi", versi=laporan.versi)
    assert response.status_code == 409
    assert "mintalah pemeriksa lain" in response.content.decode()


# On time, late, exceptions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("langkah", "at", "diajukan", "hari"),
    [
        ([], datetime(2026, 10, 7, 23), None, 0),
        ([], datetime(2026, 10, 9, 1), None, 2),
        ([("ajukan", 7)], datetime(2026, 12, 1), 7, 0),
        ([("ajukan", 10)], datetime(2026, 12, 1), 10, 3),
        ([("ajukan", 6), ("tarik", 6), ("ajukan", 8)], datetime(2026, 12, 1), 8, 1),
        ([("ajukan", 6), ("kembalikan", 8), ("ajukan", 20)], datetime(2026, 12, 1), 6, 0),
    ],
)
def test_late_counts_days_from_the_due_date_to_the_submission_that_stood(
    terbuka: Jadwal, langkah: list[tuple[str, int]], at: datetime, diajukan: int | None, hari: int
) -> None:
    """Due on 7 October 2026; a withdrawn submission was none, a returned one was."""
    events = [
        PeristiwaLaporan(aksi=aksi, pada=timezone.make_aware(datetime(2026, 10, day, 12))) for aksi, day in langkah
    ]
    found = punctuality(events, terbuka.jatuh_tempo, timezone.make_aware(at))
    assert (found.diajukan and found.diajukan.day, found.hari) == (diajukan, hari)


def test_late_entry_is_asked_for_granted_and_ends_by_itself(client: Client, jam: Any) -> None:
    """Closed on 14 October; granted on Thursday 15 October until Monday the 19th by default."""
    jam(timezone.make_aware(datetime(2026, 10, 15, 9)))
    page = buka(client, BIDANG)
    assert "Pengisian triwulan ini ditutup 14/10/2026" in page
    assert "Isi laporan" not in page
    assert kirim(client, BIDANG, "minta-kelonggaran", alasan=" ").status_code == 409
    assert kirim(client, "pembaca", "minta-kelonggaran", alasan="Ingin tahu").status_code == 403
    assert kirim(client, BIDANG, "minta-kelonggaran", alasan="Data desa terlambat.").status_code == 302
    asked = Kelonggaran.objects.get()
    page = buka(client, "sekretariat")
    assert "Data desa terlambat." in page
    assert 'name="sampai" value="2026-10-20"' in page, "the third working day after today"
    granted = kirim(
        client, "sekretariat", f"kelonggaran/{asked.pk}/putus", keputusan="setuju", sampai="2026-10-16"
    )
    assert granted.status_code == 302
    jam(timezone.make_aware(datetime(2026, 10, 16, 23)))
    assert "Isi laporan" in buka(client, BIDANG)
    jam(timezone.make_aware(datetime(2026, 10, 17, 0, 1)))
    assert "Isi laporan" not in buka(client, BIDANG)


def test_a_request_is_decided_by_others_once_and_a_refusal_says_why(client: Client) -> None:
    bawa_ke("dikunci")
    asked = request_exception(laporan=LaporanTriwulan.objects.get(), alasan="Keliru.", user=orang(BIDANG), at=SAAT)
    putus = f"kelonggaran/{asked.pk}/putus"
    assert kirim(client, "pembaca", putus, keputusan="setuju").status_code == 403
    assert kirim(client, BIDANG, putus, keputusan="setuju").status_code == 403
    assert kirim(client, "sekretariat", "kelonggaran/999999/putus", keputusan="setuju").status_code == 404
    for data, sentence in (
        ({"keputusan": "tolak"}, "Tulis alasan penolakan."),
        ({"keputusan": "setuju"}, "Tentukan sampai kapan"),
        ({"keputusan": "setuju", "sampai": "besok"}, "Tanggal batas tidak terbaca"),
        ({"keputusan": "setuju", "sampai": "2026-10-01"}, "batasnya harus sesudah sekarang"),
        ({}, "Pilih setujui atau tolak."),
    ):
        response = kirim(client, "sekretariat", putus, **data)
        assert response.status_code == 409
        assert sentence in response.content.decode()
    refused = {"keputusan": "tolak", "jawaban": "Sudah benar."}
    assert kirim(client, "kepala", putus, **refused).status_code == 302
    assert kirim(client, "kepala", putus, **refused).status_code == 409
    assert "menolak permintaan: Sudah benar." in teks(buka(client, BIDANG))


def test_the_answer_reaches_whoever_has_the_work_by_now(client: Client) -> None:
    bawa_ke("dikunci")
    asked = request_exception(laporan=LaporanTriwulan.objects.get(), alasan="Keliru.", user=orang(BIDANG), at=SAAT)
    new = Pengguna.objects.create(username="staf-baru")
    Penugasan.objects.create(
        pengguna=new, perangkat_daerah=bidang().perangkat_daerah, unit=bidang(), peran="staf", mulai=SAAT.date()
    )
    decide_exception(kelonggaran=asked, setuju=False, jawaban="Tidak.", user=orang("kepala"), at=SAAT)
    assert "ditolak" in new.pemberitahuan.get().teks


# Correction -----------------------------------------------------------------------------------------------------


def test_a_correction_stands_beside_the_locked_figures_until_it_is_locked_too(client: Client) -> None:
    """SDM: 10 locked, 60 in the correction. 10 of 80 is 12,50 %, 60 of 80 is 75 %."""
    bawa_ke("dikunci")
    assert kirim(client, BIDANG, "minta-kelonggaran", alasan="Angka SDM keliru.").status_code == 302
    asked = Kelonggaran.objects.get()
    response = kirim(
        client, "sekretariat", f"kelonggaran/{asked.pk}/putus", keputusan="setuju", sampai="2026-10-08"
    )
    assert response.status_code == 302
    ketik(bidang(), Isian(f"i{indikator(SDM).pk}", "nilai", "60"))
    page = buka(client, "pembaca")
    changed = teks(page[page.index('id="koreksi"') : page.index('id="kinerja"')])
    assert re.search(r"Persentase SDM .* realisasi 10 60", changed)
    assert "12,50" in page and "75,00" not in page, "the locked figures stay the valid ones"
    draft = buka(client, "pembaca", f"{ALAMAT}?koreksi=1")
    assert "75,00" in draft
    assert "Anda melihat draf koreksi ke-1" in draft
    correction = LaporanTriwulan.objects.get(koreksi_ke=1)
    for aksi, nama in JALAN["dikunci"]:
        correction = ambil_langkah(correction, aksi, nama)
    after = buka(client, "pembaca")
    assert "75,00" in after
    assert "12,50" in buka(client, "pembaca", f"{ALAMAT}?koreksi=0"), "the old figures can still be read"


def test_the_sheet_s_money_and_texts_show_in_a_correction_too(client: Client) -> None:
    bawa_ke("dikunci")
    locked = LaporanTriwulan.objects.get()
    asked = request_exception(laporan=locked, alasan="Keliru.", user=orang(BIDANG), at=SAAT)
    decide_exception(
        kelonggaran=asked, setuju=True, sampai=SAAT + timedelta(days=2), user=orang("kepala"), at=SAAT
    )
    money = next(row.kunci for row in lembar(bidang()).anggaran if row.wajib)
    ketik(bidang(), Isian(money, "nilai", "1.500.000,75"), Isian(money, "keterangan", "SP2D susulan."))
    page = buka(client, "pembaca")
    changed = teks(page[page.index('id="koreksi"') : page.index('id="kinerja"')])
    assert "1.000.000 1.500.000,75" in changed
    assert "Menurut laporan bidang. SP2D susulan." in changed


def test_open_notes_of_a_returned_report_stand_at_the_top_for_its_staff(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    note = CatatanSel("Periksa penyebutnya.", indikator=indikator(SDM))
    ambil_langkah(laporan, Aksi.KEMBALIKAN, "sekretariat", sel=[note])
    page = buka(client, BIDANG)
    top = teks(page[page.index('class="pengembalian"') : page.index('id="kinerja"')])
    assert "Periksa penyebutnya." in top
    assert "Isi laporan" in top
