"""The list of imports, without what only the page of one of them needs."""

from typing import Any

from django.db.models import QuerySet

from imports.models import Impor
from imports.permissions import visible_imports


def listed_imports(user: Any) -> QuerySet[Impor]:
    """Return the imports `user` sees, newest first."""
    people = ("pemilik", "diterapkan_oleh", "diurungkan_oleh", "perangkat_daerah", "pekerjaan")
    return visible_imports(user).select_related(*people).defer("isi", "temuan", "jawaban")
