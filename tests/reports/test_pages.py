"""Pages through the door a user uses, and who may open them."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db
PAGES = ["/", "/tabel/tabel-3.1/", "/tabel/tabel-4.2/", "/tabel/tabel-4.2/unduh/xlsx", "/pemeriksaan/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_sign_in(client: Client, page: str) -> None:
    response = client.get(page)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("masuk"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["kepala", "sekretariat", "rehabilitasi-sosial", "admin", "pembaca"])
def test_every_role_reads_the_plan(client: Client, people: dict[str, Any], page: str, name: str) -> None:
    client.force_login(people[name])
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_person_of_another_agency_finds_nothing(client: Client, page: str) -> None:
    from programs.models import PemerintahDaerah, Pengguna, Penugasan, PerangkatDaerah

    government = PemerintahDaerah.objects.get()
    other = PerangkatDaerah.objects.create(
        pemerintah_daerah=government, kode="lain", nama="Dinas Lain", nama_singkat="Lain"
    )
    user = Pengguna.objects.create(username="orang-lain")
    Penugasan.objects.create(pengguna=user, perangkat_daerah=other, peran="kepala")
    client.force_login(user)
    assert client.get(page).status_code == 404


def test_a_person_without_assignment_finds_nothing(client: Client) -> None:
    from programs.models import Pengguna

    client.force_login(Pengguna.objects.create(username="tanpa-tugas"))
    assert client.get("/").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_reading_pages_refuse_a_post(client: Client, people: dict[str, Any], page: str) -> None:
    client.force_login(people["sekretariat"])
    assert client.post(page).status_code == 405


@pytest.mark.parametrize(
    "page", ["/tabel/tabel-9.9/", "/tabel/tabel-4.2/unduh/docx", "/tabel/tabel-4.2/?program=9.99.99"]
)
def test_an_unknown_table_format_or_filter_is_404(client: Client, people: dict[str, Any], page: str) -> None:
    client.force_login(people["sekretariat"])
    assert client.get(page).status_code == 404


def test_filters_carry_into_the_download(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    page = client.get("/tabel/tabel-4.2/?program=1.06.04&tahun=2026")
    link = "/tabel/tabel-4.2/unduh/xlsx?program=1.06.04&amp;tahun=2026"
    assert link in page.content.decode()
    response = client.get(link.replace("&amp;", "&"))
    assert 'filename="tabel-4.2-sebagian.xlsx"' in response["Content-Disposition"]
    sheet = open_sheet(response.content)
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "1.06.04"]
    assert rows[0][-1] == 2_687_630_874
    assert not [row for row in sheet.iter_rows(values_only=True) if row[0] == "1.06.05"]


def test_the_budget_shows_the_documents_totals(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    page = client.get("/anggaran/").content.decode()
    for figure in ("56.091.664.083", "81.058.665.524", "2.359.339.200"):
        assert figure in page


def test_pages_allow_no_inline_script_or_style(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    for page in PAGES:
        response = client.get(page)
        assert "unsafe" not in response["Content-Security-Policy"]
        if "html" in response["Content-Type"]:
            assert " style=" not in response.content.decode()


@pytest.mark.parametrize(
    "model", ["programs/program", "indicators/indikator", "targets/pagu", "programs/pengguna"]
)
def test_the_admin_lists_and_edits_master_data(client: Client, people: dict[str, Any], model: str) -> None:
    client.force_login(people["admin"])
    listing = client.get(f"/admin/{model}/")
    assert listing.status_code == 200
    assert client.get(f"/admin/{model}/add/").status_code == 200
    client.force_login(people["sekretariat"])
    assert client.get(f"/admin/{model}/").status_code == 302


def test_the_admin_front_names_only_our_own_apps(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["admin"])
    apps = {app["name"] for app in client.get("/admin/").context["app_list"]}
    assert apps == {
        "Organisasi dan rencana",
        "Hasil dan indikator",
        "Dokumen, target, dan pagu",
        "Masuk yang ditahan",
        "Tabel resmi",
    }


def test_a_filter_without_a_match_says_what_to_do(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    page = client.get("/tabel/tabel-4.2/?program=1.06.04&bidang=sekretariat")
    assert "Tidak ada program yang cocok" in page.content.decode()
    assert client.get("/tabel/tabel-4.2/unduh/pdf?program=1.06.04&bidang=sekretariat").status_code == 200


def test_the_chart_drops_no_program_however_many() -> None:
    from renstra.grafik import batang_bertumpuk

    series = [(f"Program {n}", {2025: Decimal(n)}) for n in range(1, 11)]
    assert batang_bertumpuk("Pagu", [2025], series, berlegenda=False).svg.count("<rect") >= 10
