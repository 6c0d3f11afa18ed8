"""Yearly figures from outside the system's own reports, each with the place it was taken from."""

from django.db import models

from indicators.models import Indikator, RealisasiRow
from programs.models import Program, RenstraPart, Subkegiatan
from renstra.lib.constraints import exactly_one, known_choice
from renstra.lib.permissions import AgencyModel
from targets.choices import JenisPembanding
from targets.models.dokumen import not_negative


class RealisasiTahunan(RealisasiRow):
    """A yearly figure from before the system, with the place it was taken from."""

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


class AnggaranTahunan(RenstraPart):
    """Budget and spending of a program or subkegiatan in a year from before the system.

    `anggaran` is whole Rupiah, `realisasi` has sen; either is empty where the source does not give it.
    """

    program = models.ForeignKey(
        Program, models.PROTECT, null=True, blank=True, related_name="anggaran_tahunan", verbose_name="program"
    )
    subkegiatan = models.ForeignKey(
        Subkegiatan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="anggaran_tahunan",
        verbose_name="subkegiatan",
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    anggaran = models.DecimalField("anggaran (Rp)", max_digits=15, decimal_places=0, null=True, blank=True)
    realisasi = models.DecimalField("realisasi (Rp)", max_digits=17, decimal_places=2, null=True, blank=True)
    sumber = models.CharField("sumber", max_length=200)

    class Meta:
        verbose_name = "anggaran tahunan"
        verbose_name_plural = "anggaran tahunan"
        ordering = ["renstra", "program", "subkegiatan", "tahun"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("program", "subkegiatan"),
                name="anggaran_tahunan_satu_induk",
                violation_error_message="Anggaran harus milik tepat satu program atau subkegiatan.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[parent, "tahun"],
                    name=f"anggaran_tahunan_{parent}_unik",
                    violation_error_message=f"Anggaran {parent} ini untuk tahun tersebut sudah ada.",
                )
                for parent in ("program", "subkegiatan")
            ),
            not_negative("anggaran", "anggaran_tahunan_tidak_negatif", "Anggaran"),
            not_negative("realisasi", "anggaran_tahunan_realisasi_tidak_negatif", "Realisasi anggaran"),
        ]

    def __str__(self) -> str:
        return f"{self.program or self.subkegiatan} {self.tahun}"


class Pembanding(AgencyModel):
    """A figure of others to hold an indicator against in a year: NSPK, IKK, the province or the nation."""

    agency_path = "indikator__renstra__perangkat_daerah"

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="pembanding", verbose_name="indikator")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=10, choices=JenisPembanding)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)
    sumber = models.CharField("sumber", max_length=200)

    class Meta:
        verbose_name = "pembanding"
        verbose_name_plural = "pembanding"
        ordering = ["indikator", "jenis", "tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "jenis"],
                name="pembanding_unik",
                violation_error_message="Pembanding jenis ini untuk tahun tersebut sudah ada.",
            ),
            known_choice("jenis", JenisPembanding, "pembanding_jenis_dikenal", "Jenis pembanding tidak dikenal."),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tahun}: {self.indikator}"
