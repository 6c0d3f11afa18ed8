"""Cells of the quarter: read as people here write them, swapped only from what was seen, never another unit's."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from targets.models import EvaluasiTriwulan, LaporanTriwulan, Realisasi, RealisasiAnggaran
from targets.services.galat import LaporanError
from targets.services.realisasi import Isian, cell_text, columns_of
from tests.targets.pabrik import Panggung, saat


def stored(panggung: Panggung, kode: str = "A") -> Any:  # a Realisasi; figures are compared with whole numbers
    return Realisasi.objects.get(indikator=panggung.indikator[kode])


# How typed figures are read -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("12", "12", "12"),
        ("12,5", "12.5", "12,5"),
        ("12.5", "12.5", "12,5"),
        ("12,5 %", "12.5", "12,5"),
        ("12,50", "12.5", "12,5"),
        ("1.234,56", "1234.56", "1.234,56"),
        ("1.234.567", "1234567", "1.234.567"),
        ("-3,25", "-3.25", "-3,25"),
        ("−3,25", "-3.25", "-3,25"),
        ("0,1234", "0.1234", "0,1234"),
        ("1,500000", "1.5", "1,5"),
        (" 7 ", "7", "7"),
        ("0", "0", "0"),
        ("0,0", "0", "0"),
        ("99999999999,9999", "99999999999.9999", "99.999.999.999,9999"),
    ],
)
def test_a_figure_is_stored_as_it_is_written_here(panggung: Panggung, typed: str, value: str, shown: str) -> None:
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", typed, ""))
    assert (result.status, result.tampil, result.pesan) == ("tersimpan", shown, "")
    assert stored(panggung).nilai == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("1250000", "1250000", "1.250.000"),
        ("Rp1.250.000", "1250000", "1.250.000"),
        ("Rp 1.250.000,50", "1250000.5", "1.250.000,5"),
        ("1.250", "1250", "1.250"),
        ("-500.000", "-500000", "-500.000"),
        ("9999999999999,99", "9999999999999.99", "9.999.999.999.999,99"),
    ],
)
def test_rupiah_write_thousands_with_a_dot(panggung: Panggung, typed: str, value: str, shown: str) -> None:
    (result,) = panggung.save(Isian(panggung.anggaran, "nilai", typed, ""))
    assert (result.status, result.tampil) == ("tersimpan", shown)
    assert RealisasiAnggaran.objects.get(subkegiatan=panggung.subkegiatan).nilai == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("dua", "tidak terbaca sebagai angka"),
        ("12 5", "tidak terbaca sebagai angka"),
        ("1,2,3", "tidak terbaca sebagai angka"),
        ("1e5", "tidak terbaca sebagai angka"),
        ("NaN", "tidak terbaca sebagai angka"),
        ("=1+1", "tidak terbaca sebagai angka"),
        ("0,12345", "lebih dari 4 angka di belakang koma"),
        ("123456789012", "paling banyak 11 angka di depan koma"),
        ("9" * 400, "paling banyak 11 angka di depan koma"),
    ],
)
def test_what_cannot_be_read_or_kept_is_refused_and_nothing_is_stored(
    panggung: Panggung, typed: str, says: str
) -> None:
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", typed, ""))
    assert result.status == "galat"
    assert says in result.pesan
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"), [("1,005", "lebih dari 2 angka"), ("1" * 14, "paling banyak 13 angka di depan koma")]
)
def test_rupiah_keep_sen_and_thirteen_digits(panggung: Panggung, typed: str, says: str) -> None:
    (result,) = panggung.save(Isian(panggung.anggaran, "nilai", typed, ""))
    assert (result.status, says in result.pesan) == ("galat", True)
    assert not RealisasiAnggaran.objects.exists()


def test_a_text_longer_than_the_limit_is_refused(panggung: Panggung) -> None:
    cells = [Isian(panggung.baris("A"), "keterangan", "x" * length) for length in (4000, 4001)]
    assert [result.status for result in panggung.save(*cells)] == ["tersimpan", "galat"]
    assert stored(panggung).keterangan == "x" * 4000


# The question on an ambiguous figure --------------------------------------------------------------------------


def test_an_ambiguous_figure_is_asked_about_and_not_stored(panggung: Panggung) -> None:
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "1.250", ""))
    assert (result.status, result.tampil) == ("ambigu", "")
    assert result.pilihan == (("ribuan", "1250"), ("desimal", "1,25"))  # "1.250" would be the question again
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize(("bacaan", "value"), [("ribuan", "1250"), ("desimal", "1.25")])
def test_the_answer_decides_how_it_is_read(panggung: Panggung, bacaan: str, value: str) -> None:
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "1.250", "", bacaan))
    assert (result.status, stored(panggung).nilai) == ("tersimpan", Decimal(value))


def test_another_answer_is_no_answer(panggung: Panggung) -> None:
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "1.250", "", "nilai"))
    assert result.status == "ambigu"


def test_a_stored_figure_posted_back_as_it_was_shown_is_not_asked_about(panggung: Panggung) -> None:
    """The form without JavaScript posts every cell: 1.250 is what the house itself wrote."""
    panggung.save(Isian(panggung.baris("A"), "nilai", "1250", ""))
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "1.250", "1.250"))
    assert (result.status, result.tampil, stored(panggung).nilai) == ("tersimpan", "1.250", 1250)
    assert stored(panggung).history.count() == 1


# Empty and zero -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "  ", "-", "–"])
def test_clearing_a_cell_leaves_nothing_and_not_zero(panggung: Panggung, typed: str) -> None:
    panggung.save(Isian(panggung.baris("A"), "nilai", "5", ""))
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", typed, "5"))
    assert (result.status, result.tampil, stored(panggung).nilai) == ("tersimpan", "", None)


def test_zero_is_a_figure(panggung: Panggung) -> None:
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "0", ""))
    assert (result.tampil, stored(panggung).nilai) == ("0", 0)
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "", "0"))
    assert stored(panggung).nilai is None


def test_an_empty_cell_left_empty_creates_no_row(panggung: Panggung) -> None:
    assert panggung.save(Isian(panggung.baris("A"), "nilai", "", ""))[0].status == "tersimpan"
    assert not Realisasi.objects.exists()


# Compare and swap ---------------------------------------------------------------------------------------------


def test_the_second_of_two_editors_sees_both_values_and_chooses(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "nilai", "10", ""))
    panggung.save(Isian(baris, "nilai", "11", "10"), oleh="rekan")
    (result,) = panggung.save(Isian(baris, "nilai", "12", "10"))
    assert (result.status, result.tampil) == ("bentrok", "11")
    assert "“11”" in result.pesan
    assert stored(panggung).nilai == 11
    (result,) = panggung.save(Isian(baris, "nilai", "12", result.tampil))
    assert (result.status, stored(panggung).nilai) == ("tersimpan", 12)


def test_a_cell_emptied_meanwhile_is_a_conflict_too(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "nilai", "10", ""))
    panggung.save(Isian(baris, "nilai", "", "10"), oleh="rekan")
    (result,) = panggung.save(Isian(baris, "nilai", "12", "10"))
    assert (result.status, result.tampil, "mengosongkan sel ini" in result.pesan) == ("bentrok", "", True)


def test_two_editors_who_type_the_same_do_not_conflict(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "nilai", "10", ""))
    (result,) = panggung.save(Isian(baris, "nilai", "10,0", ""), oleh="rekan")
    assert (result.status, result.tampil) == ("tersimpan", "10")
    assert stored(panggung).history.count() == 1


def test_a_cell_left_as_seen_shows_what_somebody_else_stored(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "nilai", "10", ""))
    panggung.save(Isian(baris, "nilai", "11", "10"), oleh="rekan")
    (result,) = panggung.save(Isian(baris, "nilai", "10", "10"))
    assert (result.status, result.tampil, stored(panggung).nilai) == ("tersimpan", "11", 11)


def test_two_people_on_two_cells_of_one_row_do_not_conflict(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "nilai", "10", ""))
    panggung.save(Isian(baris, "keterangan", "Kegiatan dimulai Maret.", ""), oleh="rekan")
    row = stored(panggung)
    assert (row.nilai, row.keterangan) == (10, "Kegiatan dimulai Maret.")


def test_line_ends_of_the_browser_make_no_conflict(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "keterangan", "baris satu\r\nbaris dua", ""))
    assert stored(panggung).keterangan == "baris satu\nbaris dua"
    (result,) = panggung.save(Isian(baris, "keterangan", "baris tiga", "baris satu\r\nbaris dua"))
    assert (result.status, stored(panggung).keterangan) == ("tersimpan", "baris tiga")


def test_one_bad_cell_does_not_keep_the_others_from_being_saved(panggung: Panggung) -> None:
    results = panggung.save(
        Isian(panggung.baris("A"), "nilai", "dua", ""),
        Isian(panggung.baris("A"), "keterangan", "Catatan.", ""),
        Isian(panggung.baris("B"), "nilai", "3", ""),
        Isian(panggung.anggaran, "nilai", "1000", ""),
        Isian("evaluasi", "faktor_pendorong", "Kerja sama.", ""),
    )
    assert [result.status for result in results] == ["galat", *["tersimpan"] * 4]
    assert (stored(panggung).nilai, stored(panggung).keterangan) == (None, "Catatan.")
    assert stored(panggung, "B").nilai == 3
    assert EvaluasiTriwulan.objects.get().faktor_pendorong == "Kerja sama."


# Parts and grades ---------------------------------------------------------------------------------------------


def test_an_indicator_with_parts_takes_parts_and_no_figure_of_its_own(panggung: Panggung) -> None:
    panggung.add_indicator("P", satuan="Persen", pembilang="yang selesai", penyebut="yang masuk")
    baris = panggung.baris("P")
    results = panggung.save(
        Isian(baris, "pembilang", "3", ""), Isian(baris, "penyebut", "4", ""), Isian(baris, "nilai", "75", "")
    )
    assert [result.status for result in results] == ["tersimpan", "tersimpan", "galat"]
    assert results[2].pesan == "Kolom ini tidak diisi pada baris ini."
    row = stored(panggung, "P")
    assert (row.pembilang, row.penyebut, row.nilai) == (3, 4, None)
    assert "pembilang" not in columns_of(Realisasi(indikator=panggung.indikator["A"]))


@pytest.mark.parametrize(
    ("kolom", "typed", "says"),
    [
        ("penyebut", "0", "Penyebut harus lebih dari nol"),
        ("penyebut", "-1", "tidak boleh negatif"),
        ("pembilang", "-1", "tidak boleh negatif"),
    ],
)
def test_impossible_parts_are_refused(panggung: Panggung, kolom: str, typed: str, says: str) -> None:
    panggung.add_indicator("P", pembilang="yang selesai", penyebut="yang masuk")
    panggung.save(
        Isian(panggung.baris("P"), "penyebut", "4", ""), Isian(panggung.baris("P"), "pembilang", "2", "")
    )
    before = cell_text(stored(panggung, "P"), kolom)
    (result,) = panggung.save(Isian(panggung.baris("P"), kolom, typed, before))
    assert (result.status, says in result.pesan, result.tampil) == ("galat", True, before)
    assert cell_text(stored(panggung, "P"), kolom) == before


def test_a_graded_indicator_keeps_its_code_and_the_score_of_it(panggung: Panggung) -> None:
    panggung.add_indicator("G", satuan="Predikat", skala={"A": 5, "BB": 4, "B": 3})
    baris = panggung.baris("G")
    (result,) = panggung.save(Isian(baris, "kode", "bb", ""))
    assert (result.status, result.tampil) == ("tersimpan", "BB")
    assert (stored(panggung, "G").kode, stored(panggung, "G").nilai) == ("BB", 4)
    refused = panggung.save(Isian(baris, "kode", "Z", "BB"), Isian(baris, "nilai", "5", ""))
    assert [result.status for result in refused] == ["galat", "galat"]
    assert "pilih salah satu dari A, BB, B" in refused[0].pesan
    assert stored(panggung, "G").nilai == 4
    panggung.save(Isian(baris, "kode", "", "BB"))
    assert (stored(panggung, "G").kode, stored(panggung, "G").nilai) == ("", None)


# Whose row, and what cannot be said ---------------------------------------------------------------------------


def test_another_units_rows_are_refused_whatever_form_the_address_takes(panggung: Panggung) -> None:
    foreign = panggung.add_indicator("L", penanggung_jawab=panggung.lain)
    rows = [
        f"i{foreign.pk}",
        f"s{panggung.subkegiatan_lain.pk}",
        f"s{panggung.indikator['A'].pk + 10**9}",
        f"i{panggung.indikator['A'].pk}x",
        "i",
        "",
        "i-1",
        "i²",
        "laporan",
    ]
    results = panggung.save(*(Isian(baris, "nilai", "1", "") for baris in rows))
    assert {(result.status, result.pesan) for result in results} == {("galat", "Baris ini bukan milik unit Anda.")}
    assert not Realisasi.objects.exists()


def test_a_row_given_to_another_unit_is_no_longer_written_though_it_holds_a_figure(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.baris("A"), "nilai", "5", ""))
    indikator = panggung.indikator["A"]
    indikator.penanggung_jawab = panggung.lain
    indikator.save()
    (result,) = panggung.save(Isian(panggung.baris("A"), "nilai", "6", "5"))
    assert (result.status, stored(panggung).nilai) == ("galat", 5)


@pytest.mark.parametrize(
    "kolom", ["laporan", "laporan_id", "indikator_id", "id", "pk", "status", "diubah_pada", "save", "history", ""]
)
def test_only_the_columns_of_the_form_are_written(panggung: Panggung, kolom: str) -> None:
    for baris in (panggung.baris("A"), panggung.anggaran, "evaluasi"):
        (result,) = panggung.save(Isian(baris, kolom, "1", ""))
        assert result.status == "galat"


def test_status_unit_author_and_percentage_have_no_place_in_a_typed_cell() -> None:
    assert {field.name for field in fields(Isian)} == {"baris", "kolom", "teks", "semula", "bacaan"}


def test_a_typed_cell_changes_neither_the_state_nor_the_author_of_the_report(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.baris("A"), "nilai", "5", ""), oleh="rekan")
    laporan = LaporanTriwulan.objects.get(unit=panggung.unit)
    assert (laporan.status, laporan.versi, laporan.diajukan_oleh) == ("draf", 1, None)


# The period ---------------------------------------------------------------------------------------------------


def test_the_first_and_the_last_day_of_the_period_are_open(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.baris("A"), "nilai", "1", ""), at=saat(1, 0))
    panggung.save(Isian(panggung.baris("A"), "nilai", "2", "1"), at=saat(15, 23))
    assert stored(panggung).nilai == 2


@pytest.mark.parametrize(("triwulan", "says"), [(2, "baru dibuka 01/07/2026"), (3, "Jadwal triwulan ini belum")])
def test_a_quarter_not_open_yet_takes_no_figure_and_keeps_no_report(
    panggung: Panggung, triwulan: int, says: str
) -> None:
    with pytest.raises(LaporanError, match=says):
        panggung.save(Isian(panggung.baris("A"), "nilai", "1", ""), triwulan=triwulan)
    assert not LaporanTriwulan.objects.filter(unit=panggung.unit).exists()


# History ------------------------------------------------------------------------------------------------------


def test_each_change_keeps_who_when_old_and_new(panggung: Panggung) -> None:
    baris = panggung.baris("A")
    panggung.save(Isian(baris, "nilai", "10", ""), at=saat(2, 8))
    panggung.save(Isian(baris, "nilai", "12,5", "10"), oleh="rekan", at=saat(3, 15))
    new, old = stored(panggung).history.all()
    assert (old.history_user, old.history_date, old.nilai) == (panggung.orang["staf"], saat(2, 8), 10)
    assert (new.history_user, new.history_date, new.nilai) == (
        panggung.orang["rekan"],
        saat(3, 15),
        Decimal("12.5"),
    )
    assert new.history_change_reason == "isian"
    (change,) = [c for c in new.diff_against(old).changes if c.field != "diubah_pada"]
    assert (change.field, change.old, change.new) == ("nilai", 10, Decimal("12.5"))


def test_a_save_that_changes_nothing_leaves_no_history(panggung: Panggung) -> None:
    for _ in range(2):
        panggung.save(Isian(panggung.baris("A"), "nilai", "10"))
    assert stored(panggung).history.count() == 1


def test_a_whole_unit_is_saved_in_a_number_of_reads_that_does_not_grow(
    panggung: Panggung, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        panggung.add_indicator(f"N{number}", target=None)
    kodes = list(panggung.indikator)
    panggung.save(*(Isian(panggung.baris(kode), "nilai", "1", "") for kode in kodes))
    with django_assert_max_num_queries(16):  # nothing changed: what is read to find that out
        panggung.save(*(Isian(panggung.baris(kode), "nilai", "1", "1") for kode in kodes))
