"""The moment a rancangan becomes a document that rules; what has to be right before that, its kind says."""

from typing import Any, cast

from programs.choices import StatusDokumen
from programs.models import Dokumen, Pengguna
from renstra.lib.history import sign


def make_rule(dokumen: Dokumen, *, user: Pengguna | None, cara: str) -> None:
    """Let `dokumen` rule from its date on; its history says by what way, and names `user` who enacted it.

    Without a user history keeps who is signed in, if anybody. Raises `ValidationError` for a document that its
    own rules refuse.
    """
    dokumen.status = StatusDokumen.DITETAPKAN
    dokumen.berlaku_mulai = dokumen.berlaku_mulai or dokumen.tanggal
    if user is None:
        cast(Any, dokumen)._change_reason = cara
    else:
        sign(dokumen, user, cara)
    dokumen.full_clean()
    dokumen.save()
