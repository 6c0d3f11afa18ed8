"""Handing one person's assignments and open work to another, and who did so before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from programs.models import Penugasan, PerangkatDaerah
from targets.forms.serah_terima import SerahTerimaForm
from targets.services.galat import SerahTerimaError
from targets.services.serah_terima import CARA, may_hand_over, serah_terima

RIWAYAT = 30


@require_http_methods(["GET", "HEAD", "POST"])
def halaman(request: HttpRequest, pd: str) -> HttpResponse:
    visible: Any = PerangkatDaerah.objects.visible_to(request.user)
    agency: PerangkatDaerah | None = visible.filter(kode=pd).first()
    if agency is None:
        raise Http404("Perangkat daerah ini tidak ada.")
    user: Any = request.user
    if not may_hand_over(user, agency):
        raise PermissionDenied("Serah terima dilakukan admin atau Sekretariat perangkat daerah ini.")
    if request.method == "POST":
        return _hand_over(request, agency)
    return _page(request, agency, SerahTerimaForm(agency=agency))


def _hand_over(request: HttpRequest, agency: PerangkatDaerah) -> HttpResponse:
    form = SerahTerimaForm(request.POST, agency=agency)
    if not form.is_valid():
        return _page(request, agency, form, status=409)
    user: Any = request.user
    try:
        done = serah_terima(**form.cleaned_data, agency=agency, user=user)
    except SerahTerimaError as error:
        form.add_error(None, str(error))
        return _page(request, agency, form, status=409)
    messages.success(
        request, f"Tugas {done.dari.nama} diserahkan kepada {done.kepada.nama}; keduanya diberi tahu."
    )
    return redirect("serah-terima", agency.kode)


def _page(request: HttpRequest, agency: PerangkatDaerah, form: SerahTerimaForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    held = Penugasan.objects.active_on(today).filter(perangkat_daerah=agency)
    past: Any = Penugasan.history.filter(perangkat_daerah=agency, history_change_reason=CARA)
    context = {
        "agency": agency,
        "form": form,
        "penugasan": held.select_related("pengguna", "unit").order_by("peran", "unit__urutan", "pengguna"),
        "riwayat": past.select_related("pengguna", "unit", "history_user").order_by(
            "-history_date", "-history_id"
        )[:RIWAYAT],
    }
    return render(request, "targets/serah_terima.html", context, status=status)
