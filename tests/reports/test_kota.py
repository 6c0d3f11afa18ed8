"""The whole city: each agency's own figures side by side, for who may read them, leading to its dashboard."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Renstra
from reports.dashboards.kata import percent
from reports.selectors.dasbor import Dasbor
from reports.selectors.kota import city_row
from reports.selectors.permintaan import Permintaan
from reports.views.unchanged import place
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung

pytestmark = pytest.mark.django_db
MASA = {"tahun": str(TAHUN), "triwulan": "1", "draf": "on"}


@pytest.fixture
def kota() -> tuple[Panggung, Panggung]:
    """Two agencies: the first has an IKU at 8 of 10, the second nothing yet."""
    first, second = buat_panggung("satu"), buat_panggung("dua")
    first.indikator["A"].iku = True
    first.indikator["A"].save()
    first.state_quarters("A", 10, 20, 30, 40)
    first.fill(nilai="8")
    return first, second


def test_an_agency_s_line_says_what_its_own_dashboard_says(kota: tuple[Panggung, Panggung]) -> None:
    """The IKU at 80 %, three figures due and filled, Rp 1 of 100 million spent: 1 %."""
    now = timezone.now()
    for each in kota:
        row = city_row(each.renstra, TAHUN, 1, now, dengan_draf=True)
        own = Dasbor(Permintaan(each.renstra, TAHUN, 1, True), now)
        assert row.kesehatan == own.kesehatan
        assert row.serapan == own.evaluasi.total.uang.tingkat_tahun  # type: ignore[union-attr]
        assert row.perhatian == len(own.perhatian)
    first = city_row(kota[0].renstra, TAHUN, 1, now, dengan_draf=True)
    assert (first.iku.nilai, first.serapan.nilai, first.kesehatan.terisi) == (80, 1, 3)
    assert (
        percent(city_row(kota[1].renstra, TAHUN, 1, now, dengan_draf=True).iku)
        == "tidak ada capaian yang dapat dihitung"
    )


def test_admin_and_reader_of_the_city_see_all_and_others_their_own(
    client: Client, kota: tuple[Panggung, Panggung]
) -> None:
    for peran, seen in (
        ("admin", {"satu", "dua"}),
        ("pembaca", {"satu", "dua"}),
        ("kepala", {"satu"}),
        ("staf", {"satu"}),
    ):
        client.force_login(kota[0].orang[peran])
        page = client.get("/kota/", MASA).content.decode()
        assert set(re.findall(r"pd=dinas-(satu|dua)", page)) == seen
        front = client.get("/", MASA).content.decode()
        assert ("Semua perangkat daerah" in front) == (len(seen) == 2)


def test_a_line_leads_to_that_agency_s_dashboard_and_its_links_stay_there(
    client: Client, kota: tuple[Panggung, Panggung]
) -> None:
    client.force_login(kota[0].orang["pembaca"])
    for each in kota:
        Renstra.objects.filter(pk=each.renstra.pk).update(nama=each.agency.kode)
        each.agency.nama = each.agency.nama_singkat = f"Dinas {each.agency.kode}"
        each.agency.save()
    for each in kota:
        kode = each.agency.kode
        page = client.get("/", MASA | {"pd": kode}).content.decode()
        assert f"<h1>Dinas {kode}" in page
        for link in re.findall(r'href="(/(?:indikator|anggaran|ringkasan|pohon)/[^"]*)"', page):
            assert f"pd={kode}" in link
        assert f'name="pd" value="{kode}"' in page
        for address in ("/anggaran/", "/pohon/", "/indikator/"):
            assert f"Dinas {kode}" in client.get(address, MASA | {"pd": kode}).content.decode()


def test_another_s_agency_is_404_and_so_is_one_there_is_not(
    client: Client, kota: tuple[Panggung, Panggung]
) -> None:
    client.force_login(kota[0].orang["kepala"])
    assert client.get("/", MASA | {"pd": kota[0].agency.kode}).status_code == 200
    for kode in (kota[1].agency.kode, "tidak-ada", "", "a\0b", "x" * 300):
        assert client.get("/", MASA | {"pd": kode}).status_code == 404


def test_forty_agencies_take_at_most_fifteen_queries_each_once(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    agencies = [buat_panggung(f"n{n}") for n in range(40)]
    client.force_login(agencies[0].orang["pembaca"])
    place.cache_clear()
    with django_assert_max_num_queries(15 * 40 + 12):
        assert client.get("/kota/", MASA).content.decode().count("pd=dinas-n") == 40
    with django_assert_max_num_queries(12):
        client.get("/kota/", MASA)
