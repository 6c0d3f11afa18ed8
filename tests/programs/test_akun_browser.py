"""The account pages in a real browser, wide and narrow: each is looked at by axe, none scrolls sideways."""

import os
import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django_otp.oath import totp

from tests.accounts import PASSWORD, secret_on

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [(1366, 768), (390, 844)]


@pytest.fixture
def people_again(transactional_db: None) -> None:
    """The live server sees only committed rows, and a transactional test empties the tables after itself."""
    from django.core.management import call_command

    call_command("load_renstra", verbosity=0)
    call_command("load_demo", "--tanpa-angka", verbosity=0)


class Visitor:
    """A person at a screen of one size, who notes every problem met."""

    def __init__(self, page: Any, base: str) -> None:
        self.page, self.base = page, base
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self.note_console)

    def note_console(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(message.text)

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def send(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"[name={name}]", value)
        self.page.click("main button.utama")

    def look(self, words: str) -> None:
        """Expect the words in the page, and no obstacle in it."""
        page = self.page
        page.wait_for_selector(f"main :text('{words}')")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        if results.violations_count:
            self.problems.append(f"{words}: {results.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.problems.append(f"{words}: the page scrolls sideways")


def enrol(visitor: Visitor) -> str:
    """Enrol a telephone; return the first backup code."""
    visitor.open("/akun/keamanan/")
    visitor.look("Belum terpasang")
    visitor.page.click("text=Mulai pemasangan")
    visitor.look("Pindai gambar ini")
    visitor.send(kode="x")
    visitor.look("Kode tidak cocok")
    time.sleep(1.1)  # the pause after a wrong code
    visitor.send(kode=f"{totp(secret_on(visitor.page.content())):06d}")
    visitor.look("Simpan sekarang")
    return str(visitor.page.text_content(".cadangan code"))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_person_cares_for_the_account_on_any_screen(
    chromium: Any, live_server: Any, people_again: None, width: int, height: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": height})
    visitor = Visitor(context.new_page(), live_server.url)
    visitor.open("/masuk/?alasan=tidak-aktif")
    visitor.look("Sesi berakhir karena tidak aktif")
    visitor.send(username="demo-kepala", password="salah")
    visitor.look("tidak cocok. Periksa")
    visitor.send(username="demo-kepala", password=PASSWORD)
    visitor.look("Kelengkapan data")
    visitor.page.click("text=Akun")
    visitor.look("Kepala Dinas")
    visitor.open("/akun/kata-sandi/")
    visitor.send(old_password="salah", new_password1="pendek", new_password2="lain")
    visitor.look("Kedua isian kata sandi baru tidak sama")
    code = enrol(visitor)
    visitor.open("/akun/keamanan/")
    visitor.look("Lepas verifikasi dua langkah")
    visitor.page.click("text=Keluar")
    visitor.send(username="demo-kepala", password=PASSWORD)
    visitor.look("Kode verifikasi")
    visitor.send(kode="aaaa-bbbb")
    visitor.look("Kode tidak cocok")
    time.sleep(1.1)
    visitor.send(kode=code)
    visitor.look("Kelengkapan data")
    visitor.open("/tidak-ada/")
    visitor.look("kode insiden")
    visitor.open("/admin/")
    visitor.look("Anda tidak berhak")
    assert visitor.problems == []
    context.close()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_pages_of_refusal_are_readable_on_any_screen(
    chromium: Any, live_server: Any, people_again: None, width: int, height: int
) -> None:
    from programs.models import Pengguna

    context = chromium.new_context(viewport={"width": width, "height": height})
    visitor = Visitor(context.new_page(), live_server.url)
    for _ in range(5):
        visitor.open("/masuk/")
        visitor.send(username="siapa", password="salah")
    visitor.look("Masuk ditahan sementara")
    Pengguna.objects.filter(username="demo-kepala").update(wajib_ganti_sandi=True)
    visitor.open("/masuk/")
    visitor.send(username="demo-kepala", password=PASSWORD)
    visitor.look("Kata sandi Anda dibuat oleh admin")
    context.clear_cookies(name="csrf")
    visitor.send(old_password="x", new_password1="y", new_password2="z")
    visitor.look("Formulir sudah kedaluwarsa")
    assert visitor.problems == []
    context.close()
