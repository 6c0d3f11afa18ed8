"""Lines: years against the target path, and the small line beside figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise

from renstra.grafik import tema
from renstra.grafik.bagian import (
    Bingkai,
    Contoh,
    Tulis,
    alas,
    legenda,
    sumbu_tegak,
    tempatkan,
    tertulis,
    tulis_angka,
)
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import (
    Bentuk,
    Bidang,
    Garis,
    Kotak,
    Lingkaran,
    Lukisan,
    Teks,
    Titik,
    lebar_teks,
    penanda,
)
from renstra.grafik.sumbu import sumbu

Angka = Mapping[int, Decimal | None]
BELUM_SAH, SEBAB = "Belum diverifikasi", "Tanpa angka, sebabnya pada tabel"


@dataclass(frozen=True, slots=True)
class Jalur:
    """A series of the chart: its name, figures by year, and how its line and marks look."""

    nama: str
    angka: Angka
    warna: str
    bentuk: str
    putus: tuple[float, ...] = ()
    isi: str = ""
    kosong: Collection[int] = ()  # years whose mark is hollow
    berlabel: bool = True  # its last figure is written

    def titik(self, letak: Mapping[int, float], bingkai: Bingkai) -> dict[int, Titik]:
        """Return where the known figures stand."""
        return {
            year: (x, bingkai.y(value)) for year, x in letak.items() if (value := self.angka.get(year)) is not None
        }

    def tanda(self, tahun: int, titik: Titik, keterangan: str = "") -> Bentuk:
        isi = tema.KERTAS if tahun in self.kosong else self.isi
        return penanda(self.bentuk, *titik, 3.5, self.warna, isi=isi, keterangan=keterangan)

    def contoh(self, kiri: float, tengah: float) -> list[Bentuk]:
        garis = Garis((((kiri, tengah), (kiri + 24, tengah)),), self.warna, tema.TEBAL, self.putus)
        return [garis, self.tanda(-1, (kiri + 12, tengah))]


def garis_target(
    judul: str,
    tahun: Sequence[int],
    realisasi: Angka,
    target: Angka,
    *,
    target_atas: Angka | None = None,
    perkiraan: Angka | None = None,
    alasan: Mapping[int, str] | None = None,
    draf: Collection[int] = (),
    kini: int | None = None,
    tulis: Tulis = tulis_angka,
    satuan: str = "",
    lebar: float = tema.LEBAR,
    tinggi: float = 220.0,
    ringkas: bool = False,
) -> Grafik:
    """Draw what was reached, year by year, against the path of the targets; a gap where nothing is known.

    `target_atas` is the upper bound of an indicator with a range, `perkiraan` a forecast, `alasan` says why
    a year has no figure, `draf` are years whose figure nobody verified (hollow marks). Years after `kini`
    stand on a light ground. `ringkas` leaves the legend to the page and marks the axis sparsely, for a
    small print.
    """
    alasan = {year: why for year, why in (alasan or {}).items() if realisasi.get(year) is None}
    jalur = _jalur(realisasi, target, target_atas, perkiraan, draf)
    lukisan = Lukisan(lebar, tinggi)
    nilai = [value for each in jalur for year in tahun if (value := each.angka.get(year)) is not None]
    atas = 0.0 if ringkas else legenda(lukisan, _butir(jalur, draf, alasan), 0)
    bawah = tinggi - (40 if alasan else 22)
    skala = sumbu(nilai, nol=False, banyak=2) if ringkas else sumbu(nilai, nol=False)
    bingkai = sumbu_tegak(lukisan, skala, atas, bawah, satuan, bertulis=bool(nilai))
    letak = _letak(tahun, bingkai.bidang)
    _tahun(lukisan, letak, bingkai.bidang, kini)
    for each in jalur:
        lukisan.tambah(*_gambar_jalur(each, letak, bingkai, tulis))
    for year in letak.keys() & alasan:
        lukisan.tambah(penanda("silang", letak[year], bawah + 11, 3.5, tema.REDUP, keterangan=alasan[year]))
    if not nilai:
        tengah = (bingkai.bidang.kiri + lebar) / 2
        lukisan.tambah(Teks(tengah, tinggi / 2, "Belum ada angka", warna=tema.REDUP, jangkar="middle"))
    _label_akhir(lukisan, jalur, letak, bingkai, tulis)
    return Grafik(judul, _uraian(tahun, jalur, tulis), _tabel(tahun, jalur, alasan, draf, tulis), lukisan)


def _jalur(
    realisasi: Angka, target: Angka, atas: Angka | None, perkiraan: Angka | None, draf: Collection[int]
) -> list[Jalur]:
    """Return the series in the order they are laid down: what was reached is on top."""
    jalan = partial(Jalur, warna=tema.SASARAN, putus=tema.PUTUS, bentuk="ketupat", isi=tema.KERTAS)
    jalur = [jalan("Target" if atas is None else "Target, batas bawah", target)]
    if atas is not None:
        jalur.append(jalan("Target, batas atas", atas, bentuk="turun"))
    if perkiraan is not None:
        jalur.append(
            Jalur("Perkiraan", perkiraan, tema.REDUP, "kotak", tema.TITIK_TITIK, tema.KERTAS, berlabel=False)
        )
    return [*jalur, Jalur("Realisasi", realisasi, tema.AKSEN, "bulat", kosong=draf)]


def _butir(jalur: Sequence[Jalur], draf: Collection[int], alasan: Mapping[int, str]) -> list[tuple[Contoh, str]]:
    """Return the legend: the series, and what hollow marks and crosses mean where there are any."""
    butir: list[tuple[Contoh, str]] = [(each.contoh, each.nama) for each in jalur]
    if any(jalur[-1].angka.get(each) is not None for each in draf):
        butir.append(
            (lambda kiri, tengah: [Lingkaran(kiri + 12, tengah, 3.5, tema.KERTAS, tema.AKSEN)], BELUM_SAH)
        )
    if alasan:
        butir.append((lambda kiri, tengah: [penanda("silang", kiri + 12, tengah, 3.5, tema.REDUP)], SEBAB))
    return butir


def _letak(tahun: Sequence[int], bidang: Bidang) -> dict[int, float]:
    """Return the middle of each year's column."""
    langkah = (bidang.kanan - bidang.kiri) / max(len(tahun), 1)
    return {year: bidang.kiri + (n + 0.5) * langkah for n, year in enumerate(tahun)}


def _tahun(lukisan: Lukisan, letak: Mapping[int, float], bidang: Bidang, kini: int | None) -> None:
    """Write the years below, every second or third where they are close, and lighten those to come."""
    datang = [x for year, x in letak.items() if kini is not None and year > kini]
    if datang:
        mulai = datang[0] - (bidang.kanan - bidang.kiri) / len(letak) / 2
        lukisan.bentuk.insert(
            0, Kotak(mulai, bidang.atas, bidang.kanan - mulai, bidang.bawah - bidang.atas, tema.LAPIS)
        )
    perlu = lebar_teks("2024", tema.KECIL) + 6
    lompat = next(n for n in range(1, 99) if n * (bidang.kanan - bidang.kiri) / max(len(letak), 1) >= perlu)
    for nomor, (year, x) in enumerate(letak.items()):
        if nomor % lompat == 0:
            warna = tema.REDUP if kini is not None and year > kini else tema.TINTA
            lukisan.tambah(Teks(x, lukisan.tinggi - 6, str(year), tema.KECIL, year == kini, warna, "middle"))


def _gambar_jalur(jalur: Jalur, letak: Mapping[int, float], bingkai: Bingkai, tulis: Tulis) -> list[Bentuk]:
    """Return lines through neighbouring known years, then a mark on each."""
    titik = jalur.titik(letak, bingkai)
    ruas = [tuple(titik[year] for year in run) for known, run in groupby(letak, key=titik.__contains__) if known]
    garis = [Garis((each,), jalur.warna, tema.TEBAL, jalur.putus) for each in ruas if len(each) > 1]
    tanda = [
        jalur.tanda(year, place, f"{jalur.nama} {year}: {tulis(value)}")
        for year, place in titik.items()
        if (value := jalur.angka.get(year)) is not None
    ]
    return [*garis, *tanda]


def _label_akhir(
    lukisan: Lukisan, jalur: Sequence[Jalur], letak: Mapping[int, float], bingkai: Bingkai, tulis: Tulis
) -> None:
    """Write the last known figure of what was reached, then the last target, where they cover nothing."""
    tulisan = [each.bidang for each in lukisan.semua_teks]
    terisi = [*tulisan, *(bidang for each in jalur for bidang in _terisi(each, letak, bingkai))]
    ruang = Bidang(bingkai.bidang.kiri, bingkai.bidang.atas - 8, lukisan.lebar, bingkai.bidang.bawah)
    for each in reversed(jalur):
        akhir = terakhir(letak, each.angka)
        if akhir is None or not each.berlabel:
            continue
        titik = (letak[akhir[0]], bingkai.y(akhir[1]))
        rupa = {"tebal": each.nama == "Realisasi", "warna": each.warna}
        label = tempatkan(tulis(akhir[1]), titik, ruang, terisi, **rupa)
        if label is None:  # over lines rather than not at all, but never over another text
            label = tempatkan(tulis(akhir[1]), titik, ruang, [t.bidang for t in lukisan.semua_teks], **rupa)
        if label:
            lukisan.tambah(alas(label), label)
            terisi.append(label.bidang)


def _terisi(jalur: Jalur, letak: Mapping[int, float], bingkai: Bingkai) -> list[Bidang]:
    """Return what marks and lines take; a line in pieces, so that its rectangle is not the whole slope."""
    titik = jalur.titik(letak, bingkai)
    bidang = [Bidang(x - 5, y - 5, x + 5, y + 5) for x, y in titik.values()]
    urut = list(letak)
    for year, next_year in pairwise(urut):
        if year in titik and next_year in titik:
            (x, y), (to_x, to_y) = titik[year], titik[next_year]
            for n in range(12):
                a, b = sorted((y + (to_y - y) * n / 12, y + (to_y - y) * (n + 1) / 12))
                bidang.append(Bidang(x + (to_x - x) * n / 12, a - 1, x + (to_x - x) * (n + 1) / 12, b + 1))
    return bidang


def terakhir(tahun: Sequence[int] | Mapping[int, float], angka: Angka) -> tuple[int, Decimal] | None:
    """Return the last year with a figure, and the figure."""
    return next(((year, value) for year in reversed(list(tahun)) if (value := angka.get(year)) is not None), None)


def _uraian(tahun: Sequence[int], jalur: Sequence[Jalur], tulis: Tulis) -> str:
    realisasi = jalur[-1]
    akhir = terakhir(tahun, realisasi.angka)
    kalimat = [f"Garis {tahun[0]}–{tahun[-1]}." if tahun else "Tanpa tahun."]
    if akhir is None:
        kalimat.append("Realisasi belum ada.")
    else:
        year, value = akhir
        sifat = ", belum diverifikasi" if year in realisasi.kosong else ""
        kalimat.append(f"Realisasi terakhir {tulis(value)} ({year}{sifat}).")
        kalimat += [
            f"{each.nama} {year}: {tulis(goal)}."
            for each in jalur[:-1]
            if (goal := each.angka.get(year)) is not None
        ]
    kalimat += [
        f"{each.nama} {last[0]}: {tulis(last[1])}."
        for each in jalur[:-1]
        if (last := terakhir(tahun, each.angka)) and (akhir is None or last[0] != akhir[0])
    ]
    return " ".join(kalimat)


def _tabel(
    tahun: Sequence[int], jalur: Sequence[Jalur], alasan: Mapping[int, str], draf: Collection[int], tulis: Tulis
) -> Tabel:
    """Return a row for each year; an unverified figure says so in a column of its own."""
    tampak = [jalur[-1], *jalur[:-1]]
    ditandai = [year for year in tahun if year in draf and jalur[-1].angka.get(year) is not None]
    kepala = ("Tahun", *(each.nama for each in tampak), *(("Keadaan",) if ditandai else ()))
    baris = []
    for year in tahun:
        isi = [
            tertulis(each.angka.get(year), tulis, alasan.get(year, "") if each is jalur[-1] else "")
            for each in tampak
        ]
        keadaan = [("belum diverifikasi" if year in ditandai else "")] if ditandai else []
        baris.append((str(year), *isi, *keadaan))
    return Tabel(kepala, tuple(baris))


def percikan(judul: str, titik: Sequence[tuple[str, Decimal | None]], tulis: Tulis = tulis_angka) -> Grafik | None:
    """Draw figures in their order, small, a gap where one is absent; None where fewer than two are known.

    The figures themselves must stand beside it: the line only shows where they go.
    """
    nilai = [value for _, value in titik if value is not None]
    if len(nilai) < 2:
        return None
    lebar, tinggi, tepi = 320.0, 64.0, 8.0
    lukisan = Lukisan(lebar, tinggi)
    rendah, jarak = min(nilai), max(nilai) - min(nilai)
    langkah = (lebar - 2 * tepi) / (len(titik) - 1)

    def y(value: Decimal) -> float:
        bagian = float((value - rendah) / jarak) if jarak else 0.5
        return tinggi - tepi - bagian * (tinggi - 2 * tepi)

    letak = [(nama, value, tepi + n * langkah) for n, (nama, value) in enumerate(titik)]
    for known, run in groupby(letak, key=lambda each: each[1] is not None):
        ruas = tuple((x, y(value)) for _, value, x in run if value is not None)
        if known and len(ruas) > 1:
            lukisan.garis(*ruas, warna=tema.AKSEN, tebal=1.5)
    for nama, value, x in letak:
        if value is not None:
            lukisan.tambah(Lingkaran(x, y(value), 2.5, tema.AKSEN, keterangan=f"{nama}: {tulis(value)}"))
    baris = tuple((nama, tertulis(value, tulis)) for nama, value in titik)
    uraian = (
        f"Dari {tulis(nilai[0])} ke {tulis(nilai[-1])}; terendah {tulis(rendah)}, tertinggi {tulis(max(nilai))}."
    )
    return Grafik(judul, uraian, Tabel(("Waktu", "Angka"), baris), lukisan, "grafik garis-kecil")
