"""The whole Renstra in and out again: every value equal, nothing half, nothing silent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from imports.exports.templat import write_csv, write_template
from imports.importers.renstra.pengimpor import RenstraPengimpor
from imports.services.impor import apply, undo
from imports.services.penulis import Penulis
from indicators.models import Indikator
from programs.models import Dokumen, Misi, Program, Subkegiatan
from renstra.lib.pembaca.buku import BukuKerja
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from targets.models import Pagu, Target
from targets.selectors import plan_document
from targets.services import discard_perubahan, enact, replace_row, start_perubahan
from tests.imports.renstra import (
    OWNED,
    PLAN,
    against,
    bring_in,
    bring_in_book,
    empty_plan,
    goal,
    look,
    make_rule,
    printed,
    prints,
    read,
    take,
    template,
    without_notes,
)

pytestmark = pytest.mark.django_db
PROGRAM = ("1.06.01", "1.06.02", "1.06.04", "1.06.05", "1.06.06", "1.06.07", "2.13.04", "2.13.05")
URAIAN = "BIDANG URUSAN / PROGRAM / OUTCOME / KEGIATAN / SUBKEGIATAN / OUTPUT"
INDIKATOR = "INDIKATOR OUTCOME / OUTPUT"
UNIT_SEKRETARIAT = {f"soal:unit {kode}": "sekretariat" for kode in PROGRAM}


def test_the_batam_renstra_comes_in_again_as_it_went_out(renstra: Any, people: Any) -> None:
    before, tujuan = prints(renstra), goal(renstra, people["sekretariat"])
    buku = template(tujuan)
    empty_plan(renstra)
    p = take(buku, tujuan)
    assert p.perubahan
    make_rule(renstra)
    assert prints(renstra) == before


def test_the_filled_template_changes_nothing(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    buku = template(tujuan)
    empty_plan(renstra)
    take(buku, tujuan)
    p = look(template(tujuan), tujuan)
    assert (p.temuan, p.perubahan) == ([], [])


def test_undoing_a_first_import_leaves_an_empty_plan(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    content = write_template(RenstraPengimpor().templat(tujuan))
    empty_plan(renstra)
    impor = bring_in(content, tujuan)
    assert impor.status == "siap"
    impor = apply(impor=impor, pengimpor=RenstraPengimpor(), user=tujuan.user)
    assert Indikator.objects.filter(renstra=renstra).count() == 89  # 98 in the data file, 9 of the Renstra before
    undo(impor=impor, pengimpor=RenstraPengimpor(), user=tujuan.user)
    left = {model: model.objects.filter(renstra=renstra).count() for model in (*PLAN, *OWNED, Misi, Dokumen)}
    assert set(left.values()) == {0}
    again = bring_in(content, tujuan)
    assert (again.status, again.banyak_buat) == ("siap", impor.banyak_buat)


def test_bringing_the_same_file_in_again_is_told_to_change_nothing(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    content = write_template(RenstraPengimpor().templat(tujuan))
    empty_plan(renstra)
    apply(impor=bring_in(content, tujuan), pengimpor=RenstraPengimpor(), user=tujuan.user)
    again = bring_in(content, tujuan)
    assert (again.status, again.banyak_buat, again.banyak_ubah, again.banyak_hapus) == ("sama", 0, 0, 0)


def test_an_enacted_document_is_refused_by_name(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    p = look(template(tujuan), tujuan)
    assert p.perubahan == []
    assert [each.alasan for each in p.temuan] == [
        "Renstra 2025 sudah berstatus ditetapkan; mulai Renstra Perubahan dahulu, lalu masukkan berkas ini ke "
        "dalam rancangannya."
    ]


@pytest.mark.parametrize("nama", ["kepala", "admin", "staf-sekretariat", "pembaca"])
def test_only_the_sekretariat_brings_a_renstra_in(renstra: Any, people: Any, nama: str) -> None:
    assert nama in people
    with pytest.raises(PermissionDenied, match="Sekretariat"):
        RenstraPengimpor().izinkan(goal(renstra, people[nama]))


def test_a_renstra_comes_in_as_csv_one_table_at_a_time(renstra: Any, people: Any) -> None:
    before, tujuan = prints(renstra), goal(renstra, people["sekretariat"])
    asked = Permintaan.of_plan(renstra)
    official = {slug: export(build_report(slug, asked), "csv").content for slug in ("tabel-3.1", "tabel-4.2")}
    sheets = {sheet.nama: sheet for sheet in RenstraPengimpor().templat(tujuan).lembar}
    units = dict(Program.objects.filter(renstra=renstra).values_list("kode", "unit__kode"))
    flat = {name: write_csv(sheet) for name, sheet in sheets.items() if not name.startswith("Tabel")}
    empty_plan(renstra)
    take(read(flat.pop("Misi"), "misi.csv"), tujuan)
    take(read(official["tabel-3.1"], "tabel-3.1.csv"), tujuan)
    plan = read(official["tabel-4.2"], "tabel-4.2.csv")
    questions = [each for each in look(plan, tujuan).temuan if each.tingkat == "tanya"]
    assert {each.soal for each in questions} == {f"unit {kode}" for kode in units}
    take(plan, tujuan, {each.kunci: units[each.soal.removeprefix("unit ")] for each in questions})
    for name, content in flat.items():
        take(read(content, f"{name}.csv"), tujuan)
    make_rule(renstra)
    assert prints(renstra) == before


def test_the_official_workbook_alone_brings_its_own_tables_in(renstra: Any, people: Any) -> None:
    """Tabel 4.2 and 3.1 as XLSX, as downloaded: what they print comes in equal, what they do not is told."""
    before, tujuan = prints(renstra), goal(renstra, people["sekretariat"])
    asked = Permintaan.of_plan(renstra)
    files = {slug: export(build_report(slug, asked), "xlsx").content for slug in ("tabel-3.1", "tabel-4.2")}
    empty_plan(renstra)
    take(read(files["tabel-3.1"]), tujuan)
    p = take(read(files["tabel-4.2"]), tujuan, UNIT_SEKRETARIAT)
    told = [each for each in p.temuan if "Cara membaca indikator ini tidak tertulis" in each.alasan]
    assert len(told) == 81  # the indicators of Tabel 4.2
    make_rule(renstra)
    after = prints(renstra)
    for slug in files:
        assert without_notes(after[slug]) == without_notes(before[slug])


# A Renstra Perubahan ------------------------------------------------------------------------------------------


def change(buku: BukuKerja, lembar: str, find: Any, column: str, value: Any) -> BukuKerja:
    """Return the workbook with the cell under a heading changed, in the row that holds a value."""
    sheets = []
    for each in buku.lembar:
        rows = [list(row) for row in each.isi]
        if each.nama == lembar:
            head = next(row for row in rows if column in row)
            row = next(row for row in rows if find in row)
            row += [None] * (len(head) - len(row))
            row[head.index(column)] = value
        sheets.append(replace(each, isi=rows))
    return replace(buku, lembar=tuple(sheets))


def without(buku: BukuKerja, lembar: str, *finds: Any) -> BukuKerja:
    """Return the workbook without the rows of a sheet that hold one of the values."""
    return replace(
        buku,
        lembar=tuple(
            replace(each, isi=[row for row in each.isi if not set(finds) & set(map(str, row))])
            if each.nama == lembar
            else each
            for each in buku.lembar
        ),
    )


PERUBAHAN: dict[str, Any] = {"nomor": "Perwali Contoh 1/2027", "tanggal": date(2027, 3, 1)}
SUB = "1.06.01.2.01.0001"


def test_a_perubahan_by_import_leaves_the_tables_of_the_old_document_byte_equal(renstra: Any, people: Any) -> None:
    tujuan, murni = goal(renstra, people["sekretariat"]), plan_document(renstra)
    before = printed(renstra, murni)
    draft = start_perubahan(renstra=renstra, **PERUBAHAN)
    buku = template(tujuan)
    assert look(buku, tujuan).perubahan == []
    buku = change(buku, "Tabel 4.2", "1.06.04", URAIAN, "PROGRAM BARU")
    buku = change(buku, "Tabel 4.2", f"{SUB}#1.1", INDIKATOR, "Jumlah Dokumen Perencanaan (Dengan Satuan: Berkas)")
    buku = change(buku, "Tabel 4.2", f"{SUB}#1.1", "2028 / TARGET", 3)
    buku = change(buku, "Tabel 4.2", SUB, "2028 / PAGU", 7)
    buku = change(buku, "Tabel 4.2", "1.06.04#1.1", "2026 / TARGET", None)
    buku = change(buku, "Tabel 3.1", "S4.1", "INDIKATOR", "Indeks Kepuasan Masyarakat")
    buku = without(buku, "Tabel 4.2", "2.13.05.2.01.0009", "2.13.05.2.01.0009#1.1")
    impor = bring_in_book(buku, tujuan)
    question = next(each for each in impor.findings() if each.tingkat == "tanya")
    assert question.alasan.startswith(
        "3 baris yang tersimpan tidak ada di lembar ini: Subkegiatan 2.13.05.2.01.0009"
    )
    p = look(buku, tujuan, {"soal:tarik Tabel 4.2": "tarik"})
    assert not against(p)
    Penulis(tujuan.user, "uji", tujuan.at).write(p.perubahan)
    assert printed(renstra, murni) == before
    enact(dokumen=draft)
    assert printed(renstra, murni) == before
    rows = {row["kunci"]: row["nilai"] for row in prints(renstra)["tabel-4.2"]["baris"]}
    assert rows["1.06.04"]["uraian"] == "PROGRAM BARU"
    assert rows[f"{SUB}#1.1"]["indikator"] == "Jumlah Dokumen Perencanaan (Dengan Satuan: Berkas)"
    targets = [rows[f"{SUB}#1.1"][f"target_{year}"] for year in range(2025, 2031)]
    assert targets == ["2", "2", "2", "3", "2", "2"]
    assert (rows[SUB]["pagu_2028"], rows[SUB]["pagu_2027"]) == ("7", "197110800")
    assert (rows["1.06.04#1.1"]["target_2026"], rows["1.06.04#1.1"]["target_2027"]) == (None, "70")
    assert "2.13.05.2.01.0009" not in rows


def test_a_successor_by_import_is_the_one_the_service_makes(renstra: Any, people: Any) -> None:
    """The same change once by the service, once by a file: the same row, the same figures of the rancangan."""
    tujuan = goal(renstra, people["sekretariat"])
    seen = []
    for by_file in (False, True):
        draft = start_perubahan(renstra=renstra, **PERUBAHAN)
        row = Indikator.objects.get(renstra=renstra, kode="T1.1", akhir=None)
        if by_file:
            take(change(template(tujuan), "Tabel 3.1", "T1.1", "INDIKATOR", "Cakupan baru"), tujuan)
        else:
            replace_row(row=row, dokumen=draft, nama="Cakupan baru")
        new = Indikator.objects.get(renstra=renstra, kode="T1.1", mulai=draft)
        assert (new.menggantikan_id, new.akhir_id) == (row.pk, None)
        assert Indikator.objects.get(pk=row.pk).akhir_id == draft.pk
        values = {f.attname: getattr(new, f.attname) for f in new._meta.concrete_fields}
        stated = sorted(new.target.filter(dokumen=draft).values_list("tahun", "jenis", "nilai", "diubah_pada"))
        seen.append(({n: v for n, v in values.items() if n not in {"id", "mulai_id", "diubah_pada"}}, len(stated)))
        discard_perubahan(dokumen=draft)
    assert seen[0] == seen[1]


def test_rows_are_withdrawn_only_when_a_person_says_so(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    buku = template(tujuan)
    empty_plan(renstra)
    take(buku, tujuan)
    fewer = without(buku, "Tabel 4.2", SUB, f"{SUB}#1.1")
    asked = look(fewer, tujuan)
    assert [each.soal for each in asked.temuan if each.tingkat == "tanya"] == ["tarik Tabel 4.2"]
    assert look(fewer, tujuan, {"soal:tarik Tabel 4.2": "biarkan"}).perubahan == []
    take(fewer, tujuan, {"soal:tarik Tabel 4.2": "tarik"})
    assert not Subkegiatan.objects.filter(renstra=renstra, kode=SUB).exists()
    assert not Pagu.objects.filter(dokumen__renstra=renstra, subkegiatan__kode=SUB).exists()


def test_a_later_file_changes_the_rows_of_its_own_rancangan_in_place(renstra: Any, people: Any) -> None:
    tujuan = goal(renstra, people["sekretariat"])
    buku = template(tujuan)
    empty_plan(renstra)
    take(buku, tujuan)
    p = look(change(buku, "Tabel 4.2", "1.06.04", URAIAN, "PROGRAM BARU"), tujuan)
    [only] = p.perubahan
    assert (only.aksi, only.model, only.sesudah) == ("ubah", "programs.program", {"nama": "PROGRAM BARU"})
    assert only.nama.startswith("Program 1.06.04 PROGRAM REHABILITASI SOSIAL")
    emptied = look(change(buku, "Tabel 4.2", SUB, "2028 / PAGU", None), tujuan)
    zero = look(change(buku, "Tabel 4.2", SUB, "2028 / PAGU", 0), tujuan)
    assert [each.aksi for each in emptied.perubahan] == ["hapus"]
    assert [(each.aksi, each.sesudah) for each in zero.perubahan] == [("ubah", {"nilai": "0"})]
    assert zero.perubahan[0].nama.startswith("Pagu 2028 Subkegiatan 1.06.01.2.01.0001")


# Ranges and graded units --------------------------------------------------------------------------------------


def test_a_range_and_a_graded_target_are_printed_and_come_back(renstra: Any, people: Any) -> None:
    """Printed by their lower bound or score alone they would be other targets."""
    tujuan, dokumen = goal(renstra, people["sekretariat"]), plan_document(renstra)
    ranged, graded = (Indikator.objects.get(renstra=renstra, kode=kode) for kode in ("1.06.01#1.2", "S4.1"))
    Indikator.objects.filter(pk=ranged.pk).update(polaritas="rentang")
    Target.objects.filter(dokumen=dokumen, indikator=ranged, tahun=2026).update(
        nilai=70, nilai_atas=Decimal("80.5")
    )
    Indikator.objects.filter(pk=graded.pk).update(skala={"WTP": 4, "WDP": 3}, satuan="Opini", baseline=3)
    Target.objects.filter(dokumen=dokumen, indikator=graded).update(nilai=4)
    before = prints(renstra)
    rows = {row["kunci"]: row["nilai"] for slug in ("tabel-4.2", "tabel-3.1") for row in before[slug]["baris"]}
    assert rows["1.06.01#1.2"]["target_2026"] == "70–80,5"
    assert [rows["S4.1"][name] for name in ("kondisi_awal", "target_2026", "akhir_periode")] == [
        "WDP",
        "WTP",
        "WTP",
    ]
    buku = template(tujuan)
    empty_plan(renstra)
    take(buku, tujuan)
    make_rule(renstra)
    assert prints(renstra) == before
    stated = Target.objects.get(indikator__kode="1.06.01#1.2", dokumen__renstra=renstra, tahun=2026)
    assert (stated.nilai, stated.nilai_atas) == (70, Decimal("80.5"))
