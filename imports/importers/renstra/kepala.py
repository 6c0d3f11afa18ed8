"""Finds the headings of a table with columns for every year, as our export writes them and as offices type them.

The words over a column, from its group down to its own label, say what it holds; how many rows they take, and
whether cells are merged, differs from office to office.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from renstra.lib.pembaca.batas import BARIS_KEPALA
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.kepala import TINGKAT_KEPALA
from renstra.lib.teks import key

TARGET, PAGU = "target", "pagu"
TAHUN = re.compile(r"\b20\d\d\b")
_PAGU = re.compile(r"\b(pagu|rp|rupiah|anggaran|dana|pendanaan)\b")
_TARGET = re.compile(r"\b(target|kinerja|volume)\b")
_BAWAH = re.compile(r"^(tahun )?20\d\d( rp)?$|\b(target|pagu|rp|rupiah|anggaran|kinerja|volume|satuan)\b")
_NOMOR = re.compile(r"^\(?\d{1,2}\)?$")
_PENDEK = 40
"""Characters of a label in a lower row of headings at most: longer is text of the table."""

BASELINE = re.compile(r"\b(baseline|base line|kondisi awal|data awal|kondisi kinerja( pada)? awal)\b")
AKHIR = re.compile(r"\b(akhir periode|kondisi akhir|akhir renstra|periode akhir)\b")


@dataclass(frozen=True, slots=True)
class KepalaTahun:
    """The last row of the headings, the columns by what they hold, and those of the years by (kind, year)."""

    baris: int
    kolom: Mapping[str, int]
    tahun: Mapping[tuple[str, int], int]
    kembar: tuple[str, ...] = ()
    tidak_dikenal: tuple[Sel, ...] = ()

    @property
    def years(self) -> list[int]:
        return sorted({year for _, year in self.tahun})


def find_headings(lembar: LembarKerja, sebutan: Sequence[tuple[str, re.Pattern[str]]]) -> KepalaTahun | None:
    """Return the headings that name the most columns; None where no row of the sheet holds any year.

    `sebutan` says by what words a column without year is known, the first that fits.
    """
    found = [
        headings
        for top in lembar.baris_terisi()
        if top <= BARIS_KEPALA
        for bottom in _bottoms(lembar, top)
        if (headings := _headings(lembar, top, bottom, sebutan)).tahun
    ]
    return max(found, key=lambda each: (len(each.kolom) + len(each.tahun), -each.baris), default=None)


def _bottoms(lembar: LembarKerja, top: int) -> Iterator[int]:
    """Yield where headings that begin in a row may end: as long as what follows still reads as headings."""
    yield top
    for row in range(top + 1, top + TINGKAT_KEPALA):
        texts = [key(cell.teks) for cell in cells(lembar, row)]
        if not texts or not any(_BAWAH.search(text) for text in texts) or max(map(len, texts)) > _PENDEK:
            return
        yield row


def cells(lembar: LembarKerja, row: int) -> list[Sel]:
    """Return the filled cells of a row."""
    found = (lembar.sel(row, column) for column in range(1, lembar.lebar + 1))
    return [cell for cell in found if not cell.kosong]


def is_numbered(lembar: LembarKerja, row: int) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3) or 1 2 3."""
    texts = [cell.teks.strip() for cell in cells(lembar, row)]
    if len(texts) < 3 or not all(_NOMOR.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()")) for text in texts]
    return numbers[0] == 1 and all(1 <= after - before <= 2 for before, after in pairwise(numbers))


def _headings(
    lembar: LembarKerja, top: int, bottom: int, sebutan: Sequence[tuple[str, re.Pattern[str]]]
) -> KepalaTahun:
    plain: dict[str, int] = {}
    years: dict[tuple[str, int], int] = {}
    twice: list[str] = []
    unknown: list[Sel] = []
    for column, labels in _labels(lembar, top, bottom).items():
        what = _meaning(labels, sebutan)
        known: dict[object, int] = years if isinstance(what, tuple) else plain  # type: ignore[assignment]
        if what is None:
            unknown.append(_lowest(lembar, top, bottom, column))
        elif what in known:
            twice.append(" ".join(labels))
        else:
            known[what] = column
    last = bottom + 1 if is_numbered(lembar, bottom + 1) else bottom
    return KepalaTahun(last, plain, years, tuple(twice), tuple(unknown))


def _labels(lembar: LembarKerja, top: int, bottom: int) -> dict[int, list[str]]:
    """Return the words over each column, its group first.

    A label in an upper row that is not merged also stands for the blanks to its right with a label beneath.
    """
    found: dict[int, list[str]] = {}
    spread = [""] * (bottom - top + 1)
    for column in range(1, lembar.lebar + 1):
        names: list[str] = []
        seen: set[tuple[int, int]] = set()
        for place, row in enumerate(range(top, bottom + 1)):
            cell = lembar.sel_gabung(row, column)
            label = key(cell.teks) if (cell.baris, cell.kolom) not in seen else ""
            seen.add((cell.baris, cell.kolom))
            merged = lembar.gabungan(row, column) is not None
            if label or merged:
                spread[place:] = ["" if merged else label] + [""] * (bottom - row)
            elif row < bottom and not lembar.sel(bottom, column).kosong:
                label = spread[place]
            names.append(label)
        area = lembar.gabungan(bottom, column)
        if any(names) and not (area and column > area[1]):
            found[column] = [name for name in names if name]
    return found


def _meaning(
    labels: Sequence[str], sebutan: Sequence[tuple[str, re.Pattern[str]]]
) -> str | tuple[str, int] | None:
    whole = " ".join(labels)
    if AKHIR.search(whole):
        return "akhir"
    if BASELINE.search(whole):
        return "baseline"
    if years := TAHUN.findall(whole):
        kind = _kind_of_year(labels, years[-1])
        return (kind, int(years[-1])) if kind else None
    return next((code for code, words in sebutan if words.search(whole)), None)


def _kind_of_year(labels: Sequence[str], year: str) -> str:
    """Return whether a column of a year holds targets or pagu: its own label says so, or the nearest above it."""
    own = " ".join(labels).rpartition(year)[2]
    for text in (own, *reversed(labels)):
        target, pagu = _TARGET.search(text) is not None, _PAGU.search(text) is not None
        if target != pagu:
            return TARGET if target else PAGU
        if target:
            return ""  # both: a year that is not split
    return TARGET


def _lowest(lembar: LembarKerja, top: int, bottom: int, column: int) -> Sel:
    found = (lembar.sel_gabung(row, column) for row in range(bottom, top - 1, -1))
    return next((cell for cell in found if not cell.kosong), lembar.sel(bottom, column))
