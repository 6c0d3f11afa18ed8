"""The one shape of a computed figure, the words for its absence, and exact arithmetic underneath."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from renstra.lib.numbers import format_number, round_half_up

Nilai = Decimal | Fraction | int

POSITIF, NEGATIF, RENTANG = "positif", "negatif", "rentang"
SELISIH, RASIO = "selisih", "rasio"
TRIWULAN, SD_TRIWULAN = "triwulan", "sd_triwulan"
TRIWULANAN, TAHUNAN = "triwulanan", "tahunan"
JUMLAH, POSISI_AKHIR, RATA_RATA, MAKSIMUM = "jumlah", "posisi_akhir", "rata_rata", "maksimum"
ABAIKAN, NOL = "abaikan", "nol"
AKUMULASI_RUPIAH = JUMLAH  # whatever the indicator is, its Rupiah adds up
BATAS_RATA_RATA = (None, 100, 110, 120, 200)  # what the setting may be; 100 unless a city decides otherwise

TARGET_KOSONG = "target belum ditetapkan"
TARGET_NOL = "target nol"
TARGET_NEGATIF = "target di bawah nol"
BATAS_ATAS_KOSONG = "batas atas target belum ditetapkan"
RENTANG_TERBALIK = "batas atas target di bawah batas bawahnya"
BELUM_DILAPORKAN = "belum dilaporkan"
BELUM_WAKTUNYA = "belum waktunya dilaporkan"
BAGIAN_KURANG = "pembilang atau penyebut belum diisi"
PENYEBUT_NOL = "penyebut nol"
REALISASI_NEGATIF = "realisasi di bawah nol tidak dapat memakai rumus rasio"
PAGU_KOSONG = "pagu belum ditetapkan"
PAGU_NOL = "pagu nol"
TANPA_CAPAIAN = "tidak ada capaian yang dapat dihitung"
TANPA_NILAI_AWAL = "nilai awal kosong, nol, atau di bawah nol"
TAHUN_SEBELUMNYA_TAK_TENTU = "banyaknya tahun di balik angka sebelumnya tidak diketahui"
TANPA_TAHUN_BERURUTAN = "belum ada dua tahun berurutan yang dapat dibandingkan"
TIDAK_DAPAT_DIHITUNG = "tidak dapat dihitung"

ROMAWI = ("I", "II", "III", "IV")
JATUH_TEMPO = {TRIWULANAN: (1, 2, 3, 4), TAHUNAN: (4,)}

NOTHING = Fraction(0)
WHOLE = Fraction(100)
_CONTEXT = Context(prec=28)
Answer = Fraction | str  # a value, or the reason why there is none


@dataclass(frozen=True, slots=True)
class Cakupan:
    """Which members (quarters, years, or row numbers from 1) a figure covers, of how many."""

    tercakup: tuple[int, ...]
    semua: int
    satuan: str

    def __str__(self) -> str:
        return f"{len(self.tercakup)} dari {self.semua} {self.satuan}"


@dataclass(frozen=True, slots=True)
class Hasil:
    """A computed figure, or the Indonesian reason why there is none, and how it came about.

    ``aturan`` names the rule, ``rumus`` says the formula in words, ``masukan`` are its inputs by name.
    """

    persis: Fraction | None
    alasan: str = ""
    aturan: str = ""
    rumus: str = ""
    masukan: tuple[tuple[str, Decimal | None], ...] = ()
    cakupan: Cakupan | None = None

    @property
    def nilai(self) -> Decimal | None:
        """The figure to 28 digits, not rounded for display."""
        return None if self.persis is None else decimal(self.persis)

    @property
    def tanpa_realisasi(self) -> bool:
        """Due and not (fully) reported: what ``perlakuan_kosong`` decides about."""
        return self.alasan in {BELUM_DILAPORKAN, BAGIAN_KURANG}

    @property
    def penjelasan(self) -> str:
        """Answer "bagaimana dihitung?" in plain sentences."""
        inputs = "; ".join(f"{name} {written(value) or 'kosong'}" for name, value in self.masukan)
        end = (
            f"Hasil {format_number(self.nilai, 2)}" if not self.alasan else f"Tidak dapat dihitung: {self.alasan}"
        )
        sentences = [
            f"{self.aturan}: {self.rumus}",
            f"Masukan: {inputs}" if inputs else "",
            f"Mencakup {self.cakupan}" if self.cakupan else "",
            end,
        ]
        return " ".join(f"{sentence}." for sentence in sentences if sentence)


def nama_triwulan(triwulan: int) -> str:
    """Return ``triwulan II`` for 2."""
    return f"triwulan {ROMAWI[triwulan - 1]}"


def result(
    answer: Answer,
    aturan: str,
    rumus: str,
    masukan: Iterable[tuple[str, Fraction | None]],
    cakupan: Cakupan | None = None,
) -> Hasil:
    """Make a `Hasil` of an answer: a value, or the reason why there is none."""
    shown = tuple((name, None if value is None else decimal(value)) for name, value in masukan)
    if isinstance(answer, str):
        return Hasil(None, answer, aturan, rumus, shown, cakupan)
    return Hasil(answer, "", aturan, rumus, shown, cakupan)


def exact(value: Nilai | None) -> Fraction | None:
    """Return the figure as an exact fraction; a float is a mistake of the caller."""
    if isinstance(value, float):
        raise TypeError("Angka harus Decimal, bukan float.")
    return None if value is None else Fraction(value)


def decimal(value: Fraction) -> Decimal:
    """Return the fraction to 28 digits."""
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))


def written(value: Nilai | None) -> str:
    """Write a figure with at most four decimals, as figures are stored."""
    found = exact(value)
    return "" if found is None else format_number(round_half_up(decimal(found), 4))


def require(name: str, value: str, known: Iterable[str]) -> None:
    """Refuse a choice that is not one: a mistyped word must not become another formula."""
    if value not in known:
        raise ValueError(f"{name} tidak dikenal: {value!r}.")
