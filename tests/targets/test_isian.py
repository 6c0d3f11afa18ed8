"""The entry grid through the door a person uses: who may, what is saved, what is asked, what is never lost."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Indikator
from programs.models import Dokumen, Pengguna, PerangkatDaerah, UnitKerja
from targets.models import (
    Bukti,
    EvaluasiTriwulan,
    LaporanTriwulan,
    PembukaanBukti,
    Realisasi,
    RealisasiTahunan,
    Target,
    TargetTriwulan,
)
from targets.selectors.rincian import find_row, past_years
from targets.services.kelonggaran import decide_exception, request_exception
from targets.views.tempat import Tempat
from tests.targets.triwulan import TAHUN, Triwulan, colleague, open_quarter

pytestmark = pytest.mark.django_db

POSISI = "1.06.04#1.1"  # persentase, figure since January, last position counts; target 60 in 2026, 90 in 2029
JUMLAH = "1.06.04.2.01.0001#1.1"  # orang, figure of the quarter, quarters add up


@pytest.fixture
def quarter(db: None) -> Triwulan:
    return open_quarter("rehabilitasi-sosial")


@pytest.fixture
def staf(client: Client, quarter: Triwulan) -> Client:
    client.force_login(quarter.staf)
    return client


def page(client: Client, quarter: Triwulan) -> str:
    return client.get(quarter.url("isi")).content.decode()


def post_json(client: Client, quarter: Triwulan, body: Any) -> Any:
    return client.post(quarter.url("simpan-sel"), json.dumps(body), content_type="application/json")


def sel(baris: str, teks: str, kolom: str = "nilai", semula: str = "", **more: str) -> dict[str, str]:
    return {"baris": baris, "kolom": kolom, "teks": teks, "semula": semula, **more}


# Who may ------------------------------------------------------------------------------------------------------

READER = ["sekretariat", "kepala", "pembaca", "admin", "pemberdayaan-sosial"]


@pytest.mark.parametrize("name", READER)
def test_the_form_is_seen_by_staff_of_the_unit_alone(
    client: Client, quarter: Triwulan, people: dict[str, Any], name: str
) -> None:
    client.force_login(people[name])
    assert client.get(quarter.url("isi")).status_code == 404
    assert client.post(quarter.url("isi"), {}).status_code == 403
    assert post_json(client, quarter, {"sel": [sel("i1", "1")]}).status_code == 403
    assert client.get(quarter.url("baris", quarter.kunci(POSISI))).status_code == 200


def test_a_stranger_signs_in_first(client: Client, quarter: Triwulan) -> None:
    for name, more in (("isi", []), ("simpan-sel", []), ("baris", ["i1"]), ("lampirkan", ["i1"]), ("bukti", [1])):
        assert client.post(quarter.url(name, *more)).status_code == 302


def test_another_agency_finds_nothing(client: Client, quarter: Triwulan) -> None:
    government = quarter.renstra.perangkat_daerah.pemerintah_daerah
    other = PerangkatDaerah.objects.create(
        pemerintah_daerah=government, kode="lain", nama="Dinas Lain", nama_singkat="Lain"
    )
    unit = UnitKerja.objects.create(perangkat_daerah=other, kode="bidang", nama="Bidang", jenis="bidang")
    client.force_login(colleague(unit))
    for name, more in (("isi", []), ("baris", ["i1"]), ("bukti", [1])):
        assert client.get(quarter.url(name, *more)).status_code == 404
    for name, more in (("isi", []), ("simpan-sel", []), ("lampirkan", ["i1"]), ("lepas-bukti", [1])):
        assert client.post(quarter.url(name, *more)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/triwulan/dinsospm/rehabilitasi-sosial/2026/5/isi/",
        "/triwulan/dinsospm/rehabilitasi-sosial/2051/1/isi/",
        "/triwulan/dinsospm/bukan-unit/2026/1/isi/",
        "/triwulan/dinsospm/rehabilitasi-sosial/99999999999999999999/1/isi/",
        "/triwulan/dinsospm/rehabilitasi-sosial/2026/3/baris/i999999/",
        "/triwulan/dinsospm/rehabilitasi-sosial/2026/3/baris/x/",
    ],
)
def test_a_place_that_is_not_is_404(staf: Client, path: str) -> None:
    assert staf.get(path).status_code == 404


# The page -----------------------------------------------------------------------------------------------------


def test_the_page_says_where_one_is_what_the_state_is_and_what_comes_next(staf: Client, quarter: Triwulan) -> None:
    text = page(staf, quarter)
    assert "Bidang Rehabilitasi Sosial <span>Triwulan III 2026</span>" in text
    assert "(2 hari lagi)" in text
    assert "0 dari 27 terisi" in text
    assert "lengkapi 27 baris, lalu ajukan" in text


def test_the_page_says_what_is_typed_and_never_the_bare_word_kumulatif(staf: Client, quarter: Triwulan) -> None:
    text = page(staf, quarter)
    assert "Ketik angka sejak Januari sampai akhir triwulan ini" in text
    assert "Ketik angka triwulan ini saja" in text
    assert "Ketik rupiah yang terserap pada triwulan ini saja" in text
    assert "kumulatif" not in text.lower()


def test_every_field_is_named_by_its_row_and_its_column(staf: Client, quarter: Triwulan) -> None:
    text = page(staf, quarter)
    names = re.findall(r'<(?:input|textarea)[^>]* aria-labelledby="([^"]+)"', text)
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert len(names) > 27 * 2
    assert {part for name in names for part in name.split()} <= ids
    key = quarter.kunci(POSISI)
    assert f'name="{key}-nilai" inputmode="decimal" aria-labelledby="{key}n ki"' in text


def test_a_row_that_is_not_due_says_why_and_can_still_be_entered(client: Client, db: None) -> None:
    quarter = open_quarter("sekretariat")
    client.force_login(quarter.staf)
    key = quarter.kunci("T1.1")
    row = page(client, quarter).split(f'id="{key}"')[1].split("</tbody>")[0]
    assert "lewat" in row.split(">")[0]
    assert "Tidak wajib: tahunan, diisi triwulan IV." in row
    assert f'name="{key}-nilai"' in row


def test_the_earlier_quarters_and_the_target_stand_beside_the_field(client: Client, db: None) -> None:
    first = open_quarter("rehabilitasi-sosial", 1)
    first.save((first.kunci(POSISI), "nilai", "41,5"))
    third = open_quarter("rehabilitasi-sosial", 3)
    client.force_login(third.staf)
    row = page(client, third).split(f'id="{third.kunci(POSISI)}"')[1].split("</tbody>")[0]
    assert '<td class="num l1">41,5</td><td class="num l2">–</td>' in row
    assert '<td class="num ta">60</td>' in row
    assert "69,17\N{NO-BREAK SPACE}%" in row  # 41,5 of 60: 69,1666…


def test_the_largest_page_is_small_and_asks_the_same_number_of_queries(client: Client, db: None) -> None:
    """28: session, person (2), place (6), sheet (12), writable, names and deadline (2 each), messages, imports."""
    counts = {}
    for unit in ("sekretariat", "pemberdayaan-sosial"):
        quarter = open_quarter(unit)
        client.force_login(quarter.staf)
        quarter.save((quarter.lembar.kinerja[0].kunci, "nilai", "1"))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(quarter.url("isi"))
        counts[unit] = len(queries)
        assert len(response.content) < 150_000
        assert " style=" not in response.content.decode()
    assert counts == {"sekretariat": 28, "pemberdayaan-sosial": 28}


def test_a_closed_quarter_shows_its_figures_without_fields(staf: Client, quarter: Triwulan) -> None:
    quarter.save((quarter.kunci(POSISI), "nilai", "45"))
    quarter.close()
    text = page(staf, quarter)
    assert "Pengisian triwulan ini ditutup" in text
    assert '<span class="nilai">45</span>' in text
    assert 'inputmode="decimal"' not in text
    assert 'name="ajukan"' not in text


def test_parts_are_two_fields_and_the_percentage_follows(staf: Client, quarter: Triwulan) -> None:
    key = with_parts(quarter)
    text = page(staf, quarter)
    assert f'name="{key}-pembilang"' in text
    assert f'name="{key}-nilai"' not in text
    cells = [sel(key, "3", "pembilang"), sel(key, "8", "penyebut")]
    answer = post_json(staf, quarter, {"sel": cells}).json()
    assert answer["baris"][key]["sampai"] == ["37,5", ""]
    assert answer["baris"][key]["persen"][1] == ["62,50\N{NO-BREAK SPACE}%", ""]  # 37,5 of 60


def with_parts(quarter: Triwulan) -> str:
    key = quarter.kunci(POSISI)
    Indikator.objects.filter(pk=key[1:]).update(pembilang="orang terlayani", penyebut="orang terlantar")
    return key


def test_a_graded_unit_is_chosen_from_its_codes(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    Indikator.objects.filter(pk=key[1:]).update(skala={"WTP": 4, "WDP": 3})
    text = page(staf, quarter)
    assert f'<select id="{key}-kode"' in text
    assert f'name="nihil" value="{key}"' not in text
    answer = post_json(staf, quarter, {"sel": [sel(key, "WDP", "kode")]}).json()
    assert answer["hasil"][0]["status"] == "tersimpan"
    assert answer["baris"][key]["sampai"] == ["WDP", ""]
    Target.objects.filter(indikator=int(key[1:]), tahun=TAHUN).update(nilai=4)
    assert '<td class="num ta">WTP</td>' in page(staf, quarter)
    assert quarter.stored(key) == 3


# A page without JavaScript ------------------------------------------------------------------------------------


def test_a_posted_page_saves_what_changed_and_leaves_the_rest(staf: Client, quarter: Triwulan) -> None:
    a, b = quarter.kunci(POSISI), quarter.kunci(JUMLAH)
    quarter.save((b, "nilai", "1250"))
    data = {
        f"{a}-nilai": "12,5 %",
        f"{b}-nilai": "1.250",
        f"~{b}-nilai": "1.250",
        f"{a}-keterangan": "Data\r\nawal",
    }
    response = staf.post(quarter.url("isi"), data)
    assert response.status_code == 302
    assert response["Location"] == quarter.url("isi")
    assert quarter.stored(a) == Decimal("12.5")
    assert quarter.stored(a, "keterangan") == "Data\nawal"
    assert quarter.stored(b) == 1250
    assert Realisasi.history.filter(indikator=b[1:]).count() == 1  # an unchanged cell leaves no trace


def test_the_evaluation_of_the_quarter_is_saved_with_it(staf: Client, quarter: Triwulan) -> None:
    staf.post(quarter.url("isi"), {"evaluasi-tindak_lanjut_renja": "Tambah pendamping"})
    assert EvaluasiTriwulan.objects.get().tindak_lanjut_renja == "Tambah pendamping"


def test_an_ambiguous_figure_comes_back_with_a_question_and_its_answer_is_saved(
    staf: Client, quarter: Triwulan
) -> None:
    key = quarter.kunci(JUMLAH)
    text = staf.post(quarter.url("isi"), {f"{key}-nilai": "1.250"}).content.decode()
    assert "Perlu dipilih." in text
    assert f'value="1.250" aria-invalid="true" aria-describedby="{key}-nilai-s"' in text
    assert f'name="?{key}-nilai" value="ribuan"' in text
    assert quarter.laporan is None or quarter.stored(key) is None
    staf.post(quarter.url("isi"), {f"{key}-nilai": "1.250", f"?{key}-nilai": "ribuan"})
    assert quarter.stored(key) == 1250


def test_two_editors_of_one_cell_see_both_values_and_choose(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    quarter.save((key, "nilai", "13"), user=colleague(quarter.unit))
    text = staf.post(quarter.url("isi"), {f"{key}-nilai": "12"}).content.decode()
    assert "Budi Santoso sudah menyimpan “13”" in text
    assert "Pakai ketikan saya: 12" in text
    assert "Pakai yang tersimpan: 13" in text
    assert quarter.stored(key) == 13
    answer = {f"{key}-nilai": "12", f"~{key}-nilai": "13"}
    staf.post(quarter.url("isi"), answer | {f"!{key}-nilai": "tersimpan"})
    assert quarter.stored(key) == 13
    staf.post(quarter.url("isi"), answer | {f"!{key}-nilai": "saya"})
    assert quarter.stored(key) == 12


def test_an_unreadable_figure_stays_in_its_field_and_the_others_are_saved(staf: Client, quarter: Triwulan) -> None:
    a, b = quarter.kunci(POSISI), quarter.kunci(JUMLAH)
    text = staf.post(quarter.url("isi"), {f"{a}-nilai": "dua belas", f"{b}-nilai": "7"}).content.decode()
    assert "1 isian tersimpan, 1 belum" in text
    assert f'<a href="#{a}-nilai">“dua belas” tidak terbaca' in text
    assert 'value="dua belas"' in text
    assert quarter.stored(b) == 7


def test_what_was_typed_stays_on_the_page_when_the_quarter_closed_meanwhile(
    staf: Client, quarter: Triwulan
) -> None:
    key = quarter.kunci(POSISI)
    quarter.close()
    response = staf.post(quarter.url("isi"), {f"{key}-nilai": "47,25"})
    assert response.status_code == 409
    text = response.content.decode()
    assert 'value="47,25"' in text
    assert "Pengisian triwulan ini ditutup" in text
    assert LaporanTriwulan.objects.count() == 0


def test_state_author_unit_and_percentage_are_never_taken_from_a_post(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    posted = {f"{key}-nilai": "30", "status": "dikunci", "unit": "1", "persen": "100", "diajukan_oleh": "1"}
    staf.post(quarter.url("isi"), posted)
    assert quarter.laporan is not None
    assert (quarter.laporan.status, quarter.laporan.unit, quarter.laporan.diajukan_oleh) == (
        "draf",
        quarter.unit,
        None,
    )
    row = Realisasi.history.get(indikator=key[1:])
    assert row.history_user == quarter.staf


def test_a_post_without_its_token_is_refused(quarter: Triwulan) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(quarter.staf)
    assert client.post(quarter.url("isi"), {}).status_code == 403
    assert post_json(client, quarter, {"sel": [sel("i1", "1")]}).status_code == 403


# Nihil, salin, ajukan -----------------------------------------------------------------------------------------


def test_nihil_writes_zero_and_says_so(staf: Client, quarter: Triwulan) -> None:
    a, b = quarter.kunci(POSISI), quarter.kunci(JUMLAH)
    response = staf.post(quarter.url("isi"), {"nihil": a, f"{b}-nilai": "5"})
    assert response["Location"] == f"{quarter.url('isi')}#{a}"
    assert (quarter.stored(a), quarter.stored(a, "keterangan")) == (0, "Nihil")
    assert quarter.stored(b) == 5  # what was typed elsewhere is not lost
    assert Realisasi.history.filter(indikator=a[1:]).first().history_change_reason == "nihil"


def test_nihil_keeps_a_keterangan_that_is_there(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    staf.post(quarter.url("isi"), {"nihil": key, f"{key}-keterangan": "Menunggu DAK"})
    assert (quarter.stored(key), quarter.stored(key, "keterangan")) == (0, "Menunggu DAK")


def test_nihil_does_not_overwrite_what_somebody_else_just_typed(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    quarter.save((key, "nilai", "13"), user=colleague(quarter.unit))
    text = staf.post(quarter.url("isi"), {"nihil": key}).content.decode()
    assert "Budi Santoso sudah menyimpan “13”" in text
    assert quarter.stored(key) == 13


def test_salin_fills_only_empty_cells_of_position_indicators(client: Client, db: None) -> None:
    second = open_quarter("rehabilitasi-sosial", 2)
    a, b, c = (second.kunci(kode) for kode in (POSISI, "1.06.04#2.1", JUMLAH))
    second.save((a, "nilai", "41,5"), (b, "nilai", "1250"), (c, "nilai", "8"))
    third = open_quarter("rehabilitasi-sosial", 3)
    third.save((a, "nilai", "44"))
    client.force_login(third.staf)
    assert "Salin 1 angka" in page(client, third)
    client.post(third.url("isi"), {"salin": "1"})
    assert third.stored(a) == 44
    assert third.stored(b) == 1250  # written by us as 1.250, and read as we wrote it
    assert third.stored(c) is None
    assert Realisasi.history.filter(indikator=b[1:]).first().history_change_reason == "salin"


def test_the_first_quarter_offers_no_copy(client: Client, db: None) -> None:
    quarter = open_quarter("rehabilitasi-sosial", 1)
    client.force_login(quarter.staf)
    assert "Salin triwulan lalu" not in page(client, quarter)


def test_ajukan_lists_what_is_lacking_with_links_to_the_cells(staf: Client, quarter: Triwulan) -> None:
    key, other = quarter.kunci(POSISI), quarter.kunci("1.06.04#2.1")
    text = staf.post(quarter.url("isi"), {"ajukan": "1", f"{key}-nilai": "95"}).content.decode()
    assert "27 hal perlu dilengkapi" in text
    assert f'<a href="#{key}-keterangan">' in text  # 95 of 60 is more than 150 %: say why
    assert f'<a href="#{other}-nilai">' in text
    assert quarter.stored(key) == 95
    assert quarter.laporan is not None
    assert quarter.laporan.status == "draf"


def test_ajukan_with_nothing_lacking_passes_the_post_on_to_the_step(
    staf: Client, quarter: Triwulan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in quarter.lembar.baris:
        quarter.save((row.kunci, "nilai", "1"), (row.kunci, "keterangan", "Sudah diperiksa"))
    url = Tempat.url
    step = "/langkah/ajukan/"
    monkeypatch.setattr(
        Tempat, "url", lambda place, name, *more: step if name == "langkah" else url(place, name, *more)
    )
    key = quarter.kunci(POSISI)
    response = staf.post(quarter.url("isi"), {"ajukan": "1", f"{key}-nilai": "2", f"~{key}-nilai": "1"})
    assert (response.status_code, response["Location"]) == (307, step)  # the browser posts the same form there
    assert quarter.stored(key) == 2


# The script ---------------------------------------------------------------------------------------------------


def test_a_saved_cell_answers_with_its_row_and_the_progress(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    answer = post_json(staf, quarter, {"sel": [sel(key, "Rp45,00")]}).json()
    assert answer["hasil"] == [
        {"baris": key, "kolom": "nilai", "status": "tersimpan", "tampil": "45", "pesan": "", "pilihan": []}
    ]
    assert answer["kemajuan"] == "1 dari 27 terisi"
    assert answer["kurang"] == 26
    assert answer["baris"][key] == {
        "terisi": True,
        "sampai": ["45", ""],
        "target": ["–", ""],
        # no rencana aksi yet; 45 of 60 in 2026 is 75 %, of 90 at the end of the Renstra 50 %
        "persen": [
            ["–", "target belum ditetapkan"],
            ["75,00\N{NO-BREAK SPACE}%", ""],
            ["50,00\N{NO-BREAK SPACE}%", ""],
        ],
        "peringatan": [],
        "kurang": "",
    }


def test_the_quarter_target_makes_the_first_percentage(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    document = Dokumen.objects.create(
        renstra=quarter.renstra, jenis="renaksi", tahun=TAHUN, status="ditetapkan", nomor="7/RA/2026"
    )
    TargetTriwulan.objects.create(dokumen=document, indikator_id=key[1:], tahun=TAHUN, triwulan=3, nilai=50)
    answer = post_json(staf, quarter, {"sel": [sel(key, "45")]}).json()
    assert answer["baris"][key]["persen"][0] == ["90,00\N{NO-BREAK SPACE}%", ""]
    panel = staf.get(quarter.url("baris", key)).content.decode()
    assert "Target menurut Rencana Aksi 2026 nomor 7/RA/2026, tanggal belum dicatat." in panel


def test_money_without_output_warns_at_the_output_too(staf: Client, quarter: Triwulan) -> None:
    output = quarter.kunci(JUMLAH)
    money = next(row.kunci for row in quarter.lembar.anggaran if row.subkegiatan.kode == "1.06.04.2.01.0001")
    quarter.save((output, "nilai", "0"))
    answer = post_json(staf, quarter, {"sel": [sel(money, "5.000.000")]}).json()
    assert answer["hasil"][0]["tampil"] == "5.000.000"
    assert "tetapi realisasi keluaran 0" in answer["baris"][output]["peringatan"][0]
    assert "tulis keterangan" in answer["baris"][output]["kurang"]


def test_a_trial_reads_the_cells_and_writes_nothing(staf: Client, quarter: Triwulan) -> None:
    a, b = quarter.kunci(POSISI), quarter.kunci(JUMLAH)
    answer = post_json(staf, quarter, {"sel": [sel(a, "12,50"), sel(b, "1.250")], "coba": True}).json()
    assert [each["status"] for each in answer["hasil"]] == ["tersimpan", "ambigu"]
    assert answer["hasil"][0]["tampil"] == "12,5"
    assert answer["hasil"][1]["pilihan"] == [["ribuan", "1250"], ["desimal", "1,25"]]
    assert LaporanTriwulan.objects.count() == 0


def test_a_conflict_names_the_other_person(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    quarter.save((key, "nilai", "13"), user=colleague(quarter.unit))
    result = post_json(staf, quarter, {"sel": [sel(key, "12")]}).json()["hasil"][0]
    assert (result["status"], result["tampil"]) == ("bentrok", "13")
    assert result["pesan"].startswith("Budi Santoso sudah menyimpan “13” pada ")
    again = post_json(staf, quarter, {"sel": [sel(key, "12", semula="13")]}).json()["hasil"][0]
    assert (again["status"], again["tampil"]) == ("tersimpan", "12")


def test_the_answer_to_a_lost_answer_is_saved_again_without_a_conflict(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    for _ in range(2):
        result = post_json(staf, quarter, {"sel": [sel(key, "12")]}).json()["hasil"][0]
        assert result["status"] == "tersimpan"
    assert Realisasi.history.filter(indikator=key[1:]).count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "bukan json",
        "[]",
        '{"sel": []}',
        '{"sel": [{"baris": "i1", "kolom": "nilai", "teks": "1"}]}',
        '{"sel": [{"baris": "i1", "kolom": "nilai", "teks": 1, "semula": ""}]}',
        '{"sel": [{"baris": "i1", "kolom": "status", "teks": "1", "semula": ""}]}',
        '{"sel": [{"baris": "p1", "kolom": "nilai", "teks": "1", "semula": ""}]}',
        '{"sel": [{"baris": "i1 or 1=1", "kolom": "nilai", "teks": "1", "semula": ""}]}',
        '{"sel": [{"baris": "i1", "kolom": "nilai", "teks": "1", "semula": "", "persen": "9"}]}',
        '{"sel": [{"baris": "i1", "kolom": "nilai", "teks": "1", "semula": "", "bacaan": "kira-kira"}]}',
        '{"sel": [{"baris": "i1", "kolom": "keterangan", "teks": "a\\u0000b", "semula": ""}]}',
        '{"sel": [{"baris": "i1", "kolom": "keterangan", "teks": "\\ud800", "semula": ""}]}',
        '{"sel": [{"baris": "i1", "kolom": "nilai", "teks": "1", "semula": ""}], "cara": "impor"}',
        '{"sel": [{"baris": "i1", "kolom": "nilai", "teks": "1", "semula": ""}], "status": "dikunci"}',
        "[" * 100_000,
    ],
)
def test_a_request_of_another_shape_is_400(staf: Client, quarter: Triwulan, body: str) -> None:
    response = staf.post(quarter.url("simpan-sel"), body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["galat"]
    assert LaporanTriwulan.objects.count() == 0


def test_one_cell_named_twice_is_400(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    assert post_json(staf, quarter, {"sel": [sel(key, "1"), sel(key, "2")]}).status_code == 400


def test_a_closed_quarter_answers_409_with_the_reason(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    quarter.close()
    response = post_json(staf, quarter, {"sel": [sel(key, "1")]})
    assert response.status_code == 409
    assert response.json()["galat"].startswith("Pengisian triwulan ini ditutup")


@pytest.mark.parametrize(
    "text", ["9" * 30, "1," + "9" * 30, "12,34567", "1e400", "9" * 5000, "1234567890123456789"]
)
def test_a_figure_that_cannot_be_kept_is_told_and_not_stored(staf: Client, quarter: Triwulan, text: str) -> None:
    key = quarter.kunci(POSISI)
    result = post_json(staf, quarter, {"sel": [sel(key, text)]}).json()["hasil"][0]
    assert result["status"] == "galat"
    assert result["pesan"]
    assert quarter.stored(key) is None


def test_rupiah_with_three_decimals_is_refused_and_not_read_as_a_thousandth(
    staf: Client, quarter: Triwulan
) -> None:
    money = quarter.lembar.anggaran[0].kunci
    result = post_json(staf, quarter, {"sel": [sel(money, "1,250")]}).json()["hasil"][0]
    assert (result["status"], quarter.stored(money)) == ("galat", None)


def test_a_row_takes_a_figure_only_in_the_columns_it_is_stated_in(staf: Client, quarter: Triwulan) -> None:
    """A figure beside its parts would go before them: a wrong percentage that no page shows as typed."""
    key = with_parts(quarter)
    result = post_json(staf, quarter, {"sel": [sel(key, "99")]}).json()["hasil"][0]
    assert (result["status"], result["pesan"]) == ("galat", "Kolom ini tidak diisi pada baris ini.")


def test_a_row_of_another_unit_is_not_written(staf: Client, quarter: Triwulan) -> None:
    other = open_quarter("pemberdayaan-sosial")
    foreign = other.lembar.kinerja[0].kunci
    result = post_json(staf, quarter, {"sel": [sel(foreign, "1")]}).json()["hasil"][0]
    assert (result["status"], result["pesan"]) == ("galat", "Baris ini bukan milik unit Anda.")
    assert Realisasi.objects.count() == 0


# The side panel -----------------------------------------------------------------------------------------------


def test_the_history_is_told_in_sentences_across_corrections(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    quarter.save((key, "nilai", "12,5"))
    budi = colleague(quarter.unit)
    quarter.save((key, "nilai", "13"), user=budi)
    lock(quarter)
    assert quarter.laporan is not None
    asked = request_exception(laporan=quarter.laporan, alasan="Salah ketik.", user=quarter.staf)
    sekretariat = Pengguna.objects.get(username="demo-sekretariat")
    until = timezone.now() + timedelta(days=1)
    decide_exception(kelonggaran=asked, setuju=True, sampai=until, user=sekretariat)
    quarter.save((key, "nilai", "14"), user=budi)
    text = staf.get(quarter.url("baris", key)).content.decode()
    assert f"{quarter.staf.get_full_name()} mengisi Realisasi Triwulan III 2026: 12,5 pada " in text
    assert "Budi Santoso mengubah Realisasi Triwulan III 2026 dari 12,5 menjadi 13 pada " in text
    assert "Budi Santoso mengubah Realisasi Triwulan III 2026 (koreksi 1) dari 13 menjadi 14 pada " in text
    assert text.count("Realisasi Triwulan III 2026") == 3  # the copy into the correction is no change


def lock(quarter: Triwulan) -> None:
    for status in ("diajukan", "diverifikasi", "dikunci"):
        LaporanTriwulan.objects.filter(unit=quarter.unit, triwulan=3).update(status=status)


def test_every_percentage_answers_how_it_was_made_with_document_and_date(staf: Client, quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    quarter.save((key, "nilai", "45"))
    text = staf.get(quarter.url("baris", key)).content.decode()
    assert "Capaian polaritas positif: realisasi ÷ target × 100. Masukan: realisasi 45; target 60." in text
    assert "Target menurut Renstra 2025, 19 September 2025." in text
    assert "Angka setahun adalah angka terakhir yang dilaporkan; tidak dijumlahkan." in text
    assert "baseline Renstra" in text


def test_a_year_without_quarters_shows_its_whole_year_figure_and_where_it_is_from(
    staf: Client, quarter: Triwulan
) -> None:
    """2025 lies inside the Renstra; the year of the sheet is made of its quarters alone."""
    key = quarter.kunci(POSISI)
    for tahun, nilai in ((2022, "31"), (2025, "41.5"), (2026, "77")):
        RealisasiTahunan.objects.create(
            indikator_id=int(key[1:]), tahun=tahun, nilai=nilai, sumber=f"LKIP {tahun}"
        )
    quarter.save((key, "nilai", "45"))
    row = find_row(quarter.lembar, key)
    assert row is not None
    years = {year.tahun: (year.setahun, year.sumber) for year in past_years(quarter.lembar, row)}
    assert years[2022] == (31, "angka setahun, LKIP 2022")
    assert years[2025] == (Decimal("41.5"), "angka setahun, LKIP 2025")
    assert years[2026] == (45, "")
    text = staf.get(quarter.url("baris", key)).content.decode()
    assert "2025 <small>angka setahun, LKIP 2025</small>" in text
    assert "LKIP 2026" not in text


def test_a_year_whose_quarters_were_reported_is_made_of_them(quarter: Triwulan) -> None:
    key = quarter.kunci(POSISI)
    RealisasiTahunan.objects.create(indikator_id=int(key[1:]), tahun=2025, nilai=40, sumber="LKIP 2025")
    laporan = LaporanTriwulan.objects.create(renstra=quarter.renstra, unit=quarter.unit, tahun=2025, triwulan=4)
    Realisasi.objects.create(laporan=laporan, indikator_id=int(key[1:]), nilai=43)
    row = find_row(quarter.lembar, key)
    assert row is not None
    (found,) = [year for year in past_years(quarter.lembar, row) if year.tahun == 2025]
    assert (found.triwulan[3], found.setahun, found.sumber) == (43, 43, "")


def test_a_script_gets_the_panel_alone(staf: Client, quarter: Triwulan) -> None:
    url = quarter.url("baris", quarter.kunci(POSISI))
    alone = staf.get(url, headers={"X-Requested-With": "fetch"}).content.decode()
    assert alone.lstrip().startswith("<h2")
    assert "<html" in staf.get(url).content.decode()


# Evidence -----------------------------------------------------------------------------------------------------

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF"


def workbook(*names: str, filler: int = 10) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("xl/workbook.xml", *names):
            archive.writestr(name, b"0" * filler)
    return stream.getvalue()


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("foto.png", lambda: PDF, "tidak sesuai jenisnya"),
    ("halaman.html", lambda: b"<script>", "tidak diterima"),
    ("rekap.xlsx", lambda: workbook("xl/vbaProject.bin"), "memuat makro"),
    ("rekap.xlsm", lambda: workbook("xl/vbaProject.bin"), "tidak diterima"),
    ("rekap.xlsx", lambda: workbook("xl/sheet.xml", filler=30_000_000), "mengembang terlalu besar"),
    ("rekap.xlsx", lambda: b"PK\x03\x04rusak", "rusak"),
    ("jebakan.pdf", lambda: PDF + b"/JavaScript (app.alert)", "memuat skrip"),
    ("besar.pdf", lambda: PDF + b"0" * 10 * 1024 * 1024, "terlalu besar"),
    ("kosong.pdf", lambda: b"", "kosong"),
    ("3201012345678901.pdf", lambda: PDF, "seperti NIK"),
]


@pytest.fixture
def evidence_folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def attach(client: Client, quarter: Triwulan, name: str, content: bytes) -> Any:
    url = quarter.url("lampirkan", quarter.kunci(POSISI))
    return client.post(url, {"berkas": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(("name", "content", "sentence"), HOSTILE, ids=[f"{n}: {s}" for n, _, s in HOSTILE])
def test_a_hostile_file_is_refused_and_nothing_is_kept(
    staf: Client, quarter: Triwulan, evidence_folder: Path, name: str, content: Callable[[], bytes], sentence: str
) -> None:
    response = attach(staf, quarter, name, content())
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Bukti.objects.count() == LaporanTriwulan.objects.count() == 0
    assert files_in(evidence_folder) == []


def test_a_path_in_the_name_reaches_neither_the_disk_nor_the_list(
    staf: Client, quarter: Triwulan, evidence_folder: Path
) -> None:
    attach(staf, quarter, "../../etc/laporan.pdf", PDF)
    row = Bukti.objects.get()
    assert row.nama == "laporan.pdf"
    assert re.fullmatch(r"2026/[0-9a-f]{32}", str(row.berkas.name))
    assert len(files_in(evidence_folder)) == 1


def test_the_warning_stands_before_the_field(staf: Client, quarter: Triwulan) -> None:
    text = staf.get(quarter.url("baris", quarter.kunci(POSISI))).content.decode()
    assert text.index("UU 27/2022") < text.index('type="file"')


def test_evidence_is_sent_for_keeping_only_and_each_opening_is_noted(
    staf: Client, quarter: Triwulan, evidence_folder: Path, people: dict[str, Any]
) -> None:
    attach(staf, quarter, "laporan.pdf", PDF)
    row = Bukti.objects.get()
    staf.force_login(people["sekretariat"])
    response = staf.get(quarter.url("bukti", row.pk))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="laporan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    opening = PembukaanBukti.objects.get()
    assert (opening.oleh, opening.bukti, opening.sha256) == (people["sekretariat"], row, row.sha256)


@pytest.mark.parametrize("name", ["pembaca", "admin", "pemberdayaan-sosial"])
def test_evidence_stays_closed_to_other_readers(
    staf: Client, quarter: Triwulan, evidence_folder: Path, people: dict[str, Any], name: str
) -> None:
    attach(staf, quarter, "laporan.pdf", PDF)
    row = Bukti.objects.get()
    staf.force_login(people[name])
    assert staf.get(quarter.url("bukti", row.pk)).status_code == 403
    assert PembukaanBukti.objects.count() == 0
    assert "laporan.pdf" not in staf.get(quarter.url("baris", quarter.kunci(POSISI))).content.decode()


def test_evidence_of_another_unit_is_not_found_under_ones_own_address(
    client: Client, quarter: Triwulan, evidence_folder: Path
) -> None:
    client.force_login(quarter.staf)
    attach(client, quarter, "laporan.pdf", PDF)
    other = open_quarter("pemberdayaan-sosial")
    client.force_login(other.staf)
    pk = Bukti.objects.get().pk
    assert client.get(other.url("bukti", pk)).status_code == 404
    assert client.post(other.url("lepas-bukti", pk)).status_code == 404


def test_evidence_taken_off_leaves_only_its_history(
    staf: Client, quarter: Triwulan, evidence_folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    attach(staf, quarter, "laporan.pdf", PDF)
    with django_capture_on_commit_callbacks(execute=True):
        staf.post(quarter.url("lepas-bukti", Bukti.objects.get().pk))
    assert files_in(evidence_folder) == []
    text = staf.get(quarter.url("baris", quarter.kunci(POSISI))).content.decode()
    assert "melampirkan bukti “laporan.pdf” untuk Triwulan III 2026 pada " in text
    assert "melepas bukti “laporan.pdf” untuk Triwulan III 2026 pada " in text


def test_a_file_whose_row_cannot_be_written_is_not_left_on_the_disk(
    staf: Client, quarter: Triwulan, evidence_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("basis data penuh")

    monkeypatch.setattr(Bukti, "save", fail)
    with pytest.raises(OSError, match="penuh"):
        attach(staf, quarter, "laporan.pdf", PDF)
    assert files_in(evidence_folder) == []


def test_a_closed_quarter_takes_no_evidence(staf: Client, quarter: Triwulan, evidence_folder: Path) -> None:
    quarter.close()
    response = attach(staf, quarter, "laporan.pdf", PDF)
    assert response.status_code == 409
    assert "Pengisian triwulan ini ditutup" in response.content.decode()
    assert files_in(evidence_folder) == []


def test_the_deadline_names_an_exception_while_it_lasts(staf: Client, quarter: Triwulan) -> None:
    from targets.models import Kelonggaran

    quarter.save((quarter.kunci(POSISI), "nilai", "45"))
    quarter.close()
    now = timezone.now()
    assert quarter.laporan is not None
    Kelonggaran.objects.create(
        laporan=quarter.laporan,
        jenis="terlambat",
        alasan="Data terlambat",
        diminta_oleh=quarter.staf,
        diminta_pada=now,
        diputus_oleh=quarter.staf,
        diputus_pada=now,
        disetujui=True,
        sampai=now + timedelta(days=2),
    )
    text = page(staf, quarter)
    assert "kelonggaran sampai" in text
    assert 'inputmode="decimal"' in text
