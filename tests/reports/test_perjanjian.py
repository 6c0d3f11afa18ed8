"""The Perjanjian Kinerja: its parties, what it promises, its money, and its pages."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pypdf
import pytest
from django.test import Client

from indicators.models import Hasil, Indikator
from programs.models import Dokumen, Jabatan, Pejabat, Renstra, Sasaran, Tujuan
from renstra.tabular import Table
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import LAPORAN, build_report
from reports.tables.tanda_tangan import with_signature
from targets.selectors import PlanDocumentError
from tests.reports.test_renja import dokumen, grant, rows, state, table
from tests.targets.pabrik import Panggung, buat_panggung

DAY = date(2026, 1, 15)


@pytest.fixture
def panggung(db: Any) -> Panggung:
    """Indicator B measures a sasaran; the city, the agency and the unit have their posts, each with a holder."""
    panggung = buat_panggung()
    goal = Tujuan.objects.create(renstra=panggung.renstra, mulai=panggung.dokumen, kode="T1", uraian="Tujuan satu")
    aim = Sasaran.objects.create(
        renstra=panggung.renstra, mulai=panggung.dokumen, kode="S1", uraian="Sasaran satu", tujuan=goal
    )
    Indikator.objects.filter(kode="B").update(bidang_urusan=None, sasaran=aim)
    add_post(panggung, "wali-kota", "Wali Kota Uji", "kepala_daerah", "Nama Wali Kota", "")
    add_post(panggung, "kepala", "Kepala Dinas Uji", "kepala_pd", "Nama Kepala", "1" * 18)
    unit = {"unit": panggung.unit}
    add_post(panggung, "kabid", "Kepala Bidang A", "kepala_unit", "Nama Kabid", "2" * 18, **unit)
    add_post(panggung, "kabid-b", "Kepala Bidang B", "kepala_unit", "Nama Lain", "3" * 18, unit=panggung.lain)
    return panggung


def add_post(panggung: Panggung, kode: str, nama: str, jenis: str, orang: str, nip: str, **more: Any) -> Jabatan:
    city, agency = panggung.agency.pemerintah_daerah, panggung.agency
    own = None if jenis == "kepala_daerah" else agency
    fields = {
        "pemerintah_daerah": city,
        "perangkat_daerah": own,
        "kode": f"uji-{kode}",
        "nama": nama,
        "jenis": jenis,
    }
    post = Jabatan.objects.create(**fields, **more)
    Pejabat.objects.create(jabatan=post, nama=orang, nip=nip, mulai=date(2025, 2, 1))
    return post


def pk(panggung: Panggung, **asked: Any) -> Table:
    return table(panggung, "pk", **{"tanggal": DAY, **asked})


def parts(found: Table) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    promises, budget = (rows(part) for part in found.bagian)
    return promises, budget


def test_the_second_party_signs_left_and_the_first_right_below_place_and_date(panggung: Panggung) -> None:
    left, right = pk(panggung).signatures
    assert left.above == ("", "PIHAK KEDUA,", "Wali Kota Uji") and left.name == "Nama Wali Kota"
    assert right.above == ("Uji, 15 Januari 2026", "PIHAK PERTAMA,", "Kepala Dinas Uji")
    assert right.below[1] == "NIP. 11111111 111111 1 111"
    assert left.below == ("", "")  # a Wali Kota has no NIP


def test_a_wali_kota_not_yet_entered_gets_no_line_for_an_nip_either(panggung: Panggung) -> None:
    Pejabat.objects.all().delete()
    left, right = pk(panggung).signatures
    assert left.below == ("", "") and right.below[1].startswith("NIP. …")
    assert set(left.name) == set("(…)")


def test_who_is_in_office_on_the_day_of_signing_signs_and_not_who_is_today(panggung: Panggung) -> None:
    post = Jabatan.objects.get(kode="uji-kepala")
    Pejabat.objects.filter(jabatan=post).update(selesai=date(2026, 2, 28))
    Pejabat.objects.create(jabatan=post, nama="Nama Pelaksana", status="plt", mulai=date(2026, 3, 1))
    assert pk(panggung).signatures[1].nama == "Nama Kepala"
    later = pk(panggung, tanggal=date(2026, 4, 1))
    assert later.signatures[1].nama == "Nama Pelaksana"
    assert later.signatures[1].jabatan == "Plt. Kepala Dinas Uji"
    assert "Nama: Nama Pelaksana\nJabatan: Plt. Kepala Dinas Uji\n" in later.preamble[1]


def test_the_document_names_its_parties_and_its_day(panggung: Panggung) -> None:
    other = add_post(panggung, "sekda", "Sekretaris Daerah", "lain", "Nama Sekda", "4" * 18)
    Jabatan.objects.filter(pk=other.pk).update(perangkat_daerah=None)
    dokumen(panggung, "pk", pihak_kedua=other, tanggal=date(2026, 1, 5))
    left, right = pk(panggung).signatures
    assert (left.jabatan, right.jabatan) == ("Sekretaris Daerah", "Kepala Dinas Uji")
    assert right.judul == "Uji, 5 Januari 2026" and left.below[1].startswith("NIP. 4444")


def test_without_any_day_the_date_is_left_open(panggung: Panggung) -> None:
    assert set(pk(panggung, tanggal=None).signatures[1].judul.removeprefix("Uji, ")) == {"…"}


def test_a_signed_page_keeps_its_own_blocks(panggung: Panggung) -> None:
    found = pk(panggung)
    signed = with_signature(found, panggung.agency, DAY, LAPORAN["pk"].penanda)
    assert signed.signatures == found.signatures and signed.bagian[-1].signatures == found.signatures


def test_the_annex_promises_what_the_agreement_states_and_else_what_is_in_force(panggung: Panggung) -> None:
    """The agreement asks for 120 of the sasaran, a unit's own for 70: the first is the agency's."""
    found = pk(panggung)
    assert parts(found)[0]["B"]["target"] == "100" and list(parts(found)[0]) == ["B"]
    assert any("Belum ada Perjanjian Kinerja Dinas Uji tahun 2026" in note for note in found.bagian[1].notes)
    assert any(
        "Target yang tidak dinyatakan perjanjian ini dari Renstra" in note for note in found.bagian[1].notes
    )
    state(dokumen(panggung, "pk"), panggung, 120, kode="B")
    state(dokumen(panggung, "pk", unit=panggung.unit), panggung, 70, kode="B")
    row = parts(found := pk(panggung))[0]["B"]
    assert (row["no"], row["sasaran"], row["target"]) == (1, "Sasaran satu", "120")
    assert list(found.bagian[1].notes) == ["Anggaran dari Renstra 2025–2029."]


def test_the_money_is_that_of_the_dpa_by_program_with_its_sources(panggung: Panggung) -> None:
    """Rp 60 jt of PAD and Rp 20 jt of DAK make 80; the other subkegiatan keeps the 5 jt of the Renstra."""
    dpa = dokumen(panggung, "dpa")
    grant(dpa, panggung.subkegiatan, 60_000_000, sumber="PAD")
    grant(dpa, panggung.subkegiatan, 20_000_000, sumber="DAK")
    grant(panggung.dokumen, panggung.subkegiatan_lain, 5_000_000)
    money = parts(pk(panggung))[1]
    assert (money["1.06.04"]["pagu"], money["1.06.04"]["ket"]) == ("85000000", "DAK; PAD")
    assert (money["JUMLAH"]["no"], money["JUMLAH"]["pagu"]) == ("JUMLAH", "85000000")


def test_a_perubahan_says_so_and_the_murni_can_still_be_printed(panggung: Panggung) -> None:
    for ke, nilai in ((0, 110), (1, 90)):
        state(dokumen(panggung, "pk", perubahan_ke=ke), panggung, nilai, kode="B")
    latest, murni = pk(panggung), pk(panggung, perubahan_ke=0)
    assert latest.heading == "PERJANJIAN KINERJA PERUBAHAN TAHUN 2026"
    assert (murni.heading, parts(murni)[0]["B"]["target"]) == ("PERJANJIAN KINERJA TAHUN 2026", "110")
    assert parts(latest)[0]["B"]["target"] == "90"


def test_a_unit_promises_its_programs_to_the_head_with_its_own_money_alone(panggung: Panggung) -> None:
    """The kegiatan has Rp 100 jt of this unit and Rp 5 jt of another: here it is Rp 100 jt."""
    program = panggung.subkegiatan.kegiatan.program
    hasil = Hasil(renstra=panggung.renstra, mulai=panggung.dokumen, program=program, uraian="Hasil program")
    hasil.full_clean()
    hasil.save()
    panggung.add_indicator("P", hasil=hasil)
    panggung.add_indicator("Q", hasil=hasil, penanggung_jawab=panggung.lain)
    grant(panggung.dokumen, panggung.subkegiatan_lain, 5_000_000)
    found = pk(panggung, unit="bidang-a")
    promises, money = parts(found)
    assert (list(promises), promises["P"]["sasaran"]) == (["P"], "Hasil program")
    assert {key: row["pagu"] for key, row in money.items()} == {
        "1.06.04.2.01": "100000000",
        "1.06.04.2.01.0001": "100000000",
        "JUMLAH": "100000000",
    }
    left, right = found.signatures
    assert (left.nama, right.nama, left.tanpa_nip) == ("Nama Kepala", "Nama Kabid", False)
    assert found.bagian[0].grid.columns[1].label == "Sasaran Program/Kegiatan"


def test_a_unit_there_is_not_is_refused_with_those_there_are(panggung: Panggung) -> None:
    with pytest.raises(PlanDocumentError, match=r"Unit kerja “x” tidak dikenal\. Yang ada: sekretariat, bidang-a"):
        pk(panggung, unit="x")


def test_the_statement_is_a_page_of_its_own_and_both_pages_are_signed(renstra: Renstra) -> None:
    found = build_report("pk", Permintaan(renstra, 2026, tanggal=DAY))
    pages = pypdf.PdfReader(io.BytesIO(export(found, "pdf").content)).pages
    assert [round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:]] == [210, 297]
    statement, annex = (page.extract_text() for page in pages)
    assert "selanjutnya disebut PIHAK PERTAMA" in statement and "LAMPIRAN" not in statement
    assert "LAMPIRAN PERJANJIAN KINERJA" in annex and "59.317.956.428" in annex  # Tabel 4.2, TOTAL 2026
    assert all(text.count("Batam, 15 Januari 2026") == 1 for text in (statement, annex))
    book = openpyxl.load_workbook(io.BytesIO(export(found, "xlsx").content))
    assert book.sheetnames == ["PERJANJIAN KINERJA", "LAMPIRAN PERJANJIAN KINERJA", "Program dan Anggaran"]
    totals = [row for row in book.worksheets[2].iter_rows(values_only=True) if row[0] == "JUMLAH"]
    assert str(totals[0][2]).startswith("=SUM(")


@pytest.mark.parametrize("unit", ["", "rehabilitasi-sosial"])
def test_it_takes_twelve_queries_at_most(renstra: Renstra, django_assert_max_num_queries: Any, unit: str) -> None:
    Dokumen.objects.create(renstra=renstra, jenis="pk", tahun=2027, status="ditetapkan")
    asked = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=renstra.pk)
    with django_assert_max_num_queries(12):
        build_report("pk", Permintaan(asked, 2027, unit=unit))


def test_the_page_offers_each_enacted_agreement_of_the_year(panggung: Panggung, client: Client) -> None:
    """The agency's murni and perubahan, and that of a unit: three to choose from, the shown one marked."""
    for more in ({}, {"perubahan_ke": 1}, {"unit": panggung.unit}):
        dokumen(panggung, "pk", **more)
    client.force_login(panggung.orang["pemeriksa"])
    page = client.get("/laporan/pk/?tahun=2026&unit=bidang-a&dokumen=0").content.decode()
    links = re.findall(r'<a href="\?(tahun=2026[^"]*)"( aria-current="true")?>([^<]*)</a>', page)
    assert [(bool(shown), name.split(", ")[-1]) for _, shown, name in links].count((True, "murni")) == 1
    assert sorted(name.split(", ")[-1] for _, _, name in links) == ["murni", "murni", "perubahan ke-1"]
    assert 'href="/laporan/pk/terbitkan/?tahun=2026&amp;unit=bidang-a&amp;dokumen=0"' in page
    client.force_login(panggung.orang["staf"])
    assert "/terbitkan/" not in client.get("/laporan/pk/?tahun=2026").content.decode()
