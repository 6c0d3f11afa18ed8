"""The money of every program: pagu by year, murni beside perubahan, and what was spent by quarter and year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from programs.models import Dokumen
from programs.rollup import TOTAL, Amounts, roll_up
from reports.selectors.evaluasi import Evaluasi, Uang, evaluasi_renja
from reports.selectors.evaluasi_renstra import EvaluasiRenstra, evaluasi_renstra
from reports.selectors.garis import PlanLine
from reports.selectors.permintaan import Permintaan
from targets.selectors import PlanDocumentError, pagu_by_code, plan_document
from targets.selectors.berlaku import URUTAN_PAGU, PaguBerlaku

WHOLE = "Seluruh perangkat daerah"


@dataclass(frozen=True, slots=True)
class BarisUang:
    """A program, or the whole agency, in the asked year; `murni` is empty where no perubahan changed the year."""

    kode: str
    nama: str
    murni: Decimal | None
    uang: Uang

    @property
    def pagu(self) -> Decimal | None:
        return self.uang.target


@dataclass(frozen=True, slots=True)
class BarisTahun:
    """A program, or the whole agency, over the years: as planned, as planned first, in force, and spent."""

    kode: str
    nama: str
    rencana: Amounts
    murni: Amounts
    berlaku: Amounts
    realisasi: Amounts


class Anggaran:
    """The budget of an agency up to a quarter; figures are those of forms E.81 and E.80."""

    def __init__(self, asked: Permintaan) -> None:
        self.asked = asked
        self.years = tuple(asked.renstra.years)

    @cached_property
    def evaluasi(self) -> Evaluasi:
        return evaluasi_renja(self.asked)

    @cached_property
    def renstra(self) -> EvaluasiRenstra:
        return evaluasi_renstra(self.asked)

    @property
    def setahun(self) -> tuple[BarisUang, ...]:
        """The programs in the asked year, then the whole."""
        rows = [
            (row.line.kode, row.line.coded.nama, row.uang) for row in self.evaluasi.baris if _is_program(row.line)
        ]
        rows.append((TOTAL, WHOLE, self.evaluasi.total.uang))
        year = self.asked.tahun
        return tuple(
            BarisUang(kode, nama, self._first.get(kode, {}).get(year), uang) for kode, nama, uang in rows if uang
        )

    @property
    def tahunan(self) -> tuple[BarisTahun, ...]:
        """The programs over the years of the Renstra and its projection, then the whole."""
        spent = {row.line.kode: row.uang.realisasi for row in self.renstra.baris if row.line.first and row.uang}
        if self.renstra.total.uang:
            spent[TOTAL] = self.renstra.total.uang.realisasi
        names = [(row.line.kode, row.line.coded.nama) for row in self.renstra.baris if _is_program(row.line)]
        return tuple(
            BarisTahun(
                kode,
                nama,
                self._planned.get(kode, {}),
                self._planned_first.get(kode, {}),
                self._in_force.get(kode, {}),
                spent.get(kode, {}),
            )
            for kode, nama in [*names, (TOTAL, WHOLE)]
        )

    @property
    def ada_murni(self) -> bool:
        """Whether a Renstra Perubahan changed what was planned first."""
        return bool(self._planned_first)

    @cached_property
    def ada_lain(self) -> bool:
        """Whether a DPA or Renja rules the pagu of some year with another figure than the Renstra."""
        return self._in_force != self._planned

    @cached_property
    def dokumen_tahun(self) -> list[Dokumen]:
        """The documents that rule the pagu of the asked year, the one that goes first last."""
        return list(self.asked.terakhir.documents(URUTAN_PAGU).values())

    # Roll-ups ---------------------------------------------------------------------------------------------

    @cached_property
    def _codes(self) -> dict[int, str]:
        return {line.coded.pk: line.kode for line in self.asked.lines if line.level == "subkegiatan"}

    def _rolled(self, pagu: Iterable[tuple[int, int, Decimal]]) -> Mapping[str, Amounts]:
        """Add up (subkegiatan, year, Rupiah) to every code; a row that stands no more in the plan is left out."""
        return roll_up((self._codes[pk], year, value) for pk, year, value in pagu if pk in self._codes)

    @cached_property
    def _planned(self) -> Mapping[str, Amounts]:
        plan = self.asked.terakhir.plan_pagu
        return self._rolled((pk, year, value) for pk, years in plan.items() for year, value in years.items())

    @cached_property
    def _planned_first(self) -> Mapping[str, Amounts]:
        """What the Renstra murni planned; empty while no perubahan rules."""
        ruling = self.asked.terakhir.plan
        if not ruling.perubahan_ke:
            return {}
        stated = pagu_by_code(plan_document(self.asked.renstra, 0))
        return roll_up((kode, year, value) for kode, years in stated.items() for year, value in years.items())

    @cached_property
    def _in_force(self) -> Mapping[str, Amounts]:
        by_year = self.asked.terakhir.pagu_of_years(self.years)
        return self._rolled((pk, year, row.nilai) for year, rows in by_year.items() for pk, row in rows.items())

    @cached_property
    def _first(self) -> Mapping[str, Amounts]:
        """The pagu of the asked year under its murni documents; empty where no perubahan changed them."""
        try:
            murni = self.asked.terakhir.until(0)
        except PlanDocumentError:
            return {}
        if murni.pagu == self.asked.terakhir.pagu:
            return {}
        rows: Mapping[int, PaguBerlaku] = murni.pagu
        return self._rolled((pk, self.asked.tahun, row.nilai) for pk, row in rows.items())


def _is_program(line: PlanLine) -> bool:
    return line.level == "program" and line.first
