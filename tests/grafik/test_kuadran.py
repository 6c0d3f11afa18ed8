"""Capaian against serapan in four quadrants."""

from decimal import Decimal
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.grafik import Grafik, TitikKuadran, kuadran, tema
from renstra.grafik.kuadran import R
from renstra.grafik.lukisan import Lingkaran
from renstra.lib.numbers import NBSP
from tests.grafik.alat import assert_clean, assert_legible, kata, kotak, lingkaran, teks

AMBANG = (Decimal(75), Decimal(90))


def titik(nama: str, serapan: str | None, capaian: str | None, **lain: object) -> TitikKuadran:
    figures = (None if text is None else Decimal(text) for text in (serapan, capaian))
    return TitikKuadran(nama, *figures, **lain)  # type: ignore[arg-type]


def bulatan(chart: Grafik, banyak: int) -> list[Lingkaran]:
    """Return the numbered points of the map; those of the key follow them."""
    return [each for each in lingkaran(chart) if each.r == R][:banyak]


def test_a_point_stands_where_its_figures_say() -> None:
    """Serapan runs from 0 to 150 (the largest), capaian from 0 to 150 too: 75 is half of both."""
    chart = kuadran("P", [titik("A", "0", "0"), titik("B", "75", "75"), titik("C", "150", "150")], ambang=AMBANG)
    a, b, c = bulatan(chart, 3)
    assert (b.x, b.y) == (pytest.approx((a.x + c.x) / 2), pytest.approx((a.y + c.y) / 2))
    assert c.x > a.x and c.y < a.y
    assert a.y - c.y == pytest.approx(210)


@pytest.mark.parametrize(
    ("serapan", "capaian", "letak"),
    [
        ("74.99", "90", "Tercapai, serapan rendah"),
        ("75", "90", "Tercapai, terserap"),
        ("74.99", "89.99", "Belum tercapai, serapan rendah"),
        ("75", "89.99", "Terserap, belum tercapai"),
        ("0", "0", "Belum tercapai, serapan rendah"),
        (None, "40", "serapan tidak ada"),
        (None, None, "serapan dan capaian tidak ada"),
    ],
)
def test_the_limit_itself_counts_as_reached(serapan: str | None, capaian: str | None, letak: str) -> None:
    assert kuadran("P", [titik("A", serapan, capaian)], ambang=AMBANG).tabel.baris[0][3] == letak


def test_what_is_spent_but_not_achieved_stands_out_without_colour_too() -> None:
    chart = kuadran("P", [titik("A", "80", "50"), titik("B", "80", "95")], ambang=AMBANG)
    a, b = bulatan(chart, 2)
    assert (a.isi, b.isi) == (tema.BAHAYA, tema.AKSEN)
    [ground, *_] = kotak(chart, "#fbf1ee")
    assert ground.bidang.memuat(a.bidang) and not ground.bidang.memuat(b.bidang)
    assert "Terserap, belum tercapai: A." in chart.uraian


def test_what_lacks_a_figure_is_listed_and_not_drawn() -> None:
    chart = kuadran(
        "P",
        [titik("A", "80", "50"), titik("B", None, "95"), titik("C", "9", None, alasan="belum dilaporkan")],
        ambang=AMBANG,
    )
    assert len([each for each in lingkaran(chart) if each.r == R]) == 2  # on the map and in the key
    assert {"Tidak digambar", "B: serapan tidak ada", "C: belum dilaporkan"} <= set(kata(chart))
    assert "Tidak digambar: B, C." in chart.uraian
    assert chart.tabel.baris[1] == ("B", "–", f"95{NBSP}%", "serapan tidak ada")


def test_points_in_one_place_are_led_apart() -> None:
    chart = kuadran("P", [titik(f"P{n}", "50", "50") for n in range(6)], ambang=AMBANG)
    for satu, lain in combinations(bulatan(chart, 6), 2):
        assert hypot(satu.x - lain.x, satu.y - lain.y) >= 2 * R
    assert len([each for each in lingkaran(chart) if each.r == 2.5]) == 6  # each still shows its place


def test_far_beyond_the_scale_a_point_stands_at_its_edge_and_the_key_says_the_figure() -> None:
    chart = kuadran("P", [titik("A", "40", "930"), titik("B", "40", "150")], ambang=AMBANG)
    assert f"Serapan 40{NBSP}%, capaian 930{NBSP}%" in kata(chart)
    assert teks(chart, "150", tema.KECIL)


def test_the_key_stands_beside_the_map_on_a_whole_page() -> None:
    satu = [titik("Program A", "50", "50")]
    assert teks(kuadran("P", satu, ambang=AMBANG, lebar=720), "Program A").x > 380
    assert teks(kuadran("P", satu, ambang=AMBANG), "Program A").x < 40


def test_none_to_draw_is_said() -> None:
    chart = kuadran("P", [], ambang=AMBANG)
    assert "Belum ada yang dapat digambar." in kata(chart)
    assert_legible(chart)
    assert_clean(chart)


PERCENT = st.none() | st.decimals(-20, 300, places=2) | st.sampled_from([Decimal(n) for n in (0, 50, 75, 90, 100)])
LONG = "Program Penanganan Warga Negara Migran Korban Tindak Kekerasan " * 2
POINTS = st.lists(
    st.builds(TitikKuadran, st.sampled_from(["A", LONG]), PERCENT, PERCENT, st.just(""), st.booleans()),
    max_size=24,
)


@settings(max_examples=60, deadline=None)
@given(
    POINTS,
    st.sampled_from([AMBANG, (Decimal(95), Decimal(100)), (Decimal(20), Decimal(50))]),
    st.sampled_from([360.0, 720.0]),
)
def test_numbers_names_and_key_stay_apart(
    points: list[TitikKuadran], ambang: tuple[Decimal, Decimal], lebar: float
) -> None:
    chart = kuadran("Uji", points, ambang=ambang, lebar=lebar)
    assert_legible(chart)
    assert_clean(chart)
