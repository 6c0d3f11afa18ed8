"""The official tables by slug."""

from collections.abc import Callable
from typing import Any

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from renstra.tabular import Table
from reports.selectors import PlanFilter
from reports.tables import cascading, iku, program_pagu, tujuan_sasaran

TABLES: dict[str, tuple[str, Callable[..., Table]]] = {
    "tabel-3.1": ("Tujuan dan sasaran", tujuan_sasaran.build),
    "tabel-4.1": ("Program, kegiatan, dan subkegiatan menurut sasaran", cascading.build_cascading),
    "tabel-4.2": ("Target dan pagu program, kegiatan, subkegiatan", program_pagu.build),
    "tabel-4.3": ("Program prioritas pembangunan daerah", cascading.build_prioritas),
    "tabel-4.4": ("Indikator Kinerja Utama (IKU)", iku.build_iku),
    "tabel-4.5": ("Indikator Kinerja Kunci (IKK)", iku.build_ikk),
}
FILTERED = {"tabel-4.2"}


class UnknownReportError(RenstraError):
    """No official table has this slug; the message lists those there are."""


def build_table(slug: str, renstra: Renstra, chosen: PlanFilter | None = None) -> Table:
    """Build one official table; `chosen` narrows the tables that can be narrowed."""
    if slug not in TABLES:
        raise UnknownReportError(f"Laporan “{slug}” tidak dikenal. Yang ada: {', '.join(TABLES)}.")
    build: Any = TABLES[slug][1]
    table: Table = build(renstra, chosen) if chosen and slug in FILTERED else build(renstra)
    return table
