"""The rencana aksi of a year: four quarter targets per indicator, a draft until Sekretariat enacts it.

One document holds the whole agency's quarter targets; each unit fills its own rows. A cell is swapped only if it
still holds what the person saw, as in `targets.services.realisasi`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from indicators.choices import Polaritas
from indicators.models import Indikator
from programs.choices import JenisDokumen, Peran, StatusDokumen
from programs.models import Dokumen, Pengguna, Renstra, UnitKerja
from renstra.lib.history import sign
from renstra.lib.numbers import AngkaError, parse_number
from targets.formulas import SkalaError, skor
from targets.models import TargetTriwulan
from targets.permissions import holds, may_enter
from targets.selectors.berlaku import Versi
from targets.selectors.renaksi import action_plan, plan_rows
from targets.selectors.rencana import ruling_document
from targets.selectors.rincian import stated_text
from targets.services.galat import BelumSiapError, LaporanError
from targets.services.nilai import require_storable
from targets.services.penetapan import make_rule
from targets.services.realisasi import HasilIsian, Isian
from targets.services.salinan import copy_rows
from targets.services.teks import require_storable_text

CARA = "rencana aksi"
BATAS = {"": "nilai", "_atas": "nilai_atas"}
KOLOM = {f"tw{quarter}{end}": (quarter, field) for quarter in range(1, 5) for end, field in BATAS.items()}
"""Columns of the form: tw1 ... tw4 and, for a range, tw1_atas ... tw4_atas."""


def may_plan(user: Pengguna, unit: UnitKerja) -> bool:
    """Whether `user` writes the quarter targets of `unit`."""
    return may_enter(user, unit) or holds(user, unit.perangkat_daerah, Peran.SEKRETARIAT)


@transaction.atomic
def save_quarter_targets(
    *, renstra: Renstra, unit: UnitKerja, tahun: int, isian: Sequence[Isian], user: Pengguna
) -> list[HasilIsian]:
    """Save the typed quarter targets of one unit; each is stored, or answered with the reason and left as it was.

    Raises `PermissionDenied` for other people and `LaporanError` while the rencana aksi is not a draft.
    """
    if not may_plan(user, unit):
        raise PermissionDenied("Target triwulan diisi staf unit ini atau Sekretariat.")
    Renstra.objects.select_for_update().get(pk=renstra.pk)
    dokumen = action_plan(renstra, tahun) or Dokumen(renstra=renstra, jenis=JenisDokumen.RENAKSI, tahun=tahun)
    if dokumen.status != StatusDokumen.RANCANGAN:
        raise LaporanError(f"{dokumen} sudah ditetapkan; minta Sekretariat membuat perubahannya dahulu.")
    form = _Formulir(renstra, unit, tahun, dokumen)
    results = [form.put(cell) for cell in isian]
    form.store(user)
    return form.settle(results)


class _Formulir:
    """The quarter targets of one unit that a batch of cells touches."""

    def __init__(self, renstra: Renstra, unit: UnitKerja, tahun: int, dokumen: Dokumen) -> None:
        self.tahun, self.dokumen = tahun, dokumen
        plan = ruling_document(renstra)
        versi = Versi(plan).indikator
        own = Indikator.objects.in_force(plan).filter(penanggung_jawab=unit)
        self.indicators: dict[str, Indikator] = {f"i{row.pk}": row for row in own}
        self.rows: dict[tuple[str, int], TargetTriwulan] = {}
        if dokumen.pk:
            for row in TargetTriwulan.objects.filter(dokumen=dokumen):
                if owner := self.indicators.get(f"i{versi.get(row.indikator_id, row.indikator_id)}"):
                    row.indikator = owner  # a target of an earlier version goes on with the one that rules
                    self.rows[f"i{owner.pk}", row.triwulan] = row
        self.changed: set[tuple[str, int]] = set()
        self.refused: dict[tuple[str, int], str] = {}

    def put(self, cell: Isian) -> HasilIsian:
        indikator, place = self.indicators.get(cell.baris), KOLOM.get(cell.kolom)
        if indikator is None or place is None:
            return HasilIsian(cell.baris, cell.kolom, "galat", pesan="Baris ini bukan milik unit ini.")
        quarter, field = place
        key = cell.baris, quarter
        stored = stated_text(indikator, getattr(self.rows.get(key), field, None))
        if cell.teks.strip() == cell.semula:
            return HasilIsian(cell.baris, cell.kolom, "tersimpan", stored)
        try:
            value = _target(cell.teks, indikator)
        except (AngkaError, SkalaError) as error:
            return HasilIsian(cell.baris, cell.kolom, "galat", stored, str(error))
        shown = stated_text(indikator, value)
        if cell.semula is not None and stored not in (cell.semula, shown):
            message = (
                f"Orang lain sudah mengubah target ini menjadi “{stored or 'kosong'}”; periksa lalu simpan lagi."
            )
            return HasilIsian(cell.baris, cell.kolom, "bentrok", stored, message)
        row = self.rows.setdefault(key, TargetTriwulan(indikator=indikator, tahun=self.tahun, triwulan=quarter))
        setattr(row, field, value)
        self.changed.add(key)
        return HasilIsian(cell.baris, cell.kolom, "tersimpan", shown)

    def store(self, user: Pengguna) -> None:
        for key in sorted(self.changed):
            row = self.rows[key]
            if row.nilai is None and row.nilai_atas is None:
                if row.pk:
                    stored = TargetTriwulan.objects.get(pk=row.pk)  # its history keeps what it was
                    sign(stored, user, CARA)
                    stored.delete()
                continue
            self._keep(key, row, user)

    def _keep(self, key: tuple[str, int], row: TargetTriwulan, user: Pengguna) -> None:
        if row.nilai is None:
            self.refused[key] = "Isi juga batas bawahnya."
            return
        if row.nilai_atas is None and row.indikator.polaritas == Polaritas.RENTANG:
            self.refused[key] = "Indikator rentang memerlukan batas bawah dan batas atas."
            return
        if self.dokumen.pk is None:
            sign(self.dokumen, user, CARA)
            self.dokumen.full_clean()
            self.dokumen.save()
        row.dokumen = self.dokumen
        try:
            row.clean_fields(exclude=["dokumen", "indikator"])
            row.validate_constraints(exclude={"dokumen", "indikator"})
        except ValidationError as error:
            self.refused[key] = " ".join(error.messages)
            return
        sign(row, user, CARA)
        row.save()

    def settle(self, results: list[HasilIsian]) -> list[HasilIsian]:
        """Return the results with what turned out only when a quarter's two bounds came together."""
        found = []
        for result in results:
            place = KOLOM.get(result.kolom)
            reason = self.refused.get((result.baris, place[0])) if place else None
            saved = result.status == "tersimpan"
            found.append(replace(result, status="galat", pesan=reason) if reason and saved else result)
        return found


def _target(teks: str, indikator: Indikator) -> Any:
    """Read a target: not negative and at most four decimals, as it is stored; of a graded unit one of its codes.

    Raises `AngkaError` or `SkalaError`.
    """
    if indikator.skala:
        return skor(teks, skala=indikator.scores())
    value = parse_number(teks)
    if value is None:
        return None
    if value < 0:
        raise AngkaError("Target tidak boleh negatif.")
    require_storable(value, 4)
    if value != round(value, 4):
        raise AngkaError(f"“{teks.strip()}” punya lebih dari 4 angka di belakang koma; bulatkan dahulu.")
    return value


@transaction.atomic
def enact_action_plan(*, renstra: Renstra, tahun: int, user: Pengguna, tanggal: date, nomor: str = "") -> Dokumen:
    """Make the draft rule the quarters of its year; raises `BelumSiapError` where quarters and year disagree."""
    _require_sekretariat(user, renstra)
    require_storable_text("Nomor", nomor)
    Renstra.objects.select_for_update().get(pk=renstra.pk)
    dokumen = action_plan(renstra, tahun)
    if dokumen is None or dokumen.status != StatusDokumen.RANCANGAN:
        raise LaporanError("Tidak ada rancangan rencana aksi untuk ditetapkan; isi target triwulan dahulu.")
    units = UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id)
    wrong = [
        f"{row.indikator.penanggung_jawab}, {row.indikator.nama}: {sentence}"
        for row in plan_rows(renstra=renstra, units=list(units), tahun=tahun, dokumen=dokumen)
        for sentence in row.periksa
    ]
    if wrong:
        raise BelumSiapError(f"Rencana aksi belum dapat ditetapkan: {len(wrong)} hal perlu diperbaiki.", wrong)
    dokumen.tanggal, dokumen.berlaku_mulai, dokumen.nomor = tanggal, tanggal, nomor.strip()
    make_rule(dokumen, user=user, cara=CARA)
    return dokumen


@transaction.atomic
def change_action_plan(*, renstra: Renstra, tahun: int, user: Pengguna) -> Dokumen:
    """Begin the perubahan of an enacted rencana aksi: a full copy, to be changed and enacted in turn."""
    _require_sekretariat(user, renstra)
    Renstra.objects.select_for_update().get(pk=renstra.pk)
    latest = action_plan(renstra, tahun)
    if latest is None or latest.status == StatusDokumen.RANCANGAN:
        raise LaporanError("Rencana aksi tahun ini masih rancangan; ubah langsung isinya.")
    draft = Dokumen(renstra=renstra, jenis=JenisDokumen.RENAKSI, tahun=tahun, perubahan_ke=latest.perubahan_ke + 1)
    sign(draft, user, CARA)
    draft.full_clean()
    draft.save()
    copy_rows(list(TargetTriwulan.objects.filter(dokumen=latest).order_by("pk")), draft, user, CARA)
    return draft


def _require_sekretariat(user: Pengguna, renstra: Renstra) -> None:
    if not holds(user, renstra.perangkat_daerah, Peran.SEKRETARIAT):
        raise PermissionDenied("Hanya Sekretariat yang menetapkan dan mengubah rencana aksi.")
