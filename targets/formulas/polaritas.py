"""Capaian: realisasi against target by polarity (docs/formulas/capaian.md)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from renstra.lib.errors import RenstraError
from targets.formulas.hasil import (
    BATAS_ATAS_KOSONG,
    BELUM_DILAPORKAN,
    NEGATIF,
    NOTHING,
    POSITIF,
    RASIO,
    REALISASI_NEGATIF,
    RENTANG,
    RENTANG_TERBALIK,
    SELISIH,
    TARGET_KOSONG,
    TARGET_NEGATIF,
    TARGET_NOL,
    WHOLE,
    Answer,
    Hasil,
    Nilai,
    decimal,
    exact,
    require,
    result,
)


class SkalaError(RenstraError):
    """A text code that its unit's scale does not know."""


def capaian(
    realisasi: Nilai | None,
    target: Nilai | None,
    *,
    polaritas: str,
    target_atas: Nilai | None = None,
    rumus_negatif: str = SELISIH,
) -> Hasil:
    """Return realisasi as a percentage of target by polarity, never below 0 and never capped.

    ``target_atas`` is read for rentang only. A missing or unusable target is the reason before a missing
    realisasi is, because such a row stays out of averages even when an unreported one counts as 0.
    """
    require("polaritas", polaritas, (POSITIF, NEGATIF, RENTANG))
    require("rumus_negatif", rumus_negatif, (SELISIH, RASIO))
    answer: Answer
    r, t, upper = exact(realisasi), exact(target), exact(target_atas)
    if t is None:
        answer, rumus = TARGET_KOSONG, "realisasi dibandingkan dengan target"
    elif polaritas == POSITIF:
        answer, rumus = _positif(r, t)
    elif polaritas == NEGATIF:
        answer, rumus = _negatif(r, t, rumus_negatif)
    else:
        answer, rumus = _rentang(r, t, upper, rumus_negatif)
    masukan = [("realisasi", r), ("batas bawah target" if polaritas == RENTANG else "target", t)]
    if polaritas == RENTANG:
        masukan.append(("batas atas target", upper))
    return result(answer, f"Capaian polaritas {polaritas}", rumus, masukan)


def _positif(r: Fraction | None, t: Fraction) -> tuple[Answer, str]:
    rumus = "realisasi ÷ target × 100"
    if t <= 0:
        return TARGET_NEGATIF if t else TARGET_NOL, rumus
    if r is None:
        return BELUM_DILAPORKAN, rumus
    if r < 0:
        return NOTHING, f"{rumus}, paling rendah 0"
    return r / t * 100, rumus


def _negatif(r: Fraction | None, t: Fraction, rumus_negatif: str) -> tuple[Answer, str]:
    if rumus_negatif == SELISIH:
        rumus = "(2 × target − realisasi) ÷ target × 100, paling rendah 0"
    else:
        rumus = "target ÷ realisasi × 100; realisasi 0 bernilai 100"
    if t < 0:
        return TARGET_NEGATIF, rumus
    if r is None:
        return BELUM_DILAPORKAN, rumus
    if t == 0:
        return (WHOLE if r <= 0 else NOTHING), "target 0: realisasi 0 bernilai 100, di atas 0 bernilai 0"
    if rumus_negatif == SELISIH:
        return max((2 * t - r) / t * 100, NOTHING), rumus
    if r < 0:
        return REALISASI_NEGATIF, rumus
    return (WHOLE if r == 0 else t / r * 100), rumus


def _rentang(r: Fraction | None, low: Fraction, high: Fraction | None, rumus_negatif: str) -> tuple[Answer, str]:
    rumus = "di antara kedua batas bernilai 100"
    if high is None or high < low:
        return BATAS_ATAS_KOSONG if high is None else RENTANG_TERBALIK, rumus
    if r is None:
        return BELUM_DILAPORKAN, rumus
    if low <= r <= high:
        return WHOLE, rumus
    if r > high:
        answer, rumus = _negatif(r, high, rumus_negatif)
        return answer, f"di atas rentang, target = batas atas: {rumus}"
    answer, rumus = _positif(r, low)
    return answer, f"di bawah rentang, target = batas bawah: {rumus}"


def skor(kode: str | None, *, skala: Mapping[str, Decimal]) -> Decimal | None:
    """Turn a graded code (WTP, BB) into its score by the unit's scale; an empty code is ``None``.

    Raises ``SkalaError`` for a code outside the scale, naming those it knows.
    """
    wanted = (kode or "").strip().casefold()
    if not wanted:
        return None
    for known, score in skala.items():
        if known.casefold() == wanted:
            return score
    raise SkalaError(f"“{kode}” tidak ada dalam skala satuan ini; pilih salah satu dari {', '.join(skala)}.")


def kode_skor(nilai: Nilai | None, *, skala: Mapping[str, Decimal]) -> str:
    """Return the code of a score; empty where the unit is no grade, or the score lies between two of them."""
    return next((kode for kode, score in skala.items() if score == nilai), "")


def as_stated(value: Nilai | None, skala: Mapping[str, Decimal]) -> Decimal | str | None:
    """Return a figure as the office states it: of a graded unit the code of its score, where it has one."""
    if value is None:
        return None
    return kode_skor(value, skala=skala) or decimal(Fraction(value))
