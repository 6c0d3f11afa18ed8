from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from reports.choices import Perlu
from reports.exports import FORMATS, export
from reports.management.pilihan import find_renstra, require_year, signing_day, write_file
from reports.selectors import PlanFilter
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import LAPORAN, Laporan, build_report, find_report, period
from reports.tables.tanda_tangan import with_signature
from targets.selectors import plan_document


class Command(BaseCommand):
    help = "Menulis satu tabel resmi ke berkas HTML, PDF, XLSX, CSV, atau JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="misalnya tabel-4.2")
        parser.add_argument("--list", action="store_true", help="daftar laporan")
        parser.add_argument("--format", default="pdf", help=", ".join(FORMATS))
        parser.add_argument("--year", type=int, help="kolom tahun ini saja (Tabel 4.2); tahun evaluasi")
        parser.add_argument("--quarter", type=int, choices=range(1, 5), default=4, help="triwulan evaluasi")
        parser.add_argument("--dengan-draf", action="store_true", help="hitung juga yang belum diverifikasi")
        parser.add_argument("--renstra", default="dinsospm-2025", help="kode Renstra")
        parser.add_argument("--dokumen", type=int, metavar="PERUBAHAN_KE", help="0 = murni; bawaan: yang berlaku")
        parser.add_argument("--unit", default="", help="kode unit kerja, untuk Perjanjian Kinerja unit")
        parser.add_argument("--ttd", action="store_true", help="dengan kop dan tanda tangan (PDF, Excel, HTML)")
        parser.add_argument("--tanggal", help="tanggal tanda tangan, misalnya 2026-11-24; bawaan: hari ini")
        parser.add_argument("--output", type=Path, help="berkas tujuan")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for laporan in LAPORAN.values():
                self.stdout.write(f"{laporan.slug}  {laporan.judul}")
            return
        if not options["slug"]:
            raise CommandError("Sebutkan laporan, misalnya export_report tabel-4.2; daftarnya: --list.")
        renstra = find_renstra(options["renstra"])
        if options["year"]:
            require_year(renstra, options["year"], renstra.years[-1])
        day = signing_day(options)
        try:
            laporan = find_report(options["slug"])
            asked = self.asked(laporan, renstra, options)
            table = build_report(laporan.slug, asked)
            table = with_signature(table, renstra.perangkat_daerah, day, laporan.penanda) if day else table
            result = export(table, options["format"], edition=period(laporan, asked))
        except RenstraError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(write_file(options["output"] or Path(result.name), result.content))

    @staticmethod
    def asked(laporan: Laporan, renstra: Renstra, options: dict[str, Any]) -> Permintaan:
        """Return what the options ask of the report."""
        year = options["year"]
        if laporan.perlu is Perlu.DOKUMEN:
            chosen = PlanFilter(years=(year,)) if year and laporan.disaring else None
            return Permintaan.of_plan(renstra, plan_document(renstra, options["dokumen"]), chosen)
        if not year:
            raise CommandError(f"Sebutkan tahunnya, misalnya {laporan.slug} --year 2026 --quarter 2.")
        return Permintaan(
            renstra,
            year,
            options["quarter"],
            options["dengan_draf"],
            perubahan_ke=options["dokumen"],
            unit=options["unit"],
            tanggal=signing_day(options),
        )
