from django.db import models


class StatusImpor(models.TextChoices):
    """The life of one imported file."""

    DIPERIKSA = "diperiksa", "Sedang diperiksa"
    PERLU_DIPERBAIKI = "perlu_diperbaiki", "Perlu diperbaiki"
    PERLU_DIJAWAB = "perlu_dijawab", "Menunggu jawaban"
    SIAP = "siap", "Siap diterapkan"
    SAMA = "sama", "Tidak ada yang berubah"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DIURUNGKAN = "diurungkan", "Diurungkan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"
    GAGAL = "gagal", "Gagal diperiksa"


OPEN = (
    StatusImpor.PERLU_DIPERBAIKI,
    StatusImpor.PERLU_DIJAWAB,
    StatusImpor.SIAP,
    StatusImpor.SAMA,
    StatusImpor.GAGAL,
)
"""States of a file that is neither being checked nor applied nor put aside: it may be checked again."""


class CaraAngka(models.TextChoices):
    """What a figure of a budget system's export is about."""

    TRIWULAN = "triwulan", "Triwulan itu saja"
    SD_TRIWULAN = "sd_triwulan", "Sejak Januari sampai akhir triwulan"


class BarisSumber(models.TextChoices):
    """How many rows such an export has of a subkegiatan."""

    SATU = "satu", "Satu baris per subkegiatan"
    RINCI = "rinci", "Beberapa baris per subkegiatan (misalnya per rekening), dijumlahkan"
