"""Preparing a year: its schedule, Renja and Perjanjian Kinerja as drafts of the Renstra's figures, triwulan I.

What exists is never touched, so preparing a year again only adds what is still absent.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from indicators.models import Indikator
from programs.choices import JenisDokumen, JenisJabatan, Peran
from programs.models import Dokumen, Jabatan, Pengguna, Renstra, Subkegiatan, UnitKerja
from renstra.lib.history import sign
from targets.choices import JenisTarget
from targets.models import Jadwal, LaporanTriwulan, Pagu, Target
from targets.permissions import holds
from targets.selectors.rencana import ruling_document
from targets.services.galat import LaporanError
from targets.services.jadwal import default_schedule, ensure_schedule
from targets.services.laporan import ensure_report
from targets.services.pemberitahuan import notify, people
from targets.services.salinan import copy_rows

CARA = "siapkan tahun"


@dataclass(frozen=True, slots=True)
class RencanaDokumen:
    """A document of the year: the one there is, or what a new one would state."""

    jenis: JenisDokumen
    unit: UnitKerja | None
    ada: Dokumen | None
    target: tuple[Target, ...]
    pagu: tuple[Pagu, ...]
    target_maju: tuple[Target, ...] = ()
    pagu_maju: tuple[Pagu, ...] = ()
    """The prakiraan maju of a Renja: what the Renstra states of the year after."""

    @property
    def nama(self) -> str:
        return f"{self.jenis.label} {self.unit}" if self.unit else str(self.jenis.label)


@dataclass(frozen=True, slots=True)
class RencanaTahun:
    """What preparing a year makes (`baru` and documents that are not there) and what it leaves alone."""

    renstra: Renstra
    tahun: int
    jadwal: tuple[tuple[Jadwal, bool], ...]
    dokumen: tuple[RencanaDokumen, ...]
    laporan: tuple[tuple[UnitKerja, bool], ...]

    @property
    def lengkap(self) -> bool:
        """Whether there is nothing left to make."""
        fresh = [baru for _, baru in (*self.jadwal, *self.laporan)]
        return not any(fresh) and all(row.ada for row in self.dokumen)


def plan_year(*, renstra: Renstra, tahun: int) -> RencanaTahun:
    """Return what preparing the year would make; raises `LaporanError` where no Renstra document rules yet."""
    source = ruling_document(renstra)
    if source is None:
        raise LaporanError(f"{renstra} belum punya dokumen yang ditetapkan; tetapkan dahulu.")
    agency = renstra.perangkat_daerah
    units = _units(source)
    known = {row.triwulan: row for row in Jadwal.objects.filter(perangkat_daerah=agency, tahun=tahun)}
    quarters = (known.get(n) or default_schedule(agency, tahun, n) for n in range(1, 5))
    reported = set(
        LaporanTriwulan.objects.filter(renstra=renstra, tahun=tahun, triwulan=1).values_list("unit", flat=True)
    )
    return RencanaTahun(
        renstra=renstra,
        tahun=tahun,
        jadwal=tuple((row, row.pk is None) for row in quarters),
        dokumen=tuple(_documents(source, tahun, units)),
        laporan=tuple((unit, unit.pk not in reported) for unit in units),
    )


def _units(source: Dokumen) -> list[UnitKerja]:
    """Return the units that answer for rows of the plan."""
    answering = {
        *Indikator.objects.in_force(source).values_list("penanggung_jawab", flat=True),
        *Subkegiatan.objects.in_force(source).values_list("unit", flat=True),
    }
    return list(UnitKerja.objects.filter(pk__in=answering).select_related("perangkat_daerah"))


def _documents(source: Dokumen, tahun: int, units: list[UnitKerja]) -> list[RencanaDokumen]:
    """Return the Renja of the whole with its prakiraan maju, and one Perjanjian Kinerja for each unit."""
    targets, pagu = _figures(source, tahun)
    there = {
        (row.jenis, row.unit_id): row
        for row in Dokumen.objects.filter(renstra=source.renstra_id, tahun=tahun).order_by("perubahan_ke")
    }
    renja = JenisDokumen.RENJA
    found = [RencanaDokumen(renja, None, there.get((renja, None)), targets, pagu, *_figures(source, tahun + 1))]
    for unit in units:
        own = tuple(row for row in targets if row.indikator.penanggung_jawab_id == unit.pk)
        money = tuple(row for row in pagu if row.subkegiatan.unit_id == unit.pk)
        pk = JenisDokumen.PK
        found.append(RencanaDokumen(pk, unit, there.get((pk, unit.pk)), own, money))
    return found


def _figures(source: Dokumen, tahun: int) -> tuple[tuple[Target, ...], tuple[Pagu, ...]]:
    """Return the targets and pagu that the Renstra states of a year."""
    targets = Target.objects.filter(dokumen=source, tahun=tahun, jenis=JenisTarget.TAHUNAN)
    pagu = Pagu.objects.filter(dokumen=source, tahun=tahun)
    return (
        tuple(targets.select_related("indikator").order_by("pk")),
        tuple(pagu.select_related("subkegiatan").order_by("pk")),
    )


@transaction.atomic
def prepare_year(*, renstra: Renstra, tahun: int, user: Pengguna, at: datetime | None = None) -> RencanaTahun:
    """Make what the year lacks and return what was planned; only Sekretariat of the agency may."""
    at = at or timezone.now()
    agency = renstra.perangkat_daerah
    if not holds(user, agency, Peran.SEKRETARIAT):
        raise PermissionDenied("Hanya Sekretariat yang menyiapkan tahun.")
    Renstra.objects.select_for_update().get(pk=renstra.pk)  # two clicks make one year
    plan = plan_year(renstra=renstra, tahun=tahun)
    ensure_schedule(agency=agency, tahun=tahun, user=user)
    for row in plan.dokumen:
        if row.ada is None:
            _make(row, plan, user)
    for unit, fresh in plan.laporan:
        if fresh:
            ensure_report(renstra=renstra, unit=unit, tahun=tahun, triwulan=1, user=user)
            _tell(unit, plan, at)
    return plan


def _make(row: RencanaDokumen, plan: RencanaTahun, user: Pengguna) -> None:
    """Make a document as rancangan with copies of the Renstra's figures."""
    dokumen = Dokumen(renstra=plan.renstra, jenis=row.jenis, tahun=plan.tahun, unit=row.unit)
    if row.unit:
        dokumen.pihak_pertama = _post(JenisJabatan.KEPALA_UNIT, unit=row.unit)
        dokumen.pihak_kedua = _post(JenisJabatan.KEPALA_PD, perangkat_daerah=row.unit.perangkat_daerah)
    sign(dokumen, user, CARA)
    dokumen.full_clean()
    dokumen.save()
    for rows in (row.target, row.pagu, row.target_maju, row.pagu_maju):
        copy_rows(rows, dokumen, user, CARA)


def _post(jenis: JenisJabatan, **place: Any) -> Jabatan | None:
    """Return the one post of this kind, None where there is none or more than one to choose from."""
    posts = list(Jabatan.objects.filter(jenis=jenis, **place)[:2])
    return posts[0] if len(posts) == 1 else None


def _tell(unit: UnitKerja, plan: RencanaTahun, at: datetime) -> None:
    opens = plan.jadwal[0][0].dibuka
    notify(
        people(unit.perangkat_daerah, Peran.STAF, unit),
        agency=unit.perangkat_daerah,
        teks=f"Tahun {plan.tahun} disiapkan: triwulan I {unit} diisi mulai {opens:%d/%m/%Y}.",
        tautan=reverse("laporan", args=[unit.perangkat_daerah.kode, unit.kode, plan.tahun, 1]),
        at=at,
    )
