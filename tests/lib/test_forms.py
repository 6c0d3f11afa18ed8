"""The figure field takes what it shows, and asks where a figure can be read twice."""

from decimal import Decimal
from typing import Any

import pytest
from django import forms

from renstra.lib.forms import AngkaField


class Sheet(forms.Form):
    pagu = AngkaField(max_digits=15, decimal_places=0, required=False)
    target = AngkaField(max_digits=20, decimal_places=4, required=False)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("pagu", Decimal("118493000"), "118.493.000"),
        ("pagu", Decimal("118493"), "118.493"),
        ("pagu", Decimal("0"), "0"),
        ("target", Decimal("1250.0000"), "1250"),
        ("target", Decimal("91.1100"), "91,11"),
        ("target", None, None),
    ],
)
def test_a_figure_comes_back_as_it_was_shown(field: str, value: Any, shown: str | None) -> None:
    assert Sheet(initial={field: value})[field].value() == shown
    back = Sheet({field: shown or ""}, initial={field: value})
    assert back.is_valid() and back.cleaned_data[field] == value
    assert back.changed_data == []


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("target", "1.250", "dapat dibaca 1250 (ribuan) atau 1,250 (desimal)"),
        ("target", "banyak", "tidak terbaca sebagai angka"),
        ("pagu", "10,5", "desimal"),
        ("pagu", "1" * 16, "15"),
    ],
)
def test_what_cannot_be_read_one_way_is_refused(field: str, text: str, sentence: str) -> None:
    sheet = Sheet({field: text})
    assert not sheet.is_valid()
    assert sentence in str(sheet.errors[field])


def test_a_refused_text_is_shown_again_as_typed() -> None:
    sheet = Sheet({"target": "1.250"})
    assert not sheet.is_valid()
    assert sheet["target"].value() == "1.250"
