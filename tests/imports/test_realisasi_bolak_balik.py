"""Whatever figures and texts a person types into the template, they come in to the last digit, and once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renstra.lib.numbers import format_number
from targets.models import EvaluasiTriwulan, Realisasi, RealisasiAnggaran
from tests.imports.buku import filled
from tests.imports.test_realisasi import SUB, brought_in, look, stage, template
from tests.targets.pabrik import Panggung

__all__ = ["stage"]
pytestmark = pytest.mark.django_db


def figures(whole: int, places: int, lowest: int | None = None) -> st.SearchStrategy[Decimal]:
    """Figures of at most so many digits before and after the comma: what the entry page keeps."""
    highest = 10 ** (whole + places) - 1
    low = -highest if lowest is None else lowest
    return st.integers(low, highest).map(lambda n: Decimal(n).scaleb(-places))


FIGURE, PART, RUPIAH = figures(11, 4), figures(11, 4, 0), figures(13, 2)
WHOLE = figures(11, 4, 1)
PERCENT = figures(3, 4, 10001)
"""Above 1: a smaller one in a percentage is asked about."""
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)
EDGES = st.sampled_from(["=1+1", "+62", "-", "@x", "'kutip", "“baris”\nkedua", "😀", "0", "1.250", "a\tb"])
WAYS = st.sampled_from(["angka", "teks"])


def typed(value: Decimal, way: str) -> Any:
    """Return a figure as it stands in a cell: a number, or a text as people here write it."""
    return (
        value
        if way == "angka"
        else f"{format_number(value)},00"
        if value == value.to_integral()
        else format_number(value)
    )


@given(
    a=FIGURE, percent=PERCENT, above=PART, below=WHOLE, money=RUPIAH, grade=st.sampled_from("ABC"),
    text=TEXT | EDGES, note=TEXT | EDGES, way=WAYS,
)  # fmt: skip
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_and_texts_survive_the_template(
    stage: Panggung, a: Decimal, percent: Decimal, above: Decimal, below: Decimal, money: Decimal, grade: str,
    text: str, note: str, way: str,
) -> None:  # fmt: skip
    cells = {
        ("Kinerja", "A", "Realisasi"): typed(a, way),
        ("Kinerja", "A", "Keterangan"): text,
        ("Kinerja", "C", "Pembilang"): typed(above, way),
        ("Kinerja", "C", "Penyebut"): typed(below, way),
        ("Kinerja", "D", "Kode nilai"): grade,
        ("Kinerja", "E", "Realisasi"): typed(percent, way),
        ("Anggaran", SUB, "Realisasi (Rp)"): typed(money, way),
        ("Evaluasi", "Bidang-A", "Faktor pendorong keberhasilan"): note,
    }
    with transaction.atomic():
        content = filled(template(stage), cells)
        brought_in(stage, content)
        found = {row.indikator.kode: row for row in Realisasi.objects.select_related("indikator")}
        kept = " ".join(text.split("\t")).strip()
        assert (found["A"].nilai, found["A"].keterangan) == (a, kept)
        assert (found["C"].pembilang, found["C"].penyebut) == (above, below)
        assert (found["D"].kode, found["D"].nilai) == (grade, {"A": 4, "B": 3, "C": 2}[grade])
        assert found["E"].nilai == percent
        assert RealisasiAnggaran.objects.get().nilai == money
        assert EvaluasiTriwulan.objects.get().faktor_pendorong == " ".join(note.split("\t")).strip()
        assert look(stage, content).perubahan == []
        assert look(stage, template(stage)).perubahan == []
        transaction.set_rollback(True)
