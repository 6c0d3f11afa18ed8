"""LKj 3.1 (the scale) and 3.2 (pengukuran kinerja): target against realisasi of the year."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from renstra.lib.numbers import format_number
from renstra.tabular import Column, Kind, Row, Table
from reports.selectors.lkj import Kelompok, Lkj
from reports.selectors.permintaan import Permintaan
from reports.tables.lkj.kolom import (
    RUMUS,
    butir_columns,
    criterion,
    figure_column,
    level,
    level_column,
    lkj_table,
    mean_note,
    mean_row,
    of,
    reached,
    rows_of,
    target,
)
from targets.formulas import PREDIKAT_BAKU, Predikat


class Pita(NamedTuple):
    """A band of the scale as it is printed."""

    nomor: int
    interval: str
    nama: str
    singkatan: str


def build_skala(asked: Permintaan) -> Table:
    return skala(Lkj(asked))


def skala(lkj: Lkj) -> Table:
    """Return the scale as the predicates are computed by it."""
    return lkj_table(
        lkj,
        "lkj-skala",
        "Tabel 3.1",
        "Skala Nilai Peringkat Kinerja",
        (
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 12),
            Column("interval", "Interval Nilai Realisasi Kinerja (%)", lambda row: row.interval, width=90),
            Column("kriteria", "Kriteria Penilaian Realisasi Kinerja", lambda row: row.nama, width=90),
            Column("kode", "Kode", lambda row: row.singkatan, Kind.CODE, 25),
        ),
        [Row(band.singkatan, "baris", band) for band in bands(PREDIKAT_BAKU)],
        notes=("Predikat diambil dari capaian yang sudah dibulatkan dua desimal, sama dengan yang tercetak.",),
        size=9,
    )


def bands(scale: Sequence[Predikat]) -> Iterator[Pita]:
    """Yield the bands from high to low, each with the bounds it lies between."""
    for number, (above, band) in enumerate(pairwise((None, *scale)), 1):
        assert band is not None  # noqa: S101 — only the first of the pairs can be None
        low = (
            "" if band.di_atas is None else f"{'≥' if band.termasuk_batas else '>'} {format_number(band.di_atas)}"
        )
        high = ""
        if above is not None:
            high = f"{'<' if above.termasuk_batas else 's.d.'} {format_number(above.di_atas)}"
        yield Pita(number, f"{low} {high}".strip(), band.nama, band.singkatan)


def build_for(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return pengukuran(lkj, lkj.kelompok)


def pengukuran(lkj: Lkj, groups: Sequence[Kelompok], *, dengan_sasaran: bool = True) -> Table:
    """Return target, realisasi and capaian of the year for the indicators of some tujuan and sasaran."""
    butir = [each for group in groups for each in group.butir]
    rows = list(rows_of(groups))
    return lkj_table(
        lkj,
        "lkj-pengukuran",
        "Tabel 3.2",
        f"Pengukuran Kinerja Tahun {lkj.tahun}",
        (
            *butir_columns(dengan_sasaran=dengan_sasaran),
            figure_column("target", "Target", of(lambda each: target(each, each.kini.target))),
            figure_column("realisasi", "Realisasi", of(reached)),
            level_column(
                "capaian",
                "Capaian (%)",
                of(lambda each: level(each, each.kini.capaian, each.kini.target, "{realisasi}", "{target}")),
            ),
            Column("kriteria", "Kriteria", of(lambda each: criterion(each.kini.capaian)), width=34),
        ),
        [*rows, mean_row(lkj, butir)] if rows else [],
        notes=(RUMUS, mean_note(lkj)),
        tahun=(lkj.tahun,),
        size=8,
    )
