"""Master data of organisation and plan in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from programs import models

admin.site.unregister(Group)


class PenugasanInline(admin.TabularInline[models.Penugasan, models.Pengguna]):
    model = models.Penugasan
    extra = 0
    autocomplete_fields = ["perangkat_daerah", "unit"]


@admin.register(models.Pengguna)
class PenggunaAdmin(UserAdmin[models.Pengguna]):
    inlines = [PenugasanInline]


class PejabatInline(admin.TabularInline[models.Pejabat, models.Jabatan]):
    model = models.Pejabat
    extra = 0


@admin.register(models.Jabatan)
class JabatanAdmin(admin.ModelAdmin[models.Jabatan]):
    list_display = ["nama", "jenis", "unit", "urutan"]
    list_filter = ["jenis"]
    search_fields = ["nama", "kode"]
    inlines = [PejabatInline]


class CodedAdmin(admin.ModelAdmin[Any]):
    list_display = ["kode", "nama", "renstra"]
    list_filter = ["renstra"]
    search_fields = ["kode", "nama"]


class TextAdmin(admin.ModelAdmin[Any]):
    list_display = ["__str__", "renstra"]
    list_filter = ["renstra"]
    search_fields = ["uraian"]


@admin.register(models.Program)
class ProgramAdmin(CodedAdmin):
    list_display = ["kode", "nama", "unit", "sasaran"]
    list_filter = ["renstra", "unit"]


@admin.register(models.Subkegiatan)
class SubkegiatanAdmin(CodedAdmin):
    list_display = ["kode", "nama", "unit"]
    list_filter = ["renstra", "unit"]
    autocomplete_fields = ["kegiatan"]


class NamedAdmin(admin.ModelAdmin[Any]):
    list_display = ["nama", "kode"]
    search_fields = ["nama", "kode"]


admin.site.register([models.Urusan, models.BidangUrusan, models.Kegiatan], CodedAdmin)
admin.site.register([models.Tujuan, models.Sasaran, models.Misi, models.Landasan, models.Penahapan], TextAdmin)
admin.site.register(
    [models.PemerintahDaerah, models.PerangkatDaerah, models.UnitKerja, models.Renstra], NamedAdmin
)
admin.site.register([models.ArahKebijakan, models.Prioritas, models.Nomenklatur])
