from itertools import cycle

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.charts import SHADES, stacked_bars
from reports.selectors import program_pagu_rows
from reports.tables.registry import TABLES
from reports.views.rencana import current_renstra


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    renstra = current_renstra(request)
    rows = program_pagu_rows(renstra)
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
        "years": years,
        "programs": programs,
        "chart": stacked_bars(f"Pagu per program {years[0]}–{years[-1]}, miliar rupiah", years, series),
        "tables": [(slug, title) for slug, (title, _) in TABLES.items()],
        "tujuan": renstra.tujuan_set.prefetch_related("sasaran__program"),
        "counts": [
            (sum(row.level == level for row in rows), level) for level in ("program", "kegiatan", "subkegiatan")
        ],
    }
    return render(request, "reports/beranda.html", context)
