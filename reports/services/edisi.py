"""Editions as rows: who may publish, their numbers and codes, and their place in the series."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from programs.choices import Peran
from programs.models import PerangkatDaerah, Renstra
from renstra.lib.errors import RenstraError
from renstra.lib.security_log import log_security
from reports.models import Edisi
from targets.permissions import holds

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U, which are misread
PENERBIT = (Peran.SEKRETARIAT, Peran.KEPALA)


class EdisiError(RenstraError):
    """The edition cannot be published this way; the message says why and what to do."""


class BelumPahamError(EdisiError):
    """Something is not covered and the person has not said to know it; `kekurangan` lists it."""

    def __init__(self, kekurangan: list[str]) -> None:
        super().__init__("Edisi ini tidak memuat semua data. Baca daftarnya, lalu centang “Saya paham”.")
        self.kekurangan = kekurangan


def may_publish(user: Any, agency: PerangkatDaerah) -> bool:
    return holds(user, agency, *PENERBIT)


def require_publisher(user: Any, agency: PerangkatDaerah) -> None:
    if not may_publish(user, agency):
        raise PermissionDenied("Hanya Sekretariat dan Kepala Dinas perangkat daerah ini yang menerbitkan edisi.")


def new_code() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(10))


def read_code(text: str) -> str:
    """Return a code as stored from what a person typed: hyphens, blanks, small letters, O for 0, I and L for 1."""
    letters = text.upper().replace("-", "").replace(" ", "")
    return letters.translate(str.maketrans("OIL", "011"))


@dataclass(frozen=True)
class Seri:
    """The editions of one report and period."""

    renstra: Renstra
    slug: str
    masa: dict[str, Any]

    def newest(self) -> Edisi | None:
        found = Edisi.objects.of_period(self.renstra, self.slug, self.masa)
        return found.defer("pdf", "xlsx").first()

    def place(self) -> dict[str, Any]:
        stored = {("dokumen_id" if name == "dokumen" else name): value for name, value in self.masa.items()}
        return {"renstra": self.renstra, "slug": self.slug, **stored}


@dataclass(frozen=True)
class Isian:
    """What a person states of an edition."""

    tanggal: date
    nomor_naskah: str = ""
    paham: bool = False


def same_as_newest(newest: Edisi | None, *, hash_data: str, penanda: str, isian: Isian) -> bool:
    """Whether publishing again would give the newest edition over again."""
    return newest is not None and (
        (newest.hash_data, newest.tanggal, newest.penanda, newest.nomor_naskah)
        == (hash_data, isian.tanggal, penanda, isian.nomor_naskah)
    )


@transaction.atomic
def store_edition(edisi: Edisi, seri: Seri) -> bool:
    """Store the edition unless another took its place in the meantime; the Renstra is locked while it looks."""
    Renstra.objects.select_for_update().get(pk=seri.renstra.pk)
    newest = seri.newest()
    if (newest.pk if newest else None) != edisi.menggantikan_id:
        return False
    edisi.full_clean(exclude=["pdf", "xlsx"])
    edisi.save(force_insert=True)
    log_security(
        "edisi-terbit",
        user=edisi.diterbitkan_oleh,
        laporan=edisi.slug,
        masa=edisi.masa,
        edisi=edisi.nomor,
        sidik=edisi.hash_data,
        belum_tercakup=len(edisi.kekurangan),
    )
    return True


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
