"""The pages of editions: what would be published, the refusals, the list, one edition and its files."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Edisi
from tests.targets.pabrik import Panggung, buat_panggung

pytestmark = pytest.mark.django_db
TERBIT = "/laporan/e81/terbitkan/?tahun=2026&triwulan=1"


@pytest.fixture
def panggung(db: Any) -> Panggung:
    stage = buat_panggung("halaman")
    stage.bring_to("diajukan")
    return stage


@pytest.fixture
def sekretariat(client: Client, panggung: Panggung) -> Client:
    client.force_login(panggung.orang["pemeriksa"], backend="programs.auth.UsernameOrNipBackend")
    return client


def page_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_form_lists_what_is_missing_and_asks_to_have_it_understood(sekretariat: Client) -> None:
    page = page_of(sekretariat.get(TERBIT))
    assert "Laporan TW I 2026 Bidang-A (belum terverifikasi)" in page
    assert 'name="paham"' in page and "Terbitkan edisi ke-1" in page
    refused = sekretariat.post(TERBIT, {"tanggal": "2026-04-20"})
    assert refused.status_code == 409
    assert "Edisi ini tidak memuat semua data." in page_of(refused)
    assert not Edisi.objects.exists()


def test_a_post_publishes_and_leads_to_the_edition(sekretariat: Client) -> None:
    response = sekretariat.post(TERBIT, {"tanggal": "2026-04-20", "nomor_naskah": "000.7/1", "paham": "on"})
    edisi = Edisi.objects.get()
    assert response.status_code == 302 and response["Location"] == f"/edisi/{edisi.pk}/"
    assert (edisi.tanggal, edisi.nomor_naskah) == (date(2026, 4, 20), "000.7/1")
    page = page_of(sekretariat.get(response["Location"]))
    assert "Belum tercakup pada edisi ini" in page and edisi.hash_data in page and edisi.kode_cetak in page
    assert "Ini edisi pertama untuk masa ini." in page
    again = sekretariat.post(TERBIT, {"tanggal": "2026-04-20", "nomor_naskah": "000.7/1", "paham": "on"})
    assert again.status_code == 409 and "Tidak ada yang berubah sejak edisi ke-1" in page_of(again)


def test_the_download_is_the_stored_file_under_its_name(sekretariat: Client) -> None:
    sekretariat.post(TERBIT, {"tanggal": "2026-04-20", "paham": "on"})
    edisi = Edisi.objects.get()
    for format, stored in (("pdf", edisi.pdf), ("xlsx", edisi.xlsx)):
        response = sekretariat.get(reverse("unduh-edisi", args=[edisi.pk, format]))
        assert response.content == bytes(stored)
        assert response["Content-Disposition"] == f'attachment; filename="e81-tw-i-2026-edisi-1.{format}"'
    assert sekretariat.get(reverse("unduh-edisi", args=[edisi.pk, "csv"])).status_code == 404


def test_a_new_edition_shows_its_differences_and_the_old_one_points_to_it(
    sekretariat: Client, panggung: Panggung
) -> None:
    sekretariat.post(TERBIT, {"tanggal": "2026-04-20", "paham": "on"})
    sekretariat.post(TERBIT, {"tanggal": "2026-04-21", "paham": "on"})
    first, second = Edisi.objects.order_by("nomor")
    page = page_of(sekretariat.get(second.get_absolute_url()))
    assert "Tanggal penandatanganan" in page and "20 April 2026" in page
    assert f'href="/edisi/{second.pk}/">edisi ke-2' in page_of(sekretariat.get(first.get_absolute_url()))


def test_drafts_are_refused_before_anything_is_drawn(sekretariat: Client) -> None:
    page = page_of(sekretariat.get(f"{TERBIT}&draf=on"))
    assert "Edisi hanya memuat angka terverifikasi." in page and '<form method="post" class="isian' not in page
    assert sekretariat.post(f"{TERBIT}&draf=on", {"tanggal": "2026-04-20", "paham": "on"}).status_code == 409


def test_a_table_of_the_plan_is_published_from_its_document(sekretariat: Client) -> None:
    response = sekretariat.post("/laporan/tabel-4.5/terbitkan/", {"tanggal": "2026-04-20", "paham": "on"})
    edisi = Edisi.objects.get()
    assert response["Location"] == edisi.get_absolute_url()
    assert edisi.dokumen is not None and edisi.masa == "Renstra 2025"
    assert sekretariat.get("/laporan/tidak-ada/terbitkan/").status_code == 404


def test_the_list_is_filtered_by_report_and_year(sekretariat: Client) -> None:
    sekretariat.post(TERBIT, {"tanggal": "2026-04-20", "paham": "on"})
    sekretariat.post("/laporan/tabel-4.5/terbitkan/", {"tanggal": "2026-04-20", "paham": "on"})
    e81, plan = Edisi.objects.order_by("pk")

    def listed(query: str) -> set[int]:
        page = page_of(sekretariat.get(f"/edisi/{query}"))
        return {each.pk for each in (e81, plan) if f'href="/edisi/{each.pk}/"' in page}

    assert listed("") == {e81.pk, plan.pk}
    assert listed("?laporan=e81") == {e81.pk} == listed("?tahun=2026")
    assert listed("?tahun=2025") == set() == listed("?laporan=<script>")


def test_the_list_takes_few_queries_whatever_its_length(
    sekretariat: Client, django_assert_max_num_queries: Any
) -> None:
    for day in range(20, 24):
        sekretariat.post(
            "/laporan/tabel-4.5/terbitkan/", {"tanggal": f"2026-04-{day}", "nomor_naskah": str(day), "paham": "on"}
        )
    assert Edisi.objects.count() == 4
    with django_assert_max_num_queries(20):
        sekretariat.get("/edisi/")


def test_the_admin_only_shows_editions(sekretariat: Client, panggung: Panggung, admin_client: Client) -> None:
    sekretariat.post("/laporan/tabel-4.5/terbitkan/", {"tanggal": "2026-04-20", "paham": "on"})
    edisi = Edisi.objects.get()
    address = f"/admin/reports/edisi/{edisi.pk}/change/"
    page = page_of(admin_client.get(address))
    assert edisi.judul in page and edisi.token not in page
    assert admin_client.post(address, {"judul": "Lain"}).status_code == 403
    assert admin_client.post(f"/admin/reports/edisi/{edisi.pk}/delete/", {"post": "yes"}).status_code == 403
