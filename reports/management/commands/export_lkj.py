from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from reports.exports.lkj import export_lkj
from reports.selectors.permintaan import Permintaan


class Command(BaseCommand):
    help = "Menulis Bab III LKj suatu tahun sebagai dokumen Word."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, required=True, help="tahun LKj")
        parser.add_argument("--dengan-draf", action="store_true", help="hitung juga yang belum diverifikasi")
        parser.add_argument("--renstra", default="dinsospm-2025", help="kode Renstra")
        parser.add_argument("--output", type=Path, help="berkas tujuan (.docx)")

    def handle(self, *args: Any, **options: Any) -> None:
        renstra = Renstra.objects.filter(kode=options["renstra"]).first()
        if renstra is None:
            raise CommandError(f"Renstra “{options['renstra']}” tidak ada; jalankan load_renstra dahulu.")
        year, first, last = options["year"], renstra.tahun_awal, renstra.tahun_akhir
        if not first <= year <= last:
            raise CommandError(f"Tahun {year} di luar {first}–{last}.")
        try:
            result = export_lkj(Permintaan(renstra, year, dengan_draf=options["dengan_draf"]))
        except RenstraError as error:
            raise CommandError(str(error)) from error
        output = options["output"] or Path(result.name)
        try:
            output.write_bytes(result.content)
        except OSError as error:
            raise CommandError(
                f"Berkas {output} tidak dapat ditulis: {error.strerror}. Pilih tempat lain."
            ) from error
        self.stdout.write(f"{output} ditulis ({len(result.content)} bita).")
