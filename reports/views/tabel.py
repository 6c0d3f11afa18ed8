from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from programs.models import Dokumen, Renstra
from renstra.tabular import Table
from renstra.tabular.html import render_html, render_kop, render_signature
from reports.exports import FORMATS, Export, export
from reports.forms import PlanFilterForm, SignatureForm
from reports.models import Revisi
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import TABLES, build_report, edition
from reports.tables.tanda_tangan import with_signature
from reports.views.rencana import current_renstra, document_choices, requested_document
from reports.views.unchanged import kept, ready_page


def requested_table(request: HttpRequest, slug: str, dokumen: Dokumen) -> tuple[Table, SignatureForm]:
    """Return the table as the reader filtered it, signed if asked; an unknown slug or choice is 404."""
    if slug not in TABLES:
        raise Http404(f"Tabel {slug} tidak ada.")
    filtered = PlanFilterForm(request.GET, dokumen=dokumen) if TABLES[slug].disaring else None
    form = SignatureForm(request.GET) if filtered is None else filtered
    if not form.is_valid():
        raise Http404("Pilihan saringan tidak dikenal.")
    renstra = dokumen.renstra
    chosen = filtered.chosen() if filtered else None
    table = build_report(slug, Permintaan.of_plan(renstra, dokumen, chosen))
    day = form.signed_on()
    return (with_signature(table, renstra.perangkat_daerah, day) if day else table), form


@require_safe
def tabel(request: HttpRequest, slug: str) -> HttpResponse:
    return ready_page(request, lambda revision: draw(request, slug, revision))


def draw(request: HttpRequest, slug: str, revision: str) -> HttpResponse:
    """Draw the reader's page around the body that all readers of the same Renstra share."""
    renstra = current_renstra(request)
    query = request.GET.urlencode()
    judul, isi = kept(revision, "isi", renstra.pk, slug, query, make=lambda: body(request, slug, renstra))
    return render(request, "reports/tabel.html", {"judul": judul, "isi": isi})


def body(request: HttpRequest, slug: str, renstra: Renstra) -> tuple[str, SafeString]:
    """Return the title and the page below the navigation; of the request only what was asked for."""
    dokumen = requested_document(request, renstra)
    table, form = requested_table(request, slug, dokumen)
    context = {
        "renstra": renstra,
        "documents": document_choices(renstra, dokumen),
        "dokumen": request.GET.get("dokumen", ""),
        "table": table,
        "form": form,
        "kop": render_kop(table),
        "html": render_html(table),
        "signature": render_signature(table),
        "query": request.GET.urlencode(),
        "downloads": [("pdf", "Cetak PDF"), ("xlsx", "Unduh Excel"), ("csv", "Unduh CSV")],
        "tables": TABLES.values(),
    }
    return table.nomor, render_to_string("reports/tabel_isi.html", context)


@require_safe
def unduh(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """Send the same table as the page shows, filters included."""
    if format not in FORMATS:
        raise Http404(f"Format {format} tidak ada.")
    revision = Revisi.current()
    renstra = current_renstra(request)
    asked = ("unduh", renstra.pk, slug, format, request.GET.urlencode())
    result = kept(revision, *asked, make=lambda: file(request, slug, format, renstra))
    response = HttpResponse(result.content, content_type=result.content_type)
    response["Content-Disposition"] = f'attachment; filename="{result.name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def file(request: HttpRequest, slug: str, format: str, renstra: Renstra) -> Export:
    """Return the rendered table; of the request only what was asked for, since all readers share it."""
    dokumen = requested_document(request, renstra)
    table, _ = requested_table(request, slug, dokumen)
    return export(table, format, edition=edition(dokumen))
