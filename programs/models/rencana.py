"""The Renstra and its upper half: misi, landasan, tujuan, sasaran, and the tables of chapter III."""

from django.db import models
from django.db.models import F, Q

from programs.choices import JenisLandasan
from programs.models.organisasi import PerangkatDaerah
from renstra.lib.constraints import known_choice
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


class Tujuan(RenstraPart):
    """A goal of the Renstra."""

    misi = models.ForeignKey(
        Misi, models.PROTECT, null=True, blank=True, related_name="tujuan", verbose_name="misi"
    )
    kode = models.CharField("kode", max_length=10)
    uraian = models.TextField("uraian")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ["renstra", "urutan", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "kode"],
                name="tujuan_kode_unik",
                violation_error_message="Kode tujuan ini sudah ada dalam Renstra yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class Sasaran(RenstraPart):
    """An objective under a tujuan."""

    tujuan = models.ForeignKey(Tujuan, models.PROTECT, related_name="sasaran", verbose_name="tujuan")
    kode = models.CharField("kode", max_length=10)
    uraian = models.TextField("uraian")
    urutan = models.PositiveSmallIntegerField("urutan", default=1)

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ["renstra", "urutan", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["renstra", "kode"],
                name="sasaran_kode_unik",
                violation_error_message="Kode sasaran ini sudah ada dalam Renstra yang sama.",
            ),
        ]

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
