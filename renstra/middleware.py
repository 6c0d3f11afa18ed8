"""What every answer carries, and how a session ends."""

from collections.abc import Callable
from time import time
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from renstra.lib.http import is_fetch, return_path
from renstra.lib.security_log import log_security, serving
from renstra.lib.session_limits import GONE, check_session, ended_sentences

GetResponse = Callable[[HttpRequest], HttpResponse]

_UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",  # static files and public pages state their own
}


class HeadersMiddleware:
    """Adds the headers that neither Django nor django-csp sets; lets styles be inline under /admin/ alone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with serving(request):
            response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/admin/"):
            response._csp_update = {"style-src": [SELF, UNSAFE_INLINE]}  # type: ignore[attr-defined]
        return response


class SessionLimitsMiddleware:
    """Ends a session that was idle too long or has lasted too long; the reason goes on to the sign-in page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session and (reason := check_session(request.session, time())):
            log_security("sesi-berakhir", alasan=reason)
            request.session.flush()
            request.user = AnonymousUser()
            request.sesi_berakhir = reason  # type: ignore[attr-defined]
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Sends a stranger to sign-in, telling why a session ended; a script gets 401 and keeps what was typed."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        reason = _why_ended(request)
        if is_fetch(request):
            sentence = ended_sentences().get(reason, "Anda belum masuk. Masuk lalu ulangi.")
            return JsonResponse({"galat": sentence, "masuk": resolve_url(settings.LOGIN_URL)}, status=401)
        sign_in = resolve_url(settings.LOGIN_URL)
        return redirect_to_login(return_path(request), f"{sign_in}?alasan={reason}" if reason else sign_in)


def _why_ended(request: HttpRequest) -> str:
    """Return the reason noted above, or `berakhir` where the browser names a session that no longer exists."""
    reason: str = getattr(request, "sesi_berakhir", "")
    if reason or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return reason
    return GONE if request.session.is_empty() else ""
