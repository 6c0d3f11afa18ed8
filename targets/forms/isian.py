"""What comes in from the entry page of a quarter, or from its script: cells with the texts that were seen."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from renstra.lib.teks import storable
from targets.selectors.lembar import BarisKinerja, Lembar
from targets.services.realisasi import COLUMNS, Isian

JUDUL_TEKS = {
    "keterangan": "Keterangan",
    "faktor_pendorong": "Faktor pendorong",
    "faktor_penghambat": "Faktor penghambat",
    "tindak_lanjut": "Tindak lanjut",
}
JUDUL_EVALUASI = {
    "faktor_pendorong": "Faktor pendorong keberhasilan",
    "faktor_penghambat": "Faktor penghambat pencapaian",
    "tindak_lanjut_triwulan": "Tindak lanjut triwulan berikutnya",
    "tindak_lanjut_renja": "Tindak lanjut Renja berikutnya",
}
KOLOM_TEKS, KOLOM_EVALUASI = tuple(JUDUL_TEKS), tuple(JUDUL_EVALUASI)
EVALUASI = "evaluasi"
MAKS_SEL = 500
CARA = ("isian", "tempel", "salin", "nihil", "urung")
BACAAN = ("", "ribuan", "desimal")

_BARIS = re.compile(r"[is][1-9][0-9]{0,17}|evaluasi")
_KOLOM = frozenset(kolom for columns in COLUMNS.values() for kolom in columns)


class BentukError(ValueError):
    """A request that no page of ours sends: answered 400."""


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What a script asks to save; with `coba` only to be told how the cells read."""

    isian: list[Isian]
    cara: str = "isian"
    coba: bool = False


def read_json(body: bytes) -> Permintaan:
    """Read the body of `simpan-sel`; raises `BentukError` for anything but exactly the agreed shape."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BentukError("Isi permintaan bukan JSON.") from error
    data = _object(data, required={"sel": list}, optional={"cara": str, "coba": bool})
    if not 0 < len(data["sel"]) <= MAKS_SEL:
        raise BentukError(f"Permintaan memuat 1 sampai {MAKS_SEL} sel.")
    cells = [_cell(each) for each in data["sel"]]
    if len({(cell.baris, cell.kolom) for cell in cells}) < len(cells):
        raise BentukError("Satu sel hanya boleh disebut sekali.")
    if data.get("cara", "isian") not in CARA:
        raise BentukError("Cara pengisian tidak dikenal.")
    return Permintaan(cells, data.get("cara", "isian"), data.get("coba", False))


def _cell(data: Any) -> Isian:
    text: dict[str, type] = {"baris": str, "kolom": str, "teks": str, "semula": str}
    found = _object(data, required=text, optional={"bacaan": str})
    if not _BARIS.fullmatch(found["baris"]) or found["kolom"] not in _KOLOM:
        raise BentukError("Sel tidak dikenal.")
    if found.get("bacaan", "") not in BACAAN:
        raise BentukError("Bacaan angka tidak dikenal.")
    if not all(storable(value) for value in found.values()):
        raise BentukError("Teks memuat huruf yang tidak dapat disimpan.")
    return Isian(**{**found, "teks": _lines(found["teks"]), "semula": _lines(found["semula"])})


def _object(data: Any, *, required: Mapping[str, type], optional: Mapping[str, type]) -> dict[str, Any]:
    known = {**required, **optional}
    if not isinstance(data, dict) or not required.keys() <= data.keys() <= known.keys():
        raise BentukError("Bentuk permintaan tidak dikenal.")
    if any(type(value) is not known[name] for name, value in data.items()):
        raise BentukError("Jenis nilai dalam permintaan keliru.")
    return data


def read_form(data: Mapping[str, str], sheet: Lembar) -> list[Isian]:
    """Return the cells of a posted page that differ from what the person saw.

    Beside a cell `i7-nilai` stands `~i7-nilai`, what was seen (absent where it was empty); `?i7-nilai` answers an
    ambiguous figure, and `!i7-nilai` a conflict: "tersimpan" leaves the other person's value.
    """
    found = []
    for baris, kolom in _cells(sheet):
        name = f"{baris}-{kolom}"
        teks, semula = _lines(data.get(name, "")), _lines(data.get(f"~{name}", ""))
        if name in data and teks.strip() != semula and data.get(f"!{name}") != "tersimpan":
            bacaan = data.get(f"?{name}", "")
            found.append(Isian(baris, kolom, teks, semula, bacaan if bacaan in BACAAN else ""))
    return found


def seen(data: Mapping[str, str], baris: str) -> dict[str, str]:
    """Return what the person saw in the cells of one row, by column."""
    start = f"~{baris}-"
    return {name.removeprefix(start): _lines(text) for name, text in data.items() if name.startswith(start)}


def _cells(sheet: Lembar) -> Iterator[tuple[str, str]]:
    for row in sheet.baris:
        text = KOLOM_TEKS if isinstance(row, BarisKinerja) else KOLOM_TEKS[:1]
        yield from ((row.kunci, kolom) for kolom in (*row.kolom_angka, *text))
    yield from ((EVALUASI, kolom) for kolom in KOLOM_EVALUASI)


def _lines(text: str) -> str:
    """A form sends its line ends as CRLF; they are stored as LF."""
    return text.replace("\r\n", "\n")
