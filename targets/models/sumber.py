"""The printed evidence: what a source prints, and what was noted while reading it."""

from django.db import models

from renstra.lib.constraints import known_choice
from targets.choices import JenisCatatan
from targets.models.dokumen import DokumenPart


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
