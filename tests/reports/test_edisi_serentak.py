"""Two people publish in the same moment, each with a connection of their own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from programs.models import Pengguna
from reports.exports.edisi import publish
from reports.models import Edisi
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import EdisiError, Isian
from tests.targets.pabrik import Panggung, buat_panggung, saat
from tests.targets.test_serentak import apart, terpisah

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["terpisah"]


@pytest.fixture
def panggung(transactional_db: None) -> Panggung:
    return buat_panggung("terbit")


def publisher(panggung: Panggung, user: Pengguna, hari: int) -> Callable[[], int | str]:
    def work() -> int | str:
        asked = Permintaan.of_plan(panggung.renstra)
        isian = Isian(date(2026, 4, hari), paham=True)
        try:
            return publish(user=user, slug="tabel-4.5", asked=asked, isian=isian, at=saat(20)).nomor
        except EdisiError as error:
            return str(error)

    return work


def editions() -> list[int]:
    return list(Edisi.objects.order_by("nomor").values_list("nomor", flat=True))


def test_two_different_editions_at_once_get_a_number_each(panggung: Panggung, terpisah: Any) -> None:
    people = panggung.orang["pemeriksa"], panggung.orang["kepala"]
    results = apart(*(publisher(panggung, user, 20 + n) for n, user in enumerate(people)))
    assert sorted(map(str, results)) == ["1", "2"]
    assert apart(editions) == [[1, 2]]


def test_the_same_edition_twice_at_once_is_published_once(panggung: Panggung, terpisah: Any) -> None:
    people = panggung.orang["pemeriksa"], panggung.orang["kepala"], panggung.orang["pemeriksa_2"]
    results = apart(*(publisher(panggung, user, 20) for user in people))
    assert [each for each in results if isinstance(each, int)] == [1]
    refused = [each for each in results if isinstance(each, str)]
    assert len(refused) == 2 and all(
        text.startswith("Tidak ada yang berubah sejak edisi ke-1") for text in refused
    )
    assert apart(editions) == [[1]]
