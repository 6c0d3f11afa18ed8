"""What an account must do first: a new password, then the second step where its role demands one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from programs.permissions import must_use_totp
from renstra.lib.http import is_fetch, return_path

_ALWAYS = {"keluar", "sesi", "kesehatan", "security-txt"}
_FOR_PASSWORD = _ALWAYS | {"ganti-sandi"}
_FOR_TOTP = _FOR_PASSWORD | {"keamanan", "totp-mulai", "totp-pasang"}


class AccountGateMiddleware:
    """Lets a person with an open duty reach only the page of that duty, sign-out and the public pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user: Any = request.user
        name = request.resolver_match.url_name if request.resolver_match else None
        if not user.is_authenticated:
            return None
        if user.wajib_ganti_sandi:
            return None if name in _FOR_PASSWORD else _lead(request, "ganti-sandi", "Ganti kata sandi dahulu.")
        if name in _FOR_TOTP or user.is_verified() or not must_use_totp(user):
            return None
        return _lead(request, "keamanan", "Pasang verifikasi dua langkah dahulu.")


def _lead(request: HttpRequest, page: str, sentence: str) -> HttpResponse:
    address = reverse(page)
    if is_fetch(request):
        return JsonResponse({"galat": sentence, "tujuan": address}, status=403)
    return redirect(f"{address}?{urlencode({'next': return_path(request)})}")
