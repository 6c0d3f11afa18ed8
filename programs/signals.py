"""Security events that Django, django-axes and the assignments announce themselves."""

from time import time
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from programs.auth import find_account
from programs.models import Pengguna, Penugasan
from renstra.lib.security_log import log_security
from renstra.lib.session_limits import start_session


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: Pengguna, **kwargs: Any) -> None:
    start_session(request.session, time())
    log_security("masuk", user=user, dua_langkah=getattr(user, "otp_device", None) is not None)


@receiver(user_logged_out)
def note_sign_out(user: Pengguna | None, **kwargs: Any) -> None:
    if user is not None:
        log_security("keluar", user=user)


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], **kwargs: Any) -> None:
    """Name the account only where there is one: people type their password into the wrong field."""
    user = find_account(credentials.get("username") or "")
    log_security(f"{credentials.get('langkah', 'masuk')}-gagal", akun=user.username if user else "(tidak dikenal)")


@receiver(user_locked_out)
def note_lock(username: str, **kwargs: Any) -> None:
    log_security("terkunci", akun=username if find_account(username) else "(tidak dikenal)")


@receiver(pre_save, sender=Penugasan)
def remember_assignment(instance: Penugasan, **kwargs: Any) -> None:
    old = Penugasan.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance.isi_lama = old and describe_assignment(old)  # type: ignore[attr-defined]


@receiver(post_save, sender=Penugasan)
def note_assignment(instance: Penugasan, created: bool, **kwargs: Any) -> None:
    old, new = getattr(instance, "isi_lama", None), describe_assignment(instance)
    if old != new:
        log_security("penugasan-dibuat" if created else "penugasan-diubah", lama=old, baru=new)


@receiver(post_delete, sender=Penugasan)
def note_assignment_end(instance: Penugasan, **kwargs: Any) -> None:
    log_security("penugasan-dihapus", lama=describe_assignment(instance), baru=None)


def describe_assignment(row: Penugasan) -> dict[str, str]:
    """Return an assignment as the security log states it."""
    return {
        "akun": row.pengguna.username,
        "peran": row.peran,
        "perangkat_daerah": row.perangkat_daerah.kode,
        "unit": row.unit.kode if row.unit else "",
        "mulai": str(row.mulai),
        "selesai": str(row.selesai or ""),
    }
