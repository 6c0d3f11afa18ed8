"""The Renja tables: which document a figure comes from, what stays empty and why, in every format."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Hasil, Indikator
from programs.models import Dokumen, Renstra
from renstra.tabular import Table
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from reports.tables.satuan import with_satuan
from targets.formulas import NilaiTarget
from targets.models import LaporanTriwulan, Pagu, Realisasi, RencanaSubkegiatan, Target
from targets.services import enact, replace_row, start_perubahan
from tests.pdf_geometry import read_pages
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung
from tests.workbook import open_sheet

SUB, LAIN = "1.06.04.2.01.0001", "1.06.04.2.01.0002"


@pytest.fixture
def panggung(db: Any) -> Panggung:
    return buat_panggung()


def dokumen(panggung: Panggung, jenis: str, tahun: int = TAHUN, **values: Any) -> Dokumen:
    return Dokumen.objects.create(
        renstra=panggung.renstra, jenis=jenis, tahun=tahun, **{"status": "ditetapkan", **values}
    )


def state(dokumen: Dokumen, panggung: Panggung, nilai: Any, tahun: int = TAHUN, kode: str = "A") -> None:
    Target.objects.create(dokumen=dokumen, indikator=panggung.indikator[kode], tahun=tahun, nilai=nilai)


def grant(dokumen: Dokumen, subkegiatan: Any, nilai: int, tahun: int = TAHUN, sumber: str = "") -> None:
    Pagu.objects.create(dokumen=dokumen, subkegiatan=subkegiatan, tahun=tahun, nilai=nilai, sumber_dana=sumber)


def table(panggung: Panggung, slug: str = "tc33", tahun: int = TAHUN, **asked: Any) -> Table:
    renstra = Renstra.objects.get(pk=panggung.renstra.pk)
    return build_report(slug, Permintaan(renstra, tahun, **asked))


def rows(table: Table) -> dict[str, dict[str, Any]]:
    return {row["kunci"]: row["nilai"] for row in json.loads(export(table, "json").content)["baris"]}


def noted(table: Table) -> str:
    return " ".join(table.notes)


def test_without_a_renja_the_figures_are_the_renstra_s_and_a_note_says_so(panggung: Panggung) -> None:
    found = table(panggung)
    row = rows(found)[SUB]
    assert (row["target"], row["pagu"], row["maju"], row["pagu_maju"]) == (
        "100 Orang",
        "100000000",
        "100 Orang",
        None,
    )
    assert "Belum ada Renja 2026 yang ditetapkan: target dan pagu dari Renstra 2025–2029." in found.notes


def test_columns_nobody_stated_are_named_and_those_stated_are_not(panggung: Panggung) -> None:
    assert "Belum dinyatakan untuk tahun 2026: lokasi, sumber dana, catatan penting." in table(panggung).notes
    renja = dokumen(panggung, "renja")
    grant(renja, panggung.subkegiatan, 60_000_000, sumber="PAD")
    RencanaSubkegiatan.objects.create(
        dokumen=renja, subkegiatan=panggung.subkegiatan, tahun=TAHUN, lokasi="Kota Batam", kelompok_sasaran="PPKS"
    )
    assert "Belum dinyatakan untuk tahun 2026: catatan penting." in table(panggung).notes
    said = "Belum dinyatakan untuk tahun 2026: prioritas nasional, prioritas daerah."
    assert said in table(panggung, "renja").notes


def test_a_renja_prints_its_own_figures_not_those_of_a_pk_or_dpa(panggung: Panggung) -> None:
    """110 by the Renja, though the PK asks for 120; Rp 60 jt + Rp 20 jt of two sources, the DPA grants 90."""
    renja, pk, dpa = (dokumen(panggung, jenis) for jenis in ("renja", "pk", "dpa"))
    state(renja, panggung, 110)
    state(pk, panggung, 120)
    grant(renja, panggung.subkegiatan, 60_000_000, sumber="PAD")
    grant(renja, panggung.subkegiatan, 20_000_000, sumber="DAK")
    grant(dpa, panggung.subkegiatan, 90_000_000)
    row = rows(found := table(panggung))[SUB]
    assert (row["target"], row["pagu"], row["sumber_dana"]) == ("110 Orang", "80000000", "DAK; PAD")
    assert "Target dan pagu dari Renja 2026 murni." in found.notes


def test_what_a_renja_leaves_out_is_the_renstra_s_and_the_sum_is_of_what_is_printed(panggung: Panggung) -> None:
    """Rp 80 jt of the Renja and Rp 5 jt of the Renstra make Rp 85 jt at every level above and in the last row."""
    renja = dokumen(panggung, "renja")
    grant(renja, panggung.subkegiatan, 80_000_000)
    grant(panggung.dokumen, panggung.subkegiatan_lain, 5_000_000)
    found = table(panggung)
    pagu = {key: row["pagu"] for key, row in rows(found).items()}
    assert (pagu[SUB], pagu[LAIN]) == ("80000000", "5000000")
    assert {pagu[key] for key in ("1", "1.06", "1.06.04", "1.06.04.2.01", "JUMLAH")} == {"85000000"}
    assert "dari Renja 2026 murni; yang tidak dinyatakan di sana dari Renstra 2025–2029: 1 target" in noted(found)
    assert "pagu 1 subkegiatan" in noted(found)
    assert "Rp\N{NO-BREAK SPACE}85.000.000" in found.preamble[1]


def test_a_perubahan_of_the_renja_goes_before_the_murni_and_a_rancangan_before_none(panggung: Panggung) -> None:
    state(dokumen(panggung, "renja"), panggung, 110)
    state(dokumen(panggung, "renja", perubahan_ke=1), panggung, 115)
    state(dokumen(panggung, "renja", perubahan_ke=2, status="rancangan"), panggung, 130)
    found = table(panggung)
    assert rows(found)[SUB]["target"] == "115 Orang"
    assert "Renja Perubahan 1 2026" in noted(found)


def test_the_next_year_is_the_renja_s_forecast_and_else_the_renstra_s(panggung: Panggung) -> None:
    renja = dokumen(panggung, "renja")
    grant(renja, panggung.subkegiatan, 70_000_000, 2027)
    grant(panggung.dokumen, panggung.subkegiatan, 99_000_000, 2027)
    grant(panggung.dokumen, panggung.subkegiatan_lain, 1_000_000, 2027)
    found = rows(table(panggung))
    assert (found[SUB]["pagu_maju"], found[LAIN]["pagu_maju"]) == ("70000000", "1000000")
    assert found["JUMLAH"]["pagu_maju"] == "71000000"
    state(renja, panggung, 130, 2027)
    assert rows(table(panggung))[SUB]["maju"] == "130 Orang"
    next_year = dokumen(panggung, "renja", 2027)  # its own figures are not the forecast of 2026
    state(next_year, panggung, 140, 2027)
    assert rows(table(panggung))[SUB]["maju"] == "130 Orang"


def test_a_year_outside_the_renstra_leaves_its_cells_empty_and_says_why(panggung: Panggung) -> None:
    last = table(panggung, "renja", 2029)
    assert (rows(last)["A"]["target"], rows(last)["A"]["maju"]) == ("100 Orang", None)
    assert "Prakiraan maju 2030 di luar tahun Renstra 2025–2029" in noted(last)
    first = table(panggung, "renja", 2025)
    assert (rows(first)["A"]["lalu"], rows(first)["A"]["prakiraan"]) == (None, None)
    assert "Realisasi 2023 kosong" in noted(first) and "Prakiraan 2024 kosong" in noted(first)


def test_the_years_before_are_what_was_verified_and_what_is_in_force(panggung: Panggung) -> None:
    """2025 was reported 5 + 7 + 8 + 10 = 30 and verified; for 2026 the PK asks for 120."""
    for triwulan, nilai in enumerate((5, 7, 8, 10), 1):
        laporan = LaporanTriwulan.objects.create(
            renstra=panggung.renstra, unit=panggung.unit, tahun=2025, triwulan=triwulan
        )
        Realisasi.objects.create(laporan=laporan, indikator=panggung.indikator["A"], nilai=nilai)
    state(dokumen(panggung, "renja", 2026), panggung, 110, 2026)
    state(dokumen(panggung, "pk", 2026), panggung, 120, 2026)
    row = rows(table(panggung, "renja", 2027, dengan_draf=True))["A"]
    assert (row["lalu"], row["prakiraan"], row["target"]) == ("30 Orang", "120 Orang", "100 Orang")
    assert rows(table(panggung, "renja", 2027))["A"]["lalu"] is None  # nobody has verified it


@pytest.mark.parametrize(
    ("changes", "bounds", "printed"),
    [
        ({"satuan": "Persentase"}, (Decimal("67.41"), None), "67,41\N{NO-BREAK SPACE}%"),
        ({"polaritas": "rentang"}, (80, 90), "80–90 Orang"),
        ({"skala": {"WTP": 4, "WDP": 3}}, (4, None), "WTP"),
        ({}, (0, None), "0 Orang"),
        ({}, (1250, None), "1.250 Orang"),
    ],
)
def test_a_target_is_printed_with_its_unit(panggung: Panggung, changes: Any, bounds: Any, printed: str) -> None:
    Indikator.objects.filter(kode="A").update(**changes)
    Target.objects.filter(indikator=panggung.indikator["A"]).update(nilai=bounds[0], nilai_atas=bounds[1])
    assert rows(table(panggung))[SUB]["target"] == printed


def test_place_group_priorities_and_remark_come_from_the_plan_of_the_subkegiatan(panggung: Panggung) -> None:
    said = {
        "lokasi": "Kecamatan Uji",
        "kelompok_sasaran": "Lansia",
        "prioritas_nasional": "PN 4",
        "prioritas_daerah": "PD 2",
        "catatan": "Lanjutan",
    }
    RencanaSubkegiatan.objects.create(
        dokumen=panggung.dokumen, subkegiatan=panggung.subkegiatan, tahun=TAHUN, **said | {"lokasi": "Lama"}
    )
    RencanaSubkegiatan.objects.create(
        dokumen=dokumen(panggung, "renja"), subkegiatan=panggung.subkegiatan, tahun=TAHUN, **said
    )
    old, new = rows(table(panggung))[SUB], rows(table(panggung, "renja"))[SUB]
    assert (old["lokasi"], old["catatan"]) == ("Kecamatan Uji", "Lanjutan")
    keys = ("lokasi", "nasional", "daerah", "kelompok")
    assert [new[key] for key in keys] == ["Kecamatan Uji", "PN 4", "PD 2", "Lansia"]


def test_the_seventeen_columns_set_each_outcome_below_its_code(panggung: Panggung) -> None:
    program = panggung.subkegiatan.kegiatan.program
    hasil = Hasil(renstra=panggung.renstra, mulai=panggung.dokumen, program=program, uraian="Hasil program")
    hasil.full_clean()
    hasil.save()
    panggung.add_indicator("P1", hasil=hasil)
    panggung.add_indicator("P2", hasil=hasil)
    found = table(panggung, "renja")
    keys = ["TOTAL", "1", "1.06", "1.06.04", "P1", "P2", "1.06.04.2.01", SUB, "A", LAIN, "JUMLAH"]
    assert [row.key for row in found.grid.body] == keys
    printed = rows(found)
    assert [(printed[key]["no"], printed[key].get("uraian"), printed[key].get("pd")) for key in keys[3:6]] == [
        ("1", "Program", "Dinas Uji"),
        (None, "Hasil program", None),
        (None, None, None),
    ]
    assert printed[SUB]["target"] is None and printed["A"]["pagu"] is None
    assert [column.number for column in found.grid.columns] == [str(n) for n in range(1, 18)]


def test_a_renja_from_before_a_renstra_perubahan_still_speaks_for_the_row_that_replaced_its_own(
    panggung: Panggung,
) -> None:
    state(dokumen(panggung, "renja"), panggung, 60)
    draft = start_perubahan(renstra=panggung.renstra, nomor="1/2026", tanggal=date(2026, 6, 1))
    replace_row(row=panggung.indikator["A"], dokumen=draft, nama="Nama baru")
    enact(dokumen=draft)
    row = rows(table(panggung))[SUB]
    assert (row["indikator"], row["target"]) == ("Nama baru", "60 Orang")


def test_the_workbook_adds_up_the_levels_live(renstra: Renstra) -> None:
    for slug in ("tc33", "renja"):
        content = export(build_report(slug, Permintaan(renstra, 2027)), "xlsx").content
        formulas, stored = open_sheet(content, values=False), open_sheet(content)
        found = table_of(renstra, slug)
        place = [column.key for column in found.grid.columns].index("pagu") + 1
        [last] = [row[0].row for row in formulas.iter_rows() if row[0].value == "JUMLAH"]
        assert str(formulas.cell(last, place).value).startswith("=SUM(")
        assert stored.cell(last, place).value == 59_572_430_237  # Tabel 4.2, TOTAL 2027


def table_of(renstra: Renstra, slug: str, tahun: int = 2027) -> Table:
    return build_report(slug, Permintaan(renstra, tahun))


@pytest.mark.parametrize(("slug", "paper"), [("tc33", [330, 215]), ("renja", [420, 297])])
def test_the_pdf_has_the_form_s_paper_and_numbers_and_breaks_no_word_of_its_head(
    renstra: Renstra, slug: str, paper: list[int]
) -> None:
    found = table_of(renstra, slug)
    first, *_ = read_pages(export(found, "pdf").content)
    words = {word.text for word in first.words}
    assert list(first.size) == paper
    head = " ".join(cell.text for cell in found.grid.header)
    assert set(re.split(r"[\s/]+", head)) - set(re.split(r"[\s/]+", " ".join(words))) == set()
    assert "1.06.01.2.01.0001" in words


@pytest.mark.parametrize("slug", ["tc33", "renja"])
def test_a_renja_table_takes_twelve_queries_at_most(
    renstra: Renstra, django_assert_max_num_queries: Any, slug: str
) -> None:
    dokumen = Dokumen.objects.create(renstra=renstra, jenis="renja", tahun=2027, status="ditetapkan")
    Dokumen.objects.create(renstra=renstra, jenis="pk", tahun=2026, status="ditetapkan")
    indikator = Indikator.objects.filter(renstra=renstra, hasil__subkegiatan__isnull=False)[0]
    Target.objects.create(dokumen=dokumen, indikator=indikator, tahun=2027, nilai=1)
    asked = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=renstra.pk)
    with django_assert_max_num_queries(12):
        build_report(slug, Permintaan(asked, 2027))


@pytest.mark.parametrize("satuan", ["%", "Persen", "Persentase", "Presentase"])
def test_a_percentage_however_spelled_is_printed_with_its_sign(satuan: str) -> None:
    found = with_satuan(NilaiTarget(Decimal("67.41")), Indikator(satuan=satuan))
    assert found == "67,41\N{NO-BREAK SPACE}%"
