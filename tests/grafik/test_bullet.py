"""A figure against its target and the limits of the predicates."""

from decimal import Decimal

import pytest

from renstra.grafik import bullet, tema
from renstra.grafik.bullet import TANAH
from renstra.lib.numbers import NBSP
from tests.grafik.alat import assert_clean, assert_legible, garis, kata, kotak, teks


def test_the_bar_ends_at_its_share_of_the_scale() -> None:
    """358 units between the edges: 50 of 100 is 179 of them."""
    chart = bullet("Capaian", Decimal(50), Decimal(75))
    [bar] = kotak(chart, tema.AKSEN)
    assert (bar.x, bar.lebar) == (1, 179)
    [stroke] = [each for each in garis(chart) if each.warna == tema.TINTA]
    assert stroke.ruas[0][0][0] == 1 + 358 * 0.75


def test_the_grounds_end_at_the_limits_and_lighten() -> None:
    chart = bullet("Capaian", Decimal(10))
    ends = [kotak(chart, shade)[0].bidang.kanan for shade in TANAH]
    assert ends == pytest.approx([1 + 358 * limit / 100 for limit in (50, 65, 75, 90, 100)])
    lightness = [tema.luminans(shade) for shade in TANAH]
    assert lightness == sorted(lightness)


def test_zero_is_a_stroke_and_an_absent_figure_a_word() -> None:
    zero, none = bullet("Capaian", Decimal(0)), bullet("Capaian", None)
    assert [each.lebar for each in kotak(zero, tema.AKSEN)] == [2] and f"0{NBSP}%" in kata(zero)
    assert kotak(none, tema.AKSEN) == [] and "belum dilaporkan" in kata(none)
    reason = bullet("Capaian", None, alasan="penyebut 0")
    assert "penyebut 0" in kata(reason) and reason.tabel.baris[0] == ("Nilai", "penyebut 0")


def test_more_than_the_target_lengthens_the_scale_and_far_more_breaks_the_bar() -> None:
    over, far = (
        bullet("Capaian", Decimal("103.5"), Decimal(100)),
        bullet("Capaian", Decimal("431.25"), Decimal(100)),
    )
    assert teks(over, "150") and kotak(over, tema.AKSEN)[0].lebar == pytest.approx(358 * 103.5 / 150)
    assert teks(far, "200") and teks(far, f"431,25{NBSP}%")
    assert len([each for each in garis(far) if each.warna == tema.KERTAS]) == 2
    assert [each for each in garis(over) if each.warna == tema.KERTAS] == []


def test_below_zero_the_bar_goes_to_the_left_of_a_shown_zero() -> None:
    """From -50 to 100: zero stands after a third of 358."""
    chart = bullet("Efisiensi", Decimal(-12))
    [bar] = kotak(chart, tema.AKSEN)
    assert bar.bidang.kanan == pytest.approx(1 + 358 / 3) and bar.lebar == pytest.approx(358 * 12 / 150)
    assert teks(chart, "0") and teks(chart, "-50")


def test_an_unverified_figure_is_hatched_and_says_so() -> None:
    chart = bullet("Capaian", Decimal(62), draf=True)
    assert f"62{NBSP}%, belum diverifikasi" in kata(chart) and "(belum diverifikasi)" in chart.uraian
    assert any(len(each.ruas) > 20 for each in garis(chart))


@pytest.mark.parametrize("nilai", [None, "0", "-300", "49.995", "100", "199.99", "99999.99"])
@pytest.mark.parametrize("target", [None, "0", "12.5", "100", "250"])
@pytest.mark.parametrize("lebar", [220.0, 360.0])
def test_nothing_touches_or_is_cut(nilai: str | None, target: str | None, lebar: float) -> None:
    value, goal = (None if text is None else Decimal(text) for text in (nilai, target))
    chart = bullet(
        "Capaian", value, goal, lebar=lebar, alasan="tidak dapat dihitung: target belum ditetapkan", draf=True
    )
    assert_legible(chart)
    assert_clean(chart)


def test_a_third_is_written_with_two_decimals() -> None:
    assert f"33,33{NBSP}%" in kata(bullet("Capaian", Decimal(100) / 3))
