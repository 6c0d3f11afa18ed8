"""The Batam plan on the clock of a test: 5 Oktober 2026, when triwulan III is open.

Figures are typed through the services by the demo people, so every report came about as one would.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from indicators.models import Indikator
from programs.models import Pengguna, Penugasan, Renstra, UnitKerja
from targets.choices import Aksi
from targets.models import Jadwal, LaporanTriwulan
from targets.selectors.lembar import Lembar, entry_sheet
from targets.services.laporan import take_step
from targets.services.realisasi import HasilIsian, Isian, save_cells

TAHUN, TRIWULAN = 2026, 3
SAAT = timezone.make_aware(datetime(2026, 10, 5, 10))
BIDANG = "pemberdayaan-sosial"
ALAMAT = f"/triwulan/dinsospm/{BIDANG}/{TAHUN}/{TRIWULAN}/"
JALAN = {
    "draf": [],
    "diajukan": [(Aksi.AJUKAN, BIDANG)],
    "dikembalikan": [(Aksi.AJUKAN, BIDANG), (Aksi.KEMBALIKAN, "sekretariat")],
    "diverifikasi": [(Aksi.AJUKAN, BIDANG), (Aksi.VERIFIKASI, "sekretariat")],
    "dikunci": [(Aksi.AJUKAN, BIDANG), (Aksi.VERIFIKASI, "sekretariat"), (Aksi.KUNCI, "kepala")],
}


def rencana() -> Renstra:
    return Renstra.objects.get(kode="dinsospm-2025")


def bidang(kode: str = BIDANG) -> UnitKerja:
    return UnitKerja.objects.select_related("perangkat_daerah").get(kode=kode)


def orang(nama: str) -> Pengguna:
    return Pengguna.objects.get(username=f"demo-{nama}")


def staf(unit: UnitKerja) -> Pengguna:
    return orang("staf-sekretariat" if unit.jenis == "sekretariat" else unit.kode)


def buka_triwulan(triwulan: int = TRIWULAN, *, dibuka: date = date(2026, 10, 1)) -> Jadwal:
    """Open a quarter: due on the seventh day, closed on the fourteenth; the demo people serve since 2025."""
    Penugasan.objects.update(mulai=date(2025, 1, 1))
    jadwal, _ = Jadwal.objects.update_or_create(
        perangkat_daerah=rencana().perangkat_daerah,
        tahun=TAHUN,
        triwulan=triwulan,
        defaults={
            "dibuka": dibuka,
            "jatuh_tempo": dibuka + timedelta(days=6),
            "ditutup": dibuka + timedelta(days=13),
        },
    )
    return jadwal


def lembar(unit: UnitKerja, laporan: LaporanTriwulan | None = None, triwulan: int = TRIWULAN) -> Lembar:
    return entry_sheet(renstra=rencana(), unit=unit, tahun=TAHUN, triwulan=triwulan, laporan=laporan)


def ketik(
    unit: UnitKerja, *isian: Isian, triwulan: int = TRIWULAN, at: datetime = SAAT
) -> tuple[LaporanTriwulan, list[HasilIsian]]:
    """Type cells as the staf of the unit."""
    laporan, results = save_cells(
        renstra=rencana(), unit=unit, tahun=TAHUN, triwulan=triwulan, isian=isian, user=staf(unit), at=at
    )
    assert {result.status for result in results} <= {"tersimpan"}, results
    return laporan, results


def isi_penuh(
    unit: UnitKerja, *, kecuali: Collection[str] = (), triwulan: int = TRIWULAN, at: datetime = SAAT
) -> LaporanTriwulan:
    """Fill every row that is due but those named by key: 10 of each indicator, Rp 1.000.000 of each subkegiatan.

    Each gets a keterangan, so nothing keeps the report from being submitted.
    """
    rows = [row for row in lembar(unit, triwulan=triwulan).baris if row.wajib and row.kunci not in kecuali]
    cells = [Isian(row.kunci, "nilai", "10" if row.kunci[0] == "i" else "1.000.000") for row in rows]
    cells += [Isian(row.kunci, "keterangan", "Menurut laporan bidang.") for row in rows]
    laporan, _ = ketik(unit, *cells, triwulan=triwulan, at=at)
    return laporan


def ambil_langkah(
    laporan: LaporanTriwulan, aksi: Aksi, nama: str, at: datetime = SAAT, **more: Any
) -> LaporanTriwulan:
    """Take a step as the person sees the report now."""
    versi = LaporanTriwulan.objects.get(pk=laporan.pk).versi
    catatan = "Mohon diperiksa." if aksi == Aksi.KEMBALIKAN else ""
    return take_step(
        laporan=laporan, aksi=aksi, user=orang(nama), versi=versi, at=at, **{"catatan": catatan, **more}
    )


def bawa_ke(status: str) -> LaporanTriwulan:
    """Return the filled report of triwulan III of Bidang Pemberdayaan Sosial in this state."""
    laporan = isi_penuh(bidang())
    for aksi, nama in JALAN[status]:
        laporan = ambil_langkah(laporan, aksi, nama)
    return laporan


def indikator(kode: str) -> Indikator:
    return Indikator.objects.get(kode=kode, renstra=rencana(), akhir=None)
