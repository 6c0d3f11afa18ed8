"""What looks odd in reported figures: warnings that ask, never refusals (docs/formulas/kewajaran.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from renstra.lib.numbers import NBSP
from targets.formulas.hasil import (
    JUMLAH,
    MAKSIMUM,
    SD_TRIWULAN,
    TRIWULAN,
    TRIWULANAN,
    Nilai,
    exact,
    nama_triwulan,
    written,
)
from targets.formulas.triwulan import Bagian, reported, sampai_triwulan, target_sampai_triwulan

BATAS_JAUH = 150  # percent of the target


@dataclass(frozen=True, slots=True)
class Peringatan:
    """A warning: its stable code, and a sentence that names the figures and what to look at."""

    kode: str
    kalimat: str


def turun(nilai: Sequence[Nilai | None], *, triwulan: int, cara_isi: str, akumulasi: str) -> Peringatan | None:
    """A figure since January below the one reported before it, where it can only grow (sums and maxima)."""
    if cara_isi != SD_TRIWULAN or akumulasi not in {JUMLAH, MAKSIMUM}:
        return None
    for (before, old), (after, new) in pairwise(reported(nilai, triwulan).items()):
        if new < old:
            return Peringatan(
                "turun-dari-triwulan-lalu",
                f"Angka sejak Januari sampai {nama_triwulan(after)} ({written(new)}) lebih kecil daripada sampai "
                f"{nama_triwulan(before)} ({written(old)}); periksa apakah yang terketik angka triwulan itu saja.",
            )
    return None


def jauh_di_atas_target(realisasi: Nilai | None, target: Nilai | None) -> Peringatan | None:
    """Realisasi above 150 % of the target, whatever the polarity; for rentang pass the upper bound."""
    r, t = exact(realisasi), exact(target)
    if r is None or t is None or t <= 0 or r * 100 <= t * BATAS_JAUH:
        return None
    return Peringatan(
        "jauh-di-atas-target",
        f"Realisasi {written(r)} lebih dari {BATAS_JAUH}{NBSP}% target {written(t)}; "
        "periksa satuan dan letak komanya, atau jelaskan sebabnya pada keterangan.",
    )


def uang_dan_keluaran(keluaran: Nilai | None, uang: Nilai | None) -> Peringatan | None:
    """Money spent with zero output, or output with zero money; an unreported side says nothing."""
    output, money = exact(keluaran), exact(uang)
    if output is None or money is None:
        return None
    if output == 0 and money > 0:
        return Peringatan(
            "uang-tanpa-keluaran",
            f"Realisasi anggaran {_rupiah(money)}, tetapi realisasi keluaran 0; "
            "periksa keduanya, atau jelaskan pada keterangan mengapa keluarannya belum ada.",
        )
    if output > 0 and money == 0:
        return Peringatan(
            "keluaran-tanpa-uang",
            f"Realisasi keluaran {written(output)}, tetapi realisasi anggaran {_rupiah(money)}; "
            "periksa keduanya, atau jelaskan pada keterangan dari mana biayanya.",
        )
    return None


def selalu_sama_dengan_target(
    nilai: Sequence[Nilai | None],
    target: Sequence[Nilai | None],
    *,
    triwulan: int,
    cara_isi: str,
    akumulasi: str,
    frekuensi: str = TRIWULANAN,
    dari_bagian: bool = False,
) -> Peringatan | None:
    """Every reported quarter equals its target to the digit, and at least two of them are more than 0.

    A figure since January is compared with the target to date. ``nilai`` are percentages when typed in parts.
    """

    def planned(quarter: int) -> Nilai | None:
        if cara_isi == TRIWULAN:
            return target[quarter - 1]
        so_far = sampai_triwulan(
            nilai, triwulan=quarter, cara_isi=cara_isi, akumulasi=akumulasi, frekuensi=frekuensi
        )
        return target_sampai_triwulan(
            target,
            realisasi=so_far,
            triwulan=quarter,
            akumulasi=akumulasi,
            frekuensi=frekuensi,
            dari_bagian=dari_bagian,
        ).persis

    typed = {quarter: value for quarter, value in enumerate(nilai[:triwulan], 1) if value is not None}
    more_than_nothing = [value for value in typed.values() if value > 0]
    if len(more_than_nothing) < 2 or any(value != planned(quarter) for quarter, value in typed.items()):
        return None
    return Peringatan(
        "selalu-sama-dengan-target",
        f"Realisasi sama persis dengan target pada {len(typed)} triwulan yang dilaporkan; "
        "pastikan yang terketik hasil sebenarnya, bukan salinan target.",
    )


def di_atas_pagu(realisasi: Nilai | None, pagu: Nilai | None) -> Peringatan | None:
    """Realisasi anggaran since January above the pagu in force."""
    spent, granted = exact(realisasi), exact(pagu)
    if spent is None or granted is None or spent <= granted:
        return None
    return Peringatan(
        "di-atas-pagu",
        f"Realisasi anggaran {_rupiah(spent)} melampaui pagu {_rupiah(granted)}; "
        "periksa angkanya, atau apakah pagu perubahan sudah dimuat.",
    )


def lebih_dari_seluruhnya(bagian: Bagian) -> Peringatan | None:
    """A pembilang above its penyebut: a part cannot be more than the whole."""
    above, below = exact(bagian.pembilang), exact(bagian.penyebut)
    if above is None or below is None or above <= below:
        return None
    return Peringatan(
        "di-atas-100-persen",
        f"Pembilang {written(above)} lebih besar daripada penyebut {written(below)}, sehingga persentasenya "
        "di atas 100; periksa apakah keduanya tertukar atau berbeda cara hitung.",
    )


def persentase_di_atas_100(nilai: Nilai | None, *, dari_bagian: bool) -> Peringatan | None:
    """A typed percentage above 100 whose unit is a part of a whole; a growth rate may well be above."""
    value = exact(nilai)
    if value is None or not dari_bagian or value <= 100:
        return None
    return Peringatan(
        "di-atas-100-persen",
        f"Persentase {written(value)} di atas 100, padahal satuannya bagian dari keseluruhan; "
        "periksa letak koma, atau ketik pembilang dan penyebutnya.",
    )


def _rupiah(value: Nilai) -> str:
    """Write Rupiah with its sen where there are any, so that two amounts that differ never look alike."""
    return f"Rp{NBSP}{written(value)}"
