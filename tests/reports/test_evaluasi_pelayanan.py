"""T-C.23 and T-C.24: the vectors of the reference (2.5) and the rules of docs/reports.md, in all formats."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from indicators.models import Indikator
from programs.models import Dokumen, Program, Renstra, UnitKerja
from renstra.tabular import Table
from renstra.tabular.html import render_html
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import AnggaranTahunan, LaporanTriwulan, Pagu, Pembanding, Realisasi, RealisasiTahunan, Target
from targets.services import enact, replace_row, start_perubahan
from tests.libreoffice import assert_keeps_its_values
from tests.targets.pabrik import Panggung, buat_panggung
from tests.workbook import open_sheet

JUTA = 1_000_000
PROGRAM = "1.06.04"
YEARS = range(2025, 2030)


@pytest.fixture
def panggung(db: Any) -> Panggung:
    return buat_panggung()


def table(panggung: Panggung, slug: str, tahun: int = 2029) -> Table:
    return build_report(slug, Permintaan(panggung.renstra, tahun))


def cells(drawn: Table, key: str) -> dict[str, Any]:
    rows = json.loads(export(drawn, "json").content)["baris"]
    found: dict[str, Any] = next(row["nilai"] for row in rows if row["kunci"] == key)
    return found


def over_years(row: dict[str, Any], key: str) -> list[Any]:
    return [row[f"{key}{year}"] for year in YEARS]


def texts(drawn: Table) -> tuple[str, str]:
    """Return what the page and the PDF say, blanks made one."""
    pdf = pypdf.PdfReader(io.BytesIO(export(drawn, "pdf").content))
    printed = " ".join(page.extract_text() for page in pdf.pages)
    return str(render_html(drawn)), " ".join(printed.split())


def book_row(drawn: Table, place: int, text: str, *, values: bool) -> dict[str, Any]:
    sheet = open_sheet(export(drawn, "xlsx").content, values=values)
    [row] = [row for row in sheet.iter_rows(values_only=True) if str(row[place]).startswith(text)]
    return dict(zip([column.key for column in drawn.grid.columns], row, strict=True))


# T-C.23 -------------------------------------------------------------------------------------------------------


@pytest.fixture
def pelayanan(panggung: Panggung) -> Panggung:
    """Vector 2.5: targets 80, 82, 84, 86, 88 of an IKU; reached 76 and 82, the rest not reported."""
    row = panggung.add_indicator("IKU", target=None, iku=True, akumulasi_tahun="posisi_akhir")
    state(panggung, row, dict(zip(YEARS, (80, 82, 84, 86, 88), strict=True)), {2025: 76, 2026: 82})
    return panggung


def state(panggung: Panggung, row: Indikator, targets: dict[int, int], reached: dict[int, int]) -> None:
    for tahun, nilai in targets.items():
        Target.objects.create(dokumen=panggung.dokumen, indikator=row, tahun=tahun, nilai=nilai)
    for tahun, nilai in reached.items():
        RealisasiTahunan.objects.create(indikator=row, tahun=tahun, nilai=nilai, sumber="LKjIP")


def test_each_year_has_its_target_realisasi_and_ratio(pelayanan: Panggung) -> None:
    row = cells(table(pelayanan, "tc23"), "IKU")
    assert over_years(row, "t") == ["80", "82", "84", "86", "88"]
    assert over_years(row, "r") == ["76", "82", None, None, None]
    assert over_years(row, "c") == ["95", "100", None, None, None]


def test_the_ratio_follows_the_polarity(panggung: Panggung) -> None:
    """Lower is better: target 10, reached 8 gives (20-8)/10 = 120,00 (vector 2.1, 4)."""
    row = panggung.add_indicator("SPM", target=None, spm=True, polaritas="negatif")
    state(panggung, row, {2025: 10}, {2025: 8})
    assert cells(table(panggung, "tc23"), "SPM")["c2025"] == "120"


def test_nspk_and_ikk_are_what_was_stated_last_with_their_source(pelayanan: Panggung) -> None:
    row = pelayanan.indikator["IKU"]
    for tahun, jenis, nilai in ((2024, "nspk", 90), (2026, "nspk", 95), (2028, "nspk", 99), (2025, "ikk", 85)):
        Pembanding.objects.create(indikator=row, tahun=tahun, jenis=jenis, nilai=nilai, sumber="Permensos")
    Pembanding.objects.create(indikator=row, tahun=2026, jenis="provinsi", nilai=1, sumber="BPS")
    drawn = table(pelayanan, "tc23", 2026)
    found = cells(drawn, "IKU")
    assert (found["nspk"], found["ikk"], found["lain"]) == ("95", "85", None)
    assert drawn.grid.footnotes == ("Target NSPK 2026: Permensos.", "Target IKK 2025: Permensos.")


def test_only_indicators_of_the_service_are_listed(pelayanan: Panggung) -> None:
    """A and B measure a subkegiatan and a bidang urusan and are no IKU, IKK or SPM."""
    assert [row.key for row in table(pelayanan, "tc23").rows] == ["IKU"]
    Indikator.objects.filter(kode="B").update(ikk=True)
    assert sorted(row.key for row in table(pelayanan, "tc23").rows) == ["B", "IKU"]


def test_tc23_stands_in_every_format(pelayanan: Panggung) -> None:
    drawn = table(pelayanan, "tc23")
    page, pdf = texts(drawn)
    for part in ("95,00", "100,00", "(20)", "Target NSPK", "Indikator IKU (Orang)"):
        assert part in page and part in pdf
    live, kept = (book_row(drawn, 1, "Indikator IKU", values=values) for values in (False, True))
    assert str(live["c2025"]).startswith("=MAX(") and kept["c2025"] == 95
    assert live["c2027"] is None, "no formula over an empty cell"


def test_a_year_reported_in_part_is_said_to_be_provisional(pelayanan: Panggung) -> None:
    laporan = LaporanTriwulan.objects.create(
        renstra=pelayanan.renstra, unit=pelayanan.unit, tahun=2027, triwulan=1
    )
    Realisasi.objects.create(laporan=laporan, indikator=pelayanan.indikator["IKU"], nilai=50)
    drawn = build_report("tc23", Permintaan(pelayanan.renstra, 2027, dengan_draf=True))
    assert any("Triwulan IV 2027 belum dilaporkan" in note for note in drawn.notes)
    assert not any("belum dilaporkan" in note for note in table(pelayanan, "tc23", 2026).notes)


@pytest.mark.parametrize("slug", ["tc23", "tc24", "e80", "lkj-tahun-lalu"])
def test_a_later_year_still_names_the_earlier_one_that_was_reported_in_part(
    pelayanan: Panggung, slug: str
) -> None:
    """Triwulan I of 2026 alone, asked of in 2027: its growth of -58 % and the like would pass for final."""
    LaporanTriwulan.objects.create(renstra=pelayanan.renstra, unit=pelayanan.unit, tahun=2026, triwulan=1)
    drawn = build_report(slug, Permintaan(pelayanan.renstra, 2027, dengan_draf=True))
    said = "Triwulan IV 2026 belum dilaporkan: angka tahun itu dan turunannya masih sementara."
    assert said in drawn.notes
    assert not any("sementara" in note for note in table(pelayanan, slug, 2027).notes), (
        "nothing verified, nothing in part"
    )


def test_a_year_of_which_only_some_units_have_the_last_quarter_is_provisional_too(pelayanan: Panggung) -> None:
    other = UnitKerja.objects.create(
        perangkat_daerah=pelayanan.renstra.perangkat_daerah, kode="lain", nama="Bidang Lain", jenis="bidang"
    )
    for unit, quarters in ((pelayanan.unit, range(1, 5)), (other, range(1, 4))):
        for triwulan in quarters:
            LaporanTriwulan.objects.create(renstra=pelayanan.renstra, unit=unit, tahun=2026, triwulan=triwulan)
    said = "Triwulan IV 2026 baru dilaporkan 1 dari 2 unit kerja: angka tahun itu dan turunannya masih sementara."
    assert said in build_report("tc24", Permintaan(pelayanan.renstra, 2026, dengan_draf=True)).notes


# T-C.24 -------------------------------------------------------------------------------------------------------


def grant(panggung: Panggung, dokumen: Dokumen, tahun: int, juta: str) -> None:
    Pagu.objects.filter(dokumen=dokumen, subkegiatan=panggung.subkegiatan, tahun=tahun).delete()
    nilai = int(float(juta) * JUTA)
    Pagu.objects.create(dokumen=dokumen, subkegiatan=panggung.subkegiatan, tahun=tahun, nilai=nilai)


def state_money(panggung: Panggung, tahun: int, *, program: bool = False, **juta: int) -> None:
    of: dict[str, Any] = {"subkegiatan": panggung.subkegiatan}
    if program:
        of = {"program": Program.objects.get(renstra=panggung.renstra)}
    values = {name: value * JUTA for name, value in juta.items()}
    AnggaranTahunan.objects.create(renstra=panggung.renstra, tahun=tahun, sumber="LKjIP", **of, **values)


@pytest.fixture
def pendanaan(panggung: Panggung) -> Panggung:
    """Vector 2.5: 100; 110; 121; 133,1; 146,41 juta; half of it spent each year."""
    for tahun, juta in zip(YEARS, ("100", "110", "121", "133.1", "146.41"), strict=True):
        grant(panggung, panggung.dokumen, tahun, juta)
        spent = int(float(juta) * JUTA) // 2
        AnggaranTahunan.objects.create(
            renstra=panggung.renstra, subkegiatan=panggung.subkegiatan, tahun=tahun, realisasi=spent, sumber="LRA"
        )
    return panggung


def test_the_mean_growth_is_that_of_the_reference(pendanaan: Panggung) -> None:
    drawn = table(pendanaan, "tc24")
    for key in (PROGRAM, "TOTAL"):
        row = cells(drawn, key)
        assert over_years(row, "a") == ["100000000", "110000000", "121000000", "133100000", "146410000"]
        assert over_years(row, "c") == ["0.5"] * 5
        assert (row["ga"], row["gr"]) == ("10", "10")


def test_tc24_stands_in_every_format(pendanaan: Panggung) -> None:
    drawn = table(pendanaan, "tc24")
    page, pdf = texts(drawn)
    for part in ("146.410.000", "73.205.000", "0,50", "10,00", "(18)", "1.06.04 Program"):
        assert part in page and part in pdf
    live, kept = (book_row(drawn, 0, PROGRAM, values=values) for values in (False, True))
    assert str(live["ga"]).count("+") == 3 and kept["ga"] == pytest.approx(10)
    assert str(live["c2025"]).startswith("=") and kept["c2025"] == 0.5
    assert str(book_row(drawn, 0, "TOTAL", values=False)["a2025"]).startswith("=SUM(")


def test_years_after_the_asked_one_are_blank_and_do_not_grow(pendanaan: Panggung) -> None:
    """2025 and 2026 only: 110/100, one rate of 10,00."""
    row = cells(table(pendanaan, "tc24", 2026), PROGRAM)
    assert over_years(row, "a") == ["100000000", "110000000", None, None, None]
    assert over_years(row, "r")[2:] == [None] * 3
    assert row["ga"] == "10"


def test_the_budget_of_a_year_is_its_dpa_else_its_renja_else_what_a_source_states_else_the_renstra(
    panggung: Panggung,
) -> None:
    """In juta, 2025 to 2028: 80 of the DPA, 90 of the Renja, 95 as stated, 98 of the Renstra."""
    for tahun in (2025, 2026, 2027, 2028):
        grant(panggung, panggung.dokumen, tahun, "98")
    for tahun in (2025, 2026, 2027):
        state_money(panggung, tahun, anggaran=95)
    for jenis, tahun, juta in (("renja", 2025, "90"), ("dpa", 2025, "80"), ("renja", 2026, "90")):
        dokumen = Dokumen.objects.create(renstra=panggung.renstra, jenis=jenis, tahun=tahun, status="ditetapkan")
        grant(panggung, dokumen, tahun, juta)
    row = cells(table(panggung, "tc24", 2028), PROGRAM)
    assert over_years(row, "a")[:4] == ["80000000", "90000000", "95000000", "98000000"]


def test_what_a_source_states_of_a_program_goes_before_the_pagu_of_the_renstra_only(panggung: Panggung) -> None:
    """In juta: 500 of the program before the indicative 98 in 2025; in 2026 a Renja gives its subkegiatan 90."""
    for tahun in (2025, 2026):
        grant(panggung, panggung.dokumen, tahun, "98")
        state_money(panggung, tahun, program=True, anggaran=500, realisasi=400)
    renja = Dokumen.objects.create(renstra=panggung.renstra, jenis="renja", tahun=2026, status="ditetapkan")
    grant(panggung, renja, 2026, "90")
    row = cells(table(panggung, "tc24", 2026), PROGRAM)
    assert (row["a2025"], row["a2026"]) == ("500000000", "90000000")
    assert (row["r2025"], row["c2025"]) == ("400000000", "0.8")


def test_what_was_stated_of_a_row_counts_for_the_one_that_replaced_it(
    pendanaan: Panggung, django_assert_max_num_queries: Any
) -> None:
    draft = start_perubahan(renstra=pendanaan.renstra, nomor="1", tanggal=date(2026, 6, 1))
    replace_row(row=pendanaan.subkegiatan, dokumen=draft, nama="Sub baru")
    enact(dokumen=draft)
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=pendanaan.renstra.pk)
    with django_assert_max_num_queries(12):
        drawn = build_report("tc24", Permintaan(renstra, 2029))
    row = cells(drawn, PROGRAM)
    assert (row["ga"], row["gr"]) == ("10", "10")


def test_a_year_of_which_only_some_programs_have_a_figure_is_named(pendanaan: Panggung) -> None:
    """The second program has nothing: 1 of 2 in each year, though both stand in the TOTAL."""
    first = Program.objects.get(renstra=pendanaan.renstra)
    assert not any("tidak lengkap" in note for note in table(pendanaan, "tc24").notes)
    values = {"bidang_urusan": first.bidang_urusan, "unit": first.unit, "mulai": pendanaan.dokumen}
    Program.objects.create(renstra=pendanaan.renstra, kode="1.06.05", nama="Program kedua", **values)
    notes = [note for note in table(pendanaan, "tc24", 2025).notes if "tidak lengkap" in note]
    assert notes == [
        "TOTAL anggaran tidak lengkap, begitu juga pertumbuhannya: 2025 (1 dari 2 program).",
        "TOTAL realisasi tidak lengkap, begitu juga pertumbuhannya: 2025 (1 dari 2 program).",
    ]


@pytest.mark.libreoffice
@pytest.mark.parametrize(("slug", "formulas"), [("tc23", 2), ("tc24", 24)])
def test_recalculating_in_libreoffice_changes_no_value(
    pelayanan: Panggung, pendanaan: Panggung, tmp_path: Path, slug: str, formulas: int
) -> None:
    """T-C.23: two ratios; T-C.24: per line five ratios and two growths, and ten sums of the TOTAL."""
    content = export(table(pendanaan, slug), "xlsx").content
    assert assert_keeps_its_values(content, tmp_path) == formulas
