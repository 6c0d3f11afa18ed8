"""The frame of every import: the check of a file, the one writer, and the life of an imported file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.choices import StatusImpor
from imports.models import Impor
from imports.services.impor import answer, apply, check, discard, keep_file, look_through, undo
from imports.services.pengimpor import Tujuan
from imports.services.penulis import ImporError, Penulis
from programs.models import Jabatan, Pejabat, Pengguna, Penugasan, UnitKerja
from renstra.lib.importing import RUSAK, Pemeriksaan, Perubahan, Pilihan, SelError, Temuan, Tingkat
from renstra.lib.pembaca.buku import Sel
from renstra.lib.pembaca.nilai import read_figure
from tests.accounts import Events
from tests.imports.bantu import buku as lembaran
from tests.imports.bantu import galat
from tests.imports.unit_uji import JUDUL, PengimporUnit, buku
from tests.targets.pabrik import Panggung, buat_panggung, saat

KOSONG = object()


@pytest.fixture
def panggung(db: None) -> Panggung:
    return buat_panggung()


def check_of(jawaban: dict[str, str] | None = None) -> Pemeriksaan:
    return Pemeriksaan(None, jawaban)


# The check ------------------------------------------------


def test_a_cell_that_cannot_be_taken_is_a_finding_with_place_text_reason_and_remedy() -> None:
    p = check_of()
    assert p.baca("Isian", Sel(12, 6, "banyak"), read_figure) is RUSAK
    assert p.baca("Isian", Sel(13, 6, 5), read_figure) == 5  # the check goes on
    (found,) = p.temuan
    assert (found.tempat, found.teks, found.tingkat) == ("lembar Isian, sel F12", "banyak", Tingkat.GALAT)
    assert found.alasan and found.saran and found.alasan != found.saran
    assert p.ada_galat and not p.ada_tanya


@pytest.mark.parametrize(
    ("jawaban", "nilai"),
    [
        ({"Isian!F12": "ribuan"}, 1250),
        ({"soal:ribuan": "desimal"}, "1.25"),
        ({"Isian!F12": "desimal", "soal:ribuan": "ribuan"}, "1.25"),
        ({"Isian!F13": "ribuan"}, KOSONG),
        ({"Isian!F12": "bukan jawaban"}, KOSONG),
        ({"Isian!F12": "bukan jawaban", "soal:ribuan": "ribuan"}, 1250),
        ({}, KOSONG),
    ],
)
def test_a_question_is_answered_for_its_cell_or_for_its_kind(jawaban: dict[str, str], nilai: Any) -> None:
    p = check_of(jawaban)
    value = p.baca("Isian", Sel(12, 6, "1.250"), read_figure)
    if nilai is KOSONG:
        assert value is RUSAK and p.ada_tanya and not p.ada_galat
        assert [each.kode for each in p.temuan[0].pilihan] == ["ribuan", "desimal"]
    else:
        assert str(value) == str(nilai) and not p.temuan


def test_an_answer_that_cannot_be_taken_either_is_a_finding() -> None:
    def reader(sel: Sel, jawaban: str | None = None) -> None:
        if jawaban:
            raise SelError("Jawaban ini pun salah.", "Perbaiki selnya.")
        raise SelError("Dua cara.", "Pilih.", tingkat=Tingkat.TANYA, soal="uji", pilihan=(Pilihan("a", "A"),))

    p = check_of({"soal:uji": "a"})
    assert p.baca("Isian", Sel(1, 1, "x"), reader) is RUSAK
    assert galat(p) == [("Isian!A1", "Jawaban ini pun salah.")]


def test_a_kind_of_import_asks_a_question_of_its_own_until_it_is_answered() -> None:
    asked: Any = {"soal": "uji", "pilihan": (Pilihan("ya", "Ya"), Pilihan("tidak", "Tidak"))}
    p = check_of()
    assert p.tanya("Isian", Sel(2, 1, "x"), "Benar begitu?", "Pilih.", **asked) is None
    assert p.ada_tanya and p.temuan[0].kunci == "Isian!A2"
    p = check_of({"Isian!A2": "tidak"})
    assert p.tanya("Isian", Sel(2, 1, "x"), "Benar begitu?", "Pilih.", **asked) == "tidak"
    assert not p.temuan


def test_findings_and_changes_are_kept_without_loss() -> None:
    found = Temuan(
        Tingkat.TANYA, "A", "B2", "=1+1", "Dua cara.", "Pilih.", "ribuan", (Pilihan("ribuan", "1.250"),)
    )
    assert Temuan.from_json(found.as_json()) == found
    p = check_of()
    values = {"kode": "x", "urutan": 3, "mulai": date(2026, 1, 31), "perangkat_daerah_id": {"baru": "a"}}
    p.buat(UnitKerja, values, nama="unit x", tempat="A!B2", kunci="k")
    assert Perubahan.from_json(p.perubahan[0].as_json()) == p.perubahan[0]
    assert p.perubahan[0].sesudah["mulai"] == "2026-01-31"


def test_only_what_differs_is_a_change_of_a_row(panggung: Panggung) -> None:
    p = check_of()
    assert not p.ubah(panggung.unit, {"nama": "Bidang-A", "urutan": 2}, tempat="A!B2")
    assert (p.sama, p.perubahan) == (1, [])
    assert p.ubah(panggung.unit, {"nama": "Bidang Anak", "urutan": 2}, tempat="A!B2")
    assert (p.perubahan[0].sebelum, p.perubahan[0].sesudah) == ({"nama": "Bidang-A"}, {"nama": "Bidang Anak"})


# The writer ------------------------------------------------


def writer(panggung: Panggung, cara: str = "impor uji") -> Penulis:
    return Penulis(panggung.orang["admin"], cara, saat(6))


def unit(panggung: Panggung, kode: str, **more: Any) -> dict[str, Any]:
    agency = panggung.agency.pk
    return {"perangkat_daerah_id": agency, "kode": kode, "nama": kode.title(), "jenis": "bidang", **more}


def jabatan(panggung: Panggung, kode: str, **more: Any) -> dict[str, Any]:
    city = panggung.agency.pemerintah_daerah_id
    return {"pemerintah_daerah_id": city, "kode": kode, "nama": kode.title(), "jenis": "lain", **more}


def test_new_rows_are_linked_to_each_other_and_taken_back_whole(panggung: Panggung) -> None:
    p = check_of()
    link = p.buat(UnitKerja, unit(panggung, "bidang-c"), nama="Bidang C", tempat="Unit!A2")
    post = p.buat(Jabatan, jabatan(panggung, "kabid-c", unit_id=link), nama="Kabid C", tempat="Jabatan!A2")
    said = {"jabatan_id": post, "nama": "Demo Orang", "mulai": date(2026, 1, 1)}
    p.buat(Pejabat, said, nama="Demo Orang", tempat="Pejabat!A2")
    writer(panggung).write(p.perubahan)
    official = Pejabat.objects.get(nama="Demo Orang")
    assert official.jabatan.unit is not None and official.jabatan.unit.kode == "bidang-c"
    assert [each.pk for each in p.perubahan] == [official.jabatan.unit.pk, official.jabatan.pk, official.pk]
    writer(panggung, "urung").revert(p.perubahan)
    assert not UnitKerja.objects.filter(kode="bidang-c").exists() and not Pejabat.objects.exists()


def test_a_change_and_a_deletion_are_written_taken_back_and_stand_in_the_history(panggung: Panggung) -> None:
    changed = Penugasan.objects.get(pengguna=panggung.orang["staf"])
    deleted = Penugasan.objects.get(pengguna=panggung.orang["rekan"])
    p = check_of()
    p.ubah(changed, {"selesai": date(2026, 6, 30)}, tempat="P!A2")
    p.hapus(deleted, tempat="P!A3")
    writer(panggung).write(p.perubahan)
    assert Penugasan.objects.get(pk=changed.pk).selesai == date(2026, 6, 30)
    assert not Penugasan.objects.filter(pk=deleted.pk).exists()
    writer(panggung, "urung").revert(p.perubahan)
    assert Penugasan.objects.get(pk=changed.pk).selesai is None
    back = Penugasan.objects.get(pk=deleted.pk)
    assert (back.pengguna, back.unit, back.mulai) == (deleted.pengguna, deleted.unit, deleted.mulai)
    for row, kinds in ((changed, ["~", "~"]), (deleted, ["-", "+"])):
        records = Penugasan.history.filter(id=row.pk).order_by("history_id")
        named = [(r.history_type, r.history_change_reason, r.history_user) for r in records][-2:]
        admin = panggung.orang["admin"]
        assert named == [(kinds[0], "impor uji", admin), (kinds[1], "urung", admin)]


def test_a_row_that_changed_since_the_preview_refuses_the_import_by_name(panggung: Panggung) -> None:
    p = check_of()
    p.ubah(panggung.unit, {"nama": "Dari berkas"}, tempat="Unit kerja!B5")
    UnitKerja.objects.filter(pk=panggung.unit.pk).update(nama="Dari orang lain")
    with pytest.raises(ImporError, match="berubah sejak pratinjau") as error:
        writer(panggung).write(p.perubahan)
    assert error.value.rincian == ["Bidang-A (Unit kerja!B5): nama kini “Dari orang lain”, bukan “Bidang-A”."]


@pytest.mark.parametrize(
    ("model", "values", "sentence"),
    [
        (UnitKerja, {"kode": "bidang-a"}, "Kode unit kerja ini sudah dipakai di perangkat daerah yang sama."),
        (UnitKerja, {"jenis": "seksi"}, "Jenis unit kerja harus Sekretariat, Bidang, atau UPTD."),
        (UnitKerja, {"nama": None}, "Nama wajib diisi."),
        (Jabatan, {"kode": "ada"}, "Kode sudah dipakai baris lain."),
        (Jabatan, {"penilai": True}, "Pemerintah daerah ini sudah mempunyai jabatan yang menilai hasil"),
    ],
)
def test_what_the_database_refuses_is_said_in_the_words_of_the_rule(
    panggung: Panggung, model: Any, values: dict[str, Any], sentence: str
) -> None:
    Jabatan.objects.create(**jabatan(panggung, "ada", penilai=True))
    make = unit if model is UnitKerja else jabatan
    p = check_of()
    p.buat(model, make(panggung, "bidang-c") | values, nama="Uji", tempat="A!B2")
    with pytest.raises(ImporError) as error:
        writer(panggung).write(p.perubahan)
    assert str(error.value).startswith(sentence)


def made_post(panggung: Panggung) -> Pemeriksaan:
    p = check_of()
    p.buat(Jabatan, jabatan(panggung, "kabid-c"), nama="Kabid C", tempat="Jabatan!A2")
    writer(panggung).write(p.perubahan)
    return p


def test_an_undo_refuses_where_a_row_was_changed_since_and_names_it(panggung: Panggung) -> None:
    p = made_post(panggung)
    Jabatan.objects.filter(kode="kabid-c").update(nama="Nama lain")
    with pytest.raises(ImporError, match="1 baris sudah diubah sesudahnya") as error:
        writer(panggung).revert(p.perubahan)
    assert error.value.rincian == ["Kabid C (Jabatan!A2): nama jabatan kini “Nama lain”, bukan “Kabid-C”."]
    Jabatan.objects.filter(kode="kabid-c").delete()
    with pytest.raises(ImporError) as error:
        writer(panggung).revert(p.perubahan)
    assert error.value.rincian == ["Kabid C (Jabatan!A2): sudah dihapus."]


def test_an_undo_refuses_where_something_hangs_under_a_new_row(panggung: Panggung) -> None:
    p = made_post(panggung)
    Pejabat.objects.create(jabatan=Jabatan.objects.get(kode="kabid-c"), nama="Demo", mulai=date(2026, 1, 1))
    with pytest.raises(ImporError, match="masih dipakai oleh pejabat “Demo"):
        writer(panggung).revert(p.perubahan)
    assert Jabatan.objects.filter(kode="kabid-c").exists()


def test_an_undo_takes_no_row_along_that_the_import_did_not_make(panggung: Panggung) -> None:
    p = check_of()
    p.buat(Pengguna, {"username": "demo-baru", "password": "!"}, nama="demo-baru", tempat="Pengguna!A2")
    writer(panggung).write(p.perubahan)
    account = Pengguna.objects.get(username="demo-baru")
    Penugasan.objects.create(
        pengguna=account, perangkat_daerah=panggung.agency, peran="kepala", mulai=date(2026, 1, 1)
    )
    with pytest.raises(ImporError, match="1 baris ditambahkan sesudahnya") as error:
        writer(panggung).revert(p.perubahan)
    assert error.value.rincian == ["penugasan demo-baru: Kepala Dinas"]


def test_an_undo_notices_that_a_new_row_was_linked_elsewhere_since(panggung: Panggung) -> None:
    p = check_of()
    link = p.buat(UnitKerja, unit(panggung, "bidang-c"), nama="Bidang C", tempat="Unit!A2")
    p.buat(Jabatan, jabatan(panggung, "kabid-c", unit_id=link), nama="Kabid C", tempat="Jabatan!A2")
    writer(panggung).write(p.perubahan)
    Jabatan.objects.filter(kode="kabid-c").update(unit=panggung.unit)
    with pytest.raises(ImporError) as error:
        writer(panggung).revert(p.perubahan)
    assert [line.split(":")[0] for line in error.value.rincian] == ["Kabid C (Jabatan!A2)"]


# The rehearsal ------------------------------------------------


def goal(panggung: Panggung, oleh: str = "pemeriksa") -> Tujuan:
    return Tujuan(panggung.orang[oleh], saat(6), panggung.agency)


def looked(panggung: Panggung, *rows: Sequence[Any], jawaban: dict[str, str] | None = None) -> Pemeriksaan:
    return look_through(PengimporUnit(), lembaran({"Unit kerja": [JUDUL, *rows]}), goal(panggung), jawaban)


def test_the_rehearsal_finds_the_cell_of_what_only_the_row_itself_refuses(panggung: Panggung) -> None:
    p = looked(panggung, ["bidang-a", "Baru", "bidang", 2], ["bidang c!", "Bidang C", "bidang", 4])
    assert [(each.lembar, each.sel) for each in p.temuan] == [("Unit kerja", "A3")]
    assert p.temuan[0].tingkat == Tingkat.GALAT and p.temuan[0].saran
    assert p.temuan[0].alasan.startswith("kode: ")
    assert UnitKerja.objects.get(kode="bidang-a").nama == "Bidang-A"  # nothing stays of the rehearsal
    assert UnitKerja.objects.filter(perangkat_daerah=panggung.agency).count() == 3


def test_the_rehearsal_looks_only_at_what_the_import_states(panggung: Panggung) -> None:
    UnitKerja.objects.filter(pk=panggung.unit.pk).update(nama="")  # kept so by some earlier system

    class Satu(PengimporUnit):
        def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
            p.ubah(panggung.unit, {"urutan": 7}, tempat="Unit kerja!D2")

    assert look_through(Satu(), lembaran({"Unit kerja": []}), goal(panggung)).temuan == []


def test_the_rehearsal_finds_the_cell_of_what_the_database_refuses(panggung: Panggung) -> None:
    class Longgar(PengimporUnit):
        def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
            p.buat(UnitKerja, unit(panggung, "bidang-c"), nama="C", tempat="Unit kerja!A2")
            p.buat(UnitKerja, unit(panggung, "bidang-a"), nama="A", tempat="Unit kerja!A3")
            p.buat(UnitKerja, unit(panggung, "bidang-d"), nama="D", tempat="Unit kerja!A4")

    p = look_through(Longgar(), lembaran({"Unit kerja": []}), goal(panggung))
    sentence = "Kode unit kerja ini sudah dipakai di perangkat daerah yang sama."
    assert galat(p) == [("Unit kerja!A3", sentence)]


def test_a_heading_that_is_missing_is_a_finding_at_its_sheet(panggung: Panggung) -> None:
    p = look_through(PengimporUnit(), lembaran({"Unit kerja": [["Kode", "Nama"], ["a", "A"]]}), goal(panggung))
    assert galat(p) == [("Unit kerja!", "Judul kolom “Jenis”, “Urutan” tidak ditemukan.")]


# The life of a file ------------------------------------------------


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


BIDANG_C = ["bidang-c", "Bidang C", "bidang", 4]
BIDANG_A = ["bidang-a", "Bidang Anak", "bidang", 2]


def kept(panggung: Panggung, *rows: Sequence[Any], oleh: str = "pemeriksa") -> Impor:
    """Return a file of these rows that was kept and checked."""
    return kept_bytes(panggung, buku(*rows), oleh)


def kept_bytes(panggung: Panggung, content: bytes, oleh: str = "pemeriksa") -> Impor:
    berkas = SimpleUploadedFile("unit.xlsx", content)
    impor = keep_file(pengimpor=PengimporUnit(), tujuan=goal(panggung, oleh), berkas=berkas)
    return check(impor, PengimporUnit())


def names(panggung: Panggung) -> list[str]:
    return list(UnitKerja.objects.filter(perangkat_daerah=panggung.agency).values_list("nama", flat=True))


BEFORE = ["Sekretariat", "Bidang-A", "Bidang-B"]


def test_a_file_is_applied_whole_and_undone_in_one_action(panggung: Panggung, media: None, events: Events) -> None:
    impor = kept(panggung, BIDANG_A, BIDANG_C)
    assert (impor.status, impor.banyak_buat, impor.banyak_ubah) == (StatusImpor.SIAP, 1, 1)
    assert names(panggung) == BEFORE
    who = panggung.orang["pemeriksa"]
    impor = apply(impor=impor, pengimpor=PengimporUnit(), user=who, at=saat(6))
    assert names(panggung) == ["Sekretariat", "Bidang Anak", "Bidang-B", "Bidang C"]
    assert (impor.diterapkan_oleh, impor.diterapkan_pada) == (who, saat(6))
    impor = undo(impor=impor, pengimpor=PengimporUnit(), user=who, at=saat(7))
    assert names(panggung) == BEFORE
    assert (impor.status, impor.diurungkan_oleh) == (StatusImpor.DIURUNGKAN, who)
    told = [(event["tindakan"], event["pengguna"]) for event in events.all()]
    assert told == [("impor-diterapkan", "uji-pemeriksa"), ("impor-diurungkan", "uji-pemeriksa")]


def test_the_same_file_brought_in_again_changes_nothing(panggung: Panggung, media: None) -> None:
    content = buku(BIDANG_A, BIDANG_C)
    impor = kept_bytes(panggung, content)
    apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)
    again = kept_bytes(panggung, content)
    assert (again.status, again.banyak_sama, again.sha256) == (StatusImpor.SAMA, 2, impor.sha256)
    with pytest.raises(ImporError, match="tidak ada yang berubah"):
        apply(impor=again, pengimpor=PengimporUnit(), user=impor.pemilik)


def test_a_stale_preview_is_refused_and_nothing_of_it_is_made(panggung: Panggung, media: None) -> None:
    impor = kept(panggung, BIDANG_C, BIDANG_A)
    UnitKerja.objects.filter(pk=panggung.unit.pk).update(nama="Diubah orang lain")
    with pytest.raises(ImporError, match="berubah sejak pratinjau"):
        apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)
    assert names(panggung) == ["Sekretariat", "Diubah orang lain", "Bidang-B"]
    impor.refresh_from_db()
    assert impor.status == StatusImpor.SIAP
    assert check(impor, PengimporUnit()).changes()[0].sebelum == {"nama": "Diubah orang lain"}


def test_an_import_is_applied_once_and_by_its_owner_alone(panggung: Panggung, media: None) -> None:
    impor = kept(panggung, BIDANG_C)
    for other in ("pemeriksa_2", "kepala", "staf", "admin"):
        with pytest.raises(PermissionDenied):
            apply(impor=impor, pengimpor=PengimporUnit(), user=panggung.orang[other])
    apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)
    with pytest.raises(ImporError, match="berstatus diterapkan"):
        apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)
    with pytest.raises(PermissionDenied):
        undo(impor=impor, pengimpor=PengimporUnit(), user=panggung.orang["staf"])


def test_a_right_that_was_lost_since_the_upload_stops_the_import(panggung: Panggung, media: None) -> None:
    impor = kept(panggung, BIDANG_C)
    Penugasan.objects.filter(pengguna=impor.pemilik).update(selesai=date(2025, 12, 31))
    with pytest.raises(PermissionDenied):
        apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)
    assert names(panggung) == BEFORE


def test_an_answered_question_lets_the_file_in_after_another_check(panggung: Panggung, media: None) -> None:
    impor = kept(panggung, ["bidang-a", "Bidang-A", "bidang", "1.250"])
    assert (impor.status, impor.banyak_tanya) == (StatusImpor.PERLU_DIJAWAB, 1)
    with pytest.raises(ImporError, match="menunggu jawaban"):
        apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)
    with pytest.raises(PermissionDenied):
        answer(impor=impor, jawaban={"Unit kerja!D2": "ribuan"}, user=panggung.orang["kepala"])
    impor = answer(impor=impor, jawaban={"Unit kerja!D2": "ribuan"}, user=impor.pemilik)
    impor = check(impor, PengimporUnit())
    assert impor.status == StatusImpor.SIAP
    assert [each.sesudah for each in impor.changes()] == [{"urutan": 1250}]


def test_a_file_put_aside_is_not_applied(panggung: Panggung, media: None) -> None:
    impor = kept(panggung, BIDANG_C)
    with pytest.raises(PermissionDenied):
        discard(impor=impor, user=panggung.orang["kepala"])
    discard(impor=impor, user=impor.pemilik)
    with pytest.raises(ImporError, match="berstatus dibatalkan"):
        apply(impor=impor, pengimpor=PengimporUnit(), user=impor.pemilik)


def test_a_file_that_is_no_workbook_is_kept_with_the_reason(panggung: Panggung, media: None) -> None:
    berkas = SimpleUploadedFile("unit.xlsx", b"%PDF-1.7 bukan buku kerja")
    impor = keep_file(pengimpor=PengimporUnit(), tujuan=goal(panggung), berkas=berkas)
    impor = check(impor, PengimporUnit())
    assert impor.status == StatusImpor.GAGAL and "adalah PDF, bukan buku kerja" in impor.galat
