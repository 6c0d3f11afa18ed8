"""The official tables by slug."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from programs.choices import StatusDokumen
from programs.models import Dokumen, Renstra
from renstra.lib.errors import RenstraError
from renstra.tabular import Table
from reports.selectors import PlanFilter
from reports.tables import (
    arah,
    cascading,
    evaluasi_renja,
    evaluasi_renstra,
    iku,
    periode_lalu,
    program_pagu,
    tujuan_sasaran,
)
from targets.choices import StatusLaporan
from targets.selectors import plan_document
from targets.selectors.angka import VERIFIED, last_report_change
from targets.selectors.demo import holds_demo

TABLES: dict[str, tuple[str, Callable[..., Table]]] = {
    "tabel-2.5": ("Capaian Renstra sebelumnya", periode_lalu.build_capaian),
    "tabel-2.6": ("Capaian SPM", periode_lalu.build_spm),
    "tabel-3.1": ("Tujuan dan sasaran", tujuan_sasaran.build),
    "tabel-3.2": ("Penahapan", arah.build_penahapan),
    "tabel-3.3": ("Arah kebijakan", arah.build_arah_kebijakan),
    "tabel-4.1": ("Program, kegiatan, dan subkegiatan menurut sasaran", cascading.build_cascading),
    "tabel-4.2": ("Target dan pagu program, kegiatan, subkegiatan", program_pagu.build),
    "tabel-4.3": ("Program prioritas pembangunan daerah", cascading.build_prioritas),
    "tabel-4.4": ("Indikator Kinerja Utama (IKU)", iku.build_iku),
    "tabel-4.5": ("Indikator Kinerja Kunci (IKK)", iku.build_ikk),
}
FILTERED = {"tabel-4.2"}
DRAF = "BELUM DIVERIFIKASI"
DEMO = "ANGKA CONTOH (DEMO)"


@dataclass(frozen=True, slots=True)
class Periode:
    """The year and quarter an evaluation looks at, and whether figures nobody verified count."""

    tahun: int
    triwulan: int = 4
    dengan_draf: bool = False

    @property
    def statuses(self) -> tuple[str, ...]:
        return tuple(StatusLaporan) if self.dengan_draf else VERIFIED


EVALUASI: dict[str, tuple[str, Callable[[Renstra, Periode], Table]]] = {
    "e81": ("Evaluasi hasil Renja per triwulan", evaluasi_renja.build_for),
    "e80": ("Evaluasi hasil Renstra per tahun", evaluasi_renstra.build_for),
}


class UnknownReportError(RenstraError):
    """No official table has this slug; the message lists those there are."""


def build_table(
    slug: str, renstra: Renstra, chosen: PlanFilter | None = None, *, dokumen: Dokumen | None = None
) -> Table:
    """Build one official table of a Renstra document, of the ruling one where none is given.

    `chosen` narrows the tables that can be narrowed. A perubahan or rancangan says so in the title.
    """
    if slug not in TABLES:
        raise UnknownReportError(f"Laporan “{slug}” tidak dikenal. Yang ada: {', '.join(TABLES | EVALUASI)}.")
    dokumen = dokumen or plan_document(renstra)
    build: Any = TABLES[slug][1]
    table: Table = build(dokumen, chosen) if chosen and slug in FILTERED else build(dokumen)
    return replace(table, title=f"{table.title} – {edition(dokumen)}") if edition(dokumen) else table


def build_evaluation(slug: str, renstra: Renstra, periode: Periode) -> Table:
    """Build one evaluation form; with drafts or demo figures in it every page and the workbook say so."""
    if slug not in EVALUASI:
        raise UnknownReportError(f"Laporan “{slug}” tidak dikenal. Yang ada: {', '.join(EVALUASI)}.")
    table = EVALUASI[slug][1](renstra, periode)
    marks = [mark for mark, holds in ((DEMO, holds_demo(renstra)), (DRAF, periode.dengan_draf)) if holds]
    return replace(
        table,
        watermark=" – ".join(marks),
        data_per=last_report_change(renstra, periode.tahun),
    )


def edition(dokumen: Dokumen) -> str:
    """Return how a document other than the plan as first enacted names itself; "" for that one."""
    name = f"Renstra Perubahan {dokumen.perubahan_ke}" if dokumen.perubahan_ke else "Renstra"
    if dokumen.status != StatusDokumen.DITETAPKAN:
        return f"{name} ({dokumen.get_status_display().lower()})"
    return name if dokumen.perubahan_ke else ""
