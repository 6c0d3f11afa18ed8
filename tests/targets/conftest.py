"""What the tests of the quarter share."""

from typing import Any

import pytest

from tests.targets.batam import SAAT
from tests.targets.pabrik import Panggung, buat_panggung


@pytest.fixture
def panggung(db: Any) -> Panggung:
    """A small agency with two indicators (A measures the subkegiatan) and one pagu; see `pabrik`."""
    return buat_panggung()


@pytest.fixture
def jam(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the clock of pages: `jam(moment)`; it starts at the moment of `tests.targets.batam`."""

    def set_clock(moment: Any) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_clock(SAAT)
    return set_clock
