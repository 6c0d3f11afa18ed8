"""The lower half of the plan: urusan > bidang urusan > program > kegiatan > subkegiatan.

Codes follow Permendagri 90/2019 (X, X.XX, X.XX.XX, X.XX.XX.2.XX, X.XX.XX.2.XX.XXXX); each level's code starts
with its parent's, which `check_plan` verifies because a database constraint cannot reach across tables.
"""

from django.db import models
from django.db.models import Q

from programs.models.dokumen import PlanRow, row_constraints
from programs.models.organisasi import UnitKerja
from programs.models.rencana import Sasaran


def code_constraints(model: str, pattern: str) -> list[models.BaseConstraint]:
    """The constraints of every plan row and the shape of the code, named after the model."""
    return [
        *row_constraints(model),
        models.CheckConstraint(
            condition=Q(kode__regex=pattern),
            name=f"{model}_kode_berpola",
            violation_error_message="Kode tidak sesuai pola nomenklatur (Permendagri 90/2019) untuk tingkat ini.",
        ),
    ]


class Coded(PlanRow):
    """A row of the plan with an official code."""

    nama = models.CharField("nama", max_length=500)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class Urusan(Coded):
    """A government affair, e.g. 1."""

    class Meta:
        verbose_name = "urusan"
        verbose_name_plural = "urusan"
        ordering = ["renstra", "kode"]
        constraints = code_constraints("urusan", r"^\d$")


class BidangUrusan(Coded):
    """A field of an urusan, e.g. 1.06."""

    urusan = models.ForeignKey(Urusan, models.PROTECT, related_name="bidang_urusan", verbose_name="urusan")

    class Meta:
        verbose_name = "bidang urusan"
        verbose_name_plural = "bidang urusan"
        ordering = ["renstra", "kode"]
        constraints = code_constraints("bidang_urusan", r"^\d\.\d{2}$")


class Program(Coded):
    """A program, e.g. 1.06.04: serves one sasaran and has one responsible unit."""

    bidang_urusan = models.ForeignKey(
        BidangUrusan, models.PROTECT, related_name="program", verbose_name="bidang urusan"
    )
    sasaran = models.ForeignKey(
        Sasaran, models.PROTECT, null=True, blank=True, related_name="program", verbose_name="sasaran"
    )
    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="program", verbose_name="unit kerja")
    dasar_unit = models.TextField(
        "dasar penunjukan unit",
        blank=True,
        help_text="Mengapa unit ini bertanggung jawab. Tafsiran pengembang sampai kantor menetapkannya.",
    )

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["renstra", "kode"]
        constraints = code_constraints("program", r"^\d\.\d{2}\.\d{2}$")


class Kegiatan(Coded):
    """An activity of a program, e.g. 1.06.04.2.01 (fourth part 2: kabupaten/kota)."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="kegiatan", verbose_name="program")

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["renstra", "kode"]
        constraints = code_constraints("kegiatan", r"^\d\.\d{2}\.\d{2}\.[12]\.\d{2}$")


class Subkegiatan(Coded):
    """The lowest coded level and the only one that stores pagu, e.g. 1.06.04.2.01.0001."""

    kegiatan = models.ForeignKey(Kegiatan, models.PROTECT, related_name="subkegiatan", verbose_name="kegiatan")
    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="subkegiatan", verbose_name="unit kerja")

    class Meta:
        verbose_name = "subkegiatan"
        verbose_name_plural = "subkegiatan"
        ordering = ["renstra", "kode"]
        constraints = code_constraints("subkegiatan", r"^\d\.\d{2}\.\d{2}\.[12]\.\d{2}\.\d{4}$")


LEVELS: dict[str, type[Coded]] = {
    "urusan": Urusan,
    "bidang_urusan": BidangUrusan,
    "program": Program,
    "kegiatan": Kegiatan,
    "subkegiatan": Subkegiatan,
}
"""The coded levels by name, top down."""
