"""Where a year or a Renstra ends if it goes on as it does, and the pace still needed (docs/formulas/prakiraan.md).

A forecast is no report: it names its method, and where too little is known it says so in place of a figure.
"""

from collections.abc import Mapping
from fractions import Fraction

from targets.formulas.gabungan import way_of
from targets.formulas.hasil import (
    BELUM_WAKTUNYA,
    JUMLAH,
    MAKSIMUM,
    NEGATIF,
    NOTHING,
    POSISI_AKHIR,
    RENTANG,
    TARGET_KOSONG,
    Answer,
    Hasil,
    Nilai,
    exact,
    result,
)
from targets.formulas.indikator import Aturan, NilaiTarget

BELUM_CUKUP = "belum cukup data"
LAJU, RASIO_BERJALAN, POSISI, RATA, TERTINGGI, TREN, SELESAI = (
    "laju berjalan",
    "rasio sejauh ini",
    "posisi terakhir",
    "rata-rata sejauh ini",
    "nilai tertinggi sejauh ini",
    "tren tahunan",
    "realisasi setahun",
)
_AHEAD = {POSISI_AKHIR: POSISI, MAKSIMUM: TERTINGGI}
"""Ways whose figure so far stands for the whole with one member known; a pace or a mean needs two."""


def prakiraan_tahun(aturan: Aturan, sampai: Hasil) -> Hasil:
    """Return the figure at the end of the year from the one to date (of `sampai_triwulan`).

    A sum goes on at its pace; a ratio of sums and a mean stay as they are; a position and a highest figure stand.
    Of a sum, a ratio or a mean two quarters must be known.
    """
    covered = sampai.cakupan.tercakup if sampai.cakupan else ()
    answer: Answer
    if sampai.persis is None:
        answer, cara = sampai.alasan if sampai.alasan == BELUM_WAKTUNYA else BELUM_CUKUP, ""
    elif 4 in covered:
        answer, cara = sampai.persis, SELESAI
    else:
        answer, cara = _ahead(aturan, sampai.persis, len(covered))
    masukan = [("realisasi sejauh ini", sampai.persis)]
    return result(answer, "Prakiraan akhir tahun", cara, masukan, sampai.cakupan)


def _ahead(aturan: Aturan, sampai: Fraction, known: int) -> tuple[Answer, str]:
    way = aturan.akumulasi_triwulan
    if way in _AHEAD:
        return sampai, _AHEAD[way]
    if known < 2:
        return f"{BELUM_CUKUP}: baru {known} triwulan", ""
    if way == JUMLAH:
        return (sampai, RASIO_BERJALAN) if aturan.dari_bagian else (sampai / known * 4, LAJU)
    return sampai, RATA


def prakiraan_renstra(
    aturan: Aturan,
    tahun: Mapping[int, Nilai | None],
    *,
    tahun_awal: int,
    tahun_akhir: int,
    awal: tuple[int, Nilai] | None = None,
    batas_atas: Nilai | None = None,
    berjalan: int | None = None,
) -> Hasil:
    """Return the figure of the whole Renstra from those of its years, the running one by its own forecast.

    A sum goes on at its pace over all years; a position follows the mean yearly change since the starting
    position (`awal`: year and figure) or the first known year, never under 0 where none was, and never over
    `batas_atas` (100 for a percentage) where none was. A pace or mean needs two years, a change three positions.
    `berjalan` is a year not over yet: a position in the middle of it is none of the year and makes no change.
    """
    known = {year: value for year in sorted(tahun) if (value := exact(tahun[year])) is not None}
    way = way_of(aturan.akumulasi_tahun, dari_bagian=aturan.dari_bagian)
    if way == POSISI_AKHIR:
        known.pop(berjalan or 0, None)
    points = dict(known) if awal is None else {awal[0]: Fraction(awal[1]), **known}
    need = {MAKSIMUM: 1, POSISI_AKHIR: 3}.get(way, 2)
    have = points if way == POSISI_AKHIR else known
    answer: Answer
    cara = ""
    if known and max(known) >= tahun_akhir and way in (POSISI_AKHIR, MAKSIMUM):
        answer, cara = known[max(known)] if way == POSISI_AKHIR else max(known.values()), SELESAI
    elif not known or len(have) < need:
        answer = f"{BELUM_CUKUP}: baru {len(have)} tahun" if known else BELUM_CUKUP
    elif way == JUMLAH:
        answer, cara = sum(known.values(), NOTHING) / len(known) * (tahun_akhir - tahun_awal + 1), LAJU
    elif way == POSISI_AKHIR:
        answer, cara = _trend(points, tahun_akhir, exact(batas_atas)), TREN
    elif way == MAKSIMUM:
        answer, cara = max(known.values()), TERTINGGI
    else:
        answer, cara = sum(known.values(), NOTHING) / len(known), RATA
    masukan = [(str(year), value) for year, value in have.items()]
    return result(answer, f"Prakiraan akhir Renstra {tahun_akhir}", cara, masukan)


def _trend(points: Mapping[int, Fraction], until: int, limit: Fraction | None) -> Fraction:
    first, last = min(points), max(points)
    ahead = points[last] + (points[last] - points[first]) / (last - first) * (until - last)
    if min(points.values()) >= 0:
        ahead = max(ahead, NOTHING)
    if limit is not None and max(points.values()) <= limit:
        ahead = min(ahead, limit)
    return ahead


def laju_perlu(aturan: Aturan, sampai: Hasil, target: NilaiTarget, *, triwulan: int) -> Hasil:
    """Return what each quarter left has to bring so that a sum makes its target; at most, where less is better.

    Of any other accumulation it is what the figure still has to gain (or lose). Nothing is left to do where the
    target is reached: 0.
    """
    goal, left = exact(target.nilai), 4 - triwulan
    summed = aturan.akumulasi_triwulan == JUMLAH and not aturan.dari_bagian
    answer: Answer
    if goal is None:
        answer = TARGET_KOSONG
    elif aturan.polaritas == RENTANG:
        answer = "indikator rentang: capaian dijaga di antara kedua batas"
    elif left == 0:
        answer = "tidak ada triwulan yang tersisa"
    elif sampai.persis is None:
        answer = sampai.alasan if sampai.alasan == BELUM_WAKTUNYA else BELUM_CUKUP
    else:
        lacking = (goal - sampai.persis) / (left if summed else 1)
        answer = min(lacking, NOTHING) if aturan.polaritas == NEGATIF and not summed else max(lacking, NOTHING)
    rumus = "(target − realisasi) ÷ triwulan tersisa" if summed else "target − realisasi"
    masukan = [("target", goal), ("realisasi", sampai.persis)]
    return result(answer, "Laju yang diperlukan", rumus, masukan)
