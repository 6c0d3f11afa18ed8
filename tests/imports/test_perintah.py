"""`manage.py impor`: the same check and the same rights without a browser."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from imports.models import Impor
from programs.models import UnitKerja
from tests.imports.unit_uji import buku

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unit_uji", "panggung")]


def run(path: Path, content: bytes, *arguments: str, pengguna: str = "uji-pemeriksa") -> str:
    file, out = path / "unit.xlsx", StringIO()
    file.write_bytes(content)
    call_command("impor", "unit-uji", str(file), "--pengguna", pengguna, *arguments, stdout=out)
    return out.getvalue()


def test_it_checks_and_writes_nothing(tmp_path: Path) -> None:
    said = run(tmp_path, buku(["bidang-c", "C", "Bidang", 4]), "--perangkat-daerah", "dinas-uji")
    assert "1 baris: 1 dibuat, 0 diubah" in said and "Siap diterapkan" in said
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()


def test_it_applies_when_asked(tmp_path: Path) -> None:
    said = run(tmp_path, buku(["bidang-c", "C", "Bidang", 4]), "--terapkan")
    assert f"Diterapkan sebagai impor {Impor.objects.get().pk}" in said
    assert UnitKerja.objects.get(kode="bidang-c").nama == "C"


def test_it_fails_on_errors_and_names_them(tmp_path: Path, capsys: Any) -> None:
    out = StringIO()
    file = tmp_path / "unit.xlsx"
    file.write_bytes(buku(["bidang-c", "C", "Bagian", 4]))
    with pytest.raises(CommandError, match="Perlu diperbaiki"):
        call_command("impor", "unit-uji", str(file), "--pengguna", "uji-pemeriksa", "--terapkan", stdout=out)
    assert "galat: lembar Unit kerja, sel C2: “Bagian” bukan salah satu pilihan" in out.getvalue()
    assert not UnitKerja.objects.filter(kode="bidang-c").exists()


def test_a_question_is_answered_by_argument(tmp_path: Path) -> None:
    content = buku(["u-1", "Satu", "UPTD", "1.250"])
    with pytest.raises(CommandError, match="Menunggu jawaban"):
        run(tmp_path, content)
    assert "1 dibuat" in run(tmp_path, content, "--jawab", "ribuan=ribuan", "--terapkan")
    assert UnitKerja.objects.get(kode="u-1").urutan == 1250


@pytest.mark.parametrize(
    ("arguments", "pengguna", "said"),
    [
        ((), "uji-staf", "tidak berhak"),
        ((), "tidak-ada", "Akun tidak-ada tidak ada"),
        (("--perangkat-daerah", "dinas-lain"), "uji-pemeriksa", "yang ada: dinas-uji"),
    ],
)
def test_it_has_no_more_rights_than_the_account(
    tmp_path: Path, arguments: tuple[str, ...], pengguna: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        run(tmp_path, buku(["bidang-c", "C", "Bidang", 4]), *arguments, "--terapkan", pengguna=pengguna)
    assert not Impor.objects.exists()
