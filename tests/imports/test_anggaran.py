"""Realisasi anggaran of a quarter, from exports of budget systems."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.importers.anggaran import KOLOM_NILAI, AnggaranPengimpor
from imports.models import Pemetaan
from imports.services.impor import answer, apply, check, undo
from imports.services.pengimpor import Tujuan
from imports.services.penulis import Penulis
from renstra.lib.numbers import format_number
from targets.models import LaporanTriwulan, RealisasiAnggaran
from targets.services.galat import LaporanError
from targets.services.realisasi import Isian
from tests.imports.alat import book_of, checked, csv_of, impor, kalimat, periksa, templat
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
ANGGARAN = AnggaranPengimpor()
SUB, LAIN = "1.06.04.2.01.0001", "1.06.04.2.01.0002"
SD = {"soal:kolom_nilai": "D", "soal:cara": "sd_triwulan"}
TW = {"soal:kolom_nilai": "D", "soal:cara": "triwulan"}
KEPALA = ["Kode", "Uraian", "Anggaran", "Realisasi"]


@pytest.fixture
def panggung() -> Panggung:
    return buat_panggung()


def tujuan(panggung: Panggung, triwulan: int = 1, oleh: str = "staf", **parameter: Any) -> Tujuan:
    return Tujuan(
        user=panggung.orang[oleh],
        at=saat(6) if triwulan == 1 else saat(6, bulan=7),
        perangkat_daerah=panggung.agency,
        renstra=panggung.renstra,
        tahun=2026,
        triwulan=triwulan,
        parameter=parameter,
    )


def ekspor(*rows: list[Any], judul: list[str] | None = None) -> bytes:
    """Return an export with its kop, as systems write it."""
    kop = [["PEMERINTAH KOTA UJI"], ["LAPORAN REALISASI ANGGARAN"], []]
    return book_of({"Laporan": [*kop, judul or KEPALA, *rows]})


def spent(panggung: Panggung, triwulan: int = 1) -> dict[str, Decimal | None]:
    rows = RealisasiAnggaran.objects.filter(laporan__renstra=panggung.renstra, laporan__triwulan=triwulan)
    return {row.subkegiatan.kode: row.nilai for row in rows}


def answered(go: Tujuan, content: bytes, jawaban: Mapping[str, str], name: str = "sipd.xlsx") -> Any:
    """Bring in a file whose questions are answered on the way."""
    row = checked(ANGGARAN, go, content, name)
    row = check(answer(impor=row, jawaban=jawaban, user=go.user), ANGGARAN, at=go.at)
    assert row.status == "siap", (row.status, row.findings())
    return apply(impor=row, pengimpor=ANGGARAN, user=go.user, at=go.at)


def test_the_columns_of_an_unknown_source_are_asked_by_their_headings(panggung: Panggung) -> None:
    p = periksa(ANGGARAN, tujuan(panggung), ekspor([SUB, "Sub 1", 100, 25]))
    asked = {each.soal: [(choice.kode, choice.label) for choice in each.pilihan] for each in p.temuan}
    assert asked == {
        "kolom_nilai": [("C", "kolom C: Anggaran"), ("D", "kolom D: Realisasi")],
        "cara": [
            ("triwulan", "Triwulan itu saja"),
            ("sd_triwulan", "Sejak Januari sampai akhir triwulan"),
        ],
    }
    assert len({each.kunci for each in p.temuan}) == 2  # each is answered at a cell of its own
    assert p.perubahan == []


def test_the_answers_are_kept_under_the_name_of_the_source(panggung: Panggung) -> None:
    go = tujuan(panggung, sumber="SIPD")
    answered(go, ekspor([SUB, "Sub 1", 100, "25.000,50"]), TW)
    kept = Pemetaan.objects.get(perangkat_daerah=panggung.agency)
    assert (kept.sumber, kept.kolom_kode, kept.kolom_nilai) == ("SIPD", "Kode", "Realisasi")
    assert (kept.cara, kept.baris) == ("triwulan", "satu")
    assert spent(panggung) == {SUB: Decimal("25000.50")}
    moved = ekspor(["x", 30000, SUB, 100], judul=["Uraian", "Realisasi", "Kode", "Anggaran"])
    impor(
        ANGGARAN, replace(go, parameter={"sumber": "sipd"}), moved
    )  # other places, another case: nothing is asked
    assert spent(panggung) == {SUB: 30000}
    assert Pemetaan.objects.count() == 1


def test_a_draft_report_is_begun_and_undone_with_its_money(panggung: Panggung) -> None:
    go = tujuan(panggung)
    row = answered(go, ekspor([SUB, "Sub 1", 100, 25]), TW)
    laporan = LaporanTriwulan.objects.get(renstra=panggung.renstra)
    assert (laporan.unit, laporan.tahun, laporan.triwulan, laporan.status) == (panggung.unit, 2026, 1, "draf")
    assert RealisasiAnggaran.history.get().history_user == panggung.orang["staf"]
    undo(impor=row, pengimpor=ANGGARAN, user=go.user, at=go.at)
    assert not LaporanTriwulan.objects.filter(renstra=panggung.renstra).exists()


def test_money_since_january_is_less_by_the_quarters_before(panggung: Panggung) -> None:
    """TW I 1.000.000; since January 3.500.000,75: TW II alone is 2.500.000,75."""
    panggung.fill(1)
    answered(tujuan(panggung, 2), ekspor([SUB, "Sub 1", 100, "3.500.000,75"]), SD)
    assert spent(panggung, 2) == {SUB: Decimal("2500000.75")}
    assert spent(panggung, 1) == {SUB: 1_000_000}


def test_money_since_january_that_went_down_is_asked(panggung: Panggung) -> None:
    """TW I 1.000.000; since January 900.000: TW II would be -100.000."""
    panggung.fill(1)
    go, content = tujuan(panggung, 2), ekspor([SUB, "Sub 1", 100, 900_000])
    p = periksa(ANGGARAN, go, content, SD)
    [asked] = [each for each in p.temuan if each.tingkat == "tanya"]
    assert (asked.soal, asked.sel) == ("realisasi_turun", "D5")
    assert "Rp\N{NO-BREAK SPACE}100.000,00" in asked.alasan.replace("-", "").replace(
        "Rp\N{NO-BREAK SPACE}-", "Rp "
    )
    skipped = periksa(ANGGARAN, go, content, {**SD, "soal:realisasi_turun": "lewati"})
    assert skipped.perubahan == []
    assert "dilewati (1 baris diminta dilewati)" in kalimat(skipped, "peringatan")[0]
    answered(go, content, {**SD, "soal:realisasi_turun": "terima"})
    assert spent(panggung, 2) == {SUB: -100_000}


def test_a_quarter_before_without_money_is_named(panggung: Panggung) -> None:
    p = periksa(ANGGARAN, tujuan(panggung, 2), ekspor([SUB, "Sub 1", 100, 900]), SD)
    assert any("Triwulan I 2 subkegiatan belum berisi" in sentence for sentence in kalimat(p, "peringatan"))


def test_rows_per_account_are_summed(panggung: Panggung) -> None:
    rows = [[SUB, "5.1.02", 100, "10,25"], [SUB, "5.1.03", 100, "20,50"], [SUB, "5.2.02", 100, 0]]
    p = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows), TW)
    [asked] = [each for each in p.temuan if each.tingkat == "tanya"]
    assert asked.soal == "baris"
    answered(tujuan(panggung), ekspor(*rows), {**TW, "soal:baris": "rinci"})
    assert spent(panggung) == {SUB: Decimal("30.75")}
    one = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows), {**TW, "soal:baris": "satu"})
    assert any("sudah ada pada baris 5" in sentence for sentence in kalimat(one))


def test_merged_codes_stand_for_each_of_their_rows(panggung: Panggung) -> None:
    from io import BytesIO

    import openpyxl

    from tests.imports.alat import saved

    book = openpyxl.load_workbook(BytesIO(ekspor([SUB, "a", 1, 10], [None, "b", 1, 20], [None, "c", 1, 30])))
    book["Laporan"].merge_cells("A5:A7")
    answered(tujuan(panggung), saved(book), {**TW, "soal:baris": "rinci"})
    assert spent(panggung) == {SUB: 60}


def test_levels_above_accounts_and_totals_are_not_counted_twice(panggung: Panggung) -> None:
    rows = [
        ["1.06.0.00.0.00.01.0000", "Dinas", 500, 75],
        ["1.06.04", "Program", 500, 75],
        ["1.06.04.2.01", "Kegiatan", 500, 75],
        [f"{SUB} Sub 1", "", 300, 75],
        ["5", "Belanja", 300, 75],
        ["5.1.02.01.01.0024", "Alat tulis", 300, 75],
        ["", "JUMLAH", 500, 75],
    ]
    p = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows), TW)
    assert kalimat(p) == []
    [summary] = kalimat(p, "peringatan")
    assert "Jumlah dalam berkas Rp 75,00 = Rp 75,00 masuk (1 subkegiatan)." in summary.replace("\xa0", " ")
    assert [each.sesudah["nilai"] for each in p.perubahan if "nilai" in each.sesudah] == ["75"]


def test_a_total_that_its_rows_do_not_make_is_named(panggung: Panggung) -> None:
    rows = [["1.06.04", "Program", 500, 80], [SUB, "Sub 1", 300, 75], ["", "Total", 500, 90]]
    p = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows), TW)
    said = [sentence for sentence in kalimat(p, "peringatan") if "menyatakan" in sentence]
    assert [sentence.split(":")[0] for sentence in said] == ["Laporan!A5", "Laporan!A7"]
    assert "80,00" in said[0] and "75,00" in said[0]
    assert "90,00" in said[1] and "75,00" in said[1]


def test_money_of_a_code_the_plan_does_not_know_is_an_error_and_zero_is_not(panggung: Panggung) -> None:
    rows = [[SUB, "Sub 1", 1, 75], ["1.06.99.2.01.0001", "Asing", 1, 5], ["1.06.98.2.01.0001", "Nol", 1, 0]]
    p = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows, ["", "tanpa kode", 1, 7]), TW)
    assert [sentence.split(" ")[0] for sentence in kalimat(p)] == ["Laporan!A6:", "Laporan!A8:"]
    assert "1.06.99.2.01.0001" in kalimat(p)[0]
    summary = next(each for each in kalimat(p, "peringatan") if "Jumlah dalam berkas" in each)
    assert "87,00 = Rp\N{NO-BREAK SPACE}75,00 masuk" in summary  # 75 + 5 + 7
    assert "Rp\N{NO-BREAK SPACE}12,00 dilewati (2 baris tidak dikenal)" in summary


def test_money_in_accounts_alone_is_not_lost(panggung: Panggung) -> None:
    p = periksa(ANGGARAN, tujuan(panggung), ekspor([SUB, "Sub 1", 1, None], ["5.1.02", "ATK", 1, 75]), TW)
    assert "subkegiatannya tidak" in kalimat(p)[0]


def test_an_empty_cell_changes_nothing_and_zero_is_written(panggung: Panggung) -> None:
    panggung.fill(1)
    assert periksa(ANGGARAN, tujuan(panggung), ekspor([SUB, "Sub 1", 5, None]), TW).perubahan == []
    answered(tujuan(panggung), ekspor([SUB, "Sub 1", 5, 0]), TW)
    assert spent(panggung) == {SUB: 0}


def test_rows_of_another_unit_come_in_by_nobody_else(panggung: Panggung) -> None:
    content = ekspor([SUB, "Sub 1", 1, 75], [LAIN, "Sub 2", 1, 25])
    p = periksa(ANGGARAN, tujuan(panggung), content, TW)
    [asked] = [each for each in p.temuan if each.tingkat == "tanya"]
    assert asked.soal == "unit_lain" and "Bidang-B" in asked.alasan
    assert not any(each.sesudah.get("subkegiatan_id") == panggung.subkegiatan_lain.pk for each in p.perubahan)
    row = answered(tujuan(panggung), content, {**TW, "soal:unit_lain": "lewati"})
    assert spent(panggung) == {SUB: 75}
    assert any("25,00 dilewati (1 baris milik unit lain)" in each.alasan for each in row.findings())
    answered(tujuan(panggung, oleh="staf_lain"), content, {**TW})  # what stands already is no matter of hers
    assert spent(panggung) == {SUB: 75, LAIN: 25}


@pytest.mark.parametrize("oleh", ["pemeriksa", "kepala", "admin", "pembaca"])
def test_only_those_who_fill_in_reports_bring_money_in(panggung: Panggung, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        ANGGARAN.izinkan(tujuan(panggung, oleh=oleh))


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "dikunci"])
def test_a_report_that_is_not_open_refuses_by_name(panggung: Panggung, status: str) -> None:
    panggung.bring_to(status)
    p = periksa(ANGGARAN, tujuan(panggung), ekspor([SUB, "Sub 1", 1, 75]), TW)
    [sentence] = kalimat(p)
    assert sentence.startswith(f"Laporan!A5: Laporan Bidang-A triwulan I 2026 berstatus {status}.")
    same = periksa(ANGGARAN, tujuan(panggung), ekspor([SUB, "Sub 1", 1, 1_000_000]), TW)
    assert (kalimat(same), same.sama) == ([], 1)  # what stands there already is no change


def test_a_report_handed_in_after_the_preview_takes_nothing(panggung: Panggung) -> None:
    panggung.fill(1)
    go = tujuan(panggung)
    row = checked(ANGGARAN, go, ekspor([SUB, "Sub 1", 1, 75]))
    row = check(answer(impor=row, jawaban=TW, user=go.user), ANGGARAN, at=go.at)
    panggung.carry(panggung.report(), "diajukan")
    with pytest.raises(LaporanError, match="Bidang-A triwulan I 2026"):
        apply(impor=row, pengimpor=ANGGARAN, user=go.user, at=go.at)
    assert spent(panggung) == {SUB: 1_000_000}


def test_a_closed_period_refuses(panggung: Panggung) -> None:
    late = replace(tujuan(panggung), at=saat(20))
    p = periksa(ANGGARAN, late, ekspor([SUB, "Sub 1", 1, 75]), TW)
    assert "ditutup 15/04/2026" in kalimat(p)[0]


def test_the_template_asks_nothing_and_brought_in_again_changes_nothing(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.anggaran, "nilai", "9.999.999.999.999,99"))
    go = tujuan(panggung)
    found = checked(ANGGARAN, go, templat(ANGGARAN, go), "templat.xlsx")
    assert (found.status, found.banyak_sama, found.banyak_tanya) == ("sama", 1, 0)
    impor(ANGGARAN, go, templat(ANGGARAN, go, {("Realisasi anggaran", SUB, KOLOM_NILAI): 12.5}))
    assert spent(panggung) == {SUB: Decimal("12.5")}
    assert [row["kode"] for row in ANGGARAN.templat(go).lembar[0].baris] == [SUB]  # only her own unit's


def test_a_csv_with_semicolons_is_read(panggung: Panggung) -> None:
    content = csv_of([KEPALA, [SUB, "Sub; satu", "1.000", "1.250.000,75"]])
    answered(tujuan(panggung), content, TW, "fmis.csv")
    assert spent(panggung) == {SUB: Decimal("1250000.75")}


def test_of_two_sheets_with_codes_one_is_chosen(panggung: Panggung) -> None:
    content = book_of({"Murni": [KEPALA, [SUB, "a", 1, 10]], "Perubahan": [KEPALA, [SUB, "a", 1, 20]]})
    p = periksa(ANGGARAN, tujuan(panggung), content, TW)
    assert [(each.soal, [choice.kode for choice in each.pilihan]) for each in p.temuan] == [
        ("lembar", ["Murni", "Perubahan"])
    ]
    answered(tujuan(panggung), content, {**TW, "soal:lembar": "Perubahan"})
    assert spent(panggung) == {SUB: 20}


def test_two_rows_of_headings_are_told_apart_by_their_group(panggung: Panggung) -> None:
    from io import BytesIO

    import openpyxl

    from tests.imports.alat import saved

    rows = [
        ["Kode", "Uraian", "Anggaran", "Realisasi"],
        ["", "", "", "TW I", "s.d. TW I"],
        ["1", "2", "3", "4", "5"],
    ]
    content = book_of({"LRA": [*rows, [SUB, "a", 1, 10, 20]]})
    book = openpyxl.load_workbook(BytesIO(content))
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        book["LRA"].merge_cells(area)
    p = periksa(ANGGARAN, tujuan(panggung), saved(book))
    [asked] = [each for each in p.temuan if each.soal == "kolom_nilai"]
    assert [choice.label for choice in asked.pilihan] == [
        "kolom C: Anggaran",
        "kolom D: Realisasi TW I",
        "kolom E: Realisasi s.d. TW I",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (book_of({"A": [["Kode", "Nilai"], ["9.99.99.2.01.0001", 5]]}), "Tidak ada kode subkegiatan Renstra ini"),
        (book_of({"A": [[SUB, 5]]}), "Kolom kode tidak berjudul."),
        (book_of({"A": [["Kode", "Nilai"], [SUB, "lima"]]}), "Tidak ada kolom berisi angka rupiah."),
    ],
)
def test_a_file_that_is_no_export_of_this_plan_is_refused(
    panggung: Panggung, content: bytes, sentence: str
) -> None:
    [said] = kalimat(periksa(ANGGARAN, tujuan(panggung), content))
    assert sentence in said


def test_a_figure_that_cannot_be_read_is_named_and_holds_the_file_up(panggung: Panggung) -> None:
    rows = [[SUB, "Sub 1", 1, "12 juta"], [LAIN, "Sub 2", 1, 5]]
    p = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows), {**TW, "soal:unit_lain": "lewati"})
    assert [sentence.split(":")[0] for sentence in kalimat(p)] == ["Laporan!D5"]


def test_the_mapping_is_asked_again_when_a_person_wants_it(panggung: Panggung) -> None:
    go = tujuan(panggung, sumber="SIPD")
    answered(go, ekspor([SUB, "Sub 1", 100, 25]), TW)
    again = tujuan(panggung, sumber="SIPD", tanya_lagi=True)
    answered(again, ekspor([SUB, "Sub 1", 100, 25]), {**TW, "soal:kolom_nilai": "C"})
    assert Pemetaan.objects.get().kolom_nilai == "Anggaran"
    assert spent(panggung) == {SUB: 100}


def test_every_question_can_be_answered_at_its_own_cell(panggung: Panggung) -> None:
    """Answers are kept by cell, so no question of a file may stand where another stood before it."""
    panggung.fill(1)
    rows = [[LAIN, "Sub 2", 1, 5], [SUB, "a", 1, 400_000], [SUB, "b", 1, 300_000]]
    content = book_of({"Murni": [KEPALA, *rows], "Perubahan": [KEPALA, *rows]})
    wanted = {
        "lembar": "Murni",
        "kolom_nilai": "D",
        "cara": "sd_triwulan",
        "baris": "rinci",
        "unit_lain": "lewati",
        "realisasi_turun": "terima",
    }
    go, jawaban = tujuan(panggung, 2), dict[str, str]()
    while asked := [each for each in periksa(ANGGARAN, go, content, jawaban).temuan if each.tingkat == "tanya"]:
        assert not jawaban.keys() & {each.kunci for each in asked}
        jawaban |= {each.kunci: wanted.pop(each.soal) for each in asked}
    assert wanted == {}
    row = checked(ANGGARAN, go, content)
    row = check(answer(impor=row, jawaban=jawaban, user=go.user), ANGGARAN, at=go.at)
    apply(impor=row, pengimpor=ANGGARAN, user=go.user, at=go.at)
    assert spent(panggung, 2) == {SUB: -300_000}  # 700.000 since January, 1.000.000 in TW I


def test_of_two_columns_with_codes_one_is_chosen_and_kept(panggung: Panggung) -> None:
    judul = ["Kode lama", "Kode baru", "Realisasi"]
    content = ekspor([LAIN, f"{SUB} - Sub 1", 75], judul=judul)
    go = tujuan(panggung, sumber="FMIS")
    row = answered(go, content, {"soal:kolom_kode": "B", "soal:kolom_nilai": "C", "soal:cara": "triwulan"})
    assert spent(panggung) == {SUB: 75}
    assert Pemetaan.objects.get().kolom_kode == "Kode baru"
    assert checked(ANGGARAN, go, content).status == "sama"  # brought in again: nothing asked, nothing changed
    undo(impor=row, pengimpor=ANGGARAN, user=go.user, at=go.at)
    assert (spent(panggung), Pemetaan.objects.count()) == ({}, 0)


@pytest.mark.parametrize(
    "written", ["1,06,04,2,01,0001", "1.06. 04.2.01.0001", f"{SUB}.", f"{SUB}: Sub 1", f"{SUB}\nSub 1", f" {SUB} "]
)
def test_a_code_is_known_however_it_is_written(panggung: Panggung, written: str) -> None:
    answered(tujuan(panggung), ekspor([SUB, "a", 1, 0], [written, "b", 1, 75]), {**TW, "soal:baris": "rinci"})
    assert spent(panggung) == {SUB: 75}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nilai=st.none() | st.decimals(min_value=0, max_value=Decimal("9999999999999.99"), places=2))
def test_any_figure_comes_through_an_export_to_the_sen(panggung: Panggung, nilai: Decimal | None) -> None:
    """Thirteen digits and sen, zero, or nothing: written as a number and as a text of a CSV."""
    RealisasiAnggaran.objects.filter(laporan__renstra=panggung.renstra).delete()
    go = tujuan(panggung)
    text = "" if nilai is None else format_number(nilai, 2)
    plain = csv_of([KEPALA, [SUB, "x", "1", text]]), "x.csv"
    for content, name in ((ekspor([SUB, "x", 1, nilai]), "x.xlsx"), plain):
        p = periksa(ANGGARAN, go, content, TW, name)
        made = [Decimal(each.sesudah["nilai"]) for each in p.perubahan if "nilai" in each.sesudah]
        assert made == ([] if nilai is None else [nilai])
    if nilai is not None:
        Penulis(go.user, "uji", go.at).write(p.perubahan)
        assert spent(panggung) == {SUB: nilai}
        same = periksa(ANGGARAN, go, templat(ANGGARAN, go))
        assert (same.perubahan, same.sama) == ([], 1)


def test_a_report_handed_in_since_takes_nothing_back(panggung: Panggung) -> None:
    panggung.fill(1)
    go = tujuan(panggung)
    row = answered(go, ekspor([SUB, "Sub 1", 1, 75]), TW)
    panggung.carry(panggung.report(), "dikunci")
    with pytest.raises(LaporanError, match="Laporan Bidang-A triwulan I 2026 berstatus dikunci"):
        undo(impor=row, pengimpor=ANGGARAN, user=go.user, at=go.at)
    assert spent(panggung) == {SUB: 75}


def test_more_money_than_the_pagu_is_named(panggung: Panggung) -> None:
    """TW I 1.000.000 and 99.000.001 in TW II are one Rupiah more than the pagu of 100.000.000."""
    panggung.fill(1)
    for money, odd in ((99_000_000, False), (99_000_001, True)):
        p = periksa(ANGGARAN, tujuan(panggung, 2), ekspor([SUB, "Sub 1", 1, money]), TW)
        assert any(said.startswith("Laporan!D5") for said in kalimat(p, "peringatan")) == odd
        assert kalimat(p) == []


def test_a_sum_among_its_own_parts_is_named(panggung: Panggung) -> None:
    """30 and its parts 10 and 20 would be 60."""
    rows = [[SUB, "Sub 1", 1, 30], [SUB, "5.1.02", 1, 10], [SUB, "5.2.02", 1, 20]]
    p = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows), {**TW, "soal:baris": "rinci"})
    assert any(said.startswith("Laporan!A5: Baris pertama kode ini") for said in kalimat(p, "peringatan"))
    plain = periksa(ANGGARAN, tujuan(panggung), ekspor(*rows[1:]), {**TW, "soal:baris": "rinci"})
    assert not any("Baris pertama" in said for said in kalimat(plain, "peringatan"))
