"""Whether a file is one of an edition's, and how often a stranger may guess."""

import re
from dataclasses import dataclass

from renstra.lib.hitungan import count, reached
from renstra.lib.pdf_revisi import RevisiError, require_only_signatures
from reports.choices import Putusan
from reports.models import Edisi
from reports.services.edisi import sha256

MAKS_BYTE = 10 * 1024 * 1024
BATAS_GAGAL, DETIK = 20, 15 * 60


@dataclass(frozen=True, slots=True)
class Hasil:
    """The answer about a file: what it is, its hash, which stored file it is, and why not where it is none."""

    putusan: Putusan
    sidik: str
    berkas: str = ""
    sebab: str = ""


def judge_file(edisi: Edisi, content: bytes) -> Hasil:
    """Hold the bytes of a file against the stored PDF and Excel."""
    found = judge_hash(edisi, sha256(content))
    pdf = bytes(edisi.pdf)
    if found.putusan is Putusan.ASLI or not content.startswith(pdf):
        return found
    try:
        require_only_signatures(pdf, content)
    except RevisiError as error:
        return Hasil(Putusan.BERBEDA, found.sidik, sebab=str(error))
    return Hasil(Putusan.BERTANDA_TANGAN, found.sidik, "PDF")


def judge_hash(edisi: Edisi, sidik: str) -> Hasil:
    """Hold a SHA-256 against those of the stored files; a signed file has another one and must be uploaded."""
    files = {edisi.hash_pdf: "PDF", edisi.hash_xlsx: "Excel"}
    putusan = Putusan.ASLI if sidik in files else Putusan.BERBEDA
    return Hasil(putusan, sidik, files.get(sidik, ""))


def read_hash(text: str) -> str:
    """Return a SHA-256 as stored; empty where the text is none."""
    letters = re.sub(r"[\s:]", "", text).lower()
    return letters if re.fullmatch(r"[0-9a-f]{64}", letters) else ""


def too_many_failures(address: str) -> bool:
    return reached(_place(address), BATAS_GAGAL)


def count_failure(address: str) -> None:
    """Count a wrong code, token or file; the count ends a quarter of an hour after the first."""
    count(_place(address), DETIK)


def _place(address: str) -> str:
    return f"verifikasi-gagal-{address}"
