"""Formulir E.81: evaluasi terhadap hasil Renja perangkat daerah, per quarter (Permendagri 86/2017).

Fifteen numbered columns as most cities print them; "tingkat capaian Renja" makes them sixteen, on a switch.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from programs.models import Renstra
from renstra.tabular import Group, Layout, Paper, Row, Table
from reports.selectors.evaluasi import Evaluasi, Kinerja, Uang, evaluasi_renja
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import (
    PREDIKAT,
    TEXT_COLUMNS,
    UTUH,
    Figure,
    Pasangan,
    as_target,
    derived,
    level_formula,
    means,
    narrative,
    pair_group,
    text_columns,
    unit_column,
)
from targets.formulas import Hasil, as_stated
from targets.models import ROMAWI

NARASI = {
    "faktor_pendorong": "Faktor pendorong keberhasilan kinerja:",
    "faktor_penghambat": "Faktor penghambat pencapaian kinerja:",
    "tindak_lanjut_triwulan": "Tindak lanjut yang diperlukan dalam triwulan berikutnya*):",
    "tindak_lanjut_renja": "Tindak lanjut yang diperlukan dalam Renja Perangkat Daerah berikutnya*):",
}


def build_for(asked: Permintaan) -> Table:
    """Return the form of the asked period with the agency's own settings."""
    with_level = asked.settings.tingkat_capaian_renja
    return build(asked.renstra, asked.tahun, asked.triwulan, evaluasi_renja(asked), tingkat_renja=with_level)


def build(
    renstra: Renstra, tahun: int, triwulan: int, evaluasi: Evaluasi, *, tingkat_renja: bool = False
) -> Table:
    """Return the form of a year up to a quarter; later quarters are blank."""
    agency = renstra.perangkat_daerah
    pairs = figures(renstra, tahun, tingkat_renja)
    return Table(
        slug="e81",
        nomor="Formulir E.81",
        title="Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup Kabupaten/Kota",
        subtitle=(
            f"Renja {agency} {agency.pemerintah_daerah}\n"
            f"Periode Pelaksanaan: Triwulan {ROMAWI[triwulan - 1]} Tahun {tahun}"
        ),
        layout=layout(pairs),
        rows=[*lines(evaluasi), *footer(evaluasi)],
        paper=Paper.A3_LANDSCAPE,
        size=5,
        lekat=frozenset({"total", "urusan", "bidang_urusan"}),
        notes=notes(evaluasi, tingkat_renja),
    )


def figures(renstra: Renstra, tahun: int, tingkat_renja: bool) -> list[Pasangan]:
    """Return the pairs of K and Rp in the order in which they stand."""
    final = renstra.tahun_akhir
    pairs = [
        Pasangan(
            "5",
            f"Target Renstra Perangkat Daerah pada Tahun {final} (akhir periode Renstra)",
            lambda k: as_target(k.target_renstra, k.aturan, k.skala),
            lambda rp: rp.target_renstra,
        ),
        Pasangan(
            "6",
            f"Realisasi Capaian Kinerja Renstra s.d. Renja Tahun {tahun - 1}",
            lambda k: as_stated(k.lalu.nilai, k.skala),
            lambda rp: rp.lalu,
        ),
        Pasangan(
            "7",
            f"Target Kinerja dan Anggaran Renja Tahun {tahun} yang Dievaluasi",
            lambda k: as_target(k.target, k.aturan, k.skala),
            lambda rp: rp.target,
        ),
        *(quarter(number) for number in range(4)),
        Pasangan(
            "12", f"Realisasi Capaian Kinerja dan Anggaran Renja Tahun {tahun} yang Dievaluasi", year_k, year_rp
        ),
    ]
    if tingkat_renja:
        label = f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renja Tahun {tahun} (%)"
        pairs.append(
            Pasangan(
                "12b",
                label,
                lambda k: level_k(k, k.tingkat_tahun, "{k12}", "{k7}"),
                lambda rp: level_rp(rp.tingkat_tahun, "{rp12}", "{rp7}"),
                tingkat=True,
            )
        )
    return [
        *pairs,
        Pasangan("13", f"Realisasi Kinerja dan Anggaran Renstra s.d. Tahun {tahun}", renstra_k, renstra_rp),
        Pasangan(
            "14",
            f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s.d. Tahun {tahun} (%)",
            lambda k: level_k(k, k.tingkat_renstra, "{k13}", "{k5}"),
            lambda rp: level_rp(rp.tingkat_renstra, "{rp13}", "{rp5}"),
            tingkat=True,
        ),
    ]


def quarter(place: int) -> Pasangan:
    def own(k: Kinerja) -> Figure:
        figure = k.triwulan[place]
        return as_stated(figure.nilai, k.skala) if figure else None

    return Pasangan(str(8 + place), ROMAWI[place], own, lambda rp: rp.triwulan[place])


def year_k(k: Kinerja) -> Figure:
    """Column 12: the sum of the quarters only where the indicator's quarters add up."""
    adds_up = k.aturan.akumulasi_triwulan == "jumlah" and not k.aturan.dari_bagian and not k.skala
    return derived(as_stated(k.tahun.nilai, k.skala), "{k8}+{k9}+{k10}+{k11}" if adds_up else "")


def year_rp(rp: Uang) -> Figure:
    return derived(rp.tahun, "{rp8}+{rp9}+{rp10}+{rp11}")


def renstra_k(k: Kinerja) -> Figure:
    """Column 13: last years and this one added where the indicator's years add up; else as its years combine."""
    ways = {"jumlah": "{k6}+{k12}", "posisi_akhir": "{k12}" if k.tahun.nilai is not None else ""}
    way = "" if k.aturan.dari_bagian or k.skala else ways.get(k.aturan.akumulasi_tahun, "")
    return derived(as_stated(k.renstra.nilai, k.skala), way)


def renstra_rp(rp: Uang) -> Figure:
    return derived(rp.renstra, "{rp6}+{rp12}")


def level_k(k: Kinerja, level: Hasil, realisasi: str, target: str) -> Figure:
    """Columns of level: the house formula of the indicator's polarity, live where it is one of two figures.

    A cell that holds a code or both bounds of a range is no figure to a formula.
    """
    zero = not (k.target.nilai if target == "{k7}" else k.target_renstra.nilai)  # a formula would divide by it
    return derived(level.nilai, "" if zero or k.skala else level_formula(k.aturan, realisasi, target))


def level_rp(level: Hasil, realisasi: str, pagu: str) -> Figure:
    return derived(level.nilai, f"{realisasi}/{pagu}*100")


def layout(pairs: list[Pasangan]) -> tuple[Layout, ...]:
    """Number the columns as they stand; I to IV stand under one heading."""
    numbers = (f"({number})" for number in count(1))
    columns = text_columns(numbers, TEXT_COLUMNS + 2 * len(pairs) + 1)
    groups = {pair.key: pair_group(pair, next(numbers)) for pair in pairs}
    quarters = tuple(groups.pop(str(number)) for number in range(8, 12))
    before = [groups.pop(key) for key in ("5", "6", "7")]
    heading = Group("Realisasi Kinerja pada Triwulan", quarters)
    return (*columns, *before, heading, *groups.values(), unit_column(next(numbers)))


def lines(evaluasi: Evaluasi) -> Iterator[Row[Any]]:
    for row in (evaluasi.total, *evaluasi.baris):
        yield Row(row.line.key, row.line.level, row, row.line.parts)


def footer(evaluasi: Evaluasi) -> Iterator[Row[Any]]:
    """Yield the rows that the form prints below its lines, in its order."""
    money = evaluasi.total.uang
    yield from means(
        {
            "12b": (evaluasi.rata_tahun.nilai, money.tingkat_tahun.nilai if money else None),
            "14": (evaluasi.rata_renstra.nilai, money.tingkat_renstra.nilai if money else None),
        }
    )
    yield from narrative(NARASI, evaluasi.narasi)


def notes(evaluasi: Evaluasi, tingkat_renja: bool) -> tuple[str, ...]:
    """Say how the derived columns and the means are made: the reader must not have to guess."""
    covered = f"tingkat capaian Renstra {evaluasi.rata_renstra.cakupan}"
    if tingkat_renja:
        covered = f"tingkat capaian Renja {evaluasi.rata_tahun.cakupan}, {covered}"
    return (
        "*) Diisi oleh Kepala Bappeda.",
        "Rp selalu dijumlahkan. K mengikuti akumulasi tiap indikator: persentase dan posisi tidak dijumlahkan.",
        f"Rata-rata dihitung dari indikator subkegiatan yang capaiannya dapat dihitung: {covered}; "
        "Rp = jumlah realisasi dibagi jumlah target.",
        *((UTUH,) if evaluasi.ada_utuh else ()),
        PREDIKAT,
    )
