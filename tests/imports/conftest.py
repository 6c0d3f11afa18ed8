"""The kind of import that the tests of the frame bring in, and a place for its files."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from imports.importers.registry import PENGIMPOR
from tests.imports.unit_uji import PengimporUnit
from tests.targets.pabrik import Panggung, buat_panggung


@pytest.fixture
def unit_uji(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PengimporUnit:
    """Units of an agency can be imported, and nothing else."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    kind = PengimporUnit()
    for code in list(PENGIMPOR):
        monkeypatch.delitem(PENGIMPOR, code)
    monkeypatch.setitem(PENGIMPOR, kind.kode, kind)
    return kind


@pytest.fixture
def panggung(db: None) -> Panggung:
    return buat_panggung()


@pytest.fixture
def sekretariat(panggung: Panggung) -> Client:
    return signed_in(panggung, "pemeriksa")


def signed_in(panggung: Panggung, name: str) -> Client:
    client = Client()
    client.force_login(panggung.orang[name], backend="programs.auth.UsernameOrNipBackend")
    return client
