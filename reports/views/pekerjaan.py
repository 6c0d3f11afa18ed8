"""Background work as its owner sees it: how far it is, a way to stop it, and its result."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from renstra.lib.http import is_fetch
from reports.models import Pekerjaan
from reports.services.pekerjaan import cancel_job, settle

SHOWN = 50


def own_job(request: HttpRequest, pk: int) -> Pekerjaan:
    """Return the person's own work; anybody else's is 404."""
    user: Any = request.user
    return settle(get_object_or_404(Pekerjaan, pk=pk, pemilik=user))


@require_safe
def daftar_pekerjaan(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    jobs = [settle(job) for job in user.pekerjaan.all()[:SHOWN]]
    return render(request, "reports/daftar_pekerjaan.html", {"pekerjaan": jobs})


@require_safe
def pekerjaan(request: HttpRequest, pk: int) -> HttpResponse:
    job = own_job(request, pk)
    if is_fetch(request):
        state = {"selesai": job.langkah_selesai, "semua": job.langkah_semua, "sedang": job.sedang}
        return JsonResponse({**state, "status": job.get_status_display(), "berakhir": job.is_over})
    return render(request, "reports/pekerjaan.html", {"pekerjaan": job})


@require_POST
def batal_pekerjaan(request: HttpRequest, pk: int) -> HttpResponse:
    job = own_job(request, pk)
    cancel_job(job)
    return redirect(job.tautan or job)


@require_GET
def hasil_pekerjaan(request: HttpRequest, pk: int) -> FileResponse:
    job = own_job(request, pk)
    path = job.berkas.name or ""
    if not path or not job.berkas.storage.exists(path):
        raise Http404("Hasil pekerjaan ini sudah dihapus atau belum ada; minta sekali lagi.")
    name = PurePath(path).name
    return FileResponse(job.berkas.open("rb"), as_attachment=True, filename=name)
