"""History is complete: no write that would leave none, and each way of writing leaves who, when, old and new."""

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from targets import models
from targets.choices import Aksi
from targets.models import Kelonggaran, Pagu, RealisasiAnggaran, Target
from targets.services.jadwal import ensure_schedule
from targets.services.perubahan import start_perubahan
from targets.services.realisasi import Isian
from tests.targets.pabrik import Panggung, saat

ROOT = Path(settings.BASE_DIR)
LAYERS = ["programs", "indicators", "targets", "reports", "renstra"]
"""The apps from the lowest up (renstra holds urls above all): one below the tracked models cannot reach them."""
SILENT = {"update", "delete", "bulk_create", "bulk_update", "_raw_delete"}
KEPT = {"bulk_create_with_history", "bulk_update_with_history"}
EXEMPT = {
    "programs/services/akun.py: session.delete()": "a session",
    "programs/services/totp.py: model.objects.filter(user=user).delete()": "a telephone or its backup codes",
    "programs/services/totp.py: model.objects.filter(user__username=name).update("
    "throttling_failure_timestamp=None, throttling_failure_count=0)": "the pause after a wrong code",
}
"""A call outside `targets/services` that touches no tracked row, as `file: source`, and what it touches."""
SQL = {
    "renstra/lib/history.py": "writes the history of many rows from the rows themselves, names from the models",
    "renstra/lib/pengaman.py": "the guards",
    "reports/triggers.py": "the triggers that renew the revision",
    "reports/models/revisi.py": "reads the revision",
    "renstra/views.py": "asks whether the database answers",
}
FIGURES = [
    models.LaporanTriwulan,
    models.Realisasi,
    models.RealisasiAnggaran,
    models.EvaluasiTriwulan,
    models.Bukti,
    models.Kelonggaran,
    models.CatatanPemeriksa,
    models.PeristiwaLaporan,
]


def tracked() -> set[str]:
    return {model.__name__ for model in apps.get_models() if hasattr(model, "history")}


def sources() -> Iterator[Path]:
    lowest = min(LAYERS.index(model._meta.app_label) for model in apps.get_models() if hasattr(model, "history"))
    for layer in LAYERS[lowest:]:
        for path in sorted((ROOT / layer).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in place and "/services/" not in place:
                yield path


def root_of(node: ast.expr) -> str:
    """Return the name a chain of calls and attributes starts with."""
    while not isinstance(node, ast.Name):
        inner = getattr(node, "value", None) or getattr(node, "func", None)
        if not isinstance(inner, ast.expr):
            return ""
        node = inner
    return node.id


def is_silent_write(call: ast.Call) -> bool:
    """Whether a call may change tracked rows without their history.

    A dictionary, a storage or a cache is told by its positional argument; a class by its name. What a lower-case
    name holds cannot be known from the text, so it counts.
    """
    if isinstance(call.func, ast.Name):
        return call.func.id in KEPT
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in SILENT | KEPT:
        return False
    name = call.func.attr
    if name in {"update", "delete"} and call.args:
        return False
    root = root_of(call.func.value)
    return name in KEPT or not root[:1].isupper() or root in tracked()


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("Realisasi.objects.filter(pk=1).update(nilai=2)", True),
        ("laporan.realisasi_set.update(nilai=2)", True),
        ("row.delete()", True),
        ("Pagu.objects.all().delete()", True),
        ("Target._default_manager.bulk_create(rows)", True),
        ("model.objects.bulk_update(rows, ['nilai'])", True),
        ("bulk_create_with_history(rows, Target)", True),
        ("context.update({'a': 1})", False),
        ("storage.delete(name)", False),
        ("Pemberitahuan.objects.filter(pk=1).update(dibaca_pada=now)", False),
        ("row.save()", False),
    ],
)
def test_the_search_knows_a_silent_write_when_it_sees_one(text: str, silent: bool) -> None:
    (call,) = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)][:1]
    assert is_silent_write(call) is silent


def test_only_the_services_write_many_rows_at_once_or_delete() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {ast.unparse(node)}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and is_silent_write(node)
    ]
    assert [call for call in found if call not in EXEMPT] == []


def test_no_sql_is_written_by_hand_but_where_it_touches_no_figure() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in [*sources(), *(ROOT / "targets" / "services").glob("*.py")]
        if any(word in path.read_text(encoding="utf-8") for word in (".cursor(", ".raw(", "RunSQL", ".extra("))
    }
    assert found <= SQL.keys()


def test_whatever_states_a_figure_is_tracked() -> None:
    assert tracked() >= {
        "Target",
        "TargetTriwulan",
        "Pagu",
        "PaguTriwulan",
        "LaporanTriwulan",
        "Realisasi",
        "RealisasiAnggaran",
        "EvaluasiTriwulan",
        "Bukti",
        "Kelonggaran",
        "Jadwal",
        "PengaturanKinerja",
    }


# Each way of writing ------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def trace(row: Any) -> list[tuple[Any, ...]]:
    """Return the history of a row, newest first: by whom, in what way, of what kind."""
    return [(h.history_user, h.history_change_reason, h.history_type) for h in row.history.all()]


@pytest.mark.parametrize(
    ("baris", "kolom", "old", "new", "column"),
    [
        ("indikator", "nilai", "10", "12,5", Decimal("12.5")),
        ("indikator", "keterangan", "lama", "baru", "baru"),
        ("anggaran", "nilai", "1.000", "2.000", Decimal(2000)),
        ("evaluasi", "faktor_pendorong", "lama", "baru", "baru"),
    ],
)
def test_a_typed_cell_leaves_its_trace(
    panggung: Panggung, baris: str, kolom: str, old: str, new: str, column: Any
) -> None:
    key = {"indikator": panggung.baris("A"), "anggaran": panggung.anggaran}.get(baris, baris)
    model: Any = {
        "indikator": models.Realisasi,
        "anggaran": models.RealisasiAnggaran,
        "evaluasi": models.EvaluasiTriwulan,
    }[baris]
    panggung.save(Isian(key, kolom, old, ""), at=saat(2))
    panggung.save(Isian(key, kolom, new, old), oleh="rekan", at=saat(3))
    row = model.objects.get()
    staf, rekan = panggung.orang["staf"], panggung.orang["rekan"]
    assert trace(row) == [(rekan, "isian", "~"), (staf, "isian", "+")]
    assert [h.history_date for h in row.history.all()] == [saat(3), saat(2)]
    assert getattr(row.history.first(), kolom) == column
    assert getattr(row.history.last(), kolom) != column


def test_the_schedule_leaves_its_trace(panggung: Panggung) -> None:
    user = panggung.orang["pemeriksa"]
    row = ensure_schedule(agency=panggung.agency, tahun=2027, user=user)[0]
    assert trace(row) == [(user, "", "+")]


def test_an_exception_leaves_its_trace_though_nobody_typed_it(panggung: Panggung) -> None:
    panggung.step(panggung.bring_to("diajukan"), Aksi.KEMBALIKAN, "pemeriksa", saat(20))
    assert trace(Kelonggaran.objects.get()) == [(panggung.orang["pemeriksa"], "", "+")]


def test_a_change_in_the_admin_leaves_its_trace(client: Client, people: dict[str, Any]) -> None:
    target = Target.objects.get(indikator__kode="T1.1", tahun=2026, jenis="tahunan")
    client.force_login(people["admin"])
    address = reverse("admin:targets_target_change", args=[target.pk])
    form = client.get(address).context["adminform"].form
    posted = {name: form.initial.get(name) or "" for name in form.fields} | {"nilai": "61"}
    assert client.post(address, posted).status_code == 302
    new, old = target.history.all()
    assert (old.nilai, new.nilai, new.history_user, new.history_type) == (60, 61, people["admin"], "~")


def test_the_importer_leaves_its_trace(panggung: Panggung) -> None:
    pagu = Pagu.objects.get(subkegiatan__kode="1.06.01.2.01.0001", tahun=2025)
    pagu.nilai = 1
    pagu.save()
    call_command("load_renstra", "--timpa", verbosity=0)
    newest, person, first = pagu.history.all()
    assert (first.nilai, first.history_change_reason, first.history_type) == (118_493_000, "load_renstra", "+")
    assert person.nilai == 1
    assert (newest.nilai, newest.history_change_reason, newest.history_type) == (118_493_000, "load_renstra", "~")


def test_the_copies_of_a_renstra_perubahan_leave_their_trace(renstra: Any) -> None:
    draft = start_perubahan(renstra=renstra, nomor="1", tanggal=date(2027, 1, 4))
    for model in (Target, Pagu):
        rows = model.objects.filter(dokumen=draft)
        assert rows.count() == model.history.filter(dokumen=draft, history_type="+").count() > 0


@pytest.mark.parametrize("model", FIGURES)
def test_the_admin_does_not_write_what_the_services_guard(model: Any, people: dict[str, Any], rf: Any) -> None:
    registered = admin.site._registry.get(model)
    if registered is None:
        return
    request = rf.get("/")
    request.user = people["admin"]
    assert not registered.has_add_permission(request)
    assert not registered.has_change_permission(request)
    assert not registered.has_delete_permission(request)


def test_a_deleted_row_leaves_its_last_state(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.anggaran, "nilai", "5.000", ""))
    row = RealisasiAnggaran.objects.get()
    pk = row.pk
    row.delete()
    gone = RealisasiAnggaran.history.filter(id=pk).first()
    assert (gone.history_type, gone.nilai) == ("-", 5000)
