"""Rows of the evaluation forms (E.81, E.80, T-C.29): each indicator and each code of the plan, with its figures.

Accumulation follows the indicator; Rupiah always adds up, from the subkegiatan to the whole.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, groupby
from typing import Any, NamedTuple

from indicators.models import Indikator
from programs.models import LEVELS, Dokumen, Renstra, Subkegiatan, UnitKerja
from programs.rollup import TOTAL, ancestors, roll_up
from targets.choices import StatusLaporan
from targets.formulas import (
    AngkaTriwulan,
    Aturan,
    Bagian,
    Hasil,
    NilaiTarget,
    bagian_per_triwulan,
    capaian,
    per_triwulan,
    persentase,
    rata_rata,
    serapan,
)
from targets.models import EvaluasiTriwulan, Realisasi
from targets.selectors import pagu_by_code, plan_document
from targets.selectors.angka import Figures, rule_of, year_to_date
from targets.selectors.lembar import parent_of, plan_order

VERIFIED = (StatusLaporan.DIVERIFIKASI, StatusLaporan.DIKUNCI)
Amounts = Mapping[int, Decimal]


class Teks(NamedTuple):
    """The texts of a line."""

    sasaran: str
    kode: str
    nama: str
    unit: str
    indikator: str
    satuan: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A code of the plan with one of its indicators; a code without indicators is one line, with several many.

    Programs are numbered; the texts of a code stand on its first line only.
    """

    key: str
    level: str
    kode: str
    nama: str
    unit: str
    sasaran: str
    indikator: Indikator | None
    first: bool
    parts: tuple[str, ...] = ()
    nomor: str = ""

    @property
    def teks(self) -> Teks:
        own = (self.sasaran, self.kode, self.nama, self.unit) if self.first else ("",) * 4
        indikator = self.indikator
        return Teks(*own, indikator.nama if indikator else "", indikator.satuan if indikator else "")


def total_line(renstra: Renstra, lines: Sequence[PlanLine]) -> PlanLine:
    """Return the line of the whole agency, the sum of its urusan."""
    top = tuple(line.key for line in lines if line.level == "urusan")
    return PlanLine(TOTAL, "total", "", renstra.perangkat_daerah.nama.upper(), "", "", None, True, top)


def plan_lines(dokumen: Dokumen) -> list[PlanLine]:
    """Return the coded rows of the plan in code order, one line an indicator, money standing on the first."""
    indicators = _indicators(dokumen)
    coded = sorted(_coded(dokumen), key=lambda row: row[1])
    children: dict[str, list[str]] = {}
    for _, kode, *_ in coded:
        children.setdefault(ancestors(kode)[0], []).append(kode)
    lines = []
    programs = count(1)
    for level, kode, nama, unit, sasaran in coded:
        number = str(next(programs)) if level == "program" else ""
        for place, indikator in enumerate(indicators.get(kode) or [None]):
            key = kode if not place else f"{kode}/{place}"
            parts = tuple(children.get(kode, ())) if not place else ()
            lines.append(
                PlanLine(
                    key,
                    level,
                    kode,
                    nama,
                    unit,
                    sasaran,
                    indikator,
                    not place,
                    parts,
                    "" if place else number,
                )
            )
    return lines


def _coded(dokumen: Dokumen) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (level, code, name, responsible unit, sasaran) of every coded row in force."""
    for level, model in LEVELS.items():
        rows = model._default_manager.in_force(dokumen)
        fields = {"program": ("unit__nama", "sasaran__uraian"), "subkegiatan": ("unit__nama",)}.get(level, ())
        for kode, nama, *more in rows.order_by().values_list("kode", "nama", *fields):
            unit, sasaran = (*more, "", "")[:2]
            yield level, kode, nama, unit or "", sasaran or ""


def _indicators(dokumen: Dokumen) -> dict[str, list[Indikator]]:
    rows = (
        Indikator.objects.in_force(dokumen)
        .filter(hasil__isnull=False)
        .select_related("hasil__program", "hasil__kegiatan", "hasil__subkegiatan", "penanggung_jawab")
        .select_related("tujuan", "sasaran", "bidang_urusan")
    )
    ordered = sorted(rows, key=plan_order)
    return {kode: list(group) for kode, group in groupby(ordered, key=lambda row: parent_of(row).kode)}


@dataclass(frozen=True, slots=True)
class Kinerja:
    """The figures of one indicator in form E.81, named by their column."""

    target_renstra: Hasil
    lalu: Hasil
    target: NilaiTarget
    triwulan: tuple[AngkaTriwulan | None, ...]
    tahun: Hasil
    tingkat_tahun: Hasil
    renstra: Hasil
    tingkat_renstra: Hasil
    aturan: Aturan


@dataclass(frozen=True, slots=True)
class Uang:
    """The Rupiah of one code in form E.81, sums of its subkegiatan; an absent figure was not stated."""

    target_renstra: Decimal | None
    lalu: Decimal | None
    target: Decimal | None
    triwulan: tuple[Decimal | None, ...]
    tahun: Decimal | None
    renstra: Decimal | None

    @property
    def tingkat_tahun(self) -> Hasil:
        return serapan(self.tahun, self.target)

    @property
    def tingkat_renstra(self) -> Hasil:
        return serapan(self.renstra, self.target_renstra)


@dataclass(frozen=True, slots=True)
class BarisEvaluasi:
    """A line of form E.81."""

    line: PlanLine
    kinerja: Kinerja | None
    uang: Uang | None

    @property
    def teks(self) -> Teks:
        return self.line.teks


@dataclass(frozen=True, slots=True)
class Evaluasi:
    """Form E.81 of a year up to a quarter: lines, TOTAL, and the means of the lowest level."""

    total: BarisEvaluasi
    baris: tuple[BarisEvaluasi, ...]
    rata_tahun: Hasil
    rata_renstra: Hasil
    narasi: Mapping[str, tuple[str, ...]]


# Columns of money, as keys of one roll-up.
TARGET_RENSTRA, LALU, TARGET, TW1, TAHUN, RENSTRA = 5, 6, 7, 8, 12, 13


def evaluasi_renja(
    renstra: Renstra,
    tahun: int,
    triwulan: int,
    *,
    batas: int | None = 100,
    perlakuan_kosong: str = "abaikan",
    statuses: Collection[str] = VERIFIED,
) -> Evaluasi:
    """Return form E.81 with the quarters after `triwulan` left blank; a fixed number of queries."""
    units = list(UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id))
    figures = Figures(renstra, units, tahun, statuses=statuses)
    dokumen = plan_document(renstra)
    money = _money(figures, dokumen, triwulan)
    lines = plan_lines(dokumen)
    rows = tuple(
        BarisEvaluasi(
            line,
            _kinerja(figures, line.indikator, triwulan) if line.indikator else None,
            _uang(money.get(line.kode, {})) if line.first else None,
        )
        for line in lines
    )
    lowest = [row for row in rows if row.line.level == "subkegiatan" and row.kinerja]
    mean: Any = {
        "batas": batas,
        "perlakuan_kosong": perlakuan_kosong,
        "terkunci": [figures.is_locked(row.line.indikator, triwulan) for row in lowest if row.line.indikator],
    }
    return Evaluasi(
        total=BarisEvaluasi(total_line(renstra, lines), None, _uang(money.get(TOTAL, {}))),
        baris=rows,
        rata_tahun=rata_rata([row.kinerja.tingkat_tahun for row in lowest if row.kinerja], **mean),
        rata_renstra=rata_rata([row.kinerja.tingkat_renstra for row in lowest if row.kinerja], **mean),
        narasi=_narrative(figures, triwulan),
    )


def _narrative(figures: Figures, triwulan: int) -> dict[str, tuple[str, ...]]:
    """Gather what units wrote of the quarter: of the whole, then "indikator: uraian" of each indicator."""
    reports = [
        report
        for (_, tahun, quarter), report in sorted(figures.reports.items())
        if report and (tahun, quarter) == (figures.tahun, triwulan)
    ]
    found: dict[str, tuple[str, ...]] = {}
    whole = EvaluasiTriwulan.objects.filter(laporan__in=reports).order_by("laporan__unit__urutan")
    rows = Realisasi.objects.filter(laporan__in=reports).select_related("indikator")
    ordered = rows.order_by("laporan__unit__urutan", "indikator__kode")
    for key in ("faktor_pendorong", "faktor_penghambat", "tindak_lanjut_triwulan", "tindak_lanjut_renja"):
        own = "tindak_lanjut" if key == "tindak_lanjut_triwulan" else key
        texts = [getattr(row, key) for row in whole]
        texts += [f"{row.indikator}: {said}" for row in ordered if (said := getattr(row, own, ""))]
        found[key] = tuple(text for text in texts if text)
    return found


def _kinerja(figures: Figures, indikator: Indikator, triwulan: int) -> Kinerja:
    rule = rule_of(indikator)
    rows = figures.rows_of(indikator, figures.tahun)
    sampai = year_to_date(indikator, rows, triwulan)
    before = figures.year_figures(indikator, figures.tahun - 1)
    stated = figures.targets.get(indikator.pk)
    target = stated.batas if stated else NilaiTarget()
    final = figures.final_target(indikator)
    renstra = figures.to_date(indikator, before | {figures.tahun: sampai})
    quarters = _quarters(rule, rows, triwulan)
    return Kinerja(
        target_renstra=final,
        lalu=figures.to_date(indikator, before),
        target=target,
        triwulan=tuple(each if place < triwulan else None for place, each in enumerate(quarters)),
        tahun=sampai,
        tingkat_tahun=_level(indikator, sampai, target),
        renstra=renstra,
        tingkat_renstra=_level(indikator, renstra, NilaiTarget(final.persis)),
        aturan=rule,
    )


def _quarters(rule: Aturan, rows: Sequence[Realisasi | None], triwulan: int) -> tuple[AngkaTriwulan, ...]:
    """Return each quarter's own figure; parts are taken apart before they make a percentage."""
    way: Any = {"triwulan": triwulan, "cara_isi": rule.cara_isi, "akumulasi": rule.akumulasi_triwulan}
    if not rule.dari_bagian:
        return per_triwulan([row.nilai if row else None for row in rows], **way)
    parts = [Bagian(row.pembilang, row.penyebut) if row else Bagian() for row in rows]
    return tuple(AngkaTriwulan(persentase(part).nilai) for part in bagian_per_triwulan(parts, **way))


def _level(indikator: Indikator, realisasi: Hasil, target: NilaiTarget) -> Hasil:
    return capaian(
        realisasi.persis,
        target.nilai,
        polaritas=indikator.polaritas,
        target_atas=target.atas,
        rumus_negatif=indikator.rumus_negatif,
    )


def _money(figures: Figures, dokumen: Dokumen, triwulan: int) -> Mapping[str, Amounts]:
    """Return the Rupiah of every code by column, rolled up from the subkegiatan."""
    plan = pagu_by_code(dokumen)
    return roll_up(
        (row.kode, column, value)
        for row in Subkegiatan.objects.in_force(dokumen)
        for column, value in _money_columns(figures, row, plan.get(row.kode, {}), triwulan)
    )


def _money_columns(
    figures: Figures, row: Subkegiatan, plan: Amounts, triwulan: int
) -> Iterator[tuple[int, Decimal | None]]:
    pagu = figures.pagu.get(row.pk)
    years = range(figures.renstra.tahun_awal, figures.tahun)
    before = [_sum(each.nilai for year in years for each in figures.money_of(row, year) if each)]
    spent = [each.nilai if each else None for each in figures.money_of(row, figures.tahun)][:triwulan]
    yield TARGET_RENSTRA, _sum(v for year, v in plan.items() if year <= figures.renstra.tahun_akhir)
    yield LALU, before[0]
    yield TARGET, pagu.nilai if pagu else None
    yield from enumerate(spent, TW1)
    yield TAHUN, _sum(spent)
    yield RENSTRA, _sum([*before, *spent])


def _sum(values: "Sequence[Decimal | None] | Iterator[Decimal | None]") -> Decimal | None:
    """Return the sum of what is stated, None where nothing is."""
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal(0)) if stated else None


def _uang(columns: Amounts) -> Uang:
    return Uang(
        target_renstra=columns.get(TARGET_RENSTRA),
        lalu=columns.get(LALU),
        target=columns.get(TARGET),
        triwulan=tuple(columns.get(TW1 + place) for place in range(4)),
        tahun=columns.get(TAHUN),
        renstra=columns.get(RENSTRA),
    )
