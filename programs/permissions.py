"""What an account must do before anything else."""

from django.conf import settings

from programs.choices import Peran
from programs.models import Pengguna


def must_use_totp(user: Pengguna) -> bool:
    """Say whether a role of `user` is named in WAJIB_TOTP; a superuser counts as admin."""
    roles = settings.WAJIB_TOTP
    if not roles:
        return False
    if user.is_superuser and Peran.ADMIN in roles:
        return True
    return user.active_assignments().filter(peran__in=roles).exists()
