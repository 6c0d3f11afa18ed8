"""The pages of imports: what each person sees and may do, from the upload to the undo."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from programs.models import UnitKerja
from tests.imports.unit_uji import PengimporUnit, buku
from tests.targets.pabrik import Panggung, buat_panggung

pytestmark = pytest.mark.django_db
BARU = "/impor/baru/unit-uji/"


@pytest.fixture(autouse=True)
def unit(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setitem(PENGIMPOR, "unit-uji", PengimporUnit())


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


def upload(client: Client, content: bytes, name: str = "unit.xlsx") -> Any:
    return client.post(BARU, {"berkas": SimpleUploadedFile(name, content)}, follow=True)


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


def test_a_file_is_checked_previewed_applied_and_undone(panggung: Panggung, sekretariat: Client) -> None:
    page = upload(
        sekretariat, buku(["bidang-a", "Bidang Anak", "bidang", 2], ["bidang-c", "Bidang C", "Bidang", 4])
    )
    text = body(page)
    assert "Siap diterapkan" in text and "Terapkan 2 perubahan" in text
    assert "<del>Bidang-A</del>" in text and "<ins>Bidang Anak</ins>" in text
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()
    impor = Impor.objects.get()
    text = body(sekretariat.post(f"/impor/{impor.pk}/terapkan/", follow=True))
    assert "Diterapkan" in text
    assert UnitKerja.objects.get(kode="bidang-c").nama == "Bidang C"
    text = body(sekretariat.get(f"/impor/{impor.pk}/urungkan/"))
    assert "Urungkan 2 perubahan" in text
    text = body(sekretariat.post(f"/impor/{impor.pk}/urungkan/", follow=True))
    assert "ditarik kembali" in text
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()
    assert UnitKerja.objects.get(pk=panggung.unit.pk).nama == "Bidang-A"
