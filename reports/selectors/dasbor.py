"""What the head of the agency looks at: every indicator judged, money beside it, and how sound the data are.

One reading for all panels, from the same selectors and formulas as the official tables: a figure here is the
figure there. Only what is due is judged. Figures nobody verified count only where asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Subquery

from indicators.choices import Frekuensi
from indicators.models import Indikator
from programs.models import UnitKerja
from renstra.lib.numbers import round_half_up
from reports.choices import KeadaanAngka
from reports.selectors.evaluasi import Evaluasi, Uang, evaluasi_renja
from reports.selectors.garis import PlanLine
from reports.selectors.permintaan import Permintaan
from targets.formulas import (
    Aturan,
    Hasil,
    NilaiTarget,
    Predikat,
    TigaPersentase,
    laju_perlu,
    prakiraan_renstra,
    prakiraan_tahun,
    predikat,
    rata_rata,
    terhadap,
)
from targets.models import ROMAWI, Bukti, Jadwal, LaporanTriwulan, PeristiwaLaporan, Realisasi
from targets.selectors.angka import NO_TARGETS, VERIFIED, is_filled, rule_of, year_to_date
from targets.selectors.berlaku import TargetBerlaku, targets_of_years
from targets.selectors.lembar import is_money_due, why_not_due
from targets.selectors.papan import Ketepatan, punctuality

PERHATIAN = Decimal(90)
"""An indicator judged at or under this needs attention: it is not "Sangat Tinggi"."""
BOBOT = {"iku": 4, "tujuan": 3, "sasaran": 3, "bidang_urusan": 2, "program": 2, "kegiatan": 1, "subkegiatan": 1}
"""How much a lag weighs by what the indicator measures."""


@dataclass(frozen=True, slots=True)
class Penilaian:
    """An indicator at the asked quarter. `capaian` is judged where `dinilai`, else says why it is not.

    `dasar` names the target it is held against: that of the quarters it covers, in triwulan IV that of the year.
    """

    indikator: Indikator
    aturan: Aturan
    keadaan: KeadaanAngka
    persen: TigaPersentase
    target_tahun: TargetBerlaku | None
    capaian: Hasil
    dasar: str
    target: NilaiTarget
    dinilai: bool

    @property
    def realisasi(self) -> Hasil:
        return self.persen.realisasi

    @property
    def predikat(self) -> Predikat | None:
        return predikat(self.capaian.nilai) if self.dinilai else None

    @property
    def perlu_perhatian(self) -> bool:
        value = self.capaian.nilai
        return self.dinilai and value is not None and round_half_up(value) <= PERHATIAN

    @property
    def jarak(self) -> Decimal:
        """How far the judged capaian lies under 100, in percentage points."""
        return max(Decimal(100) - (self.capaian.nilai or Decimal(0)), Decimal(0)) if self.dinilai else Decimal(0)


@dataclass(frozen=True, slots=True)
class TitikTahun:
    """A year of an indicator: what was reached and what the Renstra plans; `berjalan`: the asked year so far."""

    tahun: int
    realisasi: Decimal | None
    target: NilaiTarget
    berjalan: bool = False


@dataclass(frozen=True, slots=True)
class TahunLalu:
    """The last whole year of which a figure is known, against the target that ruled it."""

    tahun: int
    realisasi: Hasil
    target: NilaiTarget
    capaian: Hasil


@dataclass(frozen=True, slots=True)
class Kartu:
    """An indicator of the front page: judged, year by year, quarter by quarter, and where it leads."""

    penilaian: Penilaian
    tahun: tuple[TitikTahun, ...]
    terakhir: TahunLalu | None
    triwulan: tuple[Realisasi | None, ...]
    akhir_tahun: Hasil
    akhir_tahun_persen: Hasil
    akhir_renstra: Hasil
    akhir_renstra_persen: Hasil
    target_renstra: NilaiTarget
    laju: Hasil

    @property
    def indikator(self) -> Indikator:
        return self.penilaian.indikator


@dataclass(frozen=True, slots=True)
class Perhatian:
    """An indicator that lags, with what was last written of it and for which quarter."""

    penilaian: Penilaian
    bobot: int
    triwulan: int | None
    penghambat: str
    tindak_lanjut: str

    @property
    def urutan(self) -> Decimal:
        return self.penilaian.jarak * self.bobot


@dataclass(frozen=True, slots=True)
class SorotProgram:
    """A program: the mean judged capaian of its outcomes, its money to date, and the share due by now."""

    line: PlanLine
    penilaian: tuple[Penilaian, ...]
    capaian: Hasil
    uang: Uang

    @property
    def nama(self) -> str:
        return self.line.coded.nama

    @property
    def serapan(self) -> Hasil:
        return self.uang.tingkat_tahun


@dataclass(frozen=True, slots=True)
class KesehatanUnit:
    """How complete, punctual and verified the quarter of a unit is."""

    unit: UnitKerja
    laporan: LaporanTriwulan | None
    wajib: int
    terisi: int
    berbukti: int
    ketepatan: Ketepatan

    @property
    def terverifikasi(self) -> bool:
        return self.laporan is not None and self.laporan.status in VERIFIED

    @property
    def keadaan(self) -> str:
        return self.laporan.get_status_display() if self.laporan else "Belum dimulai"


@dataclass(frozen=True, slots=True)
class Kesehatan:
    """How sound the figures of the quarter are, over all units."""

    indikator: int
    bertarget: int
    unit: tuple[KesehatanUnit, ...]

    @property
    def wajib(self) -> int:
        return sum(each.wajib for each in self.unit)

    @property
    def terisi(self) -> int:
        return sum(each.terisi for each in self.unit)

    @property
    def berbukti(self) -> int:
        return sum(each.berbukti for each in self.unit)

    @property
    def unit_wajib(self) -> int:
        return sum(1 for each in self.unit if each.wajib)

    @property
    def unit_terverifikasi(self) -> int:
        return sum(1 for each in self.unit if each.wajib and each.terverifikasi)

    @property
    def terverifikasi(self) -> int:
        """Figures that stand in verified reports."""
        return sum(each.terisi for each in self.unit if each.terverifikasi)


class Dasbor:
    """The dashboard of a quarter; every panel reads from here, and what it reads is read once."""

    def __init__(self, asked: Permintaan, at: datetime) -> None:
        self.asked, self.at = asked, at
        self.tahun, self.triwulan = asked.tahun, asked.triwulan

    @cached_property
    def penilaian(self) -> dict[int, Penilaian]:
        """Every indicator in force, in plan order, by primary key."""
        return {each.pk: self._judge(each) for each in self.asked.indicators}

    @cached_property
    def iku(self) -> tuple[Kartu, ...]:
        return tuple(self.kartu(each) for each in self.asked.indicators if each.iku)

    @cached_property
    def tujuan_sasaran(self) -> tuple[Kartu, ...]:
        """The indicators of tujuan and sasaran that are not IKU."""
        own = (each for each in self.asked.indicators if (each.tujuan_id or each.sasaran_id) and not each.iku)
        return tuple(map(self.kartu, own))

    @cached_property
    def perhatian(self) -> tuple[Perhatian, ...]:
        """The indicators that lag, the gravest first."""
        found = [self._attention(each) for each in self.penilaian.values() if each.perlu_perhatian]
        return tuple(sorted(found, key=lambda each: (-each.urutan, each.penilaian.indikator.kode)))

    @cached_property
    def evaluasi(self) -> Evaluasi:
        """Form E.81 of the same period: the money, and what the tables print."""
        return evaluasi_renja(self.asked)

    @cached_property
    def program(self) -> tuple[SorotProgram, ...]:
        money = {row.line.kode: row.uang for row in self.evaluasi.baris if row.line.first and row.uang}
        lines = (line for line in self.asked.lines if line.level == "program" and line.first)
        return tuple(self._program(line, money[line.kode]) for line in lines if line.kode in money)

    @cached_property
    def kesehatan(self) -> Kesehatan:
        agency, events = self.asked.renstra.perangkat_daerah_id, self._events()
        schedule = Jadwal.objects.filter(perangkat_daerah=agency, tahun=self.tahun, triwulan=self.triwulan)
        units = UnitKerja.objects.filter(perangkat_daerah=agency).select_related("perangkat_daerah")
        health = tuple(
            self._unit(unit, punctuality(events.get(unit.pk, ()), unit.jatuh_tempo, self.at))
            for unit in units.annotate(jatuh_tempo=Subquery(schedule.values("jatuh_tempo")[:1]))
        )
        targets = self.asked.semua.targets
        return Kesehatan(len(self.asked.indicators), sum(e.pk in targets for e in self.asked.indicators), health)

    def rata(self, penilaian: Sequence[Penilaian]) -> Hasil:
        """Return the mean of judged capaian by the agency's settings, with "n dari m indikator"."""
        settings, figures = self.asked.settings, self.asked.figures
        return rata_rata(
            [each.capaian for each in penilaian],
            batas=settings.batas_rata_rata,
            perlakuan_kosong=settings.perlakuan_kosong,
            terkunci=[figures.is_locked(each.indikator, self.triwulan) for each in penilaian],
        )

    # Indicators -------------------------------------------------------------------------------------------

    def _judge(self, indikator: Indikator) -> Penilaian:
        figures, rule = self.asked.figures, rule_of(indikator)
        sampai = year_to_date(indikator, figures.rows_of(indikator, self.tahun), self.triwulan)
        persen = figures.percentages(indikator, sampai, self.triwulan)
        stated = figures.targets.get(indikator.pk)
        capaian, dasar, target, due = self._held_against(indikator, persen, stated)
        return Penilaian(
            indikator=indikator,
            aturan=rule,
            keadaan=self._state(indikator, stated is not None),
            persen=persen,
            target_tahun=stated,
            capaian=capaian,
            dasar=dasar,
            target=target,
            dinilai=due and capaian.persis is not None,
        )

    def _held_against(
        self, indikator: Indikator, persen: TigaPersentase, stated: TargetBerlaku | None
    ) -> tuple[Hasil, str, NilaiTarget, bool]:
        """Return the capaian that counts now, the target behind it, and whether that target is due."""
        year = stated.batas if stated else NilaiTarget()
        if self.triwulan == 4:
            return persen.terhadap_tahun, f"target {self.tahun}", year, True
        quarters = self.asked.figures.quarters.get(indikator.pk, NO_TARGETS)
        if indikator.frekuensi != Frekuensi.TAHUNAN and any(each.nilai is not None for each in quarters):
            high = persen.target_triwulan_atas
            bounds = NilaiTarget(persen.target_triwulan.persis, high.persis if high else None)
            covered = persen.realisasi.cakupan.tercakup if persen.realisasi.cakupan else ()
            until = ROMAWI[(covered[-1] if covered else self.triwulan) - 1]
            return persen.terhadap_triwulan, f"target s.d. TW {until}", bounds, True
        why = (
            "tahunan, dinilai di triwulan IV"
            if indikator.frekuensi == Frekuensi.TAHUNAN
            else "belum ada target triwulan"
        )
        return Hasil(None, why), f"target {self.tahun}", year, False

    def _state(self, indikator: Indikator, has_target: bool) -> KeadaanAngka:
        whole = self.asked.semua
        row = whole.rows_of(indikator, self.tahun)[self.triwulan - 1]
        if row is not None and is_filled(row):
            return KeadaanAngka.TERVERIFIKASI if row.laporan_id in self._verified else KeadaanAngka.DRAF
        if not has_target:
            return KeadaanAngka.TANPA_TARGET
        reason = why_not_due(
            has_target=True, frekuensi=indikator.frekuensi, tahun=self.tahun, triwulan=self.triwulan
        )
        return KeadaanAngka.BELUM_WAKTUNYA if reason else KeadaanAngka.BELUM

    @cached_property
    def _verified(self) -> frozenset[int]:
        """The reports that are verified or locked, by primary key."""
        reports = self.asked.semua.reports.values()
        return frozenset(report.pk for report in reports if report and report.status in VERIFIED)

    def kartu(self, indikator: Indikator) -> Kartu:
        """Return an indicator with its years and quarters and where it leads."""
        found, figures, renstra = self.penilaian[indikator.pk], self.asked.figures, self.asked.renstra
        rule, year = found.aturan, found.target_tahun.batas if found.target_tahun else NilaiTarget()
        ahead = prakiraan_tahun(rule, found.realisasi)
        past = figures.year_figures(indikator, self.tahun - 1)
        final = figures.final_bounds(indikator)
        start = self._start(indikator)
        whole = prakiraan_renstra(
            rule,
            {each: past[each].persis for each in past} | {self.tahun: ahead.persis},
            tahun_awal=renstra.tahun_awal,
            tahun_akhir=renstra.tahun_akhir,
            awal=start,
            batas_atas=100 if indikator.is_percentage else None,
            berjalan=self.tahun if self.triwulan < 4 else None,
        )
        return Kartu(
            penilaian=found,
            tahun=self._years(found, past, start),
            terakhir=self._last_year(found, past),
            triwulan=figures.rows_of(indikator, self.tahun)[: self.triwulan],
            akhir_tahun=ahead,
            akhir_tahun_persen=terhadap(rule, ahead, year),
            akhir_renstra=whole,
            akhir_renstra_persen=terhadap(rule, whole, final),
            target_renstra=final,
            laju=laju_perlu(rule, found.realisasi, year, triwulan=self.triwulan),
        )

    def _start(self, indikator: Indikator) -> tuple[int, Decimal] | None:
        year, value = self.asked.renstra.tahun_baseline, indikator.baseline
        return (year, value) if year and value is not None else None

    def _years(
        self, found: Penilaian, past: Mapping[int, Hasil], start: tuple[int, Decimal] | None
    ) -> tuple[TitikTahun, ...]:
        planned = self.asked.figures.plan_targets.get(found.indikator.pk, {})
        points = [TitikTahun(start[0], start[1], NilaiTarget())] if start else []
        for year in self.asked.renstra.years:
            figure = found.realisasi if year == self.tahun else past.get(year)
            target = planned.get(year, NilaiTarget())
            points.append(TitikTahun(year, figure.nilai if figure else None, target, year == self.tahun))
        return tuple(points)

    def _last_year(self, found: Penilaian, past: Mapping[int, Hasil]) -> TahunLalu | None:
        for year in sorted(past, reverse=True):
            if past[year].persis is not None:
                stated = self._earlier_targets[year].get(found.indikator.pk)
                target = stated.batas if stated else NilaiTarget()
                return TahunLalu(year, past[year], target, terhadap(found.aturan, past[year], target))
        return None

    @cached_property
    def _earlier_targets(self) -> Mapping[int, Mapping[int, TargetBerlaku]]:
        """The targets that ruled each earlier year, as the LKj reads them; one query."""
        years = range(self.asked.renstra.tahun_awal, self.tahun)
        return targets_of_years(self.asked.figures.berlaku, years)

    def _attention(self, found: Penilaian) -> Perhatian:
        rows = self.asked.figures.rows_of(found.indikator, self.tahun)[: self.triwulan]
        said = [
            (quarter, row)
            for quarter, row in enumerate(rows, 1)
            if row and (row.faktor_penghambat.strip() or row.tindak_lanjut.strip())
        ]
        quarter, row = said[-1] if said else (None, None)
        return Perhatian(
            penilaian=found,
            bobot=BOBOT["iku" if found.indikator.iku else measured_level(found.indikator)],
            triwulan=quarter,
            penghambat=row.faktor_penghambat.strip() if row else "",
            tindak_lanjut=row.tindak_lanjut.strip() if row else "",
        )

    # Programs and units -----------------------------------------------------------------------------------

    def _program(self, line: PlanLine, uang: Uang) -> SorotProgram:
        own = tuple(
            self.penilaian[each.pk]
            for each in self.asked.indicators
            if each.hasil and each.hasil.program_id == line.coded.pk
        )
        return SorotProgram(line, own, self.rata(own), uang)

    def _unit(self, unit: UnitKerja, ketepatan: Ketepatan) -> KesehatanUnit:
        due, filled, proven = 0, 0, 0
        for indikator in self.asked.indicators:
            if indikator.penanggung_jawab_id == unit.pk and self._is_due(indikator):
                row = self._own(self.asked.semua.rows_of(indikator, self.tahun), unit)
                due, filled = due + 1, filled + is_filled(row)
                proven += is_filled(row) and ("i", indikator.pk) in self._evidence
        for line in self._spending:
            if line.coded.unit_id == unit.pk:
                row = self._own(self.asked.semua.money_of(line.coded, self.tahun), unit)
                stated = row is not None and row.nilai is not None
                due, filled = due + 1, filled + stated
                proven += stated and ("s", line.coded.pk) in self._evidence
        report = self.asked.semua.reports.get((unit.pk, self.tahun, self.triwulan))
        return KesehatanUnit(unit, report, due, filled, proven, ketepatan)

    def _is_due(self, indikator: Indikator) -> bool:
        return not why_not_due(
            has_target=indikator.pk in self.asked.semua.targets,
            frekuensi=indikator.frekuensi,
            tahun=self.tahun,
            triwulan=self.triwulan,
        )

    def _own(self, rows: Sequence[Any], unit: UnitKerja) -> Any:
        return self.asked.semua.own(rows[self.triwulan - 1], unit.pk, self.triwulan)

    @cached_property
    def _spending(self) -> list[PlanLine]:
        """The subkegiatan whose spending is due."""
        pagu = self.asked.semua.pagu
        lines = (line for line in self.asked.lines if line.level == "subkegiatan" and line.first)
        return [line for line in lines if is_money_due(pagu.get(line.coded.pk))]

    @cached_property
    def _evidence(self) -> frozenset[tuple[str, int]]:
        """The rows of the quarter with evidence attached, whichever version of them it was attached to."""
        reports = [report.pk for report in self.asked.semua.of_quarter(self.triwulan)]
        rows = Bukti.objects.filter(laporan__in=reports).order_by().values_list("indikator", "subkegiatan")
        versi = self.asked.semua.berlaku.versi
        return frozenset(
            ("i", versi.indikator.get(i, i)) if i else ("s", versi.subkegiatan.get(s, s)) for i, s in rows
        )

    def _events(self) -> dict[int, list[PeristiwaLaporan]]:
        """Return the steps of the first report of the quarter, by unit."""
        rows = PeristiwaLaporan.objects.filter(
            laporan__renstra=self.asked.renstra,
            laporan__tahun=self.tahun,
            laporan__triwulan=self.triwulan,
            laporan__koreksi_ke=0,
        ).order_by("pada", "pk")
        found: dict[int, list[PeristiwaLaporan]] = {}
        for event in rows.select_related("laporan"):
            found.setdefault(event.laporan.unit_id, []).append(event)
        return found


def measured_level(indikator: Indikator) -> str:
    """Return what the indicator measures: tujuan, sasaran, bidang_urusan, program, kegiatan or subkegiatan."""
    hasil = indikator.hasil
    if hasil is None:
        return next(name for name in ("tujuan", "sasaran", "bidang_urusan") if getattr(indikator, f"{name}_id"))
    return next(name for name in ("program", "kegiatan", "subkegiatan") if getattr(hasil, f"{name}_id"))
