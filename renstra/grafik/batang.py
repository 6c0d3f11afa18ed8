"""Level bars with their names: quarters, units, programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from renstra.grafik import tema
from renstra.grafik.bagian import Tulis, alas, legenda, tertulis, tulis_angka
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import Bentuk, Garis, Kotak, Lukisan, Teks, arsir, lebar_teks, lipat
from renstra.grafik.sumbu import NOL, Sumbu
from renstra.grafik.tema import Corak


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
    """Where names and bars go: names beside the bars or above them, figures behind the bars or above them too."""

    lebar: float
    ruang_nama: float
    kiri: float
    kanan: float
    skala: Sumbu
    di_atas: bool = False
    kata_di_atas: bool = False

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
        return _Rak(lebar, nama, nama + 10 + depan, lebar - belakang, skala)
    if lebar - depan - belakang >= lebar * 0.25:
        return _Rak(lebar, lebar, depan, lebar - belakang, skala, di_atas=True)
    return _Rak(lebar, lebar, 2, lebar - 2, skala, di_atas=True, kata_di_atas=True)


def _baris(lukisan: Lukisan, row: Batang, kata: str, rak: _Rak, y: float) -> float:
    """Draw one name, bar and figure below `y`; return where the next begins."""
    nama = lipat(row.label, rak.ruang_nama, 3)
    if rak.di_atas:
        y = _tulis(lukisan, 0, y, [*nama, *(lipat(kata, rak.lebar) if rak.kata_di_atas else ())])
    mulai = rak.nol + 8 if rak.lebar - rak.nol > 120 else rak.kiri
    kosong = lipat(kata, rak.lebar - mulai - 2) if row.nilai is None and not rak.kata_di_atas else [""]
    tinggi = tema.BARIS * max(len(kosong), 1 if rak.di_atas else len(nama))
    if not rak.di_atas:
        _tulis(lukisan, 0, y + (tinggi - tema.BARIS * len(nama)) / 2 + 2, nama)
    if row.nilai is None:
        _tulis(lukisan, mulai, y + (tinggi - tema.BARIS * len(kosong)) / 2 + 2, filter(None, kosong), tema.REDUP)
    else:
        _isi_baris(lukisan, row, row.nilai, "" if rak.kata_di_atas else kata, rak, y + tinggi / 2 + 3)
    return y + tinggi + (10 if rak.di_atas else 6)


def _tulis(lukisan: Lukisan, x: float, y: float, baris: Iterable[str], warna: str = tema.TINTA) -> float:
    """Write lines below `y` on white ground, since the zero line may run there; return where they end."""
    for line in baris:
        teks = Teks(x, y + 12, line, warna=warna)
        lukisan.tambah(alas(teks), teks)
        y += tema.BARIS
    return y


def _isi_baris(lukisan: Lukisan, row: Batang, nilai: Decimal, kata: str, rak: _Rak, tengah: float) -> None:
    """Draw a bar, its target and its figure behind both; below zero the figure stands before the bar."""
    nol, ujung = rak.nol, rak.x(nilai)
    panjang = max(abs(ujung - nol), 1.5)
    kotak = Kotak(
        min(nol, ujung), tengah - 7, panjang, 14, row.corak.warna, keterangan=f"{row.label}: {kata}".rstrip(": ")
    )
    lukisan.tambah(kotak, *((arsir(kotak),) if row.draf else ()))
    x, jangkar = (ujung - 6, "end") if nilai < 0 else (nol + panjang + 6, "start")
    if row.target is not None:
        target = rak.x(row.target)
        lukisan.garis((target, tengah - 9), (target, tengah + 9), warna=tema.TINTA, tebal=2.5)
        if jangkar == "start" and x - 4 <= target <= x + lebar_teks(kata) + 4:
            x = target + 6
    if kata:
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
