"""Reads what the planning documents state, as plain figures."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Value

from indicators.models import Hasil, Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import LEVELS, Dokumen, Landasan, Prioritas, Renstra, Sasaran, Tujuan
from targets.choices import JenisTarget
from targets.findings import Finding, IndicatorFigures, PlanSnapshot, check
from targets.models import CatatanSumber, NilaiTercetak, Pagu, Target

Figures = dict[Any, dict[int, Decimal]]


def ruling_document(renstra: Renstra) -> Dokumen | None:
    """Return the Renstra document in force: the latest perubahan that is ditetapkan."""
    documents = renstra.dokumen.filter(jenis=JenisDokumen.RENSTRA, status=StatusDokumen.DITETAPKAN)
    return documents.order_by("-perubahan_ke").first()


def _by_year(rows: Iterable[tuple[Any, int, Decimal]]) -> Figures:
    figures: Figures = defaultdict(dict)
    for key, year, value in rows:
        figures[key][year] = figures[key].get(year, Decimal(0)) + value
    return figures


def pagu_by_code(dokumen: Dokumen | None) -> Figures:
    """Return the pagu of each subkegiatan code per year in whole Rupiah, sources of funds added up."""
    rows = Pagu.objects.filter(dokumen=dokumen).order_by().values_list("subkegiatan__kode", "tahun", "nilai")
    return _by_year(rows)


def targets_by_indicator(dokumen: Dokumen | None, jenis: str = JenisTarget.TAHUNAN) -> Figures:
    """Return the targets per indicator primary key and year; an absent year has no target."""
    rows = (
        Target.objects.filter(dokumen=dokumen, jenis=jenis).order_by().values_list("indikator", "tahun", "nilai")
    )
    return _by_year(rows)


def printed_figures(dokumen: Dokumen | None) -> dict[tuple[str, str, str], Decimal]:
    rows = NilaiTercetak.objects.filter(dokumen=dokumen).order_by()
    figures = rows.values_list("tabel", "baris", "kolom", "nilai")
    return {(tabel, baris, kolom): nilai for tabel, baris, kolom, nilai in figures if nilai is not None}


def last_change(renstra: Renstra) -> datetime | None:
    """Return when a row behind the plan's tables last changed: what the PDF footer prints."""
    owned: list[Any] = [*LEVELS.values(), Hasil, Indikator, Landasan, Tujuan, Sasaran, Prioritas]
    stated: list[Any] = [Pagu, Target, NilaiTercetak]
    rows = [model.objects.filter(renstra=renstra) for model in owned]
    rows += [model.objects.filter(dokumen__renstra=renstra) for model in stated]
    latest = [
        query.order_by().values(owner=Value(1)).annotate(latest=Max("diubah_pada")).values("latest")
        for query in rows
    ]
    moments = latest[0].union(*latest[1:]).values_list("latest", flat=True)
    return max(moments, default=None)


def plan_findings(renstra: Renstra) -> list[Finding]:
    """Return the findings of one Renstra, gravest first."""
    return check(plan_snapshot(renstra))


def plan_snapshot(renstra: Renstra) -> PlanSnapshot:
    dokumen = ruling_document(renstra)
    codes = [
        kode
        for model in LEVELS.values()
        for kode in model._default_manager.filter(renstra=renstra).values_list("kode", flat=True)
    ]
    remarks = CatatanSumber.objects.filter(dokumen=dokumen).values_list("jenis", "tempat", "uraian")
    return PlanSnapshot(
        codes=tuple(codes),
        pagu=pagu_by_code(dokumen),
        indicators=tuple(_indicator_figures(renstra, dokumen)),
        printed=printed_figures(dokumen),
        remarks=tuple(remarks),
        years=tuple(renstra.years),
    )


def _indicator_figures(renstra: Renstra, dokumen: Dokumen | None) -> Iterable[IndicatorFigures]:
    targets = targets_by_indicator(dokumen)
    parents = (
        "hasil__subkegiatan",
        "hasil__kegiatan",
        "hasil__program",
        "bidang_urusan",
        "sasaran",
        "tujuan",
    )
    rows = Indikator.objects.filter(renstra=renstra).values_list(
        "pk", "kode", "nama", "polaritas", "baseline", *(f"{parent}__kode" for parent in parents)
    )
    for pk, kode, nama, polaritas, baseline, *codes in rows:
        parent = next(code for code in codes if code)
        yield IndicatorFigures(kode, nama, parent, polaritas, baseline, targets.get(pk, {}))
