"""Shapes as a picture for documents that hold no SVG: the same places, the vendored font, nothing fetched."""

import io
from functools import cache
from itertools import cycle, pairwise
from math import hypot
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from renstra.grafik.lukisan import Bentuk, Garis, Kotak, Lingkaran, Lukisan, Teks, Titik
from renstra.lib.measure import BOLD, REGULAR, unpacked

HALUS = 2  # drawn larger and shrunk, so that edges are smooth
Ruas = tuple[Titik, ...]


def tulis_png(lukisan: Lukisan, skala: float) -> bytes:
    """Return the picture, `skala` pixels for each unit; equal shapes give equal bytes."""
    besar = skala * HALUS
    gambar = Image.new("RGB", (round(lukisan.lebar * besar), round(lukisan.tinggi * besar)), "white")
    pena = ImageDraw.Draw(gambar)
    for bentuk in lukisan.semua:
        _lukis(pena, bentuk, besar)
    kecil = gambar.resize((gambar.width // HALUS, gambar.height // HALUS), Image.Resampling.BOX)
    out = io.BytesIO()
    kecil.save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _huruf(ukuran: int, tebal: bool) -> Any:
    return ImageFont.truetype(io.BytesIO(unpacked(BOLD if tebal else REGULAR)), ukuran)


def _lukis(pena: Any, bentuk: Bentuk, skala: float) -> None:
    if isinstance(bentuk, Teks):
        huruf = _huruf(round(bentuk.ukuran * skala), bentuk.tebal)
        jangkar = {"start": "ls", "middle": "ms", "end": "rs"}[bentuk.jangkar]
        pena.text((bentuk.x * skala, bentuk.y * skala), bentuk.teks, bentuk.warna, huruf, anchor=jangkar)
    elif isinstance(bentuk, Lingkaran):
        tebal = round(bentuk.tebal * skala) if bentuk.warna else 0
        ujung = [sisi * skala for sisi in bentuk.bidang]
        pena.ellipse(ujung, bentuk.isi or None, bentuk.warna or None, tebal)
    elif isinstance(bentuk, Kotak):
        kiri, atas, kanan, bawah = bentuk.bidang
        sudut = ((kiri, atas), (kanan, atas), (kanan, bawah), (kiri, bawah))
        _lukis(pena, Garis((sudut,), bentuk.warna, bentuk.tebal, bentuk.putus, bentuk.isi, tutup=True), skala)
    elif isinstance(bentuk, Garis):
        _garis(pena, bentuk, skala)


def _garis(pena: Any, garis: Garis, skala: float) -> None:
    for ruas in garis.ruas:
        titik = [(x * skala, y * skala) for x, y in ruas]
        if garis.isi:
            pena.polygon(titik, garis.isi)
        if not garis.warna:
            continue
        jalan = [*titik, titik[0]] if garis.tutup else titik
        for potong in _potong(jalan, [each * skala for each in garis.putus]):
            pena.line(potong, garis.warna, max(round(garis.tebal * skala), 1), joint="curve")


def _potong(jalan: list[Titik], putus: list[float]) -> list[list[Titik]]:
    """Return the dashes of a line, which Pillow cannot draw by itself; the line where there are none."""
    if not putus:
        return [jalan]
    ada, sisa = True, putus[0]
    pola = cycle([*putus[1:], putus[0]])
    potongan = [[jalan[0]]]
    for (x, y), (tuju_x, tuju_y) in pairwise(jalan):
        panjang = hypot(tuju_x - x, tuju_y - y)
        while panjang > sisa:
            x, y = x + (tuju_x - x) * sisa / panjang, y + (tuju_y - y) * sisa / panjang
            panjang -= sisa
            if ada:
                potongan[-1].append((x, y))
            else:
                potongan.append([(x, y)])
            ada, sisa = not ada, next(pola)
        sisa -= panjang
        if ada:
            potongan[-1].append((tuju_x, tuju_y))
    return [potong for potong in potongan if len(potong) > 1]
