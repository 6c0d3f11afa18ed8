"""The cascade of the plan as a drawn tree, coloured by capaian."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboards import gambar
from reports.forms import PohonForm
from reports.selectors.pohon import Pohon
from reports.views.beranda import named_quarter, requested_dasbor


@require_safe
def pohon(request: HttpRequest) -> HttpResponse:
    dasbor, form = requested_dasbor(request)
    pilihan = PohonForm(request.GET, dasbor=dasbor)
    unit, kedalaman = pilihan.chosen()
    roots = Pohon(dasbor).akar(unit)
    context: dict[str, Any] = {
        "renstra": dasbor.asked.renstra,
        "form": form,
        "pilihan": pilihan,
        "query": form.period_query(),
        "periode": named_quarter(dasbor),
        "dengan_draf": dasbor.asked.dengan_draf,
        "gambar": gambar.tree(roots, form.period_query(), kedalaman),
    }
    return render(request, "reports/pohon.html", context)
