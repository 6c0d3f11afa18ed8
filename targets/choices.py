from django.db import models


class JenisDokumen(models.TextChoices):
    RENSTRA = "renstra", "Renstra"
    RENJA = "renja", "Renja"
    DPA = "dpa", "DPA"
    PK = "pk", "Perjanjian Kinerja"
    RENAKSI = "renaksi", "Rencana Aksi"


class StatusDokumen(models.TextChoices):
    RANCANGAN = "rancangan", "Rancangan"
    DITETAPKAN = "ditetapkan", "Ditetapkan"
    DICABUT = "dicabut", "Dicabut"


class JenisTarget(models.TextChoices):
    TAHUNAN = "tahunan", "Tahunan"
    AKHIR_PERIODE = "akhir_periode", "Akhir periode"


class JenisCatatan(models.TextChoices):
    TIDAK_TERBACA = "tidak_terbaca", "Tidak terbaca"
    MERAGUKAN = "meragukan", "Meragukan"
    PERTENTANGAN = "pertentangan", "Pertentangan"
    PENILAIAN = "penilaian", "Penilaian"
