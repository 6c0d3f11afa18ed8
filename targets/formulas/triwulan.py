"""How quarters make the year (docs/formulas/akumulasi.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from renstra.lib.numbers import round_half_up
from targets.formulas.gabungan import NAMA_GABUNGAN, combine, way_of
from targets.formulas.hasil import (
    BAGIAN_KURANG,
    BELUM_DILAPORKAN,
    BELUM_WAKTUNYA,
    JATUH_TEMPO,
    JUMLAH,
    MAKSIMUM,
    NOTHING,
    PENYEBUT_NOL,
    POSISI_AKHIR,
    RATA_RATA,
    ROMAWI,
    SD_TRIWULAN,
    TARGET_KOSONG,
    TRIWULAN,
    TRIWULANAN,
    Answer,
    Cakupan,
    Hasil,
    Nilai,
    decimal,
    exact,
    nama_triwulan,
    require,
    result,
    written,
)


@dataclass(frozen=True, slots=True)
class Bagian:
    """The two typed parts of a percentage in one quarter; both empty = not reported."""

    pembilang: Nilai | None = None
    penyebut: Nilai | None = None


_RUMUS_REALISASI = {
    (TRIWULAN, JUMLAH): "jumlah angka triwulan yang dilaporkan",
    (TRIWULAN, POSISI_AKHIR): "angka triwulan terakhir yang dilaporkan",
    (TRIWULAN, RATA_RATA): "rata-rata angka triwulan yang dilaporkan",
    (TRIWULAN, MAKSIMUM): "angka tertinggi di antara triwulan yang dilaporkan",
    (SD_TRIWULAN, JUMLAH): "angka sejak Januari yang terakhir dilaporkan, sudah berupa jumlah",
    (SD_TRIWULAN, POSISI_AKHIR): "angka sejak Januari yang terakhir dilaporkan",
    (SD_TRIWULAN, RATA_RATA): "angka sejak Januari yang terakhir dilaporkan, sudah berupa rata-rata",
    (SD_TRIWULAN, MAKSIMUM): "angka sejak Januari yang terakhir dilaporkan, sudah berupa nilai tertinggi",
}


def sampai_triwulan(
    nilai: Sequence[Nilai | None],
    *,
    triwulan: int,
    cara_isi: str,
    akumulasi: str,
    frekuensi: str = TRIWULANAN,
) -> Hasil:
    """Return the year-to-date figure at the end of ``triwulan`` from the four typed figures.

    Later quarters are not looked at. ``cakupan`` holds the quarters covered: those reported, and for a figure
    typed since January also the unreported ones before it, except where only the last position counts.
    """
    rumus = _rumus_realisasi(cara_isi, akumulasi)
    typed = reported(nilai, triwulan)
    covered = tuple(typed)
    if typed and cara_isi == SD_TRIWULAN and akumulasi != POSISI_AKHIR:
        covered = tuple(range(1, max(typed) + 1))
    due = {q for q in _due(frekuensi) if q <= triwulan}
    cakupan = Cakupan(covered, len(due | set(covered)), "triwulan")
    answer: Answer
    if not typed:
        answer = BELUM_DILAPORKAN if due else BELUM_WAKTUNYA
    else:
        answer = combine(POSISI_AKHIR if cara_isi == SD_TRIWULAN else akumulasi, list(typed.values()))
    masukan = [(nama_triwulan(q), value) for q, value in typed.items()]
    return result(answer, f"Realisasi s.d. triwulan {ROMAWI[triwulan - 1]}", rumus, masukan, cakupan)


def persentase(bagian: Bagian) -> Hasil:
    """Return pembilang ÷ penyebut × 100 of one pair of parts."""
    return result(
        _percentage(exact(bagian.pembilang), exact(bagian.penyebut)),
        "Persentase dari bagian",
        "pembilang ÷ penyebut × 100",
        [("pembilang", exact(bagian.pembilang)), ("penyebut", exact(bagian.penyebut))],
    )


def sampai_triwulan_bagian(
    bagian: Sequence[Bagian],
    *,
    triwulan: int,
    cara_isi: str,
    akumulasi: str,
    frekuensi: str = TRIWULANAN,
) -> Hasil:
    """Return the year-to-date percentage at the end of ``triwulan`` from its typed parts.

    `jumlah` is the ratio of sums, `posisi_akhir` the last pair; `rata_rata` and `maksimum` are taken over the
    percentages of the quarters, leaving out one whose penyebut is 0. A pair typed by half makes no figure.
    """

    def to_date(nilai: Sequence[Nilai | None]) -> Hasil:
        return sampai_triwulan(
            nilai, triwulan=triwulan, cara_isi=cara_isi, akumulasi=akumulasi, frekuensi=frekuensi
        )

    above = to_date([b.pembilang for b in bagian])
    below = to_date([b.penyebut for b in bagian])
    masukan = tuple(
        (f"{name} {quarter}", value)
        for name, part in (("pembilang", above), ("penyebut", below))
        for quarter, value in part.masukan
    )
    rumus = f"pembilang ÷ penyebut × 100, masing-masing {above.rumus}"
    if any(not _complete(b) and b != Bagian() for b in bagian[:triwulan]):
        return replace(above, persis=None, alasan=BAGIAN_KURANG, rumus=rumus, masukan=masukan)
    if cara_isi == TRIWULAN and akumulasi in {RATA_RATA, MAKSIMUM}:
        percentages = to_date([persentase(b).persis for b in bagian])
        nothing_below = percentages.persis is None and above.persis is not None
        return replace(percentages, alasan=PENYEBUT_NOL) if nothing_below else percentages
    answer: Answer = above.alasan or _percentage(above.persis, below.persis)
    return replace(result(answer, above.aturan, rumus, ()), masukan=masukan, cakupan=above.cakupan)


def target_sampai_triwulan(
    target: Sequence[Nilai | None],
    *,
    realisasi: Hasil,
    triwulan: int,
    akumulasi: str,
    frekuensi: str = TRIWULANAN,
    dari_bagian: bool = False,
) -> Hasil:
    """Return the target to date for the quarters that ``realisasi`` (from ``sampai_triwulan``) covers.

    A quarter target always states that quarter alone, or the position to be reached at its end, whatever
    the cara isi. With nothing reported it is the target of all quarters stated so far. A blank target of a covered
    quarter is no 0: the figure cannot be computed, unless nothing was due in that quarter.
    """
    require("akumulasi", akumulasi, NAMA_GABUNGAN)
    cakupan = realisasi.cakupan or Cakupan((), triwulan, "triwulan")
    stated = reported(target, triwulan)
    covered = cakupan.tercakup or tuple(stated)
    wanted = covered[-1:] if akumulasi == POSISI_AKHIR else covered
    blank = [ROMAWI[q - 1] for q in wanted if q not in stated and q in _due(frekuensi)]
    used = {q: stated[q] for q in wanted if q in stated}
    way = way_of(akumulasi, dari_bagian=dari_bagian)
    answer: Answer
    if blank and stated:
        answer = f"target triwulan {', '.join(blank)} belum ditetapkan"
    else:
        answer = combine(way, list(used.values())) if used else TARGET_KOSONG
    masukan = [(nama_triwulan(q), value) for q, value in used.items()]
    rumus = f"{NAMA_GABUNGAN[way]} target pada triwulan yang dilaporkan"
    return result(answer, f"Target s.d. triwulan {ROMAWI[triwulan - 1]}", rumus, masukan, cakupan)


def check_target_triwulan(
    target: Sequence[Nilai | None],
    target_tahun: Nilai | None,
    *,
    akumulasi: str,
    dari_bagian: bool = False,
) -> str | None:
    """Return what is wrong when quarter targets do not make the year target under the accumulation, else ``None``.

    No quarter target at all is not inconsistent. Check the upper bounds of a rentang by a call of their own.
    """
    way = way_of(akumulasi, dari_bagian=dari_bagian)
    stated = reported(target, 4)
    year = exact(target_tahun)
    if not stated:
        return None
    if way == POSISI_AKHIR and 4 not in stated:
        return f"Target triwulan IV belum diisi, sedangkan target tahun {written(year) or 'belum ditetapkan'}."
    made = combine(way, list(stated.values()))
    name = "Target triwulan IV" if way == POSISI_AKHIR else f"{NAMA_GABUNGAN[way].capitalize()} target triwulan"
    if year is None:
        return f"{name} {written(made)}, sedangkan target tahun belum ditetapkan."
    # A mean such as 80,3333… can only be stated rounded, so it has to agree as it is printed.
    if made == year or (way == RATA_RATA and round_half_up(decimal(made)) == round_half_up(decimal(year))):
        return None
    blank = [ROMAWI[q - 1] for q in JATUH_TEMPO[TRIWULANAN] if q not in stated]
    note = f" (triwulan {', '.join(blank)} belum diisi)" if blank else ""
    return (
        f"{name} {written(made)}{note}, sedangkan target tahun {written(year)}; "
        "samakan target triwulan dengan target tahun."
    )


@dataclass(frozen=True, slots=True)
class AngkaTriwulan:
    """A quarter's own figure; ``mencakup`` has more than one quarter when those before it were not reported."""

    nilai: Decimal | None
    mencakup: tuple[int, ...] = ()


def per_triwulan(
    nilai: Sequence[Nilai | None], *, cara_isi: str, akumulasi: str, triwulan: int = 4
) -> tuple[AngkaTriwulan, ...]:
    """Return what stands in the four quarter columns (E.81 columns 8-11); those after ``triwulan`` stay empty.

    Sums typed since January are taken apart: each minus the one reported before it, so that the columns add up to
    the last one. All other figures stand as typed. A negative difference is kept; ``kewajaran`` warns of it.
    """
    _rumus_realisasi(cara_isi, akumulasi)
    typed = reported(nilai, triwulan)
    columns = [AngkaTriwulan(None)] * 4
    previous, before = 0, NOTHING
    for quarter, value in typed.items():
        if cara_isi == SD_TRIWULAN and akumulasi == JUMLAH:
            columns[quarter - 1] = AngkaTriwulan(decimal(value - before), tuple(range(previous + 1, quarter + 1)))
            previous, before = quarter, value
        else:
            columns[quarter - 1] = AngkaTriwulan(decimal(value), (quarter,))
    return tuple(columns)


def bagian_per_triwulan(
    bagian: Sequence[Bagian], *, cara_isi: str, akumulasi: str, triwulan: int = 4
) -> tuple[Bagian, ...]:
    """Return the parts of each quarter's own percentage, taken apart as ``per_triwulan`` does.

    A pair typed by half is left out, else the two parts would be taken from different quarters.
    """
    pairs = [b if _complete(b) else Bagian() for b in bagian]
    above, below = (
        per_triwulan(nilai, cara_isi=cara_isi, akumulasi=akumulasi, triwulan=triwulan)
        for nilai in ([b.pembilang for b in pairs], [b.penyebut for b in pairs])
    )
    return tuple(Bagian(a.nilai, b.nilai) for a, b in zip(above, below, strict=True))


def _complete(bagian: Bagian) -> bool:
    return bagian.pembilang is not None and bagian.penyebut is not None


def _percentage(above: Fraction | None, below: Fraction | None) -> Answer:
    if above is None or below is None:
        return BELUM_DILAPORKAN if above is None and below is None else BAGIAN_KURANG
    return above / below * 100 if below else PENYEBUT_NOL


def reported(nilai: Sequence[Nilai | None], triwulan: int) -> dict[int, Fraction]:
    """Return the non-empty figures by quarter, up to ``triwulan``."""
    if len(nilai) != 4 or triwulan not in JATUH_TEMPO[TRIWULANAN]:
        raise ValueError(f"Perlu empat angka triwulan dan triwulan 1-4, bukan {len(nilai)} dan {triwulan}.")
    figures = ((quarter, exact(value)) for quarter, value in enumerate(nilai[:triwulan], 1))
    return {quarter: value for quarter, value in figures if value is not None}


def _due(frekuensi: str) -> tuple[int, ...]:
    require("frekuensi", frekuensi, JATUH_TEMPO)
    return JATUH_TEMPO[frekuensi]


def _rumus_realisasi(cara_isi: str, akumulasi: str) -> str:
    require("cara_isi", cara_isi, (TRIWULAN, SD_TRIWULAN))
    require("akumulasi", akumulasi, NAMA_GABUNGAN)
    return _RUMUS_REALISASI[cara_isi, akumulasi]
