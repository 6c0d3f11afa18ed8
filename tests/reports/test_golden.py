"""Every figure equals the second transcription of the document, in every format.

`tests/golden/` was transcribed from the scan without reading `fixtures/`; nothing may generate or import it.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest

from renstra.lib.numbers import format_number
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from tests.workbook import open_sheet

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
ROOT = GOLDEN.parents[1]
WRONG_TOTALS = {("2", "pagu_2026"), ("2.13", "pagu_2026")}
pytestmark = pytest.mark.django_db


def read(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def expected_42() -> Iterator[tuple[int, str, Decimal | None]]:
    """Yield (body row, column, figure) of Tabel 4.2 in the printed order of codes and indicators."""
    indicators = read("tabel-4.2-target")
    rows: dict[str, int] = {}
    place = 0
    for kode in dict.fromkeys(line["kode"] for line in read("tabel-4.2-pagu")):
        rows[kode] = place
        place += 1
        for no in dict.fromkeys(line["no"] for line in indicators if line["induk"] == kode):
            rows[f"#{no}"] = place
            place += 1
    for line in read("tabel-4.2-pagu"):
        if (line["kode"], f"pagu_{line['tahun']}") not in WRONG_TOTALS:
            yield rows[line["kode"]], f"pagu_{line['tahun']}", number(line["nilai"])
    for line in indicators:
        column = "baseline" if line["kolom"] == "baseline" else f"target_{line['kolom']}"
        yield rows[f"#{line['no']}"], column, number(line["nilai"])


def expected(slug: str) -> Iterator[tuple[int, str, Decimal | None]]:
    if slug == "tabel-4.2":
        yield from expected_42()
        return
    for line in read(slug):
        kind = "realisasi" if slug == "tabel-2.6" else "target"
        column = f"{kind}_{line['kolom']}" if line["kolom"].isdecimal() else line["kolom"]
        yield int(line["no"]) - 1, column, number(line["nilai"])


SLUGS = ["tabel-2.5", "tabel-2.6", "tabel-3.1", "tabel-4.2", "tabel-4.4", "tabel-4.5"]


def test_the_transcription_is_complete() -> None:
    assert len(read("tabel-4.2-pagu")) == 81 * 6
    assert len(read("tabel-4.2-target")) == 81 * 7
    assert [len(read(slug)) for slug in ("tabel-3.1", "tabel-4.4", "tabel-4.5")] == [6 * 8, 2 * 7, 2 * 6]


@pytest.mark.parametrize("slug", SLUGS)
def test_json_equals_the_document(renstra: Any, slug: str) -> None:
    rows = json.loads(export(build_report(slug, Permintaan.of_plan(renstra)), "json").content)["baris"]
    for place, column, figure in expected(slug):
        assert number(rows[place]["nilai"].get(column)) == figure, (rows[place]["kunci"], column)


@pytest.mark.parametrize("slug", SLUGS)
def test_xlsx_and_csv_equal_the_document(renstra: Any, slug: str) -> None:
    table = build_report(slug, Permintaan.of_plan(renstra))
    keys = [column.key for column in table.grid.columns]
    lines = list(csv.reader(io.StringIO(export(table, "csv").content.decode("utf-8-sig")), delimiter=";"))[1:]
    sheet = list(open_sheet(export(table, "xlsx").content).iter_rows(values_only=True))
    first = next(
        i
        for i, row in enumerate(sheet)
        if row[keys.index("indikator" if slug != "tabel-4.2" else "kode")]
        == (table.grid.body[0].cells[keys.index("indikator")].value if slug != "tabel-4.2" else "1")
    )
    for place, column, figure in expected(slug):
        index = keys.index(column)
        assert number(lines[place][index].replace(",", ".")) == figure, (place, column)
        cell = sheet[first + place][index]
        assert (None if cell is None else Decimal(str(cell))) == figure, (place, column)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("format", ["html", "pdf"])
def test_html_and_pdf_print_every_figure(renstra: Any, slug: str, format: str) -> None:
    """Row by row in HTML; in the PDF's text each row's figures stand in order."""
    content = export(build_report(slug, Permintaan.of_plan(renstra)), format).content
    by_row: dict[int, list[str]] = {}
    for place, _, figure in expected(slug):
        by_row.setdefault(place, []).extend([format_number(figure)] if figure is not None else [])
    if format == "html":
        rows = re.findall(r"<tr class=\"lv-.*?</tr>", re.sub("<sup>.*?</sup> ", "", content.decode()))
        for place, figures in by_row.items():
            printed = re.findall(r'<td class="num"[^>]*>([^<]+)', rows[place])
            assert [f for f in figures if f not in printed] == [], place
        return
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    missing = [
        f
        for figures in by_row.values()
        for f in figures
        if not re.search(rf"(?<![\d.,]){re.escape(f)}(?![\d.,])", text)
    ]
    assert missing == []


def test_nothing_outside_the_tests_knows_the_transcription() -> None:
    for folder in ("renstra", "programs", "indicators", "targets", "reports", "bench", "scripts", "fixtures"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".sh", ".md", ".tsv"}:
                assert "golden" not in path.read_text(encoding="utf-8"), path
