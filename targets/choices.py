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


class StatusLaporan(models.TextChoices):
    DRAF = "draf", "Draf"
    DIAJUKAN = "diajukan", "Diajukan"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    DIKUNCI = "dikunci", "Dikunci"


OPEN_STATUSES = frozenset({StatusLaporan.DRAF, StatusLaporan.DIKEMBALIKAN})
"""The states in which the figures of a report may be written; the database triggers hold the same two."""


class Aksi(models.TextChoices):
    AJUKAN = "ajukan", "Ajukan"
    TARIK = "tarik", "Tarik kembali"
    KEMBALIKAN = "kembalikan", "Kembalikan"
    VERIFIKASI = "verifikasi", "Verifikasi"
    KUNCI = "kunci", "Kunci"
    KOREKSI = "koreksi", "Buka koreksi"


class JenisKelonggaran(models.TextChoices):
    TERLAMBAT = "terlambat", "Pengisian sesudah ditutup"
    PENGEMBALIAN = "pengembalian", "Perbaikan sesudah dikembalikan"
    KOREKSI = "koreksi", "Koreksi sesudah dikunci"


class PerlakuanKosong(models.TextChoices):
    ABAIKAN = "abaikan", "Abaikan (tidak masuk rata-rata)"
    NOL = "nol", "Hitung sebagai nol sesudah dikunci"
