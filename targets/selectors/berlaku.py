"""Which figure rules: the target and pagu of a year, taken from the document that states it last.

A Perjanjian Kinerja goes before a Renja, and a Renja before the Renstra; for money the DPA goes before the Renja.
Of one kind only the latest perubahan that is `ditetapkan` counts. A document that does not state an indicator or
subkegiatan leaves it to the next one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from indicators.models import Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Renstra, Subkegiatan
from targets.choices import JenisTarget
from targets.formulas import NilaiTarget
from targets.models import Pagu, Target, TargetTriwulan
from targets.selectors.rencana import plan_document

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


class Versi:
    """The version of a row of the plan that rules, by the primary keys of those it replaced.

    What was reported or stated of an earlier version holds for it, of an indicator only while a typed figure reads
    the same. A plan without perubahan costs no query.
    """

    def __init__(self, dokumen: Dokumen | None) -> None:
        self.indikator = _successors(Indikator, dokumen, _reading)
        self.subkegiatan = _successors(Subkegiatan, dokumen, lambda row: None)


def _reading(row: Indikator) -> tuple[Any, ...]:
    """Return what a typed figure means: another unit, cara isi or akumulasi makes it another figure."""
    return row.satuan, row.skala, row.cara_isi, row.akumulasi_triwulan, bool(row.pembilang)


def _successors(model: Any, dokumen: Dokumen | None, reading: Callable[[Any], Any]) -> dict[int, int]:
    if dokumen is None or not dokumen.perubahan_ke:
        return {}
    rows = {row.pk: row for row in model.objects.filter(renstra=dokumen.renstra_id).order_by()}
    found = {}
    for pk in model.objects.in_force(dokumen).exclude(menggantikan=None).values_list("pk", flat=True):
        before = rows.get(rows[pk].menggantikan_id)
        while before is not None and reading(before) == reading(rows[pk]):
            found[before.pk] = pk
            before = rows.get(before.menggantikan_id)
    return found


class Berlaku:
    """What is in force for a year under a Renstra; documents, targets, quarter targets and pagu, a query each."""

    def __init__(self, renstra: Renstra, tahun: int, *, enacted: Sequence[Dokumen] | None = None) -> None:
        self.renstra, self.tahun = renstra, tahun
        if enacted is None:
            every = renstra.dokumen.filter(status=StatusDokumen.DITETAPKAN)
            enacted = list(every.order_by("perubahan_ke"))
        self._enacted = enacted
        rows = (row for row in enacted if row.jenis == JenisDokumen.RENSTRA or row.tahun == tahun)
        self._newest = {(row.jenis, row.unit_id): row for row in rows}

    def in_year(self, tahun: int) -> "Berlaku":
        """Return what is in force for another year; the documents and versions are not read again."""
        other = Berlaku(self.renstra, tahun, enacted=self._enacted)
        other.versi = self.versi
        return other

    @property
    def rencana(self) -> Dokumen | None:
        """The Renstra document in force."""
        return self._newest.get((JenisDokumen.RENSTRA, None))

    @cached_property
    def versi(self) -> Versi:
        return Versi(self.rencana)

    @property
    def plan(self) -> Dokumen:
        """The Renstra document in force; raises `PlanDocumentError` where none is enacted."""
        return self.rencana or plan_document(self.renstra)

    def documents(self, jenis: Sequence[JenisDokumen]) -> dict[int, Dokumen]:
        """Return the documents of these kinds by primary key, the one that goes first last.

        A unit's own document goes before the agency's of the same kind.
        """
        rank = {str(kind): -place for place, kind in enumerate(jenis)}
        rows = [row for row in self._newest.values() if row.jenis in rank]
        rows.sort(key=lambda row: (rank[row.jenis], row.unit_id or 0, row.pk))
        return {row.pk: row for row in rows}

    @cached_property
    def _targets(self) -> tuple[dict[int, TargetBerlaku], dict[int, dict[int, NilaiTarget]]]:
        documents = self.documents(URUTAN_TARGET)
        plan = self.rencana
        chosen = Q(dokumen__in=documents, tahun=self.tahun) | Q(dokumen=plan)
        rows = Target.objects.filter(chosen, jenis=JenisTarget.TAHUNAN).order_by()
        found: dict[int, TargetBerlaku] = {}
        planned: dict[int, dict[int, NilaiTarget]] = defaultdict(dict)
        fields = ("dokumen", "indikator", "tahun", "nilai", "nilai_atas")
        for dokumen, stated, tahun, nilai, atas in _by_document(rows.values_list(*fields), documents):
            indikator = self.versi.indikator.get(stated, stated)
            if plan and dokumen == plan.pk:
                planned[indikator][tahun] = NilaiTarget(nilai, atas)
            if tahun == self.tahun:
                found[indikator] = TargetBerlaku(nilai, atas, documents[dokumen])
        return found, planned

    @property
    def targets(self) -> Mapping[int, TargetBerlaku]:
        """The year target of each indicator (by primary key) that has one."""
        return self._targets[0]

    @property
    def plan_targets(self) -> Mapping[int, Mapping[int, NilaiTarget]]:
        """The Renstra's own year targets per indicator: what the end-of-Renstra target is made of."""
        return self._targets[1]

    @cached_property
    def _pagu(self) -> tuple[dict[int, PaguBerlaku], dict[int, dict[int, Decimal]]]:
        documents = self.documents(URUTAN_PAGU)
        plan = self.rencana
        rows = Pagu.objects.filter(Q(dokumen__in=documents, tahun=self.tahun) | Q(dokumen=plan)).order_by()
        found: dict[int, PaguBerlaku] = {}
        planned: dict[int, dict[int, Decimal]] = defaultdict(dict)
        fields = ("dokumen", "subkegiatan", "tahun", "nilai")
        for dokumen, stated, tahun, nilai in _by_document(rows.values_list(*fields), documents):
            subkegiatan = self.versi.subkegiatan.get(stated, stated)
            if plan and dokumen == plan.pk:
                planned[subkegiatan][tahun] = planned[subkegiatan].get(tahun, Decimal(0)) + nilai
            if tahun == self.tahun:
                known = found.get(subkegiatan)
                before = known.nilai if known and known.dokumen.pk == dokumen else Decimal(0)
                found[subkegiatan] = PaguBerlaku(before + nilai, documents[dokumen])
        return found, planned

    @property
    def pagu(self) -> Mapping[int, PaguBerlaku]:
        """The pagu of each subkegiatan (by primary key) for the year."""
        return self._pagu[0]

    @property
    def plan_pagu(self) -> Mapping[int, Mapping[int, Decimal]]:
        """The Renstra's own pagu per subkegiatan and year."""
        return self._pagu[1]

    @cached_property
    def _quarters(self) -> tuple[dict[int, tuple[NilaiTarget, ...]], dict[int, Dokumen]]:
        documents = self.documents((JenisDokumen.RENAKSI,))
        rows = TargetTriwulan.objects.filter(dokumen__in=documents, tahun=self.tahun).order_by()
        found: dict[int, list[NilaiTarget]] = {}
        stated: dict[int, Dokumen] = {}
        fields = ("dokumen", "indikator", "triwulan", "nilai", "nilai_atas")
        for dokumen, version, triwulan, nilai, atas in _by_document(rows.values_list(*fields), documents):
            indikator = self.versi.indikator.get(version, version)
            if indikator not in stated or stated[indikator].pk != dokumen:  # never a year out of two documents
                stated[indikator], found[indikator] = documents[dokumen], [NilaiTarget()] * 4
            found[indikator][triwulan - 1] = NilaiTarget(nilai, atas)
        return {indikator: tuple(targets) for indikator, targets in found.items()}, stated

    @property
    def quarters(self) -> Mapping[int, tuple[NilaiTarget, ...]]:
        """The four quarter targets of each indicator, from the rencana aksi in force (empty where none)."""
        return self._quarters[0]

    @property
    def quarter_documents(self) -> Mapping[int, Dokumen]:
        """The rencana aksi that states the quarter targets of each indicator."""
        return self._quarters[1]


def targets_in_force(renstra: Renstra, tahun: int) -> Mapping[int, TargetBerlaku]:
    return Berlaku(renstra, tahun).targets


def pagu_in_force(renstra: Renstra, tahun: int) -> Mapping[int, PaguBerlaku]:
    return Berlaku(renstra, tahun).pagu


def quarter_targets(renstra: Renstra, tahun: int) -> Mapping[int, tuple[NilaiTarget, ...]]:
    return Berlaku(renstra, tahun).quarters


def _by_document(rows: Iterable[tuple[Any, ...]], documents: Mapping[int, Dokumen]) -> list[tuple[Any, ...]]:
    """Return the rows with those of the document that goes first last, so that they win."""
    order = {pk: place for place, pk in enumerate(documents)}
    return sorted(rows, key=lambda row: order[row[0]])
