"""The second step at sign-in: codes of an authenticator application, and backup codes.

Backup codes are kept only as keyed hashes: whoever reads the database cannot sign in with them.
"""

import math
import re
from base64 import b32encode
from datetime import datetime
from os import urandom

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from programs.models import Pengguna
from renstra.lib.errors import RenstraError

BACKUP_CODES = 8
_TOTP_CODE = re.compile(r"\d{6}", re.ASCII)


class KodeSalahError(RenstraError):
    """The code does not match."""


class KodeDitahanError(RenstraError):
    """Too many wrong codes: the code was not looked at."""


def confirmed_device(user: Pengguna) -> TOTPDevice | None:
    """Return the application that `user` must show at sign-in, if any."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return device


def pending_device(user: Pengguna) -> TOTPDevice | None:
    """Return the application being enrolled, if any."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return device


def secret_text(device: TOTPDevice) -> str:
    """Return the secret as it is typed by hand: groups of four letters."""
    letters = b32encode(device.bin_key).decode()
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def backup_codes_left(user: Pengguna) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def start(user: Pengguna) -> None:
    """Begin enrolment with a fresh secret; a secret that was shown and never confirmed is dropped."""
    Pengguna.objects.select_for_update().get(pk=user.pk)
    if confirmed_device(user) is None:
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        TOTPDevice.objects.create(user=user, name="aplikasi autentikator", confirmed=False)


def confirm(user: Pengguna, text: str) -> list[str]:
    """Finish enrolment with a code of the new application; return the backup codes, which are never shown again.

    Raises `KodeSalahError` or `KodeDitahanError`; the enrolment then stays open.
    """
    with transaction.atomic():
        Pengguna.objects.select_for_update().get(pk=user.pk)
        device = pending_device(user)
        refusal = _try_code(device, _cleaned(text))
        if device is not None and refusal is None:
            device.confirmed = True
            device.save()
            return replace_backup_codes(user)
    raise refusal or KodeSalahError("Pemasangan belum dimulai; tekan Mulai pemasangan.")


@transaction.atomic
def replace_backup_codes(user: Pengguna) -> list[str]:
    """Make eight new one-time codes, so that earlier ones no longer work; return them as they are to be shown."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="kode cadangan")
    codes = [b32encode(urandom(5)).decode().lower() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_hashed(code)) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


@transaction.atomic
def remove(user: Pengguna) -> bool:
    """Take away application and backup codes; False where there was no confirmed application."""
    had = confirmed_device(user) is not None
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()
    return had


def forgive(name: str) -> None:
    """Forget the wrong codes of the account with this user name, so that the next one need not wait."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user__username=name).update(
            throttling_failure_timestamp=None, throttling_failure_count=0
        )


def verify(user: Pengguna, text: str) -> Device:
    """Return the device that accepts the code: six digits of the application, or a backup code, used up by this.

    Raises `KodeSalahError`, or `KodeDitahanError` while earlier mistakes hold the device back (1, 2, 4, 8 … s).
    The shape of the code tells the device, so that a mistake with one does not hold back the other.
    """
    code = _cleaned(text)
    with transaction.atomic():  # no exception inside: it would undo the count of mistakes
        if _TOTP_CODE.fullmatch(code):
            device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            refusal = _try_code(device, code)
        else:
            device = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            refusal = _try_code(device, _hashed(code))
    if refusal is not None:
        raise refusal
    return device


def _try_code(device: TOTPDevice | StaticDevice | None, token: str) -> RenstraError | None:
    """Try a token on a device; return what to raise once the count of mistakes is safe in the database."""
    if device is not None:
        allowed, detail = device.verify_is_allowed()
        if not allowed:
            seconds = _seconds_until(detail["locked_until"])
            return KodeDitahanError(
                f"Percobaan terlalu cepat. Tunggu {seconds} detik, lalu ketik kode yang sedang tampil."
            )
        if device.verify_token(token):
            return None
    return KodeSalahError(
        "Kode tidak cocok. Ketik kode yang sedang tampil; bila sudah dipakai, tunggu kode berikutnya."
    )


def _seconds_until(moment: datetime) -> int:
    return max(1, math.ceil((moment - timezone.now()).total_seconds()))


def _cleaned(text: str) -> str:
    return "".join(text.split()).replace("-", "").lower()


def _hashed(code: str) -> str:
    """Return 80 bits of a keyed hash: what fits the 16 letters of django-otp's column."""
    digest = salted_hmac("programs.services.totp", code, algorithm="sha256").digest()
    return b32encode(digest[:10]).decode()
