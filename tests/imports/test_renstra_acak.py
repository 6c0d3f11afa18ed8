"""Random plans through the whole loop: out, into an empty plan, enacted, out again, every value equal."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from imports.exports.templat import write_csv
from imports.importers.renstra.pengimpor import RenstraPengimpor
from tests.imports.acak import Pembuat, Rencana, plans
from tests.imports.renstra import empty_plan, goal, look, make_rule, prints, read, take, template

pytestmark = pytest.mark.django_db
APA_ADANYA = {"soal:pecahan_persen": "apa_adanya"}
"""Half a percent is what these plans mean by 0,5: an office is asked."""
LOOP = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),  # to shrink a plan takes minutes
)
LAIN = ("Tujuan", "Sasaran", "Program", "Subkegiatan", "Hasil", "Indikator", "Target lain", "Landasan")


@given(plan=plans())
@LOOP
def test_any_plan_comes_back_from_its_workbook(renstra: Any, people: Any, plan: Rencana) -> None:
    with transaction.atomic():
        own = Pembuat(renstra.perangkat_daerah).build(plan)
        before, tujuan = prints(own), goal(own, people["sekretariat"])
        buku = template(tujuan)
        empty_plan(own)
        take(buku, tujuan, APA_ADANYA)
        p = look(template(tujuan), tujuan, {})
        assert (p.temuan, p.perubahan) == ([], [])
        make_rule(own)
        assert prints(own) == before
        transaction.set_rollback(True)


@given(plan=plans(bertingkat=False))
@settings(LOOP, max_examples=5)
def test_any_plan_comes_back_from_csv(renstra: Any, people: Any, plan: Rencana) -> None:
    """One sheet of the workbook at a time, as CSV: misi first, then the tables, then what they do not print.

    Without graded units: a table alone does not tell what their codes are worth.
    """
    with transaction.atomic():
        own = Pembuat(renstra.perangkat_daerah).build(plan)
        before, tujuan = prints(own), goal(own, people["sekretariat"])
        files = {sheet.nama: write_csv(sheet) for sheet in RenstraPengimpor().templat(tujuan).lembar}
        units = {each.kode: each.unit.kode for each in own.program_set.select_related("unit")}
        empty_plan(own)
        answers = {**APA_ADANYA, **{f"soal:unit {kode}": unit for kode, unit in units.items()}}
        for name in ("Misi", "Tujuan", "Sasaran", "Tabel 3.1", "Tabel 4.2", *LAIN):
            if len(files[name].splitlines()) > 1:
                take(read(files[name], f"{name}.csv"), tujuan, answers)
        make_rule(own)
        assert prints(own) == before
        transaction.set_rollback(True)
