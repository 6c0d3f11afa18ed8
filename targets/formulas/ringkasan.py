"""Averages, absorption, efficiency, predicates, growth (docs/formulas/rata-rata-predikat.md)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from renstra.lib.numbers import round_half_up
from targets.formulas.gabungan import combine
from targets.formulas.hasil import (
    ABAIKAN,
    BELUM_DILAPORKAN,
    NEGATIF,
    NOL,
    NOTHING,
    PAGU_KOSONG,
    PAGU_NOL,
    POSITIF,
    RATA_RATA,
    RENTANG,
    TANPA_CAPAIAN,
    TANPA_NILAI_AWAL,
    TANPA_TAHUN_BERURUTAN,
    TIDAK_DAPAT_DIHITUNG,
    Answer,
    Cakupan,
    Hasil,
    Nilai,
    exact,
    require,
    result,
    written,
)
from targets.formulas.triwulan import Bagian, persentase


def rata_rata(
    baris: Sequence[Hasil],
    *,
    batas: Nilai | None = 100,
    perlakuan_kosong: str = ABAIKAN,
    terkunci: bool | Sequence[bool] | None = None,
) -> Hasil:
    """Return the mean of the rows shown, each capped at ``batas`` before averaging; `cakupan` says "n dari m".

    With ``perlakuan_kosong`` `nol` an unreported row counts as 0 once its report is locked, which ``terkunci``
    must then say, of all rows or of each. A row that is not due, or has no usable target, never counts.
    """
    require("perlakuan_kosong", perlakuan_kosong, (ABAIKAN, NOL))
    if perlakuan_kosong == NOL and terkunci is None:
        raise ValueError("perlakuan_kosong nol memerlukan terkunci: laporan yang masih terbuka tidak dihitung 0.")
    locked = terkunci if isinstance(terkunci, Sequence) else [bool(terkunci)] * len(baris)
    cap = exact(batas)
    counted: dict[int, Fraction] = {}
    for number, (row, is_locked) in enumerate(zip(baris, locked, strict=True), 1):
        if row.persis is not None:
            counted[number] = row.persis if cap is None else min(row.persis, cap)
        elif row.tanpa_realisasi and perlakuan_kosong == NOL and is_locked:
            counted[number] = NOTHING
    answer: Answer = combine(RATA_RATA, list(counted.values())) if counted else TANPA_CAPAIAN
    capped = "" if cap is None else f", tiap capaian dihitung paling tinggi {written(cap)}"
    masukan = [(f"baris {number}", value) for number, value in counted.items()]
    cakupan = Cakupan(tuple(counted), len(baris), "indikator")
    return result(answer, "Rata-rata capaian", f"jumlah capaian ÷ banyaknya{capped}", masukan, cakupan)


def rasio_jumlah(pasangan: Iterable[tuple[Nilai | None, Nilai | None]], *, satuan: str = "subkegiatan") -> Hasil:
    """Return total realisasi ÷ total pagu × 100 of (realisasi, pagu) rows: how Rupiah percentages are averaged.

    Pagu of a row without realisasi stays in the total, as it does in the printed sum; `cakupan` counts the rows
    that reported.
    """
    rows = [(exact(realisasi), exact(pagu)) for realisasi, pagu in pasangan]
    spent = {number: value for number, (value, _) in enumerate(rows, 1) if value is not None}
    granted = [pagu for _, pagu in rows if pagu is not None]
    total_spent = sum(spent.values(), NOTHING) if spent else None
    total_granted = sum(granted, NOTHING) if granted else None
    answer: Answer
    if not total_granted:
        answer = PAGU_KOSONG if total_granted is None else PAGU_NOL
    else:
        answer = BELUM_DILAPORKAN if total_spent is None else total_spent / total_granted * 100
    masukan = [("realisasi anggaran", total_spent), ("pagu", total_granted)]
    cakupan = Cakupan(tuple(spent), len(rows), satuan)
    return result(answer, "Serapan anggaran", "jumlah realisasi ÷ jumlah pagu × 100", masukan, cakupan)


def serapan(realisasi: Nilai | None, pagu: Nilai | None) -> Hasil:
    """Return realisasi anggaran as a percentage of pagu."""
    return replace(rasio_jumlah([(realisasi, pagu)]), rumus="realisasi ÷ pagu × 100", cakupan=None)


@dataclass(frozen=True, slots=True)
class Predikat:
    """A predicate and the bound its values lie above (or from, when ``termasuk_batas``); the last has none."""

    nama: str
    singkatan: str
    di_atas: Decimal | None
    termasuk_batas: bool = False


PREDIKAT_BAKU = (
    Predikat("Sangat Tinggi", "ST", Decimal(90)),
    Predikat("Tinggi", "T", Decimal(75)),
    Predikat("Sedang", "S", Decimal(65)),
    Predikat("Rendah", "R", Decimal(50)),
    Predikat("Sangat Rendah", "SR", None),
)


def predikat(nilai: Decimal | None, *, pita: Sequence[Predikat] = PREDIKAT_BAKU) -> Predikat | None:
    """Return the predicate of a value as it is printed, with two decimals; ``pita`` runs from high to low."""
    if nilai is None:
        return None
    printed = round_half_up(nilai)
    for band in pita:
        if band.di_atas is None or printed > band.di_atas or (band.termasuk_batas and printed == band.di_atas):
            return band
    raise ValueError("Pita predikat harus berakhir dengan predikat tanpa batas bawah.")


def efisiensi(capaian: Hasil, serapan: Hasil) -> Hasil:
    """Return capaian minus serapan, in percentage points."""
    answer: Answer
    if capaian.persis is None or serapan.persis is None:
        missing = ("capaian", capaian) if capaian.persis is None else ("serapan", serapan)
        answer = f"{missing[0]}: {missing[1].alasan}"
    else:
        answer = capaian.persis - serapan.persis
    masukan = [("capaian", capaian.persis), ("serapan", serapan.persis)]
    return result(answer, "Efisiensi", "capaian − serapan anggaran", masukan)


def kategori_efisiensi(nilai: Decimal | None) -> str:
    """Return the category of an efficiency as it is printed, with two decimals."""
    if nilai is None:
        return TIDAK_DAPAT_DIHITUNG
    printed = round_half_up(nilai)
    if printed > 5:
        return "efisien"
    return "cukup efisien" if printed >= -5 else "tidak efisien"


class Perkembangan(NamedTuple):
    """How a year stands to another: the figure goes up or down, the performance gets better or worse.

    `realisasi` is empty and `kinerja` says so where the two cannot be compared.
    """

    realisasi: str
    kinerja: str


TAK_TERBANDING = Perkembangan("", "tidak dapat dibandingkan")


def perkembangan(
    polaritas: str, lalu: Hasil, kini: Hasil, *, capaian_lalu: Hasil, capaian_kini: Hasil
) -> Perkembangan:
    """Compare two years as they are printed; a rentang, where neither up nor down is better, by its capaian."""
    require("polaritas", polaritas, (POSITIF, NEGATIF, RENTANG))
    before, after = (capaian_lalu, capaian_kini) if polaritas == RENTANG else (lalu, kini)
    moved, gained = _difference(lalu, kini), _difference(before, after)
    if moved is None or gained is None:
        return TAK_TERBANDING
    better = -gained if polaritas == NEGATIF else gained
    return Perkembangan(_word(moved, "Naik", "Turun"), _word(better, "Membaik", "Menurun"))


def _difference(lalu: Hasil, kini: Hasil) -> Decimal | None:
    if lalu.nilai is None or kini.nilai is None:
        return None
    return round_half_up(kini.nilai) - round_half_up(lalu.nilai)


def _word(change: Decimal, up: str, down: str) -> str:
    return (up if change > 0 else down) if change else "Tetap"


def rasio(pembilang: Nilai | None, penyebut: Nilai | None) -> Hasil:
    """Return pembilang ÷ penyebut, not as a percentage (T-C.24)."""
    found = persentase(Bagian(pembilang, penyebut))
    plain = None if found.persis is None else found.persis / 100
    return replace(found, persis=plain, aturan="Rasio", rumus="pembilang ÷ penyebut")


def pertumbuhan(awal: Nilai | None, akhir: Nilai | None) -> Hasil:
    """Return the growth from ``awal`` to ``akhir`` as a percentage; from nothing there is no growth rate."""
    first, last = exact(awal), exact(akhir)
    answer: Answer
    if first is None or first <= 0:
        answer = TANPA_NILAI_AWAL
    else:
        answer = BELUM_DILAPORKAN if last is None else (last - first) / first * 100
    return result(answer, "Pertumbuhan", "(akhir − awal) ÷ awal × 100", [("awal", first), ("akhir", last)])


def rata_rata_pertumbuhan(nilai: Mapping[int, Nilai | None]) -> Hasil:
    """Return the mean of the yearly growth rates (T-C.24); an empty year leaves out the rates beside it."""
    years = sorted(nilai)
    rates = {
        after: rate.persis
        for before, after in pairwise(years)
        if after == before + 1 and (rate := pertumbuhan(nilai[before], nilai[after])).persis is not None
    }
    answer: Answer = combine(RATA_RATA, list(rates.values())) if rates else TANPA_TAHUN_BERURUTAN
    masukan = [(str(year), rate) for year, rate in rates.items()]
    cakupan = Cakupan(tuple(rates), max(len(years) - 1, 0), "pertumbuhan tahunan")
    return result(answer, "Rata-rata pertumbuhan", "rata-rata pertumbuhan tahunan", masukan, cakupan)
