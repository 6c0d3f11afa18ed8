"""Years against the target path, and the small line."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.grafik import garis_target, percikan, tema
from tests.grafik.alat import assert_clean, assert_legible, garis, kata, kotak, lingkaran, teks

TAHUN = range(2024, 2031)


def seri(*nilai: str | None) -> dict[int, Decimal | None]:
    return {year: None if text is None else Decimal(text) for year, text in zip(TAHUN, nilai, strict=False)}


def test_a_figure_at_half_of_the_scale_stands_in_the_middle() -> None:
    """Of 220 the legend takes 15, 6 follow, the years take 22: the scale runs from 198 (0) up to 21 (100)."""
    chart = garis_target("IKU", TAHUN, seri("0", "50", "100"), {})
    assert [each.y for each in lingkaran(chart)[1:]] == [198, 109.5, 21]  # the first is the legend's
    tempat = [each.x for each in lingkaran(chart)[1:]]
    kiri = teks(chart, "100", tema.KECIL).bidang.kanan + 6  # six units from the widest figure to the frame
    kolom = (360 - kiri) / 7
    assert all(abs(x - (kiri + (n + 0.5) * kolom)) < 0.01 for n, x in enumerate(tempat))


def test_a_year_without_a_figure_is_a_gap() -> None:
    chart = garis_target("IKU", TAHUN, seri("10", "20", None, "40", "50"), {})
    jalan = [
        each for each in garis(chart) if each.warna == tema.AKSEN and not each.tutup and len(each.ruas[0]) == 2
    ]
    assert len(jalan) == 3  # the legend's sample, 2024–2025, 2027–2028
    assert len(lingkaran(chart)) == 1 + 4


def test_zero_absent_and_not_computable_stay_apart() -> None:
    chart = garis_target(
        "IKU",
        TAHUN,
        seri("0", None, None),
        seri("5", "5", "5"),
        alasan={2026: "penyebut 0", 2024: "tidak dipakai"},
    )
    assert chart.tabel.baris[:3] == (("2024", "0", "5"), ("2025", "–", "5"), ("2026", "penyebut 0", "5"))
    assert (
        len([each for each in garis(chart) if len(each.ruas) == 2 and not each.tutup]) == 2
    )  # cross and its legend
    assert "Tanpa angka, sebabnya pada tabel" in kata(chart)
    assert [each.y for each in lingkaran(chart)[1:]] == [180]  # zero is drawn, at the foot: 220 less 40


def test_the_target_path_is_dashed_with_another_mark() -> None:
    chart = garis_target("IKU", TAHUN, seri("1", "2"), seri("3", "4"))
    [jalan] = [each for each in garis(chart) if each.warna == tema.SASARAN and len(each.ruas[0]) == 2][1:]
    assert jalan.putus == tema.PUTUS
    assert len([each for each in garis(chart) if each.tutup and len(each.ruas[0]) == 4]) == 1 + 2


def test_the_last_known_figure_is_written_and_said() -> None:
    chart = garis_target("IKU", TAHUN, seri("41.2", "46.5"), seri(None, "45", "50", "55"))
    assert teks(chart, "46,5").tebal and teks(chart, "55", tema.UKURAN)
    assert chart.uraian == "Garis 2024–2030. Realisasi terakhir 46,5 (2025). Target 2025: 45. Target 2027: 55."


def test_a_figure_nobody_verified_is_hollow_and_says_so() -> None:
    chart = garis_target("IKU", TAHUN, seri("1", "2"), {}, draf={2025})
    assert [each.isi for each in lingkaran(chart)[2:]] == [tema.AKSEN, tema.KERTAS]
    assert chart.tabel.kepala[-1] == "Keadaan" and chart.tabel.baris[1][-1] == "belum diverifikasi"
    assert "(2025, belum diverifikasi)" in chart.uraian


def test_years_to_come_stand_on_a_light_ground() -> None:
    """Four of seven years come after 2026: four sevenths of what the figures of the axis leave."""
    chart = garis_target("IKU", TAHUN, seri("1"), {}, kini=2026)
    [ground] = kotak(chart, tema.LAPIS)
    assert ground.lebar == pytest.approx((360 - teks(chart, "1", tema.KECIL).bidang.kanan - 6) * 4 / 7)
    assert kotak(garis_target("IKU", TAHUN, seri("1"), {}, kini=2030), tema.LAPIS) == []


def test_a_scale_that_leaves_zero_out_says_so() -> None:
    assert "persen; sumbu 60–80" in kata(garis_target("IKU", TAHUN, seri("61", "79"), {}, satuan="persen"))
    assert "persen" in kata(garis_target("IKU", TAHUN, seri("1", "79"), {}, satuan="persen"))


def test_no_figure_at_all_is_said_not_drawn() -> None:
    chart = garis_target("IKU", TAHUN, {}, {})
    assert "Belum ada angka" in kata(chart) and "Realisasi belum ada." in chart.uraian
    assert not any(text in kata(chart) for text in ("0", "1"))
    assert_legible(chart)
    assert_clean(garis_target("IKU", (), {}, {}))


def test_a_range_has_two_paths_and_a_forecast_its_own_marks() -> None:
    chart = garis_target(
        "IKU", TAHUN, seri(None, "7"), seri("5", "5"), target_atas=seri("8", "8"), perkiraan=seri(None, "7", "7.5")
    )
    assert chart.tabel.kepala == ("Tahun", "Realisasi", "Target, batas bawah", "Target, batas atas", "Perkiraan")
    assert chart.tabel.baris[2] == ("2026", "–", "–", "–", "7,5")
    assert_legible(chart)


FIGURES = st.none() | st.decimals(-(10**12), 10**12, places=2) | st.decimals(0, 120, places=2)
SERIES = st.lists(FIGURES, min_size=7, max_size=7).map(lambda each: dict(zip(TAHUN, each, strict=True)))


@settings(max_examples=60, deadline=None)
@given(SERIES, SERIES, st.sampled_from([360.0, 300.0, 720.0]))
def test_labels_never_touch_whatever_the_figures(
    realisasi: dict[int, Decimal], target: dict[int, Decimal], lebar: float
) -> None:
    chart = garis_target("IKU", TAHUN, realisasi, target, kini=2026, satuan="Rp", lebar=lebar, draf={2025})
    assert_legible(chart)
    assert_clean(chart)


def test_the_small_line_stops_at_a_gap_and_begins_again() -> None:
    """64 high with an edge of 8: the lowest stands at 56, the highest at 8, half between at 32."""
    chart = percikan("Jalan", [("a", Decimal(0)), ("b", None), ("c", Decimal(10)), ("d", Decimal(5))])
    assert chart is not None
    assert [(each.x, each.y) for each in lingkaran(chart)] == [(8, 56), (8 + 2 * 304 / 3, 8), (312, 32)]
    [jalan] = garis(chart)
    assert len(jalan.ruas[0]) == 2
    assert chart.tabel.baris[1] == ("b", "–")
    assert chart.uraian == "Dari 0 ke 5; terendah 0, tertinggi 10."
    assert_clean(chart)


def test_fewer_than_two_known_figures_make_no_small_line() -> None:
    assert percikan("Jalan", [("a", Decimal(1)), ("b", None)]) is None
    assert percikan("Jalan", []) is None
    assert percikan("Datar", [("a", Decimal(1)), ("b", Decimal(1))]) is not None
