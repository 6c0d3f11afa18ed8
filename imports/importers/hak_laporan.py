"""Whose quarters a person may bring figures into: right, state and period, as on the entry page.

All is read once, in a fixed number of queries, however many rows and quarters a file states.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import PermissionDenied

from imports.services.pengimpor import Tujuan
from programs.models import Pengguna, Renstra, UnitKerja
from renstra.lib.importing import Pemeriksaan, Perubahan
from targets.alur import Pelaku
from targets.choices import OPEN_STATUSES, StatusLaporan
from targets.models import ROMAWI, Jadwal, Kelonggaran, LaporanTriwulan
from targets.permissions import capacities_in, entry_units
from targets.selectors.angka import renstra_of
from targets.services.galat import LaporanError
from targets.services.jadwal import why_outside

BATCH = 1000
LAPORAN = LaporanTriwulan._meta.label_lower
PLACE = ("unit_id", "tahun", "triwulan")


class Tempat(NamedTuple):
    """A quarter of a unit: what one report is about."""

    unit: int
    tahun: int
    triwulan: int


@dataclass(frozen=True, slots=True)
class Penolakan:
    """Why figures of a quarter cannot come in, and the remedy. `unit_lain`: it is not a unit of this person."""

    alasan: str
    saran: str
    unit_lain: bool = False

    def __str__(self) -> str:
        return f"{self.alasan} {self.saran}"


def require_entry(tujuan: Tujuan) -> None:
    """Refuse a person who enters the figures of no unit of the agency; raises `PermissionDenied`."""
    agency = tujuan.renstra.perangkat_daerah if tujuan.renstra else tujuan.perangkat_daerah
    units = entry_units(tujuan.user)
    if not any(agency is None or unit.perangkat_daerah_id == agency.pk for unit in units):
        raise PermissionDenied("Realisasi diimpor oleh staf unit yang mengisi laporannya.")


class HakLaporan:
    """What a person may write at a moment, quarter by quarter, of the units of an agency.

    `lock` locks the reports of the given quarters until the transaction ends.
    """

    def __init__(
        self, renstra: Renstra, user: Pengguna, at: datetime, tempat: Iterable[Tempat], *, lock: bool = False
    ) -> None:
        self.renstra, self.at = renstra, at
        self.units = {
            row.pk: row for row in UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id)
        }
        self._capacities = capacities_in(user, list(self.units.values()))
        places = set(tempat)
        years = {each.tahun for each in places}
        reports = LaporanTriwulan.objects.filter(
            renstra=renstra, tahun__in=years, unit__in={each.unit for each in places}
        )
        if lock:
            reports = reports.select_for_update()
        self.laporan: dict[Tempat, LaporanTriwulan] = {}
        for report in reports.order_by("pk"):
            place = Tempat(report.unit_id, report.tahun, report.triwulan)
            known = self.laporan.get(place)
            if place in places and (known is None or known.koreksi_ke < report.koreksi_ke):
                self.laporan[place] = report
        agency = renstra.perangkat_daerah_id
        jadwal = Jadwal.objects.filter(perangkat_daerah=agency, tahun__in=years)
        self._jadwal = {(row.tahun, row.triwulan): row for row in jadwal}
        excepted = Kelonggaran.objects.filter(
            laporan__unit__perangkat_daerah=agency, laporan__tahun__in=years, disetujui=True, sampai__gte=at
        )
        names = ("laporan__unit", "laporan__tahun", "laporan__triwulan")
        self._kelonggaran = {Tempat(*row) for row in excepted.order_by().values_list(*names)}
        self._made: set[str] = set()
        self.penolakan = cache(self._penolakan)
        self._ruling = cache(self._rules)

    def name(self, tempat: Tempat) -> str:
        """Return how a person calls a quarter of a unit."""
        return f"{self.units[tempat.unit]} triwulan {ROMAWI[tempat.triwulan - 1]} {tempat.tahun}"

    def _penolakan(self, tempat: Tempat) -> Penolakan | None:
        """Return why a quarter cannot be written, None where it can: right first, then state, then period."""
        unit = self.units.get(tempat.unit)
        if unit is None or Pelaku.PENGISI not in self._capacities[unit.pk]:
            return Penolakan(
                f"Anda bukan staf {unit or 'unit ini'}, jadi laporan unit itu tidak dapat Anda isi.",
                "Hapus baris unit itu, pilih lewati baris unit lain, atau minta staf unit itu mengunggahnya.",
                unit_lain=True,
            )
        if not self._ruling(tempat.tahun):
            return Penolakan(
                f"Tahun {tempat.tahun} tidak diisi pada {self.renstra}.",
                "Periksa tahunnya, atau pilih Renstra yang berlaku pada tahun itu.",
            )
        return self._state(tempat) or self._period(tempat)

    def _rules(self, tahun: int) -> bool:
        """Whether a year is reported under this Renstra, as the entry page finds it."""
        return renstra_of(self.renstra.perangkat_daerah, tahun) == self.renstra

    def _state(self, tempat: Tempat) -> Penolakan | None:
        report = self.laporan.get(tempat)
        if report is None or report.status in OPEN_STATUSES:
            return None
        reason = f"Laporan {self.name(tempat)} berstatus {report.get_status_display().lower()}."
        if report.status == StatusLaporan.DIKUNCI:
            return Penolakan(reason, "Mintalah koreksi dari halaman laporannya.")
        return Penolakan(reason, "Tarik kembali dahulu, atau tunggu dikembalikan.")

    def _period(self, tempat: Tempat) -> Penolakan | None:
        sentence = why_outside(self._jadwal.get((tempat.tahun, tempat.triwulan)), self.at)
        if not sentence or tempat in self._kelonggaran:
            return None
        return Penolakan(f"Pengisian {self.name(tempat)} tidak sedang dibuka.", sentence)

    def link(self, p: Pemeriksaan, tempat: Tempat, sel: str) -> Any:
        """Return what rows of a quarter hang under: its report, or the draft that this import then makes."""
        report = self.laporan.get(tempat)
        if report is not None:
            return report.pk
        key = f"{LAPORAN}:{'-'.join(map(str, tempat))}"
        if key not in self._made:
            self._made.add(key)
            draft = {"koreksi_ke": 0, "status": StatusLaporan.DRAF.value, "versi": 1}
            place = dict(zip(PLACE, tempat, strict=True))
            values = {"renstra_id": self.renstra.pk, **place, **draft}
            p.buat(LaporanTriwulan, values, nama=f"Laporan {self.name(tempat)}", tempat=sel, kunci=key)
        return {"baru": key}


def lock_reports(tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
    """Lock the reports the changes touch, and check right, state and period once more for the person who acts now.

    Raises `PermissionDenied`, or `LaporanError` naming unit, quarter, state and remedy.
    """
    assert tujuan.renstra is not None  # noqa: S101 — chosen before a file comes in
    begun = {Tempat(*(each.sesudah[name] for name in PLACE)): each for each in perubahan if each.model == LAPORAN}
    reports = LaporanTriwulan.objects.filter(pk__in=_reports_of(perubahan))
    touched = {Tempat(row.unit_id, row.tahun, row.triwulan): row for row in reports}
    hak = HakLaporan(tujuan.renstra, tujuan.user, tujuan.at, {*begun, *touched}, lock=True)
    for place in sorted({*begun, *touched}):
        refused = hak.penolakan(place)
        if refused and refused.unit_lain:
            raise PermissionDenied(str(refused))
        if refused:
            raise LaporanError(str(refused))
        newest = hak.laporan.get(place)
        seen = begun[place].pk if place in begun else touched[place].pk
        if (newest.pk if newest else None) != seen:
            raise LaporanError(
                f"Laporan {hak.name(place)} berubah sejak pratinjau; periksa berkas ini sekali lagi."
            )


def _reports_of(perubahan: Sequence[Perubahan]) -> set[int]:
    """Return the primary keys of the reports under which the changed rows stand."""
    found: set[int] = set()
    unnamed: dict[str, list[int]] = defaultdict(list)
    for each in perubahan:
        stated = each.sesudah.get("laporan_id", each.sebelum.get("laporan_id"))
        if isinstance(stated, int):
            found.add(stated)
        elif stated is None and each.model != LAPORAN and each.pk is not None:
            unnamed[each.model].append(each.pk)
    for label, keys in unnamed.items():
        rows = apps.get_model(label)._default_manager.order_by()
        for start in range(0, len(keys), BATCH):
            part = rows.filter(pk__in=keys[start : start + BATCH])
            found.update(part.values_list("laporan", flat=True).distinct())
    return found
