"""The one rancangan an import goes into: which it is, who may write it, its lines and what it states now."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied

from imports.services.pengimpor import Tujuan
from indicators.choices import Polaritas
from indicators.models import Indikator
from programs.choices import JenisDokumen, Peran, StatusDokumen
from programs.models import Dokumen, Pengguna, PerangkatDaerah, Subkegiatan
from renstra.lib.importing import SelError
from targets.permissions import entry_units, holds
from targets.selectors.berlaku import Versi
from targets.selectors.lembar import plan_order
from targets.selectors.rencana import ruling_document

TARGET, PAGU = "Target", "Pagu"
TARGET_TW, PAGU_TW = "Target triwulan", "Pagu triwulan"
LEMBAR = {
    JenisDokumen.RENSTRA: (TARGET, PAGU),
    JenisDokumen.RENJA: (TARGET, PAGU),
    JenisDokumen.DPA: (PAGU, PAGU_TW),
    JenisDokumen.PK: (TARGET, PAGU),
    JenisDokumen.RENAKSI: (TARGET_TW, PAGU_TW),
}
"""What a kind of document states; the targets of a DPA are those of its Renja or Perjanjian Kinerja."""
BARU = (JenisDokumen.RENJA, JenisDokumen.DPA, JenisDokumen.RENAKSI)
"""The kinds that an import can begin; a Renstra Perubahan begins as a copy, a PK with its parties."""
RINCIAN = {
    "lokasi": ("Lokasi", 300),
    "kelompok_sasaran": ("Kelompok sasaran", 300),
    "prioritas_nasional": ("Prioritas nasional", 300),
    "prioritas_daerah": ("Prioritas daerah", 300),
    "catatan": ("Catatan", 4000),
}
"""What a Renja states of a subkegiatan beside its pagu, with the longest text."""
AKHIR = 0
"""Stands for the year of what is reached at the end of the period (Tabel 3.1)."""


def chosen_document(tujuan: Tujuan) -> Dokumen:
    """Return the rancangan that was chosen, or a new one, not saved; raises `SelError`.

    `parameter["ke"]` is the primary key of a document, or `baru:<jenis>:<tahun>`.
    """
    if tujuan.renstra is None:
        raise SelError("Renstra belum dipilih.", "Pilih Renstra yang dokumennya diimpor.")
    if tujuan.dokumen is not None:
        return require_draft(tujuan.renstra.dokumen.filter(pk=tujuan.dokumen.pk).first())
    said = str(tujuan.parameter.get("ke", ""))[:18]
    if not said.startswith("baru:"):
        return require_draft(tujuan.renstra.dokumen.filter(pk=int(said)).first() if said.isdecimal() else None)
    jenis, _, tahun = said.removeprefix("baru:").partition(":")
    if jenis not in BARU or not tahun.isdecimal() or int(tahun) not in tujuan.renstra.years:
        raise SelError("Dokumen baru ini tidak dapat dibuat lewat impor.", "Pilih dokumen dari daftarnya.")
    there = tujuan.renstra.dokumen.filter(jenis=jenis, tahun=int(tahun), unit=None).order_by("perubahan_ke").last()
    return require_draft(there) if there else Dokumen(renstra=tujuan.renstra, jenis=jenis, tahun=int(tahun))


def require_draft(dokumen: Dokumen | None) -> Dokumen:
    """Return a document that may still change; raises `SelError` naming one that may not."""
    if dokumen is None:
        raise SelError("Dokumen tujuan belum dipilih.", "Pilih dokumen dari daftarnya.")
    if dokumen.status != StatusDokumen.RANCANGAN:
        raise SelError(
            f"{dokumen} berstatus {dokumen.get_status_display().lower()}, sehingga angkanya tidak berubah lagi.",
            "Mulai dahulu perubahannya sebagai rancangan, lalu impor ke rancangan itu.",
        )
    return dokumen


def years_of(dokumen: Dokumen) -> list[int]:
    """Return the years a document states; a Renja and a DPA also the year after, as prakiraan maju."""
    if dokumen.jenis == JenisDokumen.RENSTRA:
        return list(dokumen.renstra.years)
    ahead = dokumen.jenis in (JenisDokumen.RENJA, JenisDokumen.DPA)
    return [dokumen.tahun, dokumen.tahun + 1] if ahead else [dokumen.tahun]


class Isi:
    """The lines of the plan and what the document states of them now, as far as this person may write it."""

    def __init__(self, tujuan: Tujuan, dokumen: Dokumen) -> None:
        self.dokumen, self.renstra = dokumen, dokumen.renstra
        own_plan = dokumen.jenis == JenisDokumen.RENSTRA
        plan = dokumen if own_plan else ruling_document(dokumen.renstra)
        if plan is None:
            raise SelError(
                f"{dokumen.renstra} belum punya dokumen yang ditetapkan.", "Tetapkan dahulu Renstranya."
            )
        self.plan, self.versi = plan, Versi(plan)
        self.unit_sendiri = writable_units(tujuan.user, dokumen.renstra.perangkat_daerah, dokumen.jenis)

    def boleh(self, unit_id: int | None) -> bool:
        return self.unit_sendiri is None or unit_id in self.unit_sendiri

    @cached_property
    def indikator(self) -> dict[str, Indikator]:
        """The indicators by code, in the order of the plan; of a document of one unit those of that unit."""
        rows = Indikator.objects.in_force(self.plan).select_related(
            "tujuan", "sasaran", "bidang_urusan", "hasil__program", "hasil__kegiatan", "hasil__subkegiatan"
        )
        rows = rows.select_related("penanggung_jawab")
        if self.dokumen.unit_id:
            rows = rows.filter(penanggung_jawab=self.dokumen.unit_id)
        return {row.kode: row for row in sorted(rows, key=plan_order)}

    @cached_property
    def subkegiatan(self) -> dict[str, Subkegiatan]:
        rows = Subkegiatan.objects.in_force(self.plan).select_related("unit").order_by("kode")
        if self.dokumen.unit_id:
            rows = rows.filter(unit=self.dokumen.unit_id)
        return {row.kode: row for row in rows}

    @cached_property
    def rentang(self) -> bool:
        """Whether any of the indicators is a range, so that the sheet has columns for upper bounds."""
        return any(row.polaritas == Polaritas.RENTANG for row in self.indikator.values())

    def stated(self, model: Any, link: str, *place: str) -> dict[tuple[Any, ...], Any]:
        """Return the document's rows of a kind by the line in force and the other columns of their place."""
        if self.dokumen.pk is None:
            return {}
        versi: Mapping[int, int] = self.versi.indikator if link == "indikator_id" else self.versi.subkegiatan
        rows = model.objects.filter(dokumen=self.dokumen)
        ordered = sorted(rows, key=lambda row: getattr(row, link) not in versi)  # the version that rules wins
        return {
            (versi.get(getattr(row, link), getattr(row, link)), *(getattr(row, name) for name in place)): row
            for row in ordered
        }


def writable_units(user: Pengguna, agency: PerangkatDaerah, jenis: str) -> frozenset[int] | None:
    """Return the units whose rows of a kind of document this person writes, None for all; see `may_plan`.

    Raises `PermissionDenied` where it is none.
    """
    if holds(user, agency, Peran.SEKRETARIAT):
        return None
    own = frozenset(unit.pk for unit in entry_units(user) if unit.perangkat_daerah_id == agency.pk)
    if jenis != JenisDokumen.RENAKSI or not own:
        raise PermissionDenied("Dokumen perencanaan diimpor oleh Sekretariat; rencana aksi juga oleh staf unit.")
    return own
