"""The quarters of many units at once: state, how far filled, on time or late, last activity.

Counts follow the same rules as `entry_sheet`, read for all units together in a fixed number of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Count, Max
from django.utils import timezone

from indicators.models import Indikator
from programs.models import Renstra, Subkegiatan, UnitKerja
from targets.choices import OPEN_STATUSES, Aksi, StatusLaporan
from targets.models import (
    ROMAWI,
    CatatanPemeriksa,
    EvaluasiTriwulan,
    Jadwal,
    Kelonggaran,
    LaporanTriwulan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.selectors.angka import FILLED, valid_report
from targets.selectors.berlaku import Berlaku, Versi
from targets.selectors.lembar import is_money_due, why_not_due

Quarter = tuple[int, int]
"""(unit, quarter)"""

BELUM_DIBUKA, BELUM_DIMULAI = "belum-dibuka", "belum-dimulai"


@dataclass(frozen=True, slots=True)
class Ketepatan:
    """Whether a quarter was handed in on time; `hari` are calendar days past the due date, 0 when not late."""

    diajukan: datetime | None
    hari: int

    def __str__(self) -> str:
        if self.hari:
            return f"terlambat {self.hari} hari"
        return "tepat waktu" if self.diajukan else ""


def punctuality(events: Iterable[PeristiwaLaporan], jatuh_tempo: date | None, at: datetime) -> Ketepatan:
    """Compare the due date with the first submission that was not withdrawn, or with `at` while there is none.

    `events` are those of the first report of a quarter in their order: a return leaves the submission standing,
    and a correction after lock says nothing about punctuality.
    """
    submitted: datetime | None = None
    for event in events:
        if event.aksi == Aksi.AJUKAN:
            submitted = submitted or event.pada
        elif event.aksi == Aksi.TARIK:
            submitted = None
    day = timezone.localdate(submitted or at)
    return Ketepatan(submitted, max(0, (day - jatuh_tempo).days) if jatuh_tempo else 0)


@dataclass(frozen=True, slots=True)
class Sel:
    """One unit's quarter. `laporan` is the report still open, else the one whose figures hold.

    `sah` is the one whose figures hold, a locked one also while its correction runs; `terisi_sah` are its due rows
    that state a figure.
    """

    unit: UnitKerja
    tahun: int
    triwulan: int
    jadwal: Jadwal | None
    laporan: LaporanTriwulan | None
    wajib: int
    terisi: int
    ketepatan: Ketepatan
    terakhir: datetime | None
    catatan: int
    kelonggaran: Kelonggaran | None
    dibuka: bool
    ditutup: bool
    sah: LaporanTriwulan | None
    terisi_sah: int

    @property
    def args(self) -> tuple[str, str, int, int]:
        return self.unit.perangkat_daerah.kode, self.unit.kode, self.tahun, self.triwulan

    @property
    def nama(self) -> str:
        return f"Triwulan {ROMAWI[self.triwulan - 1]} {self.tahun}"

    @property
    def status(self) -> str:
        if self.laporan:
            return self.laporan.status
        return BELUM_DIMULAI if self.dibuka else BELUM_DIBUKA

    @property
    def status_tertulis(self) -> str:
        if self.laporan:
            return self.laporan.get_status_display()
        return "Belum dimulai" if self.dibuka else "Belum dibuka"

    @property
    def terbuka(self) -> bool:
        """Whether the quarter waits for its staff: opened, and not handed in or handed back."""
        return self.dibuka and (self.laporan is None or self.laporan.status in OPEN_STATUSES)

    @property
    def dapat_diisi(self) -> bool:
        """Whether staff may write in it now."""
        return self.terbuka and (not self.ditutup or self.kelonggaran is not None)

    @property
    def terlambat(self) -> bool:
        """Whether the quarter is late and still not handed in."""
        return self.terbuka and self.ketepatan.hari > 0


@dataclass(frozen=True, slots=True)
class BarisPapan:
    unit: UnitKerja
    sel: tuple[Sel, ...]


def read_board(
    *, renstra: Renstra, units: Sequence[UnitKerja], tahun: int, at: datetime
) -> tuple[BarisPapan, ...]:
    """Return the four quarters of each unit (of one perangkat daerah) under a Renstra."""
    papan = _Papan(renstra, units, tahun, at)
    return tuple(BarisPapan(unit, tuple(papan.cell(unit, quarter) for quarter in range(1, 5))) for unit in units)


class _Papan:
    """Everything the board needs, read once."""

    def __init__(self, renstra: Renstra, units: Sequence[UnitKerja], tahun: int, at: datetime) -> None:
        self.tahun, self.at, self.today = tahun, at, timezone.localdate(at)
        berlaku = Berlaku(renstra, tahun)
        self.due = _due(berlaku, units)
        agencies = {unit.perangkat_daerah_id for unit in units}
        schedule = Jadwal.objects.filter(perangkat_daerah__in=agencies, tahun=tahun)
        self.schedule = {jadwal.triwulan: jadwal for jadwal in schedule}
        reports = LaporanTriwulan.objects.filter(renstra=renstra, unit__in=units, tahun=tahun)
        by_quarter: defaultdict[Quarter, list[LaporanTriwulan]] = defaultdict(list)
        for report in reports.order_by("koreksi_ke"):
            by_quarter[report.unit_id, report.triwulan].append(report)
        self.reports = {key: shown_report(rows) for key, rows in by_quarter.items()}
        self.valid = {key: valid_report(rows) for key, rows in by_quarter.items()}
        chosen = (*self.reports.values(), *self.valid.values())
        self.filled = _filled({report for report in chosen if report}, berlaku.versi)
        self.events: defaultdict[Quarter, list[PeristiwaLaporan]] = defaultdict(list)
        for event in (
            PeristiwaLaporan.objects.filter(laporan__in=reports).order_by("pada", "pk").select_related("laporan")
        ):
            self.events[event.laporan.unit_id, event.laporan.triwulan].append(event)
        self.touched = _last_touch(reports)
        self.exceptions: dict[Quarter, Kelonggaran] = {}
        granted = Kelonggaran.objects.filter(laporan__in=reports, disetujui=True, sampai__gte=at)
        for row in granted.order_by("sampai").select_related("laporan"):
            self.exceptions[row.laporan.unit_id, row.laporan.triwulan] = row
        notes = CatatanPemeriksa.objects.filter(laporan__in=reports, selesai_pada=None).order_by()
        self.notes = dict(notes.values_list("laporan").annotate(count=Count("pk")))

    def cell(self, unit: UnitKerja, triwulan: int) -> Sel:
        key = unit.pk, triwulan
        report, valid, jadwal = self.reports.get(key), self.valid.get(key), self.schedule.get(triwulan)
        due = self.due[key]
        exception = self.exceptions.get(key)
        return Sel(
            unit=unit,
            tahun=self.tahun,
            triwulan=triwulan,
            jadwal=jadwal,
            laporan=report,
            wajib=len(due),
            terisi=self._stated(due, report),
            ketepatan=punctuality(
                [event for event in self.events[key] if not event.laporan.koreksi_ke],
                jadwal.jatuh_tempo if jadwal else None,
                self.at,
            ),
            terakhir=self._last_activity(key, report),
            catatan=self.notes.get(report.pk, 0) if report else 0,
            kelonggaran=exception,
            dibuka=bool(report or exception or (jadwal and jadwal.dibuka <= self.today)),
            ditutup=jadwal is None or jadwal.ditutup < self.today,
            sah=valid,
            terisi_sah=self._stated(due, valid),
        )

    def _stated(self, due: frozenset[str], report: LaporanTriwulan | None) -> int:
        """Return how many of the due rows state a figure in the report."""
        return len(due & self.filled.get(report.pk, frozenset())) if report else 0

    def _last_activity(self, key: Quarter, report: LaporanTriwulan | None) -> datetime | None:
        """Return the last step, or the last change of a figure while figures may still change."""
        moments = [event.pada for event in self.events[key]]
        if report and report.status in OPEN_STATUSES and report.pk in self.touched:
            moments.append(self.touched[report.pk])
        return max(moments, default=None)


def shown_report(reports: Sequence[LaporanTriwulan]) -> LaporanTriwulan | None:
    """Return the report of a quarter that somebody still has to act on, else the one whose figures hold."""
    still_open = [report for report in reports if report.status != StatusLaporan.DIKUNCI]
    return still_open[-1] if still_open else valid_report(reports)


def _due(berlaku: Berlaku, units: Sequence[UnitKerja]) -> defaultdict[Quarter, frozenset[str]]:
    """Return the keys of the rows that are due, by unit and quarter."""
    document, targets, pagu, tahun = berlaku.rencana, berlaku.targets, berlaku.pagu, berlaku.tahun
    due: defaultdict[Quarter, set[str]] = defaultdict(set)
    indicators = Indikator.objects.in_force(document).filter(penanggung_jawab__in=units).order_by()
    for pk, unit, frekuensi in indicators.values_list("pk", "penanggung_jawab", "frekuensi"):
        for quarter in range(1, 5):
            if not why_not_due(has_target=pk in targets, frekuensi=frekuensi, tahun=tahun, triwulan=quarter):
                due[unit, quarter].add(f"i{pk}")
    money = Subkegiatan.objects.in_force(document).filter(unit__in=units).order_by()
    for pk, unit in money.values_list("pk", "unit"):
        for quarter in range(1, 5):
            if is_money_due(pagu.get(pk)):
                due[unit, quarter].add(f"s{pk}")
    return defaultdict(frozenset, {key: frozenset(rows) for key, rows in due.items()})


def _filled(reports: Iterable[LaporanTriwulan], versi: Versi) -> dict[int, frozenset[str]]:
    """Return the keys of the rows that state a figure, by report."""
    chosen = [report.pk for report in reports]
    found: defaultdict[int, set[str]] = defaultdict(set)
    stated = Realisasi.objects.filter(FILLED, laporan__in=chosen).order_by()
    for laporan, indikator in stated.values_list("laporan", "indikator"):
        found[laporan].add(f"i{versi.indikator.get(indikator, indikator)}")
    spent = RealisasiAnggaran.objects.filter(laporan__in=chosen, nilai__isnull=False).order_by()
    for laporan, subkegiatan in spent.values_list("laporan", "subkegiatan"):
        found[laporan].add(f"s{versi.subkegiatan.get(subkegiatan, subkegiatan)}")
    return {laporan: frozenset(rows) for laporan, rows in found.items()}


def _last_touch(reports: Iterable[LaporanTriwulan]) -> dict[int, datetime]:
    """Return when a figure or text of each report last changed, by its history: what was taken out counts too."""
    latest: dict[int, datetime] = {}
    for model in (Realisasi, RealisasiAnggaran, EvaluasiTriwulan):
        records = cast(Any, model).history.filter(laporan__in=reports).order_by()
        for laporan, moment in records.values_list("laporan").annotate(latest=Max("history_date")):
            latest[laporan] = max(moment, latest.get(laporan, moment))
    return latest


def waiting_requests(units: Sequence[UnitKerja]) -> list[Kelonggaran]:
    """Return the undecided requests of some units, the oldest first."""
    rows = Kelonggaran.objects.filter(laporan__unit__in=units, diputus_pada=None)
    related = rows.select_related("laporan__unit__perangkat_daerah", "diminta_oleh")
    return list(related.order_by("diminta_pada"))


def status_counts(rows: Iterable[BarisPapan], triwulan: int) -> Counter[str]:
    """Return how many units stand in each state in a quarter."""
    return Counter(row.sel[triwulan - 1].status_tertulis for row in rows)
