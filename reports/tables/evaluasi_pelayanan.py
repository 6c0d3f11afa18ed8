"""T-C.23 and T-C.24: pencapaian kinerja dan pendanaan pelayanan, as many years as the Renstra has."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

from renstra.tabular import Cell, Column, Group, Kind, Layout, Paper, Row, Table
from reports.selectors.evaluasi_pelayanan import (
    BarisPelayanan,
    BarisPendanaan,
    kinerja_pelayanan,
    pendanaan_pelayanan,
    years_of,
)
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import PLACES, Figure, as_target, derived, level_formula, provisional
from targets.formulas import Hasil, as_stated

Years = tuple[int, ...]
Numbers = Iterator[str]


def build_tc23(asked: Permintaan) -> Table:
    """Return T-C.23 with realisasi up to the asked year."""
    years, agency = years_of(asked), asked.renstra.perangkat_daerah
    rows = kinerja_pelayanan(asked)
    return Table(
        slug="tc23",
        nomor="Tabel T-C.23",
        title="Pencapaian Kinerja Pelayanan Perangkat Daerah",
        subtitle=f"{agency} {agency.pemerintah_daerah}\nRenstra {years[0]}–{years[-1]}, s.d. Tahun {asked.tahun}",
        layout=layout_tc23(years),
        rows=[Row(row.indikator.kode, "indikator", (number, row)) for number, row in enumerate(rows, 1)],
        paper=Paper.A3_LANDSCAPE,
        size=6,
        notes=(
            "Indikator tujuan dan sasaran, serta IKU, IKK, dan SPM. Target NSPK dan IKK: yang terakhir dinyatakan "
            f"s.d. {asked.tahun}; target indikator lainnya tidak dicatat di sini. Rasio mengikuti polaritas "
            "indikator.",
            *until(asked),
        ),
    )


def layout_tc23(years: Years) -> tuple[Layout, ...]:
    numbers = (f"({number})" for number in count(1))
    return (
        Column("no", "No", lambda row: str(row[0]), width=8, number=next(numbers)),
        Column(
            "indikator",
            "Indikator Kinerja sesuai Tugas dan Fungsi Perangkat Daerah",
            lambda row: f"{row[1].indikator.nama} ({row[1].indikator.satuan})",
            width=80,
            number=next(numbers),
        ),
        Column("nspk", "Target NSPK", comparison("nspk"), Kind.DECIMAL, 16, next(numbers), places=PLACES),
        Column("ikk", "Target IKK", comparison("ikk"), Kind.DECIMAL, 16, next(numbers), places=PLACES),
        Column("lain", "Target Indikator Lainnya", lambda row: None, Kind.DECIMAL, 16, next(numbers)),
        per_tahun("Target Renstra Perangkat Daerah Tahun", "t", years, numbers, of(target)),
        per_tahun("Realisasi Capaian Tahun", "r", years, numbers, of(realisasi)),
        per_tahun("Rasio Capaian pada Tahun (%)", "c", years, numbers, of(level), fixed=True),
    )


def per_tahun(
    label: str,
    key: str,
    years: Years,
    numbers: Numbers,
    read: Callable[[Any, int], Figure],
    *,
    width: float = 15,
    money: bool = False,
    fixed: bool = False,
) -> Group:
    """Return a column for each year under one heading."""

    def column(year: int) -> Column[Any]:
        return Column(
            f"{key}{year}",
            str(year),
            lambda row: read(row, year),
            Kind.MONEY if money else Kind.DECIMAL,
            width,
            next(numbers),
            total=money,
            places=None if money else PLACES,
            fixed=fixed,
        )

    return Group(label, tuple(column(year) for year in years))


def of(read: Callable[[BarisPelayanan, int], Figure]) -> Callable[[Any, int], Figure]:
    """Read a numbered row."""
    return lambda row, year: read(row[1], year)


def comparison(jenis: str) -> Callable[[Any], Figure]:
    """Return what NSPK or IKK asks, with a footnote of its year and source."""

    def read(numbered: Any) -> Figure:
        row: BarisPelayanan = numbered[1]
        found = row.pembanding.get(jenis)
        if found is None:
            return None
        note = f"{found.get_jenis_display()} {found.tahun}: {found.sumber}."
        return Cell(as_stated(found.nilai, row.skala), note=note)

    return read


def target(row: BarisPelayanan, year: int) -> Figure:
    return as_target(row.target.get(year), row.aturan, row.skala)


def realisasi(row: BarisPelayanan, year: int) -> Figure:
    found = row.realisasi.get(year)
    return as_stated(found.nilai, row.skala) if found else None


def level(row: BarisPelayanan, year: int) -> Figure:
    found, stated = row.rasio.get(year), row.target.get(year)
    if found is None:
        return None
    live = stated is not None and bool(stated.nilai) and not row.skala
    return derived(found.nilai, level_formula(row.aturan, f"{{r{year}}}", f"{{t{year}}}") if live else "")


def build_tc24(asked: Permintaan) -> Table:
    """Return T-C.24 up to the asked year: the programs, and first their TOTAL."""
    years, agency = years_of(asked), asked.renstra.perangkat_daerah
    whole, *programs = pendanaan_pelayanan(asked)
    return Table(
        slug="tc24",
        nomor="Tabel T-C.24",
        title="Anggaran dan Realisasi Pendanaan Pelayanan Perangkat Daerah",
        subtitle=f"{agency} {agency.pemerintah_daerah}\nRenstra {years[0]}–{years[-1]}, s.d. Tahun {asked.tahun}",
        layout=layout_tc24(years),
        rows=[Row(row.key, row.level, row, row.parts) for row in (whole, *programs)],
        paper=Paper.A3_LANDSCAPE,
        size=6,
        lekat=frozenset({"total"}),
        notes=(
            "Anggaran tiap tahun: DPA, atau Renja, atau yang dinyatakan sumber untuk tahun sebelum sistem, atau "
            "pagu Renstra. Rasio = realisasi dibagi anggaran.",
            "Rata-rata pertumbuhan = rata-rata pertumbuhan tahunan (%); tahun tanpa angka tidak diperhitungkan.",
            *in_part(programs, years),
            *until(asked),
        ),
    )


def layout_tc24(years: Years) -> tuple[Layout, ...]:
    numbers = (f"({number})" for number in count(1))
    return (
        Column("uraian", "Uraian", lambda row: row.uraian, width=74, number=next(numbers)),
        per_tahun(
            "Anggaran pada Tahun (Rp)",
            "a",
            years,
            numbers,
            lambda row, y: row.anggaran.get(y),
            width=22,
            money=True,
        ),
        per_tahun(
            "Realisasi Anggaran pada Tahun (Rp)",
            "r",
            years,
            numbers,
            lambda row, y: row.realisasi.get(y),
            width=22,
            money=True,
        ),
        per_tahun("Rasio antara Realisasi dan Anggaran Tahun", "c", years, numbers, share, width=11, fixed=True),
        Group(
            "Rata-rata Pertumbuhan (%)",
            (
                Column("ga", "Anggaran", growth(0, "a"), Kind.DECIMAL, 16, next(numbers), places=2, fixed=True),
                Column("gr", "Realisasi", growth(1, "r"), Kind.DECIMAL, 16, next(numbers), places=2, fixed=True),
            ),
        ),
    )


def share(row: BarisPendanaan, year: int) -> Figure:
    return derived(row.rasio(year).nilai, f"{{r{year}}}/{{a{year}}}")


def growth(place: int, key: str) -> Callable[[BarisPendanaan], Figure]:
    """Return the mean growth, live over the pairs of years it covers."""

    def read(row: BarisPendanaan) -> Figure:
        found: Hasil = row.pertumbuhan[place]
        years = found.cakupan.tercakup if found.cakupan else ()
        rates = "+".join(f"({{{key}{y}}}-{{{key}{y - 1}}})/{{{key}{y - 1}}}" for y in years)
        return derived(found.nilai, f"({rates})/{len(years)}*100")

    return read


def in_part(programs: Sequence[BarisPendanaan], years: Years) -> Iterator[str]:
    """Name the years of which only some programs have a figure: the TOTAL then grows by what was not known."""
    for name, amounts in (
        ("anggaran", [row.anggaran for row in programs]),
        ("realisasi", [row.realisasi for row in programs]),
    ):
        known = {year: sum(year in each for each in amounts) for year in years}
        parts = [
            f"{year} ({n} dari {len(programs)} program)" for year, n in known.items() if 0 < n < len(programs)
        ]
        if parts:
            yield f"TOTAL {name} tidak lengkap, begitu juga pertumbuhannya: {', '.join(parts)}."


def until(asked: Permintaan) -> Iterator[str]:
    """Say which years are not there yet, and which are reported in part."""
    if asked.tahun < asked.renstra.tahun_akhir:
        yield f"Tahun sesudah {asked.tahun} belum diisi."
    yield from provisional(asked, years_of(asked))
