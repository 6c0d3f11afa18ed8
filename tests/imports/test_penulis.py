"""The one writer: history as if each row had been saved, and undo that takes nothing of others along."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imports.services.penulis import ImporError, Penulis
from programs.models import Pengguna
from renstra.lib.history import sign
from renstra.lib.importing import Pemeriksaan, Perubahan
from targets.models import Realisasi
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
EMPTY: dict[str, Any] = {"pembilang": None, "penyebut": None, "kode": ""}


@pytest.fixture
def stage() -> Panggung:
    return buat_panggung()


def made(stage: Panggung, nilai: str = "12.5", keterangan: str = "“kutip”\nbaris %s kedua 😀") -> list[Perubahan]:
    """Return the change that makes the realisasi of indicator A."""
    p = Pemeriksaan(None)
    place = {"laporan_id": stage.report().pk, "indikator_id": stage.indikator["A"].pk}
    values = {**place, **EMPTY, "nilai": Decimal(nilai), "keterangan": keterangan}
    p.buat(Realisasi, values, nama="Indikator A", tempat="Kinerja!A5")
    return p.perubahan


def writer(user: Pengguna, hari: int = 6) -> Penulis:
    return Penulis(user, "impor 7: isian.xlsx", saat(hari))


def history(row: Realisasi) -> list[tuple[Any, ...]]:
    names = ("history_type", "history_user", "history_change_reason", "history_date", "nilai", "keterangan")
    return list(row.history.order_by("history_id").values_list(*names))


def test_history_is_what_saving_each_row_would_have_left(stage: Panggung) -> None:
    staf = stage.orang["staf"]
    writer(staf).write(made(stage))
    row = Realisasi.objects.get()
    text = "“kutip”\nbaris %s kedua 😀"
    way = (staf.pk, "impor 7: isian.xlsx", saat(6))
    assert history(row) == [("+", *way, Decimal("12.5"), text)]
    p = Pemeriksaan(None)
    p.ubah(row, {"nilai": Decimal(3)}, tempat="Kinerja!A5", nama="Indikator A")
    writer(staf, 7).write(p.perubahan)
    assert history(row)[1:] == [("~", staf.pk, "impor 7: isian.xlsx", saat(7), Decimal(3), text)]
    by_saving = row.history.latest()
    sign(row, staf, "isian", saat(8))
    row.save()
    assert {name: getattr(by_saving, name) for name in ("indikator_id", "laporan_id", "kode", "id")} == {
        name: getattr(row.history.latest(), name) for name in ("indikator_id", "laporan_id", "kode", "id")
    }


def test_undo_takes_back_what_was_made_and_leaves_that_in_the_history(stage: Panggung) -> None:
    changes = made(stage)
    writer(stage.orang["staf"]).write(changes)
    writer(stage.orang["rekan"], 7).revert(changes)
    assert not Realisasi.objects.exists()
    kept = Realisasi.history.order_by("history_id").values_list("history_type", "history_user", "nilai")
    assert list(kept) == [
        ("+", stage.orang["staf"].pk, Decimal("12.5")),
        ("-", stage.orang["rekan"].pk, Decimal("12.5")),
    ]


def test_undo_names_the_row_what_it_holds_now_and_who_changed_it(stage: Panggung) -> None:
    changes = made(stage, keterangan="")
    writer(stage.orang["staf"]).write(changes)
    row = Realisasi.objects.get()
    row.nilai = Decimal(30)
    sign(row, stage.orang["rekan"], "isian", saat(8, 14))
    row.save()
    with pytest.raises(ImporError, match="1 baris sudah diubah sesudahnya") as refused:
        writer(stage.orang["staf"]).revert(changes)
    assert refused.value.rincian == [
        "Indikator A (Kinerja!A5): realisasi kini “30”, bukan “12,5”, "
        f"oleh {stage.orang['rekan'].nama} pada 8 April 2026 pukul 14.00."
    ]
    assert Realisasi.objects.get().nilai == 30


def test_undo_names_who_deleted_a_row(stage: Panggung) -> None:
    changes = made(stage)
    writer(stage.orang["staf"]).write(changes)
    row = Realisasi.objects.get()
    sign(row, stage.orang["rekan"], "isian", saat(8))
    row.delete()
    with pytest.raises(ImporError) as refused:
        writer(stage.orang["staf"]).revert(changes)
    assert refused.value.rincian[0].startswith("Indikator A (Kinerja!A5): sudah dihapus, oleh ")


@pytest.mark.parametrize("count", [1, 40])
def test_writing_and_undoing_cost_the_same_queries_whatever_the_rows(stage: Panggung, count: int) -> None:
    report, p = stage.report(), Pemeriksaan(None)
    for n in range(count):
        indicator = stage.add_indicator(f"X{n}", None)
        values = {"laporan_id": report.pk, "indikator_id": indicator.pk, "nilai": Decimal(n), **EMPTY}
        p.buat(Realisasi, values, nama=f"X{n}", tempat=f"Kinerja!A{n}")
    with CaptureQueriesContext(connection) as written:
        writer(stage.orang["staf"]).write(p.perubahan)
    assert len(written) == 2  # the rows, their history
    with CaptureQueriesContext(connection) as undone:
        writer(stage.orang["staf"]).revert(p.perubahan)
    assert len(undone) == 4  # the rows twice (looked at, locked to delete), their history, the deletion
    assert Realisasi.history.count() == 2 * count
