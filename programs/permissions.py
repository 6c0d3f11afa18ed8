"""What an account must do before anything else, and who keeps the master data."""

from django.conf import settings
from django.db.models import QuerySet

from programs.choices import Peran
from programs.models import Pengguna, Penugasan, PerangkatDaerah


def must_use_totp(user: Pengguna) -> bool:
    """Say whether a role of `user` is named in WAJIB_TOTP; a superuser counts as admin."""
    roles = settings.WAJIB_TOTP
    if not roles:
        return False
    if user.is_superuser and Peran.ADMIN in roles:
        return True
    return user.active_assignments().filter(peran__in=roles).exists()


def may_manage(user: Pengguna, agency: PerangkatDaerah | None = None) -> bool:
    """Whether `user` keeps the master data of an agency: its admin; what all share (None) only a superuser."""
    if user.is_superuser:
        return True
    return agency is not None and administers(user).filter(perangkat_daerah=agency).exists()


def administers(user: Pengguna) -> QuerySet[Penugasan]:
    """Return the assignments by which `user` is an admin today."""
    return user.active_assignments().filter(peran=Peran.ADMIN)
