"""No figure is lost or changed between the cell and the Decimal: for any figure that can be kept at all."""

import io
import random
import re
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.lib.importing import SelError
from renstra.lib.numbers import format_number, format_rupiah
from renstra.lib.pembaca.buku import PERSEN, Sel, read_workbook
from renstra.lib.pembaca.nilai import read_code, read_figure

FIGURES = st.integers(-(10**15) + 1, 10**15 - 1).flatmap(
    lambda whole: st.integers(0, 4).map(lambda places: Decimal(whole).scaleb(-places))
)


def native(value: float, form: str = "") -> Sel:
    """Return the cell that a file with this float gives."""
    return Sel(1, 1, Decimal(repr(value)), form)


@settings(max_examples=500)
@given(FIGURES)
def test_a_figure_of_fifteen_digits_comes_out_of_its_float_unchanged(figure: Decimal) -> None:
    assert read_figure(native(float(figure))) == figure


@settings(max_examples=300)
@given(FIGURES)
def test_a_figure_written_the_indonesian_way_is_read_as_itself(figure: Decimal) -> None:
    text = format_number(figure)
    if not re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", text):  # 1,250 of Rupiah is asked about instead
        assert read_figure(Sel(1, 1, text), rupiah=True) == figure
    whole = figure.to_integral_value()
    assert read_figure(Sel(1, 1, format_rupiah(whole)), rupiah=True, places=0) == whole


@settings(max_examples=300)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_noise_of_a_sum_of_floats_is_no_part_of_the_figure(a: int, b: int, c: int) -> None:
    """0.1 + 0.2 is 0.30000000000000004 as a float, and 0.3 in the budget."""
    assert read_figure(native(a / 10 + b / 10 + c / 10)) == Decimal(a + b + c) / 10


@settings(max_examples=300)
@given(st.integers(0, 100_000))
def test_a_cell_shown_as_a_percentage_is_a_hundred_times_its_number_exactly(hundredths: int) -> None:
    assert read_figure(native(hundredths / 10_000, PERSEN), persen=True) == Decimal(hundredths) / 100


@settings(max_examples=300)
@given(st.floats() | st.text(max_size=60))
def test_a_cell_is_a_figure_or_a_sentence_and_never_an_error(value: float | str) -> None:
    cell = Sel(1, 1, value) if isinstance(value, str) else native(value)
    for options in ({}, {"rupiah": True}, {"persen": True}):
        try:
            figure = read_figure(cell, **options)  # type: ignore[arg-type]
        except SelError as error:
            assert error.alasan.endswith(".") and error.saran.endswith(".")
        else:
            assert figure is None or (figure.is_finite() and -(10**15) < figure < 10**15)


@settings(max_examples=300)
@given(st.text(max_size=80))
def test_a_code_is_a_code_or_a_sentence_and_never_an_error(text: str) -> None:
    try:
        read_code(Sel(1, 1, text))
    except SelError as error:
        assert error.saran


def test_a_very_long_cell_is_judged_at_once() -> None:
    for text in ("9" * 32_767 + "x", "o" * 32_767, "1.000" * 6_000, "1o" * 16_000):
        with pytest.raises(SelError, match="bukan angka"):
            read_figure(Sel(1, 1, text))
        with pytest.raises(SelError, match="bukan kode"):
            read_code(Sel(1, 1, text))


def test_two_thousand_figures_pass_through_a_file_unchanged() -> None:
    chance = random.Random(5)  # noqa: S311 — the same figures every time
    figures = [Decimal(chance.randrange(10**15)).scaleb(-chance.randrange(5)) for _ in range(2000)]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_column(0, 0, [float(figure) for figure in figures])
    sheet = read_workbook(stream, "angka.xlsx").lembar[0]
    assert [read_figure(sheet.sel(row, 1)) for row in range(1, 2001)] == figures
