"""What every chart must keep: labels apart and inside, nothing the strict CSP would refuse."""

import re
from itertools import combinations
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from renstra.grafik.hasil import Grafik
from renstra.grafik.lukisan import Garis, Kotak, Lingkaran, Teks

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.51  # half a unit is the edge of a stroke


def kotak(grafik: Grafik, warna: str) -> list[Kotak]:
    return [each for each in grafik.lukisan.semua if isinstance(each, Kotak) and each.isi == warna]


def lingkaran(grafik: Grafik) -> list[Lingkaran]:
    return [each for each in grafik.lukisan.semua if isinstance(each, Lingkaran)]


def garis(grafik: Grafik) -> list[Garis]:
    return [each for each in grafik.lukisan.semua if isinstance(each, Garis)]


def teks(grafik: Grafik, kata: str, ukuran: float | None = None) -> Teks:
    """Return the one line that says exactly this, of that size if one is given: figures of an axis are small."""
    found, *others = [
        each for each in grafik.lukisan.semua_teks if each.teks == kata and ukuran in (None, each.ukuran)
    ]
    assert not others
    return found


def kata(grafik: Grafik) -> list[str]:
    return [each.teks for each in grafik.lukisan.semua_teks]


def assert_legible(grafik: Grafik) -> None:
    """No line of text on another, and none cut by the edge, by the widths of the vendored font."""
    tulisan = grafik.lukisan.semua_teks
    bertumpuk = [(a.teks, b.teks) for a, b in combinations(tulisan, 2) if a.bidang.menimpa(b.bidang)]
    assert bertumpuk == []
    lebar, tinggi = grafik.lukisan.lebar, grafik.lukisan.tinggi
    terpotong = [
        each.teks
        for each in tulisan
        if each.bidang.kiri < -SLACK
        or each.bidang.kanan > lebar + SLACK
        or each.bidang.atas < -SLACK
        or each.bidang.bawah > tinggi + SLACK
    ]
    assert terpotong == []


def assert_clean(grafik: Grafik) -> Element:
    """Well-formed also as XML, only presentation attributes, nothing by identifier; return the element."""
    akar: Element = fromstring(grafik.svg)
    assert akar.tag == f"{SVG}svg"
    for each in akar.iter():
        assert each.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "circle", "path", "text", "a"}
        assert not {"style", "id", "onclick", "onload"} & set(each.attrib)
        assert all("url(" not in value for value in each.attrib.values())
    assert (akar.findtext(f"{SVG}title"), akar.findtext(f"{SVG}desc")) == (grafik.judul, grafik.uraian)
    assert grafik.uraian and re.match(r"[A-Z0-9]", grafik.uraian)
    assert all(len(row) == len(grafik.tabel.kepala) for row in grafik.tabel.baris)
    return akar
