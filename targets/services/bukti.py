"""Evidence: taken in after a look inside, opened only by those who may read, every opening noted."""

import re
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from indicators.models import Indikator
from programs.models import Pengguna, Renstra, Subkegiatan, UnitKerja
from renstra.lib.berkas import BerkasError, inspect
from renstra.lib.history import sign
from targets.models import Bukti, LaporanTriwulan, PembukaanBukti
from targets.permissions import capacities
from targets.selectors.pengaturan import settings_of
from targets.services.laporan import ensure_report, require_writable

_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


def name_warning(name: str) -> str:
    """Return a warning where the file's name seems to hold a NIK (UU 27/2022), else the empty text."""
    return (
        "Nama berkas memuat 16 angka seperti NIK. Ganti namanya, dan pastikan isinya tidak memuat NIK "
        "atau nama penerima manfaat."
        if _NIK.search(name)
        else ""
    )


@transaction.atomic
def attach(
    *,
    laporan: LaporanTriwulan,
    pemilik: Indikator | Subkegiatan,
    stream: BinaryIO,
    nama: str,
    ukuran: int,
    user: Pengguna,
    at: datetime | None = None,
) -> Bukti:
    """Keep a file as evidence of one row; raises `BerkasError` or `LaporanError`, and then nothing is kept."""
    at = at or timezone.now()
    laporan = LaporanTriwulan.objects.select_for_update().get(pk=laporan.pk)
    require_writable(laporan, user, at)
    unit_id = pemilik.penanggung_jawab_id if isinstance(pemilik, Indikator) else pemilik.unit_id
    if unit_id != laporan.unit_id:
        raise PermissionDenied("Baris ini bukan milik unit Anda.")
    if warning := name_warning(nama):
        raise BerkasError(warning)
    found = inspect(stream, nama, ukuran, settings.BUKTI_MAKS_MB * 1024 * 1024)
    owner = {"indikator": pemilik} if isinstance(pemilik, Indikator) else {"subkegiatan": pemilik}
    if laporan.bukti_set.filter(**owner, sha256=found.sha256).exists():
        raise BerkasError(f"Berkas “{found.nama}” sudah dilampirkan pada baris ini.")
    bukti = Bukti(
        laporan=laporan,
        **owner,
        nama=found.nama,
        jenis=found.jenis,
        ukuran=found.ukuran,
        sha256=found.sha256,
        diunggah_oleh=user,
        diunggah_pada=at,
    )
    sign(bukti, user, at=at)
    bukti.berkas.save(found.nama, File(stream), save=False)
    try:
        bukti.save()
    except BaseException:  # the row is not there, so the file must not be either
        bukti.berkas.storage.delete(str(bukti.berkas.name))
        raise
    return bukti


@transaction.atomic
def attach_to_quarter(
    *,
    renstra: Renstra,
    unit: UnitKerja,
    tahun: int,
    triwulan: int,
    pemilik: Indikator | Subkegiatan,
    stream: BinaryIO,
    nama: str,
    ukuran: int,
    user: Pengguna,
    at: datetime | None = None,
) -> Bukti:
    """Attach to the open report of a quarter, which is made where evidence is the first thing in it."""
    laporan = ensure_report(renstra=renstra, unit=unit, tahun=tahun, triwulan=triwulan, user=user)
    return attach(laporan=laporan, pemilik=pemilik, stream=stream, nama=nama, ukuran=ukuran, user=user, at=at)


@transaction.atomic
def detach(*, bukti: Bukti, user: Pengguna, at: datetime | None = None) -> None:
    """Take evidence off an open report; the file goes once no report holds it (a correction shares files)."""
    at = at or timezone.now()
    laporan = LaporanTriwulan.objects.select_for_update().get(pk=bukti.laporan_id)
    require_writable(laporan, user, at)
    storage, name = bukti.berkas.storage, bukti.berkas.name
    sign(bukti, user, at=at)
    bukti.delete()
    if name and not Bukti.objects.filter(berkas=name).exists():
        transaction.on_commit(lambda: storage.delete(name))


def open_evidence(*, bukti: Bukti, user: Pengguna, at: datetime | None = None) -> File[bytes]:
    """Return the file for reading and note who opened it.

    Evidence may hold personal data: only the unit itself, Sekretariat and the Kepala Dinas open it.
    """
    if not capacities(user, bukti.laporan.unit):
        raise PermissionDenied("Bukti dukung hanya dibuka unitnya, Sekretariat, dan Kepala Dinas.")
    try:
        file: File[bytes] = bukti.berkas.open("rb")
    except FileNotFoundError:
        raise BerkasError(_why_gone(bukti, at or timezone.now())) from None
    PembukaanBukti.objects.create(
        bukti=bukti,
        laporan=bukti.laporan,
        nama=bukti.nama,
        sha256=bukti.sha256,
        oleh=user,
        pada=at or timezone.now(),
    )
    return file


def _why_gone(bukti: Bukti, at: datetime) -> str:
    if _is_past_keeping(bukti, at):
        return f"Berkas “{bukti.nama}” sudah dihapus karena masa simpannya berakhir."
    return f"Berkas “{bukti.nama}” tidak ada di penyimpanan; hubungi admin."


def _is_past_keeping(bukti: Bukti, at: datetime) -> bool:
    """Whether the agency's years of keeping are over, counted from the end of the report's year."""
    years = settings_of(bukti.laporan.unit.perangkat_daerah).retensi_bukti_tahun
    return timezone.localdate(at).year > bukti.laporan.tahun + years


def expire_evidence(*, at: datetime | None = None) -> list[Bukti]:
    """Delete the files whose years of keeping are over and return their rows.

    The rows stay, with name, SHA-256 and who attached them: a locked report never changes, and what was once
    attached can still be named. A file that a report still has to keep is left alone.
    """
    at = at or timezone.now()
    rows = Bukti.objects.select_related("laporan__unit__perangkat_daerah").order_by("pk")
    kept = {row.berkas.name for row in rows if not _is_past_keeping(row, at)}
    gone = []
    for row in rows:
        name = row.berkas.name
        if name and name not in kept and row.berkas.storage.exists(name):
            row.berkas.storage.delete(name)
            gone.append(row)
    return gone
