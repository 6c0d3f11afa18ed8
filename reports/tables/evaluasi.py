"""What the evaluation forms share: text columns, pairs of K and Rp, and the rows below the lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from renstra.tabular import Cell, Column, Group, Kind, Layout, Row
from renstra.tabular.text import cell_text
from reports.selectors.evaluasi_uang import BELUM_DIRINCI
from reports.selectors.permintaan import Permintaan
from reports.tables import kolom
from targets.formulas import Aturan, NilaiTarget, as_stated, predikat

TEXT_COLUMNS = 6
PLACES = 2
Figure = Decimal | Cell | str | None


@dataclass(frozen=True, slots=True)
class Kaki:
    """A row below the lines: across all columns, or a label with K and Rp under each level column by key."""

    label: str
    tingkat: Mapping[str, tuple[Any, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Pasangan:
    """K and Rp of one numbered column: its key, its heading, and the figure of each."""

    key: str
    label: str
    k: Callable[[Any], Figure]
    rp: Callable[[Any], Figure]
    tingkat: bool = False


def text_columns(numbers: Iterator[str], width: int) -> list[Layout]:
    """Return the columns before the figures; `width` is how many columns the whole table has."""
    return [
        Column("no", "No", lambda line: _label(line, width), width=6, number=next(numbers)),
        Column("sasaran", "Sasaran", text("sasaran"), width=22, number=next(numbers)),
        Group(
            "Program/Kegiatan/Sub Kegiatan",
            (
                Column("kode", "Kode", text("kode"), Kind.CODE, 19),
                Column("uraian", "Uraian", text("nama"), width=32),
            ),
            next(numbers),
        ),
        Group(
            "Indikator Kinerja Program (outcome)/Kegiatan, Sub Kegiatan (output)",
            (
                Column("indikator", "Indikator", text("indikator"), width=32),
                Column("satuan", "Satuan", text("satuan"), width=12),
            ),
            next(numbers),
        ),
    ]


def unit_column(number: str) -> Column[Any]:
    return Column("unit", "Unit Penanggung Jawab", text("unit"), width=18, number=number)


def text(name: str) -> Callable[[Any], str | None]:
    """Return what a line says in one of its texts; nothing in the rows below the lines."""
    said = kolom.text(name)
    return lambda line: None if isinstance(line, Kaki) else said(line)


def _label(line: Any, width: int) -> Any:
    """Return the running number of a program, or a footer's label over the columns before its values."""
    if isinstance(line, Kaki):
        return Cell(line.label, colspan=width if line.tingkat is None else TEXT_COLUMNS)
    return line.line.nomor or None


def pair_group(pair: Pasangan, number: str) -> Group:
    """Return K and Rp under one number; level columns are percentages with two decimals."""

    def k(line: Any) -> Any:
        if isinstance(line, Kaki):
            return (line.tingkat or {}).get(pair.key, (None, None))[0]
        return pair.k(line.kinerja) if line.kinerja else None

    def rp(line: Any) -> Any:
        if isinstance(line, Kaki):
            return (line.tingkat or {}).get(pair.key, (None, None))[1]
        return pair.rp(line.uang) if line.uang else None

    if pair.tingkat:
        columns = (
            Column(f"k{pair.key}", "K", k, Kind.DECIMAL, 8, places=2, fixed=True),
            Column(f"rp{pair.key}", "Rp", rp, Kind.DECIMAL, 8, places=2, fixed=True),
        )
    else:
        columns = (
            Column(f"k{pair.key}", "K", k, Kind.DECIMAL, 9, places=PLACES),
            Column(f"rp{pair.key}", "Rp", rp, Kind.MONEY, 17, total=True),
        )
    return Group(pair.label, columns, number)


def derived(value: Decimal | str | None, formula: str) -> Figure:
    """Return a figure that follows from others of its row, live in the workbook where there is a formula."""
    return None if value is None else Cell(value, formula=formula)


def level_formula(aturan: Aturan, realisasi: str, target: str) -> str:
    """Return the house formula of the polarity over two cells; "" where capaian is not one of two figures."""
    formulas = {
        "positif": f"MAX(0,{realisasi}/{target}*100)",
        "negatif": f"MAX(0,(2*{target}-{realisasi})/{target}*100)" if aturan.rumus_negatif == "selisih" else "",
    }
    return formulas.get(aturan.polaritas, "")


def as_target(target: NilaiTarget | None, aturan: Aturan, skala: Mapping[str, Decimal]) -> Decimal | str | None:
    """Return a target as the office states it: of a range both its bounds, such as 80–90.

    The bounds are rounded as the column rounds a target with one figure; plans print both unrounded.
    """
    if target is None or target.nilai is None:
        return None
    low, high = as_stated(target.nilai, skala), as_stated(target.atas, skala)
    if aturan.polaritas != "rentang" or high is None:
        return low
    return "–".join(cell_text(bound, Kind.DECIMAL, PLACES) for bound in (low, high))


def means(levels: Mapping[str, tuple[Decimal | None, Decimal | None]]) -> Iterator[Row[Any]]:
    """Yield the two rows of means and predicates under the level columns."""
    words = {key: tuple(_word(level) for level in pair) for key, pair in levels.items()}
    yield Row("rata-rata", "kaki", Kaki("Rata-rata capaian kinerja (%)", levels))
    yield Row("predikat", "kaki", Kaki("Predikat kinerja", words))  # type: ignore[arg-type]


def _word(level: Decimal | None) -> str | None:
    word = predikat(level)
    return word.singkatan if word else None


def narrative(titles: Mapping[str, str], said: Mapping[str, tuple[str, ...]]) -> Iterator[Row[Any]]:
    """Yield the rows of text across the form: a title and what units wrote under it."""
    for key, title in titles.items():
        yield Row(key, "kaki-teks", Kaki("\n".join((title, *said.get(key, ())))))


def provisional(asked: Permintaan, years: Iterable[int]) -> Iterator[str]:
    """Say of which years the figures are not of a whole year yet, and why: a reader would take them as final."""
    counted = "dilaporkan" if asked.dengan_draf else "terverifikasi"
    for year, (units, all_units) in asked.unfinished(years).items():
        state = f"baru {counted} {units} dari {all_units} unit kerja" if units else f"belum {counted}"
        yield f"Triwulan IV {year} {state}: angka tahun itu dan turunannya masih sementara."


UTUH = (
    f"“{BELUM_DIRINCI}”: Rp setahun yang hanya diketahui per program; dihitung sekali pada programnya, dan hanya "
    "pada tahun yang belum mempunyai angka subkegiatannya."
)
PREDIKAT = (
    "Predikat: ST Sangat Tinggi (> 90), T Tinggi (> 75), S Sedang (> 65), R Rendah (> 50), SR Sangat Rendah."
)
