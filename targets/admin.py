from django.contrib import admin

from programs.models import Dokumen
from targets import models


@admin.register(Dokumen)
class DokumenAdmin(admin.ModelAdmin[Dokumen]):
    list_display = ["__str__", "renstra", "status", "nomor", "tanggal"]
    list_filter = ["jenis", "status"]
    search_fields = ["nomor", "renstra__nama"]


@admin.register(models.Target)
class TargetAdmin(admin.ModelAdmin[models.Target]):
    list_display = ["indikator", "tahun", "jenis", "nilai"]
    list_filter = ["dokumen", "tahun", "jenis"]
    search_fields = ["indikator__nama", "indikator__kode"]
    autocomplete_fields = ["dokumen", "indikator"]


@admin.register(models.Pagu)
class PaguAdmin(admin.ModelAdmin[models.Pagu]):
    list_display = ["subkegiatan", "tahun", "nilai", "sumber_dana"]
    list_filter = ["dokumen", "tahun"]
    search_fields = ["subkegiatan__nama", "subkegiatan__kode"]
    autocomplete_fields = ["dokumen", "subkegiatan"]


@admin.register(models.RealisasiTahunan)
class RealisasiTahunanAdmin(admin.ModelAdmin[models.RealisasiTahunan]):
    list_display = ["indikator", "tahun", "nilai", "sumber"]
    list_filter = ["tahun"]
    autocomplete_fields = ["indikator"]


@admin.register(models.NilaiTercetak)
class NilaiTercetakAdmin(admin.ModelAdmin[models.NilaiTercetak]):
    list_display = ["tabel", "baris", "kolom", "teks", "nilai", "sumber"]
    list_filter = ["dokumen", "tabel"]
    search_fields = ["baris", "teks"]


@admin.register(models.CatatanSumber)
class CatatanSumberAdmin(admin.ModelAdmin[models.CatatanSumber]):
    list_display = ["tempat", "jenis", "uraian"]
    list_filter = ["dokumen", "jenis"]
    search_fields = ["tempat", "uraian"]
