from django.db import models


class JenisUnit(models.TextChoices):
    SEKRETARIAT = "sekretariat", "Sekretariat"
    BIDANG = "bidang", "Bidang"
    UPTD = "uptd", "UPTD"


class Peran(models.TextChoices):
    STAF = "staf", "Staf bidang"
    SEKRETARIAT = "sekretariat", "Sekretariat (perencana)"
    KEPALA = "kepala", "Kepala Dinas"
    ADMIN = "admin", "Admin"
    PEMBACA_KOTA = "pembaca_kota", "Pembaca kota (Bappeda, Inspektorat)"


class JenisJabatan(models.TextChoices):
    KEPALA_DAERAH = "kepala_daerah", "Kepala daerah"
    KEPALA_PD = "kepala_pd", "Kepala perangkat daerah"
    KEPALA_UNIT = "kepala_unit", "Kepala unit kerja"
    LAIN = "lain", "Jabatan lain"


class StatusPejabat(models.TextChoices):
    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."
    PJ = "pj", "Pj."


class JenisLandasan(models.TextChoices):
    NSPK = "nspk", "NSPK"
    SASARAN_RPJMD = "sasaran_rpjmd", "Sasaran RPJMD"


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
