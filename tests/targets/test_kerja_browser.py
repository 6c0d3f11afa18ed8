"""The quarter walked through in a real browser: submitted, returned, mended, verified, locked, corrected.

Every page and state on the way passes axe (WCAG 2.2 AA) on the screens of the issue, and none is wider than them.
Values are typed through the service; the entry grid has a browser test of its own.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone

from targets.models import LaporanTriwulan
from targets.services.realisasi import Isian
from tests.targets.batam import ALAMAT, BIDANG, bidang, buka_triwulan, indikator, isi_penuh, ketik, orang

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAYAR = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})


@pytest.fixture
def people_again(transactional_db: None) -> None:
    """The live server sees only committed rows, and a transactional test empties the tables after itself."""
    from django.core.management import call_command

    call_command("load_renstra", verbosity=0)
    call_command("load_demo", "--tanpa-angka", verbosity=0)
    buka_triwulan(dibuka=timezone.localdate() - timedelta(days=2))


class Orang:
    """One signed-in person at a browser."""

    def __init__(self, chromium: Any, alamat: str, nama: str) -> None:
        self.alamat, self.masalah = alamat, []  # type: ignore[var-annotated]
        self.page = chromium.new_context(viewport=LAYAR[0]).new_page()
        self.page.on("console", self._listen)
        self.page.goto(f"{alamat}/masuk/")
        self.page.fill("#id_username", f"demo-{nama}")
        self.page.fill("#id_password", settings.DEMO_PASSWORD)
        self.page.click("main button")
        self.page.wait_for_selector("text=Kelengkapan data")

    def _listen(self, message: Any) -> None:
        expected = "status of 409" in message.text
        if message.type == "error" and not expected:
            self.masalah.append(message.text)

    def buka(self, alamat: str) -> str:
        self.page.goto(f"{self.alamat}{alamat}")
        return self.periksa()

    def klik(self, selector: str) -> str:
        self.page.click(selector)
        return self.periksa()

    def periksa(self) -> str:
        """Look at the page on both screens: accessible, and no wider than the screen."""
        for layar in reversed(LAYAR):
            self.page.set_viewport_size(layar)
            results = Axe().run(
                self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
            )
            assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"
            assert self.page.evaluate("document.documentElement.scrollWidth") <= layar["width"], self.page.url
        return str(self.page.inner_text("main"))


def test_a_quarter_is_submitted_returned_mended_verified_locked_and_corrected(
    chromium: Any, live_server: Any, people_again: None
) -> None:
    sdm = f"i{indikator('1.06.02#1.1').pk}"
    staf, sekretariat, kepala = (
        Orang(chromium, live_server.url, nama) for nama in (BIDANG, "sekretariat", "kepala")
    )
    isi_penuh(bidang(), kecuali={sdm}, at=timezone.now())
    assert "9 dari 10 wajib terisi" in staf.buka(ALAMAT)
    refused = staf.klik("text=Ajukan laporan")
    assert "Laporan belum dapat diajukan: 1 hal" in refused
    ketik(bidang(), Isian(sdm, "nilai", "60"), at=timezone.now())
    staf.buka(ALAMAT)
    assert "Laporan diajukan" in staf.klik("text=Ajukan laporan")

    assert "Menunggu pemeriksaan" in sekretariat.buka("/triwulan/")
    sekretariat.klik("main >> text=Periksa >> nth=-1")
    sekretariat.klik("text=Kembalikan dengan catatan")
    sekretariat.page.fill("#catatan", "Satu angka perlu diperiksa.")
    sekretariat.page.fill(f"#catatan-{sdm}", "Apakah 60 sudah termasuk September?")
    assert "Laporan dikembalikan" in sekretariat.klik("text=Kembalikan laporan")

    returned = staf.buka(ALAMAT)
    assert "Apakah 60 sudah termasuk September?" in returned
    ketik(bidang(), Isian(sdm, "nilai", "64"), at=timezone.now())
    staf.buka(ALAMAT)
    staf.klik("text=Ajukan laporan")

    sekretariat.buka("/triwulan/papan/dinsospm/2026/")
    sekretariat.page.check("#papan input[type=checkbox]")
    verified = sekretariat.klik("text=Verifikasi yang dipilih")
    assert "Bidang Pemberdayaan Sosial, TW III: " in verified
    assert LaporanTriwulan.objects.get().status == "diverifikasi"

    kepala.buka("/triwulan/")
    kepala.buka(ALAMAT)
    assert "Laporan dikunci" in kepala.klik("text=Kunci laporan")

    staf.buka(ALAMAT)
    staf.klik("text=Minta koreksi")
    staf.page.fill("#alasan", "Seharusnya 68; satu kecamatan tertinggal.")
    assert "Permintaan dikirim" in staf.klik("text=Kirim permintaan")
    assert "satu kecamatan tertinggal" in sekretariat.buka(ALAMAT)
    assert "Permintaan disetujui" in sekretariat.klik("text=Simpan keputusan")
    ketik(bidang(), Isian(sdm, "nilai", "68"), at=timezone.now())
    corrected = staf.buka(ALAMAT)
    assert "Koreksi ke-1" in corrected
    assert "64\t68" in corrected, "old and new value side by side"
    for each in (staf, sekretariat, kepala):
        assert each.masalah == []
        each.page.context.close()


def test_the_other_pages_of_the_quarter_are_accessible_in_every_state(
    chromium: Any, live_server: Any, people_again: None
) -> None:
    sekretariat = Orang(chromium, live_server.url, "sekretariat")
    papan = "/triwulan/papan/dinsospm/2026/"
    for alamat in (
        papan,
        "/triwulan/siapkan/dinsospm/2027/",
        "/serah-terima/dinsospm/",
        "/pemberitahuan/",
        "/cari/",
        "/cari/?q=sosial",
        "/cari/?q=zebra",
        f"/triwulan/renaksi/dinsospm/{BIDANG}/2026/",
    ):
        sekretariat.buka(alamat)
    row = f"i{indikator('1.06.02.2.02.0001#1.1').pk}"
    for triwulan, text in enumerate(("3", "1.250", "3", "3"), 1):
        sekretariat.page.fill(f"#{row}-tw{triwulan}", text)
    assert "3 target tersimpan, 1 belum" in sekretariat.klik("text=Simpan target")
    sekretariat.klik("text=Tetapkan rencana aksi")
    assert "belum dapat ditetapkan" in sekretariat.klik("text=Tetapkan >> nth=-1")
    sekretariat.buka("/triwulan/siapkan/dinsospm/2027/")
    assert "Tahun 2027 siap" in sekretariat.klik("main button")
    sekretariat.buka("/serah-terima/dinsospm/")
    person = orang(BIDANG)
    for field in ("#id_dari", "#id_kepada"):
        sekretariat.page.select_option(field, str(person.pk))
    assert "Pilih dua orang yang berbeda." in sekretariat.klik("text=Serahkan")
    pembaca = Orang(chromium, live_server.url, "pembaca")
    for alamat in ("/triwulan/", "/triwulan/papan/", ALAMAT):
        pembaca.buka(alamat)
    for each in (sekretariat, pembaca):
        assert each.masalah == []
        each.page.context.close()
