"""The whole city: every perangkat daerah the reader may read, each leading to its own dashboard."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Renstra
from reports.dashboards.kata import judged, percent
from reports.models import Revisi
from reports.selectors.kota import BarisKota, city_row, enacted, ruling_plans
from reports.views.laporan import requested_form
from reports.views.unchanged import kept
from targets.models import ROMAWI


@require_safe
def kota(request: HttpRequest) -> HttpResponse:
    """Show the agencies side by side; the line of one is counted once for a revision, whoever reads it."""
    plans: Any = Renstra.objects.visible_to(request.user).select_related("perangkat_daerah")
    readable = list(enacted(plans))  # type: ignore[call-overload]
    if not readable:
        raise Http404("Belum ada Renstra yang dapat dibaca.")
    form = requested_form(request, max(readable, key=lambda each: (each.tahun_akhir, each.pk)))
    asked = form.cleaned_data
    tahun, triwulan, draf = asked["tahun"], asked["triwulan"], asked["draf"]
    revision, now = Revisi.current(), timezone.now()

    def row(renstra: Renstra) -> BarisKota:
        place = ("kota", renstra.pk, tahun, triwulan, draf)
        return kept(revision, *place, make=lambda: city_row(renstra, tahun, triwulan, now, dengan_draf=draf))

    query = urlencode({"tahun": tahun, "triwulan": triwulan, **({"draf": "on"} if draf else {})})
    context: dict[str, Any] = {
        "form": form,
        "periode": f"Triwulan {ROMAWI[triwulan - 1]} {tahun}",
        "dengan_draf": draf,
        "baris": [_line(row(each), query) for each in ruling_plans(readable, tahun)],
    }
    return render(request, "reports/kota.html", context)


def _line(row: BarisKota, query: str) -> dict[str, Any]:
    """Return an agency: its counts in words, in the order of their codes, never ranked."""
    health = row.kesehatan
    return {
        "agency": row.agency,
        "tautan": f"{reverse('beranda')}?{query}&{urlencode({'pd': row.agency.kode})}",
        "terisi": health.terisi,
        "wajib": health.wajib,
        "unit_terverifikasi": health.unit_terverifikasi,
        "unit_wajib": health.unit_wajib,
        "iku": percent(row.iku),
        "cakupan": str(row.iku.cakupan or ""),
        "predikat": judged(row.iku, dinilai=row.iku.persis is not None),
        "serapan": percent(row.serapan),
        "perhatian": row.perhatian,
    }
