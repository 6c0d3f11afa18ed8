"""Bringing a file in: where it goes, the workbook to fill, and the upload."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from imports.exports.templat import write_template
from imports.forms import TujuanForm, UnggahForm
from imports.importers.registry import PENGIMPOR
from imports.pekerjaan import begin_check
from imports.services.impor import keep_file
from imports.services.pengimpor import Pengimpor, Tujuan
from imports.services.tempat import goal_words, is_open, reach_of
from renstra.lib.berkas import XLSX, BerkasError
from renstra.lib.errors import RenstraError
from renstra.lib.hitungan import count, reached
from renstra.lib.pembaca.batas import MAKS_BERKAS

ENVELOPE = 64 * 1024  # of the form around the file
BATAS_UNGGAH, DETIK = 40, 15 * 60
"""Uploads of one person in a quarter of an hour: each costs a process of its own."""


def found_kind(request: HttpRequest, kode: str) -> Pengimpor:
    """Return the kind of import; 404 where there is none, 403 where the person may bring it in nowhere."""
    if kode not in PENGIMPOR:
        raise Http404("Jenis impor ini tidak ada.")
    user: Any = request.user
    if not is_open(PENGIMPOR[kode], user, reach_of(user)):
        raise PermissionDenied("Anda tidak berhak mengimpor ini.")
    return PENGIMPOR[kode]


@csrf_exempt  # the token is asked for below, once the size is known
@require_http_methods(["GET", "HEAD", "POST"])
def unggah(request: HttpRequest, kode: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAKS_BERKAS + ENVELOPE:
        context = {"batas": MAKS_BERKAS // 1048576, "alamat": request.get_full_path()}
        return render(request, "imports/terlalu_besar.html", context, status=413)
    return _unggah(request, kode)


@csrf_protect
def _unggah(request: HttpRequest, kode: str) -> HttpResponse:
    """Ask where the file goes, then for the file; what was chosen stands in the address."""
    pengimpor = found_kind(request, kode)
    user: Any = request.user
    tempat = TujuanForm(request.GET or None, pengimpor=pengimpor, user=user)
    if not tempat.is_complete:
        if request.method == "POST":
            raise Http404("Tujuan impor ini tidak ada, atau bukan untuk Anda.")
        return render(request, "imports/tempat.html", {"pengimpor": pengimpor, "form": tempat})
    tujuan = tempat.tujuan()
    pengimpor.izinkan(tujuan)
    form = UnggahForm(request.POST, request.FILES) if request.method == "POST" else UnggahForm()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_keep(request, pengimpor, tujuan, form.cleaned_data["berkas"]))
        except BerkasError as error:
            form.add_error("berkas", str(error))
    context = {
        "pengimpor": pengimpor,
        "form": form,
        "tujuan": list(goal_words(pengimpor, tujuan)),
        "kueri": tempat.query(),
        "ada_pilihan": tempat.asks,
    }
    return render(request, "imports/unggah.html", context, status=409 if form.errors else 200)


def _keep(request: HttpRequest, pengimpor: Pengimpor, tujuan: Tujuan, berkas: Any) -> str:
    """Keep the file and let it be checked; returns the address of its page."""
    place = f"impor-unggah-{request.user.pk}"
    if reached(place, BATAS_UNGGAH):
        raise BerkasError(f"Terlalu banyak unggahan; tunggu paling lama {DETIK // 60} menit, lalu unggah lagi.")
    count(place, DETIK)
    impor = keep_file(pengimpor=pengimpor, tujuan=tujuan, berkas=berkas)
    begin_check(impor)
    return impor.get_absolute_url()


@require_safe
def templat(request: HttpRequest, kode: str) -> HttpResponse:
    """Send the workbook to fill; where the place is not chosen yet, ask for it first."""
    pengimpor = found_kind(request, kode)
    user: Any = request.user
    tempat = TujuanForm(request.GET or None, pengimpor=pengimpor, user=user)
    if not tempat.is_complete:
        return redirect(f"{reverse('unggah-impor', args=[kode])}?{request.GET.urlencode()}")
    tujuan = tempat.tujuan()
    pengimpor.izinkan(tujuan)
    try:
        buku = pengimpor.templat(tujuan)
    except RenstraError as error:  # such as a plan without a document that rules
        messages.error(request, str(error))
        return redirect(f"{reverse('unggah-impor', args=[kode])}?{request.GET.urlencode()}")
    response = HttpResponse(write_template(buku), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{buku.nama}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
