"""The rencana aksi: which document a target and its quarters come from, murni and perubahan, in every format."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from indicators.models import Indikator
from programs.models import Dokumen, Renstra, Tujuan
from renstra.tabular import Table
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import PaguTriwulan, TargetTriwulan
from tests.reports.test_renja import SUB, dokumen, grant, rows, state, table
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung

QUARTERS = ("tw1", "tw2", "tw3", "tw4")


@pytest.fixture
def panggung(db: Any) -> Panggung:
    return buat_panggung()


def programs(table: Table) -> dict[str, dict[str, Any]]:
    return rows(table.bagian[0])


def split(dokumen: Dokumen, panggung: Panggung, *quarters: int) -> None:
    for triwulan, nilai in enumerate(quarters, 1):
        TargetTriwulan.objects.create(
            dokumen=dokumen, indikator=panggung.indikator["A"], tahun=TAHUN, triwulan=triwulan, nilai=nilai
        )


def quarters(table: Table) -> list[str | None]:
    return [programs(table)[SUB][key] for key in QUARTERS]


def test_year_and_quarters_stand_side_by_side_with_the_document_of_each(panggung: Panggung) -> None:
    """The PK asks for 120, split 20, 30, 30, 40; the DPA grants Rp 90 jt where the Renstra planned 100."""
    state(dokumen(panggung, "pk"), panggung, 120)
    grant(dokumen(panggung, "dpa"), panggung.subkegiatan, 90_000_000)
    split(dokumen(panggung, "renaksi"), panggung, 20, 30, 30, 40)
    found = table(panggung, "renaksi")
    row = programs(found)[SUB]
    assert (row["target"], row["pagu"], quarters(found)) == ("120", "90000000", ["20", "30", "30", "40"])
    assert programs(found)["TOTAL"]["pagu"] == "90000000"
    said = " ".join(found.bagian[0].notes)
    assert "Target triwulan dari Rencana Aksi 2026 murni." in said and "Anggaran dari DPA 2026 murni" in said
    assert "Target tahun dari Perjanjian Kinerja 2026 murni." in said


def test_without_an_enacted_rencana_aksi_the_quarters_are_blank_and_a_note_says_so(panggung: Panggung) -> None:
    split(dokumen(panggung, "renaksi", status="rancangan"), panggung, 20, 30, 30, 40)
    found = table(panggung, "renaksi")
    assert quarters(found) == [None] * 4
    assert "Belum ada Rencana Aksi 2026 yang ditetapkan: target triwulan kosong." in found.bagian[0].notes


def test_a_quarter_of_zero_is_not_an_empty_one(panggung: Panggung) -> None:
    split(dokumen(panggung, "renaksi"), panggung, 0, 50)
    assert quarters(table(panggung, "renaksi")) == ["0", "50", None, None]


def test_tujuan_and_sasaran_stand_in_the_first_part_alone(panggung: Panggung) -> None:
    goal = Tujuan.objects.create(renstra=panggung.renstra, mulai=panggung.dokumen, kode="T1", uraian="Tujuan satu")
    Indikator.objects.filter(kode="B").update(bidang_urusan=None, tujuan=goal, iku=True)
    found = table(panggung, "renaksi")
    row = rows(found)["B"]
    assert (row["kode"], row["uraian"], row["iku"], row["target"]) == ("T1", "Tujuan satu", "Ya", "100")
    assert list(rows(found)) == ["B"] and "B" not in programs(found)


def test_the_money_of_quarters_shows_where_it_is_stated_and_a_wrong_sum_is_said(panggung: Panggung) -> None:
    """25 + 25 + 25 + 25 = 100 jt is the pagu; with 24 in the last quarter it is not."""
    assert "kas0" not in programs(table(panggung, "renaksi"))[SUB]
    dpa = dokumen(panggung, "dpa")
    for triwulan in range(1, 5):
        PaguTriwulan.objects.create(
            dokumen=dpa, subkegiatan=panggung.subkegiatan, tahun=TAHUN, triwulan=triwulan, nilai=25_000_000
        )
    found = table(panggung, "renaksi")
    assert [programs(found)["TOTAL"][f"kas{n}"] for n in range(4)] == ["25000000"] * 4
    assert not any("tidak sama" in note for note in found.bagian[0].notes)
    PaguTriwulan.objects.filter(triwulan=4).update(nilai=24_000_000)
    assert any(
        "Anggaran kas 1 subkegiatan tidak sama" in note for note in table(panggung, "renaksi").bagian[0].notes
    )


def test_murni_and_perubahan_are_each_asked_for_as_they_stood(panggung: Panggung) -> None:
    for ke, target in ((0, 100), (1, 80)):
        state(dokumen(panggung, "pk", perubahan_ke=ke), panggung, target)
        split(dokumen(panggung, "renaksi", perubahan_ke=ke), panggung, *[target // 4] * 4)
    latest, murni = table(panggung, "renaksi"), table(panggung, "renaksi", perubahan_ke=0)
    assert (quarters(latest), programs(latest)[SUB]["target"]) == (["20"] * 4, "80")
    assert (quarters(murni), programs(murni)[SUB]["target"]) == (["25"] * 4, "100")
    assert "Rencana Aksi Perubahan atas" in latest.title and "Rencana Aksi atas" in murni.title


def test_a_perubahan_there_is_not_is_refused_with_those_there_are(renstra: Renstra, tmp_path: Path) -> None:
    Dokumen.objects.create(renstra=renstra, jenis="renaksi", tahun=2027, status="ditetapkan")
    target = str(tmp_path / "x.json")
    with pytest.raises(CommandError, match=r"Tidak ada dokumen tahun 2027 perubahan ke-3 .*yang ada: 0"):
        call_command("export_report", "renaksi", "--year", "2027", "--dokumen", "3", "--output", target)
    options = ["--year", "2027", "--dokumen", "0", "--format", "json", "--output", target]
    call_command("export_report", "renaksi", *options, verbosity=0)
    assert len(json.loads(Path(target).read_text())["bagian"]) == 1


def test_the_page_shows_both_parts_and_a_missing_perubahan_is_404(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    page = client.get("/laporan/renaksi/?tahun=2027").content.decode()
    assert 'id="renaksi"' in page and 'id="renaksi-program"' in page
    assert client.get("/laporan/renaksi/?tahun=2027&dokumen=5").status_code == 404


def test_the_files_hold_both_parts_and_the_signature_closes_the_last(renstra: Renstra) -> None:
    found = build_report("renaksi", Permintaan(renstra, 2026))
    book = openpyxl.load_workbook(io.BytesIO(export(found, "xlsx").content))
    assert book.sheetnames == ["Rencana Aksi", "Rencana Aksi Program"]
    first, *_, last = pypdf.PdfReader(io.BytesIO(export(found, "pdf").content)).pages
    assert "Tujuan/Sasaran" in first.extract_text() and "TOTAL ANGGARAN" in last.extract_text()


def test_the_rencana_aksi_takes_twelve_queries_at_most(
    renstra: Renstra, django_assert_max_num_queries: Any
) -> None:
    Dokumen.objects.create(renstra=renstra, jenis="renaksi", tahun=2027, status="ditetapkan")
    Dokumen.objects.create(renstra=renstra, jenis="dpa", tahun=2027, status="ditetapkan")
    asked = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=renstra.pk)
    with django_assert_max_num_queries(12):
        build_report("renaksi", Permintaan(asked, 2027))
