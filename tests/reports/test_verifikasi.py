"""The public page of an edition: it tells a tampered file from a true one, and gives away nothing else."""

import hashlib
import io
from datetime import date
from importlib import import_module
from typing import Any

import pypdf
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from programs.models import Jabatan, Pejabat
from reports.exports.edisi import publish
from reports.models import Edisi
from reports.selectors.permintaan import Permintaan
from reports.services import verifikasi
from reports.services.edisi import Isian
from tests.lib.tanda_tangan_pdf import sign
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
NIP = "2" * 18


@pytest.fixture
def panggung(db: Any) -> Panggung:
    stage = buat_panggung("periksa")
    post = Jabatan.objects.create(
        pemerintah_daerah=stage.agency.pemerintah_daerah,
        perangkat_daerah=stage.agency,
        kode="kepala-periksa",
        nama="Kepala Dinas Uji",
        jenis="kepala_pd",
    )
    Pejabat.objects.create(jabatan=post, nama="Nama Contoh, M.Si.", nip=NIP, mulai=date(2025, 1, 1))
    stage.bring_to("dikunci")
    return stage


def terbitkan(panggung: Panggung, hari: int = 20) -> Edisi:
    isian = Isian(date(2026, 4, hari), "000.7/1", paham=True)
    asked = Permintaan(panggung.renstra, TAHUN, 1)
    return publish(user=panggung.orang["kepala"], slug="e81", asked=asked, isian=isian, at=saat(hari))


@pytest.fixture
def edisi(panggung: Panggung) -> Edisi:
    return terbitkan(panggung)


def address(edisi: Edisi) -> str:
    return reverse("verifikasi-edisi", args=[edisi.token])


def upload(edisi: Edisi, content: bytes, name: str = "laporan.pdf") -> str:
    response = Client().post(address(edisi), {"berkas": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    return str(response.content.decode())


# What it shows --------------------------------------------------------------------------------------------------


def test_a_stranger_sees_what_the_edition_says_and_no_nip_or_name_of_staff(edisi: Edisi) -> None:
    response = Client().get(address(edisi))
    page = response.content.decode()
    for said in (
        "Dinas Uji",
        "Kota Uji",
        "Formulir E.81",
        "ke-1",
        "000.7/1",
        "20 April 2026",
        "Nama Contoh, M.Si.",
    ):
        assert said in page
    assert "Kepala Dinas Uji" in page and "1.000.000" in page
    assert edisi.hash_pdf in page and edisi.hash_xlsx in page and edisi.kode_cetak in page
    assert "edisi terbaru" in page
    assert NIP not in page and "22222222 222222" not in page and "periksa-kepala" not in page
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_newer_edition_is_named_with_number_and_date(panggung: Panggung, edisi: Edisi) -> None:
    terbitkan(panggung, hari=22)
    page = Client().get(address(edisi)).content.decode()
    assert "Sudah ada edisi yang lebih baru:</b> edisi ke-2, 22 April 2026" in page


def test_the_short_code_leads_to_the_edition(edisi: Edisi) -> None:
    typed = edisi.kode_cetak.lower().replace("0", "o").replace("1", "i")
    response = Client().post(reverse("verifikasi"), {"kode": f" {typed} "})
    assert response.status_code == 302 and response["Location"] == address(edisi)
    wrong = Client().post(reverse("verifikasi"), {"kode": "AAAAA-AAAAA"})
    assert "Tidak ada edisi dengan kode ini" in wrong.content.decode()


def test_an_unknown_token_says_so(edisi: Edisi) -> None:
    response = Client().get(reverse("verifikasi-edisi", args=[edisi.token[:-1]]))
    assert response.status_code == 404
    assert "Edisi tidak terdaftar" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"


# Files ----------------------------------------------------------------------------------------------------------


def test_the_stored_files_are_true(edisi: Edisi) -> None:
    for content, name in ((bytes(edisi.pdf), "PDF"), (bytes(edisi.xlsx), "Excel")):
        assert f"<b>Asli</b> ({name})" in upload(edisi, content)


def test_one_byte_makes_another_file(edisi: Edisi) -> None:
    for stored in (bytes(edisi.pdf), bytes(edisi.xlsx)):
        for place in (0, len(stored) // 2, len(stored) - 1):
            changed = bytearray(stored)
            changed[place] ^= 1
            assert "BERBEDA – bukan berkas edisi ini" in upload(edisi, bytes(changed))
        assert "BERBEDA" in upload(edisi, stored[:-1])
        assert "BERBEDA" in upload(edisi, stored + b" ")
        caches["hitungan"].clear()


def test_an_electronic_signature_leaves_it_true_and_is_told_apart(edisi: Edisi) -> None:
    signed = sign(bytes(edisi.pdf), stream=True, rect="20 20 180 70")
    page = upload(edisi, signed)
    assert "<b>Asli dengan tanda tangan elektronik tambahan</b>" in page
    assert "diperiksa pada layanan penerbit sertifikatnya" in page
    assert hashlib.sha256(signed).hexdigest() in page


def test_other_content_under_a_signature_is_not_the_edition(edisi: Edisi) -> None:
    """The bytes begin as the stored ones do, and the last revision is signed; the page shows something else."""
    reader: Any = pypdf.PdfReader(io.BytesIO(bytes(edisi.pdf)))
    content = reader.pages[0].raw_get("/Contents").idnum
    paint = b"<</Length 21>>\nstream\n0 0 600 600 re f      \nendstream"
    page = upload(edisi, sign(bytes(edisi.pdf), more=lambda _: {content: paint}))
    assert "BERBEDA" in page and "mengganti atau menghapus isi halaman" in page


def test_a_typed_hash_is_compared_too(edisi: Edisi) -> None:
    def ask(sidik: str) -> str:
        return str(Client().post(address(edisi), {"sidik": sidik}).content.decode())

    spaced = " ".join(edisi.hash_xlsx[n : n + 8].upper() for n in range(0, 64, 8))
    assert "<b>Asli</b> (Excel)" in ask(spaced)
    assert "BERBEDA" in ask("0" * 64)
    assert "64 angka dan huruf a sampai f" in ask("bukan sidik")
    assert "Pilih berkas, atau isi SHA-256-nya." in ask("")


def test_the_files_of_another_edition_are_not_these(panggung: Panggung, edisi: Edisi) -> None:
    second = terbitkan(panggung, hari=22)
    assert "BERBEDA" in upload(edisi, bytes(second.pdf))


# Limits ---------------------------------------------------------------------------------------------------------


def test_a_file_above_the_limit_is_refused_and_none_is_kept(
    edisi: Edisi, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.MEDIA_ROOT = str(tmp_path)
    large = SimpleUploadedFile("besar.pdf", b"%PDF-" + b"0" * (11 * 1024 * 1024))
    response = Client().post(address(edisi), {"berkas": large})
    assert response.status_code == 413
    assert "paling besar 10 MB" in response.content.decode()
    seen: list[int] = []
    page = import_module("reports.views.verifikasi")  # its name on the package is that of the view
    monkeypatch.setattr(page, "judge_file", lambda edisi, content: seen.append(len(content)))
    Client().post(address(edisi), {"berkas": SimpleUploadedFile("muat.pdf", b"0" * (4 * 1024 * 1024))})
    assert seen == [4 * 1024 * 1024]
    assert list(tmp_path.iterdir()) == [], "Django writes uploads above 2.5 MB to a file; here none may be"


def test_guessing_codes_ends_with_429_in_indonesian(edisi: Edisi) -> None:
    client = Client()
    answers = [
        client.post(reverse("verifikasi"), {"kode": f"AAAAA-{n:05d}"}).status_code
        for n in range(verifikasi.BATAS_GAGAL + 1)
    ]
    assert answers == [200] * verifikasi.BATAS_GAGAL + [429]
    response = client.post(reverse("verifikasi"), {"kode": edisi.kode})
    assert response.status_code == 429
    assert "Terlalu banyak percobaan" in response.content.decode() and response["Retry-After"] == "900"
    assert client.get(reverse("verifikasi-edisi", args=["tebakan"])).status_code == 429
    assert client.get(address(edisi)).status_code == 200, "who holds the QR still reads the edition"
    assert client.post(reverse("verifikasi"), {"kode": edisi.kode}, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_wrong_files_count_as_guesses(edisi: Edisi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifikasi, "BATAS_GAGAL", 2)
    client = Client()
    answers = [client.post(address(edisi), {"sidik": f"{n:064d}"}).status_code for n in range(3)]
    assert answers == [200, 200, 429]


def test_a_length_that_is_no_number_is_refused_not_a_fault(edisi: Edisi) -> None:
    assert Client().post(address(edisi), CONTENT_LENGTH="satu").status_code == 413
