"""The evaluation forms as pages and files: a year, a quarter, and how much of it is verified."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Renstra
from renstra.tabular import Table
from renstra.tabular.html import render_html, render_kop, render_signature
from reports.exports import FORMATS, export
from reports.forms import PeriodForm
from reports.tables.registry import EVALUASI, Periode, build_evaluation
from reports.tables.tanda_tangan import with_signature
from reports.views.rencana import current_renstra
from targets.models import ROMAWI
from targets.selectors.angka import quarter_states


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


def requested_evaluation(request: HttpRequest, slug: str, renstra: Renstra) -> tuple[Table, PeriodForm, Periode]:
    if slug not in EVALUASI:
        raise Http404(f"Laporan {slug} tidak ada.")
    form = requested_form(request, renstra)
    data = form.cleaned_data
    periode = Periode(data["tahun"], data["triwulan"], data["draf"])
    table = build_evaluation(slug, renstra, periode)
    day = form.signed_on()
    return (with_signature(table, renstra.perangkat_daerah, day) if day else table), form, periode


@require_safe
def evaluasi(request: HttpRequest, slug: str) -> HttpResponse:
    renstra = current_renstra(request)
    table, form, periode = requested_evaluation(request, slug, renstra)
    states = quarter_states(renstra, periode.tahun, periode.triwulan)
    context: dict[str, Any] = {
        "renstra": renstra,
        "table": table,
        "form": form,
        "periode": f"Triwulan {ROMAWI[periode.triwulan - 1]} {periode.tahun}",
        "dengan_draf": periode.dengan_draf,
        "belum": [state for state in states if not state.terverifikasi],
        "kop": render_kop(table),
        "html": render_html(table),
        "signature": render_signature(table),
        "query": request.GET.urlencode(),
        "downloads": [("pdf", "Cetak PDF"), ("xlsx", "Unduh Excel"), ("csv", "Unduh CSV")],
        "tables": [(name, title) for name, (title, _) in EVALUASI.items()],
    }
    return render(request, "reports/evaluasi.html", context)


@require_safe
def unduh_evaluasi(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """Send the same form as the page shows."""
    if format not in FORMATS:
        raise Http404(f"Format {format} tidak ada.")
    table, _, periode = requested_evaluation(request, slug, current_renstra(request))
    result = export(table, format, edition=f"{periode.tahun} tw{periode.triwulan}")
    response = HttpResponse(result.content, content_type=result.content_type)
    response["Content-Disposition"] = f'attachment; filename="{result.name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
