"""The tables of the budget page, written the house way; Rupiah stand whole."""

from decimal import Decimal
from typing import Any

from programs.rollup import TOTAL
from renstra.lib.numbers import format_number
from reports.dashboards.kata import percent
from reports.selectors.anggaran import Anggaran, BarisTahun, BarisUang
from targets.models import ROMAWI


def year_table(found: Anggaran) -> dict[str, Any]:
    """Return the asked year by program: pagu (murni where a perubahan changed it), each quarter, absorption."""
    rows = found.setahun
    return {
        "triwulan": [ROMAWI[place] for place in range(found.asked.triwulan)],
        "ada_murni_tahun": any(row.murni is not None for row in rows),
        "setahun": [_year_row(row, found.asked.triwulan) for row in rows],
    }


def _year_row(row: BarisUang, triwulan: int) -> dict[str, Any]:
    return {
        "kode": "" if row.kode == TOTAL else row.kode,
        "nama": row.nama,
        "total": row.kode == TOTAL,
        "murni": whole(row.murni),
        "pagu": whole(row.pagu),
        "triwulan": [whole(value) for value in row.uang.triwulan[:triwulan]],
        "realisasi": whole(row.uang.tahun),
        "serapan": percent(row.uang.tingkat_tahun),
    }


def years_table(found: Anggaran) -> dict[str, Any]:
    """Return the years of the Renstra by program: what it plans, what it planned first, and what was spent."""
    return {
        "years": list(found.years),
        "ada_murni": found.ada_murni,
        "tahunan": [_years_row(row, found) for row in found.tahunan],
    }


def _years_row(row: BarisTahun, found: Anggaran) -> dict[str, Any]:
    lines = [("Pagu Renstra", row.rencana)]
    if found.ada_murni:
        lines.insert(0, ("Renstra murni", row.murni))
    if found.ada_lain:
        lines.append(("Pagu berlaku", row.berlaku))
    lines.append(("Realisasi", row.realisasi))
    return {
        "kode": "" if row.kode == TOTAL else row.kode,
        "nama": row.nama,
        "total": row.kode == TOTAL,
        "baris": [(label, [whole(values.get(year)) for year in found.years]) for label, values in lines],
    }


def whole(value: Decimal | None) -> str:
    """Write Rupiah without sen; a dash where nothing is stated."""
    return "–" if value is None else format_number(value, 0)
