"""What the tests of the quarter share."""

from typing import Any

import pytest

from tests.targets.pabrik import Panggung, buat_panggung, stand_in_for_the_report_page


@pytest.fixture(autouse=True)
def report_address(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_for_the_report_page(monkeypatch)


@pytest.fixture
def panggung(db: Any) -> Panggung:
    """A small agency with two indicators (A measures the subkegiatan) and one pagu; see `pabrik`."""
    return buat_panggung()
