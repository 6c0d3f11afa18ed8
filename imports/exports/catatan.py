"""The annotated workbook: the file that came, with every finding beside its row, on its cell, and listed first."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from imports.models import Impor
from renstra.lib.berkas import BerkasError
from renstra.lib.importing import Temuan, Tingkat
from renstra.lib.pembaca.buku import PERSEN, LembarKerja, read_workbook
from renstra.lib.pembaca.jenis import kind_of

JUDUL = "Catatan impor"
"""Heads the column of notes, and by it the column of an earlier round is found again."""
DAFTAR, JUDUL_DAFTAR = "Temuan", "Temuan impor"
PENULIS = "Renstra"
"""Signs the comments, and by it those of an earlier round are found again."""
WARNA = {Tingkat.GALAT: "F8D7D3", Tingkat.TANYA: "FBE7A8", Tingkat.PERINGATAN: "FCE9D4"}
NAMA = {Tingkat.GALAT: "Kesalahan", Tingkat.TANYA: "Pertanyaan", Tingkat.PERINGATAN: "Peringatan"}
MAKS_KOLOM = 16384
MAKS_UNPACKED = 10 * 1024 * 1024
"""Bytes of an unpacked workbook that is annotated while somebody waits; of a larger one only the list is made."""
HILANG = "Berkasnya sudah dihapus karena lewat masa simpan; unggah sekali lagi."
CARA = (
    "Perbaiki sel yang bertanda, simpan, lalu unggah berkas ini. "
    "Lembar ini dan kolom catatan boleh dibiarkan: keduanya tidak dibaca."
)
BESAR = "Berkasnya terlalu besar untuk ditandai; perbaiki berkas Anda sendiri menurut daftar ini."
HURUF, TINGGI = "Calibri", 15
HEADINGS = {"Tingkat": 14, "Lembar": 22, "Sel": 9, "Isi sel": 30, "Sebab": 60, "Saran": 60}


def annotate(impor: Impor) -> tuple[str, bytes]:
    """Return name and content of the annotated workbook; raises `BerkasError` where the file is gone.

    An XLSX keeps all that openpyxl keeps (docs/impor.md says what it does not). Any other kind becomes a new
    workbook of the same cells. No text of the file or of a finding can become a formula.
    """
    path = impor.berkas.name or ""
    if not path or not impor.berkas.storage.exists(path):
        raise BerkasError(HILANG)
    with impor.berkas.open("rb") as file:
        content: bytes = file.read()
    book, sheets, advice = _opened(content, impor.nama_berkas)
    findings = impor.findings()
    for name, sheet in sheets.items():
        _clear(sheet)
        _mark(sheet, [each for each in findings if each.lembar == name and each.sel])
    _list(book, f"{impor.nama_berkas}, {impor.banyak_baris} baris dibaca. {advice}", findings)
    out = BytesIO()
    book.save(out)
    return f"{PurePosixPath(impor.nama_berkas).stem} (catatan).xlsx", out.getvalue()


def _opened(content: bytes, name: str) -> tuple[Workbook, dict[str, Worksheet], str]:
    """Return the workbook, its sheets by the names the findings use, and what to do with it."""
    if kind_of(content, name) == "xlsx":
        if _unpacked(content) > MAKS_UNPACKED:
            return _empty(), {}, BESAR
        try:
            book = load_workbook(BytesIO(content), rich_text=True)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, InvalidFileException):
            return _copied(content, name)  # our own reader takes files that openpyxl does not
        _drop_list(book)
        return book, {sheet.title: sheet for sheet in book.worksheets}, CARA
    return _copied(content, name)


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _empty() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def _copied(content: bytes, name: str) -> tuple[Workbook, dict[str, Worksheet], str]:
    book, sheets = _empty(), {}
    for source in read_workbook(BytesIO(content), name).lembar:
        sheets[source.nama] = book.create_sheet(re.sub(INVALID_TITLE_REGEX, " ", source.nama)[:31])
        _copy(source, sheets[source.nama])
    return book, sheets, CARA


def _copy(source: LembarKerja, target: Worksheet) -> None:
    target.sheet_state = "hidden" if source.tersembunyi else "visible"
    for row in source.baris_terisi():
        for column in range(1, source.lebar + 1):
            cell = source.sel(row, column)
            if isinstance(cell.nilai, int | Decimal | date | bool):
                put = target.cell(row, column, cell.nilai)
                if cell.format == PERSEN:
                    put.number_format = "0.00%"
            else:
                _text(target, row, column, cell.teks)
    for area in source.gabung:
        target.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """Write text as text, whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    if text and not isinstance(cell, MergedCell):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    return cell


# Marks --------------------------------------------------------------------------------------------------------


def _drop_list(book: Workbook) -> None:
    """Take away the list of an earlier round."""
    for sheet in book.worksheets:
        if sheet.title.startswith(DAFTAR) and len(book.worksheets) > 1 and _held(sheet, 1, 1) == JUDUL_DAFTAR:
            book.remove(sheet)


def _held(sheet: Worksheet, row: int, column: int) -> Any:
    """Return what a cell holds without making one: of a sheet with a stray format they are millions."""
    cell: Any = sheet._cells.get((row, column))
    return cell.value if cell is not None else None


def _clear(sheet: Worksheet) -> None:
    """Take away what an earlier round left, so that a mended cell is not marked any more."""
    notes = _notes_column(sheet)
    earlier = _held(sheet, 1, notes) == JUDUL
    for (_, column), cell in sheet._cells.items():
        if isinstance(cell, MergedCell):
            continue
        if cell.comment is not None and cell.comment.author == PENULIS:
            cell.comment, cell.fill = None, PatternFill()
        if earlier and column == notes:
            cell.value = None


def _notes_column(sheet: Worksheet) -> int:
    """Return the column of notes of an earlier round, or the first one after what is filled or merged."""
    first = [column for (row, column) in sheet._cells if row == 1 and _held(sheet, 1, column) == JUDUL]
    filled = [column for (_, column), cell in sheet._cells.items() if cell.value is not None]
    merged = [area.max_col for area in sheet.merged_cells.ranges]
    return first[0] if first else max((0, *filled, *merged)) + 1


def _mark(sheet: Worksheet, findings: Sequence[Temuan]) -> None:
    """Write the findings of a sheet beside their rows and on their cells."""
    column = _notes_column(sheet)
    by_row: dict[int, list[Temuan]] = {}
    by_cell: dict[str, list[Temuan]] = {}
    for each in findings:
        by_row.setdefault(int(re.sub(r"\D", "", each.sel)), []).append(each)
        by_cell.setdefault(each.sel, []).append(each)
    for address, members in by_cell.items():
        _mark_cell(sheet, address, members)
    if not findings or column > MAKS_KOLOM:
        return
    _text(sheet, 1, column, JUDUL).font = Font(name=HURUF, bold=True)
    sheet.column_dimensions[get_column_letter(column)].width = 60
    for row, members in by_row.items():
        note = _text(sheet, row, column, "\n".join(f"{each.sel}: {_sentence(each)}" for each in members))
        note.alignment = Alignment(wrap_text=True, vertical="top")


def _mark_cell(sheet: Worksheet, address: str, findings: Sequence[Temuan]) -> None:
    cell = _anchor(sheet, address)
    worst = min((each.tingkat for each in findings), key=list(Tingkat).index)
    cell.fill = PatternFill("solid", start_color=WARNA[worst])
    before = [cell.comment.text] if cell.comment is not None else []
    own = [f"{NAMA[each.tingkat]}: {_sentence(each)}" for each in findings]
    cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", "\n".join([*before, *own])), PENULIS, 140, 320)


def _anchor(sheet: Worksheet, address: str) -> Any:
    """Return the cell, or of a merged range the one that shows."""
    cell: Any = sheet[address]
    areas = sheet.merged_cells.ranges if isinstance(cell, MergedCell) else ()
    area = next((each for each in areas if cell.coordinate in each), None)
    return sheet.cell(area.min_row, area.min_col) if area else cell


def _sentence(each: Temuan) -> str:
    return f"{each.alasan} {_advice(each)}".strip()


def _advice(each: Temuan) -> str:
    answers = ", atau ".join(answer.label for answer in each.pilihan)
    return f"{each.saran} Pilihannya: {answers}.".strip() if answers else each.saran


# The list -----------------------------------------------------------------------------------------------------


def _list(book: Workbook, line: str, findings: Iterable[Temuan]) -> None:
    sheet = book.create_sheet(DAFTAR, 0)
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    book.active = 0
    _text(sheet, 1, 1, JUDUL_DAFTAR).font = Font(name=HURUF, bold=True, size=14)
    _text(sheet, 2, 1, line)
    for column, (label, width) in enumerate(HEADINGS.items(), 1):
        _text(sheet, 4, column, label).font = Font(name=HURUF, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, each in enumerate(findings, 5):
        texts = (NAMA[each.tingkat], each.lembar, each.sel, each.teks, each.alasan, _advice(each))
        for column, text in enumerate(texts, 1):
            _text(sheet, row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
        lines = [-(-len(text) // width) for text, width in zip(texts, HEADINGS.values(), strict=True)]
        sheet.row_dimensions[row].height = TINGGI * max(1, *lines)
        sheet.cell(row, 1).fill = PatternFill("solid", start_color=WARNA[each.tingkat])
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "4:4"
