"""Sums counted anew in the database, to hold a workbook against: not by the way its tables are made."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Subkegiatan
from programs.rollup import TOTAL
from renstra.tabular import Table
from renstra.tabular.rekonsiliasi import Pemeriksaan
from reports.selectors.permintaan import Permintaan
from reports.selectors.renja import JUMLAH
from targets.choices import StatusLaporan
from targets.models import ROMAWI, AnggaranTahunan, LaporanTriwulan, Pagu, RealisasiAnggaran
from targets.selectors.berlaku import URUTAN_PAGU

Check = tuple[str, str, Decimal | None]
"""(what is checked, key of the column, the sum; None where nothing is stated)"""


def checks_of(table: Table, asked: Permintaan) -> list[Pemeriksaan]:
    """Return the checks of a report's rows of sums, part by part; none for a table without money."""
    return [
        Pemeriksaan(part.slug, said, column, ROWS.get(part.slug, TOTAL), value)
        for part in table.in_parts
        if part.slug in CHECKS
        for said, column, value in CHECKS[part.slug](asked)
        if value is not None
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


def spent_of_years(asked: Permintaan) -> dict[int, Decimal]:
    """Return the money of each year: what was reported, else what a source states of the year as a whole.

    A figure of a whole program counts where nothing of its subkegiatan is known for that year.
    """
    rows = RealisasiAnggaran.objects.filter(laporan__in=holding(asked), nilai__isnull=False).order_by()
    sums = rows.values_list("subkegiatan__kode", "laporan__tahun").annotate(Sum("nilai"))
    found = {(kode, tahun): value for kode, tahun, value in sums}
    stated = AnggaranTahunan.objects.filter(
        renstra=asked.renstra, tahun__lte=asked.tahun, realisasi__isnull=False
    ).order_by()
    detailed = stated.exclude(subkegiatan=None).values_list("subkegiatan__kode", "tahun", "realisasi")
    for kode, tahun, value in detailed:
        found.setdefault((kode, tahun), value)
    known = list(found)
    for kode, tahun, value in stated.exclude(program=None).values_list("program__kode", "tahun", "realisasi"):
        if not any(part.startswith(f"{kode}.") and year == tahun for part, year in known):
            found[kode, tahun] = value
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for (_, tahun), value in found.items():
        totals[tahun] += value
    return totals


def ruling(asked: Permintaan, kinds: Sequence[JenisDokumen], tahun: int) -> Decimal:
    """Return the pagu of a year, of each subkegiatan from the first of these kinds of document that states it."""
    in_force = Subkegiatan.objects.in_force(asked.dokumen).values_list("kode", flat=True)
    pending, total = set(in_force), Decimal(0)
    documents = Dokumen.objects.filter(renstra=asked.renstra, status=StatusDokumen.DITETAPKAN)
    for kind in kinds:
        of_kind = documents.filter(jenis=kind)
        if kind != JenisDokumen.RENSTRA:
            of_kind = of_kind.filter(tahun=asked.tahun)
        for unit in (*of_kind.exclude(unit=None).values_list("unit", flat=True).distinct(), None):
            newest = of_kind.filter(unit=unit).order_by("-perubahan_ke").first()
            rows = Pagu.objects.filter(dokumen=newest, tahun=tahun, subkegiatan__kode__in=pending).order_by()
            sums = dict(rows.values_list("subkegiatan__kode").annotate(Sum("nilai"))) if newest else {}
            total += sum(sums.values(), Decimal(0))
            pending -= set(sums)
    return total


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
    yield f"Jumlah pagu {asked.tahun} yang berlaku", "rp7", ruling(asked, URUTAN_PAGU, asked.tahun)
    for quarter in range(1, asked.triwulan + 1):
        name = f"Realisasi anggaran TW {ROMAWI[quarter - 1]} {asked.tahun}"
        yield name, f"rp{7 + quarter}", money.get((asked.tahun, quarter))


def year_checks(asked: Permintaan) -> Iterator[Check]:
    """Form E.80: pagu and spending of each year."""
    pagu, money = planned(asked), spent_of_years(asked)
    for year in range(asked.renstra.tahun_awal, asked.renstra.tahun_akhir + 1):
        yield f"Jumlah pagu {year}", f"rpt{year}", pagu.get(year)
        yield f"Realisasi anggaran {year}", f"rpr{year}", money.get(year)


def funding_checks(asked: Permintaan) -> Iterator[Check]:
    """T-C.24: the spending of each year."""
    for year, value in sorted(spent_of_years(asked).items()):
        yield f"Realisasi anggaran {year}", f"r{year}", value


def work_plan_checks(asked: Permintaan) -> Iterator[Check]:
    """T-C.33 and the Renja: the pagu of the year and of the prakiraan maju."""
    kinds = (JenisDokumen.RENJA, JenisDokumen.RENSTRA)
    yield f"Jumlah pagu indikatif {asked.tahun}", "pagu", ruling(asked, kinds, asked.tahun)
    if asked.tahun < asked.renstra.years[-1]:
        yield f"Jumlah prakiraan maju {asked.tahun + 1}", "pagu_maju", ruling(asked, kinds, asked.tahun + 1)


def action_checks(asked: Permintaan) -> Iterator[Check]:
    """Rencana Aksi: the pagu in force."""
    yield f"Jumlah pagu {asked.tahun} yang berlaku", "pagu", ruling(asked, URUTAN_PAGU, asked.tahun)


def spending_checks(asked: Permintaan) -> Iterator[Check]:
    """LKj, realisasi anggaran: the pagu in force and what the year spent."""
    yield from action_checks(asked)
    yield f"Realisasi anggaran {asked.tahun}", "realisasi", spent_of_years(asked).get(asked.tahun)


CHECKS: dict[str, Callable[[Permintaan], Iterator[Check]]] = {
    "tabel-4.2": plan_checks,
    "e81": quarter_checks,
    "e80": year_checks,
    "tc24": funding_checks,
    "tc33": work_plan_checks,
    "renja": work_plan_checks,
    "renaksi-program": action_checks,
    "pk-anggaran": action_checks,
    "lkj-anggaran": spending_checks,
}

ROWS = {"tc33": JUMLAH, "pk-anggaran": JUMLAH}
"""Tables whose sums stand in another row than TOTAL."""
