"""Handing one person's assignments and open work to another."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from programs.models import PemerintahDaerah, Pengguna, Penugasan, PerangkatDaerah
from targets.models import Pemberitahuan
from targets.permissions import may_enter
from targets.selectors.kerja import work_of
from targets.services.galat import SerahTerimaError
from targets.services.serah_terima import SerahTerima, serah_terima
from tests.targets.batam import BIDANG, SAAT, bidang, buka_triwulan, isi_penuh, orang, rencana

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terbuka")]
ALAMAT = "/serah-terima/dinsospm/"


@pytest.fixture
def terbuka(jam: Any) -> None:
    buka_triwulan()


@pytest.fixture
def baru() -> Pengguna:
    return Pengguna.objects.create(username="staf-baru", first_name="Orang", last_name="Baru")


def serahkan(dari: Pengguna, kepada: Pengguna, oleh: str = "sekretariat") -> SerahTerima:
    agency = rencana().perangkat_daerah
    return serah_terima(dari=dari, kepada=kepada, agency=agency, user=orang(oleh), at=SAAT)


def test_assignments_and_open_work_pass_on_at_once_and_both_are_told(baru: Pengguna) -> None:
    old = orang(BIDANG)
    isi_penuh(bidang())
    Pemberitahuan.objects.create(
        perangkat_daerah=rencana().perangkat_daerah, pengguna=old, teks="Belum dibaca", dibuat_pada=SAAT
    )
    done = serahkan(old, baru)
    assert (may_enter(old, bidang()), may_enter(baru, bidang())) == (False, True)
    ended = Penugasan.objects.get(pengguna=old)
    assert ended.selesai == date(2026, 10, 4)
    begun = Penugasan.objects.get(pengguna=baru)
    assert (begun.unit, begun.peran, begun.mulai, begun.selesai) == (bidang(), "staf", date(2026, 10, 5), None)
    assert [report.unit for report in done.laporan] == [bidang()]
    assert [cell.triwulan for cell in work_of(baru, SAAT).isi] == [3]
    texts = set(baru.pemberitahuan.values_list("teks", flat=True))
    assert texts == {
        "Belum dibaca",
        "Anda menerima tugas staf Bidang Pemberdayaan Sosial dari Demo Staf Bidang Pemberdayaan Sosial. "
        "1 laporan menunggu Anda.",
    }
    assert old.pemberitahuan.get().teks == (
        "Tugas staf Bidang Pemberdayaan Sosial Anda diserahkan kepada Orang Baru."
    )


def test_every_assignment_leaves_a_line_that_says_who_handed_over(baru: Pengguna) -> None:
    serahkan(orang(BIDANG), baru)
    lines: Any = Penugasan.history.filter(history_change_reason="serah terima")
    assert {(line.pengguna, line.history_type, line.history_user) for line in lines} == {
        (orang(BIDANG), "~", orang("sekretariat")),
        (baru, "+", orang("sekretariat")),
    }


def test_an_assignment_that_began_today_ends_today_and_its_history_stays(baru: Pengguna) -> None:
    Penugasan.objects.filter(pengguna=orang(BIDANG)).update(mulai=SAAT.date())
    serahkan(orang(BIDANG), baru)
    assert not may_enter(orang(BIDANG), bidang())
    assert Penugasan.history.filter(pengguna=orang(BIDANG), history_type="-").exists()


def test_a_term_that_ends_still_ends_with_the_other_person(baru: Pengguna) -> None:
    Penugasan.objects.filter(pengguna=orang(BIDANG)).update(selesai=date(2026, 12, 31))
    serahkan(orang(BIDANG), baru)
    assert Penugasan.objects.get(pengguna=baru).selesai == date(2026, 12, 31)


def test_an_assignment_the_other_has_already_is_not_doubled() -> None:
    done = serahkan(orang(BIDANG), orang("rehabilitasi-sosial"))
    assert len(done.penugasan) == 1
    Penugasan.objects.create(
        pengguna=orang(BIDANG),
        perangkat_daerah=rencana().perangkat_daerah,
        unit=bidang(),
        peran="staf",
        mulai=date(2026, 1, 1),
    )
    again = serahkan(orang(BIDANG), orang("rehabilitasi-sosial"))
    assert again.penugasan == ()
    assert Penugasan.objects.filter(pengguna=orang("rehabilitasi-sosial"), unit=bidang()).count() == 1


def test_nonsense_is_refused_in_words(baru: Pengguna) -> None:
    other = PerangkatDaerah.objects.create(
        pemerintah_daerah=PemerintahDaerah.objects.get(), kode="lain", nama="Dinas Lain", nama_singkat="Lain"
    )
    foreign = Pengguna.objects.create(username="orang-lain")
    Penugasan.objects.create(pengguna=foreign, perangkat_daerah=other, peran="kepala", mulai=date(2026, 1, 1))
    gone = Pengguna.objects.create(username="keluar", is_active=False)
    staff = orang(BIDANG)
    for dari, kepada, sentence in (
        (staff, staff, "dua orang yang berbeda"),
        (staff, foreign, "perangkat daerah lain"),
        (foreign, staff, "tidak punya penugasan aktif"),
        (baru, staff, "tidak punya penugasan aktif"),
        (staff, gone, "tidak aktif"),
    ):
        with pytest.raises(SerahTerimaError, match=sentence):
            serahkan(dari, kepada)
    assert may_enter(staff, bidang())


def test_sekretariat_hands_over_no_higher_role_and_others_hand_over_nothing(baru: Pengguna) -> None:
    with pytest.raises(PermissionDenied, match="hanya diserahkan admin"):
        serahkan(orang("kepala"), orang("sekretariat"))
    for nama in (BIDANG, "kepala", "pembaca"):
        with pytest.raises(PermissionDenied):
            serahkan(orang(BIDANG), baru, oleh=nama)
    serahkan(orang("kepala"), baru, oleh="admin")
    assert baru.active_assignments().get().peran == "kepala"


def test_the_page_hands_over_shows_the_line_and_is_closed_to_others(client: Client, baru: Pengguna) -> None:
    client.force_login(orang("sekretariat"))
    data = {"dari": orang(BIDANG).pk, "kepada": baru.pk}
    assert client.get(ALAMAT).status_code == 200
    assert client.post(ALAMAT, data).status_code == 302
    page = " ".join(client.get(ALAMAT).content.decode().split())
    assert "Demo Sekretariat (perencana): penugasan Orang Baru (staf-baru) sebagai Staf bidang" in page
    refused = client.post(ALAMAT, data)
    assert refused.status_code == 409
    assert "tidak ada dalam daftar" in refused.content.decode()
    assert client.post(ALAMAT, {"dari": baru.pk, "kepada": baru.pk}).status_code == 409
    for nama in ("rehabilitasi-sosial", "kepala", "pembaca"):
        client.force_login(orang(nama))
        assert client.get(ALAMAT).status_code == 403
        assert client.post(ALAMAT, data).status_code == 403
    client.force_login(orang("admin"))
    assert client.get(ALAMAT).status_code == 200
    assert client.get("/serah-terima/lain/").status_code == 404


def test_an_ended_assignment_reads_nothing_any_more(client: Client, baru: Pengguna) -> None:
    old = orang(BIDANG)
    serahkan(old, baru)
    client.force_login(old)
    assert client.get("/triwulan/dinsospm/pemberdayaan-sosial/2026/3/").status_code == 404
    Penugasan.objects.filter(pengguna=old).update(selesai=SAAT.date() - timedelta(days=1))
    assert "minta kepada admin" in client.get("/triwulan/").content.decode()
