"""The quarter: schedule, reports of units, what they state, and every step of their life.

Figures of a report can be written only while it is `draf` or `dikembalikan`; database triggers
(`targets.pengaman`) hold that on both engines, whatever code asks.
"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from indicators.models import Indikator, RealisasiRow
from programs.models import Pengguna, PerangkatDaerah, Renstra, Subkegiatan, UnitKerja
from renstra.lib.constraints import known_choice
from renstra.lib.history import Riwayat
from renstra.lib.permissions import AgencyModel
from targets.choices import Aksi, JenisKelonggaran, StatusLaporan
from targets.models.dokumen import known_quarter

ROMAWI = ("I", "II", "III", "IV")
PENYEBUT_POSITIF = "Penyebut harus lebih dari nol; kosongkan bila tidak ada yang dihitung."


def triwulan_field() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(
        "triwulan", validators=[MinValueValidator(1), MaxValueValidator(4)], help_text="1 sampai 4"
    )


class Jadwal(AgencyModel):
    """When the quarter of an agency opens for entry, is due, and closes; dates are inclusive local dates."""

    agency_path = "perangkat_daerah"

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="jadwal", verbose_name="perangkat daerah"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = triwulan_field()
    dibuka = models.DateField("dibuka")
    jatuh_tempo = models.DateField("jatuh tempo")
    ditutup = models.DateField("ditutup")

    history = Riwayat()

    class Meta:
        verbose_name = "jadwal"
        verbose_name_plural = "jadwal"
        ordering = ["perangkat_daerah", "-tahun", "-triwulan"]
        constraints = [
            known_quarter("jadwal_triwulan_1_4"),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "triwulan"],
                name="jadwal_unik",
                violation_error_message="Jadwal triwulan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(jatuh_tempo__gte=F("dibuka"), ditutup__gte=F("jatuh_tempo")),
                name="jadwal_urut",
                violation_error_message="Urutan tanggal harus: dibuka, jatuh tempo, ditutup.",
            ),
        ]

    def __str__(self) -> str:
        return f"Triwulan {ROMAWI[self.triwulan - 1]} {self.tahun}"


class LaporanTriwulan(AgencyModel):
    """The quarterly report of a unit; `koreksi_ke` 0 is the first one, a correction stands beside it.

    The valid report of a quarter is the locked one with the highest `koreksi_ke`, or the only one there is.
    `versi` counts the steps of its life: a step swaps on (status, versi), so two people cannot take it at once.
    """

    agency_path = "unit__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="laporan", verbose_name="Renstra")
    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="laporan", verbose_name="unit kerja")
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = triwulan_field()
    koreksi_ke = models.PositiveSmallIntegerField("koreksi ke", default=0, help_text="0 = laporan pertama")
    status = models.CharField("status", max_length=15, choices=StatusLaporan, default=StatusLaporan.DRAF)
    versi = models.PositiveIntegerField("versi", default=1)
    diajukan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diajukan oleh"
    )
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    diverifikasi_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diverifikasi oleh"
    )
    diverifikasi_pada = models.DateTimeField("diverifikasi pada", null=True, blank=True)
    dikunci_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dikunci oleh"
    )
    dikunci_pada = models.DateTimeField("dikunci pada", null=True, blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "laporan triwulan"
        verbose_name_plural = "laporan triwulan"
        ordering = ["unit", "-tahun", "-triwulan", "-koreksi_ke"]
        constraints = [
            known_quarter("laporan_triwulan_1_4"),
            known_choice("status", StatusLaporan, "laporan_status_dikenal", "Status laporan tidak dikenal."),
            models.UniqueConstraint(
                fields=["renstra", "unit", "tahun", "triwulan", "koreksi_ke"],
                name="laporan_unik",
                violation_error_message="Laporan unit ini untuk triwulan tersebut sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["renstra", "unit", "tahun", "triwulan"],
                condition=~Q(status=StatusLaporan.DIKUNCI),
                name="laporan_satu_terbuka",
                violation_error_message="Masih ada laporan triwulan ini yang belum dikunci.",
            ),
            models.CheckConstraint(
                condition=Q(diverifikasi_oleh__isnull=True)
                | Q(diajukan_oleh__isnull=True)
                | ~Q(diverifikasi_oleh=F("diajukan_oleh")),
                name="laporan_pengaju_bukan_pemeriksa",
                violation_error_message="Laporan tidak boleh diverifikasi oleh orang yang mengajukannya.",
            ),
        ]

    def __str__(self) -> str:
        koreksi = f", koreksi {self.koreksi_ke}" if self.koreksi_ke else ""
        return f"{self.unit} triwulan {ROMAWI[self.triwulan - 1]} {self.tahun}{koreksi}"

    def get_absolute_url(self) -> str:
        place = (self.unit.perangkat_daerah.kode, self.unit.kode, self.tahun, self.triwulan)
        return reverse("laporan", args=place)


class LaporanPart(AgencyModel):
    """Base of the rows a quarterly report states."""

    agency_path = "laporan__unit__perangkat_daerah"

    laporan = models.ForeignKey(
        LaporanTriwulan, models.PROTECT, related_name="%(class)s_set", verbose_name="laporan"
    )

    class Meta:
        abstract = True


class Realisasi(LaporanPart, RealisasiRow):
    """What a unit states of one indicator in one quarter.

    `nilai` is what staff typed, in the unit of the indicator and in its `cara_isi`; an indicator with parts keeps
    `pembilang` and `penyebut` instead and its percentage follows from them; a graded one keeps `kode`.
    An absent value is "belum dilaporkan", never zero.
    """

    nilai = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True, blank=True)
    pembilang = models.DecimalField("pembilang", max_digits=20, decimal_places=4, null=True, blank=True)
    penyebut = models.DecimalField("penyebut", max_digits=20, decimal_places=4, null=True, blank=True)
    kode = models.CharField("kode nilai", max_length=20, blank=True)
    faktor_pendorong = models.TextField("faktor pendorong", blank=True)
    faktor_penghambat = models.TextField("faktor penghambat", blank=True)
    tindak_lanjut = models.TextField("tindak lanjut", blank=True)
    keterangan = models.TextField("keterangan", blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "realisasi kinerja"
        verbose_name_plural = "realisasi kinerja"
        ordering = ["laporan", "indikator"]
        constraints = [
            models.UniqueConstraint(
                fields=["laporan", "indikator"],
                name="realisasi_unik",
                violation_error_message="Realisasi indikator ini sudah ada dalam laporan.",
            ),
            models.CheckConstraint(
                condition=Q(penyebut__isnull=True) | Q(penyebut__gt=0),
                name="realisasi_penyebut_positif",
                violation_error_message=PENYEBUT_POSITIF,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} ({self.laporan})"


class RealisasiAnggaran(LaporanPart):
    """The money spent on one subkegiatan in this quarter alone, in Rupiah with sen; quarters add up."""

    subkegiatan = models.ForeignKey(
        Subkegiatan, models.PROTECT, related_name="realisasi_anggaran", verbose_name="subkegiatan"
    )
    nilai = models.DecimalField("realisasi (Rp)", max_digits=17, decimal_places=2, null=True, blank=True)
    keterangan = models.TextField("keterangan", blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["laporan", "subkegiatan"]
        constraints = [
            models.UniqueConstraint(
                fields=["laporan", "subkegiatan"],
                name="realisasi_anggaran_unik",
                violation_error_message="Realisasi anggaran subkegiatan ini sudah ada dalam laporan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subkegiatan} ({self.laporan})"


class EvaluasiTriwulan(AgencyModel):
    """What a unit says of its quarter as a whole: the footer rows of form E.81."""

    agency_path = "laporan__unit__perangkat_daerah"

    laporan = models.OneToOneField(
        LaporanTriwulan, models.PROTECT, related_name="evaluasi", verbose_name="laporan"
    )
    faktor_pendorong = models.TextField("faktor pendorong keberhasilan", blank=True)
    faktor_penghambat = models.TextField("faktor penghambat pencapaian", blank=True)
    tindak_lanjut_triwulan = models.TextField("tindak lanjut triwulan berikutnya", blank=True)
    tindak_lanjut_renja = models.TextField("tindak lanjut Renja berikutnya", blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "evaluasi triwulan"
        verbose_name_plural = "evaluasi triwulan"
        ordering = ["laporan"]

    def __str__(self) -> str:
        return f"Evaluasi {self.laporan}"


class CatatanPemeriksa(LaporanPart):
    """A remark of the reviewer, on one row of the report or (with neither row set) on all of it."""

    indikator = models.ForeignKey(
        Indikator, models.PROTECT, null=True, blank=True, related_name="catatan", verbose_name="indikator"
    )
    subkegiatan = models.ForeignKey(
        Subkegiatan, models.PROTECT, null=True, blank=True, related_name="catatan", verbose_name="subkegiatan"
    )
    teks = models.TextField("catatan")
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    selesai_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diselesaikan oleh"
    )

    class Meta:
        verbose_name = "catatan pemeriksa"
        verbose_name_plural = "catatan pemeriksa"
        ordering = ["laporan", "pada"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indikator__isnull=True) | Q(subkegiatan__isnull=True),
                name="catatan_paling_banyak_satu_baris",
                violation_error_message="Catatan menunjuk paling banyak satu baris.",
            ),
        ]

    def __str__(self) -> str:
        return self.teks


class PeristiwaLaporan(LaporanPart):
    """One step in the life of a report: who, when, from which state to which, and why. Never changed."""

    aksi = models.CharField("aksi", max_length=15, choices=Aksi)
    dari = models.CharField("dari", max_length=15, choices=StatusLaporan)
    ke = models.CharField("ke", max_length=15, choices=StatusLaporan)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "peristiwa laporan"
        verbose_name_plural = "peristiwa laporan"
        ordering = ["laporan", "pada", "pk"]
        constraints = [known_choice("aksi", Aksi, "peristiwa_aksi_dikenal", "Aksi tidak dikenal.")]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()}: {self.laporan}"


class Kelonggaran(LaporanPart):
    """Permission to write a report outside its period: who asked, why, who decided, and until when.

    It expires by itself: after `sampai` it opens nothing. Undecided while `diputus_pada` is empty.
    """

    jenis = models.CharField("jenis", max_length=15, choices=JenisKelonggaran)
    alasan = models.TextField("alasan")
    diminta_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", verbose_name="diminta oleh")
    diminta_pada = models.DateTimeField("diminta pada")
    diputus_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputus oleh"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    disetujui = models.BooleanField("disetujui", default=False)
    jawaban = models.TextField("jawaban", blank=True)
    sampai = models.DateTimeField("berlaku sampai", null=True, blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "kelonggaran"
        verbose_name_plural = "kelonggaran"
        ordering = ["laporan", "-diminta_pada"]
        constraints = [
            known_choice("jenis", JenisKelonggaran, "kelonggaran_jenis_dikenal", "Jenis tidak dikenal."),
            models.CheckConstraint(
                condition=Q(disetujui=False) | Q(sampai__isnull=False, diputus_pada__isnull=False),
                name="kelonggaran_disetujui_berbatas",
                violation_error_message="Kelonggaran yang disetujui harus punya batas waktu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.laporan}"


class Pemberitahuan(AgencyModel):
    """A message to one person inside the application; an office LAN may have no mail."""

    agency_path: ClassVar[str] = "perangkat_daerah"

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.CASCADE, related_name="+", verbose_name="perangkat daerah"
    )
    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="pemberitahuan", verbose_name="pengguna")
    teks = models.CharField("teks", max_length=300)
    tautan = models.CharField("tautan", max_length=200, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada")
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-dibuat_pada", "-pk"]

    def __str__(self) -> str:
        return self.teks
