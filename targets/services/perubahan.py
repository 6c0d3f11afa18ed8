"""The life of a Renstra Perubahan: begun as a copy, changed row by row, enacted or discarded.

A row of an enacted document is never changed here: it gets a successor with the same code. While the perubahan is
a rancangan, links between rows stay on the ruling versions; `enact` moves them. So a table of any document finds a
row's parent by its code among the rows in force in that document, and an old table prints as it was.
Marking the old row and moving links use `update`, which leaves `diubah_pada`, the old table's time of data, alone.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from indicators.models import Hasil, Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import LEVELS, Dokumen, Pengguna, PlanRow, Renstra, Sasaran, Tujuan
from renstra.lib.errors import RenstraError
from targets.models import Pagu, PaguTriwulan, RencanaSubkegiatan, Target, TargetTriwulan
from targets.selectors import plan_document, plan_documents
from targets.services.penetapan import make_rule

R = TypeVar("R", bound=PlanRow)

PLAN_ROWS: tuple[type[PlanRow], ...] = (Tujuan, Sasaran, *LEVELS.values(), Hasil, Indikator)
"""Every kind of row of the plan, parents before children."""
FIGURES: tuple[tuple[type[models.Model], str], ...] = (
    (Target, "indikator"),
    (TargetTriwulan, "indikator"),
    (Pagu, "subkegiatan"),
    (PaguTriwulan, "subkegiatan"),
    (RencanaSubkegiatan, "subkegiatan"),
)
"""What a document states, and the link to the row it states it of."""
IDENTITY = {"renstra", "kode", "mulai", "akhir", "menggantikan"}
MEASURE = ("satuan", "skala")
CARA, PINDAH = "ditetapkan", "pindah ke baris pengganti"


class PerubahanError(RenstraError):
    """A step of a Renstra Perubahan that its state does not allow."""


@transaction.atomic
def start_perubahan(*, renstra: Renstra, nomor: str = "", tanggal: date | None = None) -> Dokumen:
    """Begin a Renstra Perubahan as rancangan: a full copy of the targets and pagu of the ruling document.

    Number and date may follow, they are needed to enact it. Raises `PerubahanError` while another is not enacted,
    `PlanDocumentError` where no document rules.
    """
    Renstra.objects.select_for_update().get(pk=renstra.pk)
    ruling = plan_document(renstra)
    latest = plan_documents(renstra).last()
    if latest and latest != ruling:
        raise PerubahanError(f"{latest} belum ditetapkan; tetapkan atau batalkan dahulu.")
    draft = Dokumen.objects.create(
        renstra=renstra,
        jenis=JenisDokumen.RENSTRA,
        tahun=ruling.tahun,
        perubahan_ke=ruling.perubahan_ke + 1,
        nomor=nomor,
        tanggal=tanggal,
    )
    for model, _ in FIGURES:
        _copy_figures(model, ruling, draft)
    return draft


def _copy_figures(model: type[models.Model], source: Dokumen, draft: Dokumen) -> None:
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    rows = model._default_manager.filter(dokumen=source).order_by("pk").values(*names)
    copies = [model(**{**row, "dokumen_id": draft.pk}) for row in rows]
    if hasattr(model, "history"):
        bulk_create_with_history(copies, model, batch_size=500, default_change_reason=f"salinan {source}"[:100])
    else:
        model._default_manager.bulk_create(copies, batch_size=500)


@transaction.atomic
def replace_row(*, row: R, dokumen: Dokumen, user: Pengguna | None = None, **changes: Any) -> R:
    """Return the successor of `row` in a rancangan: the same code, `changes` applied, the rancangan's figures.

    The history of each figure that goes over to the successor names `user` who replaced the row.

    A row that the rancangan itself began is changed in place. Where the unit of an indicator changes, the
    rancangan's targets and the baseline are dropped, since their numbers would be read in another unit.
    Raises `PerubahanError`.
    """
    draft = _draft(dokumen)
    _require_in_force(row, draft)
    if kept := IDENTITY & changes.keys():
        raise PerubahanError(
            f"{', '.join(sorted(kept))} tetap pada baris pengganti; tarik baris dan buat yang baru."
        )
    remeasured = is_remeasured(row, changes)
    successor = succeed(row, draft, changes)
    if successor.pk is None:
        _end(row, draft)
    _save(successor)
    for model, link in figures_of(type(row)):
        stated = model._default_manager.filter(dokumen=draft, **{link: row.pk})
        if remeasured:
            stated.delete()
        elif successor.pk != row.pk:
            _hand_over(stated, link, successor, user)
    return successor


def is_remeasured(row: PlanRow, changes: Mapping[str, Any]) -> bool:
    """Whether `changes` give an indicator another unit, in which its figures would be read as others."""
    return any(name in changes and changes[name] != getattr(row, name) for name in MEASURE)


def succeed(row: R, draft: Dokumen, changes: Mapping[str, Any]) -> R:
    """Return `row` as a rancangan changes it, not saved: a copy with the same code that replaces it, begun by the
    rancangan; the row itself where the rancangan began it.

    An indicator measured in another unit loses its baseline unless `changes` say it.
    """
    if is_remeasured(row, changes):
        changes = {"baseline": None, **changes}
    successor = row if row.mulai_id == draft.pk else _copy(row, draft)
    for name, value in changes.items():
        setattr(successor, name, value)
    return successor


def _hand_over(stated: "models.QuerySet[Any]", link: str, successor: PlanRow, user: Pengguna | None) -> None:
    """Let figures of the rancangan be stated of `successor`; the time of their last change stays."""
    rows = list(stated)
    for row in rows:
        setattr(row, link, successor)
    if hasattr(stated.model, "history"):
        bulk_update_with_history(rows, stated.model, [link], default_user=user, default_change_reason=PINDAH)
    else:
        stated.model._default_manager.bulk_update(rows, [link])


def _copy(row: R, draft: Dokumen) -> R:
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    copied = type(row)(**{name: getattr(row, name) for name in names})
    copied.mulai, copied.menggantikan = draft, row
    return copied


@transaction.atomic
def withdraw_row(*, row: PlanRow, dokumen: Dokumen) -> None:
    """Let `row` stand no longer from a rancangan on, with the figures the rancangan states of it.

    Raises `PerubahanError` while rows under it still stand.
    """
    draft = _draft(dokumen)
    _require_in_force(row, draft)
    if below := [child for query in _children(row, draft) for child in query]:
        raise PerubahanError(
            f"{row} masih mempunyai {len(below)} baris di bawahnya, antara lain {below[0]}; tarik dahulu."
        )
    for model, link in figures_of(type(row)):
        model._default_manager.filter(dokumen=draft, **{link: row.pk}).delete()
    if row.mulai_id == draft.pk:
        row.delete()
    else:
        _end(row, draft)


@transaction.atomic
def enact(*, dokumen: Dokumen, user: Pengguna | None = None) -> Dokumen:
    """Make a rancangan of any kind rule; for a Renstra, links between rows move to the versions now in force.

    The document's history says how many links moved and names `user` who enacted it: rows of the plan keep no
    history of their own, and an old version is never changed.
    Raises `PerubahanError` without number or date, where a row hangs under one that no longer stands, and for a
    rencana aksi, which `enact_action_plan` enacts.
    """
    draft = Dokumen.objects.select_for_update().get(pk=dokumen.pk)
    if draft.status != StatusDokumen.RANCANGAN:
        raise PerubahanError(f"{draft} sudah berstatus {draft.get_status_display().lower()}.")
    if draft.jenis == JenisDokumen.RENAKSI:  # its quarters have to make the year: `services.renaksi` looks
        raise PerubahanError(f"{draft} ditetapkan dari halaman Rencana aksi, yang memeriksa target triwulannya.")
    if not draft.nomor or not draft.tanggal:
        raise PerubahanError(f"{draft} belum mempunyai nomor dan tanggal; isi keduanya lalu tetapkan.")
    moved = 0
    if draft.jenis == JenisDokumen.RENSTRA:
        _require_parents(draft)
        moved = _move_links(draft)
    try:
        make_rule(draft, user=user, cara=f"{CARA}, {moved} tautan baris dipindah" if moved else CARA)
    except ValidationError as error:
        raise PerubahanError(" ".join(error.messages)) from error
    return draft


def _require_parents(draft: Dokumen) -> None:
    for model, name in _links():
        parents = model._meta.get_field(name).related_model.objects.in_force(draft).values("kode")  # type: ignore[union-attr]
        rows = model.objects.in_force(draft).filter(**{f"{name}__isnull": False})
        if orphan := rows.exclude(**{f"{name}__kode__in": parents}).first():
            raise PerubahanError(f"{orphan} berada di bawah baris yang ditarik; pindahkan atau tarik dahulu.")


def _move_links(draft: Dokumen) -> int:
    """Let the rows that still stand link to the versions now in force, and return how many links moved."""
    moved = 0
    for model, name in _links():
        parent: Any = model._meta.get_field(name).related_model
        replaced = parent.objects.filter(mulai=draft, menggantikan__isnull=False)
        for old, new in replaced.values_list("menggantikan", "pk"):
            standing = model.objects.in_force(draft).filter(**{name: old})
            moved += model.objects.filter(pk__in=list(standing.values_list("pk", flat=True))).update(**{name: new})
    return moved


@transaction.atomic
def discard_perubahan(*, dokumen: Dokumen) -> None:
    """Delete a rancangan Renstra Perubahan: what it began disappears, what it ended stands again."""
    draft = _draft(dokumen)
    if not draft.perubahan_ke:
        raise PerubahanError(f"{draft} bukan perubahan; yang dapat dibatalkan hanya rancangan Renstra Perubahan.")
    for figures, _ in FIGURES:
        figures._default_manager.filter(dokumen=draft).delete()
    try:
        for model in reversed(PLAN_ROWS):
            model.objects.filter(mulai=draft).delete()
            model.objects.filter(akhir=draft).update(akhir=None)
    except ProtectedError as error:
        used = next(iter(error.protected_objects))
        raise PerubahanError(f"Baris baru {draft} sudah dipakai oleh {used}; hapus itu dahulu.") from error
    draft.delete()


def _draft(dokumen: Dokumen) -> Dokumen:
    """Return the locked document; refuses what is not a rancangan of a Renstra."""
    draft = Dokumen.objects.select_for_update().get(pk=dokumen.pk)
    if draft.jenis != JenisDokumen.RENSTRA or draft.status != StatusDokumen.RANCANGAN:
        raise PerubahanError(f"{draft} bukan rancangan Renstra; mulai Renstra Perubahan dahulu.")
    return draft


def _require_in_force(row: PlanRow, draft: Dokumen) -> None:
    if not type(row).objects.in_force(draft).filter(pk=row.pk).exists():
        raise PerubahanError(f"{row} tidak berlaku dalam {draft}; pilih baris yang masih berlaku.")


def _end(row: PlanRow, draft: Dokumen) -> None:
    row.akhir = draft
    type(row).objects.filter(pk=row.pk).update(akhir=draft)


def _save(row: PlanRow) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise PerubahanError(" ".join(error.messages)) from error
    row.save()


def _links() -> list[tuple[type[PlanRow], str]]:
    """Return every link from a row of the plan to a row above it."""
    return [(model, name) for model in PLAN_ROWS for name in model.parent_fields()]


def _children(row: PlanRow, draft: Dokumen) -> "list[models.QuerySet[PlanRow]]":
    """Return the rows in force under `row`, whichever version of it they link to."""
    return [
        model.objects.in_force(draft).filter(**{f"{name}__kode": row.kode})
        for model, name in _links()
        if model._meta.get_field(name).related_model is type(row)
    ]


def figures_of(model: type[PlanRow]) -> list[tuple[type[models.Model], str]]:
    """Return what a document states of rows of this kind, each with the link to the row."""
    return [pair for pair in FIGURES if pair[0]._meta.get_field(pair[1]).related_model is model]
