"""The demo people, and the databases on which the demo does not load."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from programs.models import Pengguna, Penugasan
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import LaporanTriwulan
from tests.targets.pabrik import Panggung

pytestmark = pytest.mark.django_db


def load(*args: str) -> str:
    out = StringIO()
    call_command("load_demo", *args, stdout=out)
    return out.getvalue()


def test_there_is_an_account_for_every_role_and_unit_and_a_second_reviewer(people: dict[str, Any]) -> None:
    assert set(people) == {
        "kepala",
        "sekretariat",
        "sekretariat-2",
        "admin",
        "pembaca",
        "staf-sekretariat",
        "pemberdayaan-sosial",
        "rehabilitasi-sosial",
        "perlindungan-jaminan-sosial",
        "pemberdayaan-masyarakat",
    }
    roles = Penugasan.objects.values_list("pengguna__username", "peran", "unit__kode")
    assert ("demo-sekretariat-2", "sekretariat", None) in roles
    assert ("demo-staf-sekretariat", "staf", "sekretariat") in roles
    assert ("demo-rehabilitasi-sosial", "staf", "rehabilitasi-sosial") in roles


def test_the_people_are_demo_by_name_and_sign_in_with_the_password_of_the_page(
    people: dict[str, Any], settings: Any
) -> None:
    assert {user.first_name for user in people.values()} == {"Demo"}
    assert len({user.get_full_name() for user in people.values()}) == len(people)
    assert people["sekretariat-2"].check_password(settings.DEMO_PASSWORD)
    assert {name for name, user in people.items() if user.is_superuser} == {"admin"}
    assert not any(user.wajib_ganti_sandi for user in people.values())


def test_people_alone_can_be_loaded_and_again_without_effect(people: dict[str, Any]) -> None:
    assert load("--tanpa-angka") == "Akun demo siap (0 baru); namanya diawali demo-.\n"
    assert Pengguna.objects.count() == len(people)
    assert not LaporanTriwulan.objects.exists()


def test_an_evaluation_without_demo_figures_carries_no_mark(renstra: Any) -> None:
    assert build_report("e81", Permintaan(renstra, 2025)).watermark == ""


def test_it_refuses_without_demo(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="hanya dimuat dengan DEMO=1"):
        load()


def test_it_refuses_a_database_whose_reports_people_entered(panggung: Panggung) -> None:
    Pengguna.objects.filter(username="demo-sekretariat-2").delete()
    panggung.fill()
    with pytest.raises(CommandError, match="diisi orang"):
        load()
    assert not Pengguna.objects.filter(username="demo-sekretariat-2").exists()
    assert LaporanTriwulan.objects.count() == 1


def test_it_leaves_alone_what_demo_people_typed_by_hand(panggung: Panggung, people: dict[str, Any]) -> None:
    panggung.orang["staf"].username = "demo-coba"
    panggung.orang["staf"].save()
    panggung.fill()
    assert "Angka demo tidak dimuat" in load()
    assert LaporanTriwulan.objects.count() == 1


def test_it_needs_the_renstra(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("targets.management.commands.load_demo.RENSTRA", "tidak-ada")
    with pytest.raises(CommandError, match="jalankan load_renstra dahulu"):
        load()
