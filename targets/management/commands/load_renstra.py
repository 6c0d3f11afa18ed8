from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from renstra.lib.errors import RenstraError
from targets.importers.renstra import load_renstra


class Command(BaseCommand):
    help = "Memuat Renstra dari berkas data; membuat yang belum ada, mendaftar yang berbeda."

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = Path(settings.BASE_DIR) / "fixtures" / "batam-2025-2029"
        parser.add_argument("--folder", type=Path, default=default, help="folder berkas data")
        parser.add_argument("--timpa", action="store_true", help="terapkan isi berkas pada baris yang berbeda")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_renstra(options["folder"], overwrite=options["timpa"])
        except RenstraError as error:
            raise CommandError(f"{error} Tidak ada yang disimpan.") from error
        for difference in report.differences:
            self.stdout.write(f"berbeda: {difference}")
        self.stdout.write(
            f"Renstra dimuat: {report.created} baris baru, {report.unchanged} sudah sama, "
            f"{len(report.differences)} perbedaan, {report.overwritten} baris ditimpa."
        )
