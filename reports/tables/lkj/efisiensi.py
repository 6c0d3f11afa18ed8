"""LKj 3.7 (efficiency: capaian minus absorption) and 3.8 (performance and money side by side)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from renstra.tabular import Cell, Column, Group, Kind, Row, Table, Value
from reports.selectors.lkj import Belanja, Butir, Kelompok, Lkj, ProgramLkj
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import derived
from reports.tables.lkj.kolom import (
    BELUM_ADA_INDIKATOR,
    Lintas,
    figure_column,
    level,
    level_column,
    lkj_table,
    mean_note,
    reached,
    target,
)
from targets.formulas import Hasil, efisiensi, kategori_efisiensi

BELUM_ADA_PROGRAM = "belum ada program"
NOTE = (
    "Tingkat efisiensi = capaian − penyerapan, dalam poin persen: di atas 5 efisien; −5 s.d. 5 cukup efisien; "
    "di bawah −5 tidak efisien. Penyerapan = jumlah realisasi ÷ jumlah pagu yang berlaku."
)


@dataclass(frozen=True, slots=True)
class BarisEfisiensi:
    """A sasaran or program with its mean capaian and absorption; an indicator has capaian alone."""

    nomor: int | None
    nama: str
    indikator: str
    capaian: Hasil
    serapan: Hasil | None = None

    @property
    def efisiensi(self) -> Hasil | None:
        return None if self.serapan is None else efisiensi(self.capaian, self.serapan)


def build_for(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return tabel_efisiensi(lkj, lkj.sasaran, dengan_total=True)


def tabel_efisiensi(lkj: Lkj, groups: Sequence[Kelompok], *, dengan_total: bool = False) -> Table:
    """Return efficiency by sasaran and program."""
    rows = [row for number, group in enumerate(groups, 1) for row in _efficiency(lkj, group, number)]
    if rows and dengan_total:
        whole = _mean_line(lkj, None, "SELURUH PERANGKAT DAERAH", lkj.butir, lkj.uang_total.serapan)
        rows.append(Row("total", "total", whole))
    return lkj_table(
        lkj,
        "lkj-efisiensi",
        "Tabel 3.7",
        f"Efisiensi Penggunaan Sumber Daya Tahun {lkj.tahun}",
        (
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 9),
            Column("nama", "Sasaran/Program", lambda row: row.nama or None, width=85),
            Column("indikator", "Indikator", lambda row: row.indikator, width=85),
            level_column("capaian", "Capaian Kinerja (%)", lambda row: row.capaian.nilai, 24),
            level_column("serapan", "Penyerapan Anggaran (%)", lambda row: row.serapan and row.serapan.nilai, 26),
            level_column("efisiensi", "Tingkat Efisiensi (selisih)", _difference, 24),
            Column("kategori", "Kategori", _category, width=32),
        ),
        rows,
        notes=(NOTE, mean_note(lkj)),
        tahun=(lkj.tahun,),
        lekat=frozenset({"sasaran", "program"}),
    )


def _difference(row: BarisEfisiensi) -> Value | Cell:
    return derived(row.efisiensi.nilai, "{capaian}-{serapan}") if row.efisiensi else None


def _category(row: BarisEfisiensi) -> Value | Cell:
    if row.efisiensi is None:
        return None if row.capaian.persis is not None else Cell(row.capaian.alasan, muted=True)
    return Cell(kategori_efisiensi(row.efisiensi.nilai), muted=row.efisiensi.persis is None)


def _efficiency(lkj: Lkj, group: Kelompok, number: int) -> Iterator[Row[Any]]:
    spent = lkj.belanja_of(group)
    if group.jenis == "sasaran":
        yield Row(group.judul, "sasaran", _mean_line(lkj, number, group.nama, group.butir, spent.serapan))
        yield from _indicators(group.judul, group.butir)
    else:
        yield Row(group.judul, "sasaran", Lintas(group.nama))
    for program in spent.program:
        used = program.uang.serapan
        yield Row(program.line.kode, "program", _mean_line(lkj, None, program.nama, program.butir, used))
        yield from _indicators(program.line.kode, program.butir)


def _mean_line(lkj: Lkj, number: int | None, nama: str, butir: Sequence[Butir], used: Hasil) -> BarisEfisiensi:
    mean = lkj.rata(butir)
    label = f"Rata-rata capaian ({mean.cakupan})" if butir else BELUM_ADA_INDIKATOR
    return BarisEfisiensi(number, nama, label, mean, used)


def _indicators(key: str, butir: Sequence[Butir]) -> Iterator[Row[Any]]:
    for each in butir:
        yield Row(
            f"{key}/{each.indikator.kode}",
            "baris",
            BarisEfisiensi(None, "", each.indikator.nama, each.kini.capaian),
        )


@dataclass(frozen=True, slots=True)
class BarisSasaran:
    """A row of a sasaran: an indicator and, beside it, a program; either side may be shorter than the other."""

    nomor: int | None
    sasaran: Cell
    butir: Butir | None
    program: ProgramLkj | None
    pertama: bool


def build_sasaran(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return efisiensi_sasaran(lkj, lkj.sasaran)


def efisiensi_sasaran(lkj: Lkj, groups: Sequence[Kelompok]) -> Table:
    """Return performance and money of each sasaran side by side, its mean and its total."""
    rows: list[Row[Any]] = []
    for number, group in enumerate(groups, 1):
        rows += _sasaran_rows(lkj, group, number)
    totals = tuple(row.key for row in rows if row.level == "kaki")
    if rows:
        rows.append(_grand_total(lkj, totals))
    return lkj_table(
        lkj,
        "lkj-efisiensi-sasaran",
        "Tabel 3.8",
        f"Efisiensi dan Efektivitas Anggaran terhadap Capaian Sasaran Tahun {lkj.tahun}",
        (
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 8),
            Column("sasaran", "Sasaran Strategis", lambda row: row.sasaran, width=46),
            Column("indikator", "Indikator", _indicator, width=46),
            Column("satuan", "Satuan", _side(lambda each: each.indikator.satuan), width=20),
            Group(
                "Kinerja",
                (
                    figure_column("target", "Target", _side(_target), 17),
                    figure_column("realisasi", "Realisasi", _side(reached), 18),
                    level_column("capaian", "%", _side(_level), 16),
                ),
            ),
            Group(
                "Keuangan",
                (
                    Column("program", "Program", _program, width=52),
                    Column("pagu", "Pagu (Rp)", _money("pagu"), Kind.MONEY, 27, total=True),
                    Column("rupiah", "Realisasi (Rp)", _money("realisasi"), Kind.MONEY, 27, total=True),
                    level_column("serapan", "%", _used, 16),
                ),
            ),
        ),
        rows,
        notes=("Persentase keuangan = jumlah realisasi ÷ jumlah pagu yang berlaku.", mean_note(lkj)),
        tahun=(lkj.tahun,),
    )


def _sasaran_rows(lkj: Lkj, group: Kelompok, number: int) -> Iterator[Row[Any]]:
    spent = lkj.belanja_of(group)
    pairs = list(zip_longest(group.butir, spent.program)) or [(None, None)]
    keys = tuple(f"{group.judul}/{place}" for place in range(len(pairs)))
    for place, (key, (butir, program)) in enumerate(zip(keys, pairs, strict=True)):
        name = Cell() if place else Cell(group.nama, rowspan=len(pairs))
        yield Row(key, "baris", BarisSasaran(None if place else number, name, butir, program, not place))
    mean = lkj.rata(group.butir)
    label = f"Rata-rata capaian dari {len(group.butir)} indikator"
    if group.butir and mean.cakupan and len(mean.cakupan.tercakup) < len(group.butir):
        label = f"Rata-rata capaian ({mean.cakupan})"
    yield Row(f"{group.judul}/total", "kaki", Lintas(label, _sums("Total per sasaran", mean, spent)), keys)


def _sums(label: str, mean: Hasil, spent: Belanja) -> dict[str, Value | Cell]:
    return {
        "capaian": mean.nilai,
        "program": label,
        "pagu": spent.pagu,
        "rupiah": spent.realisasi,
        "serapan": derived(spent.serapan.nilai, "{rupiah}/{pagu}*100"),
    }


def _grand_total(lkj: Lkj, parts: tuple[str, ...]) -> Row[Any]:
    money = lkj.uang_total
    mean = lkj.rata([each for group in lkj.sasaran for each in group.butir])
    values: dict[str, Value | Cell] = {
        "capaian": mean.nilai,
        "program": "TOTAL",
        "pagu": money.pagu,
        "rupiah": money.realisasi,
        "serapan": derived(money.serapan.nilai, "{rupiah}/{pagu}*100"),
    }
    return Row("total", "total", Lintas(f"RATA-RATA CAPAIAN SASARAN ({mean.cakupan})", values), parts)


def _side(value: Any) -> Any:
    return lambda row: value(row.butir) if row.butir else None


def _indicator(row: BarisSasaran) -> Value | Cell:
    if row.butir:
        return row.butir.indikator.nama
    return Cell(BELUM_ADA_INDIKATOR, muted=True) if row.pertama else None


def _target(butir: Butir) -> Value:
    return target(butir, butir.kini.target)


def _level(butir: Butir) -> Value | Cell:
    return level(butir, butir.kini.capaian, butir.kini.target, "{realisasi}", "{target}")


def _program(row: BarisSasaran) -> Value | Cell:
    if row.program:
        return row.program.nama
    return Cell(BELUM_ADA_PROGRAM, muted=True) if row.pertama else None


def _money(name: str) -> Any:
    return lambda row: getattr(row.program.uang, name) if row.program else None


def _used(row: BarisSasaran) -> Value | Cell:
    return derived(row.program.uang.serapan.nilai, "{rupiah}/{pagu}*100") if row.program else None
