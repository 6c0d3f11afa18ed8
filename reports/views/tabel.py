from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from programs.models import Renstra
from renstra.tabular import Table
from renstra.tabular.html import render_html
from reports.exports import FORMATS, export
from reports.forms import PlanFilterForm
from reports.tables.registry import FILTERED, TABLES, build_table
from reports.views.rencana import current_renstra


def requested_table(request: HttpRequest, slug: str, renstra: Renstra) -> tuple[Table, PlanFilterForm | None]:
    """Return the table as the reader filtered it; an unknown slug or choice is 404."""
    if slug not in TABLES:
        raise Http404(f"Tabel {slug} tidak ada.")
    if slug not in FILTERED:
        return build_table(slug, renstra), None
    form = PlanFilterForm(request.GET, renstra=renstra)
    if not form.is_valid():
        raise Http404("Pilihan saringan tidak dikenal.")
    return build_table(slug, renstra, form.chosen()), form


@require_safe
def tabel(request: HttpRequest, slug: str) -> HttpResponse:
    renstra = current_renstra(request)
    table, form = requested_table(request, slug, renstra)
    context = {
        "renstra": renstra,
        "table": table,
        "form": form,
        "html": render_html(table),
        "query": request.GET.urlencode(),
        "downloads": [("pdf", "Cetak PDF"), ("xlsx", "Unduh Excel"), ("csv", "Unduh CSV")],
        "tables": [(name, title) for name, (title, _) in TABLES.items()],
    }
    return render(request, "reports/tabel.html", context)


@require_safe
def unduh(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """Send the same table as the page shows, filters included."""
    if format not in FORMATS:
        raise Http404(f"Format {format} tidak ada.")
    table, _ = requested_table(request, slug, current_renstra(request))
    result = export(table, format)
    response = HttpResponse(result.content, content_type=result.content_type)
    response["Content-Disposition"] = f'attachment; filename="{result.name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
