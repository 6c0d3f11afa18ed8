"""Which figure rules: the target and pagu of a year, taken from the document that states it last.

A Perjanjian Kinerja goes before a Renja, and a Renja before the Renstra; for money the DPA goes before the Renja.
Of one kind only the latest perubahan that is `ditetapkan` counts. A document that does not state an indicator or
subkegiatan leaves it to the next one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Renstra
from targets.choices import JenisTarget
from targets.formulas import NilaiTarget
from targets.models import Pagu, Target, TargetTriwulan

URUTAN_TARGET = (JenisDokumen.PK, JenisDokumen.RENJA, JenisDokumen.RENSTRA)
URUTAN_PAGU = (JenisDokumen.DPA, JenisDokumen.RENJA, JenisDokumen.RENSTRA)


@dataclass(frozen=True, slots=True)
class TargetBerlaku:
    """A target in force and the document that states it."""

    nilai: Decimal
    atas: Decimal | None
    dokumen: Dokumen

    @property
    def batas(self) -> NilaiTarget:
        return NilaiTarget(self.nilai, self.atas)


@dataclass(frozen=True, slots=True)
class PaguBerlaku:
    """The pagu in force of a subkegiatan, sources of funds added up, and the document that states it."""

    nilai: Decimal
    dokumen: Dokumen


def ruling_documents(renstra: Renstra, tahun: int, jenis: Sequence[JenisDokumen]) -> list[Dokumen]:
    """Return the documents in force for a year, the one that goes first last; of a PK one per unit.

    A unit's own document goes before the agency's of the same kind.
    """
    rows = Dokumen.objects.filter(renstra=renstra, jenis__in=jenis, status=StatusDokumen.DITETAPKAN)
    newest: dict[tuple[str, int | None], Dokumen] = {}
    for row in rows.order_by("perubahan_ke"):
        if row.jenis == JenisDokumen.RENSTRA or row.tahun == tahun:
            newest[row.jenis, row.unit_id] = row
    order = list(jenis)
    return sorted(
        newest.values(), key=lambda row: (-order.index(JenisDokumen(row.jenis)), row.unit_id or 0, row.pk)
    )


def targets_in_force(renstra: Renstra, tahun: int) -> dict[int, TargetBerlaku]:
    """Return the year target of each indicator (by primary key) that has one."""
    documents = {row.pk: row for row in ruling_documents(renstra, tahun, URUTAN_TARGET)}
    rows = Target.objects.filter(dokumen__in=documents, tahun=tahun, jenis=JenisTarget.TAHUNAN).order_by()
    found: dict[int, TargetBerlaku] = {}
    for dokumen, indikator, nilai, atas in _by_document(
        rows.values_list("dokumen", "indikator", "nilai", "nilai_atas"), documents
    ):
        found[indikator] = TargetBerlaku(nilai, atas, documents[dokumen])
    return found


def pagu_in_force(renstra: Renstra, tahun: int) -> dict[int, PaguBerlaku]:
    """Return the pagu of each subkegiatan (by primary key) for a year."""
    documents = {row.pk: row for row in ruling_documents(renstra, tahun, URUTAN_PAGU)}
    rows = Pagu.objects.filter(dokumen__in=documents, tahun=tahun).order_by()
    found: dict[int, PaguBerlaku] = {}
    for dokumen, subkegiatan, nilai in _by_document(
        rows.values_list("dokumen", "subkegiatan", "nilai"), documents
    ):
        known = found.get(subkegiatan)
        same = known is not None and known.dokumen.pk == dokumen
        found[subkegiatan] = PaguBerlaku((known.nilai if known and same else 0) + nilai, documents[dokumen])
    return found


def quarter_targets(renstra: Renstra, tahun: int) -> dict[int, tuple[NilaiTarget, ...]]:
    """Return the four quarter targets of each indicator, from the rencana aksi in force (empty where none)."""
    documents = {row.pk: row for row in ruling_documents(renstra, tahun, (JenisDokumen.RENAKSI,))}
    rows = TargetTriwulan.objects.filter(dokumen__in=documents, tahun=tahun).order_by()
    found: dict[int, tuple[int, list[NilaiTarget]]] = {}
    for dokumen, indikator, triwulan, nilai, atas in _by_document(
        rows.values_list("dokumen", "indikator", "triwulan", "nilai", "nilai_atas"), documents
    ):
        if indikator not in found or found[indikator][0] != dokumen:  # never a year out of two documents
            found[indikator] = dokumen, [NilaiTarget()] * 4
        found[indikator][1][triwulan - 1] = NilaiTarget(nilai, atas)
    return {indikator: tuple(targets) for indikator, (_, targets) in found.items()}


def _by_document(rows: Iterable[tuple[Any, ...]], documents: Mapping[int, Dokumen]) -> list[tuple[Any, ...]]:
    """Return the rows with those of the document that goes first last, so that they win."""
    order = {pk: place for place, pk in enumerate(documents)}
    return sorted(rows, key=lambda row: order[row[0]])
