"""One's own account: assignments, password, second step, sessions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_otp import login as otp_login
from segno import make as make_qr

from programs.forms.akun import GantiSandiForm, KodeForm, SandiForm
from programs.permissions import must_use_totp
from programs.services import totp
from programs.services.akun import end_other_sessions
from renstra.lib.errors import RenstraError
from renstra.lib.security_log import log_security


@require_safe
def akun(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {
        "penugasan": user.active_assignments().select_related("perangkat_daerah", "unit"),
        "perangkat": totp.confirmed_device(user),
        "kode_tersisa": totp.backup_codes_left(user),
    }
    return render(request, "programs/akun.html", context)


@require_safe
def sesi(request: HttpRequest) -> JsonResponse:
    """Tell a script that was answered 401 who is signed in now, and the CSRF token to send its values with."""
    return JsonResponse({"pengguna": request.user.get_username(), "csrf": get_token(request)})


class GantiSandiView(RedirectURLMixin, PasswordChangeView):
    """Change one's own password: this session stays, all others end (their hash of the password is stale)."""

    form_class = GantiSandiForm
    template_name = "registration/ganti_sandi.html"
    success_url = reverse_lazy("akun")
    next_page = "akun"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "next": self.get_redirect_url()}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        log_security("sandi-diganti")
        messages.success(self.request, "Kata sandi sudah diganti. Sesi lain akun ini sudah berakhir.")
        return response


@require_safe
def keamanan(request: HttpRequest) -> HttpResponse:
    return _security_page(request)


@require_POST
def totp_mulai(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    totp.start(user)
    return redirect("keamanan")


@require_POST
def totp_pasang(request: HttpRequest) -> HttpResponse:
    """Confirm the new application with a code; the backup codes stand in this answer and nowhere else."""
    user: Any = request.user
    form = KodeForm(request.POST)
    if not form.is_valid():
        return _security_page(request, kode_form=form)
    try:
        codes = totp.confirm(user, form.cleaned_data["kode"])
    except RenstraError as error:
        form.add_error("kode", str(error))
        return _security_page(request, kode_form=form)
    request.session.cycle_key()
    otp_login(request, totp.confirmed_device(user))
    end_other_sessions(user, request.session.session_key)
    log_security("totp-dipasang")
    return render(request, "programs/kode_cadangan.html", {"codes": codes, "baru": True})


@sensitive_post_parameters("sandi")
@require_POST
def kode_cadangan(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = SandiForm(request, request.POST, prefix="cadangan")
    if totp.confirmed_device(user) is None or not form.is_valid():
        return _security_page(request, cadangan_form=form)
    codes = totp.replace_backup_codes(user)
    log_security("kode-cadangan-dibuat")
    return render(request, "programs/kode_cadangan.html", {"codes": codes})


@sensitive_post_parameters("sandi")
@require_POST
def totp_lepas(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = SandiForm(request, request.POST, prefix="lepas")
    if not form.is_valid():
        return _security_page(request, lepas_form=form)
    if totp.remove(user):
        end_other_sessions(user, request.session.session_key)
        log_security("totp-dilepas")
        messages.success(request, "Verifikasi dua langkah sudah dilepas.")
    return redirect("keamanan")


@require_POST
def keluar_lain(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    ended = end_other_sessions(user, request.session.session_key)
    log_security("sesi-lain-diakhiri", jumlah=ended)
    messages.success(request, f"{ended} sesi lain diakhiri." if ended else "Tidak ada sesi lain.")
    return redirect("akun")


def _security_page(request: HttpRequest, **forms: Any) -> HttpResponse:
    """Show the second step as it stands: absent, being enrolled, or in use."""
    user: Any = request.user
    device = totp.confirmed_device(user)
    pending = None if device else totp.pending_device(user)
    context = {
        "perangkat": device,
        "menunggu": pending,
        "wajib": must_use_totp(user),
        "kode_tersisa": totp.backup_codes_left(user) if device else 0,
        "kode_form": forms.get("kode_form") or KodeForm(),
        "cadangan_form": forms.get("cadangan_form") or SandiForm(request, prefix="cadangan"),
        "lepas_form": forms.get("lepas_form") or SandiForm(request, prefix="lepas"),
    }
    if pending is not None:
        address = pending.config_url
        # segno draws the image from numbers alone; no text of the address is in it
        context["qr"] = mark_safe(make_qr(address, error="m").svg_inline(scale=5))  # noqa: S308
        context["kunci"] = totp.secret_text(pending)
    return render(request, "programs/keamanan.html", context)
