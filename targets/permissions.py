"""Who may do what with a quarterly report; the one place that decides."""

from collections.abc import Iterable, Sequence

from programs.choices import JenisUnit, Peran
from programs.models import Pengguna, Penugasan, PerangkatDaerah, UnitKerja
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


def capacities_in(user: Pengguna, units: Sequence[UnitKerja]) -> dict[int, frozenset[Pelaku]]:
    """Return `capacities` for many units (by primary key) in one query."""
    held = list(
        user.active_assignments().filter(perangkat_daerah__in={unit.perangkat_daerah_id for unit in units})
    )
    return {
        unit.pk: _capacities([row for row in held if row.perangkat_daerah_id == unit.perangkat_daerah_id], unit)
        for unit in units
    }


def holds(user: Pengguna, agency: PerangkatDaerah, *roles: Peran) -> bool:
    """Whether `user` has one of these roles in the agency today."""
    return user.active_assignments().filter(perangkat_daerah=agency, peran__in=roles).exists()


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
