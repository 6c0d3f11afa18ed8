"""The settings an agency computes with."""

from programs.models import PerangkatDaerah
from targets.models import PengaturanKinerja


def settings_of(agency: PerangkatDaerah) -> PengaturanKinerja:
    """Return the agency's settings, the defaults where it has none."""
    return PengaturanKinerja.objects.filter(perangkat_daerah=agency).first() or PengaturanKinerja(
        perangkat_daerah=agency
    )
