"""The organisation: city government, perangkat daerah, units, posts and the officials in them."""

from django.db import models
from django.db.models import F, Q

from programs.choices import JenisJabatan, JenisUnit, StatusPejabat
from renstra.lib.constraints import known_choice
from renstra.lib.permissions import AgencyModel


class PemerintahDaerah(AgencyModel):
    """A city or regency government; `ibu_kota` is the place written above signatures."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=200)
    ibu_kota = models.CharField("tempat penandatanganan", max_length=100)

    class Meta:
        verbose_name = "pemerintah daerah"
        verbose_name_plural = "pemerintah daerah"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class PerangkatDaerah(AgencyModel):
    """A local government agency, the owner of a Renstra."""

    agency_path = "pk"

    pemerintah_daerah = models.ForeignKey(
        PemerintahDaerah, models.PROTECT, related_name="perangkat_daerah", verbose_name="pemerintah daerah"
    )
    kode = models.SlugField("kode", max_length=40, unique=True)
    nama = models.CharField("nama", max_length=200)
    nama_singkat = models.CharField("nama singkat", max_length=60)

    class Meta:
        verbose_name = "perangkat daerah"
        verbose_name_plural = "perangkat daerah"
        ordering = ["kode"]

    def __str__(self) -> str:
        return self.nama


class UnitKerja(AgencyModel):
    """A unit that is responsible for rows of the plan: Sekretariat, bidang or UPTD."""

    agency_path = "perangkat_daerah"

    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="unit_kerja", verbose_name="perangkat daerah"
    )
    kode = models.SlugField("kode", max_length=60)
    nama = models.CharField("nama", max_length=200)
    jenis = models.CharField("jenis", max_length=20, choices=JenisUnit)
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["perangkat_daerah", "urutan", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "kode"],
                name="unit_kerja_kode_unik",
                violation_error_message="Kode unit kerja ini sudah dipakai di perangkat daerah yang sama.",
            ),
            known_choice(
                "jenis",
                JenisUnit,
                "unit_kerja_jenis_dikenal",
                "Jenis unit kerja harus Sekretariat, Bidang, atau UPTD.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class Jabatan(AgencyModel):
    """A post, without the person: documents are signed by the official in office on their date."""

    agency_path = "perangkat_daerah"

    pemerintah_daerah = models.ForeignKey(
        PemerintahDaerah, models.PROTECT, related_name="jabatan", verbose_name="pemerintah daerah"
    )
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jabatan",
        verbose_name="perangkat daerah",
        help_text="Kosong untuk jabatan tingkat kota, misalnya Wali Kota.",
    )
    unit = models.ForeignKey(
        UnitKerja, models.PROTECT, null=True, blank=True, related_name="jabatan", verbose_name="unit kerja"
    )
    kode = models.SlugField("kode", max_length=80, unique=True)
    nama = models.CharField("nama jabatan", max_length=200)
    jenis = models.CharField("jenis", max_length=20, choices=JenisJabatan)
    penilai = models.BooleanField(
        "menilai hasil Renja dan Renstra",
        default=False,
        help_text=(
            "Centang pada jabatan Kepala Bappeda (Bapperida), yang menandatangani “Dievaluasi” pada E.81 dan "
            "E.80; satu di setiap pemerintah daerah."
        ),
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["urutan", "kode"]
        constraints = [
            known_choice("jenis", JenisJabatan, "jabatan_jenis_dikenal", "Jenis jabatan tidak dikenal."),
            models.UniqueConstraint(
                fields=["pemerintah_daerah"],
                condition=Q(penilai=True),
                name="jabatan_satu_penilai",
                violation_error_message=(
                    "Pemerintah daerah ini sudah mempunyai jabatan yang menilai hasil Renja dan Renstra; "
                    "hapus dahulu centangnya di sana."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class Pejabat(AgencyModel):
    """The person who holds a post for a time; entered by the office, never by a fixture."""

    agency_path = "jabatan__perangkat_daerah"

    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="pejabat", verbose_name="jabatan")
    nama = models.CharField("nama lengkap dan gelar", max_length=200)
    nip = models.CharField("NIP", max_length=18, blank=True)
    pangkat = models.CharField("pangkat/golongan", max_length=100, blank=True)
    status = models.CharField("status", max_length=10, choices=StatusPejabat, default=StatusPejabat.DEFINITIF)
    mulai = models.DateField("mulai menjabat")
    selesai = models.DateField("selesai menjabat", null=True, blank=True)

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ["jabatan", "-mulai"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="pejabat_masa_jabatan_urut",
                violation_error_message="Tanggal selesai menjabat tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(nip="") | Q(nip__regex=r"^\d{18}$"),
                name="pejabat_nip_18_angka",
                violation_error_message="NIP harus 18 angka tanpa spasi, atau dikosongkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.jabatan})"
