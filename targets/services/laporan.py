"""The steps in the life of a quarterly report: capacity, state, period and condition checked, history kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.models import Indikator
from programs.choices import Peran
from programs.models import Pengguna, Renstra, Subkegiatan, UnitKerja
from renstra.lib.history import sign
from targets.alur import Syarat, Transisi, transition
from targets.choices import OPEN_STATUSES, Aksi, JenisKelonggaran, StatusLaporan
from targets.models import (
    Bukti,
    CatatanPemeriksa,
    EvaluasiTriwulan,
    Kelonggaran,
    LaporanTriwulan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.permissions import capacities, may_enter
from targets.selectors.lembar import missing_before_submit
from targets.services.galat import BelumSiapError, BentrokError, LaporanError
from targets.services.jadwal import HARI_PERBAIKAN, end_of_working_days, why_closed
from targets.services.pemberitahuan import notify, people
from targets.services.teks import require_storable_text


@dataclass(frozen=True, slots=True)
class CatatanSel:
    """A remark of the reviewer on one row: an indicator or a subkegiatan."""

    teks: str
    indikator: Indikator | None = None
    subkegiatan: Subkegiatan | None = None


def ensure_report(
    *, renstra: Renstra, unit: UnitKerja, tahun: int, triwulan: int, user: Pengguna, at: datetime | None = None
) -> LaporanTriwulan:
    """Return the open report of a quarter, locked for this transaction; the first one is created as a draft.

    Raises `LaporanError` where every report of the quarter is locked: a correction must be asked for.
    """
    place: dict[str, Any] = {"renstra": renstra, "unit": unit, "tahun": tahun, "triwulan": triwulan}
    reports = list(LaporanTriwulan.objects.select_for_update().filter(**place).order_by("koreksi_ke"))
    if not reports:
        return _first_report(place, user, at) or ensure_report(**place, user=user, at=at)
    if reports[-1].status == StatusLaporan.DIKUNCI:
        raise LaporanError("Laporan triwulan ini sudah dikunci; mintalah koreksi dari halaman laporannya.")
    return reports[-1]


def _first_report(place: dict[str, Any], user: Pengguna, at: datetime | None) -> LaporanTriwulan | None:
    """Create the first report, None where somebody else created it in the same moment."""
    laporan = LaporanTriwulan(**place)
    sign(laporan, user, at=at)
    laporan.clean_fields()
    try:
        with transaction.atomic():
            laporan.save()
    except IntegrityError:
        return None
    return laporan


def require_writable(laporan: LaporanTriwulan, user: Pengguna, at: datetime) -> None:
    """Refuse unless `user` may write the figures of `laporan` at `at`."""
    if not may_enter(user, laporan.unit):
        raise PermissionDenied("Hanya staf unit ini yang mengisi laporannya.")
    if laporan.status not in OPEN_STATUSES:
        status = laporan.get_status_display().lower()
        raise LaporanError(f"Laporan ini berstatus {status}; tarik kembali atau tunggu dikembalikan.")
    if sentence := why_closed(laporan, at):
        raise LaporanError(sentence)


@transaction.atomic
def take_step(
    *,
    laporan: LaporanTriwulan,
    aksi: Aksi,
    user: Pengguna,
    versi: int,
    catatan: str = "",
    sel: Sequence[CatatanSel] = (),
    at: datetime | None = None,
) -> LaporanTriwulan:
    """Take one step of `targets.alur.TRANSISI` and return the report as it then stands.

    Raises `PermissionDenied` without the capacity, `BentrokError` where somebody took a step since `versi`, and
    `LaporanError` where state, period or a condition forbids it.
    """
    at = at or timezone.now()
    require_storable_text("Catatan", catatan, *(note.teks for note in sel))
    row = LaporanTriwulan.objects.select_for_update().get(pk=laporan.pk)
    step = transition(aksi, row.status)
    allowed = capacities(user, row.unit)
    if step is None and row.versi == versi:
        raise LaporanError(f"Laporan berstatus {row.get_status_display().lower()} tidak dapat di{aksi}.")
    if step is not None and not step.pelaku & allowed:
        raise PermissionDenied("Peran Anda tidak dapat melakukan langkah ini pada laporan unit ini.")
    if step is None or row.versi != versi:
        raise BentrokError("Laporan ini sudah berubah sejak Anda membukanya; muat ulang halaman lalu coba lagi.")
    for condition in step.syarat:
        CONDITIONS[condition](row, user, catatan, at)
    _check_notes(row, aksi, sel)
    return _apply(row, step, user=user, catatan=catatan, sel=sel, at=at)


def _check_notes(laporan: LaporanTriwulan, aksi: Aksi, sel: Sequence[CatatanSel]) -> None:
    """Refuse a remark where nothing is returned, without words, or on a row of another unit."""
    if sel and aksi != Aksi.KEMBALIKAN:
        raise LaporanError("Catatan pada baris hanya ditulis saat laporan dikembalikan.")
    for note in sel:
        unit_id = note.indikator.penanggung_jawab_id if note.indikator else laporan.unit_id
        unit_id = note.subkegiatan.unit_id if note.subkegiatan else unit_id
        if unit_id != laporan.unit_id:
            raise PermissionDenied("Catatan menunjuk baris unit lain.")
        if not note.teks.strip():
            raise LaporanError(f"Tulis isi catatan pada {note.indikator or note.subkegiatan or 'laporan ini'}.")


def _apply(
    laporan: LaporanTriwulan,
    step: Transisi,
    *,
    user: Pengguna,
    catatan: str,
    sel: Sequence[CatatanSel],
    at: datetime,
) -> LaporanTriwulan:
    before = laporan.status
    laporan.status = step.ke
    laporan.versi += 1
    _stamp(laporan, step.aksi, user, at)
    sign(laporan, user, at=at)
    laporan.full_clean()
    laporan.save()
    PeristiwaLaporan.objects.create(
        laporan=laporan, aksi=step.aksi, dari=before, ke=step.ke, oleh=user, pada=at, catatan=catatan.strip()
    )
    for note in sel:
        CatatanPemeriksa.objects.create(
            laporan=laporan,
            indikator=note.indikator,
            subkegiatan=note.subkegiatan,
            teks=note.teks.strip(),
            oleh=user,
            pada=at,
        )
    if step.aksi == Aksi.KEMBALIKAN:
        _open_for_repair(laporan, user, catatan, at)
    if step.aksi == Aksi.VERIFIKASI:
        laporan.catatanpemeriksa_set.filter(selesai_pada=None).update(selesai_pada=at, selesai_oleh=user)
    _tell(laporan, step.aksi, at)
    return laporan


def _stamp(laporan: LaporanTriwulan, aksi: Aksi, user: Pengguna, at: datetime) -> None:
    """Note who and when on the report itself; a return or withdrawal takes the verification off."""
    if aksi == Aksi.AJUKAN:
        laporan.diajukan_oleh, laporan.diajukan_pada = user, at
    elif aksi == Aksi.VERIFIKASI:
        laporan.diverifikasi_oleh, laporan.diverifikasi_pada = user, at
    elif aksi == Aksi.KUNCI:
        laporan.dikunci_oleh, laporan.dikunci_pada = user, at
    else:
        laporan.diverifikasi_oleh = laporan.diverifikasi_pada = None


def _open_for_repair(laporan: LaporanTriwulan, user: Pengguna, catatan: str, at: datetime) -> None:
    """Leave three working days for repair where the period has closed, or closes before they are over."""
    until = end_of_working_days(at, HARI_PERBAIKAN)
    if not why_closed(laporan, until):
        return
    kelonggaran = Kelonggaran(
        laporan=laporan,
        jenis=JenisKelonggaran.PENGEMBALIAN,
        alasan=catatan.strip(),
        diminta_oleh=user,
        diminta_pada=at,
        diputus_oleh=user,
        diputus_pada=at,
        disetujui=True,
        sampai=until,
    )
    sign(kelonggaran, user, at=at)
    kelonggaran.save()


def _tell(laporan: LaporanTriwulan, aksi: Aksi, at: datetime) -> None:
    agency, unit = laporan.unit.perangkat_daerah, laporan.unit
    recipients = {
        Aksi.AJUKAN: lambda: people(agency, Peran.SEKRETARIAT),
        Aksi.VERIFIKASI: lambda: people(agency, Peran.KEPALA),
    }.get(aksi, lambda: people(agency, Peran.STAF, unit))()
    words = {
        Aksi.AJUKAN: "menunggu pemeriksaan",
        Aksi.TARIK: "ditarik kembali",
        Aksi.KEMBALIKAN: "dikembalikan untuk diperbaiki",
        Aksi.VERIFIKASI: "terverifikasi dan menunggu dikunci",
        Aksi.KUNCI: "sudah dikunci",
        Aksi.KOREKSI: "dibuka untuk koreksi",
    }
    notify(
        recipients,
        agency=agency,
        teks=f"{str(laporan)[0].upper()}{str(laporan)[1:]} {words[aksi]}.",
        tautan=laporan.get_absolute_url(),
        at=at,
    )


# Conditions ---------------------------------------------------------------------------------------------------


def _period_open(laporan: LaporanTriwulan, user: Pengguna, catatan: str, at: datetime) -> None:
    if sentence := why_closed(laporan, at):
        raise LaporanError(sentence)


def _ready(laporan: LaporanTriwulan, user: Pengguna, catatan: str, at: datetime) -> None:
    if lacking := missing_before_submit(laporan):
        raise BelumSiapError(
            f"Laporan belum dapat diajukan: {len(lacking)} hal perlu dilengkapi lebih dahulu.", lacking
        )


def _not_own(laporan: LaporanTriwulan, user: Pengguna, catatan: str, at: datetime) -> None:
    own = user.pk == laporan.diajukan_oleh_id or any(
        model.history.filter(laporan=laporan, history_user=user).exists()
        for model in (Realisasi, RealisasiAnggaran, EvaluasiTriwulan, Bukti)
    )
    if own:
        raise LaporanError(
            "Anda ikut mengisi atau mengajukan laporan ini; mintalah pemeriksa lain untuk memverifikasinya."
        )


def _with_note(laporan: LaporanTriwulan, user: Pengguna, catatan: str, at: datetime) -> None:
    if not catatan.strip():
        raise LaporanError("Tulis catatan pengembalian agar unit tahu apa yang harus diperbaiki.")


CONDITIONS: dict[Syarat, Callable[[LaporanTriwulan, Pengguna, str, datetime], None]] = {
    Syarat.PERIODE_TERBUKA: _period_open,
    Syarat.SIAP_DIAJUKAN: _ready,
    Syarat.BUKAN_PENGISINYA: _not_own,
    Syarat.BERCATATAN: _with_note,
}
