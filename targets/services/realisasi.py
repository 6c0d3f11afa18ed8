"""Writing the figures of a quarter, cell by cell: read as people here write them, never guessed, never lost.

A cell is swapped only if it still holds what the person saw (`semula`); otherwise both values are given back and
the person chooses. Every change leaves who, when, old and new in the row's history.
"""

from collections.abc import Sequence
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
from targets.formulas import SkalaError, skor
from targets.models import EvaluasiTriwulan, LaporanTriwulan, Realisasi, RealisasiAnggaran
from targets.services.laporan import ensure_report, require_writable

ANGKA = frozenset({"nilai", "pembilang", "penyebut"})
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
PANJANG_TEKS = 4000

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


def cell_text(row: Row | None, kolom: str) -> str:
    """Return a stored cell as it stands in the form: the text a person compares with."""
    value = getattr(row, kolom) if row is not None else None
    return format_number(value) if isinstance(value, Decimal) else value or ""


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
) -> tuple[LaporanTriwulan, list[HasilIsian]]:
    """Save the cells of one unit's quarter; each is stored, or answered with the reason and left as it was.

    Raises `PermissionDenied` for a person of another unit and `LaporanError` where the report is not open now.
    """
    at = at or timezone.now()
    laporan = ensure_report(renstra=renstra, unit=unit, tahun=tahun, triwulan=triwulan, user=user)
    require_writable(laporan, user, at)
    sheet = Lembar(laporan, isian)
    results = [sheet.put(cell) for cell in isian]
    sheet.store(user, cara)
    return laporan, results


class Lembar:
    """The rows of one report that a batch of cells touches, read once and written once."""

    def __init__(self, laporan: LaporanTriwulan, isian: Sequence[Isian]) -> None:
        self.laporan = laporan
        pks = {kind: {int(c.baris[1:]) for c in isian if _is_row(c.baris, kind)} for kind in "is"}
        indicators = Indikator.objects.filter(
            renstra=laporan.renstra_id, penanggung_jawab=laporan.unit_id, pk__in=pks["i"]
        )
        subkegiatan = Subkegiatan.objects.filter(renstra=laporan.renstra_id, unit=laporan.unit_id, pk__in=pks["s"])
        self.owners: dict[str, Indikator | Subkegiatan] = {f"i{row.pk}": row for row in indicators}
        self.owners |= {f"s{row.pk}": row for row in subkegiatan}
        self.rows: dict[str, Row] = {}
        for row in Realisasi.objects.filter(laporan=laporan, indikator__in=pks["i"]):
            self.rows[f"i{row.indikator_id}"] = row
        for money in RealisasiAnggaran.objects.filter(laporan=laporan, subkegiatan__in=pks["s"]):
            self.rows[f"s{money.subkegiatan_id}"] = money
        if evaluation := EvaluasiTriwulan.objects.filter(laporan=laporan).first():
            self.rows["evaluasi"] = evaluation
        self.changed: set[str] = set()

    def put(self, cell: Isian) -> HasilIsian:
        """Take one cell into its row, or say why not."""
        row = self._row(cell)
        if row is None or cell.kolom not in COLUMNS[type(row)]:
            return HasilIsian(cell.baris, cell.kolom, "galat", pesan="Baris ini bukan milik unit Anda.")
        stored = cell_text(row, cell.kolom)
        try:
            value = _value(cell, row)
        except AngkaAmbiguError as error:
            choices = tuple(zip(("ribuan", "desimal"), map(format_number, error.readings), strict=True))
            return HasilIsian(cell.baris, cell.kolom, "ambigu", stored, str(error), choices)
        except (AngkaError, SkalaError, ValidationError) as error:
            return HasilIsian(cell.baris, cell.kolom, "galat", stored, _sentence(error))
        shown = format_number(value) if isinstance(value, Decimal) else value or ""
        if shown == cell.semula:  # left as it was seen: nothing typed, nothing to swap
            return HasilIsian(cell.baris, cell.kolom, "tersimpan", stored)
        if cell.semula is not None and stored not in (cell.semula, shown):
            message = f"Orang lain sudah mengubah sel ini menjadi “{stored or 'kosong'}”; pilih yang dipakai."
            return HasilIsian(cell.baris, cell.kolom, "bentrok", stored, message)
        return self._assign(cell, row, value, stored, shown)

    def _assign(self, cell: Isian, row: Row, value: Any, stored: str, shown: str) -> HasilIsian:
        before = getattr(row, cell.kolom)
        setattr(row, cell.kolom, value)
        if isinstance(row, Realisasi) and cell.kolom == "kode":
            row.nilai = skor(row.kode, skala=row.indikator.scores())
        try:
            row.clean_fields(exclude=["laporan", "indikator", "subkegiatan"])
            row.validate_constraints(exclude={"laporan", "indikator", "subkegiatan"})
        except ValidationError as error:
            setattr(row, cell.kolom, before)
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

    def store(self, user: Pengguna, cara: str) -> None:
        for key in sorted(self.changed):
            row = self.rows[key]
            sign(row, user, cara)
            row.save()


def _is_row(baris: str, kind: str) -> bool:
    return baris[:1] == kind and baris[1:].isdecimal()


def _value(cell: Isian, row: Row) -> Decimal | str | None:
    """Read the typed text; raises `AngkaError` (also the ambiguous kind) or `ValidationError`."""
    if cell.kolom not in ANGKA:
        text = cell.teks.replace("\r\n", "\n").strip()
        if isinstance(row, Realisasi) and cell.kolom == "kode":
            skor(text, skala=row.indikator.scores())
        if len(text) > PANJANG_TEKS:
            raise ValidationError(f"Teks terlalu panjang; paling banyak {PANJANG_TEKS} huruf.")
        return text
    rupiah = isinstance(row, RealisasiAnggaran)
    places = 2 if rupiah else 4
    try:
        value = parse_number(cell.teks, thousands=rupiah)
    except AngkaAmbiguError as error:
        if cell.bacaan not in ("ribuan", "desimal"):
            raise
        value = error.readings[0 if cell.bacaan == "ribuan" else 1]
    if value is not None and value != value.quantize(Decimal(1).scaleb(-places)):
        raise AngkaError(
            f"“{cell.teks.strip()}” punya lebih dari {places} angka di belakang koma; bulatkan dahulu."
        )
    if value is not None and cell.kolom != "nilai" and value < 0:
        raise AngkaError("Pembilang dan penyebut tidak boleh negatif.")
    return value


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
