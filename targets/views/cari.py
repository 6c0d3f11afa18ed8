"""Search by code or word."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from targets.selectors.cari import PALING_SEDIKIT, found, search_plan

PANJANG = 100


@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:PANJANG]
    groups = search_plan(user, q, timezone.now())
    context = {"q": q, "kelompok": groups, "banyak": found(groups), "paling_sedikit": PALING_SEDIKIT}
    return render(request, "targets/cari.html", context)
