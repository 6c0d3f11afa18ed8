"""Cross tables: a row of the sheet is one line of the plan, and each figure in it is a row of the data.

The columns of the template are the headings that are looked for; what they hold is compared figure by figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model

from imports.templat import KolomTemplat
from indicators.models import Indikator
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.numbers import AngkaError, parse_number
from renstra.lib.pembaca.buku import PERSEN
from renstra.lib.pembaca.kepala import Kepala, Kolom, find_header
from renstra.lib.pembaca.nilai import read_code, read_figure, read_text
from renstra.lib.teks import key
from targets.formulas import Nilai, SkalaError, as_stated, skor
from targets.services.nilai import require_storable

T = TypeVar("T")
OWN_SHEETS = frozenset({"petunjuk", "pilihan"})
"""Sheets of our templates that hold no data."""
KODE = "kode"


@dataclass(frozen=True)
class Bacaan:
    """A sheet whose headings were found: its columns by the code of the template's."""

    p: Pemeriksaan
    lembar: Any
    kepala: Kepala

    def ada(self, kode: str) -> bool:
        return kode in self.kepala.kolom

    def sel(self, baris: int, kode: str) -> Any:
        """Return the cell in a column; the first of the row where the sheet has no such column."""
        return self.lembar.sel(baris, self.kepala.kolom.get(kode, 1))

    def tempat(self, baris: int, kode: str = KODE) -> str:
        return f"{self.lembar.nama}!{self.sel(baris, kode).alamat}"

    def baca(self, baris: int, kode: str, pembaca: Any, **aturan: Any) -> Any:
        """Read a cell; None where the sheet has no such column, `RUSAK` where it cannot be taken."""
        return self.p.baca(self.lembar.nama, self.sel(baris, kode), pembaca, **aturan) if self.ada(kode) else None

    def catat(self, baris: int, kode: str, alasan: str, saran: str = "", **more: Any) -> None:
        self.p.catat(self.lembar.nama, self.sel(baris, kode), alasan, saran, **more)

    def baris(self, known: Mapping[str, T], sebutan: str) -> Iterator[tuple[int, T]]:
        """Yield the rows whose code is `known`, with what it stands for; every other row leaves a finding."""
        for number in self.lembar.baris_terisi(self.kepala.baris + 1):
            self.p.baris += 1
            code = self.baca(number, KODE, read_code)
            if code is RUSAK:
                continue
            if code.teks in known:
                if code.diperbaiki:
                    self.catat(number, KODE, f"Kode dibaca {code.teks}.", tingkat=Tingkat.PERINGATAN)
                yield number, known[code.teks]
            else:
                self._unknown(number, code.teks, sebutan)

    def _unknown(self, number: int, code: str, sebutan: str) -> None:
        """A row that states figures of something unknown is wrong; one of words alone is only not read."""
        cells = [self.lembar.sel(number, column) for name, column in self.kepala.kolom.items() if name != KODE]
        if not any(isinstance(cell.nilai, int | Decimal) for cell in cells):
            self.catat(number, KODE, "Baris ini tidak dibaca.", tingkat=Tingkat.PERINGATAN)
        elif code:
            self.catat(number, KODE, f"{sebutan} “{code}” tidak ada dalam rencana.", "Periksa kodenya.")
        else:
            self.catat(number, KODE, "Baris ini berisi angka tanpa kode.", "Isi kodenya, atau hapus barisnya.")

    def baris_tunggal(self, known: Mapping[str, T], sebutan: str) -> Iterator[tuple[int, T]]:
        """Yield the rows as `baris` does, each code once; a second row of it is a finding."""
        seen: dict[int, int] = {}
        for number, thing in self.baris(known, sebutan):
            if id(thing) in seen:
                self.catat(number, KODE, f"Kode ini sudah ada pada baris {seen[id(thing)]}.", "Hapus salah satu.")
                continue
            seen[id(thing)] = number
            yield number, thing


def open_sheets(
    p: Pemeriksaan, wanted: Mapping[str, Sequence[KolomTemplat]], asing: str = "Lembar ini tidak dikenal"
) -> dict[str, Bacaan]:
    """Return the sheets that hold data, by name; the others leave a finding that they are not read.

    A text with separators has one sheet, named after the file: where that says nothing, its headings do.
    Raises `SelError` where there is none of them.
    """
    found: dict[str, Bacaan] = {}
    by_key = {key(name): name for name in wanted}
    for sheet in p.buku.lembar:
        if not sheet.tinggi or key(sheet.nama) in OWN_SHEETS:
            continue
        p.lembar_terakhir = sheet.nama
        name = by_key.get(key(sheet.nama)) or (_named_by_headings(sheet, wanted) if sheet.terpisah else None)
        if name is None:
            p.catat(sheet.nama, None, f"{asing} dan tidak dibaca.", tingkat=Tingkat.PERINGATAN)
            continue
        found[name] = _opened(p, sheet, wanted[name])
    if not found:
        names = ", ".join(f"“{name}”" for name in wanted)
        raise SelError("Tidak ada lembar yang dapat dibaca.", f"Beri nama lembarnya salah satu dari {names}.")
    return found


def headings(columns: Sequence[KolomTemplat]) -> list[Kolom]:
    return [Kolom(each.kode, (each.judul, *each.sinonim), each.wajib) for each in columns]


def _opened(p: Pemeriksaan, sheet: Any, columns: Sequence[KolomTemplat]) -> Bacaan:
    head = find_header(sheet, headings(columns))
    if not any(each.isi and each.kode in head.kolom for each in columns if each.kode != KODE):
        names = ", ".join(f"“{each.judul}”" for each in columns if each.isi and each.kode != KODE)
        raise SelError("Tidak ada kolom yang dapat diisi.", f"Judul kolom yang dibaca: {names}.")
    for cell in head.tidak_dikenal:
        p.catat(sheet.nama, cell, "Kolom ini tidak dikenal dan tidak dibaca.", tingkat=Tingkat.PERINGATAN)
    return Bacaan(p, sheet, head)


def _named_by_headings(sheet: Any, wanted: Mapping[str, Sequence[KolomTemplat]]) -> str | None:
    """Return the sheet most of whose columns to be filled stand there."""
    counts: dict[str, int] = {}
    for name, columns in wanted.items():
        try:
            head = find_header(sheet, headings(columns))
        except SelError:
            continue
        counts[name] = sum(each.isi and each.kode in head.kolom for each in columns)
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best and counts[best] else None


def read_of(
    sel: Any, *, indikator: Indikator, semula: Decimal | None = None, jawaban: str | None = None
) -> Decimal | None:
    """Read a figure in the unit of an indicator, of a graded one by its code; None for an empty cell.

    A number that is still the stored one (`semula`) is not asked about: 1 % was read once already.
    """
    if indikator.skala:
        return _score(read_text(sel), indikator)
    if semula is not None and _says(sel, semula):
        return semula
    return read_kept(sel, places=4, persen=indikator.is_percentage, jawaban=jawaban)


def _says(sel: Any, value: Decimal) -> bool:
    """Whether a cell without a percent sign holds just this number."""
    if isinstance(sel.nilai, str):
        try:
            return "%" not in sel.nilai and parse_number(sel.nilai) == value
        except AngkaError:
            return False
    number = isinstance(sel.nilai, int | Decimal) and not isinstance(sel.nilai, bool)
    return number and sel.format != PERSEN and sel.nilai == value


def _score(text: str, indikator: Indikator) -> Decimal | None:
    if text in {"-", "–", "—"}:
        return None
    try:
        return skor(text, skala=indikator.scores())
    except SkalaError as error:
        raise SelError(str(error), "") from error


def read_kept(sel: Any, *, places: int, **aturan: Any) -> Decimal | None:
    """Read a figure that both databases keep to its last decimal."""
    value: Decimal | None = read_figure(sel, places=places, **aturan)
    try:
        if value is not None:
            require_storable(value, places)
    except AngkaError as error:
        raise SelError(str(error), "Periksa angkanya atau satuannya.") from error
    return value


def read_money(sel: Any, *, places: int = 0, jawaban: str | None = None) -> Decimal | None:
    """Read Rupiah that is never negative."""
    value = read_kept(sel, places=places, rupiah=True, jawaban=jawaban)
    if value is not None and value < 0:
        raise SelError("Uang ini tidak boleh negatif.", "Periksa angkanya.")
    return value


def shown(indikator: Indikator, value: Nilai | None) -> Decimal | str | None:
    """Return a stored figure as the template shows it: of a graded unit its code."""
    return as_stated(value, indikator.scores())


def match(
    p: Pemeriksaan,
    row: Model | None,
    model: type[Model],
    place: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    tempat: str,
    nama: str,
) -> None:
    """Note what makes the stored row of a place (None: there is none) hold `values`; all of them empty deletes it.

    A row stated of an earlier version of its line goes over to the one that rules once it changes.
    """
    if not differs(row, values):
        p.sama += row is not None
    elif row is None:
        p.buat(model, {**place, **values}, nama=nama, tempat=tempat)
    elif is_empty(values):
        p.hapus(row, tempat=tempat, nama=nama)
    else:
        links = {name: value for name, value in place.items() if not isinstance(value, dict)}
        p.ubah(row, {**links, **values}, tempat=tempat, nama=nama)


def is_empty(values: Mapping[str, Any]) -> bool:
    return all(value in (None, "") for value in values.values())


def differs(row: Model | None, values: Mapping[str, Any]) -> bool:
    """Whether these values are not what is stored; nothing is the same as no row."""
    if row is None:
        return not is_empty(values)
    return is_empty(values) or any(getattr(row, name) != value for name, value in values.items())


def same_line(sheet: Bacaan, number: int, row: Any) -> bool:
    """Whether the file speaks of the same line in the same unit: another unit makes it another figure.

    Another name is worth a look only: it may have been shortened.
    """
    if sheet.ada("nama") and not _same_words(sheet.sel(number, "nama").nilai, row.nama):
        reason = f"Nama {row.kode} pada rencana: “{row.nama}”."
        remedy = "Periksa apakah baris ini tidak tertukar."
        sheet.catat(number, "nama", reason, remedy, tingkat=Tingkat.PERINGATAN)
    if sheet.ada("satuan") and not _same_words(sheet.sel(number, "satuan").nilai, row.satuan):
        reason = f"Satuan indikator ini “{row.satuan}”."
        sheet.catat(number, "satuan", reason, "Tulis angkanya dalam satuan itu, lalu betulkan selnya.")
        return False
    return True


def _same_words(file: Any, plan: str) -> bool:
    """Whether what the file says of a line, if anything, is what the plan says."""
    return not isinstance(file, str) or not file or key(file) == key(plan)
