"""The reports of a year or quarter as pages and files, and how much of each is verified."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Renstra
from renstra.tabular import Table
from renstra.tabular.html import render_html, render_kop, render_signature
from reports.choices import Kesempatan, Perlu
from reports.exports import FORMATS, Export, export
from reports.exports.lkj import export_lkj
from reports.forms import PeriodForm
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import may_publish
from reports.tables.registry import PERIODIC, Laporan, build_report, period
from reports.tables.tanda_tangan import with_signature
from reports.views.rencana import current_renstra
from targets.models import ROMAWI
from targets.selectors import PlanDocumentError
from targets.selectors.angka import KeadaanUnit, quarter_states


def requested_form(request: HttpRequest, renstra: Renstra) -> PeriodForm:
    """Return the filled form; what is not asked falls back to the last quarter that is over."""
    asked = request.GET.copy()
    today = timezone.localdate()
    last = today.year * 4 + (today.month - 1) // 3 - 1
    year = min(max(last // 4, renstra.tahun_awal), renstra.tahun_akhir)
    asked.setdefault("tahun", str(year))
    asked.setdefault("triwulan", str(last % 4 + 1 if year == last // 4 else 4))
    form = PeriodForm(asked, renstra=renstra)
    if not form.is_valid():
        raise Http404("Tahun atau triwulan di luar Renstra.")
    return form


def requested_report(request: HttpRequest, slug: str) -> tuple[Laporan, Permintaan, PeriodForm]:
    """Return the report of this slug, what is asked of it, and the form as filled; else 404."""
    if slug not in PERIODIC:
        raise Http404(f"Laporan {slug} tidak ada.")
    renstra = current_renstra(request)
    form = requested_form(request, renstra)
    data = form.cleaned_data
    asked = Permintaan(
        renstra,
        data["tahun"],
        data["triwulan"],
        data["draf"],
        perubahan_ke=data["dokumen"],
        unit=data["unit"],
        tanggal=form.signed_on(),
    )
    return PERIODIC[slug], asked, form


def signed_table(laporan: Laporan, asked: Permintaan, form: PeriodForm) -> Table:
    try:
        table = build_report(laporan.slug, asked)
    except PlanDocumentError as error:
        raise Http404(str(error)) from error
    day = form.signed_on()
    return with_signature(table, asked.renstra.perangkat_daerah, day, laporan.penanda) if day else table


@require_safe
def laporan(request: HttpRequest, slug: str) -> HttpResponse:
    report, asked, form = requested_report(request, slug)
    table = signed_table(report, asked, form)
    context: dict[str, Any] = {
        "renstra": asked.renstra,
        "table": table,
        "form": form,
        "periode": named_period(report, asked),
        "dengan_draf": asked.dengan_draf,
        "belum": unverified(report, asked),
        "triwulan": f"Triwulan {ROMAWI[asked.triwulan - 1]} {asked.tahun}",
        "kop": render_kop(table),
        "html": render_html(table),
        "signature": render_signature(table),
        "query": request.GET.urlencode(),
        "downloads": [("pdf", "Cetak PDF"), ("xlsx", "Unduh Excel"), ("csv", "Unduh CSV")],
        "lkj": report.kesempatan == Kesempatan.LKJ,
        "pilihan": document_links(report, asked, form),
        "penerbit": may_publish(request.user, asked.renstra.perangkat_daerah),
        "tables": [each for each in PERIODIC.values() if each.kesempatan == report.kesempatan],
    }
    return render(request, "reports/laporan.html", context)


def document_links(report: Laporan, asked: Permintaan, form: PeriodForm) -> list[tuple[str, str, bool]]:
    """Return (name, query, is shown) of each enacted document a report of the year can print, of units too.

    Empty where there is nothing to choose.
    """
    if report.kesempatan is not Kesempatan.PK:
        return []
    jenis = JenisDokumen.PK if report.slug == "pk" else JenisDokumen.RENAKSI
    enacted = Dokumen.objects.filter(renstra=asked.renstra, jenis=jenis, tahun=asked.tahun)
    rows = enacted.filter(status=StatusDokumen.DITETAPKAN).select_related("unit").order_by("unit", "perubahan_ke")
    shown = (asked.unit, asked.perubahan_ke)
    links = []
    for row in rows:
        unit = row.unit.kode if row.unit else ""
        name = f"{row.unit or asked.renstra.perangkat_daerah}, {edition_of(row.perubahan_ke)}"
        query = f"{form.period_query()}&{urlencode({'unit': unit, 'dokumen': row.perubahan_ke})}"
        links.append((name, query, (unit, row.perubahan_ke) == shown))
    return links if len(links) > 1 else []


def edition_of(perubahan_ke: int) -> str:
    return f"perubahan ke-{perubahan_ke}" if perubahan_ke else "murni"


def unverified(report: Laporan, asked: Permintaan) -> list[KeadaanUnit]:
    """Return the units whose figures of the asked quarter do not count yet, for a report of what was reached."""
    if report.kesempatan not in (Kesempatan.TRIWULAN, Kesempatan.LKJ):
        return []
    states = quarter_states(asked.renstra, asked.tahun, asked.triwulan)
    return [state for state in states if not state.terverifikasi]


def named_period(report: Laporan, asked: Permintaan) -> str:
    if report.perlu is Perlu.TRIWULAN:
        return f"Triwulan {ROMAWI[asked.triwulan - 1]} {asked.tahun}"
    return f"Tahun {asked.tahun}"


@require_safe
def unduh_lkj_docx(request: HttpRequest) -> HttpResponse:
    """Send chapter III of the LKj of the asked year as a Word document."""
    renstra = current_renstra(request)
    data = requested_form(request, renstra).cleaned_data
    return sent(export_lkj(Permintaan(renstra, data["tahun"], dengan_draf=data["draf"])))


@require_safe
def unduh_laporan(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """Send the same report as the page shows."""
    if format not in FORMATS:
        raise Http404(f"Format {format} tidak ada.")
    report, asked, form = requested_report(request, slug)
    return sent(export(signed_table(report, asked, form), format, edition=period(report, asked)))


def sent(result: Export) -> HttpResponse:
    response = HttpResponse(result.content, content_type=result.content_type)
    response["Content-Disposition"] = f'attachment; filename="{result.name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
