"""Targets and pagu of one rancangan, brought in from its template."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from imports.importers.dokumen import DokumenPengimpor
from imports.services.impor import undo
from imports.services.pengimpor import Tujuan
from imports.services.penulis import ImporError
from programs.models import Dokumen
from renstra.lib.berkas import XLSX
from renstra.lib.importing import SelError
from targets.models import Pagu, PaguTriwulan, RencanaSubkegiatan, Target, TargetTriwulan
from tests.imports.alat import Baris, book_of, checked, csv_of, impor, kalimat, periksa, templat
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
DOKUMEN = DokumenPengimpor()
SUB = "1.06.04.2.01.0001"
LIMA = book_of({"Target": [["Kode", "Target 2027"], ["A", 5]]})


@pytest.fixture
def panggung() -> Panggung:
    return buat_panggung()


def tujuan(panggung: Panggung, ke: str = "baru:renja:2027", oleh: str = "pemeriksa") -> Tujuan:
    return Tujuan(
        user=panggung.orang[oleh],
        at=saat(6),
        perangkat_daerah=panggung.agency,
        renstra=panggung.renstra,
        parameter={"ke": ke},
    )


def renja(panggung: Panggung, **values: Any) -> Dokumen:
    return Dokumen.objects.create(**{"renstra": panggung.renstra, "jenis": "renja", "tahun": 2027, **values})


def test_a_new_renja_is_begun_with_its_targets_and_pagu(panggung: Panggung) -> None:
    go = tujuan(panggung)
    ketik = {
        ("Target", "A", "Target 2027"): 110,
        ("Target", "A", "Target 2028"): 120,
        ("Target", "B", "Target 2027"): 0,
        ("Pagu", SUB, "Pagu 2027"): 123456789012345,
        ("Pagu", SUB, "Sumber dana"): "PAD",
        ("Pagu", SUB, "Lokasi"): "Batam Kota",
    }
    impor(DOKUMEN, go, templat(DOKUMEN, go, ketik))
    dokumen = Dokumen.objects.get(renstra=panggung.renstra, jenis="renja", tahun=2027)
    assert dokumen.status == "rancangan"
    targets = {(row.indikator.kode, row.tahun): row.nilai for row in Target.objects.filter(dokumen=dokumen)}
    assert targets == {("A", 2027): 110, ("A", 2028): 120, ("B", 2027): 0}  # zero is a target
    pagu = Pagu.objects.get(dokumen=dokumen)
    assert (pagu.nilai, pagu.tahun, pagu.sumber_dana) == (123456789012345, 2027, "PAD")
    assert RencanaSubkegiatan.objects.get(dokumen=dokumen).lokasi == "Batam Kota"
    assert Target.history.filter(dokumen=dokumen).first().history_user == panggung.orang["pemeriksa"]
    assert (
        Target.objects.filter(dokumen=panggung.dokumen).count() == 10
    )  # the Renstra's own: 2 indicators, 5 years


def test_the_template_brought_in_again_changes_nothing(panggung: Panggung) -> None:
    draft = renja(panggung)
    panggung.add_indicator("P", satuan="Persen", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    panggung.add_indicator("R", polaritas="rentang")
    panggung.add_indicator("G", skala={"WTP": 4, "WDP": 3})
    for kode, nilai, atas in (("P", "0.5", None), ("R", "10", "20.25"), ("G", "4", None), ("A", "0", None)):
        Target.objects.create(
            dokumen=draft, indikator=panggung.indikator[kode], tahun=2027, nilai=Decimal(nilai), nilai_atas=atas
        )
    for sumber, pagu in (("PAD", 999999999999999), ("DAK", 0)):
        row = {"dokumen": draft, "subkegiatan": panggung.subkegiatan, "tahun": 2027}
        Pagu.objects.create(**row, sumber_dana=sumber, nilai=pagu)
    RencanaSubkegiatan.objects.create(
        dokumen=draft, subkegiatan=panggung.subkegiatan, tahun=2027, lokasi='=1+1 "kutip"', catatan="dua\nbaris 🙂"
    )
    go = tujuan(panggung, str(draft.pk))
    found = checked(DOKUMEN, go, templat(DOKUMEN, go))
    assert (found.status, found.findings()) == ("sama", [])
    assert found.banyak_sama == 4 + 2 + 1


def test_an_emptied_cell_takes_the_figure_away_and_undo_brings_it_back(panggung: Panggung) -> None:
    draft = renja(panggung)
    kept = Target.objects.create(dokumen=draft, indikator=panggung.indikator["A"], tahun=2027, nilai=5)
    go = tujuan(panggung, str(draft.pk))
    content = templat(DOKUMEN, go, {("Target", "A", "Target 2027"): None})
    p = periksa(DOKUMEN, go, content)
    found = [(each.aksi, each.nama, each.tempat) for each in p.perubahan]
    assert found == [("hapus", "target A 2027", "Target!E5")]
    row = impor(DOKUMEN, go, content)
    assert not Target.objects.filter(dokumen=draft).exists()
    undo(impor=row, pengimpor=DOKUMEN, user=go.user, at=go.at)
    again = Target.objects.get(dokumen=draft)
    assert (again.pk, again.nilai) == (kept.pk, 5)


def test_the_sources_of_funds_of_a_subkegiatan_are_stated_together(panggung: Panggung) -> None:
    """Rp 70 of PAD renamed to DAK stays Rp 70: the old source goes with its money."""
    draft = renja(panggung)
    Pagu.objects.create(dokumen=draft, subkegiatan=panggung.subkegiatan, tahun=2027, sumber_dana="PAD", nilai=70)
    go = tujuan(panggung, str(draft.pk))
    impor(DOKUMEN, go, templat(DOKUMEN, go, {("Pagu", SUB, "Sumber dana"): "DAK"}))
    assert [(row.sumber_dana, row.nilai) for row in Pagu.objects.filter(dokumen=draft)] == [("DAK", 70)]


def test_what_has_no_column_or_row_stays(panggung: Panggung) -> None:
    draft = renja(panggung)
    for kode, tahun in (("A", 2027), ("A", 2028), ("B", 2027)):
        Target.objects.create(dokumen=draft, indikator=panggung.indikator[kode], tahun=tahun, nilai=5)
    go = tujuan(panggung, str(draft.pk))
    impor(DOKUMEN, go, book_of({"Target": [["Kode", "Target 2027"], ["A", 6]]}))
    stated = {(row.indikator.kode, row.tahun): row.nilai for row in Target.objects.filter(dokumen=draft)}
    assert stated == {("A", 2027): 6, ("A", 2028): 5, ("B", 2027): 5}


def test_the_perubahan_of_a_renja_begins_as_a_copy_with_the_differences_in_it(panggung: Panggung) -> None:
    murni = renja(panggung, status="ditetapkan")
    for kode, tahun in (("A", 2027), ("A", 2028), ("B", 2027)):
        Target.objects.create(dokumen=murni, indikator=panggung.indikator[kode], tahun=tahun, nilai=5)
    Pagu.objects.create(dokumen=murni, subkegiatan=panggung.subkegiatan, tahun=2027, sumber_dana="PAD", nilai=70)
    go = tujuan(panggung, f"ubah:{murni.pk}")
    assert f"ubah:{murni.pk}" in DOKUMEN.parameter(go)[0].pilihan
    assert (
        checked(DOKUMEN, go, templat(DOKUMEN, go)).status == "sama"
    )  # without a difference there is no perubahan
    ketik = {
        ("Target", "A", "Target 2027"): 6,
        ("Target", "B", "Target 2027"): None,
        ("Pagu", SUB, "Pagu 2028"): 80,
    }
    row = impor(DOKUMEN, go, templat(DOKUMEN, go, ketik))
    assert "target A 2027 (semula 5)" in [each.nama for each in row.changes()]
    assert "dengan 3 angka atau keterangan yang berbeda; tidak disalin: target B 2027." in row.findings()[0].alasan
    baru = Dokumen.objects.get(renstra=panggung.renstra, jenis="renja", perubahan_ke=1)
    assert (baru.status, baru.tahun) == ("rancangan", 2027)
    targets = {(each.indikator.kode, each.tahun): each.nilai for each in Target.objects.filter(dokumen=baru)}
    assert targets == {("A", 2027): 6, ("A", 2028): 5}
    pagu = {(each.tahun, each.sumber_dana): each.nilai for each in Pagu.objects.filter(dokumen=baru)}
    assert pagu == {(2027, "PAD"): 70, (2028, "PAD"): 80}
    assert Target.objects.filter(dokumen=murni).count() == 3
    assert checked(DOKUMEN, go, templat(DOKUMEN, go)).status == "sama"  # now the rancangan is what is filled
    undo(impor=row, pengimpor=DOKUMEN, user=go.user, at=go.at)
    assert not Dokumen.objects.filter(pk=baru.pk).exists()


@pytest.mark.parametrize("status", ["ditetapkan", "dicabut"])
def test_an_enacted_document_refuses_by_name(panggung: Panggung, status: str) -> None:
    enacted = renja(panggung, status=status)
    for ke in (str(enacted.pk), "baru:renja:2027"):
        p = periksa(DOKUMEN, tujuan(panggung, ke), book_of({"Target": [["Kode", "Target 2027"], ["A", 6]]}))
        [sentence] = kalimat(p)
        assert f"Renja 2027 berstatus {status}" in sentence
        assert "perubahan" in sentence


def test_a_document_enacted_after_the_preview_takes_nothing(panggung: Panggung) -> None:
    from imports.services.impor import apply

    draft = renja(panggung)
    go = tujuan(panggung, str(draft.pk))
    row = checked(DOKUMEN, go, templat(DOKUMEN, go, {("Target", "A", "Target 2027"): 6}))
    Dokumen.objects.filter(pk=draft.pk).update(status="ditetapkan")
    with pytest.raises(SelError, match="Renja 2027 berstatus ditetapkan"):
        apply(impor=row, pengimpor=DOKUMEN, user=go.user, at=go.at)
    assert not Target.objects.filter(dokumen=draft).exists()


@pytest.mark.parametrize("oleh", ["staf", "kepala", "admin", "pembaca"])
def test_only_the_sekretariat_brings_in_a_renja(panggung: Panggung, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        DOKUMEN.izinkan(tujuan(panggung, oleh=oleh))


def test_a_sekretariat_of_another_agency_brings_in_nothing(panggung: Panggung) -> None:
    other = buat_panggung("asing")
    go = tujuan(panggung)
    with pytest.raises(PermissionDenied):
        DOKUMEN.izinkan(
            Tujuan(user=other.orang["pemeriksa"], at=go.at, renstra=go.renstra, parameter=go.parameter)
        )


def test_staff_bring_in_the_quarter_targets_of_their_own_unit_only(panggung: Panggung) -> None:
    panggung.add_indicator("L", penanggung_jawab=panggung.lain)
    staf, lain = (tujuan(panggung, "baru:renaksi:2026", oleh) for oleh in ("staf", "staf_lain"))
    rows: Baris = [["Kode", "TW I", "TW II"], ["A", 20, 0], ["L", 5, ""]]
    p = periksa(DOKUMEN, staf, book_of({"Target triwulan": rows}))
    assert kalimat(p) == [
        "Target triwulan!B3: Baris ini milik Bidang-B. Diisi oleh staf unit itu atau Sekretariat."
    ]
    impor(DOKUMEN, staf, book_of({"Target triwulan": rows[:2]}))
    impor(
        DOKUMEN, lain, book_of({"Target triwulan": rows})
    )  # another unit's row that changes nothing is no matter
    stated = {(row.indikator.kode, row.triwulan): row.nilai for row in TargetTriwulan.objects.all()}
    assert stated == {("A", 1): 20, ("A", 2): 0, ("L", 1): 5}
    template = DOKUMEN.templat(staf)
    assert [row["kode"] for row in template.lembar[0].baris] == ["B", "A"]  # the order of the plan


def test_an_undo_leaves_a_document_that_others_have_filled_since(panggung: Panggung) -> None:
    staf, lain = (tujuan(panggung, "baru:renaksi:2026", oleh) for oleh in ("staf", "staf_lain"))
    panggung.add_indicator("L", penanggung_jawab=panggung.lain)
    first = impor(DOKUMEN, staf, book_of({"Target triwulan": [["Kode", "TW I"], ["A", 20]]}))
    impor(DOKUMEN, lain, book_of({"Target triwulan": [["Kode", "TW I"], ["L", 5]]}))
    with pytest.raises(ImporError, match="1 baris ditambahkan sesudahnya") as refusal:
        undo(impor=first, pengimpor=DOKUMEN, user=staf.user, at=staf.at)
    assert refusal.value.rincian == ["target triwulan Indikator L 2026 triwulan 1"]
    assert TargetTriwulan.objects.count() == 2


def test_the_money_of_quarters_comes_into_a_dpa(panggung: Panggung) -> None:
    go = tujuan(panggung, "baru:dpa:2026")
    ketik = {
        ("Pagu", SUB, "Pagu 2026"): 100,
        ("Pagu triwulan", SUB, "TW I"): 40,
        ("Pagu triwulan", SUB, "TW IV"): 0,
    }
    impor(DOKUMEN, go, templat(DOKUMEN, go, ketik))
    assert {(row.triwulan, row.nilai) for row in PaguTriwulan.objects.all()} == {(1, 40), (4, 0)}
    assert Pagu.objects.get(dokumen__jenis="dpa").nilai == 100
    draft = Dokumen.objects.get(jenis="dpa")
    again = tujuan(panggung, str(draft.pk))
    assert checked(DOKUMEN, again, templat(DOKUMEN, again)).status == "sama"


def test_a_renstra_perubahan_takes_targets_of_its_own_rows(panggung: Panggung) -> None:
    from targets.services import replace_row, start_perubahan

    draft = start_perubahan(renstra=panggung.renstra)
    successor = replace_row(row=panggung.indikator["A"], dokumen=draft, nama="Indikator A yang baru")
    go = tujuan(panggung, str(draft.pk))
    unchanged = checked(DOKUMEN, go, templat(DOKUMEN, go))
    assert (unchanged.status, unchanged.findings()) == ("sama", [])
    impor(
        DOKUMEN,
        go,
        templat(DOKUMEN, go, {("Target", "A", "Target 2027"): 111, ("Target", "A", "Target akhir periode"): 9}),
    )
    assert Target.objects.get(dokumen=draft, indikator=successor, tahun=2027).nilai == 111
    assert Target.objects.get(dokumen=draft, indikator=successor, jenis="akhir_periode").tahun == 2029
    assert Target.objects.get(dokumen=panggung.dokumen, indikator=panggung.indikator["A"], tahun=2027).nilai == 100


REFUSED: list[tuple[dict[str, list[list[Any]]], str]] = [
    ({"Target": [["Kode", "Target 2027"], ["Z", 5]]}, "Target!A2: Indikator “Z” tidak ada dalam rencana."),
    ({"Target": [["Kode", "Target 2027"], ["", 5]]}, "Target!A2: Baris ini berisi angka tanpa kode."),
    ({"Target": [["Kode", "Target 2027"], ["A", 5], ["A", 6]]}, "Target!A3: Kode ini sudah ada pada baris 2."),
    ({"Target": [["Kode", "Target 2027"], ["A", "lima"]]}, "Target!B2: “lima” bukan angka."),
    ({"Target": [["Kode", "Target 2027"], ["A", 123456789012]]}, "Target!B2: Angka terlalu besar"),
    (
        {"Target": [["Kode", "Satuan", "Target 2027"], ["A", "Persen", 5]]},
        "Target!B2: Satuan indikator ini “Orang”.",
    ),
    ({"Target": [["Kode", "Target 2027"], ["G", "XYZ"]]}, "Target!B2: “XYZ” tidak ada dalam skala satuan ini"),
    ({"Target": [["Kode", "Target 2027"], ["R", 5]]}, "Target!B2: Indikator rentang memerlukan batas bawah dan"),
    (
        {"Target": [["Kode", "Target 2027", "Batas atas 2027"], ["R", 5, 4]]},
        "Target!B2: Batas atas target di bawah",
    ),
    (
        {"Target": [["Kode", "Target 2027", "Batas atas 2027"], ["A", 5, 6]]},
        "Target!B2: Indikator ini bukan rentang",
    ),
    ({"Target": [["Kode", "Batas atas 2027"], ["R", 4]]}, "Target!B2: Batas atas terisi tanpa batas bawahnya."),
    ({"Target": [["Kode", "Keterangan"], ["A", 5]]}, "Target!: Tidak ada kolom yang dapat diisi."),
    ({"Rekap": [["Kode", "Target 2027"], ["A", 5]]}, "Rekap!: Tidak ada lembar yang dapat dibaca."),
    ({"Pagu": [["Kode", "Pagu 2027"], [SUB, -1]]}, "Pagu!B2: Uang ini tidak boleh negatif."),
    ({"Pagu": [["Kode", "Pagu 2027"], [SUB, 1.5]]}, "Pagu!B2: 1,5 terlalu rinci"),
    ({"Pagu": [["Kode", "Pagu 2027"], [SUB, 1], [SUB, 2]]}, "Pagu!A3: Subkegiatan dan sumber dana ini sudah ada"),
    (
        {"Pagu": [["Kode", "Sumber dana", "Pagu 2027", "Lokasi"], [SUB, "PAD", 1, "X"], [SUB, "DAK", 2, "Y"]]},
        "Pagu!D3: Lokasi berbeda dari baris 2",
    ),
]


@pytest.mark.parametrize(("sheets", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_cannot_be_taken_names_its_cell(
    panggung: Panggung, sheets: dict[str, list[list[Any]]], sentence: str
) -> None:
    panggung.add_indicator("R", polaritas="rentang")
    panggung.add_indicator("G", skala={"WTP": 4, "WDP": 3})
    p = periksa(DOKUMEN, tujuan(panggung), book_of(sheets))
    assert [found for found in kalimat(p) if found.startswith(sentence)], kalimat(p)
    assert not Dokumen.objects.filter(jenis="renja").exists()


def test_a_row_of_words_and_a_sheet_that_is_not_ours_are_named_as_not_read(panggung: Panggung) -> None:
    rows: Baris = [["Kode", "Target 2027", "Sumber"], ["A", 5, ""], ["Catatan: disusun Maret", "", ""]]
    p = periksa(
        DOKUMEN, tujuan(panggung), book_of({"Target": rows, "Lampiran": [["x"]], "Target triwulan": [["y"]]})
    )
    assert kalimat(p) == []
    assert kalimat(p, "peringatan") == [
        "Target!C1: Kolom ini tidak dikenal dan tidak dibaca. ",
        "Lampiran!: Lembar ini bukan isi Renja dan tidak dibaca. ",
        "Target triwulan!: Lembar ini bukan isi Renja dan tidak dibaca. ",
        "Target!A3: Baris ini tidak dibaca. ",
    ]


def test_a_csv_is_known_by_its_headings(panggung: Panggung) -> None:
    content = csv_of([["Kode", "Pagu 2027"], [SUB, "1.250.000"]])
    impor(DOKUMEN, tujuan(panggung), content, "unduhan.csv")
    assert Pagu.objects.get(dokumen__jenis="renja").nilai == 1_250_000


def test_a_graded_target_is_its_code(panggung: Panggung) -> None:
    panggung.add_indicator("G", skala={"WTP": 4, "WDP": 3})
    go = tujuan(panggung)
    impor(DOKUMEN, go, templat(DOKUMEN, go, {("Target", "G", "Target 2027"): "wdp"}))
    assert Target.objects.get(dokumen__jenis="renja").nilai == 3


def test_a_percentage_of_one_half_is_asked_about_unless_it_stands_already(panggung: Panggung) -> None:
    panggung.add_indicator("P", satuan="Persen", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    go = tujuan(panggung)
    content = book_of({"Target": [["Kode", "Target 2027"], ["P", 0.5]]})
    p = periksa(DOKUMEN, go, content)
    assert [each.soal for each in p.temuan] == ["pecahan_persen"]
    answered = periksa(DOKUMEN, go, content, {"Target!B2": "kali100"})
    assert [Decimal(each.sesudah["nilai"]) for each in answered.perubahan[1:]] == [50]


def test_the_document_to_fill_is_chosen_from_its_list(panggung: Panggung) -> None:
    draft = renja(panggung)
    dpa = renja(panggung, jenis="dpa", tahun=2026, status="ditetapkan")
    [choice] = DOKUMEN.parameter(tujuan(panggung, ""))
    assert dict(choice.pilihan) == {
        str(draft.pk): "Renja 2027 (rancangan)",
        f"ubah:{dpa.pk}": "Perubahan DPA 2026 (baru, salinan yang ditetapkan)",
        "baru:renja:2026": "Renja 2026 (baru)",
        "baru:renaksi:2026": "Rencana Aksi 2026 (baru)",
        "baru:dpa:2027": "DPA 2027 (baru)",
        "baru:renaksi:2027": "Rencana Aksi 2027 (baru)",
    }


@pytest.mark.parametrize(
    "ke",
    [
        "",
        "99999999",
        "x",
        "ubah:",
        "ubah:9",
        "baru:",
        "9" * 30,
        "baru:renstra:2027",
        "baru:renja:2099",
        "baru:renja:",
        "baru:",
    ],
)
def test_a_document_that_is_not_on_the_list_is_no_document(panggung: Panggung, ke: str) -> None:
    p = periksa(DOKUMEN, tujuan(panggung, ke), LIMA)
    assert len(kalimat(p)) == 1
    assert "dari daftarnya" in kalimat(p)[0]


def test_a_document_of_another_renstra_is_not_taken(panggung: Panggung) -> None:
    foreign = renja(buat_panggung("asing"))
    p = periksa(DOKUMEN, tujuan(panggung, str(foreign.pk)), LIMA)
    assert "Dokumen tujuan belum dipilih" in kalimat(p)[0]


def test_the_page_of_an_import_that_is_done_still_names_its_document(panggung: Panggung) -> None:
    from imports.services.tempat import goal_words

    go = tujuan(panggung)
    impor(DOKUMEN, go, LIMA)
    assert dict(goal_words(DOKUMEN, go))["Dokumen tujuan"] == "Renja 2027"
    draft = Dokumen.objects.get(renstra=panggung.renstra, jenis="renja")
    draft.status = "ditetapkan"
    draft.save()
    later = replace(go, parameter={"ke": str(draft.pk)})
    assert dict(goal_words(DOKUMEN, later))["Dokumen tujuan"] == "Renja 2027"


def test_its_pages_ask_for_the_document_and_give_the_workbook(panggung: Panggung, client: Client) -> None:
    client.force_login(panggung.orang["pemeriksa"])
    place = f"/impor/baru/dokumen/?renstra={panggung.renstra.pk}"
    assert "Rencana Aksi 2026 (baru)" in client.get(place).content.decode()
    chosen = f"renstra={panggung.renstra.pk}&ke=baru:renaksi:2026&lengkap=1"
    assert "Rencana Aksi 2026" in client.get(f"/impor/baru/dokumen/?{chosen}").content.decode()
    answer = client.get(f"/impor/baru/dokumen/templat?{chosen}")
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    panggung.dokumen.status = "rancangan"
    panggung.dokumen.save()
    page = client.get(f"/impor/baru/dokumen/templat?{chosen}", follow=True)
    assert "belum punya dokumen yang ditetapkan" in page.content.decode()


def test_a_perjanjian_kinerja_of_a_unit_takes_the_rows_of_that_unit(panggung: Panggung) -> None:
    panggung.add_indicator("L", penanggung_jawab=panggung.lain)
    draft = renja(panggung, jenis="pk", tahun=2026, unit=panggung.unit)
    go = tujuan(panggung, str(draft.pk))
    assert {row["kode"] for row in DOKUMEN.templat(go).lembar[0].baris} == {"A", "B"}
    impor(DOKUMEN, go, templat(DOKUMEN, go, {("Target", "A", "Target 2026"): 101, ("Pagu", SUB, "Pagu 2026"): 5}))
    assert Target.objects.get(dokumen=draft).nilai == 101
    p = periksa(DOKUMEN, go, book_of({"Target": [["Kode", "Target 2026"], ["L", 5]]}))
    assert kalimat(p) == ["Target!A2: Indikator “L” tidak ada dalam rencana. Periksa kodenya."]


def test_a_document_enacted_since_takes_nothing_back(panggung: Panggung) -> None:
    go = tujuan(panggung)
    row = impor(DOKUMEN, go, LIMA)
    assert checked(DOKUMEN, go, LIMA).status == "sama"  # brought in again: nothing to do
    Dokumen.objects.filter(renstra=panggung.renstra, jenis="renja").update(status="ditetapkan")
    with pytest.raises(SelError, match="Renja 2027 berstatus ditetapkan"):
        undo(impor=row, pengimpor=DOKUMEN, user=go.user, at=go.at)
    assert Target.objects.get(dokumen__jenis="renja").nilai == 5


def test_a_target_changed_since_stands_against_the_undo(panggung: Panggung) -> None:
    go = tujuan(panggung)
    row = impor(DOKUMEN, go, LIMA)
    Target.objects.filter(dokumen__jenis="renja").update(nilai=7)
    with pytest.raises(ImporError) as refusal:
        undo(impor=row, pengimpor=DOKUMEN, user=go.user, at=go.at)
    assert refusal.value.rincian[0].startswith("target A 2027 (Target!B2): nilai kini “7”, bukan “5”")
    assert Target.objects.get(dokumen__jenis="renja").nilai == 7
