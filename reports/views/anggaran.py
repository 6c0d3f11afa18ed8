"""The budget: pagu per program and year, as the Renstra plans it."""

from itertools import cycle

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.charts import SHADES, stacked_bars
from reports.selectors import program_pagu_rows
from reports.views.rencana import current_renstra, document_choices, requested_document


@require_safe
def anggaran(request: HttpRequest) -> HttpResponse:
    renstra = current_renstra(request)
    dokumen = requested_document(request, renstra)
    rows = program_pagu_rows(dokumen)
    years = list(renstra.years)
    shades = cycle(SHADES)
    programs = [
        {
            "kode": row.kode,
            "nama": row.uraian,
            "level": row.level,
            "pagu": [row.pagu.get(year) for year in years],
            "warna": next(shades) if row.level == "program" else "",
        }
        for row in rows
        if row.level in {"program", "total"}
    ]
    series = [(row.uraian or "", row.pagu) for row in rows if row.level == "program"]
    context = {
        "renstra": renstra,
        "documents": document_choices(renstra, dokumen),
        "years": years,
        "programs": programs,
        "chart": stacked_bars(f"Pagu per program {years[0]}–{years[-1]}, miliar rupiah", years, series),
    }
    return render(request, "reports/anggaran.html", context)
