"""Tabel 4.4 (IKU) and Tabel 4.5 (IKK)."""

from programs.models import Dokumen
from renstra.tabular import Column, Kind, Row, Table
from reports.selectors import indicator_rows
from reports.tables.kolom import target_column, target_group
from targets.selectors import last_change


def build_iku(dokumen: Dokumen) -> Table:
    renstra = dokumen.renstra
    years = renstra.years
    return Table(
        slug="tabel-4.4",
        nomor="Tabel 4.4",
        title=f"Indikator Kinerja Utama Dinas Sosial {years[0]} - {years[-1]}",
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("nomor", "No.", lambda row: row.nomor, Kind.INTEGER, 12, "1"),
            Column("indikator", "Indikator Kinerja Utama", lambda row: row.indikator, width=95, number="2"),
            Column("satuan", "Satuan", lambda row: row.satuan, width=28, number="3"),
            Column(
                "baseline",
                f"Baseline tahun {renstra.tahun_baseline}",
                lambda row: row.baseline,
                Kind.DECIMAL,
                24,
                "4",
            ),
            *(target_column(year, str(number), 19) for number, year in enumerate(years, start=5)),
            Column("ket", "Ket.", lambda row: None, width=25, number=str(5 + len(years))),
        ),
        rows=[Row(row.key, "baris", row) for row in indicator_rows(dokumen, iku=True)],
        data_per=last_change(dokumen),
    )


def build_ikk(dokumen: Dokumen) -> Table:
    """Return Tabel 4.5; the document numbers its columns (1) (2) (4) … (10), without a (3)."""
    return Table(
        slug="tabel-4.5",
        nomor="Tabel 4.5",
        title="Indikator Kinerja Dinas Sosial dan Pemberdayaan Masyarakat Kota Batam",
        subtitle="Indikator Kinerja Kunci (IKK)",
        layout=(
            Column("nomor", "NO.", lambda row: row.nomor, Kind.INTEGER, 14, "(1)"),
            Column("indikator", "INDIKATOR", lambda row: row.indikator, width=130, number="(2)"),
            Column("satuan", "SATUAN", lambda row: row.satuan, width=32, number="(4)"),
            target_group("TARGET KINERJA TUJUAN PADA TAHUN", dokumen.renstra.years, 5, 19),
        ),
        rows=[Row(row.key, "baris", row) for row in indicator_rows(dokumen, ikk=True)],
        data_per=last_change(dokumen),
    )
