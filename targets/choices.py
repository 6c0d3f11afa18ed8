from django.db import models


class JenisTarget(models.TextChoices):
    TAHUNAN = "tahunan", "Tahunan"
    AKHIR_PERIODE = "akhir_periode", "Akhir periode"


class JenisCatatan(models.TextChoices):
    TIDAK_TERBACA = "tidak_terbaca", "Tidak terbaca"
    MERAGUKAN = "meragukan", "Meragukan"
    PERTENTANGAN = "pertentangan", "Pertentangan"
    PENILAIAN = "penilaian", "Penilaian"


class JenisPembanding(models.TextChoices):
    NSPK = "nspk", "Target NSPK"
    IKK = "ikk", "Target IKK"
    PROVINSI = "provinsi", "Capaian provinsi"
    NASIONAL = "nasional", "Capaian nasional"
