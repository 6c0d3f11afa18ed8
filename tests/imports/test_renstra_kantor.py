"""Tabel 4.2 and 3.1 as an office types them: merged, retyped, with its habits and its slips."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from imports.services.pengimpor import Tujuan
from indicators.models import Hasil, Indikator
from programs.models import Program, Sasaran, Subkegiatan
from programs.models import Tujuan as TujuanRenstra
from renstra.lib.importing import Pemeriksaan
from renstra.lib.pembaca.buku import BukuKerja
from targets.models import Pagu, Target
from tests.imports.renstra import against, empty_plan, goal, look, read, take

pytestmark = pytest.mark.django_db
TAHUN = range(2025, 2031)
SUB = "1.06.01.2.01.0001"


@pytest.fixture
def tujuan(renstra: Any, people: Any) -> Tujuan:
    """The Sekretariat of an agency whose Renstra is still empty."""
    empty_plan(renstra)
    return goal(renstra, people["sekretariat"])


def save(book: Workbook) -> BukuKerja:
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue())


def kantor(*rows: Sequence[Any]) -> BukuKerja:
    """Return a Tabel 4.2 as offices type it: a kop, three rows of merged headings, one of numbers, then `rows`.

    A row is kode, uraian, indikator, baseline, then target and pagu of 2025, which repeat for the other years.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "TABEL 4.2"
    sheet["A1"] = "Tabel 4. 2 Program / Kegiatan / Sub Kegiatan 2025 – 2030"
    sheet.merge_cells("A1:P1")
    labels = (
        "KODE",
        "BIDANG URUSAN/\nPROGRAM/OUTCOME\nKEGIATAN/ SUBKEGIATAN\nOUTPUT",
        "INDIKATOR OUTCOME/OUTPUT",
        "BASELINE\n2024",
    )
    for column, label in enumerate(labels, 1):
        sheet.cell(3, column, label)
        sheet.merge_cells(start_row=3, end_row=5, start_column=column, end_column=column)
    sheet["E3"] = "TARGET DAN PAGU INDIKATIF TAHUN"
    sheet.merge_cells("E3:P3")
    for place, year in enumerate(TAHUN):
        column = 5 + 2 * place
        sheet.cell(4, column, year)
        sheet.merge_cells(start_row=4, end_row=4, start_column=column, end_column=column + 1)
        sheet.cell(5, column, "TARGET")
        sheet.cell(5, column + 1, "PAGU")
    for column in range(1, 17):
        sheet.cell(6, column, f"({column})")
    for number, row in enumerate(rows, 7):
        filled: list[Any] = [*row, *[None] * (6 - len(row))]
        kode, uraian, indikator, baseline, target, pagu = filled
        values = [kode, uraian, indikator, baseline, *[target, pagu] * len(TAHUN)]
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(number, column, value)
        if kode is not None and indikator is None:
            sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=4)
    return save(book)


ATAS = (
    (1, "URUSAN WAJIB", None, None, None, "118.493.000"),
    (1.06, "URUSAN SOSIAL", None, None, None, 118493000),
    ("1.06.01", "PROGRAM PENUNJANG", None, None, None, 118493000),
    (None, "Meningkatnya akuntabilitas", "NILAI SAKIP PD (Dengan Satuan:NILAI)", "70.15", "70,22"),
    (None, None, "Indeks Pelayanan (D e n g a n Satuan:Nilai)", 91.11, 91.31),
    ("1.06.01.2.01", "Perencanaan", None, None, None, 118493000),
    (None, "Tersusunnya dokumen", "Persentase dokumen tersusun (Dengan Satuan:Persentase)", 100, 100),
)
BAWAH = (
    (SUB, "Penyusunan Dokumen", None, None, None, "Rp 118.493.000"),
    (None, "Tersedianya dokumen", "Jumlah dokumen (Dengan Satuan:Dokumen)", 2, "-"),
    (None, "TOTAL", None, None, None, 118493000),
)
UNIT = {"soal:unit 1.06.01": "sekretariat"}


def told(p: Pemeriksaan, tingkat: str) -> list[tuple[str, str]]:
    return [(each.sel, each.alasan) for each in p.temuan if each.tingkat == tingkat]


def test_a_table_as_the_office_types_it_comes_in(renstra: Any, tujuan: Tujuan) -> None:
    p = take(kantor(*ATAS, *BAWAH), tujuan, UNIT)
    assert [row.kode for row in Indikator.objects.order_by("kode") if row.renstra_id == renstra.pk] == [
        "1.06.01#1.1", "1.06.01#1.2", "1.06.01.2.01#1.1", f"{SUB}#1.1",
    ]  # fmt: skip
    sakip = Indikator.objects.get(renstra=renstra, kode="1.06.01#1.1")
    assert (sakip.nama, sakip.satuan, str(sakip.baseline)) == ("NILAI SAKIP PD", "NILAI", "70.1500")
    assert Indikator.objects.get(renstra=renstra, kode="1.06.01#1.2").satuan == "Nilai"
    assert sakip.hasil is not None and sakip.hasil.uraian == "Meningkatnya akuntabilitas"
    targets = Target.objects.filter(indikator=sakip).values_list("tahun", "nilai")
    assert {(year, str(value)) for year, value in targets} == {(year, "70.2200") for year in TAHUN}
    assert not Target.objects.filter(indikator__kode=f"{SUB}#1.1").exists()  # a dash is nothing, not zero
    assert set(Pagu.objects.values_list("subkegiatan__kode", "nilai")) == {(SUB, 118493000)}
    assert Program.objects.get(renstra=renstra).unit.kode == "sekretariat"
    assert {alasan.split(",")[0] for _, alasan in told(p, "peringatan")} == {
        "Sasaran yang dilayani Program 1.06.01 PROGRAM PENUNJANG tidak tertulis; dikosongkan dahulu.",
        "Cara membaca indikator ini tidak tertulis",
    }


def test_the_unit_of_a_program_is_asked_with_the_units_of_the_agency(tujuan: Tujuan) -> None:
    p = look(kantor(*ATAS, *BAWAH), tujuan)
    [question] = [each for each in p.temuan if each.tingkat == "tanya"]
    assert (question.lembar, question.sel) == ("TABEL 4.2", "B9")
    assert question.alasan == "Unit kerja mana yang bertanggung jawab atas Program 1.06.01 PROGRAM PENUNJANG?"
    assert [each.label for each in question.pilihan][:2] == ["Sekretariat", "Bidang Pemberdayaan Sosial"]
    assert look(kantor(*ATAS, *BAWAH), tujuan, {question.kunci: "sekretariat"}).perubahan


def test_defaults_say_how_a_new_indicator_is_read(tujuan: Tujuan) -> None:
    p = look(kantor(*ATAS, *BAWAH), tujuan, UNIT)
    assert dict(told(p, "peringatan"))["C15"] == (
        "Cara membaca indikator ini tidak tertulis, jadi dipakai: polaritas positif (makin tinggi makin baik); "
        "cara isi angka triwulan ini saja; frekuensi triwulanan; akumulasi triwulan jumlah; "
        "penanggung jawab Sekretariat."
    )
    assert "akumulasi triwulan posisi akhir" in dict(told(p, "peringatan"))["C13"]  # a percentage never adds up


def test_a_printed_upper_total_that_disagrees_is_told_with_both_figures(tujuan: Tujuan) -> None:
    wrong = [*ATAS[:5], ("1.06.01.2.01", "Perencanaan", None, None, None, 118493001), ATAS[6]]
    p = look(kantor(*wrong, *BAWAH), tujuan, UNIT)
    assert not against(p)
    assert dict(told(p, "peringatan"))["F12"] == (
        "Pagu 1.06.01.2.01 Perencanaan tahun 2025 tertulis 118.493.001, sedangkan jumlah subkegiatannya "
        "118.493.000."
    )
    take(kantor(*wrong, *BAWAH), tujuan, UNIT)
    assert set(Pagu.objects.values_list("nilai", flat=True)) == {118493000}


JEBAKAN = {
    "kode dua kali": ((SUB, "Lain", None, None, None, 1), "galat", "A16", f"Kode {SUB} sudah tertulis di A14."),
    "tanpa induk": (
        ("1.06.02.2.01", "Kegiatan lain"), "galat", "A16", "Baris induk 1.06.02 tidak ada di tabel.",
    ),
    "tanpa satuan": ((None, None, "Jumlah orang", 1, 1), "galat", "C16", "Satuan indikator ini tidak tertulis."),
    "pagu di baris indikator": (
        (None, None, "Jumlah orang (Dengan Satuan: Orang)", 1, None, 5),
        "galat", "F16", f"Pagu tertulis di baris indikator, bukan di baris {SUB}.",
    ),
    "target di baris berkode": (
        ("1.06.01.2.01.0002", "Sub lain", None, None, 7), "galat", "E16",
        "Baris 1.06.01.2.01.0002 memuat target tanpa indikator.",
    ),
    "angka tanpa apa-apa": (
        (None, None, None, None, None, 7), "galat", "F16",
        "Angka ini berada di baris tanpa kode dan tanpa indikator.",
    ),
    "pagu pecahan": (
        ("1.06.01.2.01.0002", "Sub lain", None, None, None, 7.5), "galat", "F16",
        "7,5 terlalu rinci; yang diterima paling banyak bilangan bulat.",
    ),
    "huruf o": (
        ("1.06.01.2.01.0002", "Sub lain", None, None, None, "o"), "tanya", "F16",
        "“o” adalah huruf, bukan angka nol.",
    ),
    "persen sebagai pecahan": (
        (None, None, "Persentase orang (Dengan Satuan: %)", None, 0.95), "tanya", "E16",
        "0,95 di kolom persen dapat berarti 95 % atau benar-benar 0,95 %.",
    ),
    "ribuan": (
        (None, None, "Jumlah orang (Dengan Satuan: Orang)", None, "1.250"), "tanya", "E16",
        "“1.250” dapat dibaca dua cara.",
    ),
    "kode tak dikenal": (
        ("1.06.01.2.01.1", "Sub lain"), "peringatan", "A16", "Kode ini dibaca 1.06.01.2.01.0001.",
    ),
    "kode dengan koma": (
        ("1.06.01.2.01,0002", "Sub lain"), "peringatan", "A16", "Kode ini dibaca 1.06.01.2.01.0002.",
    ),
    "bukan kode": (("X.XX.01", "Program"), "galat", "A16", "“X.XX.01” bukan kode yang lengkap."),
    "outcome di bawah urusan": (
        ("2", "Urusan lain"), None, "", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("nama", JEBAKAN)
def test_each_slip_is_told_at_its_cell(tujuan: Tujuan, nama: str) -> None:
    row, tingkat, sel, alasan = JEBAKAN[nama]
    p = look(kantor(*ATAS, *BAWAH[:2], row), tujuan, UNIT)
    if tingkat is None:
        assert not against(p)
    else:
        assert (sel, alasan) in told(p, tingkat), p.temuan


def test_headings_that_repeat_on_every_page_and_signatures_are_no_rows(renstra: Any, tujuan: Tujuan) -> None:
    header = ("KODE", "PROGRAM", "INDIKATOR", "BASELINE", "TARGET", "PAGU")
    signature = (None, "Batam, 19 September 2025")
    p = take(kantor(*ATAS, header, *BAWAH, signature), tujuan, UNIT)
    assert Subkegiatan.objects.filter(renstra=renstra).count() == 1
    assert ("B18", "Baris ini tidak dibaca.") in told(p, "peringatan")


def test_hasil_and_indikator_in_one_column(renstra: Any, tujuan: Tujuan) -> None:
    """The unit in the text, or a figure, makes an indicator; what stands before it is the hasil."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(
        [
            "Kode",
            "Program/Kegiatan/Subkegiatan/Outcome/Output/Indikator",
            "Kondisi Awal 2024",
            "Target 2025",
            "Pagu 2025",
        ]
    )
    for row in (
        ["1", "URUSAN"],
        ["1.06", "BIDANG"],
        ["1.06.01", "PROGRAM", None, None, 5],
        [None, "Meningkatnya layanan"],
        [None, "Nilai SAKIP (Dengan Satuan: Nilai)", 70, 71],
        [None, "Jumlah orang (Dengan Satuan: Orang)"],
    ):
        sheet.append(row)
    p = take(save(book), tujuan, UNIT)
    [hasil] = Hasil.objects.filter(renstra=renstra)
    assert hasil.uraian == "Meningkatnya layanan"
    rows = Indikator.objects.filter(hasil=hasil).values_list("nama", "satuan")
    assert list(rows) == [("Nilai SAKIP", "Nilai"), ("Jumlah orang", "Orang")]
    lacking = "Kolom tahun 2026, 2027, 2028, 2029, 2030 tidak ada; angka tahun itu tidak diubah."
    assert ("", lacking) in told(p, "peringatan")
    told_pagu = "Pagu 1.06.01 PROGRAM tahun 2025 tertulis 5, sedangkan jumlah subkegiatannya 0."
    assert ("E4", told_pagu) in told(p, "peringatan")


def test_an_indicator_without_outcome_takes_the_name_of_its_row_and_that_is_told(
    renstra: Any, tujuan: Tujuan
) -> None:
    rows = [*ATAS[:3], (None, None, "Nilai SAKIP (Dengan Satuan: Nilai)", 70, 71), *ATAS[5:]]
    p = take(kantor(*rows, *BAWAH), tujuan, UNIT)
    assert Hasil.objects.get(renstra=renstra, kode="1.06.01#1").uraian == "PROGRAM PENUNJANG"
    reason = "Outcome atau output indikator ini tidak tertulis; dipakai nama 1.06.01."
    assert ("C10", reason) in told(p, "peringatan")


def test_years_of_another_renstra_are_refused(tujuan: Tujuan) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Kode", "Program", "Indikator", "Target 2021", "Pagu 2021"])
    sheet.append(["1", "URUSAN"])
    [only] = look(save(book), tujuan).temuan
    assert only.alasan.startswith("Tabel memuat tahun 2021, di luar Renstra")


def test_a_workbook_without_any_table_says_what_is_looked_for(tujuan: Tujuan) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Nama", "Alamat"])
    [only] = look(save(book), tujuan).temuan
    assert only.alasan == "Tabel 4.2, Tabel 3.1, atau lembar rincian tidak ditemukan dalam berkas ini."


def tiga_satu(*rows: Sequence[Any], pisah: bool = False) -> BukuKerja:
    """Return a Tabel 3.1 as offices type it, tujuan and sasaran in one column or two."""
    book = Workbook()
    sheet: Any = book.active
    names = ["TUJUAN", "SASARAN"] if pisah else ["Tujuan / Sasaran"]
    first = ["NSPK dan Sasaran RPJMD", *names, "Indikator", "Satuan", "Kondisi Awal"]
    sheet.append([*first, "Target", *[None] * 5, "Akhir Periode"])
    sheet.append([*[None] * len(first), *TAHUN])
    group = len(first) + 1
    for column in (*range(1, group), group + 6):
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    sheet.merge_cells(start_row=1, end_row=1, start_column=group, end_column=group + 5)
    for row in rows:
        sheet.append(row)
    return save(book)


NSPK = (
    "A. NSPK sebagai berikut:\n1. UU 11/2009\ntentang Kesejahteraan Sosial\n"
    "B. SASARAN RPJMD YANG RELEVAN:\n1. Sasaran satu"
)
ANGKA = (50, 50, 60, 70, 80, 90, 100, 100)


def test_tujuan_and_sasaran_in_one_column_are_told_apart_by_their_order(renstra: Any, tujuan: Tujuan) -> None:
    p = take(
        tiga_satu(
            (NSPK, "Tujuan satu", "Cakupan", "Persentase", *ANGKA),
            (None, None, "Kelembagaan", "Persentase", *ANGKA),
            (None, "Sasaran satu", "Rehabilitasi", "Persentase", *ANGKA),
        ),
        tujuan,
    )
    assert list(TujuanRenstra.objects.filter(renstra=renstra).values_list("kode", "uraian")) == [
        ("T1", "Tujuan satu")
    ]
    [sasaran] = Sasaran.objects.filter(renstra=renstra)
    assert (sasaran.kode, sasaran.uraian, sasaran.tujuan.kode) == ("S1", "Sasaran satu", "T1")
    codes = Indikator.objects.filter(renstra=renstra).order_by("kode").values_list("kode", flat=True)
    assert list(codes) == ["S1.1", "T1.1", "T1.2"]
    finals = Target.objects.filter(indikator__kode="T1.1", jenis="akhir_periode").values_list("tahun", "nilai")
    assert list(finals) == [(2029, 100)]
    landasan = renstra.landasan_set.order_by("jenis", "urutan").values_list("jenis", "urutan", "uraian")
    assert list(landasan) == [
        ("nspk", 1, "UU 11/2009 tentang Kesejahteraan Sosial"), ("sasaran_rpjmd", 1, "Sasaran satu"),
    ]  # fmt: skip
    assert any("yang pertama dibaca sebagai tujuan, 1 berikutnya" in alasan for _, alasan in told(p, "peringatan"))


def test_tujuan_and_sasaran_in_two_columns(renstra: Any, tujuan: Tujuan) -> None:
    take(
        tiga_satu(
            (None, "Tujuan satu", None, "Cakupan", "Persentase", *ANGKA),
            (None, None, "Sasaran a", "Rehabilitasi", "Persentase", *ANGKA),
            (None, "Tujuan dua", None, "Kelembagaan", "Persentase", *ANGKA),
            (None, None, "Sasaran b", "Jaminan", "Persentase", *ANGKA),
            pisah=True,
        ),
        tujuan,
    )
    rows = Sasaran.objects.filter(renstra=renstra).values_list("uraian", "tujuan__uraian")
    assert list(rows) == [("Sasaran a", "Tujuan satu"), ("Sasaran b", "Tujuan dua")]


def test_another_indicator_in_the_same_place_is_asked_about(tujuan: Tujuan) -> None:
    take(kantor(*ATAS, *BAWAH), tujuan, UNIT)
    other = (None, "Tersedianya dokumen", "Luas taman makam (Dengan Satuan:Hektare)", 2, "-")
    p = look(kantor(*ATAS, BAWAH[0], other, BAWAH[2]), tujuan, UNIT)
    assert ("C15", "Di tempat ini tercatat indikator “Jumlah dokumen”.") in told(p, "tanya")
    same = look(kantor(*ATAS, BAWAH[0], other, BAWAH[2]), tujuan, {**UNIT, "soal:ganti_nama": "sama"})
    assert [(each.aksi, each.sesudah["nama"]) for each in same.perubahan] == [("ubah", "Luas taman makam")]


@pytest.mark.parametrize(
    ("teks", "bawah", "atas"),
    [
        ("70–80", 70, 80),
        ("70 s.d. 80", 70, 80),
        ("70-80", 70, 80),
        ("0,18–3,91", "0.18", "3.91"),
        ("-5–-3", -5, -3),
    ],
)
def test_a_range_is_read_however_it_is_typed(tujuan: Tujuan, teks: str, bawah: Any, atas: Any) -> None:
    rows = (*ATAS[:6], (None, "Tersusunnya dokumen", "Persentase tersusun (Dengan Satuan:Persentase)", 100, teks))
    take(kantor(*rows, *BAWAH), tujuan, UNIT)
    stated = Target.objects.get(indikator__kode="1.06.01.2.01#1.1", tahun=2026)
    assert (stated.nilai, stated.nilai_atas) == (Decimal(bawah), Decimal(atas))
    assert stated.indikator.polaritas == "rentang"
