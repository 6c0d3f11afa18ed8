"""Imports in a real browser: by keyboard alone, without JavaScript, on a narrow screen, axe in every state."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from imports.models import Impor
from programs.models import UnitKerja
from tests.imports.unit_uji import buku

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unit_uji")]
BARU = "/impor/baru/unit-uji/"
SIZES = ((1366, 768), (390, 844))


@pytest.fixture
def people_again(transactional_db: None) -> None:
    """The live server sees only committed rows, and a transactional test empties the tables after itself."""
    from django.core.management import call_command

    call_command("load_renstra", verbosity=0)
    call_command("load_demo", "--tanpa-angka", verbosity=0)


@pytest.fixture
def berkas(tmp_path: Path) -> Any:
    """Write a workbook of units and return its path."""

    def write(name: str, *rows: list[Any]) -> str:
        path = tmp_path / name
        path.write_bytes(buku(*rows))
        return str(path)

    return write


def sign_in(page: Any, address: str) -> None:
    page.goto(f"{address}/masuk/?next=/impor/")
    page.fill("#id_username", "demo-sekretariat")
    page.fill("#id_password", "demo-renstra-batam")
    page.click("text=Masuk >> nth=-1")
    page.wait_for_url(f"{address}/impor/")


def assert_sound(page: Any) -> None:
    """Nothing of the page stands out of a screen, and nothing is in the way of anybody."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert results.violations_count == 0, results.generate_report()
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})


def reach(page: Any, words: str) -> None:
    """Tab to the control that says so, press it, and wait for the page it leads to."""
    focus(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus(page: Any, words: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.innerText || '').trim()")
        if said.startswith(words):
            return
    pytest.fail(f"“{words}” tidak tercapai dengan papan ketik di {page.url}")


def test_the_whole_way_by_keyboard(
    chromium: Any, live_server: Any, people_again: None, berkas: Any, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: problems.append(r.url) if not r.url.startswith(live_server.url) else None)
    sign_in(page, live_server.url)
    assert_sound(page)
    reach(page, "Unggah")
    assert_sound(page)
    wrong = berkas("salah.xlsx", ["uji-1", "UPTD Satu", "Bagian", 11], ["uji-2", "UPTD Dua", "UPTD", "1.250"])
    page.set_input_files("#id_berkas", wrong)
    reach(page, "Unggah dan periksa")
    page.wait_for_selector("text=Perlu diperbaiki")
    assert_sound(page)
    focus(page, "Unduh berkas bercatatan")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    noted = tmp_path / "catatan.xlsx"
    download.value.save_as(noted)
    book = openpyxl.load_workbook(BytesIO(noted.read_bytes()))
    assert "bukan salah satu pilihan" in book["Unit kerja"]["E2"].value
    book["Unit kerja"]["C2"] = "UPTD"
    book.save(noted)
    reach(page, "Unggah berkas yang diperbaiki")
    page.set_input_files("#id_berkas", str(noted))
    reach(page, "Unggah dan periksa")
    page.wait_for_selector("text=Menunggu jawaban")
    assert_sound(page)
    page.focus("input[value=ribuan]")
    page.keyboard.press("Space")
    reach(page, "Jawab dan periksa lagi")
    page.wait_for_selector("text=Siap diterapkan")
    assert "UPTD Satu" in page.inner_text(".pratinjau >> nth=0")
    assert_sound(page)
    reach(page, "Terapkan 2 perubahan")
    page.wait_for_selector("text=Yang berubah")
    assert UnitKerja.objects.get(kode="uji-2").urutan == 1250
    assert_sound(page)
    reach(page, "Urungkan")
    page.wait_for_selector("text=Yang ditarik kembali")
    assert_sound(page)
    reach(page, "Urungkan 2 perubahan")
    page.wait_for_selector("text=lalu ditarik kembali")
    assert_sound(page)
    assert not UnitKerja.objects.filter(kode__startswith="uji-").exists()
    page.goto(f"{live_server.url}/impor/")
    assert_sound(page)
    page.goto(f"{live_server.url}/pekerjaan/")
    assert_sound(page)
    assert problems == []
    page.close()


def test_it_works_without_javascript(chromium: Any, live_server: Any, people_again: None, berkas: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    sign_in(page, live_server.url)
    page.click("text=Unggah: Unit kerja")
    page.set_input_files("#id_berkas", berkas("unit.xlsx", ["uji-1", "UPTD Satu", "UPTD", "1.250"]))
    page.click("text=Unggah dan periksa")
    page.check("input[value=ribuan]")
    page.click("text=Jawab dan periksa lagi")
    page.click("button:has-text('Terapkan 1 perubahan')")
    page.wait_for_selector("text=Yang berubah")
    assert UnitKerja.objects.get(kode="uji-1").urutan == 1250
    page.click("a:text-is('Urungkan')")
    page.click("button:has-text('Urungkan 1 perubahan')")
    page.wait_for_selector("text=lalu ditarik kembali")
    assert not UnitKerja.objects.filter(kode="uji-1").exists()
    context.close()


def test_the_other_states_and_a_check_that_waits(
    chromium: Any, live_server: Any, people_again: None, berkas: Any, settings: Any, tmp_path: Path
) -> None:
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    sign_in(page, live_server.url)

    def upload(path: str) -> None:
        page.goto(live_server.url + BARU)
        page.set_input_files("#id_berkas", path)
        page.click("text=Unggah dan periksa")

    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04rusak")
    upload(str(broken))
    page.wait_for_selector("text=Gagal diperiksa")
    assert_sound(page)
    page.goto(live_server.url + BARU)
    with page.expect_download() as download:
        page.click("text=Unduh templat")
    same = tmp_path / "templat.xlsx"
    download.value.save_as(same)
    upload(str(same))
    page.wait_for_selector("text=Tidak ada yang berubah")
    assert_sound(page)
    page.goto(live_server.url + BARU)
    page.click("text=Unggah dan periksa")  # without a file
    assert page.url.endswith(BARU) or "perangkat_daerah" in page.url
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    upload(berkas("unit.xlsx", ["uji-1", "UPTD Satu", "UPTD", 9]))
    page.wait_for_selector("progress")
    assert_sound(page)
    from imports.pekerjaan import check_file  # the worker, in this process
    from reports.services.pekerjaan import Kemajuan

    progress = Kemajuan(Impor.objects.latest("pk").pekerjaan_id or 0)
    assert progress.begin()
    check_file(progress)
    page.wait_for_selector("text=Siap diterapkan")  # the page noticed by itself
    page.close()
