"""The cascade as a tree: every row of the plan once, under its parent, with what measures it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Kegiatan, Program, Renstra, Sasaran, Subkegiatan, Tujuan
from reports.selectors.dasbor import Dasbor
from reports.selectors.permintaan import Permintaan
from reports.selectors.pohon import Pohon, Simpul

pytestmark = pytest.mark.django_db


def walk(nodes: tuple[Simpul, ...]) -> Iterator[Simpul]:
    for node in nodes:
        yield node
        yield from walk(node.anak)


@pytest.fixture
def pohon(renstra: Renstra) -> Pohon:
    return Pohon(Dasbor(Permintaan(renstra, 2026, 3, True), timezone.now()))


def test_every_row_of_the_plan_stands_in_the_tree_once(renstra: Renstra, pohon: Pohon) -> None:
    nodes = list(walk(pohon.akar()))
    for model in (Tujuan, Sasaran, Program, Kegiatan, Subkegiatan):
        found = [node.kode for node in nodes if node.jenis == model.__name__.lower()]
        assert sorted(found) == sorted(model.objects.filter(renstra=renstra).values_list("kode", flat=True))


def test_a_coded_row_stands_under_the_row_its_code_begins_with(pohon: Pohon) -> None:
    for node in walk(pohon.akar()):
        if node.jenis in ("program", "kegiatan"):
            assert node.anak
            assert all(child.kode.startswith(f"{node.kode}.") for child in node.anak)


def test_every_indicator_that_measures_such_a_row_stands_with_it(renstra: Renstra, pohon: Pohon) -> None:
    shown = {each.indikator.pk for node in walk(pohon.akar()) for each in node.penilaian}
    measured = {each.pk for each in pohon.dasbor.asked.indicators if not each.bidang_urusan_id}
    assert shown == measured


def test_a_unit_sees_its_rows_and_what_stands_above_them(pohon: Pohon) -> None:
    unit = "Bidang Rehabilitasi Sosial"
    nodes = list(walk(pohon.akar(unit)))
    lowest = [node for node in nodes if node.jenis == "subkegiatan"]
    assert lowest
    assert {node.unit for node in lowest} == {unit}
    assert {node.kode for node in nodes if node.jenis == "program"} == {"1.06.04"}
    assert len(nodes) < len(list(walk(pohon.akar())))


def test_the_page_draws_one_unit_as_deep_as_asked(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    page = client.get("/pohon/?unit=rehabilitasi-sosial&dalam=4").content.decode()
    assert "PROGRAM REHABILITASI SOSIAL" in page
    assert "1.06.04.2.01" in page
    drawn = page[page.index("pohon-gambar") :]
    assert "1.06.04.2.01.0001" not in drawn[: drawn.index("</svg>")]
    assert "PROGRAM PENANGANAN BENCANA" not in page
