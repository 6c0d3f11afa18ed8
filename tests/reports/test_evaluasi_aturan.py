"""Form E.81 and E.80 by the house rules that the worked vectors of the reference leave open, on a small agency."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Indikator
from programs.models import Renstra
from reports.exports import export
from reports.selectors.evaluasi import BarisEvaluasi, evaluasi_renja
from reports.selectors.evaluasi_renstra import evaluasi_renstra
from reports.selectors.permintaan import Permintaan
from reports.tables import evaluasi_renja as e81
from reports.tables.registry import PERIODIC, build_report
from reports.tables.satuan import with_satuan
from targets.choices import Aksi, StatusLaporan
from targets.formulas import NilaiTarget
from targets.models import Jadwal, PengaturanKinerja, Target
from targets.services import enact, replace_row, start_perubahan
from targets.services.realisasi import Isian
from tests.targets.pabrik import Panggung, buat_panggung
from tests.workbook import open_sheet

ALL = tuple(StatusLaporan)


@pytest.fixture
def panggung(db: Any) -> Panggung:
    return buat_panggung()


def measure(panggung: Panggung, **values: Any) -> None:
    """Say of indicator A, which measures the subkegiatan, how it is read."""
    Indikator.objects.filter(pk=panggung.indikator["A"].pk).update(**values)


def line_of_a(panggung: Panggung, triwulan: int = 1) -> BarisEvaluasi:
    found = evaluasi_renja(Permintaan(panggung.renstra, 2026, triwulan, dengan_draf=True))
    return next(row for row in found.baris if row.line.indikator == panggung.indikator["A"])


def test_a_range_is_held_against_both_its_bounds_to_the_end_of_the_renstra(panggung: Panggung) -> None:
    """110 lies between 100 and 120, so both levels are 100."""
    measure(panggung, polaritas="rentang", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    Target.objects.filter(indikator=panggung.indikator["A"]).update(nilai_atas=120)
    panggung.save(Isian(panggung.baris("A"), "nilai", "110"))
    kinerja = line_of_a(panggung).kinerja
    assert kinerja is not None
    assert (kinerja.tingkat_tahun.nilai, kinerja.tingkat_renstra.nilai) == (100, 100)


def shown(panggung: Panggung, slug: str, format: str = "json") -> Any:
    """Return the cells of indicator A by column, as a file of the report holds them."""
    table = build_report(slug, Permintaan(panggung.renstra, 2026, 1, dengan_draf=True))
    if format == "json":
        rows = json.loads(export(table, "json").content)["baris"]
        return next(row["nilai"] for row in rows if row["kunci"] == "1.06.04.2.01.0001")
    sheet = open_sheet(export(table, "xlsx").content, values=False)
    [cells] = [row for row in sheet.iter_rows(values_only=True) if row[2] == "1.06.04.2.01.0001"]
    return dict(zip([column.key for column in table.grid.columns], cells, strict=True))


def test_a_range_prints_both_its_bounds_and_no_formula_reads_them(panggung: Panggung) -> None:
    measure(panggung, polaritas="rentang", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    Target.objects.filter(indikator=panggung.indikator["A"]).update(nilai="80.5", nilai_atas=90)
    panggung.save(Isian(panggung.baris("A"), "nilai", "85"))
    row = shown(panggung, "e81")
    assert (row["k5"], row["k7"], row["k12"], row["k14"]) == ("80,5–90", "80,5–90", "85", "100")
    assert shown(panggung, "e81", "xlsx")["k14"] == 100, "a figure, not a formula"
    row = shown(panggung, "e80")
    assert (row["k6"], row["kt2026"], row["kt2029"], row["kc2026"]) == ("80,5–90", "80,5–90", "80,5–90", "100")
    content = export(build_report("e81", Permintaan(panggung.renstra, 2026, 1, dengan_draf=True)), "csv").content
    assert "80,5–90" in content.decode("utf-8-sig")


def test_an_evaluation_rounds_the_bounds_as_a_single_target_and_a_plan_prints_both_as_stated(
    panggung: Panggung,
) -> None:
    """80,125 is 80,13 half up; see docs/formulas/capaian.md."""
    measure(panggung, akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    target = Target.objects.filter(indikator=panggung.indikator["A"])
    target.update(nilai="80.125")
    assert shown(panggung, "e81")["k7"] == "80.13"
    assert with_satuan(NilaiTarget(Decimal("80.125")), panggung.indikator["A"]) == "80,125 Orang"
    measure(panggung, polaritas="rentang")
    target.update(nilai_atas="90.1234")
    assert shown(panggung, "e81")["k7"] == "80,13–90,12"
    range_ = NilaiTarget(Decimal("80.125"), Decimal("90.1234"))
    assert with_satuan(range_, panggung.indikator["A"]) == "80,125–90,1234 Orang"


def test_a_grade_prints_its_code_and_no_formula_reads_it(panggung: Panggung) -> None:
    """Target A (4), reached BB (3): 75,00."""
    measure(
        panggung,
        skala={"A": 4, "BB": 3, "B": 2},
        satuan="Predikat",
        akumulasi_triwulan="posisi_akhir",
        akumulasi_tahun="posisi_akhir",
        baseline=2,
    )
    Target.objects.filter(indikator=panggung.indikator["A"]).update(nilai=4)
    panggung.save(Isian(panggung.baris("A"), "kode", "BB"))
    row = shown(panggung, "e81")
    assert [row[key] for key in ("k5", "k7", "k8", "k12", "k13", "k14")] == ["A", "A", "BB", "BB", "BB", "75"]
    book = shown(panggung, "e81", "xlsx")
    assert (book["k12"], book["k13"], book["k14"]) == ("BB", "BB", 75)
    row = shown(panggung, "e80")
    assert [row[key] for key in ("baseline", "k6", "kt2026", "kr2026", "kc2026")] == ["B", "A", "A", "BB", "75"]


@pytest.mark.parametrize("slug", PERIODIC)
def test_a_plan_with_a_perubahan_takes_no_more_than_twelve_queries(
    panggung: Panggung, slug: str, django_assert_max_num_queries: Any
) -> None:
    draft = start_perubahan(renstra=panggung.renstra, nomor="1", tanggal=date(2026, 6, 1))
    replace_row(row=panggung.subkegiatan, dokumen=draft, nama="Sub baru")
    enact(dokumen=draft)
    panggung.save(Isian(panggung.baris("B"), "nilai", "85"))
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=panggung.renstra.pk)
    with django_assert_max_num_queries(12):
        build_report(slug, Permintaan(renstra, 2026, dengan_draf=True))


def test_a_level_against_a_target_of_zero_is_no_formula(panggung: Panggung) -> None:
    """Fewer is better, none was wanted and none came: 100, where a live formula would divide by zero."""
    measure(panggung, polaritas="negatif")
    Target.objects.filter(indikator=panggung.indikator["A"]).update(nilai=0)
    panggung.save(Isian(panggung.baris("A"), "nilai", "0"))
    row = line_of_a(panggung)
    pairs: dict[str, Any] = {pair.key: pair for pair in e81.figures(panggung.renstra, 2026, tingkat_renja=True)}
    assert [(cell.value, cell.formula) for key in ("12b", "14") if (cell := pairs[key].k(row.kinerja))] == [
        (100, ""),
        (100, ""),
    ]


def count_blank_as(panggung: Panggung, word: str) -> None:
    PengaturanKinerja.objects.update_or_create(
        perangkat_daerah=panggung.agency, defaults={"perlakuan_kosong": word}
    )


def lock(panggung: Panggung, *cells: Isian, triwulan: int = 1) -> None:
    """Bring a quarter, with the money and indicator B filled, to dikunci."""
    filled = Isian(panggung.baris("B"), "nilai", "20"), Isian(panggung.anggaran, "nilai", "1.000.000")
    panggung.save(*filled, *cells, triwulan=triwulan)
    for aksi, oleh in ((Aksi.AJUKAN, "staf"), (Aksi.VERIFIKASI, "pemeriksa"), (Aksi.KUNCI, "kepala")):
        panggung.step(panggung.report(triwulan), aksi, oleh)


def test_what_is_not_due_never_counts_as_zero(panggung: Panggung) -> None:
    """An annual indicator in TW I of a locked report stays out of the means, though an empty one counts as 0."""
    measure(panggung, frekuensi="tahunan")
    count_blank_as(panggung, "nol")
    lock(panggung)
    found = evaluasi_renja(Permintaan(panggung.renstra, 2026, 1))
    assert (found.rata_tahun.nilai, found.rata_renstra.nilai) == (None, None)


def test_an_unreported_one_counts_as_zero_where_the_setting_says_so(panggung: Panggung) -> None:
    count_blank_as(panggung, "nol")
    lock(panggung, Isian(panggung.baris("A"), "keterangan", "Belum ada data."))
    found = evaluasi_renja(Permintaan(panggung.renstra, 2026, 1))
    assert (found.rata_tahun.nilai, found.rata_renstra.nilai) == (0, 0)


def test_e80_treats_what_was_not_reported_as_the_agency_says(panggung: Panggung) -> None:
    """TW IV of 2026 is locked without a figure of A: 0 where the setting says nol; 2027 has no report."""
    Jadwal.objects.create(
        perangkat_daerah=panggung.agency,
        tahun=2026,
        triwulan=4,
        dibuka=date(2026, 4, 1),
        jatuh_tempo=date(2026, 4, 8),
        ditutup=date(2026, 4, 15),
    )
    lock(panggung, Isian(panggung.baris("A"), "keterangan", "Belum ada data."), triwulan=4)
    means = []
    for word in ("nol", "abaikan"):
        count_blank_as(panggung, word)
        means.append(evaluasi_renstra(Permintaan(panggung.renstra, 2026)).rata)
    assert [(mean[2026].nilai, mean[2027].nilai) for mean in means] == [(0, None), (None, None)]


@pytest.mark.parametrize(("wanted", "columns"), [(False, 15), (True, 16)])
def test_the_level_of_the_renja_is_a_column_where_the_agency_says_so(
    panggung: Panggung, wanted: bool, columns: int
) -> None:
    """20 of the year's 100 in TW I: 20,00; the last column is (15), with it (16)."""
    PengaturanKinerja.objects.update_or_create(
        perangkat_daerah=panggung.agency, defaults={"tingkat_capaian_renja": wanted}
    )
    panggung.save(Isian(panggung.baris("A"), "nilai", "20"))
    assert shown(panggung, "e81").get("k12b") == ("20" if wanted else None)
    table = build_report("e81", Permintaan(panggung.renstra, 2026, 1, dengan_draf=True))
    assert table.grid.number(len(table.grid.columns) - 1) == f"({columns})"
    assert PengaturanKinerja.history.filter(tingkat_capaian_renja=wanted).exists()
