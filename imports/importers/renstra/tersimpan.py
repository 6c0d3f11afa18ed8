"""The plan as a document has it now: rows by code, and the figures the document states of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from imports.importers.renstra.sel import Batas
from indicators.models import Hasil, Indikator
from programs.models import Dokumen, PlanRow, Program, Renstra, Subkegiatan, UnitKerja
from targets.choices import JenisTarget
from targets.models import Pagu, Target
from targets.services.perubahan import FIGURES, PLAN_ROWS, figures_of

Tautan = tuple[type[PlanRow], str]


class Tersimpan:
    """What is stored, read once; without a document nothing is. Rows of every version are known by their code."""

    def __init__(self, renstra: Renstra, dokumen: Dokumen | None) -> None:
        self.renstra, self.dokumen = renstra, dokumen
        self.rows: dict[type[PlanRow], dict[str, Any]] = {}
        self._codes: dict[type[PlanRow], dict[int, str]] = {}
        for model in PLAN_ROWS:
            self.rows[model] = {row.kode: row for row in model.objects.in_force(dokumen)}
            every = model.objects.filter(renstra=renstra).order_by()
            self._codes[model] = dict(every.values_list("pk", "kode"))
        units = UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id)
        self.units = {unit.kode: unit for unit in units}
        self.figures: dict[type[models.Model], dict[int, list[Any]]] = {
            model: self._figures(model, link) for model, link in FIGURES
        }

    def _figures(self, model: type[models.Model], link: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        rows = model._default_manager.filter(dokumen=self.dokumen) if self.dokumen else ()
        for row in rows:
            found[getattr(row, f"{link}_id")].append(row)
        return found

    def code(self, model: type[PlanRow], pk: int | None) -> str:
        """Return the code of a row, in whatever version a link points at; "" for no row."""
        return self._codes[model].get(pk, "") if pk is not None else ""

    def used(self, model: type[PlanRow]) -> set[str]:
        """Return every code that a row of any version has or had: a new row takes none of them."""
        return set(self._codes[model].values())

    def parent(self, row: PlanRow) -> Tautan | None:
        """Return the row an indicator or hasil measures or hangs under."""
        for name in row.parent_fields():
            model: Any = row._meta.get_field(name).related_model
            if code := self.code(model, getattr(row, f"{name}_id")):
                return model, code
        return None

    def children(self, model: type[PlanRow], parent: Tautan) -> list[Any]:
        """Return the hasil or indicators under a row, in the order the tables print them."""
        rows = [row for row in self.rows[model].values() if self.parent(row) == parent]
        return sorted(rows, key=lambda row: (row.urutan, row.kode))

    def figures_under(self, row: PlanRow) -> Iterable[tuple[Any, str]]:
        """Yield every figure the document states of a row, with the name of its link."""
        for model, link in figures_of(type(row)):
            for figure in self.figures[model].get(row.pk, ()):
                yield figure, link

    def targets(self, row: Indikator | None) -> dict[tuple[int, str], Target]:
        """Return what the document states of an indicator, by year and kind."""
        rows = self.figures[Target].get(row.pk, ()) if row is not None else ()
        return {(each.tahun, each.jenis): each for each in rows}

    def pagu(self, row: Subkegiatan | None) -> Mapping[int, list[Pagu]]:
        """Return the pagu of a subkegiatan by year, one for each source of funds."""
        found: dict[int, list[Pagu]] = defaultdict(list)
        for each in self.figures[Pagu].get(row.pk, ()) if row is not None else ():
            found[each.tahun].append(each)
        return found

    def unit_of(self, kode: str) -> str:
        """Return the code of the unit of the program over a code of the plan, "" where there is none."""
        program = self.rows[Program].get(kode[:7])
        return next((each.kode for each in self.units.values() if program and each.pk == program.unit_id), "")


def bounds_of(target: Target | None) -> Batas | None:
    return Batas(target.nilai, target.nilai_atas) if target is not None else None


AKHIR = JenisTarget.AKHIR_PERIODE
TAHUNAN = JenisTarget.TAHUNAN
PUNYA_HASIL = (Hasil, Indikator)
