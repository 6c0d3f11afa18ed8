"""Planning documents, and what they state: targets, pagu, past figures and the printed evidence."""

from django.db import models
from django.db.models import F, Q

from indicators.models import Indikator
from programs.models import Renstra, Subkegiatan
from renstra.lib.constraints import known_choice
from renstra.lib.permissions import AgencyModel
from targets.choices import JenisCatatan, JenisDokumen, JenisTarget, StatusDokumen


class Dokumen(AgencyModel):
    """A planning document. Only `ditetapkan` counts; a Renja, DPA or PK rules its own `tahun`."""

    agency_path = "renstra__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="dokumen", verbose_name="Renstra")
    jenis = models.CharField("jenis", max_length=10, choices=JenisDokumen)
    tahun = models.PositiveSmallIntegerField(
        "tahun", help_text="Tahun yang diatur; untuk Renstra: tahun awal periode."
    )
    perubahan_ke = models.PositiveSmallIntegerField("perubahan ke", default=0, help_text="0 = murni")
    status = models.CharField("status", max_length=12, choices=StatusDokumen, default=StatusDokumen.RANCANGAN)
    nomor = models.CharField("nomor", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    berlaku_mulai = models.DateField("berlaku mulai", null=True, blank=True)

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["renstra", "jenis", "tahun", "perubahan_ke"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "jenis", "tahun", "perubahan_ke"],
                name="dokumen_versi_unik",
                violation_error_message="Dokumen jenis, tahun, dan perubahan ini sudah ada.",
            ),
            known_choice("jenis", JenisDokumen, "dokumen_jenis_dikenal", "Jenis dokumen tidak dikenal."),
            known_choice("status", StatusDokumen, "dokumen_status_dikenal", "Status dokumen tidak dikenal."),
        ]

    def __str__(self) -> str:
        perubahan = f" Perubahan {self.perubahan_ke}" if self.perubahan_ke else ""
        return f"{self.get_jenis_display()}{perubahan} {self.tahun}"


class DokumenPart(AgencyModel):
    """Base of the rows a planning document states."""

    agency_path = "dokumen__renstra__perangkat_daerah"

    dokumen = models.ForeignKey(Dokumen, models.CASCADE, related_name="%(class)s_set", verbose_name="dokumen")

    class Meta:
        abstract = True


class Target(DokumenPart):
    """The target of an indicator in a year; absent row = no target. A range has two bounds."""

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="target", verbose_name="indikator")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=15, choices=JenisTarget, default=JenisTarget.TAHUNAN)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)
    nilai_atas = models.DecimalField("batas atas", max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["dokumen", "indikator", "jenis", "tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "indikator", "tahun", "jenis"],
                name="target_unik",
                violation_error_message="Target indikator ini untuk tahun tersebut sudah ada dalam dokumen.",
            ),
            known_choice("jenis", JenisTarget, "target_jenis_dikenal", "Jenis target tidak dikenal."),
            models.CheckConstraint(
                condition=Q(nilai_atas__isnull=True) | Q(nilai_atas__gte=F("nilai")),
                name="target_rentang_urut",
                violation_error_message="Batas atas target tidak boleh di bawah batas bawah.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"


class Pagu(DokumenPart):
    """The ceiling of a subkegiatan in a year, in whole Rupiah; every upper level is a sum of these."""

    subkegiatan = models.ForeignKey(Subkegiatan, models.PROTECT, related_name="pagu", verbose_name="subkegiatan")
    tahun = models.PositiveSmallIntegerField("tahun")
    sumber_dana = models.CharField("sumber dana", max_length=60, blank=True)
    nilai = models.DecimalField("pagu (Rp)", max_digits=15, decimal_places=0)

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "pagu"
        ordering = ["dokumen", "subkegiatan", "tahun", "sumber_dana"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "subkegiatan", "tahun", "sumber_dana"],
                name="pagu_unik",
                violation_error_message="Pagu subkegiatan ini untuk tahun dan sumber dana tersebut sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(nilai__gte=0),
                name="pagu_tidak_negatif",
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subkegiatan} {self.tahun}"


class RealisasiTahunan(AgencyModel):
    """A yearly figure from before the system, with the place it was taken from."""

    agency_path = "indikator__renstra__perangkat_daerah"

    indikator = models.ForeignKey(
        Indikator, models.PROTECT, related_name="realisasi_tahunan", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    nilai = models.DecimalField("realisasi", max_digits=20, decimal_places=4)
    sumber = models.CharField("sumber", max_length=200)

    class Meta:
        verbose_name = "realisasi tahunan"
        verbose_name_plural = "realisasi tahunan"
        ordering = ["indikator", "tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun"],
                name="realisasi_tahunan_unik",
                violation_error_message="Realisasi indikator ini untuk tahun tersebut sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"


class NilaiTercetak(DokumenPart):
    """What a source prints in one cell, kept as evidence and compared with the data, never used as data."""

    tabel = models.CharField("tabel", max_length=20)
    baris = models.CharField("baris", max_length=40)
    kolom = models.CharField("kolom", max_length=40)
    teks = models.CharField("teks tercetak", max_length=200, blank=True)
    nilai = models.DecimalField("nilai terbaca", max_digits=20, decimal_places=4, null=True, blank=True)
    sumber = models.CharField("tempat dalam dokumen", max_length=100, blank=True)

    class Meta:
        verbose_name = "nilai tercetak"
        verbose_name_plural = "nilai tercetak"
        ordering = ["dokumen", "tabel", "baris", "kolom"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "tabel", "baris", "kolom"],
                name="nilai_tercetak_unik",
                violation_error_message="Sel tercetak ini sudah dicatat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tabel} {self.baris} {self.kolom}"


class CatatanSumber(DokumenPart):
    """A finding made while reading the source: illegible, doubtful, contradictory, or a judgement."""

    kode = models.SlugField("kode", max_length=80)
    jenis = models.CharField("jenis", max_length=15, choices=JenisCatatan)
    tempat = models.CharField("tempat", max_length=200)
    uraian = models.TextField("uraian")

    class Meta:
        verbose_name = "catatan sumber"
        verbose_name_plural = "catatan sumber"
        ordering = ["dokumen", "tempat", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "kode"],
                name="catatan_sumber_kode_unik",
                violation_error_message="Kode catatan ini sudah ada dalam dokumen.",
            ),
            known_choice("jenis", JenisCatatan, "catatan_sumber_jenis_dikenal", "Jenis catatan tidak dikenal."),
        ]

    def __str__(self) -> str:
        return self.uraian
