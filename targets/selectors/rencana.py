"""Reads what the planning documents state, as plain figures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, QuerySet, Value

from indicators.models import Hasil, Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import (
    LEVELS,
    ArahKebijakan,
    Dokumen,
    Landasan,
    Penahapan,
    Prioritas,
    Renstra,
    Sasaran,
    Tujuan,
)
from programs.selectors import changed_codes
from renstra.lib.errors import RenstraError
from targets.choices import JenisTarget
from targets.findings import Finding, IndicatorFigures, PlanSnapshot, check
from targets.formulas import NilaiTarget
from targets.models import (
    CatatanSumber,
    NilaiTercetak,
    Pagu,
    PaguTriwulan,
    RencanaSubkegiatan,
    Target,
    TargetTriwulan,
)

Figures = dict[Any, dict[int, Decimal]]


OF_A_YEAR: tuple[Any, ...] = (Pagu, PaguTriwulan, RencanaSubkegiatan, Target, TargetTriwulan)
"""What a document of a year may state."""


class PlanDocumentError(RenstraError):
    """The Renstra has no such document, or none that rules."""


def plan_documents(renstra: Renstra) -> QuerySet[Dokumen]:
    """Return the Renstra document and its perubahan, in order."""
    documents = Dokumen.objects.filter(renstra=renstra, jenis=JenisDokumen.RENSTRA)
    return documents.select_related("renstra__perangkat_daerah").order_by("perubahan_ke")


def ruling_document(renstra: Renstra) -> Dokumen | None:
    """Return the Renstra document in force: the latest perubahan that is ditetapkan."""
    return plan_documents(renstra).filter(status=StatusDokumen.DITETAPKAN).last()


def plan_document(renstra: Renstra, perubahan_ke: int | None = None) -> Dokumen:
    """Return the Renstra document with this `perubahan_ke`, else the ruling one; raises `PlanDocumentError`."""
    if perubahan_ke is None:
        dokumen = ruling_document(renstra)
        remedy = "belum mempunyai dokumen Renstra yang ditetapkan; tetapkan dahulu di Data induk, Dokumen."
    else:
        dokumen = plan_documents(renstra).filter(perubahan_ke=perubahan_ke).first()
        known = ", ".join(str(ke) for ke in plan_documents(renstra).values_list("perubahan_ke", flat=True))
        remedy = f"tidak mempunyai dokumen perubahan ke-{perubahan_ke}; yang ada: {known or 'belum ada'}."
    if dokumen is None:
        raise PlanDocumentError(f"{renstra} {remedy}")
    return dokumen


def _by_year(rows: Iterable[tuple[Any, int, Decimal]]) -> Figures:
    figures: Figures = defaultdict(dict)
    for key, year, value in rows:
        figures[key][year] = figures[key].get(year, Decimal(0)) + value
    return figures


def pagu_by_code(dokumen: Dokumen) -> Figures:
    """Return the pagu of each subkegiatan code per year in whole Rupiah, sources of funds added up."""
    rows = Pagu.objects.filter(dokumen=dokumen).order_by().values_list("subkegiatan__kode", "tahun", "nilai")
    return _by_year(rows)


def targets_by_indicator(dokumen: Dokumen, jenis: str = JenisTarget.TAHUNAN) -> Figures:
    """Return the targets per indicator primary key and year; an absent year has no target."""
    rows = (
        Target.objects.filter(dokumen=dokumen, jenis=jenis).order_by().values_list("indikator", "tahun", "nilai")
    )
    return _by_year(rows)


def stated_by_indicator(dokumen: Dokumen, jenis: str = JenisTarget.TAHUNAN) -> dict[Any, dict[int, NilaiTarget]]:
    """Return the targets per indicator primary key and year as they are stated, a range with both bounds."""
    rows = Target.objects.filter(dokumen=dokumen, jenis=jenis).order_by()
    found: dict[Any, dict[int, NilaiTarget]] = defaultdict(dict)
    for indikator, tahun, nilai, atas in rows.values_list("indikator", "tahun", "nilai", "nilai_atas"):
        found[indikator][tahun] = NilaiTarget(nilai, atas)
    return found


def printed_figures(dokumen: Dokumen) -> dict[tuple[str, str, str], Decimal]:
    rows = NilaiTercetak.objects.filter(dokumen=dokumen).order_by()
    figures = rows.values_list("tabel", "baris", "kolom", "nilai")
    return {(tabel, baris, kolom): nilai for tabel, baris, kolom, nilai in figures if nilai is not None}


def last_change(dokumen: Dokumen, *others: Dokumen) -> datetime | None:
    """Return when a row behind the tables of a Renstra document last changed: what the PDF footer prints.

    `others` are documents of a year (Renja, PK, rencana aksi) that the table reads too.
    """
    versioned: list[Any] = [*LEVELS.values(), Hasil, Indikator, Tujuan, Sasaran]
    owned: list[Any] = [ArahKebijakan, Landasan, Penahapan, Prioritas]
    stated: list[Any] = [Pagu, Target, NilaiTercetak]
    rows = [model.objects.in_force(dokumen) for model in versioned]
    rows += [model.objects.filter(renstra=dokumen.renstra_id) for model in owned]
    rows += [model.objects.filter(dokumen=dokumen) for model in stated]
    rows += [model.objects.filter(dokumen__in=others) for model in OF_A_YEAR if others]
    rows += [Dokumen.objects.filter(pk__in=[each.pk for each in others])] if others else []
    latest = [
        query.order_by().values(owner=Value(1)).annotate(latest=Max("diubah_pada")).values("latest")
        for query in rows
    ]
    moments = latest[0].union(*latest[1:]).values_list("latest", flat=True)
    return max(filter(None, moments), default=None)


def plan_findings(dokumen: Dokumen) -> list[Finding]:
    """Return the findings of the plan as one Renstra document has it, gravest first."""
    return check(plan_snapshot(dokumen))


def plan_snapshot(dokumen: Dokumen) -> PlanSnapshot:
    levels = LEVELS.values()
    rows = [row for model in levels for row in model.objects.in_force(dokumen).values_list("kode", "nama")]
    remarks = CatatanSumber.objects.filter(dokumen=dokumen).values_list("jenis", "tempat", "uraian")
    return PlanSnapshot(
        codes=tuple(kode for kode, _ in rows),
        pagu=pagu_by_code(dokumen),
        indicators=tuple(_indicator_figures(dokumen)),
        printed=printed_figures(dokumen),
        remarks=tuple(remarks),
        years=tuple(dokumen.renstra.years),
        changed=changed_codes(dict(rows)),
    )


def _indicator_figures(dokumen: Dokumen) -> Iterable[IndicatorFigures]:
    targets = targets_by_indicator(dokumen)
    parents = (
        "hasil__subkegiatan",
        "hasil__kegiatan",
        "hasil__program",
        "bidang_urusan",
        "sasaran",
        "tujuan",
    )
    rows = Indikator.objects.in_force(dokumen).values_list(
        "pk", "kode", "nama", "polaritas", "baseline", *(f"{parent}__kode" for parent in parents)
    )
    for pk, kode, nama, polaritas, baseline, *codes in rows:
        parent = next(code for code in codes if code)
        yield IndicatorFigures(kode, nama, parent, polaritas, baseline, targets.get(pk, {}))
