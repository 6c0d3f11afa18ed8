"""The front door of the quarter: what waits for the person who opens it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from targets.selectors.kerja import agency_summaries, work_of


@require_safe
def triwulan(request: HttpRequest) -> HttpResponse:
    """Show the work of staf, Sekretariat and Kepala Dinas; everybody else gets the list to read."""
    user: Any = request.user
    at = timezone.now()
    work = work_of(user, at)
    first = [*(cell for cell in work.isi if cell.dapat_diisi), *work.kunci, *work.periksa]
    working = work.pengisi or work.pemeriksa or work.pengunci
    context = {
        "kerja": work,
        "utama": first[0] if first else None,
        "bekerja": working,
        "daerah": [] if working else agency_summaries(user, at),
        "hari_ini": timezone.localdate(at),
    }
    return render(request, "targets/triwulan.html", context)
