"""How years make the Renstra to date (docs/formulas/akumulasi.md)."""

from collections.abc import Mapping

from targets.formulas.gabungan import NAMA_GABUNGAN, combine, way_of
from targets.formulas.hasil import (
    BELUM_DILAPORKAN,
    POSISI_AKHIR,
    RATA_RATA,
    TAHUN_SEBELUMNYA_TAK_TENTU,
    TARGET_KOSONG,
    Answer,
    Cakupan,
    Hasil,
    Nilai,
    exact,
    result,
)


def sampai_tahun(
    nilai: Mapping[int, Nilai | None],
    *,
    akumulasi: str,
    sebelumnya: Nilai | None = None,
    banyak_tahun_sebelumnya: int = 0,
    dari_bagian: bool = False,
) -> Hasil:
    """Return the Renstra-to-date figure from the figures of its years (E.81 column 13, T-C.29 column 10).

    ``sebelumnya`` is a figure already accumulated before the first of these years; a mean needs to know over how
    many years. Rupiah: pass ``AKUMULASI_RUPIAH``.
    """
    way = way_of(akumulasi, dari_bagian=dari_bagian)
    typed = {year: value for year in sorted(nilai) if (value := exact(nilai[year])) is not None}
    earlier = exact(sebelumnya)
    answer: Answer
    if not typed and earlier is None:
        answer = BELUM_DILAPORKAN
    elif earlier is None:
        answer = combine(way, list(typed.values()))
    elif way == RATA_RATA and banyak_tahun_sebelumnya < 1:
        answer = TAHUN_SEBELUMNYA_TAK_TENTU
    else:
        repeat = banyak_tahun_sebelumnya if way == RATA_RATA else 1
        answer = combine(way, [*[earlier] * repeat, *typed.values()])
    masukan = [("sebelumnya", earlier)] if earlier is not None else []
    masukan += [(str(year), value) for year, value in typed.items()]
    rumus = f"{NAMA_GABUNGAN[way]} realisasi tahun yang dilaporkan"
    return result(answer, "Realisasi Renstra", rumus, masukan, Cakupan(tuple(typed), len(nilai), "tahun"))


def target_akhir_renstra(
    target: Mapping[int, Nilai | None], *, tahun_akhir: int, akumulasi: str, dari_bagian: bool = False
) -> Hasil:
    """Return the end-of-Renstra target (E.81 column 5) from the year targets, accumulated as the years are.

    `posisi_akhir` is the target of ``tahun_akhir`` itself; the others run over the years up to it that have one.
    """
    way = way_of(akumulasi, dari_bagian=dari_bagian)
    years = [year for year in sorted(target) if year <= tahun_akhir]
    stated = {year: value for year in years if (value := exact(target[year])) is not None}
    used = {year: value for year, value in stated.items() if way != POSISI_AKHIR or year == tahun_akhir}
    answer: Answer
    if used:
        answer = combine(way, list(used.values()))
    else:
        answer = f"target tahun {tahun_akhir} belum ditetapkan" if stated else TARGET_KOSONG
    masukan = [(str(year), value) for year, value in used.items()]
    cakupan = Cakupan(tuple(used), 1 if way == POSISI_AKHIR else len(years), "tahun")
    return result(
        answer, f"Target akhir Renstra {tahun_akhir}", f"{NAMA_GABUNGAN[way]} target tahunan", masukan, cakupan
    )
