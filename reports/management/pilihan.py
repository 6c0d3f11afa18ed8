"""What the export commands share: which Renstra, the day of signing, and the file that is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from programs.models import Renstra


def find_renstra(kode: str) -> Renstra:
    renstra = Renstra.objects.filter(kode=kode).first()
    if renstra is None:
        raise CommandError(f"Renstra “{kode}” tidak ada; jalankan load_renstra dahulu.")
    return renstra


def require_year(renstra: Renstra, year: int, last: int) -> None:
    """Refuse a year outside the Renstra; it may end with its projection or before."""
    if not renstra.tahun_awal <= year <= last:
        raise CommandError(f"Tahun {year} di luar {renstra.tahun_awal}–{last}.")


def signing_day(options: dict[str, Any]) -> date | None:
    """Return the date of signing, today where --ttd names none; None without --ttd."""
    text = options["tanggal"]
    if not options["ttd"]:
        if text:
            raise CommandError("--tanggal hanya berlaku bersama --ttd.")
        return None
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise CommandError(f"--tanggal {text} keliru; tulis misalnya 2026-11-24.") from error


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Offer a file beside `path` that takes its place once it is whole; what fails leaves `path` as it was."""
    part = path.with_name(f"{path.name}.sebagian")
    with writable(path):
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def write_file(path: Path, content: bytes) -> str:
    """Write the file and return the sentence that says so."""
    with writable(path):
        path.write_bytes(content)
    return f"{path} ditulis ({len(content)} bita)."


@contextmanager
def writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommandError(f"Berkas {path} tidak dapat ditulis: {error.strerror}. Pilih tempat lain.") from error
