"""Two percentages of many things in four named quadrants: what is spent but not achieved stands out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, pi, sin

from renstra.grafik import tema
from renstra.grafik.bagian import Tulis, tertulis, tulis_angka, tulis_persen
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import (
    Bidang,
    Kotak,
    Lingkaran,
    Lukisan,
    Teks,
    Titik,
    arsir,
    lebar_teks,
    lipat,
    penanda,
)
from renstra.grafik.sumbu import NOL, Sumbu, sumbu

R = 9.0  # of a numbered point
TERJAUH = Decimal(150)
"""Where the scales end at the latest: what lies beyond stands at the edge, and the key says its figure."""


@dataclass(frozen=True, slots=True)
class TitikKuadran:
    """A thing with its two figures; `alasan` says why one is absent."""

    nama: str
    serapan: Decimal | None
    capaian: Decimal | None
    alasan: str = ""
    draf: bool = False


@dataclass(frozen=True, slots=True)
class Kuadran:
    """The names of the quadrants; the last is the one to look at."""

    kiri_atas: str = "Tercapai, serapan rendah"
    kanan_atas: str = "Tercapai, terserap"
    kiri_bawah: str = "Belum tercapai, serapan rendah"
    kanan_bawah: str = "Terserap, belum tercapai"


@dataclass(slots=True)
class _Peta:
    """The frame, the room of the points inside it, both scales and where they are parted."""

    bingkai: Bidang
    bidang: Bidang
    mendatar: Sumbu
    tegak: Sumbu
    ambang: tuple[Decimal, Decimal]

    def tempat(self, serapan: Decimal, capaian: Decimal) -> Titik:
        kiri, atas, kanan, bawah = self.bidang
        return (
            kiri + self.mendatar.bagian(serapan) * (kanan - kiri),
            bawah - self.tegak.bagian(capaian) * (bawah - atas),
        )

    @property
    def pusat(self) -> Titik:
        return self.tempat(*self.ambang)


def kuadran(
    judul: str,
    titik: Sequence[TitikKuadran],
    *,
    ambang: tuple[Decimal, Decimal],
    nama: Kuadran = Kuadran(),
    sumbu_x: str = "Serapan",
    sumbu_y: str = "Capaian",
    tulis: Tulis = tulis_persen,
    lebar: float = tema.LEBAR,
) -> Grafik:
    """Draw numbered points, serapan to the right, capaian upward, parted at `ambang` (serapan, capaian).

    A point on the limit counts as reached. A key names the points below (beside, on a whole page); what lacks a
    figure is listed with its reason and not drawn.
    """
    lengkap = [each for each in titik if each.serapan is not None and each.capaian is not None]
    kurang = [each for each in titik if each.serapan is None or each.capaian is None]
    lukisan = Lukisan(lebar)
    sisi = 380.0 if lebar >= 640 else lebar
    peta = _peta(lukisan, lengkap, ambang, nama, sisi, f"{sumbu_y} (%), batas {tulis_angka(ambang[1])}")
    _tanah(lukisan, peta, nama)
    _skala_mendatar(lukisan, peta, f"{sumbu_x} (%), batas {tulis_angka(ambang[0])}")
    _titik(lukisan, lengkap, peta)
    bawah = peta.bingkai.bawah + 34
    kata = (sumbu_x, sumbu_y)
    kiri, atas = (sisi + 24, 16.0) if sisi < lebar else (0.0, bawah + 14)
    lukisan.tinggi = max(_kunci(lukisan, lengkap, kurang, kiri, atas, peta, kata, tulis), bawah)
    return Grafik(
        judul,
        _uraian(lengkap, kurang, ambang, nama, tulis, kata),
        _tabel(titik, ambang, nama, tulis, kata),
        lukisan,
    )


def _skala(nilai: Sequence[Decimal], ambang: Decimal) -> Sumbu:
    return sumbu((NOL, min(max([*nilai, ambang * Decimal("1.5"), Decimal(100)]), TERJAUH)), banyak=5)


def _peta(
    lukisan: Lukisan,
    titik: Sequence[TitikKuadran],
    ambang: tuple[Decimal, Decimal],
    nama: Kuadran,
    sisi: float,
    satuan: str,
) -> _Peta:
    """Return the frame with a band above and below the points, as high as the names of the quadrants need."""
    lukisan.tambah(Teks(0, 11, satuan, tema.KECIL, warna=tema.REDUP))
    mendatar = _skala([each.serapan for each in titik if each.serapan is not None], ambang[0])
    tegak = _skala([each.capaian for each in titik if each.capaian is not None], ambang[1])
    kiri = max(lebar_teks(tegak.tulis(each), tema.KECIL) for each in tegak.tanda) + 6
    bingkai = Bidang(kiri, 20, sisi - 1, 0)
    peta = _Peta(bingkai, Bidang(kiri + R + 2, 0, sisi - R - 3, 0), mendatar, tegak, ambang)
    atas = max(len(_nama(each, peta, kanan)) for each, kanan in ((nama.kiri_atas, False), (nama.kanan_atas, True)))
    bawah = max(
        len(_nama(each, peta, kanan)) for each, kanan in ((nama.kiri_bawah, False), (nama.kanan_bawah, True))
    )
    mulai = bingkai.atas + atas * 13 + 8 + R + (8 if any(_arah(each, peta) == "atas" for each in titik) else 0)
    akhir = mulai + 210
    peta.bidang = peta.bidang._replace(atas=mulai, bawah=akhir)
    peta.bingkai = bingkai._replace(bawah=akhir + R + bawah * 13 + 8)
    return peta


def _nama(nama: str, peta: _Peta, kanan: bool) -> list[str]:
    """Return the name of a quadrant in lines as wide as it is."""
    x = peta.pusat[0]
    ruang = peta.bingkai.kanan - x if kanan else x - peta.bingkai.kiri
    return lipat(nama, ruang - 10, 0, tema.KECIL, tebal=True)


def _tanah(lukisan: Lukisan, peta: _Peta, nama: Kuadran) -> None:
    """Draw the frame, the lines that part it, the marked quadrant, the upright scale, and the four names."""
    kiri, atas, kanan, bawah = peta.bingkai
    x, y = peta.pusat
    bahaya = Kotak(x, y, kanan - x, bawah - y, "#fbf1ee")
    lukisan.tambah(
        bahaya, arsir(bahaya, 9, "#ecd5cf", 1), Kotak(kiri, atas, kanan - kiri, bawah - atas, "", tema.GARIS)
    )
    lukisan.garis((x, atas), (x, bawah), warna=tema.NOL)
    lukisan.garis((kiri, y), (kanan, y), warna=tema.NOL)
    for nilai in peta.tegak.tanda:
        tinggi = peta.tempat(NOL, nilai)[1]
        lukisan.garis((kiri - 3, tinggi), (kiri, tinggi), warna=tema.NOL)
        lukisan.tambah(
            Teks(kiri - 5, tinggi + 4, peta.tegak.tulis(nilai), tema.KECIL, warna=tema.REDUP, jangkar="end")
        )
    for teks, di_kanan, di_bawah in (
        (nama.kiri_atas, False, False),
        (nama.kanan_atas, True, False),
        (nama.kiri_bawah, False, True),
        (nama.kanan_bawah, True, True),
    ):
        baris = _nama(teks, peta, di_kanan)
        mulai = bawah - 6 - 13 * (len(baris) - 1) if di_bawah else atas + 14
        warna = tema.BAHAYA if di_kanan and di_bawah else tema.REDUP
        tempat, jangkar = (kanan - 5, "end") if di_kanan else (kiri + 5, "start")
        if di_kanan and di_bawah:
            lukisan.tambah(
                *(
                    Kotak(t.kiri - 2, t.atas, t.kanan - t.kiri + 4, t.bawah - t.atas, "#fbf1ee")
                    for t in (
                        Teks(tempat, mulai + n * 13, line, tema.KECIL, True, jangkar=jangkar).bidang
                        for n, line in enumerate(baris)
                    )
                )
            )
        lukisan.paragraf(
            tempat, mulai, baris, jarak=13, ukuran=tema.KECIL, tebal=True, warna=warna, jangkar=jangkar
        )


def _skala_mendatar(lukisan: Lukisan, peta: _Peta, satuan: str) -> None:
    bawah = peta.bingkai.bawah
    for nilai in peta.mendatar.tanda:
        x = peta.tempat(nilai, NOL)[0]
        lukisan.garis((x, bawah), (x, bawah + 3), warna=tema.NOL)
        lukisan.tambah(
            Teks(x, bawah + 15, peta.mendatar.tulis(nilai), tema.KECIL, warna=tema.REDUP, jangkar="middle")
        )
    lukisan.tambah(Teks(peta.bingkai.kanan, bawah + 30, satuan, tema.KECIL, warna=tema.REDUP, jangkar="end"))


def _titik(lukisan: Lukisan, titik: Sequence[TitikKuadran], peta: _Peta) -> None:
    """Draw each point as its number; where points crowd, a dot at the place and the number led aside."""
    tempat = [peta.tempat(each.serapan or NOL, each.capaian or NOL) for each in titik]
    nomor = list(_nomor(tempat, peta.bidang))
    for asal, tuju in zip(tempat, nomor, strict=True):
        if asal != tuju:
            lukisan.garis(asal, tuju, warna=tema.REDUP)
    for each, asal, tuju in zip(titik, tempat, nomor, strict=True):
        warna = tema.BAHAYA if _bahaya(each, peta.ambang) else tema.AKSEN
        if asal != tuju:
            lukisan.tambah(Lingkaran(*asal, 2.5, warna))
        _bulatan(lukisan, titik.index(each) + 1, tuju, warna, draf=each.draf)
        arah = _arah(each, peta)
        if arah:
            lukisan.tambah(
                penanda("naik", tuju[0], tuju[1] - R - 4, 3, warna) if arah == "atas" else _kanan(tuju, warna)
            )


def _kanan(tuju: Titik, warna: str) -> Kotak:
    """Return the stroke at the right of a point that lies beyond the scale."""
    return Kotak(tuju[0] + R + 1, tuju[1] - R, 2, 2 * R, warna)


def _arah(titik: TitikKuadran, peta: _Peta) -> str:
    if titik.capaian is not None and titik.capaian > peta.tegak.atas:
        return "atas"
    return "kanan" if titik.serapan is not None and titik.serapan > peta.mendatar.atas else ""


def _bulatan(lukisan: Lukisan, nomor: int, tempat: Titik, warna: str, *, draf: bool) -> None:
    lukisan.tambah(Lingkaran(*tempat, R, tema.KERTAS if draf else warna, warna if draf else tema.KERTAS, 1.5))
    tinta = warna if draf else tema.KERTAS
    lukisan.tambah(Teks(tempat[0], tempat[1] + 4, str(nomor), tema.KECIL, True, tinta, "middle"))


def _nomor(tempat: Sequence[Titik], bidang: Bidang) -> Iterator[Titik]:
    """Yield where each number stands: on its point if nothing is near, else the nearest free place around it."""
    terisi: list[Titik] = []
    for urut, asal in enumerate(tempat):
        sesak = any(_jauh(asal, lain) < 2 * R for n, lain in enumerate(tempat) if n != urut)
        calon = _sekitar(asal) if sesak else iter((asal,))
        tuju = next((c for c in calon if _bebas(c, asal, tempat, terisi, bidang)), asal)
        terisi.append(tuju)
        yield tuju


def _sekitar(asal: Titik) -> Iterator[Titik]:
    for jauh in range(16, 400, 6):
        for n in range(24):
            sudut = -pi / 4 + n * pi / 12
            yield asal[0] + jauh * cos(sudut), asal[1] + jauh * sin(sudut)


def _bebas(calon: Titik, asal: Titik, tempat: Sequence[Titik], terisi: Sequence[Titik], bidang: Bidang) -> bool:
    di_dalam = bidang.kiri <= calon[0] <= bidang.kanan and bidang.atas <= calon[1] <= bidang.bawah
    bebas_titik = all(lain == asal == calon or _jauh(calon, lain) >= R + 4 for lain in tempat)
    return di_dalam and bebas_titik and all(_jauh(calon, lain) >= 2 * R + 2 for lain in terisi)


def _jauh(satu: Titik, lain: Titik) -> float:
    return hypot(satu[0] - lain[0], satu[1] - lain[1])


def _kunci(
    lukisan: Lukisan,
    titik: Sequence[TitikKuadran],
    kurang: Sequence[TitikKuadran],
    kiri: float,
    atas: float,
    peta: _Peta,
    kata: tuple[str, str],
    tulis: Tulis,
) -> float:
    """Write the key, then what has no place; return where it ends."""
    y, ruang = atas, lukisan.lebar - kiri - 2 * R - 10
    for nomor, each in enumerate(titik, start=1):
        warna = tema.BAHAYA if _bahaya(each, peta.ambang) else tema.AKSEN
        _bulatan(lukisan, nomor, (kiri + R + 1, y - 4), warna, draf=each.draf)
        angka = f"{kata[0]} {tertulis(each.serapan, tulis)}, {kata[1].lower()} {tertulis(each.capaian, tulis)}"
        angka += ", belum diverifikasi" if each.draf else ""
        baris = lipat(each.nama, ruang)
        lukisan.paragraf(kiri + 2 * R + 10, y, baris)
        kedua = lipat(angka, ruang, 0, tema.KECIL)
        lukisan.paragraf(
            kiri + 2 * R + 10, y + tema.BARIS * len(baris), kedua, jarak=14, ukuran=tema.KECIL, warna=tema.REDUP
        )
        y += tema.BARIS * len(baris) + 14 * len(kedua) + 8
    if not titik:
        lukisan.tambah(Teks(kiri, y, "Belum ada yang dapat digambar.", warna=tema.REDUP))
        y += tema.BARIS + 4
    if kurang:
        lukisan.tambah(Teks(kiri, y + 4, "Tidak digambar", tebal=True))
        y += tema.BARIS + 4
    for each in kurang:
        baris = lipat(f"{each.nama}: {_sebab(each, kata)}", lukisan.lebar - kiri)
        lukisan.paragraf(kiri, y + 4, baris)
        y += tema.BARIS * len(baris) + 2
    return y


def _sebab(titik: TitikKuadran, kata: tuple[str, str]) -> str:
    tidak_ada = [nama for nama, nilai in zip(kata, (titik.serapan, titik.capaian), strict=True) if nilai is None]
    return titik.alasan or f"{' dan '.join(each.lower() for each in tidak_ada)} tidak ada"


def _bahaya(titik: TitikKuadran, ambang: tuple[Decimal, Decimal]) -> bool:
    if titik.serapan is None or titik.capaian is None:
        return False
    return titik.serapan >= ambang[0] and titik.capaian < ambang[1]


def tempat_kuadran(titik: TitikKuadran, ambang: tuple[Decimal, Decimal], nama: Kuadran) -> str:
    """Return the name of the quadrant a thing stands in, empty where a figure is absent."""
    if titik.serapan is None or titik.capaian is None:
        return ""
    kanan, atas = titik.serapan >= ambang[0], titik.capaian >= ambang[1]
    if atas:
        return nama.kanan_atas if kanan else nama.kiri_atas
    return nama.kanan_bawah if kanan else nama.kiri_bawah


def _uraian(
    titik: Sequence[TitikKuadran],
    kurang: Sequence[TitikKuadran],
    ambang: tuple[Decimal, Decimal],
    nama: Kuadran,
    tulis: Tulis,
    kata: tuple[str, str],
) -> str:
    kalimat = [f"Batas: {kata[0].lower()} {tulis(ambang[0])}, {kata[1].lower()} {tulis(ambang[1])}."]
    for each in (nama.kanan_bawah, nama.kiri_bawah, nama.kiri_atas, nama.kanan_atas):
        isi = [one.nama for one in titik if tempat_kuadran(one, ambang, nama) == each]
        kalimat.append(f"{each}: {', '.join(isi) or 'tidak ada'}.")
    if kurang:
        kalimat.append(f"Tidak digambar: {', '.join(each.nama for each in kurang)}.")
    return " ".join(kalimat)


def _tabel(
    titik: Sequence[TitikKuadran],
    ambang: tuple[Decimal, Decimal],
    nama: Kuadran,
    tulis: Tulis,
    kata: tuple[str, str],
) -> Tabel:
    baris = []
    for each in titik:
        tempat = tempat_kuadran(each, ambang, nama) or _sebab(each, kata)
        sifat = ", belum diverifikasi" if each.draf and each.capaian is not None else ""
        baris.append((each.nama, tertulis(each.serapan, tulis), tertulis(each.capaian, tulis), f"{tempat}{sifat}"))
    return Tabel(("Nama", *kata, "Letak"), tuple(baris))
