"""The life of an imported file: kept, checked, applied whole or not at all, undone."""

import copy
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, BinaryIO, cast

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from imports.choices import StatusImpor
from imports.models import Impor
from imports.models.impor import SHOWN_FINDINGS
from imports.permissions import require_owner, require_undoer
from imports.services.pengimpor import Pengimpor, Tujuan
from imports.services.penulis import ImporError, Penulis, stored_rows
from programs.models import Dokumen, Pengguna
from renstra.lib.berkas import BerkasError, clean_name, too_large
from renstra.lib.errors import RenstraError
from renstra.lib.importing import Aksi, Pemeriksaan, Perubahan, SelError, Temuan, Tingkat
from renstra.lib.pembaca.batas import MAKS_BERKAS
from renstra.lib.pembaca.buku import BukuKerja, read_workbook
from renstra.lib.security_log import log_security


def keep_file(*, pengimpor: Pengimpor, tujuan: Tujuan, berkas: Any) -> Impor:
    """Keep an uploaded file to be checked; raises `PermissionDenied` or `BerkasError`, and then keeps nothing."""
    pengimpor.izinkan(tujuan)
    if berkas.size > MAKS_BERKAS:
        raise too_large(berkas.size, MAKS_BERKAS)
    content = berkas.read()
    berkas.seek(0)
    impor = Impor(
        jenis=pengimpor.kode,
        perangkat_daerah=tujuan.perangkat_daerah,
        renstra=tujuan.renstra,
        parameter=stated(tujuan),
        pemilik=tujuan.user,
        nama_berkas=clean_name(berkas.name),
        sha256=hashlib.sha256(content).hexdigest(),
        ukuran=len(content),
    )
    with transaction.atomic():
        impor.save()
        impor.berkas.save(impor.nama_berkas, File(berkas))
    return impor


def stated(tujuan: Tujuan) -> dict[str, Any]:
    """Return what was chosen as the import keeps it."""
    chosen = {
        "dokumen": tujuan.dokumen.pk if tujuan.dokumen else None,
        "tahun": tujuan.tahun,
        "triwulan": tujuan.triwulan,
    }
    return {name: value for name, value in chosen.items() if value is not None} | dict(tujuan.parameter)


def goal_of(impor: Impor, user: Pengguna, at: datetime | None = None) -> Tujuan:
    """Return where an import goes, for the person who acts now."""
    rest = dict(impor.parameter)
    dokumen = rest.pop("dokumen", None)
    return Tujuan(
        user=user,
        at=at or timezone.now(),
        perangkat_daerah=impor.perangkat_daerah,
        renstra=impor.renstra,
        dokumen=Dokumen.objects.filter(pk=dokumen).first() if dokumen else None,
        tahun=rest.pop("tahun", None),
        triwulan=rest.pop("triwulan", None),
        parameter=rest,
    )


STEPS = ("Berkas dibaca", "Isi diperiksa", "Temuan disimpan")
"""What a check does, one after the other."""


def check(
    impor: Impor,
    pengimpor: Pengimpor,
    step: Callable[[str], None] = lambda done: None,
    *,
    at: datetime | None = None,
) -> Impor:
    """Read and check all of the file as its owner, and keep findings and changes; nothing else is written.

    `step` is told each of `STEPS` when it is done; what it raises ends the check and keeps nothing.
    """
    tujuan = goal_of(impor, impor.pemilik, at)
    pengimpor.izinkan(tujuan)
    try:
        with impor.berkas.open("rb") as stream:
            buku = read_workbook(cast(BinaryIO, stream), impor.nama_berkas)
    except BerkasError as error:
        return _keep(impor, Pemeriksaan(None), StatusImpor.GAGAL, str(error))
    step(STEPS[0])
    p = look_through(pengimpor, buku, tujuan, impor.jawaban)
    step(STEPS[1])
    return _keep(impor, p, _status(p))


def look_through(
    pengimpor: Pengimpor, buku: BukuKerja, tujuan: Tujuan, jawaban: Mapping[str, str] | None = None
) -> Pemeriksaan:
    """Check a workbook that has been read; rehearse the writing where nothing else stands against it."""
    p = Pemeriksaan(buku, jawaban)
    try:
        pengimpor.periksa(p, tujuan)
    except SelError as error:
        p.tolak(p.lembar_terakhir, None, error)
    except RenstraError as error:  # such as a sheet that is not there, or a plan without a document that rules
        p.catat(p.lembar_terakhir or buku.nama, None, str(error))
    if pengimpor.gladi and p.perubahan and not p.ada_galat and not p.ada_tanya:
        _rehearse(p, pengimpor, tujuan)
    return p


def _status(p: Pemeriksaan) -> StatusImpor:
    if p.ada_galat:
        return StatusImpor.PERLU_DIPERBAIKI
    if p.ada_tanya:
        return StatusImpor.PERLU_DIJAWAB
    return StatusImpor.SIAP if p.perubahan else StatusImpor.SAMA


def _keep(impor: Impor, p: Pemeriksaan, status: StatusImpor, galat: str = "") -> Impor:
    impor.status, impor.galat = status, galat
    worst_first = sorted(p.temuan, key=lambda each: list(Tingkat).index(each.tingkat))
    impor.temuan = [each.as_json() for each in worst_first[:SHOWN_FINDINGS]]
    impor.keep_changes(p.perubahan if status == StatusImpor.SIAP else [])
    impor.banyak_baris, impor.banyak_sama = p.baris, p.sama
    for aksi in Aksi:
        setattr(impor, f"banyak_{aksi}", sum(each.aksi == aksi for each in p.perubahan))
    for tingkat in Tingkat:
        setattr(impor, f"banyak_{tingkat}", sum(each.tingkat == tingkat for each in p.temuan))
    impor.save()
    return impor


def _rehearse(p: Pemeriksaan, pengimpor: Pengimpor, tujuan: Tujuan) -> None:
    """Write everything and take it back: what a row or the database refuses becomes a finding at its cell."""
    with transaction.atomic():
        changes = copy.deepcopy(p.perubahan)
        try:
            with transaction.atomic():
                Penulis(tujuan.user, "gladi", tujuan.at).write(changes)
                refused = _unclean(changes)
        except ImporError as error:
            refused = _one_by_one(p.perubahan, tujuan) or [(p.perubahan[0], str(error))]
        transaction.set_rollback(True)
    for change, sentence in refused:
        lembar, _, sel = change.tempat.rpartition("!")
        p.temuan.append(
            Temuan(Tingkat.GALAT, lembar, sel, change.nama[:200], sentence, "Perbaiki lalu unggah lagi.")
        )


def _unclean(changes: Sequence[Perubahan]) -> list[tuple[Perubahan, str]]:
    """Return the changes whose rows break a rule of their own, with its sentence.

    Links are not looked up row by row: they come from what was read of the database, and it checks them itself.
    """
    refused = []
    kept = [change for change in changes if change.aksi != Aksi.HAPUS]
    for label, group in groupby(sorted(kept, key=lambda each: each.model), key=lambda each: each.model):
        model, members = apps.get_model(label), list(group)
        fields = model._meta.concrete_fields
        links = {field.name for field in fields if field.is_relation}
        rows = stored_rows(model, members)
        for change in members:
            kept_as_is = {field.name for field in fields if field.attname not in change.sesudah}
            left_out = links | (kept_as_is if change.aksi == Aksi.UBAH else set())
            try:
                rows[change.pk or 0].full_clean(left_out, validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                refused.append((change, _sentence(error, model)))
    return refused


def _sentence(error: ValidationError, model: Any) -> str:
    """Say what is wrong with a row, each column by its name."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    said = []
    for name, messages in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{model._meta.get_field(name).verbose_name}: "
        said.append(label + " ".join(messages))
    return " ".join(said)


def _one_by_one(changes: Sequence[Perubahan], tujuan: Tujuan) -> list[tuple[Perubahan, str]]:
    """Write the changes each for itself, to find the ones the database refuses."""
    writer, refused = Penulis(tujuan.user, "gladi", tujuan.at), []
    for change in copy.deepcopy(list(changes)):
        try:
            with transaction.atomic():
                writer.write([change])
        except ImporError as error:
            refused.append((change, str(error)))
        except KeyError:  # hangs under a row that was itself refused
            continue
    return refused


@transaction.atomic
def apply(
    *, impor: Impor, pengimpor: Pengimpor, user: Pengguna, at: datetime | None = None, dilihat: str = ""
) -> Impor:
    """Make all the changes the person saw, or none; raises `ImporError`, `RenstraError` or `PermissionDenied`.

    `dilihat` names the changes that were seen (`Impor.sidik`): a check in between may have found others.
    """
    at = at or timezone.now()
    row = Impor.objects.select_for_update().get(pk=impor.pk)
    require_owner(user, row)
    if row.status != StatusImpor.SIAP:
        raise ImporError(f"Impor ini berstatus {row.get_status_display().lower()}; tidak dapat diterapkan.")
    if dilihat and dilihat != row.sidik:
        raise ImporError("Berkas ini diperiksa lagi sesudah pratinjau itu; baca dahulu perubahan yang sekarang.")
    tujuan, changes = goal_of(row, user, at), row.changes()
    pengimpor.izinkan(tujuan)
    pengimpor.kunci(tujuan, changes)
    Penulis(user, way(row), at).write(changes)
    pengimpor.selesai(tujuan, changes, urung=False)
    row.keep_changes(changes)
    row.status, row.diterapkan_oleh, row.diterapkan_pada = StatusImpor.DITERAPKAN, user, at
    row.save()
    log_security("impor-diterapkan", user=user, impor=row.pk, jenis=row.jenis, sha256=row.sha256)
    return row


@transaction.atomic
def undo(*, impor: Impor, pengimpor: Pengimpor, user: Pengguna, at: datetime | None = None) -> Impor:
    """Take back all an import did; raises `ImporError` naming the rows that were changed since."""
    at = at or timezone.now()
    row = Impor.objects.select_for_update().get(pk=impor.pk)
    if row.status != StatusImpor.DITERAPKAN:
        raise ImporError(f"Impor ini berstatus {row.get_status_display().lower()}; tidak ada yang diurungkan.")
    require_undoer(user, row)
    tujuan, changes = goal_of(row, user, at), row.changes()
    pengimpor.izinkan(tujuan)
    pengimpor.kunci(tujuan, changes)
    Penulis(user, f"urung {way(row)}"[:100], at).revert(changes)
    pengimpor.selesai(tujuan, changes, urung=True)
    row.status, row.diurungkan_oleh, row.diurungkan_pada = StatusImpor.DIURUNGKAN, user, at
    row.save()
    log_security("impor-diurungkan", user=user, impor=row.pk, jenis=row.jenis)
    return row


def way(impor: Impor) -> str:
    """How the history of each row names this import."""
    return f"impor {impor.pk}: {impor.nama_berkas}"[:100]


@transaction.atomic
def discard(*, impor: Impor, user: Pengguna) -> None:
    """Put a file aside that will not be applied."""
    row = Impor.objects.select_for_update().get(pk=impor.pk)
    require_owner(user, row)
    if not row.may_be_checked:
        raise ImporError(f"Impor ini berstatus {row.get_status_display().lower()}; tidak dapat dibatalkan.")
    row.status = StatusImpor.DIBATALKAN
    row.save()


@transaction.atomic
def answer(*, impor: Impor, jawaban: Mapping[str, str], user: Pengguna, forget: bool = False) -> Impor:
    """Keep answers to questions of the check, in place of the earlier ones where these are to be forgotten.

    The file has to be checked again with them; without any it is simply checked once more. Raises `ImporError`.
    """
    row = Impor.objects.select_for_update().get(pk=impor.pk)
    require_owner(user, row)
    if not row.may_be_checked:
        raise ImporError(f"Impor ini berstatus {row.get_status_display().lower()}; tidak dapat diperiksa lagi.")
    if not row.berkas:
        raise ImporError("Berkasnya sudah dihapus karena lewat masa simpan; unggah sekali lagi.")
    row.jawaban = {**({} if forget else row.jawaban), **jawaban}
    row.status, row.galat = StatusImpor.DIPERIKSA, ""
    row.save()
    return row
