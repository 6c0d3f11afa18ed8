"""Who sees an imported file, who applies it and who takes it back; the one place that decides.

What a kind of import lets a person bring in, and where, is for `Pengimpor.izinkan`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from imports.models import Impor
from programs.choices import Peran
from programs.models import Pengguna

PEMERIKSA = (Peran.SEKRETARIAT, Peran.KEPALA)
"""Roles that see every import of their perangkat daerah."""
HANYA_ADMIN = ("pengguna",)
"""Kinds whose files hold personal data of accounts: reviewers of the agency do not see them."""
PELAKU = (Peran.STAF, *PEMERIKSA, Peran.ADMIN)
"""Roles that bring files in, or look after those of others."""


def visible_imports(user: Any) -> QuerySet[Impor]:
    """Return the imports `user` sees: the person's own, all of an agency they look after, and as admin all.

    Somebody who no longer reads a perangkat daerah does not see what they once brought into it.
    """
    if user.is_superuser:
        return Impor.objects.all()
    held = list(user.active_assignments().values_list("peran", "perangkat_daerah"))
    if any(peran == Peran.ADMIN for peran, _ in held):
        return Impor.objects.all()
    reads_all = any(peran == Peran.PEMBACA_KOTA for peran, _ in held)
    own = Q() if reads_all else Q(perangkat_daerah=None) | Q(perangkat_daerah__in={agency for _, agency in held})
    looked_after = {agency for peran, agency in held if peran in PEMERIKSA}
    open_to_reviewers = Q(perangkat_daerah__in=looked_after) & ~Q(jenis__in=HANYA_ADMIN)
    return Impor.objects.filter(Q(pemilik=user) & own | open_to_reviewers)


def may_open_imports(user: Any) -> bool:
    """Whether the page Impor has anything for `user`."""
    return bool(user.is_superuser or user.active_assignments().filter(peran__in=PELAKU).exists())


def is_owner(user: Any, impor: Impor) -> bool:
    """Whether `user` answers for the file: answers its questions, applies it, or puts it aside."""
    return bool(user.pk == impor.pemilik_id)


def may_undo(user: Any, impor: Impor) -> bool:
    """Whether `user` takes an import back: its owner, or Sekretariat of its perangkat daerah.

    The right to this kind of import is asked for besides.
    """
    agency = impor.perangkat_daerah_id
    held = user.active_assignments().filter(peran=Peran.SEKRETARIAT, perangkat_daerah=agency)
    return is_owner(user, impor) or held.exists()


def require_owner(user: Pengguna, impor: Impor) -> None:
    if not is_owner(user, impor):
        raise PermissionDenied("Hanya yang mengunggah berkas ini yang menjawab, menerapkan, atau membatalkannya.")


def require_undoer(user: Pengguna, impor: Impor) -> None:
    if not may_undo(user, impor):
        raise PermissionDenied(
            "Impor ini hanya diurungkan yang mengunggahnya atau Sekretariat perangkat daerahnya."
        )
