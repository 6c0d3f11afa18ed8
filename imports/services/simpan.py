"""How long the files that came are kept."""

from datetime import datetime

from imports.models import Impor
from renstra.lib.security_log import log_security


def expire_files(before: datetime) -> int:
    """Delete files that came before a moment; returns how many.

    The record, its hash, findings and changes stay: what was applied can still be read and taken back.
    """
    old = Impor.objects.filter(dibuat_pada__lt=before).exclude(berkas="").defer("isi", "temuan")
    for impor in old:
        impor.berkas.delete(save=False)
        Impor.objects.filter(pk=impor.pk).update(berkas="")
        log_security("berkas-impor-dihapus", impor=impor.pk, berkas=impor.nama_berkas, sha256=impor.sha256)
    return len(old)
