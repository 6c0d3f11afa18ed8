"""The indicators of a quarter as a list, and each on a page of its own."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.models import Indikator
from reports.dashboards import panel
from reports.forms import IndikatorForm
from reports.selectors.dasbor import Dasbor, Penilaian
from reports.selectors.evaluasi_uang import program_of
from reports.selectors.profil import Profil
from reports.views.beranda import named_quarter, requested_dasbor
from targets.permissions import capacities
from targets.selectors.lembar import parent_of


@require_safe
def daftar_indikator(request: HttpRequest) -> HttpResponse:
    """List the indicators of a state, unit or program: what stands behind a count of the dashboard."""
    dasbor, form = requested_dasbor(request)
    saringan = IndikatorForm(request.GET, dasbor=dasbor)
    rows = [panel.line(each) for each in _chosen(dasbor, saringan)]
    context: dict[str, Any] = {
        "renstra": dasbor.asked.renstra,
        "form": form,
        "saringan": saringan,
        "query": form.period_query(),
        "periode": named_quarter(dasbor),
        "dengan_draf": dasbor.asked.dengan_draf,
        "baris": rows,
    }
    return render(request, "reports/daftar_indikator.html", context)


def _chosen(dasbor: Dasbor, saringan: IndikatorForm) -> list[Penilaian]:
    """Return the indicators that pass the filter; an unknown choice passes all, as an empty one does."""
    chosen = saringan.chosen()
    if chosen.get("keadaan") == "perhatian":
        rows = [each.penilaian for each in dasbor.perhatian]
    else:
        rows = [e for e in dasbor.penilaian.values() if chosen.get("keadaan", "") in ("", e.keadaan)]
    if kode := chosen.get("program"):
        rows = [e for e in rows if e.indikator.hasil and program_of(parent_of(e.indikator).kode) == kode]
    if kode := chosen.get("induk"):
        rows = [e for e in rows if parent_of(e.indikator).kode == kode]
    if unit := chosen.get("unit"):
        rows = [e for e in rows if e.indikator.penanggung_jawab.kode == unit]
    return rows


@require_safe
def indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all there is to know of an indicator in force in a Renstra the reader may read; else 404."""
    visible = Indikator.objects.visible_to(request.user).select_related("renstra__perangkat_daerah")
    dasbor, form = requested_dasbor(request, get_object_or_404(visible, pk=pk).renstra)
    found = next((each for each in dasbor.asked.indicators if each.pk == pk), None)
    if found is None:
        raise Http404("Indikator ini tidak ada dalam Renstra yang berlaku.")
    profil, user = Profil(dasbor, found), request.user
    insider = bool(capacities(cast(Any, user), found.penanggung_jawab))
    years = list(dasbor.asked.renstra.years)
    context: dict[str, Any] = {
        "renstra": dasbor.asked.renstra,
        "form": form,
        "query": form.period_query(),
        "periode": named_quarter(dasbor),
        "dengan_draf": dasbor.asked.dengan_draf,
        "kartu": panel.card(profil.kartu),
        "indikator": found,
        "rincian": panel.identity(found),
        "tahun": [panel.profile_year(found, each) for each in profil.tahun],
        "tahun_rencana": years,
        "dokumen": [panel.document_targets(found, each, years) for each in profil.dokumen],
        "narasi": list(profil.narasi),
        "riwayat": profil.riwayat(files=insider),
        "lembar": reverse(
            "laporan",
            args=[
                dasbor.asked.renstra.perangkat_daerah.kode,
                found.penanggung_jawab.kode,
                dasbor.tahun,
                dasbor.triwulan,
            ],
        ),
    }
    return render(request, "reports/indikator.html", context)
