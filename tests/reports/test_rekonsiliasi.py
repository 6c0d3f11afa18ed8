"""Each check counts a figure anew; a workbook whose figure is another one says BEDA."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from programs.models import Dokumen, Renstra
from renstra.tabular import Table
from renstra.tabular.buku import render_book
from renstra.tabular.rekonsiliasi import Pemeriksaan
from reports.selectors.permintaan import Permintaan
from reports.selectors.rekonsiliasi import CHECKS, checks_of, ruling, spent_of_years
from reports.tables.registry import LAPORAN, build_report
from targets.models import AnggaranTahunan, Pagu
from targets.selectors.berlaku import URUTAN_PAGU
from tests.libreoffice import assert_keeps_its_values
from tests.targets.pabrik import buat_panggung

pytestmark = pytest.mark.django_db


def verdicts(tables: list[Table], checks: list[Pemeriksaan]) -> list[str]:
    content = render_book(tables, judul="Uji", rekonsiliasi=checks)
    rows = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Rekonsiliasi"].iter_rows(values_only=True)
    return [str(row[7]) for row in rows if row[7] in ("SAMA", "BEDA")]


def test_every_checked_table_of_the_demo_agrees_with_the_database(angka_demo: None, renstra: Renstra) -> None:
    """One load for all tables: it takes seconds."""
    asked = Permintaan(renstra, 2026, 3)
    tables = [build_report(slug, asked) for slug in LAPORAN]
    checks = [check for table in tables for check in checks_of(table, asked)]
    assert {check.slug for check in checks} == set(CHECKS)
    assert set(verdicts(tables, checks)) == {"SAMA"}


@pytest.mark.libreoffice
def test_libreoffice_computes_every_report_of_the_demo_as_we_do(
    angka_demo: None, renstra: Renstra, tmp_path: Path
) -> None:
    """All reports in one book, zeros, missing and drafts among them: every displayed value is kept."""
    asked = Permintaan(renstra, 2026, 3, dengan_draf=True)
    tables = [build_report(slug, asked) for slug in LAPORAN]
    checks = [check for table in tables for check in checks_of(table, asked)]
    content = render_book(tables, judul="Uji", rekonsiliasi=checks)
    assert assert_keeps_its_values(content, tmp_path) > 1500  # live formulas
    cells = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    shown = {str(value) for sheet in cells for row in sheet.iter_rows(values_only=True) for value in row}
    assert not {text for text in shown if text.startswith(("#", "Err:"))}


def test_a_figure_changed_behind_the_table_is_seen(renstra: Renstra) -> None:
    """The table is made, then a pagu of 2026 grows by one Rupiah: the database says one more than the workbook."""
    asked = Permintaan(renstra, 2026)
    table = build_report("tabel-4.2", asked)
    pagu = Pagu.objects.filter(dokumen=asked.dokumen, tahun=2026).first()
    assert pagu is not None
    Pagu.objects.filter(pk=pagu.pk).update(nilai=pagu.nilai + 1)
    content = render_book([table], judul="Uji", rekonsiliasi=checks_of(table, asked))
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Rekonsiliasi"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[7] == "BEDA"]
    assert [(row[2], row[6]) for row in rows] == [("Jumlah pagu 2026", -1)]


def test_the_money_of_a_whole_program_counts_once(db: Any) -> None:
    """A source gives the program Rp 9 for 2025, its subkegiatan nothing: 9. Once it gives the subkegiatan 4: 4."""
    panggung = buat_panggung()
    subkegiatan = panggung.subkegiatan
    stated = {"renstra": panggung.renstra, "tahun": 2025, "sumber": "Uji"}
    AnggaranTahunan.objects.create(program=subkegiatan.kegiatan.program, realisasi=9, **stated)
    asked = Permintaan(panggung.renstra, 2026)
    assert spent_of_years(asked)[2025] == 9
    AnggaranTahunan.objects.create(subkegiatan=subkegiatan, realisasi=4, **stated)
    assert spent_of_years(asked)[2025] == 4


def test_the_first_document_that_states_a_subkegiatan_rules(db: Any) -> None:
    panggung = buat_panggung()
    asked = Permintaan(panggung.renstra, 2026)
    before = ruling(asked, URUTAN_PAGU, 2026)
    dpa = Dokumen.objects.create(renstra=panggung.renstra, jenis="dpa", tahun=2026, status="ditetapkan", nomor="1")
    Pagu.objects.create(dokumen=dpa, subkegiatan=panggung.subkegiatan, tahun=2026, nilai=7)
    assert before != 7
    assert ruling(asked, URUTAN_PAGU, 2026) == 7
