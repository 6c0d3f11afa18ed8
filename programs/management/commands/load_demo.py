from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from programs.choices import Peran
from programs.models import Pengguna, Penugasan, PerangkatDaerah, UnitKerja

ROLES = (
    ("kepala", Peran.KEPALA),
    ("sekretariat", Peran.SEKRETARIAT),
    ("admin", Peran.ADMIN),
    ("pembaca", Peran.PEMBACA_KOTA),
)


class Command(BaseCommand):
    help = "Membuat akun demo untuk setiap peran; hanya dengan DEMO=1."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Akun demo hanya dibuat dengan DEMO=1.")
        agency = PerangkatDaerah.objects.order_by("kode").first()
        if agency is None:
            raise CommandError("Belum ada perangkat daerah; jalankan load_renstra dahulu.")
        for name, role in ROLES:
            self.create(f"demo-{name}", role, agency, None)
        for unit in agency.unit_kerja.all():
            self.create(
                f"demo-{unit.kode}" if unit.jenis == "bidang" else "demo-staf-sekretariat",
                Peran.STAF,
                agency,
                unit,
            )
        self.stdout.write("Akun demo siap; namanya diawali demo-.")

    @staticmethod
    def create(name: str, role: Peran, agency: PerangkatDaerah, unit: UnitKerja | None) -> None:
        is_admin = role == Peran.ADMIN
        user, created = Pengguna.objects.get_or_create(
            username=name,
            defaults={
                "first_name": "Demo",
                "last_name": role.label,
                "is_staff": is_admin,
                "is_superuser": is_admin,
            },
        )
        if created:
            user.set_password(settings.DEMO_PASSWORD)
            user.save()
            Penugasan.objects.create(pengguna=user, perangkat_daerah=agency, unit=unit, peran=role)
