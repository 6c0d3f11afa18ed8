"""The main path in a real browser, with an accessibility check on every page of it."""

import os
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people_again(transactional_db: None) -> None:
    """The live server sees only committed rows, and a transactional test empties the tables after itself."""
    from django.core.management import call_command

    call_command("load_renstra", verbosity=0)
    call_command("load_demo", "--tanpa-angka", verbosity=0)


def assert_accessible(page: Any) -> None:
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()


def test_the_demo_account_reaches_tabel_42_within_three_clicks(
    chromium: Any, live_server: Any, people_again: None
) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(live_server.url) else None)
    page.goto(live_server.url)
    assert "demo-renstra-batam" in page.text_content("main")
    assert_accessible(page)
    page.fill("#id_username", "demo-sekretariat")
    page.fill("#id_password", "demo-renstra-batam")
    page.click("text=Masuk >> nth=-1")
    page.wait_for_selector("text=Kelengkapan data")
    assert_accessible(page)
    page.click("text=Tabel resmi")
    page.click("nav[aria-label='Tabel resmi'] >> text=4.2")
    assert page.text_content("tr[data-key='1.06.04'] td:nth-child(4)").strip() == "2.359.339.200"
    page.click("[aria-label^='Lipat PROGRAM REHABILITASI']")
    assert page.is_hidden("tr[data-key='1.06.04.2.01']")
    page.click("[aria-label^='Buka PROGRAM REHABILITASI']")
    page.fill("#cari", "makam")
    assert page.is_hidden("tr[data-key='1.06.04']")
    assert page.is_visible("tr[data-key='1.06.07']")
    assert_accessible(page)
    page.goto(f"{live_server.url}/pemeriksaan/")
    assert_accessible(page)
    assert problems == []
    page.close()
