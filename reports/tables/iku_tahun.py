"""IKU and IKK in the Renja of a year (chapter V), and the IKU manual that lays them down."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from programs.models import Dokumen
from renstra.tabular import Column, Group, Kind, Paper, Row, Table
from reports.selectors.iku import BarisManual, BarisTahun, TargetTahun, iku_manual, year_targets
from reports.selectors.permintaan import Permintaan
from reports.tables.dokumen import data_per, document_name
from reports.tables.satuan import beside_unit
from targets.formulas import NilaiTarget
from targets.selectors import last_change

TargetValue = Decimal | str | None


def build_iku_year(asked: Permintaan) -> Table:
    return _of_year(asked, "iku", "Indikator Kinerja Utama (IKU)")


def build_ikk_year(asked: Permintaan) -> Table:
    return _of_year(asked, "ikk", "Indikator Kinerja Kunci (IKK)")


def _of_year(asked: Permintaan, kind: str, name: str) -> Table:
    found, n = year_targets(asked, kind), asked.tahun
    agency = asked.renstra.perangkat_daerah
    return Table(
        slug=f"{kind}-tahun",
        nomor=f"{kind.upper()} Tahun {n}",
        title=f"{name} Perangkat Daerah Tahun {n}",
        subtitle=f"{agency}\n{agency.pemerintah_daerah}",
        layout=(
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 10, "1"),
            Column("kode", "Kode", lambda row: row.indikator.kode, Kind.CODE, 18, "2"),
            Column("indikator", "Indikator", lambda row: row.indikator.nama, width=120, number="3"),
            Column("satuan", "Satuan", lambda row: row.indikator.satuan, width=28, number="4"),
            _target("renstra", f"Target Renstra {n}", "5"),
            _target("renja", f"Target Renja {n}", "6"),
            _target("maju", f"Prakiraan Maju {n + 1}", "7"),
            Column("ket", "Ket.", lambda row: None, width=30, number="8"),
        ),
        rows=[Row(row.indikator.kode, "baris", row) for row in found.baris],
        data_per=data_per(asked, found.renja),
        notes=tuple(_notes(asked, found, kind)),
    )


def _target(name: str, label: str, number: str) -> Column[BarisTahun]:
    def value(row: BarisTahun) -> TargetValue:
        return beside_unit(getattr(row, name), row.indikator)

    return Column(name, label, value, Kind.DECIMAL, 26, number)


def _notes(asked: Permintaan, found: TargetTahun, kind: str) -> Iterator[str]:
    """Say which documents state the targets, and why a column is empty."""
    renstra, n = document_name(asked.berlaku.plan), asked.tahun
    if not found.baris:
        yield f"Tidak ada indikator bertanda {kind.upper()} dalam {renstra}; tandai di Data induk, Indikator."
        return
    if found.renja is None:
        yield f"Belum ada Renja {n} yang ditetapkan: kolom 6 kosong, kolom 7 dari {renstra}."
    else:
        own = document_name(found.renja)
        yield f"Kolom 6 hanya yang dinyatakan {own}; kolom 7 dari {own}, selebihnya dari {renstra}."
    if n + 1 > asked.renstra.years[-1]:
        yield f"Prakiraan maju {n + 1} di luar tahun {renstra}."


def build_manual(dokumen: Dokumen) -> Table:
    """Return the IKU manual: what each IKU measures, how, and who answers for it."""
    renstra, rows = dokumen.renstra, iku_manual(dokumen)
    agency, years = renstra.perangkat_daerah, renstra.years
    return Table(
        slug="iku-manual",
        nomor="Manual IKU",
        title=f"Penetapan Indikator Kinerja Utama {agency} {renstra.tahun_awal}–{renstra.tahun_akhir}",
        subtitle=str(agency.pemerintah_daerah),
        layout=(
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 9, "(1)"),
            Column("sasaran", "Tujuan/Sasaran", lambda row: row.uraian or None, width=42, number="(2)"),
            _said("nama", "Indikator Kinerja Utama", 42, "(3)"),
            _said("definisi", "Definisi Operasional", 50, "(4)"),
            _said("rumus", "Formula/Rumusan Perhitungan", 44, "(5)"),
            _said("satuan", "Satuan", 22, "(6)"),
            Group(
                "Target Capaian per Tahun",
                tuple(
                    Column(f"target_{year}", str(year), _yearly(year), Kind.DECIMAL, 13, f"({number})")
                    for number, year in enumerate(years, 7)
                ),
            ),
            _said("sumber_data", "Sumber Data", 28, f"({7 + len(years)})"),
            Column(
                "penanggung_jawab",
                "Penanggung Jawab",
                lambda row: row.indikator.penanggung_jawab.nama,
                width=30,
                number=f"({8 + len(years)})",
            ),
        ),
        rows=[Row(row.indikator.kode, "baris", row) for row in rows],
        paper=Paper.F4_LANDSCAPE,
        data_per=last_change(dokumen),
        notes=_unfilled(rows),
    )


def _said(name: str, label: str, width: float, number: str) -> Column[BarisManual]:
    return Column(name, label, lambda row: getattr(row.indikator, name) or None, width=width, number=number)


def _yearly(year: int) -> Callable[[BarisManual], TargetValue]:
    return lambda row: beside_unit(row.target.get(year, NilaiTarget()), row.indikator)


def _unfilled(rows: list[BarisManual]) -> tuple[str, ...]:
    names = {"definisi": "definisi operasional", "rumus": "formula", "sumber_data": "sumber data"}
    lacking = [
        f"{word} {count} indikator"
        for name, word in names.items()
        if (count := sum(not getattr(row.indikator, name) for row in rows))
    ]
    return (f"Belum diisi: {', '.join(lacking)}; lengkapi di Data induk, Indikator.",) if lacking else ()
