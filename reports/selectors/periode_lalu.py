"""Rows of Tabel 2.5 and 2.6: what the Renstra before this one aimed at and reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indikator
from programs.models import Renstra
from targets.models import RealisasiTahunan
from targets.selectors import ruling_document, targets_by_indicator


@dataclass(frozen=True, slots=True)
class BarisLalu:
    """An indicator of the period before, with target and realisasi per year."""

    key: str
    nomor: int
    nama: str
    satuan: str
    target: Mapping[int, Decimal]
    realisasi: Mapping[int, Decimal]


def previous_renstra(renstra: Renstra) -> Renstra | None:
    """Return the Renstra of the same agency that began last before this one."""
    own = Renstra.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id)
    return own.filter(tahun_awal__lt=renstra.tahun_awal).order_by("-tahun_awal").first()


def previous_years(renstra: Renstra) -> list[int]:
    """Return the years of the period before that are over when this Renstra begins: up to its baseline year."""
    before = previous_renstra(renstra)
    last = renstra.tahun_baseline or renstra.tahun_awal - 1
    return list(range(before.tahun_awal, last + 1)) if before else []


def previous_rows(renstra: Renstra, *, spm: bool) -> list[BarisLalu]:
    """Return the indicators of the period before: those of SPM, or the others."""
    before = previous_renstra(renstra)
    dokumen = ruling_document(before) if before else None
    if dokumen is None:
        return []
    targets = targets_by_indicator(dokumen)
    reached: dict[int, dict[int, Decimal]] = {}
    rows = RealisasiTahunan.objects.filter(indikator__renstra=before).order_by()
    for pk, tahun, nilai in rows.values_list("indikator", "tahun", "nilai"):
        reached.setdefault(pk, {})[tahun] = nilai
    indicators = Indikator.objects.in_force(dokumen).filter(spm=spm).order_by("urutan", "kode")
    return [
        BarisLalu(row.kode, number, row.nama, row.satuan, targets.get(row.pk, {}), reached.get(row.pk, {}))
        for number, row in enumerate(indicators, 1)
    ]
