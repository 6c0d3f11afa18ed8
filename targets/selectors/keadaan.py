"""How current the figures of a Renstra are, whether they are the demo's own, and how its agency computes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from programs.models import Dokumen, Renstra
from targets.models import (
    AnggaranTahunan,
    LaporanTriwulan,
    PengaturanKinerja,
    Realisasi,
    RealisasiAnggaran,
    RealisasiTahunan,
)
from targets.selectors.demo import DEMO_DOCUMENT
from targets.selectors.pengaturan import settings_in


@dataclass(frozen=True, slots=True)
class KeadaanData:
    """When a reported figure last changed (or one of a whole year), whether the demo's are here, the settings."""

    terakhir: datetime | None
    demo: bool
    pengaturan: PengaturanKinerja


def data_state(renstra: Renstra, tahun: int) -> KeadaanData:
    """Return the state of what is reported under a Renstra up to a year; one query."""
    reports = LaporanTriwulan.objects.filter(renstra=OuterRef("pk"), tahun__lte=tahun)
    yearly = RealisasiTahunan.objects.filter(indikator__renstra=OuterRef("pk"), tahun__lte=tahun)
    money = AnggaranTahunan.objects.filter(renstra=OuterRef("pk"), tahun__lte=tahun)
    changes: dict[str, Any] = {
        "latest": _latest(reports),
        "latest_yearly": _latest(yearly),
        "latest_money": _latest(money),
    }
    for model in (Realisasi, RealisasiAnggaran):
        rows = model._default_manager.filter(laporan__renstra=OuterRef("pk"), laporan__tahun__lte=tahun)
        changes[f"latest_{model.__name__.lower()}"] = _latest(rows)
    found: Any = (
        Renstra.objects.filter(pk=renstra.pk)
        .annotate(demo=Exists(Dokumen.objects.filter(DEMO_DOCUMENT, renstra=OuterRef("pk"))), **changes)
        .select_related("perangkat_daerah__pengaturan")
        .get()
    )
    moments = [moment for name in changes if (moment := getattr(found, name))]
    return KeadaanData(max(moments, default=None), found.demo, settings_in(found.perangkat_daerah))


def _latest(rows: Any) -> Subquery:
    return Subquery(rows.order_by("-diubah_pada").values("diubah_pada")[:1])
