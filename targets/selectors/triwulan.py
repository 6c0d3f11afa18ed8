"""The quarter as figures: what each indicator and subkegiatan states, what is due, and what it makes.

Forms, reports and dashboards read the same rows from here, so a figure on one is the figure on all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count

from indicators.choices import Frekuensi
from indicators.models import Indikator
from programs.models import PerangkatDaerah, Renstra, Subkegiatan, UnitKerja
from targets.choices import JenisTarget, StatusLaporan
from targets.formulas import (
    AKUMULASI_RUPIAH,
    Aturan,
    Bagian,
    Hasil,
    NilaiTarget,
    TigaPersentase,
    persentase,
    sampai_tahun,
    sampai_triwulan,
    sampai_triwulan_bagian,
    serapan,
    target_akhir_renstra,
    tiga_persentase,
)
from targets.kewajaran import Peringatan, peringatan_anggaran, peringatan_kinerja
from targets.models import (
    Bukti,
    CatatanPemeriksa,
    EvaluasiTriwulan,
    LaporanTriwulan,
    Realisasi,
    RealisasiAnggaran,
    Target,
)
from targets.selectors.berlaku import (
    PaguBerlaku,
    TargetBerlaku,
    pagu_in_force,
    quarter_targets,
    targets_in_force,
)
from targets.selectors.rencana import ruling_document

Key = tuple[int, int, int]
"""(unit, year, quarter)"""


def renstra_of(agency: PerangkatDaerah, tahun: int) -> Renstra | None:
    """Return the newest Renstra of the agency whose period holds the year (its projection year too)."""
    plans = Renstra.objects.filter(perangkat_daerah=agency, tahun_awal__lte=tahun).order_by("-tahun_awal")
    return next((plan for plan in plans if tahun in plan.years), None)


def valid_report(reports: Iterable[LaporanTriwulan]) -> LaporanTriwulan | None:
    """Return the report of a quarter whose figures hold: the last locked one, or the only one there is."""
    ordered = sorted(reports, key=lambda report: report.koreksi_ke)
    locked = [report for report in ordered if report.status == StatusLaporan.DIKUNCI]
    return locked[-1] if locked else (ordered[0] if ordered else None)


@dataclass(frozen=True, slots=True)
class BarisKinerja:
    """One indicator in one quarter. `triwulan` holds its four rows of the year, None where not reported."""

    indikator: Indikator
    wajib: bool
    alasan_tidak_wajib: str
    triwulan: tuple[Realisasi | None, ...]
    realisasi: Realisasi | None
    target_triwulan: NilaiTarget
    target_tahun: TargetBerlaku | None
    sampai: Hasil
    persen: TigaPersentase
    peringatan: tuple[Peringatan, ...] = ()
    catatan: tuple[CatatanPemeriksa, ...] = ()
    bukti: int = 0

    @property
    def kunci(self) -> str:
        return f"i{self.indikator.pk}"

    @property
    def terisi(self) -> bool:
        return is_filled(self.realisasi)

    @property
    def dari_bagian(self) -> bool:
        return has_parts(self.indikator)


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """One subkegiatan in one quarter: Rupiah of each quarter alone, and against the pagu of the year."""

    subkegiatan: Subkegiatan
    wajib: bool
    pagu: PaguBerlaku | None
    triwulan: tuple[RealisasiAnggaran | None, ...]
    realisasi: RealisasiAnggaran | None
    sampai: Hasil
    serapan: Hasil
    peringatan: tuple[Peringatan, ...] = ()
    catatan: tuple[CatatanPemeriksa, ...] = ()
    bukti: int = 0

    @property
    def kunci(self) -> str:
        return f"s{self.subkegiatan.pk}"

    @property
    def terisi(self) -> bool:
        return self.realisasi is not None and self.realisasi.nilai is not None


@dataclass(frozen=True, slots=True)
class Lembar:
    """The quarter of one unit: its report, its rows, and how far it is filled."""

    renstra: Renstra
    unit: UnitKerja
    tahun: int
    triwulan: int
    laporan: LaporanTriwulan | None
    kinerja: tuple[BarisKinerja, ...]
    anggaran: tuple[BarisAnggaran, ...]
    evaluasi: EvaluasiTriwulan | None = None
    catatan: tuple[CatatanPemeriksa, ...] = ()

    @property
    def baris(self) -> tuple[BarisKinerja | BarisAnggaran, ...]:
        return (*self.kinerja, *self.anggaran)

    @property
    def wajib(self) -> int:
        return sum(row.wajib for row in self.baris)

    @property
    def terisi(self) -> int:
        return sum(row.wajib and row.terisi for row in self.baris)


def has_parts(indikator: Indikator) -> bool:
    return bool(indikator.pembilang and indikator.penyebut)


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
    way = {
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
            (row.laporan_id, row.indikator_id): row for row in Realisasi.objects.filter(laporan__in=chosen)
        }
        self.anggaran = {
            (row.laporan_id, row.subkegiatan_id): row
            for row in RealisasiAnggaran.objects.filter(laporan__in=chosen)
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
            target_triwulan=self.quarters.get(indikator.pk, (NilaiTarget(),) * 4),
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


def entry_sheet(
    *, renstra: Renstra, unit: UnitKerja, tahun: int, triwulan: int, laporan: LaporanTriwulan | None
) -> Lembar:
    """Return the quarter of a unit as the given report states it (None: nothing reported yet)."""
    figures = Figures(renstra, [unit], tahun, laporan)
    marks = _Marks(laporan)
    document = ruling_document(renstra)
    indicators = (
        Indikator.objects.in_force(document)
        .filter(penanggung_jawab=unit)
        .select_related("tujuan", "sasaran", "bidang_urusan", "hasil__program", "hasil__kegiatan")
        .select_related("hasil__subkegiatan")
    )
    subkegiatan = Subkegiatan.objects.in_force(document).filter(unit=unit).order_by("kode")
    money = tuple(_money_row(figures, marks, row, triwulan) for row in subkegiatan)
    spent = {row.subkegiatan.kode: row for row in money}
    return Lembar(
        renstra=renstra,
        unit=unit,
        tahun=tahun,
        triwulan=triwulan,
        laporan=laporan,
        kinerja=tuple(
            _indicator_row(figures, marks, row, triwulan, spent) for row in sorted(indicators, key=plan_order)
        ),
        anggaran=money,
        evaluasi=EvaluasiTriwulan.objects.filter(laporan=laporan).first() if laporan else None,
        catatan=marks.notes["", 0],
    )


def parent_of(indikator: Indikator) -> Any:
    """Return the row of the plan the indicator measures: tujuan, sasaran, bidang urusan or a coded row."""
    hasil = indikator.hasil
    return indikator.tujuan or indikator.sasaran or indikator.bidang_urusan or (hasil and hasil.induk)


def plan_order(indikator: Indikator) -> tuple[int, str, int, int, str]:
    """Sort tujuan, sasaran and bidang urusan first, then by the code of the row measured."""
    level = next((n for n, name in enumerate(("tujuan", "sasaran", "bidang_urusan")) if getattr(indikator, name)), 3)
    order = indikator.hasil.urutan if indikator.hasil else 0
    return level, parent_of(indikator).kode, order, indikator.urutan, indikator.kode


class _Marks:
    """Open notes and counts of evidence of one report, by row; an empty place holds what is on the whole report."""

    def __init__(self, laporan: LaporanTriwulan | None) -> None:
        self.notes: defaultdict[tuple[str, int], tuple[CatatanPemeriksa, ...]] = defaultdict(tuple)
        self.evidence: dict[tuple[str, int], int] = {}
        if laporan is None:
            return
        for note in CatatanPemeriksa.objects.filter(laporan=laporan, selesai_pada=None).select_related("oleh"):
            self.notes[_place(note.indikator_id, note.subkegiatan_id)] += (note,)
        counts = Bukti.objects.filter(laporan=laporan).order_by().values_list("indikator", "subkegiatan")
        for indikator, subkegiatan, count in counts.annotate(count=Count("pk")):
            self.evidence[_place(indikator, subkegiatan)] = count


def _place(indikator: int | None, subkegiatan: int | None) -> tuple[str, int]:
    if indikator:
        return "i", indikator
    return ("s", subkegiatan) if subkegiatan else ("", 0)


def _due(figures: Figures, indikator: Indikator, triwulan: int) -> str:
    """Return why the indicator is not due in this quarter, empty when it is."""
    if indikator.pk not in figures.targets:
        return f"tanpa target {figures.tahun}"
    if indikator.frekuensi == Frekuensi.TAHUNAN and triwulan != 4:
        return "tahunan, diisi triwulan IV"
    return ""


def _indicator_row(
    figures: Figures, marks: _Marks, indikator: Indikator, triwulan: int, spent: Mapping[str, BarisAnggaran]
) -> BarisKinerja:
    rows = figures.rows_of(indikator, figures.tahun)
    reason = _due(figures, indikator, triwulan)
    sampai = year_to_date(indikator, rows, triwulan)
    target = figures.targets.get(indikator.pk)
    quarter = figures.quarters.get(indikator.pk, (NilaiTarget(),) * 4)
    persen = figures.percentages(indikator, sampai, triwulan)
    row = rows[triwulan - 1]
    money = spent.get(parent_of(indikator).kode)
    place = ("i", indikator.pk)
    return BarisKinerja(
        indikator=indikator,
        wajib=not reason,
        alasan_tidak_wajib=reason,
        triwulan=rows,
        realisasi=row,
        target_triwulan=quarter[triwulan - 1],
        target_tahun=target,
        sampai=sampai,
        persen=persen,
        peringatan=_indicator_warnings(indikator, rows, triwulan, persen, quarter, money),
        catatan=marks.notes[place],
        bukti=marks.evidence.get(place, 0),
    )


def _money_row(figures: Figures, marks: _Marks, subkegiatan: Subkegiatan, triwulan: int) -> BarisAnggaran:
    rows = figures.money_of(subkegiatan)
    pagu = figures.pagu.get(subkegiatan.pk)
    sampai = sampai_triwulan(
        [row.nilai if row else None for row in rows],
        triwulan=triwulan,
        cara_isi="triwulan",
        akumulasi=AKUMULASI_RUPIAH,
    )
    place = ("s", subkegiatan.pk)
    return BarisAnggaran(
        subkegiatan=subkegiatan,
        wajib=pagu is not None and pagu.nilai > 0,
        pagu=pagu,
        triwulan=rows,
        realisasi=rows[triwulan - 1],
        sampai=sampai,
        serapan=serapan(sampai.persis, pagu.nilai if pagu else None),
        peringatan=(),
        catatan=marks.notes[place],
        bukti=marks.evidence.get(place, 0),
    )
