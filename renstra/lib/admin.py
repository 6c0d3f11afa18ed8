"""Admin pages that show the kept history of a row, and pages that only show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from renstra.lib.history import sign
from renstra.lib.numbers import format_number, format_tanggal
from renstra.lib.waktu import format_waktu

CARA = "data induk"
JENIS = {"+": "dibuat", "~": "diubah", "-": "dihapus"}


@dataclass(frozen=True, slots=True)
class Catatan:
    """One record of a row's history: who, when, by what way, and each value that changed."""

    pada: datetime
    oleh: str
    jenis: str
    cara: str
    perubahan: tuple[tuple[str, str, str], ...]


class RiwayatAdmin(admin.ModelAdmin[Any]):
    """Shows every change of a row, whichever way it was written, instead of the log of admin actions alone."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"Riwayat {self.opts.verbose_name}",
            "object": row,
            "opts": self.opts,
            "riwayat": read_history(row),
        }
        return TemplateResponse(request, "admin/riwayat.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        sign(obj, request.user, CARA)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        sign(obj, request.user, CARA)
        super().delete_model(request, obj)


class BacaAdmin(RiwayatAdmin):
    """Only shows: the rows are written by services, which check state, period and role."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def read_history(row: Any) -> list[Catatan]:
    """Return the records of a row, newest first, each with what it changed of the one before."""
    records = list(row.history.select_related("history_user").order_by("history_date", "history_id"))
    fields = [field for field in row._meta.concrete_fields if field.name not in {"id", "diubah_pada"}]
    pairs = zip([None, *records], records, strict=False)
    return [_record(before, record, fields) for before, record in pairs][::-1]


def _record(before: Any, record: Any, fields: Sequence[models.Field[Any, Any]]) -> Catatan:
    changed = [
        (str(field.verbose_name), _shown(before, field), _shown(record, field))
        for field in fields
        if getattr(before, field.attname, None) != getattr(record, field.attname)
    ]
    author = record.history_user
    return Catatan(
        pada=record.history_date,
        oleh=(author.get_full_name() or author.get_username()) if author else "Sistem",
        jenis=JENIS[record.history_type],
        cara=record.history_change_reason or "",
        perubahan=tuple(changed) if record.history_type != "-" else (),
    )


def _shown(record: Any, field: models.Field[Any, Any]) -> str:
    """Write one value as a person reads it."""
    if record is None or getattr(record, field.attname) in (None, ""):
        return "kosong"
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    value = getattr(record, field.name if field.is_relation else field.attname, None)
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, datetime):
        return format_waktu(value)
    return format_tanggal(value) if isinstance(value, date) else str(value)
