"""How one agency computes and reports: its own settings beside the house rules."""

from django.core.validators import MinValueValidator
from django.db import models

from programs.models import PerangkatDaerah
from renstra.lib.constraints import known_choice
from renstra.lib.history import Riwayat
from renstra.lib.permissions import AgencyModel
from targets.choices import PerlakuanKosong


class PengaturanKinerja(AgencyModel):
    """The settings of an agency; without a row the defaults hold (design section 4)."""

    agency_path = "perangkat_daerah"

    perangkat_daerah = models.OneToOneField(
        PerangkatDaerah, models.CASCADE, related_name="pengaturan", verbose_name="perangkat daerah"
    )
    perlakuan_kosong = models.CharField(
        "perlakuan realisasi kosong", max_length=10, choices=PerlakuanKosong, default=PerlakuanKosong.ABAIKAN
    )
    batas_rata_rata = models.PositiveSmallIntegerField(
        "batas capaian dalam rata-rata (%)",
        null=True,
        blank=True,
        default=100,
        help_text="Capaian dibatasi sekian persen sebelum dirata-ratakan; kosong berarti tanpa batas.",
    )
    tingkat_capaian_renja = models.BooleanField(
        "kolom tingkat capaian Renja pada E.81",
        default=False,
        help_text=(
            "Centang bila Bappeda meminta E.81 dengan kolom tingkat capaian Renja tahun berjalan (%) sebelum "
            "realisasi Renstra; nomor kolom sesudahnya bergeser satu."
        ),
    )
    hari_jatuh_tempo = models.PositiveSmallIntegerField(
        "hari kerja sampai jatuh tempo", default=5, validators=[MinValueValidator(1)]
    )
    hari_ditutup = models.PositiveSmallIntegerField(
        "hari kerja sampai ditutup", default=10, validators=[MinValueValidator(1)]
    )
    retensi_bukti_tahun = models.PositiveSmallIntegerField(
        "retensi bukti (tahun)", default=5, validators=[MinValueValidator(1)]
    )

    data_terbuka = models.BooleanField(
        "terbitkan data terbuka",
        default=False,
        help_text=(
            "Centang bila siapa pun, tanpa masuk, boleh membaca angka terverifikasi di /data/; tanpa centang "
            "alamat itu menjawab tidak ada."
        ),
    )

    history = Riwayat()

    class Meta:
        verbose_name = "pengaturan kinerja"
        verbose_name_plural = "pengaturan kinerja"
        ordering = ["perangkat_daerah"]
        constraints = [
            known_choice(
                "perlakuan_kosong",
                PerlakuanKosong,
                "pengaturan_kosong_dikenal",
                "Perlakuan kosong tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=models.Q(batas_rata_rata__isnull=True)
                | models.Q(batas_rata_rata__in=[100, 110, 120, 200]),
                name="pengaturan_batas_dikenal",
                violation_error_message="Batas rata-rata harus kosong, 100, 110, 120, atau 200.",
            ),
            models.CheckConstraint(
                condition=models.Q(hari_ditutup__gte=models.F("hari_jatuh_tempo")),
                name="pengaturan_hari_urut",
                violation_error_message="Hari ditutup tidak boleh sebelum jatuh tempo.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pengaturan {self.perangkat_daerah}"
