"""Writes a workbook to fill: yellow cells for people, the rest locked, drop-downs, and a sheet of instructions."""

import csv
import io
import textwrap
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from imports.templat import TERTUTUP, BukuTemplat, Jenis, KolomTemplat, LembarTemplat
from renstra.tabular.csv import csv_value

KUNING = "#FFF6C7"
FORMAT = {
    Jenis.ANGKA: "General",  # "#,##0.####" shows 60 as "60," in Excel
    Jenis.RUPIAH: "#,##0.00",
    Jenis.TANGGAL: "dd/mm/yyyy",
    Jenis.BULAT: "0",
    Jenis.TEKS: "@",
    Jenis.KODE: "@",
}
LINE, PADDING = 12.75, 2.25
A4 = 9
CHOICES = "_pilihan"
"""The hidden sheet of what the drop-downs offer: a list in the rule itself may hold only 255 characters."""

CLOSED = {"error_title": "Bukan pilihan", "error_message": "Pilih salah satu dari daftar."}
FREE = {
    "error_type": "warning",
    "error_title": "Belum ada di daftar",
    "error_message": "Belum ada saat template diunduh. Lanjutkan bila barisnya Anda tambahkan di lembar lain.",
}
"""What Excel says to a value outside of the list: refused, or taken after a warning."""


def write_template(buku: BukuTemplat) -> bytes:
    """Return the workbook as XLSX: equal content gives equal bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": buku.nama, "created": _EPOCH})
    writer = _Penulis(book)
    writer.instructions(buku)
    for sheet in buku.lembar:
        writer.sheet(sheet)
    writer.choices()
    book.get_worksheet_by_name(buku.lembar[0].nama).activate()
    book.close()
    return out.getvalue()


def write_csv(lembar: LembarTemplat) -> bytes:
    """Return one filled sheet as CSV, as our tables are written: UTF-8 with BOM, semicolons, decimal comma."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([csv_value(each.judul) for each in lembar.kolom])
    for row in lembar.baris:
        values = (row.get(each.kode) for each in lembar.kolom)
        writer.writerow([csv_value(None if value is TERTUTUP else value) for value in values])
    return out.getvalue().encode("utf-8-sig")


_EPOCH = date(2026, 1, 1)


class _Penulis:
    """The workbook while it is written: its formats, and the choices gathered for its drop-downs."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.lists: dict[tuple[str, ...], str] = {}

    def format(self, **style: Any) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "top", **style}
            )
        return self.formats[key]

    def instructions(self, buku: BukuTemplat) -> None:
        sheet = self.book.add_worksheet("Petunjuk")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 4)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, "Petunjuk pengisian", self.format(bold=True, font_size=14))
        lines = [*COMMON, *buku.petunjuk]
        for each in buku.lembar:
            lines += [f"{each.nama}, kolom “{k.judul}”: {k.petunjuk}" for k in each.kolom if k.petunjuk]
        for number, line in enumerate(lines, 1):
            sheet.write_number(number + 1, 0, number, self.format())
            sheet.write_string(number + 1, 1, line, self.format(text_wrap=True))
            sheet.set_row(number + 1, _height((line, 100)))
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.protect()

    def sheet(self, lembar: LembarTemplat) -> None:
        sheet = self.book.add_worksheet(lembar.nama)
        for row, line in enumerate(lembar.judul):
            sheet.write_string(row, 0, line, self.format(bold=True, font_size=13))
        top = len(lembar.judul) + 1
        for column, each in enumerate(lembar.kolom):
            sheet.set_column(column, column, each.lebar)
            heading = self.format(bold=True, text_wrap=True, border=1, bg_color="#E3ECEC", valign="vcenter")
            sheet.write_string(top, column, each.judul, heading)
        sheet.set_row(top, _height(*((each.judul, each.lebar - 2) for each in lembar.kolom)))
        total = len(lembar.baris) + lembar.baris_kosong
        for offset in range(total):
            values = lembar.baris[offset] if offset < len(lembar.baris) else {}
            self._row(sheet, top + 1 + offset, lembar, values)
        for column, each in enumerate(lembar.kolom):
            self._choices(sheet, column, each, top + 1, top + total)
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, top + total, len(lembar.kolom) - 1)
        allowed = ("format_columns", "format_rows", "autofilter", "sort", "insert_rows")
        sheet.protect("", dict.fromkeys(allowed, True))
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)

    def _row(self, sheet: Any, row: int, lembar: LembarTemplat, values: Mapping[str, Any]) -> None:
        for column, each in enumerate(lembar.kolom):
            style = {"border": 1, "num_format": FORMAT[each.jenis]}
            value = values.get(each.kode)
            open_to_all = each.isi and value is not TERTUTUP
            style |= {"bg_color": KUNING, "locked": False} if open_to_all else {"bg_color": "#F4F4F4"}
            if each.jenis == Jenis.TEKS:
                style["text_wrap"] = True
            self._cell(sheet, row, column, None if value is TERTUTUP else value, self.format(**style))
        texts = ((values.get(each.kode), each.lebar) for each in lembar.kolom if each.jenis == Jenis.TEKS)
        sheet.set_row(row, _height(*((text, width) for text, width in texts if isinstance(text, str))))

    @staticmethod
    def _cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
        """Write a value as what it is; text is never read as a formula."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style)
        elif isinstance(value, bool) or not isinstance(value, int | Decimal):
            sheet.write_string(row, column, str(value), style)
        else:
            sheet.write_number(row, column, value, style)

    def _choices(self, sheet: Any, column: int, kolom: KolomTemplat, first: int, last: int) -> None:
        if not kolom.pilihan or last < first:
            return
        labels = tuple(str(label) for label in kolom.pilihan.values())
        source = self.lists.setdefault(
            labels, f"={CHOICES}!${_letter(len(self.lists))}$1:${_letter(len(self.lists))}${len(labels)}"
        )
        rule = {"validate": "list", "source": source, **(FREE if kolom.pilihan_bebas else CLOSED)}
        sheet.data_validation(first, column, last, column, rule)

    def choices(self) -> None:
        if not self.lists:
            return
        sheet = self.book.add_worksheet(CHOICES)
        for column, labels in enumerate(self.lists):
            for row, label in enumerate(labels):
                sheet.write_string(row, column, label)
        sheet.hide()


COMMON = (
    "Isi sel kuning saja; sel abu-abu terkunci dan dipakai untuk mengenali barisnya.",
    "Sel kosong berarti belum ada nilainya; nol ditulis 0.",
    "Angka ditulis sebagai angka. Bila diketik sebagai teks, pakai cara Indonesia: 1.234,56.",
    "Judul kolom jangan diubah; urutan kolom boleh, dan lembar petunjuk ini boleh dihapus.",
    "Unggah berkas ini pada halaman Impor: semuanya diperiksa dan diperlihatkan dahulu, baru diterapkan.",
)


def _height(*texts: tuple[str, int]) -> float:
    """Return the height of a row in points that shows each text whole in a column of that width (characters)."""
    lines = [
        sum(max(1, len(textwrap.wrap(part, max(1, width * 11 // 10)))) for part in text.split("\n"))
        for text, width in texts
    ]
    return LINE * max(lines, default=1) + PADDING


def _letter(column: int) -> str:
    return xlsxwriter.utility.xl_col_to_name(column)  # type: ignore[no-any-return]
