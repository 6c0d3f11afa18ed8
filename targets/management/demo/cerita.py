"""The reports of the demo as short stories: who does what, and how many working days after the step before."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandError
from django.db.models import F
from django.utils import timezone

from indicators.choices import Akumulasi
from programs.models import Pengguna, Renstra, UnitKerja
from targets.choices import Aksi, StatusLaporan
from targets.formulas import NilaiTarget
from targets.management.demo import CARA
from targets.management.demo.angka import figures, spent, written
from targets.management.demo.bukti import PDF
from targets.management.demo.rencana import open_until
from targets.models import LaporanTriwulan, Pemberitahuan
from targets.selectors.angka import NO_TARGETS
from targets.selectors.berlaku import Berlaku
from targets.selectors.lembar import BarisAnggaran, BarisKinerja, Lembar, entry_sheet
from targets.services.bukti import attach
from targets.services.jadwal import add_working_days, default_schedule
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.laporan import CatatanSel, take_step
from targets.services.realisasi import Isian, save_cells

TERKUNCI = ("isi", "ajukan", "verifikasi", "kunci")
BERBUKTI = ("isi", "lampirkan", "ajukan", "verifikasi", "kunci")
DITARIK = ("isi", "ajukan", "tarik", "perbaiki", "ajukan", "verifikasi", "kunci")
DIPERBAIKI = ("isi", "ajukan", "kembalikan", "perbaiki", "ajukan", "verifikasi", "kunci")
TERLAMBAT = ("separuh", "minta", "setujui", "isi", "ajukan", "verifikasi", "kunci")
DIKOREKSI = (*TERKUNCI, "minta", "setujui", "perbaiki", "ajukan", "verifikasi", "kunci")
KOREKSI_TERBUKA = (*TERKUNCI, "minta", "setujui terus", "perbaiki")
MINTA_KELONGGARAN = ("separuh", "minta")
DIVERIFIKASI = ("isi", "ajukan", "verifikasi")
DIAJUKAN = ("isi", "ajukan")
DIKEMBALIKAN = ("isi", "lampirkan", "ajukan", "kembalikan segera")
DRAF = ("separuh", "lampirkan")
BELUM = ()

JEDA = {
    "isi": 2,
    "separuh": 2,
    "lampirkan": 0,
    "ajukan": 1,
    "tarik": 1,
    "perbaiki": 1,
    "verifikasi": 2,
    "kembalikan": 9,  # after the close, so that three working days open
    "kembalikan segera": 2,
    "kunci": 2,
    "minta": 12,
    "setujui": 1,
    "setujui terus": 1,
}
"""Working days between a step and the one before it; the first counts from the day before the quarter opens."""

ALUR: dict[tuple[str, int, int], tuple[str, ...]] = {
    ("pemberdayaan-masyarakat", 2025, 1): DITARIK,
    ("rehabilitasi-sosial", 2025, 2): DIPERBAIKI,
    ("pemberdayaan-sosial", 2025, 3): DIKOREKSI,
    ("perlindungan-jaminan-sosial", 2025, 4): TERLAMBAT,
    ("rehabilitasi-sosial", 2025, 4): BERBUKTI,
    ("perlindungan-jaminan-sosial", 2026, 1): KOREKSI_TERBUKA,
    ("pemberdayaan-sosial", 2026, 2): DIVERIFIKASI,
    ("pemberdayaan-masyarakat", 2026, 2): MINTA_KELONGGARAN,
    ("sekretariat", 2026, 3): DIVERIFIKASI,
    ("pemberdayaan-sosial", 2026, 3): DRAF,
    ("rehabilitasi-sosial", 2026, 3): DIKEMBALIKAN,
    ("perlindungan-jaminan-sosial", 2026, 3): DIAJUKAN,
    ("pemberdayaan-masyarakat", 2026, 3): BELUM,
}
"""What became of the reports that were not simply filled, submitted, verified and locked."""
BELUM_DIBACA = date(2026, 10, 1)
TRIWULAN = [(2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1), (2026, 2), (2026, 3)]

PENJELASAN = {
    "turun-dari-triwulan-lalu": "angka lalu memuat peserta yang tercatat dua kali; sudah diperbaiki.",
    "jauh-di-atas-target": "ada permintaan tambahan di luar rencana awal tahun.",
    "uang-tanpa-keluaran": "uang muka sudah dibayar, kegiatannya baru berjalan triwulan berikutnya.",
    "keluaran-tanpa-uang": "kegiatan sudah berjalan, pembayarannya masih diproses.",
    "selalu-sama-dengan-target": "jumlahnya memang tetap setiap triwulan.",
    "di-atas-pagu": "memakai pagu perubahan yang dokumennya belum dimuat.",
    "di-atas-100-persen": "sebagian berasal dari kasus yang masuk triwulan lalu.",
}
ALASAN = {
    True: "Contoh demo: satu bukti belanja baru diterima dan mengubah angka yang sudah dikunci.",
    False: "Contoh demo: data kelurahan baru lengkap sesudah pengisian ditutup.",
}
"""Why the exception is asked for: on a locked report, and on one not handed in on time."""
BELUM_DIISI = "datanya belum keluar dari kelurahan."
CATATAN = "Mohon periksa baris yang diberi catatan, lalu ajukan lagi."


@dataclass(frozen=True, slots=True)
class Tokoh:
    """The demo people who act: staf by unit, the two reviewers in turn, and the Kepala Dinas."""

    staf: dict[str, Pengguna]
    pemeriksa: tuple[Pengguna, Pengguna]
    kepala: Pengguna


def tell(renstra: Renstra, tokoh: Tokoh) -> int:
    """Play every report of the demo and return how many there are."""
    units = list(UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah).order_by("urutan"))
    for tahun, triwulan in TRIWULAN:
        targets = Berlaku(renstra, tahun).quarters
        for unit in units:
            story = _Cerita(renstra, unit, tahun, triwulan, tokoh, targets)
            for verb in ALUR.get((unit.kode, tahun, triwulan), TERKUNCI):
                story.play(verb)
    _read_old_messages()
    return LaporanTriwulan.objects.filter(renstra=renstra).count()


def _read_old_messages() -> None:
    """Leave unread only what came since the open quarter began."""
    old = Pemberitahuan.objects.filter(dibaca_pada=None, dibuat_pada__date__lt=BELUM_DIBACA)
    Pemberitahuan.objects.filter(pk__in=old).update(dibaca_pada=F("dibuat_pada"))


class _Cerita:
    """One unit's quarter, with a clock that moves by working days."""

    def __init__(
        self, renstra: Renstra, unit: UnitKerja, tahun: int, triwulan: int, tokoh: Tokoh, targets: Any
    ) -> None:
        self.place: dict[str, Any] = {"renstra": renstra, "unit": unit, "tahun": tahun, "triwulan": triwulan}
        self.unit, self.tahun, self.triwulan, self.targets = unit, tahun, triwulan, targets
        self.staf, self.kepala = tokoh.staf[unit.kode], tokoh.kepala
        self.pemeriksa = tokoh.pemeriksa[(unit.urutan + triwulan) % 2]
        self.hari = default_schedule(unit.perangkat_daerah, tahun, triwulan).dibuka - timedelta(days=1)
        self.langkah = 0
        self.laporan: LaporanTriwulan | None = None

    def play(self, verb: str) -> None:
        self.langkah += 1
        if JEDA[verb]:
            self.hari = add_working_days(self.hari + timedelta(days=1), JEDA[verb])
        {
            "isi": self._fill,
            "separuh": self._fill_half,
            "lampirkan": self._attach,
            "perbaiki": self._repair,
            "kembalikan": self._return,
            "kembalikan segera": self._return,
            "minta": self._ask,
            "setujui": self._grant,
            "setujui terus": self._grant_long,
        }.get(verb, lambda: self._step(Aksi(verb)))()

    @property
    def at(self) -> datetime:
        """The moment of this step: office hours, later for each step of a day."""
        clock = time(8 + self.langkah % 8, 7 * self.unit.urutan)
        return timezone.make_aware(datetime.combine(self.hari, clock))

    def sheet(self) -> Lembar:
        return entry_sheet(**self.place, laporan=self.laporan)

    def save(self, isian: Sequence[Isian]) -> None:
        """Type cells; a demo figure that is not taken is a mistake in the demo, and stops it."""
        self.laporan, results = save_cells(**self.place, isian=isian, user=self.staf, at=self.at, cara=CARA)
        refused = [result for result in results if result.status != "tersimpan"]
        if refused:
            raise CommandError(f"Angka demo ditolak pada {self.laporan}: {refused}")

    # What staf do ---------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.save(self._cells(self.sheet().baris))
        self._explain()

    def _fill_half(self) -> None:
        rows = self.sheet().baris
        self.save(self._cells(rows[: len(rows) // 2]))

    def _cells(self, rows: Sequence[BarisKinerja | BarisAnggaran]) -> list[Isian]:
        cells = []
        for row in rows:
            typed = self._typed(row)
            cells += [Isian(row.kunci, kolom, text) for kolom, text in typed.items() if text]
        return cells

    def _typed(self, row: BarisKinerja | BarisAnggaran) -> dict[str, str]:
        if isinstance(row, BarisAnggaran):
            return {"nilai": spent(row, self.tahun, self.triwulan)}
        targets: Sequence[NilaiTarget] = self.targets.get(row.indikator.pk, NO_TARGETS)
        return figures(row, self.tahun, self.triwulan, targets)

    def _explain(self) -> None:
        """Write a keterangan wherever the report could not be submitted without one, and say what went ill."""
        cells = [
            Isian("evaluasi", "faktor_pendorong", "Contoh demo: kerja sama kecamatan dan kelurahan baik."),
            Isian("evaluasi", "tindak_lanjut_triwulan", "Contoh demo: mempercepat kegiatan yang tertinggal."),
        ]
        for row in self.sheet().baris:
            if row.peringatan or (row.wajib and not row.terisi):
                reason = PENJELASAN.get(row.peringatan[0].kode) if row.peringatan else BELUM_DIISI
                text = reason or "sudah diperiksa; angkanya benar."
                cells.append(Isian(row.kunci, "keterangan", f"Contoh demo: {text}"))
            if isinstance(row, BarisKinerja) and _is_behind(row):
                cells += [
                    Isian(row.kunci, "faktor_penghambat", "Contoh demo: sebagian kegiatan bergeser jadwalnya."),
                    Isian(row.kunci, "tindak_lanjut", "Contoh demo: dijadwalkan ulang pada triwulan berikutnya."),
                ]
        self.save(cells)

    def _attach(self) -> None:
        report = self._report()
        row = next(row for row in self.sheet().kinerja if row.terisi)
        attach(
            laporan=report,
            pemilik=row.indikator,
            stream=io.BytesIO(PDF),
            nama="contoh demo daftar hadir.pdf",
            ukuran=len(PDF),
            user=self.staf,
            at=self.at,
        )

    def _repair(self) -> None:
        """Correct one figure of each kind by a little, and explain what follows from it."""
        kinerja, anggaran = self._two_rows()
        amount = anggaran.realisasi.nilai if anggaran.realisasi else None
        value = kinerja.realisasi.nilai if kinerja.realisasi else None
        self.save(
            [
                Isian(kinerja.kunci, "nilai", written((value or Decimal(0)) + 1)),
                Isian(kinerja.kunci, "keterangan", "Contoh demo: satu berkas tertinggal saat penghitungan."),
                Isian(anggaran.kunci, "nilai", written((amount or Decimal(0)) - 250_000)),
                Isian(anggaran.kunci, "keterangan", "Contoh demo: disesuaikan dengan SP2D."),
            ]
        )

    def _two_rows(self) -> tuple[BarisKinerja, BarisAnggaran]:
        """Return the first sum of the plan and the first amount of the report."""
        sheet = self.sheet()
        counts = (row for row in sheet.kinerja if row.indikator.akumulasi_triwulan == Akumulasi.JUMLAH)
        return (
            next(row for row in counts if row.indikator.hasil and row.realisasi and row.realisasi.nilai),
            next(row for row in sheet.anggaran if row.realisasi and row.realisasi.nilai),
        )

    def _ask(self) -> None:
        request_exception(
            laporan=self._report(),
            alasan=ALASAN[self._report().status == StatusLaporan.DIKUNCI],
            user=self.staf,
            at=self.at,
        )

    # What reviewers and the Kepala Dinas do -------------------------------------------------------------------

    def _step(self, aksi: Aksi, catatan: str = "", sel: Sequence[CatatanSel] = ()) -> None:
        report = self._report()
        user = {Aksi.AJUKAN: self.staf, Aksi.TARIK: self.staf, Aksi.KUNCI: self.kepala}.get(aksi, self.pemeriksa)
        self.laporan = take_step(
            laporan=report, aksi=aksi, user=user, versi=report.versi, catatan=catatan, sel=sel, at=self.at
        )

    def _return(self) -> None:
        kinerja, anggaran = self._two_rows()
        notes = [
            CatatanSel("Contoh demo: jumlah orang belum sama dengan daftar hadir.", indikator=kinerja.indikator),
            CatatanSel("Contoh demo: cocokkan dengan SP2D bulan terakhir.", subkegiatan=anggaran.subkegiatan),
        ]
        self._step(Aksi.KEMBALIKAN, CATATAN, notes)

    def _grant(self) -> None:
        self._decide(timezone.make_aware(datetime.combine(add_working_days(self.hari, 8), time(23, 59))))

    def _grant_long(self) -> None:
        self._decide(timezone.make_aware(datetime.combine(open_until(), time(23, 59))))

    def _decide(self, sampai: datetime) -> None:
        report = self._report()
        decide_exception(
            kelonggaran=report.kelonggaran_set.get(diputus_pada=None),
            setuju=True,
            user=self.pemeriksa,
            sampai=sampai,
            jawaban="Contoh demo: disetujui.",
            at=self.at,
        )
        self.laporan = LaporanTriwulan.objects.filter(**self.place).order_by("koreksi_ke").last()

    def _report(self) -> LaporanTriwulan:
        if self.laporan is None:
            raise CommandError(f"Belum ada laporan demo {self.unit} triwulan {self.triwulan} {self.tahun}.")
        return self.laporan


def _is_behind(row: BarisKinerja) -> bool:
    value = row.persen.terhadap_triwulan.nilai
    return value is not None and value < 85
