from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from imports.services.simpan import expire_files


class Command(BaseCommand):
    help = "Menghapus berkas impor yang sudah disimpan IMPOR_SIMPAN_HARI hari; catatan dan perubahannya tetap."

    def handle(self, *args: Any, **options: Any) -> None:
        count = expire_files(timezone.now() - timedelta(days=settings.IMPOR_SIMPAN_HARI))
        self.stdout.write(f"{count} berkas impor dihapus.")
