"""What the Renja of a year states, and the Renstra where the Renja is silent: the year (n) and its prakiraan maju.

A Perjanjian Kinerja or DPA goes before the Renja when realisasi is judged (`berlaku`), never here: a table of the
Renja prints what the Renja says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from programs.choices import JenisDokumen
from programs.models import Dokumen
from targets.choices import JenisTarget
from targets.formulas import NilaiTarget
from targets.models import Pagu, RencanaSubkegiatan, Target
from targets.selectors.berlaku import Berlaku

Key = tuple[int, int]
"""(row of the plan, year)"""


@dataclass(frozen=True, slots=True)
class PaguRenja:
    """The pagu of a subkegiatan with its sources of funds, and the document that states it."""

    nilai: Decimal
    sumber_dana: tuple[str, ...]
    dokumen: Dokumen


class RencanaRenja:
    """Targets, pagu and plans of subkegiatan for year n and n+1; a query each, besides the Renstra's targets."""

    def __init__(self, berlaku: Berlaku) -> None:
        self.berlaku, self.tahun = berlaku, berlaku.tahun
        self.years = (berlaku.tahun, berlaku.tahun + 1)
        self.documents = berlaku.documents((JenisDokumen.RENJA, JenisDokumen.RENSTRA))
        self._before = berlaku.in_year(self.tahun - 1).documents((JenisDokumen.PK, JenisDokumen.RENJA))

    @property
    def renja(self) -> Dokumen | None:
        """The Renja of the year, None where none is enacted."""
        return next((each for each in self.documents.values() if each.jenis == JenisDokumen.RENJA), None)

    @cached_property
    def _stated(self) -> dict[Key, NilaiTarget]:
        """What the Renja states for n and n+1, and what the documents of n-1 state for their year."""
        renja, before = self.renja, self._before
        wanted = Q(dokumen=renja, tahun__in=self.years) if renja else Q()
        if before:
            wanted |= Q(dokumen__in=before, tahun=self.tahun - 1)
        if not wanted:
            return {}
        documents = [*before.values(), *([renja] if renja else [])]
        order = {dokumen.pk: place for place, dokumen in enumerate(documents)}
        versi = self.berlaku.versi.indikator
        rows = _ruling_last(Target.objects.filter(wanted, jenis=JenisTarget.TAHUNAN), "indikator_id", versi)
        return {
            (versi.get(row.indikator_id, row.indikator_id), row.tahun): NilaiTarget(row.nilai, row.nilai_atas)
            for row in sorted(rows, key=lambda row: order[row.dokumen_id])
        }

    @cached_property
    def own(self) -> Mapping[Key, NilaiTarget]:
        """The Renja's own targets."""
        return {key: target for key, target in self._stated.items() if key[1] in self.years}

    @cached_property
    def targets(self) -> Mapping[Key, NilaiTarget]:
        """The targets of n and n+1, by the Renja or else the Renstra, and those in force for n-1."""
        planned = self.berlaku.plan_targets.items()
        return {(pk, tahun): target for pk, years in planned for tahun, target in years.items()} | self._stated

    @cached_property
    def pagu(self) -> Mapping[Key, PaguRenja]:
        """The pagu of each subkegiatan and year, its sources added up; the Renja's go before the Renstra's."""
        versi = self.berlaku.versi.subkegiatan
        found: dict[Key, PaguRenja] = {}
        rows = Pagu.objects.filter(dokumen__in=self.documents, tahun__in=self.years).order_by("sumber_dana")
        for row in self._renja_last(rows):
            key = versi.get(row.subkegiatan_id, row.subkegiatan_id), row.tahun
            known = found.get(key)
            before = known if known and known.dokumen.pk == row.dokumen_id else None
            sources = (*(before.sumber_dana if before else ()), *filter(None, [row.sumber_dana]))
            total = (before.nilai if before else Decimal(0)) + row.nilai
            found[key] = PaguRenja(total, sources, self.documents[row.dokumen_id])
        return found

    @cached_property
    def rincian(self) -> Mapping[int, RencanaSubkegiatan]:
        """Where and for whom each subkegiatan is planned in year n."""
        versi = self.berlaku.versi.subkegiatan
        stated = RencanaSubkegiatan.objects.filter(dokumen__in=self.documents, tahun=self.tahun)
        rows = self._renja_last(_ruling_last(stated, "subkegiatan_id", versi))
        return {versi.get(row.subkegiatan_id, row.subkegiatan_id): row for row in rows}

    def _renja_last(self, rows: Iterable[Any]) -> list[Any]:
        order = {pk: place for place, pk in enumerate(self.documents)}
        return sorted(rows, key=lambda row: order[row.dokumen_id])


def _ruling_last(rows: Iterable[Any], link: str, versi: Mapping[int, int]) -> list[Any]:
    """Return the rows with those stated for the version in force last, so that they win."""
    return sorted(rows, key=lambda row: getattr(row, link) not in versi)
