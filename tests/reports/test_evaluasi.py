"""Forms E.81 and E.80 on the worked vectors of the reference (2.3 to 2.9), in the formats an office sends."""

import io
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from indicators.models import Indikator
from programs.models import Renstra, Subkegiatan
from renstra.tabular import Table
from renstra.tabular.buku import render_book
from renstra.tabular.rekonsiliasi import Pemeriksaan
from reports.exports import export
from reports.selectors.evaluasi import evaluasi_renja
from reports.selectors.evaluasi_renstra import evaluasi_renstra
from reports.selectors.permintaan import Permintaan
from reports.tables import evaluasi_renja as e81
from reports.tables import evaluasi_renstra as e80
from reports.tables.registry import build_report
from targets.choices import StatusLaporan
from targets.models import EvaluasiTriwulan, LaporanTriwulan, Pagu, Realisasi, RealisasiAnggaran, Target
from targets.selectors import plan_document
from tests.libreoffice import assert_keeps_its_values
from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db
JUTA = 1_000_000
ALL = tuple(StatusLaporan)
KODE = "1.06.01.2.01.0001"


def set_targets(indikator: Indikator, targets: Mapping[int, Any]) -> None:
    dokumen = plan_document(indikator.renstra)
    Target.objects.filter(dokumen=dokumen, indikator=indikator, jenis="tahunan").delete()
    for tahun, nilai in targets.items():
        Target.objects.create(dokumen=dokumen, indikator=indikator, tahun=tahun, nilai=nilai)


def set_pagu(subkegiatan: Subkegiatan, pagu: Mapping[int, int]) -> None:
    dokumen = plan_document(subkegiatan.renstra)
    Pagu.objects.filter(dokumen=dokumen, subkegiatan=subkegiatan).delete()
    for tahun, nilai in pagu.items():
        Pagu.objects.create(dokumen=dokumen, subkegiatan=subkegiatan, tahun=tahun, nilai=nilai)


def report(
    indikator: Indikator, subkegiatan: Subkegiatan, tahun: int, k: Sequence[Any], rp: Sequence[Any] = ()
) -> None:
    for triwulan, nilai in enumerate(k, 1):
        laporan, _ = LaporanTriwulan.objects.get_or_create(
            renstra=indikator.renstra, unit=indikator.penanggung_jawab, tahun=tahun, triwulan=triwulan
        )
        if nilai is not None:
            Realisasi.objects.create(laporan=laporan, indikator=indikator, nilai=nilai)
        if triwulan <= len(rp):
            RealisasiAnggaran.objects.create(laporan=laporan, subkegiatan=subkegiatan, nilai=rp[triwulan - 1])


@pytest.fixture
def vector(renstra: Renstra) -> tuple[Renstra, Indikator, Subkegiatan]:
    """The first vector of 2.4: (5) K 60, Rp 600 jt; (6) K 30, Rp 250 jt; (7) K 20, Rp 120 jt; TW 5, 6, 4, 5."""
    subkegiatan = Subkegiatan.objects.get(renstra=renstra, kode=KODE)
    indikator = Indikator.objects.get(renstra=renstra, hasil__subkegiatan=subkegiatan)
    indikator.akumulasi_triwulan = indikator.akumulasi_tahun = "jumlah"
    indikator.cara_isi = "triwulan"
    indikator.save()
    set_targets(indikator, {2025: 30, 2026: 20, 2027: 10})
    set_pagu(subkegiatan, {2025: 280 * JUTA, 2026: 120 * JUTA, 2027: 200 * JUTA})
    report(indikator, subkegiatan, 2025, [10, 10, 5, 5], [100 * JUTA, 50 * JUTA, 50 * JUTA, 50 * JUTA])
    report(indikator, subkegiatan, 2026, [5, 6, 4, 5], [20 * JUTA, 30 * JUTA, 25 * JUTA, 33 * JUTA])
    return renstra, indikator, subkegiatan


def values(table: Any, kode: str = KODE) -> dict[str, Any]:
    rows = json.loads(export(table, "json").content)["baris"]
    found: dict[str, Any] = next(row["nilai"] for row in rows if row["kunci"] == kode)
    return found


def form(renstra: Renstra, tahun: int = 2026, triwulan: int = 4, **options: Any) -> Any:
    return e81.build(
        renstra, tahun, triwulan, evaluasi_renja(Permintaan(renstra, tahun, triwulan, dengan_draf=True)), **options
    )


E81 = {
    "k5": "60",
    "rp5": "600000000",
    "k6": "30",
    "rp6": "250000000",
    "k7": "20",
    "rp7": "120000000",
    "k8": "5",
    "k9": "6",
    "k10": "4",
    "k11": "5",
    "rp8": "20000000",
    "rp11": "33000000",
    "k12": "20",
    "rp12": "108000000",
    "k12b": "100",
    "rp12b": "90",
    "k13": "50",
    "rp13": "358000000",
    "k14": "83.33",
    "rp14": "59.67",
}


def test_e81_adds_up_what_adds_up(vector: Any) -> None:
    row = values(form(vector[0], tingkat_renja=True))
    assert {key: row[key] for key in E81} == E81


def test_e81_never_adds_a_position(renstra: Renstra) -> None:
    """The second vector of 2.4: (5) 90, (6) 78, (7) 82, TW 20, 45, 60, 80 make 80, not 158."""
    subkegiatan = Subkegiatan.objects.get(renstra=renstra, kode=KODE)
    indikator = Indikator.objects.get(renstra=renstra, hasil__subkegiatan=subkegiatan)
    indikator.akumulasi_triwulan = indikator.akumulasi_tahun = "posisi_akhir"
    indikator.save()
    set_targets(indikator, {2025: 80, 2026: 82, 2029: 90})
    report(indikator, subkegiatan, 2025, [20, 40, 60, 78])
    report(indikator, subkegiatan, 2026, [20, 45, 60, 80])
    row = values(form(renstra, tingkat_renja=True))
    expected = {"k5": "90", "k6": "78", "k7": "82", "k12": "80", "k12b": "97.56", "k13": "80", "k14": "88.89"}
    assert {key: row[key] for key in expected} == expected


def test_quarters_after_the_reported_one_stay_blank(vector: Any) -> None:
    row = values(form(vector[0], triwulan=2))
    assert (row["k9"], row["k10"], row["rp10"], row["k12"]) == ("6", None, None, "11")
    assert row["rp12"] == "50000000"


def test_e81_counts_only_verified_reports_unless_told_otherwise(vector: Any) -> None:
    renstra = vector[0]
    row = values(e81.build(renstra, 2026, 4, evaluasi_renja(Permintaan(renstra, 2026, 4))))
    assert (row["k12"], row["rp12"], row["k7"]) == (None, None, "20")


def test_e81_in_the_workbook_is_live_and_keeps_its_values(vector: Any) -> None:
    content = export(form(vector[0]), "xlsx").content
    formulas, stored = open_sheet(content, values=False), open_sheet(content)
    [row] = [cells for cells in formulas.iter_rows() if cells[2].value == KODE]
    keys = [column.key for column in form(vector[0]).grid.columns]
    live = {key: row[index].value for index, key in enumerate(keys)}
    assert str(live["k12"]).startswith("=") and str(live["rp12"]).count("+") == 3
    assert stored.cell(row[0].row, keys.index("k14") + 1).value == pytest.approx(83.3333333)
    assert stored.cell(row[0].row, keys.index("rp13") + 1).value == 358 * JUTA


def test_e81_prints_its_header_rows_footer_and_predicate(vector: Any) -> None:
    reader = pypdf.PdfReader(io.BytesIO(export(form(vector[0]), "pdf").content))
    text = " ".join(page.extract_text() for page in reader.pages)
    for part in (
        "Formulir E.81",
        "Triwulan IV Tahun 2026",
        "(14)",
        "(15)",
        "Predikat kinerja",
        "Diisi oleh Kepala",
    ):
        assert part in text
    assert "83,33" in text and "59,67" in text and "358.000.000" in text
    assert [round(float(side) * 25.4 / 72) for side in reader.pages[0].mediabox[2:]] == [420, 297]


def test_e80_gives_each_year_its_ratio_and_mean(renstra: Renstra) -> None:
    """Vector 2.5: targets 80, 82, … and realisasi 76, 82 give 95,00 and 100,00; later years have none."""
    subkegiatan = Subkegiatan.objects.get(renstra=renstra, kode=KODE)
    indikator = Indikator.objects.get(renstra=renstra, hasil__subkegiatan=subkegiatan)
    indikator.akumulasi_triwulan = indikator.akumulasi_tahun = "posisi_akhir"
    indikator.save()
    set_targets(indikator, {2025: 80, 2026: 82, 2027: 84, 2028: 86, 2029: 88})
    report(indikator, subkegiatan, 2025, [None, None, None, 76])
    report(indikator, subkegiatan, 2026, [None, None, None, 82])
    table = e80.build(renstra, evaluasi_renstra(Permintaan(renstra, 2026, dengan_draf=True)))
    row = values(table)
    assert [row[f"kc{year}"] for year in range(2025, 2030)] == [
        "95",
        "100",
        None,
        None,
        None,
    ]
    rows = json.loads(export(table, "json").content)["baris"]
    mean = next(line["nilai"] for line in rows if line["kunci"] == "rata-rata")
    assert (mean["kc2025"], mean["kc2026"]) == ("95", "100")


def test_e80_says_of_how_many_indicators_each_mean_is(vector: Any) -> None:
    """One of the 53 indicators of subkegiatan is reported, in 2025 and in 2026."""
    notes = build_report("e80", Permintaan(vector[0], 2026, dengan_draf=True)).notes
    assert (
        "Rata-rata tiap tahun dari indikator subkegiatan yang capaiannya dapat dihitung: "
        "2025 1 dari 53 indikator, 2026 1 dari 53 indikator."
    ) in notes


def test_e81_says_which_unit_wrote_each_factor(vector: Any) -> None:
    unit = vector[1].penanggung_jawab
    laporan = LaporanTriwulan.objects.get(renstra=vector[0], unit=unit, tahun=2026, triwulan=2)
    EvaluasiTriwulan.objects.create(laporan=laporan, faktor_pendorong="Relawan bertambah.")
    said = f"Faktor pendorong keberhasilan kinerja:\n{unit.nama}: Relawan bertambah."
    assert values(form(vector[0], triwulan=2), "faktor_pendorong")["no"] == said


@pytest.mark.parametrize("slug", ["e81", "e80"])
def test_a_form_takes_twelve_queries_at_most(vector: Any, django_assert_max_num_queries: Any, slug: str) -> None:
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=vector[0].pk)
    with django_assert_max_num_queries(12):
        build_report(slug, Permintaan(renstra, 2026, dengan_draf=True))


def test_a_perfect_year_is_the_predicate_of_its_printed_value(vector: Any) -> None:
    table = form(vector[0], tingkat_renja=True)
    rows = json.loads(export(table, "json").content)["baris"]
    foot = {line["kunci"]: line["nilai"] for line in rows}
    assert (foot["rata-rata"]["k12b"], foot["predikat"]["k12b"]) == ("100", "ST")
    assert (foot["rata-rata"]["k14"], foot["predikat"]["k14"]) == ("83.33", "T")
    assert Decimal(foot["rata-rata"]["rp12b"]) < 1


def filled_forms(renstra: Renstra) -> tuple[Table, Table]:
    """Return E.81 with the variant column and E.80 of the same figures."""
    return form(renstra, tingkat_renja=True), e80.build(
        renstra, evaluasi_renstra(Permintaan(renstra, 2026, dengan_draf=True))
    )


@pytest.mark.libreoffice
@pytest.mark.parametrize("place", [0, 1], ids=["e81", "e80"])
def test_recalculating_a_form_in_libreoffice_changes_no_value(vector: Any, tmp_path: Path, place: int) -> None:
    content = export(filled_forms(vector[0])[place], "xlsx").content
    assert assert_keeps_its_values(content, tmp_path) > 100


@pytest.mark.libreoffice
def test_recalculating_a_book_of_forms_changes_no_value_and_no_verdict(vector: Any, tmp_path: Path) -> None:
    """Vector 2.4: (5) Rp 600 jt, (12) 108 jt, (13) 358 jt; K (14) is 50/60, which no two decimals hold."""
    renstra = vector[0]
    tables = (*filled_forms(renstra), build_report("tabel-4.2", Permintaan.of_plan(renstra)))
    checks = (
        Pemeriksaan("e81", "Target Renstra", "rp5", KODE, Decimal(600 * JUTA)),
        Pemeriksaan("e81", "Realisasi tahun", "rp12", KODE, Decimal(108 * JUTA)),
        Pemeriksaan("e81", "Realisasi Renstra, sengaja keliru", "rp13", KODE, Decimal(358 * JUTA + 1)),
        Pemeriksaan("e81", "Tingkat capaian", "k14", KODE, Decimal(50) / Decimal(60) * 100),
    )
    content = render_book(tables, judul="Buku Uji", rekonsiliasi=checks)
    assert assert_keeps_its_values(content, tmp_path) > 300
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    rows = [row for row in book["Rekonsiliasi"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[7] for row in rows] == ["SAMA", "SAMA", "BEDA", "SAMA"]
    assert rows[2][6] == -1
