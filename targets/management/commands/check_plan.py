import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from programs.models import Renstra
from renstra.lib.errors import RenstraError
from targets.findings import Finding
from targets.selectors import plan_document, plan_findings


class Command(BaseCommand):
    help = "Mendaftar temuan pada rencana: jumlah tercetak, pagu tanpa target, lonjakan, dan lain-lain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--renstra", default="dinsospm-2025", help="kode Renstra")
        parser.add_argument("--dokumen", type=int, metavar="PERUBAHAN_KE", help="0 = murni; bawaan: yang berlaku")
        parser.add_argument("--format", choices=["teks", "json"], default="teks")

    def handle(self, *args: Any, **options: Any) -> None:
        renstra = Renstra.objects.filter(kode=options["renstra"]).first()
        if renstra is None:
            known = ", ".join(Renstra.objects.values_list("kode", flat=True)) or "belum ada; jalankan load_renstra"
            raise CommandError(f"Renstra “{options['renstra']}” tidak dikenal. Yang ada: {known}.")
        try:
            findings = plan_findings(plan_document(renstra, options["dokumen"]))
        except RenstraError as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps([as_json(finding) for finding in findings], ensure_ascii=False, indent=1))
            return
        for finding in findings:
            self.stdout.write(f"{finding.severity:10} {finding.rule:20} {finding.place}: {finding.sentence}")
        self.stdout.write(f"{len(findings)} temuan.")


def as_json(finding: Finding) -> dict[str, str | None]:
    return {
        "aturan": finding.rule,
        "tingkat": finding.severity,
        "tempat": finding.place,
        "kalimat": finding.sentence,
        "tercetak": None if finding.printed is None else f"{finding.printed:f}",
        "terhitung": None if finding.computed is None else f"{finding.computed:f}",
    }
