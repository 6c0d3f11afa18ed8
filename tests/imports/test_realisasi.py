"""Quarterly realisasi through a workbook: the rules, rights and states of the entry page, cell by cell."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from imports.choices import StatusImpor
from imports.exports.templat import write_template
from imports.importers.realisasi import LEWATI, RealisasiPengimpor
from imports.models import Impor
from imports.services.impor import apply, check, keep_file, look_through, undo
from imports.services.pengimpor import Tujuan
from imports.services.penulis import ImporError, Penulis
from programs.models import Penugasan
from renstra.lib.importing import Pemeriksaan, Tingkat
from targets.models import EvaluasiTriwulan, Jadwal, LaporanTriwulan, Realisasi, RealisasiAnggaran, Target
from targets.selectors.lembar import entry_sheet
from targets.services.galat import LaporanError
from targets.services.realisasi import Isian
from tests.imports.buku import Isi, filled, read, workbook
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat
from tests.targets.test_versi import replace

pytestmark = pytest.mark.django_db

PENGIMPOR = RealisasiPengimpor()
SUB = "1.06.04.2.01.0001"


@pytest.fixture
def stage() -> Panggung:
    """The small agency with one indicator of each way: one figure, two parts, a grade, a percentage."""
    stage = buat_panggung()
    stage.add_indicator("C", satuan="Persen", pembilang="Yang dilayani", penyebut="Yang berhak")
    stage.add_indicator("D", satuan="Nilai", skala={"A": 4, "B": 3, "C": 2}, akumulasi_triwulan="posisi_akhir")
    stage.add_indicator("E", satuan="Persen", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    return stage


def goal(stage: Panggung, oleh: str = "staf", at: datetime | None = None, **more: Any) -> Tujuan:
    place: dict[str, Any] = {"tahun": TAHUN, "triwulan": 1} | more
    return Tujuan(stage.orang[oleh], at or saat(6), stage.agency, stage.renstra, **place)


def template(stage: Panggung, **more: Any) -> bytes:
    return write_template(PENGIMPOR.templat(goal(stage, **more)))


def look(
    stage: Panggung, content: bytes | Isi, jawaban: Mapping[str, str] | None = None, **more: Any
) -> Pemeriksaan:
    """Check a file without keeping anything."""
    content = content if isinstance(content, bytes) else workbook(content)
    return look_through(PENGIMPOR, read(content), goal(stage, **more), jawaban)


def kept(stage: Panggung, content: bytes | Isi, **more: Any) -> Impor:
    """Upload and check a file as the person would, at the moment of the test."""
    content = content if isinstance(content, bytes) else workbook(content)
    tujuan = goal(stage, **more)
    impor = keep_file(pengimpor=PENGIMPOR, tujuan=tujuan, berkas=SimpleUploadedFile("isian.xlsx", content))
    return check(impor, PENGIMPOR, at=tujuan.at)


def brought_in(stage: Panggung, content: bytes | Isi, **more: Any) -> Impor:
    impor = kept(stage, content, **more)
    assert impor.status == StatusImpor.SIAP, (impor.galat, impor.findings())
    tujuan = goal(stage, **more)
    return apply(impor=impor, pengimpor=PENGIMPOR, user=tujuan.user, at=tujuan.at)


def told(p: Pemeriksaan, tingkat: Tingkat = Tingkat.GALAT) -> list[tuple[str, str]]:
    return [(each.sel, each.alasan) for each in p.temuan if each.tingkat == tingkat]


def differences(p: Pemeriksaan) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(each.sebelum, each.sesudah) for each in p.perubahan]


def row_of(stage: Panggung, kode: str) -> Realisasi:
    return Realisasi.objects.get(indikator=stage.indikator[kode], laporan__triwulan=1)


def test_a_template_brought_in_as_it_is_changes_nothing(stage: Panggung) -> None:
    assert look(stage, template(stage)).perubahan == []
    stage.save(
        Isian(stage.baris("A"), "nilai", "12,5"),
        Isian(stage.baris("A"), "keterangan", "=1+1\nbaris kedua “kutip” 😀"),
        Isian(stage.baris("B"), "nilai", "0"),
        Isian(stage.baris("C"), "pembilang", "3"),
        Isian(stage.baris("C"), "penyebut", "7"),
        Isian(stage.baris("D"), "kode", "B"),
        Isian(stage.baris("E"), "nilai", "0,5"),
        Isian(stage.anggaran, "nilai", "999.999.999.999,25"),
        Isian("evaluasi", "faktor_pendorong", "Dukungan kelurahan"),
    )
    p = look(stage, template(stage))
    assert (p.perubahan, p.temuan) == ([], [])
    assert p.sama == p.baris == 5 + 1 + 1


def test_every_kind_of_cell_comes_in_as_the_entry_page_keeps_it(stage: Panggung) -> None:
    content = filled(
        template(stage),
        {
            ("Kinerja", "A", "Realisasi"): 12.5,
            ("Kinerja", "A", "Keterangan"): "Dari Excel",
            ("Kinerja", "B", "Realisasi"): 0,
            ("Kinerja", "C", "Pembilang"): 3,
            ("Kinerja", "C", "Penyebut"): 7,
            ("Kinerja", "D", "Kode nilai"): "b",
            ("Kinerja", "E", "Realisasi"): "91,5 %",
            ("Anggaran", SUB, "Realisasi (Rp)"): "1.250.000,75",
            ("Evaluasi", "Bidang-A", "Faktor penghambat pencapaian"): "Hujan",
        },
    )
    impor = brought_in(stage, content)
    assert impor.banyak_buat == 1 + 5 + 1 + 1  # the report, five indicators, one subkegiatan, the evaluation
    found = {row.indikator.kode: row for row in Realisasi.objects.select_related("indikator")}
    assert (found["A"].nilai, found["A"].keterangan) == (Decimal("12.5"), "Dari Excel")
    assert found["B"].nilai == 0
    assert (found["C"].nilai, found["C"].pembilang, found["C"].penyebut) == (None, 3, 7)
    assert (found["D"].kode, found["D"].nilai) == ("B", 3)
    assert found["E"].nilai == Decimal("91.5")
    assert RealisasiAnggaran.objects.get().nilai == Decimal("1250000.75")
    assert EvaluasiTriwulan.objects.get().faktor_penghambat == "Hujan"
    report = LaporanTriwulan.objects.get()
    assert (report.unit, report.tahun, report.triwulan, report.status) == (stage.unit, TAHUN, 1, "draf")
    assert look(stage, content).perubahan == []
    assert {row.history.get().history_user for row in found.values()} == {stage.orang["staf"]}
    assert found["A"].history.get().history_change_reason == f"impor {impor.pk}: isian.xlsx"


# Cells that cannot be taken as they are ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "heading", "value", "reason"),
    [
        ("A", "Realisasi", "banyak", "“banyak” bukan angka."),
        ("A", "Realisasi", 123456789012, "Angka terlalu besar; paling banyak 11 angka di depan koma."),
        ("A", "Realisasi", "1,23456", "4"),
        ("C", "Pembilang", -1, "Pembilang dan penyebut tidak boleh negatif."),
        ("C", "Penyebut", 0, "Penyebut harus lebih dari nol; kosongkan bila tidak ada yang dihitung."),
        ("D", "Kode nilai", "Z", "“Z” tidak ada dalam skala satuan ini; pilih salah satu dari A, B, C."),
        ("A", "Keterangan", "x" * 4001, "4001"),
        ("A", "Pembilang", 3, "Kolom ini tidak diisi pada baris ini."),
        ("C", "Realisasi", 50, "Kolom ini tidak diisi pada baris ini."),
        ("D", "Realisasi", 4, "Kolom ini tidak diisi pada baris ini."),
    ],
)
def test_a_cell_the_entry_page_would_refuse_is_refused_at_its_place(
    stage: Panggung, code: str, heading: str, value: Any, reason: str
) -> None:
    p = look(stage, filled(template(stage), {("Kinerja", code, heading): value}))
    [finding] = [each for each in p.temuan if each.tingkat == Tingkat.GALAT]
    assert reason in finding.alasan
    assert finding.lembar == "Kinerja"
    assert finding.saran
    column = read(template(stage)).lembar_bernama("Kinerja")
    assert column.sel(4, int(ord(finding.sel[0]) - 64)).teks == heading


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("1,250", "“1,250” dapat dibaca ribuan atau pecahan rupiah."),
        ("1.000,555", "2"),
        (12345678901234, "Angka terlalu besar; paling banyak 13 angka di depan koma."),
    ],
)
def test_rupiah_of_a_cell_has_sen_and_no_more(stage: Panggung, value: Any, reason: str) -> None:
    [(_, said)] = told(look(stage, filled(template(stage), {("Anggaran", SUB, "Realisasi (Rp)"): value})))
    assert reason in said


def test_a_figure_that_reads_two_ways_is_asked_and_taken_as_answered(stage: Panggung) -> None:
    content = filled(template(stage), {("Kinerja", "A", "Realisasi"): "1.250"})
    impor = kept(stage, content)
    assert impor.status == StatusImpor.PERLU_DIJAWAB
    [finding] = impor.findings()
    assert [each.kode for each in finding.pilihan] == ["ribuan", "desimal"]
    for answer, value in (("ribuan", "1250"), ("desimal", "1.25")):
        p = look(stage, content, {finding.kunci: answer})
        assert Decimal(p.perubahan[-1].sesudah["nilai"]) == Decimal(value)


def test_a_fraction_in_a_percentage_is_asked_unless_it_is_what_is_stored(stage: Panggung) -> None:
    content = filled(template(stage), {("Kinerja", "E", "Realisasi"): 0.915})
    [finding] = look(stage, content).temuan
    assert (finding.tingkat, finding.soal) == (Tingkat.TANYA, "pecahan_persen")
    stage.save(Isian(stage.baris("E"), "nilai", "0,915"))
    assert look(stage, content).temuan == []


def test_a_row_that_cannot_be_told_apart_or_found_is_refused(stage: Panggung) -> None:
    rows: list[list[Any]] = [
        ["Kode indikator", "Satuan", "Unit kerja", "Realisasi", "Warna"],
        ["A", "Orang", "Bidang-A", 1, "biru"],
        ["Z", None, None, 2],
        ["A", "Orang", None, 3],
        [None, None, None, 4],
        ["B", "Keluarga", "Bidang-B", 5],
        [None, "Jumlah", None, None],
    ]
    p = look(stage, {"Kinerja": rows})
    assert told(p) == [
        ("A3", "Kode indikator ini tidak ada pada Renstra Uji 2025–2029 yang berlaku."),
        ("A5", "Kode indikator baris ini kosong."),
        ("C6", "Baris ini milik Bidang-A, bukan unit yang tertulis."),
        ("A4", "Baris ini sama kode dan triwulannya dengan baris 2."),
    ]
    assert told(p, Tingkat.PERINGATAN) == [
        ("E1", "Kolom ini tidak dikenal dan tidak dibaca."),
        ("B6", "Satuan indikator ini “Orang”."),
    ]


# Nothing disappears in silence --------------------------------------------------------------------------------


def test_an_emptied_cell_is_a_change_that_is_told_and_a_missing_row_is_none(stage: Panggung) -> None:
    stage.save(
        Isian(stage.baris("A"), "nilai", "20"),
        Isian(stage.baris("A"), "keterangan", "Catatan"),
        Isian(stage.baris("B"), "nilai", "7"),
    )
    p = look(stage, {"Kinerja": [["Kode indikator", "Realisasi"], ["A", None]]})
    assert differences(p) == [({"nilai": "20.0000"}, {"nilai": None})]
    assert told(p, Tingkat.PERINGATAN) == [
        ("B2", "Realisasi dikosongkan; semula “20”."),
        ("", "1 sel yang tersimpan dikosongkan oleh berkas ini; periksa pada pratinjau."),
    ]
    impor = brought_in(stage, {"Kinerja": [["Kode indikator", "Realisasi"], ["A", None]]})
    assert (impor.banyak_ubah, impor.banyak_peringatan) == (1, 2)
    assert (row_of(stage, "A").nilai, row_of(stage, "A").keterangan) == (None, "Catatan")
    assert row_of(stage, "B").nilai == 7


def test_an_emptied_grade_takes_its_score_along(stage: Panggung) -> None:
    stage.save(Isian(stage.baris("D"), "kode", "B"))
    brought_in(stage, {"Kinerja": [["Kode indikator", "Kode nilai"], ["D", ""]]})
    assert (row_of(stage, "D").kode, row_of(stage, "D").nilai) == ("", None)


def test_an_odd_figure_is_warned_about_in_the_words_of_the_entry_page(stage: Panggung) -> None:
    """A: 200 of 100 planned; Rp 150 million of a pagu of 100 million."""
    content = filled(
        template(stage),
        {("Kinerja", "A", "Realisasi"): 200, ("Anggaran", SUB, "Realisasi (Rp)"): 150_000_000},
    )
    impor = brought_in(stage, content)
    warned = sorted(each.alasan for each in impor.findings())
    sheet = entry_sheet(renstra=stage.renstra, unit=stage.unit, tahun=TAHUN, triwulan=1, laporan=stage.report())
    assert warned == sorted(each.kalimat for row in sheet.baris for each in row.peringatan)
    assert any("Realisasi 200 lebih dari 150" in each for each in warned)
    assert any("melampaui pagu" in each for each in warned)


# Several quarters ---------------------------------------------------------------------------------------------


def test_a_file_of_several_quarters_goes_into_each(stage: Panggung) -> None:
    Jadwal.objects.filter(triwulan=2).update(dibuka=date(TAHUN, 4, 1))
    rows: list[list[Any]] = [
        ["Kode indikator", "Tahun", "Triwulan", "Realisasi"],
        ["A", 2026, "I", 1],
        ["A", "2026", "TW 2", 2],
        ["B", 2026, "Triwulan II", 3],
        ["B", None, None, 4],
        ["B", 2026, 5, 6],
    ]
    p = look(stage, {"Kinerja": rows})
    assert told(p) == [("C6", "“5” bukan triwulan.")]
    assert told(p, Tingkat.PERINGATAN) == [
        ("A3", "Berkas ini memuat juga triwulan II 2026, bukan hanya triwulan yang dipilih.")
    ]
    impor = brought_in(stage, {"Kinerja": rows[:-1]})
    assert (impor.banyak_buat, LaporanTriwulan.objects.count()) == (2 + 4, 2)
    found = Realisasi.objects.order_by("indikator__kode", "laporan__triwulan")
    places = found.values_list("indikator__kode", "laporan__triwulan", "nilai")
    assert list(places) == [("A", 1, 1), ("A", 2, 2), ("B", 1, 4), ("B", 2, 3)]


def test_a_file_of_one_sheet_is_known_by_its_headings(stage: Panggung) -> None:
    p = look_through(
        PENGIMPOR,
        read(b"Kode subkegiatan;Realisasi (Rp)\n1.06.04.2.01.0001;5000\n", "sp2d.csv"),
        goal(stage),
    )
    assert [(each.model, each.sesudah.get("nilai")) for each in p.perubahan] == [
        ("targets.laporantriwulan", None),
        ("targets.realisasianggaran", "5000.00"),
    ]
    p = look(stage, {"Lain": [["Nama", "Umur"], ["A", 1]], "Lagi": [["x"]]})
    assert told(p) == [("", "Lembar Kinerja, Anggaran, Evaluasi tidak ditemukan.")]


def test_a_figure_stored_under_an_earlier_version_is_found_and_moves_with_its_change(stage: Panggung) -> None:
    stage.save(Isian(stage.baris("A"), "nilai", "20"))
    before = stage.indikator["A"]
    new = replace(stage)
    assert look(stage, template(stage)).perubahan == []
    brought_in(stage, {"Kinerja": [["Kode indikator", "Realisasi"], ["A", 21]]})
    row = Realisasi.objects.get(indikator__kode="A")
    assert (row.indikator_id, row.nilai) == (new.pk, 21)
    assert before.pk != new.pk


# Rights and states --------------------------------------------------------------------------------------------

ROW: dict[str, list[list[Any]]] = {"Kinerja": [["Kode indikator", "Realisasi"], ["A", 33]]}


@pytest.mark.parametrize("oleh", ["pemeriksa", "kepala", "admin", "pembaca"])
def test_who_enters_for_no_unit_brings_nothing_in(stage: Panggung, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        kept(stage, ROW, oleh=oleh)
    assert not Impor.objects.exists()


@pytest.mark.parametrize("oleh", ["staf_lain", "staf_sekretariat"])
def test_a_row_of_another_unit_is_refused_by_unit_and_row_or_skipped(stage: Panggung, oleh: str) -> None:
    p = look(stage, ROW, oleh=oleh)
    assert p.perubahan == []
    assert told(p) == [("A2", "Anda bukan staf Bidang-A, jadi laporan unit itu tidak dapat Anda isi.")]
    p = look(stage, ROW, oleh=oleh, parameter={LEWATI: True})
    assert (p.perubahan, told(p)) == ([], [])
    assert told(p, Tingkat.PERINGATAN) == [("A2", "Baris Bidang-A dilewati: Anda bukan staf unit itu.")]


def test_a_person_of_two_units_brings_both_in_at_once(stage: Panggung) -> None:
    stage.add_indicator("L", penanggung_jawab=stage.lain)
    Penugasan.objects.create(
        pengguna=stage.orang["staf"],
        perangkat_daerah=stage.agency,
        unit=stage.lain,
        peran="staf",
        mulai=date(2025, 1, 1),
    )
    content = filled(template(stage), {("Kinerja", "A", "Realisasi"): 1, ("Kinerja", "L", "Realisasi"): 2})
    brought_in(stage, content)
    places = Realisasi.objects.values_list("laporan__unit__kode", "nilai").order_by("nilai")
    assert list(places) == [("bidang-a", 1), ("bidang-b", 2)]


@pytest.mark.parametrize("status", ["draf", "dikembalikan", "diajukan", "diverifikasi", "dikunci"])
def test_a_report_that_is_not_open_takes_no_change_and_says_so_by_name(stage: Panggung, status: str) -> None:
    for kode in ("C", "D", "E"):
        stage.indikator.pop(kode)
    Target.objects.filter(indikator__kode__in=["C", "D", "E"]).delete()
    stage.bring_to(status)
    assert look(stage, template(stage)).temuan == []
    p = look(stage, ROW)
    if status in ("draf", "dikembalikan"):
        assert differences(p) == [({"nilai": "20.0000"}, {"nilai": "33.0000"})]
        return
    assert (p.perubahan, told(p)) == (
        [],
        [("A2", f"Laporan Bidang-A triwulan I 2026 berstatus {status}.")],
    )
    assert kept(stage, ROW).status == StatusImpor.PERLU_DIPERBAIKI


def test_a_closed_period_refuses_by_unit_and_quarter(stage: Panggung) -> None:
    p = look(stage, ROW, at=saat(16))
    assert told(p) == [("A2", "Pengisian Bidang-A triwulan I 2026 tidak sedang dibuka.")]
    assert "ditutup 15/04/2026" in p.temuan[0].saran


def test_what_happened_between_preview_and_apply_refuses_the_whole_file(stage: Panggung) -> None:
    stage.save(Isian(stage.baris("A"), "nilai", "20"))
    impor = kept(stage, ROW)
    stage.save(Isian(stage.baris("A"), "nilai", "21"), oleh="rekan", at=saat(6, 10))
    with pytest.raises(ImporError, match="Data berubah sejak pratinjau") as refused:
        apply(impor=impor, pengimpor=PENGIMPOR, user=stage.orang["staf"], at=saat(6, 11))
    assert f"oleh {stage.orang['rekan'].nama}" in refused.value.rincian[0]
    impor = kept(stage, ROW)
    LaporanTriwulan.objects.update(status="diajukan")
    with pytest.raises(LaporanError, match=r"Laporan Bidang-A triwulan I 2026 berstatus diajukan\."):
        apply(impor=impor, pengimpor=PENGIMPOR, user=stage.orang["staf"], at=saat(6, 11))
    assert row_of(stage, "A").nilai == 21


def test_the_guards_of_the_database_refuse_what_slips_past_every_check(stage: Panggung) -> None:
    stage.save(Isian(stage.baris("A"), "nilai", "20"))
    p = look(stage, {"Kinerja": [["Kode indikator", "Realisasi"], ["A", 33], ["B", 1]]})
    LaporanTriwulan.objects.update(status="diajukan")
    for change in p.perubahan:
        with pytest.raises(ImporError, match="tidak sedang draf atau dikembalikan"), transaction.atomic():
            Penulis(stage.orang["staf"], "impor", saat(6)).write([change])


# Undo ---------------------------------------------------------------------------------------------------------


def undone(stage: Panggung, impor: Impor, oleh: str = "staf", at: datetime | None = None) -> Impor:
    return undo(impor=impor, pengimpor=PENGIMPOR, user=stage.orang[oleh], at=at or saat(7))


def test_undo_puts_everything_back_and_begins_no_report(stage: Panggung) -> None:
    impor = brought_in(stage, ROW)
    undone(stage, impor)
    assert not (Realisasi.objects.exists() or LaporanTriwulan.objects.exists())
    stage.save(Isian(stage.baris("A"), "nilai", "20"), Isian(stage.baris("A"), "keterangan", "Catatan"))
    impor = brought_in(stage, {"Kinerja": [["Kode indikator", "Realisasi", "Keterangan"], ["A", 33, None]]})
    assert undone(stage, impor).status == StatusImpor.DIURUNGKAN
    row = row_of(stage, "A")
    assert (row.nilai, row.keterangan) == (20, "Catatan")
    assert row.history.latest().history_change_reason == f"urung impor {impor.pk}: isian.xlsx"


def test_undo_refuses_where_somebody_edited_later_naming_row_and_person(stage: Panggung) -> None:
    impor = brought_in(stage, ROW)
    stage.save(Isian(stage.baris("A"), "keterangan", "Tambahan"), oleh="rekan", at=saat(6, 10))
    with pytest.raises(ImporError) as refused:
        undone(stage, impor)
    assert refused.value.rincian == [
        "Indikator A (Bidang-A triwulan I 2026) (Kinerja!A2): keterangan kini “Tambahan”, bukan “”, "
        f"oleh {stage.orang['rekan'].nama} pada 6 April 2026 pukul 10.00."
    ]
    assert row_of(stage, "A").nilai == 33


def test_undo_refuses_where_another_row_was_added_to_the_report_it_began(stage: Panggung) -> None:
    impor = brought_in(stage, ROW)
    stage.save(Isian(stage.baris("B"), "nilai", "9"), oleh="rekan", at=saat(6, 10))
    with pytest.raises(ImporError):
        undone(stage, impor)
    assert (row_of(stage, "A").nilai, row_of(stage, "B").nilai) == (33, 9)


@pytest.mark.parametrize(("oleh", "at"), [("staf_lain", saat(7)), ("rekan", saat(7)), ("staf", saat(20))])
def test_undo_needs_the_right_and_an_open_period(stage: Panggung, oleh: str, at: datetime) -> None:
    impor = brought_in(stage, ROW)
    with pytest.raises((PermissionDenied, LaporanError)):
        undone(stage, impor, oleh, at)
    assert row_of(stage, "A").nilai == 33


# Many rows ----------------------------------------------------------------------------------------------------


CHECKED, APPLIED, UNDONE = 15, 21, 23
"""Plan and documents 3, rights and periods 7, what is stored and stated 5; then the import itself and its locks,
and for rows made and rows changed: read, written, remembered."""


@pytest.mark.parametrize("count", [2, 60])
def test_check_apply_and_undo_cost_the_same_queries_whatever_the_rows(stage: Panggung, count: int) -> None:
    rows: list[list[Any]] = [["Kode indikator", "Realisasi"]]
    for n in range(count):
        stage.add_indicator(f"X{n}", cara_isi="sd_triwulan")
        rows.append([f"X{n}", n + 1])
    stage.save(*(Isian(stage.baris(f"X{n}"), "nilai", "500") for n in range(0, count, 2)))
    content = workbook({"Kinerja": rows})
    with CaptureQueriesContext(connection) as checked:
        p = look(stage, content)
    assert len(p.perubahan) == count
    assert len(checked) == CHECKED
    impor = kept(stage, content)
    with CaptureQueriesContext(connection) as applied:
        apply(impor=impor, pengimpor=PENGIMPOR, user=stage.orang["staf"], at=saat(6))
    assert len(applied) == APPLIED
    with CaptureQueriesContext(connection) as taken_back:
        undone(stage, impor)
    assert len(taken_back) == UNDONE
