"""Who signs on a day."""

from datetime import date
from typing import Any

import pytest

from programs.models import Jabatan, Pejabat
from programs.selectors import kepala_pd, pejabat_pada

pytestmark = pytest.mark.django_db


@pytest.fixture
def kepala(renstra: Any) -> Jabatan:
    return Jabatan.objects.get(kode="kepala-dinas")


def serve(jabatan: Jabatan, nama: str, mulai: date, selesai: date | None = None, **more: str) -> None:
    Pejabat.objects.create(jabatan=jabatan, nama=nama, mulai=mulai, selesai=selesai, **more)


def name_on(jabatan: Jabatan, *day: int) -> str | None:
    official = pejabat_pada(jabatan, date(*day))
    return official.nama if official else None


def test_the_head_of_an_agency_is_its_own_and_no_other_post(renstra: Any, kepala: Jabatan) -> None:
    assert kepala_pd(renstra.perangkat_daerah) == kepala
    Jabatan.objects.filter(pk=kepala.pk).update(jenis="lain")
    assert kepala_pd(renstra.perangkat_daerah) is None


def test_both_ends_of_a_term_belong_to_it_and_a_gap_has_nobody(kepala: Jabatan) -> None:
    serve(kepala, "Pertama", date(2025, 1, 1), date(2025, 6, 30))
    serve(kepala, "Kedua", date(2025, 7, 2))
    assert [name_on(kepala, 2025, 1, 1), name_on(kepala, 2025, 6, 30)] == ["Pertama", "Pertama"]
    assert [name_on(kepala, 2024, 12, 31), name_on(kepala, 2025, 7, 1)] == [None, None]
    assert name_on(kepala, 2030, 12, 31) == "Kedua"


def test_an_acting_head_signs_within_the_term_of_the_one_replaced(kepala: Jabatan) -> None:
    serve(kepala, "Definitif", date(2025, 1, 1))
    serve(kepala, "Pelaksana harian", date(2025, 3, 3), date(2025, 3, 7), status="plh")
    assert name_on(kepala, 2025, 3, 2) == "Definitif"
    assert name_on(kepala, 2025, 3, 5) == "Pelaksana harian"
    assert name_on(kepala, 2025, 3, 8) == "Definitif"


def test_an_official_of_another_post_never_signs(kepala: Jabatan) -> None:
    serve(Jabatan.objects.get(kode="sekretaris"), "Sekretaris", date(2025, 1, 1))
    assert name_on(kepala, 2025, 5, 5) is None
