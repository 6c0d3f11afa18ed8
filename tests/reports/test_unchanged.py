"""What is kept is found while nothing changed, and never after."""

import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from programs.models import Misi, Pengguna, Penugasan, Renstra
from renstra.tabular import Table
from reports.exports import is_ready, ready_pdf
from reports.models import Revisi
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import TABLES, build_report
from reports.tables.tanda_tangan import with_signature
from reports.triggers import NAME, remove, sources
from reports.views.unchanged import place
from tests.reports.changes import CHANGES, DAY

pytestmark = pytest.mark.django_db
views: Any = import_module("reports.views.tabel")  # the package gives the view of this name
PAGE = f"/tabel/tabel-4.2/?ttd=1&tanggal={DAY}"
every_change = pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))


@pytest.fixture
def reader(client: Client, people: dict[str, Any]) -> Client:
    client.force_login(people["kepala"])
    return client


def shown(client: Client, page: str = PAGE) -> str:
    """Return the page without its form token, which is another each time."""
    response = client.get(page)
    assert response.status_code == 200
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())


def signed(renstra: Renstra) -> Table:
    return with_signature(build_report("tabel-4.2", Permintaan.of_plan(renstra)), renstra.perangkat_daerah, DAY)


@every_change
def test_a_page_shows_each_change_at_once(reader: Client, change: Callable[[], None]) -> None:
    before = shown(reader)
    assert shown(reader) == before
    change()
    after = shown(reader)
    assert after != before
    place.cache_clear()
    assert shown(reader) == after


@every_change
def test_a_pdf_shows_each_change_at_once(
    renstra: Any, change: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.exports.berkas.render_document", lambda source: source.encode())
    before = ready_pdf(signed(renstra))
    assert is_ready(signed(renstra))
    assert ready_pdf(signed(renstra)) == before
    change()
    fresh = signed(Renstra.objects.get(pk=renstra.pk))
    assert not is_ready(fresh)
    assert ready_pdf(fresh) != before


@pytest.mark.parametrize(("name", "value"), [("TIME_ZONE", "Asia/Jayapura"), ("VERSION", "9.9.9")])
def test_a_setting_behind_the_pdf_is_part_of_its_address(
    renstra: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setattr("reports.exports.berkas.render_document", lambda source: source.encode())
    ready_pdf(signed(renstra))
    assert is_ready(signed(renstra))
    setattr(settings, name, value)
    assert not is_ready(signed(renstra))


def test_an_unchanged_page_is_found_and_not_drawn(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(reader)
    monkeypatch.setattr(views, "draw", lambda *given: pytest.fail("digambar lagi"))
    assert shown(reader) == before


def test_readers_of_one_renstra_share_the_body_but_not_the_frame(
    client: Client, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(people["kepala"])
    assert "Demo Kepala Dinas" in shown(client)
    monkeypatch.setattr(views, "body", lambda *given: pytest.fail("digambar lagi"))
    client.force_login(people["admin"])
    page = shown(client)
    assert "Demo Admin" in page and "Demo Kepala Dinas" not in page
    assert "Data induk" in page  # the admin's own link


def test_the_form_token_of_a_found_page_is_fresh_and_valid(people: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["kepala"])
    pages = [client.get(PAGE).content.decode() for _ in range(3)]
    tokens = [re.findall(r'csrfmiddlewaretoken" value="(\w+)"', page) for page in pages]
    assert [len(found) for found in tokens] == [1, 1, 1]
    assert len({found[0] for found in tokens}) == 3
    assert client.post("/keluar/", {"csrfmiddlewaretoken": tokens[-1][0]}).status_code == 302


@pytest.mark.parametrize("field", ["first_name", "is_staff"])
def test_a_change_of_the_account_shows_at_once(reader: Client, people: dict[str, Any], field: str) -> None:
    before = shown(reader)
    Pengguna.objects.filter(pk=people["kepala"].pk).update(**{field: True if field == "is_staff" else "Nama lain"})
    assert shown(reader) != before


def test_an_ended_assignment_closes_the_page_at_once(reader: Client, people: dict[str, Any]) -> None:
    shown(reader)
    Penugasan.objects.filter(pengguna=people["kepala"]).update(mulai=date(2020, 1, 1), selesai=date(2020, 1, 2))
    assert reader.get(PAGE).status_code == 404


def test_an_assignment_that_runs_out_overnight_closes_the_page(
    reader: Client, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    Penugasan.objects.filter(pengguna=people["kepala"]).update(mulai=date(2020, 1, 1), selesai=DAY)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *given: DAY)
    shown(reader)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *given: date(2026, 11, 25))
    assert reader.get(PAGE).status_code == 404


def test_a_page_signed_today_carries_tomorrow_s_date_tomorrow(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Penugasan.objects.update(mulai=date(2020, 1, 1))
    for day, text in ((DAY, "Batam, 24 November 2026"), (date(2026, 11, 25), "Batam, 25 November 2026")):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *given, day=day: day)
        assert text in shown(reader, "/tabel/tabel-4.4/?ttd=1")


def test_a_page_with_a_waiting_message_is_drawn_and_not_kept(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.unchanged.get_messages", lambda request: ["Tersimpan."])
    shown(reader)
    monkeypatch.setattr(views, "draw", lambda *given: HttpResponse("digambar lagi"))
    assert shown(reader) == "digambar lagi"


def test_a_refused_page_is_not_kept(reader: Client) -> None:
    assert reader.get("/tabel/tabel-4.2/?program=9.99.99").status_code == 404
    assert reader.get("/tabel/tabel-4.2/?program=9.99.99").status_code == 404


@pytest.mark.parametrize("slug", list(TABLES))
def test_every_row_a_page_reads_renews_the_revision(people: dict[str, Any], slug: str) -> None:
    request = RequestFactory().get(PAGE)
    request.user = people["kepala"]
    with CaptureQueriesContext(connection) as queries:
        views.draw(request, slug, "")
    read = {name for query in queries for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert len(read) > 5
    assert read <= {model._meta.db_table for model in sources()}


def triggers() -> set[tuple[str, str]]:
    """Return (table, event) of the triggers the database holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [NAME])
            return {(table, event) for (table,) in cursor.fetchall() for event in ("INSERT", "UPDATE", "DELETE")}
        named = "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
        cursor.execute(named, [f"{NAME}%"])
        return {(table, re.findall(r"AFTER (\w+)", sql)[0]) for table, sql in cursor.fetchall()}


def test_every_table_below_reports_has_its_triggers() -> None:
    tables = {model._meta.db_table for model in sources()}
    assert tables >= {"targets_pagu", "targets_target", "programs_pejabat", "programs_penugasan"}
    assert triggers() == {(table, event) for table in tables for event in ("INSERT", "UPDATE", "DELETE")}


def test_a_migrate_takes_triggers_and_revision_away_and_brings_new_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, held = Revisi.current(), triggers()
    seen: list[Any] = []

    def watched(using: str) -> None:
        remove(using)
        seen.extend([triggers(), Revisi.current()])

    monkeypatch.setattr("reports.triggers.remove", watched)
    call_command("migrate", verbosity=0)
    assert seen == [set(), ""]
    assert triggers() == held
    assert Revisi.current() not in {"", before}


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


WRITES: dict[str, Callable[[Misi], Any]] = {
    "save": lambda row: row.save(),
    "update": lambda row: Misi.objects.filter(pk=row.pk).update(nomor=8),
    "bulk_update": lambda row: Misi.objects.bulk_update([row], ["uraian"]),
    "insert": lambda row: Misi.objects.create(renstra=row.renstra, nomor=9, uraian="x"),
    "insert that may collide": lambda row: Misi.objects.bulk_create(
        [Misi(renstra=row.renstra, nomor=9, uraian="x")], ignore_conflicts=True
    ),
    "delete": lambda row: row.delete(),
    "SQL by hand": lambda row: raw("UPDATE programs_misi SET uraian = 'x'"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
def test_every_way_to_write_renews_the_revision(renstra: Any, write: Callable[[Misi], Any]) -> None:
    row = Misi.objects.create(renstra=renstra, nomor=7, uraian="Misi")
    before = Revisi.current()
    assert Revisi.current() == before
    write(row)
    assert Revisi.current() not in {"", before}


def test_a_revision_that_was_rolled_back_never_comes_again(renstra: Any) -> None:
    before, seen = Revisi.current(), set()
    for nomor in range(20, 25):
        with pytest.raises(RuntimeError), transaction.atomic():
            Misi.objects.create(renstra=renstra, nomor=nomor, uraian="batal")
            seen.add(Revisi.current())
            raise RuntimeError
        assert Revisi.current() == before
    assert len(seen | {before}) == 6


def test_signing_in_leaves_the_revision_and_another_name_does_not(people: dict[str, Any]) -> None:
    before = Revisi.current()
    Client().force_login(people["kepala"])
    assert Revisi.current() == before
    Pengguna.objects.filter(pk=people["admin"].pk).update(last_name="Lain")
    assert Revisi.current() != before


def test_without_a_revision_nothing_is_kept(reader: Client) -> None:
    raw("DELETE FROM reports_revisi")
    shown(reader)
    assert Revisi.current() == ""
    assert place.cache_info().currsize == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite hanya mengenal satu penulis")
def test_writers_at_the_same_time_neither_wait_nor_hide_each_other() -> None:
    """Two open transactions renew two words; each commit alone would change the revision."""
    writers = [connection.copy(), connection.copy()]
    seen = []
    try:
        for writer, table in zip(writers, ("programs_misi", "programs_tujuan"), strict=True):
            writer.set_autocommit(False)
            with writer.cursor() as cursor:
                cursor.execute("SET statement_timeout = '5s'")
                cursor.execute(f"UPDATE {table} SET uraian = uraian")  # noqa: S608 — the two names above
                cursor.execute("SELECT kode FROM reports_revisi")
                seen.append({row[0] for row in cursor.fetchall()})
    finally:
        for writer in writers:
            writer.rollback()
            writer.close()
    assert seen[0] != seen[1]
    assert len(seen[0] ^ seen[1]) >= 2
