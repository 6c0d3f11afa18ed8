"""What several charts share: the legend, a free place for a label, an upright axis, how figures are written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from renstra.grafik import tema
from renstra.grafik.lukisan import Bentuk, Bidang, Kotak, Lukisan, Teks, lebar_teks, lipat
from renstra.grafik.sumbu import Sumbu
from renstra.lib.numbers import format_number, format_percent, round_half_up

Tulis = Callable[[Decimal], str]
Contoh = Callable[[float, float], Sequence[Bentuk]]
"""Draws a sample of a series, 24 units wide, at a left end and a middle."""

LEBAR_CONTOH = 24.0


def tulis_angka(nilai: Decimal) -> str:
    """Write a figure with at most two decimals, rounded once for display (house rule "rounding")."""
    return format_number(round_half_up(nilai))


def tulis_persen(nilai: Decimal) -> str:
    return format_percent(round_half_up(nilai))


def tertulis(nilai: Decimal | None, tulis: Tulis, alasan: str = "") -> str:
    """Write a figure, else why there is none, else a dash: zero, absent and not computable stay apart."""
    return tulis(nilai) if nilai is not None else alasan or tema.KOSONG


def legenda(lukisan: Lukisan, butir: Sequence[tuple[Contoh, str]], atas: float, *, kiri: float = 0.0) -> float:
    """Write samples with their names in rows; return where the last row ends."""
    x, y = kiri, atas + tema.BARIS / 2
    for contoh, nama in butir:
        ruang = lukisan.lebar - kiri - LEBAR_CONTOH - 6
        baris = lipat(nama, ruang)
        perlu = LEBAR_CONTOH + 6 + max(map(lebar_teks, baris))
        if x > kiri and x + perlu > lukisan.lebar:
            x, y = kiri, y + tema.BARIS + 2
        lukisan.tambah(*contoh(x, y))
        lukisan.paragraf(x + LEBAR_CONTOH + 6, y + 4, baris)
        x += perlu + 16
        if len(baris) > 1:
            x, y = lukisan.lebar, y + tema.BARIS * (len(baris) - 1)
    return y + tema.BARIS / 2


@dataclass(slots=True)
class Bingkai:
    """The inner rectangle of a chart with an upright axis."""

    bidang: Bidang
    sumbu: Sumbu

    def y(self, nilai: Decimal) -> float:
        return self.bidang.bawah - self.sumbu.bagian(nilai) * (self.bidang.bawah - self.bidang.atas)


def sumbu_tegak(
    lukisan: Lukisan,
    sumbu: Sumbu,
    atas: float,
    bawah: float,
    satuan: str,
    *,
    bertulis: bool = True,
    ruang: float = 0.0,
) -> Bingkai:
    """Draw hairlines with round figures at the left and the unit above them; return what is left for the chart.

    A scale that does not hold zero says so. Without `bertulis` there is nothing to measure, only the
    frame; `ruang` is kept free above it.
    """
    kata = " ".join(filter(None, (satuan, sumbu.kata)))
    if sumbu.bawah > 0 or sumbu.atas < 0:
        kata = "; ".join(filter(None, (kata, f"sumbu {sumbu.tulis(sumbu.bawah)}–{sumbu.tulis(sumbu.atas)}")))
    if kata:
        baris = lipat(kata, lukisan.lebar, 2, tema.KECIL)
        lukisan.paragraf(0, atas + 11, baris, jarak=13, ukuran=tema.KECIL, warna=tema.REDUP)
        atas += 13 * len(baris) + 3
    atas += 6 + ruang
    tulisan = [(each, sumbu.tulis(each)) for each in sumbu.tanda] if bertulis else []
    kiri = max((lebar_teks(teks, tema.KECIL) for _, teks in tulisan), default=0.0) + 6
    bingkai = Bingkai(Bidang(kiri, atas, lukisan.lebar, bawah), sumbu)
    for nilai, teks in tulisan:
        y = bingkai.y(nilai)
        lukisan.garis((kiri, y), (lukisan.lebar, y), warna=tema.GARIS if nilai else tema.NOL)
        lukisan.tambah(Teks(kiri - 6, y + 4, teks, tema.KECIL, warna=tema.REDUP, jangkar="end"))
    return bingkai


def tempatkan(
    teks: str, titik: tuple[float, float], ruang: Bidang, terisi: Iterable[Bidang], **rupa: object
) -> Teks | None:
    """Return the label at a place beside its point that nothing takes; None where there is none.

    Tried are above, below, right, left and the corners, near before far.
    """
    x, y = titik
    terisi = list(terisi)
    for jauh in (0.0, 8.0, 16.0):
        for dx, dy, jangkar in (
            (0, -9 - jauh, "middle"),
            (0, 18 + jauh, "middle"),
            (8 + jauh, 4, "start"),
            (-8 - jauh, 4, "end"),
            (6, -7 - jauh, "start"),
            (-6, -7 - jauh, "end"),
            (6, 16 + jauh, "start"),
            (-6, 16 + jauh, "end"),
        ):
            label = Teks(x + dx, y + dy, teks, jangkar=jangkar, **rupa)  # type: ignore[arg-type]
            if ruang.memuat(label.bidang) and not any(label.bidang.menimpa(each) for each in terisi):
                return label
    return None


def alas(teks: Teks) -> Kotak:
    """Return the white ground under a label that stands over lines."""
    kiri, atas, kanan, bawah = teks.bidang
    return Kotak(kiri - 2, atas - 1, kanan - kiri + 4, bawah - atas + 1, tema.KERTAS)
