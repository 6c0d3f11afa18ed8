"""Sums counted anew in the database, to hold a workbook against: not by the way its tables are made."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from programs.models import Subkegiatan
from programs.rollup import TOTAL
from renstra.tabular import Table
from renstra.tabular.rekonsiliasi import Pemeriksaan
from reports.selectors.permintaan import Permintaan
from targets.choices import StatusLaporan
from targets.models import ROMAWI, LaporanTriwulan, Pagu, RealisasiAnggaran

Check = tuple[str, str, Decimal | None]
"""(what is checked, key of the column, the sum; None where nothing is stated)"""


def checks_of(table: Table, asked: Permintaan) -> list[Pemeriksaan]:
    """Return the checks of one table's TOTAL row; none for a table without money."""
    if table.slug not in CHECKS:
        return []
    found = CHECKS[table.slug](asked)
    return [
        Pemeriksaan(table.slug, said, column, TOTAL, value) for said, column, value in found if value is not None
    ]


def planned(asked: Permintaan) -> dict[int, Decimal]:
    """Return the pagu of the Renstra document by year, summed over the subkegiatan in force."""
    in_force = Subkegiatan.objects.in_force(asked.dokumen)
    rows = Pagu.objects.filter(dokumen=asked.dokumen, subkegiatan__in=in_force).order_by()
    return dict(rows.values_list("tahun").annotate(Sum("nilai")))


def spent(asked: Permintaan) -> dict[tuple[int, int], Decimal]:
    """Return the money reported by year and quarter, summed over the reports that hold."""
    rows = RealisasiAnggaran.objects.filter(laporan__in=holding(asked), nilai__isnull=False).order_by()
    sums = rows.values_list("laporan__tahun", "laporan__triwulan").annotate(Sum("nilai"))
    return {(tahun, triwulan): value for tahun, triwulan, value in sums}


def holding(asked: Permintaan) -> QuerySet[LaporanTriwulan]:
    """Return the reports that hold: of a quarter the last locked one, or its first where none is locked."""
    reports = LaporanTriwulan.objects.filter(
        renstra=asked.renstra, tahun__lte=asked.tahun, status__in=asked.statuses
    )
    same: Any = {name: OuterRef(name) for name in ("renstra", "unit", "tahun", "triwulan")}
    locked = reports.filter(status=StatusLaporan.DIKUNCI, **same)
    first_of_open = ~Exists(locked) & ~Exists(reports.filter(koreksi_ke__lt=OuterRef("koreksi_ke"), **same))
    last_locked = Q(status=StatusLaporan.DIKUNCI) & ~Exists(locked.filter(koreksi_ke__gt=OuterRef("koreksi_ke")))
    return reports.filter(last_locked | first_of_open)


def plan_checks(asked: Permintaan) -> Iterator[Check]:
    """Tabel 4.2: the pagu of each year."""
    for year, value in sorted(planned(asked).items()):
        yield f"Jumlah pagu {year}", f"pagu_{year}", value


def quarter_checks(asked: Permintaan) -> Iterator[Check]:
    """Form E.81: the end-of-Renstra money and what each quarter spent."""
    pagu, money = planned(asked), spent(asked)
    until = [value for year, value in pagu.items() if year <= asked.renstra.tahun_akhir]
    yield f"Jumlah pagu Renstra s.d. {asked.renstra.tahun_akhir}", "rp5", sum(until, Decimal(0))
    for quarter in range(1, asked.triwulan + 1):
        name = f"Realisasi anggaran TW {ROMAWI[quarter - 1]} {asked.tahun}"
        yield name, f"rp{7 + quarter}", money.get((asked.tahun, quarter))


def year_checks(asked: Permintaan) -> Iterator[Check]:
    """Form E.80: pagu and spending of each year."""
    pagu, money = planned(asked), spent(asked)
    for year in range(asked.renstra.tahun_awal, asked.renstra.tahun_akhir + 1):
        quarters = [value for (tahun, _), value in money.items() if tahun == year]
        yield f"Jumlah pagu {year}", f"rpt{year}", pagu.get(year)
        yield f"Realisasi anggaran {year}", f"rpr{year}", sum(quarters, Decimal(0)) if quarters else None


CHECKS: dict[str, Callable[[Permintaan], Iterator[Check]]] = {
    "tabel-4.2": plan_checks,
    "e81": quarter_checks,
    "e80": year_checks,
}
