"""People who sign in, and the assignments that say what each may read and write."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from programs.choices import Peran
from programs.models.organisasi import PerangkatDaerah, UnitKerja
from renstra.lib.constraints import known_choice
from renstra.lib.history import Riwayat
from renstra.lib.permissions import AgencyModel, RestrictedQuerySet


class Pengguna(AbstractUser):
    """A person with an account; rights come from `Penugasan`, never from the account itself."""

    nip = models.CharField("NIP", max_length=18, blank=True, help_text="18 angka; dapat dipakai masuk.")
    wajib_ganti_sandi = models.BooleanField(
        "wajib ganti kata sandi",
        default=False,
        help_text="Setelah masuk, pengguna harus mengganti kata sandi sebelum membuka halaman lain.",
    )

    @property
    def nama(self) -> str:
        """The name a person is shown by: the full name, else that of the account."""
        return self.get_full_name() or self.username

    def active_assignments(self) -> "models.QuerySet[Penugasan]":
        return self.penugasan.active_on(timezone.localdate())

    def reads_all(self) -> bool:
        city_wide = [Peran.ADMIN, Peran.PEMBACA_KOTA]
        return self.is_superuser or self.active_assignments().filter(peran__in=city_wide).exists()

    def readable_agency_ids(self) -> list[int]:
        return list(self.active_assignments().values_list("perangkat_daerah", flat=True).distinct())

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip="") | Q(nip__regex=r"^\d{18}$"),
                name="pengguna_nip_18_angka",
                violation_error_message="NIP harus 18 angka tanpa spasi, atau dikosongkan.",
            ),
            models.UniqueConstraint(
                fields=["nip"],
                condition=~Q(nip=""),
                name="pengguna_nip_unik",
                violation_error_message="NIP ini sudah dipakai akun lain.",
            ),
        ]


class PenugasanQuerySet(RestrictedQuerySet["Penugasan"]):
    def active_on(self, tanggal: date) -> Self:
        return self.filter(mulai__lte=tanggal).filter(Q(selesai__isnull=True) | Q(selesai__gte=tanggal))


class Penugasan(AgencyModel):
    """A role of a user in a perangkat daerah (staf: in one unit of it) for a time."""

    agency_path = "perangkat_daerah"

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="penugasan", verbose_name="pengguna")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, related_name="penugasan", verbose_name="perangkat daerah"
    )
    unit = models.ForeignKey(
        UnitKerja, models.PROTECT, null=True, blank=True, related_name="penugasan", verbose_name="unit kerja"
    )
    peran = models.CharField("peran", max_length=20, choices=Peran)
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)

    history = Riwayat()

    objects: ClassVar[Any] = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["pengguna", "-mulai", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(peran=Peran.STAF) | Q(unit__isnull=False),
                name="penugasan_staf_punya_unit",
                violation_error_message="Staf harus ditugaskan pada satu unit kerja; pilih unitnya.",
            ),
            known_choice("peran", Peran, "penugasan_peran_dikenal", "Peran tidak dikenal."),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="penugasan_masa_urut",
                violation_error_message="Tanggal selesai penugasan tidak boleh sebelum tanggal mulai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna}: {self.get_peran_display()}"
