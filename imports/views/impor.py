"""The page of one imported file: how it stands, what was found, what changes, and the next step."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from imports.choices import StatusImpor
from imports.exports.catatan import annotate
from imports.forms import goal_query
from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from imports.pekerjaan import begin_apply, begin_check, begin_undo, require_idle, settle_import
from imports.permissions import is_owner, may_undo, require_owner, require_undoer, visible_imports
from imports.selectors.pertanyaan import read_answers, shown_findings
from imports.selectors.pratinjau import count_groups, ordered, preview
from imports.services.impor import answer, discard, goal_of
from imports.services.penulis import ImporError
from imports.services.tempat import goal_words
from renstra.lib.berkas import XLSX, BerkasError
from renstra.lib.http import is_fetch

PER_HALAMAN = 100
SANDBOX = "sandbox; default-src 'none'"
CHANGED = (StatusImpor.SIAP, StatusImpor.DITERAPKAN, StatusImpor.DIURUNGKAN, StatusImpor.DIBATALKAN)
"""States in which there are changes to show."""


def found_import(request: HttpRequest, pk: int) -> Impor:
    """Return an import that the person sees; any other is 404."""
    related = ("pemilik", "perangkat_daerah", "renstra__perangkat_daerah", "pekerjaan", "diterapkan_oleh")
    rows = visible_imports(request.user).select_related(*related, "diurungkan_oleh")
    row = get_object_or_404(rows, pk=pk)
    if row.jenis not in PENGIMPOR:
        raise Http404("Jenis impor ini tidak ada lagi.")
    return settle_import(row)


@require_safe
def impor(request: HttpRequest, pk: int) -> HttpResponse:
    row = found_import(request, pk)
    if is_fetch(request):
        return JsonResponse(_progress(row))
    return _page(request, row)


def _progress(row: Impor) -> dict[str, Any]:
    """Return what the script of background work asks; the work may be another person's."""
    job = row.pekerjaan
    if job is None:
        return {"berakhir": True}
    state = {"selesai": job.langkah_selesai, "semua": job.langkah_semua, "sedang": job.sedang}
    return {**state, "status": job.get_status_display(), "berakhir": job.is_over}


def _page(request: HttpRequest, row: Impor, *, galat: str = "", status: int = 200) -> HttpResponse:
    job, user = row.pekerjaan, request.user
    pengimpor, tujuan = PENGIMPOR[row.jenis], goal_of(row, row.pemilik)
    changes = ordered(row.changes()) if row.status in CHANGED else []
    temuan = Paginator(row.findings(), PER_HALAMAN).get_page(request.GET.get("temuan"))
    hal = Paginator(changes, PER_HALAMAN).get_page(request.GET.get("hal"))
    context = {
        "impor": row,
        "pengimpor": pengimpor,
        "tujuan": list(goal_words(pengimpor, tujuan)),
        "kueri": goal_query(pengimpor, tujuan),
        "pekerjaan": job if job is not None and not job.is_over else None,
        "pekerjaan_sendiri": job is not None and job.pemilik_id == user.pk,
        "pemilik": is_owner(user, row),
        "dapat_diurungkan": row.status == StatusImpor.DITERAPKAN and may_undo(user, row),
        "galat": galat,
        "penolakan": _refusal(row),
        "temuan": temuan,
        "temuan_lain": row.banyak_galat + row.banyak_tanya + row.banyak_peringatan - temuan.paginator.count,
        "kelompok_temuan": shown_findings(row, list(temuan)),
        "jawaban": len(row.jawaban),
        "hal": hal,
        "jumlah": len(changes),
        "ringkasan": count_groups(changes),
        "pratinjau": preview(changes, list(hal)),
    }
    return render(request, "imports/impor.html", context, status=status)


def _refusal(row: Impor) -> list[str]:
    """Return why the last check, step or undo failed: a sentence, then the rows it is about."""
    if row.galat:
        return row.galat.splitlines()
    job = row.pekerjaan
    return [job.galat] if job is not None and job.galat else []


# Steps ----------------------------------------------------------------------------------------------------------


def _step(request: HttpRequest, pk: int, work: Callable[[Impor], None]) -> HttpResponse:
    """Take a step that its owner alone takes; where it no longer fits the page says so (409)."""
    row = found_import(request, pk)
    user: Any = request.user
    require_owner(user, row)
    try:
        require_idle(row)
        work(row)
    except ImporError as error:
        return _page(request, found_import(request, pk), galat=str(error), status=409)
    return redirect(row)


@require_POST
def jawab(request: HttpRequest, pk: int) -> HttpResponse:
    """Take answers in and check the file again; without questions it is simply checked again."""
    user: Any = request.user

    def work(row: Impor) -> None:
        forget = request.POST.get("lupakan") == "on"
        answers = {} if forget else read_answers(row, request.POST)
        if row.banyak_tanya and not answers and not forget and "jawaban" in request.POST:
            raise ImporError("Belum ada yang dijawab: pilih sedikitnya satu jawaban, lalu periksa lagi.")
        begin_check(answer(impor=row, jawaban=answers, user=user, forget=forget))

    return _step(request, pk, work)


@require_POST
def terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user

    def work(row: Impor) -> None:
        if row.status != StatusImpor.SIAP:
            raise ImporError(f"Impor ini berstatus {row.get_status_display().lower()}; tidak dapat diterapkan.")
        if request.POST.get("dilihat") != row.sidik:
            raise ImporError("Perubahannya lain sejak halaman itu dibuka; baca dahulu yang sekarang.")
        begin_apply(row, user, row.sidik)

    return _step(request, pk, work)


@require_POST
def batal(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    return _step(request, pk, lambda row: discard(impor=row, user=user))


@require_http_methods(["GET", "HEAD", "POST"])
def urungkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what would be taken back; a post takes it back."""
    row = found_import(request, pk)
    user: Any = request.user
    require_undoer(user, row)
    if row.status != StatusImpor.DITERAPKAN:
        sentence = f"Impor ini berstatus {row.get_status_display().lower()}; tidak ada yang diurungkan."
        return _page(request, row, galat=sentence, status=409)
    if request.method == "POST":
        try:
            require_idle(row)
        except ImporError as error:
            return _page(request, row, galat=str(error), status=409)
        begin_undo(row, user)
        return redirect(row)
    changes = ordered(row.changes())
    hal = Paginator(changes, PER_HALAMAN).get_page(request.GET.get("hal"))
    context = {
        "impor": row,
        "pengimpor": PENGIMPOR[row.jenis],
        "jumlah": len(changes),
        "ringkasan": count_groups(changes),
        "hal": hal,
        "pratinjau": preview(changes, list(hal)),
    }
    return render(request, "imports/urungkan.html", context)


# Files ----------------------------------------------------------------------------------------------------------


@require_GET
def unduh_asli(request: HttpRequest, pk: int) -> FileResponse:
    """Send the file as it came, for keeping, never for showing inside this site."""
    row = found_import(request, pk)
    path = row.berkas.name or ""
    if not path or not row.berkas.storage.exists(path):
        raise Http404("Berkas impor ini sudah dihapus karena lewat masa simpan.")
    response = FileResponse(
        row.berkas.open("rb"),
        as_attachment=True,
        filename=row.nama_berkas,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def unduh_catatan(request: HttpRequest, pk: int) -> FileResponse:
    """Send the file with the findings in it."""
    row = found_import(request, pk)
    if not row.temuan:
        raise Http404("Tidak ada temuan pada impor ini.")
    try:
        name, content = annotate(row)
    except BerkasError as error:
        raise Http404(str(error)) from error
    response = FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response
