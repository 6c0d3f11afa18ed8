"""What the LKj of a year tells: each tujuan and sasaran with its indicators, its programs and their money.

One reading for all its tables. The year is whole: an indicator stands at its figure up to triwulan IV, against the
target in force for the year, as in form E.81; a year of which no quarter was reported, as a source states it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import count

from indicators.models import Indikator
from programs.models import Tujuan
from programs.rollup import TOTAL, Amounts
from reports.selectors.evaluasi import stated_sum
from reports.selectors.evaluasi_uang import Jumlah, money_by_line, per_year, program_of, with_undivided
from reports.selectors.garis import Coded, PlanLine
from reports.selectors.pembanding import newest_comparisons
from reports.selectors.permintaan import Permintaan
from targets.formulas import (
    Aturan,
    Hasil,
    NilaiTarget,
    Perkembangan,
    perkembangan,
    rata_rata,
    serapan,
    terhadap,
)
from targets.models import ROMAWI, EvaluasiTriwulan, Pembanding, Realisasi
from targets.selectors.angka import rule_of
from targets.selectors.berlaku import TargetBerlaku, targets_of_years
from targets.selectors.lembar import parent_of

PAGU, TAHUN, TW1 = 0, 1, 11  # columns of money, as keys of one roll-up


@dataclass(frozen=True, slots=True)
class KinerjaSetahun:
    """An indicator in one whole year: the target that ruled it, what was reached, and capaian."""

    target: NilaiTarget
    realisasi: Hasil
    capaian: Hasil


@dataclass(frozen=True, slots=True)
class Butir:
    """An indicator in the asked year and in the Renstra to date; `terkunci`: its last quarter is locked."""

    indikator: Indikator
    aturan: Aturan
    kini: KinerjaSetahun
    renstra: Hasil
    target_renstra: NilaiTarget
    kemajuan: Hasil
    terkunci: bool


@dataclass(frozen=True, slots=True)
class Riwayat:
    """An indicator year by year, its starting position, and how the asked year stands to the one before."""

    awal: Hasil
    tahun: Mapping[int, KinerjaSetahun]
    perkembangan: Perkembangan


@dataclass(frozen=True, slots=True)
class Kelompok:
    """A tujuan or sasaran (`jenis`) and what measures it; `pk` is the sasaran's.

    What belongs to none stands last: other IKU in `lain`, programs in `tanpa_sasaran`.
    """

    jenis: str
    judul: str
    uraian: str
    butir: tuple[Butir, ...] = ()
    pk: int | None = None

    @property
    def nama(self) -> str:
        return f"{self.judul}: {self.uraian}" if self.uraian else self.judul


@dataclass(frozen=True, slots=True)
class UangLkj:
    """The Rupiah of a code in the year: pagu in force, realisasi, and that of each quarter where quarters report.

    A year before the system has the realisasi that a source states of it as a whole.
    """

    pagu: Decimal | None = None
    realisasi: Decimal | None = None
    triwulan: tuple[Decimal | None, ...] = (None,) * 4

    @property
    def serapan(self) -> Hasil:
        return serapan(self.realisasi, self.pagu)


@dataclass(frozen=True, slots=True)
class ProgramLkj:
    """A program with the indicators of its outcome and its money."""

    line: PlanLine
    butir: tuple[Butir, ...]
    uang: UangLkj

    @property
    def nama(self) -> str:
        return f"{self.line.kode} {self.line.coded.nama}"


@dataclass(frozen=True, slots=True)
class Belanja:
    """The programs that serve a sasaran, and their money together."""

    program: tuple[ProgramLkj, ...]

    @property
    def pagu(self) -> Decimal | None:
        return stated_sum(each.uang.pagu for each in self.program)

    @property
    def realisasi(self) -> Decimal | None:
        return stated_sum(each.uang.realisasi for each in self.program)

    @property
    def serapan(self) -> Hasil:
        return serapan(self.realisasi, self.pagu)


@dataclass(frozen=True, slots=True)
class Faktor:
    """What was written of the year: each text with the quarter it was written for, the newest first."""

    pendorong: tuple[str, ...] = ()
    penghambat: tuple[str, ...] = ()
    upaya: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pendorong or self.penghambat or self.upaya)


class Lkj:
    """The LKj of the asked year; all its tables read it, and what they read they read once."""

    def __init__(self, asked: Permintaan) -> None:
        self.asked, self.tahun = asked, asked.tahun
        self._butir: dict[int, Butir] = {}

    @cached_property
    def kelompok(self) -> tuple[Kelompok, ...]:
        """Each tujuan followed by its sasaran, then the IKU that belong to neither."""
        goals: dict[int, Tujuan] = {each.tujuan.pk: each.tujuan for each in self.asked.indicators if each.tujuan}
        goals |= {row.tujuan_id: row.tujuan for row in self.asked.sasaran}
        found, numbers = [], count(1)
        for place, tujuan in enumerate(sorted(goals.values(), key=lambda row: (row.urutan, row.kode)), 1):
            own = self._all(each for each in self.asked.indicators if each.tujuan_id == tujuan.pk)
            found.append(Kelompok("tujuan", f"Tujuan {place}", tujuan.uraian, own))
            for row in self.asked.sasaran:
                if row.tujuan_id == tujuan.pk:
                    own = self._all(each for each in self.asked.indicators if each.sasaran_id == row.pk)
                    found.append(Kelompok("sasaran", f"Sasaran {next(numbers)}", row.uraian, own, row.pk))
        others = self._all(each for each in self.asked.indicators if each.iku and not _of_goal(each))
        return (*found, *([Kelompok("lain", "Indikator Kinerja Utama lain", "", others)] if others else ()))

    @property
    def butir(self) -> tuple[Butir, ...]:
        """The indicators the agency answers for: of tujuan and sasaran, and every other IKU."""
        return tuple(each for group in self.kelompok for each in group.butir)

    @property
    def sasaran(self) -> tuple[Kelompok, ...]:
        """The groups that spend money: the sasaran, and programs without one."""
        loose = [Kelompok("tanpa_sasaran", "Program yang belum dikaitkan dengan sasaran", "")]
        own = (group for group in self.kelompok if group.jenis == "sasaran")
        return (*own, *(loose if None in self._program_lines else ()))

    def belanja_of(self, group: Kelompok) -> Belanja:
        return Belanja(tuple(map(self._program, self._lines_of(group))))

    @cached_property
    def lines(self) -> list[PlanLine]:
        """The plan as lines, with one more for money known only of a program as a whole."""
        return with_undivided(self.asked.lines, self._money)

    def uang_of(self, key: str) -> UangLkj:
        """Return the Rupiah of a line, of the whole agency under `TOTAL`."""
        columns = self._money.get(key, {})
        quarters = tuple(columns.get(TW1 + place) for place in range(4))
        return UangLkj(columns.get(PAGU), columns.get(TAHUN), quarters)

    @property
    def uang_total(self) -> UangLkj:
        return self.uang_of(TOTAL)

    def rata(self, butir: Sequence[Butir]) -> Hasil:
        """Return the mean capaian of the year by the agency's settings, with "n dari m indikator"."""
        settings = self.asked.settings
        return rata_rata(
            [each.kini.capaian for each in butir],
            batas=settings.batas_rata_rata,
            perlakuan_kosong=settings.perlakuan_kosong,
            terkunci=[each.terkunci for each in butir],
        )

    def butir_of(self, indikator: Indikator) -> Butir:
        if indikator.pk not in self._butir:
            self._butir[indikator.pk] = self._read(indikator)
        return self._butir[indikator.pk]

    def riwayat_of(self, butir: Butir) -> Riwayat:
        """Return the years of the Renstra up to the asked one, each against the target that ruled it then."""
        indikator, figures = butir.indikator, self.asked.figures
        years = {
            year: _year(butir.aturan, found, self._earlier_targets[year].get(indikator.pk))
            for year, found in figures.year_figures(indikator, self.tahun - 1).items()
        }
        years[self.tahun] = butir.kini
        before = years.get(self.tahun - 1) or _year(butir.aturan, self._start(indikator, self.tahun - 1), None)
        compared = perkembangan(
            butir.aturan.polaritas,
            before.realisasi,
            butir.kini.realisasi,
            capaian_lalu=before.capaian,
            capaian_kini=butir.kini.capaian,
        )
        return Riwayat(self._start(indikator, self.asked.renstra.tahun_baseline), years, compared)

    def faktor_of(self, indikator: Indikator) -> Faktor:
        rows = self.asked.figures.rows_of(indikator, self.tahun)
        stated = [(quarter, row) for quarter, row in enumerate(rows, 1) if row]
        return Faktor(
            *(_labelled(stated, name) for name in ("faktor_pendorong", "faktor_penghambat", "tindak_lanjut"))
        )

    def pendukung(self, group: Kelompok) -> list[Indikator]:
        """Return the indicators of the programs of a group, down to the subkegiatan, in plan order."""
        codes = {line.kode for line in self._lines_of(group)}
        return [each for each in self.asked.indicators if each.hasil and program_of(parent_of(each).kode) in codes]

    @cached_property
    def faktor_unit(self) -> tuple[tuple[str, Faktor], ...]:
        """What each unit wrote of its quarters as a whole."""
        units: dict[tuple[int, str], list[tuple[int, EvaluasiTriwulan]]] = {}
        for (_, year, quarter), report in self.asked.figures.reports.items():
            if report and year == self.tahun and hasattr(report, "evaluasi"):
                key = report.unit.urutan, report.unit.nama
                units.setdefault(key, []).append((quarter, report.evaluasi))
        found = ((unit, _of_unit(stated)) for (_, unit), stated in sorted(units.items(), key=lambda pair: pair[0]))
        return tuple((unit, faktor) for unit, faktor in found if faktor)

    @cached_property
    def pembanding(self) -> Mapping[int, Mapping[str, Pembanding]]:
        """The newest figure of each kind up to the year, by indicator."""
        return newest_comparisons(self.asked)

    @cached_property
    def _earlier_targets(self) -> Mapping[int, Mapping[int, TargetBerlaku]]:
        years = range(self.asked.renstra.tahun_awal, self.tahun)
        return targets_of_years(self.asked.figures.berlaku, years)

    @cached_property
    def _program_lines(self) -> dict[int | None, list[PlanLine]]:
        found: dict[int | None, list[PlanLine]] = {}
        for line in self.asked.lines:
            if line.level == "program" and line.first:
                found.setdefault(line.coded.sasaran_id, []).append(line)
        return found

    @cached_property
    def _money(self) -> Mapping[str, Amounts]:
        figures, lines = self.asked.figures, self.asked.lines
        year = per_year(
            lines, (self.tahun,), figures.spent, lambda kode, tahun: figures.money_of_year(kode, tahun).realisasi
        )
        spent = [Jumlah(row.kode, TAHUN, row.nilai, row.utuh) for row in year]
        stated = [
            Jumlah(line.kode, column, value)
            for line in lines
            if line.level == "subkegiatan" and line.first
            for column, value in self._money_columns(line.coded)
            if value is not None
        ]
        return money_by_line([*spent, *stated])

    def _money_columns(self, row: Coded) -> Iterable[tuple[int, Decimal | None]]:
        pagu = self.asked.figures.pagu.get(row.pk)
        yield PAGU, pagu.nilai if pagu else None
        for quarter, stated in enumerate(self.asked.figures.money_of(row, self.tahun)):
            yield TW1 + quarter, stated.nilai if stated else None

    def _lines_of(self, group: Kelompok) -> list[PlanLine]:
        return self._program_lines.get(group.pk, []) if group.jenis in ("sasaran", "tanpa_sasaran") else []

    def _program(self, line: PlanLine) -> ProgramLkj:
        own = (each for each in self.asked.indicators if each.hasil and each.hasil.program_id == line.coded.pk)
        return ProgramLkj(line, self._all(own), self.uang_of(line.kode))

    def _all(self, indicators: Iterable[Indikator]) -> tuple[Butir, ...]:
        return tuple(map(self.butir_of, indicators))

    def _read(self, indikator: Indikator) -> Butir:
        figures, rule = self.asked.figures, rule_of(indikator)
        years = figures.year_figures(indikator, self.tahun)
        final, to_date = figures.final_bounds(indikator), figures.to_date(indikator, years)
        return Butir(
            indikator=indikator,
            aturan=rule,
            kini=_year(rule, years[self.tahun], figures.targets.get(indikator.pk)),
            renstra=to_date,
            target_renstra=final,
            kemajuan=terhadap(rule, to_date, final),
            terkunci=figures.is_locked(indikator, 4),
        )

    def _start(self, indikator: Indikator, tahun: int | None) -> Hasil:
        """Return the starting position where the Renstra states it for that year."""
        value = indikator.baseline if tahun and tahun == self.asked.renstra.tahun_baseline else None
        if value is None:
            return Hasil(None, "kondisi awal belum ada")
        return Hasil(Fraction(value), aturan="Kondisi awal", rumus=f"kondisi awal Renstra tahun {tahun}")


def _of_goal(indikator: Indikator) -> bool:
    return bool(indikator.tujuan_id or indikator.sasaran_id)


def _year(rule: Aturan, realisasi: Hasil, stated: TargetBerlaku | None) -> KinerjaSetahun:
    target = stated.batas if stated else NilaiTarget()
    return KinerjaSetahun(target, realisasi, terhadap(rule, realisasi, target))


def _of_unit(stated: Sequence[tuple[int, EvaluasiTriwulan]]) -> Faktor:
    renja = _labelled(stated, "tindak_lanjut_renja", " (Renja berikutnya)")
    return Faktor(
        _labelled(stated, "faktor_pendorong"),
        _labelled(stated, "faktor_penghambat"),
        _labelled(stated, "tindak_lanjut_triwulan") + renja,
    )


def _labelled(
    stated: Sequence[tuple[int, Realisasi | EvaluasiTriwulan]], name: str, untuk: str = ""
) -> tuple[str, ...]:
    """Return what was written under a name with its quarter, the newest quarter first."""
    ordered = sorted(((quarter, getattr(row, name).strip()) for quarter, row in stated), reverse=True)
    return tuple(f"Triwulan {ROMAWI[quarter - 1]}{untuk}: {text}" for quarter, text in ordered if text)
