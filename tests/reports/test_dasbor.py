"""The dashboard: its figures are those of the official tables, only what is due is judged, gaps are named."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Renstra, UnitKerja
from reports.choices import KeadaanAngka
from reports.selectors.dasbor import Dasbor
from reports.selectors.evaluasi import evaluasi_renja
from reports.selectors.lkj import Lkj
from reports.selectors.permintaan import Permintaan
from targets.models import LaporanTriwulan, RealisasiTahunan
from targets.selectors.papan import read_board
from targets.services.realisasi import Isian
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
PERIODS = [(2025, 4, False), (2026, 2, False), (2026, 2, True), (2026, 3, True)]


def dasbor(renstra: Renstra, tahun: int, triwulan: int, *, draf: bool = True) -> Dasbor:
    return Dasbor(Permintaan(renstra, tahun, triwulan, draf), timezone.now())


@pytest.fixture
def panggung() -> Panggung:
    return buat_panggung()


@pytest.mark.parametrize(("tahun", "triwulan", "draf"), PERIODS)
def test_figures_percentages_and_money_are_those_of_form_e81(
    angka_demo: None, renstra: Renstra, tahun: int, triwulan: int, draf: bool
) -> None:
    found, form = (
        dasbor(renstra, tahun, triwulan, draf=draf),
        evaluasi_renja(Permintaan(renstra, tahun, triwulan, draf)),
    )
    rows = [row for row in form.baris if row.kinerja and row.line.indikator]
    assert len(rows) > 80
    for row in rows:
        assert row.line.indikator and row.kinerja
        judged = found.penilaian[row.line.indikator.pk]
        assert judged.realisasi.persis == row.kinerja.tahun.persis
        assert judged.persen.terhadap_tahun.persis == row.kinerja.tingkat_tahun.persis
        assert judged.persen.terhadap_renstra.persis == row.kinerja.tingkat_renstra.persis
    money = {row.line.kode: row.uang for row in form.baris if row.line.level == "program" and row.uang}
    assert {each.line.kode: each.uang for each in found.program} == money


def test_in_the_last_quarter_capaian_is_that_of_the_lkj(angka_demo: None, renstra: Renstra) -> None:
    found, lkj = dasbor(renstra, 2025, 4, draf=False), Lkj(Permintaan(renstra, 2025, 4))
    butir = [each for group in lkj.kelompok for each in group.butir]
    assert len(butir) > 5
    for each in butir:
        judged = found.penilaian[each.indikator.pk]
        assert judged.capaian.persis == each.kini.capaian.persis
        assert judged.dinilai == (each.kini.capaian.persis is not None)
    programs = {p.line.kode: p for group in lkj.sasaran for p in lkj.belanja_of(group).program}
    for program in found.program:
        assert program.capaian.persis == lkj.rata(programs[program.line.kode].butir).persis
        assert program.serapan.persis == programs[program.line.kode].uang.serapan.persis


def test_units_are_as_complete_as_the_board_says(angka_demo: None, renstra: Renstra) -> None:
    at = timezone.now()
    units = list(UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah))
    for triwulan in (1, 2, 3):
        cells = [row.sel[triwulan - 1] for row in read_board(renstra=renstra, units=units, tahun=2026, at=at)]
        found = Dasbor(Permintaan(renstra, 2026, triwulan), at).kesehatan.unit
        assert [(u.unit, u.wajib, u.ketepatan) for u in found] == [(c.unit, c.wajib, c.ketepatan) for c in cells]
        # the board shows the correction somebody still works on, the dashboard the report that is valid
        settled = [n for n, cell in enumerate(cells) if not (cell.laporan and cell.laporan.koreksi_ke)]
        assert settled
        assert [found[n].terisi for n in settled] == [cells[n].terisi for n in settled]


@pytest.mark.parametrize("draf", [False, True])
def test_every_panel_together_takes_at_most_fifteen_queries(
    angka_demo: None, renstra: Renstra, django_assert_max_num_queries: Any, draf: bool
) -> None:
    plan = Renstra.objects.select_related("perangkat_daerah").get(pk=renstra.pk)
    with django_assert_max_num_queries(15):
        found = dasbor(plan, 2026, 3, draf=draf)
        assert found.iku
        assert found.tujuan_sasaran
        assert found.perhatian
        assert found.program
        assert found.kesehatan.wajib


def test_only_what_is_due_is_judged(panggung: Panggung) -> None:
    """A: quarter targets 10, 20, 30, 40 and 8 reported of 10 in TW I: 80 %. B: no quarter targets: not judged."""
    panggung.state_quarters("A", 10, 20, 30, 40)
    panggung.add_indicator("T", frekuensi="tahunan")
    panggung.add_indicator("K", target=None)
    panggung.save(Isian(panggung.baris("A"), "nilai", "8"), Isian(panggung.baris("B"), "nilai", "50"))
    found = dasbor(panggung.renstra, TAHUN, 1)
    a, b, t, k = (found.penilaian[panggung.indikator[kode].pk] for kode in "ABTK")
    assert (a.dinilai, a.capaian.nilai, a.dasar, a.jarak) == (True, 80, "target s.d. TW I", 20)
    assert a.predikat is not None
    assert a.predikat.nama == "Tinggi"
    assert (b.dinilai, b.capaian.alasan, b.persen.terhadap_tahun.nilai) == (False, "belum ada target triwulan", 50)
    assert (t.dinilai, t.capaian.alasan) == (False, "tahunan, dinilai di triwulan IV")
    states = [each.keadaan for each in (a, b, t, k)]
    assert states == [
        KeadaanAngka.DRAF,
        KeadaanAngka.DRAF,
        KeadaanAngka.BELUM_WAKTUNYA,
        KeadaanAngka.TANPA_TARGET,
    ]
    assert [each.penilaian for each in found.perhatian] == [a]


def test_a_figure_nobody_verified_counts_only_where_it_is_asked_for(panggung: Panggung) -> None:
    panggung.state_quarters("A", 10, 20, 30, 40)
    panggung.fill()
    row = panggung.indikator["A"].pk
    assert dasbor(panggung.renstra, TAHUN, 1, draf=False).penilaian[row].realisasi.nilai is None
    assert dasbor(panggung.renstra, TAHUN, 1).penilaian[row].realisasi.nilai == 20
    panggung.carry(panggung.report(), "dikunci")
    found = dasbor(panggung.renstra, TAHUN, 1, draf=False).penilaian[row]
    assert (found.realisasi.nilai, found.keadaan) == (20, KeadaanAngka.TERVERIFIKASI)


def test_a_running_correction_leaves_the_locked_figure_valid(panggung: Panggung) -> None:
    panggung.state_quarters("A", 10, 20, 30, 40)
    locked = panggung.bring_to("dikunci")
    LaporanTriwulan.objects.create(
        renstra=panggung.renstra,
        unit=panggung.unit,
        tahun=TAHUN,
        triwulan=1,
        koreksi_ke=1,
        status="draf",
    )
    for draf in (False, True):
        found = dasbor(panggung.renstra, TAHUN, 1, draf=draf)
        assert found.penilaian[panggung.indikator["A"].pk].keadaan == KeadaanAngka.TERVERIFIKASI
        health = next(each for each in found.kesehatan.unit if each.unit == panggung.unit)
        assert (health.laporan, health.terverifikasi, health.terisi) == (locked, True, 3)


def test_attention_ranks_by_distance_times_weight_and_says_the_last_word(panggung: Panggung) -> None:
    """A measures a subkegiatan (weight 1): 20 points under. B is an IKU (weight 4): 10 points under, 40 in all."""
    panggung.state_quarters("A", 10, 20, 30, 40)
    panggung.state_quarters("B", 10, 20, 30, 40)
    iku = panggung.indikator["B"]
    iku.iku = True
    iku.save()
    a, b = panggung.baris("A"), panggung.baris("B")
    panggung.save(
        Isian(a, "nilai", "8"),
        Isian(a, "faktor_penghambat", "Hujan"),
        Isian(a, "tindak_lanjut", "Dijadwal ulang"),
        Isian(b, "nilai", "9"),
    )
    first, second = dasbor(panggung.renstra, TAHUN, 1).perhatian
    assert (first.penilaian.indikator, first.urutan, first.penghambat) == (iku, 40, "")
    assert (second.urutan, second.penghambat, second.tindak_lanjut, second.triwulan) == (
        20,
        "Hujan",
        "Dijadwal ulang",
        1,
    )


def test_a_card_shows_where_the_year_and_the_renstra_lead(panggung: Panggung) -> None:
    """A adds up 8 and 18 of a year target of 100: 26 ÷ 2 × 4 = 52; (100 − 26) ÷ 2 = 37 a quarter are needed."""
    panggung.state_quarters("A", 10, 20, 30, 40)
    panggung.save(Isian(panggung.baris("A"), "nilai", "8"))
    panggung.save(Isian(panggung.baris("A"), "nilai", "18"), triwulan=2, at=saat(6, bulan=7))
    found = dasbor(panggung.renstra, TAHUN, 2)
    card = found.kartu(panggung.indikator["A"])
    assert (card.akhir_tahun.nilai, card.akhir_tahun.rumus, card.laju.nilai) == (52, "laju berjalan", 37)
    assert card.akhir_tahun_persen.nilai == 52
    assert card.akhir_renstra.alasan == "belum cukup data: baru 1 tahun"
    assert card.penilaian.capaian.nilai is not None
    assert round(card.penilaian.capaian.nilai, 2) == Decimal("86.67")  # 26 of 30 to date
    assert [(each.tahun, each.realisasi, each.target.nilai) for each in card.tahun] == [
        (2025, None, 100),
        (2026, 26, 100),
        (2027, None, 100),
        (2028, None, 100),
        (2029, None, 100),
    ]


def test_the_card_says_each_quarter_and_the_pace_that_is_needed(panggung: Panggung, client: Client) -> None:
    """A: 8 in TW I of a year target of 100: (100 − 8) ÷ 3 = 30,67 a quarter."""
    panggung.state_quarters("A", 10, 20, 30, 40)
    panggung.save(Isian(panggung.baris("A"), "nilai", "8"))
    client.force_login(panggung.orang["kepala"], backend="programs.auth.UsernameOrNipBackend")
    page = client.get(f"/indikator/{panggung.indikator['A'].pk}/?tahun=2026&triwulan=1&draf=on").content.decode()
    assert "TW I <b>8</b>" in page
    assert "30,67 Orang" in page
    assert "(target − realisasi) ÷ triwulan tersisa" in page


def test_a_position_in_the_middle_of_a_year_draws_no_trend(panggung: Panggung) -> None:
    """50 in 2024, 55 in 2025 (a year before the system), 20 in TW I of 2026: two whole years are no trend yet."""
    row = panggung.add_indicator(
        "P", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir", baseline=50
    )
    Renstra.objects.filter(pk=panggung.renstra.pk).update(tahun_baseline=2024)
    RealisasiTahunan.objects.create(indikator=row, tahun=2025, nilai=55, sumber="Laporan 2025")
    panggung.save(Isian(panggung.baris("P"), "nilai", "20"))
    plan = Renstra.objects.get(pk=panggung.renstra.pk)
    assert dasbor(plan, TAHUN, 1).kartu(row).akhir_renstra.alasan == "belum cukup data: baru 2 tahun"
