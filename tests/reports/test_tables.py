"""Every format shows the document's figures."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest

from renstra.lib.numbers import format_number
from reports.exports import FORMATS, export
from reports.selectors import PlanFilter
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import TABLES, build_report
from tests.libreoffice import assert_keeps_its_values
from tests.reports.figures import PROGRAMS, TABEL_31, TABEL_42_TARGETS, YEARS
from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db


def figures(renstra: Any, slug: str) -> dict[str, dict[str, str]]:
    """Return the JSON export as printed text by row key and column."""
    document = json.loads(export(build_report(slug, Permintaan.of_plan(renstra)), "json").content)
    return {row["kunci"]: row["nilai"] for row in document["baris"]}


def text(value: str | None) -> str:
    return format_number(None if value is None else Decimal(value))


def test_tabel_42_has_the_documents_programs_and_totals(renstra: Any) -> None:
    rows = figures(renstra, "tabel-4.2")
    for kode, printed in PROGRAMS.items():
        assert [text(rows[kode][f"pagu_{year}"]) for year in YEARS] == printed.split()


def test_tabel_42_has_the_documents_targets(renstra: Any) -> None:
    rows = figures(renstra, "tabel-4.2")
    for kode, printed in TABEL_42_TARGETS.items():
        columns = ["baseline", *(f"target_{year}" for year in YEARS)]
        assert [text(rows[kode][column]) for column in columns] == printed.split()


def test_tabel_42_counts_as_the_document(renstra: Any) -> None:
    levels = [row.level for row in build_report("tabel-4.2", Permintaan.of_plan(renstra)).rows]
    expected = {"urusan": 2, "bidang_urusan": 2, "program": 8, "kegiatan": 15, "subkegiatan": 53, "hasil": 81}
    assert {level: levels.count(level) for level in expected} == expected
    assert levels[-1] == "total"


def test_an_empty_target_stays_empty_and_a_zero_stays_zero(renstra: Any) -> None:
    rows = figures(renstra, "tabel-4.2")
    vehicle = rows["1.06.01.2.07.0002#1.1"]
    assert [vehicle[f"target_{year}"] for year in YEARS] == [None, None, "1", "1", None, None]
    assert rows["1.06.01.2.05.0002#1.1"]["target_2025"] == "0"


def test_the_wrong_printed_total_is_shown_as_the_sum_with_a_note(renstra: Any) -> None:
    document = json.loads(export(build_report("tabel-4.2", Permintaan.of_plan(renstra)), "json").content)
    noted = {row["kunci"]: row["catatan"] for row in document["baris"] if "catatan" in row}
    assert set(noted) == {"2", "2.13"}
    assert list(noted["2.13"]) == ["pagu_2026"]
    assert "23.665.768.150" in noted["2.13"]["pagu_2026"]
    assert text(figures(renstra, "tabel-4.2")["2.13"]["pagu_2026"]) == "23.756.754.950"


@pytest.mark.parametrize(("slug", "columns"), [("tabel-3.1", TABEL_31)])
def test_tabel_31_has_the_documents_figures(renstra: Any, slug: str, columns: dict[str, str]) -> None:
    rows = figures(renstra, slug)
    assert list(rows) == list(columns)
    for kode, printed in columns.items():
        names = ["kondisi_awal", *(f"target_{year}" for year in YEARS), "akhir_periode"]
        assert [text(rows[kode][name]) for name in names] == printed.split()


def test_tabel_44_and_45_have_the_documents_figures(renstra: Any) -> None:
    iku, ikk = figures(renstra, "tabel-4.4"), figures(renstra, "tabel-4.5")
    for kode in ("T1.1", "T1.2"):
        names = ["baseline", *(f"target_{year}" for year in YEARS)]
        assert [text(iku[kode][name]) for name in names] == TABEL_31[kode].split()[:7]
    assert [[row[f"target_{year}"] for year in YEARS] for row in ikk.values()] == [["100"] * 6] * 2


@pytest.mark.parametrize("slug", list(TABLES))
@pytest.mark.parametrize("format", list(FORMATS))
def test_every_table_renders_in_every_format(renstra: Any, slug: str, format: str) -> None:
    assert len(export(build_report(slug, Permintaan.of_plan(renstra)), format).content) > 200


def test_xlsx_csv_and_pdf_show_the_same_figures(renstra: Any) -> None:
    table = build_report("tabel-4.2", Permintaan.of_plan(renstra))
    sheet = open_sheet(export(table, "xlsx").content)
    cells = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0]}
    lines = csv.reader(io.StringIO(export(table, "csv").content.decode("utf-8-sig")), delimiter=";")
    by_code = {line[0]: line for line in lines if line[0]}
    pages = pypdf.PdfReader(io.BytesIO(export(table, "pdf").content)).pages
    pdf = " ".join(page.extract_text() for page in pages)
    for kode, printed in PROGRAMS.items():
        for offset, figure in enumerate(printed.split()):
            plain = figure.replace(".", "")
            assert figure in pdf
            if kode != "TOTAL":
                assert cells[kode][5 + 2 * offset] == int(plain)
                assert by_code[kode][5 + 2 * offset] == plain


def test_a_filter_sums_only_what_it_shows_and_says_so(renstra: Any) -> None:
    table = build_report(
        "tabel-4.2", Permintaan.of_plan(renstra, saringan=PlanFilter(unit="perlindungan-jaminan-sosial"))
    )
    assert table.partial
    programs = [row.key for row in table.rows if row.level == "program"]
    assert programs == ["1.06.05", "1.06.06", "1.06.07"]
    # 2025: 10.638.224.000 + 575.832.000 + 229.681.800
    assert table.rows[-1].data.pagu[2025] == 11_443_737_800


@pytest.mark.libreoffice
def test_recalculating_in_libreoffice_changes_no_value(renstra: Any, tmp_path: Path) -> None:
    table = build_report("tabel-4.2", Permintaan.of_plan(renstra))
    assert assert_keeps_its_values(export(table, "xlsx").content, tmp_path) > 100


def test_a_prepared_pdf_is_not_rendered_again(renstra: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management import call_command

    from targets.models import Target

    call_command("prepare_reports", verbosity=0)
    monkeypatch.setattr("reports.exports.berkas.render_document", lambda source: pytest.fail("digambar lagi"))
    assert export(build_report("tabel-4.2", Permintaan.of_plan(renstra)), "pdf").content.startswith(b"%PDF")
    monkeypatch.undo()
    Target.objects.filter(indikator__kode="T1.1", tahun=2026).update(nilai=61)
    from reports.management.commands.prepare_reports import prepare

    assert prepare() == 3  # Tabel 3.1, Tabel 4.4 and the IKU manual print this target


def test_the_time_of_the_data_follows_every_text_of_the_table(renstra: Any) -> None:
    from targets.selectors import last_change, plan_document

    dokumen = plan_document(renstra)
    before = last_change(dokumen)
    renstra.landasan_set.first().save()
    after = last_change(dokumen)
    assert before and after and after > before
