"""Warnings: each has a case that rings it and the nearest case that does not."""

import inspect
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from renstra.lib.numbers import NBSP
from targets import kewajaran
from targets.formulas import Bagian, Nilai
from targets.kewajaran import (
    Peringatan,
    di_atas_pagu,
    jauh_di_atas_target,
    lebih_dari_seluruhnya,
    persentase_di_atas_100,
    selalu_sama_dengan_target,
    turun,
    uang_dan_keluaran,
)

Quarters = list[Nilai | None]


def code(found: Peringatan | None) -> str | None:
    return None if found is None else found.kode


@pytest.mark.parametrize(
    ("nilai", "cara_isi", "akumulasi", "expected"),
    [
        ([10, 8, None, None], "sd_triwulan", "jumlah", "turun-dari-triwulan-lalu"),
        ([10, None, 8, None], "sd_triwulan", "jumlah", "turun-dari-triwulan-lalu"),
        ([10, 8, None, None], "sd_triwulan", "maksimum", "turun-dari-triwulan-lalu"),
        ([10, 10, None, None], "sd_triwulan", "jumlah", None),
        ([10, 8, None, None], "triwulan", "jumlah", None),
        ([10, 8, None, None], "sd_triwulan", "posisi_akhir", None),
        ([10, 8, None, None], "sd_triwulan", "rata_rata", None),
        ([10, 12, 14, 8], "sd_triwulan", "jumlah", None),
    ],
)
def test_a_sum_since_january_cannot_fall(
    nilai: Quarters, cara_isi: str, akumulasi: str, expected: str | None
) -> None:
    assert code(turun(nilai, triwulan=3, cara_isi=cara_isi, akumulasi=akumulasi)) == expected


def test_the_fall_is_told_with_both_figures_and_a_remedy() -> None:
    found = turun([Decimal("10.5"), None, 8, None], triwulan=3, cara_isi="sd_triwulan", akumulasi="jumlah")
    assert found is not None
    assert found.kalimat == (
        "Angka sejak Januari sampai triwulan III (8) lebih kecil daripada sampai triwulan I (10,5); "
        "periksa apakah yang terketik angka triwulan itu saja."
    )


@pytest.mark.parametrize(
    ("realisasi", "target", "rings"),
    [(151, 100, True), (150, 100, False), (5, 0, False), (None, 100, False), (151, None, False), (0, 100, False)],
)
def test_more_than_half_again_the_target_is_asked_about(
    realisasi: Nilai | None, target: Nilai | None, rings: bool
) -> None:
    assert code(jauh_di_atas_target(realisasi, target)) == ("jauh-di-atas-target" if rings else None)


@pytest.mark.parametrize(
    ("keluaran", "uang", "expected"),
    [
        (0, 5_000_000, "uang-tanpa-keluaran"),
        (3, 0, "keluaran-tanpa-uang"),
        (0, 0, None),
        (3, 5_000_000, None),
        (None, 5_000_000, None),
        (3, None, None),
    ],
)
def test_money_and_output_come_together(keluaran: Nilai | None, uang: Nilai | None, expected: str | None) -> None:
    assert code(uang_dan_keluaran(keluaran, uang)) == expected


@pytest.mark.parametrize(
    ("nilai", "target", "cara_isi", "akumulasi", "rings"),
    [
        ([10, 20, None, None], [10, 20, 30, 40], "triwulan", "jumlah", True),
        ([10, 30, None, None], [10, 20, 30, 40], "sd_triwulan", "jumlah", True),
        ([10, None, 60, None], [10, 20, 30, 40], "sd_triwulan", "jumlah", True),
        ([25, 50, 75, None], [25, 50, 75, 100], "sd_triwulan", "posisi_akhir", True),
        ([80, 81, None, None], [80, 82, 82, 82], "sd_triwulan", "rata_rata", True),
        ([10, 20, None, None], [10, 20, 30, 40], "sd_triwulan", "jumlah", False),
        ([10, 21, None, None], [10, 20, 30, 40], "triwulan", "jumlah", False),
        ([10, None, None, None], [10, 20, 30, 40], "triwulan", "jumlah", False),
        ([0, 0, None, None], [0, 0, 30, 40], "triwulan", "jumlah", False),
        ([0, 20, None, None], [0, 20, 30, 40], "triwulan", "jumlah", False),
        ([10, 20, None, None], [10, None, 30, 40], "triwulan", "jumlah", False),
    ],
)
def test_a_copy_of_the_targets_is_asked_about(
    nilai: Quarters, target: Quarters, cara_isi: str, akumulasi: str, rings: bool
) -> None:
    found = selalu_sama_dengan_target(nilai, target, triwulan=3, cara_isi=cara_isi, akumulasi=akumulasi)
    assert code(found) == ("selalu-sama-dengan-target" if rings else None)


def test_spending_above_the_pagu_is_asked_about_to_the_sen() -> None:
    found = di_atas_pagu(Decimal("1000000.4"), 1_000_000)
    assert found is not None
    assert f"Rp{NBSP}1.000.000,4 melampaui pagu Rp{NBSP}1.000.000;" in found.kalimat
    assert di_atas_pagu(1_000_000, 1_000_000) is None
    assert di_atas_pagu(None, 1_000_000) is None
    assert di_atas_pagu(5, None) is None


def test_a_part_above_the_whole_is_asked_about() -> None:
    assert code(lebih_dari_seluruhnya(Bagian(12, 10))) == "di-atas-100-persen"
    assert lebih_dari_seluruhnya(Bagian(10, 10)) is None
    assert lebih_dari_seluruhnya(Bagian(12, None)) is None
    assert code(persentase_di_atas_100(Decimal("100.01"), dari_bagian=True)) == "di-atas-100-persen"
    assert persentase_di_atas_100(100, dari_bagian=True) is None
    assert persentase_di_atas_100(120, dari_bagian=False) is None


def test_every_warning_has_its_line_in_the_prose() -> None:
    source = inspect.getsource(kewajaran)
    codes = set(re.findall(r'Peringatan\(\s*"([a-z0-9-]+)"', source))
    prose = (Path(__file__).resolve().parents[2] / "docs/formulas/kewajaran.md").read_text(encoding="utf-8")
    rows = [re.findall(r"`([^`]+)`", line) for line in prose.splitlines() if line.startswith("| `")]
    assert {row[0] for row in rows} == codes
    functions: dict[str, Callable[..., object]] = dict(inspect.getmembers(kewajaran, inspect.isfunction))
    public = {name for name, made in functions.items() if made.__module__ == kewajaran.__name__ and name[0] != "_"}
    assert {name for row in rows for name in row[1:]} == public
