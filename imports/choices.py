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


CHECKED = (
    StatusImpor.PERLU_DIPERBAIKI,
    StatusImpor.PERLU_DIJAWAB,
    StatusImpor.SIAP,
    StatusImpor.SAMA,
)
"""States of a file that has been checked and not applied: it may be checked again."""
