from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from renstra.lib.errors import RenstraError
from reports.exports.lkj import export_lkj
from reports.management.pilihan import find_renstra, require_year, write_file
from reports.selectors.permintaan import Permintaan


class Command(BaseCommand):
    help = "Menulis Bab III LKj suatu tahun sebagai dokumen Word."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="tahun LKj")
        parser.add_argument("--dengan-draf", action="store_true", help="hitung juga yang belum diverifikasi")
        parser.add_argument("--renstra", default="dinsospm-2025", help="kode Renstra")
        parser.add_argument("--output", type=Path, help="berkas tujuan (.docx)")

    def handle(self, *args: Any, **options: Any) -> None:
        renstra, year = find_renstra(options["renstra"]), options["year"]
        require_year(renstra, year, renstra.tahun_akhir)
        try:
            result = export_lkj(Permintaan(renstra, year, dengan_draf=options["dengan_draf"]))
        except RenstraError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(write_file(options["output"] or Path(result.name), result.content))
