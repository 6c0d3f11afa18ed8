"""What the tables of the LKj share: columns of an indicator, rows across columns, numbers, the empty table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from indicators.models import Indikator
from renstra.tabular import Cell, Column, Group, Kind, Layout, Row, Table, Value
from reports.selectors.lkj import Butir, Kelompok, Lkj
from reports.tables.evaluasi import as_target, derived, level_formula, provisional
from targets.formulas import Hasil, Nilai, NilaiTarget, as_stated, predikat

BELUM_ADA_INDIKATOR = "belum ada indikator"


@dataclass(frozen=True, slots=True)
class Lintas:
    """A row of no indicator: a label up to the first column it has a value for, and those values by column key."""

    label: str
    nilai: Mapping[str, Value | Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BarisButir:
    """One indicator of a group; the first carries the group's name over `tinggi` rows, a later one 0."""

    nomor: int | None
    kelompok: Kelompok
    tinggi: int
    butir: Butir | None


def rows_of(groups: Sequence[Kelompok]) -> Iterator[Row[Any]]:
    """Yield a row for each indicator of the groups, and one for a group that has none."""
    numbers = count(1)
    for group in groups:
        for place, butir in enumerate(group.butir or (None,)):
            number = next(numbers) if butir else None
            tall = 0 if place else len(group.butir) or 1
            yield Row(f"{group.judul}/{place}", "baris", BarisButir(number, group, tall, butir))


def butir_columns(*, dengan_sasaran: bool = True) -> list[Column[Any]]:
    """Return the columns before the figures; a table of a single sasaran need not name it."""
    columns: list[Column[Any]] = [
        Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 9),
        Column("sasaran", "Tujuan/Sasaran Strategis", _group, width=58),
        Column("indikator", "Indikator Kinerja", _name, width=62),
        Column("satuan", "Satuan", of(lambda butir: butir.indikator.satuan), width=22),
    ]
    return columns if dengan_sasaran else [each for each in columns if each.key != "sasaran"]


def _group(row: BarisButir) -> Cell:
    return Cell(row.kelompok.nama, rowspan=row.tinggi) if row.tinggi else Cell()


def _name(row: BarisButir) -> Value | Cell:
    return row.butir.indikator.nama if row.butir else Cell(BELUM_ADA_INDIKATOR, muted=True)


def of(value: Callable[[Butir], Any]) -> Callable[[BarisButir], Any]:
    """Read a column from the indicator of a row, empty where the row has none."""
    return lambda row: value(row.butir) if row.butir else None


def angka(indikator: Indikator, value: Nilai | None) -> Value:
    """Return a figure of the indicator as the office states it."""
    return as_stated(value, indikator.scores())


def reached(butir: Butir) -> Value:
    """Return what was reached in the year."""
    return angka(butir.indikator, butir.kini.realisasi.persis)


def target(butir: Butir, stated: NilaiTarget) -> Value:
    """Return a target of the indicator as the office states it."""
    return as_target(stated, butir.aturan, butir.indikator.scores())


def level(butir: Butir, found: Hasil, stated: NilaiTarget, realisasi: str, sasaran: str) -> Value | Cell:
    """Return a level of achievement, live in the workbook where it is a formula of two cells that are figures."""
    plain = stated.nilai and not butir.indikator.skala
    return derived(found.nilai, level_formula(butir.aturan, realisasi, sasaran) if plain else "")


def figure_column(key: str, label: str, value: Callable[[Any], Any], width: float = 22) -> Column[Any]:
    return Column(key, label, value, Kind.DECIMAL, width, places=2)


def level_column(key: str, label: str, value: Callable[[Any], Any], width: float = 22) -> Column[Any]:
    """Return a column of percentages, always with two decimals."""
    return Column(key, label, value, Kind.DECIMAL, width, places=2, fixed=True)


def criterion(found: Hasil) -> Cell:
    """Return the predicate of a level; where there is no level, why there is none."""
    band = predikat(found.nilai)
    return Cell(band.nama) if band else Cell(found.alasan, muted=True)


def mean_row(lkj: Lkj, butir: Sequence[Butir]) -> Row[Any]:
    """Return the row of the mean capaian, which says over how many indicators it is."""
    mean = lkj.rata(butir)
    label = f"Rata-rata capaian ({mean.cakupan})"
    return Row("rata-rata", "kaki", Lintas(label, {"capaian": mean.nilai, "kriteria": criterion(mean)}))


def mean_note(lkj: Lkj) -> str:
    cap = lkj.asked.settings.batas_rata_rata
    capped = "tanpa batas" if cap is None else f"tiap capaian dihitung paling tinggi {cap}"
    return f"Capaian dicetak apa adanya; dalam rata-rata {capped}, dan yang tidak dapat dihitung tidak ikut."


RUMUS = (
    "Capaian: makin tinggi makin baik = realisasi ÷ target × 100; makin rendah makin baik = "
    "(2 × target − realisasi) ÷ target × 100 atau target ÷ realisasi × 100 menurut indikatornya; "
    "rentang = 100 di antara kedua batas."
)


def lkj_table(
    lkj: Lkj, slug: str, nomor: str, title: str, layout: Sequence[Layout], rows: Sequence[Row[Any]], **more: Any
) -> Table:
    """Return a table of the LKj, its columns numbered; without rows it says `kosong`.

    It says which of the years it shows as whole, `tahun`, are reported only in part.
    """
    said = more.pop("kosong", "Belum ada tujuan dan sasaran dalam Renstra yang berlaku.")
    more["notes"] = (*more.get("notes", ()), *provisional(lkj.asked, more.pop("tahun", ())))
    return Table(
        slug=slug,
        nomor=nomor,
        title=title,
        layout=finished(layout),
        rows=rows or [Row("kosong", "baris", Lintas(said))],
        **{"subtitle": str(lkj.asked.renstra.perangkat_daerah), "lekat": frozenset(), **more},
    )


def finished(layout: Sequence[Layout]) -> tuple[Layout, ...]:
    """Number the columns as they stand, and let each read a row across columns too."""
    keys = [column.key for column in _leaves(layout)]
    numbers = (f"({number})" for number in count(1))

    def finish(item: Layout) -> Layout:
        if isinstance(item, Group):
            return replace(item, children=tuple(map(finish, item.children)))
        place = keys.index(item.key)
        return replace(item, value=_reader(item.value, keys, place), number=next(numbers))

    return tuple(map(finish, layout))


def _leaves(layout: Sequence[Layout]) -> Iterator[Column[Any]]:
    for item in layout:
        yield from _leaves(item.children) if isinstance(item, Group) else (item,)


def _reader(own: Callable[[Any], Any], keys: Sequence[str], place: int) -> Callable[[Any], Any]:
    def value(row: Any) -> Any:
        if not isinstance(row, Lintas):
            return own(row)
        if place == 0:
            width = next((n for n, key in enumerate(keys) if key in row.nilai), len(keys))
            return Cell(row.label, colspan=width, kind=Kind.TEXT)
        return row.nilai.get(keys[place])

    return value
