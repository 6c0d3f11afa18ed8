"""One imported file: what it was, what was found in it, what it changed, and who let it."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from imports.choices import OPEN, StatusImpor
from programs.models import Pengguna, PerangkatDaerah, Renstra
from renstra.lib.constraints import known_choice
from renstra.lib.importing import Perubahan, Temuan
from renstra.lib.permissions import AgencyModel
from reports.models import Pekerjaan

SHOWN_FINDINGS = 2000
"""Findings kept; the counts go on."""


def file_path(row: "Impor", name: str) -> str:
    return f"impor/{row.pk}/{name}"


class Impor(AgencyModel):
    """A file somebody brings in. `parameter` says what for: the keys its kind of import asks for.

    The changes a person saw are kept with it, packed, and are what is applied and undone. Without a perangkat
    daerah it concerns all of them (nomenklatur).
    """

    agency_path = "perangkat_daerah"

    jenis = models.CharField("jenis", max_length=40)
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="impor",
        verbose_name="perangkat daerah",
    )
    renstra = models.ForeignKey(
        Renstra, models.CASCADE, null=True, blank=True, related_name="impor", verbose_name="Renstra"
    )
    parameter: Any = models.JSONField("parameter", default=dict, blank=True)
    pemilik = models.ForeignKey(Pengguna, models.PROTECT, related_name="impor", verbose_name="diunggah oleh")
    nama_berkas = models.CharField("nama berkas", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    berkas = models.FileField("berkas", upload_to=file_path, max_length=200, blank=True)
    status = models.CharField("status", max_length=20, choices=StatusImpor, default=StatusImpor.DIPERIKSA)
    pekerjaan = models.ForeignKey(
        Pekerjaan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan latar"
    )
    jawaban: Any = models.JSONField("jawaban", default=dict, blank=True)
    temuan: Any = models.JSONField("temuan", default=list, blank=True)
    isi = models.BinaryField("perubahan", default=b"")
    galat = models.TextField("galat", blank=True)
    banyak_baris = models.PositiveIntegerField("baris dibaca", default=0)
    banyak_buat = models.PositiveIntegerField("dibuat", default=0)
    banyak_ubah = models.PositiveIntegerField("diubah", default=0)
    banyak_hapus = models.PositiveIntegerField("dihapus", default=0)
    banyak_sama = models.PositiveIntegerField("sama", default=0)
    banyak_galat = models.PositiveIntegerField("galat", default=0)
    banyak_tanya = models.PositiveIntegerField("pertanyaan", default=0)
    banyak_peringatan = models.PositiveIntegerField("peringatan", default=0)
    dibuat_pada = models.DateTimeField("diunggah pada", auto_now_add=True)
    diterapkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diterapkan oleh"
    )
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)
    diurungkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diurungkan oleh"
    )
    diurungkan_pada = models.DateTimeField("diurungkan pada", null=True, blank=True)

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        ordering = ["-dibuat_pada", "-pk"]
        constraints = [
            known_choice("status", StatusImpor, "impor_status_dikenal", "Status impor tidak dikenal."),
        ]

    def __str__(self) -> str:
        return f"Impor {self.pk}: {self.nama_berkas}"

    def get_absolute_url(self) -> str:
        return reverse("impor", args=[self.pk])

    @property
    def may_be_checked(self) -> bool:
        """Whether it may be checked again, or put aside."""
        return self.status in OPEN

    def changes(self) -> list[Perubahan]:
        """Return the changes in the order in which they are made."""
        stored = json.loads(zlib.decompress(bytes(self.isi))) if self.isi else []
        return [Perubahan.from_json(each) for each in stored]

    @property
    def sidik(self) -> str:
        """Names the changes as they are kept now: what a person says to have seen."""
        return hashlib.sha256(bytes(self.isi)).hexdigest()[:32]

    def keep_changes(self, changes: Iterable[Perubahan]) -> None:
        text = json.dumps([each.as_json() for each in changes], cls=DjangoJSONEncoder)
        self.isi = zlib.compress(text.encode(), 1)

    def findings(self) -> list[Temuan]:
        return [Temuan.from_json(each) for each in self.temuan]
