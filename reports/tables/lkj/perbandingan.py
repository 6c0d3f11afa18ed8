"""LKj 3.3 (earlier years), 3.4 (end of the Renstra) and 3.5 (province, nation, standards)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from renstra.tabular import Cell, Column, Group, Table, Value
from reports.selectors.lkj import Butir, Kelompok, Lkj, Riwayat
from reports.selectors.permintaan import Permintaan
from reports.tables.lkj.kolom import (
    BarisButir,
    angka,
    butir_columns,
    criterion,
    figure_column,
    level,
    level_column,
    lkj_table,
    of,
    reached,
    rows_of,
    target,
)
from targets.choices import JenisPembanding
from targets.models import Pembanding

TANPA_PEMBANDING = "belum ada data pembanding"
KOLOM_PEMBANDING = {
    JenisPembanding.NSPK: "Standar NSPK",
    JenisPembanding.IKK: "Target IKK",
    JenisPembanding.PROVINSI: "Provinsi",
    JenisPembanding.NASIONAL: "Nasional",
}


def build_tahun_lalu(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return tahun_lalu(lkj, lkj.kelompok)


def tahun_lalu(
    lkj: Lkj, groups: Sequence[Kelompok], *, dengan_sasaran: bool = True, dari: int | None = None
) -> Table:
    """Return the years of the Renstra from `dari` (its first) up to the asked one side by side."""
    first = lkj.asked.renstra.tahun_awal
    years = range(max(dari or first, first), lkj.tahun + 1)
    found = {each.indikator.pk: lkj.riwayat_of(each) for group in groups for each in group.butir}
    start = lkj.asked.renstra.tahun_baseline if years and years[0] == first else None
    return lkj_table(
        lkj,
        "lkj-tahun-lalu",
        "Tabel 3.3",
        f"Perbandingan Realisasi dan Capaian Kinerja Tahun {lkj.tahun} dengan Tahun Sebelumnya",
        (
            *butir_columns(dengan_sasaran=dengan_sasaran),
            *([_start_column(found, start)] if start else []),
            *(_year_group(found, year) for year in years),
            Group(
                f"Dibandingkan Tahun {lkj.tahun - 1}",
                (
                    Column("arah", "Realisasi", _compared(found, "realisasi"), width=18),
                    Column("kinerja", "Kinerja", _compared(found, "kinerja"), width=24),
                ),
            ),
        ),
        list(rows_of(groups)),
        notes=(
            "Kinerja membaik bila realisasi naik pada indikator makin tinggi makin baik, turun pada indikator "
            "makin rendah makin baik, atau capaiannya naik pada indikator rentang.",
            "Tiap tahun dibandingkan dengan target yang berlaku pada tahun itu.",
        ),
        tahun=years,
    )


def _start_column(found: Mapping[int, Riwayat], year: int) -> Column[Any]:
    def value(butir: Butir) -> Value:
        return angka(butir.indikator, found[butir.indikator.pk].awal.persis)

    return figure_column("awal", f"Kondisi Awal {year}", of(value), 18)


def _year_group(found: Mapping[int, Riwayat], year: int) -> Group:
    def figure(name: str) -> Any:
        def value(butir: Butir) -> Any:
            stated = found[butir.indikator.pk].tahun[year]
            if name == "target":
                return target(butir, stated.target)
            if name == "realisasi":
                return angka(butir.indikator, stated.realisasi.persis)
            return level(butir, stated.capaian, stated.target, f"{{realisasi{year}}}", f"{{target{year}}}")

        return of(value)

    return Group(
        f"Tahun {year}",
        (
            figure_column(f"target{year}", "Target", figure("target"), 17),
            figure_column(f"realisasi{year}", "Realisasi", figure("realisasi"), 18),
            level_column(f"capaian{year}", "%", figure("capaian"), 15),
        ),
    )


def _compared(found: Mapping[int, Riwayat], name: str) -> Any:
    def value(butir: Butir) -> Cell:
        compared = found[butir.indikator.pk].perkembangan
        return Cell(getattr(compared, name) or None, muted=not compared.realisasi)

    return of(value)


def build_akhir_renstra(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return akhir_renstra(lkj, lkj.kelompok)


def akhir_renstra(lkj: Lkj, groups: Sequence[Kelompok], *, dengan_sasaran: bool = True) -> Table:
    """Return the Renstra to date against its end, as columns 13, 5 and 14 of form E.81 have them."""
    final = lkj.asked.renstra.tahun_akhir
    return lkj_table(
        lkj,
        "lkj-akhir-renstra",
        "Tabel 3.4",
        f"Perbandingan Realisasi Kinerja s.d. Tahun {lkj.tahun} dengan Target Akhir Renstra",
        (
            *butir_columns(dengan_sasaran=dengan_sasaran),
            figure_column(
                "realisasi",
                f"Realisasi Tahun {lkj.tahun}",
                of(reached),
            ),
            figure_column(
                "renstra",
                f"Realisasi Renstra s.d. {lkj.tahun}",
                of(lambda each: angka(each.indikator, each.renstra.persis)),
            ),
            figure_column(
                "akhir",
                f"Target Akhir Renstra ({final})",
                of(lambda each: target(each, each.target_renstra)),
            ),
            level_column(
                "kemajuan",
                "Tingkat Kemajuan (%)",
                of(lambda each: level(each, each.kemajuan, each.target_renstra, "{renstra}", "{akhir}")),
            ),
            Column("ket", "Keterangan", of(_progress_note(lkj.tahun)), width=34),
        ),
        list(rows_of(groups)),
        notes=(
            "Realisasi Renstra mengikuti akumulasi tahun tiap indikator: persentase dan posisi tidak dijumlahkan. "
            "Tingkat kemajuan = realisasi Renstra terhadap target akhir Renstra.",
        ),
        tahun=(lkj.tahun,),
        size=8,
    )


def _progress_note(tahun: int) -> Callable[[Butir], Cell]:
    """Say why there is no progress, or that the year itself is not in it: the figures are of an earlier year."""

    def note(butir: Butir) -> Cell:
        if butir.kemajuan.persis is None:
            return criterion(butir.kemajuan)
        reason = "" if butir.kini.realisasi.persis is not None else butir.kini.realisasi.alasan
        return Cell(f"{tahun} {reason}; angka tahun sebelumnya" if reason else None, muted=True)

    return note


@dataclass(frozen=True, slots=True)
class Dibandingkan:
    """The figures of others for one indicator."""

    ada: Mapping[str, Pembanding]

    @property
    def keterangan(self) -> Cell:
        if not self.ada:
            return Cell(TANPA_PEMBANDING, muted=True)
        said = (
            f"{KOLOM_PEMBANDING[kind]} {row.tahun}: {row.sumber}"
            for kind in KOLOM_PEMBANDING
            if (row := self.ada.get(kind))
        )
        return Cell("\n".join(said))


def build_pembanding(asked: Permintaan) -> Table:
    lkj = Lkj(asked)
    return pembanding(lkj, lkj.kelompok)


def pembanding(lkj: Lkj, groups: Sequence[Kelompok], *, dengan_sasaran: bool = True) -> Table:
    """Return the agency's realisasi beside what others reached or standards ask."""

    def stated(row: BarisButir) -> Dibandingkan:
        return Dibandingkan(lkj.pembanding.get(row.butir.indikator.pk, {}) if row.butir else {})

    def other(kind: str) -> Any:
        def value(row: BarisButir) -> Value:
            found = stated(row).ada.get(kind)
            return angka(row.butir.indikator, found.nilai) if found and row.butir else None

        return value

    return lkj_table(
        lkj,
        "lkj-pembanding",
        "Tabel 3.5",
        f"Perbandingan Realisasi Kinerja Tahun {lkj.tahun} dengan Standar, Provinsi, dan Nasional",
        (
            *butir_columns(dengan_sasaran=dengan_sasaran),
            figure_column(
                "realisasi",
                f"Realisasi Perangkat Daerah {lkj.tahun}",
                of(reached),
            ),
            *(figure_column(str(kind), label, other(kind), 20) for kind, label in KOLOM_PEMBANDING.items()),
            Column("ket", "Keterangan", lambda row: stated(row).keterangan if row.butir else None, width=60),
        ),
        list(rows_of(groups)),
        notes=(f"Pembanding adalah angka terbaru sampai tahun {lkj.tahun}; tahun dan sumbernya pada keterangan.",),
        tahun=(lkj.tahun,),
    )
