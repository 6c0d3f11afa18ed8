"""The whole Renstra in and out again: every value equal, nothing half, nothing silent."""

from typing import Any

import pytest

from tests.imports.renstra import empty_plan, goal, look, make_rule, prints, take, template

pytestmark = pytest.mark.django_db


def test_the_batam_renstra_comes_in_again_as_it_went_out(renstra: Any, people: Any) -> None:
    before, tujuan = prints(renstra), goal(renstra, people["sekretariat"])
    buku = template(tujuan)
    empty_plan(renstra)
    p = take(buku, tujuan)
    assert p.perubahan
    make_rule(renstra)
    assert prints(renstra) == before


def test_the_filled_template_changes_nothing(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    buku = template(tujuan)
    empty_plan(renstra)
    take(buku, tujuan)
    p = look(template(tujuan), tujuan)
    assert (p.temuan, p.perubahan) == ([], [])
