"""Figures of whole years from before the system."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from imports.importers.tahun_lalu import TahunLaluPengimpor
from imports.services.impor import undo
from imports.services.pengimpor import Tujuan
from programs.models import Program
from targets.models import AnggaranTahunan, RealisasiTahunan
from tests.imports.alat import Baris, book_of, checked, csv_of, impor, kalimat, periksa, templat
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
LALU = TahunLaluPengimpor()
SUB, PROGRAM = "1.06.04.2.01.0001", "1.06.04"


@pytest.fixture
def panggung() -> Panggung:
    return buat_panggung()


def tujuan(panggung: Panggung, oleh: str = "pemeriksa") -> Tujuan:
    return Tujuan(
        user=panggung.orang[oleh], at=saat(6), perangkat_daerah=panggung.agency, renstra=panggung.renstra
    )


def stated() -> dict[tuple[str, int], tuple[Decimal, str]]:
    rows = RealisasiTahunan.objects.filter(indikator__renstra__kode="renstra-uji")
    return {(row.indikator.kode, row.tahun): (row.nilai, row.sumber) for row in rows}


def money() -> dict[tuple[str, int], tuple[Any, ...]]:
    rows = AnggaranTahunan.objects.filter(renstra__kode="renstra-uji")
    return {
        ((row.program or row.subkegiatan).kode, row.tahun): (row.anggaran, row.realisasi, row.sumber)  # type: ignore[union-attr]
        for row in rows
    }


def test_years_come_in_wide_with_a_source_each(panggung: Panggung) -> None:
    go = tujuan(panggung)
    ketik = {
        ("Realisasi tahunan", "A", "Realisasi 2023"): 90.5,
        ("Realisasi tahunan", "A", "Sumber 2023"): "LKjIP 2023",
        ("Realisasi tahunan", "A", "Realisasi 2024"): 0,
        ("Realisasi tahunan", "A", "Sumber 2024"): "LKjIP 2024",
        ("Anggaran tahunan", SUB, "Anggaran 2024"): 999999999999999,
        ("Anggaran tahunan", SUB, "Realisasi 2024"): 1234567890123.25,
        ("Anggaran tahunan", SUB, "Sumber 2024"): "LRA 2024",
        ("Anggaran tahunan", PROGRAM, "Realisasi 2020"): 7,
        ("Anggaran tahunan", PROGRAM, "Sumber 2020"): "LRA 2020",
    }
    row = impor(LALU, go, templat(LALU, go, ketik))
    assert stated() == {("A", 2023): (Decimal("90.5"), "LKjIP 2023"), ("A", 2024): (0, "LKjIP 2024")}
    assert money() == {
        (SUB, 2024): (999999999999999, Decimal("1234567890123.25"), "LRA 2024"),
        (PROGRAM, 2020): (None, 7, "LRA 2020"),
    }
    again = checked(LALU, go, templat(LALU, go))
    assert (again.status, again.findings()) == ("sama", [])
    undo(impor=row, pengimpor=LALU, user=go.user, at=go.at)
    assert (stated(), money()) == ({}, {})


def test_years_come_in_a_row_each_too(panggung: Panggung) -> None:
    rows: Baris = [
        ["Kode", "Tahun", "Realisasi", "Sumber"],
        ["A", 2023, 90, "LKjIP"],
        ["A", "2024", "91,5", "LKjIP"],
    ]
    impor(LALU, tujuan(panggung), book_of({"Realisasi tahunan": rows}))
    assert stated() == {("A", 2023): (90, "LKjIP"), ("A", 2024): (Decimal("91.5"), "LKjIP")}
    money_rows: Baris = [
        ["Kode", "Tahun", "Anggaran", "Realisasi", "Sumber"],
        [SUB, "2023", "1.250.000", "", "LRA"],
    ]
    impor(LALU, tujuan(panggung), csv_of(money_rows), "lra.csv")
    assert money() == {(SUB, 2023): (1_250_000, None, "LRA")}


def test_one_source_may_stand_for_all_years_of_a_row(panggung: Panggung) -> None:
    rows: Baris = [["Kode", "2022", "2023", "Sumber"], ["A", 80, 85, "Renstra, Tabel 2.5"]]
    impor(LALU, tujuan(panggung), book_of({"Realisasi tahunan": rows}))
    assert {year for _, year in stated()} == {2022, 2023}


def test_an_emptied_year_goes_and_a_year_without_a_column_stays(panggung: Panggung) -> None:
    for tahun in (2022, 2023):
        RealisasiTahunan.objects.create(
            indikator=panggung.indikator["A"], tahun=tahun, nilai=tahun - 2000, sumber="LKjIP"
        )
    impor(LALU, tujuan(panggung), book_of({"Realisasi tahunan": [["Kode", "Realisasi 2023"], ["A", None]]}))
    assert stated() == {("A", 2022): (22, "LKjIP")}


def test_a_changed_figure_keeps_its_source_and_what_has_no_column(panggung: Panggung) -> None:
    program = Program.objects.get(renstra=panggung.renstra)
    AnggaranTahunan.objects.create(
        renstra=panggung.renstra, program=program, tahun=2023, anggaran=10, realisasi=9, sumber="LRA"
    )
    impor(LALU, tujuan(panggung), book_of({"Anggaran tahunan": [["Kode", "Realisasi 2023"], [PROGRAM, 8]]}))
    assert money() == {(PROGRAM, 2023): (10, 8, "LRA")}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["Kode", "Realisasi 2023"], ["A", 5]], "!B2: Angka ini tidak bersumber."),
        ([["Kode", "Realisasi 2023", "Sumber 2023"], ["A", 5, ""]], "!C2: Angka ini tidak bersumber."),
        ([["Kode", "Realisasi 2023", "Sumber"], ["Z", 5, "x"]], "!A2: Indikator “Z” tidak ada"),
        ([["Kode", "Tahun", "Realisasi", "Sumber"], ["A", 2026, 5, "x"]], "!B2: Tahun ini tidak dapat diisi."),
        ([["Kode", "Tahun", "Realisasi", "Sumber"], ["A", 1999, 5, "x"]], "!B2: Tahun ini tidak dapat diisi."),
        (
            [["Kode", "Tahun", "Realisasi", "Sumber"], ["A", 2023, 5, "x"], ["A", 2023, 6, "x"]],
            "!A3: Tahun 2023 sudah ada pada baris 2.",
        ),
        (
            [["Kode", "Satuan", "Realisasi 2023", "Sumber"], ["A", "Lembar", 5, "x"]],
            "!B2: Satuan indikator ini “Orang”.",
        ),
    ],
)
def test_what_cannot_be_taken_names_its_cell(panggung: Panggung, rows: list[list[Any]], sentence: str) -> None:
    p = periksa(LALU, tujuan(panggung), book_of({"Realisasi tahunan": rows}))
    assert [said for said in kalimat(p) if sentence in said], kalimat(p)
    assert len(kalimat(p)) == 1


def test_a_year_that_units_reported_is_named(panggung: Panggung) -> None:
    panggung.report()
    laporan = panggung.report()
    type(laporan).objects.create(renstra=panggung.renstra, unit=panggung.unit, tahun=2025, triwulan=4)
    rows: Baris = [["Kode", "Realisasi 2025", "Sumber"], ["A", 5, "LKjIP 2025"]]
    p = periksa(LALU, tujuan(panggung), book_of({"Realisasi tahunan": rows}))
    assert any("Tahun 2025 sudah mempunyai laporan triwulan." in said for said in kalimat(p, "peringatan"))


@pytest.mark.parametrize("oleh", ["staf", "kepala", "admin", "pembaca"])
def test_only_the_sekretariat_brings_in_earlier_years(panggung: Panggung, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        LALU.izinkan(tujuan(panggung, oleh))


def test_a_graded_year_is_its_code(panggung: Panggung) -> None:
    panggung.add_indicator("G", skala={"WTP": 4, "WDP": 3})
    rows: Baris = [["Kode", "Realisasi 2023", "Sumber"], ["G", "WTP", "LHP BPK"]]
    impor(LALU, tujuan(panggung), book_of({"Realisasi tahunan": rows}))
    assert stated() == {("G", 2023): (4, "LHP BPK")}
    go = tujuan(panggung)
    assert checked(LALU, go, templat(LALU, go)).status == "sama"
