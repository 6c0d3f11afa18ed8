"""T-C.29 on the vector of the reference (2.5) and by the house rules, in the formats an office sends."""

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from indicators.models import Indikator
from programs.models import Dokumen, Renstra
from renstra.tabular import Table
from renstra.tabular.html import render_html
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import RealisasiTahunan, Target
from tests.libreoffice import assert_keeps_its_values
from tests.targets.pabrik import Panggung, buat_panggung
from tests.workbook import open_sheet

SUB = "1.06.04.2.01.0001"
KEYS = ("k4", "k5", "k6", "k7", "k8", "k9", "k10", "k11")


@pytest.fixture
def panggung(db: Any) -> Panggung:
    return buat_panggung()


def state(panggung: Panggung, targets: dict[int, Any], reached: dict[int, Any], **values: Any) -> None:
    """Say how indicator A is read, its targets in the Renstra and what it reached in each year."""
    row = panggung.indikator["A"]
    Indikator.objects.filter(pk=row.pk).update(**values)
    Target.objects.filter(indikator=row).delete()
    for tahun, nilai in targets.items():
        low, high = nilai if isinstance(nilai, tuple) else (nilai, None)
        Target.objects.create(dokumen=panggung.dokumen, indikator=row, tahun=tahun, nilai=low, nilai_atas=high)
    for tahun, nilai in reached.items():
        RealisasiTahunan.objects.create(indikator=row, tahun=tahun, nilai=nilai, sumber="LKjIP")


def table(panggung: Panggung, n: int = 2028) -> Table:
    return build_report("tc29", Permintaan(panggung.renstra, n))


def row_of_a(panggung: Panggung, n: int = 2028) -> list[str | None]:
    rows = json.loads(export(table(panggung, n), "json").content)["baris"]
    found = next(row["nilai"] for row in rows if row["kunci"] == SUB)
    return [found[key] for key in KEYS]


@pytest.fixture
def vector(panggung: Panggung) -> Panggung:
    """(4) 50 = 12+10+10+10+8, (5) 20 in 2025, (6) 10 and (7) 9 in 2026, (9) 10 in 2027: the Renja is of 2028."""
    targets = {2025: 12, 2026: 10, 2027: 10, 2028: 10, 2029: 8}
    state(panggung, targets, {2025: 20, 2026: 9}, akumulasi_tahun="jumlah")
    return panggung


def test_years_that_add_up_make_the_vector_of_the_reference(vector: Panggung) -> None:
    assert row_of_a(vector) == ["50", "20", "10", "9", "90", "10", "39", "78"]


def test_the_targets_are_those_in_force_for_their_year(vector: Panggung) -> None:
    """A Renja of 2026 asks 12, a PK of 2027 asks 11: (8) 9/12 = 75,00; (10) 20+9+11 = 40; (11) 80,00."""
    for jenis, tahun, nilai in (("renja", 2026, 12), ("pk", 2027, 11)):
        dokumen = Dokumen.objects.create(renstra=vector.renstra, jenis=jenis, tahun=tahun, status="ditetapkan")
        Target.objects.create(dokumen=dokumen, indikator=vector.indikator["A"], tahun=tahun, nilai=nilai)
    assert row_of_a(vector) == ["50", "20", "12", "9", "75", "11", "40", "80"]


def test_a_position_is_the_target_of_the_current_year(panggung: Panggung) -> None:
    """(10) is (9), 84, and not 76+78+84; (8) 78/80 = 97,50; (11) 84/90 = 93,33."""
    targets = {2025: 78, 2026: 80, 2027: 84, 2028: 86, 2029: 90}
    state(panggung, targets, {2025: 76, 2026: 78}, akumulasi_tahun="posisi_akhir")
    assert row_of_a(panggung) == ["90", "76", "80", "78", "97.5", "84", "84", "93.33"]


def test_a_position_without_a_target_for_the_current_year_is_the_latest(panggung: Panggung) -> None:
    """(10) is (7), 78; (11) 78/90 = 86,67."""
    state(panggung, {2026: 80, 2029: 90}, {2025: 76, 2026: 78}, akumulasi_tahun="posisi_akhir")
    assert row_of_a(panggung) == ["90", "76", "80", "78", "97.5", None, "78", "86.67"]


def test_a_range_prints_both_bounds_and_is_levelled_where_both_agree(panggung: Panggung) -> None:
    """The estimate 82–88 lies within 80–90: 100."""
    targets = {2026: (80, 90), 2027: (82, 88), 2029: (80, 90)}
    state(panggung, targets, {2026: 85}, akumulasi_tahun="posisi_akhir", polaritas="rentang")
    assert row_of_a(panggung) == ["80–90", None, "80–90", "85", "100", "82–88", "82–88", "100"]


@pytest.mark.parametrize(
    ("n", "row", "columns"),
    [
        (2027, ["50", None, "12", "20", "166.67", "10", "30", "60"], "Kolom 5 kosong"),
        (2026, ["50", None, None, None, None, "12", "12", "24"], "Kolom 5 s.d. 8 kosong"),
        (2025, ["50", None, None, None, None, None, None, None], "Kolom 5 s.d. 11 kosong"),
        (2028, ["50", "20", "10", "9", "90", "10", "39", "78"], None),
    ],
)
def test_years_of_the_renstra_before_stay_empty_and_a_note_says_so(
    vector: Panggung, n: int, row: list[str | None], columns: str | None
) -> None:
    """n 2027: (7) is 20 of 2025, 20/12 = 166,67; (10) 20+10 = 30, of 50 60,00."""
    assert row_of_a(vector, n) == row
    notes = [note for note in table(vector, n).notes if "kosong" in note]
    assert bool(notes) == bool(columns) and all(note.startswith(columns or "") for note in notes)


def test_the_vector_stands_in_every_format(vector: Panggung) -> None:
    drawn = table(vector)
    page = str(render_html(drawn))
    pdf = pypdf.PdfReader(io.BytesIO(export(drawn, "pdf").content))
    text = " ".join(" ".join(each.extract_text() for each in pdf.pages).split())
    for part in ("90,00", "78,00", "39", "8=(7/6)", "10=(5+7+9)", "11=(10/4)", "s.d. Tahun 2025", "Tahun 2027"):
        assert part in page and part in text
    assert "78,00" in page and "S.D. TAHUN 2027" in text.upper()
    assert b"39" in export(drawn, "csv").content


def test_the_workbook_is_live_and_keeps_its_values(vector: Panggung) -> None:
    content = export(table(vector), "xlsx").content
    keys = [column.key for column in table(vector).grid.columns]
    [formulas] = [row for row in open_sheet(content, values=False).iter_rows(values_only=True) if row[0] == SUB]
    [stored] = [row for row in open_sheet(content).iter_rows(values_only=True) if row[0] == SUB]
    live, kept = dict(zip(keys, formulas, strict=True)), dict(zip(keys, stored, strict=True))
    assert [str(live[key]).count("+") for key in ("k8", "k10", "k11")] == [0, 2, 0]
    assert all(str(live[key]).startswith("=") for key in ("k8", "k10", "k11"))
    assert [kept[key] for key in ("k8", "k10", "k11")] == [90, 39, 78]


@pytest.mark.libreoffice
def test_recalculating_in_libreoffice_changes_no_value(vector: Panggung, tmp_path: Path) -> None:
    """Columns 8, 10 and 11 of indicator A."""
    assert assert_keeps_its_values(export(table(vector), "xlsx").content, tmp_path) == 3


def test_it_takes_twelve_queries_at_most(vector: Panggung, django_assert_max_num_queries: Any) -> None:
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=vector.renstra.pk)
    with django_assert_max_num_queries(12):
        build_report("tc29", Permintaan(renstra, 2028))
