from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.lib.numbers import (
    AngkaAmbiguError,
    AngkaError,
    format_number,
    format_percent,
    format_rupiah,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("Rp1.250.000", "1250000"),
        ("Rp 1.250.000,00", "1250000.00"),
        ("12,5 %", "12.5"),
        ("12.5", "12.5"),
        ("Rp\N{NO-BREAK SPACE}1.250.000", "1250000"),
        ("-Rp 2.500,5", "-2500.5"),
        ("0.125", "0.125"),
        ("0", "0"),
        ("-3,5", "-3.5"),
        ("17.343.290.083", "17343290083"),
    ],
)
def test_it_reads_figures_as_offices_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "Rp -", "\N{NO-BREAK SPACE}"])
def test_it_reads_nothing_as_none_and_not_as_zero(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["dua belas", "1,2,3", "1.23.456", "o", "12 5", "1 234", "Rp", "%", "1e5", "NaN"])
def test_it_names_what_it_cannot_read(text: str) -> None:
    with pytest.raises(AngkaError, match="tidak terbaca"):
        parse_number(text)


def test_it_asks_about_an_ambiguous_figure() -> None:
    with pytest.raises(AngkaAmbiguError) as error:
        parse_number("1.250")
    assert error.value.readings == (Decimal(1250), Decimal("1.250"))


def test_it_writes_indonesian() -> None:
    assert format_number(Decimal("17343290083")) == "17.343.290.083"
    assert format_number(Decimal("76.1000")) == "76,1"
    assert format_number(None) == ""
    assert format_number(0) == "0"
    assert format_rupiah(Decimal(1250000)).endswith("1.250.000")
    assert format_percent(Decimal("91.5")).startswith("91,5")


@settings(max_examples=1000)
@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_writing_then_reading_gives_the_same_figure(value: Decimal) -> None:
    assert parse_number(format_number(value, 2)) == value
