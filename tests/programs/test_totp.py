"""The second step: enrolling, signing in, backup codes, removal, and roles that must have it."""

import time
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.accounts import (
    PASSWORD,
    Events,
    code_of,
    enrol,
    forgive_haste,
    is_signed_in,
    secret_on,
    sign_in,
)

pytestmark = pytest.mark.django_db
WRONG = "Kode tidak cocok"


@pytest.fixture
def kepala(people: dict[str, Any]) -> Any:
    return people["kepala"]


def test_a_person_enrols_with_the_secret_on_the_page(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    assert client.get("/akun/keamanan/mulai/").status_code == 405
    assert not TOTPDevice.objects.exists()
    page = client.post("/akun/keamanan/mulai/", follow=True).content.decode()
    assert "<svg" in page and " style=" not in page
    code = f"{totp(secret_on(page)):06d}"
    wrong = client.post("/akun/keamanan/pasang/", {"kode": "000000" if code != "000000" else "111111"})
    assert WRONG in wrong.content.decode()
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    forgive_haste(kepala)
    done = client.post("/akun/keamanan/pasang/", {"kode": f"{code[:3]} {code[3:]}"})
    assert TOTPDevice.objects.get(user=kepala).confirmed
    codes = done.context["codes"]
    assert len(set(codes)) == 8
    assert all(code in done.content.decode() for code in codes)
    assert is_signed_in(client)


def test_backup_codes_are_shown_once_and_stored_as_hashes(client: Client, kepala: Any) -> None:
    codes = enrol(client, kepala)
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == 8
    assert not stored & {code.replace("-", "") for code in codes}
    client.force_login(kepala)
    page = client.get("/akun/keamanan/").content.decode()
    assert "Tersisa 8 dari 8" in page
    assert not any(code in page for code in codes)


def test_an_unfinished_enrolment_does_not_lock_its_owner_out(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    client.post("/akun/keamanan/mulai/")
    client.logout()
    assert sign_in(client, "demo-kepala")["Location"] == "/"


def test_starting_again_gives_another_secret_but_never_replaces_one_in_use(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    secrets = [secret_on(client.post("/akun/keamanan/mulai/", follow=True).content.decode()) for _ in range(2)]
    assert secrets[0] != secrets[1]
    client.post("/akun/keamanan/pasang/", {"kode": code_of(kepala)})
    client.post("/akun/keamanan/mulai/")
    assert TOTPDevice.objects.get(user=kepala).bin_key == secrets[1]


def test_sign_in_asks_for_the_code_and_takes_each_once(client: Client, kepala: Any) -> None:
    enrol(client, kepala)
    used = code_of(kepala)
    assert sign_in(client, "demo-kepala")["Location"] == "/masuk/kode/"
    assert not is_signed_in(client)
    assert WRONG in client.post("/masuk/kode/", {"kode": used}).content.decode()
    forgive_haste(kepala)
    assert client.post("/masuk/kode/", {"kode": code_of(kepala, 1)})["Location"] == "/"
    assert is_signed_in(client)
    client.logout()
    sign_in(client, "demo-kepala")
    forgive_haste(kepala)
    assert WRONG in client.post("/masuk/kode/", {"kode": code_of(kepala)}).content.decode()


def test_a_backup_code_works_once(client: Client, kepala: Any) -> None:
    code = enrol(client, kepala)[3]
    sign_in(client, "demo-kepala")
    assert client.post("/masuk/kode/", {"kode": code.upper()})["Location"] == "/"
    assert "tersisa: 7" in client.get("/akun/").content.decode()
    client.logout()
    sign_in(client, "demo-kepala")
    assert WRONG in client.post("/masuk/kode/", {"kode": code}).content.decode()


def test_another_person_s_codes_do_not_work(client: Client, people: dict[str, Any]) -> None:
    enrol(client, people["kepala"])
    theirs = enrol(client, people["sekretariat"])
    sign_in(client, "demo-kepala")
    assert WRONG in client.post("/masuk/kode/", {"kode": theirs[0]}).content.decode()


def test_after_a_wrong_code_the_next_must_wait(client: Client, kepala: Any) -> None:
    enrol(client, kepala)
    TOTPDevice.objects.update(throttling_failure_count=4, throttling_failure_timestamp="2999-01-01T00:00:00Z")
    sign_in(client, "demo-kepala")
    page = client.post("/masuk/kode/", {"kode": code_of(kepala, 1)}).content.decode()
    assert "Percobaan terlalu cepat. Tunggu" in page
    assert not is_signed_in(client)
    call_command("buka_kunci", "demo-kepala")
    assert client.post("/masuk/kode/", {"kode": code_of(kepala, 1)})["Location"] == "/"


def test_wrong_codes_lock_like_wrong_passwords(client: Client, kepala: Any, events: Events) -> None:
    codes = enrol(client, kepala)
    sign_in(client, "demo-kepala")
    for _ in range(5):
        forgive_haste(kepala)
        response = client.post("/masuk/kode/", {"kode": "aaaa-bbbb"})
    assert response.status_code == 429
    assert events.actions().count("kode-gagal") == 5
    assert events.actions().count("terkunci") == 1
    forgive_haste(kepala)
    assert client.post("/masuk/kode/", {"kode": codes[0]}).status_code == 429
    assert sign_in(Client(), "demo-kepala").status_code == 429


def test_a_right_password_alone_does_not_clear_the_count(client: Client, kepala: Any) -> None:
    enrol(client, kepala)
    for _ in range(4):
        sign_in(Client(), "demo-kepala", "salah")
    sign_in(client, "demo-kepala")
    assert AccessAttempt.objects.get().failures_since_start == 4


def test_the_wait_for_a_code_ends_after_five_minutes(client: Client, kepala: Any) -> None:
    codes = enrol(client, kepala)
    sign_in(client, "demo-kepala")
    session = client.session
    session["masuk_menunggu"] = {**session["masuk_menunggu"], "sejak": int(time.time()) - 301}
    session.save()
    assert client.post("/masuk/kode/", {"kode": codes[0]})["Location"] == "/masuk/"
    assert not is_signed_in(client)


@pytest.mark.parametrize("change", ["password", "closed"])
def test_the_wait_ends_when_the_account_changes(client: Client, kepala: Any, change: str) -> None:
    codes = enrol(client, kepala)
    sign_in(client, "demo-kepala")
    kepala.set_password("kuda lari di pantai sore")
    kepala.is_active = change == "password"
    kepala.save()
    assert client.post("/masuk/kode/", {"kode": codes[0]})["Location"] == "/masuk/"


def test_the_code_page_alone_signs_nobody_in(client: Client) -> None:
    assert client.get("/masuk/kode/")["Location"] == "/masuk/"
    assert client.post("/masuk/kode/", {"kode": "123456"})["Location"] == "/masuk/"


def test_enrolling_ends_the_other_sessions(kepala: Any) -> None:
    here, elsewhere, stranger = Client(), Client(), Client()
    elsewhere.force_login(kepala)
    stranger.force_login(type(kepala).objects.get(username="demo-sekretariat"))
    here.force_login(kepala)
    here.post("/akun/keamanan/mulai/")
    here.post("/akun/keamanan/pasang/", {"kode": code_of(kepala)})
    assert (is_signed_in(here), is_signed_in(elsewhere), is_signed_in(stranger)) == (True, False, True)


def test_removal_needs_the_password(client: Client, kepala: Any, events: Events) -> None:
    enrol(client, kepala)
    client.force_login(kepala)
    refused = client.post("/akun/keamanan/lepas/", {"lepas-sandi": "salah"})
    assert "Kata sandi tidak cocok" in refused.content.decode()
    assert TOTPDevice.objects.exists()
    client.post("/akun/keamanan/lepas/", {"lepas-sandi": PASSWORD})
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()
    assert "totp-dilepas" in events.actions()
    client.logout()
    assert sign_in(client, "demo-kepala")["Location"] == "/"


def test_guessing_the_password_from_a_stolen_session_locks(client: Client, kepala: Any) -> None:
    enrol(client, kepala)
    client.force_login(kepala)
    answers = [client.post("/akun/keamanan/lepas/", {"lepas-sandi": "salah"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post("/akun/keamanan/lepas/", {"lepas-sandi": PASSWORD}).status_code == 429
    assert TOTPDevice.objects.exists()


def test_new_backup_codes_need_the_password_and_cancel_the_old(client: Client, kepala: Any) -> None:
    old = enrol(client, kepala)
    client.force_login(kepala)
    assert "codes" not in client.post("/akun/keamanan/kode-cadangan/", {"cadangan-sandi": "salah"}).context
    new = client.post("/akun/keamanan/kode-cadangan/", {"cadangan-sandi": PASSWORD}).context["codes"]
    client.logout()
    sign_in(client, "demo-kepala")
    assert WRONG in client.post("/masuk/kode/", {"kode": old[0]}).content.decode()
    forgive_haste(kepala)
    assert client.post("/masuk/kode/", {"kode": new[0]})["Location"] == "/"


def test_backup_codes_are_not_made_without_an_application(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    client.post("/akun/keamanan/kode-cadangan/", {"cadangan-sandi": PASSWORD})
    assert not StaticToken.objects.exists()


def test_a_role_named_in_the_setting_enrols_before_anything_else(
    client: Client, people: dict[str, Any], settings: Any
) -> None:
    settings.WAJIB_TOTP = ["sekretariat"]
    client.force_login(people["sekretariat"])
    assert client.get("/pemeriksaan/")["Location"] == "/akun/keamanan/?next=%2Fpemeriksaan%2F"
    assert "Peran Anda mewajibkan" in client.get("/akun/keamanan/").content.decode()
    answer = client.get("/pemeriksaan/", headers={"x-requested-with": "fetch"})
    assert (answer.status_code, answer.json()["tujuan"]) == (403, "/akun/keamanan/")
    assert client.get("/akun/kata-sandi/").status_code == 200
    client.post("/akun/keamanan/mulai/")
    client.post("/akun/keamanan/pasang/", {"kode": code_of(people["sekretariat"])})
    assert client.get("/pemeriksaan/").status_code == 200
    client.post("/akun/keamanan/lepas/", {"lepas-sandi": PASSWORD})
    assert client.get("/pemeriksaan/").status_code == 302
    client.force_login(people["kepala"])
    assert client.get("/pemeriksaan/").status_code == 200


def test_a_superuser_counts_as_admin(client: Client, people: dict[str, Any], settings: Any) -> None:
    settings.WAJIB_TOTP = ["admin"]
    people["admin"].penugasan.all().delete()
    client.force_login(people["admin"])
    assert client.get("/admin/")["Location"].startswith("/akun/keamanan/")


def test_a_session_older_than_the_telephone_does_not_pass_where_it_is_compulsory(
    client: Client, people: dict[str, Any], settings: Any
) -> None:
    enrol(Client(), people["sekretariat"])
    settings.WAJIB_TOTP = ["sekretariat"]
    client.force_login(people["sekretariat"])  # signed in without a code, as before the setting
    assert client.get("/").status_code == 302


def test_an_admin_takes_the_second_step_from_who_lost_the_telephone(
    client: Client, people: dict[str, Any], events: Events, capsys: Any
) -> None:
    enrol(Client(), people["kepala"])
    client.force_login(people["admin"])
    chosen = {"action": "cabut_totp", "_selected_action": [people["kepala"].pk]}
    client.post("/admin/programs/pengguna/", chosen)
    assert not TOTPDevice.objects.exists()
    assert events.all()[-1]["akun"] == "demo-kepala"
    enrol(Client(), people["kepala"])
    call_command("buka_kunci", "demo-kepala", "--cabut-totp")
    assert "dicabut" in capsys.readouterr().out
    assert not TOTPDevice.objects.exists()


def test_the_admin_shows_nobody_s_secret(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["admin"])
    for model in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert client.get(f"/admin/{model}/").status_code == 404
