"""The background work itself: what a worker runs."""

import logging
import tempfile
from collections.abc import Callable
from typing import Any

from django.core.files.base import File
from django.utils.text import slugify
from django_tasks import task

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from reports.choices import JenisPekerjaan, Kesempatan
from reports.exports.kumpulan import Kumpulan, write_zip
from reports.models import Pekerjaan
from reports.selectors.permintaan import Permintaan
from reports.services.pekerjaan import LOST, CancelledError, Kemajuan, give_up
from targets.selectors.angka import renstra_of

logger = logging.getLogger(__name__)
UNEXPECTED = "Pekerjaan terhenti karena galat pada sistem. Ulangi; bila terjadi lagi, hubungi admin."


@task()
def run_job(pk: int) -> None:
    """Do one piece of work from begin to end; whatever happens, it does not stay unfinished."""
    progress = Kemajuan(pk)
    if not progress.begin():
        return
    try:
        WORK[JenisPekerjaan(progress.job.jenis)](progress)
    except CancelledError:
        progress.stop()
    except RenstraError as error:
        progress.fail(str(error))
    except Exception:
        logger.exception("Pekerjaan %s gagal", pk)
        progress.fail(UNEXPECTED)
    except BaseException:  # the worker itself is being ended
        progress.fail(LOST)
        raise


def enqueue(job: Pekerjaan) -> None:
    """Hand the work to a worker; where that fails, the work ends and its page says so."""
    try:
        run_job.enqueue(job.pk)
    except Exception:
        logger.exception("Pekerjaan %s tidak masuk antrean", job.pk)
        give_up(job)


def download_all(progress: Kemajuan) -> None:
    """Draw every report of the occasion for every agency asked."""
    sets = sets_of(progress.job)
    progress.plan(sum(each.steps for each in sets))
    with tempfile.TemporaryFile() as out:
        write_zip(out, sets, progress.step)
        out.seek(0)
        progress.finish(f"{slugify(progress.job.judul)}.zip", File(out))


def sets_of(job: Pekerjaan) -> list[Kumpulan]:
    """Return what is to be drawn: one agency, or each that the person may read, in a folder of its own."""
    asked = job.parameter
    kesempatan = Kesempatan(asked["kesempatan"])
    how: dict[str, Any] = {"triwulan": asked["triwulan"], "dengan_draf": asked["draf"]}
    if job.perangkat_daerah_id:
        renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=asked["renstra"])
        return [Kumpulan(kesempatan, Permintaan(renstra, asked["tahun"], **how))]
    plans = Renstra.objects.visible_to(job.pemilik).select_related("perangkat_daerah__pemerintah_daerah")
    agencies = {plan.perangkat_daerah_id: plan.perangkat_daerah for plan in plans}
    found = [renstra_of(agency, asked["tahun"]) for agency in agencies.values()]
    return [
        Kumpulan(kesempatan, Permintaan(plan, asked["tahun"], **how), folder=f"{plan.perangkat_daerah.kode}/")
        for plan in found
        if plan
    ]


WORK: dict[JenisPekerjaan, Callable[[Kemajuan], None]] = {JenisPekerjaan.UNDUH_SEMUA: download_all}
