"""The nomenclature: its versions come in, and a plan is told which of its codes a newer version changed."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.importers.nomenklatur import NomenklaturPengimpor
from imports.services.impor import look_through
from imports.services.pengimpor import Tujuan
from programs.models import Nomenklatur, PadananKode, Pengguna, Subkegiatan
from programs.padanan import newest, words
from programs.selectors import changed_codes, code_remedies
from renstra.lib.importing import Pemeriksaan
from renstra.lib.teks import plain_blanks
from targets.selectors import plan_findings
from tests.imports.bantu import bawa, buku, galat, templat, temuan, urungkan
from tests.imports.teks_aneh import teks_aneh
from tests.refusal import assert_refused
from tests.targets.pabrik import Panggung, buat_panggung, saat

PENGIMPOR = NomenklaturPengimpor()
KODE = ["Versi", "Kode", "Nama", "Berlaku dari tahun", "Berlaku sampai tahun"]
PADANAN = ["Versi lama", "Kode lama", "Versi baru", "Kode baru"]
SUB = "1.06.04.2.01.0001"
BERAKHIR = "Tahun berakhirnya sebelum tahun mulai berlakunya."
V1, V2, V3 = "Uji 2021", "Uji 2024", "Uji 2026"


@pytest.fixture
def tujuan(db: None) -> Tujuan:
    return Tujuan(Pengguna.objects.create(username="uji-pengelola", is_superuser=True), saat(6))


def looked(tujuan: Tujuan, kode: Sequence[Any] = (), padanan: Sequence[Any] = ()) -> Pemeriksaan:
    return look_through(
        PENGIMPOR, buku({"Nomenklatur": [KODE, *kode], "Padanan kode": [PADANAN, *padanan]}), tujuan
    )


# What comes in ------------------------------------------------


def test_a_version_and_what_became_of_old_codes_come_in_and_go_again(tujuan: Tujuan) -> None:
    lembar: dict[str, Any] = {
        "Nomenklatur": [KODE, [V1, SUB, "Lama", 2021, 2023], [V2, "1.06.04.2.02.0003", "Baru", 2024, None]],
        "Padanan kode": [PADANAN, [V1, SUB, V2, "1.06.04.2.02.0003"], [V1, "1.06.05", V2, None]],
    }
    p = bawa(PENGIMPOR, tujuan, lembar)
    row = Nomenklatur.objects.get(kode=SUB)
    assert (row.versi, row.nama, row.berlaku_dari, row.berlaku_sampai) == (V1, "Lama", 2021, 2023)
    assert set(PadananKode.objects.values_list("kode_lama", "kode_baru")) == {
        (SUB, "1.06.04.2.02.0003"),
        ("1.06.05", ""),
    }
    for book in (buku(lembar), templat(PENGIMPOR, tujuan)):
        again = look_through(PENGIMPOR, book, tujuan)
        assert (again.perubahan, galat(again), again.sama) == ([], [], 4)
    urungkan(PENGIMPOR, tujuan, p)
    assert not Nomenklatur.objects.exists() and not PadananKode.objects.exists()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(teks_aneh, min_size=6, max_size=6))
def test_any_name_of_a_code_comes_in_and_goes_out_as_it_was(tujuan: Tujuan, texts: list[str]) -> None:
    nama = [text for text in texts if plain_blanks(text)]
    p = bawa(
        PENGIMPOR,
        tujuan,
        {"Nomenklatur": [KODE, *([V1, f"1.0{n}", text, 2021, None] for n, text in enumerate(nama))]},
    )
    stored = list(Nomenklatur.objects.order_by("kode").values_list("nama", flat=True))
    assert stored == [plain_blanks(text) for text in nama]
    out = look_through(PENGIMPOR, templat(PENGIMPOR, tujuan), tujuan)
    assert (out.perubahan, galat(out)) == ([], [])
    urungkan(PENGIMPOR, tujuan, p)


@pytest.mark.parametrize(
    ("kode", "padanan", "place", "reason"),
    [
        ([[V1, "1.06.4", "X", 2021, None]], [], "Nomenklatur!B2", "“1.06.4” bukan kode yang lengkap."),
        ([[V1, "1.06", "X", 2021, 2020]], [], "Nomenklatur!E2", BERAKHIR),
        ([[V1, "1.06", "X", 21, None]], [], "Nomenklatur!D2", "21 di luar 1950 sampai 2100."),
        ([[V1, "1.06", "X", 2021, None], [V1, "1.06", "Y", 2021, None]], [], "Nomenklatur!A3",
         "Baris ini sama kuncinya dengan baris 2."),
        ([], [[V1, "1.06", V1, "1.07"]], "Padanan kode!C2", "Versi lama dan versi baru sama."),
        ([], [[V1, None, V2, "1.07"]], "Padanan kode!B2", "Kode kosong."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_come_in_names_its_cell(
    tujuan: Tujuan, kode: list[Any], padanan: list[Any], place: str, reason: str
) -> None:
    assert galat(looked(tujuan, kode, padanan)) == [(place, reason)]


def test_a_code_that_its_version_does_not_list_is_worth_a_look(tujuan: Tujuan) -> None:
    p = looked(tujuan, [[V2, "1.07", "X", 2024, None]], [[V1, "1.06", V2, "1.08"], [V1, "1.05", V2, "1.07"]])
    told = ("Padanan kode!D2", f"Kode 1.08 tidak ada dalam nomenklatur versi “{V2}”.")
    assert temuan(p, "peringatan") == [told] and len(p.perubahan) == 3


def test_only_a_superuser_brings_in_what_all_share(tujuan: Tujuan) -> None:
    PENGIMPOR.izinkan(tujuan)
    for user in buat_panggung().orang.values():
        with pytest.raises(PermissionDenied):
            PENGIMPOR.izinkan(Tujuan(user, saat(6)))


@pytest.mark.django_db
def test_a_code_is_listed_once_and_between_two_versions() -> None:
    row = {"versi_lama": V1, "kode_lama": "1.06", "versi_baru": V2, "kode_baru": "1.07"}
    PadananKode.objects.create(**row)
    assert_refused(PadananKode(**row), "Padanan kode ini sudah ada.")
    assert_refused(PadananKode(**{**row, "versi_baru": V1}), "Versi lama dan versi baru harus berbeda.")


# What it is for ------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "became"),
    [
        ({}, ()),
        ({(V1, SUB): [(V2, "1.06.04.2.01.0009")]}, ((V2, "1.06.04.2.01.0009"),)),
        ({(V1, SUB): [(V2, "A")], (V2, "A"): [(V3, "B")]}, ((V3, "B"),)),
        ({(V1, SUB): [(V2, "A"), (V2, "B")]}, ((V2, "A"), (V2, "B"))),
        ({(V1, SUB): [(V2, "")]}, ((V2, ""),)),
        ({(V1, SUB): [(V2, SUB)]}, ()),
        ({(V1, SUB): [(V2, "A")], (V2, "A"): [(V3, SUB)]}, ()),  # back again
        ({(V1, SUB): [(V2, "A")], (V2, "A"): [(V1, SUB)]}, ()),  # a circle ends
        ({(V1, "X.XX.04.2.01.0001"): [(V2, "X.XX.04.2.07.0001")]}, ((V2, "1.06.04.2.07.0001"),)),
        ({(V1, SUB): [(V2, "A")], (V2, SUB): [(V3, "C")]}, ((V2, "A"), (V3, "C"))),  # which version is not known
    ],
)
def test_a_code_is_followed_to_the_newest_version(steps: Any, became: Any) -> None:
    assert newest(SUB, steps) == became


def test_what_a_code_became_is_said_in_words() -> None:
    assert words([(V2, "1.07"), (V2, "1.08"), (V3, "")]) == (
        f"menjadi 1.07 atau 1.08 dalam {V2}; tidak dipakai lagi dalam {V3}"
    )


@pytest.fixture
def panggung(db: None) -> Panggung:
    return buat_panggung()


def test_the_check_of_a_plan_names_old_codes_with_the_new_ones(panggung: Panggung) -> None:
    PadananKode.objects.create(versi_lama=V1, kode_lama=SUB, versi_baru=V2, kode_baru="1.06.04.2.05.0002")
    PadananKode.objects.create(versi_lama=V1, kode_lama="1.06.04.2.01", versi_baru=V2, kode_baru="")
    PadananKode.objects.create(versi_lama=V1, kode_lama="1.06.99", versi_baru=V2, kode_baru="1.06.98")
    found = [(f.place, f.sentence) for f in plan_findings(panggung.dokumen) if f.rule == "kode-berubah"]
    assert found == [
        ("1.06.04.2.01", f"Kode 1.06.04.2.01 tidak dipakai lagi dalam {V2}."),
        (SUB, f"Kode {SUB} menjadi 1.06.04.2.05.0002 dalam {V2}."),
    ]
    out = StringIO()
    call_command("check_plan", "--renstra", panggung.renstra.kode, stdout=out)
    assert f"kode-berubah         {SUB}: Kode {SUB} menjadi 1.06.04.2.05.0002 dalam {V2}." in out.getvalue()


def test_a_code_that_the_new_version_uses_for_the_same_name_is_of_that_version(panggung: Panggung) -> None:
    """2021 calls it 0001 and 2024 gives that number to another; the plan's name tells which one it means."""
    name = Subkegiatan.objects.get(pk=panggung.subkegiatan.pk).nama
    PadananKode.objects.create(versi_lama=V1, kode_lama=SUB, versi_baru=V2, kode_baru="1.06.04.2.01.0009")
    assert set(changed_codes({SUB: name})) == {SUB}
    listed = Nomenklatur.objects.create(versi=V2, kode=SUB, nama="Nama lain", berlaku_dari=2024)
    assert set(changed_codes({SUB: name})) == {SUB}
    Nomenklatur.objects.filter(pk=listed.pk).update(nama=f" {name}\n")
    assert changed_codes({SUB: name}) == {}


def test_an_importer_is_told_what_an_unknown_code_became(panggung: Panggung) -> None:
    PadananKode.objects.create(versi_lama=V1, kode_lama=SUB, versi_baru=V2, kode_baru="1.06.04.2.05.0002")
    assert code_remedies([SUB, "1.06.04"]) == {
        SUB: f"Kode {SUB} menjadi 1.06.04.2.05.0002 dalam {V2}; pakai kode yang baru."
    }


def test_where_no_code_changed_it_takes_one_query(panggung: Panggung) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert changed_codes({SUB: "Sub 1", "1.06.04": "Program"}) == {}
    assert len(queries) == 1
