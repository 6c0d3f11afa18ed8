"""What units reported of indicators and subkegiatan under one Renstra, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from indicators.models import Indikator
from programs.models import PerangkatDaerah, Renstra, Subkegiatan, UnitKerja
from targets.choices import JenisTarget, StatusLaporan
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
from targets.models import LaporanTriwulan, Realisasi, RealisasiAnggaran, Target
from targets.selectors.berlaku import pagu_in_force, quarter_targets, targets_in_force
from targets.selectors.rencana import ruling_document

Key = tuple[int, int, int]
"""(unit, year, quarter)"""

NO_TARGETS = (NilaiTarget(),) * 4


def renstra_of(agency: PerangkatDaerah, tahun: int) -> Renstra | None:
    """Return the newest Renstra of the agency whose period holds the year (its projection year too)."""
    plans = Renstra.objects.filter(perangkat_daerah=agency, tahun_awal__lte=tahun).order_by("-tahun_awal")
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
    """All that was reported under a Renstra by some units up to a year, in a fixed number of queries.

    `shown` puts a report in place of the valid one of its quarter: the draft a person is writing.
    """

    def __init__(
        self, renstra: Renstra, units: Sequence[UnitKerja], tahun: int, shown: LaporanTriwulan | None = None
    ) -> None:
        self.renstra, self.tahun = renstra, tahun
        reports = LaporanTriwulan.objects.filter(renstra=renstra, unit__in=units, tahun__lte=tahun)
        by_quarter: dict[Key, list[LaporanTriwulan]] = defaultdict(list)
        for report in reports:
            by_quarter[report.unit_id, report.tahun, report.triwulan].append(report)
        self.reports = {key: valid_report(rows) for key, rows in by_quarter.items()}
        if shown is not None:
            self.reports[shown.unit_id, shown.tahun, shown.triwulan] = shown
        chosen = [report.pk for report in self.reports.values() if report]
        self.kinerja = {
            (row.laporan_id, row.indikator_id): row
            for row in Realisasi.objects.filter(laporan__in=chosen).order_by()
        }
        self.anggaran = {
            (row.laporan_id, row.subkegiatan_id): row
            for row in RealisasiAnggaran.objects.filter(laporan__in=chosen).order_by()
        }
        self.targets = targets_in_force(renstra, tahun)
        self.quarters = quarter_targets(renstra, tahun)
        self.pagu = pagu_in_force(renstra, tahun)
        self.plan_targets = _plan_targets(renstra)

    def rows_of(self, indikator: Indikator, tahun: int) -> tuple[Realisasi | None, ...]:
        return tuple(
            self.kinerja.get((report.pk, indikator.pk))
            if (report := self.reports.get((indikator.penanggung_jawab_id, tahun, quarter)))
            else None
            for quarter in range(1, 5)
        )

    def money_of(self, subkegiatan: Subkegiatan) -> tuple[RealisasiAnggaran | None, ...]:
        return tuple(
            self.anggaran.get((report.pk, subkegiatan.pk))
            if (report := self.reports.get((subkegiatan.unit_id, self.tahun, quarter)))
            else None
            for quarter in range(1, 5)
        )

    def percentages(self, indikator: Indikator, sampai: Hasil, triwulan: int) -> TigaPersentase:
        """Return the three percentages of an indicator at a quarter of the year."""
        rule = rule_of(indikator)
        target = self.targets.get(indikator.pk)
        years = {
            year: year_to_date(indikator, self.rows_of(indikator, year), 4).persis
            for year in range(self.renstra.tahun_awal, self.tahun)
        }
        years[self.tahun] = sampai.persis
        final = target_akhir_renstra(
            self.plan_targets.get(indikator.pk, {}),
            tahun_akhir=self.renstra.tahun_akhir,
            akumulasi=rule.akumulasi_tahun,
            dari_bagian=rule.dari_bagian,
        )
        return tiga_persentase(
            rule,
            triwulan=triwulan,
            realisasi=sampai,
            target_triwulan=self.quarters.get(indikator.pk, NO_TARGETS),
            target_tahun=target.batas if target else NilaiTarget(),
            target_renstra=NilaiTarget(final.persis),
            realisasi_renstra=sampai_tahun(years, akumulasi=rule.akumulasi_tahun),
        )


def _plan_targets(renstra: Renstra) -> Mapping[int, Mapping[int, Decimal]]:
    """Return the Renstra's own year targets per indicator: what the end-of-Renstra target is made of."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = Target.objects.filter(dokumen=ruling_document(renstra), jenis=JenisTarget.TAHUNAN).order_by()
    for indikator, tahun, nilai in rows.values_list("indikator", "tahun", "nilai"):
        found[indikator][tahun] = nilai
    return found
