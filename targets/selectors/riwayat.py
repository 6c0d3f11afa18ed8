"""The history of one row of the quarter as sentences: who changed what from which value to which, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, cast

from indicators.models import Indikator
from programs.models import Pengguna, Subkegiatan
from renstra.lib.numbers import format_number
from renstra.lib.waktu import format_waktu
from targets.models import Bukti, EvaluasiTriwulan, Realisasi, RealisasiAnggaran
from targets.models.laporan import ROMAWI

SALINAN_KOREKSI = "salinan untuk koreksi"
CARA = {
    "isian": "",
    "tempel": "ditempel dari lembar kerja",
    "salin": "disalin dari triwulan lalu",
    "nihil": "tombol Nihil",
    "urung": "diurungkan",
}
PANJANG_KUTIPAN = 90


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One change of one cell, or one file attached or taken off."""

    pada: datetime
    kalimat: str


def person_name(user: Pengguna | None) -> str:
    """Return how a person is called on screen; a change without an author came from the system itself."""
    return user.nama if user else "Sistem"


def versions_of(owner: Indikator | Subkegiatan) -> list[int]:
    """Return the primary keys of a row of the plan and of those it replaced, the newest first."""
    found: list[int] = []
    row: Any = owner
    while row is not None:
        found.append(row.pk)
        row = row.menggantikan
    return found


def row_history(owner: Indikator | Subkegiatan, *, files: bool) -> list[Perubahan]:
    """Return the changes of a row's figures in every report, corrections too, newest first.

    `files` adds evidence attached and taken off; its names are not for every reader.
    """
    if isinstance(owner, Indikator):
        place, kind = {"indikator__in": versions_of(owner)}, cast(Any, Realisasi)
        skipped = {"nilai"} if owner.skala else set()  # the score only follows from the code
    else:
        place, kind, skipped = {"subkegiatan__in": versions_of(owner)}, RealisasiAnggaran, set()
    found = [*_cell_changes(kind, place, skipped), *(_file_changes(place) if files else ())]
    return sorted(found, key=lambda change: change.pada, reverse=True)


def last_writer(row: Realisasi | RealisasiAnggaran | EvaluasiTriwulan, kolom: str) -> tuple[Pengguna | None, Any]:
    """Return who put the present value into a column, and when; (None, None) where nothing is stored."""
    who, when, value = None, None, getattr(type(row)(), kolom)
    for record in row.history.order_by("history_date", "history_id").select_related("history_user"):
        if getattr(record, kolom) != value:
            who, when, value = record.history_user, record.history_date, getattr(record, kolom)
    return who, when


def _cell_changes(kind: Any, place: dict[str, list[int]], skipped: set[str]) -> Iterator[Perubahan]:
    records = kind.history.filter(**place).select_related("history_user", "laporan")
    ordered = records.order_by("id", "history_date", "history_id")
    columns = [field for field in kind._meta.fields if field.name not in _NOT_TYPED | skipped]
    for _, versions in groupby(ordered, key=lambda record: record.id):
        before: Any = None
        for record in versions:
            if record.history_change_reason != SALINAN_KOREKSI:
                yield from _differences(before, record, columns)
            before = record


_NOT_TYPED = {"id", "diubah_pada", "laporan", "indikator", "subkegiatan"}


def _differences(before: Any, after: Any, columns: Iterable[Any]) -> Iterator[Perubahan]:
    deleted = after.history_type == "-"
    for column in columns:
        old = _quoted(getattr(before, column.name) if before else None)
        new = "" if deleted else _quoted(getattr(after, column.name))
        if old == new:
            continue
        what = f"{_capital(column.verbose_name)} {_where(after.laporan)}"
        if not old:
            did = f"mengisi {what}: {new}"
        elif not new:
            did = f"mengosongkan {what} (semula {old})"
        else:
            did = f"mengubah {what} dari {old} menjadi {new}"
        cara = CARA.get(after.history_change_reason or "", after.history_change_reason)
        yield _change(after, f"{did}{f' ({cara})' if cara else ''}")


def _file_changes(place: dict[str, list[int]]) -> Iterator[Perubahan]:
    records = Bukti.history.filter(**place).select_related("history_user", "laporan")
    for record in records:
        if record.history_change_reason == SALINAN_KOREKSI or record.history_type == "~":
            continue
        verb = "melampirkan" if record.history_type == "+" else "melepas"
        yield _change(record, f"{verb} bukti “{record.nama}” untuk {_where(record.laporan)}")


def _change(record: Any, did: str) -> Perubahan:
    moment = format_waktu(record.history_date)
    return Perubahan(record.history_date, f"{person_name(record.history_user)} {did} pada {moment}.")


def _where(laporan: Any) -> str:
    correction = f" (koreksi {laporan.koreksi_ke})" if laporan.koreksi_ke else ""
    return f"Triwulan {ROMAWI[laporan.triwulan - 1]} {laporan.tahun}{correction}"


def _quoted(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal):
        return format_number(value)
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= PANJANG_KUTIPAN else text[:PANJANG_KUTIPAN] + '…'}”"


def _capital(text: Any) -> str:
    return f"{str(text)[0].upper()}{str(text)[1:]}"
