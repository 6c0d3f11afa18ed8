from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.views.rencana import current_renstra, document_choices, requested_document
from targets.selectors import plan_findings


@require_safe
def pemeriksaan(request: HttpRequest) -> HttpResponse:
    renstra = current_renstra(request)
    dokumen = requested_document(request, renstra)
    context = {
        "renstra": renstra,
        "documents": document_choices(renstra, dokumen),
        "findings": plan_findings(dokumen),
    }
    return render(request, "reports/pemeriksaan.html", context)
