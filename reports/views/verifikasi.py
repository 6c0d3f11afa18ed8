"""Verification, open to everybody: by the QR or the short code, what an edition says and whether a file is it."""

from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from renstra.lib.http import client_address
from renstra.tabular import Table
from renstra.tabular.beku import thaw
from renstra.tabular.html import render_html, render_signature
from reports.choices import Putusan
from reports.forms import BerkasEdisiForm, KodeEdisiForm
from reports.models import Edisi
from reports.services.edisi import read_code
from reports.services.verifikasi import (
    DETIK,
    MAKS_BYTE,
    Hasil,
    count_failure,
    judge_file,
    judge_hash,
    too_many_failures,
)

ENVELOPE = 64 * 1024  # of a form around the file


class InMemory(MemoryFileUploadHandler):
    """Keeps an upload in memory, whatever its size: its size is checked before, and nothing reaches the disk."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def unindexed(view: Any) -> Any:
    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@login_not_required
@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi(request: HttpRequest) -> HttpResponse:
    """Ask for the short code and lead to its edition."""
    form = KodeEdisiForm(request.POST or None)
    if request.method != "POST":
        return render(request, "reports/edisi/verifikasi.html", {"form": form})
    address = client_address(request)
    if too_many_failures(address):
        return _too_many(request)
    if form.is_valid():
        found = (
            Edisi.objects.filter(kode=read_code(form.cleaned_data["kode"])).values_list("token", flat=True).first()
        )
        if found:
            return redirect("verifikasi-edisi", token=found)
        count_failure(address)
        form.add_error("kode", "Tidak ada edisi dengan kode ini. Periksa hurufnya; O dan 0, I dan 1 dibaca sama.")
    return render(request, "reports/edisi/verifikasi.html", {"form": form})


@csrf_exempt  # the token is asked for below, once the size is known and no upload can reach the disk
@login_not_required
@unindexed
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi_edisi(request: HttpRequest, token: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAKS_BYTE + ENVELOPE:
        return render(request, "reports/edisi/terlalu_besar.html", status=413)
    request.upload_handlers = [InMemory(request)]
    return _verify(request, token)


@csrf_protect
def _verify(request: HttpRequest, token: str) -> HttpResponse:
    """Show the edition of a token, and judge a file held against it."""
    address = client_address(request)
    rows = Edisi.objects.select_related("renstra__perangkat_daerah__pemerintah_daerah", "dokumen")
    edisi = rows.filter(token=token).first()
    if edisi is None:
        if too_many_failures(address):
            return _too_many(request)
        count_failure(address)
        return render(request, "reports/edisi/tidak_ada.html", status=404)
    if request.method == "POST" and too_many_failures(address):
        return _too_many(request)
    form = BerkasEdisiForm(request.POST or None, request.FILES or None)
    hasil = _judge(edisi, form) if request.method == "POST" and form.is_valid() else None
    if hasil and hasil.putusan is Putusan.BERBEDA:
        count_failure(address)
    return render(request, "reports/edisi/verifikasi_edisi.html", _shown(edisi) | {"form": form, "hasil": hasil})


def _judge(edisi: Edisi, form: BerkasEdisiForm) -> Hasil | None:
    data = form.cleaned_data
    if not data["berkas"]:
        return judge_hash(edisi, data["sidik"])
    if data["berkas"].size > MAKS_BYTE:
        form.add_error("berkas", "Berkas lebih dari 10 MB; berkas edisi tidak sebesar itu.")
        return None
    return judge_file(edisi, data["berkas"].read())


def _shown(edisi: Edisi) -> dict[str, Any]:
    """Return what the public page tells: the edition's own figures, without signature blocks and their NIP."""
    table = _unsigned(thaw(edisi.isi))
    newest = Edisi.objects.series(edisi).facts().first()
    return {
        "edisi": edisi,
        "agency": edisi.renstra.perangkat_daerah,
        "terbaru": newest if newest and newest.pk != edisi.pk else None,
        "table": table,
        "html": render_html(table),
        "bagian": render_signature(table),
        "asli": Putusan.ASLI,
        "bertanda_tangan": Putusan.BERTANDA_TANGAN,
    }


def _unsigned(table: Table) -> Table:
    parts = tuple(replace(part, signatures=(), qr=None) for part in table.bagian)
    return replace(table, signatures=(), qr=None, bagian=parts)


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "reports/edisi/terlalu_sering.html", {"menit": DETIK // 60}, status=429)
    response["Retry-After"] = str(DETIK)
    return response
