"""Messages to the person who is signed in, and how many are unread."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from targets.models import Pemberitahuan
from targets.services.pemberitahuan import mark_read

BANYAK = 100


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    rows = Pemberitahuan.objects.filter(pengguna=request.user.pk)[:BANYAK]
    return render(request, "targets/pemberitahuan.html", {"pemberitahuan": rows, "banyak": BANYAK})


@require_POST
def baca_semua(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    mark_read(user=user)
    return redirect("pemberitahuan")


@require_POST
def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and go where it points; somebody else's is 404."""
    row = Pemberitahuan.objects.filter(pk=pk, pengguna=request.user.pk).first()
    if row is None:
        raise Http404("Pemberitahuan ini tidak ada.")
    user: Any = request.user
    mark_read(user=user, pk=pk)
    inside = url_has_allowed_host_and_scheme(row.tautan, allowed_hosts=None)
    return redirect(row.tautan if row.tautan and inside else "pemberitahuan")


def kepala_halaman(request: HttpRequest) -> dict[str, Any]:
    """Tell signed-in pages how many messages are unread (counted only where shown), and whether this is a demo."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    unread = Pemberitahuan.objects.filter(pengguna=user.pk, dibaca_pada=None)
    return {"belum_dibaca": unread.count, "demo": settings.DEMO}
