"""What is done to an account as a whole."""

from axes.utils import reset
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from programs.models import Pengguna
from programs.services import totp
from renstra.lib.security_log import log_security


def end_other_sessions(user: Pengguna, keep: str | None = None) -> int:
    """End every session of `user` but the one with key `keep`; return how many ended."""
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.session_key != keep and session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            ended += 1
    return ended


def unlock(name: str) -> int:
    """Release a name held after failed tries, codes included; return how many records of failures were removed."""
    removed: int = reset(username=name)
    totp.forgive(name)
    log_security("kunci-dibuka", akun=name, catatan=removed)
    return removed


def revoke_totp(user: Pengguna) -> bool:
    """Take the second step from someone who lost the telephone and the codes; False where there was none."""
    if not totp.remove(user):
        return False
    end_other_sessions(user)
    log_security("totp-dicabut", akun=user.username)
    return True
