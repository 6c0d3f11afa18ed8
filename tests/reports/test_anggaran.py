"""The budget page: sums of the document, murni beside perubahan, figures of E.81."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from programs.models import Dokumen, Renstra
from programs.rollup import TOTAL
from reports.selectors.anggaran import Anggaran
from reports.selectors.permintaan import Permintaan
from targets.models import Pagu
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def panggung() -> Panggung:
    return buat_panggung()


def state_dpa(panggung: Panggung, perubahan_ke: int, nilai: int) -> None:
    dpa = Dokumen.objects.create(
        renstra=panggung.renstra, jenis="dpa", tahun=TAHUN, perubahan_ke=perubahan_ke, status="ditetapkan"
    )
    Pagu.objects.create(dokumen=dpa, subkegiatan=panggung.subkegiatan, tahun=TAHUN, nilai=nilai)


def test_pagu_of_every_year_is_that_of_tabel_4_2(renstra: Renstra) -> None:
    """TOTAL of Tabel 4.2 for 2025 and 2030, and of program 1.06.04 for 2025, as the document prints them."""
    found = {row.kode: row for row in Anggaran(Permintaan(renstra, 2026, 2)).tahunan}
    assert found[TOTAL].rencana[2025] == 56_091_664_083
    assert found[TOTAL].rencana[2030] == 81_058_665_524
    assert found["1.06.04"].rencana[2025] == 2_359_339_200
    assert found[TOTAL].berlaku == found[TOTAL].rencana


def test_a_year_without_perubahan_has_no_column_for_murni(panggung: Panggung) -> None:
    state_dpa(panggung, 0, 90_000_000)
    rows = Anggaran(Permintaan(panggung.renstra, TAHUN, 1, True)).setahun
    assert [(row.murni, row.pagu) for row in rows] == [(None, 90_000_000)] * 2


def test_murni_and_perubahan_of_a_year_stand_side_by_side(panggung: Panggung) -> None:
    state_dpa(panggung, 0, 90_000_000)
    state_dpa(panggung, 1, 120_000_000)
    found = Anggaran(Permintaan(panggung.renstra, TAHUN, 1, True))
    assert [(row.kode, row.murni, row.pagu) for row in found.setahun] == [
        ("1.06.04", 90_000_000, 120_000_000),
        (TOTAL, 90_000_000, 120_000_000),
    ]
    whole = next(row for row in found.tahunan if row.kode == TOTAL)
    assert (whole.rencana[TAHUN], whole.berlaku[TAHUN]) == (100_000_000, 120_000_000)


def test_what_was_spent_stands_by_quarter(panggung: Panggung) -> None:
    """Rp 1.000.000 of a pagu of Rp 100.000.000 in TW I: 1 %."""
    panggung.fill()
    row = Anggaran(Permintaan(panggung.renstra, TAHUN, 2, True)).setahun[0]
    assert row.uang.triwulan[:2] == (Decimal(1_000_000), None)
    assert row.uang.tingkat_tahun.nilai == 1


def test_the_page_shows_whole_rupiah(client: Client, renstra: Renstra, people: dict[str, Any]) -> None:
    client.force_login(people["kepala"])
    page = client.get("/anggaran/?tahun=2026&triwulan=2").content.decode()
    assert "56.091.664.083" in page
    assert "Pagu murni" not in page
