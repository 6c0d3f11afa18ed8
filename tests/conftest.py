"""Shared set-up: the Batam Renstra and the demo people are loaded once, as `make run` loads them."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("DEMO", "1")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_renstra", verbosity=0)
        call_command("load_demo", verbosity=0)


@pytest.fixture(autouse=True)
def separate_cache(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    from django.core.cache import cache

    from reports.views.unchanged import place

    cache.clear()
    place.cache_clear()


@pytest.fixture
def renstra(db: None) -> Any:
    from programs.models import Renstra

    return Renstra.objects.get(kode="dinsospm-2025")


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """The cast: the demo accounts by the end of their name."""
    from programs.models import Pengguna

    return {user.username.removeprefix("demo-"): user for user in Pengguna.objects.all()}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser; on CI its absence is a failure, not a skip."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium tidak terpasang; CI wajib menjalankan uji peramban.")
        pytest.skip("Chromium tidak terpasang; jalankan make setup sebagai root.")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
