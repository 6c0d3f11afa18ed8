"""IKU and IKK of a year beside what the Renja says of them, and the IKU manual."""

import io
from typing import Any

import pypdf
import pytest

from indicators.models import Indikator
from programs.models import Dokumen, Renstra, Tujuan
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import Target
from tests.reports.test_renja import dokumen, noted, rows, state, table
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung
from tests.workbook import open_sheet


@pytest.fixture
def panggung(db: Any) -> Panggung:
    panggung = buat_panggung()
    Indikator.objects.filter(kode="A").update(iku=True)
    Indikator.objects.filter(kode="B").update(ikk=True)
    return panggung


def test_the_renstra_and_the_renja_stand_side_by_side(panggung: Panggung) -> None:
    """The Renstra asks for 100 a year; the Renja for 110, then 130; the 120 of the PK is no Renja target."""
    renja, pk = dokumen(panggung, "renja"), dokumen(panggung, "pk")
    state(renja, panggung, 110)
    state(renja, panggung, 130, 2027)
    state(pk, panggung, 120)
    row = rows(found := table(panggung, "iku-tahun"))["A"]
    assert (row["renstra"], row["renja"], row["maju"]) == ("100", "110", "130")
    assert "Kolom 6 hanya yang dinyatakan Renja 2026 murni" in noted(found)


def test_without_a_renja_its_column_is_empty_and_a_note_says_so(panggung: Panggung) -> None:
    row = rows(found := table(panggung, "iku-tahun"))["A"]
    assert (row["renstra"], row["renja"], row["maju"]) == ("100", None, "100")
    assert "Belum ada Renja 2026 yang ditetapkan: kolom 6 kosong" in noted(found)


def test_each_kind_shows_its_own_indicators_only(panggung: Panggung) -> None:
    assert (list(rows(table(panggung, "iku-tahun"))), list(rows(table(panggung, "ikk-tahun")))) == (["A"], ["B"])
    Indikator.objects.update(ikk=False)
    assert "Tidak ada indikator bertanda IKK" in noted(table(panggung, "ikk-tahun"))


def test_the_year_after_the_last_has_no_forecast_and_says_why(panggung: Panggung) -> None:
    found = table(panggung, "iku-tahun", 2029)
    assert rows(found)["A"]["maju"] is None
    assert "Prakiraan maju 2030 di luar tahun Renstra 2025–2029." in found.notes


def test_a_target_of_zero_a_range_and_a_grade_are_told_apart(panggung: Panggung) -> None:
    stated = Target.objects.filter(indikator=panggung.indikator["A"], tahun=TAHUN)
    stated.update(nilai=0)
    assert rows(table(panggung, "iku-tahun"))["A"]["renstra"] == "0"
    stated.update(nilai=80, nilai_atas=90)
    assert rows(table(panggung, "iku-tahun"))["A"]["renstra"] == "80–90"
    stated.update(nilai=4, nilai_atas=None)
    Indikator.objects.filter(kode="A").update(skala={"WTP": 4, "WDP": 3})
    assert rows(table(panggung, "iku-tahun"))["A"]["renstra"] == "WTP"
    stated.delete()
    assert rows(table(panggung, "iku-tahun"))["A"]["renstra"] is None


def manual(panggung: Panggung) -> Any:
    return build_report("iku-manual", Permintaan.of_plan(Renstra.objects.get(pk=panggung.renstra.pk)))


def test_the_manual_says_what_is_measured_how_and_by_whom(panggung: Panggung) -> None:
    goal = Tujuan.objects.create(renstra=panggung.renstra, mulai=panggung.dokumen, kode="T1", uraian="Tujuan satu")
    said = {"definisi": "Orang yang dilayani", "rumus": "Jumlah orang", "sumber_data": "Laporan bidang"}
    Indikator.objects.filter(kode="A").update(hasil=None, tujuan=goal, **said)
    row = rows(found := manual(panggung))["A"]
    assert [row[key] for key in ("sasaran", *said)] == ["Tujuan satu", *said.values()]
    assert [row[f"target_{year}"] for year in range(2025, 2030)] == ["100"] * 5
    assert row["penanggung_jawab"] == panggung.unit.nama
    assert found.notes == ()


def test_the_manual_says_what_is_not_filled_in_yet(panggung: Panggung) -> None:
    [note] = manual(panggung).notes
    assert note.startswith("Belum diisi: definisi operasional 1 indikator, formula 1 indikator, sumber data 1 ind")


@pytest.mark.parametrize("slug", ["iku-tahun", "ikk-tahun"])
def test_the_batam_tables_in_all_formats(renstra: Renstra, slug: str, django_assert_max_num_queries: Any) -> None:
    """Tabel 4.4: cakupan pelayanan 70 in 2027 and 80 in 2028; Tabel 4.5: both IKK 100."""
    asked = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=renstra.pk)
    Dokumen.objects.create(renstra=renstra, jenis="renja", tahun=2027, status="ditetapkan")
    with django_assert_max_num_queries(12):
        found = build_report(slug, Permintaan(asked, 2027))
    values = {"iku-tahun": (70, 80), "ikk-tahun": (100, 100)}[slug]
    sheet = list(open_sheet(export(found, "xlsx").content).iter_rows(values_only=True))
    [first] = [row for row in sheet if row[0] == 1]
    assert (first[4], first[5], first[6]) == (values[0], None, values[1])
    text = pypdf.PdfReader(io.BytesIO(export(found, "pdf").content)).pages[0].extract_text()
    assert "Prakiraan Maju 2028" in text.replace("\n", " ")
