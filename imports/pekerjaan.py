"""Checking, applying and undoing as background work, carried by the reports' queue."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from imports.choices import StatusImpor
from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from imports.services.impor import STEPS, apply, check, undo
from imports.services.penulis import ImporError
from programs.models import Pengguna
from renstra.lib.errors import RenstraError
from reports.choices import JenisPekerjaan
from reports.exports.pekerjaan import UNEXPECTED, WORK, enqueue
from reports.models import Pekerjaan
from reports.services.pekerjaan import CancelledError, Kemajuan, request_job, settle

CANCELLED = "Pemeriksaan dibatalkan sebelum selesai. Periksa lagi bila perlu."


def register() -> None:
    WORK[JenisPekerjaan.IMPOR_PERIKSA] = check_file
    WORK[JenisPekerjaan.IMPOR_TERAPKAN] = apply_or_undo


def begin_check(impor: Impor) -> None:
    """Let a file be checked in the background."""
    _begin(impor, impor.pemilik, JenisPekerjaan.IMPOR_PERIKSA, f"Pemeriksaan {impor.nama_berkas}")


def begin_apply(impor: Impor, user: Pengguna, dilihat: str) -> None:
    """Let the changes that were seen be made in the background; what refuses them is kept with the import."""
    _begin(impor, user, JenisPekerjaan.IMPOR_TERAPKAN, f"Penerapan {impor.nama_berkas}", dilihat=dilihat)


def begin_undo(impor: Impor, user: Pengguna) -> None:
    """Let an import be taken back in the background; what refuses that is kept with the import."""
    _begin(impor, user, JenisPekerjaan.IMPOR_TERAPKAN, f"Pengurungan {impor.nama_berkas}", urungkan=True)


def _begin(impor: Impor, user: Pengguna, jenis: JenisPekerjaan, judul: str, **more: Any) -> None:
    """Ask for the work once; a second click finds the first one."""
    with transaction.atomic():
        job, new = request_job(
            user=user,
            jenis=jenis,
            judul=judul,
            parameter={"impor": impor.pk, **more},
            agency=impor.perangkat_daerah,
            tautan=impor.get_absolute_url(),
        )
        Impor.objects.filter(pk=impor.pk).update(pekerjaan=job, galat="")
    if new:
        enqueue(job)


def require_idle(impor: Impor) -> None:
    """Refuse a step while another is under way; raises `ImporError`."""
    if impor.pekerjaan is not None and not impor.pekerjaan.is_over:
        raise ImporError("Berkas ini sedang dikerjakan; tunggu sampai selesai, atau batalkan dahulu.")


def settle_import(impor: Impor) -> Impor:
    """Let a file whose check ended without an answer not go on looking as if it were being checked."""
    job = impor.pekerjaan
    if job is not None:
        settle(job)
    if impor.status != StatusImpor.DIPERIKSA or (job is not None and not job.is_over):
        return impor
    # the row may be older than its work: it is read anew only where it would be ended
    sentence = (job.galat if job is not None else "") or CANCELLED
    waiting = Impor.objects.filter(pk=impor.pk, status=StatusImpor.DIPERIKSA, pekerjaan=job)
    waiting.update(status=StatusImpor.GAGAL, galat=sentence)
    impor.refresh_from_db(fields=["status", "galat"])
    return impor


def check_file(progress: Kemajuan) -> None:
    """Check a file; one that could not be checked does not go on looking as if it were being checked."""
    impor = Impor.objects.select_related("pemilik", "perangkat_daerah", "renstra").get(pk=_key(progress.job))
    progress.plan(len(STEPS))
    try:
        check(impor, PENGIMPOR[impor.jenis], progress.step)
    except BaseException as error:
        known = isinstance(error, RenstraError | PermissionDenied) and not isinstance(error, CancelledError)
        sentence = CANCELLED if isinstance(error, CancelledError) else str(error) if known else UNEXPECTED
        waiting = Impor.objects.filter(pk=impor.pk, status=StatusImpor.DIPERIKSA)
        waiting.update(status=StatusImpor.GAGAL, galat=sentence)
        raise
    _done(progress, STEPS[2])


def apply_or_undo(progress: Kemajuan) -> None:
    """Make or take back what was previewed; a refusal is kept with the import, which stays as it was."""
    impor = Impor.objects.select_related("perangkat_daerah", "renstra").get(pk=_key(progress.job))
    how: dict[str, Any] = {"impor": impor, "pengimpor": PENGIMPOR[impor.jenis], "user": progress.job.pemilik}
    progress.plan(1)
    try:
        if progress.job.parameter.get("urungkan"):
            undo(**how)
        else:
            apply(**how, dilihat=progress.job.parameter["dilihat"])
    except (RenstraError, PermissionDenied) as error:
        lines = [str(error), *getattr(error, "rincian", ())]
        Impor.objects.filter(pk=impor.pk).update(galat="\n".join(lines))
        raise ImporError(str(error)) from error
    _done(progress, impor.nama_berkas)


def _key(job: Pekerjaan) -> int:
    return int(job.parameter["impor"])


def _done(progress: Kemajuan, what: str) -> None:
    """End work whose result is stored: asking to stop it came too late."""
    try:
        progress.step(what)
    except CancelledError:
        pass
    progress.finish()
