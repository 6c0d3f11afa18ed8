"""The whole city: one line for each perangkat daerah a reader may read, from its own dashboard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, PerangkatDaerah, Renstra
from reports.selectors.dasbor import Dasbor, Kesehatan
from reports.selectors.permintaan import Permintaan
from targets.formulas import Hasil


@dataclass(frozen=True, slots=True)
class BarisKota:
    """An agency in a quarter: how complete, the mean judged capaian of its IKU, and its serapan."""

    agency: PerangkatDaerah
    kesehatan: Kesehatan
    iku: Hasil
    serapan: Hasil
    perhatian: int


def ruling_plans(visible: Iterable[Renstra], tahun: int) -> list[Renstra]:
    """Return of each agency the newest of some enacted Renstra whose period holds the year, by agency code."""
    newest: dict[int, Renstra] = {}
    for plan in sorted(visible, key=lambda each: (each.tahun_awal, each.pk)):
        if plan.tahun_awal <= tahun <= plan.tahun_akhir:
            newest[plan.perangkat_daerah_id] = plan
    return sorted(newest.values(), key=lambda each: each.perangkat_daerah.kode)


def enacted(plans: object) -> object:
    """Narrow a queryset of Renstra to those with an enacted document."""
    ruling = Dokumen.objects.filter(jenis=JenisDokumen.RENSTRA, status=StatusDokumen.DITETAPKAN)
    return plans.filter(pk__in=ruling.values("renstra"))  # type: ignore[attr-defined]


def city_row(renstra: Renstra, tahun: int, triwulan: int, at: datetime, *, dengan_draf: bool) -> BarisKota:
    """Return the line of an agency; what its own front page says, so at most as many queries (15)."""
    found = Dasbor(Permintaan(renstra, tahun, triwulan, dengan_draf), at)
    judged = [each for each in found.penilaian.values() if each.indikator.iku]
    uang = found.evaluasi.total.uang
    return BarisKota(
        agency=renstra.perangkat_daerah,
        kesehatan=found.kesehatan,
        iku=found.rata(judged),
        serapan=uang.tingkat_tahun if uang else Hasil(None, "pagu belum ditetapkan"),
        perhatian=len(found.perhatian),
    )
