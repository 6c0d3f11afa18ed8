"""Finds the headings of a table in a sheet by their words: in any order, below any kop, over several rows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from renstra.lib.importing import SelError
from renstra.lib.pembaca.batas import BARIS_KEPALA
from renstra.lib.pembaca.buku import LembarKerja, Sel, address
from renstra.lib.teks import key

TINGKAT_KEPALA = 4
"""Rows that one heading may be spread over: year, quarter, then Target or Pagu."""
_TERLIHAT = 12
"""Headings named at most in a message."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column an importer wants: its code, and what its heading may say; people are told the first."""

    kode: str
    sinonim: tuple[str, ...]
    wajib: bool = True


@dataclass(frozen=True, slots=True)
class Kepala:
    """Where the headings end, the column number of each code found, and headings that nobody asked for.

    A row of column numbers `(1) (2) (3)` below the headings belongs to them.
    """

    baris: int
    kolom: Mapping[str, int]
    tidak_dikenal: tuple[Sel, ...] = ()


@dataclass(frozen=True, slots=True)
class _Calon:
    """One reading of the rows `atas` to `bawah` as headings: the columns of each code, and the labels."""

    atas: int
    bawah: int
    kolom: Mapping[str, tuple[int, ...]]
    label: Mapping[int, str]

    def lacking(self, wanted: Sequence[Kolom]) -> list[Kolom]:
        return [each for each in wanted if each.wajib and each.kode not in self.kolom]


def find_header(lembar: LembarKerja, kolom: Sequence[Kolom], *, batas: int = BARIS_KEPALA) -> Kepala:
    """Return where the wanted columns stand; raises `SelError` for one that is missing or stands there twice.

    The reading that finds the most columns holds; of equals the one with the fewest rows, then the upper one.
    """
    words = {key(word): each.kode for each in kolom for word in each.sinonim}
    best = min(
        _readings(lembar, words, batas),
        key=lambda each: (len(each.lacking(kolom)), -len(each.kolom), each.bawah - each.atas, each.bawah),
        default=None,
    )
    if best is None or not best.kolom:
        raise _nothing(lembar, kolom, batas)
    _require_one_each(best, kolom)
    if lacking := best.lacking(kolom):
        raise _lacking(best, lacking)
    last = _below_numbers(lembar, best)
    if lembar.terpisah:
        _require_aligned(lembar, best, last)
    found = {code: places[0] for code, places in best.kolom.items()}
    unknown = tuple(
        _heading_cell(lembar, best, column) for column in best.label if column not in set(found.values())
    )
    return Kepala(last, found, unknown)


def _readings(lembar: LembarKerja, words: Mapping[str, str], limit: int) -> Iterator[_Calon]:
    filled = [row for row in lembar.baris_terisi() if row <= limit] if lembar.tinggi else []
    for bottom in filled:
        for top in range(bottom, max(0, bottom - TINGKAT_KEPALA), -1):
            parts = _parts(lembar, top, bottom)
            found: dict[str, list[int]] = {}
            for column, names in parts.items():
                if code := _match(lembar, words, names, top, column):
                    found.setdefault(code, []).append(column)
            yield _Calon(
                top,
                bottom,
                {code: tuple(places) for code, places in found.items()},
                {column: " ".join(name for name in names if name) for column, names in parts.items()},
            )


def _parts(lembar: LembarKerja, top: int, bottom: int) -> dict[int, list[str]]:
    """Return for each column what its heading says from top to bottom; a merged cell speaks once.

    In an upper row without merged cells, as in CSV, a label also stands for the blanks to its right that have a
    heading of their own beneath.
    """
    parts: dict[int, list[str]] = {}
    spread = [""] * (bottom - top + 1)
    for column in range(1, lembar.lebar + 1):
        if (area := lembar.gabungan(bottom, column)) and column > area[1]:
            continue  # a heading over several columns belongs to the first
        names: list[str] = []
        seen: set[tuple[int, int]] = set()
        for place, row in enumerate(range(top, bottom + 1)):
            cell = lembar.sel_gabung(row, column)
            label = "" if (cell.baris, cell.kolom) in seen else cell.teks
            seen.add((cell.baris, cell.kolom))
            upper = row < bottom and lembar.gabungan(row, column) is None
            if label or not upper:
                spread[place] = label if upper else ""
                spread[place + 1 :] = [""] * (bottom - row)
            elif not lembar.sel(bottom, column).kosong:
                label = spread[place]
            names.append(label)
        if any(names):
            parts[column] = names
    return parts


def _match(
    lembar: LembarKerja, words: Mapping[str, str], names: Sequence[str], top: int, column: int
) -> str | None:
    """Return the code whose words the heading says: whole, or without upper labels that only stand above it."""
    for skip in range(len(names)):
        if skip and (not any(names[skip:]) or _is_group(lembar, top + skip - 1, column)):
            return None
        if code := words.get(key(" ".join(names[skip:]))):
            return None if skip == 0 and _is_group(lembar, top - 1, column) else code
    return None


def _is_group(lembar: LembarKerja, row: int, column: int) -> bool:
    """Whether what stands in a row is the label of a group: it spans some columns, but not the whole table.

    A heading under it means something only together with it: Target below 2026 is not just Target.
    """
    area = lembar.gabungan(row, column) if row > 0 else None
    if area is None or area[1] == area[3]:
        return False
    return any(
        not lembar.sel(row, other).kosong
        for other in range(1, lembar.lebar + 1)
        if not area[1] <= other <= area[3]
    )


def _heading_cell(lembar: LembarKerja, found: _Calon, column: int) -> Sel:
    """Return the lowest cell that names a column."""
    for row in range(found.bawah, found.atas - 1, -1):
        if not (cell := lembar.sel_gabung(row, column)).kosong:
            return cell
    return lembar.sel(found.bawah, column)


def _below_numbers(lembar: LembarKerja, found: _Calon) -> int:
    """Return the last row of the headings, one row of column numbers counted in.

    Numbers in brackets are such a row; plain ones only where they count every column from 1, at least five.
    """
    row = found.bawah + 1
    texts = [cell.teks.strip() for column in range(1, lembar.lebar + 1)
             if not (cell := lembar.sel(row, column)).kosong]  # fmt: skip
    bracketed = len(texts) >= 2 and all(text.startswith("(") and text[1:2].isdigit() for text in texts)
    counted = len(texts) >= 5 and texts == [str(number) for number in range(1, len(texts) + 1)]
    return row if bracketed or (counted and len(texts) == len(found.label)) else found.bawah


def _require_one_each(found: _Calon, wanted: Sequence[Kolom]) -> None:
    for each in wanted:
        places = found.kolom.get(each.kode, ())
        if len(places) > 1:
            cells = " dan ".join(address(found.bawah, column) for column in places)
            raise SelError(
                f"Judul kolom “{each.sinonim[0]}” ada lebih dari sekali ({cells}).",
                "Hapus kolom yang bukan maksudnya, atau ganti judulnya.",
            )


def _require_aligned(lembar: LembarKerja, found: _Calon, last: int) -> None:
    """Refuse a row of a CSV that is longer than its headings: an unquoted comma would have moved its figures."""
    width = max(found.label)
    for row in lembar.baris_terisi(last + 1):
        if len(lembar.isi[row - 1]) > width:
            raise SelError(
                f"Baris {row} berisi {len(lembar.isi[row - 1])} kolom, padahal judulnya {width}.",
                "Angka berkoma harus diapit tanda kutip atau dipisahkan titik koma; atau simpan sebagai XLSX.",
            )


def _lacking(found: _Calon, lacking: Iterable[Kolom]) -> SelError:
    missing = _quoted(each.sinonim[0] for each in lacking)
    rows = f"{found.atas}–{found.bawah}" if found.atas < found.bawah else str(found.bawah)
    return SelError(
        f"Judul kolom {missing} tidak ditemukan.",
        f"Judul pada baris {rows}: {_quoted(found.label.values())}. Tambahkan atau betulkan judulnya.",
    )


def _nothing(lembar: LembarKerja, wanted: Iterable[Kolom], limit: int) -> SelError:
    missing = _quoted(each.sinonim[0] for each in wanted if each.wajib)
    texts: list[str] = []
    for row in lembar.baris_terisi():
        if row <= limit:
            cells = [lembar.sel(row, column) for column in range(1, lembar.lebar + 1)]
            words = [
                cell.teks for cell in cells if isinstance(cell.nilai, str) and re.search("[a-z]", key(cell.teks))
            ]
            texts = max(texts, words, key=len)
    seen = f"Baris yang paling mirip judul berisi {_quoted(texts)}. " if texts else ""
    return SelError(
        f"Baris judul dengan kolom {missing} tidak ditemukan pada {limit} baris pertama.",
        f"{seen}Tulis judul kolom seperti pada template.",
    )


def _quoted(names: Iterable[str]) -> str:
    quoted = [f"“{' '.join(name.split())[:60]}”" for name in names]
    more = f", dan {len(quoted) - _TERLIHAT} lainnya" if len(quoted) > _TERLIHAT else ""
    return ", ".join(quoted[:_TERLIHAT]) + more
