"""What the tests of the quarter share."""

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from tests.targets.pabrik import Panggung, buat_panggung


@pytest.fixture(autouse=True)
def report_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The services write the address of the report's page into messages: stand in for a page not built yet."""
    from targets.models import LaporanTriwulan

    try:
        reverse("laporan", args=("pd", "unit", 2026, 1))
    except NoReverseMatch:
        monkeypatch.setattr(LaporanTriwulan, "get_absolute_url", lambda self: "/triwulan/")


@pytest.fixture
def panggung(db: Any) -> Panggung:
    """A small agency with two indicators (A measures the subkegiatan) and one pagu; see `pabrik`."""
    return buat_panggung()
