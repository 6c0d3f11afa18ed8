"""All there is to know of one indicator: its years and quarters, the documents that set its targets, its story."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators.models import Indikator
from reports.selectors.dasbor import Dasbor, Kartu
from targets.choices import JenisTarget
from targets.formulas import Hasil, NilaiTarget
from targets.models import ROMAWI, LaporanTriwulan, Target
from targets.selectors.angka import figure, year_to_date
from targets.selectors.riwayat import Perubahan, row_history, versions_of


@dataclass(frozen=True, slots=True)
class TahunProfil:
    """A year of an indicator: its four quarters as typed, what they make, and the target that rules it."""

    tahun: int
    triwulan: tuple[Decimal | None, ...]
    setahun: Hasil
    target: NilaiTarget


@dataclass(frozen=True, slots=True)
class TargetDokumen:
    """What one document states for the years of an indicator."""

    dokumen: str
    status: str
    nilai: dict[int, NilaiTarget]


@dataclass(frozen=True, slots=True)
class Narasi:
    """What was written of a quarter."""

    triwulan: str
    status: str
    pendorong: str
    penghambat: str
    tindak_lanjut: str
    keterangan: str


class Profil:
    """One indicator of a dashboard; reads what its page shows."""

    def __init__(self, dasbor: Dasbor, indikator: Indikator) -> None:
        self.dasbor, self.indikator = dasbor, indikator

    @cached_property
    def kartu(self) -> Kartu:
        return self.dasbor.kartu(self.indikator)

    @property
    def tahun(self) -> Iterator[TahunProfil]:
        """The years of the Renstra up to the asked one; that year up to the asked quarter."""
        figures, asked = self.dasbor.asked.figures, self.dasbor.asked
        for year in range(asked.renstra.tahun_awal, asked.tahun + 1):
            until = asked.triwulan if year == asked.tahun else 4
            rows = figures.rows_of(self.indikator, year)
            made = year_to_date(self.indikator, rows, until)
            if made.persis is None and year < asked.tahun:
                made = figures.year_figures(self.indikator, year)[year]
            quarters = tuple(figure(row) if place < until else None for place, row in enumerate(rows))
            planned = figures.plan_targets.get(self.indikator.pk, {}).get(year, NilaiTarget())
            ruling = self.kartu.penilaian.target_tahun
            yield TahunProfil(year, quarters, made, ruling.batas if ruling and year == asked.tahun else planned)

    @cached_property
    def dokumen(self) -> list[TargetDokumen]:
        """The targets each document states, murni and perubahan side by side; one query."""
        rows = Target.objects.filter(indikator__in=versions_of(self.indikator), jenis=JenisTarget.TAHUNAN)
        found: dict[int, TargetDokumen] = {}
        for row in rows.select_related("dokumen__unit").order_by("dokumen__tahun", "dokumen__pk", "tahun"):
            stated = found.setdefault(
                row.dokumen_id, TargetDokumen(str(row.dokumen), row.dokumen.get_status_display(), {})
            )
            stated.nilai[row.tahun] = NilaiTarget(row.nilai, row.nilai_atas)
        return list(found.values())

    @property
    def narasi(self) -> Iterator[Narasi]:
        """What was written of each quarter that counts, the newest first."""
        figures, asked = self.dasbor.asked.figures, self.dasbor.asked
        reports: dict[int, LaporanTriwulan] = {row.pk: row for row in figures.reports.values() if row}
        for year in range(asked.tahun, asked.renstra.tahun_awal - 1, -1):
            for place in range(3, -1, -1):
                row = figures.rows_of(self.indikator, year)[place]
                if row is None or (year == asked.tahun and place >= asked.triwulan):
                    continue
                texts = (row.faktor_pendorong, row.faktor_penghambat, row.tindak_lanjut, row.keterangan)
                if any(text.strip() for text in texts):
                    status = reports[row.laporan_id].get_status_display()
                    yield Narasi(f"Triwulan {ROMAWI[place]} {year}", status, *texts)

    def riwayat(self, *, files: bool) -> list[Perubahan]:
        """Return the changes of its figures as sentences; `files` adds evidence, which not everybody may see."""
        return row_history(self.indikator, files=files)
