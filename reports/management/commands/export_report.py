from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from renstra.tabular import Table
from reports.exports import FORMATS, export
from reports.selectors import PlanFilter
from reports.tables.registry import EVALUASI, TABLES, Periode, build_evaluation, build_table, edition
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
        parser.add_argument("--ttd", action="store_true", help="dengan kop dan tanda tangan (PDF, Excel, HTML)")
        parser.add_argument("--tanggal", help="tanggal tanda tangan, misalnya 2026-11-24; bawaan: hari ini")
        parser.add_argument("--output", type=Path, help="berkas tujuan")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for slug, (title, _) in (TABLES | EVALUASI).items():
                self.stdout.write(f"{slug}  {title}")
            return
        if not options["slug"]:
            raise CommandError("Sebutkan laporan, misalnya export_report tabel-4.2; daftarnya: --list.")
        renstra = Renstra.objects.filter(kode=options["renstra"]).first()
        if renstra is None:
            raise CommandError(f"Renstra “{options['renstra']}” tidak ada; jalankan load_renstra dahulu.")
        chosen = PlanFilter(years=(options["year"],)) if options["year"] else None
        if options["year"] and options["year"] not in renstra.years:
            raise CommandError(f"Tahun {options['year']} di luar {renstra.years[0]}–{renstra.years[-1]}.")
        day = signing_day(options)
        try:
            table, name = self.build(renstra, chosen, options)
            table = with_signature(table, renstra.perangkat_daerah, day) if day else table
            result = export(table, options["format"], edition=name)
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

    @staticmethod
    def build(renstra: Renstra, chosen: PlanFilter | None, options: dict[str, Any]) -> tuple[Table, str]:
        """Return the table and what its file name says beyond its slug."""
        if options["slug"] in EVALUASI:
            if not options["year"]:
                raise CommandError(f"Sebutkan tahunnya, misalnya {options['slug']} --year 2026 --quarter 2.")
            periode = Periode(options["year"], options["quarter"], options["dengan_draf"])
            name = f"{periode.tahun} tw{periode.triwulan}"
            return build_evaluation(options["slug"], renstra, periode), name
        dokumen = plan_document(renstra, options["dokumen"])
        return build_table(options["slug"], renstra, chosen, dokumen=dokumen), edition(dokumen)


def signing_day(options: dict[str, Any]) -> date | None:
    """Return the date of signing, today where --ttd names none; None without --ttd."""
    text = options["tanggal"]
    if not options["ttd"]:
        if text:
            raise CommandError("--tanggal hanya berlaku bersama --ttd.")
        return None
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise CommandError(f"--tanggal {text} keliru; tulis misalnya 2026-11-24.") from error
