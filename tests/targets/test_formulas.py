"""The formulas against the vectors of the house reference (2.x), never against themselves."""

from decimal import ROUND_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renstra.lib.numbers import format_number
from targets.formulas import (
    AKUMULASI_RUPIAH,
    BELUM_DILAPORKAN,
    BELUM_WAKTUNYA,
    PREDIKAT_BAKU,
    TARGET_KOSONG,
    Aturan,
    Bagian,
    Hasil,
    NilaiTarget,
    Predikat,
    SkalaError,
    TigaPersentase,
    bagian_per_triwulan,
    capaian,
    check_target_triwulan,
    efisiensi,
    kategori_efisiensi,
    per_triwulan,
    persentase,
    pertumbuhan,
    predikat,
    rasio,
    rasio_jumlah,
    rata_rata,
    rata_rata_pertumbuhan,
    sampai_tahun,
    sampai_triwulan,
    sampai_triwulan_bagian,
    serapan,
    skor,
    target_akhir_renstra,
    target_sampai_triwulan,
    tiga_persentase,
)
from targets.formulas.hasil import REALISASI_NEGATIF, TARGET_NOL
from targets.formulas.triwulan import reported

OPINI = {"WTP": Decimal(4), "WDP": Decimal(3), "TW": Decimal(2), "TMP": Decimal(1)}
ALL = ("jumlah", "posisi_akhir", "rata_rata", "maksimum")
Quarters = list[Decimal | None]

figures = st.decimals(min_value=0, max_value=10**9, places=4)
targets = st.decimals(min_value=Decimal("0.0001"), max_value=10**9, places=4)
quarters = st.lists(st.none() | figures, min_size=4, max_size=4)


def dec(text: str | int | None) -> Decimal | None:
    return None if text in {None, "-"} else Decimal(text or 0)


def four(text: str) -> Quarters:
    """Read `8,18,-,-`."""
    return [dec(part) for part in text.split(",")]


def shown(hasil: Hasil) -> str:
    """What a person reads: the figure with two decimals, or the reason why there is none."""
    return format_number(hasil.nilai, 2) if hasil.nilai is not None else hasil.alasan


def reach(value: str | int) -> Hasil:
    """A capaian of `value` percent."""
    return capaian(dec(value), Decimal(100), polaritas="positif")


def quarter_capaian(
    akumulasi: str, target: str, realisasi: str, *, polaritas: str = "positif", rumus_negatif: str = "selisih"
) -> TigaPersentase:
    aturan = Aturan(polaritas, "triwulan", akumulasi, akumulasi, rumus_negatif=rumus_negatif)
    nilai = four(realisasi)
    last = max((number for number, value in enumerate(nilai, 1) if value is not None), default=1)
    so_far = sampai_triwulan(nilai, triwulan=last, cara_isi="triwulan", akumulasi=akumulasi)
    return tiga_persentase(
        aturan,
        triwulan=last,
        realisasi=so_far,
        target_triwulan=[NilaiTarget(value) for value in four(target)],
        target_tahun=NilaiTarget(Decimal(100)),
        target_renstra=NilaiTarget(Decimal(400)),
        realisasi_renstra=sampai_tahun({2025: None, 2026: so_far.persis}, akumulasi=akumulasi),
    )


# --- Capaian ---


@pytest.mark.parametrize(
    ("polaritas", "rumus", "target", "realisasi", "expected"),
    [
        pytest.param("positif", "selisih", "80", "85", "106,25", id="2.1-1"),
        pytest.param("positif", "selisih", "80", "60", "75,00", id="2.1-2"),
        pytest.param("positif", "selisih", "80", "0", "0,00", id="2.1-3"),
        pytest.param("negatif", "selisih", "10", "8", "120,00", id="2.1-4"),
        pytest.param("negatif", "selisih", "10", "10", "100,00", id="2.1-5"),
        pytest.param("negatif", "selisih", "10", "12", "80,00", id="2.1-6"),
        pytest.param("negatif", "selisih", "10", "25", "0,00", id="2.1-7 floored"),
        pytest.param("negatif", "selisih", "10", "0", "200,00", id="2.1-8"),
        pytest.param("negatif", "rasio", "12", "13", "92,31", id="2.1-9"),
        pytest.param("negatif", "rasio", "11", "10", "110,00", id="2.1-10"),
        pytest.param("negatif", "rasio", "12", "0", "100,00", id="2.1-11"),
        pytest.param("negatif", "selisih", "8", "9", "87,50", id="2.1-14 upper"),
        pytest.param("negatif", "selisih", "7", "6.5", "107,14", id="2.1-14 lower"),
        pytest.param("positif", "selisih", "0", "5", "target nol", id="2.2 T=0 positif"),
        pytest.param("positif", "selisih", "0", "0", "target nol", id="2.2 T=0 R=0 positif"),
        pytest.param("negatif", "selisih", "0", "0", "100,00", id="2.2 T=0 R=0 negatif"),
        pytest.param("negatif", "selisih", "0", "1", "0,00", id="2.2 T=0 R>0 negatif"),
        pytest.param("negatif", "rasio", "0", "0", "100,00", id="2.2 T=0 R=0 rasio"),
        pytest.param("negatif", "rasio", "0", "1", "0,00", id="2.2 T=0 R>0 rasio"),
        pytest.param("positif", "selisih", "-", "60", "target belum ditetapkan", id="2.2 T missing"),
        pytest.param("positif", "selisih", "80", "-", "belum dilaporkan", id="2.2 R missing"),
        pytest.param("negatif", "selisih", "0", "-", "belum dilaporkan", id="T=0 negatif, R missing"),
        pytest.param("positif", "selisih", "-", "-", "target belum ditetapkan", id="both missing"),
        pytest.param("positif", "selisih", "0", "-", "target nol", id="T=0 positif, R missing"),
        pytest.param("positif", "selisih", "80", "-4", "0,00", id="R below zero"),
        pytest.param("positif", "selisih", "-2", "-1", "target di bawah nol", id="T below zero"),
        pytest.param("negatif", "selisih", "-2", "-1", "target di bawah nol", id="T below zero negatif"),
        pytest.param("negatif", "selisih", "10", "-5", "250,00", id="R below zero selisih"),
        pytest.param(
            "negatif",
            "rasio",
            "10",
            "-5",
            REALISASI_NEGATIF,
            id="R<0 rasio",
        ),
        pytest.param("positif", "selisih", "100", "130", "130,00", id="2.12 higher-better"),
    ],
)
def test_capaian_follows_the_polarity(
    polaritas: str, rumus: str, target: str, realisasi: str, expected: str
) -> None:
    hasil = capaian(dec(realisasi), dec(target), polaritas=polaritas, rumus_negatif=rumus)
    assert shown(hasil) == expected


@pytest.mark.parametrize(
    ("low", "high", "realisasi", "expected"),
    [
        ("80", "90", "85", "100,00"),
        ("80", "90", "80", "100,00"),
        ("80", "90", "90", "100,00"),
        ("80", "90", "92", "97,78"),  # (2 x 90 - 92) / 90; the reference's 102,22 disagrees with the house rule
        ("80", "90", "70", "87,50"),  # 2.1-13
        ("7", "8", "9", "87,50"),  # 2.1-14
        ("7", "8", "6.5", "92,86"),  # 6,5 / 7
        ("80", "90", "200", "0,00"),
        ("0", "5", "0", "100,00"),
        ("0", "5", "-1", "target nol"),
        ("-1", "5", "-2", "target di bawah nol"),
        ("80", "90", "-", "belum dilaporkan"),
        ("80", "-", "85", "batas atas target belum ditetapkan"),
        ("-", "90", "85", "target belum ditetapkan"),
        ("90", "80", "85", "batas atas target di bawah batas bawahnya"),
    ],
)
def test_a_range_is_full_inside_and_less_outside(low: str, high: str, realisasi: str, expected: str) -> None:
    hasil = capaian(dec(realisasi), dec(low), polaritas="rentang", target_atas=dec(high))
    assert shown(hasil) == expected


def test_a_range_uses_the_indicator_s_own_negative_formula_above_it() -> None:
    hasil = capaian(Decimal(92), Decimal(80), polaritas="rentang", target_atas=Decimal(90), rumus_negatif="rasio")
    assert shown(hasil) == "97,83"  # 90 / 92


GOLDEN = [
    ("positif", "100", "130", "130,00", "100,00"),
    ("negatif", "10", "8", "120,00", "100,00"),
    ("negatif", "10", "10", "100,00", "100,00"),
    ("negatif", "10", "25", "0,00", "0,00"),
    ("negatif", "10", "0", "200,00", "100,00"),
    ("negatif", "0", "0", "100,00", "100,00"),
]


@pytest.mark.parametrize(("polaritas", "target", "realisasi", "raw", "averaged"), GOLDEN)
def test_the_golden_cases_give_the_house_result(
    polaritas: str, target: str, realisasi: str, raw: str, averaged: str
) -> None:
    hasil = capaian(dec(realisasi), dec(target), polaritas=polaritas)
    assert shown(hasil) == raw
    assert shown(rata_rata([hasil])) == averaged


def test_a_graded_code_is_read_by_its_scale() -> None:
    hasil = capaian(skor("WDP", skala=OPINI), skor("wtp ", skala=OPINI), polaritas="positif")
    assert shown(hasil) == "75,00"  # 2.3 predikat
    assert skor("", skala=OPINI) is None
    assert skor(None, skala=OPINI) is None
    with pytest.raises(SkalaError, match=r"“WTO” tidak ada .* WTP, WDP, TW, TMP"):
        skor("WTO", skala=OPINI)


def test_a_result_says_how_it_was_computed() -> None:
    hasil = capaian(Decimal("8.50"), Decimal(10), polaritas="negatif")
    assert hasil.penjelasan == (
        "Capaian polaritas negatif: (2 × target − realisasi) ÷ target × 100, paling rendah 0. "
        "Masukan: realisasi 8,5; target 10. Hasil 115,00."
    )
    assert capaian(None, Decimal(10), polaritas="positif").penjelasan == (
        "Capaian polaritas positif: realisasi ÷ target × 100. Masukan: realisasi kosong; target 10. "
        "Tidak dapat dihitung: belum dilaporkan."
    )


def test_a_range_says_which_bound_it_was_held_against() -> None:
    assert "target = batas atas" in capaian(92, 80, polaritas="rentang", target_atas=90).rumus
    assert "target = batas bawah" in capaian(70, 80, polaritas="rentang", target_atas=90).rumus


def test_an_unknown_choice_or_a_float_is_refused() -> None:
    with pytest.raises(ValueError, match="polaritas tidak dikenal"):
        capaian(1, 1, polaritas="naik")
    with pytest.raises(ValueError, match="rumus_negatif tidak dikenal"):
        capaian(1, 1, polaritas="negatif", rumus_negatif="a")
    with pytest.raises(ValueError, match="akumulasi tidak dikenal"):
        sampai_triwulan([None] * 4, triwulan=1, cara_isi="triwulan", akumulasi="flat")
    with pytest.raises(ValueError, match="cara_isi tidak dikenal"):
        sampai_triwulan([None] * 4, triwulan=1, cara_isi="kumulatif", akumulasi="jumlah")
    with pytest.raises(ValueError, match="frekuensi tidak dikenal"):
        sampai_triwulan([None] * 4, triwulan=1, cara_isi="triwulan", akumulasi="jumlah", frekuensi="bulanan")
    with pytest.raises(ValueError, match="empat angka"):
        sampai_triwulan([None] * 3, triwulan=1, cara_isi="triwulan", akumulasi="jumlah")
    with pytest.raises(TypeError, match="float"):
        capaian(1.5, 1, polaritas="positif")  # type: ignore[arg-type]


def test_every_stored_choice_is_known_to_the_formulas() -> None:
    from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas

    for polaritas in Polaritas.values:
        assert capaian(1, 1, polaritas=polaritas, target_atas=1).nilai == 100
    for cara_isi in CaraIsi.values:
        for akumulasi in Akumulasi.values:
            for frekuensi in Frekuensi.values:
                ways: dict[str, Any] = {"cara_isi": cara_isi, "akumulasi": akumulasi, "frekuensi": frekuensi}
                assert sampai_triwulan([7, 7, 7, 7], triwulan=4, **ways).nilai in {7, 28}


# --- Quarters ---


@pytest.mark.parametrize(
    ("akumulasi", "target", "realisasi", "expected", "cakupan"),
    [
        pytest.param("jumlah", "10,20,30,40", "8,18,-,-", "86,67", "2 dari 2 triwulan", id="sum"),
        pytest.param("jumlah", "10,20,30,40", "10,-,15,-", "62,50", "2 dari 3 triwulan", id="sum, gap"),
        pytest.param("jumlah", "0,0,-,-", "5,5,-,-", TARGET_NOL, "2 dari 2 triwulan", id="sum, T=0"),
        pytest.param("posisi_akhir", "25,50,75,100", "20,45,-,-", "90,00", "2 dari 2 triwulan", id="naik"),
        pytest.param("posisi_akhir", "25,50,75,100", "20,-,60,-", "80,00", "2 dari 3 triwulan", id="naik, gap"),
        pytest.param("posisi_akhir", "25,50,75,100", "0,-,-,-", "0,00", "1 dari 1 triwulan", id="naik, zero"),
        pytest.param("posisi_akhir", "25,50,75,100", "-,-,-,-", BELUM_DILAPORKAN, "0 dari 1 triwulan", id="none"),
        pytest.param("posisi_akhir", "80,80,80,80", "70,76,76,-", "95,00", "3 dari 3 triwulan", id="flat"),
    ],
)
def test_quarters_accumulate_as_the_reference_says(
    akumulasi: str, target: str, realisasi: str, expected: str, cakupan: str
) -> None:
    result = quarter_capaian(akumulasi, target, realisasi).terhadap_triwulan
    assert (shown(result), str(result.cakupan)) == (expected, cakupan)


def test_a_falling_position_uses_its_own_formula() -> None:
    result = quarter_capaian("posisi_akhir", "12,11,-,-", "13,10,-,-", polaritas="negatif", rumus_negatif="rasio")
    assert shown(result.terhadap_triwulan) == "110,00"


def test_later_quarters_are_not_looked_at() -> None:
    ways: dict[str, Any] = {"triwulan": 2, "cara_isi": "triwulan", "akumulasi": "jumlah"}
    assert sampai_triwulan(four("8,18,99,99"), **ways).nilai == 26
    assert sampai_triwulan(four("-,-,99,99"), **ways).alasan == BELUM_DILAPORKAN


@pytest.mark.parametrize("akumulasi", ALL)
def test_an_annual_indicator_is_not_due_before_the_fourth_quarter(akumulasi: str) -> None:
    ways: dict[str, Any] = {"cara_isi": "sd_triwulan", "akumulasi": akumulasi, "frekuensi": "tahunan"}
    early = sampai_triwulan(four("-,-,-,-"), triwulan=3, **ways)
    late = sampai_triwulan(four("-,-,-,-"), triwulan=4, **ways)
    assert (early.alasan, str(early.cakupan)) == (BELUM_WAKTUNYA, "0 dari 0 triwulan")
    assert (late.alasan, str(late.cakupan)) == (BELUM_DILAPORKAN, "0 dari 1 triwulan")
    assert not early.tanpa_realisasi
    assert late.tanpa_realisasi


@pytest.mark.parametrize("cara_isi", ["triwulan", "sd_triwulan"])
@pytest.mark.parametrize("akumulasi", ALL)
def test_an_annual_indicator_needs_a_target_in_the_fourth_quarter_only(cara_isi: str, akumulasi: str) -> None:
    so_far = sampai_triwulan(
        four("-,-,-,9"), triwulan=4, cara_isi=cara_isi, akumulasi=akumulasi, frekuensi="tahunan"
    )
    target = target_sampai_triwulan(
        four("-,-,-,10"), realisasi=so_far, triwulan=4, akumulasi=akumulasi, frekuensi="tahunan"
    )
    assert so_far.nilai == 9
    assert target.nilai == 10


@pytest.mark.parametrize("akumulasi", ["jumlah", "rata_rata", "maksimum"])
def test_a_blank_target_of_a_reported_quarter_is_not_zero(akumulasi: str) -> None:
    target = target_sampai_triwulan(
        four("10,-,-,40"),
        realisasi=sampai_triwulan(four("8,18,20,-"), triwulan=3, cara_isi="triwulan", akumulasi=akumulasi),
        triwulan=3,
        akumulasi=akumulasi,
    )
    assert target.alasan == "target triwulan II, III belum ditetapkan"


def test_a_last_position_needs_the_target_of_its_own_quarter_only() -> None:
    so_far = sampai_triwulan(four("8,18,-,-"), triwulan=2, cara_isi="triwulan", akumulasi="posisi_akhir")
    ways: dict[str, Any] = {"realisasi": so_far, "triwulan": 2, "akumulasi": "posisi_akhir"}
    assert target_sampai_triwulan(four("-,20,-,-"), **ways).nilai == 20
    assert target_sampai_triwulan(four("10,-,-,-"), **ways).alasan == "target triwulan II belum ditetapkan"
    assert target_sampai_triwulan(four("-,-,30,-"), **ways).alasan == TARGET_KOSONG


def test_a_position_since_january_does_not_speak_for_the_quarters_before_it() -> None:
    ways: dict[str, Any] = {"triwulan": 3, "cara_isi": "sd_triwulan"}
    assert str(sampai_triwulan(four("20,-,60,-"), akumulasi="posisi_akhir", **ways).cakupan) == "2 dari 3 triwulan"
    assert str(sampai_triwulan(four("20,-,60,-"), akumulasi="jumlah", **ways).cakupan) == "3 dari 3 triwulan"


def test_with_nothing_reported_the_target_to_date_is_what_is_stated() -> None:
    nothing = sampai_triwulan([None] * 4, triwulan=3, cara_isi="triwulan", akumulasi="jumlah")
    ways: dict[str, Any] = {"realisasi": nothing, "triwulan": 3, "akumulasi": "jumlah"}
    assert target_sampai_triwulan(four("10,-,20,40"), **ways).nilai == 30
    assert target_sampai_triwulan(four("-,-,-,40"), **ways).alasan == TARGET_KOSONG


def test_an_unreported_row_with_some_target_is_unreported_and_not_without_target() -> None:
    result = quarter_capaian("jumlah", "10,-,-,-", "-,-,-,-")
    assert result.terhadap_triwulan.alasan == BELUM_DILAPORKAN
    assert result.terhadap_triwulan.tanpa_realisasi


@pytest.mark.parametrize(
    ("cara_isi", "akumulasi", "pairs", "expected"),
    [
        ("triwulan", "jumlah", "8/10 18/30 - -", "65,00"),
        ("triwulan", "posisi_akhir", "8/10 18/30 - -", "60,00"),
        ("triwulan", "rata_rata", "8/10 18/30 - -", "70,00"),
        ("triwulan", "maksimum", "8/10 18/30 - -", "80,00"),
        ("sd_triwulan", "jumlah", "8/10 26/40 - -", "65,00"),
        ("sd_triwulan", "rata_rata", "8/10 26/40 - -", "65,00"),
        ("triwulan", "jumlah", "8/10 0/0 - -", "80,00"),
        ("triwulan", "jumlah", "0/0 - - -", "penyebut nol"),
        ("triwulan", "posisi_akhir", "8/10 0/0 - -", "penyebut nol"),
        ("triwulan", "rata_rata", "8/10 0/0 - -", "80,00"),
        ("triwulan", "rata_rata", "0/0 0/0 - -", "penyebut nol"),
        ("triwulan", "jumlah", "8/10 18/- - -", "pembilang atau penyebut belum diisi"),
        ("triwulan", "rata_rata", "8/10 -/30 - -", "pembilang atau penyebut belum diisi"),
        ("triwulan", "jumlah", "8/10 - 18/- -", "80,00"),
        ("triwulan", "jumlah", "0/10 0/30 - -", "0,00"),
        ("triwulan", "jumlah", "- - - -", "belum dilaporkan"),
        ("triwulan", "maksimum", "- - - -", "belum dilaporkan"),
    ],
)
def test_a_percentage_follows_from_its_parts(cara_isi: str, akumulasi: str, pairs: str, expected: str) -> None:
    result = sampai_triwulan_bagian(parts(pairs), triwulan=2, cara_isi=cara_isi, akumulasi=akumulasi)
    assert shown(result) == expected


def parts(text: str) -> list[Bagian]:
    """Read `8/10 18/- - -`."""
    return [Bagian(*(dec(part) for part in pair.split("/"))) for pair in text.split()]


def test_summed_parts_name_all_their_inputs() -> None:
    result = sampai_triwulan_bagian(parts("8/10 18/30 - -"), triwulan=2, cara_isi="triwulan", akumulasi="jumlah")
    assert result.penjelasan == (
        "Realisasi s.d. triwulan II: pembilang ÷ penyebut × 100, masing-masing jumlah angka triwulan yang "
        "dilaporkan. Masukan: pembilang triwulan I 8; pembilang triwulan II 18; penyebut triwulan I 10; "
        "penyebut triwulan II 30. Mencakup 2 dari 2 triwulan. Hasil 65,00."
    )


def test_the_targets_of_summed_parts_are_averaged_and_not_summed() -> None:
    so_far = sampai_triwulan_bagian(parts("8/10 18/30 - -"), triwulan=2, cara_isi="triwulan", akumulasi="jumlah")
    target = target_sampai_triwulan(
        four("60,70,80,90"), realisasi=so_far, triwulan=2, akumulasi="jumlah", dari_bagian=True
    )
    assert target.nilai == 65
    assert check_target_triwulan(four("60,70,80,90"), 75, akumulasi="jumlah", dari_bagian=True) is None
    assert shown(sampai_tahun({2025: 80, 2026: 90}, akumulasi="jumlah", dari_bagian=True)) == "85,00"


def test_quarter_columns_take_a_year_to_date_sum_apart() -> None:
    columns = per_triwulan(four("5,11,-,20"), cara_isi="sd_triwulan", akumulasi="jumlah")
    assert [column.nilai for column in columns] == [5, 6, None, 9]
    assert [column.mencakup for column in columns] == [(1,), (2,), (), (3, 4)]


@pytest.mark.parametrize("akumulasi", ["posisi_akhir", "rata_rata", "maksimum"])
def test_quarter_columns_leave_other_figures_as_typed(akumulasi: str) -> None:
    columns = per_triwulan(four("20,45,-,80"), cara_isi="sd_triwulan", akumulasi=akumulasi)
    assert [column.nilai for column in columns] == [20, 45, None, 80]


def test_quarter_columns_after_the_reported_quarter_stay_empty() -> None:
    columns = per_triwulan(four("5,11,15,20"), cara_isi="sd_triwulan", akumulasi="jumlah", triwulan=2)
    assert [column.nilai for column in columns] == [5, 6, None, None]
    own = bagian_per_triwulan(parts("8/10 18/30 1/2 -"), cara_isi="triwulan", akumulasi="jumlah", triwulan=2)
    assert own == (Bagian(8, 10), Bagian(18, 30), Bagian(), Bagian())


def test_a_pair_typed_by_half_does_not_tear_the_quarter_columns_apart() -> None:
    own = bagian_per_triwulan(parts("8/10 20/- 26/40 -"), cara_isi="sd_triwulan", akumulasi="jumlah")
    assert own == (Bagian(8, 10), Bagian(), Bagian(18, 30), Bagian())
    assert shown(persentase(own[2])) == "60,00"


@pytest.mark.parametrize(
    ("akumulasi", "target", "year", "sentence"),
    [
        ("jumlah", "10,20,30,40", "100", None),
        ("jumlah", "-,-,-,100", "100", None),
        ("jumlah", "10,20,30,30", "100", "Jumlah target triwulan 90, sedangkan target tahun 100"),
        ("posisi_akhir", "25,50,75,100", "100", None),
        ("posisi_akhir", "10,20,30,40", "100", "Target triwulan IV 40, sedangkan target tahun 100"),
        ("posisi_akhir", "25,50,75,-", "100", "Target triwulan IV belum diisi, sedangkan target tahun 100"),
        (
            "posisi_akhir",
            "25,50,75,-",
            "-",
            "Target triwulan IV belum diisi, sedangkan target tahun belum ditetapkan",
        ),
        ("rata_rata", "80,80,82,82", "81", None),
        ("rata_rata", "80,80,81,-", "80.33", None),
        ("rata_rata", "80,80,82,82", "82", "Rata-rata target triwulan 81, sedangkan target tahun 82"),
        ("maksimum", "40,60,50,60", "60", None),
        ("maksimum", "40,60,50,60", "70", "Nilai tertinggi target triwulan 60, sedangkan target tahun 70"),
        ("jumlah", "0,0,0,0", "0", None),
        ("jumlah", "0,0,0,0", "-", "Jumlah target triwulan 0, sedangkan target tahun belum ditetapkan"),
        ("jumlah", "-,-,-,-", "100", None),
    ],
)
def test_quarter_targets_have_to_make_the_year_target(
    akumulasi: str, target: str, year: str, sentence: str | None
) -> None:
    found = check_target_triwulan(four(target), dec(year), akumulasi=akumulasi)
    assert found is None if sentence is None else (found or "").startswith(sentence)


# --- Years and forms ---


def test_form_e81_adds_up_a_sum() -> None:
    """2.4: (5) 60, (6) 30, (7) 20, quarters 5, 6, 4, 5; Rp 600, 250, 120 and 20, 30, 25, 33 million."""
    year = sampai_triwulan(four("5,6,4,5"), triwulan=4, cara_isi="triwulan", akumulasi="jumlah")
    assert year.nilai == 20
    assert shown(capaian(year.persis, 20, polaritas="positif")) == "100,00"
    to_date = sampai_tahun({2026: year.persis}, akumulasi="jumlah", sebelumnya=30)
    assert to_date.nilai == 50
    assert shown(capaian(to_date.persis, 60, polaritas="positif")) == "83,33"
    money = [Decimal(f"{million}000000") for million in (20, 30, 25, 33)]
    spent = sampai_triwulan(money, triwulan=4, cara_isi="triwulan", akumulasi=AKUMULASI_RUPIAH)
    assert spent.nilai == 108_000_000
    assert shown(serapan(spent.persis, 120_000_000)) == "90,00"
    total = sampai_tahun({2026: spent.persis}, akumulasi=AKUMULASI_RUPIAH, sebelumnya=250_000_000)
    assert total.nilai == 358_000_000
    assert shown(serapan(total.persis, 600_000_000)) == "59,67"


def test_form_e81_does_not_add_up_a_position() -> None:
    """2.4: (5) 90, (6) 78, (7) 82, quarters 20, 45, 60, 80."""
    year = sampai_triwulan(four("20,45,60,80"), triwulan=4, cara_isi="sd_triwulan", akumulasi="posisi_akhir")
    assert year.nilai == 80
    assert shown(capaian(year.persis, 82, polaritas="positif")) == "97,56"
    to_date = sampai_tahun({2026: year.persis}, akumulasi="posisi_akhir", sebelumnya=78)
    assert to_date.nilai == 80
    assert shown(capaian(to_date.persis, 90, polaritas="positif")) == "88,89"


def test_table_tc29_adds_up_the_years() -> None:
    """2.5: (4) 50, (5) 20, (6) 10, (7) 9, (9) 10 gives (8) 90,00, (10) 39, (11) 78,00; a position stays (9)."""
    assert shown(capaian(9, 10, polaritas="positif")) == "90,00"
    to_date = sampai_tahun({2025: 9, 2026: 10}, akumulasi="jumlah", sebelumnya=20)
    assert to_date.nilai == 39
    assert shown(capaian(to_date.persis, 50, polaritas="positif")) == "78,00"
    assert sampai_tahun({2025: 9, 2026: 10}, akumulasi="posisi_akhir", sebelumnya=20).nilai == 10


def test_form_e80_compares_each_year_with_its_target() -> None:
    """2.5: target 80, 82, 84, 86, 88; realisasi 76, 82 and three empty years."""
    ratios = [
        capaian(dec(r), dec(t), polaritas="positif")
        for r, t in zip(["76", "82", "-", "-", "-"], ["80", "82", "84", "86", "88"], strict=True)
    ]
    assert [shown(ratio) for ratio in ratios] == ["95,00", "100,00", *[BELUM_DILAPORKAN] * 3]
    mean = rata_rata([ratios[0], reach(60)])
    assert shown(mean) == "77,50"
    assert predikat(mean.nilai) == PREDIKAT_BAKU[1]


def test_years_are_taken_in_their_order_and_empty_ones_left_out() -> None:
    years = {2027: None, 2026: Decimal(76), 2025: Decimal(70)}
    assert sampai_tahun(years, akumulasi="posisi_akhir").nilai == 76
    mean = sampai_tahun(years, akumulasi="rata_rata")
    assert (shown(mean), str(mean.cakupan)) == ("73,00", "2 dari 3 tahun")
    assert sampai_tahun(years, akumulasi="maksimum", sebelumnya=80).nilai == 80
    assert sampai_tahun({2025: None}, akumulasi="jumlah").alasan == BELUM_DILAPORKAN
    assert sampai_tahun({2025: None}, akumulasi="posisi_akhir", sebelumnya=0).nilai == 0


def test_a_mean_over_years_needs_to_know_how_many_stand_behind_an_earlier_one() -> None:
    unknown = sampai_tahun({2026: 90}, akumulasi="rata_rata", sebelumnya=60)
    assert unknown.alasan == "banyaknya tahun di balik angka sebelumnya tidak diketahui"
    known = sampai_tahun({2026: 90}, akumulasi="rata_rata", sebelumnya=60, banyak_tahun_sebelumnya=2)
    assert known.nilai == 70


def test_the_end_target_accumulates_as_the_years_do() -> None:
    years = {2025: None, 2026: Decimal(10), 2027: Decimal(20), 2029: Decimal(30), 2030: Decimal(99)}
    end: dict[str, Any] = {"tahun_akhir": 2029}
    assert target_akhir_renstra(years, akumulasi="jumlah", **end).nilai == 60
    assert target_akhir_renstra(years, akumulasi="posisi_akhir", **end).nilai == 30
    assert target_akhir_renstra(years, akumulasi="rata_rata", **end).nilai == 20
    assert target_akhir_renstra(years, akumulasi="maksimum", **end).nilai == 30
    assert target_akhir_renstra(years, akumulasi="posisi_akhir", tahun_akhir=2030).nilai == 99
    missing = target_akhir_renstra({2026: 10, 2029: None}, akumulasi="posisi_akhir", **end)
    assert missing.alasan == "target tahun 2029 belum ditetapkan"
    assert target_akhir_renstra({2030: 10}, akumulasi="jumlah", **end).alasan == TARGET_KOSONG


def test_one_figure_has_three_percentages() -> None:
    """2.3: target of the second quarter 40, of the year 100, realisasi 30; of the Renstra 400 by hand."""
    result = quarter_capaian("posisi_akhir", "20,40,70,100", "-,30,-,-")
    assert shown(result.terhadap_triwulan) == "75,00"
    assert shown(result.terhadap_tahun) == "30,00"
    assert shown(result.terhadap_renstra) == "7,50"  # 30 / 400
    assert str(result.terhadap_triwulan.cakupan) == "1 dari 2 triwulan"
    assert str(result.terhadap_renstra.cakupan) == "1 dari 2 tahun"
    assert result.target_triwulan.nilai == 40
    assert result.target_triwulan_atas is None


def test_three_percentages_of_a_range_use_both_bounds_to_date() -> None:
    so_far = sampai_triwulan([20, 26, None, None], triwulan=2, cara_isi="triwulan", akumulasi="jumlah")
    result = tiga_persentase(
        Aturan("rentang", "triwulan", "jumlah", "jumlah"),
        triwulan=2,
        realisasi=so_far,
        target_triwulan=[NilaiTarget(10, 20)] * 4,
        target_tahun=NilaiTarget(40, 80),
        target_renstra=NilaiTarget(400, 800),
        realisasi_renstra=so_far,
    )
    assert shown(result.terhadap_triwulan) == "85,00"  # bounds 20-40, (80 - 46) / 40
    assert shown(result.terhadap_tahun) == "100,00"  # 46 stands in 40-80
    assert shown(result.terhadap_renstra) == "11,50"  # 46 / 400
    assert result.target_triwulan_atas is not None
    assert result.target_triwulan_atas.nilai == 40


def test_three_percentages_of_parts_average_the_quarter_targets() -> None:
    so_far = sampai_triwulan_bagian(parts("8/10 18/30 - -"), triwulan=2, cara_isi="triwulan", akumulasi="jumlah")
    result = tiga_persentase(
        Aturan("positif", "triwulan", "jumlah", "posisi_akhir", dari_bagian=True),
        triwulan=2,
        realisasi=so_far,
        target_triwulan=[NilaiTarget(60), NilaiTarget(70), NilaiTarget(80), NilaiTarget(90)],
        target_tahun=NilaiTarget(75),
        target_renstra=NilaiTarget(90),
        realisasi_renstra=so_far,
    )
    assert shown(result.terhadap_triwulan) == "100,00"  # 26/40 = 65 against (60 + 70) / 2
    assert shown(result.terhadap_tahun) == "86,67"  # 65 / 75


def test_three_percentages_of_an_annual_sum_need_no_earlier_targets() -> None:
    so_far = sampai_triwulan(
        four("-,-,-,9"), triwulan=4, cara_isi="sd_triwulan", akumulasi="jumlah", frekuensi="tahunan"
    )
    result = tiga_persentase(
        Aturan("positif", "sd_triwulan", "jumlah", "jumlah", frekuensi="tahunan"),
        triwulan=4,
        realisasi=so_far,
        target_triwulan=[NilaiTarget()] * 3 + [NilaiTarget(10)],
        target_tahun=NilaiTarget(10),
        target_renstra=NilaiTarget(50),
        realisasi_renstra=sampai_tahun({2025: 11, 2026: so_far.persis}, akumulasi="jumlah"),
    )
    found = (result.terhadap_triwulan, result.terhadap_tahun, result.terhadap_renstra)
    assert [shown(hasil) for hasil in found] == ["90,00", "90,00", "40,00"]


def test_three_percentages_keep_the_most_telling_reason() -> None:
    ways: dict[str, Any] = {"target_tahun": NilaiTarget(10), "target_renstra": NilaiTarget()}
    annual = Aturan("positif", "sd_triwulan", "posisi_akhir", "posisi_akhir", frekuensi="tahunan")
    not_due = sampai_triwulan(
        [None] * 4, triwulan=2, cara_isi="sd_triwulan", akumulasi="posisi_akhir", frekuensi="tahunan"
    )
    result = tiga_persentase(
        annual,
        triwulan=2,
        realisasi=not_due,
        target_triwulan=[NilaiTarget()] * 3 + [NilaiTarget(10)],
        realisasi_renstra=sampai_tahun({2025: 7}, akumulasi="posisi_akhir"),
        **ways,
    )
    assert result.terhadap_triwulan.alasan == BELUM_WAKTUNYA
    assert result.terhadap_tahun.alasan == BELUM_WAKTUNYA
    assert result.terhadap_renstra.alasan == TARGET_KOSONG
    blank = quarter_capaian("jumlah", "10,-,30,40", "8,18,-,-")
    assert blank.terhadap_triwulan.alasan == "target triwulan II belum ditetapkan"
    assert shown(blank.terhadap_tahun) == "26,00"


# --- Averages, money, predicates ---


def rows_22() -> list[Hasil]:
    return [
        reach(100),
        capaian(None, 80, polaritas="positif"),
        reach(80),
        capaian(5, 0, polaritas="positif"),
    ]


def test_an_average_leaves_out_or_counts_as_zero_what_was_not_reported() -> None:
    left_out = rata_rata(rows_22())
    as_zero = rata_rata(rows_22(), perlakuan_kosong="nol", terkunci=True)
    assert (shown(left_out), str(left_out.cakupan)) == ("90,00", "2 dari 4 indikator")
    assert (shown(as_zero), str(as_zero.cakupan)) == ("60,00", "3 dari 4 indikator")
    with pytest.raises(ValueError, match="perlakuan_kosong"):
        rata_rata([], perlakuan_kosong="kosong")


def test_an_open_quarter_never_counts_as_zero() -> None:
    still_open = rata_rata(rows_22(), perlakuan_kosong="nol", terkunci=[True, False, True, True])
    assert (shown(still_open), str(still_open.cakupan)) == ("90,00", "2 dari 4 indikator")
    assert shown(rata_rata(rows_22(), perlakuan_kosong="nol", terkunci=False)) == "90,00"
    with pytest.raises(ValueError, match="memerlukan terkunci"):
        rata_rata(rows_22(), perlakuan_kosong="nol")


def test_a_pair_typed_by_half_counts_as_not_reported() -> None:
    half = sampai_triwulan_bagian(parts("8/- - - -"), triwulan=1, cara_isi="triwulan", akumulasi="jumlah")
    mean = rata_rata([reach(100), half], perlakuan_kosong="nol", terkunci=True)
    assert (shown(mean), str(mean.cakupan)) == ("50,00", "2 dari 2 indikator")


def test_what_was_not_due_never_counts_as_zero() -> None:
    not_due = Hasil(None, BELUM_WAKTUNYA)
    assert shown(rata_rata([reach(100), not_due], perlakuan_kosong="nol", terkunci=True)) == "100,00"


@pytest.mark.parametrize(
    ("batas", "expected"), [(None, "105,00"), (200, "105,00"), (120, "90,00"), (110, "85,00"), (100, "80,00")]
)
def test_the_cap_is_applied_before_averaging(batas: int | None, expected: str) -> None:
    assert shown(rata_rata([reach(150), reach(60)], batas=batas)) == expected


def test_an_average_of_nothing_is_not_zero() -> None:
    empty = rata_rata([capaian(None, 80, polaritas="positif")])
    assert empty.nilai is None
    assert (empty.alasan, str(empty.cakupan)) == ("tidak ada capaian yang dapat dihitung", "0 dari 1 indikator")
    assert rata_rata([]).nilai is None


def test_an_average_runs_over_the_lowest_rows_and_not_over_averages() -> None:
    """2.6: K1 {100, 80}, K2 {60}: the house takes 80, not the 75 of a mean of means."""
    assert shown(rata_rata([reach(100), reach(80), reach(60)])) == "80,00"


@pytest.mark.parametrize(("pairs", "expected"), [("45/50 15/30 20/20", "80,00"), ("72/80 5/10 10/10", "87,00")])
def test_rupiah_percentages_are_ratios_of_sums(pairs: str, expected: str) -> None:
    assert shown(rasio_jumlah([(b.pembilang, b.penyebut) for b in parts(pairs)])) == expected


def test_pagu_of_an_unreported_row_stays_in_the_total() -> None:
    found = rasio_jumlah([(45, 50), (None, 30), (20, 20)])
    assert (shown(found), str(found.cakupan)) == ("65,00", "2 dari 3 subkegiatan")
    assert shown(rasio_jumlah([(None, 30)])) == BELUM_DILAPORKAN
    assert shown(rasio_jumlah([(0, 30)])) == "0,00"
    assert shown(serapan(5, 0)) == "pagu nol"
    assert shown(serapan(5, None)) == "pagu belum ditetapkan"


RULE_B = tuple(
    Predikat(band.nama, band.singkatan, bound, bound is not None)
    for band, bound in zip(PREDIKAT_BAKU, [*map(Decimal, (91, 76, 66, 51)), None], strict=True)
)
RULE_C = (PREDIKAT_BAKU[0], *RULE_B[1:])


@pytest.mark.parametrize(
    ("value", "rule_a", "rule_b", "rule_c"),
    [
        ("120", "ST", "ST", "ST"),
        ("100.01", "ST", "ST", "ST"),
        ("91.00", "ST", "ST", "ST"),
        ("90.50", "ST", "T", "ST"),
        ("90.00", "T", "T", "T"),
        ("75.50", "T", "S", "S"),
        ("75.00", "S", "S", "S"),
        ("65.50", "S", "R", "R"),
        ("65.00", "R", "R", "R"),
        ("50.50", "R", "SR", "SR"),
        ("50.00", "SR", "SR", "SR"),
        ("0", "SR", "SR", "SR"),
    ],
)
def test_predicates_follow_the_bands_a_city_sets(value: str, rule_a: str, rule_b: str, rule_c: str) -> None:
    found = [predikat(Decimal(value), pita=bands) for bands in (PREDIKAT_BAKU, RULE_B, RULE_C)]
    assert [band and band.singkatan for band in found] == [rule_a, rule_b, rule_c]


def test_a_predicate_is_that_of_the_printed_value() -> None:
    assert predikat(Decimal("90.0049")) == PREDIKAT_BAKU[1]
    assert predikat(Decimal("90.005")) == PREDIKAT_BAKU[0]
    assert predikat(None) is None
    with pytest.raises(ValueError, match="tanpa batas bawah"):
        predikat(Decimal(10), pita=PREDIKAT_BAKU[:2])


def test_thirds_never_tip_a_predicate() -> None:
    """Means of thirds: 180,01 / 3 against 200 / 3 is 90,005 exactly, which prints 90,01 and is Sangat Tinggi."""
    so_far = sampai_triwulan(four("60,60,60.01,-"), triwulan=3, cara_isi="triwulan", akumulasi="rata_rata")
    target = target_sampai_triwulan(four("66,67,67,-"), realisasi=so_far, triwulan=3, akumulasi="rata_rata")
    hasil = capaian(so_far.persis, target.persis, polaritas="positif")
    assert hasil.nilai == Decimal("90.005")
    assert predikat(hasil.nilai) == PREDIKAT_BAKU[0]
    rows = [capaian(Decimal("0.04"), 3, polaritas="positif")] * 3
    assert shown(rata_rata([*rows, reach("4.02")])) == "2,01"  # (3 x 4/3 + 4,02) / 4 = 2,005


def test_the_surrounding_decimal_context_changes_nothing() -> None:
    with localcontext(prec=3, rounding=ROUND_UP):
        assert capaian(Decimal(1), Decimal(3), polaritas="positif").nilai == Decimal(
            "33.33333333333333333333333333"
        )


@pytest.mark.parametrize(
    ("reached", "pagu", "spent", "absorption", "difference", "category"),
    [
        ("96", "1000000000", "870000000", "87,00", "9,00", "efisien"),
        ("90", "100", "93", "93,00", "-3,00", "cukup efisien"),
        ("70", "100", "95", "95,00", "-25,00", "tidak efisien"),
        ("95", "100", "90", "90,00", "5,00", "cukup efisien"),
        ("85", "100", "90", "90,00", "-5,00", "cukup efisien"),
        ("95.004", "100", "90", "90,00", "5,00", "cukup efisien"),
        ("95.01", "100", "90", "90,00", "5,01", "efisien"),
        ("-", "100", "95", "95,00", "capaian: belum dilaporkan", "tidak dapat dihitung"),
        ("96", "0", "0", "pagu nol", "serapan: pagu nol", "tidak dapat dihitung"),
    ],
)
def test_efficiency_is_capaian_less_absorption(
    reached: str, pagu: str, spent: str, absorption: str, difference: str, category: str
) -> None:
    used = serapan(dec(spent), dec(pagu))
    found = efisiensi(reach(reached), used)
    assert (shown(used), shown(found), kategori_efisiensi(found.nilai)) == (absorption, difference, category)


def test_growth_is_the_mean_of_the_yearly_rates() -> None:
    series = dict(zip(range(2021, 2026), map(Decimal, ("100", "110", "121", "133.1", "146.41")), strict=True))
    found = rata_rata_pertumbuhan(series)
    assert (shown(found), str(found.cakupan)) == ("10,00", "4 dari 4 pertumbuhan tahunan")


def test_growth_is_not_measured_across_an_empty_year_or_from_nothing() -> None:
    gap = rata_rata_pertumbuhan({2021: 100, 2022: None, 2023: 300, 2024: 330})
    assert (shown(gap), str(gap.cakupan)) == ("10,00", "1 dari 3 pertumbuhan tahunan")
    skipped = rata_rata_pertumbuhan({2021: 100, 2023: 300})
    assert skipped.alasan == "belum ada dua tahun berurutan yang dapat dibandingkan"
    assert pertumbuhan(0, 5).nilai is None
    assert pertumbuhan(-5, 5).nilai is None
    assert pertumbuhan(5, None).alasan == BELUM_DILAPORKAN
    assert shown(pertumbuhan(50, 0)) == "-100,00"


def test_a_ratio_is_not_a_percentage() -> None:
    assert shown(rasio(45, 50)) == "0,90"
    assert shown(rasio(45, 0)) == "penyebut nol"


# --- Properties ---


@given(figures, figures, targets)
def test_more_is_never_worse_when_higher_is_better(a: Decimal, b: Decimal, target: Decimal) -> None:
    low, high = (capaian(r, target, polaritas="positif").persis for r in sorted((a, b)))
    assert low is not None
    assert high is not None
    assert low <= high
    assert (low < high) == (a != b)


@given(figures, figures, targets)
def test_more_is_never_better_when_lower_is_better(a: Decimal, b: Decimal, target: Decimal) -> None:
    low, high = (capaian(r, target, polaritas="negatif").persis for r in sorted((a, b)))
    assert low is not None
    assert high is not None
    assert low >= high


signed = st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@given(
    signed,
    signed,
    signed,
    st.sampled_from(["positif", "negatif", "rentang"]),
    st.sampled_from(["selisih", "rasio"]),
)
def test_capaian_is_never_negative_and_never_without_a_reason(
    r: Decimal | None, t: Decimal | None, upper: Decimal | None, polaritas: str, rumus: str
) -> None:
    hasil = capaian(r, t, polaritas=polaritas, target_atas=upper, rumus_negatif=rumus)
    assert (hasil.persis is None) == bool(hasil.alasan)
    assert hasil.persis is None or hasil.persis >= 0
    assert hasil.persis is None or (r is not None and t is not None)
    assert hasil.penjelasan.endswith(".")


@given(figures, targets, targets)
def test_nothing_outside_a_range_beats_what_is_inside(r: Decimal, a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    hasil = capaian(r, low, polaritas="rentang", target_atas=high)
    assert hasil.persis is not None
    assert hasil.persis <= 100
    assert (hasil.persis == 100) == (low <= r <= high)


@given(quarters, quarters, st.integers(1, 4), st.sampled_from(ALL), st.sampled_from(["triwulan", "sd_triwulan"]))
def test_none_never_becomes_zero(
    nilai: Quarters, target: Quarters, triwulan: int, akumulasi: str, cara_isi: str
) -> None:
    so_far = sampai_triwulan(nilai, triwulan=triwulan, cara_isi=cara_isi, akumulasi=akumulasi)
    assert (so_far.persis is None) == all(value is None for value in nilai[:triwulan])
    planned = target_sampai_triwulan(target, realisasi=so_far, triwulan=triwulan, akumulasi=akumulasi)
    assert (planned.persis is None) == bool(planned.alasan)
    if so_far.cakupan is not None and akumulasi != "posisi_akhir":
        covered = [target[quarter - 1] for quarter in so_far.cakupan.tercakup]
        assert planned.persis is None or None not in covered


@given(st.lists(figures, min_size=4, max_size=4), quarters, st.integers(1, 4))
def test_both_ways_of_typing_a_sum_agree(own: list[Decimal], target: Quarters, triwulan: int) -> None:
    typed: Quarters = [sum(own[:quarter], Decimal(0)) for quarter in range(1, 5)]
    results = []
    for cara_isi, nilai in (("triwulan", own), ("sd_triwulan", typed)):
        so_far = sampai_triwulan(nilai, triwulan=triwulan, cara_isi=cara_isi, akumulasi="jumlah")
        planned = target_sampai_triwulan(target, realisasi=so_far, triwulan=triwulan, akumulasi="jumlah")
        columns = per_triwulan(nilai, cara_isi=cara_isi, akumulasi="jumlah")
        results.append((so_far.persis, so_far.cakupan, planned.persis, planned.alasan, columns))
    assert results[0] == results[1]


@given(quarters)
def test_the_quarter_columns_add_up_to_the_year(typed: Quarters) -> None:
    columns = per_triwulan(typed, cara_isi="sd_triwulan", akumulasi="jumlah")
    own = [column.nilai for column in columns if column.nilai is not None]
    year = sampai_triwulan(typed, triwulan=4, cara_isi="sd_triwulan", akumulasi="jumlah")
    assert year.nilai == (sum(own) if own else None)
    covered = [quarter for column in columns for quarter in column.mencakup]
    assert covered == list(range(1, max(reported(typed, 4), default=0) + 1))


@given(st.lists(st.tuples(st.none() | figures, targets), max_size=8), st.sampled_from([None, 100, 110, 120, 200]))
def test_the_cap_works_inside_averages_only(rows: list[tuple[Decimal | None, Decimal]], batas: int | None) -> None:
    each = [capaian(r, t, polaritas="positif") for r, t in rows]
    mean = rata_rata(each, batas=batas)
    exact = [Fraction(r) / Fraction(t) * 100 for r, t in rows if r is not None]
    assert [row.persis for row in each if row.persis is not None] == exact
    capped = [value if batas is None else min(value, Fraction(batas)) for value in exact]
    assert mean.persis == (sum(capped) / len(capped) if capped else None)
    assert mean.cakupan is not None
    assert (len(mean.cakupan.tercakup), mean.cakupan.semua) == (len(exact), len(rows))
