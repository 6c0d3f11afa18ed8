"""Figures and targets of a row of the plan that a Renstra Perubahan replaced in the middle of a year."""

from datetime import date
from decimal import Decimal
from typing import Any

from indicators.models import Indikator
from programs.models import Dokumen, Subkegiatan
from reports.selectors.evaluasi import evaluasi_renja
from reports.selectors.permintaan import Permintaan
from targets.models import Pagu, Realisasi, Target
from targets.selectors.koreksi import changes
from targets.selectors.lembar import BarisAnggaran, BarisKinerja, entry_sheet
from targets.selectors.papan import read_board
from targets.selectors.riwayat import row_history
from targets.services import enact, replace_row, start_perubahan
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.realisasi import Isian
from tests.targets.pabrik import TAHUN, Panggung, saat


def replace(panggung: Panggung, **changes: Any) -> Indikator:
    """Replace indicator A and its subkegiatan by an enacted Renstra Perubahan; the panggung keeps the new ones."""
    draft = start_perubahan(renstra=panggung.renstra, nomor="1/2026", tanggal=date(2026, 6, 1))
    panggung.subkegiatan = replace_row(row=panggung.subkegiatan, dokumen=draft, nama="Sub baru")
    row = replace_row(row=panggung.indikator["A"], dokumen=draft, **({"nama": "Nama baru"} | changes))
    enact(dokumen=draft)
    panggung.indikator["A"] = Indikator.objects.get(pk=row.pk)
    return panggung.indikator["A"]


def rows(panggung: Panggung, triwulan: int) -> tuple[BarisKinerja, BarisAnggaran]:
    found = entry_sheet(
        renstra=panggung.renstra,
        unit=panggung.unit,
        tahun=TAHUN,
        triwulan=triwulan,
        laporan=panggung.report(triwulan),
    )
    kinerja = next(row for row in found.kinerja if row.indikator.kode == "A")
    return kinerja, next(row for row in found.anggaran if row.subkegiatan.kode == panggung.subkegiatan.kode)


def test_the_year_goes_on_with_the_successor(panggung: Panggung) -> None:
    """TW I was 20 and Rp 1.000.000 under the old version; 15 and Rp 500.000 in TW II make 35 and Rp 1.500.000."""
    panggung.bring_to("dikunci")
    replace(panggung)
    cells = Isian(panggung.baris("A"), "nilai", "15"), Isian(panggung.anggaran, "nilai", "500.000")
    panggung.save(*cells, triwulan=2, at=saat(6, bulan=7))
    kinerja, anggaran = rows(panggung, 2)
    assert (kinerja.sampai.nilai, anggaran.sampai.nilai) == (35, 1_500_000)
    found = evaluasi_renja(Permintaan(panggung.renstra, TAHUN, 2, dengan_draf=True))
    line = next(row for row in found.baris if row.line.indikator == panggung.indikator["A"])
    assert line.kinerja and line.kinerja.tahun.nilai == 35
    assert found.total.uang and found.total.uang.tahun == 1_500_000


def test_the_year_s_own_documents_go_on_with_the_successor(panggung: Panggung) -> None:
    """The Renja asks for 60 and grants Rp 7, the rencana aksi splits it; both are from before the perubahan."""
    renja = Dokumen.objects.create(renstra=panggung.renstra, jenis="renja", tahun=TAHUN, status="ditetapkan")
    Target.objects.create(dokumen=renja, indikator=panggung.indikator["A"], tahun=TAHUN, nilai=60)
    Pagu.objects.create(dokumen=renja, subkegiatan=panggung.subkegiatan, tahun=TAHUN, nilai=7)
    panggung.state_quarters("A", 10, 20, 10, 20)
    replace(panggung)
    kinerja, anggaran = rows(panggung, 1)
    assert kinerja.target_tahun and kinerja.target_tahun.nilai == 60
    assert kinerja.target_triwulan.nilai == 10
    assert anggaran.pagu and anggaran.pagu.nilai == 7


def test_another_unit_of_measure_starts_anew(panggung: Panggung) -> None:
    """20 orang say nothing in keluarga."""
    panggung.fill()
    replace(panggung, satuan="Keluarga")
    assert rows(panggung, 1)[0].sampai.nilai is None


def test_what_is_in_an_open_report_is_still_in_its_cell_and_can_be_changed(panggung: Panggung) -> None:
    panggung.fill()
    new = replace(panggung)
    assert rows(panggung, 1)[0].realisasi is not None
    [result] = panggung.save(Isian(panggung.baris("A"), "nilai", "21", "20"))
    assert (result.status, rows(panggung, 1)[0].sampai.nilai) == ("tersimpan", 21)
    assert (
        Realisasi.objects.filter(laporan=panggung.report(), nilai__in=(20, 21), indikator__kode="A").count() == 1
    )
    sentences = [change.kalimat for change in row_history(new, files=False)]
    assert any("dari 20 menjadi 21" in sentence for sentence in sentences)


def test_the_board_still_counts_a_report_from_before(panggung: Panggung) -> None:
    panggung.bring_to("dikunci")
    replace(panggung)
    [row] = read_board(renstra=panggung.renstra, units=[panggung.unit], tahun=TAHUN, at=saat(6))
    assert (row.sel[0].terisi, row.sel[0].wajib) == (3, 3)


def test_a_correction_after_the_perubahan_shows_one_change_not_two(panggung: Panggung) -> None:
    locked = panggung.bring_to("dikunci")
    replace(panggung)
    asked = request_exception(laporan=locked, alasan="Salah ketik.", user=panggung.orang["staf"], at=saat(16))
    decide_exception(
        kelonggaran=asked, setuju=True, user=panggung.orang["pemeriksa"], sampai=saat(30), at=saat(16)
    )
    panggung.save(Isian(panggung.baris("A"), "nilai", "25", "20"), at=saat(17))
    [change] = changes(locked, panggung.report())
    assert (change.kunci, change.lama, change.baru) == (panggung.baris("A"), Decimal(20), Decimal(25))


def test_another_unit_takes_a_row_over_with_its_earlier_quarters(panggung: Panggung) -> None:
    """What the unit before reported counts in the year; the new unit's own cell of that quarter is empty."""
    panggung.fill()
    Indikator.objects.filter(pk=panggung.indikator["A"].pk).update(penanggung_jawab=panggung.lain)
    Subkegiatan.objects.filter(pk=panggung.subkegiatan.pk).update(unit=panggung.lain)
    found = entry_sheet(renstra=panggung.renstra, unit=panggung.lain, tahun=TAHUN, triwulan=1, laporan=None)
    kinerja = next(row for row in found.kinerja if row.indikator.kode == "A")
    assert (kinerja.sampai.nilai, kinerja.realisasi) == (20, None)
    total = evaluasi_renja(Permintaan(panggung.renstra, TAHUN, 1, dengan_draf=True)).total
    assert total.uang and total.uang.tahun == 1_000_000
