"""Each database rule refuses by name and says why in Indonesian."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Hasil, Indikator
from programs.models import (
    Dokumen,
    Jabatan,
    Kegiatan,
    Pejabat,
    Penugasan,
    Program,
    Renstra,
    Sasaran,
    Tujuan,
    Urusan,
)
from programs.rollup import ancestors, roll_up
from targets.selectors import plan_document
from tests.refusal import assert_refused

pytestmark = pytest.mark.django_db


def test_a_code_is_unique_and_has_its_level_s_shape(renstra: Any) -> None:
    begun = {"renstra": renstra, "mulai": plan_document(renstra)}
    assert_refused(Urusan(**begun, kode="1", nama="Dua kali"), "sudah ada dalam Renstra")
    assert_refused(Urusan(**begun, kode="x", nama="Salah pola"), "pola nomenklatur")


def test_hasil_and_indikator_have_exactly_one_parent(renstra: Any) -> None:
    orphan = Hasil(renstra=renstra, mulai=plan_document(renstra), kode="1.06.04#9", urutan=9, uraian="Tanpa induk")
    assert_refused(orphan, "tepat satu program")
    indikator = Indikator.objects.get(kode="T1.1")
    indikator.sasaran = renstra.sasaran_set.first()
    assert_refused(indikator, "tepat satu tujuan")


def test_staff_have_a_unit(people: dict[str, Any]) -> None:
    agency = Program.objects.get(kode="1.06.04").unit.perangkat_daerah
    assert_refused(Penugasan(pengguna=people["kepala"], perangkat_daerah=agency, peran="staf"), "pilih unitnya")


def test_a_nip_has_eighteen_digits_and_a_term_runs_forward() -> None:
    post = Jabatan.objects.get(kode="kepala-dinas")
    wrong = Pejabat(jabatan=post, nama="Contoh Nama", nip="123", mulai="2026-01-01")
    assert_refused(wrong, "NIP harus 18 angka")
    backward = Pejabat(jabatan=post, nama="Contoh Nama", mulai="2026-01-02", selesai="2026-01-01")
    assert_refused(backward, "tidak boleh sebelum")


def test_a_code_knows_what_is_above_it() -> None:
    above = ["1.06.01.2.01", "1.06.01", "1.06", "1", "TOTAL"]
    assert ancestors("1.06.01.2.01.0001") == above
    assert ancestors("1.06.01") == ["1.06", "1", "TOTAL"]


def test_a_missing_amount_is_not_zero() -> None:
    assert roll_up([("1.06.01.2.01.0001", 2025, None)]) == {}


def test_a_row_of_the_plan_needs_the_document_that_begins_it(renstra: Any) -> None:
    with pytest.raises(ValidationError) as error:
        Urusan(renstra=renstra, kode="3", nama="Tanpa dokumen").full_clean()
    assert set(error.value.message_dict) == {"mulai"}


def test_a_code_begins_once_in_a_document_and_stands_once_at_a_time(renstra: Any) -> None:
    murni = plan_document(renstra)
    perubahan = Dokumen.objects.create(renstra=renstra, jenis="renstra", tahun=2025, perubahan_ke=1)
    Urusan.objects.filter(renstra=renstra, kode="1").update(akhir=perubahan)
    again = Urusan(renstra=renstra, mulai=murni, kode="1", nama="Mulai dua kali")
    assert_refused(again, "sudah dimulai oleh dokumen Renstra yang sama")
    Urusan(renstra=renstra, mulai=perubahan, kode="1", nama="Pengganti").full_clean()
    backward = Urusan(renstra=renstra, mulai=perubahan, akhir=perubahan, kode="4", nama="Berakhir seketika")
    assert_refused(backward, "harus perubahan sesudah dokumen awal")


def test_a_row_stays_within_its_renstra_and_under_a_row_that_stands(renstra: Any) -> None:
    murni = plan_document(renstra)
    other = Renstra.objects.exclude(pk=renstra.pk).get()
    sasaran: Any = Sasaran.objects.filter(renstra=renstra).first()
    sasaran.tujuan = Tujuan.objects.create(
        renstra=other, mulai=plan_document(other), kode="T9", uraian="Tujuan periode lalu"
    )
    with pytest.raises(ValidationError, match="milik Renstra lain"):
        sasaran.full_clean()
    program = Program.objects.get(kode="1.06.04")
    perubahan = Dokumen.objects.create(renstra=renstra, jenis="renstra", tahun=2025, perubahan_ke=1)
    late = Program.objects.create(
        renstra=renstra,
        mulai=perubahan,
        kode="1.06.99",
        nama="PROGRAM YANG DATANG KEMUDIAN",
        bidang_urusan=program.bidang_urusan,
        unit=program.unit,
    )
    early = Kegiatan(renstra=renstra, mulai=murni, kode="1.06.99.2.01", nama="Terlalu dini", program=late)
    with pytest.raises(ValidationError, match="tidak ada dalam Renstra 2025"):
        early.full_clean()


def test_a_row_begins_and_ends_with_renstra_documents_only(renstra: Any) -> None:
    renja = Dokumen.objects.create(renstra=renstra, jenis="renja", tahun=2026)
    with pytest.raises(ValidationError, match="harus dokumen Renstra atau Renstra Perubahan"):
        Urusan(renstra=renstra, mulai=renja, kode="3", nama="Dari Renja").full_clean()
    with pytest.raises(ValueError, match="ask for a Renstra document"):
        Urusan.objects.in_force(renja)


def test_a_document_stands_once_per_version_and_unit(renstra: Any) -> None:
    unit, other = renstra.perangkat_daerah.unit_kerja.all()[:2]
    pk = {"renstra": renstra, "jenis": "pk", "tahun": 2026}
    Dokumen.objects.create(**pk)
    Dokumen.objects.create(**pk, unit=unit)
    Dokumen.objects.create(**pk, unit=other)
    assert_refused(Dokumen(**pk), "jenis, tahun, dan perubahan ini sudah ada.")
    assert_refused(Dokumen(**pk, unit=unit), "sudah ada untuk unit tersebut")
    twice = Dokumen(renstra=renstra, jenis="renstra", tahun=2026)
    assert_refused(twice, "sudah mempunyai dokumen Renstra untuk perubahan tersebut")


def test_a_unit_and_parties_belong_where_they_are_promised(renstra: Any) -> None:
    unit = renstra.perangkat_daerah.unit_kerja.first()
    head, mayor = Jabatan.objects.get(kode="kepala-dinas"), Jabatan.objects.filter(jenis="kepala_daerah").first()
    renja = {"renstra": renstra, "jenis": "renja", "tahun": 2026}
    assert_refused(Dokumen(**renja, unit=unit), "kosongkan unit kerja")
    assert_refused(Dokumen(**renja, pihak_pertama=head), "hanya diisi pada Perjanjian Kinerja")
    pk = {"renstra": renstra, "jenis": "pk", "tahun": 2026}
    assert_refused(Dokumen(**pk, pihak_pertama=head, pihak_kedua=head), "dua jabatan yang berbeda")
    Dokumen(**pk, pihak_pertama=head, pihak_kedua=mayor).full_clean()


def test_a_hasil_is_named_after_its_place(renstra: Any) -> None:
    program = Program.objects.get(kode="1.06.04")
    begun = {"renstra": renstra, "mulai": plan_document(renstra), "program": program, "uraian": "Outcome baru"}
    hasil = Hasil(**begun, urutan=7)
    hasil.full_clean()
    assert hasil.kode == "1.06.04#7"
    with pytest.raises(ValidationError, match=r"harus 1\.06\.04#7"):
        Hasil(**begun, urutan=7, kode="1.06.05#1").full_clean()
    assert_refused(Hasil(**begun | {"program": None}, urutan=7, kode="tujuh"), "kode induk, tanda #, dan urutan")


def test_numerator_and_denominator_come_together(renstra: Any) -> None:
    indikator = Indikator.objects.get(kode="T1.1")
    indikator.pembilang = "Jumlah PPKS yang dilayani"
    assert_refused(indikator, "diisi keduanya atau dikosongkan keduanya")


@pytest.mark.parametrize("skala", [{"WTP": 4, "WDP": 4}, {"WTP": 4.5}, {"WTP": "4"}, {"WTP": True}, ["WTP"]])
def test_a_scale_gives_each_code_its_own_whole_score(renstra: Any, skala: Any) -> None:
    indikator = Indikator.objects.get(kode="T1.1")
    indikator.skala = skala
    with pytest.raises(ValidationError, match="skor bilangan bulat yang berbeda-beda"):
        indikator.full_clean()
    indikator.skala = {"WTP": 4, "WDP": 3}
    indikator.full_clean()
    assert indikator.scores() == {"WTP": 4, "WDP": 3}


def test_the_formula_of_a_negative_indicator_is_known() -> None:
    indikator = Indikator.objects.get(kode="T1.1")
    assert indikator.rumus_negatif == "selisih"
    indikator.rumus_negatif = "kuadrat"
    assert_refused(indikator, "bukan pilihan")
