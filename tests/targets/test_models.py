"""Each rule on what documents and earlier years state refuses by name and says why in Indonesian."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Indikator
from programs.models import Dokumen, Program, Subkegiatan
from targets.models import AnggaranTahunan, Pagu, PaguTriwulan, Pembanding, RencanaSubkegiatan, TargetTriwulan
from targets.services import replace_row, start_perubahan
from tests.refusal import assert_refused
from tests.targets.pabrik import Panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def renja(renstra: Any) -> Dokumen:
    return Dokumen.objects.create(renstra=renstra, jenis="renja", tahun=2026)


@pytest.fixture
def subkegiatan(db: None) -> Subkegiatan:
    row: Subkegiatan = Subkegiatan.objects.get(kode="1.06.01.2.01.0001")
    return row


@pytest.fixture
def indikator(db: None) -> Indikator:
    row: Indikator = Indikator.objects.get(kode="T1.1")
    return row


def test_a_quarter_target_stands_once_in_one_of_four_quarters(renja: Dokumen, indikator: Indikator) -> None:
    place = {"dokumen": renja, "indikator": indikator, "tahun": 2026}
    TargetTriwulan.objects.create(**place, triwulan=1, nilai=10)
    assert_refused(TargetTriwulan(**place, triwulan=1, nilai=20), "untuk triwulan tersebut sudah ada")
    assert_refused(TargetTriwulan(**place, triwulan=5, nilai=20), "Triwulan harus antara 1 dan 4")
    assert_refused(
        TargetTriwulan(**place, triwulan=2, nilai=20, nilai_atas=10), "tidak boleh di bawah batas bawah"
    )


def test_a_quarter_pagu_stands_once_and_is_not_negative(renja: Dokumen, subkegiatan: Subkegiatan) -> None:
    place = {"dokumen": renja, "subkegiatan": subkegiatan, "tahun": 2026}
    PaguTriwulan.objects.create(**place, triwulan=1, nilai=10)
    assert_refused(PaguTriwulan(**place, triwulan=1, nilai=20), "untuk triwulan tersebut sudah ada")
    assert_refused(PaguTriwulan(**place, triwulan=0, nilai=20), "Triwulan harus antara 1 dan 4")
    assert_refused(PaguTriwulan(**place, triwulan=2, nilai=-1), "Pagu triwulan tidak boleh negatif")
    assert_refused(Pagu(**place, nilai=-1), "Pagu tidak boleh negatif")


def test_the_plan_of_a_subkegiatan_stands_once_a_year(renja: Dokumen, subkegiatan: Subkegiatan) -> None:
    place = {"dokumen": renja, "subkegiatan": subkegiatan, "tahun": 2026}
    RencanaSubkegiatan.objects.create(**place, lokasi="Kota Batam")
    assert_refused(RencanaSubkegiatan(**place, lokasi="Batu Aji"), "Rencana subkegiatan ini untuk tahun tersebut")


def test_a_past_budget_has_one_owner_a_source_and_no_negative_amount(renstra: Any, subkegiatan: Any) -> None:
    program = Program.objects.get(kode="1.06.01")
    past = {"renstra": renstra, "tahun": 2023, "sumber": "LKjIP 2023"}
    AnggaranTahunan.objects.create(**past, program=program, anggaran=10, realisasi="9.50")
    AnggaranTahunan.objects.create(**past, subkegiatan=subkegiatan, anggaran=10)
    assert_refused(AnggaranTahunan(**past, anggaran=1), "tepat satu program atau subkegiatan")
    assert_refused(AnggaranTahunan(**past, program=program, subkegiatan=subkegiatan), "tepat satu program")
    assert_refused(AnggaranTahunan(**past, program=program), "Anggaran program ini untuk tahun tersebut")
    assert_refused(
        AnggaranTahunan(**past, subkegiatan=subkegiatan), "Anggaran subkegiatan ini untuk tahun tersebut"
    )
    later = past | {"tahun": 2024, "program": program}
    assert_refused(AnggaranTahunan(**later, anggaran=-1), "Anggaran tidak boleh negatif")
    assert_refused(AnggaranTahunan(**later, realisasi=-1), "Realisasi anggaran tidak boleh negatif")


def test_a_comparison_is_of_a_known_kind_and_stands_once(indikator: Indikator) -> None:
    place = {"indikator": indikator, "tahun": 2024, "sumber": "Laporan SPM 2024", "nilai": 90}
    Pembanding.objects.create(**place, jenis="provinsi")
    assert_refused(Pembanding(**place, jenis="provinsi"), "Pembanding jenis ini untuk tahun tersebut sudah ada")
    assert_refused(Pembanding(**place, jenis="dunia"), "bukan pilihan")


SUMMED = "Persentase tidak dapat dijumlahkan"


def refuse(row: Indikator) -> None:
    with pytest.raises(ValidationError, match=SUMMED):
        row.full_clean()


def percentage(panggung: Panggung, **values: str) -> Indikator:
    ways = {"akumulasi_triwulan": "posisi_akhir", "akumulasi_tahun": "posisi_akhir"}
    row = {"renstra": panggung.renstra, "mulai": panggung.dokumen, "kode": "P", "nama": "Persentase"}
    place = {"bidang_urusan": panggung.bidang_urusan, "penanggung_jawab": panggung.unit}
    return Indikator(**{**row, **place, **ways, "satuan": "Persen", **values})


@pytest.mark.parametrize("satuan", ["Persen", "persentase", "Presentase", "%"])
@pytest.mark.parametrize("way", ["akumulasi_triwulan", "akumulasi_tahun"])
def test_percentages_without_parts_do_not_add_up(panggung: Panggung, satuan: str, way: str) -> None:
    """Four quarters of 50 % are no 200 %."""
    percentage(panggung, satuan=satuan).full_clean()
    refuse(percentage(panggung, satuan=satuan, **{way: "jumlah"}))
    percentage(panggung, satuan="Orang", **{way: "jumlah"}).full_clean()
    parts = {"pembilang": "yang selesai", "penyebut": "yang masuk"}
    percentage(panggung, satuan=satuan, **{way: "jumlah"}, **parts).full_clean()


def test_one_that_adds_up_already_goes_on_until_its_reading_changes(panggung: Panggung) -> None:
    row = panggung.add_indicator("P", satuan="Persen")
    row.nama = "Nama baru"
    row.full_clean()
    row.satuan = "%"
    refuse(row)
    draft = start_perubahan(renstra=panggung.renstra, nomor="1", tanggal=date(2026, 6, 1))
    stored = Indikator.objects.get(pk=row.pk)
    assert replace_row(row=stored, dokumen=draft, nama="Pengganti").satuan == "Persen"
