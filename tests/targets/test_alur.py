"""The life of a report: every state, action and person; the database's own guards; what each step leaves."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from programs.models import Penugasan
from targets.choices import Aksi, StatusLaporan
from targets.models import (
    Bukti,
    CatatanPemeriksa,
    EvaluasiTriwulan,
    Kelonggaran,
    LaporanTriwulan,
    Pemberitahuan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.services.galat import BelumSiapError, BentrokError, LaporanError
from targets.services.laporan import CatatanSel, ensure_report, take_step
from targets.services.realisasi import Isian, save_cells
from tests.targets.pabrik import TAHUN, Panggung, saat

# Design section 6: from which state, by which action, to which state, and who may.
ALLOWED = {
    ("draf", "ajukan"): ("diajukan", {"staf", "rekan"}),
    ("dikembalikan", "ajukan"): ("diajukan", {"staf", "rekan"}),
    ("diajukan", "tarik"): ("draf", {"staf", "rekan"}),
    ("diajukan", "kembalikan"): ("dikembalikan", {"pemeriksa", "pemeriksa_2", "kepala"}),
    ("diverifikasi", "kembalikan"): ("dikembalikan", {"pemeriksa", "pemeriksa_2", "kepala"}),
    ("diajukan", "verifikasi"): ("diverifikasi", {"pemeriksa", "pemeriksa_2"}),
    ("diverifikasi", "kunci"): ("dikunci", {"kepala"}),
}
PAIRS = {(state, target) for (state, _), (target, _) in ALLOWED.items()}
CLOSED = ("diajukan", "diverifikasi", "dikunci")


@pytest.mark.parametrize(("status", "aksi"), list(product(StatusLaporan.values, Aksi.values)))
def test_every_action_from_every_state_is_open_to_those_named_and_to_nobody_else(
    panggung: Panggung, status: str, aksi: str
) -> None:
    laporan = panggung.bring_to(status)
    target, allowed = ALLOWED.get((status, aksi), ("", set()))
    for name in panggung.orang:
        sid = transaction.savepoint()
        if name in allowed:
            assert panggung.step(laporan, Aksi(aksi), name).status == target, name
        else:
            with pytest.raises((PermissionDenied, LaporanError)):
                panggung.step(laporan, Aksi(aksi), name)
        transaction.savepoint_rollback(sid)
        assert LaporanTriwulan.objects.get(pk=laporan.pk).status == status, name


def test_no_step_is_open_to_somebody_whose_assignment_ended(panggung: Panggung) -> None:
    laporan = panggung.fill()
    Penugasan.objects.filter(pengguna=panggung.orang["staf"]).update(selesai=date(2026, 1, 1))
    with pytest.raises(PermissionDenied):
        panggung.step(laporan, Aksi.AJUKAN, "staf")


# What the database refuses by itself --------------------------------------------------------------------------


def by_queryset(laporan: LaporanTriwulan, status: str) -> None:
    LaporanTriwulan.objects.filter(pk=laporan.pk).update(status=status)


def by_sql(laporan: LaporanTriwulan, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE targets_laporantriwulan SET status = %s WHERE id = %s", [status, laporan.pk])


def refused(write: Callable[[], Any]) -> bool:
    """Whether the database refuses a write; nothing of it stays either way."""
    sid = transaction.savepoint()
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    else:
        return False
    finally:
        transaction.savepoint_rollback(sid)


@pytest.mark.parametrize("write", [by_queryset, by_sql])
@pytest.mark.parametrize("status", StatusLaporan.values)
def test_the_database_refuses_every_pair_of_states_that_is_no_step(
    panggung: Panggung, status: str, write: Callable[[LaporanTriwulan, str], None]
) -> None:
    laporan = panggung.bring_to(status)
    for target in StatusLaporan.values:
        possible = (status, target) in PAIRS or (status == target != "dikunci")
        assert refused(lambda target=target: write(laporan, target)) is not possible, target  # type: ignore[misc]


def test_the_database_refuses_a_report_that_is_born_beyond_draf(panggung: Panggung) -> None:
    place = {"renstra": panggung.renstra, "unit": panggung.unit, "tahun": TAHUN, "triwulan": 1}
    for status in set(StatusLaporan.values) - {"draf"}:
        assert refused(lambda status=status: LaporanTriwulan.objects.create(**place, status=status))  # type: ignore[misc]
    assert not refused(lambda: LaporanTriwulan.objects.create(**place))


def test_the_database_refuses_to_move_a_report_to_another_place(panggung: Panggung) -> None:
    row = LaporanTriwulan.objects.filter(pk=panggung.fill().pk)
    for change in ({"unit": panggung.lain}, {"tahun": 2027}, {"triwulan": 2}, {"koreksi_ke": 1}):
        assert refused(lambda change=change: row.update(**change)), change  # type: ignore[misc]


def parts(panggung: Panggung, laporan: LaporanTriwulan) -> dict[type[Any], Any]:
    """Return one stored row of each table that belongs to a report."""
    staf = panggung.orang["staf"]
    EvaluasiTriwulan.objects.get_or_create(laporan=laporan)
    Bukti.objects.get_or_create(
        laporan=laporan,
        indikator=panggung.indikator["A"],
        defaults={"nama": "a.pdf", "jenis": "application/pdf", "ukuran": 1, "sha256": "0" * 64}
        | {"berkas": "2026/a", "diunggah_oleh": staf, "diunggah_pada": saat(6)},
    )
    models: tuple[Any, ...] = (Realisasi, RealisasiAnggaran, EvaluasiTriwulan, Bukti)
    return {model: model.objects.filter(laporan=laporan).first() for model in models}


def writes(row: Any, other: LaporanTriwulan) -> dict[str, Callable[[], Any]]:
    """Return the ways to write a row, the ORM's and the database's own; `other` is an open report."""
    model, table = type(row), type(row)._meta.db_table
    query = model.objects.filter(pk=row.pk)

    def sql(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(text, [row.pk])

    return {
        "save": lambda: model.objects.get(pk=row.pk).save(),
        "queryset.update": lambda: query.update(laporan=row.laporan_id),
        "sql update": lambda: sql(f"UPDATE {table} SET laporan_id = laporan_id WHERE id = %s"),  # noqa: S608
        "move away": lambda: query.update(laporan=other),
        "delete": lambda: model.objects.get(pk=row.pk).delete(),
        "queryset.delete": lambda: query.delete(),
        "sql delete": lambda: sql(f"DELETE FROM {table} WHERE id = %s"),  # noqa: S608
    }


@pytest.mark.parametrize("status", StatusLaporan.values)
def test_the_database_refuses_every_write_under_a_closed_report_and_none_under_an_open_one(
    panggung: Panggung, status: str
) -> None:
    laporan = panggung.fill()
    rows = parts(panggung, laporan)
    place = {"renstra": panggung.renstra, "unit": panggung.unit, "tahun": TAHUN}
    other = LaporanTriwulan.objects.create(**place, triwulan=4)
    for aksi, oleh in {
        "draf": [],
        "diajukan": [("ajukan", "staf")],
        "dikembalikan": [("ajukan", "staf"), ("kembalikan", "pemeriksa")],
        "diverifikasi": [("ajukan", "staf"), ("verifikasi", "pemeriksa")],
        "dikunci": [("ajukan", "staf"), ("verifikasi", "pemeriksa"), ("kunci", "kepala")],
    }[status]:
        laporan = panggung.step(laporan, Aksi(aksi), oleh)
    for model, row in rows.items():
        for name, write in writes(row, other).items():
            assert refused(write) is (status in CLOSED), f"{model.__name__} {name}"


@pytest.mark.parametrize("status", CLOSED)
def test_the_database_refuses_new_rows_under_a_closed_report(panggung: Panggung, status: str) -> None:
    extra = panggung.add_indicator("C", target=None)
    laporan = panggung.bring_to(status)
    draft = LaporanTriwulan.objects.create(renstra=panggung.renstra, unit=panggung.unit, tahun=TAHUN, triwulan=4)
    row = Realisasi(laporan=laporan, indikator=extra, nilai=1)
    assert refused(lambda: row.save())
    assert refused(lambda: Realisasi.objects.bulk_create([row]))
    moved = Realisasi.objects.create(laporan=draft, indikator=extra, nilai=1)
    assert refused(lambda: Realisasi.objects.filter(pk=moved.pk).update(laporan=laporan))
    assert refused(lambda: EvaluasiTriwulan.objects.create(laporan=laporan))
    assert refused(
        lambda: RealisasiAnggaran.objects.create(laporan=laporan, subkegiatan=panggung.subkegiatan_lain)
    )


@pytest.mark.parametrize("status", sorted(set(StatusLaporan.values) - {"draf"}))
def test_the_database_refuses_to_delete_a_report_that_left_draf(panggung: Panggung, status: str) -> None:
    laporan = panggung.bring_to(status)
    query = LaporanTriwulan.objects.filter(pk=laporan.pk)
    assert refused(lambda: query._raw_delete(query.db))


def test_the_database_keeps_the_events_of_a_report_as_they_were_written(panggung: Panggung) -> None:
    events = PeristiwaLaporan.objects.filter(laporan=panggung.bring_to("diajukan"))
    assert refused(lambda: events.update(catatan="lain"))
    assert refused(lambda: events.delete())
    assert refused(lambda: events._raw_delete(events.db))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's own")
def test_a_replace_does_not_slip_past_the_guards(panggung: Panggung) -> None:
    laporan = panggung.bring_to("dikunci")
    event = PeristiwaLaporan.objects.filter(laporan=laporan).first()
    assert event

    def replace(model: Any, pk: int, column: str, text: str) -> None:
        fields = [field.column for field in model._meta.concrete_fields]
        values = ", ".join("%s" if name == column else name for name in fields)
        sql = f"REPLACE INTO {model._meta.db_table} SELECT {values} FROM {model._meta.db_table} WHERE id = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [text, pk])

    assert refused(lambda: replace(LaporanTriwulan, laporan.pk, "status", "draf"))
    assert refused(lambda: replace(PeristiwaLaporan, event.pk, "catatan", "lain"))


# What a step leaves behind ------------------------------------------------------------------------------------


def test_each_step_writes_its_event_and_its_history(panggung: Panggung) -> None:
    laporan = panggung.fill()
    path: list[tuple[Aksi, str, int]] = [
        (Aksi.AJUKAN, "staf", 6),
        (Aksi.TARIK, "rekan", 7),
        (Aksi.AJUKAN, "rekan", 7),
        (Aksi.KEMBALIKAN, "pemeriksa", 8),
        (Aksi.AJUKAN, "staf", 9),
        (Aksi.VERIFIKASI, "pemeriksa_2", 10),
        (Aksi.KUNCI, "kepala", 13),
    ]
    for jam, (aksi, oleh, hari) in enumerate(path, 10):
        laporan = panggung.step(laporan, aksi, oleh, saat(hari, jam))
    events = PeristiwaLaporan.objects.filter(laporan=laporan).values_list(
        "aksi", "dari", "ke", "oleh__username", "pada", "catatan"
    )
    assert list(events) == [
        ("ajukan", "draf", "diajukan", "uji-staf", saat(6, 10), ""),
        ("tarik", "diajukan", "draf", "uji-rekan", saat(7, 11), ""),
        ("ajukan", "draf", "diajukan", "uji-rekan", saat(7, 12), ""),
        ("kembalikan", "diajukan", "dikembalikan", "uji-pemeriksa", saat(8, 13), "Mohon diperbaiki."),
        ("ajukan", "dikembalikan", "diajukan", "uji-staf", saat(9, 14), ""),
        ("verifikasi", "diajukan", "diverifikasi", "uji-pemeriksa_2", saat(10, 15), ""),
        ("kunci", "diverifikasi", "dikunci", "uji-kepala", saat(13, 16), ""),
    ]
    history = laporan.history.order_by("history_date").values_list("status", "versi", "history_user__username")
    assert list(history)[-7:] == [
        ("diajukan", 2, "uji-staf"),
        ("draf", 3, "uji-rekan"),
        ("diajukan", 4, "uji-rekan"),
        ("dikembalikan", 5, "uji-pemeriksa"),
        ("diajukan", 6, "uji-staf"),
        ("diverifikasi", 7, "uji-pemeriksa_2"),
        ("dikunci", 8, "uji-kepala"),
    ]
    assert (laporan.diajukan_oleh, laporan.diajukan_pada) == (panggung.orang["staf"], saat(9, 14))
    assert (laporan.diverifikasi_oleh, laporan.diverifikasi_pada) == (panggung.orang["pemeriksa_2"], saat(10, 15))
    assert (laporan.dikunci_oleh, laporan.dikunci_pada) == (panggung.orang["kepala"], saat(13, 16))


def test_a_return_takes_the_verification_off(panggung: Panggung) -> None:
    laporan = panggung.step(panggung.bring_to("diverifikasi"), Aksi.KEMBALIKAN, "kepala")
    assert (laporan.status, laporan.diverifikasi_oleh, laporan.diverifikasi_pada) == ("dikembalikan", None, None)


def test_a_step_tells_those_whose_move_it_is(panggung: Panggung) -> None:
    laporan = panggung.fill()
    for aksi, oleh, told in (
        (Aksi.AJUKAN, "staf", ["pemeriksa", "pemeriksa_2"]),
        (Aksi.KEMBALIKAN, "pemeriksa", ["rekan", "staf"]),
        (Aksi.AJUKAN, "staf", ["pemeriksa", "pemeriksa_2"]),
        (Aksi.VERIFIKASI, "pemeriksa", ["kepala"]),
        (Aksi.KUNCI, "kepala", ["rekan", "staf"]),
    ):
        before = set(Pemberitahuan.objects.values_list("pk", flat=True))
        panggung.step(laporan, aksi, oleh)
        names = Pemberitahuan.objects.exclude(pk__in=before).values_list("pengguna__username", flat=True)
        assert sorted(name.removeprefix("uji-") for name in names) == told, aksi


# Conditions ---------------------------------------------------------------------------------------------------


def test_a_report_is_not_submitted_before_all_that_is_due_is_filled(panggung: Panggung) -> None:
    panggung.save(Isian(panggung.baris("A"), "nilai", "20"))
    with pytest.raises(BelumSiapError, match="2 hal perlu dilengkapi") as caught:
        panggung.step(panggung.report(), Aksi.AJUKAN, "staf")
    assert caught.value.kekurangan == [
        "Indikator B: belum diisi; isi angkanya atau tulis sebabnya pada keterangan.",
        "1.06.04.2.01.0001 Sub 1: belum diisi; isi angkanya atau tulis sebabnya pada keterangan.",
    ]
    panggung.save(
        Isian(panggung.baris("B"), "keterangan", "Data instansi lain belum keluar."),
        Isian(panggung.anggaran, "keterangan", "Belum ada pencairan."),
    )
    assert panggung.step(panggung.report(), Aksi.AJUKAN, "staf").status == "diajukan"


def test_a_figure_that_looks_odd_needs_a_remark_before_submission(panggung: Panggung) -> None:
    laporan = panggung.fill()
    panggung.save(Isian(panggung.baris("B"), "nilai", "151"))  # the year target is 100
    with pytest.raises(BelumSiapError) as caught:
        panggung.step(laporan, Aksi.AJUKAN, "staf")
    (sentence,) = caught.value.kekurangan
    assert sentence.startswith("Indikator B: tulis keterangan. Realisasi 151 lebih dari 150")
    panggung.save(Isian(panggung.baris("B"), "keterangan", "Ada tambahan peserta."))
    assert panggung.step(laporan, Aksi.AJUKAN, "staf").status == "diajukan"


@pytest.mark.parametrize(("aksi", "status"), [(Aksi.AJUKAN, "draf"), (Aksi.TARIK, "diajukan")])
@pytest.mark.parametrize("at", [saat(31, bulan=3), saat(16)])
def test_staf_take_no_step_outside_the_period(panggung: Panggung, aksi: Aksi, status: str, at: Any) -> None:
    laporan = panggung.bring_to(status)
    with pytest.raises(LaporanError, match=r"ditutup 15/04/2026|baru dibuka 01/04/2026"):
        panggung.step(laporan, aksi, "staf", at)


def test_review_and_locking_go_on_after_the_period_closed(panggung: Panggung) -> None:
    laporan = panggung.bring_to("diajukan")
    panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa", saat(20))
    assert panggung.step(laporan, Aksi.KUNCI, "kepala", saat(21)).status == "dikunci"


@pytest.mark.parametrize("catatan", ["", "  \n "])
def test_a_return_needs_a_note(panggung: Panggung, catatan: str) -> None:
    with pytest.raises(LaporanError, match="Tulis catatan pengembalian"):
        panggung.step(panggung.bring_to("diajukan"), Aksi.KEMBALIKAN, "pemeriksa", catatan=catatan)


def make_staf(panggung: Panggung, name: str, unit: Any) -> None:
    Penugasan.objects.create(
        pengguna=panggung.orang[name],
        perangkat_daerah=panggung.agency,
        unit=unit,
        peran="staf",
        mulai=date(2025, 1, 1),
    )


def test_nobody_verifies_a_report_they_submitted(panggung: Panggung) -> None:
    make_staf(panggung, "pemeriksa", panggung.unit)
    laporan = panggung.step(panggung.fill(), Aksi.AJUKAN, "pemeriksa")
    with pytest.raises(LaporanError, match="ikut mengisi atau mengajukan"):
        panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa")
    assert panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa_2").status == "diverifikasi"


@pytest.mark.parametrize("isian", ["nilai", "anggaran", "evaluasi", "dikosongkan lagi", "bukti"])
def test_nobody_verifies_a_report_they_wrote_one_cell_of(panggung: Panggung, isian: str) -> None:
    make_staf(panggung, "pemeriksa", panggung.unit)
    laporan = panggung.fill()
    cells = {
        "nilai": [Isian(panggung.baris("A"), "nilai", "21")],
        "anggaran": [Isian(panggung.anggaran, "nilai", "2.000.000")],
        "evaluasi": [Isian("evaluasi", "faktor_pendorong", "Kerja sama lintas bidang.")],
        "dikosongkan lagi": [Isian(panggung.baris("A"), "faktor_pendorong", "Salah ketik.")],
        "bukti": [],
    }[isian]
    panggung.save(*cells, oleh="pemeriksa")
    if isian == "dikosongkan lagi":
        panggung.save(Isian(panggung.baris("A"), "faktor_pendorong", ""))
    if isian == "bukti":
        bukti = parts(panggung, laporan)[Bukti]
        bukti._history_user = panggung.orang["pemeriksa"]
        bukti.save()
    panggung.step(laporan, Aksi.AJUKAN, "staf")
    with pytest.raises(LaporanError, match="ikut mengisi atau mengajukan"):
        panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa")
    assert panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa_2").status == "diverifikasi"


def submitted_by_the_sekretariat(panggung: Panggung, oleh: str) -> LaporanTriwulan:
    """Return the Sekretariat's own report, empty since nothing is due there, submitted by `oleh`."""
    user = panggung.orang[oleh]
    place: dict[str, Any] = {"renstra": panggung.renstra, "unit": panggung.sekretariat}
    laporan = ensure_report(**place, tahun=TAHUN, triwulan=1, user=user)
    return panggung.step(laporan, Aksi.AJUKAN, oleh)


def test_the_sekretariats_own_report_is_verified_by_a_second_account_or_the_kepala_dinas(
    panggung: Panggung,
) -> None:
    make_staf(panggung, "pemeriksa", panggung.sekretariat)
    laporan = submitted_by_the_sekretariat(panggung, "pemeriksa")
    with pytest.raises(LaporanError, match="ikut mengisi"):
        panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa")
    for name in ("pemeriksa_2", "kepala"):
        sid = transaction.savepoint()
        assert panggung.step(laporan, Aksi.VERIFIKASI, name).status == "diverifikasi"
        transaction.savepoint_rollback(sid)


def test_the_database_refuses_a_verification_by_the_submitter(panggung: Panggung) -> None:
    laporan = LaporanTriwulan.objects.filter(pk=panggung.bring_to("diajukan").pk)
    change = {"status": "diverifikasi", "diverifikasi_oleh": panggung.orang["staf"]}
    assert refused(lambda: laporan.update(**change))


# A return after the close -------------------------------------------------------------------------------------


def test_a_return_after_the_close_opens_three_working_days(panggung: Panggung) -> None:
    laporan = panggung.bring_to("diajukan")
    panggung.step(laporan, Aksi.KEMBALIKAN, "pemeriksa", saat(17, 10))  # a Friday; TW I closed on Wednesday
    (exception,) = Kelonggaran.objects.filter(laporan=laporan)
    assert (exception.jenis, exception.disetujui) == ("pengembalian", True)
    panggung.save(Isian(panggung.baris("A"), "nilai", "21"), at=saat(22, 23))  # Monday, Tuesday, Wednesday
    with pytest.raises(LaporanError, match="ditutup 15/04/2026"):
        panggung.save(Isian(panggung.baris("A"), "nilai", "22"), at=saat(23, 0))


def test_a_return_on_the_last_day_leaves_the_same_three_working_days(panggung: Panggung) -> None:
    laporan = panggung.bring_to("diajukan")
    panggung.step(laporan, Aksi.KEMBALIKAN, "pemeriksa", saat(14, 16))  # Tuesday; TW I closes on Wednesday
    panggung.save(Isian(panggung.baris("A"), "nilai", "21"), at=saat(17, 23))
    with pytest.raises(LaporanError):
        panggung.save(Isian(panggung.baris("A"), "nilai", "22"), at=saat(18, 0))


def test_a_return_well_before_the_close_opens_nothing(panggung: Panggung) -> None:
    laporan = panggung.bring_to("diajukan")
    panggung.step(laporan, Aksi.KEMBALIKAN, "pemeriksa", saat(7))  # three working days end on Friday 10 April
    assert not Kelonggaran.objects.exists()


# Two people, one step -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("second", [Aksi.VERIFIKASI, Aksi.KEMBALIKAN])
def test_of_two_people_on_one_step_the_second_is_told(panggung: Panggung, second: Aksi) -> None:
    laporan = panggung.bring_to("diajukan")
    seen = laporan.versi
    panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa", versi=seen)
    with pytest.raises(BentrokError, match="sudah berubah sejak Anda membukanya"):
        panggung.step(laporan, second, "pemeriksa_2", versi=seen)
    assert LaporanTriwulan.objects.get(pk=laporan.pk).status == "diverifikasi"


def test_a_step_is_not_taken_on_a_state_that_came_back_meanwhile(panggung: Panggung) -> None:
    """Submitted, withdrawn, changed, submitted again: what the reviewer looked at is not what stands there."""
    laporan = panggung.bring_to("diajukan")
    seen = laporan.versi
    panggung.step(laporan, Aksi.TARIK, "staf")
    panggung.save(Isian(panggung.baris("A"), "nilai", "1"))
    panggung.step(laporan, Aksi.AJUKAN, "staf")
    with pytest.raises(BentrokError):
        panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa", versi=seen)


def test_a_step_refused_says_from_what_state(panggung: Panggung) -> None:
    laporan = panggung.fill()
    with pytest.raises(LaporanError, match="Laporan berstatus draf tidak dapat diverifikasi"):
        take_step(laporan=laporan, aksi=Aksi.VERIFIKASI, user=panggung.orang["pemeriksa"], versi=laporan.versi)


# Notes of the reviewer ----------------------------------------------------------------------------------------


def test_notes_point_at_rows_and_are_settled_by_the_verification(panggung: Panggung) -> None:
    laporan = panggung.bring_to("diajukan")
    notes = [
        CatatanSel("Periksa angkanya.", indikator=panggung.indikator["A"]),
        CatatanSel(" Lampirkan SP2D. ", subkegiatan=panggung.subkegiatan),
    ]
    panggung.step(laporan, Aksi.KEMBALIKAN, "pemeriksa", sel=notes)
    rows = CatatanPemeriksa.objects.filter(laporan=laporan)
    assert [(row.indikator, row.subkegiatan, row.teks, row.selesai_pada) for row in rows] == [
        (panggung.indikator["A"], None, "Periksa angkanya.", None),
        (None, panggung.subkegiatan, "Lampirkan SP2D.", None),
    ]
    panggung.step(laporan, Aksi.AJUKAN, "staf")
    panggung.step(laporan, Aksi.VERIFIKASI, "pemeriksa_2", saat(9))
    assert {(row.selesai_pada, row.selesai_oleh) for row in rows.all()} == {
        (saat(9), panggung.orang["pemeriksa_2"])
    }


def test_a_note_on_another_units_row_without_words_or_without_a_return_is_refused(panggung: Panggung) -> None:
    foreign = panggung.add_indicator("L", target=None, penanggung_jawab=panggung.lain)
    del panggung.indikator["L"]
    laporan = panggung.bring_to("diajukan")
    for note, error in (
        (CatatanSel("x", indikator=foreign), PermissionDenied),
        (CatatanSel("x", subkegiatan=panggung.subkegiatan_lain), PermissionDenied),
        (CatatanSel("  ", indikator=panggung.indikator["A"]), LaporanError),
    ):
        with pytest.raises(error):
            panggung.step(laporan, Aksi.KEMBALIKAN, "pemeriksa", sel=[note])
    with pytest.raises(LaporanError, match="hanya ditulis saat laporan dikembalikan"):
        panggung.step(
            laporan, Aksi.VERIFIKASI, "pemeriksa", sel=[CatatanSel("x", indikator=panggung.indikator["A"])]
        )
    assert not CatatanPemeriksa.objects.exists()
    assert LaporanTriwulan.objects.get(pk=laporan.pk).status == "diajukan"


# Writing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", CLOSED)
def test_no_cell_is_saved_once_the_report_is_out_of_hand(panggung: Panggung, status: str) -> None:
    panggung.bring_to(status)
    with pytest.raises(LaporanError):
        panggung.save(Isian(panggung.baris("A"), "nilai", "99"))
    assert Realisasi.objects.get(indikator=panggung.indikator["A"]).nilai == 20


@pytest.mark.parametrize("oleh", ["staf_lain", "staf_sekretariat", "pemeriksa", "kepala", "admin", "pembaca"])
def test_nobody_but_the_units_own_staf_writes_and_the_attempt_leaves_no_report(
    panggung: Panggung, oleh: str
) -> None:
    with pytest.raises(PermissionDenied):
        save_cells(
            renstra=panggung.renstra,
            unit=panggung.unit,
            tahun=TAHUN,
            triwulan=1,
            isian=[Isian(panggung.baris("A"), "nilai", "1")],
            user=panggung.orang[oleh],
            at=saat(6),
        )
    assert not LaporanTriwulan.objects.filter(unit=panggung.unit).exists()
