"""The user guide inside the application: every page shown, every link and picture there."""

import re
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from renstra.bantuan import guide_pages

pytestmark = pytest.mark.django_db
PAGES = [page.nama for page in guide_pages()]


@pytest.fixture
def reader(client: Client, people: dict[str, Any]) -> Client:
    client.force_login(people["kepala"])
    return client


def test_help_is_one_click_away_from_every_page(reader: Client) -> None:
    assert 'href="/bantuan/">Bantuan</a>' in reader.get("/laporan/").content.decode()


def test_the_list_names_each_page_and_for_whom_it_is(reader: Client) -> None:
    text = reader.get("/bantuan/").content.decode()
    assert "Mengisi triwulan" in text
    assert "Untuk staf bidang dan Sekretariat yang mengisi realisasi unitnya sendiri." in text


@pytest.mark.parametrize("nama", PAGES)
def test_links_and_pictures_of_a_page_lead_somewhere(reader: Client, nama: str) -> None:
    text = reader.get(f"/bantuan/{nama}/").content.decode()
    article = text[text.index("<article>") : text.index("</article>")]
    for link in re.findall(r'href="(/[^"#]*)', article):
        assert reader.get(link).status_code == 200, link
    for picture in re.findall(r'src="/static/panduan/([\w.-]+?)(?:\.[0-9a-f]{12})?\.webp"', article):
        assert find(f"panduan/{picture}.webp"), picture
    assert '.md"' not in article


def test_an_unknown_page_is_not_there(reader: Client) -> None:
    assert reader.get("/bantuan/tidak-ada/").status_code == 404


def test_a_wide_table_scrolls_by_keyboard_under_a_name_of_its_own(reader: Client) -> None:
    text = reader.get("/bantuan/isian/").content.decode()
    tables = text.count("<table")
    assert tables
    for number in range(1, tables + 1):
        assert f'<div class="gulir" tabindex="0" role="region" aria-label="Tabel {number}">' in text
