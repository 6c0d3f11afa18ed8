"""The upper half of the plan: misi, landasan, tujuan, sasaran, and the tables of chapter III."""

from django.db import models
from django.db.models import Q

from programs.choices import JenisLandasan
from programs.models.dokumen import PlanRow, row_constraints
from programs.models.renstra import RenstraPart
from renstra.lib.constraints import known_choice


class Misi(RenstraPart):
    """The misi of the RPJMD that the Renstra serves."""

    nomor = models.PositiveSmallIntegerField("nomor")
    uraian = models.TextField("uraian")

    class Meta:
        verbose_name = "misi"
        verbose_name_plural = "misi"
        ordering = ["renstra", "nomor"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "nomor"],
                name="misi_nomor_unik",
                violation_error_message="Nomor misi ini sudah ada dalam Renstra yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"Misi {self.nomor}"


class Landasan(RenstraPart):
    """NSPK and sasaran RPJMD on which the tujuan rest (Tabel 3.1, first column)."""

    jenis = models.CharField("jenis", max_length=20, choices=JenisLandasan)
    urutan = models.PositiveSmallIntegerField("urutan")
    uraian = models.TextField("uraian")

    class Meta:
        verbose_name = "landasan"
        verbose_name_plural = "landasan"
        ordering = ["renstra", "jenis", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "jenis", "urutan"],
                name="landasan_urutan_unik",
                violation_error_message="Urutan landasan ini sudah dipakai.",
            ),
            known_choice(
                "jenis", JenisLandasan, "landasan_jenis_dikenal", "Jenis landasan harus NSPK atau Sasaran RPJMD."
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class Tujuan(PlanRow):
    """A goal of the Renstra."""

    misi = models.ForeignKey(
        Misi, models.PROTECT, null=True, blank=True, related_name="tujuan", verbose_name="misi"
    )
    uraian = models.TextField("uraian")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ["renstra", "urutan", "kode"]
        constraints = row_constraints("tujuan")

    def __str__(self) -> str:
        return self.uraian


class Sasaran(PlanRow):
    """An objective under a tujuan."""

    tujuan = models.ForeignKey(Tujuan, models.PROTECT, related_name="sasaran", verbose_name="tujuan")
    uraian = models.TextField("uraian")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ["renstra", "urutan", "kode"]
        constraints = row_constraints("sasaran")

    def __str__(self) -> str:
        return self.uraian


class Penahapan(RenstraPart):
    """One statement of one stage (Tabel 3.2), with the outcome code as the document prints it."""

    tahap = models.PositiveSmallIntegerField("tahap")
    urutan = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode tercetak", max_length=20)
    uraian = models.TextField("uraian")

    class Meta:
        verbose_name = "penahapan"
        verbose_name_plural = "penahapan"
        ordering = ["renstra", "tahap", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "tahap", "urutan"],
                name="penahapan_urutan_unik",
                violation_error_message="Urutan ini sudah ada dalam tahap yang sama.",
            ),
            models.CheckConstraint(
                condition=Q(tahap__gte=1, tahap__lte=5),
                name="penahapan_tahap_1_5",
                violation_error_message="Tahap harus antara 1 dan 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tahap {self.tahap}: {self.uraian}"


class ArahKebijakan(RenstraPart):
    """One row of Tabel 3.3."""

    nomor = models.PositiveSmallIntegerField("nomor")
    operasionalisasi_nspk = models.TextField("operasionalisasi NSPK")
    arah_kebijakan_rpjmd = models.TextField("arah kebijakan RPJMD", blank=True)
    arah_kebijakan = models.TextField("arah kebijakan/sasaran kegiatan")
    keterangan = models.CharField("keterangan", max_length=100, blank=True)

    class Meta:
        verbose_name = "arah kebijakan"
        verbose_name_plural = "arah kebijakan"
        ordering = ["renstra", "nomor"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "nomor"],
                name="arah_kebijakan_nomor_unik",
                violation_error_message="Nomor arah kebijakan ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return self.arah_kebijakan


class Prioritas(RenstraPart):
    """One row of Tabel 4.3, kept as printed: its indicators are those of the RPJMD, not of this plan."""

    urutan = models.PositiveSmallIntegerField("urutan")
    misi = models.TextField("misi", blank=True)
    tujuan_sasaran = models.TextField("tujuan/sasaran", blank=True)
    indikator_tujuan_sasaran = models.TextField("indikator tujuan/sasaran", blank=True)
    outcome = models.TextField("outcome", blank=True)
    indikator = models.TextField("indikator", blank=True)
    program = models.ForeignKey(
        "programs.Program",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="prioritas",
        verbose_name="program",
    )
    program_tercetak = models.CharField("program tercetak", max_length=300, blank=True)

    class Meta:
        verbose_name = "prioritas"
        verbose_name_plural = "prioritas"
        ordering = ["renstra", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "urutan"],
                name="prioritas_urutan_unik",
                violation_error_message="Urutan prioritas ini sudah dipakai.",
            ),
        ]

    def __str__(self) -> str:
        return self.program_tercetak or self.tujuan_sasaran
