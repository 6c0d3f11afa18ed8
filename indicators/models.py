"""Outcome and output statements, and the indicators that measure tujuan, sasaran, bidang urusan and hasil."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas, RumusNegatif
from programs.models import (
    BidangUrusan,
    Kegiatan,
    PlanRow,
    Program,
    Sasaran,
    Subkegiatan,
    Tujuan,
    UnitKerja,
    row_constraints,
)
from renstra.lib.constraints import exactly_one, known_choice
from renstra.lib.permissions import AgencyModel


class Hasil(PlanRow):
    """An outcome (of a program) or output (of a kegiatan or subkegiatan); its `kode` is parent # urutan."""

    kode = models.CharField(
        "kode",
        max_length=30,
        blank=True,
        help_text="Kosongkan; diisi dari kode induk dan urutan, misalnya 1.06.04#1.",
    )
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
        ordering = ["renstra", "kode"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("program", "kegiatan", "subkegiatan"),
                name="hasil_satu_induk",
                violation_error_message="Hasil harus milik tepat satu program, kegiatan, atau subkegiatan.",
            ),
            *row_constraints("hasil"),
            models.CheckConstraint(
                condition=Q(kode__regex=r"^[\d.]+#\d+$"),
                name="hasil_kode_berpola",
                violation_error_message="Kode hasil adalah kode induk, tanda #, dan urutan, misalnya 1.06.04#1.",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian

    def clean(self) -> None:
        """Make the code of a new hasil; a successor keeps its own, so it cannot move to another place."""
        parents = [row for row in (self.program, self.kegiatan, self.subkegiatan) if row]
        if len(parents) == 1:
            kode = f"{parents[0].kode}#{self.urutan}"
            self.kode = self.kode or kode
            if self.kode != kode:
                raise ValidationError(f"Kode hasil pada induk dan urutan ini harus {kode}; kosongkan agar terisi.")
        super().clean()

    @property
    def induk(self) -> Program | Kegiatan | Subkegiatan:
        induk = self.program or self.kegiatan or self.subkegiatan
        assert induk is not None  # noqa: S101 — held by the constraint hasil_satu_induk
        return induk


class Indikator(PlanRow):
    """A measure of exactly one tujuan, sasaran, bidang urusan or hasil.

    `polaritas`, `cara_isi`, `akumulasi_*` and `penanggung_jawab` are not printed in the Renstra; `tafsir` says
    how they were read.
    """

    FROZEN: ClassVar = (
        "satuan",
        "skala",
        "polaritas",
        "rumus_negatif",
        "cara_isi",
        "akumulasi_triwulan",
        "akumulasi_tahun",
    )
    """The fields that say how realisasi is read: they do not change once there is some."""

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
    rumus_negatif = models.CharField(
        "rumus capaian polaritas negatif", max_length=10, choices=RumusNegatif, default=RumusNegatif.SELISIH
    )
    skala = models.JSONField(
        "skala",
        blank=True,
        default=dict,
        help_text=(
            "Hanya untuk satuan bertingkat: skor tiap kode, bilangan bulat, "
            'misalnya {"WTP": 4, "WDP": 3, "TW": 2, "TMP": 1}.'
        ),
    )
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
    pembilang = models.CharField(
        "pembilang", max_length=200, blank=True, help_text="Yang dihitung di atas garis; persentase mengikutinya."
    )
    penyebut = models.CharField("penyebut", max_length=200, blank=True, help_text="Yang dihitung di bawah garis.")
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
            *row_constraints("indikator"),
            models.CheckConstraint(
                condition=Q(pembilang="", penyebut="") | (~Q(pembilang="") & ~Q(penyebut="")),
                name="indikator_bagian_berpasangan",
                violation_error_message="Pembilang dan penyebut diisi keduanya atau dikosongkan keduanya.",
            ),
            *(
                known_choice(field, choices, f"indikator_{field}_dikenal", "Pilihan tidak dikenal.")
                for field, choices in (
                    ("polaritas", Polaritas),
                    ("rumus_negatif", RumusNegatif),
                    ("cara_isi", CaraIsi),
                    ("frekuensi", Frekuensi),
                    ("akumulasi_triwulan", Akumulasi),
                    ("akumulasi_tahun", Akumulasi),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        super().clean()
        wrong = [*self._scale_errors(), *self._percentage_errors(), *self._frozen_errors()]
        if wrong:
            raise ValidationError(wrong)

    def _scale_errors(self) -> list[str]:
        skala: Any = self.skala
        whole = isinstance(skala, dict) and all(type(skor) is int for skor in skala.values())
        if not whole or len(set(skala.values())) != len(skala):
            return [
                'Skala memuat kode dengan skor bilangan bulat yang berbeda-beda, misalnya {"WTP": 4, "WDP": 3}.'
            ]
        return []

    @property
    def is_percentage(self) -> bool:
        """Whether the unit is a percentage; the Renstra spells the word in three ways."""
        return self.satuan.strip().lower().startswith(("%", "persen", "presen"))

    def _percentage_errors(self) -> list[str]:
        """Refuse to add up percentages: four quarters of 50 % are no 200 %.

        One that stands already, or the copy that replaces it, may go on as it is: its reading may be frozen.
        """
        ways = {"akumulasi triwulan": self.akumulasi_triwulan, "akumulasi tahun": self.akumulasi_tahun}
        summed = [name for name, way in ways.items() if way == Akumulasi.JUMLAH]
        if not summed or not self.is_percentage or self.pembilang:
            return []
        names = ("satuan", "pembilang", "akumulasi_triwulan", "akumulasi_tahun")
        before = Indikator.objects.filter(pk__in=[self.pk or self.menggantikan_id]).values(*names).first()
        if before == {name: getattr(self, name) for name in names}:
            return []
        return [
            f"Persentase tidak dapat dijumlahkan: pilih {' dan '.join(summed)} posisi akhir, rata-rata, atau "
            "maksimum, atau isi pembilang dan penyebutnya."
        ]

    def _frozen_errors(self) -> list[str]:
        """Refuse another reading of figures already reported; the change makes a successor instead."""
        stored = Indikator.objects.filter(pk=self.pk).values(*self.FROZEN).first() or {}
        changed = [name for name, value in stored.items() if getattr(self, name) != value]
        if not changed or not self.has_realisasi():
            return []
        names = ", ".join(str(self._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        return [
            f"Indikator {self.kode} sudah mempunyai realisasi, jadi {names} tidak dapat diubah; "
            "buat indikator penggantinya lewat Renstra Perubahan."
        ]

    def has_realisasi(self) -> bool:
        """Whether any kind of realisasi has been stored for this version of the indicator."""
        return any(
            link.related_model._default_manager.filter(**{link.field.name: self.pk}).exists()
            for link in self._meta.related_objects
            if isinstance(link.related_model, type) and issubclass(link.related_model, RealisasiRow)
        )

    def scores(self) -> dict[str, Decimal]:
        """Return the score of each code of a graded unit, best first; empty for a unit that is a plain number."""
        best_first = sorted(self.skala.items(), key=lambda item: -item[1])
        return {kode: Decimal(skor) for kode, skor in best_first}


class RealisasiRow(AgencyModel):
    """Base of the figures an indicator achieved: while one is stored, the indicator's reading is frozen."""

    agency_path = "indikator__renstra__perangkat_daerah"

    indikator = models.ForeignKey(
        Indikator, models.PROTECT, related_name="%(class)s_set", verbose_name="indikator"
    )

    class Meta:
        abstract = True
