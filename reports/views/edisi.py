"""Editions: the list, one edition with its stored files, and the page that publishes."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from renstra.tabular.beku import thaw
from renstra.tabular.html import render_html, render_kop, render_signature
from reports.exports.edisi import draft, publish, require_publishable, stored_file, variant, whole_period
from reports.forms import TerbitForm
from reports.models import Edisi
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import BelumPahamError, EdisiError, Isian, may_publish, require_publisher
from reports.tables.registry import LAPORAN, PERIODIC, TABLES, Laporan
from reports.views.laporan import named_period, requested_report
from reports.views.rencana import current_renstra, requested_document
from targets.selectors import PlanDocumentError

PER_HALAMAN = 50


@require_safe
def daftar_edisi(request: HttpRequest) -> HttpResponse:
    """List the editions a person may read, by report and year."""
    renstra = current_renstra(request)
    readable = Edisi.objects.visible_to(request.user)
    rows = readable.facts()
    slug, tahun = request.GET.get("laporan", ""), request.GET.get("tahun", "")
    if slug:
        rows = rows.filter(slug=slug)
    if tahun.isascii() and tahun.isdecimal() and len(tahun) == 4:
        rows = rows.filter(tahun=int(tahun))
    used = readable.order_by().values_list("slug", flat=True).distinct()
    years = readable.order_by("-tahun").exclude(tahun=None).values_list("tahun", flat=True).distinct()
    context = {
        "renstra": renstra,
        "halaman": Paginator(rows, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "laporan": [(each, LAPORAN[each].sebutan if each in LAPORAN else each) for each in sorted(used)],
        "tahun": [str(year) for year in years],
        "pilihan": {"laporan": slug, "tahun": tahun},
        "penerbit": may_publish(request.user, renstra.perangkat_daerah),
        "semua": LAPORAN.values(),
    }
    return render(request, "reports/edisi/daftar.html", context)


def found_edition(request: HttpRequest, pk: int) -> Edisi:
    return get_object_or_404(
        Edisi.objects.visible_to(request.user).select_related("renstra__perangkat_daerah"), pk=pk
    )


@require_safe
def edisi(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one edition from its frozen table: nothing of it is computed again."""
    row = found_edition(request, pk)
    table = thaw(row.isi)
    changes = [each | {"pada": parse_datetime(each["pada"]) if each["pada"] else None} for each in row.perbedaan]
    context = {
        "renstra": row.renstra,
        "edisi": row,
        "table": table,
        "kop": render_kop(table),
        "html": render_html(table),
        "signature": render_signature(table),
        "perbedaan": changes,
        "lain": Edisi.objects.series(row).facts().exclude(pk=row.pk),
        "terbaru": Edisi.objects.series(row).facts().first(),
        "verifikasi": request.build_absolute_uri(reverse("verifikasi-edisi", args=[row.token])),
    }
    return render(request, "reports/edisi/edisi.html", context)


@require_safe
def unduh_edisi(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """Send the stored bytes."""
    if format not in ("pdf", "xlsx"):
        raise Http404(f"Format {format} tidak disimpan pada edisi.")
    file = stored_file(found_edition(request, pk), format)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


# Publishing -----------------------------------------------------------------------------------------------------


def requested_publication(request: HttpRequest, slug: str) -> tuple[Laporan, Permintaan, str]:
    """Return what is to be published, and how its period is called; else 404."""
    if slug in PERIODIC:
        laporan, asked, _ = requested_report(request, slug)
        named = ", ".join(filter(None, (named_period(laporan, asked), variant(asked))))
        return laporan, whole_period(laporan, asked), named
    if slug not in TABLES:
        raise Http404(f"Laporan {slug} tidak ada.")
    renstra = current_renstra(request)
    dokumen = requested_document(request, renstra)
    return TABLES[slug], Permintaan.of_plan(renstra, dokumen), str(dokumen)


@require_http_methods(["GET", "HEAD", "POST"])
def terbitkan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what would be published and what it lacks; a post publishes it."""
    laporan, asked, masa = requested_publication(request, slug)
    require_publisher(request.user, asked.renstra.perangkat_daerah)
    form = TerbitForm(request.POST or None, initial={"tanggal": asked.tanggal or timezone.localdate()})
    refusal, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_publish(request, laporan, asked, form))
        except PlanDocumentError as error:
            raise Http404(str(error)) from error
        except EdisiError as error:
            refusal, status = str(error), 409
            if isinstance(error, BelumPahamError):
                form.add_error("paham", "Centang bila paham; daftarnya ada di atas.")
    context = _preview(laporan, asked, form) | {"masa": masa, "penolakan": refusal}
    return render(request, "reports/edisi/terbitkan.html", context, status=status)


def _publish(request: HttpRequest, laporan: Laporan, asked: Permintaan, form: TerbitForm) -> Edisi:
    user: Any = request.user
    return publish(user=user, slug=laporan.slug, asked=asked, isian=Isian(**form.cleaned_data))


def _preview(laporan: Laporan, asked: Permintaan, form: TerbitForm) -> dict[str, Any]:
    """Return the draft as it would be published on the date in the form, without storing anything."""
    context: dict[str, Any] = {"laporan": laporan, "renstra": asked.renstra, "form": form}
    try:
        require_publishable(laporan, asked)
    except EdisiError as error:
        return context | {"mustahil": str(error)}
    stated = getattr(form, "cleaned_data", {}).get("tanggal") or timezone.localdate()
    try:
        naskah = draft(laporan, asked, Isian(stated), timezone.now())
    except PlanDocumentError as error:
        raise Http404(str(error)) from error
    table = naskah.table
    return context | {
        "naskah": naskah,
        "table": table,
        "kop": render_kop(table),
        "html": render_html(table),
        "signature": render_signature(table),
    }
