"""How a planning document is named on a table that prints its figures."""

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen


def document_name(dokumen: Dokumen) -> str:
    """Return "Renja 2027 murni", "Renja Perubahan 1 2027", "Renstra 2025–2029"; what does not rule says so."""
    renstra = dokumen.renstra
    ke = f" Perubahan {dokumen.perubahan_ke}" if dokumen.perubahan_ke else ""
    if dokumen.jenis == JenisDokumen.RENSTRA:
        name = f"Renstra{ke} {renstra.tahun_awal}–{renstra.tahun_akhir}"
    else:
        name = f"{dokumen.get_jenis_display()}{ke} {dokumen.tahun}{'' if ke else ' murni'}"
    if dokumen.status != StatusDokumen.DITETAPKAN:
        return f"{name} ({dokumen.get_status_display().lower()})"
    return name
