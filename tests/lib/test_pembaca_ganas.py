"""Files that mean harm or are far too large: whatever becomes of the child that reads, a sentence comes back."""

import io
import random
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter

from renstra.lib.berkas import BerkasError
from renstra.lib.pembaca import proses
from renstra.lib.pembaca.batas import MAKS_BERKAS, MAKS_GABUNG, MAKS_SEL
from renstra.lib.pembaca.buku import BukuKerja, read_workbook
from tests.files.buat import FOLDER, ISI, JUDUL, SHEET, ods, of_rows, raw_sheet, saved, sheet_of, unzipped, zipped

ODS_CELL = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string"><text:p>{}</text:p></table:table-cell>'  # noqa: E501


def read(content: bytes, name: str = "a.xlsx") -> BukuKerja:
    return read_workbook(io.BytesIO(content), name)


def refusal(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(BerkasError) as caught:
        read(content, name)
    return str(caught.value)


# Size ---------------------------------------------------------------------------------------------------------


def test_a_file_over_five_megabytes_is_refused_without_being_read() -> None:
    class Unread(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError

    with pytest.raises(BerkasError, match=r"Berkas 5,7 MB terlalu besar; batasnya 5 MB"):
        read_workbook(Unread(b"x" * 6_000_000), "a.xlsx")
    largest = b"Kode;Target\r\n" * (MAKS_BERKAS // 13)
    assert "20.000 baris" in refusal(largest.ljust(MAKS_BERKAS), "a.csv")  # the size itself is allowed


def test_a_zip_bomb_is_refused_by_its_table_of_contents() -> None:
    parts = unzipped(of_rows(JUDUL))
    assert "mengembang terlalu besar" in refusal(zipped(parts | {"xl/media/a.bin": b"\0" * 60_000_000}))
    blanks = parts[SHEET].replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>")
    assert "mengembang terlalu besar" in refusal(zipped(parts | {SHEET: blanks}))


def test_half_a_million_rows_are_refused_at_the_first_one_too_many() -> None:
    chance = random.Random(3)  # noqa: S311 — the same file every time
    rows = "".join(f'<row r="{n}"><c><v>{chance.randrange(99)}</v></c></row>' for n in range(1, 500_000))
    assert "paling banyak 20.000 baris dan 100 kolom" in refusal(raw_sheet(rows))


def test_more_cells_than_allowed_are_refused_before_they_are_kept() -> None:
    chance = random.Random(3)  # noqa: S311
    row = "<row>" + "<c><v>{}</v></c>" * 30 + "</row>"
    rows = "".join(row.format(*(chance.randrange(99) for _ in range(30))) for _ in range(MAKS_SEL // 30 // 2 + 1))
    parts = unzipped(of_rows(["x"]))
    book, _ = sheet_of(["x"])
    book.create_sheet("Dua")
    sheet = unzipped(raw_sheet(rows))[SHEET]
    parts = unzipped(saved(book)) | {SHEET: sheet, "xl/worksheets/sheet2.xml": sheet}
    assert "paling banyak 500.000 sel berisi" in refusal(zipped(parts))


def test_one_long_text_in_countless_cells_is_refused_before_it_is_unfolded() -> None:
    """32,000 characters in 100,000 cells: three gigabytes out of a file of 80 KB."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_string(0, 0, "a" * 32_000)
    parts = unzipped(stream.getvalue())
    chance = random.Random(3)  # noqa: S311
    cells = ("<c t='s'><v>0</v></c>", "<c  t='s'><v>0</v></c>", "<c t='s' ><v>0</v></c>")
    rows = "".join(f"<row>{''.join(chance.choices(cells, k=50))}</row>" for _ in range(2000))

    def folded(rows: str) -> bytes:
        sheet = parts[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
        return zipped(parts | {SHEET: sheet})

    few = f"<row>{cells[0] * 90}</row>" * 6
    assert read(folded(few)).lembar[0].sel(7, 90).teks == "a" * 32_000
    assert "lebih dari 20.000.000 huruf" in refusal(folded(rows))


def test_a_repeated_cell_of_ods_is_counted_as_often_as_it_stands() -> None:
    def table(rows: int, cell: str) -> bytes:
        row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
        return ods(f'<table:table table:name="A">{row}</table:table>')

    assert "500.000 sel berisi" in refusal(table(20_000, ODS_CELL.format(100, "x")), "a.ods")
    assert "lebih dari 20.000.000 huruf" in refusal(table(2000, ODS_CELL.format(100, "x" * 300)), "a.ods")
    assert "20.000 baris dan 100 kolom" in refusal(table(20_001, ODS_CELL.format(1, "x")), "a.ods")
    assert "rusak" in refusal(table(-5, ODS_CELL.format(1, "x")), "a.ods")
    assert read(table(20_000, ODS_CELL.format(2, "x")), "a.ods").lembar[0].tinggi == 20_000


def test_merged_ranges_without_end_are_refused() -> None:
    parts = unzipped(saved(_tall()))
    merges = b'<mergeCell ref="A1:B20000"/>' * (MAKS_GABUNG // 20_000 + 1)
    sheet = parts[SHEET].replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")
    assert "terlalu banyak sel gabung" in refusal(zipped(parts | {SHEET: sheet}))


def _tall() -> Any:
    book, sheet = sheet_of(JUDUL)
    sheet["A20000"] = "x"
    return book


def test_text_files_have_the_same_limits() -> None:
    assert "20.000 baris dan 100 kolom" in refusal(b"1;2\n" * 20_001, "a.csv")
    assert "20.000 baris dan 100 kolom" in refusal(b"1;" * 100 + b"2\n", "a.csv")
    assert read(b"1;2\n" * 20_000 + b"\n" * 500_000, "a.csv").lembar[0].tinggi == 20_000
    assert "isi selnya terlalu panjang" in refusal(b"a;b\n" + b"x" * 1_000_000, "a.csv")
    assert "bukan teks CSV" in refusal(b"a;b\n\0\1\2", "a.csv")
    assert "bukan teks CSV" in refusal(b"a;b\n\x81\x8d", "a.csv")


# What a file says of itself -----------------------------------------------------------------------------------


def test_an_old_workbook_with_macros_is_refused() -> None:
    content = (FOLDER / "dasar.xls").read_bytes() + "_VBA_PROJECT_CUR\0".encode("utf-16-le")
    assert "memuat makro; simpan sebagai XLSX tanpa makro" in refusal(content, "a.xls")


@pytest.mark.parametrize("reference", ["A0", "1", "ZZZZZZZ1", "A-1", "A", "é1"])
def test_a_cell_that_stands_nowhere_makes_a_broken_file(reference: str) -> None:
    rows = f'<row r="1"><c r="{reference}"><f>1</f><v>1</v></c></row>'
    assert "simpan ulang" in refusal(raw_sheet(rows)) or "pecah berkasnya" in refusal(raw_sheet(rows))


@pytest.mark.parametrize("name", ["dasar.xlsx", "dasar.xls", "dasar.ods", "bersandi.xls", "khusus.ods"])
def test_a_workbook_broken_anywhere_is_read_or_refused_but_never_an_error(name: str) -> None:
    chance = random.Random(11)  # noqa: S311
    whole = (FOLDER / name).read_bytes()
    for _ in range(12):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        try:
            read(bytes(broken), name)
        except BerkasError:
            continue


# The child ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("import os; os.abort()", "terlalu banyak memori"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "terlalu lama dibaca"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "rusak atau tidak lengkap"),
        ("raise SystemExit(3)", "rusak atau tidak lengkap"),
        ("print('bukan JSON')", "rusak atau tidak lengkap"),
        ("print('[' * 100000)", "rusak atau tidak lengkap"),
        ("", "rusak atau tidak lengkap"),
    ],
)
def test_a_child_that_comes_to_a_bad_end_is_answered_with_a_sentence(
    script: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "python"
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{script}"\n')
    stand_in.chmod(0o755)
    monkeypatch.setattr(proses, "sys", SimpleNamespace(executable=str(stand_in)))
    assert sentence in refusal(of_rows(JUDUL, ISI))


def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proses, "MAKS_DETIK", 0.001)
    assert "terlalu lama dibaca; hapus lembar" in refusal(of_rows(JUDUL, ISI))


def test_the_child_gets_no_environment_and_so_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    real = subprocess.run

    def watched(command: list[str], **options: Any) -> Any:
        seen.update(options)
        return real(command, **options)

    monkeypatch.setattr("renstra.lib.pembaca.proses.subprocess.run", watched)
    read(of_rows(JUDUL, ISI))
    assert seen["env"] == {}
    assert seen["timeout"] == 10


def test_the_child_loads_nothing_of_the_application_and_stays_within_its_limits() -> None:
    script = (
        "import sys, resource; from renstra.lib.pembaca.anak import __main__ as anak; anak._limit()\n"
        "ours = sorted(name for name in sys.modules if name.startswith('renstra'))\n"
        "print([name for name in ('django', 'openpyxl', 'decimal') if name in sys.modules], ours)\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules, limits = done.stdout.splitlines()
    assert modules.startswith("[] ")
    assert all("pembaca" in name for name in modules.split("'") if name.startswith("renstra.lib."))
    assert limits == f"{1024**3} 0"
