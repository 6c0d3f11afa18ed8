"""Work that takes long: how far it is, and the file that waits for the person who asked."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from programs.models import Pengguna, PerangkatDaerah
from renstra.lib.constraints import known_choice
from renstra.lib.permissions import AgencyModel
from reports.choices import OVER, JenisPekerjaan, StatusPekerjaan

SILENCE = timedelta(minutes=10)
"""After so long without a step the worker is taken for dead; a step takes seconds."""


def result_path(row: "Pekerjaan", name: str) -> str:
    return f"pekerjaan/{row.pk}/{name}"


class Pekerjaan(AgencyModel):
    """One piece of background work, read only by the person who asked for it.

    `langkah_selesai` of `langkah_semua` steps are done: what the progress bar shows is counted, never estimated.
    `sedang` names the step done last, while the work is not over.
    Each step writes `diubah_pada`: the sign that its worker is alive. Without a perangkat daerah the work covers
    every one the person may read.
    """

    agency_path = "perangkat_daerah"

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="pekerjaan",
        verbose_name="perangkat daerah",
    )
    pemilik = models.ForeignKey(Pengguna, models.CASCADE, related_name="pekerjaan", verbose_name="diminta oleh")
    jenis = models.CharField("jenis", max_length=20, choices=JenisPekerjaan)
    judul = models.CharField("judul", max_length=200)
    parameter: Any = models.JSONField("parameter", default=dict)
    status = models.CharField("status", max_length=15, choices=StatusPekerjaan, default=StatusPekerjaan.MENUNGGU)
    langkah_semua = models.PositiveIntegerField("jumlah langkah", default=0)
    langkah_selesai = models.PositiveIntegerField("langkah selesai", default=0)
    sedang = models.CharField("sedang mengerjakan", max_length=200, blank=True)
    minta_batal = models.BooleanField("diminta batal", default=False)
    galat = models.TextField("galat", blank=True)
    tautan = models.CharField("tempat hasilnya dibaca", max_length=200, blank=True)
    berkas = models.FileField("hasil", upload_to=result_path, max_length=200, blank=True)
    dibuat_pada = models.DateTimeField("diminta pada", auto_now_add=True)
    mulai_pada = models.DateTimeField("mulai pada", null=True, blank=True)
    berakhir_pada = models.DateTimeField("berakhir pada", null=True, blank=True)

    class Meta:
        verbose_name = "pekerjaan latar"
        verbose_name_plural = "pekerjaan latar"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            known_choice("jenis", JenisPekerjaan, "pekerjaan_jenis_dikenal", "Jenis pekerjaan tidak dikenal."),
            known_choice("status", StatusPekerjaan, "pekerjaan_status_dikenal", "Status pekerjaan tidak dikenal."),
            models.CheckConstraint(
                condition=models.Q(langkah_selesai__lte=models.F("langkah_semua")),
                name="pekerjaan_langkah_wajar",
                violation_error_message="Langkah selesai tidak boleh melebihi jumlah langkah.",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("pekerjaan", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    @property
    def is_lost(self) -> bool:
        """Whether its worker died before the work ended."""
        running = self.status == StatusPekerjaan.BERJALAN
        return running and self.diubah_pada < timezone.now() - SILENCE
