"""All reports of an occasion at once: the ZIP, its progress, and the person's way to stop it."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from docx import Document

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from reports.choices import JenisPekerjaan, Kesempatan, StatusPekerjaan
from reports.exports import pekerjaan
from reports.exports.kumpulan import Kumpulan, write_zip
from reports.exports.pekerjaan import WORK, run_job
from reports.management.commands import export_all
from reports.models import Pekerjaan
from reports.selectors.permintaan import Permintaan
from reports.services.pekerjaan import CancelledError, Kemajuan, cancel_job, expire_results, request_job, settle
from reports.tables.registry import LAPORAN, build_report

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def zip_bytes(each: Kumpulan) -> bytes:
    out = io.BytesIO()
    write_zip(out, [each], lambda name: None)
    return out.getvalue()


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def job(renstra: Renstra, people: dict[str, Any]) -> Pekerjaan:
    asked = {"kesempatan": "triwulan", "renstra": renstra.pk, "tahun": 2026, "triwulan": 2, "draf": False}
    found, new = request_job(
        user=people["kepala"],
        jenis=JenisPekerjaan.UNDUH_SEMUA,
        judul="Evaluasi triwulan TW II 2026",
        parameter=asked,
        agency=renstra.perangkat_daerah,
    )
    assert new
    return found


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any) -> Iterator[zipfile.ZipFile]:
    """The ZIP of the quarterly evaluation, drawn once."""
    with django_db_blocker.unblock():
        renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(kode="dinsospm-2025")
        content = zip_bytes(Kumpulan(Kesempatan.TRIWULAN, Permintaan(renstra, 2026, 2)))
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        yield opened


def test_the_zip_holds_each_report_twice_and_one_workbook_of_all(archive: zipfile.ZipFile) -> None:
    slugs = [each.slug for each in LAPORAN.values() if each.kesempatan == Kesempatan.TRIWULAN]
    names = archive.namelist()
    for slug in slugs:
        assert {Path(name).suffix for name in names if f"-{slug}-2026" in name} == {".pdf", ".xlsx"}
    assert names[-2:] == ["00-semua-tabel.xlsx", "SHA256.txt"]
    assert len(names) == 2 * len(slugs) + 2


def test_the_zip_of_the_lkj_holds_its_chapter_in_word_and_the_contents_name_it(renstra: Renstra) -> None:
    """The chapter is a step of its own between the reports and the workbook of all, in the agency's folder."""
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=renstra.pk)
    each = Kumpulan(Kesempatan.LKJ, Permintaan(renstra, 2026, 2), folder="dinsospm/")
    steps: list[str] = []
    out = io.BytesIO()
    write_zip(out, [each], steps.append)
    slugs = [report.slug for report in LAPORAN.values() if report.kesempatan == Kesempatan.LKJ]
    [chapter] = [step for step in steps if "bab-iii" in step]
    assert chapter == f"dinsospm/{len(slugs) + 1:02}-lkj-bab-iii-2026"
    assert len(steps) == each.steps == len(slugs) + 2
    with zipfile.ZipFile(out) as opened:
        content = opened.read(f"{chapter}.docx")
        assert f"{hashlib.sha256(content).hexdigest()}  {chapter}.docx" in opened.read("SHA256.txt").decode()
        assert "BAB III AKUNTABILITAS KINERJA" in [each.text for each in Document(io.BytesIO(content)).paragraphs]
        book = openpyxl.load_workbook(io.BytesIO(opened.read("dinsospm/00-semua-tabel.xlsx")))
    said = [str(cell.value) for row in book["Daftar Isi"] for cell in row]
    assert f"Di samping buku kerja ini: {chapter.removeprefix('dinsospm/')}.docx." in said


def test_the_digests_in_the_zip_are_those_of_its_files(archive: zipfile.ZipFile) -> None:
    lines = archive.read("SHA256.txt").decode().splitlines()
    assert len(lines) == len(archive.namelist()) - 1
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_the_workbook_of_all_agrees_with_the_database(archive: zipfile.ZipFile, renstra: Renstra) -> None:
    """308.992.972.137 is the sum of the document's totals of 2025 to 2029."""
    book = openpyxl.load_workbook(io.BytesIO(archive.read("00-semua-tabel.xlsx")), data_only=True)
    assert book.sheetnames[0] == "Daftar Isi" and book.sheetnames[-1] == "Rekonsiliasi"
    rows = list(book["Rekonsiliasi"].iter_rows(values_only=True))
    verdicts = [row[7] for row in rows if row[7] in ("SAMA", "BEDA")]
    assert verdicts and set(verdicts) == {"SAMA"}
    assert 308_992_972_137 in [row[4] for row in rows]


def test_the_same_data_gives_the_same_zip(archive: zipfile.ZipFile, renstra: Renstra) -> None:
    again = zip_bytes(Kumpulan(Kesempatan.TRIWULAN, Permintaan(renstra, 2026, 2)))
    with zipfile.ZipFile(io.BytesIO(again)) as other:
        assert {name: other.read(name) for name in other.namelist()} == {
            name: archive.read(name) for name in archive.namelist()
        }


def test_drafts_in_the_zip_are_marked_on_every_page(renstra: Renstra) -> None:
    content = zip_bytes(Kumpulan(Kesempatan.TRIWULAN, Permintaan(renstra, 2026, 2, dengan_draf=True)))
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for name in (each for each in opened.namelist() if each.endswith(".pdf")):
            for page in pypdf.PdfReader(io.BytesIO(opened.read(name))).pages:
                assert "BELUM DIVERIFIKASI" in page.extract_text()


def test_several_reports_asked_together_read_the_figures_once(
    renstra: Renstra, django_assert_max_num_queries: Any
) -> None:
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=renstra.pk)
    asked = Permintaan(renstra, 2026, 2)
    with django_assert_max_num_queries(14):
        for slug in ("e81", "e80"):
            build_report(slug, asked)


def test_work_counts_its_steps_and_leaves_a_file(job: Pekerjaan) -> None:
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    expected = sum(each.kesempatan == Kesempatan.TRIWULAN for each in LAPORAN.values()) + 1
    assert (job.status, job.langkah_selesai, job.langkah_semua) == (StatusPekerjaan.SELESAI, expected, expected)
    with job.berkas.open("rb") as file, zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None


def test_work_that_waits_is_cancelled_at_once_and_never_begun(job: Pekerjaan) -> None:
    cancel_job(job)
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    assert (job.status, job.langkah_selesai, job.berkas.name) == (StatusPekerjaan.DIBATALKAN, 0, "")


def test_work_that_runs_stops_after_the_step_under_way(job: Pekerjaan) -> None:
    progress = Kemajuan(job.pk)
    assert progress.begin()
    progress.plan(3)
    progress.step("pertama")
    cancel_job(job)
    with pytest.raises(CancelledError):
        progress.step("kedua")
    progress.stop()
    job.refresh_from_db()
    assert (job.status, job.langkah_selesai) == (StatusPekerjaan.DIBATALKAN, 2)


def test_two_workers_never_take_the_same_work(job: Pekerjaan) -> None:
    assert Kemajuan(job.pk).begin()
    assert not Kemajuan(job.pk).begin()


def test_what_fails_says_so_and_does_not_stay_unfinished(job: Pekerjaan) -> None:
    Pekerjaan.objects.filter(pk=job.pk).update(parameter={"kesempatan": "triwulan"})
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    assert job.status == StatusPekerjaan.GAGAL
    assert "hubungi admin" in job.galat


@pytest.fixture
def lost(job: Pekerjaan) -> Pekerjaan:
    """Work whose worker died a while ago, after the first of three steps."""
    progress = Kemajuan(job.pk)
    assert progress.begin()
    progress.plan(3)
    progress.step("pertama")
    Pekerjaan.objects.filter(pk=job.pk).update(diubah_pada=timezone.now() - timedelta(minutes=11))
    job.refresh_from_db()
    return job


def test_work_whose_worker_died_ends_as_failed_and_can_be_asked_again(
    client: Client, lost: Pekerjaan, people: dict[str, Any]
) -> None:
    again, new = request_job(
        user=people["kepala"],
        jenis=JenisPekerjaan.UNDUH_SEMUA,
        judul=lost.judul,
        parameter=lost.parameter,
        agency=lost.perangkat_daerah,
    )
    assert new and again.pk != lost.pk
    lost.refresh_from_db()
    assert lost.status == StatusPekerjaan.GAGAL and lost.berakhir_pada
    client.force_login(people["kepala"])
    assert "Pekerjaan terputus sebelum selesai" in client.get(lost.get_absolute_url()).content.decode()


def test_a_page_that_waits_for_a_dead_worker_learns_that_it_is_over(
    client: Client, lost: Pekerjaan, people: dict[str, Any]
) -> None:
    client.force_login(people["kepala"])
    assert client.get(lost.get_absolute_url(), headers={"X-Requested-With": "fetch"}).json()["berakhir"]
    assert "Gagal" in client.get("/pekerjaan/").content.decode()


def test_work_that_was_to_stop_when_its_worker_died_ends_as_cancelled(lost: Pekerjaan) -> None:
    cancel_job(lost)
    lost.refresh_from_db()
    assert settle(lost).status == StatusPekerjaan.DIBATALKAN


def test_a_step_keeps_work_from_being_taken_for_lost(lost: Pekerjaan) -> None:
    Kemajuan(lost.pk).step("kedua")
    lost.refresh_from_db()
    assert settle(lost).status == StatusPekerjaan.BERJALAN


def test_a_worker_taken_for_dead_stops_and_leaves_no_file(lost: Pekerjaan, settings: Any) -> None:
    progress = Kemajuan(lost.pk)
    settle(lost)
    with pytest.raises(CancelledError):
        progress.step("kedua")
    progress.finish("hasil.zip", ContentFile(b"isi"))
    lost.refresh_from_db()
    assert (lost.status, lost.langkah_selesai, lost.berkas.name) == (StatusPekerjaan.GAGAL, 1, "")
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.zip"))


def test_work_says_so_when_its_worker_is_ended(job: Pekerjaan, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(progress: Kemajuan) -> None:
        raise SystemExit(1)

    monkeypatch.setitem(WORK, JenisPekerjaan.UNDUH_SEMUA, ended)
    with pytest.raises(SystemExit):
        run_job.func(job.pk)
    job.refresh_from_db()
    assert job.status == StatusPekerjaan.GAGAL and "terputus" in job.galat


def test_work_that_cannot_be_queued_ends_as_failed_and_can_be_asked_again(
    client: Client, people: dict[str, Any], renstra: Renstra, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Down:
        def enqueue(self, pk: int) -> None:
            raise OperationalError("antrean tidak terjangkau")

    monkeypatch.setattr(pekerjaan, "run_job", Down())
    client.force_login(people["kepala"])
    page = client.post("/laporan/semua/triwulan/", {"tahun": "2026", "triwulan": "2"}).headers["Location"]
    said = client.get(page).content.decode()
    assert "Gagal" in said and "tidak dapat masuk antrean" in said and "Batalkan" not in said
    assert Pekerjaan.objects.get().berakhir_pada
    again = client.post("/laporan/semua/triwulan/", {"tahun": "2026", "triwulan": "2"}).headers["Location"]
    assert again != page


def test_the_page_of_running_work_names_the_step_done_last(
    client: Client, job: Pekerjaan, people: dict[str, Any]
) -> None:
    progress = Kemajuan(job.pk)
    assert progress.begin()
    progress.plan(3)
    progress.step("01-e81-2026-tw2")
    client.force_login(people["kepala"])
    page = client.get(job.get_absolute_url()).content.decode()
    assert "1 dari 3" in page and "terakhir selesai 01-e81-2026-tw2" in page
    state = client.get(job.get_absolute_url(), headers={"X-Requested-With": "fetch"}).json()
    assert state["sedang"] == "01-e81-2026-tw2"


def test_a_second_click_finds_the_first_request(
    client: Client, settings: Any, people: dict[str, Any], renstra: Renstra
) -> None:
    settings.TASKS = QUEUE
    client.force_login(people["kepala"])
    pages = [
        client.post("/laporan/semua/triwulan/", {"tahun": "2026", "triwulan": "2"}).headers["Location"]
        for _ in range(2)
    ]
    assert pages[0] == pages[1]
    assert Pekerjaan.objects.count() == 1


def test_a_queued_request_is_done_by_the_worker_and_waits_for_its_owner(
    client: Client, settings: Any, people: dict[str, Any], renstra: Renstra, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the worker would close the connection this test's transaction lives in
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = QUEUE
    client.force_login(people["kepala"])
    page = client.post("/laporan/semua/triwulan/", {"tahun": "2026", "triwulan": "2"}).headers["Location"]
    state = client.get(page, headers={"X-Requested-With": "fetch"}).json()
    assert (state["selesai"], state["status"], state["berakhir"]) == (0, "Menunggu giliran", False)
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    assert client.get(page, headers={"X-Requested-With": "fetch"}).json()["berakhir"]
    assert "Unduh ZIP" in client.get(page).content.decode()
    response: Any = client.get(f"{page}hasil")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(response.streaming_content)))
    assert 'filename="evaluasi-triwulan-tw-ii-2026.zip"' in response["Content-Disposition"]


def test_nobody_else_sees_the_work(client: Client, job: Pekerjaan, people: dict[str, Any]) -> None:
    client.force_login(people["sekretariat"])
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.post(f"{job.get_absolute_url()}batal/").status_code == 404
    assert job.judul not in client.get("/pekerjaan/").content.decode()


def test_old_results_go_with_their_files(job: Pekerjaan) -> None:
    run_job.enqueue(job.pk)
    job.refresh_from_db()
    path = Path(job.berkas.path)
    assert expire_results(timezone.now() - timedelta(days=1)) == 0 and path.exists()
    assert expire_results(timezone.now() + timedelta(seconds=1)) == 1
    assert not path.exists() and not Pekerjaan.objects.exists()


def test_the_command_writes_the_same_zip(renstra: Renstra, tmp_path: Path, archive: zipfile.ZipFile) -> None:
    out = tmp_path / "semua.zip"
    call_command("export_all", "triwulan", "--year", "2026", "--quarter", "2", "--output", str(out), verbosity=0)
    with zipfile.ZipFile(out) as opened:
        assert opened.read("SHA256.txt") == archive.read("SHA256.txt")


def test_a_command_that_fails_half_way_leaves_the_file_before_it(
    renstra: Renstra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(out: Any, *args: Any) -> None:
        out.write(b"PK setengah")
        raise RenstraError("Tabel tidak dapat dibuat.")

    monkeypatch.setattr(export_all, "write_zip", broken)
    out = tmp_path / "semua.zip"
    out.write_bytes(b"yang lama")
    with pytest.raises(CommandError, match="Tabel tidak dapat dibuat"):
        call_command("export_all", "triwulan", "--year", "2026", "--output", str(out), verbosity=0)
    assert [each.name for each in tmp_path.iterdir()] == ["semua.zip"]
    assert out.read_bytes() == b"yang lama"


def test_a_whole_city_lies_in_one_folder_an_agency(renstra: Renstra, tmp_path: Path) -> None:
    out = tmp_path / "kota.zip"
    call_command("export_all", "triwulan", "--year", "2026", "--semua", "--output", str(out), verbosity=0)
    with zipfile.ZipFile(out) as opened:
        folders = {name.split("/")[0] for name in opened.namelist() if "/" in name}
    assert folders == {"dinsospm"}
