"""Quarterly realisasi through a workbook: the rules, rights and states of the entry page, cell by cell."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from imports.choices import StatusImpor
from imports.exports.templat import write_template
from imports.importers.realisasi import ImporRealisasi
from imports.models import Impor
from imports.services.impor import apply, check, keep_file, look_through
from imports.services.pengimpor import Tujuan
from renstra.lib.importing import Pemeriksaan, Tingkat
from targets.models import EvaluasiTriwulan, LaporanTriwulan, Realisasi, RealisasiAnggaran
from targets.services.realisasi import Isian
from tests.imports.buku import Isi, filled, read, workbook
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db

PENGIMPOR = ImporRealisasi()
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
