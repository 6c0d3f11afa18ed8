"""What is asked of the reports of one agency, and what they all read of it, once."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

from indicators.models import Indikator
from programs.models import Dokumen, Renstra, Sasaran
from reports.selectors.garis import PlanLine, indicators_in_force, plan_lines
from reports.selectors.rencana import PlanFilter
from targets.choices import StatusLaporan
from targets.models import PengaturanKinerja
from targets.selectors import plan_document
from targets.selectors.angka import VERIFIED, Figures
from targets.selectors.berlaku import Berlaku
from targets.selectors.keadaan import KeadaanData, data_state

SETAHUN = ("dokumen", "keadaan", "semua", "figures", "terakhir", "indicators", "sasaran", "lines")
"""What a request reads that is the same for every quarter of its year."""


@dataclass(frozen=True)
class Permintaan:
    """The year and quarter reports look at, of which Renstra, and whether figures nobody verified count.

    What several reports need is read at first use and kept: a set of reports asked together costs the queries of
    one. `dokumen` is the Renstra document whose rows a plan table prints, `saringan` a part of it. `perubahan_ke`
    asks for the documents of the year up to that perubahan (0: murni) in place of the latest, `unit` for the
    Perjanjian Kinerja of a unit by its code, `tanggal` is the day it is signed.
    """

    renstra: Renstra
    tahun: int
    triwulan: int = 4
    dengan_draf: bool = False
    asked_dokumen: Dokumen | None = None
    saringan: PlanFilter | None = None
    perubahan_ke: int | None = None
    unit: str = ""
    tanggal: date | None = None

    @classmethod
    def of_plan(cls, renstra: Renstra, dokumen: Dokumen | None = None, saringan: PlanFilter | None = None) -> Self:
        """Ask for a table of the plan itself, by default of the ruling document; the year plays no part."""
        return cls(renstra, renstra.tahun_awal, asked_dokumen=dokumen, saringan=saringan)

    def pada(self, triwulan: int) -> Self:
        """Return the same request at another quarter of the year; what was read for this one is not read again."""
        other = replace(self, triwulan=triwulan)
        other.__dict__.update((name, self.__dict__[name]) for name in SETAHUN if name in self.__dict__)
        return other

    @property
    def statuses(self) -> tuple[str, ...]:
        return tuple(StatusLaporan) if self.dengan_draf else VERIFIED

    @cached_property
    def dokumen(self) -> Dokumen:
        return self.asked_dokumen or plan_document(self.renstra)

    @cached_property
    def keadaan(self) -> KeadaanData:
        """How current the figures are, whether they are the demo's, and the agency's settings."""
        return data_state(self.renstra, self.tahun)

    @property
    def settings(self) -> PengaturanKinerja:
        return self.keadaan.pengaturan

    @cached_property
    def semua(self) -> Figures:
        """All that was reported up to the year, whoever verified it, and what is in force for it."""
        return Figures(self.renstra, None, self.tahun, berlaku=self.terakhir)

    @cached_property
    def figures(self) -> Figures:
        """What counts of all that was reported: what is verified, or everything."""
        return self.semua if self.dengan_draf else self.semua.only(VERIFIED)

    def unfinished(self, years: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Return the years of which some reporting unit has no counted triwulan IV: how many have, of how many.

        The whole-year figures of such a year, and all that follows from them, are provisional.
        """
        reported: dict[int, set[int]] = {year: set() for year in years}
        whole: dict[int, set[int]] = {year: set() for year in reported}
        for (unit, year, quarter), report in self.figures.reports.items():
            if report and year in reported:
                reported[year].add(unit)
                if quarter == 4:
                    whole[year].add(unit)
        return {
            year: (len(whole[year]), len(units))
            for year, units in reported.items()
            if len(whole[year]) < len(units)
        }

    @cached_property
    def terakhir(self) -> Berlaku:
        """What is in force for the year by the latest documents."""
        return Berlaku(self.renstra, self.tahun)

    @cached_property
    def berlaku(self) -> Berlaku:
        """What is in force for the year, or was up to the asked perubahan; raises `PlanDocumentError`."""
        return self.terakhir if self.perubahan_ke is None else self.terakhir.until(self.perubahan_ke)

    @cached_property
    def indicators(self) -> list[Indikator]:
        """The indicators of the Renstra document in force, in plan order."""
        return indicators_in_force(self.terakhir.plan)

    @cached_property
    def sasaran(self) -> list[Sasaran]:
        """The sasaran in force with their tujuan, in the order of the Renstra."""
        rows = Sasaran.objects.in_force(self.terakhir.plan).select_related("tujuan")
        return list(rows.order_by("tujuan__urutan", "tujuan__kode", "urutan", "kode"))

    @cached_property
    def lines(self) -> list[PlanLine]:
        """The coded rows in force, one line an indicator."""
        return plan_lines(self.terakhir.plan, self.indicators)
