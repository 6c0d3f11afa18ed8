"""Preparing a year: a preview of what would be made, and the button that makes it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from programs.choices import Peran
from targets.permissions import holds
from targets.services.galat import LaporanError
from targets.services.tahun import plan_year, prepare_year
from targets.views.papan import TempatPapan, find_board


@require_http_methods(["GET", "HEAD", "POST"])
def siapkan_tahun(request: HttpRequest, pd: str, tahun: int) -> HttpResponse:
    place = find_board(request, pd, tahun, rancangan=True)
    user: Any = request.user
    if not holds(user, place.agency, Peran.SEKRETARIAT):
        raise PermissionDenied("Hanya Sekretariat yang menyiapkan tahun.")
    return _prepare(request, place) if request.method == "POST" else _preview(request, place)


def _prepare(request: HttpRequest, place: TempatPapan) -> HttpResponse:
    user: Any = request.user
    try:
        prepare_year(renstra=place.renstra, tahun=place.tahun, user=user)
    except LaporanError as error:
        return _preview(request, place, galat=str(error), status=409)
    messages.success(request, f"Tahun {place.tahun} siap; yang sudah ada tidak diubah.")
    return redirect("siapkan-tahun", place.agency.kode, place.tahun)


def _preview(request: HttpRequest, place: TempatPapan, *, galat: str = "", status: int = 200) -> HttpResponse:
    rencana = None
    try:
        rencana = plan_year(renstra=place.renstra, tahun=place.tahun)
    except LaporanError as error:
        galat = galat or str(error)
    context = {"tempat": place, "rencana": rencana, "galat": galat}
    return render(request, "targets/siapkan_tahun.html", context, status=status)
