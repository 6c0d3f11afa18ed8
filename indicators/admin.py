from django.contrib import admin

from indicators.models import Hasil, Indikator


@admin.register(Hasil)
class HasilAdmin(admin.ModelAdmin[Hasil]):
    list_display = ["uraian", "induk"]
    list_select_related = ["program", "kegiatan", "subkegiatan"]
    list_filter = ["renstra"]
    search_fields = ["uraian"]
    autocomplete_fields = ["program", "kegiatan", "subkegiatan"]


@admin.register(Indikator)
class IndikatorAdmin(admin.ModelAdmin[Indikator]):
    list_display = ["kode", "nama", "satuan", "penanggung_jawab", "iku", "ikk"]
    list_filter = ["renstra", "penanggung_jawab", "iku", "ikk", "spm", "polaritas"]
    search_fields = ["kode", "nama"]
    autocomplete_fields = ["hasil", "tujuan", "sasaran", "bidang_urusan", "penanggung_jawab"]
