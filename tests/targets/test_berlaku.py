"""Which document rules a figure: PK, Renja, Renstra in this order (money: DPA), of each the latest perubahan."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Dokumen, Renstra
from targets.models import Pagu, Target, TargetTriwulan
from targets.selectors.angka import renstra_of
from targets.selectors.berlaku import Berlaku
from tests.targets.pabrik import TAHUN, Panggung


def dokumen(panggung: Panggung, jenis: str, **values: Any) -> Dokumen:
    return Dokumen.objects.create(
        renstra=panggung.renstra, jenis=jenis, **{"tahun": TAHUN, "status": "ditetapkan", **values}
    )


def state(dokumen: Dokumen, panggung: Panggung, kode: str, nilai: int, tahun: int = TAHUN) -> None:
    Target.objects.create(dokumen=dokumen, indikator=panggung.indikator[kode], tahun=tahun, nilai=nilai)


def ruling(panggung: Panggung, kode: str, tahun: int = TAHUN) -> Any:
    found = Berlaku(panggung.renstra, tahun).targets.get(panggung.indikator[kode].pk)
    return (found.nilai, found.dokumen) if found else None


def test_the_renstra_rules_where_nothing_else_speaks(panggung: Panggung) -> None:
    assert ruling(panggung, "A") == (100, panggung.dokumen)
    assert ruling(panggung, "A", 2031) is None


def test_a_pk_goes_before_a_renja_and_a_renja_before_the_renstra(panggung: Panggung) -> None:
    renja, pk = dokumen(panggung, "renja"), dokumen(panggung, "pk")
    panggung.add_indicator("C")
    for kode in "AB":
        state(renja, panggung, kode, 110)
    state(pk, panggung, "A", 120)
    assert ruling(panggung, "A") == (120, pk)
    assert ruling(panggung, "B") == (110, renja)
    assert ruling(panggung, "C") == (100, panggung.dokumen)


def test_the_order_is_not_that_of_writing(panggung: Panggung) -> None:
    pk = dokumen(panggung, "pk")
    state(pk, panggung, "A", 120)
    renja = dokumen(panggung, "renja")
    state(renja, panggung, "A", 110)
    assert ruling(panggung, "A") == (120, pk)


@pytest.mark.parametrize("status", ["rancangan", "dicabut"])
def test_only_what_is_ditetapkan_counts(panggung: Panggung, status: str) -> None:
    state(dokumen(panggung, "pk", status=status), panggung, "A", 120)
    assert ruling(panggung, "A") == (100, panggung.dokumen)


def test_a_document_rules_its_own_year_and_its_next_year_is_a_forecast(panggung: Panggung) -> None:
    renja = dokumen(panggung, "renja", tahun=2026)
    state(renja, panggung, "A", 110, 2026)
    state(renja, panggung, "A", 115, 2027)
    assert ruling(panggung, "A", 2026) == (110, renja)
    assert ruling(panggung, "A", 2027) == (100, panggung.dokumen)


def test_a_pk_of_each_unit_rules_beside_the_others(panggung: Panggung) -> None:
    ours, theirs = (dokumen(panggung, "pk", unit=unit) for unit in (panggung.unit, panggung.lain))
    state(ours, panggung, "A", 121)
    state(theirs, panggung, "B", 122)
    assert (ruling(panggung, "A"), ruling(panggung, "B")) == ((121, ours), (122, theirs))


@pytest.mark.parametrize("own_first", [True, False])
def test_a_units_own_document_goes_before_the_agencys(panggung: Panggung, own_first: bool) -> None:
    units = [panggung.unit, None] if own_first else [None, panggung.unit]
    promises = {unit: dokumen(panggung, "pk", unit=unit) for unit in units}
    actions = {unit: dokumen(panggung, "renaksi", unit=unit) for unit in units}
    for unit in units:
        nilai = 120 if unit else 110
        state(promises[unit], panggung, "A", nilai)
        for triwulan in (1,) if unit else (1, 2):
            TargetTriwulan.objects.create(
                dokumen=actions[unit],
                indikator=panggung.indikator["A"],
                tahun=TAHUN,
                triwulan=triwulan,
                nilai=nilai,
            )
    assert ruling(panggung, "A") == (120, promises[panggung.unit])
    quarters = Berlaku(panggung.renstra, TAHUN).quarters[panggung.indikator["A"].pk]
    assert [target.nilai for target in quarters] == [120, None, None, None]


# Murni and perubahan ------------------------------------------------------------------------------------------


def test_of_murni_and_perubahan_only_the_latest_counts(panggung: Panggung) -> None:
    murni = dokumen(panggung, "pk")
    state(murni, panggung, "A", 120)
    first = dokumen(panggung, "pk", perubahan_ke=1)
    state(first, panggung, "A", 130)
    assert ruling(panggung, "A") == (130, first)
    second = dokumen(panggung, "pk", perubahan_ke=2, status="rancangan")
    state(second, panggung, "A", 140)
    assert ruling(panggung, "A") == (130, first)
    second.status = "ditetapkan"
    second.save()
    assert ruling(panggung, "A") == (140, second)
    assert murni.target_set.get().nilai == 120  # the old document still says what it said


def test_a_row_that_a_perubahan_leaves_out_is_withdrawn_and_not_taken_from_murni(panggung: Panggung) -> None:
    renja = dokumen(panggung, "renja")
    state(renja, panggung, "A", 110)
    state(renja, panggung, "B", 111)
    perubahan = dokumen(panggung, "renja", perubahan_ke=1)
    state(perubahan, panggung, "A", 112)
    assert ruling(panggung, "A") == (112, perubahan)
    assert ruling(panggung, "B") == (100, panggung.dokumen)


def test_a_renstra_perubahan_takes_the_place_of_the_renstra(panggung: Panggung) -> None:
    perubahan = dokumen(panggung, "renstra", perubahan_ke=1, tahun=2027)
    state(perubahan, panggung, "A", 90)
    assert ruling(panggung, "A") == (90, perubahan)
    assert ruling(panggung, "B") is None


# Money --------------------------------------------------------------------------------------------------------


def money(panggung: Panggung, document: Dokumen, nilai: int, sumber: str = "") -> None:
    Pagu.objects.create(
        dokumen=document, subkegiatan=panggung.subkegiatan, tahun=TAHUN, nilai=nilai, sumber_dana=sumber
    )


def granted(panggung: Panggung) -> Any:
    found = Berlaku(panggung.renstra, TAHUN).pagu[panggung.subkegiatan.pk]
    return found.nilai, found.dokumen


def test_for_money_the_dpa_goes_before_the_renja_before_the_renstra(panggung: Panggung) -> None:
    assert granted(panggung) == (100_000_000, panggung.dokumen)
    renja = dokumen(panggung, "renja")
    money(panggung, renja, 90_000_000)
    assert granted(panggung) == (90_000_000, renja)
    dpa = dokumen(panggung, "dpa")
    money(panggung, dpa, 80_000_000)
    money(panggung, dokumen(panggung, "pk"), 1)  # a PK promises, it grants nothing
    assert granted(panggung) == (80_000_000, dpa)


def test_sources_of_funds_of_one_document_add_up_and_never_those_of_two(panggung: Panggung) -> None:
    murni = dokumen(panggung, "dpa")
    money(panggung, murni, 50_000_000, "PAD")
    money(panggung, murni, 20_000_000, "DAU")
    assert granted(panggung) == (70_000_000, murni)
    perubahan = dokumen(panggung, "dpa", perubahan_ke=1)
    money(panggung, perubahan, 55_000_000, "PAD")
    money(panggung, perubahan, 5_000_000, "DAK")
    assert granted(panggung) == (60_000_000, perubahan)


# Quarter targets ----------------------------------------------------------------------------------------------


def test_quarter_targets_come_from_the_rencana_aksi_in_force_and_an_absent_one_is_empty(
    panggung: Panggung,
) -> None:
    panggung.state_quarters("A", 10, 20)
    (first, second, third, fourth) = Berlaku(panggung.renstra, TAHUN).quarters[panggung.indikator["A"].pk]
    assert [first.nilai, second.nilai, third.nilai, fourth.nilai] == [10, 20, None, None]
    assert panggung.indikator["B"].pk not in Berlaku(panggung.renstra, TAHUN).quarters
    perubahan = dokumen(panggung, "renaksi", perubahan_ke=1)
    TargetTriwulan.objects.create(
        dokumen=perubahan, indikator=panggung.indikator["A"], tahun=TAHUN, triwulan=1, nilai=15
    )
    changed = Berlaku(panggung.renstra, TAHUN).quarters[panggung.indikator["A"].pk]
    assert [target.nilai for target in changed] == [15, None, None, None]


def test_a_range_keeps_both_bounds(panggung: Panggung) -> None:
    row = panggung.add_indicator("R", target=None, polaritas="rentang")
    Target.objects.create(dokumen=panggung.dokumen, indikator=row, tahun=TAHUN, nilai=90, nilai_atas=110)
    found = Berlaku(panggung.renstra, TAHUN).targets[row.pk]
    assert (found.batas.nilai, found.batas.atas) == (90, 110)


def test_what_rules_is_read_in_two_queries_however_many_documents_there_are(panggung: Panggung) -> None:
    for number in range(4):
        document = dokumen(panggung, "pk", perubahan_ke=number)
        state(document, panggung, "A", number)
    for name in ("targets", "pagu", "quarters"):
        with CaptureQueriesContext(connection) as queries:
            getattr(Berlaku(panggung.renstra, TAHUN), name)
        assert len(queries) <= 2, name


@pytest.mark.parametrize(
    ("status", "rules"),
    [(None, "uji"), ("rancangan", "uji"), ("dicabut", "uji"), ("ditetapkan", "baru")],
)
def test_of_overlapping_plans_the_newest_with_an_enacted_renstra_rules_the_year(
    panggung: Panggung, status: str | None, rules: str
) -> None:
    baru = Renstra.objects.create(
        perangkat_daerah=panggung.agency, kode="renstra-baru", nama="Renstra", tahun_awal=2026, tahun_akhir=2030
    )
    if status:
        Dokumen.objects.create(renstra=baru, jenis="renstra", tahun=2026, status=status)
    Dokumen.objects.create(renstra=baru, jenis="renja", tahun=TAHUN, status="ditetapkan")  # a Renja makes no plan
    assert renstra_of(panggung.agency, TAHUN) == {"uji": panggung.renstra, "baru": baru}[rules]
    assert renstra_of(panggung.agency, 2025) == panggung.renstra
    assert renstra_of(panggung.agency, 2030) == (baru if rules == "baru" else None)


def test_a_plan_enacted_through_its_perubahan_alone_rules(panggung: Panggung) -> None:
    panggung.dokumen.status = "dicabut"
    panggung.dokumen.save()
    assert renstra_of(panggung.agency, TAHUN) is None
    Dokumen.objects.create(
        renstra=panggung.renstra, jenis="renstra", tahun=2025, perubahan_ke=1, status="ditetapkan"
    )
    assert renstra_of(panggung.agency, TAHUN) == panggung.renstra
