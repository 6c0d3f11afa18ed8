"""Uploads: taken only as what they are, refused in a sentence that says what to do."""

import hashlib
import io
import random
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from renstra.lib.berkas import MAKS_ENTRIES, XLSX, BerkasError, clean_name, inspect
from tests.lib.berkas_uji import JPG, PDF, PNG, workbook, zip_without_workbook

LIMIT = 10 * 1024 * 1024


def take(content: bytes, name: str, size: int | None = None, limit: int = LIMIT) -> str:
    """Return the kind found in `content` uploaded as `name`."""
    found = inspect(io.BytesIO(content), name, len(content) if size is None else size, limit)
    assert (found.ukuran, found.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    return found.jenis


def refusal(content: bytes, name: str, size: int | None = None, limit: int = LIMIT) -> str:
    with pytest.raises(BerkasError) as caught:
        take(content, name, size, limit)
    return str(caught.value)


def real_workbook() -> bytes:
    stream = io.BytesIO()
    book = Workbook()
    book.create_sheet().append(["Nama", 1])
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "laporan.pdf", "application/pdf"),
        (PDF, "LAPORAN.PDF", "application/pdf"),
        (PNG, "foto.png", "image/png"),
        (JPG, "foto.jpg", "image/jpeg"),
        (JPG, "foto.jpeg", "image/jpeg"),
        (real_workbook(), "daftar.xlsx", XLSX),
    ],
)
def test_an_honest_file_is_taken(content: bytes, name: str, kind: str) -> None:
    assert take(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "laporan.pdf"),
        (PNG, "foto.jpg"),
        (PDF, "foto.png"),
        (PDF, "daftar.xlsx"),
        (b" " + PDF, "laporan.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "daftar.xlsx"),  # an old XLS with a new name
    ],
)
def test_a_signature_that_is_not_the_names_is_refused(content: bytes, name: str) -> None:
    assert "tidak sesuai jenisnya" in refusal(content, name)


@pytest.mark.parametrize(
    "name", ["makro.xlsm", "lama.xls", "skrip.js", "halaman.html", "gambar.svg", "arsip.zip", "tanpa", ".pdf", ""]
)
def test_a_kind_that_is_not_evidence_is_refused(name: str) -> None:
    assert "tidak diterima; lampirkan PDF, PNG, JPG, atau XLSX" in refusal(PDF, name)


# Size ---------------------------------------------------------------------------------------------------------


class Unread(io.BytesIO):
    def read(self, *args: object) -> bytes:
        raise AssertionError("a file that says it is too large is not read at all")


def test_a_file_of_100_mb_is_refused_by_its_size_field_without_being_read() -> None:
    with pytest.raises(BerkasError, match="Berkas 100,0 MB terlalu besar; batasnya 10 MB"):
        inspect(Unread(), "besar.pdf", 100 * 1024 * 1024, LIMIT)


def test_a_file_larger_than_its_size_field_says_is_refused() -> None:
    assert "terlalu besar" in refusal(PDF + b" " * 2000, "a.pdf", size=10, limit=1024)


def test_the_limit_itself_is_allowed_and_one_byte_more_is_not() -> None:
    assert take(PDF.ljust(1024), "a.pdf", limit=1024) == "application/pdf"
    assert "terlalu besar" in refusal(PDF.ljust(1025), "a.pdf", limit=1024)


def test_an_empty_file_is_refused() -> None:
    assert "Berkas kosong" in refusal(b"", "kosong.pdf")


# Workbooks ----------------------------------------------------------------------------------------------------


def test_a_workbook_that_unpacks_beyond_all_proportion_is_refused() -> None:
    bomb = workbook("xl/media/besar.bin", content=b"\x00" * 30_000_000)
    assert len(bomb) < 1_000_000
    assert "mengembang terlalu besar" in refusal(bomb, "bom.xlsx")


def test_a_workbook_of_countless_parts_is_refused() -> None:
    many = workbook(*(f"xl/a{n}.xml" for n in range(MAKS_ENTRIES)), content=b"")
    assert "mengembang terlalu besar" in refusal(many, "banyak.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "XL/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml", "xl/activeX/a.bin"]
)
def test_a_workbook_with_macros_is_refused_whatever_its_name(part: str) -> None:
    assert "memuat makro" in refusal(workbook(part), "rapi.xlsx")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    assert "bukan buku kerja" in refusal(zip_without_workbook(), "arsip.xlsx")
    assert "rusak" in refusal(workbook()[:200], "potong.xlsx")


def test_a_workbook_of_an_unknown_zip_version_is_refused_and_not_an_error() -> None:
    content = bytearray(workbook())
    entry = content.index(b"PK\x01\x02")
    content[entry + 6 : entry + 8] = struct.pack("<H", 900)
    assert "rusak" in refusal(bytes(content), "aneh.xlsx")


def test_a_workbook_broken_anywhere_is_taken_or_refused_but_never_an_error() -> None:
    chance = random.Random(7)  # noqa: S311 — a fixed seed makes the same thousand broken files each time
    whole = workbook()
    for _ in range(1000):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        try:
            take(bytes(broken), "a.xlsx")
        except BerkasError:
            continue


# PDF ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word", [b"/S /JavaScript /JS (app.alert(1))", b"/Launch", b"/Type /EmbeddedFile", b"/RichMedia"]
)
def test_a_pdf_that_does_something_is_refused(word: bytes) -> None:
    assert "cetak ulang sebagai PDF biasa" in refusal(PDF + word + b" ", "aktif.pdf")


def test_a_scan_whose_pixels_spell_js_is_taken() -> None:
    assert take(PDF + b"stream\n\x8f/JS \x02\xffendstream", "pindaian.pdf") == "application/pdf"


# Names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("/srv/data/laporan.pdf", "laporan.pdf"),
        ("C:\\Users\\ani\\laporan.pdf", "laporan.pdf"),
        ("..\\laporan.pdf", "laporan.pdf"),
        ("lap\x00or\x1ban.pdf", "laporan.pdf"),
        ("laporan\r\nX-Header: a.pdf", "laporanX-Header: a.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ("  Laporan Triwulan I.pdf ", "Laporan Triwulan I.pdf"),
        ("..", "berkas"),
        ("", "berkas"),
        ("a/", "berkas"),
    ],
)
def test_a_name_is_its_last_part_and_names_no_path(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("l" * 400 + ".pdf")
    assert (len(name), name[-5:]) == (150, "l.pdf")


@settings(max_examples=300)
@given(st.text(max_size=400))
def test_no_name_keeps_a_path_or_a_control_character(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert len(clean) <= 150
    assert clean.isprintable()
    assert not set(clean) & {"/", "\\"}
    assert Path(clean).name == clean
