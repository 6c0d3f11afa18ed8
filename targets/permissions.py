"""Who may do what with a quarterly report; the one place that decides."""

from collections.abc import Iterable

from programs.choices import JenisUnit, Peran
from programs.models import Pengguna, Penugasan, UnitKerja
from targets.alur import Pelaku


def capacities(user: Pengguna, unit: UnitKerja) -> frozenset[Pelaku]:
    """Return in what capacities `user` acts on reports of `unit` today.

    Staf of the unit enter; Sekretariat accounts of the agency review; the Kepala Dinas locks, and reviews the
    Sekretariat's own report too (design section 6). Admin and readers act on no report.
    """
    if not user.is_authenticated:
        return frozenset()
    return _capacities(user.active_assignments().filter(perangkat_daerah=unit.perangkat_daerah_id), unit)


def _capacities(assignments: Iterable[Penugasan], unit: UnitKerja) -> frozenset[Pelaku]:
    found: set[Pelaku] = set()
    for assignment in assignments:
        if assignment.peran == Peran.STAF and assignment.unit_id == unit.pk:
            found.add(Pelaku.PENGISI)
        elif assignment.peran == Peran.SEKRETARIAT:
            found.add(Pelaku.PEMERIKSA)
        elif assignment.peran == Peran.KEPALA:
            found.add(Pelaku.PENGUNCI)
            if unit.jenis == JenisUnit.SEKRETARIAT:
                found.add(Pelaku.PEMERIKSA)
    return frozenset(found)


def may_enter(user: Pengguna, unit: UnitKerja) -> bool:
    """Whether `user` writes the reports of `unit`."""
    return Pelaku.PENGISI in capacities(user, unit)


def entry_units(user: Pengguna) -> list[UnitKerja]:
    """Return the units whose reports `user` writes, in their order."""
    assignments = user.active_assignments().filter(peran=Peran.STAF).select_related("unit__perangkat_daerah")
    units = {assignment.unit for assignment in assignments if assignment.unit}
    return sorted(units, key=lambda unit: (unit.perangkat_daerah_id, unit.urutan, unit.kode))


def agency_roles(user: Pengguna) -> frozenset[str]:
    """Return the roles `user` holds anywhere today."""
    return frozenset(user.active_assignments().values_list("peran", flat=True))
