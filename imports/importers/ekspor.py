"""Reads an export of a budget system as it comes: which column is the code, which the money, what each row is.

Nothing of its shape is ours. It is found by the codes of the plan that stand in it; what cannot be told from the
file is asked once and kept as `Pemetaan`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from imports.choices import BarisSumber, CaraAngka
from imports.importers.silang import OWN_SHEETS, read_kept
from imports.models import Pemetaan
from renstra.lib.importing import RUSAK, Pemeriksaan, Pilihan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja, Sel, address
from renstra.lib.teks import key, plain_blanks

_WHOLE = re.compile(r"\d+(?:\.\d+)+")
_LEADING = re.compile(r"(\d+(?:\.\d+)+)\.?(?=[\s:–-])")
_REKENING = re.compile(r"[456](?:$|\.\d(?:\.|$))")
"""An account code; the code of an urusan has two digits in its second part."""
_ORGANISASI = re.compile(r"\d\.\d{2}\.\d\.\d{2}\.\d\.\d{2}\.")
_JUMLAH = re.compile(r"\b(?:sub ?total|jumlah|total)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?\d{1,2}\)?")
_FIGURE = re.compile(r"-?(?:rp\.?\s*)?[\d.,]*\d[\d.,]*", re.IGNORECASE)
TAHUN = range(1900, 2101)
RENTANG_KEPALA = 3
"""Rows above the heading of the code column that may still hold a group's heading."""


def code_in(sel: Sel) -> str:
    """Return the code a cell begins with: alone, or before a name; empty where there is none."""
    if not isinstance(sel.nilai, str):
        return ""
    text = plain_blanks(sel.nilai)
    bare = re.sub(r"\s", "", text).replace(",", ".").strip(".")
    if _WHOLE.fullmatch(bare):
        return bare
    found = _LEADING.match(text)
    return found[1] if found else ""


class Arti(StrEnum):
    """What a row of an export is."""

    SUBKEGIATAN = "subkegiatan"
    INDUK = "induk"
    """A level of the plan above: a sum over rows that stand in the file too."""
    ORGANISASI = "organisasi"
    REKENING = "rekening"
    """A part of the subkegiatan above it, whose own row states the sum."""
    JUMLAH = "jumlah"
    ASING = "asing"
    KOSONG = "kosong"


@dataclass(frozen=True, slots=True)
class BarisEkspor:
    """One row: where it stands, what it is, its code, and its Rupiah (None: none stated)."""

    nomor: int
    arti: Arti
    kode: str
    nilai: Decimal | None


@dataclass
class Ekspor:
    """One sheet with the codes of the plan in it. `kode` are those of subkegiatan, `induk` those above them."""

    lembar: LembarKerja
    kode: Collection[str]
    induk: Collection[str]
    kolom_kode: int = 0
    kolom_nilai: int = 0
    cara: str = ""
    baris: str = ""
    _labels: dict[int, str] = field(default_factory=dict)

    @cached_property
    def kolom_berkode(self) -> list[int]:
        """The columns that hold a code of a subkegiatan."""
        found: set[int] = set()
        for row in self.lembar.baris_terisi():
            for column in range(1, self.lembar.lebar + 1):
                if column not in found and code_in(self.lembar.sel(row, column)) in self.kode:
                    found.add(column)
        return sorted(found)

    @cached_property
    def kepala(self) -> int:
        """The row where the heading of the code column ends, 0 where there is none above its codes."""
        column = self.kolom_kode or self.kolom_berkode[0]
        first = next(
            row for row in self.lembar.baris_terisi() if code_in(self.lembar.sel(row, column)) in self.kode
        )
        for row in range(first - 1, 0, -1):
            cell = self.lembar.sel_gabung(row, column)
            text = plain_blanks(cell.teks)
            if text and isinstance(cell.nilai, str) and not code_in(cell) and not _NUMBERED.fullmatch(text):
                return row
        return 0

    @cached_property
    def isi(self) -> int:
        """The first row below the headings: one with a code, or with a figure that is no column number."""
        column = self.kolom_kode or self.kolom_berkode[0]
        for row in self.lembar.baris_terisi(self.kepala + 1):
            cells = (self.lembar.sel(row, place) for place in range(1, self.lembar.lebar + 1))
            if code_in(self.lembar.sel_gabung(row, column)) or any(_is_amount(cell) for cell in cells):
                return row
        return self.kepala + 1

    @cached_property
    def judul(self) -> Mapping[int, str]:
        """The headings by column, the words of a group before those beneath it."""
        column = self.kolom_kode or self.kolom_berkode[0]
        area = self.lembar.gabungan(self.kepala, column) if self.kepala else None
        top = area[0] if area else self.kepala
        found: dict[int, str] = {}
        for place in range(1, self.lembar.lebar + 1):
            words: list[str] = []
            for row in range(max(1, top - RENTANG_KEPALA), self.isi):
                cell = self.lembar.sel_gabung(row, place)
                group = self.lembar.gabungan(row, place)
                above = row < top and (group is None or not group[1] < group[3] < self.lembar.lebar)
                text = " ".join(plain_blanks(cell.teks).split())
                if text and not above and text not in words and not _NUMBERED.fullmatch(text):
                    words.append(text)
            if words:
                found[place] = " ".join(words)[:200]
        return found

    @cached_property
    def kolom_angka(self) -> list[int]:
        """The columns with a heading that hold figures."""
        return [
            column
            for column in self.judul
            if column not in self.kolom_berkode
            and any(_figure_like(self.lembar.sel(row, column)) for row in self.lembar.baris_terisi(self.isi))
        ]

    def bernama(self, judul: str) -> int:
        """Return the one column with this heading, 0 where it is none or more."""
        found = [column for column, label in self.judul.items() if key(label) == key(judul)]
        return found[0] if len(found) == 1 else 0

    @cached_property
    def berulang(self) -> int:
        """The first row whose code stood in a row before, 0 where there is none."""
        seen: set[str] = set()
        for row in self.lembar.baris_terisi(self.isi):
            code = code_in(self.lembar.sel_gabung(row, self.kolom_kode))
            if code in self.kode and code in seen:
                return row
            seen.add(code)
        return 0

    # Rows

    def sel(self, row: int) -> Sel:
        return self.lembar.sel(row, self.kolom_nilai)

    def rows(self, p: Pemeriksaan) -> Iterator[BarisEkspor]:
        """Yield every filled row below the headings, but not one whose figure cannot be read: it is a finding."""
        for number in self.lembar.baris_terisi(self.isi):
            p.baris += 1
            code = self._code(number)
            value = p.baca(self.lembar.nama, self.sel(number), read_kept, places=2, rupiah=True)
            if value is not RUSAK:
                yield BarisEkspor(number, self._kind(number, code, value), code, value)

    def _code(self, number: int) -> str:
        """Return the code of a row, of an urusan too, which is one digit."""
        cell = self.lembar.sel_gabung(number, self.kolom_kode)
        first = cell.teks.split(maxsplit=1)[:1]
        return code_in(cell) or (first[0] if first and first[0] in self.induk else "")

    def _kind(self, number: int, code: str, value: Decimal | None) -> Arti:
        if code in self.kode:
            return Arti.SUBKEGIATAN
        if code in self.induk:
            return Arti.INDUK
        if _ORGANISASI.match(code):
            return Arti.ORGANISASI
        if _REKENING.match(code or self.lembar.sel_gabung(number, self.kolom_kode).teks.strip()):
            return Arti.REKENING
        texts = (self.lembar.sel(number, column).teks for column in range(1, self.lembar.lebar + 1))
        if not code and any(_JUMLAH.search(text) for text in texts):
            return Arti.JUMLAH
        return Arti.ASING if code or value else Arti.KOSONG


def _is_amount(sel: Sel) -> bool:
    """Whether a figure is neither the number of a column nor a year: below headings, it is a row of data."""
    if not _figure_like(sel) or _NUMBERED.fullmatch(sel.teks):
        return False
    return not (sel.teks.isdecimal() and int(sel.teks) in TAHUN)


def _figure_like(sel: Sel) -> bool:
    if isinstance(sel.nilai, bool):
        return False
    if isinstance(sel.nilai, int | Decimal):
        return True
    return isinstance(sel.nilai, str) and bool(
        re.fullmatch(r"-?(?:rp\.?\s*)?[\d.,]*\d[\d.,]*", sel.nilai.strip().lower())
    )


# What has to be known before rows can be read ---------------------------------------------------------------


def choose_sheet(p: Pemeriksaan, kode: Collection[str], induk: Collection[str]) -> Ekspor | None:
    """Return the sheet that holds codes of the plan; where more do, the one that was answered, None until then."""
    every = [sheet for sheet in p.buku.lembar if sheet.tinggi and key(sheet.nama) not in OWN_SHEETS]
    p.lembar_terakhir = every[0].nama if every else ""
    found = [each for sheet in every if (each := Ekspor(sheet, kode, induk)).kolom_berkode]
    if not found:
        raise SelError(
            "Tidak ada kode subkegiatan Renstra ini dalam berkas.",
            "Pilih ekspor yang memuat kode subkegiatan, misalnya 1.06.01.2.01.0001, atau periksa Renstranya.",
        )
    names = [each.lembar.nama for each in found]
    chosen: str | None = names[0]
    if len(found) > 1:
        chosen = p.tanya(
            names[0],
            None,
            "Lebih dari satu lembar memuat kode subkegiatan.",
            "Pilih lembar yang realisasinya diimpor.",
            soal="lembar",
            pilihan=tuple(Pilihan(name, name) for name in names),
        )
    for sheet in every:
        if chosen and sheet.nama != chosen:
            p.catat(sheet.nama, None, "Lembar ini tidak dibaca.", tingkat=Tingkat.PERINGATAN)
    return next((each for each in found if each.lembar.nama == chosen), None)


def settle_columns(p: Pemeriksaan, ekspor: Ekspor, pemetaan: Pemetaan | None) -> bool:
    """Let the export know its columns and how to read them, from what is kept or answered; False while asked."""
    ekspor.kolom_kode = _code_column(p, ekspor, pemetaan)
    if not ekspor.kolom_kode:
        return False
    for name in ("kepala", "isi", "judul"):  # found anew under the column that was chosen
        ekspor.__dict__.pop(name, None)
    if not ekspor.kepala:
        raise SelError("Kolom kode tidak berjudul.", "Beri judul pada setiap kolom di atas baris pertama.")
    p.lembar_terakhir = ekspor.lembar.nama
    ekspor.kolom_nilai = _money_column(p, ekspor, pemetaan)
    ekspor.cara = pemetaan.cara if pemetaan else _asked_way(p, ekspor)
    ekspor.baris = _rows_of(p, ekspor, pemetaan)
    return bool(ekspor.kolom_nilai and ekspor.cara and ekspor.baris)


def _code_column(p: Pemeriksaan, ekspor: Ekspor, pemetaan: Pemetaan | None) -> int:
    if len(ekspor.kolom_berkode) == 1:
        return ekspor.kolom_berkode[0]
    if pemetaan and (column := ekspor.bernama(pemetaan.kolom_kode)):
        return column
    reason = "Lebih dari satu kolom memuat kode subkegiatan."
    return _ask_column(p, ekspor, ekspor.kolom_berkode, reason, "Pilih kolom kode subkegiatan.", "kolom_kode")


def _money_column(p: Pemeriksaan, ekspor: Ekspor, pemetaan: Pemetaan | None) -> int:
    if pemetaan and (column := ekspor.bernama(pemetaan.kolom_nilai)):
        return column
    if not ekspor.kolom_angka:
        raise SelError("Tidak ada kolom berisi angka rupiah.", "Periksa apakah ekspor ini memuat realisasinya.")
    reason = f"Kolom “{pemetaan.kolom_nilai}” tidak ada." if pemetaan else "Kolom realisasi belum dikenal."
    return _ask_column(p, ekspor, ekspor.kolom_angka, reason, "Pilih kolom realisasi.", "kolom_nilai")


def _ask_column(p: Pemeriksaan, ekspor: Ekspor, columns: list[int], reason: str, remedy: str, soal: str) -> int:
    letters = {_letters(column): column for column in columns}
    answer = p.tanya(
        ekspor.lembar.nama,
        ekspor.lembar.sel_gabung(max(1, ekspor.kepala), columns[0]),
        reason,
        remedy,
        soal=soal,
        pilihan=tuple(
            Pilihan(letter, f"kolom {letter}: {ekspor.judul.get(column, 'tanpa judul')}")
            for letter, column in letters.items()
        ),
    )
    return letters.get(answer or "", 0)


def _asked_way(p: Pemeriksaan, ekspor: Ekspor) -> str:
    """Asked at the first code, so that its answer is kept apart from those of the headings."""
    return _ask_choice(p, ekspor, ekspor.isi, "Angka realisasi ini tentang apa?", "cara", CaraAngka)


def _rows_of(p: Pemeriksaan, ekspor: Ekspor, pemetaan: Pemetaan | None) -> str:
    if not ekspor.berulang:
        return pemetaan.baris if pemetaan else BarisSumber.SATU
    if pemetaan and pemetaan.baris == BarisSumber.RINCI:
        return pemetaan.baris
    return _ask_choice(
        p, ekspor, ekspor.berulang, "Kode subkegiatan ini ada pada lebih dari satu baris.", "baris", BarisSumber
    )


def _ask_choice(p: Pemeriksaan, ekspor: Ekspor, row: int, reason: str, soal: str, choices: Any) -> str:
    cell = ekspor.lembar.sel(row, ekspor.kolom_kode)
    answers = tuple(Pilihan(code, label) for code, label in choices.choices)
    return p.tanya(ekspor.lembar.nama, cell, reason, "Pilih salah satu.", soal=soal, pilihan=answers) or ""


def _letters(column: int) -> str:
    return address(1, column)[:-1]
