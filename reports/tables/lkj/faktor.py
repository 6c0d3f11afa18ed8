"""LKj 3.6: causes of success and failure, and what was done, as units wrote them through the year."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from renstra.tabular import Cell, Column, Kind, Row, Table
from reports.selectors.lkj import Faktor, Kelompok, Lkj
from reports.selectors.permintaan import Permintaan
from reports.tables.lkj.kolom import Lintas, lkj_table

BELUM_DIISI = "belum diisi"


@dataclass(frozen=True, slots=True)
class BarisFaktor:
    """An indicator, or a unit, with what was written of it."""

    nomor: int
    nama: str
    faktor: Faktor


def build_for(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return faktor(lkj, lkj.kelompok)


def faktor(lkj: Lkj, groups: Sequence[Kelompok]) -> Table:
    """Return the indicators of the groups, those of their programs with something written, and the units."""
    return lkj_table(
        lkj,
        "lkj-faktor",
        "Tabel 3.6",
        f"Analisis Faktor Keberhasilan dan Kegagalan Kinerja Tahun {lkj.tahun}",
        (
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 9),
            Column("indikator", "Indikator Kinerja", lambda row: row.nama, width=75),
            Column("pendukung", "Faktor Pendukung", said(lambda found: found.pendorong), width=72),
            Column("penghambat", "Faktor Penghambat", said(lambda found: found.penghambat), width=72),
            Column("upaya", "Upaya/Solusi", said(lambda found: found.upaya), width=72),
        ),
        list(lines(lkj, groups)),
        notes=(
            "Dari isian triwulan, triwulan terbaru lebih dahulu. Indikator program, kegiatan, dan subkegiatan "
            "hanya tampil bila ada isinya.",
        ),
        lekat=frozenset({"sasaran"}),
    )


def said(texts: Callable[[Faktor], tuple[str, ...]]) -> Callable[[BarisFaktor], Cell]:
    def value(row: BarisFaktor) -> Cell:
        found = "\n".join(texts(row.faktor))
        return Cell(found or BELUM_DIISI, muted=not found)

    return value


def lines(lkj: Lkj, groups: Sequence[Kelompok]) -> Iterator[Row[Any]]:
    """Yield a heading for each tujuan and sasaran with its rows below it, then the units."""
    numbers = count(1)
    for group in groups:
        yield Row(group.judul, "sasaran", Lintas(group.nama))
        for nama, found in written(lkj, group):
            number = next(numbers)
            yield Row(f"{group.judul}/{number}", "baris", BarisFaktor(number, nama, found))
    for place, (unit, found) in enumerate(lkj.faktor_unit):
        if not place:
            yield Row("unit", "sasaran", Lintas("Evaluasi unit kerja atas triwulannya secara keseluruhan"))
        yield Row(f"unit/{unit}", "baris", BarisFaktor(next(numbers), unit, found))


def written(lkj: Lkj, group: Kelompok) -> Iterator[tuple[str, Faktor]]:
    """Yield what was written of the group's own indicators, also nothing, and of those that support it."""
    for each in group.butir:
        yield each.indikator.nama, lkj.faktor_of(each.indikator)
    for indikator in lkj.pendukung(group):
        if found := lkj.faktor_of(indikator):
            yield indikator.nama, found
