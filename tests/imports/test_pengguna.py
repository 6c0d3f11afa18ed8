"""Bringing in accounts and assignments: no password, no superuser, nothing of one's own, and all of it logged."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.exports.templat import write_template
from imports.importers.pengguna import PenggunaPengimpor
from imports.services.impor import apply, check, keep_file, look_through, undo
from imports.services.pengimpor import Tujuan
from programs.models import Pengguna, Penugasan
from renstra.lib.importing import Pemeriksaan
from renstra.lib.teks import plain_blanks
from tests.accounts import Events, sign_in
from tests.imports.bantu import bawa, buku, galat, isi, templat, terapkan, urungkan
from tests.imports.teks_aneh import teks_aneh
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
PENGIMPOR = PenggunaPengimpor()
AKUN = ["Nama pengguna", "NIP", "Nama", "Surel", "Aktif"]
TUGAS = ["Nama pengguna", "Unit kerja", "Peran", "Mulai", "Selesai"]
NIP = f"{9:018d}"
HARI = date(2026, 2, 1)


@pytest.fixture
def panggung() -> Panggung:
    return buat_panggung()


@pytest.fixture
def pengelola() -> Pengguna:
    return Pengguna.objects.create(username="uji-pengelola", is_superuser=True, is_staff=True)


def goal(stage: Panggung, user: Pengguna | None = None) -> Tujuan:
    return Tujuan(user or stage.orang["admin"], saat(6), stage.agency)


def looked(stage: Panggung, akun: Sequence[Any] = (), tugas: Sequence[Any] = (), user: Any = None) -> Pemeriksaan:
    lembar = {"Pengguna": [AKUN, *akun], "Penugasan": [TUGAS, *tugas]}
    return look_through(PENGIMPOR, buku(lembar), goal(stage, user))


DEMO = ["demo-baru", NIP, "Demo Baru, S.Uji.", "demo@example.go.id", "Ya"]


# What comes in ------------------------------------------------


def test_a_new_account_opens_to_nobody_until_it_gets_a_first_password(panggung: Panggung, client: Client) -> None:
    tugas = ["demo-baru", "bidang-a", "Staf bidang", HARI, None]
    p = bawa(PENGIMPOR, goal(panggung), {"Pengguna": [AKUN, DEMO], "Penugasan": [TUGAS, tugas]})
    account = Pengguna.objects.get(username="demo-baru")
    assert (account.nama, account.nip, account.email) == ("Demo Baru, S.Uji.", NIP, "demo@example.go.id")
    assert account.is_active and account.wajib_ganti_sandi and not account.has_usable_password()
    assert not account.is_staff and not account.is_superuser
    for password in ("", "!", "demo-baru", NIP):
        assert sign_in(client, "demo-baru", password).status_code == 200  # the form again
    held = account.penugasan.get()
    assert (held.peran, held.unit, held.perangkat_daerah, held.mulai) == (
        "staf",
        panggung.unit,
        panggung.agency,
        HARI,
    )
    urungkan(PENGIMPOR, goal(panggung), p)
    assert not Pengguna.objects.filter(username="demo-baru").exists()


def test_a_password_and_the_rights_of_an_account_never_change(panggung: Panggung) -> None:
    account = panggung.orang["staf"]
    account.set_password("demo-kata-sandi-lama")
    account.save()
    before = Pengguna.objects.filter(pk=account.pk).values(
        "password", "wajib_ganti_sandi", "is_staff", "is_superuser"
    )
    kept = before.get()
    bawa(PENGIMPOR, goal(panggung), {"Pengguna": [AKUN, ["uji-staf", NIP, "Demo Staf", None, "Tidak"]]})
    assert before.get() == kept
    account.refresh_from_db()
    assert (account.nip, account.nama, account.is_active) == (NIP, "Demo Staf", False)


def test_the_filled_template_changes_nothing_and_holds_no_password(
    panggung: Panggung, pengelola: Pengguna
) -> None:
    Pengguna.objects.filter(pk=panggung.orang["staf"].pk).update(first_name="Demo", last_name="Staf Uji", nip=NIP)
    Penugasan.objects.create(
        pengguna=pengelola, perangkat_daerah=panggung.agency, peran="admin", mulai=date(2025, 1, 1)
    )
    book = templat(PENGIMPOR, goal(panggung))
    p = look_through(PENGIMPOR, book, goal(panggung))
    assert (p.perubahan, p.temuan, p.sama) == ([], [], 9 + 9)
    accounts = isi(book, "Pengguna")
    assert accounts[0] == AKUN and "uji-pengelola" not in [row[0] for row in accounts]
    staf = next(row for row in accounts if row[0] == "uji-staf")
    assert staf == ["uji-staf", NIP, "Demo Staf Uji", None, "Ya"]


def test_a_name_kept_in_two_parts_stays_so_until_it_changes(panggung: Panggung) -> None:
    Pengguna.objects.filter(pk=panggung.orang["staf"].pk).update(first_name="Demo", last_name="Staf")
    assert looked(panggung, [["uji-staf", None, "Demo Staf", None, None]]).perubahan == []
    p = looked(panggung, [["uji-staf", None, "Demo Staf, S.Uji.", None, None]])
    assert p.perubahan[0].sesudah == {"first_name": "Demo Staf, S.Uji.", "last_name": ""}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(teks_aneh, min_size=6, max_size=6))
def test_any_name_comes_in_and_goes_out_as_it_was(panggung: Panggung, texts: list[str]) -> None:
    nama = [text for text in texts if plain_blanks(text)]
    akun = [[f"demo-{n}", None, text, None, None] for n, text in enumerate(nama)]
    tugas = [[f"demo-{n}", "bidang-b", "staf", HARI, None] for n, _ in enumerate(nama)]
    p = bawa(PENGIMPOR, goal(panggung), {"Pengguna": [AKUN, *akun], "Penugasan": [TUGAS, *tugas]})
    stored = dict(Pengguna.objects.filter(username__regex=r"^demo-\d$").values_list("username", "first_name"))
    assert stored == {f"demo-{n}": plain_blanks(text) for n, text in enumerate(nama)}
    out = look_through(PENGIMPOR, templat(PENGIMPOR, goal(panggung)), goal(panggung))
    assert (out.perubahan, galat(out)) == ([], [])
    urungkan(PENGIMPOR, goal(panggung), p)


def test_an_assignment_is_ended_and_another_begun(panggung: Panggung, events: Events) -> None:
    start, end = date(2025, 1, 1), date(2026, 1, 31)
    tugas = [["uji-staf", "bidang-a", "staf", start, end], ["uji-staf", "bidang-b", "staf", HARI, None]]
    p = bawa(PENGIMPOR, goal(panggung), {"Penugasan": [TUGAS, *tugas]})
    held = panggung.orang["staf"].penugasan.order_by("mulai").values_list("unit__kode", "mulai", "selesai")
    assert list(held) == [("bidang-a", start, end), ("bidang-b", HARI, None)]
    told = [(e["tindakan"], e["pengguna"], e["baru"] and e["baru"]["selesai"]) for e in events.all()]
    assert told == [("penugasan-diubah", "uji-admin", "2026-01-31"), ("penugasan-dibuat", "uji-admin", "")]
    urungkan(PENGIMPOR, goal(panggung), p)
    changed, gone = events.all()[2:]
    assert (changed["tindakan"], changed["lama"]["selesai"], changed["baru"]["selesai"]) == (
        "penugasan-diubah",
        "2026-01-31",
        "",
    )
    assert (gone["tindakan"], gone["pengguna"], gone["baru"]) == ("penugasan-dihapus", "uji-admin", None)
    assert (gone["lama"]["akun"], gone["lama"]["unit"]) == ("uji-staf", "bidang-b")


# What is refused ------------------------------------------------


@pytest.mark.parametrize("oleh", ["staf", "pemeriksa", "kepala", "pembaca", "admin_lain"])
def test_only_the_admin_of_the_agency_brings_in_its_people(
    panggung: Panggung, pengelola: Pengguna, oleh: str
) -> None:
    panggung.orang["admin_lain"] = buat_panggung("lain").orang["admin"]
    PENGIMPOR.izinkan(goal(panggung))
    PENGIMPOR.izinkan(goal(panggung, pengelola))
    with pytest.raises(PermissionDenied):
        PENGIMPOR.izinkan(goal(panggung, panggung.orang[oleh]))


SENDIRI = "Penugasan Anda sendiri tidak diubah lewat impor; mintalah admin lain."
PENGELOLA = "Akun ini mengelola data induk, sehingga tidak diubah lewat impor."


@pytest.mark.parametrize(
    ("tugas", "reason"),
    [
        (["uji-admin", None, "kepala", HARI, None], SENDIRI),
        (["uji-admin", None, "admin", date(2025, 1, 1), date(2030, 1, 1)], SENDIRI),
        (["uji-staf", None, "admin", HARI, None], "Peran Admin hanya diberikan dan diubah pengelola sistem."),
        (["uji-pembaca", None, "pembaca_kota", date(2025, 1, 1), HARI],
         "Peran Pembaca kota (Bappeda, Inspektorat) hanya diberikan dan diubah pengelola sistem."),
        (["uji-pengelola", None, "kepala", HARI, None], PENGELOLA),
        (["lain-staf", "bidang-a", "staf", HARI, None],
         "Pengguna ini juga bertugas di perangkat daerah lain, sehingga hanya diubah pengelola sistem."),
    ],
)  # fmt: skip
def test_an_admin_gives_nothing_to_oneself_and_no_role_beyond_the_agency(
    panggung: Panggung, pengelola: Pengguna, tugas: list[Any], reason: str
) -> None:
    buat_panggung("lain")
    assert galat(looked(panggung, tugas=[tugas])) == [("Penugasan!A2", reason)]


@pytest.mark.parametrize(
    ("akun", "reason"),
    [
        (["uji-admin", None, None, None, "Tidak"], "Akun Anda sendiri tidak dapat dinonaktifkan."),
        (["uji-pengelola", None, "Demo Lain", None, None], PENGELOLA),
        (["uji-pengelola", None, None, None, "Tidak"], PENGELOLA),
    ],
)
def test_one_s_own_account_stays_open_and_a_superuser_s_is_not_touched(
    panggung: Panggung, pengelola: Pengguna, akun: list[Any], reason: str
) -> None:
    for user in (panggung.orang["admin"], pengelola):
        if user == pengelola and akun[0] == "uji-admin":
            continue
        assert galat(looked(panggung, [akun], user=user)) == [("Pengguna!A2", reason)]
    assert looked(panggung, [["uji-pengelola", None, None, None, "Ya"]]).sama == 1


def test_a_superuser_gives_any_role_and_people_of_other_agencies(panggung: Panggung, pengelola: Pengguna) -> None:
    buat_panggung("lain")
    tugas = [["uji-staf", None, "admin", HARI, None], ["lain-staf", None, "pembaca_kota", HARI, None]]
    p = looked(panggung, tugas=tugas, user=pengelola)
    assert not galat(p) and len(p.perubahan) == 2


@pytest.mark.parametrize(
    ("akun", "tugas", "place", "reason"),
    [
        ([["demo x", None, "Demo", None, None]], [], "Pengguna!A2", None),
        ([["demo-x", None, None, None, None]], [], "Pengguna!C2", "Nama pengguna baru kosong."),
        ([["demo-x", None, "Demo", "bukan surel", None]], [], "Pengguna!A2", None),
        ([["demo-x", NIP, "Demo", None, None], ["demo-y", NIP, "Demo", None, None]], [], "Pengguna!A3",
         "NIP ini sudah dipakai akun lain."),
        ([["Uji-Staf", None, "Demo", None, None]], [], "Pengguna!A2",
         "Yang tersimpan ditulis “uji-staf”, dengan huruf besar kecil lain."),
        ([], [["uji-staf", None, "staf", HARI, None]], "Penugasan!B2",
         "Staf harus ditugaskan pada satu unit kerja."),
        ([], [["uji-staf", "bidang-b", "raja", HARI, None]], "Penugasan!C2", "“raja” bukan salah satu pilihan."),
        ([], [["demo-x", "bidang-b", "staf", HARI, None]], "Penugasan!A2", "pengguna “demo-x” belum ada."),
        ([], [["uji-staf", "bidang-b", "staf", HARI, date(2026, 1, 1)]], "Penugasan!A2",
         "Tanggal selesai penugasan tidak boleh sebelum tanggal mulai."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_come_in_names_its_cell(
    panggung: Panggung, akun: list[Any], tugas: list[Any], place: str, reason: str | None
) -> None:
    ((found, said),) = galat(looked(panggung, akun, tugas))
    assert found == place and (reason is None or said == reason)


# What changed since the preview ------------------------------------------------


def test_an_account_that_became_a_superuser_s_since_is_not_touched(panggung: Panggung) -> None:
    p = looked(panggung, [["uji-kepala", None, "Demo Lain", None, None]])
    Pengguna.objects.filter(username="uji-kepala").update(is_superuser=True)
    with pytest.raises(PermissionDenied, match="mengelola data induk"):
        terapkan(PENGIMPOR, goal(panggung), p)
    assert Pengguna.objects.get(username="uji-kepala").nama == "uji-kepala"


def test_nobody_takes_back_their_own_rights_or_account(panggung: Panggung, pengelola: Pengguna) -> None:
    """An import by one admin gives a second one the role; the second may not undo what is about themselves."""
    p = looked(panggung, [DEMO], [["demo-baru", None, "admin", date(2026, 1, 1), None]], user=pengelola)
    terapkan(PENGIMPOR, goal(panggung, pengelola), p)
    second = Pengguna.objects.get(username="demo-baru")
    with pytest.raises(PermissionDenied):
        urungkan(PENGIMPOR, goal(panggung, second), p)
    assert second.penugasan.exists()


def test_a_file_of_accounts_lives_like_any_other_and_is_logged(
    panggung: Panggung, events: Events, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    book = write_template(PENGIMPOR.templat(goal(panggung)))
    user = panggung.orang["admin"]
    impor = keep_file(pengimpor=PENGIMPOR, tujuan=goal(panggung), berkas=SimpleUploadedFile("akun.xlsx", book))
    assert check(impor, PENGIMPOR).status == "sama"
    content = "\n".join(";".join(row) for row in (AKUN, ["demo-baru", "", "Demo Baru", "", ""])).encode()
    berkas = SimpleUploadedFile("akun.csv", content)
    impor = check(keep_file(pengimpor=PENGIMPOR, tujuan=goal(panggung), berkas=berkas), PENGIMPOR)
    assert impor.status == "siap"
    apply(impor=impor, pengimpor=PENGIMPOR, user=user)
    undo(impor=impor, pengimpor=PENGIMPOR, user=user)
    told = [(event["tindakan"], event["pengguna"], event.get("akun")) for event in events.all()]
    assert told == [
        ("akun-dibuat", "uji-admin", "demo-baru"),
        ("impor-diterapkan", "uji-admin", None),
        ("akun-dihapus", "uji-admin", "demo-baru"),
        ("impor-diurungkan", "uji-admin", None),
    ]
