"""The rencana aksi of a year: tujuan and sasaran, then program to subkegiatan, with the target of each quarter."""

from collections.abc import Callable, Iterator
from typing import Any

from renstra.tabular import Column, Group, Kind, Paper, Row, Table
from reports.selectors.permintaan import Permintaan
from reports.selectors.renaksi import BarisAksi, BarisTujuan, RencanaAksi, action_plan_of
from reports.tables.dokumen import data_per, document_names
from reports.tables.kolom import labelled, text
from reports.tables.satuan import beside_unit
from targets.models import ROMAWI


def build_for(asked: Permintaan) -> Table:
    plan, n = action_plan_of(asked), asked.tahun
    agency = asked.renstra.perangkat_daerah
    changed = " Perubahan" if any(each.perubahan_ke for each in plan.dokumen) else ""
    return Table(
        slug="renaksi",
        nomor="Rencana Aksi",
        title=f"Rencana Aksi{changed} atas Perjanjian Kinerja Tahun {n}: Tujuan dan Sasaran",
        subtitle=f"{agency}\n{agency.pemerintah_daerah}",
        layout=(
            Column("kode", "Kode", lambda row: row.kode or None, Kind.CODE, 14, "1"),
            Column("uraian", "Tujuan/Sasaran", lambda row: row.uraian or None, width=70, number="2"),
            Column("indikator", "Indikator", lambda row: row.target.indikator.nama, width=72, number="3"),
            Column("satuan", "Satuan", lambda row: row.target.indikator.satuan, width=24, number="4"),
            Column("iku", "IKU", lambda row: "Ya" if row.target.indikator.iku else None, width=10, number="5"),
            *targets(n, 6),
        ),
        rows=[Row(row.target.indikator.kode, "baris", row) for row in plan.tujuan],
        paper=Paper.F4_LANDSCAPE,
        data_per=data_per(asked, *plan.dokumen, *plan.dokumen_target, *plan.dokumen_pagu),
        bagian=(programs(asked, plan),),
    )


def programs(asked: Permintaan, plan: RencanaAksi) -> Table:
    """Return the second part; the money of each quarter only where a document states any."""
    return Table(
        slug="renaksi-program",
        nomor="Rencana Aksi Program",
        title=f"Program, Kegiatan, dan Subkegiatan Tahun {asked.tahun}",
        layout=(
            Column("kode", "Kode", labelled(text("kode"), "TOTAL ANGGARAN", 2), Kind.CODE, 24, "1"),
            Column("uraian", "Program/Kegiatan/Subkegiatan", text("nama"), width=46, number="2"),
            Column("pagu", "Anggaran (Rp)", lambda row: row.pagu, Kind.MONEY, 24, "3", total=True),
            Column("indikator", "Indikator", text("indikator"), width=46, number="4"),
            Column("satuan", "Satuan", text("satuan"), width=18, number="5"),
            Column("pj", "Penanggung Jawab", responsible, width=26, number="6"),
            *targets(asked.tahun, 7),
            *([cash()] if plan.dengan_kas else []),
        ),
        rows=[Row(row.line.key, row.line.level, row, row.line.parts) for row in (*plan.baris, plan.total)],
        lekat=frozenset(),
        notes=tuple(notes(asked, plan)),
    )


def targets(tahun: int, first: int) -> tuple[Any, ...]:
    """Return the year target and its quarters, numbered from `first`."""
    quarters = (Column(f"tw{n}", ROMAWI[n - 1], quarter(n), Kind.DECIMAL, 14, str(first + n)) for n in range(1, 5))
    return (
        Column("target", f"Target {tahun}", of_year, Kind.DECIMAL, 17, str(first)),
        Group("Target Triwulan", tuple(quarters)),
    )


def of_year(row: BarisTujuan | BarisAksi) -> Any:
    return beside_unit(row.target.tahun, row.target.indikator) if row.target else None


def quarter(number: int) -> Callable[[BarisTujuan | BarisAksi], Any]:
    return lambda row: beside_unit(row.target.triwulan[number - 1], row.target.indikator) if row.target else None


def cash() -> Group:
    def value(place: int) -> Callable[[BarisAksi], Any]:
        return lambda row: row.kas[place]

    columns = (Column(f"kas{n}", ROMAWI[n], value(n), Kind.MONEY, 23, str(12 + n), total=True) for n in range(4))
    return Group("Anggaran Kas Triwulan (Rp)", tuple(columns))


def responsible(row: BarisAksi) -> str | None:
    """Return who answers for the indicator, else for the code."""
    return row.target.indikator.penanggung_jawab.nama if row.target else row.line.teks.unit or None


def notes(asked: Permintaan, plan: RencanaAksi) -> Iterator[str]:
    """Say which documents the figures come from, and why a column is empty."""
    if plan.dokumen:
        yield f"Target triwulan dari {document_names(plan.dokumen)}."
    else:
        yield f"Belum ada Rencana Aksi {asked.tahun} yang ditetapkan: target triwulan kosong."
    yield f"Target tahun dari {document_names(plan.dokumen_target)}."
    source = document_names(plan.dokumen_pagu)
    yield f"Anggaran dari {source}; di atas subkegiatan adalah jumlah subkegiatannya."
    if not plan.dengan_kas:
        yield "Anggaran kas per triwulan belum dinyatakan dalam DPA maupun Rencana Aksi."
    elif plan.kas_berbeda:
        yield f"Anggaran kas {plan.kas_berbeda} subkegiatan tidak sama dengan anggarannya; periksa dokumennya."
