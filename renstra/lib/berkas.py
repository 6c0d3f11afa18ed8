"""Look inside an uploaded file before it is kept: its signature, its size and what hides in it. Knows no app."""

import hashlib
import re
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import BinaryIO

from renstra.lib.errors import RenstraError
from renstra.lib.numbers import format_number

MAKS_UNPACKED = 100 * 1024 * 1024
MAKS_RATIO = 200
MAKS_ENTRIES = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JENIS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "xlsx": XLSX,
}
SIGNATURES = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    XLSX: (b"PK\x03\x04",),
}
# Not /JS: three bytes stand by chance in one of three 10 MB scans, and a script always says /JavaScript as well.
_ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")
KOSONG = "Berkas kosong; pilih berkas yang berisi."
_ACTIVE_XLSX = ("vbaproject", "macrosheets", "activex")


class BerkasError(RenstraError):
    """The file cannot be taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file that passed: a clean name, its kind by content, its size in bytes and its SHA-256."""

    nama: str
    jenis: str
    ukuran: int
    sha256: str


def inspect(stream: BinaryIO, name: str, size: int, limit: int) -> Berkas:
    """Return what the file is; raises `BerkasError` for anything that is not what its name says.

    `limit` in bytes. The name is cut to its last part and stripped of control characters; it never names a path.
    """
    if size > limit:
        raise too_large(size, limit)
    if not size:
        raise BerkasError(KOSONG)
    clean = clean_name(name)
    kind = JENIS.get(PurePosixPath(clean).suffix.lower().lstrip("."))
    if kind is None:
        raise BerkasError(f"Jenis berkas “{clean}” tidak diterima; lampirkan PDF, PNG, JPG, atau XLSX.")
    content = stream.read(limit + 1)
    stream.seek(0)
    if len(content) > limit:  # more than the size it came with
        raise too_large(len(content), limit)
    if not content.startswith(SIGNATURES[kind]):
        raise BerkasError(f"Isi berkas “{clean}” tidak sesuai jenisnya; simpan ulang lalu lampirkan lagi.")
    if kind == XLSX:
        _inspect_workbook(stream, clean)
        stream.seek(0)
    if kind == JENIS["pdf"] and _ACTIVE_PDF.search(content):
        raise BerkasError(f"PDF “{clean}” memuat skrip atau berkas lain; cetak ulang sebagai PDF biasa.")
    return Berkas(clean, kind, len(content), hashlib.sha256(content).hexdigest())


def too_large(size: int, limit: int) -> BerkasError:
    megabytes = format_number(Decimal(size) / 1048576, 1)
    return BerkasError(f"Berkas {megabytes} MB terlalu besar; batasnya {limit // 1048576} MB.")


def clean_name(name: str) -> str:
    """Return the last part of a name without control characters, at most 150 characters with its ending."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(character for character in last if character.isprintable()).strip(" .") or "berkas"
    path = PurePosixPath(clean)
    return clean if len(clean) <= 150 else path.stem[: 150 - len(path.suffix)] + path.suffix


def _inspect_workbook(stream: BinaryIO, name: str) -> None:
    """Refuse a workbook that unpacks too large, holds macros, or is no workbook."""
    names = read_entries(stream, name)
    require_no_macros(names, name)
    if "xl/workbook.xml" not in names:
        raise BerkasError(f"Berkas “{name}” bukan buku kerja XLSX; simpan ulang lalu lampirkan lagi.")


def read_entries(stream: BinaryIO, name: str, unpacked_limit: int = MAKS_UNPACKED) -> frozenset[str]:
    """Return the names inside a zip in lower case; refuses one that is broken or unpacks too large (bytes)."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        raise BerkasError(f"Buku kerja “{name}” rusak; simpan ulang sebagai XLSX.") from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > MAKS_ENTRIES or unpacked > unpacked_limit or unpacked / packed > MAKS_RATIO:
        raise BerkasError(f"Buku kerja “{name}” mengembang terlalu besar; hapus lembar yang tidak perlu.")
    return frozenset(entry.filename.lower() for entry in entries)


def require_no_macros(names: Iterable[str], name: str) -> None:
    """Refuse an XLSX with a part that can run."""
    if any(word in entry for entry in names for word in _ACTIVE_XLSX):
        raise BerkasError(f"Buku kerja “{name}” memuat makro; simpan sebagai XLSX tanpa makro.")
