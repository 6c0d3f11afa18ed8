"""Writing the figures of a quarter, cell by cell: read as people here write them, never guessed, never lost.

A cell is swapped only if it still holds what the person saw (`semula`); otherwise both values are given back and
the person chooses. Every change leaves who, when, old and new in the row's history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.models import Indikator
from programs.models import Pengguna, Renstra, Subkegiatan, UnitKerja
from renstra.lib.history import sign
from renstra.lib.numbers import AngkaAmbiguError, AngkaError, format_number, parse_number
from renstra.lib.waktu import format_waktu
from targets.formulas import SkalaError, skor
from targets.models import EvaluasiTriwulan, LaporanTriwulan, Realisasi, RealisasiAnggaran
from targets.selectors.angka import number_columns
from targets.selectors.berlaku import Versi
from targets.selectors.rencana import ruling_document
from targets.selectors.riwayat import last_writer, person_name
from targets.services.laporan import ensure_report, require_writable
from targets.services.nilai import keep_code, keep_figure, keep_text, require_kept

ANGKA = frozenset({"nilai", "pembilang", "penyebut"})
KOLOM_ANGKA = ANGKA | {"kode"}
COLUMNS = {
    Realisasi: (
        "nilai",
        "pembilang",
        "penyebut",
        "kode",
        "faktor_pendorong",
        "faktor_penghambat",
        "tindak_lanjut",
        "keterangan",
    ),
    RealisasiAnggaran: ("nilai", "keterangan"),
    EvaluasiTriwulan: (
        "faktor_pendorong",
        "faktor_penghambat",
        "tindak_lanjut_triwulan",
        "tindak_lanjut_renja",
    ),
}

Row = Realisasi | RealisasiAnggaran | EvaluasiTriwulan


@dataclass(frozen=True, slots=True)
class Isian:
    """One typed cell: `baris` is `i<pk>` (indicator), `s<pk>` (subkegiatan) or `evaluasi`.

    `semula` is the text the person saw before typing, None where it is not known; `bacaan` answers the question
    on an ambiguous figure (`ribuan` or `desimal`).
    """

    baris: str
    kolom: str
    teks: str
    semula: str | None = None
    bacaan: str = ""


@dataclass(frozen=True, slots=True)
class HasilIsian:
    """What became of a typed cell; `tampil` is the value as it now stands, written the house way."""

    baris: str
    kolom: str
    status: str  # tersimpan | bentrok | ambigu | galat
    tampil: str = ""
    pesan: str = ""
    pilihan: tuple[tuple[str, str], ...] = field(default=())

    @property
    def tersimpan(self) -> bool:
        return self.status == "tersimpan"


def cell_text(row: Row | None, kolom: str) -> str:
    """Return a stored cell as it stands in the form: the text a person compares with."""
    value = getattr(row, kolom) if row is not None else None
    return _written(value)


@transaction.atomic
def save_cells(
    *,
    renstra: Renstra,
    unit: UnitKerja,
    tahun: int,
    triwulan: int,
    isian: Sequence[Isian],
    user: Pengguna,
    at: datetime | None = None,
    cara: str = "isian",
    coba: bool = False,
) -> tuple[LaporanTriwulan, list[HasilIsian]]:
    """Save the cells of one unit's quarter; each is stored, or answered with the reason and left as it was.

    `cara` goes into the history; with `coba` the cells are read and answered, and nothing is written.
    Raises `PermissionDenied` for a person of another unit and `LaporanError` where the report is not open now.
    """
    at = at or timezone.now()
    laporan = ensure_report(renstra=renstra, unit=unit, tahun=tahun, triwulan=triwulan, user=user, at=at)
    require_writable(laporan, user, at)
    sheet = Lembar(laporan, isian, user)
    results = [sheet.put(cell) for cell in isian]
    if coba:
        transaction.set_rollback(True)
    else:
        sheet.store(cara, at)
    return laporan, results


class Lembar:
    """The rows of one report that a batch of cells touches, read once and written once."""

    def __init__(self, laporan: LaporanTriwulan, isian: Sequence[Isian], user: Pengguna) -> None:
        self.laporan, self.user = laporan, user
        document = ruling_document(laporan.renstra)
        pks = {kind: {int(c.baris[1:]) for c in isian if _is_row(c.baris, kind)} for kind in "is"}
        indicators = Indikator.objects.in_force(document).filter(penanggung_jawab=laporan.unit_id, pk__in=pks["i"])
        subkegiatan = Subkegiatan.objects.in_force(document).filter(unit=laporan.unit_id, pk__in=pks["s"])
        self.owners: dict[str, Indikator | Subkegiatan] = {f"i{row.pk}": row for row in indicators}
        self.owners |= {f"s{row.pk}": row for row in subkegiatan}
        self.rows: dict[str, Row] = {}
        versi = Versi(document)
        for row in Realisasi.objects.filter(laporan=laporan):
            self._take("i", row.indikator_id, versi.indikator, row)
        for money in RealisasiAnggaran.objects.filter(laporan=laporan):
            self._take("s", money.subkegiatan_id, versi.subkegiatan, money)
        for key, owned in self.rows.items():
            setattr(owned, "indikator" if key[0] == "i" else "subkegiatan", self.owners[key])
        if evaluation := EvaluasiTriwulan.objects.filter(laporan=laporan).first():
            self.rows["evaluasi"] = evaluation
        self.changed: set[str] = set()

    def _take(self, kind: str, pk: int, versi: Mapping[int, int], row: Row) -> None:
        """Keep a stored row under the version of its owner that rules, which it belongs to once it is saved."""
        key = f"{kind}{versi.get(pk, pk)}"
        if key in self.owners and (key not in self.rows or pk not in versi):
            self.rows[key] = row

    def put(self, cell: Isian) -> HasilIsian:
        """Take one cell into its row, or say why not."""
        row = self._row(cell)
        if row is None:
            return HasilIsian(cell.baris, cell.kolom, "galat", pesan="Baris ini bukan milik unit Anda.")
        if cell.kolom not in columns_of(row):
            return HasilIsian(cell.baris, cell.kolom, "galat", pesan="Kolom ini tidak diisi pada baris ini.")
        stored = cell_text(row, cell.kolom)
        seen = None if cell.semula is None else _plain(cell.semula)
        if _plain(cell.teks) == seen:  # left as it was seen: nothing typed, so nothing to read or to swap
            return HasilIsian(cell.baris, cell.kolom, "tersimpan", stored)
        try:
            value = _value(cell, row)
        except AngkaAmbiguError as error:
            # thousands without a dot, else the answer could be read twice too
            thousands, decimals = error.readings
            choices = (("ribuan", format(thousands, "f")), ("desimal", format_number(decimals)))
            return HasilIsian(cell.baris, cell.kolom, "ambigu", stored, str(error), choices)
        except (AngkaError, SkalaError, ValidationError) as error:
            return HasilIsian(cell.baris, cell.kolom, "galat", stored, _sentence(error))
        shown = _written(value)
        if shown == seen:  # the same value in other words
            return HasilIsian(cell.baris, cell.kolom, "tersimpan", stored)
        if seen is not None and stored not in (seen, shown):
            return HasilIsian(cell.baris, cell.kolom, "bentrok", stored, self._conflict(row, cell.kolom, stored))
        return self._assign(cell, row, value, stored, shown)

    def _conflict(self, row: Row, kolom: str, stored: str) -> str:
        """Say who put what stands there, so that the two can talk to each other."""
        who, when = last_writer(row, kolom)
        name = person_name(who) if who != self.user else "Anda sendiri, dari jendela lain,"
        moment = f" pada {format_waktu(when)}" if when else ""
        did = f"menyimpan “{stored}”" if stored else "mengosongkan sel ini"
        return f"{name} sudah {did}{moment}; pilih yang dipakai."

    def _assign(self, cell: Isian, row: Row, value: Any, stored: str, shown: str) -> HasilIsian:
        before = {name: getattr(row, name) for name in (cell.kolom, "nilai") if hasattr(row, name)}
        setattr(row, cell.kolom, value)
        if isinstance(row, Realisasi) and cell.kolom == "kode":
            row.nilai = skor(row.kode, skala=row.indikator.scores())
        try:
            row.clean_fields(exclude=["laporan", "indikator", "subkegiatan"])
            row.validate_constraints(exclude={"laporan", "indikator", "subkegiatan"})
        except ValidationError as error:
            for name, old in before.items():
                setattr(row, name, old)
            return HasilIsian(cell.baris, cell.kolom, "galat", stored, _sentence(error))
        self.rows[cell.baris] = row
        if shown != stored:
            self.changed.add(cell.baris)
        return HasilIsian(cell.baris, cell.kolom, "tersimpan", shown)

    def _row(self, cell: Isian) -> Row | None:
        if cell.baris in self.rows:
            return self.rows[cell.baris]
        if cell.baris == "evaluasi":
            return EvaluasiTriwulan(laporan=self.laporan)
        owner = self.owners.get(cell.baris)
        if isinstance(owner, Indikator):
            return Realisasi(laporan=self.laporan, indikator=owner)
        return RealisasiAnggaran(laporan=self.laporan, subkegiatan=owner) if owner else None

    def store(self, cara: str, at: datetime) -> None:
        for key in sorted(self.changed):
            row = self.rows[key]
            sign(row, self.user, cara, at)
            row.save()


def columns_of(row: Row) -> tuple[str, ...]:
    """Return the columns a row takes: of its figures only those in which its indicator is stated."""
    if not isinstance(row, Realisasi):
        return COLUMNS[type(row)]
    figures = number_columns(row.indikator)
    return tuple(kolom for kolom in COLUMNS[Realisasi] if kolom not in KOLOM_ANGKA or kolom in figures)


def _is_row(baris: str, kind: str) -> bool:
    return baris[:1] == kind and baris[1:].isdecimal()


def _value(cell: Isian, row: Row) -> Decimal | str | None:
    """Read the typed text; raises `AngkaError` (also the ambiguous kind), `SkalaError` or `ValidationError`."""
    require_kept(cell.teks)
    if cell.kolom in ANGKA:
        return _figure(cell, rupiah=isinstance(row, RealisasiAnggaran))
    text = _plain(cell.teks)
    if isinstance(row, Realisasi) and cell.kolom == "kode":
        return keep_code(text, row.indikator)
    return keep_text(text)


def _figure(cell: Isian, *, rupiah: bool) -> Decimal | None:
    try:
        value = parse_number(cell.teks, thousands=rupiah)
    except AngkaAmbiguError as error:
        if cell.bacaan not in ("ribuan", "desimal"):
            raise
        value = error.readings[0 if cell.bacaan == "ribuan" else 1]
    return None if value is None else keep_figure(value, cell.kolom, cell.teks, rupiah=rupiah)


def _plain(text: str) -> str:
    """Return typed text as it is kept: a browser sends line ends its own way."""
    return text.replace("\r\n", "\n").strip()


def _written(value: Decimal | str | None) -> str:
    return format_number(value) if isinstance(value, Decimal) else value or ""


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
