"""Findings: the one arithmetic mistake of the document, and each rule on a hand-made plan."""

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from targets.findings import IndicatorFigures, PlanSnapshot, check


def make_plan(**changes: Any) -> PlanSnapshot:
    defaults: dict[str, Any] = {
        "codes": ("1", "1.06", "1.06.01", "1.06.01.2.01", "1.06.01.2.01.0001"),
        "pagu": {"1.06.01.2.01.0001": {2025: Decimal(10_000_000), 2026: Decimal(12_000_000)}},
        "indicators": (make_indicator(),),
        "printed": {},
        "remarks": (),
        "years": (2025, 2026),
    }
    return PlanSnapshot(**defaults | changes)


def make_indicator(**changes: Any) -> IndicatorFigures:
    defaults: dict[str, Any] = {
        "kode": "I1",
        "nama": "Jumlah dokumen",
        "parent": "1.06.01.2.01.0001",
        "polaritas": "positif",
        "baseline": Decimal(1),
        "targets": {2025: Decimal(2), 2026: Decimal(3)},
    }
    return IndicatorFigures(**defaults | changes)


def rules(plan: PlanSnapshot) -> set[str]:
    return {finding.rule for finding in check(plan)}


def test_a_sound_plan_has_no_finding() -> None:
    assert check(make_plan()) == []


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("jumlah-tercetak", {"printed": {("Tabel 4.2", "1.06", "pagu_2025"): Decimal(9)}}),
        ("iku-berbeda", {"printed": {("Tabel 4.4", "I1", "target_2025"): Decimal(9)}}),
        ("kode-ganda", {"codes": ("1", "1")}),
        ("kode-tanpa-induk", {"codes": ("1", "1.06.01")}),
        ("pagu-tanpa-target", {"indicators": (make_indicator(targets={2026: Decimal(3)}),)}),
        ("target-tanpa-pagu", {"pagu": {"1.06.01.2.01.0001": {2025: Decimal(0), 2026: Decimal(5_000_000)}}}),
        ("tanpa-target", {"indicators": (make_indicator(targets={}),)}),
        ("lonjakan", {"indicators": (make_indicator(targets={2025: Decimal(2), 2026: Decimal(21)}),)}),
        ("melawan-polaritas", {"indicators": (make_indicator(targets={2025: Decimal(3), 2026: Decimal(2)}),)}),
        ("melawan-polaritas", {"indicators": (make_indicator(polaritas="negatif"),)}),
        ("baseline-sama", {"indicators": (make_indicator(baseline=Decimal(3)),)}),
        ("sumber-meragukan", {"remarks": (("meragukan", "Tabel 4.2", "Dibaca demikian."),)}),
    ],
)
def test_each_rule_finds_its_case(rule: str, changes: dict[str, Any]) -> None:
    assert rule in rules(make_plan(**changes))


def test_a_tenfold_change_is_not_yet_a_jump() -> None:
    targets = {2025: Decimal(2), 2026: Decimal(20)}
    assert "lonjakan" not in rules(make_plan(indicators=(make_indicator(targets=targets),)))


def test_the_document_has_exactly_one_arithmetic_mistake(renstra: Any) -> None:
    out = StringIO()
    call_command("check_plan", "--format", "json", stdout=out)
    wrong = [finding for finding in json.loads(out.getvalue()) if finding["aturan"] == "jumlah-tercetak"]
    assert [(f["tempat"], f["tercetak"][:11], f["terhitung"]) for f in wrong] == [
        ("2", "23665768150", "23756754950"),
        ("2.13", "23665768150", "23756754950"),
    ]
    assert all("2026" in finding["kalimat"] for finding in wrong)


@pytest.mark.django_db
def test_an_unknown_renstra_names_those_there_are() -> None:
    with pytest.raises(CommandError, match="dinsospm-2025"):
        call_command("check_plan", "--renstra", "lain")


def test_the_order_of_findings_does_not_depend_on_the_order_of_rows() -> None:
    pagu = {2025: Decimal(1_000_000), 2026: Decimal(50_000_000), 2027: Decimal(2_000_000)}
    printed = {("Tabel 4.2", "1.06", f"pagu_{year}"): Decimal(9) for year in pagu}
    plan = make_plan(pagu={"1.06.01.2.01.0001": pagu}, printed=printed, years=(2025, 2026, 2027))
    turned = make_plan(
        pagu={"1.06.01.2.01.0001": dict(reversed(pagu.items()))},
        printed=dict(reversed(printed.items())),
        years=(2025, 2026, 2027),
    )
    assert check(plan) == check(turned)
