import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from programs.models import Renstra
from reports.exports import is_ready, ready_pdf
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import TABLES, build_report
from targets.selectors import ruling_document


class Command(BaseCommand):
    help = "Menyiapkan PDF resmi yang belum jadi; dengan --watch terus berjalan sebagai pekerja latar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", type=int, metavar="DETIK", help="periksa lagi setiap sekian detik")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            self.stdout.write(f"{prepare()} PDF disiapkan.")
            if not options["watch"]:
                return
            time.sleep(options["watch"])


def prepare() -> int:
    """Render the PDFs whose content is not in the cache yet; returns how many there were.

    A changed figure is another address in the cache, so looking at every table finds exactly what changed.
    """
    made = 0
    for renstra in Renstra.objects.filter(tahun_proyeksi__isnull=False):
        dokumen = ruling_document(renstra)
        for slug in TABLES if dokumen else ():
            table = build_report(slug, Permintaan.of_plan(renstra, dokumen))
            if not is_ready(table):
                ready_pdf(table)
                made += 1
    return made
