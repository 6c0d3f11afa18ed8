"""An open quarter of a unit of the Batam Renstra, for the tests of the entry grid."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from programs.models import Pengguna, Penugasan, PerangkatDaerah, Renstra, UnitKerja
from targets.models import Jadwal, LaporanTriwulan
from targets.selectors.lembar import Lembar, entry_sheet
from targets.services.jadwal import ensure_schedule
from targets.services.realisasi import HasilIsian, Isian, save_cells

TAHUN = 2026


@dataclass
class Triwulan:
    """One quarter of a unit, and the person who writes it."""

    renstra: Renstra
    unit: UnitKerja
    staf: Pengguna
    triwulan: int

    def url(self, name: str, *more: object) -> str:
        place = (self.unit.perangkat_daerah.kode, self.unit.kode, TAHUN, self.triwulan)
        return reverse(name, args=[*place, *more])

    @property
    def laporan(self) -> LaporanTriwulan | None:
        reports = LaporanTriwulan.objects.filter(unit=self.unit, tahun=TAHUN, triwulan=self.triwulan)
        return reports.order_by("-koreksi_ke").first()

    @property
    def lembar(self) -> Lembar:
        return entry_sheet(
            renstra=self.renstra, unit=self.unit, tahun=TAHUN, triwulan=self.triwulan, laporan=self.laporan
        )

    def kunci(self, kode: str) -> str:
        """Return the key of the indicator with a code."""
        return next(row.kunci for row in self.lembar.kinerja if row.indikator.kode == kode)

    def save(self, *cells: tuple[str, str, str], user: Pengguna | None = None) -> list[HasilIsian]:
        isian = [Isian(baris, kolom, teks) for baris, kolom, teks in cells]
        _, results = save_cells(
            renstra=self.renstra,
            unit=self.unit,
            tahun=TAHUN,
            triwulan=self.triwulan,
            isian=isian,
            user=user or self.staf,
        )
        return results

    def stored(self, baris: str, kolom: str = "nilai") -> Any:
        row = next(row for row in self.lembar.baris if row.kunci == baris)
        return getattr(row.realisasi, kolom, None)

    def close(self) -> None:
        today = timezone.localdate()
        Jadwal.objects.filter(tahun=TAHUN).update(
            dibuka=today - timedelta(9), jatuh_tempo=today - timedelta(5), ditutup=today - timedelta(1)
        )


def open_quarter(unit: str, triwulan: int = 3) -> Triwulan:
    """Open every quarter of the year today: due in two days, closed in nine."""
    agency = PerangkatDaerah.objects.get(kode="dinsospm")
    staf = Pengguna.objects.get(username="demo-staf-sekretariat" if unit == "sekretariat" else f"demo-{unit}")
    ensure_schedule(agency=agency, tahun=TAHUN, user=staf)
    today = timezone.localdate()
    Jadwal.objects.filter(tahun=TAHUN).update(
        dibuka=today - timedelta(3), jatuh_tempo=today + timedelta(2), ditutup=today + timedelta(9)
    )
    return Triwulan(Renstra.objects.get(kode="dinsospm-2025"), agency.unit_kerja.get(kode=unit), staf, triwulan)


def colleague(unit: UnitKerja, name: str = "Budi Santoso") -> Pengguna:
    """Return a second person who writes the reports of a unit."""
    first, _, last = name.partition(" ")
    user = Pengguna.objects.create(username=first.lower(), first_name=first, last_name=last)
    Penugasan.objects.create(pengguna=user, perangkat_daerah=unit.perangkat_daerah, unit=unit, peran="staf")
    return user
