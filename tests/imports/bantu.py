"""What the tests of imports share: workbooks made in memory, templates read back, and changes applied at once."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.db import transaction

from imports.exports.templat import write_template
from imports.services.impor import look_through
from imports.services.pengimpor import Pengimpor, Tujuan
from imports.services.penulis import Penulis
from renstra.lib.importing import Pemeriksaan
from renstra.lib.pembaca.buku import BukuKerja, LembarKerja, read_workbook


def buku(lembar: Mapping[str, Sequence[Sequence[Any]]], jenis: str = "xlsx") -> BukuKerja:
    """Return a workbook of these sheets, headings first, as the reader gives it."""
    sheets = (LembarKerja(name, [list(row) for row in rows]) for name, rows in lembar.items())
    return BukuKerja(f"uji.{jenis}", jenis, "0" * 64, tuple(sheets))


def templat(pengimpor: Pengimpor, tujuan: Tujuan) -> BukuKerja:
    """Return the filled template as the reader reads it back from XLSX."""
    return read_workbook(BytesIO(write_template(pengimpor.templat(tujuan))), "templat.xlsx")


def isi(book: BukuKerja, name: str) -> list[list[Any]]:
    """Return the rows of a sheet from its headings on, as plain values, to be changed and brought in again."""
    sheet = book.lembar_bernama(name)
    rows = [[sheet.sel(row, column).nilai for column in range(1, sheet.lebar + 1)] for row in sheet.baris_terisi()]
    return rows[1:]  # the title line


def temuan(p: Pemeriksaan, *tingkat: str) -> list[tuple[str, str]]:
    """Return place and reason of each finding, of some gravities only where they are named."""
    return [
        (f"{each.lembar}!{each.sel}", each.alasan) for each in p.temuan if not tingkat or each.tingkat in tingkat
    ]


def galat(p: Pemeriksaan) -> list[tuple[str, str]]:
    return temuan(p, "galat")


def terapkan(pengimpor: Pengimpor, tujuan: Tujuan, p: Pemeriksaan) -> None:
    """Make the changes as `apply` does; nothing may stand against them."""
    assert not p.ada_galat and not p.ada_tanya, p.temuan
    with transaction.atomic():
        pengimpor.izinkan(tujuan)
        pengimpor.kunci(tujuan, p.perubahan)
        Penulis(tujuan.user, "impor uji", tujuan.at).write(p.perubahan)
        pengimpor.selesai(tujuan, p.perubahan, urung=False)


def urungkan(pengimpor: Pengimpor, tujuan: Tujuan, p: Pemeriksaan) -> None:
    """Take the changes back as `undo` does."""
    with transaction.atomic():
        pengimpor.izinkan(tujuan)
        pengimpor.kunci(tujuan, p.perubahan)
        Penulis(tujuan.user, "urung impor uji", tujuan.at).revert(p.perubahan)
        pengimpor.selesai(tujuan, p.perubahan, urung=True)


def bawa(pengimpor: Pengimpor, tujuan: Tujuan, lembar: Mapping[str, Sequence[Sequence[Any]]]) -> Pemeriksaan:
    """Bring sheets in, and expect nothing to stand against it."""
    p = look_through(pengimpor, buku(lembar), tujuan)
    terapkan(pengimpor, tujuan, p)
    return p
