"""The quarter of a unit as rows: what is due, how far it is filled, what it makes. Figures are worked by hand."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Hasil, Indikator
from programs.models import Dokumen, Tujuan, UnitKerja
from targets.models import Jadwal, LaporanTriwulan, Pagu, Target
from targets.selectors.lembar import BarisKinerja, Lembar, entry_sheet, missing_before_submit
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.realisasi import Isian, save_cells
from tests.targets.pabrik import TAHUN, Panggung, saat

JULI = saat(6, bulan=7)


def sheet(panggung: Panggung, triwulan: int = 1, laporan: LaporanTriwulan | None = None, **more: Any) -> Lembar:
    arguments = {"renstra": panggung.renstra, "unit": panggung.unit, "tahun": TAHUN, **more}
    return entry_sheet(triwulan=triwulan, laporan=laporan, **arguments)


def row(lembar: Lembar, kode: str) -> Any:
    return next(row for row in lembar.kinerja if row.indikator.kode == kode)


def percentages(found: BarisKinerja) -> list[Any]:
    persen = found.persen
    return [
        persen.terhadap_triwulan.nilai,
        persen.terhadap_tahun.nilai,
        persen.terhadap_renstra.nilai,
    ]


def type_quarters(panggung: Panggung, baris: str, *typed: str, kolom: str = "nilai") -> None:
    """Type the figures of TW I, II … into one row, each while its quarter is open."""
    for triwulan, text in enumerate(typed, 1):
        (result,) = panggung.save(Isian(baris, kolom, text), triwulan=triwulan, at=saat(6, bulan=1 + 3 * triwulan))
        assert result.status == "tersimpan"


# What is due --------------------------------------------------------------------------------------------------


def test_what_has_a_target_or_a_pagu_is_due(panggung: Panggung) -> None:
    panggung.add_indicator("tanpa", target=None)
    lembar = sheet(panggung)
    assert {(r.indikator.kode, r.wajib, r.alasan_tidak_wajib) for r in lembar.kinerja} == {
        ("A", True, ""),
        ("B", True, ""),
        ("tanpa", False, "tanpa target 2026"),
    }
    assert [(r.nama, r.wajib) for r in lembar.anggaran] == [("1.06.04.2.01.0001 Sub 1", True)]
    assert (lembar.wajib, lembar.terisi) == (3, 0)


@pytest.mark.parametrize("nilai", [None, 0])
def test_a_subkegiatan_without_pagu_or_with_none_left_is_not_due(panggung: Panggung, nilai: int | None) -> None:
    pagu = Pagu.objects.filter(subkegiatan=panggung.subkegiatan)
    pagu.update(nilai=nilai) if nilai is not None else pagu.delete()
    assert not sheet(panggung).anggaran[0].wajib


@pytest.mark.parametrize(("triwulan", "due"), [(1, False), (2, False), (3, False), (4, True)])
def test_an_annual_indicator_is_due_in_tw_iv_only_and_is_not_missing_before(
    panggung: Panggung, triwulan: int, due: bool
) -> None:
    panggung.add_indicator("T", frekuensi="tahunan", akumulasi_triwulan="posisi_akhir")
    found = row(sheet(panggung, triwulan), "T")
    assert (found.wajib, found.alasan_tidak_wajib) == (due, "" if due else "tahunan, diisi triwulan IV")
    assert sheet(panggung, triwulan).wajib == (4 if due else 3)
    laporan = panggung.report()
    if triwulan == 1:
        assert not any("Indikator T" in sentence for sentence in missing_before_submit(laporan))
        assert found.persen.terhadap_tahun.alasan == "belum waktunya dilaporkan"


def test_a_target_of_zero_is_a_target(panggung: Panggung) -> None:
    panggung.add_indicator("nol", target="0")
    assert row(sheet(panggung), "nol").wajib


# How far it is filled -----------------------------------------------------------------------------------------


def test_zero_counts_as_filled_and_an_empty_cell_or_a_remark_does_not(panggung: Panggung) -> None:
    panggung.save(
        Isian(panggung.baris("A"), "nilai", "0"),
        Isian(panggung.baris("B"), "keterangan", "Data belum keluar."),
        Isian(panggung.anggaran, "nilai", "0"),
    )
    lembar = sheet(panggung, laporan=panggung.report())
    assert {r.nama: r.terisi for r in lembar.baris} == {
        "Indikator A": True,
        "Indikator B": False,
        "1.06.04.2.01.0001 Sub 1": True,
    }
    assert (lembar.wajib, lembar.terisi) == (3, 2)


def test_parts_count_as_filled_only_when_both_are(panggung: Panggung) -> None:
    panggung.add_indicator("P", pembilang="selesai", penyebut="masuk")
    panggung.save(Isian(panggung.baris("P"), "pembilang", "3"))
    laporan = panggung.report()
    half = row(sheet(panggung, laporan=laporan), "P")
    assert (half.terisi, half.sampai.nilai, half.sampai.alasan) == (
        False,
        None,
        "pembilang atau penyebut belum diisi",
    )
    panggung.save(Isian(panggung.baris("P"), "penyebut", "4"))
    assert row(sheet(panggung, laporan=laporan), "P").terisi


def test_a_row_that_is_not_due_does_not_count_though_it_is_filled(panggung: Panggung) -> None:
    panggung.add_indicator("tanpa", target=None)
    panggung.save(Isian(panggung.baris("tanpa"), "nilai", "7"))
    lembar = sheet(panggung, laporan=panggung.report())
    assert row(lembar, "tanpa").terisi
    assert (lembar.wajib, lembar.terisi) == (3, 0)


# The three percentages, worked by hand ------------------------------------------------------------------------


def test_a_sum_is_measured_against_the_quarters_the_year_and_the_renstra(panggung: Panggung) -> None:
    """18 + 36 = 54. Targets 20 + 30 = 50, of the year 100, of five years 500."""
    panggung.state_quarters("A", 20, 30, 30, 20)
    type_quarters(panggung, panggung.baris("A"), "18", "36")
    found = row(sheet(panggung, 2, panggung.report(2)), "A")
    assert [r and r.nilai for r in found.triwulan] == [18, 36, None, None]
    assert (found.target_triwulan.nilai, found.target_tahun and found.target_tahun.nilai) == (30, 100)
    assert found.sampai.nilai == 54
    assert percentages(found) == [Decimal(108), Decimal(54), Decimal("10.8")]
    assert str(found.persen.terhadap_triwulan.cakupan) == "2 dari 2 triwulan"


def test_an_unreported_quarter_is_left_out_of_the_target_to_date_and_said(panggung: Panggung) -> None:
    """Only TW II is reported: 36 of its own 30, and 36 of the year's 100."""
    panggung.state_quarters("A", 20, 30, 30, 20)
    panggung.save(Isian(panggung.baris("A"), "nilai", "36"), triwulan=2, at=JULI)
    found = row(sheet(panggung, 2, panggung.report(2)), "A")
    assert percentages(found)[:2] == [Decimal(120), Decimal(36)]
    assert str(found.persen.terhadap_triwulan.cakupan) == "1 dari 2 triwulan"


def test_the_last_position_counts_where_positions_are_typed(panggung: Panggung) -> None:
    """At TW II 45 of a position of 50 to be reached, 60 at the end of each year, 60 at the end of 2029."""
    panggung.add_indicator("K", "60", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    panggung.state_quarters("K", 40, 50, 55, 60)
    type_quarters(panggung, panggung.baris("K"), "42", "45")
    assert percentages(row(sheet(panggung, 2, panggung.report(2)), "K")) == [90, 75, 75]


def test_lower_is_better_counts_the_other_way(panggung: Panggung) -> None:
    """Target 10, realisasi 12: (2 x 10 - 12) / 10 = 80 %; realisasi 25 would be -50 %, floored at 0."""
    panggung.add_indicator(
        "N", "10", polaritas="negatif", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir"
    )
    panggung.state_quarters("N", 10, 10, 10, 10)
    type_quarters(panggung, panggung.baris("N"), "12", "25")
    assert percentages(row(sheet(panggung, 1, panggung.report(1)), "N")) == [80, 80, 80]
    assert percentages(row(sheet(panggung, 2, panggung.report(2)), "N")) == [0, 0, 0]


def test_a_range_is_measured_between_its_bounds_in_the_year_and_in_the_renstra(panggung: Panggung) -> None:
    """Between 90 and 110 is 100 %; 121 against 110 read as negative: (2 x 110 - 121) / 110 = 90 %."""
    positions = {"akumulasi_triwulan": "posisi_akhir", "akumulasi_tahun": "posisi_akhir"}
    panggung.add_indicator("R", target=None, polaritas="rentang", **positions)
    for tahun in range(2025, 2030):
        Target.objects.create(
            dokumen=panggung.dokumen, indikator=panggung.indikator["R"], tahun=tahun, nilai=90, nilai_atas=110
        )
    type_quarters(panggung, panggung.baris("R"), "95", "121")
    assert percentages(row(sheet(panggung, 1, panggung.report(1)), "R"))[1:] == [100, 100]
    assert percentages(row(sheet(panggung, 2, panggung.report(2)), "R"))[1:] == [90, 90]


def test_parts_make_the_ratio_of_their_sums(panggung: Panggung) -> None:
    """(3 + 6) / (4 + 12) = 56,25 %, which is 75 % of 75 %; the mean of 75 % and 50 % would be 62,5 %."""
    panggung.add_indicator("P", "75", pembilang="selesai", penyebut="masuk")
    type_quarters(panggung, panggung.baris("P"), "3", "6", kolom="pembilang")
    type_quarters(panggung, panggung.baris("P"), "4", "12", kolom="penyebut")
    found = row(sheet(panggung, 2, panggung.report(2)), "P")
    assert found.sampai.nilai == Decimal("56.25")
    assert percentages(found)[1] == 75


def test_what_cannot_be_computed_says_why(panggung: Panggung) -> None:
    panggung.add_indicator("nol", "0")
    panggung.add_indicator("tanpa", target=None)
    panggung.save(Isian(panggung.baris("nol"), "nilai", "5"), Isian(panggung.baris("tanpa"), "nilai", "5"))
    lembar = sheet(panggung, 1, panggung.report())
    reasons = {kode: row(lembar, kode).persen.terhadap_tahun.alasan for kode in ("nol", "tanpa", "A")}
    assert reasons == {"nol": "target nol", "tanpa": "target belum ditetapkan", "A": "belum dilaporkan"}


def test_earlier_years_count_towards_the_renstra(panggung: Panggung) -> None:
    """96 in TW IV of 2025 and 54 in 2026 make 150 of 500."""
    Jadwal.objects.create(
        perangkat_daerah=panggung.agency,
        tahun=2025,
        triwulan=4,
        dibuka="2026-01-01",
        jatuh_tempo="2026-01-08",
        ditutup="2026-01-15",
    )
    type_quarters(panggung, panggung.baris("A"), "18", "36")
    save_cells(
        renstra=panggung.renstra,
        unit=panggung.unit,
        tahun=2025,
        triwulan=4,
        isian=[Isian(panggung.baris("A"), "nilai", "96")],
        user=panggung.orang["staf"],
        at=saat(6, bulan=1),
    )
    found = row(sheet(panggung, 2, panggung.report(2)), "A")
    assert (found.persen.realisasi_renstra.nilai, percentages(found)[2]) == (150, 30)


def test_money_of_the_quarters_adds_up_against_the_pagu(panggung: Panggung) -> None:
    """30 + 25 = 55 million of 100."""
    type_quarters(panggung, panggung.anggaran, "30.000.000", "25.000.000")
    found: Any = sheet(panggung, 2, panggung.report(2)).anggaran[0]
    assert (found.sampai.nilai, found.serapan.nilai) == (55_000_000, 55)
    assert found.pagu and found.pagu.dokumen == panggung.dokumen


# Warnings, notes, order ---------------------------------------------------------------------------------------


def test_money_without_output_and_money_above_the_pagu_are_pointed_out(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.baris("A"), "nilai", "0"), Isian(panggung.anggaran, "nilai", "100.000.001"))
    lembar = sheet(panggung, laporan=panggung.report())
    assert [w.kode for w in row(lembar, "A").peringatan] == ["uang-tanpa-keluaran"]
    assert [w.kode for w in lembar.anggaran[0].peringatan] == ["di-atas-pagu"]
    assert row(lembar, "B").peringatan == ()


def test_rows_stand_in_the_order_of_the_plan(panggung: Panggung) -> None:
    tujuan = Tujuan.objects.create(renstra=panggung.renstra, mulai=panggung.dokumen, kode="T1", uraian="Tujuan")
    program = panggung.subkegiatan.kegiatan.program
    hasil = Hasil(renstra=panggung.renstra, mulai=panggung.dokumen, program=program, uraian="Outcome")
    hasil.full_clean()
    hasil.save()
    panggung.add_indicator("0-program", bidang_urusan=None, hasil=hasil)
    panggung.add_indicator("9-tujuan", bidang_urusan=None, tujuan=tujuan)
    order = [r.indikator.kode for r in sheet(panggung).kinerja]
    assert order == ["9-tujuan", "B", "0-program", "A"]


def test_a_row_ended_by_a_renstra_perubahan_is_not_on_the_sheet(panggung: Panggung) -> None:
    perubahan = Dokumen.objects.create(
        renstra=panggung.renstra, jenis="renstra", tahun=2026, perubahan_ke=1, status="ditetapkan"
    )
    Indikator.objects.filter(pk=panggung.indikator["B"].pk).update(akhir=perubahan)
    Target.objects.create(dokumen=perubahan, indikator=panggung.indikator["A"], tahun=TAHUN, nilai=80)
    lembar = sheet(panggung)
    assert [r.indikator.kode for r in lembar.kinerja] == ["A"]
    assert lembar.kinerja[0].target_tahun and lembar.kinerja[0].target_tahun.nilai == 80


# A correction beside the locked figures -----------------------------------------------------------------------


def test_a_correction_is_shown_on_its_own_sheet_and_the_locked_figures_everywhere_else(
    panggung: Panggung,
) -> None:
    locked = panggung.bring_to("dikunci")
    asked = request_exception(laporan=locked, alasan="Salah ketik.", user=panggung.orang["staf"], at=saat(16))
    decide_exception(
        kelonggaran=asked, setuju=True, user=panggung.orang["pemeriksa"], sampai=saat(30), at=saat(16)
    )
    draft = panggung.report()
    panggung.save(Isian(panggung.baris("A"), "nilai", "25", "20"), at=saat(17))

    def stated(laporan: LaporanTriwulan | None, triwulan: int = 1) -> Any:
        first = row(sheet(panggung, triwulan, laporan), "A").triwulan[0]
        return first.nilai if first else None

    assert (draft.koreksi_ke, stated(draft)) == (1, 25)
    assert stated(locked) == 20
    assert stated(None) == 20
    assert stated(None, triwulan=2) == 20
    assert row(sheet(panggung, 2, None), "A").sampai.nilai == 20


# Cost ---------------------------------------------------------------------------------------------------------


def queries_of(read: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        read()
    return len(queries)


def test_the_sheet_costs_the_same_for_two_rows_and_for_fifty(panggung: Panggung) -> None:
    panggung.fill()
    laporan = panggung.report()
    few = queries_of(lambda: list(sheet(panggung, laporan=laporan).baris))
    for number in range(48):
        panggung.add_indicator(f"N{number:02}")
    panggung.save(*(Isian(panggung.baris(kode), "nilai", "1") for kode in panggung.indikator))
    assert len(sheet(panggung, laporan=laporan).kinerja) == 50
    assert queries_of(lambda: list(sheet(panggung, laporan=laporan).baris)) == few
    assert few <= 20


def test_the_sheet_costs_the_same_for_every_unit_of_the_real_plan(renstra: Any) -> None:
    units = UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah)
    counts = {}
    for unit in units:
        counts[unit.kode] = queries_of(
            lambda unit=unit: entry_sheet(renstra=renstra, unit=unit, tahun=2026, triwulan=1, laporan=None).wajib
        )
    assert len(counts) == 5
    assert len(set(counts.values())) == 1, counts
