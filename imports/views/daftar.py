"""The door to imports: what a person can bring in, and the files that came before."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from imports.forms import offered
from imports.importers.registry import PENGIMPOR
from imports.pekerjaan import settle_import
from imports.selectors.daftar import listed_imports

PER_HALAMAN = 50


@require_safe
def daftar(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    page = Paginator(listed_imports(user), PER_HALAMAN).get_page(request.GET.get("halaman"))
    rows = [settle_import(each) for each in page]
    context = {
        "jenis": offered(user),
        "halaman": page,
        "impor": [(each, PENGIMPOR[each.jenis].judul if each.jenis in PENGIMPOR else each.jenis) for each in rows],
        "banyak_pd": len({each.perangkat_daerah_id for each in rows}) > 1,
    }
    return render(request, "imports/daftar.html", context)
