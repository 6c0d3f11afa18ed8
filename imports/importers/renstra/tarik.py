"""Which stored rows a file no longer has; they are withdrawn only when a person says so."""

from collections.abc import Iterator, Sequence
from typing import Any

from imports.importers.renstra.susunan import Penyusun
from imports.importers.renstra.tersimpan import Tersimpan
from indicators.models import Hasil, Indikator
from programs.models import LEVELS, BidangUrusan, PlanRow, Sasaran, Tujuan
from renstra.lib.importing import Pemeriksaan, Pilihan
from renstra.lib.pembaca.buku import LembarKerja

DISEBUT = 8
"""Rows named in the question at most."""
DATAR_INDIKATOR = "Indikator"


def absent_rows(stored: Tersimpan, susun: Penyusun, isi: Any) -> Iterator[tuple[LembarKerja, list[PlanRow]]]:
    """Yield for each sheet the stored rows of its kind that the file does not state, top down."""
    places = {
        "4.2": isi.tabel_4_2 and isi.tabel_4_2[0],
        "3.1": isi.tabel_3_1 and isi.tabel_3_1[0],
        "indikator": isi.datar.get(DATAR_INDIKATOR),
    }
    for kind, lembar in places.items():
        rows = [
            row
            for model, own in stored.rows.items()
            for kode, row in own.items()
            if (model, kode) not in susun.simpul and _kind(stored, row) == kind and _is_printed(stored, row)
        ]
        if lembar is not None and rows:
            yield lembar, rows


def _is_printed(stored: Tersimpan, row: PlanRow) -> bool:
    """Whether the tables print a row at all: a tujuan, sasaran or hasil without indicators stands in none."""
    bare = isinstance(row, Tujuan | Sasaran | Hasil) and not stored.children(Indikator, (type(row), row.kode))
    return not bare


def _kind(stored: Tersimpan, row: PlanRow) -> str:
    """Return which sheet states a row: Tabel 4.2, Tabel 3.1, or the flat sheet of indicators."""
    if isinstance(row, (*LEVELS.values(), Hasil)):
        return "4.2"
    if isinstance(row, Tujuan | Sasaran):
        return "3.1"
    parent = stored.parent(row)
    if parent is not None and parent[0] is BidangUrusan:
        return "indikator"
    return "4.2" if parent is not None and parent[0] is Hasil else "3.1"


def ask_withdrawal(p: Pemeriksaan, lembar: LembarKerja, rows: Sequence[PlanRow]) -> bool:
    """Ask whether rows the sheet no longer has are withdrawn, saying how many and which."""
    names = [_called(row) for row in rows[:DISEBUT]]
    more = f", dan {len(rows) - DISEBUT} lainnya" if len(rows) > DISEBUT else ""
    answer = p.tanya(
        lembar.nama,
        None,
        f"{len(rows)} baris yang tersimpan tidak ada di lembar ini: {'; '.join(names)}{more}.",
        "Pilih: ditarik dari rencana bersama angkanya, atau dibiarkan.",
        soal=f"tarik {lembar.nama}",
        pilihan=(Pilihan("biarkan", "Biarkan seperti semula"), Pilihan("tarik", "Ya, tarik semuanya")),
    )
    return answer == "tarik"


def _called(row: PlanRow) -> str:
    kind = str(row._meta.verbose_name)
    text = getattr(row, "nama", "") or getattr(row, "uraian", "")
    kode = row.kode if not isinstance(row, Indikator) else ""
    return " ".join(filter(None, (f"{kind[0].upper()}{kind[1:]}", kode, text[:60])))
