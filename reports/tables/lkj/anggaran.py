"""LKj 3.9 and 3.10: realisasi anggaran of the year, whole and by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any

from programs.rollup import TOTAL
from renstra.tabular import Cell, Column, Group, Kind, Layout, Row, Table, Value
from reports.selectors.evaluasi_uang import program_of
from reports.selectors.garis import PlanLine
from reports.selectors.lkj import Lkj, UangLkj
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import derived
from reports.tables.lkj.kolom import level_column, lkj_table
from targets.formulas import serapan
from targets.models import ROMAWI

TINGKAT = ("program", "utuh", "kegiatan", "subkegiatan")


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """A code with its money; `sampai` is what was spent up to the end of each quarter, None where unreported."""

    kode: str
    nama: str
    uang: UangLkj
    sampai: tuple[Decimal | None, ...]


def build_for(asked: Permintaan) -> Table:
    return anggaran(Lkj(asked))


def anggaran(lkj: Lkj, programs: Sequence[str] | None = None) -> Table:
    """Return pagu and realisasi of the year by program, kegiatan and subkegiatan; of some programs by kegiatan."""
    return lkj_table(
        lkj,
        "lkj-anggaran",
        "Tabel 3.9",
        f"Realisasi Anggaran Tahun {lkj.tahun}",
        (
            *_texts(125),
            Column("pagu", "Pagu (Rp)", lambda row: row.uang.pagu, Kind.MONEY, 38, total=True),
            Column("realisasi", "Realisasi (Rp)", lambda row: row.uang.realisasi, Kind.MONEY, 38, total=True),
            level_column("serapan", "%", _used, 22),
        ),
        _rows(lkj, lkj.lines, programs),
        notes=("Pagu menurut dokumen yang berlaku: DPA, lalu Renja, lalu Renstra.",),
        tahun=(lkj.tahun,),
        size=8,
        **_MORE,
    )


def build_triwulan(asked: Permintaan) -> Table:
    return anggaran_triwulan(Lkj(asked))


def anggaran_triwulan(lkj: Lkj) -> Table:
    """Return pagu and realisasi from January to each quarter; one that nobody reported stays blank."""
    return lkj_table(
        lkj,
        "lkj-anggaran-triwulan",
        "Tabel 3.10",
        f"Realisasi Anggaran per Triwulan Tahun {lkj.tahun} (sejak Januari)",
        (
            *_texts(80),
            Column("pagu", "Pagu (Rp)", lambda row: row.uang.pagu, Kind.MONEY, 29, total=True),
            *(_quarter(place) for place in range(4)),
        ),
        _rows(lkj, lkj.asked.lines),
        notes=(
            "Realisasi dihitung sejak Januari sampai akhir triwulan; baris yang belum dilaporkan pada suatu "
            "triwulan memuat realisasi sampai triwulan sebelumnya.",
        ),
        size=6.5,
        **_MORE,
    )


_MORE: dict[str, Any] = {
    "kosong": "Belum ada program dalam Renstra yang berlaku.",
    "lekat": frozenset({"program", "kegiatan"}),
}


def _texts(width: float) -> tuple[Column[Any], ...]:
    return (
        Column("kode", "Kode", _total_label, Kind.CODE, 32),
        Column("nama", "Program/Kegiatan/Subkegiatan", lambda row: row.nama or None, width=width),
    )


def _total_label(row: BarisAnggaran) -> Value | Cell:
    return row.kode if row.kode != TOTAL else Cell("TOTAL", colspan=2, kind=Kind.TEXT)


def _quarter(place: int) -> Layout:
    def used(row: BarisAnggaran) -> Value | Cell:
        level = serapan(row.sampai[place], row.uang.pagu)
        return derived(level.nilai, f"{{r{place}}}/{{pagu}}*100")

    spent: Column[Any] = Column(
        f"r{place}", "Realisasi (Rp)", lambda row: row.sampai[place], Kind.MONEY, 28, total=True
    )
    return Group(f"Triwulan {ROMAWI[place]}", (spent, level_column(f"p{place}", "%", used, 14)))


def _used(row: BarisAnggaran) -> Value | Cell:
    return derived(row.uang.serapan.nilai, "{realisasi}/{pagu}*100")


def _rows(lkj: Lkj, plan: Sequence[PlanLine], programs: Sequence[str] | None = None) -> list[Row[Any]]:
    """Return the codes in order with their sums, the whole last; of some programs only down to the kegiatan."""
    lines = [line for line in plan if line.first and line.level in TINGKAT]
    if programs is not None:
        lines = [line for line in lines if program_of(line.key) in programs and line.level != "subkegiatan"]
    shown = {line.key for line in lines}
    last = max((n for n, spent in enumerate(lkj.uang_total.triwulan, 1) if spent is not None), default=0)
    rows = [
        Row(line.key, line.level, _line(lkj, line, last), tuple(part for part in line.parts if part in shown))
        for line in lines
    ]
    if programs is None and rows:
        parts = tuple(line.key for line in lines if line.level == "program")
        whole = lkj.uang_total
        rows.append(Row(TOTAL, "total", BarisAnggaran(TOTAL, "", whole, _to_date(whole, last)), parts))
    return rows


def _line(lkj: Lkj, line: PlanLine, last: int) -> BarisAnggaran:
    money = lkj.uang_of(line.key)
    return BarisAnggaran(line.kode, line.coded.nama, money, _to_date(money, last))


def _to_date(money: UangLkj, last: int) -> tuple[Decimal | None, ...]:
    """Return the sum from January up to each quarter that anybody reported; None before a row's first report."""

    def add(before: Decimal | None, own: Decimal | None) -> Decimal | None:
        return before if own is None else (before or Decimal(0)) + own

    return tuple(spent if place < last else None for place, spent in enumerate(accumulate(money.triwulan, add)))
