"""What a kind of import is: where it goes, who may, how a file becomes changes, and the workbook to fill."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.db.models import QuerySet

from imports.templat import BukuTemplat
from programs.models import Dokumen, Pengguna, PerangkatDaerah, Renstra
from renstra.lib.importing import Pemeriksaan, Perubahan


class Perlu(StrEnum):
    """What a person chooses before a file is brought in."""

    PERANGKAT_DAERAH = "perangkat_daerah"
    RENSTRA = "renstra"
    DOKUMEN = "dokumen"
    TAHUN = "tahun"
    TRIWULAN = "triwulan"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One more choice of a kind of import, kept under `nama` in `Tujuan.parameter`: a code of `pilihan`, else free
    text; or with `centang` a tick, True or False.
    """

    nama: str
    judul: str
    pilihan: Mapping[str, str] = field(default_factory=dict)
    petunjuk: str = ""
    wajib: bool = False
    centang: bool = False


@dataclass(frozen=True)
class Tujuan:
    """Where an import goes and who brings it in. `parameter` holds what else was chosen, by name."""

    user: Pengguna
    at: datetime
    perangkat_daerah: PerangkatDaerah | None = None
    renstra: Renstra | None = None
    dokumen: Dokumen | None = None
    tahun: int | None = None
    triwulan: int | None = None
    parameter: Mapping[str, Any] = field(default_factory=dict)


class Pengimpor(ABC):
    """One kind of import. A subclass reads and compares; what it finds is written by the frame alone."""

    kode: ClassVar[str]
    judul: ClassVar[str]
    keterangan: ClassVar[str]
    perlu: ClassVar[tuple[Perlu, ...]] = ()
    gladi: ClassVar[bool] = True
    """Whether the check rehearses the writing in a transaction taken back: finds what only the rows themselves or
    the database refuse. Not needed where `periksa` checks every rule itself and there are very many rows."""

    @abstractmethod
    def izinkan(self, tujuan: Tujuan) -> None:
        """Refuse a person without the right to this kind of import here; raises `PermissionDenied`.

        Asked too before anything is chosen but the perangkat daerah: what is still None refuses nobody.
        """

    @abstractmethod
    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        """Read all of `p.buku` and note every finding and every change; writes nothing.

        Rights to single rows and states (a locked quarter) are findings that name the row. Raises `SelError` only
        for what makes all further reading pointless, such as a heading that is missing.
        """

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        """Lock what the rules of the target depend on and check them once more, in the transaction that writes.

        Called before changes are made and before they are taken back; raises `PermissionDenied` or `RenstraError`.
        By default the Renstra is locked, as the services of the plan do.
        """
        if tujuan.renstra:
            Renstra.objects.select_for_update().get(pk=tujuan.renstra.pk)

    def selesai(  # noqa: B027 — most kinds have nothing to do here
        self, tujuan: Tujuan, perubahan: Sequence[Perubahan], *, urung: bool
    ) -> None:
        """Do what belongs to the changes besides the rows, such as the security log; in the same transaction.

        Called once they are made, and with `urung` once they are taken back.
        """

    @abstractmethod
    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        """Return the workbook to fill, with what is stored now: brought in as it is, it changes nothing."""

    def parameter(self, tujuan: Tujuan) -> Sequence[Parameter]:
        """Return what else a person chooses, given the places chosen so far."""
        return ()

    def pilihan_dokumen(self, renstra: Renstra) -> QuerySet[Dokumen]:
        """Return the documents the import may go into."""
        return Dokumen.objects.filter(renstra=renstra)
