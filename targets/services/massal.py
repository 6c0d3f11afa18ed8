"""One step on many reports: each is taken or refused by itself, and each refusal says why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from programs.models import Pengguna
from targets.choices import Aksi
from targets.models import LaporanTriwulan
from targets.services.galat import LaporanError
from targets.services.laporan import take_step


@dataclass(frozen=True, slots=True)
class HasilLangkah:
    """What became of one report; `galat` is empty where the step was taken."""

    laporan: LaporanTriwulan
    galat: str = ""


def take_steps(
    *,
    chosen: Iterable[tuple[LaporanTriwulan, int]],
    aksi: Aksi,
    user: Pengguna,
    catatan: str = "",
    at: datetime | None = None,
) -> list[HasilLangkah]:
    """Take one step on each report at the version the person saw; no refusal keeps the others from it."""
    results = []
    for laporan, versi in chosen:
        try:
            taken = take_step(laporan=laporan, aksi=aksi, user=user, versi=versi, catatan=catatan, at=at)
            results.append(HasilLangkah(taken))
        except (LaporanError, PermissionDenied) as error:
            results.append(HasilLangkah(laporan, str(error)))
    return results
