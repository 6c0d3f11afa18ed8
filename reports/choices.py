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


class Penanda(Enum):
    """Who signs a report: the head of the agency, or the head of the city's Bappeda, who evaluates it."""

    KEPALA_PD = "kepala_pd"
    PENILAI = "penilai"


class JenisPekerjaan(models.TextChoices):
    """Work that takes long and is done in the background."""

    UNDUH_SEMUA = "unduh_semua", "Unduh semua"
    IMPOR_PERIKSA = "impor_periksa", "Pemeriksaan impor"
    IMPOR_TERAPKAN = "impor_terapkan", "Penerapan impor"


class StatusPekerjaan(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu giliran"
    BERJALAN = "berjalan", "Sedang dikerjakan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


OVER = (StatusPekerjaan.SELESAI, StatusPekerjaan.GAGAL, StatusPekerjaan.DIBATALKAN)


class Putusan(models.TextChoices):
    """What a file is, held against an edition."""

    ASLI = "asli", "Asli"
    BERTANDA_TANGAN = "bertanda-tangan", "Asli dengan tanda tangan elektronik tambahan"
    BERBEDA = "berbeda", "BERBEDA – bukan berkas edisi ini"


class KeadaanAngka(models.TextChoices):
    """What is known of an indicator in a quarter."""

    TERVERIFIKASI = "terverifikasi", "Terverifikasi"
    DRAF = "draf", "Belum diverifikasi"
    BELUM = "belum", "Belum dilaporkan"
    BELUM_WAKTUNYA = "belum-waktunya", "Belum waktunya"
    TANPA_TARGET = "tanpa-target", "Tanpa target"
