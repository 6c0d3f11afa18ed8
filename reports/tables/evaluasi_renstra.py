"""Formulir E.80: evaluasi terhadap hasil Renstra perangkat daerah, year by year (Permendagri 86/2017)."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from programs.models import Renstra
from renstra.tabular import Column, Group, Kind, Layout, Paper, Row, Table
from reports.selectors.evaluasi_renstra import EvaluasiRenstra, KinerjaTahunan, UangTahunan, evaluasi_renstra
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import (
    PREDIKAT,
    TEXT_COLUMNS,
    UTUH,
    Figure,
    Kaki,
    Pasangan,
    as_target,
    derived,
    means,
    narrative,
    pair_group,
    provisional,
    text_columns,
    unit_column,
)
from targets.formulas import as_stated

NARASI = {
    "faktor_pendorong": "Faktor pendorong keberhasilan pencapaian:",
    "faktor_penghambat": "Faktor penghambat pencapaian kinerja:",
    "tindak_lanjut_renja": "Usulan tindak lanjut pada Renja Perangkat Daerah berikutnya:",
    "tindak_lanjut_renstra": "Usulan tindak lanjut pada Renstra Perangkat Daerah berikutnya:",
}


def build_for(asked: Permintaan) -> Table:
    """Return the form with the years reported up to the asked one."""
    evaluasi = evaluasi_renstra(asked)
    return build(asked.renstra, evaluasi, tuple(provisional(asked, evaluasi.tahun)))


def build(renstra: Renstra, evaluasi: EvaluasiRenstra, sementara: tuple[str, ...] = ()) -> Table:
    """Return the form with as many years as the Renstra has; `sementara` says which are not whole yet."""
    return Table(
        slug="e80",
        nomor="Formulir E.80",
        title="Evaluasi Terhadap Hasil Renstra Perangkat Daerah Lingkup Kabupaten/Kota",
        subtitle=f"{renstra.nama}\nPeriode {renstra.tahun_awal}–{renstra.tahun_akhir}",
        layout=layout(evaluasi.tahun),
        rows=[*lines(evaluasi), *footer(evaluasi)],
        paper=Paper.A3_LANDSCAPE,
        size=4,
        lekat=frozenset({"total", "urusan", "bidang_urusan"}),
        notes=(
            "Target dan realisasi Rp tiap tahun jumlah subkegiatannya; rasio Rp = realisasi dibagi target.",
            mean_note(evaluasi),
            *sementara,
            *((UTUH,) if evaluasi.ada_utuh else ()),
            PREDIKAT,
        ),
    )


def layout(years: tuple[int, ...]) -> tuple[Layout, ...]:
    """Number the columns as they stand: targets, realisasi and ratios of the years, each K and Rp."""
    numbers = (f"({number})" for number in count(1))
    width = TEXT_COLUMNS + 1 + 2 * (1 + 3 * len(years)) + 1
    columns = text_columns(numbers, width)
    awal: Column[Any] = Column(
        "baseline",
        "Data Capaian pada Awal Tahun Perencanaan",
        lambda line: None if isinstance(line, Kaki) or not line.kinerja else baseline(line.kinerja),
        Kind.DECIMAL,
        14,
        next(numbers),
        places=2,
    )
    final = Pasangan(
        "6",
        "Target Capaian pada Akhir Tahun Perencanaan",
        lambda k: as_target(k.target_renstra, k.aturan, k.skala),
        lambda rp: rp.target_renstra,
    )
    blocks = (
        ("Target Renstra Perangkat Daerah Tahun", target),
        ("Realisasi Capaian Tahun", realisasi),
        ("Rasio Capaian pada Tahun (%)", rasio),
    )
    return (
        *columns,
        awal,
        pair_group(final, next(numbers)),
        *(Group(label, tuple(pair_group(pair(year), next(numbers)) for year in years)) for label, pair in blocks),
        unit_column(next(numbers)),
    )


def baseline(kinerja: KinerjaTahunan) -> Figure:
    return as_stated(kinerja.baseline, kinerja.skala)


def target(year: int) -> Pasangan:
    def k(kinerja: KinerjaTahunan) -> Figure:
        return as_target(kinerja.target.get(year), kinerja.aturan, kinerja.skala)

    return Pasangan(f"t{year}", str(year), k, lambda rp: rp.target.get(year))


def realisasi(year: int) -> Pasangan:
    def k(kinerja: KinerjaTahunan) -> Figure:
        found = kinerja.realisasi.get(year)
        return as_stated(found.nilai, kinerja.skala) if found else None

    return Pasangan(f"r{year}", str(year), k, lambda rp: rp.realisasi.get(year))


def rasio(year: int) -> Pasangan:
    def rp(uang: UangTahunan) -> Figure:
        return derived(uang.rasio(year).nilai, f"{{rpr{year}}}/{{rpt{year}}}*100")

    return Pasangan(f"c{year}", str(year), lambda k: k.rasio[year].nilai, rp, tingkat=True)


def lines(evaluasi: EvaluasiRenstra) -> Iterator[Row[Any]]:
    for row in (evaluasi.total, *evaluasi.baris):
        yield Row(row.line.key, row.line.level, row, row.line.parts)


def mean_note(evaluasi: EvaluasiRenstra) -> str:
    """Say of how many indicators the mean of each year is; a year without one is not named."""
    covered = (f"{year} {mean.cakupan}" for year, mean in evaluasi.rata.items() if mean.nilai is not None)
    text = "Rata-rata tiap tahun dari indikator subkegiatan yang capaiannya dapat dihitung"
    return f"{': '.join(filter(None, (text, ', '.join(covered))))}."


def footer(evaluasi: EvaluasiRenstra) -> Iterator[Row[Any]]:
    money = evaluasi.total.uang
    yield from means(
        {
            f"c{year}": (mean.nilai, money.rasio(year).nilai if money else None)
            for year, mean in evaluasi.rata.items()
        }
    )
    yield from narrative(NARASI, {})
