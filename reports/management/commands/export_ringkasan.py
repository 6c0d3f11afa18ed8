from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from renstra.lib.errors import RenstraError
from reports.exports.ringkasan import UKURAN, export_ringkasan
from reports.management.pilihan import find_renstra, require_year, write_file
from reports.selectors.dasbor import Dasbor
from reports.selectors.permintaan import Permintaan


class Command(BaseCommand):
    help = "Menulis ringkasan eksekutif satu triwulan ke berkas PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ukuran", nargs="?", default="satu-halaman", help=", ".join(UKURAN))
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--quarter", type=int, choices=range(1, 5), required=True)
        parser.add_argument("--dengan-draf", action="store_true", help="hitung juga yang belum diverifikasi")
        parser.add_argument("--renstra", default="dinsospm-2025", help="kode Renstra")
        parser.add_argument("--output", type=Path, help="berkas tujuan")

    def handle(self, *args: Any, **options: Any) -> None:
        renstra = find_renstra(options["renstra"])
        require_year(renstra, options["year"], renstra.tahun_akhir)
        asked = Permintaan(renstra, options["year"], options["quarter"], options["dengan_draf"])
        try:
            result = export_ringkasan(Dasbor(asked, timezone.now()), options["ukuran"])
        except RenstraError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(write_file(options["output"] or Path(result.name), result.content))
