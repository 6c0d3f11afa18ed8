"""Exceptions from the period: late entry, and corrections of locked figures."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from programs.choices import Peran
from programs.models import Pengguna
from renstra.lib.history import sign
from targets.alur import Pelaku
from targets.choices import Aksi, JenisKelonggaran, StatusLaporan
from targets.models import (
    Bukti,
    EvaluasiTriwulan,
    Kelonggaran,
    LaporanTriwulan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.permissions import capacities
from targets.selectors.riwayat import SALINAN_KOREKSI
from targets.services.galat import LaporanError
from targets.services.jadwal import why_closed
from targets.services.pemberitahuan import notify, people
from targets.services.teks import require_storable_text

COPIED = (Realisasi, RealisasiAnggaran, EvaluasiTriwulan, Bukti)


@transaction.atomic
def request_exception(
    *, laporan: LaporanTriwulan, alasan: str, user: Pengguna, at: datetime | None = None
) -> Kelonggaran:
    """Ask for a correction (where the report is locked) or for late entry; raises `LaporanError` if needless."""
    at = at or timezone.now()
    laporan = LaporanTriwulan.objects.select_for_update().get(pk=laporan.pk)  # a second click waits, and is told
    if Pelaku.PENGISI not in capacities(user, laporan.unit):
        raise PermissionDenied("Hanya staf unit ini yang dapat meminta kelonggaran.")
    require_storable_text("Alasan", alasan)
    if not alasan.strip():
        raise LaporanError("Tulis alasannya: apa yang terlambat atau salah, dan sebabnya.")
    locked = laporan.status == StatusLaporan.DIKUNCI
    if not locked and not why_closed(laporan, at):
        raise LaporanError("Laporan ini masih dapat diisi; kelonggaran tidak diperlukan.")
    if Kelonggaran.objects.filter(laporan=laporan, diputus_pada=None).exists():
        raise LaporanError("Permintaan sebelumnya masih menunggu keputusan Sekretariat.")
    kelonggaran = Kelonggaran(
        laporan=laporan,
        jenis=JenisKelonggaran.KOREKSI if locked else JenisKelonggaran.TERLAMBAT,
        alasan=alasan.strip(),
        diminta_oleh=user,
        diminta_pada=at,
    )
    sign(kelonggaran, user, at=at)
    kelonggaran.full_clean()
    kelonggaran.save()
    notify(
        people(laporan.unit.perangkat_daerah, Peran.SEKRETARIAT),
        agency=laporan.unit.perangkat_daerah,
        teks=f"{kelonggaran.get_jenis_display()} diminta: {laporan}.",
        tautan=laporan.get_absolute_url(),
        at=at,
    )
    return kelonggaran


@transaction.atomic
def decide_exception(
    *,
    kelonggaran: Kelonggaran,
    setuju: bool,
    user: Pengguna,
    sampai: datetime | None = None,
    jawaban: str = "",
    at: datetime | None = None,
) -> Kelonggaran:
    """Grant (until `sampai`) or refuse; a granted correction opens a draft beside the locked report."""
    at = at or timezone.now()
    row = Kelonggaran.objects.select_for_update().get(pk=kelonggaran.pk)
    allowed = capacities(user, row.laporan.unit)
    if not allowed & {Pelaku.PEMERIKSA, Pelaku.PENGUNCI} or user.pk == row.diminta_oleh_id:
        raise PermissionDenied("Permintaan diputus Sekretariat atau Kepala Dinas, bukan pemintanya sendiri.")
    require_storable_text("Jawaban", jawaban)
    if row.diputus_pada:
        raise LaporanError("Permintaan ini sudah diputus.")
    if setuju and (sampai is None or sampai <= at):
        raise LaporanError("Tentukan sampai kapan kelonggaran berlaku; batasnya harus sesudah sekarang.")
    if not setuju and not jawaban.strip():
        raise LaporanError("Tulis alasan penolakan.")
    row.disetujui, row.sampai, row.jawaban = setuju, sampai if setuju else None, jawaban.strip()
    row.diputus_oleh, row.diputus_pada = user, at
    sign(row, user, at=at)
    row.full_clean()
    row.save()
    laporan = row.laporan
    if setuju and row.jenis == JenisKelonggaran.KOREKSI:
        laporan = _open_correction(row.laporan, row.diminta_oleh, at)
    staff = people(laporan.unit.perangkat_daerah, Peran.STAF, laporan.unit)
    notify(
        {row.diminta_oleh, *staff},  # whoever has the requester's work by now waits for the answer too
        agency=laporan.unit.perangkat_daerah,
        teks=f"{row.get_jenis_display()} {'disetujui' if setuju else 'ditolak'}: {laporan}.",
        tautan=laporan.get_absolute_url(),
        at=at,
    )
    return row


def _open_correction(locked: LaporanTriwulan, requester: Pengguna, at: datetime) -> LaporanTriwulan:
    """Return a new draft beside `locked` that starts with its figures; the locked ones stay valid."""
    place = {"renstra": locked.renstra, "unit": locked.unit, "tahun": locked.tahun, "triwulan": locked.triwulan}
    newest = LaporanTriwulan.objects.filter(**place).order_by("-koreksi_ke").first()
    if newest is None or newest.status != StatusLaporan.DIKUNCI:
        raise LaporanError("Koreksi triwulan ini sudah dibuka; lanjutkan draf yang ada.")
    draft = LaporanTriwulan(**place, koreksi_ke=newest.koreksi_ke + 1)
    sign(draft, requester, at=at)
    draft.full_clean()
    draft.save()
    for model in COPIED:
        for row in model._default_manager.filter(laporan=newest):
            row.pk = None
            row._state.adding = True
            row.laporan = draft
            sign(row, requester, SALINAN_KOREKSI, at)
            row.save()
    PeristiwaLaporan.objects.create(
        laporan=draft,
        aksi=Aksi.KOREKSI,
        dari=StatusLaporan.DIKUNCI,
        ke=StatusLaporan.DRAF,
        oleh=requester,
        pada=at,
        catatan=f"Dibuka di samping {newest}",
    )
    return draft
