"""Shortcuts of the entry grid: the same cells a person would type, saved the same way, named in the history."""

from collections.abc import Mapping
from datetime import datetime

from programs.models import Pengguna
from targets.models import LaporanTriwulan
from targets.selectors.lembar import BarisAnggaran, BarisKinerja, Lembar, copyable
from targets.services.realisasi import HasilIsian, Isian, cell_text, save_cells

Saved = tuple[LaporanTriwulan, list[HasilIsian]]


def mark_nil(
    *,
    sheet: Lembar,
    row: BarisKinerja | BarisAnggaran,
    semula: Mapping[str, str],
    user: Pengguna,
    at: datetime | None = None,
) -> Saved:
    """Write 0 for a row where nothing happened, and the keterangan "Nihil" where it is empty.

    `semula` is what the person saw in these two cells. Of two parts the pembilang is 0: the penyebut is a count
    of its own. A graded row knows no nil.
    """
    kolom = row.kolom_angka[0]
    cells = [Isian(row.kunci, kolom, "0", semula.get(kolom, ""))] if kolom != "kode" else []
    if not semula.get("keterangan"):
        cells.append(Isian(row.kunci, "keterangan", "Nihil", ""))
    return _save(sheet, cells, user, at, "nihil")


def copy_previous(*, sheet: Lembar, user: Pengguna, at: datetime | None = None) -> Saved:
    """Fill the empty cells of position indicators with the figures of the quarter before (see `copyable`)."""
    rows = {row.kunci: row for row in sheet.kinerja}
    cells = [
        Isian(key, kolom, cell_text(before, kolom), "", bacaan="ribuan")  # as written by us, dots are thousands
        for key, before in copyable(sheet).items()
        for kolom in rows[key].kolom_angka
    ]
    return _save(sheet, cells, user, at, "salin")


def _save(sheet: Lembar, cells: list[Isian], user: Pengguna, at: datetime | None, cara: str) -> Saved:
    return save_cells(
        renstra=sheet.renstra,
        unit=sheet.unit,
        tahun=sheet.tahun,
        triwulan=sheet.triwulan,
        isian=cells,
        user=user,
        at=at,
        cara=cara,
    )
