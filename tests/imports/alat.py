"""What the tests of the imports share: a template changed as a person would, read, checked and applied."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.exports.templat import write_template
from imports.models import Impor
from imports.services.impor import apply, check, keep_file, look_through
from imports.services.pengimpor import Pengimpor, Tujuan
from renstra.lib.importing import Pemeriksaan
from renstra.lib.pembaca.buku import read_workbook

Sel = Mapping[tuple[str, str, str], Any]
"""What a person types: by sheet, code of the row and heading."""
Baris = list[list[Any]]


def templat(pengimpor: Pengimpor, tujuan: Tujuan, ketik: Sel | None = None) -> bytes:
    """Return the filled template, with what a person typed into it."""
    content = write_template(pengimpor.templat(tujuan))
    return typed(content, ketik) if ketik else content


def typed(content: bytes, ketik: Sel) -> bytes:
    book: Any = openpyxl.load_workbook(BytesIO(content))
    for (name, code, heading), value in ketik.items():
        sheet = book[name]
        head = next(row for row in sheet.iter_rows() if any(cell.value == "Kode" for cell in row))
        columns = {cell.value: cell.column for cell in head}
        line = next(
            row for row in sheet.iter_rows(min_row=head[0].row + 1) if row[columns["Kode"] - 1].value == code
        )
        sheet.cell(line[0].row, columns[heading]).value = value
    return saved(book)


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook as an office would type it."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def csv_of(rows: Sequence[Sequence[Any]]) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def periksa(
    pengimpor: Pengimpor,
    tujuan: Tujuan,
    content: bytes,
    jawaban: Mapping[str, str] | None = None,
    name: str = "berkas.xlsx",
) -> Pemeriksaan:
    pengimpor.izinkan(tujuan)
    return look_through(pengimpor, read_workbook(BytesIO(content), name), tujuan, jawaban)


def impor(pengimpor: Pengimpor, tujuan: Tujuan, content: bytes, name: str = "berkas.xlsx") -> Impor:
    """Keep, check and apply a file."""
    row = checked(pengimpor, tujuan, content, name)
    assert row.status == "siap", (row.galat, row.findings())
    return apply(impor=row, pengimpor=pengimpor, user=tujuan.user, at=tujuan.at)


def checked(pengimpor: Pengimpor, tujuan: Tujuan, content: bytes, name: str = "berkas.xlsx") -> Impor:
    row = keep_file(pengimpor=pengimpor, tujuan=tujuan, berkas=SimpleUploadedFile(name, content))
    return check(row, pengimpor, at=tujuan.at)


def kalimat(p: Pemeriksaan, tingkat: str = "galat") -> list[str]:
    return [
        f"{each.lembar}!{each.sel}: {each.alasan} {each.saran}" for each in p.temuan if each.tingkat == tingkat
    ]
