"""The occasions on which reports are sent."""

from enum import Enum

from django.db import models


class Kesempatan(models.TextChoices):
    """What a report is made for; a report belongs to one."""

    TRIWULAN = "triwulan", "Evaluasi triwulan"
    RENJA = "renja", "Renja"
    PK = "pk", "Perjanjian Kinerja"
    LKJ = "lkj", "LKj (LAKIP)"
    RENSTRA = "renstra", "Renstra"


class Perlu(Enum):
    """What a reader must choose for a report: a document of the Renstra, a year, or a year and a quarter."""

    DOKUMEN = "dokumen"
    TAHUN = "tahun"
    TRIWULAN = "triwulan"
