"""Which figure rules: the target and pagu of a year, taken from the document that states it last.

A Perjanjian Kinerja goes before a Renja, and a Renja before the Renstra; for money the DPA goes before the Renja.
Of one kind only the latest perubahan that is `ditetapkan` counts. A document that does not state an indicator or
subkegiatan leaves it to the next one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import CharField, Q, TextField, Value
from django.db.models.functions import Cast

from indicators.models import Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Renstra, Subkegiatan
from targets.choices import JenisTarget
from targets.formulas import NilaiTarget
from targets.models import Pagu, Target, TargetTriwulan
from targets.selectors.rencana import PlanDocumentError, plan_document

URUTAN_TARGET = (JenisDokumen.PK, JenisDokumen.RENJA, JenisDokumen.RENSTRA)
PAGU = ("dokumen", "subkegiatan", "tahun", "nilai")
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
    the same. A plan without perubahan costs no query, another one.
    """

    def __init__(self, dokumen: Dokumen | None) -> None:
        rows = _versions(dokumen) if dokumen and dokumen.perubahan_ke else {}
        self.indikator = _successors(rows.get("indikator", {}))
        self.subkegiatan = _successors(rows.get("subkegiatan", {}))


class _Version(NamedTuple):
    """One version of a row: which it replaced, whether it stands in the ruling document, what its figures mean."""

    menggantikan: int | None
    berlaku: bool
    bacaan: tuple[Any, ...]


READING = ("satuan", Cast("skala", TextField()), "cara_isi", "akumulasi_triwulan", "pembilang")
"""What a typed figure of an indicator means: another unit, cara isi or akumulasi makes it another figure."""


def _versions(dokumen: Dokumen) -> dict[str, dict[int, _Version]]:
    """Return every version of the indicators and subkegiatan of a plan by primary key; one query."""
    place = ("pk", "menggantikan", "mulai__perubahan_ke", "akhir__perubahan_ke")
    empty = (Cast(Value(""), TextField()),) * len(READING)
    indicators, subkegiatan = (
        model._default_manager.filter(renstra=dokumen.renstra_id).order_by() for model in (Indikator, Subkegiatan)
    )
    rows = indicators.values_list(Value("indikator", output_field=CharField()), *place, *READING).union(
        subkegiatan.values_list(Value("subkegiatan", output_field=CharField()), *place, *empty), all=True
    )
    ke = dokumen.perubahan_ke
    found: dict[str, dict[int, _Version]] = defaultdict(dict)
    for kind, pk, before, begins, ends, *reading, pembilang in rows:
        stands = begins <= ke and (ends is None or ends > ke)
        found[kind][pk] = _Version(before, stands, (*reading, bool(pembilang)))
    return found


def _successors(rows: Mapping[int, _Version]) -> dict[int, int]:
    """Follow each version in force back through those it replaced, as long as figures read the same."""
    found = {}
    for pk, row in rows.items():
        before = row.menggantikan if row.berlaku else None
        while before is not None and rows[before].bacaan == row.bacaan:
            found[before] = pk
            before = rows[before].menggantikan
    return found


class Berlaku:
    """What is in force for a year under a Renstra; documents, targets, quarter targets and pagu, a query each."""

    def __init__(self, renstra: Renstra, tahun: int, *, enacted: Sequence[Dokumen] | None = None) -> None:
        self.renstra, self.tahun = renstra, tahun
        if enacted is None:
            every = renstra.dokumen.filter(status=StatusDokumen.DITETAPKAN).select_related("unit")
            enacted = list(every.order_by("perubahan_ke"))
        self._enacted = enacted
        rows = (row for row in enacted if row.jenis == JenisDokumen.RENSTRA or row.tahun == tahun)
        self._newest = {(row.jenis, row.unit_id): row for row in rows}

    def in_year(self, tahun: int) -> "Berlaku":
        """Return what is in force for another year; the documents and versions are not read again."""
        other = Berlaku(self.renstra, tahun, enacted=self._enacted)
        other.versi = self.versi
        return other

    def until(self, perubahan_ke: int) -> "Berlaku":
        """Return what was in force under the documents of the year up to one perubahan (0: the murni alone).

        Raises `PlanDocumentError` where no document of the year is of that perubahan.
        """
        of_year = [row for row in self._enacted if row.jenis != JenisDokumen.RENSTRA and row.tahun == self.tahun]
        known = sorted({row.perubahan_ke for row in of_year})
        if perubahan_ke not in known:
            raise PlanDocumentError(
                f"Tidak ada dokumen tahun {self.tahun} perubahan ke-{perubahan_ke} yang ditetapkan; "
                f"yang ada: {', '.join(map(str, known)) or 'belum ada'} (0 = murni)."
            )
        later = {row.pk for row in of_year if row.perubahan_ke > perubahan_ke}
        other = Berlaku(self.renstra, self.tahun, enacted=[row for row in self._enacted if row.pk not in later])
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
    def target_rows(self) -> list[tuple[Any, ...]]:
        """The year targets of the Renstra in force, and of what ruled any year up to this one; one query."""
        plan = self.rencana
        of_years = [row.pk for row in self._enacted if row.jenis in URUTAN_TARGET[:-1] and row.tahun <= self.tahun]
        chosen = Q(dokumen__in=of_years, tahun__lte=self.tahun) | Q(dokumen=plan)
        rows = Target.objects.filter(chosen, jenis=JenisTarget.TAHUNAN).order_by()
        return list(rows.values_list("dokumen", "indikator", "tahun", "nilai", "nilai_atas"))

    @cached_property
    def _targets(self) -> tuple[dict[int, TargetBerlaku], dict[int, dict[int, NilaiTarget]]]:
        documents = self.documents(URUTAN_TARGET)
        plan = self.rencana
        rows = [row for row in self.target_rows if row[0] in documents]
        found: dict[int, TargetBerlaku] = {}
        planned: dict[int, dict[int, NilaiTarget]] = defaultdict(dict)
        for dokumen, stated, tahun, nilai, atas in _by_document(rows, documents):
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
        chosen = Pagu.objects.filter(Q(dokumen__in=documents, tahun=self.tahun) | Q(dokumen=plan)).order_by()
        rows = list(chosen.values_list(*PAGU))
        planned: dict[int, dict[int, Decimal]] = defaultdict(dict)
        for dokumen, stated, tahun, nilai in rows:
            if plan and dokumen == plan.pk:
                subkegiatan = self.versi.subkegiatan.get(stated, stated)
                planned[subkegiatan][tahun] = planned[subkegiatan].get(tahun, Decimal(0)) + nilai
        return self._granted(rows, documents, self.tahun), planned

    def _granted(
        self, rows: Iterable[tuple[Any, ...]], documents: Mapping[int, Dokumen], tahun: int
    ) -> dict[int, PaguBerlaku]:
        """Return the pagu of a year out of stated ones: of the document that goes first, its sources added up."""
        found: dict[int, PaguBerlaku] = {}
        own = (row for row in rows if row[0] in documents and row[2] == tahun)
        for dokumen, stated, _, nilai in _by_document(own, documents):
            subkegiatan = self.versi.subkegiatan.get(stated, stated)
            known = found.get(subkegiatan)
            before = known.nilai if known and known.dokumen.pk == dokumen else Decimal(0)
            found[subkegiatan] = PaguBerlaku(before + nilai, documents[dokumen])
        return found

    def pagu_of_years(self, years: Iterable[int]) -> dict[int, dict[int, PaguBerlaku]]:
        """Return by year the pagu of each subkegiatan from the documents that ruled it; one query."""
        ruling = {year: self.in_year(year).documents(URUTAN_PAGU) for year in years}
        every = {pk for documents in ruling.values() for pk in documents}
        rows = list(Pagu.objects.filter(dokumen__in=every, tahun__in=ruling).order_by().values_list(*PAGU))
        return {year: self._granted(rows, documents, year) for year, documents in ruling.items()}

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


def targets_of_years(berlaku: Berlaku, years: Collection[int]) -> dict[int, dict[int, TargetBerlaku]]:
    """Return by year the target of each indicator that ruled it: its own PK or Renja, else the Renstra in force.

    So an earlier year is held against what it was held against then. The years are those up to that of `berlaku`,
    whose targets are read together; no query of its own.
    """
    ruling = {year: berlaku.in_year(year).documents(URUTAN_TARGET) for year in years}
    stated = berlaku.target_rows
    found: dict[int, dict[int, TargetBerlaku]] = {}
    for year, documents in ruling.items():
        own = [row for row in stated if row[0] in documents and row[2] == year]
        found[year] = {
            berlaku.versi.indikator.get(indikator, indikator): TargetBerlaku(nilai, atas, documents[dokumen])
            for dokumen, indikator, _, nilai, atas in _by_document(own, documents)
        }
    return found


def _by_document(rows: Iterable[tuple[Any, ...]], documents: Mapping[int, Dokumen]) -> list[tuple[Any, ...]]:
    """Return the rows with those of the document that goes first last, so that they win."""
    order = {pk: place for place, pk in enumerate(documents)}
    return sorted(rows, key=lambda row: order[row[0]])
