"""Forms of sign-in and of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from programs.auth import password_is_right

_WRONG_PASSWORD = "Kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."  # noqa: S105 — a sentence


class MasukForm(AuthenticationForm):
    """One sentence for every refusal: it does not tell whether the account exists, is closed or has this NIP."""

    error_messages = {
        "invalid_login": "Nama pengguna, NIP, atau kata sandi tidak cocok. Periksa lalu coba lagi.",
        "inactive": "Nama pengguna, NIP, atau kata sandi tidak cocok. Periksa lalu coba lagi.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["username"].label = "Nama pengguna atau NIP"
        self.fields["password"].label = "Kata sandi"


class KodeForm(forms.Form):
    """A code of the application, or where a device is in use also a backup code."""

    kode = forms.CharField(
        label="Kode",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
        error_messages={"required": "Kode belum diisi."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})


class SandiForm(forms.Form):
    """Asks for one's own password before a change of the second step."""

    sandi = forms.CharField(
        label="Kata sandi Anda",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Kata sandi belum diisi."},
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.request = request

    @sensitive_variables("password")
    def clean_sandi(self) -> str:
        password: str = self.cleaned_data["sandi"]
        if not password_is_right(self.request, password):
            raise ValidationError(_WRONG_PASSWORD)
        return password


class GantiSandiForm(PasswordChangeForm):
    """Changes one's own password; the new one must be another, so that a first password does not live on."""

    error_messages = {"password_mismatch": "Kedua isian kata sandi baru tidak sama. Ketik ulang keduanya."}

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.request = request
        self.fields["old_password"].label = "Kata sandi sekarang"
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields["new_password1"].help_text = (
            "Minimal 12 huruf atau angka. Bukan kata sandi umum, dan tidak mirip nama, nama pengguna, atau NIP. "
            "Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak."
        )
        self.fields["new_password2"].label = "Ulangi kata sandi baru"
        self.fields["new_password2"].help_text = ""

    @sensitive_variables("password")
    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not password_is_right(self.request, password):
            raise ValidationError(_WRONG_PASSWORD)
        return password

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        if password == self.cleaned_data.get("old_password"):
            raise ValidationError("Kata sandi baru harus berbeda dari yang sekarang.")
        return password

    def save(self, commit: bool = True) -> Any:
        self.user.wajib_ganti_sandi = False
        return super().save(commit)
