"""The planning documents behind a table: how they are named on it, and when their figures last changed."""

from collections.abc import Iterable
from datetime import datetime

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen
from reports.selectors.permintaan import Permintaan
from targets.selectors import last_change


def document_name(dokumen: Dokumen) -> str:
    """Return "Renja 2027 murni", "Renja Perubahan 1 2027", "Renstra 2025–2029"; what does not rule says so."""
    renstra = dokumen.renstra
    ke = f" Perubahan {dokumen.perubahan_ke}" if dokumen.perubahan_ke else ""
    if dokumen.jenis == JenisDokumen.RENSTRA:
        name = f"Renstra{ke} {renstra.tahun_awal}–{renstra.tahun_akhir}"
    else:
        unit = f" {dokumen.unit}" if dokumen.unit else ""
        name = f"{dokumen.get_jenis_display()}{ke} {dokumen.tahun}{'' if ke else ' murni'}{unit}"
    if dokumen.status != StatusDokumen.DITETAPKAN:
        return f"{name} ({dokumen.get_status_display().lower()})"
    return name


def document_names(documents: Iterable[Dokumen]) -> str:
    """Return the names of documents, each once, those of the year before the Renstra."""
    distinct = {each.pk: each for each in documents}.values()
    last = JenisDokumen.RENSTRA
    ordered = sorted(distinct, key=lambda each: (each.jenis == last, each.jenis, each.unit_id or 0))
    return ", ".join(map(document_name, ordered)) or "tidak satu dokumen pun"


def data_per(asked: Permintaan, *documents: Dokumen | None) -> datetime | None:
    """Return when a figure last changed: of the Renstra, of these documents of the year, or reported."""
    stated = last_change(asked.berlaku.plan, *filter(None, documents))
    return max(filter(None, (stated, asked.keadaan.terakhir)), default=None)
