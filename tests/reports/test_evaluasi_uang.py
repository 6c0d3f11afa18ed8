"""Rupiah of years before the system in E.81 and E.80: of a subkegiatan, or only of its program."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from programs.models import Program, Subkegiatan
from renstra.tabular import Table
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import AnggaranTahunan, LaporanTriwulan, RealisasiAnggaran, RealisasiTahunan
from targets.selectors.keadaan import data_state
from targets.services import enact, replace_row, start_perubahan
from tests.libreoffice import assert_keeps_its_values
from tests.targets.pabrik import Panggung, buat_panggung
from tests.workbook import open_sheet

JUTA = 1_000_000
PROGRAM, SUB = "1.06.04", "1.06.04.2.01.0001"


@pytest.fixture
def panggung(db: Any) -> Panggung:
    return buat_panggung()


def state_year(panggung: Panggung, tahun: int, juta: int, *, program: bool = False) -> None:
    of: dict[str, Any] = {"subkegiatan": panggung.subkegiatan}
    if program:
        of = {"program": Program.objects.get(renstra=panggung.renstra)}
    AnggaranTahunan.objects.create(
        renstra=panggung.renstra, tahun=tahun, realisasi=juta * JUTA, sumber="LKjIP", **of
    )


def open_report(panggung: Panggung, tahun: int, juta: int) -> None:
    laporan = LaporanTriwulan.objects.create(renstra=panggung.renstra, unit=panggung.unit, tahun=tahun, triwulan=1)
    RealisasiAnggaran.objects.create(laporan=laporan, subkegiatan=panggung.subkegiatan, nilai=juta * JUTA)


def e81(panggung: Panggung, tahun: int = 2027) -> Table:
    return build_report("e81", Permintaan(panggung.renstra, tahun, dengan_draf=True))


def column(table: Table, key: str) -> dict[str, int]:
    """Return what stands in a column by row, in millions."""
    rows = json.loads(export(table, "json").content)["baris"]
    return {row["kunci"]: int(value) // JUTA for row in rows if (value := row["nilai"].get(key))}


EXPECTED = {
    # what is stated beside the program's 500 (2025) and 300 (2026): the program's and the subkegiatan's column 6
    "of the program alone": (800, None),
    "also of the subkegiatan": (600, 100),
    "and its quarter": (540, 40),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_the_year_of_a_program_counts_once_and_only_without_its_subkegiatan(panggung: Panggung, case: str) -> None:
    """The example of docs/formulas/akumulasi.md, in millions, with each step by which it gets more detailed."""
    state_year(panggung, 2025, 500, program=True)
    state_year(panggung, 2026, 300, program=True)
    if case != "of the program alone":
        state_year(panggung, 2026, 100)
    if case == "and its quarter":
        open_report(panggung, 2026, 40)
    found = column(e81(panggung), "rp6")
    program, subkegiatan = EXPECTED[case]
    assert (found[PROGRAM], found.get(SUB), found["TOTAL"]) == (program, subkegiatan, program)
    assert found[f"{PROGRAM}/utuh"] == program - (subkegiatan or 0)
    assert column(e81(panggung), "rp13") == found, "nothing was spent in 2027"


def test_the_level_of_the_renstra_counts_the_years_before_the_system(panggung: Panggung) -> None:
    """Pagu 100 juta in all, 25 juta in 2025 and 15 in TW I of 2026: (13) 40, (14) 40,00."""
    state_year(panggung, 2025, 25)
    open_report(panggung, 2026, 15)
    table = e81(panggung, 2026)
    rows = {row["kunci"]: row["nilai"] for row in json.loads(export(table, "json").content)["baris"]}
    assert [rows[SUB][key] for key in ("rp6", "rp12", "rp13", "rp14")] == [
        "25000000",
        "15000000",
        "40000000",
        "40",
    ]
    assert rows["TOTAL"]["rp14"] == "40"
    assert not any("Belum dirinci" in note for note in table.notes)


def test_the_printed_sum_of_a_program_is_a_live_sum_of_the_rows_beneath(panggung: Panggung) -> None:
    state_year(panggung, 2025, 500, program=True)
    table = e81(panggung, 2026)
    formulas = open_sheet(export(table, "xlsx").content, values=False)
    place = [column.key for column in table.grid.columns].index("rp6")
    [program] = [row for row in formulas.iter_rows() if row[2].value == PROGRAM]
    [whole] = [row for row in formulas.iter_rows() if row[3].value == "Belum dirinci per subkegiatan"]
    assert str(program[place].value).startswith("=SUM(") and whole[place].coordinate in str(program[place].value)
    assert any("Belum dirinci" in note for note in table.notes)


@pytest.mark.libreoffice
def test_recalculating_in_libreoffice_changes_no_value(panggung: Panggung, tmp_path: Path) -> None:
    state_year(panggung, 2025, 500, program=True)
    open_report(panggung, 2026, 15)
    assert assert_keeps_its_values(export(e81(panggung, 2026), "xlsx").content, tmp_path) > 20


def test_e80_gives_each_year_what_is_known_of_it(panggung: Panggung) -> None:
    state_year(panggung, 2025, 500, program=True)
    state_year(panggung, 2026, 100)
    state_year(panggung, 2026, 300, program=True)
    table = build_report("e80", Permintaan(panggung.renstra, 2026, dengan_draf=True))
    first, second = column(table, "rpr2025"), column(table, "rpr2026")
    assert (first["TOTAL"], first[f"{PROGRAM}/utuh"], first.get(SUB)) == (500, 500, None)
    assert (second["TOTAL"], second.get(f"{PROGRAM}/utuh"), second[SUB]) == (100, None, 100)
    rows = {row["kunci"]: row["nilai"] for row in json.loads(export(table, "json").content)["baris"]}
    assert rows["TOTAL"]["rpc2026"] == "100", "100 of the pagu of 100"


def test_a_year_stated_of_an_earlier_version_counts_for_its_successor(panggung: Panggung) -> None:
    state_year(panggung, 2025, 25)
    draft = start_perubahan(renstra=panggung.renstra, nomor="1", tanggal=date(2026, 6, 1))
    replace_row(row=panggung.subkegiatan, dokumen=draft, nama="Sub baru")
    enact(dokumen=draft)
    assert column(e81(panggung, 2026), "rp6")[SUB] == 25
    newer = Subkegiatan.objects.get(renstra=panggung.renstra, kode=SUB, akhir=None)
    AnggaranTahunan.objects.create(
        renstra=panggung.renstra, tahun=2025, realisasi=30 * JUTA, sumber="LKjIP", subkegiatan=newer
    )
    assert column(e81(panggung, 2026), "rp6")[SUB] == 30


def test_data_per_sees_the_figures_of_whole_years(panggung: Panggung, django_assert_num_queries: Any) -> None:
    state_year(panggung, 2025, 25)
    later = timezone.now() + timedelta(hours=1)
    AnggaranTahunan.objects.update(diubah_pada=later)
    with django_assert_num_queries(1):
        assert data_state(panggung.renstra, 2026).terakhir == later
    RealisasiTahunan.objects.create(
        indikator=panggung.indikator["A"], tahun=2025, nilai=Decimal(1), sumber="LKjIP"
    )
    RealisasiTahunan.objects.update(diubah_pada=later + timedelta(hours=1))
    assert data_state(panggung.renstra, 2026).terakhir == later + timedelta(hours=1)
