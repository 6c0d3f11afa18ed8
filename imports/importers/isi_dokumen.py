"""The one rancangan an import goes into: which it is, who may write it, its lines and what it states now."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from imports.services.pengimpor import Tujuan
from indicators.choices import Polaritas
from indicators.models import Indikator
from programs.choices import JenisDokumen, Peran, StatusDokumen
from programs.models import Dokumen, Pengguna, PerangkatDaerah, Renstra, Subkegiatan
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
BERPERUBAHAN = (JenisDokumen.RENJA, JenisDokumen.DPA)
"""The kinds whose perubahan an import can begin, as a full copy; those of others are begun on their own pages."""
PLACE = ("renstra", "jenis", "tahun", "unit")
"""What the versions of a document share."""
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

    `parameter["ke"]` is the primary key of a document, `baru:<jenis>:<tahun>`, or `ubah:<primary key>` for the
    perubahan of an enacted one: the rancangan there is of it, else a new one.
    """
    if tujuan.renstra is None:
        raise SelError("Renstra belum dipilih.", "Pilih Renstra yang dokumennya diimpor.")
    if tujuan.dokumen is not None:
        return require_draft(_stored(tujuan.renstra, str(tujuan.dokumen.pk)))
    way, _, rest = str(tujuan.parameter.get("ke", "")).rpartition(":")
    if not way:
        return require_draft(_stored(tujuan.renstra, rest))
    if way == "ubah":
        return _changed(_stored(tujuan.renstra, rest))
    jenis = way.removeprefix("baru:")
    if jenis not in BARU or not rest.isdecimal() or int(rest[:9]) not in tujuan.renstra.years:
        raise SelError("Dokumen baru ini tidak dapat dibuat lewat impor.", "Pilih dokumen dari daftarnya.")
    new = Dokumen(renstra=tujuan.renstra, jenis=jenis, tahun=int(rest[:9]))
    there = versions_of(new).last()
    return require_draft(there) if there else new


def _stored(renstra: Renstra, said: str) -> Dokumen | None:
    return renstra.dokumen.filter(pk=int(said)).first() if said.isdecimal() and len(said) < 18 else None


def versions_of(dokumen: Dokumen) -> QuerySet[Dokumen]:
    """Return a document and its perubahan, in order."""
    place = {name: getattr(dokumen, name) for name in PLACE}
    return Dokumen.objects.filter(**place).order_by("perubahan_ke")


def _changed(dokumen: Dokumen | None) -> Dokumen:
    """Return the rancangan of a document's perubahan, a new one where there is none."""
    latest = versions_of(dokumen).last() if dokumen and dokumen.jenis in BERPERUBAHAN else None
    if latest is None or latest.status != StatusDokumen.DITETAPKAN:
        return require_draft(latest)
    place = {name: getattr(latest, name) for name in PLACE}
    return Dokumen(**place, perubahan_ke=latest.perubahan_ke + 1)


def require_draft(dokumen: Dokumen | None) -> Dokumen:
    """Return a document that may still change; raises `SelError` naming one that may not."""
    if dokumen is None:
        raise SelError("Dokumen tujuan belum dipilih.", "Pilih dokumen dari daftarnya.")
    if dokumen.status != StatusDokumen.RANCANGAN:
        raise SelError(
            f"{dokumen} berstatus {dokumen.get_status_display().lower()}, sehingga angkanya tidak berubah lagi.",
            "Impor ke rancangan perubahannya; pada Renja dan DPA impor dapat memulainya.",
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
        begun = dokumen.pk is None and dokumen.perubahan_ke
        self.asal = versions_of(dokumen).last() if begun else None
        """The enacted document whose figures a new perubahan begins with."""
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
        source = self.asal or self.dokumen
        if source.pk is None:
            return {}
        versi: Mapping[int, int] = self.versi.indikator if link == "indikator_id" else self.versi.subkegiatan
        rows = model.objects.filter(dokumen=source)
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
