"""Evidence files behind a figure: private, never part of an edition or of open data."""

import uuid

from django.db import models

from indicators.models import Indikator
from programs.models import Pengguna, Subkegiatan
from renstra.lib.constraints import exactly_one
from renstra.lib.history import Riwayat
from targets.models.laporan import LaporanPart


def evidence_path(bukti: "Bukti", name: str) -> str:
    """Return a random name: nothing of what the person called the file reaches the file system."""
    return f"{bukti.laporan.tahun}/{uuid.uuid4().hex}"


class Bukti(LaporanPart):
    """A file that supports one row of a report, known by its SHA-256."""

    indikator = models.ForeignKey(
        Indikator, models.PROTECT, null=True, blank=True, related_name="bukti", verbose_name="indikator"
    )
    subkegiatan = models.ForeignKey(
        Subkegiatan, models.PROTECT, null=True, blank=True, related_name="bukti", verbose_name="subkegiatan"
    )
    nama = models.CharField("nama berkas", max_length=150)
    jenis = models.CharField("jenis isi", max_length=100)
    ukuran = models.PositiveIntegerField("ukuran (bita)")
    sha256 = models.CharField("SHA-256", max_length=64)
    berkas = models.FileField("berkas", upload_to=evidence_path, max_length=100)
    diunggah_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", verbose_name="diunggah oleh")
    diunggah_pada = models.DateTimeField("diunggah pada")

    history = Riwayat(excluded_fields=["berkas"])

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ["laporan", "diunggah_pada", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("indikator", "subkegiatan"),
                name="bukti_satu_baris",
                violation_error_message="Bukti harus milik tepat satu indikator atau subkegiatan.",
            ),
            models.UniqueConstraint(
                fields=["laporan", "indikator", "sha256"],
                name="bukti_indikator_unik",
                violation_error_message="Berkas yang sama sudah dilampirkan pada indikator ini.",
            ),
            models.UniqueConstraint(
                fields=["laporan", "subkegiatan", "sha256"],
                name="bukti_subkegiatan_unik",
                violation_error_message="Berkas yang sama sudah dilampirkan pada subkegiatan ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class PembukaanBukti(LaporanPart):
    """Who opened an evidence file and when (UU 27/2022: it may hold personal data); outlives the file."""

    bukti = models.ForeignKey(
        Bukti, models.SET_NULL, null=True, blank=True, related_name="pembukaan", verbose_name="bukti"
    )
    nama = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "pembukaan bukti"
        verbose_name_plural = "pembukaan bukti"
        ordering = ["laporan", "-pada", "-pk"]

    def __str__(self) -> str:
        return f"{self.nama} dibuka {self.oleh}"
