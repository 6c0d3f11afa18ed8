"""What waits for whom: the quarters a person has to fill, check or lock, and the requests to decide."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.utils import timezone

from programs.choices import Peran
from programs.models import Pengguna, PerangkatDaerah, UnitKerja
from targets.alur import Pelaku, actions
from targets.choices import Aksi, StatusLaporan
from targets.models import ROMAWI, Jadwal, Kelonggaran, LaporanTriwulan
from targets.permissions import capacities_in
from targets.selectors.angka import renstra_of
from targets.selectors.papan import BarisPapan, Sel, read_board, waiting_requests

PERAN_KERJA = (Peran.STAF, Peran.SEKRETARIAT, Peran.KEPALA)


@dataclass(frozen=True, slots=True)
class DaftarKerja:
    """The work of one person; the three words say in which capacities, so that an empty part can say so."""

    pengisi: bool
    pemeriksa: bool
    pengunci: bool
    isi: tuple[Sel, ...]
    terkirim: tuple[Sel, ...]
    periksa: tuple[Sel, ...]
    kunci: tuple[Sel, ...]
    permintaan: tuple[Kelonggaran, ...]


def work_of(user: Pengguna, at: datetime) -> DaftarKerja:
    """Return what waits for `user`; a fixed number of queries per perangkat daerah the person works in."""
    agencies = user.active_assignments().filter(peran__in=PERAN_KERJA).values("perangkat_daerah")
    units = list(
        UnitKerja.objects.filter(perangkat_daerah__in=agencies)
        .select_related("perangkat_daerah")
        .order_by("perangkat_daerah__kode", "urutan", "kode")
    )
    held = capacities_in(user, units)
    mine = [unit for unit in units if held[unit.pk]]
    cells = [cell for row in recent_rows(mine, at) for cell in row.sel]
    deciders = [unit for unit in mine if held[unit.pk] & {Pelaku.PEMERIKSA, Pelaku.PENGUNCI}]
    return DaftarKerja(
        pengisi=any(Pelaku.PENGISI in held[unit.pk] for unit in mine),
        pemeriksa=any(Pelaku.PEMERIKSA in held[unit.pk] for unit in mine),
        pengunci=any(Pelaku.PENGUNCI in held[unit.pk] for unit in mine),
        isi=_soonest(cell for cell in cells if Pelaku.PENGISI in held[cell.unit.pk] and cell.terbuka),
        terkirim=_soonest(cell for cell in cells if Pelaku.PENGISI in held[cell.unit.pk] and _is_sent(cell)),
        periksa=_soonest(cell for cell in cells if Aksi.VERIFIKASI in cell_actions(cell, held)),
        kunci=_soonest(cell for cell in cells if Aksi.KUNCI in cell_actions(cell, held)),
        permintaan=tuple(row for row in waiting_requests(deciders) if row.diminta_oleh_id != user.pk),
    )


def recent_rows(units: Sequence[UnitKerja], at: datetime) -> list[BarisPapan]:
    """Return this year's and last year's quarters of some units, perangkat daerah by perangkat daerah."""
    year = timezone.localdate(at).year
    rows: list[BarisPapan] = []
    for _, group in groupby(units, key=lambda unit: unit.perangkat_daerah_id):
        own = list(group)
        for tahun in (year - 1, year):
            if renstra := renstra_of(own[0].perangkat_daerah, tahun):
                rows += read_board(renstra=renstra, units=own, tahun=tahun, at=at)
    return rows


def cell_actions(cell: Sel, held: Mapping[int, frozenset[Pelaku]]) -> list[Aksi]:
    """Return the steps a person with these capacities (by unit) may try on a quarter's report."""
    return actions(cell.laporan.status, held[cell.unit.pk]) if cell.laporan else []


def _is_sent(cell: Sel) -> bool:
    return cell.status in {StatusLaporan.DIAJUKAN, StatusLaporan.DIVERIFIKASI}


def _soonest(cells: Any) -> tuple[Sel, ...]:
    """Sort by quarter, then by unit as they come."""
    return tuple(sorted(cells, key=lambda cell: (cell.tahun, cell.triwulan)))


@dataclass(frozen=True, slots=True)
class RingkasanDaerah:
    """How far one perangkat daerah is in its latest opened quarter."""

    perangkat_daerah: PerangkatDaerah
    tahun: int
    triwulan: int
    unit: int
    status: tuple[tuple[str, int], ...]

    @property
    def nama(self) -> str:
        return f"Triwulan {ROMAWI[self.triwulan - 1]} {self.tahun}"


def agency_summaries(user: Pengguna, at: datetime) -> list[RingkasanDaerah]:
    """Return every perangkat daerah the person may read, with the states of its reports; four queries."""
    visible: Any = PerangkatDaerah.objects.visible_to(user)
    agencies = list(visible.annotate(units=Count("unit_kerja")).order_by("nama"))
    latest = latest_quarters([agency.pk for agency in agencies], at)
    states: defaultdict[tuple[int, int, int], Counter[str]] = defaultdict(Counter)
    reports = LaporanTriwulan.objects.filter(unit__perangkat_daerah__in=agencies, koreksi_ke=0).order_by()
    place = ("unit__perangkat_daerah", "tahun", "triwulan", "status")
    for agency, tahun, triwulan, status, count in reports.values_list(*place).annotate(count=Count("pk")):
        states[agency, tahun, triwulan][StatusLaporan(status).label.lower()] = count
    found = []
    for agency in agencies:
        tahun, triwulan = latest[agency.pk]
        counted = tuple(states[agency.pk, tahun, triwulan].items())
        found.append(RingkasanDaerah(agency, tahun, triwulan, agency.units, counted))
    return found


def latest_quarters(agencies: Sequence[int], at: datetime) -> dict[int, tuple[int, int]]:
    """Return the year and quarter last opened by each perangkat daerah (by primary key).

    Where no schedule says so it is the calendar quarter that ended last.
    """
    today = timezone.localdate(at)
    passed = (today.month - 1) // 3
    ended = (today.year, passed) if passed else (today.year - 1, 4)
    found = dict.fromkeys(agencies, ended)
    rows = Jadwal.objects.filter(perangkat_daerah__in=agencies, dibuka__lte=today).order_by("tahun", "triwulan")
    found.update(
        {
            agency: (tahun, triwulan)
            for agency, tahun, triwulan in rows.values_list("perangkat_daerah", "tahun", "triwulan")
        }
    )
    return found
