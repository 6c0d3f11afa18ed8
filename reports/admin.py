"""Editions are only shown: they are published from their own page. Background work has its page Pekerjaan saya."""

from django.contrib import admin
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from reports.models import Edisi
from reports.models.edisi import EdisiQuerySet

admin.site.unregister(DBTaskResult)  # what it would show is in English and tells nobody anything


@admin.register(Edisi)
class EdisiAdmin(admin.ModelAdmin[Edisi]):
    list_display = ["judul", "masa", "nomor", "tanggal", "diterbitkan_oleh", "diterbitkan_pada"]
    list_filter = ["slug", "tahun", "renstra"]
    search_fields = ["judul", "nomor_naskah", "kode"]
    exclude = ["pdf", "xlsx", "isi", "token"]

    def get_queryset(self, request: HttpRequest) -> EdisiQuerySet:
        return Edisi.objects.facts()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edisi | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edisi | None = None) -> bool:
        return False
