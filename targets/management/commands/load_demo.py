from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from indicators.models import Indikator
from programs.management.demo import AWALAN, ensure_people, staff_name
from programs.models import Pengguna, Renstra
from targets.management.demo import CARA
from targets.management.demo.cerita import Tokoh, tell
from targets.management.demo.rencana import TAHUN, ensure_action_plan, ensure_dates, ensure_examples
from targets.models import Bukti, EvaluasiTriwulan, Kelonggaran, LaporanTriwulan, Realisasi, RealisasiAnggaran
from targets.selectors import plan_document

RENSTRA = "dinsospm-2025"
LAPORAN = (LaporanTriwulan, Realisasi, RealisasiAnggaran, EvaluasiTriwulan, Bukti, Kelonggaran)


class Command(BaseCommand):
    help = "Memuat akun, rencana aksi, dan realisasi demo; hanya dengan DEMO=1, tidak di atas laporan orang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tanpa-angka", action="store_true", help="akun saja, tanpa realisasi")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Data demo hanya dimuat dengan DEMO=1.")
        renstra = Renstra.objects.filter(kode=RENSTRA).first()
        if renstra is None:
            raise CommandError(f"Renstra {RENSTRA} belum ada; jalankan load_renstra dahulu.")
        known = Realisasi.history.filter(history_change_reason=CARA).exists()
        if not known:
            refuse_if_used()
        created = ensure_people(renstra.perangkat_daerah)
        self.stdout.write(f"Akun demo siap ({created} baru); namanya diawali {AWALAN}.")
        if options["tanpa_angka"]:
            return
        planner = Pengguna.objects.get(username=f"{AWALAN}sekretariat")
        if known:
            ensure_dates(renstra, planner)
            self.stdout.write("Angka demo sudah ada; tidak ada yang diubah.")
        elif LaporanTriwulan.objects.exists():
            self.stdout.write("Angka demo tidak dimuat: akun demo sudah mengisi laporan di basis data ini.")
        else:
            self.stdout.write(f"Angka demo dimuat: {load_figures(renstra, planner)} laporan.")


def refuse_if_used() -> None:
    """Raise where any report was written by somebody who is not a demo account."""
    for model in LAPORAN:
        if model.history.exclude(history_user__username__startswith=AWALAN).exists():
            raise CommandError(
                "Basis data ini memuat laporan yang diisi orang, jadi data demo tidak dimuat. "
                "Pakai basis data lain, atau jalankan dengan DEMO=0."
            )


def load_figures(renstra: Renstra, planner: Pengguna) -> int:
    """State the demo's plan and play its reports; return how many reports there are."""
    dokumen = plan_document(renstra)
    ensure_examples(renstra, dokumen, planner)
    indicators = list(Indikator.objects.in_force(dokumen))
    for tahun in TAHUN:
        ensure_action_plan(renstra, tahun, indicators, planner)
    ensure_dates(renstra, planner)
    return tell(renstra, _cast(renstra))


def _cast(renstra: Renstra) -> Tokoh:
    demo = Pengguna.objects.filter(username__startswith=AWALAN)
    people = {user.username.removeprefix(AWALAN): user for user in demo}
    staf = {unit.kode: people[staff_name(unit)] for unit in renstra.perangkat_daerah.unit_kerja.all()}
    return Tokoh(staf, (people["sekretariat"], people["sekretariat-2"]), people["kepala"])
