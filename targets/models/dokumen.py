"""What planning documents state: targets, pagu, and the plan of a subkegiatan, per year and per quarter."""

from django.db import models
from django.db.models import F, Q

from indicators.models import Indikator
from programs.models import Dokumen, Subkegiatan
from renstra.lib.constraints import known_choice
from renstra.lib.history import Riwayat
from renstra.lib.permissions import AgencyModel
from targets.choices import JenisTarget


class DokumenPart(AgencyModel):
    """Base of the rows a planning document states."""

    agency_path = "dokumen__renstra__perangkat_daerah"

    dokumen = models.ForeignKey(Dokumen, models.CASCADE, related_name="%(class)s_set", verbose_name="dokumen")

    class Meta:
        abstract = True


def upper_bound(name: str) -> models.CheckConstraint:
    """Refuse a range whose upper bound lies under its lower bound."""
    return models.CheckConstraint(
        condition=Q(nilai_atas__isnull=True) | Q(nilai_atas__gte=F("nilai")),
        name=name,
        violation_error_message="Batas atas target tidak boleh di bawah batas bawah.",
    )


def known_quarter(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(triwulan__gte=1, triwulan__lte=4),
        name=name,
        violation_error_message="Triwulan harus antara 1 dan 4.",
    )


def not_negative(field: str, name: str, label: str) -> models.CheckConstraint:
    """Refuse money below zero; an unknown amount is allowed."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=name,
        violation_error_message=f"{label} tidak boleh negatif.",
    )


class Target(DokumenPart):
    """The target of an indicator in a year; absent row = no target. A range has two bounds."""

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="target", verbose_name="indikator")
    tahun = models.PositiveSmallIntegerField("tahun")
    jenis = models.CharField("jenis", max_length=15, choices=JenisTarget, default=JenisTarget.TAHUNAN)
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)
    nilai_atas = models.DecimalField("batas atas", max_digits=20, decimal_places=4, null=True, blank=True)

    history = Riwayat()

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
            upper_bound("target_rentang_urut"),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun}"


class TargetTriwulan(DokumenPart):
    """The target of an indicator for one quarter; absent row = none.

    Whatever the indicator's `cara_isi`, it states that quarter alone, or the position to be reached at its end.
    """

    indikator = models.ForeignKey(
        Indikator, models.PROTECT, related_name="target_triwulan", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    nilai = models.DecimalField("nilai", max_digits=20, decimal_places=4)
    nilai_atas = models.DecimalField("batas atas", max_digits=20, decimal_places=4, null=True, blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ["dokumen", "indikator", "tahun", "triwulan"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "indikator", "tahun", "triwulan"],
                name="target_triwulan_unik",
                violation_error_message="Target indikator ini untuk triwulan tersebut sudah ada dalam dokumen.",
            ),
            known_quarter("target_triwulan_1_4"),
            upper_bound("target_triwulan_rentang_urut"),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tahun} triwulan {self.triwulan}"


class Pagu(DokumenPart):
    """The ceiling of a subkegiatan in a year, in whole Rupiah; every upper level is a sum of these."""

    subkegiatan = models.ForeignKey(Subkegiatan, models.PROTECT, related_name="pagu", verbose_name="subkegiatan")
    tahun = models.PositiveSmallIntegerField("tahun")
    sumber_dana = models.CharField("sumber dana", max_length=60, blank=True)
    nilai = models.DecimalField("pagu (Rp)", max_digits=15, decimal_places=0)

    history = Riwayat()

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
            not_negative("nilai", "pagu_tidak_negatif", "Pagu"),
        ]

    def __str__(self) -> str:
        return f"{self.subkegiatan} {self.tahun}"


class PaguTriwulan(DokumenPart):
    """The part of the pagu of a subkegiatan planned for one quarter, in whole Rupiah."""

    subkegiatan = models.ForeignKey(
        Subkegiatan, models.PROTECT, related_name="pagu_triwulan", verbose_name="subkegiatan"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    triwulan = models.PositiveSmallIntegerField("triwulan")
    nilai = models.DecimalField("pagu (Rp)", max_digits=15, decimal_places=0)

    history = Riwayat()

    class Meta:
        verbose_name = "pagu triwulan"
        verbose_name_plural = "pagu triwulan"
        ordering = ["dokumen", "subkegiatan", "tahun", "triwulan"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "subkegiatan", "tahun", "triwulan"],
                name="pagu_triwulan_unik",
                violation_error_message="Pagu subkegiatan ini untuk triwulan tersebut sudah ada dalam dokumen.",
            ),
            known_quarter("pagu_triwulan_1_4"),
            not_negative("nilai", "pagu_triwulan_tidak_negatif", "Pagu triwulan"),
        ]

    def __str__(self) -> str:
        return f"{self.subkegiatan} {self.tahun} triwulan {self.triwulan}"


class RencanaSubkegiatan(DokumenPart):
    """Where and for whom a subkegiatan is planned in a year; the source of funds stands with each pagu."""

    subkegiatan = models.ForeignKey(
        Subkegiatan, models.PROTECT, related_name="rencana", verbose_name="subkegiatan"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    lokasi = models.CharField("lokasi", max_length=300, blank=True)
    kelompok_sasaran = models.CharField("kelompok sasaran", max_length=300, blank=True)
    prioritas_nasional = models.CharField("prioritas nasional", max_length=300, blank=True)
    prioritas_daerah = models.CharField("prioritas daerah", max_length=300, blank=True)
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "rencana subkegiatan"
        verbose_name_plural = "rencana subkegiatan"
        ordering = ["dokumen", "subkegiatan", "tahun"]
        constraints = [
            models.UniqueConstraint(
                fields=["dokumen", "subkegiatan", "tahun"],
                name="rencana_subkegiatan_unik",
                violation_error_message="Rencana subkegiatan ini untuk tahun tersebut sudah ada dalam dokumen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subkegiatan} {self.tahun}"
