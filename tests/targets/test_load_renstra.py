"""Loading the plan: idempotent, whole or nothing, never against a person's edit."""

import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.models import Indikator
from programs.models import Pejabat, Program, Subkegiatan
from targets.models import Pagu

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "batam-2025-2029"


def load(*args: str) -> str:
    out = StringIO()
    call_command("load_renstra", *args, stdout=out)
    return out.getvalue()


def test_loading_again_creates_and_changes_nothing() -> None:
    assert "0 baris baru" in load()
    assert Subkegiatan.objects.count() == 53
    assert Pejabat.objects.count() == 0


def test_an_edit_by_a_person_is_listed_and_kept_until_told_otherwise() -> None:
    Program.objects.filter(kode="1.06.04").update(nama="Nama dari kantor")
    assert "Nama dari kantor" in load()
    assert Program.objects.get(kode="1.06.04").nama == "Nama dari kantor"
    load("--timpa")
    assert Program.objects.get(kode="1.06.04").nama == "PROGRAM REHABILITASI SOSIAL"


def test_a_baseline_emptied_by_a_person_stays_empty() -> None:
    Indikator.objects.filter(kode="T1.1").update(baseline=None)
    assert "1 perbedaan" in load()
    assert Indikator.objects.get(kode="T1.1").baseline is None
    load("--timpa")
    assert Indikator.objects.get(kode="T1.1").baseline == 50


def test_a_changed_figure_is_kept_and_a_missing_one_restored() -> None:
    pagu = Pagu.objects.get(subkegiatan__kode="1.06.01.2.01.0001", tahun=2025)
    Pagu.objects.filter(pk=pagu.pk).update(nilai=1)
    Pagu.objects.get(subkegiatan__kode="1.06.01.2.01.0001", tahun=2026).delete()
    report = load()
    assert "1 baris baru" in report and "1 perbedaan" in report
    assert Pagu.objects.get(pk=pagu.pk).nilai == 1
    assert Pagu.objects.get(subkegiatan__kode="1.06.01.2.01.0001", tahun=2026).nilai == Decimal(91_797_500)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("pagu.tsv", "118493000", "seratus", r"pagu.tsv baris 2: kolom “2025” berisi “seratus”"),
        ("kegiatan.tsv", "\t1.06.01\t", "\t1.06.99\t", r"kegiatan.tsv baris 2: program “1.06.99”"),
        ("program.tsv", "\tS4\t", "\t", r"program.tsv baris 2: ada 7 kolom, seharusnya 8"),
        ("urusan.tsv", "\t1\t", "\t11\t", r"urusan.tsv baris 2: Kode tidak sesuai pola"),
        ("indikator.tsv", "\tpositif\t", "\tbagus\t", r"indikator.tsv baris 2"),
    ],
)
def test_a_broken_file_names_the_place_and_loads_nothing(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    Pagu.objects.filter(tahun=2030).delete()
    with pytest.raises(CommandError, match=message):
        load("--folder", str(folder))
    assert not Pagu.objects.filter(tahun=2030).exists()


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"pemerintah_daerah.tsv tidak ada"):
        load("--folder", str(tmp_path))


def test_the_sums_of_subkegiatan_are_the_documents_totals(renstra: Any) -> None:
    from programs.rollup import TOTAL, roll_up
    from targets.selectors import pagu_by_code, plan_document

    pagu = pagu_by_code(plan_document(renstra))
    sums = roll_up((kode, year, value) for kode, years in pagu.items() for year, value in years.items())
    assert [sums[TOTAL][year] for year in range(2025, 2031)] == [
        56_091_664_083,
        59_317_956_428,
        59_572_430_237,
        63_742_795_251,
        70_268_126_138,
        81_058_665_524,
    ]
