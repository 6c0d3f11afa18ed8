from django.db import models


class Polaritas(models.TextChoices):
    POSITIF = "positif", "Positif (makin tinggi makin baik)"
    NEGATIF = "negatif", "Negatif (makin rendah makin baik)"
    RENTANG = "rentang", "Rentang (terbaik di antara dua batas)"


class RumusNegatif(models.TextChoices):
    SELISIH = "selisih", "Selisih: (2 × target − realisasi) / target"
    RASIO = "rasio", "Rasio: target / realisasi"


class CaraIsi(models.TextChoices):
    TRIWULAN = "triwulan", "Angka triwulan ini saja"
    SD_TRIWULAN = "sd_triwulan", "Angka sejak Januari sampai akhir triwulan"


class Frekuensi(models.TextChoices):
    TRIWULANAN = "triwulanan", "Triwulanan"
    TAHUNAN = "tahunan", "Tahunan"


class Akumulasi(models.TextChoices):
    JUMLAH = "jumlah", "Jumlah"
    POSISI_AKHIR = "posisi_akhir", "Posisi akhir"
    RATA_RATA = "rata_rata", "Rata-rata"
    MAKSIMUM = "maksimum", "Maksimum"
