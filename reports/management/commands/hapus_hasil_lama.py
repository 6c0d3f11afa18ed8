from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.services.pekerjaan import expire_results


class Command(BaseCommand):
    help = "Menghapus hasil unduhan yang sudah disimpan selama HASIL_SIMPAN_HARI hari, beserta catatannya."

    def handle(self, *args: Any, **options: Any) -> None:
        count = expire_results(timezone.now() - timedelta(days=settings.HASIL_SIMPAN_HARI))
        self.stdout.write(f"{count} hasil unduhan dihapus.")
