"""What the columns of an export mean, once a person has said so."""

from django.db import models

from imports.choices import BarisSumber, CaraAngka
from programs.models import PerangkatDaerah
from renstra.lib.constraints import known_choice
from renstra.lib.permissions import AgencyModel


class Pemetaan(AgencyModel):
    """The columns of one budget system's export, by their headings, and how its figures are to be read."""

    agency_path = "perangkat_daerah"

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.CASCADE, related_name="pemetaan", verbose_name="perangkat daerah"
    )
    sumber = models.CharField("sumber", max_length=60, help_text="Misalnya SIPD atau FMIS.")
    kolom_kode = models.CharField("judul kolom kode subkegiatan", max_length=200)
    kolom_nilai = models.CharField("judul kolom realisasi", max_length=200)
    cara = models.CharField("isi angka", max_length=15, choices=CaraAngka)
    baris = models.CharField("susunan baris", max_length=10, choices=BarisSumber)

    class Meta:
        verbose_name = "pemetaan kolom"
        verbose_name_plural = "pemetaan kolom"
        ordering = ["perangkat_daerah", "sumber"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "sumber"],
                name="pemetaan_sumber_unik",
                violation_error_message="Pemetaan kolom sumber ini sudah ada.",
            ),
            known_choice("cara", CaraAngka, "pemetaan_cara_dikenal", "Isi angka tidak dikenal."),
            known_choice("baris", BarisSumber, "pemetaan_baris_dikenal", "Susunan baris tidak dikenal."),
        ]

    def __str__(self) -> str:
        return self.sumber
