"""Reads the cells of the plan's tables: a target may be a figure, a range or the code of a graded unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any

from indicators.models import Indikator
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.nilai import read_code, read_figure
from renstra.lib.teks import key, plain_blanks

KODE = re.compile(r"\d(\.\d{2}(\.\d{2}(\.[12]\.\d{2}(\.\d{4})?)?)?)?")
"""The code of an urusan … subkegiatan (Permendagri 90/2019)."""
_LEBAR = (1, 2, 2, 1, 2, 4)
"""Digits of each part of a code."""
_ANTARA = (r"\s*[–—]\s*", r"\s+s\.?\s?[/.]?\s?d\.?\s+", r"(?<=[\d%])\s*-\s*")
"""What stands between the bounds of a range; a hyphen only after a figure, since it is a minus too."""
_SPACED = r"\s*".join("DenganSatuan")
_SATUAN = re.compile(rf"(?P<nama>.*)\(\s*{_SPACED}\s*:\s*(?P<satuan>.*)\)\s*\.?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Batas:
    """A stated target; a range has an upper bound."""

    nilai: Decimal
    atas: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SelIndikator:
    """An indicator as a table states it: its texts, and the cells of its figures, to be read with its unit."""

    lembar: str
    sel: Sel
    nama: str
    satuan: str
    kode_baris: str = ""
    baseline: Sel | None = None
    target: Mapping[int, Sel] = field(default_factory=dict)
    akhir: Sel | None = None

    @property
    def tempat(self) -> str:
        return f"{self.lembar}!{self.sel.alamat}"


def split_unit(text: str) -> tuple[str, str]:
    """Return the indicator and its unit out of `Nama (Dengan Satuan: Orang)`; the unit is "" where none is said.

    Scanned tables print the words with blanks between the letters.
    """
    found = _SATUAN.fullmatch(text)
    return (plain_blanks(found["nama"]), plain_blanks(found["satuan"])) if found else (text, "")


def read_plan_code(p: Pemeriksaan, lembar: LembarKerja, sel: Sel) -> Any:
    """Return the code of a coded row, RUSAK where it is none; one that was mended is told."""
    text = plain_blanks(sel.teks)
    if isinstance(sel.nilai, str) and (padded := _padded(text)):
        p.catat(
            lembar.nama, sel, f"Kode ini dibaca {padded}.", "Betulkan bila bukan itu.", tingkat=Tingkat.PERINGATAN
        )
        return padded
    kode = p.baca(lembar.nama, sel, read_code, pola=KODE)
    if kode is RUSAK:
        return RUSAK
    if kode.diperbaiki and kode.teks != text:
        reason = f"Kode ini dibaca {kode.teks}."
        p.catat(lembar.nama, sel, reason, "Betulkan bila bukan itu.", tingkat=Tingkat.PERINGATAN)
    return kode.teks


def _padded(text: str) -> str:
    """Return a code whose parts lack their leading zeros with them, "" for any other text."""
    parts = text.strip(". ").split(".")
    if not all(part.isdecimal() and part.isascii() for part in parts) or len(parts) > len(_LEBAR):
        return ""
    filled = ".".join(part.zfill(width) for part, width in zip(parts, _LEBAR, strict=False))
    return filled if filled != text and KODE.fullmatch(filled) else ""


def read_bounds(
    sel: Sel, *, persen: bool = False, skala: Mapping[str, Decimal] | None = None, jawaban: str | None = None
) -> Batas | None:
    """Return the target in a cell: a figure, two bounds, or the code of a graded unit; None where empty."""
    if isinstance(sel.nilai, str):
        text = plain_blanks(sel.nilai)
        scores = {key(kode): skor for kode, skor in (skala or {}).items()}
        if key(text) in scores:
            return Batas(scores[key(text)])
        if bounds := split_range(text):
            return _range(sel, bounds, persen=persen, jawaban=jawaban)
        if re.fullmatch(r"(?!rp|o+$)[^\W\d]{2,}.*", text, re.IGNORECASE | re.DOTALL):
            codes = ", ".join(skala or ())
            remedy = (
                f"Kode yang ada: {codes}." if codes else "Untuk satuan bertingkat isi SKALA di lembar Indikator."
            )
            raise SelError(f"“{text}” bukan angka.", remedy)
    value = read_figure(sel, persen=persen, jawaban=jawaban)
    return None if value is None else Batas(value)


def split_range(text: str) -> tuple[str, str] | None:
    """Return the two bounds of a range as written: 70–80, 70 s.d. 80, 70-80; None for any other text."""
    for between in _ANTARA:
        lower, *upper = re.split(between, text, maxsplit=1)
        if lower and upper and upper[0]:
            return lower, upper[0]
    return None


def _range(sel: Sel, bounds: tuple[str, str], *, persen: bool, jawaban: str | None) -> Batas:
    lower, upper = _bounds(sel, bounds, persen=persen, jawaban=jawaban)
    if lower is None or upper is None:
        raise SelError(f"“{sel.teks}” bukan rentang.", "Tulis dua angka, misalnya 70–80.")
    if upper < lower:
        raise SelError(f"Rentang “{sel.teks}” terbalik.", "Tulis batas bawah dahulu, misalnya 70–80.")
    return Batas(lower, upper)


def _bounds(
    sel: Sel, bounds: tuple[str, str], *, persen: bool, jawaban: str | None
) -> tuple[Decimal | None, Decimal | None]:
    """Read both bounds in one way: of a range up to 3,91 % the lower bound 0,18 is no fraction of a whole."""
    cells = [replace(sel, nilai=text) for text in bounds]
    if persen and jawaban is None and _reads_above_one(cells[1]):
        jawaban = "apa_adanya"
    lower, upper = (read_figure(cell, persen=persen, jawaban=jawaban) for cell in cells)
    return lower, upper


def _reads_above_one(sel: Sel) -> bool:
    try:
        plain = read_figure(sel, persen=True, jawaban="apa_adanya")
    except SelError:
        return False
    return plain is not None and plain > 1


def read_target(p: Pemeriksaan, lembar: str, sel: Sel, indikator: Indikator, tersimpan: Batas | None) -> Any:
    """Read the target of an indicator (unsaved or stored: for unit and scale); RUSAK where it cannot be taken."""
    reader = partial(read_bounds, persen=indikator.is_percentage, skala=indikator.scores())
    return read_unless_stored(p, lembar, sel, reader, tersimpan)


def read_unless_stored(p: Pemeriksaan, lembar: str, sel: Sel, reader: Any, tersimpan: Any) -> Any:
    """Read a cell without asking again what is stored already: one of its readings is the stored figure."""
    try:
        return reader(sel)
    except SelError as error:
        if tersimpan is not None and any(_reads_as(sel, reader, each.kode, tersimpan) for each in error.pilihan):
            return tersimpan
    return p.baca(lembar, sel, reader)


def _reads_as(sel: Sel, reader: Any, jawaban: str, tersimpan: Any) -> bool:
    try:
        return bool(reader(sel, jawaban=jawaban) == tersimpan)
    except SelError:
        return False
