"""The settings an agency computes with."""

from programs.models import PerangkatDaerah
from targets.models import PengaturanKinerja


def settings_of(agency: PerangkatDaerah) -> PengaturanKinerja:
    """Return the agency's settings, the defaults where it has none."""
    found = PengaturanKinerja.objects.filter(perangkat_daerah=agency).first()
    return found or PengaturanKinerja(perangkat_daerah=agency)


def settings_in(agency: PerangkatDaerah) -> PengaturanKinerja:
    """Return the settings that were read together with the agency (`select_related("pengaturan")`)."""
    found: PengaturanKinerja | None = getattr(agency, "pengaturan", None)
    return found or PengaturanKinerja(perangkat_daerah=agency)
