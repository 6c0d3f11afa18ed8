"""The shape of a workbook that is filled and brought in: one definition writes it and finds its headings again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

TERTUTUP = object()
"""What a row holds in a column that people fill, but not in this row: the cell is grey and locked."""


class Jenis(StrEnum):
    """What the cells of a column hold."""

    TEKS = "teks"
    ANGKA = "angka"
    RUPIAH = "rupiah"
    TANGGAL = "tanggal"
    KODE = "kode"
    BULAT = "bulat"


@dataclass(frozen=True, slots=True)
class KolomTemplat:
    """One column. `isi`: people fill it (yellow, not locked). `pilihan`: the drop-down, label by code; with
    `pilihan_bebas` anything else may be typed too, after a warning.
    """

    kode: str
    judul: str
    jenis: Jenis = Jenis.TEKS
    isi: bool = True
    wajib: bool = True
    sinonim: tuple[str, ...] = ()
    pilihan: Mapping[str, str] = field(default_factory=dict)
    pilihan_bebas: bool = False
    lebar: int = 16
    petunjuk: str = ""


@dataclass(frozen=True, slots=True)
class LembarTemplat:
    """One sheet: its name, the title lines above its headings, its columns, and what is stored now by column."""

    nama: str
    judul: Sequence[str]
    kolom: Sequence[KolomTemplat]
    baris: Sequence[Mapping[str, Any]]
    baris_kosong: int = 0
    """Empty yellow rows after the filled ones, for what is to be added."""


@dataclass(frozen=True, slots=True)
class BukuTemplat:
    """A workbook: file name without its ending, instructions (a sentence each), and its sheets."""

    nama: str
    petunjuk: Sequence[str]
    lembar: Sequence[LembarTemplat]
