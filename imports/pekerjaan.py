"""Checking and applying as background work, carried by the reports' queue."""

from django.core.exceptions import PermissionDenied

from imports.choices import StatusImpor
from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from imports.services.impor import apply, check
from imports.services.penulis import ImporError
from renstra.lib.errors import RenstraError
from reports.choices import JenisPekerjaan
from reports.exports.pekerjaan import UNEXPECTED, WORK
from reports.services.pekerjaan import Kemajuan


def register() -> None:
    WORK[JenisPekerjaan.IMPOR_PERIKSA] = check_file
    WORK[JenisPekerjaan.IMPOR_TERAPKAN] = apply_changes


def check_file(progress: Kemajuan) -> None:
    """Check a file; one that could not be checked does not go on looking as if it were being checked."""
    impor = Impor.objects.select_related("pemilik").get(pk=progress.job.parameter["impor"])
    progress.plan(1)
    try:
        check(impor, PENGIMPOR[impor.jenis])
    except BaseException as error:
        sentence = str(error) if isinstance(error, RenstraError | PermissionDenied) else UNEXPECTED
        waiting = Impor.objects.filter(pk=impor.pk, status=StatusImpor.DIPERIKSA)
        waiting.update(status=StatusImpor.GAGAL, galat=sentence)
        raise
    progress.step(impor.nama_berkas)
    progress.finish()


def apply_changes(progress: Kemajuan) -> None:
    """Apply what was previewed; a refusal is kept with the import, which stays as it was."""
    impor = Impor.objects.get(pk=progress.job.parameter["impor"])
    progress.plan(1)
    try:
        apply(impor=impor, pengimpor=PENGIMPOR[impor.jenis], user=progress.job.pemilik)
    except (RenstraError, PermissionDenied) as error:
        lines = [str(error), *getattr(error, "rincian", ())]
        Impor.objects.filter(pk=impor.pk).update(galat="\n".join(lines))
        raise ImporError(str(error)) from error
    progress.step(impor.nama_berkas)
    progress.finish()
