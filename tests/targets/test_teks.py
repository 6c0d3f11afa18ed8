"""Free text a database cannot keep (PostgreSQL takes no NUL) is refused with a sentence, wherever it is posted."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from targets.models import CatatanPemeriksa, Jadwal, Kelonggaran, LaporanTriwulan
from targets.services.galat import LaporanError
from targets.services.kelonggaran import decide_exception, request_exception
from tests.targets.batam import ALAMAT, BIDANG, SAAT, bawa_ke, bidang, buka_triwulan, indikator, lembar, orang

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terbuka")]
PAPAN = "/triwulan/papan/dinsospm/2026/"
RENAKSI = "/triwulan/renaksi/dinsospm/2026/"
KALIMAT = "memuat huruf yang tidak dapat disimpan; ketik ulang tanpa menyalinnya."
DJANGO = "Karakter null tidak diizinkan."
NUL = "Terpotong\0di sini"


@pytest.fixture
def terbuka(jam: Any) -> Jadwal:
    return buka_triwulan()


def kirim(client: Client, nama: str, alamat: str, **data: Any) -> str:
    """Post as a person and return the page that refuses."""
    client.force_login(orang(nama))
    response = client.post(alamat, data)
    assert response.status_code == 409
    return response.content.decode()


@pytest.mark.parametrize("nama", ["catatan", "baris"])
def test_a_note_that_cannot_be_kept_leaves_the_report_where_it_was(client: Client, nama: str) -> None:
    laporan = bawa_ke("diajukan")
    name = "catatan" if nama == "catatan" else f"catatan-i{indikator('1.06.02#1.1').pk}"
    data = {"catatan": "Mohon diperiksa.", "versi": laporan.versi} | {name: NUL}
    assert f"Catatan {KALIMAT}" in kirim(client, "sekretariat", f"{ALAMAT}langkah/kembalikan/", **data)
    laporan.refresh_from_db()
    assert laporan.status == "diajukan"
    assert not CatatanPemeriksa.objects.exists()


def test_a_note_on_many_reports_that_cannot_be_kept_returns_none(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    client.force_login(orang("sekretariat"))
    data = {"laporan": f"{laporan.pk}:{laporan.versi}", "catatan": NUL}
    assert f"Catatan {KALIMAT}" in client.post(f"{PAPAN}kembalikan/", data).content.decode()
    assert LaporanTriwulan.objects.get().status == "diajukan"


def test_a_request_with_a_reason_that_cannot_be_kept_is_not_made(client: Client, jam: Any) -> None:
    jam(timezone.make_aware(datetime(2026, 10, 15, 9)))  # closed on the 14th
    assert f"Alasan {KALIMAT}" in kirim(client, BIDANG, f"{ALAMAT}minta-kelonggaran/", alasan=NUL)
    assert not Kelonggaran.objects.exists()


def test_an_answer_that_cannot_be_kept_decides_nothing(client: Client) -> None:
    bawa_ke("dikunci")
    asked = request_exception(laporan=LaporanTriwulan.objects.get(), alasan="Keliru.", user=orang(BIDANG), at=SAAT)
    putus = f"{ALAMAT}kelonggaran/{asked.pk}/putus/"
    assert DJANGO in kirim(client, "sekretariat", putus, keputusan="tolak", jawaban=NUL)
    with pytest.raises(LaporanError, match=f"Jawaban {KALIMAT}"):
        decide_exception(kelonggaran=asked, setuju=False, user=orang("sekretariat"), jawaban=NUL, at=SAAT)
    asked.refresh_from_db()
    assert asked.diputus_pada is None


def test_a_rencana_aksi_whose_number_cannot_be_kept_is_not_enacted(client: Client) -> None:
    page = kirim(client, "sekretariat", f"{RENAKSI}tetapkan/", nomor=NUL, tanggal="2026-01-05")
    assert DJANGO in page


def test_a_unit_that_no_database_could_look_up_leads_to_the_first_one(client: Client) -> None:
    assert "Rencana aksi" in kirim(client, "sekretariat", f"{RENAKSI}ubah/", unit="\0")


def test_a_quarter_target_and_a_hand_over_that_cannot_be_read_are_refused(client: Client) -> None:
    key = f"i{indikator('1.06.02#1.1').pk}-tw1"
    page = kirim(client, BIDANG, f"/triwulan/renaksi/dinsospm/{BIDANG}/2026/", **{key: "1\0", f"~{key}": ""})
    assert "bukan angka" in page
    page = kirim(client, "sekretariat", "/serah-terima/dinsospm/", dari="1\0", kepada="\0")
    assert page.count(DJANGO) == 2


@pytest.mark.parametrize("kolom", ["keterangan", "faktor_penghambat", "nilai"])
def test_a_cell_that_cannot_be_kept_is_not_stored_and_says_why(client: Client, kolom: str) -> None:
    client.force_login(orang(BIDANG))
    name = f"i{indikator('1.06.02#1.1').pk}-{kolom}"
    page = client.post(f"{ALAMAT}isi/", {name: "1\0"}).content.decode()
    assert f"Teks {KALIMAT}" in page
    row = next(row for row in lembar(bidang()).kinerja if row.kunci == name.partition("-")[0])
    assert row.realisasi is None or not getattr(row.realisasi, kolom)
