"""Signing in and out: names, lock-out, redirects, fixation, CSRF."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.auth import find_account
from programs.models import Pengguna
from tests.accounts import PASSWORD, Events, enrol, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
NIP = "1" * 18
REFUSAL = "Nama pengguna, NIP, atau kata sandi tidak cocok."
ELSEWHERE = ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)"]


@pytest.fixture
def kepala(people: dict[str, Any]) -> Any:
    people["kepala"].nip = NIP
    people["kepala"].save()
    return people["kepala"]


def fail(client: Client, times: int, name: str = "demo-kepala", **extra: Any) -> Any:
    for _ in range(times):
        response = client.post("/masuk/", {"username": name, "password": "salah"}, **extra)
    return response


@pytest.mark.parametrize("name", ["demo-kepala", NIP, f" {NIP[:8]} {NIP[8:14]} 1 {NIP[15:]} "])
def test_a_person_signs_in_by_user_name_or_nip(client: Client, kepala: Any, name: str) -> None:
    assert sign_in(client, name)["Location"] == "/"
    assert client.get("/akun/").context["user"] == kepala


def test_the_user_name_wins_over_another_s_nip(kepala: Any) -> None:
    namesake = Pengguna.objects.create(username=NIP)
    assert find_account(NIP) == namesake
    namesake.delete()
    assert find_account(NIP) == kepala


@pytest.mark.parametrize("text", ["", "   ", "1" * 17, "\N{FULLWIDTH DIGIT ONE}" * 18])
def test_an_empty_or_odd_name_finds_nobody(kepala: Any, text: str) -> None:
    assert find_account(text) is None


def attempt(client: Client, name: str, password: str) -> tuple[str, int, int]:
    """Return what is answered, and the work behind it: hashes and queries."""
    with (
        patch.object(
            Argon2PasswordHasher, "encode", autospec=True, side_effect=Argon2PasswordHasher.encode
        ) as made,
        patch.object(
            Argon2PasswordHasher, "verify", autospec=True, side_effect=Argon2PasswordHasher.verify
        ) as seen,
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        page = sign_in(client, name, password).content.decode()
    return page.replace(name, ""), made.call_count + seen.call_count, len(queries)


def test_neither_words_nor_work_tell_whether_an_account_exists(client: Client, kepala: Any) -> None:
    Pengguna.objects.create(username="ditutup", password=make_password(PASSWORD), is_active=False)
    answers = [
        attempt(Client(), name, password)
        for name, password in [
            ("demo-kepala", "salah"),
            ("tidak-pernah-ada", "salah"),
            ("ditutup", PASSWORD),
            ("2" * 18, "salah"),
        ]
    ]
    pages = {page.split("<h1>")[1].split("csrfmiddlewaretoken")[0] for page, _, _ in answers}
    assert len(pages) == 1
    assert REFUSAL in pages.pop()
    assert {hashes for _, hashes, _ in answers} == {1}
    assert len({queries for _, _, queries in answers}) == 1


def test_passwords_are_argon2_and_an_older_hash_is_renewed(client: Client, kepala: Any) -> None:
    assert kepala.password.startswith("argon2$argon2id$")
    kepala.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    kepala.save()
    sign_in(client, "demo-kepala")
    kepala.refresh_from_db()
    assert kepala.password.startswith("argon2$argon2id$")


def test_the_fifth_failure_locks_the_name_and_says_what_to_do(client: Client, kepala: Any, settings: Any) -> None:
    settings.KONTAK_ADMIN = "Subbag Program, pesawat 12"
    assert fail(client, 4).status_code == 200
    response = fail(client, 1)
    page = response.content.decode()
    assert response.status_code == 429
    assert int(response["Retry-After"]) <= 900
    for words in ("15 menit lagi", "Minta admin membuka kunci: Subbag Program, pesawat 12"):
        assert words in page
    assert sign_in(client, "demo-kepala").status_code == 429
    assert not is_signed_in(client)


def test_a_script_is_told_of_the_lock_in_json(client: Client, kepala: Any) -> None:
    response = fail(client, 5, headers={"x-requested-with": "fetch"})
    assert response.status_code == 429
    assert "15 menit" in response.json()["galat"]


def test_user_name_and_nip_share_one_count(client: Client, kepala: Any) -> None:
    fail(client, 3)
    assert fail(client, 2, NIP).status_code == 429


def test_a_name_without_an_account_locks_alike(client: Client) -> None:
    assert fail(client, 5, "tidak-pernah-ada").status_code == 429


def test_another_address_and_another_name_stay_open(client: Client, kepala: Any) -> None:
    fail(client, 5)
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), "demo-kepala").status_code == 302
    assert sign_in(Client(), "demo-sekretariat").status_code == 302


def test_the_lock_ends_after_the_stated_time_even_if_someone_keeps_trying(client: Client, kepala: Any) -> None:
    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    fail(client, 3)
    assert sign_in(client, "demo-kepala").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client, "demo-kepala").status_code == 302


def test_signing_in_clears_the_count(client: Client, kepala: Any) -> None:
    fail(client, 4)
    sign_in(client, NIP)
    client.logout()
    assert fail(client, 4).status_code == 200


def test_an_admin_releases_a_name_on_the_screen(client: Client, people: dict[str, Any], events: Events) -> None:
    fail(Client(), 5)
    client.force_login(people["admin"])
    listing = client.get("/admin/axes/accessattempt/").content.decode()
    assert "terkunci sampai" in listing
    chosen = AccessAttempt.objects.get().pk
    action = {"action": "buka_kunci", "_selected_action": [chosen]}
    client.post("/admin/axes/accessattempt/", action)
    assert sign_in(Client(), "demo-kepala").status_code == 302
    assert events.all()[-2] | {"waktu": ""} == {
        "waktu": "",
        "tindakan": "kunci-dibuka",
        "pengguna": "demo-admin",
        "alamat": "127.0.0.1",
        "halaman": "/admin/axes/accessattempt/",
        "akun": "demo-kepala",
        "catatan": 1,
    }


def test_a_command_releases_a_name(client: Client, kepala: Any, capsys: Any) -> None:
    fail(client, 5)
    call_command("buka_kunci", NIP)
    assert "demo-kepala: kunci dibuka." in capsys.readouterr().out
    assert sign_in(client, "demo-kepala").status_code == 302
    with pytest.raises(CommandError, match="tidak ada; periksa"):
        call_command("buka_kunci", "siapa")


def test_the_header_of_our_proxy_gives_the_address_and_a_client_s_own_does_not(
    client: Client, kepala: Any, settings: Any
) -> None:
    fail(client, 5, headers={"x-real-ip": "10.0.0.1"})
    assert AccessAttempt.objects.get().ip_address == "127.0.0.1"
    settings.HEADER_ALAMAT = "X-Real-IP"
    fail(client, 1, headers={"x-real-ip": "6.6.6.6, 10.0.0.2"})
    fail(client, 1, headers={"x-real-ip": "bukan alamat"})
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"127.0.0.1", "10.0.0.2"}


@pytest.mark.parametrize("target", ELSEWHERE)
def test_sign_in_never_leads_to_another_site(client: Client, people: dict[str, Any], target: str) -> None:
    assert sign_in(client, "demo-kepala", next=target)["Location"] == "/"
    assert client.get("/masuk/", {"next": target})["Location"] == "/"
    user = people["kepala"]
    codes = enrol(client, user)
    assert sign_in(client, "demo-kepala", next=target)["Location"] == "/masuk/kode/"
    assert client.post("/masuk/kode/", {"kode": codes[0]})["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_changing_the_password_never_leads_to_another_site(
    client: Client, people: dict[str, Any], target: str
) -> None:
    client.force_login(people["kepala"])
    new = "kuda lari di pantai sore"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new, "next": target}
    assert client.post("/akun/kata-sandi/", form)["Location"] == "/akun/"


def test_a_local_page_is_found_again_after_sign_in(client: Client) -> None:
    assert client.get("/pemeriksaan/?x=1")["Location"] == "/masuk/?next=/pemeriksaan/%3Fx%3D1"
    assert sign_in(client, "demo-kepala", next="/pemeriksaan/?x=1")["Location"] == "/pemeriksaan/?x=1"


def test_signing_in_gives_a_new_session_key(client: Client, people: dict[str, Any]) -> None:
    """An attacker who planted a session in the browser must not be signed in with it."""
    enrol(client, people["sekretariat"])
    sign_in(client, "demo-sekretariat")  # a session with something in it, waiting for its code
    planted = client.cookies["sesi"].value
    sign_in(client, "demo-kepala")
    assert client.cookies["sesi"].value != planted
    attacker = Client()
    attacker.cookies["sesi"] = planted
    assert not is_signed_in(attacker)


def test_the_second_step_gives_a_new_session_key(client: Client, people: dict[str, Any]) -> None:
    codes = enrol(client, people["kepala"])
    sign_in(client, "demo-kepala")
    waiting = client.cookies["sesi"].value
    assert not is_signed_in(client)
    client.post("/masuk/kode/", {"kode": codes[0]})
    assert is_signed_in(client)
    attacker = Client()
    attacker.cookies["sesi"] = waiting
    assert not is_signed_in(attacker)


def test_signing_out_needs_a_form_of_our_own(people: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["kepala"])
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").status_code == 403
    assert is_signed_in(client)
    token = client.get("/akun/sesi/").json()["csrf"]
    assert client.post("/keluar/", {"csrfmiddlewaretoken": token})["Location"] == "/masuk/"
    assert not is_signed_in(client)


def test_signing_in_needs_a_form_of_our_own(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, "demo-kepala")
    assert response.status_code == 403
    assert "Formulir sudah kedaluwarsa" in response.content.decode()


def test_the_admin_has_no_door_of_its_own(client: Client, people: dict[str, Any]) -> None:
    assert client.get("/admin/login/?next=/admin/programs/")["Location"] == "/masuk/?next=%2Fadmin%2Fprograms%2F"
    assert client.post("/admin/login/", {"username": "demo-admin", "password": PASSWORD})["Location"] == (
        "/masuk/?next=%2Fadmin%2F"
    )
    assert not is_signed_in(client)
    assert client.get("/admin/")["Location"] == "/masuk/?next=/admin/"
    assert sign_in(client, "demo-admin", next="/admin/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/password_change/")["Location"] == "/akun/kata-sandi/"
    assert client.post("/admin/logout/")["Location"] == "/masuk/"


def test_the_admin_s_door_asks_for_the_second_step(client: Client, people: dict[str, Any]) -> None:
    codes = enrol(client, people["admin"])
    assert sign_in(client, "demo-admin", next="/admin/")["Location"] == "/masuk/kode/"
    assert client.get("/admin/").status_code == 302
    assert client.post("/masuk/kode/", {"kode": codes[0]})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_person_without_the_right_is_told_so_instead_of_asked_again(
    client: Client, people: dict[str, Any]
) -> None:
    client.force_login(people["kepala"])
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "Anda tidak berhak" in response.content.decode()
