"""Tabel 3.1: tujuan and sasaran with their indicators and targets."""

from programs.choices import JenisLandasan
from programs.models import Dokumen, Renstra
from renstra.tabular import Cell, Column, Kind, Paper, Row, Table
from reports.selectors import IndicatorRow, indicator_rows
from reports.tables.kolom import target_group
from targets.selectors import last_change


def build(dokumen: Dokumen) -> Table:
    renstra = dokumen.renstra
    rows = [row for kind in ("tujuan", "sasaran") for row in indicator_rows(dokumen, **{f"{kind}__isnull": False})]
    legal = legal_basis(renstra)
    return Table(
        slug="tabel-3.1",
        nomor="Tabel 3.1",
        title=f"Tujuan dan Sasaran Renstra Perangkat Daerah Tahun {renstra.tahun_awal}-{renstra.tahun_akhir}",
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("landasan", "NSPK DAN SASARAN RPJMD", lambda row: landasan(row, rows, legal), width=66),
            Column("uraian", "TUJUAN / SASARAN", lambda row: run(row, rows), width=52),
            Column("indikator", "INDIKATOR", lambda row: row.indikator, width=52),
            Column("satuan", "SATUAN", lambda row: row.satuan, width=22),
            Column("kondisi_awal", "KONDISI AWAL", lambda row: row.baseline, Kind.DECIMAL, 15),
            target_group("TARGET", renstra.years, None, 13),
            Column("akhir_periode", "AKHIR PERIODE", lambda row: row.akhir, Kind.DECIMAL, 16),
        ),
        rows=[Row(row.key, "baris", row) for row in rows],
        paper=Paper.F4_LANDSCAPE,
        data_per=last_change(dokumen),
    )


def legal_basis(renstra: Renstra) -> str:
    """Return the first column as printed: A the NSPK, B the relevant sasaran RPJMD (none where illegible)."""
    entries = list(renstra.landasan_set.all())
    lines = ["A. NSPK sebagai berikut:"]
    lines += [f"{e.urutan}. {e.uraian}" for e in entries if e.jenis == JenisLandasan.NSPK]
    lines += ["B. SASARAN RPJMD YANG RELEVAN:"]
    lines += [f"{e.urutan}. {e.uraian}" for e in entries if e.jenis == JenisLandasan.SASARAN_RPJMD]
    return "\n".join(lines)


def landasan(row: IndicatorRow, rows: list[IndicatorRow], text: str) -> Cell:
    return Cell(text, rowspan=len(rows)) if row is rows[0] else Cell()


def run(row: IndicatorRow, rows: list[IndicatorRow]) -> Cell:
    """Merge a tujuan or sasaran over its indicators."""
    same = [other for other in rows if other.uraian == row.uraian and other.tujuan == row.tujuan]
    return Cell(row.uraian, rowspan=len(same)) if same[0] is row else Cell()
