"""Upright bars by year: parts of a sum on each other, or series side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from renstra.grafik import tema
from renstra.grafik.bagian import Bingkai, Tulis, alas, legenda, sumbu_tegak, tertulis, tulis_angka
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import Bentuk, Bidang, Kotak, Lukisan, Teks, arsir, datar, lebar_teks
from renstra.grafik.sumbu import NOL, Sumbu, sumbu
from renstra.grafik.tema import Corak
from renstra.lib.numbers import format_rupiah

Angka = Mapping[int, Decimal | None]


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
    skala = sumbu((*naik.values(), *turun.values(), NOL))
    jumlah = {year: skala.tulis(naik[year] + turun[year]) if _angka(seri, year) else tema.KOSONG for year in tahun}
    ruang = _ruang(jumlah.values(), (lebar - 60) / max(len(tahun), 1))
    bingkai = sumbu_tegak(lukisan, skala, 0, tinggi - 22, satuan, ruang=ruang)
    langkah = (lebar - bingkai.bidang.kiri) / max(len(tahun), 1)
    tulisan = []
    for nomor, year in enumerate(tahun):
        x = bingkai.bidang.kiri + (nomor + 0.18) * langkah
        _tumpukan(lukisan, seri, year, bingkai, x, langkah * 0.64, tulis)
        tengah = x + langkah * 0.32
        label = Teks(tengah, bingkai.y(naik[year]) - 5, jumlah[year], tema.KECIL, True, jangkar="middle")
        tulisan.append(label)
        lukisan.tambah(Teks(tengah, tinggi - 6, str(year), jangkar="middle"))
    _bertingkat(lukisan, tulisan, bingkai.bidang.kiri, -3)
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
    langkah = lebar / max(len(tahun), 1)
    nilai = [value for _, angka in seri for year in tahun if (value := angka.get(year)) is not None]
    ruang = _ruang(map(tulis, nilai), langkah * 0.72 / max(len(seri), 1))
    atas = legenda(lukisan, [(partial(_contoh_pasangan, n), nama) for n, (nama, _) in enumerate(seri)], 0) + ruang
    bawah = tinggi - 22 - (ruang if any(each < 0 for each in nilai) else 0)
    rendah, puncak = min([*nilai, NOL]), max([*nilai, NOL])
    bingkai = Bingkai(
        Bidang(0, atas, lebar, bawah), Sumbu(rendah, puncak if puncak > rendah else rendah + 1, Decimal(1))
    )
    tulisan: list[Teks] = []
    for nomor, year in enumerate(tahun):
        lukisan.tambah(Teks((nomor + 0.5) * langkah, tinggi - 6, str(year), jangkar="middle"))
        tulisan += _pasangan(lukisan, seri, year, bingkai, nomor * langkah, langkah, tulis)
    nol = bingkai.y(NOL)
    lukisan.garis((0, nol), (lebar, nol), warna=tema.NOL)
    _bertingkat(lukisan, [each for each in tulisan if each.y < nol], 0, -3)
    _bertingkat(lukisan, [each for each in tulisan if each.y > nol], 0, 3)
    return Grafik(
        judul, _uraian_pasangan(tahun, seri, tulis), _tabel_seri(tahun, seri, tulis, jumlah=False), lukisan
    )


def _ruang(tulisan: Iterable[str], sela: float) -> float:
    """Return the room above the highest bar: wide figures stand in steps where they reach over neighbours."""
    terlebar = max((lebar_teks(each, tema.KECIL, tebal=True) for each in tulisan), default=0.0)
    return 17 + 26 * min(int(terlebar / sela), 3)


def _pasangan(
    lukisan: Lukisan, seri: Seri, tahun: int, bingkai: Bingkai, kiri: float, langkah: float, tulis: Tulis
) -> list[Teks]:
    """Draw the bars of one year; return their figures, which are laid down when all are known."""
    tebal = langkah * 0.72 / max(len(seri), 1)
    tulisan = []
    for nomor, (nama, angka) in enumerate(seri):
        nilai = angka.get(tahun)
        x, nol = kiri + langkah * 0.14 + nomor * tebal, bingkai.y(NOL)
        if nilai is None:
            tulisan.append(
                Teks(x + tebal / 2, nol - 5, tema.KOSONG, tema.KECIL, warna=tema.REDUP, jangkar="middle")
            )
            continue
        tinggi = max(abs(bingkai.y(nilai) - nol), 1.5)
        atas = nol if nilai < 0 else nol - tinggi
        corak = PASANGAN[nomor % len(PASANGAN)]
        kotak = Kotak(x + 1, atas, tebal - 2, tinggi, corak.warna, keterangan=f"{nama} {tahun}: {tulis(nilai)}")
        lukisan.tambah(*isian(kotak, corak))
        y = atas + tinggi + 12 if nilai < 0 else atas - 5
        tulisan.append(Teks(x + tebal / 2, y, tulis(nilai), tema.KECIL, jangkar="middle"))
    return tulisan


def _bertingkat(lukisan: Lukisan, tulisan: Sequence[Teks], kiri: float, langkah: float) -> None:
    """Write the figures inside the edges, one that would touch another moved by steps away from the zero line."""
    terisi = [each.bidang for each in lukisan.semua_teks]
    for each in tulisan:
        setengah = lebar_teks(each.teks, each.ukuran, tebal=each.tebal) / 2
        label = replace(each, x=min(max(each.x, kiri + setengah), lukisan.lebar - setengah))
        while any(label.bidang.menimpa(lain) for lain in terisi):
            label = replace(label, y=label.y + langkah)
        terisi.append(label.bidang)
        lukisan.tambah(alas(label), label)


def _contoh_pasangan(nomor: int, kiri: float, tengah: float) -> list[Bentuk]:
    corak = PASANGAN[nomor % len(PASANGAN)]
    return isian(Kotak(kiri, tengah - 5, 24, 10, corak.warna), corak)


def _uraian_pasangan(tahun: Sequence[int], seri: Seri, tulis: Tulis) -> str:
    bagian = []
    for year in tahun:
        isi = [f"{nama} {tulis(value)}" for nama, angka in seri if (value := angka.get(year)) is not None]
        bagian += [f"{year}: {', '.join(isi)}"] if isi else []
    return f"{'; '.join(bagian) or 'Belum ada angka'}."
