"""The workshop itself: settings fail loudly, nothing private or local is committed."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ISOLATED = {"DATABASE_URL", "DEBUG", "DEMO", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def manage(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ISOLATED}
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEMO": "1", "DATABASE_URL": "ngawur"}, "DATABASE_URL harus berbentuk"),
        ({"DEMO": "1", "DEBUG": "mungkin"}, "DEBUG=mungkin tidak dikenal"),
        ({"DEMO": "1", "DATABASE_URL": "postgres://a:b@127.0.0.1:abc/x"}, "DATABASE_URL keliru"),
        ({"DEMO": "1", "DATABASE_URL": "postgres://a:rahasia/b@127.0.0.1/x"}, "DATABASE_URL keliru"),
        ({"DEMO": "1", "DATABASE_URL": "postgres://a:rahasia@127.0.0.1:1/x?ngawur=1"}, "periksa DATABASE_URL"),
        ({"DEMO": "1", "TIME_ZONE": "Mars/Batam"}, "TIME_ZONE=Mars/Batam tidak dikenal"),
        ({"DEMO": "1", "ALAMAT_SITUS": "renstra.contoh.go.id"}, "ALAMAT_SITUS=renstra.contoh.go.id keliru"),
        ({"DEMO": "1", "ALAMAT_SITUS": "https://contoh.go.id/renstra"}, "tanpa jalur di belakangnya"),
        ({}, "SECRET_KEY belum diisi"),
        ({"DEMO": "1", "DATABASE_URL": "postgres://a:rahasia@127.0.0.1:1/x"}, "tidak dapat dihubungi"),
    ],
)
def test_a_wrong_setting_is_one_sentence(environment: dict[str, str], sentence: str) -> None:
    result = manage("migrate", **environment)
    assert result.returncode != 0
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert "rahasia" not in result.stderr


def test_a_cache_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    result = manage("check", DEMO="1", CACHE_DIR=str(tmp_path / "berkas" / "cache"))
    assert result.returncode != 0
    assert "CACHE_DIR: folder" in result.stderr and "tidak dapat dibuat" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("args", "code"), [(["check", "--database", "default"], 1), (["check"], 0)])
def test_check_asks_the_database_only_when_told_to(args: list[str], code: int) -> None:
    result = manage(*args, DEMO="1", DATABASE_URL="postgres://a:rahasia@127.0.0.1:1/x")
    assert result.returncode == code
    assert ("tidak dapat dihubungi" in result.stderr) == bool(code)
    assert "Traceback" not in result.stderr
    assert "rahasia" not in result.stderr


def test_a_database_without_tables_is_one_sentence(tmp_path: Path) -> None:
    result = manage("load_renstra", DEMO="1", DATABASE_URL=f"sqlite:///{tmp_path / 'kosong.sqlite3'}")
    assert result.returncode != 0
    assert "jalankan manage.py migrate" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_error_reaches_the_log() -> None:
    code = (
        "import django; django.setup(); from django.utils.log import log_response; "
        "from django.http import HttpResponseServerError as R; from django.test import RequestFactory as F; "
        "log_response('galat %s', 'di sini', response=R(), request=F().get('/'))"
    )
    result = manage("shell", "--no-imports", "--command", code, DEMO="1", DATABASE_URL="sqlite:///:memory:")
    assert "galat di sini" in result.stderr


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["tabel-9.9"], "tabel-4.2"),
        (["tabel-4.4", "--format", "docx"], "pdf"),
    ],
)
@pytest.mark.django_db
def test_a_wrong_report_request_is_one_sentence(args: list[str], sentence: str) -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match=sentence):
        call_command("export_report", *args)


@pytest.mark.django_db
def test_an_unwritable_output_is_one_sentence(tmp_path: Path) -> None:
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("export_report", "tabel-4.4", "--output", str(tmp_path / "tidak-ada" / "x.pdf"))


def committed() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines() if (ROOT / name).is_file()]


def words(path: Path) -> str:
    """Return the text of a file; of a workbook of the reader's tests, what stands in its parts."""
    if path.parent.name != "files":
        return path.read_text(encoding="utf-8")
    content = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


def test_no_committed_file_names_an_index_or_a_nip() -> None:
    index = re.compile("pypi" + r"\.org|pythonhosted" + r"\.org|registry\.npm")
    nip = re.compile(r"\b(19|20)\d{6} ?\d{6} ?[12] ?\d{3}\b")
    for path in committed():
        if path.suffix in {".woff2", ".mo", ".webp"}:
            continue
        text = words(path)
        assert not index.search(text), path
        assert not nip.search(text) or path.name.startswith("requirements"), path


def test_every_setting_is_described() -> None:
    source = (ROOT / "renstra" / "settings.py").read_text(encoding="utf-8")
    described = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    names = set(re.findall(r'(?:env_bool|env_count|env_words|env\.\w+|environ\.get)\(\s*"([A-Z_]+)"', source))
    assert names >= {"DEBUG", "DATABASE_URL", "SECRET_KEY"}
    assert {name for name in names if f"`{name}`" not in described} == set()
