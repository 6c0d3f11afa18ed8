"""Publishing and verifying in a real browser, with an accessibility check on every page of it."""

import os
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.models import Edisi

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


def test_sekretariat_publishes_and_a_stranger_verifies(
    chromium: Any, live_server: Any, people_again: None, settings: Any
) -> None:
    settings.ALAMAT_SITUS = live_server.url
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(live_server.url) else None)
    page.goto(f"{live_server.url}/masuk/?next=/laporan/tabel-3.1/terbitkan/")
    page.fill("#id_username", "demo-sekretariat")
    page.fill("#id_password", "demo-renstra-batam")
    page.click("text=Masuk >> nth=-1")
    page.wait_for_selector("text=Yang akan diterbitkan")
    assert_accessible(page)
    page.fill("#id_nomor_naskah", "000.7/1/2026")
    page.check("#id_paham")
    page.click("text=Terbitkan edisi ke-1")
    page.wait_for_selector("text=Ini edisi pertama untuk masa ini.")
    assert_accessible(page)
    edisi = Edisi.objects.get()
    page.goto(f"{live_server.url}/edisi/")
    assert_accessible(page)
    with page.expect_download() as download:
        page.click(".aksi-laporan >> text=PDF")
    stored = download.value.path().read_bytes()
    assert stored == bytes(edisi.pdf)
    page.close()
    stranger = chromium.new_page(viewport={"width": 390, "height": 844})
    stranger.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    stranger.goto(f"{live_server.url}/verifikasi/")
    assert_accessible(stranger)
    stranger.fill("#id_kode", edisi.kode_cetak)
    stranger.click("text=Periksa >> nth=-1")
    stranger.wait_for_selector("text=Edisi ini terdaftar")
    assert_accessible(stranger)
    for content, words in ((stored, "Asli (PDF)"), (stored[:-1], "BERBEDA")):
        stranger.set_input_files("#id_berkas", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content})
        stranger.click("button:text('Periksa berkas')")
        stranger.wait_for_selector(".putusan")
        assert words in " ".join(stranger.inner_text(".putusan").split())
        assert_accessible(stranger)
    assert stranger.evaluate("document.documentElement.scrollWidth") <= 390
    stranger.close()
    assert problems == []
