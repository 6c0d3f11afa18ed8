"""Shared set-up: the Batam Renstra and the demo people are loaded once, as `make run` loads them."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("sama", derandomize=True)  # the suite finds the same every time
hypothesis_settings.load_profile("sama")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("LOG_KEAMANAN", "-")


DRAWN = (
    "lib/",
    "grafik/",
    "tabular/",
    "reports/test_pdf_geometry.py",
    "reports/test_lkj_docx.py",
    "reports/test_beku.py",
    "reports/test_pages.py",
    "reports/test_pekerjaan.py",
    "reports/test_ringkasan.py",
    "programs/test_akun.py",
    "programs/test_sign_in.py",
    "programs/test_totp.py",
    "test_admin_language.py",
    "test_bantuan.py",
    "test_permission_matrix.py",
    "test_security.py",
    "targets/test_formulas.py",
    "targets/test_formula_docs.py",
    "targets/test_kewajaran.py",
    "test_workshop.py",
)
"""What draws, signs in or answers: the same whatever the database, so `make test` runs it once, on SQLite.

So is every test that asks for no database. What stores, reads or locks data runs on both.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(here).as_posix()
        stored = item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ())
        if place.startswith(DRAWN) or item.get_closest_marker("libreoffice") or not stored:
            item.add_marker("gambar")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_renstra", verbosity=0)
        call_command("load_demo", "--tanpa-angka", verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_guards() -> Iterator[None]:
    """A transactional test empties the tables after itself; on SQLite the guards would refuse their deletion."""
    from django.db import connection

    from reports.pengaman import PENJAGA as OF_EDITIONS
    from targets.pengaman import PENJAGA as OF_FIGURES

    operations = type(connection.ops)  # the class, since a browser test flushes through a connection of its own
    flush = operations.execute_sql_flush

    def flush_unguarded(self: Any, sql_list: Any) -> None:
        for guards in (OF_EDITIONS, OF_FIGURES):
            guards.drop(self.connection)
        flush(self, sql_list)
        for guards in (OF_EDITIONS, OF_FIGURES):
            guards.create(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_unguarded)
        yield


@pytest.fixture(autouse=True)
def separate_cache(settings: Any) -> None:
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {name: {"BACKEND": memory, "LOCATION": name} for name in ("default", "hitungan")}
    from django.core.cache import caches

    from reports.views.unchanged import place

    for name in settings.CACHES:
        caches[name].clear()
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


@pytest.fixture
def events() -> Iterator[Any]:
    """The security log of this test."""
    from tests.accounts import Events

    handler = Events()
    logger = logging.getLogger("renstra.keamanan")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


@pytest.fixture(scope="module")
def angka_demo(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The demo's reports as `make run` loads them: some ten seconds, kept for the module and then undone.

    For modules whose every test reads them and none is transactional.
    """
    from django.core.management import call_command
    from django.db import transaction
    from django.test import override_settings

    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("bukti"))),
        transaction.atomic(),
    ):
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


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
