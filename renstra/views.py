"""Pages that belong to no app: health, security.txt and the error pages."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from renstra.bantuan import guide_page, guide_pages
from renstra.lib.http import is_fetch
from renstra.lib.incidents import incident_code

_SENTENCES = {
    400: "Permintaan tidak dapat dibaca. Muat ulang halaman lalu coba lagi.",
    403: "Anda tidak berhak melakukan ini. Minta hak kepada admin.",
    404: "Halaman tidak ada, atau tidak untuk akun ini. Periksa alamatnya.",
    500: "Terjadi kesalahan di server. Coba lagi; bila berulang, hubungi admin.",
}
_CSRF_SENTENCE = "Formulir sudah kedaluwarsa. Muat ulang halaman lalu kirim lagi."


@login_not_required
@require_safe
def kesehatan(request: HttpRequest) -> HttpResponse:
    """Say whether the application can serve: 200 with a reachable database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "basis data tidak terjangkau"}, status=503)
    return JsonResponse({"status": "sehat"})


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116); without KONTAK_KEAMANAN that is the sign-in page's contact."""
    contact = settings.KONTAK_KEAMANAN or request.build_absolute_uri(resolve_url(settings.LOGIN_URL))
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: id, en", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def bantuan(request: HttpRequest) -> HttpResponse:
    """List the pages of the user guide."""
    return render(request, "bantuan/daftar.html", {"halaman": guide_pages()})


@require_safe
def halaman_bantuan(request: HttpRequest, halaman: str) -> HttpResponse:
    """Show a page of the user guide."""
    found = guide_page(halaman)
    if found is None:
        raise Http404("Halaman bantuan ini tidak ada.")
    return render(request, "bantuan/halaman.html", {"halaman": found, "semua": guide_pages()})


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _error(request, 400, "400.html")


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _error(request, 403, "403.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403, "403_csrf.html", _CSRF_SENTENCE)


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _error(request, 404, "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500, "500.html")


def _error(request: HttpRequest, status: int, template: str, sentence: str = "") -> HttpResponse:
    """Answer a person with a page and a script with JSON; both carry the incident code that the log has.

    400 and 500 are rendered without the request: the host, the session or the database may be what failed.
    """
    code = incident_code(request)
    if is_fetch(request):
        return JsonResponse({"galat": sentence or _SENTENCES[status], "insiden": code}, status=status)
    context = {"insiden": code, "kontak_admin": settings.KONTAK_ADMIN}
    return render(None if status in {400, 500} else request, template, context, status=status)
