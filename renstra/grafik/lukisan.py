"""What a chart is made of: a few shapes with their places. Renderers write them; tests ask where they stand.

Lengths are units of the chart, CSS pixels where it is shown at its own size. Geometry is float, figures never are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from renstra.grafik import tema
from renstra.lib.measure import text_width, wrap

Titik = tuple[float, float]


class Bidang(NamedTuple):
    """A rectangle that something takes: left, top, right, bottom."""

    kiri: float
    atas: float
    kanan: float
    bawah: float

    def menimpa(self, lain: "Bidang") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.kiri < lain.kanan and lain.kiri < self.kanan and self.atas < lain.bawah and lain.atas < self.bawah
        )

    def memuat(self, lain: "Bidang") -> bool:
        return (
            self.kiri <= lain.kiri
            and self.atas <= lain.atas
            and lain.kanan <= self.kanan
            and lain.bawah <= self.bawah
        )


@dataclass(frozen=True, slots=True)
class Garis:
    """A line through points, a polygon where `tutup`; several strokes of one look where `ruas`."""

    ruas: tuple[tuple[Titik, ...], ...]
    warna: str = ""
    tebal: float = 1.0
    putus: tuple[float, ...] = ()
    isi: str = ""
    tutup: bool = False
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Kotak:
    x: float
    y: float
    lebar: float
    tinggi: float
    isi: str = ""
    warna: str = ""
    tebal: float = 1.0
    putus: tuple[float, ...] = ()
    keterangan: str = ""

    @property
    def bidang(self) -> Bidang:
        return Bidang(self.x, self.y, self.x + self.lebar, self.y + self.tinggi)


@dataclass(frozen=True, slots=True)
class Lingkaran:
    x: float
    y: float
    r: float
    isi: str = ""
    warna: str = ""
    tebal: float = 1.5
    keterangan: str = ""

    @property
    def bidang(self) -> Bidang:
        return Bidang(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)


@dataclass(frozen=True, slots=True)
class Teks:
    """One line of text on its baseline; `jangkar` is start, middle or end."""

    x: float
    y: float
    teks: str
    ukuran: float = tema.UKURAN
    tebal: bool = False
    warna: str = tema.TINTA
    jangkar: str = "start"

    @property
    def bidang(self) -> Bidang:
        lebar = text_width(self.teks, bold=self.tebal) * self.ukuran
        kiri = self.x - lebar * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.jangkar]
        return Bidang(kiri, self.y - 0.78 * self.ukuran, kiri + lebar, self.y + 0.22 * self.ukuran)


@dataclass(frozen=True, slots=True)
class Tautan:
    """Shapes that lead somewhere: a link on a page, plain shapes elsewhere."""

    alamat: str
    nama: str
    isi: tuple["Bentuk", ...]


Bentuk = Garis | Kotak | Lingkaran | Teks | Tautan


@dataclass(slots=True)
class Lukisan:
    """Shapes in the order they are laid down; `tinggi` is set when it is known."""

    lebar: float
    tinggi: float = 0.0
    bentuk: list[Bentuk] = field(default_factory=list)

    def tambah(self, *bentuk: Bentuk) -> None:
        self.bentuk += bentuk

    def garis(
        self, *titik: Titik, warna: str = tema.GARIS, tebal: float = 1.0, putus: Sequence[float] = ()
    ) -> None:
        self.tambah(Garis((titik,), warna, tebal, tuple(putus)))

    def paragraf(
        self, x: float, y: float, baris: Sequence[str], *, jarak: float = tema.BARIS, **rupa: object
    ) -> None:
        """Write lines below each other, the first on the baseline `y`."""
        for nomor, teks in enumerate(baris):
            self.tambah(Teks(x, y + nomor * jarak, teks, **rupa))  # type: ignore[arg-type]

    @property
    def semua(self) -> Iterator[Bentuk]:
        """Every shape, those inside links too."""
        for bentuk in self.bentuk:
            if isinstance(bentuk, Tautan):
                yield from bentuk.isi
            else:
                yield bentuk

    @property
    def semua_teks(self) -> list[Teks]:
        return [bentuk for bentuk in self.semua if isinstance(bentuk, Teks)]


def lebar_teks(teks: str, ukuran: float = tema.UKURAN, *, tebal: bool = False) -> float:
    return text_width(teks, bold=tebal) * ukuran


def lipat(
    teks: str, lebar: float, batas: int = 0, ukuran: float = tema.UKURAN, *, tebal: bool = False
) -> list[str]:
    """Return the lines of a text in a room of `lebar` units."""
    return wrap(teks, (lebar + 0.01) / ukuran, batas, bold=tebal)


def arsir(kotak: Kotak, jarak: float = 5.0, warna: str = "#fff", tebal: float = 1.2) -> Garis:
    """Return diagonals that fill a rectangle: a pattern made of strokes reads the same everywhere."""
    kiri, atas = kotak.x, kotak.y
    ruas = []
    geser = jarak
    while geser < kotak.lebar + kotak.tinggi:
        mulai = (kiri + max(0.0, geser - kotak.tinggi), atas + min(geser, kotak.tinggi))
        akhir = (kiri + min(geser, kotak.lebar), atas + max(0.0, geser - kotak.lebar))
        ruas.append((mulai, akhir))
        geser += jarak
    return Garis(tuple(ruas), warna, tebal)


def datar(kotak: Kotak, jarak: float = 5.0, warna: str = "#fff", tebal: float = 1.2) -> Garis:
    """Return level strokes that fill a rectangle."""
    kiri, _, kanan, bawah = kotak.bidang
    banyak = int((kotak.tinggi - 0.01) // jarak)
    ruas = (((kiri, bawah - n * jarak), (kanan, bawah - n * jarak)) for n in range(1, banyak + 1))
    return Garis(tuple(ruas), warna, tebal)


def penanda(
    bentuk: str, x: float, y: float, r: float, warna: str, *, isi: str = "", keterangan: str = ""
) -> Bentuk:
    """Return a marker; `isi` defaults to the colour, white makes it hollow."""
    isi = isi or warna
    if bentuk == "bulat":
        return Lingkaran(x, y, r, isi, warna, 1.5, keterangan)
    if bentuk == "silang":
        ruas = (((x - r, y - r), (x + r, y + r)), ((x - r, y + r), (x + r, y - r)))
        return Garis(ruas, warna, 1.5, keterangan=keterangan)
    sudut = {
        "ketupat": ((x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25), (x - r * 1.25, y)),
        "kotak": ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),
        "naik": ((x, y - r * 1.15), (x + r * 1.15, y + r * 0.85), (x - r * 1.15, y + r * 0.85)),
        "turun": ((x, y + r * 1.15), (x + r * 1.15, y - r * 0.85), (x - r * 1.15, y - r * 0.85)),
        "datar": (
            (x - r * 1.2, y - r * 0.3),
            (x + r * 1.2, y - r * 0.3),
            (x + r * 1.2, y + r * 0.3),
            (x - r * 1.2, y + r * 0.3),
        ),
    }[bentuk]
    return Garis((sudut,), warna, 1.5, isi=isi, tutup=True, keterangan=keterangan)
