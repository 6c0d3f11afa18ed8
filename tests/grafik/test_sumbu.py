"""Axes: round marks by hand, and what is written beside them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renstra.grafik.sumbu import LANGKAH, sumbu


def D(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("nilai", "nol", "tanda"),
    [
        (("0", "100"), True, ("0", "25", "50", "75", "100")),
        (("3", "97"), True, ("0", "25", "50", "75", "100")),
        (("41.2", "70"), False, ("40", "50", "60", "70")),  # 28,8 / 4 = 7,2, next round step 10
        (("71.05", "81"), False, ("70", "72.5", "75", "77.5", "80", "82.5")),  # 9,95 / 4 = 2,49, next 2,5
        (("-12", "50"), True, ("-20", "0", "20", "40", "60")),  # 62 / 4 = 15,5, next 20
        (("-3", "-1"), True, ("-3", "-2", "-1", "0")),
        (("7",), False, ("6", "7", "8")),  # flat: a tenth to either side, whole steps for whole figures
        (("0",), True, ("0", "1")),
        ((), True, ("0", "1")),
        (("2",), True, ("0", "1", "2")),
    ],
)
def test_marks_are_round_and_hold_the_figures(nilai: tuple[str, ...], nol: bool, tanda: tuple[str, ...]) -> None:
    assert sumbu(D(*nilai), nol=nol).tanda == D(*tanda)


def test_zero_joins_a_scale_whose_figures_come_near_it() -> None:
    assert sumbu(D("40", "80"), nol=False).bawah == 0
    assert sumbu(D("60", "80"), nol=False).bawah == 60


def test_large_figures_are_written_in_their_unit_of_size() -> None:
    rupiah = sumbu(D("0", "56091664083"))
    assert (rupiah.kata, [rupiah.tulis(each) for each in rupiah.tanda]) == ("miliar", ["0", "20", "40", "60"])
    assert rupiah.tulis(Decimal("56091664083")) == "56,09"  # 56,091…
    assert sumbu(D("0", "2500000")).kata == "juta"
    assert sumbu(D("0", "999")).kata == ""


def test_half_of_the_scale_is_its_middle_and_nothing_leaves_it() -> None:
    scale = sumbu(D("0", "100"))
    assert (scale.bagian(Decimal(50)), scale.bagian(Decimal(250)), scale.bagian(Decimal(-1))) == (0.5, 1.0, 0.0)


@given(st.lists(st.decimals(-(10**14), 10**14, places=2), min_size=1, max_size=8), st.booleans())
def test_any_figures_stand_between_round_ends(nilai: list[Decimal], nol: bool) -> None:
    scale = sumbu(nilai, nol=nol)
    assert scale.bawah <= min(nilai) and max(nilai) <= scale.atas
    assert 2 <= len(scale.tanda) <= 9
    assert scale.langkah.scaleb(-scale.langkah.adjusted()).normalize() in {each.normalize() for each in LANGKAH}
    assert all(each % scale.langkah == 0 for each in scale.tanda)
