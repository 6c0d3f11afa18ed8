"""The Renstra of a perangkat daerah, the base of the rows that hang under it, and the official nomenclature."""

from django.db import models
from django.db.models import F, Q

from programs.models.organisasi import PerangkatDaerah
from renstra.lib.permissions import AgencyModel


class Nomenklatur(AgencyModel):
    """Official code and name of an urusan … subkegiatan in one version of the Kepmendagri; shared by all."""

    versi = models.CharField("versi", max_length=60)
    kode = models.CharField("kode", max_length=17)
    nama = models.CharField("nama", max_length=500)
    berlaku_dari = models.PositiveSmallIntegerField("berlaku dari tahun")
    berlaku_sampai = models.PositiveSmallIntegerField("berlaku sampai tahun", null=True, blank=True)

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "nomenklatur"
        ordering = ["versi", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["versi", "kode"],
                name="nomenklatur_kode_unik",
                violation_error_message="Kode ini sudah ada dalam versi nomenklatur yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class PadananKode(AgencyModel):
    """What an official code of one version of the nomenclature became in a later one; shared by all.

    One code may be split into several, several may become one; an empty `kode_baru` says that it was dropped.
    """

    versi_lama = models.CharField("versi lama", max_length=60)
    kode_lama = models.CharField("kode lama", max_length=17)
    versi_baru = models.CharField("versi baru", max_length=60)
    kode_baru = models.CharField(
        "kode baru", max_length=17, blank=True, help_text="Kosong bila kode lama tidak dipakai lagi."
    )

    class Meta:
        verbose_name = "padanan kode"
        verbose_name_plural = "padanan kode"
        ordering = ["versi_lama", "kode_lama", "versi_baru", "kode_baru"]
        constraints = [
            models.UniqueConstraint(
                fields=["versi_lama", "kode_lama", "versi_baru", "kode_baru"],
                name="padanan_kode_unik",
                violation_error_message="Padanan kode ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=~Q(versi_lama=F("versi_baru")),
                name="padanan_kode_antarversi",
                violation_error_message="Versi lama dan versi baru harus berbeda.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode_lama} → {self.kode_baru or 'tidak dipakai lagi'}"


class Renstra(AgencyModel):
    """A five-year plan of one perangkat daerah; periods of one agency may overlap."""

    agency_path = "perangkat_daerah"

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="renstra", verbose_name="perangkat daerah"
    )
    kode = models.SlugField("kode", max_length=60, unique=True)
    nama = models.CharField("nama", max_length=200)
    tahun_awal = models.PositiveSmallIntegerField("tahun awal")
    tahun_akhir = models.PositiveSmallIntegerField("tahun akhir")
    tahun_proyeksi = models.PositiveSmallIntegerField("tahun proyeksi", null=True, blank=True)
    tahun_baseline = models.PositiveSmallIntegerField("tahun baseline", null=True, blank=True)

    class Meta:
        verbose_name = "Renstra"
        verbose_name_plural = "Renstra"
        ordering = ["perangkat_daerah", "-tahun_awal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tahun_akhir__gte=F("tahun_awal")),
                name="renstra_tahun_urut",
                violation_error_message="Tahun akhir Renstra tidak boleh sebelum tahun awal.",
            ),
            models.CheckConstraint(
                condition=Q(tahun_proyeksi__isnull=True) | Q(tahun_proyeksi__gt=F("tahun_akhir")),
                name="renstra_proyeksi_setelah_akhir",
                violation_error_message="Tahun proyeksi harus sesudah tahun akhir Renstra.",
            ),
            models.CheckConstraint(
                condition=Q(tahun_baseline__isnull=True) | Q(tahun_baseline__lt=F("tahun_awal")),
                name="renstra_baseline_sebelum_awal",
                violation_error_message="Tahun baseline harus sebelum tahun awal Renstra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} {self.tahun_awal}–{self.tahun_akhir}"

    @property
    def years(self) -> range:
        """The years with targets: `tahun_awal` up to the projection year where there is one."""
        return range(self.tahun_awal, (self.tahun_proyeksi or self.tahun_akhir) + 1)


class RenstraPart(AgencyModel):
    """Base of the rows that hang directly under a Renstra."""

    agency_path = "renstra__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="%(class)s_set", verbose_name="Renstra")

    class Meta:
        abstract = True
