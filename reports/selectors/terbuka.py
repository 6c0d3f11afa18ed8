"""Open data: the verified figures of an agency that publishes them, as rows. No drafts, no names of persons.

Each figure is that of the dashboard and of form E.81 at the same quarter, rounded as printed there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from indicators.models import Indikator
from programs.models import PerangkatDaerah, Renstra
from renstra.lib.numbers import round_half_up
from reports.choices import KeadaanAngka
from reports.selectors.dasbor import Dasbor, Penilaian, measured_level
from reports.selectors.evaluasi import BarisEvaluasi, Uang, evaluasi_renja
from reports.selectors.permintaan import Permintaan
from targets.formulas import decimal
from targets.selectors.angka import renstra_of
from targets.selectors.lembar import parent_of

Baris = Mapping[str, Any]
PLACES = 2
TERBUKA = {
    KeadaanAngka.TERVERIFIKASI: "terverifikasi",
    KeadaanAngka.DRAF: "belum terverifikasi",
    KeadaanAngka.BELUM: "belum dilaporkan",
    KeadaanAngka.BELUM_WAKTUNYA: "belum waktunya",
    KeadaanAngka.TANPA_TARGET: "tanpa target",
}
UANG = ("program", "kegiatan", "subkegiatan")


TERTULIS = {"string": "teks", "integer": "bilangan bulat", "number": "angka", "boolean": "ya/tidak"}


@dataclass(frozen=True, slots=True)
class Medan:
    """A column: its name, its type in the words of Frictionless, and what it means."""

    nama: str
    jenis: str
    arti: str

    @property
    def jenis_tertulis(self) -> str:
        """The type in words for people."""
        return TERTULIS[self.jenis]


@dataclass(frozen=True, slots=True)
class HimpunanData:
    """A set of data: name, what it holds, its columns, and how its rows are read."""

    nama: str
    judul: str
    uraian: str
    medan: tuple[Medan, ...]
    baris: Callable[[Renstra, datetime], Iterator[Baris]]


def publishing() -> Any:
    """Return the agencies that publish; every other answers as if it were not there."""
    return PerangkatDaerah.objects.filter(pengaturan__data_terbuka=True)


def current_plan(agency: PerangkatDaerah, at: datetime) -> Renstra | None:
    return renstra_of(agency, timezone.localdate(at).year)


def periods(renstra: Renstra, at: datetime) -> list[tuple[int, int]]:
    """Return each year of the Renstra that has a quarter behind it, and its last quarter that is over."""
    today = timezone.localdate(at)
    over = (today.month - 1) // 3
    years = range(renstra.tahun_awal, min(today.year, renstra.tahun_akhir) + 1)
    return [(year, 4 if year < today.year else over) for year in years if year < today.year or over]


def indicator_rows(renstra: Renstra, at: datetime) -> Iterator[Baris]:
    """Yield each indicator at each quarter that is over."""
    for tahun, terakhir in periods(renstra, at):
        asked = Permintaan(renstra, tahun, terakhir)
        _share(asked)
        for triwulan in range(1, terakhir + 1):
            for found in Dasbor(asked.pada(triwulan), at).penilaian.values():
                yield _indicator(found, tahun, triwulan)


def _share(asked: Permintaan) -> None:
    """Read what all quarters of a year share, so that `pada` hands it on."""
    _ = asked.figures, asked.indicators, asked.keadaan


def _indicator(found: Penilaian, tahun: int, triwulan: int) -> Baris:
    indikator, band = found.indikator, found.predikat
    year = found.target_tahun.batas if found.target_tahun else None
    return {
        "kode": indikator.kode,
        "nama": indikator.nama,
        "satuan": indikator.satuan,
        "mengukur": measured_level(indikator),
        "induk_kode": getattr(parent_of(indikator), "kode", ""),
        "induk": _named(indikator),
        "iku": indikator.iku,
        "tahun": tahun,
        "triwulan": triwulan,
        "target_tahun": rounded(year.nilai) if year else None,
        "target": rounded(found.target.nilai),
        "target_atas": rounded(found.target.atas),
        "realisasi": rounded(found.realisasi.persis),
        "capaian_tahun": rounded(found.persen.terhadap_tahun.persis),
        "capaian": rounded(found.capaian.persis) if found.dinilai else None,
        "predikat": band.nama if band else None,
        "status": TERBUKA[found.keadaan],
    }


def _named(indikator: Indikator) -> str:
    parent: Any = parent_of(indikator)
    return getattr(parent, "nama", "") or getattr(parent, "uraian", "") or str(parent)


def rounded(value: Fraction | Decimal | int | str | None) -> Decimal | None:
    """Return a figure as form E.81 prints it: at most two decimals."""
    return None if value is None else round_half_up(decimal(Fraction(value)), PLACES)


def money_rows(renstra: Renstra, at: datetime) -> Iterator[Baris]:
    """Yield each program, kegiatan and subkegiatan of each year, with the money of the quarters that are over."""
    for tahun, terakhir in periods(renstra, at):
        for row in evaluasi_renja(Permintaan(renstra, tahun, terakhir)).baris:
            if row.line.first and row.uang and row.line.level in UANG:
                yield _money(row, row.uang, tahun)


def _money(row: BarisEvaluasi, uang: Uang, tahun: int) -> Baris:
    quarters = {f"realisasi_tw{place}": value for place, value in enumerate(uang.triwulan, 1)}
    return {
        "kode": row.line.kode,
        "nama": row.line.coded.nama,
        "tingkat": row.line.level,
        "tahun": tahun,
        "pagu": uang.target,
        **quarters,
        "realisasi": uang.tahun,
        "serapan": rounded(uang.tingkat_tahun.persis),
    }


INDIKATOR = HimpunanData(
    "indikator",
    "Target dan realisasi indikator kinerja",
    "Satu baris untuk setiap indikator yang berlaku, pada setiap triwulan yang sudah lewat. Persentase tidak "
    "dijumlahkan antarbaris: angka setiap baris sudah sampai dengan triwulannya.",
    (
        Medan("kode", "string", "Kode indikator dalam Renstra."),
        Medan("nama", "string", "Nama indikator."),
        Medan("satuan", "string", "Satuan target dan realisasi."),
        Medan(
            "mengukur", "string", "Yang diukur: tujuan, sasaran, bidang_urusan, program, kegiatan, subkegiatan."
        ),
        Medan("induk_kode", "string", "Kode tujuan, sasaran, program, kegiatan, atau subkegiatan itu."),
        Medan("induk", "string", "Nama atau uraiannya."),
        Medan("iku", "boolean", "Apakah Indikator Kinerja Utama."),
        Medan("tahun", "integer", "Tahun."),
        Medan("triwulan", "integer", "Triwulan, 1 sampai 4; triwulan 4 adalah angka setahun."),
        Medan("target_tahun", "number", "Target setahun menurut dokumen yang berlaku; batas bawah bila rentang."),
        Medan("target", "number", "Target pembanding: sampai dengan triwulan, pada triwulan 4 target setahun."),
        Medan("target_atas", "number", "Batas atas target pembanding bila berupa rentang."),
        Medan("realisasi", "number", "Realisasi terverifikasi sampai dengan triwulan; kosong bila tidak ada."),
        Medan(
            "capaian_tahun", "number", "Capaian terhadap target setahun dalam persen (kolom tingkat capaian E.81)."
        ),
        Medan(
            "capaian", "number", "Capaian terhadap target pembanding dalam persen; kosong bila belum jatuh tempo."
        ),
        Medan(
            "predikat", "string", "Predikat capaian menurut Permendagri 86 Tahun 2017; kosong bila tidak dinilai."
        ),
        Medan("status", "string", f"Keadaan angka triwulan itu: {', '.join(TERBUKA.values())}."),
    ),
    indicator_rows,
)
ANGGARAN = HimpunanData(
    "anggaran",
    "Pagu dan realisasi anggaran",
    "Satu baris untuk setiap program, kegiatan, dan subkegiatan setiap tahun, dalam rupiah penuh. Baris program "
    "sudah memuat kegiatan dan subkegiatannya: jangan menjumlahkan tingkat yang berbeda.",
    (
        Medan("kode", "string", "Kode program, kegiatan, atau subkegiatan."),
        Medan("nama", "string", "Namanya."),
        Medan("tingkat", "string", "program, kegiatan, atau subkegiatan."),
        Medan("tahun", "integer", "Tahun anggaran."),
        Medan("pagu", "number", "Pagu yang berlaku."),
        *(
            Medan(
                f"realisasi_tw{n}", "number", f"Realisasi triwulan {n} yang terverifikasi; kosong bila tidak ada."
            )
            for n in range(1, 5)
        ),
        Medan("realisasi", "number", "Jumlah realisasi triwulan yang terverifikasi."),
        Medan("serapan", "number", "Realisasi dibagi pagu, dalam persen."),
    ),
    money_rows,
)
HIMPUNAN: Mapping[str, HimpunanData] = {each.nama: each for each in (INDIKATOR, ANGGARAN)}
