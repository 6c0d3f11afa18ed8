"""Somebody who has never seen the product finds what a Kepala Dinas asks for, each within three clicks.

Every page on the way passes axe (WCAG 2.2 AA) on the screens of the issue, and none is wider than them.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from renstra.lib.numbers import NBSP

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAYAR = ({"width": 390, "height": 844}, {"width": 1920, "height": 1080}, {"width": 1366, "height": 768})
PERIODE = "?tahun=2026&triwulan=3"


class Kepala:
    """The Kepala Dinas of the demo at a browser, who counts clicks."""

    def __init__(self, chromium: Any, alamat: str) -> None:
        self.alamat, self.klik_ke, self.masalah = alamat, 0, []  # type: ignore[var-annotated]
        self.page = chromium.new_context(viewport=LAYAR[-1]).new_page()
        self.page.on("console", self._listen)
        self.page.goto(f"{alamat}/masuk/")
        self.page.fill("#id_username", "demo-kepala")
        self.page.fill("#id_password", settings.DEMO_PASSWORD)
        self.page.click("main button")
        self.page.wait_for_selector("text=Kelengkapan data")

    def _listen(self, message: Any) -> None:
        if message.type == "error":
            self.masalah.append(message.text)

    def mulai(self) -> None:
        """Stand on the front page, at TW III of 2026, with no click made."""
        self.page.goto(f"{self.alamat}/{PERIODE}")
        self.klik_ke = 0

    def klik(self, selector: str) -> str:
        self.klik_ke += 1
        assert self.klik_ke <= 3
        self.page.click(selector)
        return self.baca("main")

    def baca(self, selector: str) -> str:
        """Return what stands there, figures and their units apart by a plain blank."""
        return str(self.page.inner_text(selector)).replace(NBSP, " ")

    def periksa(self) -> None:
        """Look at the page on every screen: accessible, and no wider than the screen."""
        for layar in LAYAR:
            self.page.set_viewport_size(layar)
            results = Axe().run(
                self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
            )
            assert results.violations_count == 0, f"{self.page.url} {layar}\n{results.generate_report()}"
            assert self.page.evaluate("document.documentElement.scrollWidth") <= layar["width"], self.page.url


@pytest.fixture
def kepala(
    chromium: Any, live_server: Any, transactional_db: None, settings: Any, tmp_path: Any
) -> Iterator[Kepala]:
    """The live server sees only committed rows, and a transactional test empties the tables after itself."""
    from django.core.management import call_command

    settings.MEDIA_ROOT = str(tmp_path)
    call_command("load_renstra", verbosity=0)
    call_command("load_demo", verbosity=0)
    person = Kepala(chromium, live_server.url)
    yield person
    assert person.masalah == []
    person.page.context.close()


def test_what_a_kepala_dinas_asks_for_is_found_within_three_clicks_on_accessible_pages(kepala: Kepala) -> None:
    kepala.mulai()
    worst = kepala.baca(".perhatian-daftar li >> nth=0")
    assert "66,67 %" in worst, "24 of 36"
    assert "Contoh demo: sebagian kegiatan bergeser jadwalnya." in worst, "the reason stands beside it"
    assert "Faktor penghambat" in kepala.klik(".perhatian-daftar li a >> nth=0")
    kepala.periksa()

    kepala.mulai()
    assert "Belum dimulai" in kepala.baca("tr:has-text('Bidang Pemberdayaan Masyarakat')")
    assert "triwulan III" in kepala.klik("text=Bidang Pemberdayaan Masyarakat >> nth=-1")

    kepala.mulai()
    budget = kepala.klik("text=Anggaran >> nth=0")
    row = next(line for line in budget.splitlines() if "REHABILITASI SOSIAL" in line and "2.687.630.874" in line)
    assert "39,50 %" in row, "1.061.546.501 of 2.687.630.874"
    kepala.periksa()

    kepala.mulai()
    with kepala.page.expect_download() as paper:
        kepala.klik("text=Yang lengkap, untuk rapat")
    assert paper.value.suggested_filename.endswith(".pdf")

    for page in (
        f"/{PERIODE}",
        f"/{PERIODE}&draf=on",
        "/?tahun=2025&triwulan=4",
        f"/pohon/{PERIODE}&dalam=5",
        f"/indikator/{PERIODE}&keadaan=belum",
        f"/indikator/{PERIODE}&keadaan=tanpa-target&unit=sekretariat&program=1.06.04",
    ):
        kepala.page.goto(f"{kepala.alamat}{page}")
        kepala.periksa()
