"""Rows of the Renja tables: what is planned for year n and, as prakiraan maju, for n+1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from programs.choices import JenisDokumen
from programs.models import Dokumen
from programs.rollup import TOTAL, Amounts, roll_up
from reports.selectors.garis import PlanLine, total_line
from reports.selectors.permintaan import Permintaan
from targets.formulas import Hasil, NilaiTarget
from targets.models import RencanaSubkegiatan
from targets.selectors.renja import RencanaRenja

NO_RESULT = Hasil(None)
JUMLAH = "JUMLAH"


@dataclass(frozen=True, slots=True)
class KinerjaRenja:
    """The figures of one indicator: end of the Renstra, n-2, n-1, n and n+1."""

    akhir: NilaiTarget
    lalu: Hasil
    prakiraan: NilaiTarget
    target: NilaiTarget
    maju: NilaiTarget


@dataclass(frozen=True, slots=True)
class BarisRenja:
    """A line of a Renja table; money and plan stand on the first line of a code, `hasil` below it (17 columns)."""

    line: PlanLine
    kinerja: KinerjaRenja | None = None
    pagu: Decimal | None = None
    pagu_maju: Decimal | None = None
    rincian: RencanaSubkegiatan | None = None
    sumber_dana: tuple[str, ...] = ()
    hasil: str | None = None


@dataclass(frozen=True, slots=True)
class Renja:
    """A year's plan: its lines, their total, and how many figures each document gave."""

    tahun: int
    total: BarisRenja
    baris: tuple[BarisRenja, ...]
    renja: Dokumen | None
    pagu_renstra: int
    target_renstra: int

    @property
    def jumlah(self) -> BarisRenja:
        """The last line: the total once more, under its own label."""
        line = self.total.line
        last = replace(line, key=JUMLAH, coded=line.coded._replace(level="jumlah", nama=""))
        return replace(self.total, line=last)


def rencana_renja(asked: Permintaan) -> Renja:
    """Return the plan of the asked year, one line an indicator; a fixed number of queries."""
    plan = RencanaRenja(asked.berlaku)
    money = _money(plan, asked.lines)
    rows = tuple(_row(asked, plan, money, line) for line in asked.lines)
    whole = total_line(asked.renstra, asked.lines)
    return Renja(
        tahun=asked.tahun,
        total=BarisRenja(whole, None, *_amounts(money.get(TOTAL, {}), asked.tahun)),
        baris=rows,
        renja=plan.renja,
        **_of_the_renstra(plan, rows),
    )


def _row(asked: Permintaan, plan: RencanaRenja, money: Mapping[str, Amounts], line: PlanLine) -> BarisRenja:
    kinerja = _kinerja(asked, plan, line) if line.indikator else None
    if not line.first:
        return BarisRenja(line, kinerja)
    lowest = line.level == "subkegiatan"
    pagu = plan.pagu.get((line.coded.pk, asked.tahun)) if lowest else None
    return BarisRenja(
        line,
        kinerja,
        *_amounts(money.get(line.kode, {}), asked.tahun),
        rincian=plan.rincian.get(line.coded.pk) if lowest else None,
        sumber_dana=pagu.sumber_dana if pagu else (),
    )


def _amounts(columns: Amounts, tahun: int) -> tuple[Decimal | None, Decimal | None]:
    return columns.get(tahun), columns.get(tahun + 1)


def _kinerja(asked: Permintaan, plan: RencanaRenja, line: PlanLine) -> KinerjaRenja:
    indikator, figures, tahun = line.indikator, asked.figures, asked.tahun
    assert indikator is not None  # noqa: S101 — only lines with an indicator come here

    def target(year: int) -> NilaiTarget:
        return plan.targets.get((indikator.pk, year), NilaiTarget())

    return KinerjaRenja(
        akhir=figures.final_bounds(indikator),
        lalu=figures.year_figures(indikator, tahun - 2).get(tahun - 2, NO_RESULT),
        prakiraan=target(tahun - 1),
        target=target(tahun),
        maju=target(tahun + 1),
    )


def _money(plan: RencanaRenja, lines: list[PlanLine]) -> Mapping[str, Amounts]:
    return roll_up(
        (line.kode, year, pagu.nilai)
        for line in lines
        if line.level == "subkegiatan" and line.first
        for year in plan.years
        if (pagu := plan.pagu.get((line.coded.pk, year)))
    )


def _of_the_renstra(plan: RencanaRenja, rows: tuple[BarisRenja, ...]) -> dict[str, int]:
    """Count the figures of year n that the Renja leaves to the Renstra."""
    codes = [row.line.coded.pk for row in rows if row.line.level == "subkegiatan" and row.line.first]
    indicators = [row.line.indikator.pk for row in rows if row.line.indikator]
    year = plan.tahun
    pagu = [plan.pagu[pk, year] for pk in codes if (pk, year) in plan.pagu]
    left = [pk for pk in indicators if (pk, year) in plan.targets and (pk, year) not in plan.own]
    return {
        "pagu_renstra": sum(each.dokumen.jenis == JenisDokumen.RENSTRA for each in pagu),
        "target_renstra": len(left),
    }


def with_outcomes(rows: tuple[BarisRenja, ...]) -> Iterator[BarisRenja]:
    """Yield each code by itself, and below it its outcomes or outputs, one line an indicator.

    A statement stands on the line of its first indicator; money stands with the code alone.
    """
    said = None
    for row in rows:
        indikator = row.line.indikator
        if row.line.first:
            yield replace(row, kinerja=None, line=replace(row.line, indikator=None))
        if indikator is None or indikator.hasil is None:
            continue
        line = replace(row.line, key=indikator.kode, parts=(), nomor="")
        hasil = indikator.hasil
        yield BarisRenja(line, row.kinerja, hasil="" if hasil.pk == said else hasil.uraian)
        said = hasil.pk
