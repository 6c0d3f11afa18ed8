"""Tabel 2.5 (achievement of the Renstra before) and Tabel 2.6 (SPM), as the document prints them."""

from itertools import count

from programs.models import Dokumen
from renstra.tabular import Column, Group, Kind, Row, Table
from reports.selectors.periode_lalu import BarisLalu, previous_renstra, previous_rows, previous_years
from targets.selectors import last_change


def build_capaian(dokumen: Dokumen) -> Table:
    renstra = dokumen.renstra
    before, years = previous_renstra(renstra), previous_years(renstra)
    numbers = (str(number) for number in count(1))
    period = f"{before.tahun_awal} - {before.tahun_akhir}" if before else "sebelumnya"
    return Table(
        slug="tabel-2.5",
        nomor="Tabel 2.5",
        title=f"Capaian Pelaksanaan Renstra {period}",
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 10, next(numbers)),
            Column(
                "indikator",
                "Indikator Kinerja sesuai Tugas dan Fungsi PD",
                lambda row: row.nama,
                width=110,
                number=next(numbers),
            ),
            *(
                Group(label, tuple(year_column(name, year, next(numbers)) for year in years))
                for name, label in (
                    ("target", "Target Renstra PD Tahun ke-"),
                    ("realisasi", "Realisasi Capaian Tahun ke-"),
                )
                if years
            ),
        ),
        rows=[Row(row.key, "baris", row) for row in previous_rows(renstra, spm=False)],
        data_per=last_change(dokumen),
    )


def build_spm(dokumen: Dokumen) -> Table:
    renstra = dokumen.renstra
    years = previous_years(renstra)
    period = f"{years[0]} -{years[-1]}" if years else ""
    city = renstra.perangkat_daerah.pemerintah_daerah
    return Table(
        slug="tabel-2.6",
        nomor="Tabel 2.6",
        title=f"Capaian Kinerja Standar Pelayanan (SPM) Bidang Sosial {city} Tahun {period}".strip(),
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 10),
            Column("indikator", "Indikator SPM Sosial", lambda row: row.nama, width=130),
            Column("satuan", "Satuan", lambda row: row.satuan, width=25),
            *(year_column("realisasi", year, "") for year in years),
        ),
        rows=[Row(row.key, "baris", row) for row in previous_rows(renstra, spm=True)],
        data_per=last_change(dokumen),
    )


def year_column(name: str, year: int, number: str) -> Column[BarisLalu]:
    return Column(f"{name}_{year}", str(year), lambda row: getattr(row, name).get(year), Kind.DECIMAL, 20, number)
