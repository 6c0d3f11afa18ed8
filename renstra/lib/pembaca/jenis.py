"""What kind of file a workbook is by its content; the ending of its name only tells texts apart."""

import io
from pathlib import PurePosixPath

from renstra.lib.berkas import BerkasError, read_entries, require_no_macros
from renstra.lib.pembaca.anak import BERMAKRO, BERSANDI
from renstra.lib.pembaca.batas import MAKS_UNPACKED

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {b"%PDF-": "PDF", b"\x89PNG": "gambar PNG", b"\xff\xd8\xff": "gambar JPG", b"{\\rtf": "dokumen RTF"}
_TEXT_ENDINGS = {".csv", ".tsv", ".txt"}
_ULANG = "buka di Excel lalu simpan sebagai XLSX."
_PAGES = ("<html", "<table", "<!doctype html", "<head", "<meta", "<style", "<body", "mime-version:")


def kind_of(content: bytes, name: str) -> str:
    """Return xlsx, xls, ods or csv; raises `BerkasError` for anything else, saying what it seems to be."""
    if content.startswith(_ZIP):
        return _zip_kind(content, name)
    if content.startswith(_OLE):
        return _ole_kind(content, name)
    for signature, what in _OTHERS.items():
        if content.startswith(signature):
            raise BerkasError(f"Berkas “{name}” adalah {what}, bukan buku kerja; kirim XLSX, XLS, ODS, atau CSV.")
    return _text_kind(content, name)


def _zip_kind(content: bytes, name: str) -> str:
    names = read_entries(io.BytesIO(content), name, MAKS_UNPACKED)
    require_no_macros(names, name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise BerkasError(f"Berkas “{name}” adalah XLSB; {_ULANG}")
    if "content.xml" in names and b"application/vnd.oasis.opendocument.spreadsheet" in content[:200]:
        return "ods"
    raise BerkasError(f"Berkas “{name}” bukan buku kerja; kirim XLSX, XLS, ODS, atau CSV.")


def _ole_kind(content: bytes, name: str) -> str:
    """Tell apart what old Office files and encrypted new ones share a container for, by the names in it."""
    if _has_stream(content, "EncryptedPackage"):
        raise BerkasError(f"Buku kerja “{name}” {BERSANDI}")
    if _has_stream(content, "_VBA_PROJECT_CUR"):
        raise BerkasError(f"Buku kerja “{name}” {BERMAKRO}")
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return "xls"
    raise BerkasError(f"Berkas “{name}” bukan buku kerja Excel; kirim XLSX, XLS, ODS, atau CSV.")


def _has_stream(content: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in content


def _text_kind(content: bytes, name: str) -> str:
    start = content[:2000].decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    start = start.removeprefix("\N{LATIN SMALL LETTER I WITH DIAERESIS}»¿").lstrip("\ufeff \t\r\n").lower()
    if start.startswith(_PAGES) or (start.startswith("<?xml") and "<html" in start):
        raise BerkasError(f"Berkas “{name}” adalah halaman web yang diberi nama buku kerja; {_ULANG}")
    if start.startswith("<?xml"):
        raise BerkasError(f"Berkas “{name}” adalah XML, bukan buku kerja; {_ULANG}")
    if PurePosixPath(name).suffix.lower() in _TEXT_ENDINGS:
        return "csv"
    if _looks_like_text(content):
        raise BerkasError(f"Berkas “{name}” berisi teks biasa; ganti akhiran namanya menjadi .csv, atau {_ULANG}")
    raise BerkasError(f"Isi berkas “{name}” tidak dikenal sebagai buku kerja; {_ULANG}")


def _looks_like_text(content: bytes) -> bool:
    return b"\0" not in content and sum(byte < 32 and byte not in b"\t\r\n" for byte in content[:2000]) == 0
