"""T-C.29: rekapitulasi evaluasi hasil Renja dan pencapaian Renstra s.d. tahun berjalan (Permendagri 86/2017)."""

from collections.abc import Callable, Iterator
from typing import Any

from programs.models import Renstra
from renstra.tabular import Column, Group, Kind, Layout, Paper, Row, Table
from reports.selectors.evaluasi_rekap import BarisRekap, KinerjaRekap, rekap_renja
from reports.selectors.permintaan import Permintaan
from reports.tables.evaluasi import PLACES, Figure, as_target, derived, level_formula, provisional
from targets.formulas import as_stated

Reader = Callable[[KinerjaRekap], Figure]


def build_for(asked: Permintaan) -> Table:
    """Return the table of chapter II of the Renja of the asked year; K only."""
    n, agency = asked.tahun, asked.renstra.perangkat_daerah
    return Table(
        slug="tc29",
        nomor="Tabel T-C.29",
        title=(
            "Rekapitulasi Evaluasi Hasil Pelaksanaan Renja Perangkat Daerah dan Pencapaian Renstra "
            f"Perangkat Daerah s.d. Tahun {n - 1}"
        ),
        subtitle=f"{agency} {agency.pemerintah_daerah}\nUntuk Renja Tahun {n}",
        layout=layout(asked.renstra, n),
        rows=[Row(row.line.key, row.line.level, row) for row in rekap_renja(asked)],
        paper=Paper.F4_LANDSCAPE,
        size=6,
        lekat=frozenset({"urusan", "bidang_urusan"}),
        notes=(*notes(asked.renstra, n), *provisional(asked, range(asked.renstra.tahun_awal, n - 1))),
    )


def layout(renstra: Renstra, n: int) -> tuple[Layout, ...]:
    """Return the eleven columns; the row of numbers says how the derived ones are made."""
    return (
        Column("kode", "Kode", lambda row: row.line.teks.kode or None, Kind.CODE, 24, "1"),
        Column(
            "uraian",
            "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan/Sub Kegiatan",
            lambda row: row.line.teks.nama or None,
            width=60,
            number="2",
        ),
        Column(
            "indikator",
            "Indikator Kinerja Program (outcome)/Kegiatan, Sub Kegiatan (output)",
            named_indicator,
            width=60,
            number="3",
        ),
        figure("4", f"Target Kinerja Capaian Program (Renstra) Tahun {renstra.tahun_akhir}", final),
        figure(
            "5",
            f"Realisasi Target Kinerja Hasil Program dan Keluaran Kegiatan s.d. Tahun {n - 3}",
            lambda k: as_stated(k.sebelumnya.nilai, k.skala),
        ),
        Group(
            f"Target dan Realisasi Kinerja Program dan Keluaran Kegiatan Tahun Lalu ({n - 2})",
            (
                figure("6", "Target Renja", lambda k: as_target(k.target_lalu, k.aturan, k.skala)),
                figure("7", "Realisasi Renja", lambda k: as_stated(k.lalu.nilai, k.skala)),
                level("8", "Tingkat Realisasi (%)", "8=(7/6)", level_of_last),
            ),
        ),
        figure(
            "9",
            f"Target Program dan Kegiatan (Renja) Tahun Berjalan ({n - 1})",
            lambda k: as_target(k.target_berjalan, k.aturan, k.skala),
        ),
        Group(
            f"Perkiraan Realisasi Capaian Target Renstra s.d. Tahun Berjalan ({n - 1})",
            (
                figure("10", "Realisasi Capaian Program dan Kegiatan", estimate, "10=(5+7+9)"),
                level("11", "Tingkat Capaian Realisasi Target Renstra (%)", "11=(10/4)", level_of_renstra),
            ),
        ),
    )


def figure(key: str, label: str, read: Reader, number: str = "") -> Column[Any]:
    return Column(f"k{key}", label, of(read), Kind.DECIMAL, 20, number or key, places=PLACES)


def level(key: str, label: str, number: str, read: Reader) -> Column[Any]:
    return Column(f"k{key}", label, of(read), Kind.DECIMAL, 19, number, places=PLACES, fixed=True)


def of(read: Reader) -> Callable[[BarisRekap], Figure]:
    """Read a figure where the line has an indicator."""
    return lambda row: read(row.kinerja) if row.kinerja else None


def named_indicator(row: BarisRekap) -> str | None:
    """Return the indicator with its unit, for which the form has no column."""
    teks = row.line.teks
    return f"{teks.indikator} ({teks.satuan})" if teks.indikator else None


def final(k: KinerjaRekap) -> Figure:
    return as_target(k.target_renstra, k.aturan, k.skala)


def level_of_last(k: KinerjaRekap) -> Figure:
    live = bool(k.target_lalu.nilai) and not k.skala
    return derived(k.tingkat_lalu.nilai, level_formula(k.aturan, "{k7}", "{k6}") if live else "")


def estimate(k: KinerjaRekap) -> Figure:
    """Column 10: 5+7+9 only where the indicator's years add up; a position is the target of the current year."""
    ways = {"jumlah": "{k5}+{k7}+{k9}", "posisi_akhir": "{k9}" if k.target_berjalan.nilai is not None else ""}
    plain = not (k.aturan.dari_bagian or k.skala)
    return derived(
        as_target(k.perkiraan, k.aturan, k.skala), ways.get(k.aturan.akumulasi_tahun, "") if plain else ""
    )


def level_of_renstra(k: KinerjaRekap) -> Figure:
    live = bool(k.target_renstra.nilai) and not k.skala
    return derived(k.tingkat_renstra.nilai, level_formula(k.aturan, "{k10}", "{k4}") if live else "")


def notes(renstra: Renstra, n: int) -> Iterator[str]:
    """Say how column 10 is made, and which columns are empty because their years are of another Renstra."""
    yield (
        "Kolom 10 mengikuti akumulasi tahun tiap indikator: 5+7+9 hanya untuk yang dijumlahkan; posisi memakai "
        "target tahun berjalan, atau realisasi terakhir bila target itu tidak ada. Kolom 8 dan 11 mengikuti "
        "polaritasnya."
    )
    outside = n - renstra.tahun_awal
    columns = {2: "5", 1: "5 s.d. 8", 0: "5 s.d. 11"}.get(outside)
    if columns:
        yield (
            f"Kolom {columns} kosong: tahun sebelum {renstra.tahun_awal} termasuk Renstra sebelumnya, dengan "
            "indikator dan target sendiri."
        )
