"""Planning documents, and the rows of the plan that they begin and end."""

from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from programs.choices import JenisDokumen, StatusDokumen
from programs.models.organisasi import Jabatan, UnitKerja
from programs.models.renstra import Renstra, RenstraPart
from renstra.lib.constraints import known_choice
from renstra.lib.history import Riwayat
from renstra.lib.permissions import AgencyModel, RestrictedQuerySet

R = TypeVar("R", bound="PlanRow", covariant=True)


class Dokumen(AgencyModel):
    """A planning document. Only `ditetapkan` counts; a Renja, DPA or PK rules its own `tahun`.

    `unit` and the two parties belong to a Perjanjian Kinerja, of which a year has one per unit.
    """

    agency_path = "renstra__perangkat_daerah"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="dokumen", verbose_name="Renstra")
    jenis = models.CharField("jenis", max_length=10, choices=JenisDokumen)
    tahun = models.PositiveSmallIntegerField(
        "tahun", help_text="Tahun yang diatur; untuk Renstra: tahun awal periode."
    )
    perubahan_ke = models.PositiveSmallIntegerField("perubahan ke", default=0, help_text="0 = murni")
    unit = models.ForeignKey(
        UnitKerja,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dokumen",
        verbose_name="unit kerja",
        help_text="Kosong bila dokumen berlaku untuk seluruh perangkat daerah.",
    )
    pihak_pertama = models.ForeignKey(
        Jabatan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dokumen_pihak_pertama",
        verbose_name="pihak pertama",
        help_text="Yang berjanji, pada Perjanjian Kinerja.",
    )
    pihak_kedua = models.ForeignKey(
        Jabatan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dokumen_pihak_kedua",
        verbose_name="pihak kedua",
        help_text="Atasan yang menerima janji, pada Perjanjian Kinerja.",
    )
    status = models.CharField("status", max_length=12, choices=StatusDokumen, default=StatusDokumen.RANCANGAN)
    nomor = models.CharField("nomor", max_length=100, blank=True)
    tanggal = models.DateField("tanggal", null=True, blank=True)
    berlaku_mulai = models.DateField("berlaku mulai", null=True, blank=True)

    history = Riwayat()

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["renstra", "jenis", "tahun", "perubahan_ke", "unit"]
        constraints = [
            # Two constraints, since NULL differs from NULL in a unique index.
            models.UniqueConstraint(
                fields=["renstra", "jenis", "tahun", "perubahan_ke"],
                condition=Q(unit__isnull=True),
                name="dokumen_versi_unik",
                violation_error_message="Dokumen jenis, tahun, dan perubahan ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["renstra", "jenis", "tahun", "perubahan_ke", "unit"],
                name="dokumen_versi_unit_unik",
                violation_error_message="Dokumen jenis, tahun, dan perubahan ini sudah ada untuk unit tersebut.",
            ),
            models.UniqueConstraint(
                fields=["renstra", "perubahan_ke"],
                condition=Q(jenis=JenisDokumen.RENSTRA),
                name="dokumen_renstra_perubahan_unik",
                violation_error_message="Renstra ini sudah mempunyai dokumen Renstra untuk perubahan tersebut.",
            ),
            models.CheckConstraint(
                condition=~Q(jenis__in=[JenisDokumen.RENSTRA, JenisDokumen.RENJA]) | Q(unit__isnull=True),
                name="dokumen_unit_bukan_renstra",
                violation_error_message=(
                    "Renstra dan Renja berlaku untuk seluruh perangkat daerah; kosongkan unit kerja."
                ),
            ),
            models.CheckConstraint(
                condition=Q(jenis=JenisDokumen.PK) | Q(pihak_pertama__isnull=True, pihak_kedua__isnull=True),
                name="dokumen_pihak_hanya_pk",
                violation_error_message=(
                    "Pihak pertama dan pihak kedua hanya diisi pada Perjanjian Kinerja; kosongkan keduanya."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(pihak_pertama__isnull=True)
                    | Q(pihak_kedua__isnull=True)
                    | ~Q(pihak_pertama=F("pihak_kedua"))
                ),
                name="dokumen_pihak_berbeda",
                violation_error_message="Pihak pertama dan pihak kedua harus dua jabatan yang berbeda.",
            ),
            known_choice("jenis", JenisDokumen, "dokumen_jenis_dikenal", "Jenis dokumen tidak dikenal."),
            known_choice("status", StatusDokumen, "dokumen_status_dikenal", "Status dokumen tidak dikenal."),
        ]

    def __str__(self) -> str:
        perubahan = f" Perubahan {self.perubahan_ke}" if self.perubahan_ke else ""
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.get_jenis_display()}{perubahan} {self.tahun}{unit}"

    def clean(self) -> None:
        """Refuse a unit or a party of another perangkat daerah (a post of the city has none and may sign)."""
        renstra: Renstra | None = getattr(self, "renstra", None)
        wrong = [
            f"{name.replace('_', ' ').capitalize()} milik perangkat daerah lain; pilih dari pemilik Renstra ini."
            for name in ("unit", "pihak_pertama", "pihak_kedua")
            if renstra
            and (chosen := getattr(self, name))
            and chosen.perangkat_daerah_id not in {None, renstra.perangkat_daerah_id}
        ]
        if wrong:
            raise ValidationError(wrong)


class PlanRowQuerySet(RestrictedQuerySet[R]):
    """Rows of the plan, which live from one Renstra document to another."""

    def in_force(self, dokumen: Dokumen | None) -> Self:
        """Return the rows that stand in a Renstra document, as begun by it or before and not ended by then.

        Without a document nothing stands: only a document makes a plan.
        """
        if dokumen is None:
            return self.none()
        if dokumen.jenis != JenisDokumen.RENSTRA:
            raise ValueError(f"{dokumen} begins and ends no rows of the plan; ask for a Renstra document.")
        ke = dokumen.perubahan_ke
        begun = self.filter(renstra=dokumen.renstra_id, mulai__perubahan_ke__lte=ke)
        return begun.filter(Q(akhir__isnull=True) | Q(akhir__perubahan_ke__gt=ke))


class PlanRow(RenstraPart):
    """A row of the plan in one version: from the Renstra document that begins it to the one that ends it.

    `kode` is what stays the same from version to version. A foreign key from one row to another points at the
    version in force in the ruling document; the version of any other document is found by its `kode`.
    """

    kode = models.CharField("kode", max_length=30)
    mulai = models.ForeignKey(
        Dokumen,
        models.PROTECT,
        related_name="+",
        verbose_name="dokumen awal",
        help_text="Dokumen Renstra yang memulai baris ini.",
    )
    akhir = models.ForeignKey(
        Dokumen,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dokumen akhir",
        help_text="Dokumen Renstra pertama yang tidak lagi memuat baris ini.",
    )
    menggantikan = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pengganti",
        verbose_name="menggantikan",
        help_text="Baris dokumen sebelumnya yang diganti baris ini.",
    )

    objects: ClassVar[Any] = PlanRowQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse documents and rows of another Renstra, and an end that is not after the beginning."""
        mulai: Dokumen | None = getattr(self, "mulai", None)
        wrong = self._foreign()
        if any(dokumen and dokumen.jenis != JenisDokumen.RENSTRA for dokumen in (mulai, self.akhir)):
            wrong.append("Dokumen awal dan akhir harus dokumen Renstra atau Renstra Perubahan; pilih yang lain.")
        if mulai and self.akhir and self.akhir.perubahan_ke <= mulai.perubahan_ke:
            wrong.append("Dokumen akhir harus perubahan sesudah dokumen awal; pilih yang lebih kemudian.")
        if self.menggantikan and self.menggantikan.kode != self.kode:
            wrong.append(f"Baris pengganti memakai kode baris yang digantinya: {self.menggantikan.kode}.")
        if wrong:
            raise ValidationError(wrong)
        if mulai and (absent := [row for row in self.parents() if not row.stands_in(mulai)]):
            raise ValidationError(
                [f"{row} tidak ada dalam {mulai}; pilih induk yang masih berlaku." for row in absent]
            )

    @classmethod
    def parent_fields(cls) -> list[str]:
        """Return the names of the links to the rows this kind of row hangs under or serves."""
        return [
            field.name
            for field in cls._meta.concrete_fields
            if isinstance(field.related_model, type)
            and issubclass(field.related_model, PlanRow)
            and field.name != "menggantikan"
        ]

    def parents(self) -> "list[PlanRow]":
        return [row for name in self.parent_fields() if (row := getattr(self, name, None))]

    def stands_in(self, dokumen: Dokumen) -> bool:
        """Whether a version of this row is in force in a Renstra document."""
        found: bool = type(self).objects.in_force(dokumen).filter(kode=self.kode).exists()
        return found

    def _foreign(self) -> list[str]:
        """Refuse documents and rows of another Renstra."""
        rows = [*self.parents(), getattr(self, "mulai", None), self.akhir, self.menggantikan]
        foreign = [row for row in rows if row and row.renstra_id != self.renstra_id]
        return [f"{row} milik Renstra lain; pilih dari Renstra ini." for row in foreign]

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check the constraints on `akhir` also where a form does not show it."""
        super().validate_constraints(set(exclude or ()) - {"akhir"})


def row_constraints(model: str) -> list[models.BaseConstraint]:
    """Return the constraints of a plan row, named after the model."""
    return [
        models.UniqueConstraint(
            fields=["renstra", "kode"],
            condition=Q(akhir__isnull=True),
            name=f"{model}_kode_unik",
            violation_error_message="Kode ini sudah ada dalam Renstra yang sama.",
        ),
        models.UniqueConstraint(
            fields=["renstra", "kode", "mulai"],
            name=f"{model}_kode_mulai_unik",
            violation_error_message="Kode ini sudah dimulai oleh dokumen Renstra yang sama.",
        ),
        models.CheckConstraint(
            condition=Q(akhir__isnull=True) | ~Q(akhir=F("mulai")),
            name=f"{model}_akhir_bukan_mulai",
            violation_error_message="Dokumen akhir harus perubahan sesudah dokumen awal.",
        ),
    ]
