"""A tree from left to right: laid out here, each node a link, the same tree as a nested list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from renstra.grafik import tema
from renstra.grafik.bagian import Tulis, tertulis, tulis_persen
from renstra.grafik.contoh import tanda
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.lukisan import Bentuk, Garis, Kotak, Lukisan, Tautan, Teks, lebar_teks, lipat, penanda

KOLOM, SELA, JARAK, TEPI = 216.0, 30.0, 8.0, 9.0
HURUF, LANGKAH = tema.KECIL, 13.5
KOSONG = SafeString("")


@dataclass(frozen=True)
class Simpul:
    """A node: `nilai`, the place of its predicate among five (`tingkat`, 0 is best), its word or why it has none.

    A node that nobody judges has none of the three. `alamat` is where its link leads.
    """

    kode: str
    teks: str
    anak: tuple["Simpul", ...] = ()
    jenis: str = ""
    nilai: Decimal | None = None
    tingkat: int | None = None
    status: str = ""
    alamat: str = ""

    @cached_property
    def banyak(self) -> int:
        """How many nodes stand below it."""
        return sum(1 + each.banyak for each in self.anak)

    @property
    def dinilai(self) -> bool:
        return self.nilai is not None or bool(self.status)

    def kata(self, tulis: Tulis) -> str:
        """Write the figure with its word: “87,5 % Tinggi”, or the word alone."""
        return " ".join(filter(None, (tertulis(self.nilai, tulis) if self.nilai is not None else "", self.status)))


@dataclass(frozen=True, slots=True)
class Pohon(Grafik):
    """A tree: the drawing holds links, so it is a group and no picture; `daftar` is the same for small screens."""

    daftar: SafeString = KOSONG

    @property
    def pendamping(self) -> SafeString:
        """Return the tree as a list: it holds the same figures, and stands alone where the screen is small."""
        return mark_safe(f"<p><b>Sebagai daftar</b></p>{self.daftar}")  # noqa: S308 — escaped in _daftar()


def pohon(
    judul: str,
    akar: Sequence[Simpul],
    *,
    kedalaman: int | None = None,
    tulis: Tulis = tulis_persen,
    kolom: float = KOLOM,
    baris: int = 4,
) -> Pohon:
    """Draw the tree as deep as `kedalaman` levels (all by default); what lies deeper is counted at its node.

    Texts wrap in `kolom` units and end in “…” after `baris` lines; link, list and table hold them whole.
    """
    tampak = tuple(_dangkal(each, kedalaman) for each in akar)
    lukisan = Lukisan((kolom + SELA) * max(map(_dalam, tampak), default=1) - SELA)
    y = 1.0
    for each in tampak:
        tinggi = _blok(each, kolom, baris, tulis)
        _gambar(lukisan, each, 0.0, y, tinggi, kolom, baris, tulis)
        y += tinggi + JARAK
    if not akar:
        lukisan.tambah(Teks(0, 14, "Belum ada isi", warna=tema.REDUP))
        y = 24
    lukisan.tinggi = y - JARAK + 1 if akar else y
    uraian = f"Pohon {len(akar) + sum(each.banyak for each in akar)} simpul. {_hitung(akar)}".strip()
    daftar = mark_safe(f'<ul class="pohon-daftar">{_daftar(akar, kedalaman, 1, tulis)}</ul>')  # noqa: S308 — escaped in _daftar()
    return Pohon(judul, uraian, _tabel(akar, tulis), lukisan, "grafik pohon-gambar", "group", daftar)


def berlembar(
    judul: str,
    akar: Sequence[Simpul],
    *,
    tinggi: float = 1500.0,
    kedalaman: int | None = None,
    tulis: Tulis = tulis_persen,
    kolom: float = KOLOM,
    baris: int = 4,
) -> list[Pohon]:
    """Return the tree in sheets at most about `tinggi` units high, each with the branches that lead to its leaves.

    1500 fills an upright A3 with five levels in letters of 8 points.
    """
    tampak = [_dangkal(each, kedalaman) for each in akar]
    lembar: list[set[int]] = [set()]
    terpakai = 0.0
    for nomor, daun in enumerate(_daun(tampak)):
        perlu = _tinggi(daun, kolom, baris, tulis) + JARAK
        if lembar[-1] and terpakai + perlu > tinggi:
            lembar.append(set())
            terpakai = 0.0
        lembar[-1].add(nomor)
        terpakai += perlu
    hasil = []
    for nomor, daun_lembar in enumerate(lembar, start=1):
        bagian = _saring(tampak, iter(range(10**9)), daun_lembar)
        nama = judul if len(lembar) == 1 else f"{judul} ({nomor} dari {len(lembar)})"
        hasil.append(pohon(nama, bagian, tulis=tulis, kolom=kolom, baris=baris))
    return hasil


def _daun(simpul: Sequence[Simpul]) -> Iterator[Simpul]:
    for each in simpul:
        yield from _daun(each.anak) if each.anak else (each,)


def _saring(simpul: Sequence[Simpul], nomor: Iterator[int], boleh: set[int]) -> list[Simpul]:
    """Return the branches whose leaves, counted in order, are among `boleh`."""
    hasil = []
    for each in simpul:
        if each.anak:
            anak = _saring(each.anak, nomor, boleh)
            hasil += [replace(each, anak=tuple(anak))] if anak else []
        elif next(nomor) in boleh:
            hasil.append(each)
    return hasil


@dataclass(frozen=True)
class _Terlipat(Simpul):
    """A node whose branches are not drawn; `tersembunyi` counts them."""

    tersembunyi: int = 0


def _dangkal(simpul: Simpul, kedalaman: int | None) -> Simpul:
    if kedalaman is None or not simpul.anak:
        return simpul
    if kedalaman > 1:
        return replace(simpul, anak=tuple(_dangkal(each, kedalaman - 1) for each in simpul.anak))
    isi = {
        nama: getattr(simpul, nama) for nama in ("kode", "teks", "jenis", "nilai", "tingkat", "status", "alamat")
    }
    return _Terlipat(**isi, tersembunyi=simpul.banyak)


def _dalam(simpul: Simpul) -> int:
    return 1 + max(map(_dalam, simpul.anak), default=0)


def _isi(simpul: Simpul, kolom: float, baris: int, tulis: Tulis) -> tuple[str, list[str], list[str], str]:
    """Return what a box says: its head, its text in lines, its figure in lines, what is folded in."""
    ruang = kolom - 2 * TEPI
    kepala = lipat(" ".join(filter(None, (simpul.jenis, simpul.kode))), ruang, 1, HURUF)[0]
    kata = lipat(simpul.kata(tulis), ruang - 16, 0, HURUF, tebal=True) if simpul.dinilai else []
    lebih = f"+ {simpul.tersembunyi} di bawahnya" if isinstance(simpul, _Terlipat) else ""
    return kepala, lipat(simpul.teks, ruang, baris, HURUF), kata, lebih


def _tinggi(simpul: Simpul, kolom: float, baris: int, tulis: Tulis) -> float:
    kepala, teks, kata, lebih = _isi(simpul, kolom, baris, tulis)
    return LANGKAH * (bool(kepala) + len(teks) + len(kata) + bool(lebih)) + 11


def _blok(simpul: Simpul, kolom: float, baris: int, tulis: Tulis) -> float:
    """Return the height of a node with all below it."""
    anak = [_blok(each, kolom, baris, tulis) for each in simpul.anak]
    return max(_tinggi(simpul, kolom, baris, tulis), sum(anak) + JARAK * max(len(anak) - 1, 0))


def _gambar(
    lukisan: Lukisan, simpul: Simpul, x: float, y: float, blok: float, kolom: float, baris: int, tulis: Tulis
) -> float:
    """Draw a node in the middle of its block, its branches to the right of it; return the middle."""
    tinggi = _tinggi(simpul, kolom, baris, tulis)
    anak = [_blok(each, kolom, baris, tulis) for each in simpul.anak]
    mulai = y + (blok - sum(anak) - JARAK * max(len(anak) - 1, 0)) / 2
    tengah_anak = []
    for each, ruang in zip(simpul.anak, anak, strict=True):
        tengah_anak.append(_gambar(lukisan, each, x + kolom + SELA, mulai, ruang, kolom, baris, tulis))
        mulai += ruang + JARAK
    atas = y + (blok - tinggi) / 2
    if tengah_anak:  # a node stands by the middle of its own branches, and never outside its block
        atas = min(max((tengah_anak[0] + tengah_anak[-1]) / 2 - tinggi / 2, y), y + blok - tinggi)
    tengah = atas + tinggi / 2
    if tengah_anak:
        lukisan.tambah(_cabang(x + kolom, tengah, tengah_anak))
    isi = tuple(_kotak(simpul, x, atas, tinggi, kolom, baris, tulis))
    nama = " ".join(filter(None, (simpul.jenis, simpul.kode, simpul.teks, simpul.kata(tulis))))
    lukisan.tambah(*((Tautan(simpul.alamat, nama, isi),) if simpul.alamat else isi))
    return tengah


def _cabang(x: float, tengah: float, anak: Sequence[float]) -> Garis:
    batang = x + SELA / 2
    ujung = (min(tengah, *anak), max(tengah, *anak)) if len(anak) > 1 else tuple(sorted((tengah, anak[0])))
    ruas = [((x, tengah), (batang, tengah)), *(((batang, y), (x + SELA, y)) for y in anak)]
    if ujung[0] != ujung[1]:
        ruas.append(((batang, ujung[0]), (batang, ujung[1])))
    return Garis(tuple(ruas), "#8fa3a8")


def _kotak(
    simpul: Simpul, x: float, atas: float, tinggi: float, kolom: float, baris: int, tulis: Tulis
) -> Iterator[Bentuk]:
    """Yield the box of a node: a strip and a mark say its status, the word says it too."""
    kepala, teks, kata, lebih = _isi(simpul, kolom, baris, tulis)
    corak = tema.tingkat(simpul.tingkat)
    yield Kotak(x + 0.5, atas, kolom - 1, tinggi, tema.KERTAS, "#8fa3a8")
    if simpul.dinilai:
        yield Kotak(x + 0.5, atas, 4, tinggi, corak.warna)
    y = atas + LANGKAH + 1
    if kepala:
        yield Teks(x + TEPI, y, kepala, HURUF, warna=tema.REDUP)
        y += LANGKAH
    for line in teks:
        yield Teks(x + TEPI, y, line, HURUF)
        y += LANGKAH
    for nomor, line in enumerate(kata):
        if not nomor:
            yield penanda(corak.bentuk, x + TEPI + 5, y - 4, 4, corak.warna, isi=corak.isi)
        yield Teks(x + TEPI + 16, y, line, HURUF, tebal=True)
        y += LANGKAH
    if lebih:
        yield Teks(x + kolom - TEPI - lebar_teks(lebih, HURUF), y, lebih, HURUF, warna=tema.AKSEN)


def _daftar(simpul: Sequence[Simpul], kedalaman: int | None, tingkat: int, tulis: Tulis) -> str:
    """Return list items; below `kedalaman` they are folded, which needs no script."""
    return "".join(f"<li>{_butir(each, tulis)}{_anak(each, kedalaman, tingkat, tulis)}</li>" for each in simpul)


def _butir(simpul: Simpul, tulis: Tulis) -> str:
    nama = f"<b>{escape(' '.join(filter(None, (simpul.jenis, simpul.kode))))}</b> {escape(simpul.teks)}"
    nama = f'<a href="{escape(simpul.alamat)}">{nama}</a>' if simpul.alamat else nama
    return f"{nama} <span>{tanda(simpul.tingkat)} {escape(simpul.kata(tulis))}</span>" if simpul.dinilai else nama


def _anak(simpul: Simpul, kedalaman: int | None, tingkat: int, tulis: Tulis) -> str:
    if not simpul.anak:
        return ""
    anak = f"<ul>{_daftar(simpul.anak, kedalaman, tingkat + 1, tulis)}</ul>"
    if tingkat != kedalaman:
        return anak
    nama = escape(" ".join(filter(None, (simpul.jenis, simpul.kode))))
    ringkas = f'{simpul.banyak} di bawahnya<span class="sembunyi"> ({nama})</span>'
    return f"<details><summary>{ringkas}</summary>{anak}</details>"


def _semua(simpul: Sequence[Simpul]) -> Iterator[Simpul]:
    for each in simpul:
        yield each
        yield from _semua(each.anak)


def _hitung(akar: Sequence[Simpul]) -> str:
    """Say how many nodes have which word, in the order they are met."""
    kata: dict[str, int] = {}
    for each in _semua(akar):
        if each.status:
            kata[each.status] = kata.get(each.status, 0) + 1
    return f"{'; '.join(f'{word} {count}' for word, count in kata.items())}." if kata else ""


def _tabel(akar: Sequence[Simpul], tulis: Tulis) -> Tabel:
    return Tabel(
        ("Kode", "Uraian", "Nilai", "Status"),
        tuple(
            (" ".join(filter(None, (each.jenis, each.kode))), each.teks, tertulis(each.nilai, tulis), each.status)
            for each in _semua(akar)
        ),
    )
