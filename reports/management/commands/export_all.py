from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from reports.choices import Kesempatan
from reports.exports.kumpulan import Kumpulan, write_zip
from reports.management.pilihan import signing_day, whole_file
from reports.selectors.permintaan import Permintaan
from targets.selectors.angka import renstra_of


class Command(BaseCommand):
    help = "Menulis semua laporan satu kesempatan (PDF, Excel, dan satu buku kerja bersama) ke sebuah ZIP."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kesempatan", choices=Kesempatan.values)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--quarter", type=int, choices=range(1, 5), default=4)
        parser.add_argument("--dengan-draf", action="store_true", help="hitung juga yang belum diverifikasi")
        parser.add_argument("--renstra", default="dinsospm-2025", help="kode Renstra")
        parser.add_argument(
            "--semua", action="store_true", help="semua perangkat daerah, satu folder masing-masing"
        )
        parser.add_argument("--ttd", action="store_true", help="dengan kop dan tanda tangan")
        parser.add_argument("--tanggal", help="tanggal tanda tangan, misalnya 2026-11-24; bawaan: hari ini")
        parser.add_argument("--output", type=Path, required=True, help="berkas tujuan, misalnya triwulan.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sets = self.sets(options)
            with whole_file(options["output"]) as part, part.open("wb") as out:
                write_zip(out, sets, lambda name: self.stdout.write(name))
        except RenstraError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['output']} ditulis ({options['output'].stat().st_size} bita).")

    @staticmethod
    def sets(options: dict[str, Any]) -> list[Kumpulan]:
        """Return what is to be drawn: one Renstra, or with --semua that of each agency in the year."""
        plans = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah")
        if options["semua"]:
            agencies = {plan.perangkat_daerah for plan in plans}
            found = [renstra_of(agency, options["year"]) for agency in agencies]
            chosen = sorted((plan for plan in found if plan), key=lambda plan: plan.kode)
        else:
            chosen = list(plans.filter(kode=options["renstra"]))
        if not chosen:
            raise CommandError(f"Tidak ada Renstra untuk {options['year']}; periksa --renstra dan --year.")
        how: dict[str, Any] = {"triwulan": options["quarter"], "dengan_draf": options["dengan_draf"]}
        day = signing_day(options)
        return [
            Kumpulan(
                Kesempatan(options["kesempatan"]),
                Permintaan(plan, options["year"], **how),
                day,
                f"{plan.perangkat_daerah.kode}/" if options["semua"] else "",
            )
            for plan in chosen
        ]
