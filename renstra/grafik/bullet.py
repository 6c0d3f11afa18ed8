"""A figure against its target on the ground of the predicates' limits."""

from collections.abc import Sequence
from decimal import Decimal

from renstra.grafik import tema
from renstra.grafik.bagian import Tulis, tertulis, tulis_persen
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import Garis, Kotak, Lukisan, Teks, arsir, lebar_teks, lipat
from renstra.grafik.sumbu import NOL, Sumbu, sumbu
from renstra.lib.numbers import NBSP

BATAS = (Decimal(50), Decimal(65), Decimal(75), Decimal(90))
TANAH = ("#c3cdd0", "#d3dbdd", "#e0e6e8", "#ebeff0", "#f5f7f8")
LAJUR, BATANG = 26.0, 10.0


def bullet(
    judul: str,
    nilai: Decimal | None,
    target: Decimal | None = None,
    batas: Sequence[Decimal] = BATAS,
    *,
    alasan: str = "",
    draf: bool = False,
    tulis: Tulis = tulis_persen,
    lebar: float = tema.LEBAR,
) -> Grafik:
    """Draw a bar to the figure, a stroke at the target, and grounds that lighten from limit to limit.

    A figure far beyond ends in a break, and its writing says it whole. `alasan` is why there is none.
    """
    lukisan = Lukisan(lebar)
    kata = tertulis(nilai, tulis, alasan or tema.BELUM)
    atas = _kepala(
        lukisan, kata, "" if target is None else f"Target {tulis(target)}", ada=nilai is not None, draf=draf
    )
    skala = _skala(nilai, target, batas)

    def x(value: Decimal) -> float:
        return 1 + skala.bagian(value) * (lebar - 2)

    tepi = sorted({skala.bawah, *(each for each in batas if skala.bawah < each < skala.atas), skala.atas})
    tanah = [TANAH[round(n * (len(TANAH) - 1) / max(len(tepi) - 2, 1))] for n in range(len(tepi) - 1)]
    for dari, ke, warna in zip(tepi, tepi[1:], tanah, strict=False):
        lukisan.tambah(Kotak(x(dari), atas, x(ke) - x(dari), LAJUR, warna))
    if nilai is not None:
        _batang(lukisan, x(max(NOL, skala.bawah)), x(nilai), atas + LAJUR / 2, draf=draf, lebih=nilai > skala.atas)
    if target is not None:
        ujung = min(x(target), lebar - 1.5)
        lukisan.garis((ujung, atas + 2), (ujung, atas + LAJUR - 2), warna=tema.TINTA, tebal=3)
    lukisan.tinggi = atas + LAJUR + 18
    tanda = sorted({*tepi, NOL})
    if skala.bawah < 0:
        lukisan.garis((x(NOL), atas), (x(NOL), atas + LAJUR), warna=tema.NOL)
    _tanda(lukisan, [(x(each), tulis(each).removesuffix(f"{NBSP}%")) for each in tanda], atas + LAJUR)
    return Grafik(
        judul, _uraian(nilai, kata, target, tulis, draf), _tabel(nilai, kata, target, batas, tulis), lukisan
    )


def _skala(nilai: Decimal | None, target: Decimal | None, batas: Sequence[Decimal]) -> Sumbu:
    """Return the scale: to the last limit and target at least, and not beyond twice of that."""
    perlu = max([*batas, target if target is not None else NOL, Decimal(1)])
    penuh = Decimal(100) if batas and max(batas) <= 100 else perlu
    perlu = max(perlu, penuh)
    tampak = perlu if nilai is None else min(max(nilai, perlu), 2 * perlu)
    rendah = NOL if nilai is None else max(min(nilai, NOL), -perlu)
    found = sumbu((rendah, tampak))
    return found if tampak > perlu or rendah < 0 else Sumbu(NOL, perlu, perlu)


def _kepala(lukisan: Lukisan, kata: str, target: str, *, ada: bool, draf: bool) -> float:
    """Write the figure at the left and the target at the right, below each other where they do not fit."""
    kata += ", belum diverifikasi" if draf and ada else ""
    warna = tema.TINTA if ada else tema.REDUP
    muat = lebar_teks(kata, tebal=ada) + lebar_teks(target) + 16 <= lukisan.lebar
    baris = lipat(kata, lukisan.lebar, tebal=ada)
    lukisan.paragraf(0, 12, baris, tebal=ada, warna=warna)
    bawah = 12 + tema.BARIS * (len(baris) - 1)
    if target:
        bawah += 0 if muat else tema.BARIS
        lukisan.tambah(Teks(lukisan.lebar if muat else 0, bawah, target, jangkar="end" if muat else "start"))
    return bawah + 6


def _batang(lukisan: Lukisan, nol: float, ujung: float, tengah: float, *, draf: bool, lebih: bool) -> None:
    """Draw the bar, at zero a stroke, hatched where nobody verified it, with a break where it goes on."""
    kotak = Kotak(min(nol, ujung), tengah - BATANG / 2, max(abs(ujung - nol), 2), BATANG, tema.AKSEN)
    lukisan.tambah(kotak, *((arsir(kotak),) if draf else ()))
    if lebih:
        for geser in (14.0, 19.0):
            ruas = ((ujung - geser - 3, tengah + 8), (ujung - geser + 3, tengah - 8))
            lukisan.tambah(Garis((ruas,), tema.KERTAS, 2.5))


def _tanda(lukisan: Lukisan, tanda: Sequence[tuple[float, str]], atas: float) -> None:
    """Write the limits below, without those that would touch the one before; both ends come first."""
    tulisan: list[Teks] = []
    for x, teks in (tanda[0], tanda[-1], *tanda[1:-1]):
        jangkar = "start" if x < 10 else "end" if x > lukisan.lebar - 10 else "middle"
        label = Teks(x, atas + 13, teks, tema.KECIL, warna=tema.REDUP, jangkar=jangkar)
        kiri, kanan = label.bidang.kiri, label.bidang.kanan
        luas = label.bidang._replace(kiri=kiri - 6, kanan=kanan + 6)
        if not any(luas.menimpa(each.bidang) for each in tulisan):
            tulisan.append(label)
    lukisan.tambah(*tulisan)


def _uraian(nilai: Decimal | None, kata: str, target: Decimal | None, tulis: Tulis, draf: bool) -> str:
    sifat = " (belum diverifikasi)" if draf and nilai is not None else ""
    tujuan = f" terhadap target {tulis(target)}" if target is not None else ""
    return f"Nilai {kata}{sifat}{tujuan}." if nilai is not None else f"Nilai tidak ada: {kata}{tujuan}."


def _tabel(
    nilai: Decimal | None, kata: str, target: Decimal | None, batas: Sequence[Decimal], tulis: Tulis
) -> Tabel:
    baris = [("Nilai", kata)]
    if target is not None:
        baris.append(("Target", tulis(target)))
    baris += [("Batas predikat", tulis(each)) for each in batas]
    return Tabel(("Butir", "Angka"), tuple(baris))
