"""Kop and signature block on the official tables."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from programs.models import Jabatan, Pejabat, Renstra
from renstra.tabular import SignatureBlock
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report, find_report
from reports.tables.tanda_tangan import format_nip, with_signature
from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
KEPALA = "Kepala Dinas Sosial dan Pemberdayaan Masyarakat,"


def official(status: str) -> None:
    post = Jabatan.objects.get(kode="kepala-dinas")
    Pejabat.objects.create(
        jabatan=post, nama="Nama Contoh, M.Si.", nip="1" * 18, pangkat="Pembina", mulai=DAY, status=status
    )


def signature(renstra: Any) -> SignatureBlock:
    table = build_report("tabel-4.4", Permintaan.of_plan(renstra))
    [block] = with_signature(table, renstra.perangkat_daerah, DAY).signatures
    return block


@pytest.mark.parametrize(
    ("status", "title"),
    [("definitif", KEPALA), ("plt", f"Plt. {KEPALA}"), ("plh", f"Plh. {KEPALA}"), ("pj", f"Pj. {KEPALA}")],
)
def test_the_block_names_the_official_as_appointed(renstra: Any, status: str, title: str) -> None:
    official(status)
    above, name, below = signature(renstra).lines
    assert above == ("Batam, 24 November 2026", title)
    assert name == "Nama Contoh, M.Si."
    assert below == ("Pembina", "NIP. 11111111 111111 1 111")


def test_without_an_official_the_name_is_left_open_and_the_post_stands(renstra: Any) -> None:
    above, name, below = signature(renstra).lines
    assert above == ("Batam, 24 November 2026", KEPALA)
    assert set(name) == set("(…)") and [set(line) for line in below] == [set("NIP. …")]


def test_without_a_post_nothing_is_invented(renstra: Any) -> None:
    Jabatan.objects.filter(kode="kepala-dinas").update(jenis="lain")
    above, name, _ = signature(renstra).lines
    assert set(above[1]) == {"…"} and set(name) == set("(…)")


def test_an_official_without_nip_gets_no_nip_line(renstra: Any) -> None:
    official("definitif")
    Pejabat.objects.update(nip="", pangkat="")
    assert signature(renstra).lines[2] == ()
    assert format_nip("") == ""


def test_the_page_and_its_downloads_carry_kop_and_signature_when_asked(
    client: Client, people: dict[str, Any]
) -> None:
    official("plt")
    client.force_login(people["kepala"])
    assert "ttd" not in client.get("/tabel/tabel-4.4/").content.decode().split("<main")[1].split("<table")[1]
    page = client.get("/tabel/tabel-4.4/?ttd=1&tanggal=2026-11-24").content.decode()
    assert "PEMERINTAH KOTA BATAM" in page and f"<p>Plt. {KEPALA}</p>" in page
    assert "/tabel/tabel-4.4/unduh/pdf?ttd=1&amp;tanggal=2026-11-24" in page
    pdf = client.get("/tabel/tabel-4.4/unduh/pdf?ttd=1&tanggal=2026-11-24").content
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[-1].extract_text()
    assert "DINAS SOSIAL DAN PEMBERDAYAAN MASYARAKAT" in text
    assert "Batam, 24 November 2026" in text and f"Plt. {KEPALA}" in text and "NIP. 11111111" in text


def test_the_day_before_the_term_has_no_official(client: Client, people: dict[str, Any]) -> None:
    official("definitif")
    client.force_login(people["kepala"])
    assert "Nama Contoh" in client.get("/tabel/tabel-4.2/?ttd=1&tanggal=2026-11-24").content.decode()
    assert "Nama Contoh" not in client.get("/tabel/tabel-4.2/?ttd=1&tanggal=2026-11-23").content.decode()


@pytest.mark.parametrize("query", ["ttd=1&tanggal=24-11-2026", "ttd=1&tanggal=ngawur"])
def test_an_unreadable_date_is_404(client: Client, people: dict[str, Any], query: str) -> None:
    client.force_login(people["kepala"])
    assert client.get(f"/tabel/tabel-4.4/?{query}").status_code == 404


def test_the_workbook_carries_them_and_the_data_formats_do_not(renstra: Any) -> None:
    official("definitif")
    table = with_signature(build_report("tabel-4.4", Permintaan.of_plan(renstra)), renstra.perangkat_daerah, DAY)
    texts = [cell for row in open_sheet(export(table, "xlsx").content).iter_rows(values_only=True) for cell in row]
    wanted = ["PEMERINTAH KOTA BATAM", "Batam, 24 November 2026", KEPALA, "Nama Contoh, M.Si.", "Pembina"]
    assert [text for text in texts if text in wanted] == wanted
    for format in ("csv", "json"):
        assert "Nama Contoh" not in export(table, format).content.decode()


def test_the_command_signs_on_the_named_day_or_today(renstra: Any, tmp_path: Path) -> None:
    from django.utils import timezone

    from renstra.lib.numbers import format_tanggal

    path = tmp_path / "tabel.html"
    call_command("export_report", "tabel-4.4", "--format", "html", "--ttd", "--output", str(path), verbosity=0)
    assert f"Batam, {format_tanggal(timezone.localdate())}" in path.read_text(encoding="utf-8")
    signed = ["--ttd", "--tanggal", "2026-11-24"]
    call_command("export_report", "tabel-4.4", "--format", "html", *signed, "--output", str(path), verbosity=0)
    assert "Batam, 24 November 2026" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--tanggal", "2026-11-24"], "hanya berlaku bersama --ttd"),
        (["--ttd", "--tanggal", "kemarin"], "kemarin keliru; tulis misalnya 2026-11-24"),
    ],
)
def test_a_wrong_day_is_one_sentence(args: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("export_report", "tabel-4.4", *args)


def evaluator(renstra: Any, name: str = "") -> Jabatan:
    city = renstra.perangkat_daerah.pemerintah_daerah
    post = Jabatan.objects.create(
        pemerintah_daerah=city, kode="kepala-bapperida", nama="Kepala Bapperida", jenis="lain", penilai=True
    )
    if name:
        Pejabat.objects.create(jabatan=post, nama=name, mulai=DAY)
    return post


@pytest.mark.parametrize("slug", ["e81", "e80"])
def test_an_evaluation_is_signed_by_who_wrote_it_and_who_evaluates_it(renstra: Any, slug: str) -> None:
    official("plt")
    evaluator(renstra, "Penilai Contoh")
    table = build_report(slug, Permintaan(renstra, 2026, dengan_draf=True))
    left, right = with_signature(table, renstra.perangkat_daerah, DAY, find_report(slug).penanda).signatures
    assert (left.judul, left.jabatan, left.nama) == ("Disusun", f"Plt. {KEPALA}", "Nama Contoh, M.Si.")
    assert (right.judul, right.jabatan, right.nama) == ("Dievaluasi", "Kepala Bapperida,", "Penilai Contoh")


def test_an_evaluator_nobody_entered_is_left_open(renstra: Any) -> None:
    evaluator(renstra)
    table = build_report("e81", Permintaan(renstra, 2026, dengan_draf=True))
    signed = with_signature(table, renstra.perangkat_daerah, DAY, find_report("e81").penanda)
    assert set(signed.signatures[1].name) == set("(…)") and signed.signatures[1].jabatan == "Kepala Bapperida,"
    Jabatan.objects.filter(penilai=True).delete()
    signed = with_signature(table, renstra.perangkat_daerah, DAY, find_report("e81").penanda)
    assert set(signed.signatures[1].above[2]) == {"…"}


def test_a_city_has_one_evaluator(renstra: Any) -> None:
    evaluator(renstra)
    city = renstra.perangkat_daerah.pemerintah_daerah
    second = Jabatan(pemerintah_daerah=city, kode="lain", nama="Lain", jenis="lain", penilai=True)
    with pytest.raises(ValidationError, match="sudah mempunyai jabatan yang menilai"):
        second.full_clean()


def test_both_blocks_stand_on_the_page_of_e81_and_in_its_files(client: Client, people: dict[str, Any]) -> None:
    official("definitif")
    evaluator(Renstra.objects.get(kode="dinsospm-2025"), "Penilai Contoh")
    client.force_login(people["kepala"])
    asked = "tahun=2026&triwulan=2&draf=on&ttd=1&tanggal=2026-11-24"
    wanted = ["Disusun", "Dievaluasi", "Nama Contoh, M.Si.", "Penilai Contoh", "Kepala Bapperida,"]
    page = client.get(f"/laporan/e81/?{asked}").content.decode()
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"/laporan/e81/unduh/pdf?{asked}").content))
    last = pdf.pages[-1].extract_text()
    book = client.get(f"/laporan/e81/unduh/xlsx?{asked}").content
    texts = [cell for row in open_sheet(book).iter_rows(values_only=True) for cell in row]
    for text in wanted:
        assert text in page and text in last and text in texts
