"""Bringing in units, posts and officials: what is read, asked and refused, who may, and that it comes back out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.importers.organisasi import KotaPengimpor, OrganisasiPengimpor
from imports.services.impor import look_through
from imports.services.pengimpor import Tujuan
from programs.models import Jabatan, Pejabat, PemerintahDaerah, Pengguna, PerangkatDaerah, UnitKerja
from renstra.lib.importing import Pemeriksaan
from renstra.lib.teks import plain_blanks
from tests.imports.bantu import bawa, buku, galat, isi, templat, temuan, terapkan, urungkan
from tests.imports.teks_aneh import teks_aneh
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
UNIT = ["Kode", "Nama", "Jenis", "Urutan"]
JABATAN = ["Kode", "Nama jabatan", "Jenis", "Unit kerja", "Urutan"]
PEJABAT = [
    "Jabatan",
    "Nama lengkap dan gelar",
    "NIP",
    "Pangkat/golongan",
    "Status",
    "Mulai menjabat",
    "Selesai menjabat",
]
NIP = f"{7:018d}"
PENGIMPOR, KOTA = OrganisasiPengimpor(), KotaPengimpor()
Lembar = dict[str, Sequence[Sequence[Any]]]


@pytest.fixture
def panggung() -> Panggung:
    stage = buat_panggung()
    add_post(stage, "kepala-uji", jenis="kepala_pd")
    add_post(stage, "kabid-a", unit=stage.unit)
    return stage


def add_post(stage: Panggung, kode: str, **more: Any) -> Jabatan:
    city = stage.agency.pemerintah_daerah
    values = {
        "pemerintah_daerah": city,
        "perangkat_daerah": stage.agency,
        "nama": kode.title(),
        "jenis": "kepala_unit",
    }
    return Jabatan.objects.create(kode=kode, **{**values, **more})


def add_official(
    kode: str, nama: str, mulai: date, selesai: date | None = None, status: str = "definitif"
) -> Pejabat:
    post = Jabatan.objects.get(kode=kode)
    return Pejabat.objects.create(jabatan=post, nama=nama, mulai=mulai, selesai=selesai, status=status)


def goal(stage: Panggung, oleh: str = "admin") -> Tujuan:
    return Tujuan(stage.orang[oleh], saat(6), stage.agency)


def looked(stage: Panggung, lembar: Lembar, jawaban: dict[str, str] | None = None) -> Pemeriksaan:
    return look_through(PENGIMPOR, buku(lembar), goal(stage), jawaban)


def official(*values: Any) -> Lembar:
    return {"Pejabat": [PEJABAT, *[list(each) for each in values]]}


DEMO_BARU = ["kabid-a", "Demo Baru", NIP, "Demo/IVa", "Definitif", date(2026, 3, 1), None]


# What comes in ------------------------------------------------


def test_units_posts_and_officials_come_in_together_and_go_again(panggung: Panggung) -> None:
    lembar: Lembar = {
        "Unit kerja": [UNIT, ["bidang-c", "Bidang C", "Bidang", 9], ["bidang-a", "Bidang Anak", "bidang", 2]],
        "Jabatan": [JABATAN, ["kabid-c", "Kepala Bidang C", "Kepala unit kerja", "bidang-c", None]],
        "Pejabat": [PEJABAT, ["kabid-c", "Demo Satu", NIP, None, "Plt.", date(2026, 1, 2), None]],
    }
    p = bawa(PENGIMPOR, goal(panggung), lembar)
    official = Pejabat.objects.get(nama="Demo Satu")
    assert (official.nip, official.status, official.mulai, official.selesai) == (
        NIP,
        "plt",
        date(2026, 1, 2),
        None,
    )
    post = official.jabatan
    assert post.unit is not None and post.urutan == 1  # the order was left empty
    assert (post.unit.nama, post.perangkat_daerah, post.pemerintah_daerah) == (
        "Bidang C",
        panggung.agency,
        panggung.agency.pemerintah_daerah,
    )
    assert UnitKerja.objects.get(pk=panggung.unit.pk).nama == "Bidang Anak"
    again = looked(panggung, lembar)
    assert (again.perubahan, again.sama) == ([], 4)
    urungkan(PENGIMPOR, goal(panggung), p)
    assert not Pejabat.objects.exists() and not UnitKerja.objects.filter(kode="bidang-c").exists()
    assert UnitKerja.objects.get(pk=panggung.unit.pk).nama == "Bidang-A"


def test_the_filled_template_changes_nothing(panggung: Panggung) -> None:
    add_official("kabid-a", "Demo Lama, S.Uji.", date(2020, 1, 1), date(2025, 12, 31))
    add_official("kabid-a", "Demo Baru", date(2026, 1, 1))
    p = look_through(PENGIMPOR, templat(PENGIMPOR, goal(panggung)), goal(panggung))
    assert (p.perubahan, p.temuan, p.sama) == ([], [], 3 + 2 + 2)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(teks_aneh, min_size=6, max_size=6))
def test_any_text_an_office_has_comes_in_and_goes_out_as_it_was(panggung: Panggung, texts: list[str]) -> None:
    nama = [text for text in texts if plain_blanks(text)]
    lembar: Lembar = {
        "Unit kerja": [UNIT, *([f"unit-{n}", text, "bidang", n] for n, text in enumerate(nama))],
        "Jabatan": [JABATAN, *([f"post-{n}", text, "lain", f"unit-{n}", n] for n, text in enumerate(nama))],
        "Pejabat": [
            PEJABAT,
            *([f"post-{n}", text, None, text, "pj", date(2026, 1, 1), None] for n, text in enumerate(nama)),
        ],
    }
    p = bawa(PENGIMPOR, goal(panggung), lembar)
    stored = dict(UnitKerja.objects.filter(kode__startswith="unit-").values_list("kode", "nama"))
    assert stored == {f"unit-{n}": plain_blanks(text) for n, text in enumerate(nama)}
    UnitKerja.objects.filter(kode="unit-0").update(nama=texts[0])  # as an admin page may have kept it
    out = look_through(PENGIMPOR, templat(PENGIMPOR, goal(panggung)), goal(panggung))
    assert (out.perubahan, galat(out)) == ([], [])
    UnitKerja.objects.filter(kode="unit-0").update(nama=stored["unit-0"])
    urungkan(PENGIMPOR, goal(panggung), p)


def test_a_csv_or_a_sheet_of_another_name_is_recognised_by_its_headings(panggung: Panggung) -> None:
    rows = [["Jabatan", "Nama", "Status", "Mulai"], ["kabid-a", "Demo", "Definitif", "01/03/2026"]]
    p = look_through(PENGIMPOR, buku({"pejabat-2026": rows}, "csv"), goal(panggung))
    assert [each.nama for each in p.perubahan] == ["pejabat kabid-a 01/03/2026"] and not galat(p)


def test_what_is_not_read_is_told(panggung: Panggung) -> None:
    p = looked(panggung, {"Unit kerja": [[*UNIT, "Telepon"]], "Catatan": [["apa saja"]], "Petunjuk": [["isi"]]})
    assert temuan(p, "peringatan") == [
        ("Catatan!", "Lembar ini tidak dikenal dan tidak dibaca."),
        ("Jabatan!", "Lembar ini tidak ada, jadi isinya tetap seperti yang tersimpan."),
        ("Pejabat!", "Lembar ini tidak ada, jadi isinya tetap seperti yang tersimpan."),
        ("Unit kerja!E1", "Kolom ini tidak dikenal dan tidak dibaca."),
    ]
    assert looked(panggung, {"A": [["x"]], "B": [["y"]]}).temuan[0].alasan == "Tidak ada lembar yang dikenal."


def test_a_row_that_the_sheet_does_not_name_and_an_empty_order_stay(panggung: Panggung) -> None:
    bawa(PENGIMPOR, goal(panggung), {"Unit kerja": [UNIT, ["bidang-b", "Bidang B Baru", "uptd", None]]})
    units = UnitKerja.objects.filter(perangkat_daerah=panggung.agency)
    assert list(units.values_list("kode", "nama", "jenis", "urutan")) == [
        ("sekretariat", "Sekretariat", "sekretariat", 1),
        ("bidang-a", "Bidang-A", "bidang", 2),
        ("bidang-b", "Bidang B Baru", "uptd", 3),
    ]


# What is refused ------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "row", "cell", "reason"),
    [
        ("Unit kerja", ["bidang c", "C", "bidang", 1], "A2", "“bidang c” bukan kode yang dapat dipakai."),
        ("Unit kerja", ["bidang-c", None, "bidang", 1], "B2", "Sel ini kosong."),
        ("Unit kerja", ["bidang-c", "C" * 201, "bidang", 1], "B2", "Teks 201 huruf, paling banyak 200."),
        ("Unit kerja", ["bidang-c", "C", "seksi", 1], "C2", "“seksi” bukan salah satu pilihan."),
        ("Unit kerja", ["bidang-c", "C", "bidang", 40000], "D2", "40000 di luar 0 sampai 32767."),
        ("Unit kerja", ["Bidang-A", "A", "bidang", 1], "A2",
         "Yang tersimpan ditulis “bidang-a”, dengan huruf besar kecil lain."),
        ("Jabatan", ["kabid-x", "X", "lain", "bidang-x", 1], "D2", "unit kerja “bidang-x” belum ada."),
        ("Jabatan", ["kabid-x", "X", "lain", "unit-lain", 1], "D2", "unit kerja “unit-lain” belum ada."),
        ("Jabatan", ["kepala-lain", "X", "lain", None, 1], "A2", "Kode sudah dipakai baris lain."),
        ("Pejabat", ["kabid-a", "Demo", "123", None, "pj", date(2026, 1, 1), None], "C2",
         "NIP “123” bukan 18 angka."),
        ("Pejabat", ["kabid-a", "Demo", 10**17, None, "pj", date(2026, 1, 1), None], "C2",
         f"Angka {10**17} lebih dari 15 digit: Excel sudah membulatkan ujungnya."),
        ("Pejabat", ["kabid-a", "Demo", None, None, "pj", date(2026, 2, 1), date(2026, 1, 1)], "A2",
         "Tanggal selesai menjabat tidak boleh sebelum tanggal mulai."),
        ("Pejabat", ["kabid-a", "Demo", None, None, "pj", "30 Februari 2026", None], "F2",
         "“30 Februari 2026” bukan tanggal yang pasti."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_come_in_names_its_cell_and_why(
    panggung: Panggung, sheet: str, row: list[Any], cell: str, reason: str
) -> None:
    other = buat_panggung("lain")
    UnitKerja.objects.filter(pk=other.unit.pk).update(kode="unit-lain")
    add_post(other, "kepala-lain", jenis="kepala_pd")
    headings = {"Unit kerja": UNIT, "Jabatan": JABATAN, "Pejabat": PEJABAT}[sheet]
    p = looked(panggung, {sheet: [headings, row]})
    assert galat(p) == [(f"{sheet}!{cell}", reason)]
    assert all(each.saran for each in p.temuan if each.tingkat == "galat")


def test_two_rows_of_one_key_are_refused(panggung: Panggung) -> None:
    rows = [["bidang-c", "C", "bidang", 1], ["bidang-c", "D", "bidang", 2]]
    p = looked(panggung, {"Unit kerja": [UNIT, *rows]})
    assert galat(p) == [("Unit kerja!A3", "Baris ini sama kuncinya dengan baris 2.")]


def test_officials_stored_twice_pass_unchanged_and_are_not_changed_by_guess(panggung: Panggung) -> None:
    for nama in ("Demo Satu", "Demo Dua"):
        add_official("kabid-a", nama, date(2026, 1, 1))
    book = templat(PENGIMPOR, goal(panggung))
    p = look_through(PENGIMPOR, book, goal(panggung))
    assert (p.perubahan, p.temuan) == ([], [])
    rows = isi(book, "Pejabat")
    rows[1][1] = "Demo Tiga"
    p = looked(panggung, {"Pejabat": rows})
    assert [reason for _, reason in galat(p)] == [
        "Ada beberapa baris tersimpan dengan kunci ini, dan tidak ada lagi yang sama isinya."
    ]


def test_an_nip_with_blanks_is_read_as_its_digits(panggung: Panggung) -> None:
    row = [*DEMO_BARU[:2], f"{NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}", *DEMO_BARU[3:]]
    assert looked(panggung, official(row)).perubahan[0].sesudah["nip"] == NIP


# Overlaps ------------------------------------------------


def test_two_holders_of_a_post_at_a_time_are_asked_about(panggung: Panggung) -> None:
    lama = add_official("kabid-a", "Demo Lama", date(2020, 1, 1))
    p = looked(panggung, official(DEMO_BARU))
    (asked,) = [each for each in p.temuan if each.tingkat == "tanya"]
    assert (asked.kunci, [each.kode for each in asked.pilihan]) == ("Pejabat!F2", ["bersamaan", "akhiri"])
    assert asked.alasan == (
        "Demo Baru mulai menjabat 1 Maret 2026, padahal Demo Lama menjabat sejak 1 Januari 2020 "
        "dan belum selesai saat itu."
    )
    p = looked(panggung, official(DEMO_BARU), {"Pejabat!F2": "akhiri"})
    terapkan(PENGIMPOR, goal(panggung), p)
    lama.refresh_from_db()
    assert lama.selesai == date(2026, 2, 28)  # the day before 1 March
    assert looked(panggung, official(DEMO_BARU)).perubahan == []
    urungkan(PENGIMPOR, goal(panggung), p)
    lama.refresh_from_db()
    assert lama.selesai is None and Pejabat.objects.count() == 1


def test_two_may_hold_a_post_together_and_are_not_asked_about_again(panggung: Panggung) -> None:
    add_official("kabid-a", "Demo Lama", date(2020, 1, 1))
    p = looked(panggung, official(DEMO_BARU), {"soal:pejabat_bersamaan": "bersamaan"})
    assert [each.aksi for each in p.perubahan] == ["buat"]
    terapkan(PENGIMPOR, goal(panggung), p)
    again = looked(panggung, official(DEMO_BARU))
    assert (again.perubahan, again.ada_tanya) == ([], False)


def test_a_term_that_the_file_states_is_ended_in_the_file(panggung: Panggung) -> None:
    lama = ["kabid-a", "Demo Lama", None, None, "definitif", date(2020, 1, 1), None]
    p = looked(panggung, official(lama, DEMO_BARU))
    assert [each.kode for each in p.temuan[-1].pilihan] == ["bersamaan"]
    lama[-1] = date(2026, 2, 28)
    assert not looked(panggung, official(lama, DEMO_BARU)).ada_tanya


@pytest.mark.parametrize(("status", "asked"), [("plh", False), ("plt", False), ("pj", True), ("definitif", True)])
def test_one_who_stands_in_overlaps_as_it_should_be(panggung: Panggung, status: str, asked: bool) -> None:
    add_official("kabid-a", "Demo Lama", date(2020, 1, 1))
    p = looked(panggung, official([*DEMO_BARU[:4], status, *DEMO_BARU[5:]]))
    assert p.ada_tanya == asked


# Who may ------------------------------------------------


@pytest.mark.parametrize("oleh", ["staf", "pemeriksa", "kepala", "pembaca", "admin_lain"])
def test_only_the_admin_of_the_agency_brings_in_its_organisation(panggung: Panggung, oleh: str) -> None:
    panggung.orang["admin_lain"] = buat_panggung("lain").orang["admin"]
    PENGIMPOR.izinkan(goal(panggung))
    with pytest.raises(PermissionDenied, match="diimpor oleh adminnya"):
        PENGIMPOR.izinkan(goal(panggung, oleh))


def test_a_superuser_brings_in_any_agency_and_alone_a_whole_city(panggung: Panggung) -> None:
    root = Pengguna.objects.create(username="uji-pengelola", is_superuser=True)
    PENGIMPOR.izinkan(Tujuan(root, saat(6), panggung.agency))
    KOTA.izinkan(Tujuan(root, saat(6)))
    for oleh in panggung.orang:
        with pytest.raises(PermissionDenied, match="hanya pengelola sistem"):
            KOTA.izinkan(Tujuan(panggung.orang[oleh], saat(6)))


# A whole city ------------------------------------------------


def city_goal() -> Tujuan:
    return Tujuan(Pengguna.objects.create(username="uji-pengelola", is_superuser=True), saat(6))


KOTA_LAIN: Lembar = {
    "Pemerintah daerah": [["Kode", "Nama", "Tempat penandatanganan"], ["kota-x", "Kota X", "X"]],
    "Perangkat daerah": [
        ["Pemerintah daerah", "Kode", "Nama", "Nama singkat"],
        ["kota-x", "dinas-x", "Dinas X", "DX"],
        ["kota-x", "bapperida-x", "Bapperida X", "BX"],
    ],
    "Unit kerja": [
        ["Perangkat daerah", *UNIT],
        ["dinas-x", "sekretariat", "Sekretariat", "sekretariat", 1],
        ["bapperida-x", "sekretariat", "Sekretariat", "sekretariat", 1],
    ],
    "Jabatan": [
        ["Pemerintah daerah", "Perangkat daerah", *JABATAN, "Menilai hasil Renja dan Renstra"],
        ["kota-x", None, "wali-kota-x", "Wali Kota X", "Kepala daerah", None, 1, None],
        ["kota-x", "bapperida-x", "kepala-bapperida-x", "Kepala", "kepala_pd", None, 2, "Ya"],
        ["kota-x", "bapperida-x", "sekretaris-bx", "Sekretaris", "kepala_unit", "sekretariat", 3, "Tidak"],
    ],
    "Pejabat": [PEJABAT, ["wali-kota-x", "Demo Wali", None, None, "Definitif", date(2025, 2, 20), None]],
}


def test_a_whole_city_comes_in_at_once_and_goes_again(panggung: Panggung) -> None:
    tujuan = city_goal()
    p = bawa(KOTA, tujuan, KOTA_LAIN)
    post = Jabatan.objects.get(kode="sekretaris-bx")
    assert post.unit is not None and post.unit.perangkat_daerah.kode == "bapperida-x"
    assert Jabatan.objects.get(kode="kepala-bapperida-x").penilai
    assert Jabatan.objects.get(kode="wali-kota-x").perangkat_daerah is None
    again = look_through(KOTA, templat(KOTA, tujuan), tujuan)
    assert (again.perubahan, again.temuan) == ([], [])
    assert look_through(KOTA, buku(KOTA_LAIN), tujuan).perubahan == []
    urungkan(KOTA, tujuan, p)
    assert not PerangkatDaerah.objects.filter(kode="dinas-x").exists()
    assert not PemerintahDaerah.objects.filter(kode="kota-x").exists()


def test_a_post_of_an_agency_of_another_city_is_refused(panggung: Panggung) -> None:
    heading, wrong = (
        KOTA_LAIN["Jabatan"][0],
        ["kota-x", "dinas-uji", "kepala-x", "Kepala", "kepala_pd", None, 1, None],
    )
    p = look_through(KOTA, buku({**KOTA_LAIN, "Jabatan": [heading, wrong], "Pejabat": [PEJABAT]}), city_goal())
    assert galat(p) == [("Jabatan!B2", "Perangkat daerah ini milik pemerintah daerah lain.")]


def test_the_number_of_queries_does_not_grow_with_the_rows(panggung: Panggung) -> None:
    def count(rows: int) -> int:
        units = [[f"u-{n}", f"U {n}", "bidang", n] for n in range(rows)]
        posts = [[f"p-{n}", f"P {n}", "lain", f"u-{n}", n] for n in range(rows)]
        with CaptureQueriesContext(connection) as queries:
            p = looked(panggung, {"Unit kerja": [UNIT, *units], "Jabatan": [JABATAN, *posts]})
        assert len(p.perubahan) == 2 * rows
        return len(queries)

    assert count(2) == count(60) <= 20
