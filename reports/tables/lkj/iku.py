"""IKU by quarter, as cities send it: four quarters and the whole year of each IKU."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indicators.models import Indikator
from renstra.tabular import Cell, Column, Group, Kind, Row, Table, Value
from reports.selectors.lkj import Lkj
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import as_target
from reports.tables.lkj.kolom import angka, figure_column, level_column, lkj_table
from targets.formulas import BELUM_DILAPORKAN, Hasil, NilaiTarget
from targets.selectors.angka import is_filled, rule_of, year_to_date

KONDISI_AKHIR = "Kondisi Akhir"
LIMA = 5


@dataclass(frozen=True, slots=True)
class BarisTriwulan:
    """One of the five lines of an IKU; the first carries what they share."""

    nomor: int
    indikator: Indikator
    tahunan: NilaiTarget
    akhir: NilaiTarget
    label: str
    target: NilaiTarget
    realisasi: Hasil
    capaian: Hasil
    keterangan: str

    def bound(self, stated: NilaiTarget) -> Value:
        return as_target(stated, rule_of(self.indikator), self.indikator.scores())

    @property
    def pertama(self) -> bool:
        return self.label == "Tw1"


def build_for(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    final = asked.renstra.tahun_akhir
    return lkj_table(
        lkj,
        "iku-triwulan",
        "Formulir IKU",
        f"Capaian Indikator Kinerja Utama per Triwulan Tahun {asked.tahun}",
        (
            Column("no", "No", _shared(lambda row: row.nomor), Kind.INTEGER, 9),
            Column("indikator", "Indikator Kinerja", _shared(lambda row: row.indikator.nama), width=72),
            Column("satuan", "Satuan", _shared(lambda row: row.indikator.satuan), width=24),
            Group(
                "Target",
                (
                    figure_column("tahunan", "Tahunan", _shared(lambda row: row.bound(row.tahunan))),
                    figure_column("akhir", f"Akhir Renstra {final}", _shared(lambda row: row.bound(row.akhir))),
                ),
            ),
            Group(
                "Triwulan",
                (
                    Column("triwulan", "Triwulan", lambda row: row.label, width=26),
                    figure_column("target", "Target", lambda row: row.bound(row.target)),
                    figure_column(
                        "realisasi", "Realisasi", lambda row: angka(row.indikator, row.realisasi.persis)
                    ),
                ),
            ),
            level_column("capaian", "Capaian (%)", lambda row: row.capaian.nilai),
            Column("ket", "Keterangan", _remark, width=60),
        ),
        list(lines(asked)),
        kosong="Belum ada indikator yang ditandai sebagai IKU.",
        lekat=frozenset({"triwulan"}),
        notes=(
            "Target dan realisasi tiap triwulan dihitung sejak Januari menurut akumulasi indikatornya; "
            "Kondisi Akhir terhadap target tahunan.",
        ),
        size=8,
    )


def _shared(value: Any) -> Any:
    return lambda row: Cell(value(row), rowspan=LIMA) if row.pertama else Cell()


def _remark(row: BarisTriwulan) -> Value | Cell:
    if row.keterangan:
        return row.keterangan
    return Cell(row.capaian.alasan or None, muted=True)


def lines(asked: Permintaan) -> Iterator[Row[Any]]:
    """Yield the five lines of each IKU in force."""
    iku = [each for each in asked.indicators if each.iku]
    for number, indikator in enumerate(iku, 1):
        for place, line in enumerate(_five(asked, indikator, number)):
            level = "triwulan" if place < LIMA - 1 else "baris"
            yield Row(f"{indikator.kode}/{place + 1}", level, line)


def _five(asked: Permintaan, indikator: Indikator, number: int) -> Iterator[BarisTriwulan]:
    figures = asked.figures
    rows = figures.rows_of(indikator, asked.tahun)
    stated = figures.targets.get(indikator.pk)
    yearly = stated.batas if stated else NilaiTarget()
    shared = (number, indikator, yearly, figures.final_bounds(indikator))
    for quarter, row in enumerate(rows, 1):
        reached = year_to_date(indikator, rows, quarter)
        if not is_filled(row) and reached.persis is not None:
            reached = Hasil(None, BELUM_DILAPORKAN)  # what stands there was reported for an earlier quarter
        found = figures.percentages(indikator, reached, quarter)
        upper = found.target_triwulan_atas
        bounds = NilaiTarget(found.target_triwulan.persis, upper.persis if upper else None)
        said = row.keterangan if row else ""
        yield BarisTriwulan(*shared, f"Tw{quarter}", bounds, reached, found.terhadap_triwulan, said)
    whole = year_to_date(indikator, rows, 4)
    level = figures.percentages(indikator, whole, 4).terhadap_tahun
    yield BarisTriwulan(*shared, KONDISI_AKHIR, yearly, whole, level, _covered(whole))


def _covered(whole: Hasil) -> str:
    """Say of how many quarters the year is made where some are missing."""
    made = whole.cakupan
    return f"Mencakup {made}" if made and whole.persis is not None and len(made.tercakup) < made.semua else ""
