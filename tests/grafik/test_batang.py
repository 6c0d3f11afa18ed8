"""Bars: level, stacked, side by side."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.grafik import Batang, batang, batang_berpasangan, batang_bertumpuk, contoh, tema
from tests.grafik.alat import assert_clean, assert_legible, garis, kata, kotak, teks

AKSEN = tema.AKSEN
LONG = "Bidang Perlindungan dan Jaminan Sosial serta Pemberdayaan Fakir Miskin dan Penanganan Bencana Sosial"


def test_a_bar_is_as_long_as_its_share() -> None:
    chart = batang("Serapan", [Batang("A", Decimal(100)), Batang("B", Decimal(50), target=Decimal(75))])
    satu, dua = kotak(chart, AKSEN)
    assert dua.lebar == pytest.approx(satu.lebar / 2)
    [stroke] = [each for each in garis(chart) if each.warna == tema.TINTA]
    assert stroke.ruas[0][0][0] == pytest.approx(satu.x + satu.lebar * 0.75)
    assert teks(chart, "50").bidang.kiri > satu.x + satu.lebar / 2


def test_zero_is_a_stroke_and_what_is_absent_says_why() -> None:
    chart = batang("Serapan", [Batang("A", Decimal(0)), Batang("B", None), Batang("C", None, alasan="penyebut 0")])
    assert [each.lebar for each in kotak(chart, AKSEN)] == [1.5]
    assert [row[1] for row in chart.tabel.baris] == ["0", "belum dilaporkan", "penyebut 0"]
    assert {"0", "belum dilaporkan", "penyebut 0"} <= set(kata(chart))
    assert chart.uraian == "3 batang. Tertinggi A: 0; terendah A: 0. 2 tanpa angka."


def test_below_zero_the_bar_goes_left_and_its_figure_stands_before_it() -> None:
    chart = batang("Selisih", [Batang("A", Decimal(30)), Batang("B", Decimal(-10))])
    naik, turun = kotak(chart, AKSEN)
    assert turun.bidang.kanan == pytest.approx(naik.x) and turun.lebar == pytest.approx(naik.lebar / 3)
    assert teks(chart, "-10").bidang.kanan < turun.x


def test_the_word_stands_behind_the_figure_and_in_the_table() -> None:
    chart = batang("Liga", [Batang("A", Decimal(80), kata="Tinggi", draf=True)], kolom=("Unit", "Capaian"))
    assert "80 Tinggi" in kata(chart) and "Belum diverifikasi" in kata(chart)
    assert chart.tabel.kepala == ("Unit", "Capaian", "Keterangan", "Keadaan")
    assert chart.tabel.baris == (("A", "80", "Tinggi", "belum diverifikasi"),)


def test_long_names_stand_above_their_bars_where_there_is_no_room() -> None:
    chart = batang("Liga", [Batang(LONG, Decimal("88.5"), kata="Sangat Tinggi"), Batang("B", Decimal(1))])
    [atas, *_] = kotak(chart, AKSEN)
    assert atas.x == 0 and teks(chart, "B").x == 0
    assert_legible(chart)


NUMBERS = st.none() | st.decimals(-300, 300, places=2) | st.decimals(-(10**13), 10**13, places=2)
ROWS = st.lists(
    st.builds(
        Batang,
        st.sampled_from(["TW I", "Sekretariat", LONG, "Kata" * 40]),
        NUMBERS,
        st.sampled_from(["", "tidak dapat dihitung: target belum ditetapkan untuk tahun ini"]),
        st.sampled_from(["", "Sangat Rendah"]),
        target=st.none() | st.decimals(-100, 200, places=1),
        draf=st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(ROWS, st.sampled_from([None, Decimal(100)]), st.sampled_from([320.0, 360.0, 720.0]))
def test_level_bars_keep_their_words_apart(rows: list[Batang], acuan: Decimal | None, lebar: float) -> None:
    chart = batang("Uji", rows, acuan=acuan, lebar=lebar)
    assert_legible(chart)
    assert_clean(chart)


def test_parts_stand_on_each_other_to_the_height_of_their_sum() -> None:
    """Of 280 the unit takes 22, the sums 17, the years 22 below: 0 is at 258, 100 at 39, so 25 is 54,75 high."""
    chart = batang_bertumpuk("Pagu", [2025], [("A", {2025: Decimal(25)}), ("B", {2025: Decimal(75)})])
    [bawah, *_], [atas, *_] = kotak(chart, tema.seri(0).warna), kotak(chart, tema.seri(1).warna)
    assert (bawah.y, bawah.tinggi, atas.y, atas.tinggi) == (203.25, 54.75, 39, 164.25)
    assert teks(chart, "2025") and "Rp" in kata(chart)
    assert chart.tabel.baris[-1] == ("Jumlah", "Rp\N{NO-BREAK SPACE}100")


def test_the_axis_follows_the_size_of_the_figures() -> None:
    small = batang_bertumpuk("Pagu", [2025], [("A", {2025: Decimal(3_000_000)})])
    large = batang_bertumpuk("Pagu", [2025], [("A", {2025: Decimal(81_058_665_524)})])
    assert "Rp juta" in kata(small) and {"0", "1", "2"} <= set(kata(small))
    assert "Rp miliar" in kata(large) and {"0", "25", "50", "75", "100", "81,06"} <= set(kata(large))


def test_parts_below_zero_hang_and_a_year_without_figures_has_a_dash() -> None:
    chart = batang_bertumpuk(
        "Geser", [2025, 2026, 2027], [("A", {2025: Decimal(5), 2027: Decimal(0)}), ("B", {2025: Decimal(-5)})]
    )
    [naik], [turun] = (kotak(chart, tema.seri(n).warna)[:1] for n in (0, 1))
    assert naik.bidang.bawah == pytest.approx(turun.y)
    assert "–" in kata(chart) and chart.tabel.baris[-1] == (
        "Jumlah",
        "Rp\N{NO-BREAK SPACE}0",
        "–",
        "Rp\N{NO-BREAK SPACE}0",
    )


def test_more_than_eight_series_differ_by_pattern_and_number() -> None:
    series = [(f"Program {n}", {2025: Decimal(10)}) for n in range(1, 25)]
    looks = {(tema.seri(n).warna, tema.seri(n).pola) for n in range(24)}
    chart = batang_bertumpuk("Pagu", [2025], series, tinggi=900)
    assert len(looks) == 24
    assert all(kata(chart).count(str(n)) == 2 for n in range(1, 25))  # in its part and in the legend
    assert_legible(chart)
    assert_clean(chart)


def test_neighbouring_series_differ_in_grey() -> None:
    light = [tema.luminans(tema.seri(n).warna) for n in range(9)]
    assert all(abs(a - b) > 0.05 for a, b in pairwise(light))


def test_the_swatch_of_a_page_carries_the_number_of_the_series() -> None:
    assert ">9</text>" in contoh(8) and 'fill="#0b5563"' in contoh(8) and "style" not in contoh(8)


def test_pairs_stand_side_by_side_and_half_is_half() -> None:
    """The legend takes 15, the figures 17, the years 22 of 280: 226 units for the highest."""
    chart = batang_berpasangan(
        "IKU",
        [2025, 2026],
        [("Target", {2025: Decimal(100), 2026: Decimal(0)}), ("Realisasi", {2025: Decimal(50)})],
    )
    _, target, zero = kotak(chart, "#b0ccd1")
    _, realisasi = kotak(chart, "#0b5563")
    assert (target.tinggi, realisasi.tinggi, zero.tinggi) == (226, 113, 1.5)
    assert (target.x, realisasi.x) == pytest.approx((360 * 0.14 + 1, 360 * 0.14 + 360 * 0.36 + 1))
    assert kata(chart).count("–") == 1 and teks(chart, "0")
    assert chart.tabel.baris == (("Target", "100", "0"), ("Realisasi", "50", "–"))
    assert chart.uraian == "2025: Target 100, Realisasi 50; 2026: Target 0."


PAIRS = st.dictionaries(st.integers(2025, 2030), NUMBERS, max_size=6)


@settings(max_examples=60, deadline=None)
@given(PAIRS, PAIRS, st.sampled_from([360.0, 720.0]))
def test_upright_bars_keep_their_words_apart(
    satu: dict[int, Decimal], dua: dict[int, Decimal], lebar: float
) -> None:
    series = [("Target", satu), ("Realisasi", dua)]
    for chart in (
        batang_bertumpuk("Uji", range(2025, 2031), series, lebar=lebar),
        batang_berpasangan("Uji", range(2025, 2031), series, lebar=lebar),
    ):
        assert_legible(chart)
        assert_clean(chart)
