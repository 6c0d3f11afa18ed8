"""Axes: round marks, and large figures written in juta, miliar or triliun."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from renstra.lib.numbers import format_number, round_half_up

NOL = Decimal(0)
LANGKAH = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
BESARAN = ((Decimal(10**12), "triliun"), (Decimal(10**9), "miliar"), (Decimal(10**6), "juta"))


@dataclass(frozen=True, slots=True)
class Sumbu:
    """From `bawah` to `atas` with marks each `langkah`; figures are written in `pengali`, named `kata`."""

    bawah: Decimal
    atas: Decimal
    langkah: Decimal
    pengali: Decimal = Decimal(1)
    kata: str = ""

    @property
    def tanda(self) -> list[Decimal]:
        banyak = int((self.atas - self.bawah) / self.langkah)
        return [self.bawah + n * self.langkah for n in range(banyak + 1)]

    def bagian(self, nilai: Decimal) -> float:
        """Return where a figure stands: 0.0 at the lower end, 1.0 at the upper, never outside."""
        tepat = float((nilai - self.bawah) / (self.atas - self.bawah))
        return min(max(tepat, 0.0), 1.0)

    def tulis(self, nilai: Decimal) -> str:
        """Write a mark or a figure by the axis, in its unit of size; two decimals say enough beside a scale."""
        return format_number(round_half_up(nilai / self.pengali, 2) if self.kata else nilai)


def sumbu(nilai: Iterable[Decimal], *, nol: bool = True, banyak: int = 4) -> Sumbu:
    """Return an axis around the figures in about `banyak` round steps; with `nol` zero stands on it.

    Without it zero is taken in where figures come near: a scale that begins higher makes differences look larger.
    """
    semua = list(nilai) or [NOL]
    rendah, tinggi = min(semua), max(semua)
    if nol or (rendah >= 0 and rendah * 2 <= tinggi) or (tinggi <= 0 and tinggi * 2 >= rendah):
        rendah, tinggi = min(rendah, NOL), max(tinggi, NOL)
    if rendah == tinggi:
        jauh = abs(rendah) / 10 or Decimal(1)
        rendah, tinggi = (rendah - jauh, tinggi + jauh) if rendah else (NOL, jauh)
    langkah = _langkah((tinggi - rendah) / banyak, utuh=all(each == each.to_integral_value() for each in semua))
    bawah = (rendah / langkah).to_integral_value(ROUND_FLOOR) * langkah
    atas = (tinggi / langkah).to_integral_value(ROUND_CEILING) * langkah
    besar = max(abs(bawah), abs(atas))
    pengali, kata = next((each for each in BESARAN if besar >= each[0]), (Decimal(1), ""))
    return Sumbu(bawah, atas, langkah, pengali, kata)


def _langkah(kasar: Decimal, *, utuh: bool) -> Decimal:
    """Return the next round step: 1, 2, 2.5 or 5 times a power of ten, whole where all figures are."""
    pangkat = Decimal(1).scaleb(kasar.adjusted())
    pilihan = [*(each * pangkat for each in LANGKAH), Decimal(1)]
    return next(each for each in pilihan if each >= kasar and not (utuh and each % 1))
