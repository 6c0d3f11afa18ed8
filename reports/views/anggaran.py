"""The budget: pagu per program and year, murni beside perubahan, and what was spent quarter by quarter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.dashboards import gambar, uang
from reports.selectors.anggaran import Anggaran
from reports.views.beranda import named_quarter, requested_dasbor


@require_safe
def anggaran(request: HttpRequest) -> HttpResponse:
    dasbor, form = requested_dasbor(request)
    found = Anggaran(dasbor.asked)
    context: dict[str, Any] = {
        "renstra": dasbor.asked.renstra,
        "form": form,
        "query": form.period_query(),
        "periode": named_quarter(dasbor),
        "tahun": dasbor.tahun,
        "dengan_draf": dasbor.asked.dengan_draf,
        "dokumen_tahun": found.dokumen_tahun,
        "grafik_serapan": gambar.absorption(found),
        "grafik_pagu": gambar.pagu(found),
        **uang.year_table(found),
        **uang.years_table(found),
    }
    return render(request, "reports/anggaran.html", context)
