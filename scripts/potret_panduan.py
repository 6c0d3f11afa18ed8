"""Makes the pictures of the user guide: opens the demo in headless Chromium and keeps pages as WebP.

Run it beside `make run`: `.venv/bin/python scripts/potret_panduan.py`. Only the demo is ever pictured.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "static" / "panduan"
BASE = "http://127.0.0.1:8000"
PASSWORD = os.environ.get("DEMO_PASSWORD", "demo-renstra-batam")
PICTURES = {
    "dasbor": ("demo-kepala", "/?tahun=2025&triwulan=4", 1100),
    "laporan": ("demo-sekretariat", "/laporan/?tahun=2026&triwulan=3", 900),
    "isian": ("demo-pemberdayaan-sosial", "/triwulan/dinsospm/pemberdayaan-sosial/2026/4/isi/", 800),
    "papan": ("demo-sekretariat", "/triwulan/papan/dinsospm/2026/", 760),
    "impor": ("demo-sekretariat", "/impor/", 700),
    "pohon": ("demo-kepala", "/pohon/?tahun=2025&triwulan=4&dalam=3", 900),
}
"""By name: who looks, at which page, how many pixels high."""


def main() -> None:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        sys.exit("Chromium tidak terpasang.")
    FOLDER.mkdir(exist_ok=True)
    base = sys.argv[1] if len(sys.argv) > 1 else BASE
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, (user, address, height) in PICTURES.items():
            page = browser.new_context(viewport={"width": 1280, "height": height}).new_page()
            sign_in(page, base, user)
            page.goto(f"{base}{address}")
            keep(name, page.screenshot())
            page.context.close()
        browser.close()


def sign_in(page: Page, base: str, user: str) -> None:
    page.goto(f"{base}/masuk/")
    page.fill("#id_username", user)
    page.fill("#id_password", PASSWORD)
    page.click("main button")


def keep(name: str, picture: bytes) -> None:
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(FOLDER / f"{name}.webp", "WEBP", quality=72, method=6)


if __name__ == "__main__":
    main()
