"""Background work: asked for once, counted as it goes, stopped when asked."""

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from programs.models import Pengguna, PerangkatDaerah
from renstra.lib.errors import RenstraError
from reports.choices import OVER, JenisPekerjaan, StatusPekerjaan
from reports.models import Pekerjaan

NOT_QUEUED = "Pekerjaan tidak dapat masuk antrean. Minta sekali lagi; bila terjadi lagi, hubungi admin."
LOST = "Pekerjaan terputus sebelum selesai, misalnya karena server dimulai ulang. Minta sekali lagi."


class CancelledError(RenstraError):
    """The person who asked for the work asked to stop it."""


@transaction.atomic
def request_job(
    *,
    user: Pengguna,
    jenis: JenisPekerjaan,
    judul: str,
    parameter: dict[str, Any],
    agency: PerangkatDaerah | None,
    tautan: str = "",
) -> tuple[Pekerjaan, bool]:
    """Return the work and whether it is new: a second click finds the first one while it is not over.

    `tautan` is where its result is read, for work that makes no file.
    """
    Pengguna.objects.select_for_update().get(pk=user.pk)
    asked = {"pemilik": user, "jenis": jenis, "parameter": parameter, "perangkat_daerah": agency}
    running = Pekerjaan.objects.filter(**asked).exclude(status__in=OVER).first()
    if running and not settle(running).is_over:
        return running, False
    return Pekerjaan.objects.create(judul=judul, tautan=tautan, **asked), True


def settle(job: Pekerjaan) -> Pekerjaan:
    """End work whose worker died, as cancelled where that was asked, else as failed; returns the row."""
    if not job.is_lost:
        return job
    status, galat = (StatusPekerjaan.DIBATALKAN, "") if job.minta_batal else (StatusPekerjaan.GAGAL, LOST)
    same = Pekerjaan.objects.filter(pk=job.pk, status=StatusPekerjaan.BERJALAN, diubah_pada=job.diubah_pada)
    same.update(status=status, galat=galat, sedang="", berakhir_pada=timezone.now())
    job.refresh_from_db()
    return job


def give_up(job: Pekerjaan) -> None:
    """End work that never got into the queue: no worker would ever take it."""
    waiting = Pekerjaan.objects.filter(pk=job.pk, status=StatusPekerjaan.MENUNGGU)
    waiting.update(status=StatusPekerjaan.GAGAL, galat=NOT_QUEUED, berakhir_pada=timezone.now())


def cancel_job(job: Pekerjaan) -> None:
    """Ask the work to stop; one that waits stops at once, one that runs after the file it is drawing."""
    now = timezone.now()
    waiting = Pekerjaan.objects.filter(pk=job.pk, status=StatusPekerjaan.MENUNGGU)
    stopped = waiting.update(status=StatusPekerjaan.DIBATALKAN, minta_batal=True, berakhir_pada=now)
    if not stopped:
        Pekerjaan.objects.filter(pk=job.pk, status=StatusPekerjaan.BERJALAN).update(minta_batal=True)


class Kemajuan:
    """The progress of one piece of work, written to the database at every step.

    Nothing is written of work that is not running any more: it may have been taken for lost in the meantime.
    """

    def __init__(self, pk: int) -> None:
        self._rows = Pekerjaan.objects.filter(pk=pk)
        self.job = self._rows.select_related("pemilik", "perangkat_daerah").get()

    @property
    def _running(self) -> QuerySet[Pekerjaan]:
        return self._rows.filter(status=StatusPekerjaan.BERJALAN)

    def begin(self) -> bool:
        """Take the work; False where it was cancelled, or another worker took it."""
        waiting, now = self._rows.filter(status=StatusPekerjaan.MENUNGGU), timezone.now()
        return bool(waiting.update(status=StatusPekerjaan.BERJALAN, mulai_pada=now, diubah_pada=now))

    def plan(self, steps: int) -> None:
        self._running.update(langkah_semua=steps, diubah_pada=timezone.now())

    def step(self, done: str) -> None:
        """Count one step; raises `CancelledError` where the person asked to stop, or the work was given up."""
        self._running.update(
            langkah_selesai=F("langkah_selesai") + 1, sedang=done[:200], diubah_pada=timezone.now()
        )
        if not self._running.filter(minta_batal=False).exists():
            raise CancelledError("Dibatalkan atas permintaan.")

    def finish(self, name: str = "", content: "File[bytes] | None" = None) -> None:
        """End the work as done, with the file it made if it made one."""
        if content is None:
            self._end(StatusPekerjaan.SELESAI)
            return
        self.job.refresh_from_db()
        self.job.berkas.save(name, content, save=False)
        if not self._end(StatusPekerjaan.SELESAI, berkas=self.job.berkas.name):
            self.job.berkas.delete(save=False)

    def stop(self) -> None:
        self._end(StatusPekerjaan.DIBATALKAN)

    def fail(self, sentence: str) -> None:
        self._end(StatusPekerjaan.GAGAL, galat=sentence)

    def _end(self, status: StatusPekerjaan, **values: Any) -> bool:
        return bool(self._running.update(status=status, berakhir_pada=timezone.now(), sedang="", **values))


def expire_results(before: datetime) -> int:
    """Delete work that ended before a moment together with its file; returns how many.

    What lost its worker is ended first, so that it too is deleted one day.
    """
    for job in Pekerjaan.objects.filter(status=StatusPekerjaan.BERJALAN):
        settle(job)
    old = list(Pekerjaan.objects.filter(status__in=OVER, berakhir_pada__lt=before))
    for job in old:
        if job.berkas:
            job.berkas.delete(save=False)
        job.delete()
    return len(old)
