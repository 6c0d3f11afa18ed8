"""Bars: level ones with their names, upright ones by year, stacked or side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from renstra.grafik import tema
from renstra.grafik.bagian import Bingkai, Tulis, alas, legenda, sumbu_tegak, tertulis, tulis_angka
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import Bentuk, Bidang, Garis, Kotak, Lukisan, Teks, arsir, datar, lebar_teks, lipat
from renstra.grafik.sumbu import NOL, Sumbu, sumbu
from renstra.grafik.tema import Corak
from renstra.lib.numbers import format_rupiah

Angka = Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Batang:
    """One level bar: `alasan` is why there is no figure, `kata` the word behind it, `corak` its look."""

    label: str
    nilai: Decimal | None
    alasan: str = ""
    kata: str = ""
    corak: Corak = tema.SERI[0]
    target: Decimal | None = None
    draf: bool = False


@dataclass(frozen=True, slots=True)
class _Rak:
    """Where names and bars go: names beside the bars, or above them (`ruang_nama` is then the whole width)."""

    lebar: float
    ruang_nama: float
    kiri: float
    kanan: float
    skala: Sumbu
    di_atas: bool

    def x(self, nilai: Decimal) -> float:
        return self.kiri + self.skala.bagian(nilai) * (self.kanan - self.kiri)

    @property
    def nol(self) -> float:
        return self.x(NOL)


def batang(
    judul: str,
    baris: Sequence[Batang],
    *,
    tulis: Tulis = tulis_angka,
    acuan: Decimal | None = None,
    kolom: tuple[str, str] = ("Nama", "Angka"),
    lebar: float = tema.LEBAR,
) -> Grafik:
    """Draw level bars from the zero line, each with its figure written at its end; a stroke at each `target`.

    `acuan` is a line through all bars (100 %). Zero is a stroke, an absent figure only its word. Names stand
    beside the bars, or above them where too little room would be left.
    """
    lukisan = Lukisan(lebar)
    kata = [_kata(each, tulis) for each in baris]
    rak = _rak(baris, kata, acuan, lebar)
    y = 22.0 if acuan is not None else 2.0
    for row, words in zip(baris, kata, strict=True):
        y = _baris(lukisan, row, words, rak, y)
    lukisan.tinggi = y if baris else 24.0
    if baris:
        _tegak(lukisan, rak, acuan, tulis)
    else:
        lukisan.tambah(Teks(0, 16, "Belum ada baris", warna=tema.REDUP))
    if any(row.draf and row.nilai is not None for row in baris):
        lukisan.tinggi = legenda(lukisan, [(_contoh_draf, "Belum diverifikasi")], y + 2)
    return Grafik(judul, _uraian(baris, kata), _tabel(baris, kata, tulis, kolom), lukisan)


def _kata(row: Batang, tulis: Tulis) -> str:
    angka = tertulis(row.nilai, tulis, row.alasan or tema.BELUM)
    return f"{angka} {row.kata}".strip() if row.nilai is not None else angka


def _rak(baris: Sequence[Batang], kata: Sequence[str], acuan: Decimal | None, lebar: float) -> _Rak:
    """Return the room of the bars: what names, and the figures before and behind the bars, leave."""
    nilai = [NOL, *(each for row in baris for each in (row.nilai, row.target, acuan) if each is not None)]
    skala = Sumbu(min(nilai), max(nilai) if max(nilai) > min(nilai) else min(nilai) + 1, Decimal(1))
    panjang = [(row.nilai, lebar_teks(words) + 8) for row, words in zip(baris, kata, strict=True)]
    depan = max((size for value, size in panjang if value is not None and value < 0), default=0.0)
    belakang = max((size for value, size in panjang if value is not None and value >= 0), default=8.0)
    nama = min(max((lebar_teks(each.label) for each in baris), default=0.0), lebar * 0.4)
    if lebar - nama - 10 - depan - belakang >= lebar * 0.35:
        return _Rak(lebar, nama, nama + 10 + depan, lebar - belakang, skala, di_atas=False)
    return _Rak(lebar, lebar, depan, max(lebar - belakang, depan + 40), skala, di_atas=True)


def _baris(lukisan: Lukisan, row: Batang, kata: str, rak: _Rak, y: float) -> float:
    """Draw one name, bar and figure below `y`; return where the next begins."""
    nama = lipat(row.label, rak.ruang_nama, 3)
    mulai = rak.nol + 8 if rak.lebar - rak.nol > 120 else rak.kiri
    kosong = lipat(kata, rak.lebar - mulai - 2) if row.nilai is None else [""]
    if rak.di_atas:
        for nomor, line in enumerate(nama):
            teks = Teks(0, y + 13 + nomor * tema.BARIS, line)
            lukisan.tambah(alas(teks), teks)
        y += tema.BARIS * len(nama) + 1
    tinggi = tema.BARIS * max(len(kosong), 1 if rak.di_atas else len(nama)) + 6
    tengah = y + tinggi / 2
    if not rak.di_atas:
        lukisan.paragraf(0, tengah + 4 - (len(nama) - 1) * tema.BARIS / 2, nama)
    if row.nilai is None:
        for nomor, line in enumerate(kosong):
            letak = tengah + 4 + (nomor - (len(kosong) - 1) / 2) * tema.BARIS
            teks = Teks(mulai, letak, line, warna=tema.REDUP)
            lukisan.tambah(alas(teks), teks)
    else:
        _isi_baris(lukisan, row, row.nilai, kata, rak, tengah)
    return y + tinggi + (4 if rak.di_atas else 0)


def _isi_baris(lukisan: Lukisan, row: Batang, nilai: Decimal, kata: str, rak: _Rak, tengah: float) -> None:
    """Draw a bar, its target and its figure behind both; below zero the figure stands before the bar."""
    nol, ujung = rak.nol, rak.x(nilai)
    panjang = max(abs(ujung - nol), 1.5)
    kotak = Kotak(min(nol, ujung), tengah - 7, panjang, 14, row.corak.warna, keterangan=f"{row.label}: {kata}")
    lukisan.tambah(kotak, *((arsir(kotak),) if row.draf else ()))
    x, jangkar = (ujung - 6, "end") if nilai < 0 else (nol + panjang + 6, "start")
    if row.target is not None:
        target = rak.x(row.target)
        lukisan.garis((target, tengah - 9), (target, tengah + 9), warna=tema.TINTA, tebal=2.5)
        if jangkar == "start" and x - 4 <= target <= x + lebar_teks(kata) + 4:
            x = target + 6
    teks = Teks(x, tengah + 4, kata, jangkar=jangkar)
    lukisan.tambah(alas(teks), teks)


def _tegak(lukisan: Lukisan, rak: _Rak, acuan: Decimal | None, tulis: Tulis) -> None:
    """Draw, under all bars, the zero line and the line of reference with its figure above."""
    atas = 20.0 if acuan is not None else 0.0
    tegak = [Garis((((rak.nol, atas), (rak.nol, lukisan.tinggi)),), tema.NOL)]
    if acuan is not None:
        x = rak.x(acuan)
        tegak.append(Garis((((x, atas), (x, lukisan.tinggi)),), tema.REDUP, 1, tema.TITIK_TITIK))
        setengah = lebar_teks(tulis(acuan), tema.KECIL) / 2
        x = min(max(x, setengah), lukisan.lebar - setengah)
        lukisan.tambah(Teks(x, 14, tulis(acuan), tema.KECIL, warna=tema.REDUP, jangkar="middle"))
    lukisan.bentuk[:0] = tegak


def _contoh_draf(kiri: float, tengah: float) -> list[Bentuk]:
    kotak = Kotak(kiri, tengah - 5, 24, 10, tema.AKSEN)
    return [kotak, arsir(kotak)]


def _uraian(baris: Sequence[Batang], kata: Sequence[str]) -> str:
    ada = sorted(
        (row.nilai, row.label, words) for row, words in zip(baris, kata, strict=True) if row.nilai is not None
    )
    kalimat = [f"{len(baris)} batang."]
    if ada:
        kalimat.append(f"Tertinggi {ada[-1][1]}: {ada[-1][2]}; terendah {ada[0][1]}: {ada[0][2]}.")
    if len(ada) < len(baris):
        kalimat.append(f"{len(baris) - len(ada)} tanpa angka.")
    return " ".join(kalimat)


def _tabel(baris: Sequence[Batang], kata: Sequence[str], tulis: Tulis, kolom: tuple[str, str]) -> Tabel:
    """Return name and figure, and a column for targets, words and drafts where any row has them."""
    kepala, isi = [*kolom], [[row.label, tertulis(row.nilai, tulis, row.alasan or tema.BELUM)] for row in baris]
    lebih = {
        "Target": [tertulis(row.target, tulis) for row in baris]
        if any(row.target is not None for row in baris)
        else [],
        "Keterangan": [row.kata for row in baris] if any(row.kata for row in baris) else [],
        "Keadaan": ["belum diverifikasi" if row.draf and row.nilai is not None else "" for row in baris]
        if any(row.draf for row in baris)
        else [],
    }
    for nama, sel in lebih.items():
        if sel:
            kepala.append(nama)
            isi = [[*row, cell] for row, cell in zip(isi, sel, strict=True)]
    return Tabel(tuple(kepala), tuple(map(tuple, isi)))


def isian(kotak: Kotak, corak: Corak) -> list[Bentuk]:
    """Return a rectangle with the pattern of its series."""
    pola = {"arsir": arsir, "datar": datar}.get(corak.pola)
    warna = corak.tulisan
    return [kotak, *((pola(kotak, warna=warna, tebal=0.8),) if pola and kotak.tinggi > 1 else ())]


Seri = Sequence[tuple[str, Angka]]


def batang_bertumpuk(
    judul: str,
    tahun: Sequence[int],
    seri: Seri,
    *,
    tulis: Tulis = format_rupiah,
    satuan: str = "Rp",
    berlegenda: bool = True,
    lebar: float = tema.LEBAR_PENUH,
    tinggi: float = 280.0,
) -> Grafik:
    """Draw parts of a sum by year, the first at the bottom, each with its number where it fits, the sum above.

    Parts below zero hang under the zero line. The numbers name the series in the legend, or in the page's own
    table (`contoh`). A year without any figure has a dash.
    """
    lukisan = Lukisan(lebar)
    naik = {year: sum((v for v in _angka(seri, year) if v > 0), NOL) for year in tahun}
    turun = {year: sum((v for v in _angka(seri, year) if v < 0), NOL) for year in tahun}
    bingkai = sumbu_tegak(lukisan, sumbu((*naik.values(), *turun.values(), NOL)), 0, tinggi - 22, satuan)
    langkah = (lebar - bingkai.bidang.kiri) / max(len(tahun), 1)
    for nomor, year in enumerate(tahun):
        x = bingkai.bidang.kiri + (nomor + 0.18) * langkah
        _tumpukan(lukisan, seri, year, bingkai, x, langkah * 0.64, tulis)
        tengah = x + langkah * 0.32
        jumlah = bingkai.sumbu.tulis(naik[year] + turun[year]) if _angka(seri, year) else tema.KOSONG
        label = Teks(tengah, bingkai.y(naik[year]) - 5, jumlah, tema.KECIL, tebal=True, jangkar="middle")
        lukisan.tambah(alas(label), label)
        lukisan.tambah(Teks(tengah, tinggi - 6, str(year), jangkar="middle"))
    lukisan.tinggi = tinggi
    if berlegenda:
        butir = [(partial(contoh_seri, nomor), nama) for nomor, (nama, _) in enumerate(seri)]
        lukisan.tinggi = legenda(lukisan, butir, tinggi + 4)
    return Grafik(judul, _uraian_jumlah(tahun, seri, tulis), _tabel_seri(tahun, seri, tulis, jumlah=True), lukisan)


def _angka(seri: Seri, tahun: int) -> list[Decimal]:
    return [value for _, angka in seri if (value := angka.get(tahun)) is not None]


def _tumpukan(
    lukisan: Lukisan, seri: Seri, tahun: int, bingkai: Bingkai, x: float, lebar: float, tulis: Tulis
) -> None:
    """Draw the parts of one year, and in each its number where it is high enough to be read."""
    atas = bawah = NOL
    for nomor, (nama, angka) in enumerate(seri):
        nilai = angka.get(tahun)
        if nilai is None:
            continue
        dari = atas if nilai >= 0 else bawah
        ujung = sorted((bingkai.y(dari), bingkai.y(dari + nilai)))
        corak = tema.seri(nomor)
        kotak = Kotak(
            x,
            ujung[0],
            lebar,
            ujung[1] - ujung[0],
            corak.warna,
            tema.KERTAS,
            0.6,
            (),
            f"{nama} {tahun}: {tulis(nilai)}",
        )
        lukisan.tambah(*isian(kotak, corak))
        if kotak.tinggi >= 14:
            _nomor(lukisan, nomor, corak, x + lebar / 2, (ujung[0] + ujung[1]) / 2)
        atas, bawah = (atas + nilai, bawah) if nilai >= 0 else (atas, bawah + nilai)


def _nomor(lukisan: Lukisan, nomor: int, corak: Corak, x: float, y: float) -> None:
    """Write the number of a series, on plain ground where a pattern would run through it."""
    teks = Teks(x, y + 4, str(nomor + 1), tema.KECIL, warna=corak.tulisan, jangkar="middle")
    if corak.pola:
        kiri, atas, kanan, bawah = teks.bidang
        lukisan.tambah(Kotak(kiri - 2, atas - 0.5, kanan - kiri + 4, bawah - atas, corak.warna))
    lukisan.tambah(teks)


def contoh_seri(nomor: int, kiri: float, tengah: float) -> list[Bentuk]:
    """Return the sample of a series: its fill and its number."""
    corak = tema.seri(nomor)
    lukisan = Lukisan(24)
    lukisan.tambah(*isian(Kotak(kiri, tengah - 7, 24, 14, corak.warna), corak))
    _nomor(lukisan, nomor, corak, kiri + 12, tengah)
    return lukisan.bentuk


def _uraian_jumlah(tahun: Sequence[int], seri: Seri, tulis: Tulis) -> str:
    jumlah = [f"{year} {tulis(sum(_angka(seri, year), NOL))}" for year in tahun if _angka(seri, year)]
    return f"{len(seri)} bagian. Jumlah per tahun: {'; '.join(jumlah) or 'belum ada angka'}."


def _tabel_seri(tahun: Sequence[int], seri: Seri, tulis: Tulis, *, jumlah: bool) -> Tabel:
    baris = [(nama, *(tertulis(angka.get(year), tulis) for year in tahun)) for nama, angka in seri]
    if jumlah:
        semua = (tertulis(sum(found, NOL) if (found := _angka(seri, year)) else None, tulis) for year in tahun)
        baris.append(("Jumlah", *semua))
    return Tabel(("Bagian" if jumlah else "Angka", *map(str, tahun)), tuple(baris))


PASANGAN = (Corak("#b0ccd1"), Corak("#0b5563"), Corak("#7a6a4f", "arsir"))


def batang_berpasangan(
    judul: str,
    tahun: Sequence[int],
    seri: Seri,
    *,
    tulis: Tulis = tulis_angka,
    lebar: float = tema.LEBAR_PENUH,
    tinggi: float = 280.0,
) -> Grafik:
    """Draw two or three series side by side for each year; a year without a figure has no bar, zero a stroke.

    Each figure stands above its bar, so the chart needs no axis and hides nothing by its scale.
    """
    lukisan = Lukisan(lebar, tinggi)
    atas = legenda(lukisan, [(partial(_contoh_pasangan, n), nama) for n, (nama, _) in enumerate(seri)], 0) + 34
    nilai = [value for _, angka in seri for year in tahun if (value := angka.get(year)) is not None]
    bawah = tinggi - 22 - (16 if any(each < 0 for each in nilai) else 0)
    rentang = (min([*nilai, NOL]), max([*nilai, NOL]))
    skala = Sumbu(rentang[0], rentang[1] if rentang[1] > rentang[0] else rentang[0] + 1, Decimal(1))
    bingkai = Bingkai(Bidang(0, atas, lebar, bawah), skala)
    langkah = lebar / max(len(tahun), 1)
    tulisan: list[Teks] = []
    for nomor, year in enumerate(tahun):
        lukisan.tambah(Teks((nomor + 0.5) * langkah, tinggi - 6, str(year), jangkar="middle"))
        tulisan += _pasangan(lukisan, seri, year, bingkai, nomor * langkah, langkah, tulis)
    lukisan.garis((0, bingkai.y(NOL)), (lebar, bingkai.y(NOL)), warna=tema.NOL)
    lukisan.tambah(*_bertingkat(tulisan))
    return Grafik(
        judul, _uraian_pasangan(tahun, seri, tulis), _tabel_seri(tahun, seri, tulis, jumlah=False), lukisan
    )


def _pasangan(
    lukisan: Lukisan, seri: Seri, tahun: int, bingkai: Bingkai, kiri: float, langkah: float, tulis: Tulis
) -> list[Teks]:
    """Draw the bars of one year; return their figures, which are laid down when all are known."""
    tebal = langkah * 0.72 / max(len(seri), 1)
    tulisan = []
    for nomor, (nama, angka) in enumerate(seri):
        nilai = angka.get(tahun)
        x = kiri + langkah * 0.14 + nomor * tebal
        if nilai is None:
            lukisan.tambah(
                Teks(x + tebal / 2, bingkai.y(NOL) - 5, tema.KOSONG, warna=tema.REDUP, jangkar="middle")
            )
            continue
        ujung = sorted((bingkai.y(NOL), bingkai.y(nilai)))
        tinggi = max(ujung[1] - ujung[0], 1.5)
        atas = ujung[0] if nilai < 0 else ujung[1] - tinggi
        corak = PASANGAN[nomor % len(PASANGAN)]
        kotak = Kotak(x + 1, atas, tebal - 2, tinggi, corak.warna, keterangan=f"{nama} {tahun}: {tulis(nilai)}")
        lukisan.tambah(*isian(kotak, corak))
        y = atas + tinggi + 12 if nilai < 0 else atas - 5
        tulisan.append(Teks(x + tebal / 2, y, tulis(nilai), tema.KECIL, jangkar="middle"))
    return tulisan


def _bertingkat(tulisan: Sequence[Teks]) -> list[Teks]:
    """Return the figures, one that would touch another raised above it."""
    jadi: list[Teks] = []
    for teks in tulisan:
        while any(teks.bidang.menimpa(each.bidang) for each in jadi):
            teks = Teks(teks.x, teks.y - 3, teks.teks, teks.ukuran, jangkar=teks.jangkar)
        jadi.append(teks)
    return jadi


def _contoh_pasangan(nomor: int, kiri: float, tengah: float) -> list[Bentuk]:
    corak = PASANGAN[nomor % len(PASANGAN)]
    return isian(Kotak(kiri, tengah - 5, 24, 10, corak.warna), corak)


def _uraian_pasangan(tahun: Sequence[int], seri: Seri, tulis: Tulis) -> str:
    bagian = []
    for year in tahun:
        isi = [f"{nama} {tulis(value)}" for nama, angka in seri if (value := angka.get(year)) is not None]
        bagian += [f"{year}: {', '.join(isi)}"] if isi else []
    return f"{'; '.join(bagian) or 'Belum ada angka'}."
