"""Messages inside the application, the search, and the header that leads to both."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from programs.models import PemerintahDaerah, Pengguna, Penugasan, PerangkatDaerah
from targets.models import Pemberitahuan
from targets.services import enact, replace_row, start_perubahan
from tests.targets.batam import BIDANG, SAAT, buka_triwulan, indikator, orang, rencana

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terbuka")]


@pytest.fixture
def terbuka(jam: Any) -> None:
    buka_triwulan()


def pesan(nama: str = BIDANG, tautan: str = "/triwulan/", **more: Any) -> Pemberitahuan:
    return Pemberitahuan.objects.create(
        perangkat_daerah=rencana().perangkat_daerah,
        pengguna=orang(nama),
        teks="Laporan dikembalikan.",
        tautan=tautan,
        dibuat_pada=SAAT,
        **more,
    )


def test_the_header_counts_what_is_unread_with_one_query(client: Client) -> None:
    client.force_login(orang(BIDANG))

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/cari/").content.decode()
        assert ("belum dibaca" in page) is bool(Pemberitahuan.objects.filter(dibaca_pada=None).exists())
        return [row["sql"] for row in captured if "pemberitahuan" in row["sql"]]

    assert len(asked()) == 1
    pesan()
    pesan()
    pesan(dibaca_pada=SAAT)
    assert len(asked()) == 1
    assert b"<b>2<" in client.get("/cari/").content


def test_the_count_is_right_on_a_page_kept_for_unchanged_data(client: Client) -> None:
    client.force_login(orang(BIDANG))
    table = "/tabel/tabel-4.2/"
    assert b"belum dibaca" not in client.get(table).content
    pesan()
    assert b"<b>1<" in client.get(table).content
    client.post("/pemberitahuan/baca/")
    assert b"belum dibaca" not in client.get(table).content


def test_the_sign_in_page_asks_for_no_messages(client: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/masuk/").status_code == 200
    assert not [row for row in captured if "pemberitahuan" in row["sql"]]


def test_a_message_is_read_by_opening_it_and_only_by_its_own_person(client: Client) -> None:
    row = pesan()
    client.force_login(orang("rehabilitasi-sosial"))
    assert client.post(f"/pemberitahuan/{row.pk}/buka/").status_code == 404
    client.force_login(orang(BIDANG))
    assert client.get(f"/pemberitahuan/{row.pk}/buka/").status_code == 405
    assert "Laporan dikembalikan." in client.get("/pemberitahuan/").content.decode()
    row.refresh_from_db()
    assert row.dibaca_pada is None, "looking at the list reads nothing"
    response = client.post(f"/pemberitahuan/{row.pk}/buka/")
    assert response["Location"] == "/triwulan/"
    row.refresh_from_db()
    assert row.dibaca_pada == SAAT


def test_a_message_leads_nowhere_outside(client: Client) -> None:
    client.force_login(orang(BIDANG))
    for tautan in ("https://example.org/", "//example.org/", ""):
        row = pesan(tautan=tautan)
        assert client.post(f"/pemberitahuan/{row.pk}/buka/")["Location"] == "/pemberitahuan/"


def test_all_messages_of_one_person_are_read_at_once(client: Client) -> None:
    pesan()
    other = pesan("kepala")
    client.force_login(orang(BIDANG))
    assert client.get("/pemberitahuan/baca/").status_code == 405
    client.post("/pemberitahuan/baca/")
    assert set(Pemberitahuan.objects.filter(dibaca_pada=None)) == {other}


def test_the_list_says_when_there_is_nothing(client: Client) -> None:
    client.force_login(orang(BIDANG))
    assert "Belum ada pemberitahuan." in client.get("/pemberitahuan/").content.decode()


# Search ---------------------------------------------------------------------------------------------------------


def cari(client: Client, q: str) -> str:
    return client.get("/cari/", {"q": q}).content.decode()


def test_a_code_finds_its_row_and_those_under_it(client: Client) -> None:
    client.force_login(orang("pembaca"))
    page = cari(client, "1.06.04")
    for title in ("Program", "Kegiatan", "Subkegiatan", "Indikator"):
        assert f"<h2>{title}</h2>" in page
    assert 'href="/tabel/tabel-4.2/?program=1.06.04"' in page
    row = indikator("1.06.04#1.1")
    assert f'href="/triwulan/dinsospm/rehabilitasi-sosial/2026/3/#i{row.pk}"' in page
    assert "PROGRAM PEMBERDAYAAN SOSIAL" not in page


def test_words_are_found_in_any_order_and_case(client: Client) -> None:
    client.force_login(orang(BIDANG))
    page = cari(client, "taman MAKAM")
    assert "PROGRAM PENGELOLAAN TAMAN MAKAM PAHLAWAN" in page
    assert "Tidak ada yang cocok dengan “zebra”" in cari(client, "zebra")


@pytest.mark.parametrize(
    ("q", "sentence"),
    [("", "Tulis kode"), ("a", "Tulis sedikitnya 2"), ("%_", "Tidak ada yang cocok"), ("\0", "Tulis kode")],
)
def test_a_search_that_finds_nothing_says_what_to_do(client: Client, q: str, sentence: str) -> None:
    client.force_login(orang(BIDANG))
    assert sentence in cari(client, q)


def test_only_the_plan_in_force_of_one_s_own_agency_is_found(client: Client) -> None:
    other = PerangkatDaerah.objects.create(
        pemerintah_daerah=PemerintahDaerah.objects.get(), kode="lain", nama="Dinas Lain", nama_singkat="Lain"
    )
    stranger = Pengguna.objects.create(username="orang-lain")
    Penugasan.objects.create(pengguna=stranger, perangkat_daerah=other, peran="kepala", mulai=date(2026, 1, 1))
    client.force_login(stranger)
    assert "Tidak ada yang cocok" in cari(client, "sosial")
    assert client.get("/cari/").status_code == 200


def test_a_rancangan_changes_nothing_of_what_is_found(client: Client) -> None:
    """The row that rules is found, not the one that may replace it; once enacted it is the other way round."""
    client.force_login(orang(BIDANG))
    old = indikator("1.06.02#1.1")
    draft = start_perubahan(renstra=rencana(), nomor="1/2026", tanggal=date(2026, 10, 1))
    new = replace_row(row=old, dokumen=draft, nama="Zebra cross sosial")
    page = cari(client, old.nama)
    assert f'#i{old.pk}"' in page
    assert f'#i{new.pk}"' not in cari(client, "zebra cross")
    enact(dokumen=draft)
    assert f'#i{new.pk}"' in cari(client, "zebra cross")


def test_the_search_asks_the_database_the_same_however_much_it_finds(client: Client) -> None:
    client.force_login(orang("pembaca"))

    def queries(q: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            cari(client, q)
        return len(captured)

    assert queries("sosial") == queries("1.06.04") <= 20


def test_the_header_leads_to_the_quarter_the_board_and_the_search(client: Client) -> None:
    client.force_login(orang(BIDANG))
    page = client.get("/").content.decode()
    for link in ('href="/triwulan/"', 'href="/triwulan/papan/"', 'action="/cari/"', 'href="/pemberitahuan/"'):
        assert link in page
