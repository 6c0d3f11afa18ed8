from typing import Any

from django.core.management.base import BaseCommand

from renstra.lib.security_log import log_security
from targets.services.bukti import expire_evidence


class Command(BaseCommand):
    help = "Menghapus berkas bukti yang masa simpannya berakhir menurut pengaturan; barisnya tetap."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = expire_evidence()
        for bukti in gone:
            log_security("bukti-dihapus", berkas=bukti.nama, sha256=bukti.sha256, laporan=str(bukti.laporan))
        self.stdout.write(f"{len(gone)} berkas bukti dihapus.")
