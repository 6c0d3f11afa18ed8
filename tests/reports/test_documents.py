"""Which Renstra document a page, a download or a command shows, and how it says so."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from programs.models import Dokumen, Program, Renstra
from targets.services import enact, replace_row, start_perubahan

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(renstra: Any) -> Dokumen:
    """A rancangan in which program 1.06.04 has another name."""
    draft = start_perubahan(renstra=renstra, nomor="Perwali Contoh 1/2027", tanggal=date(2027, 3, 1))
    replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, nama="PROGRAM BARU")
    return draft


@pytest.fixture
def reader(client: Client, people: dict[str, Any]) -> Client:
    client.force_login(people["sekretariat"])
    return client


def test_pages_show_the_ruling_document_and_offer_the_others(reader: Client, draft: Dokumen) -> None:
    page = reader.get("/tabel/tabel-4.2/").content.decode()
    assert "PROGRAM BARU" not in page
    assert 'href="?dokumen=1"' in page and "Renstra Perubahan 1 2025 (rancangan)" in page
    enact(dokumen=draft)
    assert "PROGRAM BARU" in reader.get("/tabel/tabel-4.2/").content.decode()


def test_without_a_perubahan_there_is_nothing_to_choose(reader: Client) -> None:
    for page in ("/", "/tabel/tabel-4.2/", "/pemeriksaan/"):
        assert "?dokumen=" not in reader.get(page).content.decode()


@pytest.mark.parametrize("page", ["/tabel/tabel-4.1/", "/tabel/tabel-4.2/"])
def test_a_page_shows_the_document_asked_for(reader: Client, draft: Dokumen, page: str) -> None:
    assert "PROGRAM BARU" in reader.get(f"{page}?dokumen=1").content.decode()
    assert "PROGRAM BARU" not in reader.get(f"{page}?dokumen=0").content.decode()


def test_a_page_names_a_rancangan_and_keeps_it_in_its_links_and_files(reader: Client, draft: Dokumen) -> None:
    page = reader.get("/tabel/tabel-4.2/?dokumen=1").content.decode()
    assert "Renstra Perubahan 1 (rancangan)" in page
    assert "/unduh/pdf?dokumen=1" in page and "/tabel/tabel-4.4/?dokumen=1" in page
    assert '<input type="hidden" name="dokumen" value="1">' in page
    file = reader.get("/tabel/tabel-4.2/unduh/json?dokumen=1&program=1.06.04")
    name = "tabel-4.2-renstra-perubahan-1-rancangan-sebagian.json"
    assert name in file["Content-Disposition"]
    assert json.loads(file.content)["judul"].endswith("Renstra Perubahan 1 (rancangan)")


@pytest.mark.parametrize("asked", ["1", "9", "-1", "satu", "99999999999999999999", "²"])
@pytest.mark.parametrize("page", ["/tabel/tabel-4.2/", "/tabel/tabel-4.4/unduh/csv", "/pemeriksaan/"])
def test_a_document_that_is_not_there_is_404(reader: Client, page: str, asked: str) -> None:
    assert reader.get(page, {"dokumen": asked}).status_code == 404


def test_findings_are_those_of_the_document_asked_for(reader: Client, draft: Dokumen) -> None:
    assert "23.665.768.150" in reader.get("/pemeriksaan/?dokumen=0").content.decode()
    assert "23.665.768.150" not in reader.get("/pemeriksaan/?dokumen=1").content.decode()


def test_the_commands_take_a_document(draft: Dokumen, tmp_path: Path, capsys: Any) -> None:
    for ke, expected in ((0, "PROGRAM REHABILITASI SOSIAL"), (1, "PROGRAM BARU")):
        path = tmp_path / f"{ke}.json"
        call_command("export_report", "tabel-4.2", "--format", "json", "--dokumen", str(ke), "--output", str(path))
        names = {row["nilai"].get("uraian") for row in json.loads(path.read_bytes())["baris"]}
        assert expected in names
    for command in (["export_report", "tabel-4.2"], ["check_plan"]):
        with pytest.raises(CommandError, match=r"tidak mempunyai dokumen perubahan ke-7; yang ada: 0, 1\."):
            call_command(*command, "--dokumen", "7")


def test_a_renstra_without_an_enacted_document_is_not_shown_yet(reader: Client, renstra: Any) -> None:
    newer = Renstra.objects.create(
        perangkat_daerah=renstra.perangkat_daerah, kode="baru", nama="Renstra", tahun_awal=2030, tahun_akhir=2034
    )
    Dokumen.objects.create(renstra=newer, jenis="renstra", tahun=2030)
    assert reader.get("/").context["renstra"] == renstra
