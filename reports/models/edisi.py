"""Editions: a report as it was sent, kept to the byte."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from programs.models import Dokumen, Pengguna, Renstra
from renstra.lib.permissions import AgencyModel, RestrictedQuerySet
from targets.models import ROMAWI


class EdisiQuerySet(RestrictedQuerySet["Edisi"]):
    def facts(self) -> "EdisiQuerySet":
        """Leave out what is large: the files and the frozen table."""
        return self.defer("pdf", "xlsx", "isi").select_related(
            "renstra__perangkat_daerah", "dokumen", "diterbitkan_oleh"
        )

    def series(self, edisi: "Edisi") -> "EdisiQuerySet":
        """Return the editions of the same report and period, the newest first."""
        period = {
            "tahun": edisi.tahun,
            "triwulan": edisi.triwulan,
            "dokumen": edisi.dokumen_id,
            "ragam": edisi.ragam,
        }
        return self.of_period(edisi.renstra_id, edisi.slug, period)

    def of_period(self, renstra: Any, slug: str, period: dict[str, Any]) -> "EdisiQuerySet":
        asked = {name: value for name, value in period.items() if value is not None}
        absent = {f"{name}__isnull": True for name, value in period.items() if value is None}
        return self.filter(renstra=renstra, slug=slug, **asked, **absent).order_by("-nomor")


class Edisi(AgencyModel):
    """One published edition of a report: its frozen table, its files, who signs it, and what was not in it.

    The database refuses every change and deletion (`reports.pengaman`). `hash_data` is `data_hash` of the frozen
    table; `token` opens the public page, `kode` is what a person types instead.
    """

    agency_path = "renstra__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.PROTECT, related_name="edisi", verbose_name="Renstra")
    slug = models.CharField("laporan", max_length=50)
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    triwulan = models.PositiveSmallIntegerField("triwulan", null=True, blank=True)
    dokumen = models.ForeignKey(
        Dokumen, models.PROTECT, null=True, blank=True, related_name="edisi", verbose_name="dokumen Renstra"
    )
    ragam = models.CharField(
        "ragam",
        max_length=100,
        blank=True,
        help_text="Unit atau perubahan yang diminta; kosong = bawaan laporannya.",
    )
    nomor = models.PositiveSmallIntegerField("edisi ke")
    nomor_naskah = models.CharField("nomor naskah dinas", max_length=100, blank=True)
    judul = models.CharField("judul", max_length=400)
    tanggal = models.DateField("tanggal penandatanganan")
    penanda = models.TextField("penanda tangan", help_text="Jabatan dan nama sebagaimana tercetak.")
    isi: Any = models.JSONField("isi beku")
    hash_data = models.CharField("sidik isi", max_length=64)
    pdf = models.BinaryField("PDF")
    xlsx = models.BinaryField("Excel")
    hash_pdf = models.CharField("SHA-256 PDF", max_length=64)
    hash_xlsx = models.CharField("SHA-256 Excel", max_length=64)
    token = models.CharField("token verifikasi", max_length=64, unique=True)
    kode = models.CharField("kode verifikasi", max_length=10, unique=True)
    kekurangan: Any = models.JSONField("belum tercakup", default=list, blank=True)
    perbedaan: Any = models.JSONField("perbedaan dari edisi sebelumnya", default=list, blank=True)
    menggantikan = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="pengganti", verbose_name="menggantikan"
    )
    diterbitkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, related_name="+", verbose_name="diterbitkan oleh"
    )
    diterbitkan_pada = models.DateTimeField("diterbitkan pada")

    objects = EdisiQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "edisi laporan"
        verbose_name_plural = "edisi laporan"
        ordering = ["-diterbitkan_pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(dokumen__isnull=False, tahun__isnull=True, triwulan__isnull=True)
                    | Q(dokumen__isnull=True, tahun__isnull=False)
                ),
                name="edisi_masa",
                violation_error_message="Edisi memuat satu dokumen Renstra, atau satu tahun.",
            ),
            models.UniqueConstraint(
                fields=["renstra", "slug", "ragam", "tahun", "triwulan", "nomor"],
                condition=Q(triwulan__isnull=False),
                name="edisi_triwulan_unik",
                violation_error_message="Edisi ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["renstra", "slug", "ragam", "tahun", "nomor"],
                condition=Q(tahun__isnull=False, triwulan__isnull=True),
                name="edisi_tahun_unik",
                violation_error_message="Edisi ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["dokumen", "slug", "ragam", "nomor"],
                condition=Q(dokumen__isnull=False),
                name="edisi_dokumen_unik",
                violation_error_message="Edisi ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judul}, {self.masa}, edisi ke-{self.nomor}"

    def get_absolute_url(self) -> str:
        return reverse("edisi", args=[self.pk])

    @property
    def masa(self) -> str:
        """The period as a person reads it; a plan table's is its document."""
        if self.dokumen is not None:
            period = str(self.dokumen)
        elif self.triwulan:
            period = f"Triwulan {ROMAWI[self.triwulan - 1]} {self.tahun}"
        else:
            period = f"Tahun {self.tahun}"
        return f"{period}, {self.ragam}" if self.ragam else period

    @property
    def kode_cetak(self) -> str:
        """The short code as printed: K7Q2M-9XMDW."""
        return f"{self.kode[:5]}-{self.kode[5:]}"
