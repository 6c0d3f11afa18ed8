"""The pages of imports: what each person sees and may do, from the upload to the undo."""

import html
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from imports.choices import StatusImpor
from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from imports.services.impor import apply
from imports.services.penulis import ImporError
from programs.models import Penugasan, UnitKerja
from renstra.lib.pembaca.batas import MAKS_BERKAS
from reports.models import Pekerjaan
from tests.imports.conftest import signed_in
from tests.imports.unit_uji import buku
from tests.targets.pabrik import Panggung, buat_panggung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unit_uji")]
BARU = "/impor/baru/unit-uji/"
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
UNITS = (
    ["sekretariat", "Sekretariat", "Sekretariat", 1],
    ["bidang-a", "Bidang-A", "Bidang", 2],
    ["bidang-b", "Bidang-B", "Bidang", 3],
)
"""What the agency of the tests holds, as its template says it."""


def upload(client: Client, *rows: list[Any], name: str = "unit.xlsx", content: bytes = b"") -> str:
    """Bring rows in as Sekretariat would, and return the page the person lands on."""
    file = SimpleUploadedFile(name, content or buku(*rows))
    return body(client.post(BARU, {"berkas": file}, follow=True))


def body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return html.unescape(str(content.decode()))


def newest() -> Impor:
    return Impor.objects.latest("pk")


def page_of(client: Client, step: str = "") -> str:
    return body(client.get(f"/impor/{newest().pk}/{step}"))


def take(client: Client, step: str, **data: Any) -> str:
    if step == "terapkan":
        data.setdefault("dilihat", newest().sidik)
    return body(client.post(f"/impor/{newest().pk}/{step}/", data, follow=True))


# The whole way ------------------------------------------------------------------------------------------------


def test_a_file_is_checked_previewed_applied_and_undone(panggung: Panggung, sekretariat: Client) -> None:
    text = upload(sekretariat, ["bidang-a", "Bidang Anak", "uptd", 2], ["bidang-c", "Bidang C", "Bidang", 4])
    assert "Siap diterapkan" in text and "Terapkan 2 perubahan" in text
    assert "<del>Bidang-A</del>" in text and "<ins>Bidang Anak</ins>" in text
    assert "<del>Bidang</del>" in text and "<ins>UPTD</ins>" in text  # a choice by its label, not its code
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()
    assert "Diterapkan" in take(sekretariat, "terapkan")
    assert UnitKerja.objects.get(kode="bidang-c").nama == "Bidang C"
    assert "Urungkan 2 perubahan" in page_of(sekretariat, "urungkan/")
    assert "2 perubahan ditarik kembali" in take(sekretariat, "urungkan")
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()
    assert UnitKerja.objects.get(pk=panggung.unit.pk).nama == "Bidang-A"


def test_the_template_brought_in_as_it_is_changes_nothing(sekretariat: Client) -> None:
    response = sekretariat.get(f"{BARU}templat")
    assert "unit-uji-dinas-uji.xlsx" in response["Content-Disposition"]
    text = upload(sekretariat, content=response.content)
    assert "Tidak ada yang berubah" in text and "Terapkan" not in text
    assert "Semua 3 baris sudah sama" in text


def test_an_error_names_sheet_cell_text_reason_and_remedy_and_nothing_is_written(sekretariat: Client) -> None:
    text = upload(sekretariat, ["bidang-c", "Bidang C", "Bagian", 4], ["bidang-d", "Bidang D", "Bidang", 5])
    row = text[text.index("Kesalahan") : text.index("</tbody>")]
    for said in ("C2", "Unit kerja", "<q>Bagian</q>", "bukan salah satu pilihan", "Sekretariat, Bidang, UPTD"):
        assert said in row
    assert "Unggah berkas yang diperbaiki" in text and "Terapkan" not in text
    assert "Belum ada yang ditulis" in text and UnitKerja.objects.filter(kode="bidang-d").count() == 0
    assert 'href="/impor/baru/unit-uji/?perangkat_daerah=' in text


def test_a_file_that_cannot_be_read_says_why(sekretariat: Client) -> None:
    text = upload(sekretariat, content=b"%PDF-1.7 bukan buku kerja")
    assert "Gagal diperiksa" in text and "adalah PDF, bukan buku kerja" in text


# Questions ----------------------------------------------------------------------------------------------------


def ask(client: Client) -> str:
    return upload(client, *UNITS, ["u-1", "Satu", "UPTD", "1.000"], ["u-2", "Dua", "UPTD", "2.000"])


def test_a_question_is_answered_for_one_cell_or_for_all_of_its_kind(sekretariat: Client) -> None:
    text = ask(sekretariat)
    assert "Menunggu jawaban" in text and "Sama untuk semua 2 sel sejenis" in text
    answers = {"jawaban": "1", "soal:ribuan": "ribuan", "sel:Unit kerja!D6": "desimal"}
    text = take(sekretariat, "jawab", **answers)
    assert newest().jawaban == {"soal:ribuan": "ribuan", "Unit kerja!D6": "desimal"}
    assert "Terapkan 2 perubahan" in text
    made = {each.sesudah["kode"]: each.sesudah["urutan"] for each in newest().changes()}
    assert made == {"u-1": 1000, "u-2": 2}  # 2.000 read as a decimal


def test_answering_nothing_says_so_and_leaves_the_file_as_it_was(sekretariat: Client) -> None:
    ask(sekretariat)
    response = sekretariat.post(f"/impor/{newest().pk}/jawab/", {"jawaban": "1", "sel:Unit kerja!D5": "palsu"})
    assert response.status_code == 409 and "Belum ada yang dijawab" in body(response)
    assert newest().status == StatusImpor.PERLU_DIJAWAB and newest().jawaban == {}


def test_answers_can_be_withdrawn(sekretariat: Client) -> None:
    ask(sekretariat)
    take(sekretariat, "jawab", jawaban="1", **{"soal:ribuan": "ribuan"})
    assert "Hapus 1 jawaban dan periksa lagi" in page_of(sekretariat)
    assert "Menunggu jawaban" in take(sekretariat, "jawab", lupakan="on")
    assert newest().jawaban == {}


# What stands against a step -----------------------------------------------------------------------------------


def test_data_that_moved_since_the_preview_is_named_and_nothing_is_applied(
    panggung: Panggung, sekretariat: Client
) -> None:
    upload(sekretariat, ["bidang-a", "Bidang Anak", "Bidang", 2], ["bidang-c", "C", "Bidang", 4])
    UnitKerja.objects.filter(pk=panggung.unit.pk).update(nama="Bidang Diubah")
    text = take(sekretariat, "terapkan")
    assert "Data berubah sejak pratinjau" in text and "kini “Bidang Diubah”, bukan “Bidang-A”" in text
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()
    text = take(sekretariat, "jawab")
    assert "<del>Bidang Diubah</del>" in text and "Data berubah" not in text


def test_other_changes_than_those_on_the_page_are_not_applied(panggung: Panggung, sekretariat: Client) -> None:
    """A second tab checks again and finds more than the first one shows."""
    upload(sekretariat, ["bidang-a", "Bidang-A", "Bidang", 2], ["bidang-c", "C", "Bidang", 4])
    seen = newest().sidik
    UnitKerja.objects.filter(pk=panggung.unit.pk).update(nama="Bidang Diubah")
    assert "Terapkan 2 perubahan" in take(sekretariat, "jawab")
    assert "baca dahulu yang sekarang" in take(sekretariat, "terapkan", dilihat=seen)
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()
    with pytest.raises(ImporError, match="diperiksa lagi"):
        user = panggung.orang["pemeriksa"]
        apply(impor=newest(), pengimpor=PENGIMPOR["unit-uji"], user=user, dilihat=seen)


def test_an_undo_refuses_where_later_edits_stand_on_top_and_names_them(
    panggung: Panggung, sekretariat: Client
) -> None:
    upload(sekretariat, ["bidang-c", "Bidang C", "Bidang", 4], ["bidang-d", "Bidang D", "Bidang", 5])
    take(sekretariat, "terapkan")
    UnitKerja.objects.filter(kode="bidang-c").update(nama="Bidang Ceria")
    text = take(sekretariat, "urungkan")
    assert "Impor tidak dapat diurungkan: 1 baris sudah diubah sesudahnya" in text
    assert "kini “Bidang Ceria”, bukan “Bidang C”" in text
    assert newest().status == StatusImpor.DITERAPKAN
    assert UnitKerja.objects.filter(kode__in=["bidang-c", "bidang-d"]).count() == 2


def test_a_step_that_no_longer_fits_is_refused_with_its_reason(sekretariat: Client) -> None:
    upload(sekretariat, *UNITS)
    pk = newest().pk
    for step in ("terapkan", "urungkan"):
        response = sekretariat.post(f"/impor/{pk}/{step}/")
        assert response.status_code == 409 and "tidak ada yang berubah" in body(response).lower()


def test_a_file_put_aside_is_not_applied_any_more(sekretariat: Client) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    assert "Dikesampingkan" in take(sekretariat, "batal")
    assert sekretariat.post(f"/impor/{newest().pk}/terapkan/").status_code == 409
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()


# Who ----------------------------------------------------------------------------------------------------------


def test_each_sees_only_the_imports_and_kinds_that_are_theirs(panggung: Panggung, sekretariat: Client) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4], name="rahasia.xlsx")
    page = f"/impor/{newest().pk}/"
    seen = {
        name: (
            "rahasia.xlsx" in body(signed_in(panggung, name).get("/impor/")),
            "/impor/baru/unit-uji/" in body(signed_in(panggung, name).get("/impor/")),
            signed_in(panggung, name).get(page).status_code,
        )
        for name in ("pemeriksa", "pemeriksa_2", "kepala", "admin", "staf", "pembaca")
    }
    assert seen == {
        "pemeriksa": (True, True, 200),
        "pemeriksa_2": (True, True, 200),
        "kepala": (True, False, 200),
        "admin": (True, False, 200),
        "staf": (False, False, 404),
        "pembaca": (False, False, 404),
    }
    other = signed_in(buat_panggung("lain"), "pemeriksa")
    assert other.get(page).status_code == 404 and "rahasia.xlsx" not in body(other.get("/impor/"))


def test_only_its_owner_applies_but_another_sekretariat_undoes(panggung: Panggung, sekretariat: Client) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    pk, second, kepala = newest().pk, signed_in(panggung, "pemeriksa_2"), signed_in(panggung, "kepala")
    assert second.post(f"/impor/{pk}/terapkan/").status_code == 403
    assert "Dilanjutkan oleh uji-pemeriksa" in body(second.get(f"/impor/{pk}/"))
    take(sekretariat, "terapkan")
    assert kepala.get(f"/impor/{pk}/urungkan/").status_code == 403
    assert "Urungkan" not in body(kepala.get(f"/impor/{pk}/"))
    assert "ditarik kembali" in take(second, "urungkan")
    assert newest().diurungkan_oleh == panggung.orang["pemeriksa_2"]


def test_who_left_the_agency_does_not_see_what_they_brought_in(panggung: Panggung, sekretariat: Client) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    yesterday = timezone.localdate() - timedelta(days=1)
    Penugasan.objects.filter(pengguna=panggung.orang["pemeriksa"]).update(selesai=yesterday)
    assert sekretariat.get(f"/impor/{newest().pk}/").status_code == 404


def test_the_head_of_the_page_shows_impor_to_those_who_bring_files_in_or_look_after_them(
    panggung: Panggung,
) -> None:
    shown = {
        name: 'href="/impor/"' in body(signed_in(panggung, name).get("/akun/"))
        for name in ("staf", "pemeriksa", "kepala", "admin", "pembaca")
    }
    assert shown == {"staf": True, "pemeriksa": True, "kepala": True, "admin": True, "pembaca": False}


# Limits -------------------------------------------------------------------------------------------------------


def test_a_file_that_is_too_large_is_refused_before_it_is_read(sekretariat: Client) -> None:
    response = sekretariat.post(BARU, {"berkas": SimpleUploadedFile("besar.xlsx", b"x" * (MAKS_BERKAS + 70_000))})
    assert response.status_code == 413 and "5 MB" in body(response)
    assert not Impor.objects.exists()


def test_a_file_just_over_the_limit_is_refused_with_its_size(sekretariat: Client) -> None:
    response = sekretariat.post(BARU, {"berkas": SimpleUploadedFile("besar.xlsx", b"x" * (MAKS_BERKAS + 1))})
    assert response.status_code == 409 and "terlalu besar" in body(response)
    assert not Impor.objects.exists()


def test_too_many_uploads_are_refused_for_a_while(sekretariat: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("imports.views.unggah"), "BATAS_UNGGAH", 2)
    for _ in range(2):
        upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    response = sekretariat.post(BARU, {"berkas": SimpleUploadedFile("unit.xlsx", buku(*UNITS))})
    assert response.status_code == 409 and "Terlalu banyak unggahan" in body(response)
    assert Impor.objects.count() == 2


def test_no_file_is_asked_for_again(sekretariat: Client) -> None:
    response = sekretariat.post(BARU)
    assert response.status_code == 409 and "Pilih dahulu berkasnya" in body(response)


# Background work ----------------------------------------------------------------------------------------------


def test_a_check_that_waits_shows_its_progress_and_can_be_stopped(
    panggung: Panggung, sekretariat: Client, settings: Any
) -> None:
    settings.TASKS = QUEUE
    text = upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    assert "Sedang diperiksa" in text and "0 dari 0" in text and "<progress" in text
    state = sekretariat.get(f"/impor/{newest().pk}/", headers={"X-Requested-With": "fetch"}).json()
    assert (state["selesai"], state["berakhir"]) == (0, False)
    second = signed_in(panggung, "pemeriksa_2")  # sees the progress, and no button that is not theirs
    assert "<progress" in body(second.get(f"/impor/{newest().pk}/"))
    assert "Batalkan" not in body(second.get(f"/impor/{newest().pk}/"))
    job = newest().pekerjaan
    assert job is not None
    text = body(sekretariat.post(f"/pekerjaan/{job.pk}/batal/", follow=True))
    assert "Gagal diperiksa" in text and "Pemeriksaan dibatalkan" in text
    assert "Periksa lagi" in text


def test_a_check_that_cannot_be_queued_says_so(sekretariat: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def enqueue(self, pk: int) -> None:
            raise OSError("antrean tidak terjangkau")

    monkeypatch.setattr("reports.exports.pekerjaan.run_job", Down())
    text = upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    assert "Gagal diperiksa" in text and "tidak dapat masuk antrean" in text


def test_a_file_whose_worker_died_does_not_look_as_if_it_were_being_checked(
    sekretariat: Client, settings: Any
) -> None:
    settings.TASKS = QUEUE
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    Pekerjaan.objects.update(status="berjalan", diubah_pada=timezone.now() - timedelta(minutes=11))
    assert "Gagal diperiksa" in body(sekretariat.get("/impor/"))
    text = page_of(sekretariat)
    assert "Pekerjaan terputus" in text and "<progress" not in text


def test_the_worker_checks_and_applies_what_waits(
    sekretariat: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the worker would close the connection this test's transaction lives in
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = QUEUE
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4])
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    assert "Terapkan 1 perubahan" in page_of(sekretariat)
    assert "Sedang diterapkan" in take(sekretariat, "terapkan")
    assert "Sedang diterapkan" in body(sekretariat.get("/impor/"))
    assert "sedang dikerjakan" in take(sekretariat, "terapkan")  # a second click
    assert Pekerjaan.objects.count() == 2
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    assert UnitKerja.objects.filter(kode="bidang-c").exists()
    text = body(sekretariat.get("/pekerjaan/"))
    assert "Penerapan unit.xlsx" in text and "Unduh ZIP" not in text


# Files --------------------------------------------------------------------------------------------------------


def test_the_file_comes_back_as_it_came(sekretariat: Client) -> None:
    content = buku(*UNITS)
    upload(sekretariat, content=content, name="../unit kerja.xlsx")
    response: Any = sekretariat.get(f"/impor/{newest().pk}/berkas")
    assert b"".join(response.streaming_content) == content
    assert 'attachment; filename="unit kerja.xlsx"' in response["Content-Disposition"]


def test_the_annotated_file_is_offered_with_its_notes(sekretariat: Client) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bagian", 4])
    response: Any = sekretariat.get(f"/impor/{newest().pk}/catatan")
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Temuan", "Unit kerja"]
    assert "bukan salah satu pilihan" in str(book["Unit kerja"]["E2"].value)


def test_an_old_file_is_deleted_and_its_record_stays(sekretariat: Client, settings: Any) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bagian", 4])
    path = Path(newest().berkas.path)
    call_command("hapus_impor_lama", verbosity=0)
    assert path.exists()
    Impor.objects.update(dibuat_pada=timezone.now() - timedelta(days=31))
    call_command("hapus_impor_lama", verbosity=0)
    assert not path.exists()
    text = page_of(sekretariat)
    assert "sudah dihapus karena lewat masa simpan" in text and "bukan salah satu pilihan" in text
    for name in ("berkas", "catatan"):
        assert sekretariat.get(f"/impor/{newest().pk}/{name}").status_code == 404
    response = sekretariat.post(f"/impor/{newest().pk}/jawab/")
    assert response.status_code == 409 and "unggah sekali lagi" in body(response)


# Cost ---------------------------------------------------------------------------------------------------------


def test_the_pages_take_as_many_queries_whatever_the_rows(sekretariat: Client) -> None:
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert sekretariat.get(page).status_code == 200
        return len(found)

    counts = []
    for rows in (2, 150):
        upload(sekretariat, *([f"u-{n}", f"Unit {n}", "UPTD", n] for n in range(rows)))
        counts.append((queries(f"/impor/{newest().pk}/"), queries("/impor/")))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_changes_and_findings_come_a_hundred_at_a_time(sekretariat: Client) -> None:
    upload(sekretariat, *([f"u-{n}", f"Unit {n}", "UPTD", n] for n in range(150)))
    text = page_of(sekretariat)
    assert "Terapkan 150 perubahan" in text and "1 sampai 100 dari 150 perubahan" in text
    assert "Unit 99" in text and "Unit 100" not in text
    assert "Unit 100" in page_of(sekretariat, "?hal=2")
    upload(sekretariat, *([f"v-{n}", f"Unit {n}", "Bagian", n] for n in range(150)))
    assert "101 sampai 150 dari 150 temuan" in page_of(sekretariat, "?temuan=2")


def test_files_of_accounts_are_not_for_the_reviewers_of_the_agency(
    panggung: Panggung, sekretariat: Client
) -> None:
    upload(sekretariat, ["bidang-c", "C", "Bidang", 4], name="akun.xlsx")
    Impor.objects.update(jenis="pengguna", pemilik=panggung.orang["admin"])
    page = f"/impor/{newest().pk}/"
    for name in ("pemeriksa", "kepala"):
        reader = signed_in(panggung, name)
        assert reader.get(page).status_code == 404
        assert "akun.xlsx" not in body(reader.get("/impor/"))
    assert "akun.xlsx" in body(signed_in(panggung, "admin").get("/impor/"))
