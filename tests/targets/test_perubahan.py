"""Renstra Perubahan: murni and perubahan stand side by side, and an old table prints as it was."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Hasil, Indikator
from programs.models import Dokumen, Kegiatan, Pengguna, Program, Sasaran, Subkegiatan, Tujuan
from renstra.tabular.pdf import document
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import TABLES, build_report
from targets.models import Pagu, RealisasiTahunan, Target
from targets.selectors import PlanDocumentError, plan_document, ruling_document
from targets.services import (
    PerubahanError,
    discard_perubahan,
    enact,
    replace_row,
    start_perubahan,
    withdraw_row,
)

pytestmark = pytest.mark.django_db
ACT: dict[str, Any] = {"nomor": "Perwali Contoh 1/2027", "tanggal": date(2027, 3, 1)}


@pytest.fixture
def murni(renstra: Any) -> Dokumen:
    return plan_document(renstra)


@pytest.fixture
def draft(renstra: Any) -> Dokumen:
    return start_perubahan(renstra=renstra, **ACT)


def prints(renstra: Any, dokumen: Dokumen | None = None) -> dict[str, tuple[bytes, str]]:
    """Return the JSON of every table and the whole page behind its PDF."""
    tables = {slug: build_report(slug, Permintaan.of_plan(renstra, dokumen=dokumen)) for slug in TABLES}
    return {slug: (export(table, "json").content, document(table)) for slug, table in tables.items()}


def change_everything(renstra: Any, draft: Dokumen) -> None:
    """Replace a row of every kind, withdraw a subkegiatan with all under it, and add a new one."""
    own = {"renstra": renstra}
    replace_row(row=Tujuan.objects.get(kode="T1", **own), dokumen=draft, uraian="Tujuan baru")
    replace_row(row=Sasaran.objects.get(kode="S4", **own), dokumen=draft, uraian="Sasaran baru")
    replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, nama="PROGRAM BARU")
    replace_row(row=Kegiatan.objects.get(kode="1.06.04.2.01"), dokumen=draft, nama="Kegiatan baru")
    replace_row(row=Subkegiatan.objects.get(kode="1.06.04.2.01.0009"), dokumen=draft, nama="Subkegiatan baru")
    replace_row(row=Hasil.objects.get(kode="1.06.04#1"), dokumen=draft, uraian="Outcome baru")
    replace_row(row=Indikator.objects.get(kode="T1.1"), dokumen=draft, nama="Indikator baru")
    for indikator in Indikator.objects.filter(hasil__subkegiatan__kode="1.06.01.2.01.0001"):
        withdraw_row(row=indikator, dokumen=draft)
    for hasil in Hasil.objects.filter(subkegiatan__kode="1.06.01.2.01.0001"):
        withdraw_row(row=hasil, dokumen=draft)
    withdraw_row(row=Subkegiatan.objects.get(kode="1.06.01.2.01.0001"), dokumen=draft)
    Pagu.objects.filter(dokumen=draft, subkegiatan__kode="1.06.04.2.01.0009", tahun=2028).update(nilai=7)


def test_the_old_tables_print_as_they_were_once_a_perubahan_is_enacted(renstra: Any, murni: Dokumen) -> None:
    before = prints(renstra)
    draft = start_perubahan(renstra=renstra, **ACT)
    change_everything(renstra, draft)
    assert prints(renstra) == before  # a rancangan rules nothing
    enact(dokumen=draft)
    assert ruling_document(renstra) == draft
    assert prints(renstra, murni) == before


def test_a_perubahan_prints_its_own_rows_before_and_after_it_is_enacted(renstra: Any, draft: Dokumen) -> None:
    change_everything(renstra, draft)
    for dokumen in (draft, enact(dokumen=draft)):
        table = build_report("tabel-4.2", Permintaan.of_plan(renstra, dokumen=dokumen))
        rows = {row.key: row.data for row in table.rows}
        assert rows["1.06.04"].uraian == "PROGRAM BARU"
        assert rows["1.06.04#1.1"].uraian == "Outcome baru"
        assert rows["1.06.04.2.01.0009"].pagu[2028] == 7
        assert "1.06.01.2.01.0001" not in rows
        goals = [row.data for row in build_report("tabel-3.1", Permintaan.of_plan(renstra, dokumen=dokumen)).rows]
        assert {goals[0].uraian, goals[0].indikator} == {"Tujuan baru", "Indikator baru"}
        cascade = [
            row.data for row in build_report("tabel-4.1", Permintaan.of_plan(renstra, dokumen=dokumen)).rows
        ]
        assert "Sasaran baru" in {row.sasaran for row in cascade}
        assert table.title.endswith(
            "Renstra Perubahan 1" if dokumen.status == "ditetapkan" else "Renstra Perubahan 1 (rancangan)"
        )


def test_a_perubahan_starts_with_the_figures_of_the_ruling_document(murni: Dokumen, draft: Dokumen) -> None:
    for model, link in ((Target, "indikator"), (Pagu, "subkegiatan")):
        columns = (link, "tahun", "nilai")
        stated = [sorted(model.objects.filter(dokumen=d).values_list(*columns)) for d in (murni, draft)]
        assert stated[0] == stated[1] != []
    assert (draft.perubahan_ke, draft.status, draft.nomor) == (1, "rancangan", ACT["nomor"])


def test_links_move_to_the_rows_in_force_when_the_perubahan_is_enacted(renstra: Any, draft: Dokumen) -> None:
    program = Program.objects.get(kode="1.06.04")
    successor = replace_row(row=program, dokumen=draft, nama="PROGRAM BARU")
    kegiatan = Kegiatan.objects.get(kode="1.06.04.2.01")
    assert kegiatan.program == program
    enact(dokumen=draft)
    kegiatan.refresh_from_db()
    assert kegiatan.program == successor
    assert (successor.menggantikan, successor.mulai, program.akhir) == (program, draft, draft)
    assert list(Program.objects.in_force(draft).filter(kode="1.06.04")) == [successor]


def test_history_names_who_enacted_and_how_many_links_moved(renstra: Any, draft: Dokumen) -> None:
    """Program 1.06.04 has one kegiatan and four outcomes in the document: five links move."""
    replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, nama="PROGRAM BARU")
    user = Pengguna.objects.get(username="demo-sekretariat")
    enact(dokumen=draft, user=user)
    event: Any = draft.history.first()
    assert (event.status, event.history_user) == ("ditetapkan", user)
    assert event.history_change_reason == "ditetapkan, 5 tautan baris dipindah"


def test_history_names_who_gave_figures_to_a_successor_and_their_time_stays(renstra: Any, draft: Dokumen) -> None:
    indikator = Indikator.objects.get(kode="T1.1", renstra=renstra)
    before = dict(Target.objects.filter(dokumen=draft, indikator=indikator).values_list("pk", "diubah_pada"))
    user = Pengguna.objects.get(username="demo-sekretariat")
    successor = replace_row(row=indikator, dokumen=draft, user=user, nama="Indikator baru")
    moved = Target.objects.filter(dokumen=draft, indikator=successor)
    assert dict(moved.values_list("pk", "diubah_pada")) == before != {}
    for row in moved:
        event: Any = row.history.first()
        assert (event.indikator, event.history_user) == (successor, user)
        assert event.history_change_reason == "pindah ke baris pengganti"
    records = sum(row.history.count() for row in moved)
    replace_row(row=successor, dokumen=draft, user=user, nama="Sekali lagi")
    assert sum(row.history.count() for row in moved) == records, "nothing moved"


def test_a_second_perubahan_builds_on_the_first(renstra: Any, draft: Dokumen) -> None:
    replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, nama="PERTAMA")
    enact(dokumen=draft)
    printed = prints(renstra, draft)
    second = start_perubahan(renstra=renstra, **ACT)
    replace_row(row=Program.objects.in_force(second).get(kode="1.06.04"), dokumen=second, nama="KEDUA")
    enact(dokumen=second)
    assert prints(renstra, draft) == printed
    names = [
        Program.objects.in_force(d).get(kode="1.06.04").nama
        for d in Dokumen.objects.filter(renstra=renstra, jenis="renstra").order_by("perubahan_ke")
    ]
    assert names == ["PROGRAM REHABILITASI SOSIAL", "PERTAMA", "KEDUA"]


def test_a_row_changed_twice_in_one_perubahan_has_one_successor(draft: Dokumen) -> None:
    first = replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, nama="PERTAMA")
    assert replace_row(row=first, dokumen=draft, nama="KEDUA").pk == first.pk
    assert Program.objects.filter(kode="1.06.04").count() == 2


def test_a_successor_takes_the_targets_along_unless_its_unit_changes(murni: Dokumen, draft: Dokumen) -> None:
    indikator = Indikator.objects.get(kode="T1.1")
    renamed = replace_row(row=indikator, dokumen=draft, nama="Nama baru")
    assert Target.objects.get(dokumen=draft, indikator=renamed, tahun=2026, jenis="tahunan").nilai == 60
    assert Target.objects.filter(dokumen=murni, indikator=indikator).exists()
    remeasured = replace_row(row=renamed, dokumen=draft, satuan="Orang")
    assert not Target.objects.filter(dokumen=draft, indikator=remeasured).exists()
    assert remeasured.baseline is None
    indikator.refresh_from_db()
    assert indikator.baseline == 50


def test_a_row_with_rows_under_it_is_not_withdrawn(draft: Dokumen) -> None:
    with pytest.raises(PerubahanError, match=r"masih mempunyai .* baris di bawahnya"):
        withdraw_row(row=Subkegiatan.objects.get(kode="1.06.01.2.01.0001"), dokumen=draft)


def test_a_discarded_perubahan_leaves_no_trace(renstra: Any) -> None:
    before = prints(renstra)
    draft = start_perubahan(renstra=renstra, **ACT)
    change_everything(renstra, draft)
    discard_perubahan(dokumen=draft)
    assert not Dokumen.objects.filter(pk=draft.pk).exists()
    assert not Program.objects.filter(akhir__isnull=False).exists()
    assert prints(renstra) == before


def test_rows_change_only_in_a_rancangan(murni: Dokumen, draft: Dokumen) -> None:
    program = Program.objects.get(kode="1.06.04")
    with pytest.raises(PerubahanError, match="bukan rancangan Renstra"):
        replace_row(row=program, dokumen=murni, nama="X")
    enact(dokumen=draft)
    with pytest.raises(PerubahanError, match="bukan rancangan Renstra"):
        withdraw_row(row=program, dokumen=draft)
    with pytest.raises(PerubahanError, match="sudah berstatus ditetapkan"):
        enact(dokumen=draft)


def test_a_successor_keeps_its_code_and_its_place_in_the_plan(draft: Dokumen) -> None:
    with pytest.raises(PerubahanError, match="kode tetap pada baris pengganti"):
        replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, kode="1.06.99")
    with pytest.raises(PerubahanError, match=r"harus 1\.06\.04#2"):
        replace_row(row=Hasil.objects.get(kode="1.06.04#1"), dokumen=draft, urutan=2)


def test_a_row_that_no_longer_stands_is_not_replaced(draft: Dokumen) -> None:
    program = Program.objects.get(kode="1.06.04")
    replace_row(row=program, dokumen=draft, nama="BARU")
    with pytest.raises(PerubahanError, match="tidak berlaku dalam"):
        replace_row(row=program, dokumen=draft, nama="LAGI")


def test_one_perubahan_at_a_time_and_none_without_a_ruling_document(renstra: Any, draft: Dokumen) -> None:
    with pytest.raises(PerubahanError, match="belum ditetapkan; tetapkan atau batalkan"):
        start_perubahan(renstra=renstra, **ACT)
    discard_perubahan(dokumen=draft)
    Dokumen.objects.filter(renstra=renstra).update(status="rancangan")
    with pytest.raises(PlanDocumentError, match="belum mempunyai dokumen Renstra yang ditetapkan"):
        start_perubahan(renstra=renstra, **ACT)


def test_a_perubahan_without_number_or_date_is_not_enacted(renstra: Any) -> None:
    with pytest.raises(PerubahanError, match="belum mempunyai nomor dan tanggal"):
        enact(dokumen=start_perubahan(renstra=renstra))


def test_a_perubahan_with_a_row_under_a_withdrawn_one_is_not_enacted(draft: Dokumen) -> None:
    Sasaran.objects.filter(kode="S4").update(akhir=draft)
    with pytest.raises(PerubahanError, match="di bawah baris yang ditarik"):
        enact(dokumen=draft)


def test_the_reading_of_an_indicator_with_realisasi_changes_only_by_a_successor(draft: Dokumen) -> None:
    indikator = Indikator.objects.get(kode="T1.1")
    indikator.polaritas = "negatif"
    indikator.full_clean()  # no realisasi yet
    RealisasiTahunan.objects.create(indikator=indikator, tahun=2026, nilai=Decimal(1), sumber="Contoh")
    with pytest.raises(Exception, match="polaritas tidak dapat diubah; buat indikator penggantinya"):
        indikator.full_clean()
    indikator.refresh_from_db()
    assert replace_row(row=indikator, dokumen=draft, polaritas="negatif").polaritas == "negatif"


def test_loading_the_plan_again_after_a_perubahan_changes_nothing(renstra: Any, draft: Dokumen) -> None:
    from pathlib import Path

    from django.conf import settings

    from targets.importers.renstra import load_renstra

    change_everything(renstra, draft)
    enact(dokumen=draft)
    report = load_renstra(Path(settings.BASE_DIR) / "fixtures" / "batam-2025-2029", overwrite=True)
    assert (report.created, report.differences) == (0, [])
