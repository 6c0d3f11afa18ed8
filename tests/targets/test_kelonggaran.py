"""Exceptions: asked for by staf, decided by another, expiring by themselves; corrections beside locked figures."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from programs.models import Penugasan
from targets.choices import Aksi
from targets.models import (
    EvaluasiTriwulan,
    Kelonggaran,
    LaporanTriwulan,
    Pemberitahuan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.selectors.angka import Figures, valid_report
from targets.services.galat import LaporanError
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.realisasi import Isian
from tests.targets.pabrik import TAHUN, Panggung, saat

SAMPAI = saat(24, 17)


def ask(panggung: Panggung, laporan: LaporanTriwulan, oleh: str = "staf", **more: Any) -> Kelonggaran:
    arguments = {"alasan": "Data terlambat dari kelurahan.", "at": saat(17), **more}
    return request_exception(laporan=laporan, user=panggung.orang[oleh], **arguments)


def decide(panggung: Panggung, row: Kelonggaran, oleh: str = "pemeriksa", **more: Any) -> Kelonggaran:
    arguments: dict[str, Any] = {"setuju": True, "sampai": SAMPAI, "at": saat(18), **more}
    return decide_exception(kelonggaran=row, user=panggung.orang[oleh], **arguments)


# Asking -------------------------------------------------------------------------------------------------------


def test_staf_ask_for_late_entry_once_the_period_closed(panggung: Panggung) -> None:
    row = ask(panggung, panggung.fill())
    assert (row.jenis, row.disetujui, row.diputus_pada) == ("terlambat", False, None)
    assert (row.diminta_oleh, row.diminta_pada) == (panggung.orang["staf"], saat(17))
    assert row.history.get().history_user == panggung.orang["staf"]
    told = Pemberitahuan.objects.values_list("pengguna__username", flat=True)
    assert sorted(told) == ["uji-pemeriksa", "uji-pemeriksa_2"]


def test_a_locked_report_is_asked_to_be_corrected(panggung: Panggung) -> None:
    assert ask(panggung, panggung.bring_to("dikunci"), at=saat(9)).jenis == "koreksi"


@pytest.mark.parametrize("oleh", ["staf_lain", "pemeriksa", "kepala", "admin", "pembaca"])
def test_only_the_units_staf_ask(panggung: Panggung, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(panggung, panggung.fill(), oleh)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"alasan": "  "}, "Tulis alasannya"),
        ({"at": saat(9)}, "masih dapat diisi"),
    ],
)
def test_a_needless_or_wordless_request_is_refused(panggung: Panggung, more: dict[str, Any], says: str) -> None:
    with pytest.raises(LaporanError, match=says):
        ask(panggung, panggung.fill(), **more)


def test_a_second_request_waits_for_the_decision_on_the_first(panggung: Panggung) -> None:
    laporan = panggung.fill()
    first = ask(panggung, laporan)
    with pytest.raises(LaporanError, match="masih menunggu keputusan"):
        ask(panggung, laporan, "rekan")
    decide(panggung, first, setuju=False, jawaban="Belum perlu.")
    assert ask(panggung, laporan, "rekan").pk != first.pk


# Deciding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("oleh", ["pemeriksa", "pemeriksa_2", "kepala"])
def test_a_granted_exception_opens_entry_until_its_moment(panggung: Panggung, oleh: str) -> None:
    row = decide(panggung, ask(panggung, panggung.fill()), oleh)
    assert (row.disetujui, row.sampai, row.diputus_oleh, row.diputus_pada) == (
        True,
        SAMPAI,
        panggung.orang[oleh],
        saat(18),
    )
    panggung.save(Isian(panggung.baris("A"), "nilai", "21"), at=SAMPAI)
    panggung.step(panggung.report(), Aksi.AJUKAN, "staf", SAMPAI)
    assert [entry.history_user for entry in row.history.all()] == [panggung.orang[oleh], panggung.orang["staf"]]


def test_a_granted_exception_expires_by_itself(panggung: Panggung) -> None:
    decide(panggung, ask(panggung, panggung.fill()))
    with pytest.raises(LaporanError, match="ditutup"):
        panggung.save(Isian(panggung.baris("A"), "nilai", "21"), at=saat(24, 18))


def test_a_refused_exception_opens_nothing_and_says_why(panggung: Panggung) -> None:
    row = decide(panggung, ask(panggung, panggung.fill()), setuju=False, jawaban=" Sudah dilaporkan. ")
    assert (row.disetujui, row.sampai, row.jawaban) == (False, None, "Sudah dilaporkan.")
    with pytest.raises(LaporanError):
        panggung.save(Isian(panggung.baris("A"), "nilai", "21"), at=saat(19))
    message = Pemberitahuan.objects.filter(pengguna=panggung.orang["staf"]).first()
    assert message and "ditolak" in message.teks


@pytest.mark.parametrize("oleh", ["staf", "rekan", "staf_lain", "admin", "pembaca"])
def test_only_sekretariat_and_the_kepala_dinas_decide(panggung: Panggung, oleh: str) -> None:
    row = ask(panggung, panggung.fill())
    with pytest.raises(PermissionDenied):
        decide(panggung, row, oleh)


def test_nobody_decides_their_own_request(panggung: Panggung) -> None:
    Penugasan.objects.create(
        pengguna=panggung.orang["staf"], perangkat_daerah=panggung.agency, peran="sekretariat", mulai="2025-01-01"
    )
    row = ask(panggung, panggung.fill())
    with pytest.raises(PermissionDenied, match="bukan pemintanya"):
        decide(panggung, row, "staf")
    decide(panggung, row, "pemeriksa")


@pytest.mark.parametrize("sampai", [None, saat(18), saat(1)])
def test_a_grant_needs_an_end_that_lies_ahead(panggung: Panggung, sampai: datetime | None) -> None:
    row = ask(panggung, panggung.fill())
    with pytest.raises(LaporanError, match="sampai kapan"):
        decide(panggung, row, sampai=sampai)


def test_a_refusal_needs_a_reason_and_a_decision_is_made_once(panggung: Panggung) -> None:
    row = ask(panggung, panggung.fill())
    with pytest.raises(LaporanError, match="alasan penolakan"):
        decide(panggung, row, setuju=False)
    decide(panggung, row)
    with pytest.raises(LaporanError, match="sudah diputus"):
        decide(panggung, row, "kepala", setuju=False, jawaban="Tidak.")


def test_the_database_refuses_a_grant_without_an_end(panggung: Panggung) -> None:
    row = ask(panggung, panggung.fill())
    with pytest.raises(IntegrityError), transaction.atomic():
        Kelonggaran.objects.filter(pk=row.pk).update(disetujui=True, diputus_pada=saat(18))


# Corrections --------------------------------------------------------------------------------------------------


def corrected(panggung: Panggung) -> tuple[LaporanTriwulan, LaporanTriwulan]:
    """Return the locked report and the draft opened beside it."""
    panggung.save(Isian("evaluasi", "faktor_pendorong", "Kerja sama."))
    locked = panggung.bring_to("dikunci")
    decide(panggung, ask(panggung, locked))
    return locked, LaporanTriwulan.objects.get(unit=panggung.unit, koreksi_ke=1)


def test_a_correction_is_a_new_draft_with_the_locked_figures(panggung: Panggung) -> None:
    locked, draft = corrected(panggung)
    assert (draft.status, draft.versi, draft.diajukan_oleh) == ("draf", 1, None)
    for model in (Realisasi, RealisasiAnggaran, EvaluasiTriwulan):
        assert model.objects.filter(laporan=draft).count() == model.objects.filter(laporan=locked).count() > 0
    row: Any = Realisasi.objects.get(laporan=draft, indikator=panggung.indikator["A"])
    entry = row.history.get()
    assert (row.nilai, entry.history_user, entry.history_date) == (20, panggung.orang["staf"], saat(18))
    assert entry.history_change_reason == "salinan untuk koreksi"
    event = PeristiwaLaporan.objects.get(laporan=draft)
    assert (event.aksi, event.dari, event.ke, event.oleh) == ("koreksi", "dikunci", "draf", panggung.orang["staf"])


def test_locked_figures_hold_until_the_correction_is_locked_in_turn(panggung: Panggung) -> None:
    locked, draft = corrected(panggung)
    panggung.save(Isian(panggung.baris("A"), "nilai", "25", "20"), at=saat(20))

    def valid() -> Any:
        reports = LaporanTriwulan.objects.filter(unit=panggung.unit)
        figures = Figures(panggung.renstra, [panggung.unit], TAHUN)
        row = figures.rows_of(panggung.indikator["A"], TAHUN)[0]
        return valid_report(reports), row.nilai if row else None

    for aksi, oleh in ((Aksi.AJUKAN, "staf"), (Aksi.VERIFIKASI, "pemeriksa")):
        panggung.step(draft, aksi, oleh, saat(21))
        assert valid() == (locked, 20)
    panggung.step(draft, Aksi.KUNCI, "kepala", saat(21))
    assert valid() == (draft, 25)
    assert Realisasi.objects.get(laporan=locked, indikator=panggung.indikator["A"]).nilai == 20


def test_a_correction_can_itself_be_corrected_from_the_figures_that_hold(panggung: Panggung) -> None:
    locked, draft = corrected(panggung)
    panggung.save(Isian(panggung.baris("A"), "nilai", "25", "20"), at=saat(20))
    for aksi, oleh in ((Aksi.AJUKAN, "staf"), (Aksi.VERIFIKASI, "pemeriksa"), (Aksi.KUNCI, "kepala")):
        panggung.step(draft, aksi, oleh, saat(21))
    decide(panggung, ask(panggung, locked, at=saat(22)), at=saat(22), sampai=saat(30))
    second = LaporanTriwulan.objects.get(unit=panggung.unit, koreksi_ke=2)
    assert Realisasi.objects.get(laporan=second, indikator=panggung.indikator["A"]).nilai == 25


def test_a_second_correction_is_not_opened_beside_an_open_one(panggung: Panggung) -> None:
    locked, _ = corrected(panggung)
    row = ask(panggung, locked, at=saat(19))
    with pytest.raises(LaporanError, match="sudah dibuka"):
        decide(panggung, row, at=saat(19))
    row.refresh_from_db()
    assert row.diputus_pada is None
    assert LaporanTriwulan.objects.filter(unit=panggung.unit).count() == 2


def test_the_requester_of_a_correction_does_not_verify_it(panggung: Panggung) -> None:
    """Its figures are copied in their name."""
    Penugasan.objects.create(
        pengguna=panggung.orang["rekan"], perangkat_daerah=panggung.agency, peran="sekretariat", mulai="2025-01-01"
    )
    locked = panggung.bring_to("dikunci")
    decide(panggung, ask(panggung, locked, "rekan"))
    draft = panggung.step(panggung.report(), Aksi.AJUKAN, "staf", saat(20))
    with pytest.raises(LaporanError, match="ikut mengisi"):
        panggung.step(draft, Aksi.VERIFIKASI, "rekan", saat(20))
