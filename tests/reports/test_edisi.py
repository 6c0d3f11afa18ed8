"""Editions: what is published stays as it was, says what it lacks, and tells what changed since the one before."""

import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pypdf
import pytest
import segno
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from programs.models import Dokumen, Jabatan, Pejabat
from renstra.tabular.beku import data_hash, freeze, thaw
from renstra.tabular.pdf import render_pdf
from reports.exports import edisi as penerbitan
from reports.exports.edisi import publish, stored_file, verification_address
from reports.models import Edisi
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import BelumPahamError, EdisiError, Isian, read_code
from reports.tables.registry import LAPORAN, TABLES, build_report
from targets.choices import Aksi
from targets.models import LaporanTriwulan, PengaturanKinerja, Target
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.perubahan import enact, start_perubahan
from targets.services.realisasi import Isian as Sel
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat
from tests.workbook import open_sheet

pytestmark = pytest.mark.django_db
HARI = date(2026, 4, 20)


@pytest.fixture
def panggung(db: Any) -> Panggung:
    """The small agency with a head in office; of its units only bidang-a has anything to report in 2026."""
    stage = buat_panggung("edisi")
    Target.objects.filter(dokumen=stage.dokumen, tahun=2025).delete()
    post = Jabatan.objects.create(
        pemerintah_daerah=stage.agency.pemerintah_daerah,
        perangkat_daerah=stage.agency,
        kode="kepala-edisi",
        nama="Kepala Dinas Uji",
        jenis="kepala_pd",
    )
    Pejabat.objects.create(jabatan=post, nama="Nama Contoh, M.Si.", nip="1" * 18, mulai=date(2025, 1, 1))
    reviewer = Jabatan.objects.create(
        pemerintah_daerah=stage.agency.pemerintah_daerah,
        kode="kepala-bappeda-edisi",
        nama="Kepala Bappeda",
        jenis="lain",
        penilai=True,
    )
    Pejabat.objects.create(jabatan=reviewer, nama="Penilai Contoh", mulai=date(2025, 1, 1))
    return stage


def asked(panggung: Panggung, **more: Any) -> Permintaan:
    return Permintaan(panggung.renstra, TAHUN, 1, **more)


def terbitkan(panggung: Panggung, *, oleh: str = "pemeriksa", at: datetime | None = None, **more: Any) -> Edisi:
    """Publish E.81 of TW I, signed on 20 April unless said otherwise."""
    stated: dict[str, Any] = {"tanggal": HARI, "paham": True} | more
    when = at or saat(20)
    return publish(user=panggung.orang[oleh], slug="e81", asked=asked(panggung), isian=Isian(**stated), at=when)


def text_of(edisi: Edisi) -> str:
    reader = pypdf.PdfReader(io.BytesIO(bytes(edisi.pdf)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def correct(panggung: Panggung, nilai: str) -> None:
    """Correct the locked figure of indicator A through the services, from request to lock."""
    laporan = LaporanTriwulan.objects.get(unit=panggung.unit, triwulan=1, koreksi_ke=0)
    asked = request_exception(
        laporan=laporan, alasan="Angka berubah.", user=panggung.orang["staf"], at=saat(1, bulan=5)
    )
    decide_exception(
        kelonggaran=asked,
        setuju=True,
        user=panggung.orang["pemeriksa"],
        sampai=saat(30, bulan=5),
        at=saat(2, bulan=5),
    )
    panggung.save(Sel(panggung.baris("A"), "nilai", nilai, "20"), at=saat(3, bulan=5), oleh="rekan")
    draft = panggung.report()
    draft = panggung.step(draft, Aksi.AJUKAN, "staf", at=saat(4, bulan=5))
    draft = panggung.step(draft, Aksi.VERIFIKASI, "pemeriksa", at=saat(5, bulan=5))
    panggung.step(draft, Aksi.KUNCI, "kepala", at=saat(6, bulan=5))


# What an edition is ---------------------------------------------------------------------------------------------


def test_an_edition_holds_number_date_signatory_files_and_a_code(panggung: Panggung, events: Any) -> None:
    panggung.bring_to("dikunci")
    edisi = terbitkan(panggung, nomor_naskah="000.7/1/2026")
    assert (edisi.nomor, edisi.tahun, edisi.triwulan, edisi.dokumen) == (1, TAHUN, 1, None)
    assert edisi.penanda.splitlines()[0] == "Kepala Dinas Uji: Nama Contoh, M.Si."
    assert edisi.diterbitkan_oleh == panggung.orang["pemeriksa"]
    assert len(edisi.token) >= 43 and len(edisi.kode) == 10 and not set(edisi.kode) & set("ILOU")
    assert edisi.perbedaan == [] and edisi.menggantikan is None
    text = text_of(edisi)
    assert f"Kode verifikasi: {edisi.kode_cetak}" in text
    assert "Edisi ke-1, 20 April 2026" in text and "Nomor 000.7/1/2026" in text
    assert "Nama Contoh, M.Si." in text
    [line] = [json.loads(line) for line in events.lines if "edisi-terbit" in line]
    assert (line["pengguna"], line["laporan"], line["edisi"]) == ("edisi-pemeriksa", "e81", 1)
    assert edisi.token not in str(line)


def test_the_qr_leads_to_the_page_of_the_token(panggung: Panggung, settings: Any) -> None:
    """No decoder here: the picture is compared with the one segno draws of the address."""
    settings.ALAMAT_SITUS = "https://renstra.contoh.go.id"
    panggung.bring_to("dikunci")
    edisi = terbitkan(panggung)
    address = f"https://renstra.contoh.go.id/verifikasi/{edisi.token}/"
    assert verification_address(edisi.token) == address
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=6, border=2)
    qr = thaw(edisi.isi).qr
    assert qr is not None and qr.png == out.getvalue()
    assert "Periksa di https://renstra.contoh.go.id/verifikasi/" in text_of(edisi)


def test_without_an_address_for_the_qr_nothing_is_published(panggung: Panggung, settings: Any) -> None:
    settings.ALAMAT_SITUS = ""
    panggung.bring_to("dikunci")
    with pytest.raises(EdisiError, match="ALAMAT_SITUS"):
        terbitkan(panggung)
    assert not Edisi.objects.exists()


def test_the_workbook_of_an_edition_carries_code_and_figures(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    edisi = terbitkan(panggung)
    cells = [str(cell.value) for row in open_sheet(bytes(edisi.xlsx)) for cell in row if cell.value is not None]
    assert any(edisi.kode_cetak in text for text in cells)
    assert "1000000" in cells


def test_a_typed_code_is_read_as_it_may_be_misread() -> None:
    assert read_code(" k7q2m-9xmdw ") == "K7Q2M9XMDW"
    assert read_code("o1iL0 00000") == "0111000000"


@pytest.mark.parametrize("slug", LAPORAN)
def test_every_report_can_become_an_edition(panggung: Panggung, slug: str) -> None:
    """Frozen, put through JSON and thawed it says the same; who signs is named for each."""
    panggung.bring_to("dikunci")
    plan = slug in TABLES
    request = Permintaan.of_plan(panggung.renstra) if plan else asked(panggung)
    naskah = penerbitan.draft(LAPORAN[slug], request, Isian(HARI), saat(20))
    thawed = thaw(json.loads(json.dumps(freeze(naskah.table))))
    assert data_hash(thawed) == data_hash(naskah.table)
    assert naskah.penanda and naskah.nomor == 1


def test_the_agreement_of_a_unit_is_numbered_by_itself(panggung: Panggung) -> None:
    def agreement(unit: str) -> Edisi:
        request = Permintaan(panggung.renstra, TAHUN, unit=unit)
        isian = Isian(date(2026, 1, 15), paham=True)
        return publish(user=panggung.orang["kepala"], slug="pk", asked=request, isian=isian, at=saat(20))

    whole, unit = agreement(""), agreement("bidang-a")
    assert (whole.nomor, whole.masa) == (1, "Tahun 2026")
    assert (unit.nomor, unit.masa) == (1, "Tahun 2026, unit bidang-a")
    assert "Kepala Dinas Uji: Nama Contoh, M.Si." in whole.penanda.splitlines()
    with pytest.raises(EdisiError, match="Tidak ada yang berubah"):
        agreement("bidang-a")


# What stays -----------------------------------------------------------------------------------------------------


def test_a_year_of_changes_later_an_edition_is_the_same_to_the_byte(panggung: Panggung) -> None:
    """Figures, plan, officials and formulas move on; files and frozen table do not."""
    panggung.bring_to("dikunci")
    edisi = terbitkan(panggung)
    files = {format: stored_file(edisi, format) for format in ("pdf", "xlsx")}
    correct(panggung, "25")
    draft = start_perubahan(renstra=panggung.renstra, nomor="2", tanggal=date(2026, 6, 1))
    Target.objects.filter(dokumen=draft).update(nilai=500)
    enact(dokumen=draft)
    Pejabat.objects.filter(jabatan__kode="kepala-edisi").update(nama="Orang Lain", selesai=date(2026, 5, 1))
    PengaturanKinerja.objects.update_or_create(
        perangkat_daerah=panggung.agency, defaults={"perlakuan_kosong": "nol", "batas_rata_rata": 200}
    )
    changed = penerbitan.draft(LAPORAN["e81"], asked(panggung), Isian(HARI), saat(20, bulan=4, tahun=2027))
    assert data_hash(changed.table) != edisi.hash_data, "the changes above must show in a new edition"
    again = Edisi.objects.get(pk=edisi.pk)
    assert {format: stored_file(again, format) for format in files} == files
    assert data_hash(thaw(again.isi)) == again.hash_data == edisi.hash_data
    table = thaw(again.isi)
    assert render_pdf(table) == files["pdf"].content
    assert files["pdf"].name == "e81-tw-i-2026-edisi-1.pdf"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_edisi SET judul = 'lain'",
        "UPDATE reports_edisi SET nomor = nomor + 1, hash_data = ''",
        "DELETE FROM reports_edisi",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_edition(panggung: Panggung, statement: str) -> None:
    panggung.bring_to("dikunci")
    edisi = terbitkan(panggung)
    with pytest.raises(DatabaseError, match="tidak dapat di"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
    assert Edisi.objects.get(pk=edisi.pk).hash_data == edisi.hash_data


def test_no_way_of_the_orm_changes_or_deletes_an_edition(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    edisi = terbitkan(panggung)
    edisi.judul = "Lain"
    ways: list[Any] = [
        edisi.save,
        edisi.delete,
        lambda: Edisi.objects.filter(pk=edisi.pk).update(judul="Lain"),
        lambda: Edisi.objects.all().delete(),
        lambda: Edisi.objects.bulk_update([edisi], ["judul"]),
        lambda: Edisi.objects.filter(pk=edisi.pk)._raw_delete("default"),
    ]
    for way in ways:
        with pytest.raises(DatabaseError, match="tidak dapat di"), transaction.atomic():
            way()
    assert not Edisi.objects.filter(judul="Lain").exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
def test_a_replace_does_not_slip_past_the_guards_of_editions(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    terbitkan(panggung)
    with pytest.raises(DatabaseError, match="tidak dapat dihapus"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("REPLACE INTO reports_edisi SELECT * FROM reports_edisi")


# Who, and when not ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("oleh", ["staf", "staf_sekretariat", "admin", "pembaca"])
def test_only_sekretariat_and_the_head_publish(panggung: Panggung, oleh: str) -> None:
    panggung.bring_to("dikunci")
    with pytest.raises(PermissionDenied):
        terbitkan(panggung, oleh=oleh)
    assert not Edisi.objects.exists()


def test_sekretariat_of_another_agency_publishes_nothing_here(panggung: Panggung) -> None:
    other = buat_panggung("tetangga")
    with pytest.raises(PermissionDenied):
        publish(user=other.orang["pemeriksa"], slug="e81", asked=asked(panggung), isian=Isian(HARI, paham=True))


def test_drafts_never_become_an_edition(panggung: Panggung) -> None:
    panggung.bring_to("diajukan")
    with pytest.raises(EdisiError, match="terverifikasi"):
        publish(
            user=panggung.orang["kepala"],
            slug="e81",
            asked=asked(panggung, dengan_draf=True),
            isian=Isian(HARI, paham=True),
        )


def test_a_rancangan_is_not_published(panggung: Panggung) -> None:
    draft = start_perubahan(renstra=panggung.renstra)
    with pytest.raises(EdisiError, match="rancangan"):
        publish(
            user=panggung.orang["kepala"],
            slug="tabel-4.5",
            asked=Permintaan.of_plan(panggung.renstra, draft),
            isian=Isian(HARI, paham=True),
        )


def test_a_table_of_the_plan_is_an_edition_of_its_document(panggung: Panggung) -> None:
    plan = Permintaan.of_plan(panggung.renstra)
    edisi = publish(user=panggung.orang["kepala"], slug="tabel-4.5", asked=plan, isian=Isian(HARI))
    assert (edisi.dokumen, edisi.tahun, edisi.triwulan, edisi.nomor) == (panggung.dokumen, None, None, 1)
    assert edisi.kekurangan == []


def test_publishing_again_without_a_change_is_refused(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    terbitkan(panggung)
    with pytest.raises(EdisiError, match="Tidak ada yang berubah sejak edisi ke-1"):
        terbitkan(panggung, at=saat(21))
    second = terbitkan(panggung, tanggal=date(2026, 4, 22), at=saat(22))
    assert (second.nomor, second.menggantikan.nomor) == (2, 1)  # type: ignore[union-attr]
    assert [(each["kolom"], each["lama"], each["baru"]) for each in second.perbedaan] == [
        ("Tanggal penandatanganan", "20 April 2026", "22 April 2026")
    ]


def test_another_signatory_on_the_same_day_is_another_edition(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    terbitkan(panggung)
    post = Jabatan.objects.get(kode="kepala-edisi")
    Pejabat.objects.create(jabatan=post, nama="Pelaksana Contoh", mulai=HARI, selesai=HARI, status="plt")
    second = terbitkan(panggung, at=saat(21))
    assert second.penanda.splitlines()[0] == "Plt. Kepala Dinas Uji: Pelaksana Contoh"
    assert "Plt. Kepala Dinas Uji," in text_of(second)
    [change] = second.perbedaan
    assert change["kolom"] == "Penanda tangan" and "Pelaksana Contoh" in change["baru"]
    assert change["baru"].splitlines()[1] == "Kepala Bappeda: Penilai Contoh"


# What is missing ------------------------------------------------------------------------------------------------


def test_what_is_missing_must_be_known_and_is_printed(panggung: Panggung) -> None:
    """Nobody has verified what bidang-a handed in: the edition holds none of it and says so."""
    panggung.bring_to("diajukan")
    with pytest.raises(BelumPahamError) as caught:
        terbitkan(panggung, paham=False)
    assert caught.value.kekurangan == ["laporan TW I 2026 Bidang-A (belum terverifikasi)"]
    assert not Edisi.objects.exists()
    edisi = terbitkan(panggung)
    assert edisi.kekurangan == caught.value.kekurangan
    said = "Belum tercakup: laporan TW I 2026 Bidang-A (belum terverifikasi)."
    assert said in text_of(edisi)
    assert said in thaw(edisi.isi).notes
    cells = [str(cell.value) for row in open_sheet(bytes(edisi.xlsx)) for cell in row]
    assert any(said in text for text in cells)


def test_a_figure_not_reported_and_an_earlier_year_are_named(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    assert terbitkan(panggung).kekurangan == []
    panggung.add_indicator("C")  # due in TW I, stated in no report; its target of 2025 has no realisasi either
    found = terbitkan(panggung, at=saat(21)).kekurangan
    assert found == [
        "realisasi tahun 2025 dari 1 indikator (belum terverifikasi)",
        "1 angka Bidang-A pada TW I 2026 (belum dilaporkan)",
    ]


def test_nobody_in_office_on_the_day_is_missing_too(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    found = terbitkan(panggung, tanggal=date(2024, 12, 31)).kekurangan
    assert "nama Kepala Dinas Uji (pejabat pada 31 Desember 2024 belum diisi)" in found


def test_an_open_correction_leaves_the_locked_figures_covered(panggung: Panggung) -> None:
    locked = panggung.bring_to("dikunci")
    before = terbitkan(panggung)
    request = request_exception(laporan=locked, alasan="Keliru.", user=panggung.orang["staf"], at=saat(21))
    decide_exception(
        kelonggaran=request, setuju=True, user=panggung.orang["pemeriksa"], sampai=saat(29), at=saat(21)
    )
    panggung.save(Sel(panggung.baris("A"), "nilai", "90", "20"), at=saat(22))
    with pytest.raises(EdisiError, match="Tidak ada yang berubah"):
        terbitkan(panggung, at=saat(23))
    assert "laporan TW I" not in " ".join(before.kekurangan)


# What changed ---------------------------------------------------------------------------------------------------


def test_a_correction_makes_a_new_edition_that_names_cell_old_new_who_and_when(panggung: Panggung) -> None:
    """A: 20 becomes 25, typed by the colleague on 3 May; the target of 100 makes 20,00 % and then 25,00 %."""
    panggung.bring_to("dikunci")
    first = terbitkan(panggung)
    correct(panggung, "25")
    second = terbitkan(panggung, at=saat(7, bulan=5))
    assert (second.nomor, second.menggantikan) == (2, first)
    quarter = [each for each in second.perbedaan if each["kolom"].endswith("I / K")]
    assert [(each["lama"], each["baru"], each["oleh"]) for each in quarter] == [("20", "25", "edisi-rekan")]
    assert datetime.fromisoformat(quarter[0]["pada"]) == saat(3, bulan=5)
    assert "Sub 1" in quarter[0]["baris"]
    first.refresh_from_db()
    assert first.pengganti == second
    assert not any("Rp" in each["kolom"] for each in second.perbedaan)


def test_a_changed_target_is_traced_to_who_changed_it_not_to_who_reported(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    terbitkan(panggung)
    correct(panggung, "25")
    target = Target.objects.get(dokumen=panggung.dokumen, indikator=panggung.indikator["A"], tahun=TAHUN)
    target.nilai = Decimal(200)
    target._history_user = panggung.orang["admin"]  # type: ignore[attr-defined]
    target._history_date = saat(2, bulan=5)  # type: ignore[attr-defined]
    target.save()
    second = terbitkan(panggung, at=saat(7, bulan=5))
    told = {each["kolom"].partition(" / ")[0]: each["oleh"] for each in second.perbedaan if each["lama"] == "100"}
    assert set(told.values()) == {"edisi-admin"}


def test_a_figure_verified_since_is_traced_to_who_typed_it(panggung: Panggung) -> None:
    panggung.bring_to("diajukan")
    terbitkan(panggung)
    panggung.step(panggung.report(), Aksi.VERIFIKASI, "pemeriksa", at=saat(21))
    second = terbitkan(panggung, at=saat(22))
    quarter = [each for each in second.perbedaan if each["kolom"].endswith("I / K") and "Sub 1" in each["baris"]]
    assert [(each["lama"], each["baru"], each["oleh"]) for each in quarter] == [("(kosong)", "20", "edisi-staf")]
    money = [each for each in second.perbedaan if each["kolom"].endswith("I / Rp")]
    assert {each["baru"] for each in money} == {"1.000.000"} and {each["oleh"] for each in money} == {"edisi-staf"}


def test_an_enacted_document_is_named_where_nobody_typed(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    terbitkan(panggung)
    renja = Dokumen.objects.create(renstra=panggung.renstra, jenis="renja", tahun=TAHUN)
    Target.objects.bulk_create(
        [Target(dokumen=renja, indikator=panggung.indikator["A"], tahun=TAHUN, nilai=Decimal(80))]
    )
    renja.status, renja.nomor, renja.tanggal = "ditetapkan", "1", date(2026, 4, 21)
    renja._history_user = panggung.orang["pemeriksa"]  # type: ignore[attr-defined]
    renja._history_date = saat(21)  # type: ignore[attr-defined]
    renja.save()
    second = terbitkan(panggung, at=saat(22))
    [target] = [each for each in second.perbedaan if (each["lama"], each["baru"]) == ("100", "80")]
    assert target["oleh"] == "edisi-pemeriksa (penetapan Renja 2026)"


# At the same time -----------------------------------------------------------------------------------------------


def test_whoever_finds_the_place_taken_takes_the_next(panggung: Panggung, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the draft of the second and its storing the first is stored: the second becomes edition 2."""
    panggung.bring_to("dikunci")
    compose, once = penerbitan._compose, list[bool]()

    def slow(*arguments: Any) -> Edisi:
        edisi = compose(*arguments)
        if not once:
            once.append(True)
            terbitkan(panggung, tanggal=HARI + timedelta(1))
        return edisi

    monkeypatch.setattr(penerbitan, "_compose", slow)
    late = terbitkan(panggung)
    assert late.nomor == 2
    assert sorted(Edisi.objects.values_list("nomor", flat=True)) == [1, 2]


def test_figures_that_change_while_it_is_built_are_read_again(
    panggung: Panggung, monkeypatch: pytest.MonkeyPatch
) -> None:
    panggung.bring_to("dikunci")
    built = list[Any]()

    def changing(*arguments: Any) -> Any:
        table = build_report(*arguments)
        built.append(table)
        if len(built) == 1:
            Target.objects.filter(indikator=panggung.indikator["A"], tahun=TAHUN).update(nilai=50)
        return table

    monkeypatch.setattr(penerbitan, "build_report", changing)
    edisi = terbitkan(panggung)
    assert len(built) == 2
    assert replace(thaw(edisi.isi)).rows and "50" in text_of(edisi)


def test_one_report_takes_few_queries_to_publish(panggung: Panggung, django_assert_max_num_queries: Any) -> None:
    panggung.bring_to("dikunci")
    terbitkan(panggung)
    correct(panggung, "25")
    with django_assert_max_num_queries(75):
        terbitkan(panggung, at=saat(7, bulan=5))
