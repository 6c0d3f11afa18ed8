"""Tabel 4.1 (cascading) and Tabel 4.3 (prioritas)."""

from typing import Any

from programs.models import Dokumen
from renstra.tabular import Column, Kind, Row, Table
from reports.selectors import cascade_rows
from reports.tables.kolom import with_unit
from targets.selectors import last_change


def build_cascading(dokumen: Dokumen) -> Table:
    """Return the nine columns; the first stays empty because the document leaves it empty."""
    renstra = dokumen.renstra
    return Table(
        slug="tabel-4.1",
        nomor="Tabel 4.1",
        title=f"Program, Kegiatan, Subkegiatan Renstra PD tahun {renstra.tahun_awal}-{renstra.tahun_akhir}",
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("landasan", "NSPK dan Sasaran RPJMD yang relevan", lambda row: None, width=24, number="1"),
            Column("tujuan", "Tujuan", lambda row: row.tujuan, width=34, number="2"),
            Column("sasaran", "Sasaran", lambda row: row.sasaran, width=34, number="3"),
            Column(
                "outcome",
                "Strategi / (Outcome) / Sasaran Program",
                lambda row: row.outcome,
                width=42,
                number="4",
            ),
            Column(
                "output",
                "Arah Kebijakan / (output) / Sasaran Kegiatan / (sub output)",
                lambda row: row.output,
                width=44,
                number="5",
            ),
            Column(
                "indikator",
                "Indikator",
                lambda row: with_unit(row.indikator, row.satuan),
                width=48,
                number="6",
            ),
            Column("kode", "Kode", lambda row: row.kode or None, Kind.CODE, 27, "7"),
            Column("nama", "Program / Kegiatan / Subkegiatan", lambda row: row.nama or None, width=44, number="8"),
            Column("ket", "Ket", lambda row: None, width=12, number="9"),
        ),
        rows=[Row(row.key, "hasil", row) for row in cascade_rows(dokumen)],
        data_per=last_change(dokumen),
    )


def build_prioritas(dokumen: Dokumen) -> Table:
    """Return Tabel 4.3, which is kept as printed and the same in every perubahan."""
    renstra = dokumen.renstra
    columns: tuple[tuple[str, str, float], ...] = (
        ("misi", "Misi", 46),
        ("tujuan_sasaran", "Tujuan/Sasaran", 46),
        ("indikator_tujuan_sasaran", "Indikator Tujuan/Sasaran", 36),
        ("outcome", "Outcome", 54),
        ("indikator", "Indikator", 74),
        ("program_tercetak", "Program", 50),
    )
    return Table(
        slug="tabel-4.3",
        nomor="Tabel 4.3",
        title="Subkegiatan dan Program Prioritas Pembangunan Daerah",
        subtitle=str(renstra.perangkat_daerah),
        layout=tuple(text_column(*column) for column in columns),
        rows=[Row(str(row.urutan), "baris", row) for row in renstra.prioritas_set.all()],
        data_per=last_change(dokumen),
    )


def text_column(key: str, label: str, width: float) -> Column[Any]:
    return Column(key, label, lambda row: getattr(row, key) or None, width=width)
