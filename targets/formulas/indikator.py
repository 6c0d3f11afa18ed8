"""The three percentages of an indicator at a quarter (docs/formulas/capaian.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from targets.formulas.hasil import (
    BELUM_DILAPORKAN,
    BELUM_WAKTUNYA,
    RENTANG,
    SELISIH,
    TARGET_KOSONG,
    TRIWULANAN,
    Hasil,
    Nilai,
)
from targets.formulas.polaritas import capaian
from targets.formulas.triwulan import target_sampai_triwulan


@dataclass(frozen=True, slots=True)
class NilaiTarget:
    """A target; ``atas`` is the upper bound when the polarity is rentang, and ``nilai`` then the lower."""

    nilai: Nilai | None = None
    atas: Nilai | None = None


@dataclass(frozen=True, slots=True)
class Aturan:
    """How an indicator is counted, in the stored words; ``dari_bagian``: typed as pembilang and penyebut."""

    polaritas: str
    cara_isi: str
    akumulasi_triwulan: str
    akumulasi_tahun: str
    frekuensi: str = TRIWULANAN
    rumus_negatif: str = SELISIH
    dari_bagian: bool = False


@dataclass(frozen=True, slots=True)
class TigaPersentase:
    """Capaian at a quarter against three targets, and the figures to date behind them.

    ``target_triwulan_atas`` is the upper bound to date, for rentang only.
    """

    terhadap_triwulan: Hasil
    terhadap_tahun: Hasil
    terhadap_renstra: Hasil
    realisasi: Hasil
    realisasi_renstra: Hasil
    target_triwulan: Hasil
    target_triwulan_atas: Hasil | None


def tiga_persentase(
    aturan: Aturan,
    *,
    triwulan: int,
    realisasi: Hasil,
    target_triwulan: Sequence[NilaiTarget],
    target_tahun: NilaiTarget,
    target_renstra: NilaiTarget,
    realisasi_renstra: Hasil,
) -> TigaPersentase:
    """Return capaian against the quarter target to date, the year target and the end-of-Renstra target.

    ``realisasi`` comes from ``sampai_triwulan`` (or its ``_bagian``), ``realisasi_renstra`` from ``sampai_tahun``,
    ``target_renstra`` from ``target_akhir_renstra``.
    """
    low, high = (
        target_sampai_triwulan(
            bounds,
            realisasi=realisasi,
            triwulan=triwulan,
            akumulasi=aturan.akumulasi_triwulan,
            frekuensi=aturan.frekuensi,
            dari_bagian=aturan.dari_bagian,
        )
        for bounds in ([t.nilai for t in target_triwulan], [t.atas for t in target_triwulan])
    )
    to_date = NilaiTarget(low.persis, high.persis)
    return TigaPersentase(
        terhadap_triwulan=terhadap(aturan, realisasi, to_date, low.alasan),
        terhadap_tahun=terhadap(aturan, realisasi, target_tahun),
        terhadap_renstra=terhadap(aturan, realisasi_renstra, target_renstra),
        realisasi=realisasi,
        realisasi_renstra=realisasi_renstra,
        target_triwulan=low,
        target_triwulan_atas=high if aturan.polaritas == RENTANG else None,
    )


def terhadap(aturan: Aturan, realisasi: Hasil, target: NilaiTarget, alasan_target: str = "") -> Hasil:
    """Return capaian of a computed figure with the most telling reason: not due, or which target is missing.

    Unlike `capaian` it knows what is not due from what was not reported: only the second may count as 0.
    """
    found = capaian(
        realisasi.persis,
        target.nilai,
        polaritas=aturan.polaritas,
        target_atas=target.atas,
        rumus_negatif=aturan.rumus_negatif,
    )
    alasan = found.alasan
    if alasan == BELUM_DILAPORKAN or realisasi.alasan == BELUM_WAKTUNYA:
        alasan = realisasi.alasan
    elif alasan == TARGET_KOSONG:
        alasan = alasan_target or alasan
    return replace(found, alasan=alasan, cakupan=realisasi.cakupan)
