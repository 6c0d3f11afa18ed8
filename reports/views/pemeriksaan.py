from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.views.rencana import current_renstra
from targets.selectors import plan_findings


@require_safe
def pemeriksaan(request: HttpRequest) -> HttpResponse:
    renstra = current_renstra(request)
    findings = plan_findings(renstra)
    return render(request, "reports/pemeriksaan.html", {"renstra": renstra, "findings": findings})
