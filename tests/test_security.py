"""Headers, public pages, error pages, the security log and the settings of a production installation."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from renstra.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401 — a root URLconf
from tests.accounts import PASSWORD, Events, enrol, sign_in
from tests.test_workshop import ROOT, manage

pytestmark = pytest.mark.django_db
FETCH = {"x-requested-with": "fetch"}
PRODUCTION = {
    "SECRET_KEY": "Zx8-contoh-kunci-acak-untuk-uji-yang-cukup-panjang-Q7w2E9r4T1y6U3i8",
    "ALLOWED_HOSTS": "renstra.contoh.go.id",
    "CSRF_TRUSTED_ORIGINS": "https://renstra.contoh.go.id",
    "HTTPS": "1",
    "WAJIB_TOTP": "admin,sekretariat",
    "HEADER_ALAMAT": "X-Real-IP",
    "LOG_KEAMANAN": "-",
}


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("isian janggal")


urlpatterns = [*urlpatterns, path("rusak/", broken), path("dilarang/", denied), path("janggal/", suspicious)]


@pytest.fixture
def failing(client: Client, people: dict[str, Any], settings: Any) -> Client:
    """A signed-in client of a site that also has three pages that fail."""
    settings.ROOT_URLCONF = "tests.test_security"
    settings.KONTAK_ADMIN = "Subbag Program, pesawat 12"
    client.raise_request_exception = False
    client.force_login(people["kepala"])
    return client


@pytest.mark.parametrize(
    "page", ["/masuk/", "/", "/admin/", "/tidak-ada/", "/kesehatan/", "/static/css/renstra.css"]
)
def test_every_answer_carries_the_headers(client: Client, people: dict[str, Any], page: str) -> None:
    if page not in {"/masuk/", "/kesehatan/"}:
        client.force_login(people["admin"])
    response = client.get(page)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src" not in policy and "unsafe-eval" not in policy
    if page == "/admin/":
        assert "style-src 'self' 'unsafe-inline'" in policy
    else:
        assert "unsafe" not in policy


@pytest.mark.parametrize("page", ["/", "/akun/", "/akun/sesi/", "/tidak-ada/", "/admin/"])
def test_no_cache_keeps_a_page_of_a_person(client: Client, people: dict[str, Any], page: str) -> None:
    client.force_login(people["admin"])
    assert "no-store" in client.get(page)["Cache-Control"]
    assert "private" in client.get(page)["Cache-Control"]


def test_a_download_is_kept_by_nobody_but_its_reader(client: Client, people: dict[str, Any]) -> None:
    """A file may stay with its reader, who asks each time whether it still holds: that spares drawing it again."""
    client.force_login(people["kepala"])
    assert client.get("/tabel/tabel-4.2/unduh/xlsx")["Cache-Control"] == "private, no-cache"


def test_static_files_and_public_pages_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get("/static/css/renstra.css")["Cache-Control"]
    assert client.get("/.well-known/security.txt")["Cache-Control"] == "public, max-age=86400"


def test_security_txt_says_where_to_report_and_until_when(client: Client, settings: Any) -> None:
    page = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: http://testserver/masuk/" in page
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT00:00:00Z$", page, re.MULTILINE)
    settings.KONTAK_KEAMANAN = "mailto:keamanan@contoh.go.id"
    assert "Contact: mailto:keamanan@contoh.go.id" in client.get("/.well-known/security.txt").content.decode()


def test_health_reports_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/kesehatan/").json() == {"status": "sehat"}

    def unreachable() -> None:
        raise DatabaseError

    monkeypatch.setattr("renstra.views.connection.cursor", unreachable)
    assert client.get("/kesehatan/").status_code == 503


@pytest.mark.parametrize(
    ("page", "status", "words"),
    [
        ("/janggal/", 400, "Permintaan tidak dapat dibaca"),
        ("/dilarang/", 403, "Anda tidak berhak membuka halaman ini"),
        ("/tidak-ada/", 404, "Halaman tidak ada, atau tidak untuk akun ini"),
        ("/rusak/", 500, "Terjadi kesalahan di server"),
    ],
)
def test_an_error_page_and_the_log_share_an_incident_code(
    failing: Client, caplog: pytest.LogCaptureFixture, page: str, status: int, words: str
) -> None:
    response = failing.get(page)
    text = response.content.decode()
    assert response.status_code == status
    assert words in text and "Subbag Program, pesawat 12" in text
    code = re.search(r"<code>([2-9A-Z]{4}-[2-9A-Z]{4})</code>", text)
    assert code
    handler = logging.getLogger().handlers[0]
    lines = [handler.format(record) for record in caplog.records if hasattr(record, "request")]
    assert any(f"[insiden {code[1]}]" in line for line in lines)


@pytest.mark.parametrize(
    ("page", "status"), [("/janggal/", 400), ("/dilarang/", 403), ("/x/", 404), ("/rusak/", 500)]
)
def test_a_script_gets_the_error_as_json(failing: Client, page: str, status: int) -> None:
    response = failing.get(page, headers=FETCH)
    assert response.status_code == status
    assert set(response.json()) == {"galat", "insiden"}


def test_a_stale_form_is_told_so(people: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["kepala"])
    assert "Formulir sudah kedaluwarsa" in client.post("/akun/keluar-lain/").content.decode()
    assert "Formulir sudah kedaluwarsa" in client.post("/akun/keluar-lain/", headers=FETCH).json()["galat"]


def test_an_unknown_host_gets_our_page(client: Client) -> None:
    response = client.get("/masuk/", headers={"host": "jahat.example"})
    assert response.status_code == 400
    assert "Permintaan tidak dapat dibaca" in response.content.decode()


def test_the_log_tells_time_person_address_and_action_and_no_secret(
    people: dict[str, Any], events: Events
) -> None:
    client = Client(REMOTE_ADDR="10.1.2.3")
    codes = enrol(client, people["kepala"])
    sign_in(client, "demo-kepala", "kata-sandi-keliru")
    sign_in(client, "sandi-di-isian-nama", "x")
    sign_in(client, "demo-kepala")
    client.post("/masuk/kode/", {"kode": "111111"})
    client.post("/masuk/kode/", {"kode": codes[0]})
    client.post("/keluar/")
    assert events.actions() == [
        "masuk",
        "totp-dipasang",
        "keluar",
        "masuk-gagal",
        "masuk-gagal",
        "kode-gagal",
        "masuk",
        "keluar",
    ]
    last = events.all()[-2]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", last.pop("waktu"))
    assert last == {
        "tindakan": "masuk",
        "pengguna": "demo-kepala",
        "alamat": "10.1.2.3",
        "halaman": "/masuk/kode/",
        "dua_langkah": True,
    }
    text = "\n".join(events.lines)
    for secret in (PASSWORD, "kata-sandi-keliru", "sandi-di-isian-nama", codes[0], "111111"):
        assert secret not in text


def test_an_event_is_one_line_whatever_was_typed(events: Events) -> None:
    from renstra.lib.security_log import log_security

    log_security("uji", akun='a\n{"tindakan": "palsu"}\u2028b')
    assert len(events.lines[0].splitlines()) == 1


def test_a_change_of_assignment_is_logged_with_old_and_new(people: dict[str, Any], events: Events) -> None:
    row = people["rehabilitasi-sosial"].penugasan.get()
    row.save()
    assert events.lines == []
    row.peran = "sekretariat"
    row.save()
    row.delete()
    changed, removed = events.all()
    assert (changed["lama"]["peran"], changed["baru"]["peran"]) == ("staf", "sekretariat")
    assert (removed["tindakan"], removed["lama"]["akun"]) == ("penugasan-dihapus", "demo-rehabilitasi-sosial")


def test_a_production_installation_passes_the_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_the_deployment_check_can_fail() -> None:
    assert manage("check", "--deploy", "--fail-level", "WARNING", **{**PRODUCTION, "HTTPS": "0"}).returncode != 0


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"WAJIB_TOTP": "admin,bupati"}, "WAJIB_TOTP menyebut peran “bupati” yang tidak dikenal"),
        ({"SESI_DIAM_MENIT": "0"}, "SESI_DIAM_MENIT=0 keliru"),
        ({"BATAS_GAGAL_MASUK": "lima"}, "BATAS_GAGAL_MASUK=lima keliru"),
        ({"LOG_KEAMANAN": "tidak/ada/log.jsonl"}, "LOG_KEAMANAN=tidak/ada/log.jsonl tidak dapat ditulis"),
    ],
)
def test_a_wrong_security_setting_is_one_sentence(environment: dict[str, str], sentence: str) -> None:
    result = manage("check", DEMO="1", **environment)
    assert result.returncode != 0
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_https_gives_hsts_and_host_cookies() -> None:
    code = (
        "from django.test import Client; r = Client().get('/masuk/', headers={'host': 'renstra.contoh.go.id'}, "
        "secure=True); c = r.cookies['__Host-csrf']; "
        "print(r['Strict-Transport-Security'], c['secure'], c['path'], repr(c['domain']))"
    )
    result = manage("shell", "--no-imports", "--command", code, **PRODUCTION, DATABASE_URL="sqlite:///:memory:")
    assert result.stdout.strip() == "max-age=31536000; includeSubDomains True / ''", result.stderr


ENGLISH = re.compile(
    r"\b(the|this|your|please|password|username|login|logout|log in|token|user|account|device|submit|cancel|save"
    r"|attempts?|locked|failed|choose|remove|add|change|delete|search|enter|required|invalid)\b",
    re.IGNORECASE,
)


def visible_text(page: str) -> str:
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body)


def test_no_page_of_accounts_shows_english(client: Client, people: dict[str, Any]) -> None:
    wrong = {"old_password": "", "new_password1": "a", "new_password2": "b"}
    pages = [client.get("/masuk/"), sign_in(client, "siapa", ""), sign_in(client, "siapa", "x")]
    client.force_login(people["admin"])
    pages += [client.get("/akun/"), client.get("/akun/kata-sandi/"), client.post("/akun/kata-sandi/", wrong)]
    pages += [client.get("/akun/keamanan/"), client.post("/akun/keamanan/mulai/", follow=True)]
    pages += [client.post("/akun/keamanan/pasang/", {"kode": ""})]
    user = people["kepala"].pk
    pages += [client.get(f"/admin/{end}") for end in ("", "axes/accessattempt/", "programs/pengguna/")]
    pages += [
        client.get(f"/admin/programs/pengguna/{end}") for end in ("add/", f"{user}/change/", f"{user}/password/")
    ]
    pages += [client.post(f"/admin/programs/pengguna/{user}/password/", {"password1": "a", "password2": "b"})]
    for response in pages:
        assert response.status_code == 200
        found = ENGLISH.findall(visible_text(response.content.decode()))
        assert found == [], (response.request["PATH_INFO"], found)


def test_the_security_page_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "keamanan.md").read_text(encoding="utf-8")))
    source = "".join(file.read_text(encoding="utf-8") for file in Path(ROOT / "tests").rglob("*.py"))
    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in source} == set()


def test_the_log_file_is_private_and_grows_by_lines(tmp_path: Path) -> None:
    log = tmp_path / "keamanan.jsonl"
    code = "from renstra.lib.security_log import log_security as tulis; tulis('a'); tulis('b')"
    environment = {"DEMO": "1", "DATABASE_URL": "sqlite:///:memory:", "LOG_KEAMANAN": str(log)}
    manage("shell", "--no-imports", "--command", code, **environment)
    assert [json.loads(line)["tindakan"] for line in log.read_text(encoding="utf-8").splitlines()] == ["a", "b"]
    assert log.stat().st_mode & 0o007 == 0
