"""Tabel 3.2 (penahapan) and Tabel 3.3 (arah kebijakan), as the document prints them."""

from itertools import zip_longest
from typing import Any

from programs.models import ArahKebijakan, Dokumen, Penahapan
from renstra.tabular import Column, Kind, Row, Table
from targets.models import ROMAWI
from targets.selectors import last_change

TAHAP = (*ROMAWI, "V")


def build_penahapan(dokumen: Dokumen) -> Table:
    """Return the five stages side by side: the n-th statement of each stands in the n-th row."""
    renstra = dokumen.renstra
    stages: dict[int, list[Penahapan]] = {number: [] for number in range(1, 6)}
    for row in Penahapan.objects.filter(renstra=renstra).order_by("tahap", "urutan"):
        stages[row.tahap].append(row)
    return Table(
        slug="tabel-3.2",
        nomor="Tabel 3.2",
        title=f"Penahapan Renstra Perangkat Daerah Tahun {renstra.tahun_awal} – {renstra.tahun_akhir}",
        subtitle=str(renstra.perangkat_daerah),
        layout=tuple(stage_column(number) for number in range(1, 6)),
        rows=[
            Row(str(place), "baris", statements)
            for place, statements in enumerate(zip_longest(*stages.values()), 1)
        ],
        data_per=last_change(dokumen),
    )


def stage_column(number: int) -> Column[Any]:
    def statement(row: tuple[Penahapan | None, ...]) -> str | None:
        found = row[number - 1]
        return f"{found.kode}\n{found.uraian}" if found else None

    return Column(f"tahap_{number}", f"TAHAP {TAHAP[number - 1]}", statement, width=60, number=f"({number})")


def build_arah_kebijakan(dokumen: Dokumen) -> Table:
    renstra = dokumen.renstra
    return Table(
        slug="tabel-3.3",
        nomor="Tabel 3.3",
        title=f"Arah Kebijakan Renstra Perangkat Daerah Tahun {renstra.tahun_awal} - {renstra.tahun_akhir}",
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("nomor", "NO.", lambda row: row.nomor, Kind.INTEGER, 12),
            Column("nspk", "Operasionalisasi NSPK", lambda row: items(row.operasionalisasi_nspk), width=120),
            Column("rpjmd", "Arah Kebijakan RPJMD", lambda row: row.arah_kebijakan_rpjmd or None, width=60),
            Column("arah", "Arah Kebijakan/ (output)/ Sasaran Kegiatan", lambda row: row.arah_kebijakan, width=85),
            Column("keterangan", "Keterangan", lambda row: row.keterangan or None, width=29),
        ),
        rows=[
            Row(str(row.nomor), "baris", row)
            for row in ArahKebijakan.objects.filter(renstra=renstra).order_by("nomor")
        ],
        data_per=last_change(dokumen),
    )


def items(text: str) -> str:
    """Set each regulation of the list on a line of its own."""
    return "\n".join(part.strip() for part in text.split("|"))
