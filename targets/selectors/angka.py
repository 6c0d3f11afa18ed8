"""What units reported of indicators and subkegiatan under one Renstra, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple, Protocol, Self

from django.db.models import Q
from django.db.models.functions import Coalesce

from indicators.models import Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, PerangkatDaerah, Renstra, UnitKerja
from targets.choices import StatusLaporan
from targets.formulas import (
    Aturan,
    Bagian,
    Hasil,
    NilaiTarget,
    TigaPersentase,
    persentase,
    sampai_tahun,
    sampai_triwulan,
    sampai_triwulan_bagian,
    target_akhir_renstra,
    tiga_persentase,
)
from targets.models import AnggaranTahunan, LaporanTriwulan, Realisasi, RealisasiAnggaran, RealisasiTahunan
from targets.selectors.berlaku import Berlaku, PaguBerlaku, TargetBerlaku

Key = tuple[int, int, int]
"""(unit or row of the plan, year, quarter)"""


class HasUnit(Protocol):
    """A subkegiatan, as far as its money is looked up by it."""

    @property
    def pk(self) -> int: ...
    @property
    def kode(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...


class UangSetahun(NamedTuple):
    """Rupiah that a source states of a code for a whole year; what it does not give is empty."""

    anggaran: Decimal | None = None
    realisasi: Decimal | None = None


VERIFIED = (StatusLaporan.DIVERIFIKASI, StatusLaporan.DIKUNCI)
NO_TARGETS = (NilaiTarget(),) * 4


def renstra_of(agency: PerangkatDaerah, tahun: int, *, rancangan: bool = False) -> Renstra | None:
    """Return the newest enacted Renstra of the agency whose period holds the year (its projection year too).

    A Renstra none of whose documents is ditetapkan is no plan yet: the one before goes on ruling its years.
    With `rancangan` such a one is returned too.
    """
    own = Renstra.objects.filter(perangkat_daerah=agency, tahun_awal__lte=tahun)
    plans = own.order_by("-tahun_awal", "-pk")
    if not rancangan:
        enacted = Dokumen.objects.filter(jenis=JenisDokumen.RENSTRA, status=StatusDokumen.DITETAPKAN)
        plans = plans.filter(pk__in=enacted.values("renstra"))
    return next((plan for plan in plans if tahun in plan.years), None)


def valid_report(reports: Iterable[LaporanTriwulan]) -> LaporanTriwulan | None:
    """Return the report of a quarter whose figures hold: the last locked one, or the only one there is."""
    ordered = sorted(reports, key=lambda report: report.koreksi_ke)
    locked = [report for report in ordered if report.status == StatusLaporan.DIKUNCI]
    return locked[-1] if locked else (ordered[0] if ordered else None)


def has_parts(indikator: Indikator) -> bool:
    return bool(indikator.pembilang and indikator.penyebut)


def number_columns(indikator: Indikator) -> tuple[str, ...]:
    """Return the columns in which the indicator is stated: its code, its two parts, or one figure."""
    if indikator.skala:
        return ("kode",)
    return ("pembilang", "penyebut") if has_parts(indikator) else ("nilai",)


def is_filled(row: Realisasi | None) -> bool:
    """Whether the row states a figure: a value, or both parts."""
    return row is not None and (row.nilai is not None or None not in (row.pembilang, row.penyebut))


FILLED = Q(nilai__isnull=False) | Q(pembilang__isnull=False, penyebut__isnull=False)
"""`is_filled` for the database."""


def figure(row: Realisasi | None) -> Decimal | None:
    """Return what the row states as one figure; a percentage typed in parts follows from them."""
    if row is None:
        return None
    if row.nilai is not None:
        return row.nilai
    return persentase(Bagian(row.pembilang, row.penyebut)).nilai


def rule_of(indikator: Indikator) -> Aturan:
    """Return how the indicator is counted."""
    return Aturan(
        polaritas=indikator.polaritas,
        cara_isi=indikator.cara_isi,
        akumulasi_triwulan=indikator.akumulasi_triwulan,
        akumulasi_tahun=indikator.akumulasi_tahun,
        frekuensi=indikator.frekuensi,
        rumus_negatif=indikator.rumus_negatif,
        dari_bagian=has_parts(indikator),
    )


def year_to_date(indikator: Indikator, rows: Sequence[Realisasi | None], triwulan: int) -> Hasil:
    """Return the figure from January to the end of `triwulan` out of the four rows of a year."""
    rule = rule_of(indikator)
    way: Any = {
        "triwulan": triwulan,
        "cara_isi": rule.cara_isi,
        "akumulasi": rule.akumulasi_triwulan,
        "frekuensi": rule.frekuensi,
    }
    if rule.dari_bagian:
        parts = [Bagian(row.pembilang, row.penyebut) if row else Bagian() for row in rows]
        return sampai_triwulan_bagian(parts, **way)
    return sampai_triwulan([row.nilai if row else None for row in rows], **way)


class Figures:
    """All that was reported under a Renstra of some units' rows up to a year, in a fixed number of queries.

    A row is found whichever of its versions, and whichever unit then responsible for it, was reported. Without
    `units` it is all that the agency reported.

    `shown` puts reports in place of the valid ones of their quarters: the draft a person is writing. `only` keeps
    what is verified.
    """

    def __init__(
        self,
        renstra: Renstra,
        units: Sequence[UnitKerja] | None,
        tahun: int,
        *,
        shown: Iterable[LaporanTriwulan] = (),
        berlaku: Berlaku | None = None,
    ) -> None:
        self.renstra, self.tahun, self._units = renstra, tahun, units
        self._whole: Figures | None = None
        self.berlaku = berlaku or Berlaku(renstra, tahun)
        by_quarter: dict[Key, list[LaporanTriwulan]] = defaultdict(list)
        reports = LaporanTriwulan.objects.filter(renstra=renstra, tahun__lte=tahun)
        for report in reports.select_related("evaluasi", "unit"):
            by_quarter[report.unit_id, report.tahun, report.triwulan].append(report)
        self.reports = {key: valid_report(rows) for key, rows in by_quarter.items()}
        self.reports |= {(report.unit_id, report.tahun, report.triwulan): report for report in shown}
        versi = self.berlaku.versi
        own = Q() if units is None else Q(indikator__penanggung_jawab__in=units) | Q(indikator__in=versi.indikator)
        self.kinerja = self._by_row(Realisasi.objects.filter(own), "indikator_id", versi.indikator)
        yearly = RealisasiTahunan.objects.filter(indikator__renstra=renstra, tahun__lte=tahun).order_by()
        figures = yearly.values_list("indikator", "tahun", "nilai")
        stated = sorted(figures, key=lambda row: row[0] not in versi.indikator)
        self.yearly = {(versi.indikator.get(pk, pk), year): value for pk, year, value in stated}

    def only(self, statuses: Collection[str]) -> Self:
        """Return what reports in these states say; of a quarter, the report that is valid. No query of its own."""
        other = copy(self)
        other.__dict__.pop("anggaran", None)
        other._whole = self
        other.reports = {key: row for key, row in self.reports.items() if row and row.status in statuses}
        other.kinerja = other._reported(self.kinerja)
        return other

    def _reported(self, rows: Mapping[Key, dict[int, Any]]) -> dict[Key, dict[int, Any]]:
        """Return those of some rows that stand in the reports kept."""
        kept = {report.pk for report in self.reports.values() if report}
        chosen = {
            key: {unit: row for unit, row in found.items() if row.laporan_id in kept}
            for key, found in rows.items()
        }
        return {key: found for key, found in chosen.items() if found}

    @cached_property
    def anggaran(self) -> dict[Key, dict[int, Any]]:
        """The reported money; read when first asked for, since a plan needs none."""
        if self._whole is not None:
            return self._reported(self._whole.anggaran)
        versi, units = self.berlaku.versi.subkegiatan, self._units
        own = Q() if units is None else Q(subkegiatan__unit__in=units) | Q(subkegiatan__in=versi)
        return self._by_row(RealisasiAnggaran.objects.filter(own), "subkegiatan_id", versi)

    @cached_property
    def setahun(self) -> Mapping[tuple[str, int], UangSetahun]:
        """The Rupiah that sources state of whole years, by code and year; read at first use."""
        return money_of_years(self.renstra, self.tahun)

    @property
    def targets(self) -> Mapping[int, TargetBerlaku]:
        return self.berlaku.targets

    @property
    def plan_targets(self) -> Mapping[int, Mapping[int, NilaiTarget]]:
        return self.berlaku.plan_targets

    @property
    def pagu(self) -> Mapping[int, PaguBerlaku]:
        return self.berlaku.pagu

    @property
    def quarters(self) -> Mapping[int, tuple[NilaiTarget, ...]]:
        return self.berlaku.quarters

    def _by_row(self, rows: Any, link: str, versi: Mapping[int, int]) -> dict[Key, dict[int, Any]]:
        """Return the rows of the chosen reports by plan row, year and quarter, and by the unit that reported."""
        reports = {report.pk: report for report in self.reports.values() if report}
        found: dict[Key, dict[int, Any]] = defaultdict(dict)
        chosen = rows.filter(laporan__in=reports).order_by()
        for row in sorted(chosen, key=lambda row: getattr(row, link) not in versi):  # the version that rules wins
            report, pk = reports[row.laporan_id], getattr(row, link)
            found[versi.get(pk, pk), report.tahun, report.triwulan][report.unit_id] = row
        return found

    def rows_of(self, indikator: Indikator, tahun: int) -> tuple[Realisasi | None, ...]:
        return self._year(self.kinerja, indikator.pk, tahun, indikator.penanggung_jawab_id)

    def money_of(self, subkegiatan: HasUnit, tahun: int) -> tuple[RealisasiAnggaran | None, ...]:
        return self._year(self.anggaran, subkegiatan.pk, tahun, subkegiatan.unit_id)

    def spent(self, subkegiatan: HasUnit, tahun: int) -> Decimal | None:
        """Return the Rupiah of a whole year: what its quarters report, else what a source states of the year."""
        quarters = [each.nilai for each in self.money_of(subkegiatan, tahun) if each and each.nilai is not None]
        return sum(quarters, Decimal(0)) if quarters else self.money_of_year(subkegiatan.kode, tahun).realisasi

    def money_of_year(self, kode: str, tahun: int) -> UangSetahun:
        """Return what a source states of a program or subkegiatan for a year as a whole."""
        return self.setahun.get((kode, tahun), UangSetahun())

    def _year(self, rows: Mapping[Key, dict[int, Any]], pk: int, tahun: int, unit: int | None) -> tuple[Any, ...]:
        """Return the four quarters of a plan row, each from its unit's report, else from the unit before it."""
        quarters = [rows.get((pk, tahun, quarter), {}) for quarter in range(1, 5)]
        return tuple(found.get(unit or 0) or next(iter(found.values()), None) for found in quarters)

    def own(self, row: Any, unit: int | None, triwulan: int) -> Any:
        """Return the row of a quarter of the year where the unit's own report states it, else None."""
        report = self.reports.get((unit or 0, self.tahun, triwulan))
        return row if row is not None and report is not None and row.laporan_id == report.pk else None

    def of_quarter(self, triwulan: int) -> list[LaporanTriwulan]:
        """Return the valid reports of a quarter of the year."""
        found = ((key, report) for key, report in self.reports.items() if key[1:] == (self.tahun, triwulan))
        return [report for _, report in sorted(found, key=lambda pair: pair[0]) if report]

    def is_locked(self, indikator: Indikator, triwulan: int, tahun: int | None = None) -> bool:
        """Whether the report that states the indicator in a quarter of a year (this one) is locked."""
        report = self.reports.get((indikator.penanggung_jawab_id, tahun or self.tahun, triwulan))
        return report is not None and report.status == StatusLaporan.DIKUNCI

    def year_figures(self, indikator: Indikator, until: int) -> dict[int, Hasil]:
        """Return the whole-year figure of each year of the Renstra up to `until`.

        A year without quarterly figures is read from what was entered for the whole year, where that was.
        """
        years = range(self.renstra.tahun_awal, until + 1)
        return {year: self._year_figure(indikator, year) for year in years}

    def _year_figure(self, indikator: Indikator, tahun: int) -> Hasil:
        found = year_to_date(indikator, self.rows_of(indikator, tahun), 4)
        yearly = self.yearly.get((indikator.pk, tahun))
        if found.persis is not None or yearly is None:
            return found
        return Hasil(Fraction(yearly), aturan="Realisasi setahun", rumus="angka tahunan sebelum laporan triwulan")

    def final_target(self, indikator: Indikator, *, atas: bool = False) -> Hasil:
        """Return the end-of-Renstra target, accumulated as the indicator's years are; `atas`: its upper bound."""
        rule = rule_of(indikator)
        stated = self.plan_targets.get(indikator.pk, {})
        return target_akhir_renstra(
            {year: target.atas if atas else target.nilai for year, target in stated.items()},
            tahun_akhir=self.renstra.tahun_akhir,
            akumulasi=rule.akumulasi_tahun,
            dari_bagian=rule.dari_bagian,
        )

    def final_bounds(self, indikator: Indikator) -> NilaiTarget:
        """Return the end-of-Renstra target with its upper bound: what realisasi is held against."""
        return NilaiTarget(self.final_target(indikator).persis, self.final_target(indikator, atas=True).persis)

    def to_date(self, indikator: Indikator, years: Mapping[int, Hasil]) -> Hasil:
        """Return the Renstra-to-date figure from those of its years; where none has one, the last says why."""
        rule = rule_of(indikator)
        found = sampai_tahun(
            {year: figure.persis for year, figure in years.items()},
            akumulasi=rule.akumulasi_tahun,
            dari_bagian=rule.dari_bagian,
        )
        return replace(found, alasan=years[max(years)].alasan) if years and found.persis is None else found

    def percentages(self, indikator: Indikator, sampai: Hasil, triwulan: int) -> TigaPersentase:
        """Return the three percentages of an indicator at a quarter of the year."""
        rule = rule_of(indikator)
        target = self.targets.get(indikator.pk)
        years = self.year_figures(indikator, self.tahun - 1) | {self.tahun: sampai}
        return tiga_persentase(
            rule,
            triwulan=triwulan,
            realisasi=sampai,
            target_triwulan=self.quarters.get(indikator.pk, NO_TARGETS),
            target_tahun=target.batas if target else NilaiTarget(),
            target_renstra=self.final_bounds(indikator),
            realisasi_renstra=self.to_date(indikator, years),
        )


def money_of_years(renstra: Renstra, tahun: int) -> dict[tuple[str, int], UangSetahun]:
    """Return by code and year the Rupiah of whole years up to `tahun`, of programs and of subkegiatan; one query.

    The code is what stays when a perubahan replaces a row; of two versions that both state a year the newer rules.
    """
    rows = AnggaranTahunan.objects.filter(renstra=renstra, tahun__lte=tahun)
    kode = Coalesce("program__kode", "subkegiatan__kode")
    versi = Coalesce("program__mulai__perubahan_ke", "subkegiatan__mulai__perubahan_ke")
    found = rows.order_by(versi, "pk").values_list(kode, "tahun", "anggaran", "realisasi")
    return {(kode, year): UangSetahun(anggaran, realisasi) for kode, year, anggaran, realisasi in found}


@dataclass(frozen=True, slots=True)
class KeadaanUnit:
    """How far the report of a unit is in a quarter; None where it has not begun."""

    unit: UnitKerja
    laporan: LaporanTriwulan | None

    @property
    def terverifikasi(self) -> bool:
        return self.laporan is not None and self.laporan.status in VERIFIED

    @property
    def label(self) -> str:
        return self.laporan.get_status_display().lower() if self.laporan else "belum diisi"


def quarter_states(renstra: Renstra, tahun: int, triwulan: int) -> list[KeadaanUnit]:
    """Return the state of every unit of the agency in a quarter, in the units' order."""
    reports: dict[int, list[LaporanTriwulan]] = defaultdict(list)
    for report in LaporanTriwulan.objects.filter(renstra=renstra, tahun=tahun, triwulan=triwulan):
        reports[report.unit_id].append(report)
    units = UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id)
    return [KeadaanUnit(unit, valid_report(reports[unit.pk])) for unit in units]
