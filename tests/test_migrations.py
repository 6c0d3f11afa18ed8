"""A database with the Renstra in it survives the migrations, back and forth."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def database_url(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """A database of the engine under test with the Renstra in it, beside the one the other tests share.

    Outside a test's transaction: neither a copy of SQLite nor CREATE DATABASE goes through within one.
    """
    with django_db_blocker.unblock():
        yield from loaded_database(tmp_path)


def loaded_database(tmp_path: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "pindah.sqlite3")) as copied:
            connection.connection.backup(copied)
        url = f"sqlite:///{tmp_path / 'pindah.sqlite3'}"
        manage(url, "load_renstra")  # a browser test before this one may have emptied the tables
        yield url
        return
    server = connection.cursor()
    server.execute("CREATE DATABASE uji_pindah")
    url = f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/uji_pindah"
    manage(url, "migrate", "--verbosity", "0")
    manage(url, "load_renstra")
    yield url
    server.execute("DROP DATABASE uji_pindah")


def manage(database_url: str, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url, "DEMO": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_dokumen_moves_to_programs_and_back_with_every_row_and_figure(database_url: str, tmp_path: Path) -> None:
    """Back is the shape before `Dokumen` moved and before rows named their documents."""
    manage(database_url, "export_report", "tabel-4.2", "--format", "json", "--output", str(tmp_path / "awal.json"))
    manage(database_url, "migrate", "targets", "0001", "--verbosity", "0")
    count = (
        "from django.db import connection as c; k = c.cursor(); k.execute('SELECT count(*) FROM targets_dokumen')"
    )
    assert manage(database_url, "shell", "--no-imports", "-c", f"{count}; print(k.fetchone()[0])").strip() == "2"
    manage(database_url, "migrate", "--verbosity", "0")
    assert "0 baris baru" in (report := manage(database_url, "load_renstra"))
    assert "0 perbedaan" in report
    manage(
        database_url, "export_report", "tabel-4.2", "--format", "json", "--output", str(tmp_path / "akhir.json")
    )
    assert (tmp_path / "awal.json").read_bytes() == (tmp_path / "akhir.json").read_bytes()
