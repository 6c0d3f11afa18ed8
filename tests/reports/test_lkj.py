"""The tables of the LKj: figures worked by hand, agreement with form E.81, and what they say where nothing is."""

import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pypdf
import pytest

from indicators.models import Indikator
from programs.models import Dokumen, Program, Renstra, Sasaran, Subkegiatan
from renstra.lib.numbers import round_half_up
from reports.exports import FORMATS, export
from reports.selectors.evaluasi import evaluasi_renja
from reports.selectors.lkj import Lkj
from reports.selectors.permintaan import Permintaan
from reports.tables import evaluasi_renja as e81
from reports.tables.registry import LKJ, build_report
from targets.models import (
    AnggaranTahunan,
    EvaluasiTriwulan,
    LaporanTriwulan,
    Pembanding,
    PengaturanKinerja,
    Realisasi,
    RealisasiAnggaran,
    RealisasiTahunan,
    Target,
)
from targets.selectors.angka import year_to_date
from tests.reports.test_evaluasi import JUTA, set_pagu, set_targets
from tests.targets.pabrik import buat_panggung
from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db
SLUGS = [laporan.slug for laporan in LKJ]


def indicator(renstra: Renstra, kode: str) -> Indikator:
    return Indikator.objects.get(renstra=renstra, kode=kode)


def report(indikator: Indikator, tahun: int, triwulan: int = 4) -> LaporanTriwulan:
    found, _ = LaporanTriwulan.objects.get_or_create(
        renstra=indikator.renstra, unit=indikator.penanggung_jawab, tahun=tahun, triwulan=triwulan
    )
    return found


def state(renstra: Renstra, kode: str, nilai: str, tahun: int = 2025, triwulan: int = 4, **texts: str) -> None:
    row = indicator(renstra, kode)
    Realisasi.objects.create(laporan=report(row, tahun, triwulan), indikator=row, nilai=Decimal(nilai), **texts)


def spend(subkegiatan: Subkegiatan, *quarters: int | None, tahun: int = 2025) -> None:
    for triwulan, nilai in enumerate(quarters, 1):
        laporan, _ = LaporanTriwulan.objects.get_or_create(
            renstra=subkegiatan.renstra, unit=subkegiatan.unit, tahun=tahun, triwulan=triwulan
        )
        if nilai is not None:
            RealisasiAnggaran.objects.create(laporan=laporan, subkegiatan=subkegiatan, nilai=nilai)


def asked(renstra: Renstra, tahun: int = 2025) -> Permintaan:
    return Permintaan(renstra, tahun, dengan_draf=True)


def rows(slug: str, renstra: Renstra, tahun: int = 2025) -> dict[str, Mapping[str, Any]]:
    """Return the printed rows by key."""
    table = build_report(slug, asked(renstra, tahun))
    return {row["kunci"]: row["nilai"] for row in json.loads(export(table, "json").content)["baris"]}


def of(found: Mapping[str, Mapping[str, Any]], nama: str) -> Mapping[str, Any]:
    return next(row for row in found.values() if str(row.get("indikator", "")).startswith(nama))


PPKS, KELEMBAGAAN = "Persentase PPKS yang direhab", "Persentase Lembaga Kemasyarakatan Yang"


@pytest.fixture
def reported(renstra: Renstra) -> Renstra:
    """Targets of 2025 as Tabel 3.1 prints them (50, 95, 50, 95, 50, 91) and four of six figures reported."""
    for kode, nilai in (("T1.1", "46.5"), ("T1.2", "95.95"), ("S1.1", "51"), ("S2.1", "83.6")):
        state(renstra, kode, nilai)
    return renstra


def test_the_scale_is_printed_from_the_bands_that_compute(renstra: Renstra) -> None:
    found = rows("lkj-skala", renstra)
    assert [(row["interval"], row["kriteria"]) for row in found.values()] == [
        ("> 90", "Sangat Tinggi"),
        ("> 75 s.d. 90", "Tinggi"),
        ("> 65 s.d. 75", "Sedang"),
        ("> 50 s.d. 65", "Rendah"),
        ("s.d. 50", "Sangat Rendah"),
    ]


def test_pengukuran_prints_the_raw_capaian_and_averages_the_capped(reported: Renstra) -> None:
    """46,5/50 = 93; 95,95/95 = 101; 51/50 = 102; 83,6/95 = 88; (93 + 100 + 100 + 88) / 4 = 95,25."""
    found = rows("lkj-pengukuran", reported)
    assert [row["capaian"] for row in found.values()] == ["93", "101", "102", "88", None, None, "95.25"]
    assert [row["kriteria"] for row in found.values()] == [
        *["Sangat Tinggi"] * 3,
        "Tinggi",
        *["belum dilaporkan"] * 2,
        "Sangat Tinggi",
    ]
    assert found["rata-rata"]["no"] == "Rata-rata capaian (4 dari 6 indikator)"


def test_the_cap_of_the_mean_is_the_agencys_setting(reported: Renstra) -> None:
    """Without a cap (93 + 101 + 102 + 88) / 4 = 96."""
    PengaturanKinerja.objects.update_or_create(
        perangkat_daerah=reported.perangkat_daerah, defaults={"batas_rata_rata": None}
    )
    assert rows("lkj-pengukuran", reported)["rata-rata"]["capaian"] == "96"


def test_an_iku_of_a_program_is_measured_too(reported: Renstra) -> None:
    Indikator.objects.filter(renstra=reported, kode="1.06.02#1.1").update(iku=True)
    found = rows("lkj-pengukuran", reported)
    assert found["Indikator Kinerja Utama lain/0"]["indikator"].startswith("Persentase SDM")


def test_a_range_is_printed_with_both_bounds_and_a_graded_unit_with_its_code(reported: Renstra) -> None:
    Target.objects.filter(indikator__kode="S1.1", tahun=2025).update(nilai_atas=55)
    Indikator.objects.filter(kode="S1.1").update(polaritas="rentang")
    Indikator.objects.filter(kode="S2.1").update(skala={"A": 95, "B": 83})
    Realisasi.objects.filter(indikator__kode="S2.1").update(nilai=83)
    found = rows("lkj-pengukuran", reported)
    ranged, graded = of(found, PPKS), of(found, KELEMBAGAAN)
    assert (ranged["target"], ranged["capaian"]) == ("50–55", "100")
    assert (graded["target"], graded["realisasi"]) == ("A", "B")


def test_capaian_is_live_in_the_workbook_only_where_it_is_a_formula_of_two_figures(reported: Renstra) -> None:
    Indikator.objects.filter(kode="S2.1").update(skala={"A": 95, "B": 83})
    content = export(build_report("lkj-pengukuran", asked(reported)), "xlsx").content
    formulas, stored = open_sheet(content, values=False), open_sheet(content)
    cells = {row[2].value: row[6] for row in formulas.iter_rows() if row[2].value}
    live = next(cell for name, cell in cells.items() if str(name).startswith(PPKS))
    assert str(live.value).startswith("=MAX(0,")
    assert stored.cell(live.row, live.column).value == 102
    graded = next(cell for name, cell in cells.items() if str(name).startswith(KELEMBAGAAN))
    assert graded.value == 88


def test_last_year_is_the_starting_position_in_the_first_year(reported: Renstra) -> None:
    """Baselines of Tabel 3.1: T1.1 50, S1.1 50, S2.1 95."""
    found = rows("lkj-tahun-lalu", reported)
    assert [(row["awal"], row["realisasi2025"], row["arah"], row["kinerja"]) for row in found.values()] == [
        ("50", "46.5", "Turun", "Menurun"),
        ("95", "95.95", "Naik", "Membaik"),
        ("50", "51", "Naik", "Membaik"),
        ("95", "83.6", "Turun", "Menurun"),
        ("50", None, None, "tidak dapat dibandingkan"),
        ("91", None, None, "tidak dapat dibandingkan"),
    ]


def test_less_is_better_where_the_polarity_says_so(reported: Renstra) -> None:
    Indikator.objects.filter(renstra=reported, kode__in=["S1.1", "S2.1"]).update(polaritas="negatif")
    found = rows("lkj-tahun-lalu", reported)
    up, down = of(found, PPKS), of(found, KELEMBAGAAN)
    assert (up["arah"], up["kinerja"]) == ("Naik", "Menurun")
    assert (down["arah"], down["kinerja"]) == ("Turun", "Membaik")


def test_earlier_years_stand_against_the_target_that_ruled_them(reported: Renstra) -> None:
    """A PK of 2025 asked 60 of S1.1, where the Renstra asks 50: 51/60 = 85. In 2026 66/60 = 110."""
    pk = Dokumen.objects.create(renstra=reported, jenis="pk", tahun=2025, status="ditetapkan")
    Target.objects.create(dokumen=pk, indikator=indicator(reported, "S1.1"), tahun=2025, nilai=60)
    state(reported, "S1.1", "66", 2026)
    row = of(rows("lkj-tahun-lalu", reported, 2026), PPKS)
    assert (row["target2025"], row["capaian2025"], row["capaian2026"]) == ("60", "85", "110")
    assert (row["awal"], row["arah"], row["kinerja"]) == ("50", "Naik", "Membaik")
    assert of(rows("lkj-pengukuran", reported), PPKS)["capaian"] == "85"


def test_a_rancangan_and_a_withdrawn_target_of_an_earlier_year_do_not_rule(reported: Renstra) -> None:
    for status, ke in (("rancangan", 0), ("dicabut", 1)):
        pk = Dokumen.objects.create(renstra=reported, jenis="pk", tahun=2025, status=status, perubahan_ke=ke)
        Target.objects.create(dokumen=pk, indikator=indicator(reported, "S1.1"), tahun=2025, nilai=60)
    assert of(rows("lkj-tahun-lalu", reported, 2026), PPKS)["target2025"] == "50"


def test_progress_is_held_against_the_end_of_the_renstra(reported: Renstra) -> None:
    """S1.1 is to reach 90 in 2029: 51/90 = 56,67."""
    row = of(rows("lkj-akhir-renstra", reported), PPKS)
    assert (row["realisasi"], row["renstra"], row["akhir"], row["kemajuan"]) == ("51", "51", "90", "56.67")


def test_progress_that_stands_on_an_earlier_year_says_so(reported: Renstra) -> None:
    """51 of 2025 is still the last figure of S1.1 in 2026, of which nothing is reported."""
    row = of(rows("lkj-akhir-renstra", reported, 2026), PPKS)
    assert (row["realisasi"], row["renstra"], row["kemajuan"]) == (None, "51", "56.67")
    assert row["ket"] == "2026 belum dilaporkan; angka tahun sebelumnya"
    assert of(rows("lkj-akhir-renstra", reported), PPKS)["ket"] is None


@pytest.mark.parametrize(
    "slug",
    [
        "lkj-pengukuran",
        "lkj-akhir-renstra",
        "lkj-pembanding",
        "lkj-efisiensi",
        "lkj-efisiensi-sasaran",
        "lkj-anggaran",
    ],
)
def test_a_year_reported_in_part_is_said_to_be_provisional(renstra: Renstra, slug: str) -> None:
    state(renstra, "S1.1", "20", triwulan=2)
    said = "Triwulan IV 2025 belum dilaporkan: angka tahun itu dan turunannya masih sementara."
    assert said in build_report(slug, asked(renstra)).notes
    state(renstra, "S1.1", "51")
    assert said not in build_report(slug, asked(renstra)).notes


def test_a_mean_over_some_indicators_says_their_number_once(renstra: Renstra) -> None:
    found = rows("lkj-efisiensi-sasaran", renstra)
    assert found["Sasaran 1/total"]["no"] == "Rata-rata capaian (0 dari 1 indikator)"


def test_others_are_shown_with_year_and_source_or_said_to_be_missing(reported: Renstra) -> None:
    row = indicator(reported, "S1.1")
    for tahun, nilai in ((2023, 40), (2024, 45), (2026, 99)):
        Pembanding.objects.create(indikator=row, tahun=tahun, jenis="provinsi", nilai=nilai, sumber="BPS")
    Pembanding.objects.create(indikator=row, tahun=2025, jenis="nasional", nilai=0, sumber="Kementerian")
    found = rows("lkj-pembanding", reported)
    own = of(found, PPKS)
    assert (own["provinsi"], own["nasional"], own["nspk"]) == ("45", "0", None)
    assert own["ket"] == "Provinsi 2024: BPS\nNasional 2025: Kementerian"
    assert of(found, KELEMBAGAAN)["ket"] == "belum ada data pembanding"


def test_factors_are_gathered_from_the_quarters_newest_first(renstra: Renstra) -> None:
    state(renstra, "1.06.02#1.1", "20", triwulan=2, faktor_pendorong="Dukungan kelurahan.")
    state(
        renstra, "1.06.02#1.1", "40", triwulan=4, faktor_pendorong="Relawan bertambah.", tindak_lanjut="Pelatihan."
    )
    state(renstra, "S3.1", "50", faktor_penghambat="Data ganda.")
    laporan = report(indicator(renstra, "1.06.02#1.1"), 2025, 2)
    EvaluasiTriwulan.objects.create(laporan=laporan, tindak_lanjut_renja="Tambah anggaran.")
    found = rows("lkj-faktor", renstra)
    program, sasaran = of(found, "Persentase SDM"), of(found, "Persentase PPKS yang terlindungi")
    assert program["pendukung"] == "Triwulan IV: Relawan bertambah.\nTriwulan II: Dukungan kelurahan."
    assert (program["penghambat"], program["upaya"]) == ("belum diisi", "Triwulan IV: Pelatihan.")
    assert sasaran["penghambat"] == "Triwulan IV: Data ganda."
    assert of(found, PPKS)["pendukung"] == "belum diisi"
    assert of(found, laporan.unit.nama)["upaya"] == "Triwulan II (Renja berikutnya): Tambah anggaran."
    keys = list(found)
    assert keys.index("Sasaran 3") < keys.index(next(key for key, row in found.items() if row is program))


@pytest.fixture
def efficient(renstra: Renstra) -> Renstra:
    """Vector 2.9 on sasaran 3 and its only program: C 96, pagu 1.000.000.000, realisasi 870.000.000."""
    set_targets(indicator(renstra, "S3.1"), {2025: 100})
    state(renstra, "S3.1", "96")
    first, *others = Subkegiatan.objects.filter(renstra=renstra, kode__startswith="1.06.02").order_by("kode")
    set_pagu(first, {2025: 1000 * JUTA})
    for each in others:
        set_pagu(each, {})
    spend(first, 200 * JUTA, 200 * JUTA, 200 * JUTA, 270 * JUTA)
    return renstra


def test_efficiency_is_capaian_minus_absorption(efficient: Renstra) -> None:
    found = rows("lkj-efisiensi", efficient)
    own, program = found["Sasaran 3"], found["1.06.02"]
    assert [own[key] for key in ("capaian", "serapan", "efisiensi", "kategori")] == ["96", "87", "9", "efisien"]
    assert own["indikator"] == "Rata-rata capaian (1 dari 1 indikator)"
    assert [program[key] for key in ("capaian", "serapan", "efisiensi")] == [None, "87", None]
    assert program["kategori"] == "tidak dapat dihitung"
    assert found["total"]["capaian"] == "96"


def test_performance_and_money_stand_side_by_side_with_live_sums(efficient: Renstra) -> None:
    table = build_report("lkj-efisiensi-sasaran", asked(efficient))
    found = rows("lkj-efisiensi-sasaran", efficient)
    own, total = found["Sasaran 3/0"], found["Sasaran 3/total"]
    assert (own["target"], own["realisasi"], own["capaian"]) == ("100", "96", "96")
    assert (own["pagu"], own["rupiah"], own["serapan"]) == ("1000000000", "870000000", "87")
    assert (total["no"], total["program"]) == ("Rata-rata capaian dari 1 indikator", "Total per sasaran")
    assert (total["pagu"], total["serapan"]) == ("1000000000", "87")
    sums = [row.key for row in table.rows if row.parts]
    assert sums == ["Sasaran 1/total", "Sasaran 2/total", "Sasaran 3/total", "Sasaran 4/total", "total"]
    assert "1.06.04" in found["Sasaran 1/0"]["program"] and "1.06.07" in found["Sasaran 1/3"]["program"]
    sheet = open_sheet(export(table, "xlsx").content, values=False)
    assert any(str(cell.value).startswith("=SUM(") for row in sheet.iter_rows() for cell in row)


def test_a_percentage_of_rupiah_is_a_ratio_of_sums(renstra: Renstra) -> None:
    """Pagu 80, 10, 10 and realisasi 72, 5, 10 make 87,00; the mean of 90, 50, 100 would be 80."""
    rows_of_program = list(
        Subkegiatan.objects.filter(renstra=renstra, kode__startswith="1.06.02").order_by("kode")
    )
    for each, pagu, spent in zip(rows_of_program, (80, 10, 10), (72, 5, 10), strict=False):
        set_pagu(each, {2025: pagu * JUTA})
        spend(each, spent * JUTA)
    for each in rows_of_program[3:]:
        set_pagu(each, {})
    found = rows("lkj-anggaran", renstra)
    assert found["1.06.02"]["serapan"] == "87"
    assert found["TOTAL"]["realisasi"] == str(87 * JUTA)
    assert found["1.06.01"]["realisasi"] is None and found["1.06.01"]["serapan"] is None


def test_quarters_add_up_from_january_and_those_not_reported_stay_blank(efficient: Renstra) -> None:
    other = Subkegiatan.objects.filter(renstra=efficient, kode__startswith="1.06.04").order_by("kode")[0]
    set_pagu(other, {2025: 50 * JUTA})
    spend(other, None, 0)
    found = rows("lkj-anggaran-triwulan", efficient)
    assert [found["1.06.02"][f"r{n}"] for n in range(4)] == [str(n * JUTA) for n in (200, 400, 600, 870)]
    assert [found["1.06.02"][f"p{n}"] for n in range(4)] == ["20", "40", "60", "87"]
    assert [found[other.kode][f"r{n}"] for n in range(4)] == [None, "0", "0", "0"]
    RealisasiAnggaran.objects.filter(laporan__triwulan__gte=3).delete()
    found = rows("lkj-anggaran-triwulan", efficient)
    assert [found["TOTAL"][f"r{n}"] for n in range(4)] == [str(200 * JUTA), str(400 * JUTA), None, None]


def test_a_year_before_the_system_stands_as_its_source_states_it(renstra: Renstra) -> None:
    """Rp 50 jt known of the whole program stand once, on a line of their own, and make the sums."""
    sumber = {"tahun": 2025, "sumber": "LKj 2025"}
    RealisasiTahunan.objects.create(indikator=indicator(renstra, "S1.1"), nilai=55, **sumber)
    program = Program.objects.get(renstra=renstra, kode="1.06.07")
    AnggaranTahunan.objects.create(renstra=renstra, program=program, realisasi=50 * JUTA, **sumber)
    assert of(rows("lkj-pengukuran", renstra), PPKS)["capaian"] == "110"
    found = rows("lkj-anggaran", renstra)
    assert found["1.06.07/utuh"]["nama"] == "Belum dirinci per subkegiatan"
    assert {found[key]["realisasi"] for key in ("1.06.07/utuh", "1.06.07", "TOTAL")} == {str(50 * JUTA)}
    assert rows("lkj-efisiensi-sasaran", renstra)["Sasaran 1/total"]["rupiah"] == str(50 * JUTA)
    assert rows("lkj-anggaran-triwulan", renstra)["TOTAL"]["r3"] is None


def test_an_iku_has_five_lines_and_an_unreported_quarter_repeats_nothing(renstra: Renstra) -> None:
    """Increments 8 and 18 of targets 10, 20, 30, 40: 80,00, then 26/30 = 86,67; the year 26/100 = 26,00."""
    row = indicator(renstra, "T1.1")
    Indikator.objects.filter(pk=row.pk).update(
        frekuensi="triwulanan", cara_isi="triwulan", akumulasi_triwulan="jumlah"
    )
    set_targets(row, {2025: 100})
    aksi = Dokumen.objects.create(renstra=renstra, jenis="renaksi", tahun=2025, status="ditetapkan")
    for triwulan, nilai in enumerate((10, 20, 30, 40), 1):
        aksi.targettriwulan_set.create(indikator=row, tahun=2025, triwulan=triwulan, nilai=nilai)
    state(renstra, "T1.1", "8", triwulan=1, keterangan="Sesuai rencana.")
    state(renstra, "T1.1", "18", triwulan=2)
    found = rows("iku-triwulan", renstra)
    lines = [found[f"T1.1/{n}"] for n in range(1, 6)]
    assert [line["triwulan"] for line in lines] == ["Tw1", "Tw2", "Tw3", "Tw4", "Kondisi Akhir"]
    assert [line["target"] for line in lines] == ["10", "30", "60", "100", "100"]
    assert [line["realisasi"] for line in lines] == ["8", "26", None, None, "26"]
    assert [line["capaian"] for line in lines] == ["80", "86.67", None, None, "26"]
    assert [line["ket"] for line in lines] == [
        "Sesuai rencana.",
        None,
        *["belum dilaporkan"] * 2,
        "Mencakup 2 dari 4 triwulan",
    ]
    assert lines[0]["tahunan"] == "100" and len(found) == 10


def test_a_plan_without_goals_says_so_in_every_table() -> None:
    panggung = buat_panggung()
    said = "Belum ada tujuan dan sasaran dalam Renstra yang berlaku."
    for slug in ("lkj-pengukuran", "lkj-tahun-lalu", "lkj-akhir-renstra", "lkj-pembanding", "lkj-faktor"):
        assert rows(slug, panggung.renstra, 2026)["kosong"]["no"] == said
    iku = rows("iku-triwulan", panggung.renstra, 2026)
    assert iku["kosong"]["no"] == "Belum ada indikator yang ditandai sebagai IKU."


def test_a_sasaran_without_indicator_and_a_program_without_sasaran_are_shown(renstra: Renstra) -> None:
    Program.objects.filter(renstra=renstra, kode="1.06.02").update(sasaran=None)
    bare = Sasaran.objects.get(renstra=renstra, kode="S3")
    Indikator.objects.filter(sasaran=bare).update(sasaran=Sasaran.objects.get(renstra=renstra, kode="S1"))
    assert rows("lkj-pengukuran", renstra)["Sasaran 3/0"]["indikator"] == "belum ada indikator"
    found = rows("lkj-efisiensi-sasaran", renstra)
    assert found["Sasaran 3/0"]["program"] == "belum ada program"
    assert found["Program yang belum dikaitkan dengan sasaran/0"]["program"].startswith("1.06.02")
    assert found["total"]["pagu"] == rows("lkj-anggaran", renstra)["TOTAL"]["pagu"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_table_takes_twelve_queries_at_most(
    efficient: Renstra, django_assert_max_num_queries: Any, slug: str
) -> None:
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=efficient.pk)
    with django_assert_max_num_queries(12):
        build_report(slug, asked(renstra, 2027))


def test_all_tables_asked_together_share_their_reading(
    efficient: Renstra, django_assert_max_num_queries: Any
) -> None:
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=efficient.pk)
    together = asked(renstra, 2026)
    with django_assert_max_num_queries(17):
        for slug in SLUGS:
            build_report(slug, together)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_table_goes_out_in_every_format_on_landscape_f4(reported: Renstra, slug: str) -> None:
    table = build_report(slug, asked(reported))
    files = {format: export(table, format, edition="2025").content for format in FORMATS}
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    assert [round(float(side) * 25.4 / 72) for side in reader.pages[0].mediabox[2:]] == [330, 215]
    text = " ".join(page.extract_text() for page in reader.pages)
    assert table.nomor in text and "(1)" in text
    assert f'id="{slug}"' in files["html"].decode()
    assert open_sheet(files["xlsx"]).title == table.nomor


def test_only_verified_figures_count_unless_drafts_are_asked_for(reported: Renstra) -> None:
    table = build_report("lkj-pengukuran", Permintaan(reported, 2025))
    found = json.loads(export(table, "json").content)["baris"]
    assert {row["nilai"]["realisasi"] for row in found[:-1]} == {None}
    assert found[-1]["nilai"]["kriteria"] == "tidak ada capaian yang dapat dihitung"


def test_the_pages_of_the_tables_open(client: Any, people: Any, reported: Renstra) -> None:
    client.force_login(people["pembaca"])
    for slug in SLUGS:
        page = client.get(f"/laporan/{slug}/?tahun=2025&draf=on")
        assert page.status_code == 200 and f'id="{slug}"' in page.content.decode()


class TestDenganAngkaDemo:
    """On the demo's whole year, where every kind of indicator is reported."""

    pytestmark = pytest.mark.usefixtures("angka_demo")

    def test_capaian_is_that_of_e81_and_of_the_three_percentages(self) -> None:
        renstra = Renstra.objects.get(kode="dinsospm-2025")
        Indikator.objects.filter(renstra=renstra, hasil__program__isnull=False).update(iku=True)
        together = Permintaan(renstra, 2025)
        form = e81.build(renstra, 2025, 4, evaluasi_renja(together), tingkat_renja=True)
        levels = {
            row.data.line.indikator.pk: round_half_up(row.data.kinerja.tingkat_tahun.nilai)
            for row in form.rows
            if hasattr(row.data, "kinerja")
            and row.data.kinerja
            and row.data.kinerja.tingkat_tahun.nilai is not None
        }
        table = build_report("lkj-pengukuran", together)
        printed = {row.data.butir.indikator.pk: row for row in table.rows if getattr(row.data, "butir", None)}
        figures, compared = together.figures, 0
        for butir in Lkj(together).butir:
            indikator = butir.indikator
            sampai = year_to_date(indikator, figures.rows_of(indikator, 2025), 4)
            three = figures.percentages(indikator, sampai, 4)
            assert indikator.pk in printed
            assert butir.kini.capaian.persis == three.terhadap_tahun.persis
            assert butir.kemajuan.persis == three.terhadap_renstra.persis
            if indikator.pk in levels:
                compared += 1
                assert round_half_up(butir.kini.capaian.nilai or Decimal(-1)) == levels[indikator.pk]
        assert compared == 12

    def test_money_is_that_of_e81(self) -> None:
        together = Permintaan(Renstra.objects.get(kode="dinsospm-2025"), 2025)
        form = evaluasi_renja(together)
        expected = {
            row.line.kode: (row.uang.target, row.uang.tahun, row.uang.triwulan)
            for row in (form.total, *form.baris)
            if row.uang and row.line.level in ("total", "program", "kegiatan", "subkegiatan")
        }
        table = build_report("lkj-anggaran", together)
        found = {
            "" if row.level == "total" else row.key: (money.pagu, money.realisasi, money.triwulan)
            for row in table.rows
            if (money := row.data.uang)
        }
        assert found == expected and len(found) == 1 + 8 + 15 + 53

    def test_the_demo_is_named_on_every_table(self) -> None:
        together = Permintaan(Renstra.objects.get(kode="dinsospm-2025"), 2025)
        assert {build_report(slug, together).watermark for slug in SLUGS} == {"ANGKA CONTOH (DEMO)"}
