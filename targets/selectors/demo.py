"""Whether what is read is the demo's own."""

from programs.choices import JenisDokumen
from programs.models import Renstra

NOMOR_DEMO = "DEMO/"
"""How the number of the demo's rencana aksi begins; no reported figure of the demo is there without it."""


def holds_demo(renstra: Renstra) -> bool:
    """Return whether `load_demo` put figures under this Renstra, whatever `DEMO` says now."""
    return renstra.dokumen.filter(jenis=JenisDokumen.RENAKSI, nomor__startswith=NOMOR_DEMO).exists()
