"""The demo people: an account for every role and every unit, all with the password of the sign-in page."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from programs.choices import JenisUnit, Peran
from programs.models import Pengguna, Penugasan, PerangkatDaerah, UnitKerja

AWALAN = "demo-"
MULAI = date(2025, 1, 1)
"""Since when the demo people hold their roles: before the first figure they enter."""
ROLES = (
    ("kepala", Peran.KEPALA),
    ("sekretariat", Peran.SEKRETARIAT),
    ("sekretariat-2", Peran.SEKRETARIAT),
    ("admin", Peran.ADMIN),
    ("pembaca", Peran.PEMBACA_KOTA),
)


def ensure_people(agency: PerangkatDaerah) -> int:
    """Create the demo accounts that are absent, as demo by name and surname; return how many."""
    wanted: dict[str, tuple[Peran, UnitKerja | None]] = {name: (peran, None) for name, peran in ROLES}
    wanted |= {staff_name(unit): (Peran.STAF, unit) for unit in agency.unit_kerja.all()}
    known = set(Pengguna.objects.filter(username__startswith=AWALAN).values_list("username", flat=True))
    absent = {name: role for name, role in wanted.items() if f"{AWALAN}{name}" not in known}
    if not absent:
        return 0
    password = make_password(settings.DEMO_PASSWORD)  # once: hashing it for each takes longer than all the rest
    for name, (peran, unit) in absent.items():
        _create(name, peran, unit, agency, password)
    return len(absent)


def staff_name(unit: UnitKerja) -> str:
    """Return the name, without the prefix, of the account that enters the reports of a unit."""
    return "staf-sekretariat" if unit.jenis == JenisUnit.SEKRETARIAT else unit.kode


def _create(name: str, peran: Peran, unit: UnitKerja | None, agency: PerangkatDaerah, password: str) -> None:
    is_admin = peran == Peran.ADMIN
    number = " 2" if name.endswith("-2") else ""
    rights: dict[str, Any] = {"is_staff": is_admin, "is_superuser": is_admin}
    user = Pengguna.objects.create(
        username=f"{AWALAN}{name}",
        first_name="Demo",
        last_name=f"Staf {unit.nama}" if unit else f"{peran.label}{number}",
        password=password,
        **rights,
    )
    Penugasan.objects.create(pengguna=user, perangkat_daerah=agency, unit=unit, peran=peran, mulai=MULAI)
