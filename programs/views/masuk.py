"""Signing in: password, then a code where the account has one; and the page of a lock-out."""

import math
from time import time
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from programs.auth import counted_address, counted_name
from programs.forms.akun import KodeForm, MasukForm
from programs.models import Pengguna
from programs.services import totp
from renstra.lib.errors import RenstraError
from renstra.lib.http import is_fetch
from renstra.lib.session_limits import ended_sentences

_WAITING = "masuk_menunggu"
_WAIT_SECONDS = 300


class MasukView(LoginView):
    """Sign-in by user name or NIP; an account with a second step is not signed in before its code."""

    template_name = "registration/masuk.html"
    authentication_form = MasukForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = form.get_user()
        if totp.confirmed_device(user) is None:
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[_WAITING] = {
            "pengguna": user.pk,
            "tanda": user.get_session_auth_hash(),
            "cara": user.backend,
            "sejak": int(time()),
            "lanjut": self.get_success_url(),
        }
        return redirect("masuk-kode")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "alasan": ended_sentences().get(self.request.GET.get("alasan", ""), ""),
            "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
            "kontak_admin": settings.KONTAK_ADMIN,
        }


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def masuk_kode(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the second step; wrong codes count towards the same lock-out as wrong passwords."""
    user = _waiting_user(request)
    if user is None:
        request.session.pop(_WAITING, None)
        return redirect("masuk")
    form = KodeForm(request.POST or None)
    form.fields["kode"].widget.attrs["autofocus"] = True
    if form.is_valid():
        credentials = {"username": user.get_username(), "langkah": "kode"}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return terkunci(request, None, credentials)
        try:
            user.otp_device = totp.verify(user, form.cleaned_data["kode"])  # type: ignore[attr-defined]
        except RenstraError as error:
            form.add_error("kode", str(error))
            if isinstance(error, totp.KodeSalahError):
                user_login_failed.send(__name__, credentials=credentials, request=request)
        else:
            waiting = request.session.pop(_WAITING)
            login(request, user, backend=waiting["cara"])
            return redirect(waiting["lanjut"])
    return render(request, "registration/kode.html", {"form": form, "kontak_admin": settings.KONTAK_ADMIN})


def _waiting_user(request: HttpRequest) -> Pengguna | None:
    """Return who gave the right password less than five minutes ago, unless it was changed meanwhile."""
    waiting = request.session.get(_WAITING)
    if waiting is None or time() - waiting["sejak"] > _WAIT_SECONDS:
        return None
    user = Pengguna.objects.filter(pk=waiting["pengguna"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), waiting["tanda"]):
        return None
    return user


def terkunci(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """Answer 429 and say how long to wait (AXES_LOCKOUT_CALLABLE); the same for names that do not exist."""
    last = (
        AccessAttempt.objects.filter(
            username=counted_name(request, credentials), ip_address=counted_address(request)
        )
        .order_by("-attempt_time")
        .first()
    )
    until = (last.attempt_time if last else timezone.now()) + settings.AXES_COOLOFF_TIME
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    context = {
        "menit": math.ceil(seconds / 60),
        "batas": settings.AXES_FAILURE_LIMIT,
        "sampai": until,
        "kontak_admin": settings.KONTAK_ADMIN,
    }
    if is_fetch(request):
        sentence = f"Masuk ditahan. Coba lagi {context['menit']} menit lagi."
        answer: HttpResponse = JsonResponse(
            {"galat": sentence, "masuk": resolve_url(settings.LOGIN_URL)}, status=429
        )
    else:
        answer = render(request, "registration/terkunci.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
