"""What the account tests share: a person with a password, an enrolled telephone, and the security log."""

import json
import logging
from base64 import b32decode
from typing import Any

from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

PASSWORD = "demo-renstra-batam"  # noqa: S105 — of the demo accounts


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/masuk/", {"username": name, "password": password, **extra})


def is_signed_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def code_of(user: Any, ahead: int = 0) -> str:
    """Return the code the telephone shows now, or `ahead` steps of 30 seconds later."""
    key = TOTPDevice.objects.get(user=user).bin_key
    return f"{totp(key, drift=ahead):06d}"


def enrol(client: Client, user: Any) -> list[str]:
    """Enrol a telephone through the pages; return the backup codes. The step of the code counts as used."""
    client.force_login(user)
    client.post("/akun/keamanan/mulai/")
    response = client.post("/akun/keamanan/pasang/", {"kode": code_of(user)})
    codes: list[str] = response.context["codes"]
    client.logout()
    return codes


def secret_on(page: str) -> bytes:
    """Read the secret a person would type by hand."""
    text = page.split('<code class="kunci">')[1].split("</code>")[0]
    return b32decode(text.replace(" ", ""))


def forgive_haste(user: Any) -> None:
    """Let the pause after a wrong code pass."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).update(throttling_failure_timestamp=None)


class Events(logging.Handler):
    """The lines of the security log, read back."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def actions(self) -> list[str]:
        return [event["tindakan"] for event in self.all()]
