from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from renstra.grafik import batang_bertumpuk, contoh
from reports.selectors import goal_tree, program_pagu_rows
from reports.tables.registry import TABLES
from reports.views.rencana import current_renstra, document_choices, requested_document


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    renstra = current_renstra(request)
    dokumen = requested_document(request, renstra)
    rows = program_pagu_rows(dokumen)
    years = list(renstra.years)
    series = [(row.uraian or "", row.pagu) for row in rows if row.level == "program"]
    samples = iter([contoh(number) for number in range(len(series))])
    programs = [
        {
            "kode": row.kode,
            "nama": row.uraian,
            "level": row.level,
            "pagu": [row.pagu.get(year) for year in years],
            "contoh": next(samples) if row.level == "program" else "",
        }
        for row in rows
        if row.level in {"program", "total"}
    ]
    context = {
        "renstra": renstra,
        "documents": document_choices(renstra, dokumen),
        "years": years,
        "programs": programs,
        "chart": batang_bertumpuk(f"Pagu per program {years[0]}–{years[-1]}", years, series, berlegenda=False),
        "tables": TABLES.values(),
        "tujuan": goal_tree(dokumen),
        "counts": [
            (sum(row.level == level for row in rows), level) for level in ("program", "kegiatan", "subkegiatan")
        ],
    }
    return render(request, "reports/beranda.html", context)
