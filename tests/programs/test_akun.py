"""One's own account: the page, the first password, changing it, and how long a session lasts."""

import time
from typing import Any

import pytest
from django.test import Client

from programs.models import Pengguna
from tests.accounts import PASSWORD, Events, is_signed_in, sign_in

pytestmark = pytest.mark.django_db
NEW = "kuda lari di pantai sore"
FETCH = {"x-requested-with": "fetch"}


@pytest.fixture
def kepala(people: dict[str, Any]) -> Any:
    return people["kepala"]


def change(client: Client, new: str = NEW, old: str = PASSWORD, **extra: str) -> Any:
    form = {"old_password": old, "new_password1": new, "new_password2": new, **extra}
    return client.post("/akun/kata-sandi/", form)


def age_session(client: Client, **seconds: int) -> None:
    """Make the session look as if it had started (`mulai`) or last been used (`aktif`) so many seconds ago."""
    session = client.session
    for name, age in seconds.items():
        session[f"sesi_{name}"] = int(time.time()) - age
    session.save()


def test_the_account_page_says_who_and_in_which_role(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["rehabilitasi-sosial"])
    page = client.get("/akun/").content.decode()
    for words in ("demo-rehabilitasi-sosial", "Staf bidang, Bidang Rehabilitasi Sosial", "Belum terpasang"):
        assert words in page
    client.force_login(Pengguna.objects.create(username="tanpa-tugas"))
    assert "Belum ada penugasan yang berlaku" in client.get("/akun/").content.decode()


def test_every_page_names_the_person_and_leads_to_the_account(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    page = client.get("/").content.decode()
    assert "Demo Kepala Dinas" in page
    assert '<a href="/akun/">Akun</a>' in page


def test_a_first_password_opens_no_page_but_its_change(client: Client, kepala: Any) -> None:
    kepala.wajib_ganti_sandi = True
    kepala.save()
    sign_in(client, "demo-kepala")
    for page in ("/", "/tabel/tabel-4.2/unduh/xlsx", "/akun/", "/akun/keamanan/", "/admin/"):
        assert client.get(page)["Location"].startswith("/akun/kata-sandi/?next="), page
    answer = client.get("/", headers=FETCH)
    assert (answer.status_code, answer.json()["tujuan"]) == (403, "/akun/kata-sandi/")
    assert "Kata sandi Anda dibuat oleh admin" in client.get("/akun/kata-sandi/").content.decode()
    assert client.get("/static/css/renstra.css").status_code == 200
    assert change(client, next="/pemeriksaan/")["Location"] == "/pemeriksaan/"
    assert client.get("/pemeriksaan/").status_code == 200
    kepala.refresh_from_db()
    assert not kepala.wajib_ganti_sandi


def test_a_first_password_lets_its_owner_sign_out(client: Client, kepala: Any) -> None:
    kepala.wajib_ganti_sandi = True
    kepala.save()
    client.force_login(kepala)
    assert client.post("/keluar/")["Location"] == "/masuk/"


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (PASSWORD, "harus berbeda dari yang sekarang"),
        ("pendek", "terlalu pendek"),
        ("qwerty123456", "terlalu umum"),
        ("demo-kepala-1", "terlalu mirip"),
        ("1" * 17 + "2", "terlalu mirip"),
    ],
)
def test_a_weak_or_unchanged_password_is_refused(client: Client, kepala: Any, new: str, sentence: str) -> None:
    kepala.nip = "1" * 18
    kepala.save()
    client.force_login(kepala)
    assert sentence in change(client, new).content.decode()
    kepala.refresh_from_db()
    assert kepala.check_password(PASSWORD)


def test_two_different_new_passwords_are_refused(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    assert "tidak sama" in change(client, new_password2="yang lain sama sekali").content.decode()


def test_changing_the_password_keeps_this_session_and_ends_the_others(kepala: Any, events: Events) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, "demo-kepala")
    before = here.cookies["sesi"].value
    change(here)
    assert here.cookies["sesi"].value != before
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)
    assert events.actions()[-1] == "sandi-diganti"
    assert sign_in(Client(), "demo-kepala").status_code == 200
    assert sign_in(Client(), "demo-kepala", NEW).status_code == 302


def test_guessing_the_present_password_locks(client: Client, kepala: Any) -> None:
    client.force_login(kepala)
    assert [change(client, old="salah").status_code for _ in range(5)] == [200, 200, 200, 200, 429]


def test_a_person_ends_the_other_sessions(kepala: Any) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(kepala)
    assert "1 sesi lain diakhiri." in here.post("/akun/keluar-lain/", follow=True).content.decode()
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_an_account_made_by_an_admin_must_change_its_password(
    client: Client, people: dict[str, Any], events: Events
) -> None:
    client.force_login(people["admin"])
    inline = {"penugasan-TOTAL_FORMS": 0, "penugasan-INITIAL_FORMS": 0}
    form = {"username": "baru", "nip": "2" * 18, "password1": NEW, "password2": NEW, **inline}
    response = client.post("/admin/programs/pengguna/add/", form)
    assert response.status_code == 302, response.context["errors"]
    user = Pengguna.objects.get(username="baru")
    assert user.wajib_ganti_sandi and user.nip == "2" * 18
    assert events.all()[-1]["tindakan"] == "akun-dibuat"
    assert NEW not in "".join(events.lines)


def test_a_password_given_by_an_admin_must_be_changed_and_ends_the_sessions(
    client: Client, people: dict[str, Any], events: Events
) -> None:
    theirs = Client()
    theirs.force_login(people["kepala"])
    client.force_login(people["admin"])
    page = f"/admin/programs/pengguna/{people['kepala'].pk}/password/"
    assert "Beri kata sandi" in client.get(page).content.decode()
    assert client.post(page, {"password1": NEW, "password2": NEW}).status_code == 302
    people["kepala"].refresh_from_db()
    assert people["kepala"].wajib_ganti_sandi and people["kepala"].check_password(NEW)
    assert not is_signed_in(theirs)
    assert events.all()[-1]["tindakan"] == "sandi-diberikan"
    assert NEW not in "".join(events.lines)


def test_an_admin_changes_the_own_password_on_the_own_page(client: Client, people: dict[str, Any]) -> None:
    client.force_login(people["admin"])
    page = f"/admin/programs/pengguna/{people['admin'].pk}/password/"
    assert client.get(page)["Location"] == "/akun/kata-sandi/"


def test_an_idle_session_ends_says_why_and_keeps_the_page(client: Client, kepala: Any, events: Events) -> None:
    sign_in(client, "demo-kepala")
    age_session(client, aktif=1799)
    assert client.get("/pemeriksaan/").status_code == 200
    age_session(client, aktif=1800)
    response = client.get("/pemeriksaan/?tahun=2025")
    assert response["Location"] == "/masuk/?alasan=tidak-aktif&next=/pemeriksaan/%3Ftahun%3D2025"
    page = client.get(response["Location"]).content.decode()
    assert "Sesi berakhir karena tidak aktif" in page
    assert 'value="/pemeriksaan/?tahun=2025"' in page
    assert not is_signed_in(client)
    assert "sesi-berakhir" in events.actions()


def test_a_used_session_goes_on_but_not_beyond_its_whole_length(client: Client, kepala: Any) -> None:
    sign_in(client, "demo-kepala")
    age_session(client, aktif=600)
    client.get("/")
    assert time.time() - client.session["sesi_aktif"] < 60
    age_session(client, mulai=8 * 3600 - 5)
    assert client.get("/").status_code == 200
    age_session(client, mulai=8 * 3600)
    response = client.get("/")
    assert response["Location"] == "/masuk/?alasan=batas&next=/"
    assert "sudah 8 jam" in client.get(response["Location"]).content.decode()


def test_the_limits_are_settings(client: Client, kepala: Any, settings: Any) -> None:
    settings.SESI_DIAM_MENIT = 5
    sign_in(client, "demo-kepala")
    age_session(client, aktif=300)
    assert client.get("/").status_code == 302


def test_a_script_is_told_401_and_can_go_on_after_signing_in_again(client: Client, kepala: Any) -> None:
    sign_in(client, "demo-kepala")
    age_session(client, aktif=1800)
    response = client.post("/pemeriksaan/", headers=FETCH)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "galat": "Sesi berakhir karena tidak aktif. Masuk lagi untuk melanjutkan.",
        "masuk": "/masuk/",
    }
    assert client.get("/akun/sesi/", headers=FETCH).status_code == 401
    sign_in(client, "demo-kepala")
    again = client.get("/akun/sesi/", headers=FETCH).json()
    assert again["pengguna"] == "demo-kepala" and len(again["csrf"]) == 64


def test_a_form_sent_after_the_end_leads_back_to_its_page(client: Client, kepala: Any) -> None:
    sign_in(client, "demo-kepala")
    age_session(client, aktif=1800)
    response = client.post("/akun/keluar-lain/", headers={"referer": "http://testserver/akun/?x=1"})
    assert response["Location"] == "/masuk/?alasan=tidak-aktif&next=/akun/%3Fx%3D1"
    elsewhere = client.post("/akun/keluar-lain/", headers={"referer": "https://jahat.example/akun/"})
    assert elsewhere["Location"].endswith("next=/")


def test_a_session_ended_elsewhere_says_so(client: Client, kepala: Any) -> None:
    sign_in(client, "demo-kepala")
    client.session.delete()
    assert client.get("/")["Location"] == "/masuk/?alasan=berakhir&next=/"


def test_a_stranger_is_not_told_of_a_session(client: Client) -> None:
    assert client.get("/")["Location"] == "/masuk/?next=/"
    assert client.get("/", headers=FETCH).status_code == 401


def test_cookies_are_closed_to_scripts_and_other_sites(client: Client, kepala: Any) -> None:
    client.get("/masuk/")
    sign_in(client, "demo-kepala")
    for name in ("sesi", "csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name
    assert client.cookies["sesi"]["max-age"] == ""
