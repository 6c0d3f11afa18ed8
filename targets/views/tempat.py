"""The unit and quarter that an address names, as far as the person may see them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from programs.models import Renstra, UnitKerja
from targets.alur import Pelaku
from targets.models import LaporanTriwulan
from targets.permissions import capacities
from targets.selectors.angka import renstra_of, valid_report


@dataclass(frozen=True, slots=True)
class Tempat:
    """One unit's quarter under the Renstra of its year, and what the person is there."""

    renstra: Renstra
    unit: UnitKerja
    tahun: int
    triwulan: int
    pelaku: frozenset[Pelaku]
    laporan: tuple[LaporanTriwulan, ...]

    @property
    def args(self) -> tuple[str, str, int, int]:
        return self.unit.perangkat_daerah.kode, self.unit.kode, self.tahun, self.triwulan

    def url(self, name: str, *more: object) -> str:
        return reverse(name, args=[*self.args, *more])

    @property
    def terbuka(self) -> LaporanTriwulan | None:
        """The report that is not locked yet: the one being written or reviewed."""
        return next((report for report in self.laporan if report.status != "dikunci"), None)

    @property
    def berlaku(self) -> LaporanTriwulan | None:
        """The report whose figures hold."""
        return valid_report(self.laporan)


def find_place(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int) -> Tempat:
    """Return the place; 404 for what the person may not read, does not exist, or lies outside every Renstra."""
    user: Any = request.user
    units: Any = UnitKerja.objects.visible_to(user)
    found: UnitKerja | None = (
        units.select_related("perangkat_daerah__pemerintah_daerah")
        .filter(perangkat_daerah__kode=pd, kode=unit)
        .first()
    )
    renstra = renstra_of(found.perangkat_daerah, tahun) if found else None
    if found is None or renstra is None or triwulan not in range(1, 5):
        raise Http404("Triwulan ini tidak ada.")
    reports = LaporanTriwulan.objects.filter(renstra=renstra, unit=found, tahun=tahun, triwulan=triwulan)
    ordered = tuple(reports.select_related("unit__perangkat_daerah").order_by("koreksi_ke"))
    return Tempat(renstra, found, tahun, triwulan, capacities(user, found), ordered)


def entry_place(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int) -> Tempat:
    """Return the place for writing; 404 for everybody but staf of the unit, so that no other form is seen.

    A person of the agency who posts where only staf write is told so with 403.
    """
    place = find_place(request, pd, unit, tahun, triwulan)
    if Pelaku.PENGISI not in place.pelaku:
        if request.method == "POST":
            raise PermissionDenied("Hanya staf unit ini yang mengisi laporannya.")
        raise Http404("Formulir unit ini hanya untuk stafnya.")
    return place
