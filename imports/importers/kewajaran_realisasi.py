"""What looks odd in the figures of an import: the warnings of the entry page, for many quarters at once."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from imports.importers.lembar_realisasi import Baris
from indicators.models import Indikator
from programs.models import Subkegiatan
from renstra.lib.importing import Pemeriksaan, Tingkat
from targets.formulas import Hasil
from targets.kewajaran import Peringatan
from targets.selectors.angka import NO_TARGETS, Figures, number_columns, year_to_date
from targets.selectors.berlaku import Berlaku
from targets.selectors.lembar import money_to_date
from targets.selectors.peringatan import indicator_warnings, money_warnings


class Kewajaran:
    """Holds changed figures, which stand in `figures` already, against targets, pagu and each other."""

    def __init__(self, figures: Figures, subkegiatan: Mapping[str, Subkegiatan]) -> None:
        self.figures, self.subkegiatan = figures, subkegiatan
        self._in_force = cache(self._berlaku)

    def look_at(self, p: Pemeriksaan, changed: Iterable[Baris]) -> None:
        """Note what looks odd in the rows changed, at the first cell of their figures."""
        for row in changed:
            if warnings := self._warnings(row):
                kolom = next(name for name in (*self._columns(row), row.isian.kunci) if name in row.kolom)
                for each in warnings:
                    p.catat(row.lembar.nama, row.sel(kolom), each.kalimat, tingkat=Tingkat.PERINGATAN)

    @staticmethod
    def _columns(row: Baris) -> tuple[str, ...]:
        return number_columns(row.pemilik) if isinstance(row.pemilik, Indikator) else ("nilai",)

    def _warnings(self, row: Baris) -> tuple[Peringatan, ...]:
        _, tahun, triwulan = row.tempat
        berlaku = self._in_force(tahun)
        if isinstance(row.pemilik, Indikator):
            rows = self.figures.rows_of(row.pemilik, tahun)
            return indicator_warnings(
                row.pemilik,
                rows,
                triwulan,
                berlaku.targets.get(row.pemilik.pk),
                berlaku.quarters.get(row.pemilik.pk, NO_TARGETS),
                year_to_date(row.pemilik, rows, triwulan),
                self._spent_on(row.pemilik, tahun, triwulan),
            )
        if isinstance(row.pemilik, Subkegiatan):
            spent = money_to_date(self.figures.money_of(row.pemilik, tahun), triwulan)
            return money_warnings(spent, berlaku.pagu.get(row.pemilik.pk))
        return ()

    def _spent_on(self, indikator: Indikator, tahun: int, triwulan: int) -> Hasil | None:
        """Return the money of the subkegiatan an indicator measures, where its unit spends it."""
        measured: Any = indikator.hasil.subkegiatan if indikator.hasil else None
        subkegiatan = self.subkegiatan.get(measured.kode) if measured else None
        if subkegiatan is None or subkegiatan.unit_id != indikator.penanggung_jawab_id:
            return None
        return money_to_date(self.figures.money_of(subkegiatan, tahun), triwulan)

    def _berlaku(self, tahun: int) -> Berlaku:
        return self.figures.berlaku if tahun == self.figures.tahun else self.figures.berlaku.in_year(tahun)
