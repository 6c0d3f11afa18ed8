"""Search by code or word over the plan in force, as far as the person may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from indicators.models import Indikator
from programs.choices import StatusDokumen
from programs.models import Kegiatan, Program, Subkegiatan
from targets.selectors.kerja import latest_quarters
from targets.selectors.lembar import parent_of

BERLAKU = Q(mulai__status=StatusDokumen.DITETAPKAN) & (Q(akhir=None) | ~Q(akhir__status=StatusDokumen.DITETAPKAN))
"""A row of the plan in force: begun by an enacted document; what a rancangan begins or ends does not count yet."""
PALING_SEDIKIT = 2
PALING_BANYAK = 50


@dataclass(frozen=True, slots=True)
class Temuan:
    """One row of the plan; `laporan` is the place of its latest quarter (indicators only)."""

    kode: str
    nama: str
    daerah: str
    program: str = ""
    laporan: tuple[str, str, int, int] | None = None
    kunci: str = ""


@dataclass(frozen=True, slots=True)
class Kelompok:
    """What was found of one kind, and how many more there are."""

    judul: str
    temuan: tuple[Temuan, ...]
    lagi: int


def search_plan(user: Any, q: str, at: datetime) -> list[Kelompok]:
    """Return the rows whose code begins with `q`, or whose name holds every word of it; empty groups left out."""
    if len(q) < PALING_SEDIKIT:
        return []
    groups = [
        _group(str(model._meta.verbose_name).capitalize(), _matching(model, user, q, "nama"), _coded)
        for model in (Program, Kegiatan, Subkegiatan)
    ]
    return [group for group in (*groups, _indicators(user, q, at)) if group.temuan]


def _matching(model: Any, user: Any, q: str, *fields: str) -> QuerySet[Any]:
    words = Q()
    for word in q.split():
        words &= Q(*[(f"{field}__icontains", word) for field in fields], _connector=Q.OR)
    rows = model.objects.visible_to(user).filter(BERLAKU).filter(Q(kode__startswith=q) | words)
    found: QuerySet[Any] = rows.select_related("renstra__perangkat_daerah").order_by("renstra", "kode")
    return found


def _group(title: str, rows: QuerySet[Any], found: Any) -> Kelompok:
    total = rows.count()
    return Kelompok(title, tuple(found(row) for row in rows[:PALING_BANYAK]), max(0, total - PALING_BANYAK))


def _coded(row: Any) -> Temuan:
    return Temuan(
        row.kode, row.nama, row.renstra.perangkat_daerah.nama_singkat, program=row.kode[: len("1.06.01")]
    )


def _indicators(user: Any, q: str, at: datetime) -> Kelompok:
    """Return indicators by name, definition, or the code of the row they measure."""
    rows = _matching(Indikator, user, q, "nama", "definisi")
    measured = Q(
        *[(f"hasil__{level}__kode__startswith", q) for level in ("program", "kegiatan", "subkegiatan")],
        _connector=Q.OR,
    )
    by_code = Indikator.objects.visible_to(user).filter(BERLAKU, measured).values("pk")
    both = Indikator.objects.filter(Q(pk__in=by_code) | Q(pk__in=rows.order_by().values("pk")))
    parents = ("tujuan", "sasaran", "bidang_urusan", "hasil__program", "hasil__kegiatan", "hasil__subkegiatan")
    related = both.select_related("renstra__perangkat_daerah", "penanggung_jawab__perangkat_daerah", *parents)
    ordered = related.order_by("renstra", "kode")
    agencies = sorted({row.renstra.perangkat_daerah_id for row in ordered[:PALING_BANYAK]})
    latest = latest_quarters(agencies, at)
    return _group("Indikator", ordered, lambda row: _indicator(row, latest))


def _indicator(row: Indikator, latest: dict[int, tuple[int, int]]) -> Temuan:
    agency, unit = row.renstra.perangkat_daerah, row.penanggung_jawab
    tahun, triwulan = latest[agency.pk]
    place = (agency.kode, unit.kode, tahun, triwulan)
    return Temuan(
        parent_of(row).kode, row.nama, f"{agency.nama_singkat}, {unit}", laporan=place, kunci=f"i{row.pk}"
    )


def found(groups: Sequence[Kelompok]) -> int:
    return sum(len(group.temuan) + group.lagi for group in groups)
