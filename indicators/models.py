"""Outcome and output statements, and the indicators that measure tujuan, sasaran, bidang urusan and hasil."""

from django.db import models
from django.db.models import Q

from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas
from programs.models import BidangUrusan, Kegiatan, Program, Renstra, Sasaran, Subkegiatan, Tujuan, UnitKerja
from renstra.lib.constraints import known_choice
from renstra.lib.permissions import AgencyModel


def exactly_one(*fields: str) -> Q:
    """Return the condition that exactly one of the given foreign keys is set."""
    choices = Q()
    for chosen in fields:
        choices |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return choices


class Hasil(AgencyModel):
    """An outcome (of a program) or output (of a kegiatan or subkegiatan)."""

    agency_path = "renstra__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="hasil_set", verbose_name="Renstra")
    program = models.ForeignKey(
        Program, models.PROTECT, null=True, blank=True, related_name="hasil", verbose_name="program"
    )
    kegiatan = models.ForeignKey(
        Kegiatan, models.PROTECT, null=True, blank=True, related_name="hasil", verbose_name="kegiatan"
    )
    subkegiatan = models.ForeignKey(
        Subkegiatan, models.PROTECT, null=True, blank=True, related_name="hasil", verbose_name="subkegiatan"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    uraian = models.TextField("uraian")

    class Meta:
        verbose_name = "hasil"
        verbose_name_plural = "hasil"
        ordering = ["renstra", "program", "kegiatan", "subkegiatan", "urutan"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("program", "kegiatan", "subkegiatan"),
                name="hasil_satu_induk",
                violation_error_message="Hasil harus milik tepat satu program, kegiatan, atau subkegiatan.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[parent, "urutan"],
                    name=f"hasil_urutan_{parent}_unik",
                    violation_error_message="Urutan hasil ini sudah dipakai pada induk yang sama.",
                )
                for parent in ("program", "kegiatan", "subkegiatan")
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def induk(self) -> Program | Kegiatan | Subkegiatan:
        induk = self.program or self.kegiatan or self.subkegiatan
        assert induk is not None  # noqa: S101 — held by the constraint hasil_satu_induk
        return induk


class Indikator(AgencyModel):
    """A measure of exactly one tujuan, sasaran, bidang urusan or hasil.

    `polaritas`, `cara_isi`, `akumulasi_*` and `penanggung_jawab` are not printed in the Renstra; `tafsir` says
    how they were read.
    """

    agency_path = "renstra__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="indikator_set", verbose_name="Renstra")
    kode = models.CharField("kode", max_length=30)
    tujuan = models.ForeignKey(
        Tujuan, models.PROTECT, null=True, blank=True, related_name="indikator", verbose_name="tujuan"
    )
    sasaran = models.ForeignKey(
        Sasaran, models.PROTECT, null=True, blank=True, related_name="indikator", verbose_name="sasaran"
    )
    bidang_urusan = models.ForeignKey(
        BidangUrusan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indikator",
        verbose_name="bidang urusan",
    )
    hasil = models.ForeignKey(
        Hasil, models.PROTECT, null=True, blank=True, related_name="indikator", verbose_name="hasil"
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=1)
    nama = models.TextField("indikator")
    satuan = models.CharField("satuan", max_length=60)
    polaritas = models.CharField("polaritas", max_length=10, choices=Polaritas, default=Polaritas.POSITIF)
    cara_isi = models.CharField("cara isi", max_length=15, choices=CaraIsi, default=CaraIsi.SD_TRIWULAN)
    frekuensi = models.CharField("frekuensi", max_length=12, choices=Frekuensi, default=Frekuensi.TRIWULANAN)
    akumulasi_triwulan = models.CharField("akumulasi triwulan", max_length=15, choices=Akumulasi)
    akumulasi_tahun = models.CharField("akumulasi tahun", max_length=15, choices=Akumulasi)
    penanggung_jawab = models.ForeignKey(
        UnitKerja, models.PROTECT, related_name="indikator", verbose_name="penanggung jawab"
    )
    iku = models.BooleanField("IKU", default=False)
    ikk = models.BooleanField("IKK", default=False)
    spm = models.BooleanField("SPM", default=False)
    baseline = models.DecimalField("baseline", max_digits=20, decimal_places=4, null=True, blank=True)
    definisi = models.TextField("definisi operasional", blank=True)
    rumus = models.TextField("rumus", blank=True)
    sumber_data = models.CharField("sumber data", max_length=200, blank=True)
    tafsir = models.TextField("tafsir", blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["renstra", "kode", "urutan"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("tujuan", "sasaran", "bidang_urusan", "hasil"),
                name="indikator_satu_induk",
                violation_error_message=(
                    "Indikator harus milik tepat satu tujuan, sasaran, bidang urusan, atau hasil."
                ),
            ),
            models.UniqueConstraint(
                fields=["renstra", "kode"],
                name="indikator_kode_unik",
                violation_error_message="Kode indikator ini sudah ada dalam Renstra yang sama.",
            ),
            *(
                known_choice(field, choices, f"indikator_{field}_dikenal", "Pilihan tidak dikenal.")
                for field, choices in (
                    ("polaritas", Polaritas),
                    ("cara_isi", CaraIsi),
                    ("frekuensi", Frekuensi),
                    ("akumulasi_triwulan", Akumulasi),
                    ("akumulasi_tahun", Akumulasi),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.nama
