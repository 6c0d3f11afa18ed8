"""The front page: in one minute, what is on track, what is not and why, and what is still missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Renstra
from reports.dashboards import gambar, panel
from reports.forms import PeriodForm
from reports.selectors.dasbor import Dasbor
from reports.selectors.permintaan import Permintaan
from reports.views.laporan import requested_form
from reports.views.rencana import current_renstra
from reports.views.unchanged import ready_page
from targets.models import ROMAWI


def requested_dasbor(request: HttpRequest, renstra: Renstra | None = None) -> tuple[Dasbor, PeriodForm]:
    """Return the dashboard of the quarter asked for, by default the last that is over, and the form as filled."""
    renstra = renstra or current_renstra(request)
    form = requested_form(request, renstra)
    data = form.cleaned_data
    asked = Permintaan(renstra, data["tahun"], data["triwulan"], data["draf"])
    return Dasbor(asked, timezone.now()), form


def reads_several(user: Any) -> bool:
    """Whether the user may read the plans of more than one perangkat daerah."""
    plans: Any = Renstra.objects.visible_to(user)
    return len(plans.order_by().values("perangkat_daerah").distinct()[:2]) > 1


def named_quarter(dasbor: Dasbor) -> str:
    return f"Triwulan {ROMAWI[dasbor.triwulan - 1]} {dasbor.tahun}"


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """Show the dashboard; one that was drawn since the last change is found, not drawn again."""
    return ready_page(request, lambda revision: draw(request))


def draw(request: HttpRequest) -> HttpResponse:
    dasbor, form = requested_dasbor(request)
    judged = list(dasbor.penilaian.values())
    context: dict[str, Any] = {
        "renstra": dasbor.asked.renstra,
        "form": form,
        "query": form.period_query(),
        "periode": named_quarter(dasbor),
        "dengan_draf": dasbor.asked.dengan_draf,
        "data_per": dasbor.asked.keadaan.terakhir,
        "kesehatan": panel.health(dasbor, form.period_query()),
        "unit_terverifikasi": dasbor.kesehatan.unit_terverifikasi,
        "unit_wajib": dasbor.kesehatan.unit_wajib,
        "iku": [panel.card(each) for each in dasbor.iku],
        "tujuan_sasaran": [panel.card(each) for each in dasbor.tujuan_sasaran],
        "predikat": panel.counts(judged),
        "perhatian": [panel.attention(each) for each in dasbor.perhatian[: panel.SHOWN_ATTENTION]],
        "perhatian_semua": len(dasbor.perhatian),
        "program": [panel.program(each) for each in dasbor.program],
        "kuadran": gambar.programs(dasbor.program, dasbor.triwulan),
        "unit": [panel.unit(each, dasbor.tahun, dasbor.triwulan) for each in dasbor.kesehatan.unit],
        "uang": panel.money(dasbor),
        "banyak_pd": reads_several(request.user),
    }
    return render(request, "reports/beranda.html", context)
