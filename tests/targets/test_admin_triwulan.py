"""The quarter in the admin: what services own is only shown, and every change can be read back."""

from typing import Any

import pytest
from django.test import Client

from targets.models import Jadwal, LaporanTriwulan
from tests.targets.batam import bawa_ke, buka_triwulan, orang

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terbuka")]
BACA = ("laporantriwulan", "realisasi", "realisasianggaran", "kelonggaran")


@pytest.fixture
def terbuka(jam: Any) -> Jadwal:
    return buka_triwulan()


@pytest.mark.parametrize("model", BACA)
def test_what_services_write_is_only_shown(client: Client, model: str) -> None:
    bawa_ke("diajukan")
    client.force_login(orang("admin"))
    assert client.get(f"/admin/targets/{model}/").status_code == 200
    assert client.get(f"/admin/targets/{model}/add/").status_code == 403


def test_a_report_is_not_changed_or_deleted_in_the_admin(client: Client) -> None:
    laporan = bawa_ke("diajukan")
    client.force_login(orang("admin"))
    page = f"/admin/targets/laporantriwulan/{laporan.pk}"
    assert client.get(f"{page}/change/").status_code == 200
    assert client.post(f"{page}/change/", {"status": "dikunci"}).status_code == 403
    assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
    assert LaporanTriwulan.objects.get().status == "diajukan"


def test_the_history_of_a_row_says_who_changed_what_in_indonesian(client: Client) -> None:
    laporan = bawa_ke("diverifikasi")
    client.force_login(orang("admin"))
    page = client.get(f"/admin/targets/laporantriwulan/{laporan.pk}/history/").content.decode()
    assert "status: Diajukan menjadi Diverifikasi" in page
    assert "diverifikasi oleh: kosong menjadi demo-sekretariat" in page
    for english in ("History", "Comment", "Changed by", "Change reason", "Object"):
        assert english not in page
    missing = client.get("/admin/targets/laporantriwulan/999999/history/")
    assert missing.status_code == 302


def test_the_office_moves_a_date_and_the_history_names_the_person(client: Client, terbuka: Jadwal) -> None:
    client.force_login(orang("admin"))
    data = {
        "perangkat_daerah": terbuka.perangkat_daerah_id,
        "tahun": 2026,
        "triwulan": 3,
        "dibuka": "2026-10-01",
        "jatuh_tempo": "2026-10-09",
        "ditutup": "2026-10-20",
    }
    page = f"/admin/targets/jadwal/{terbuka.pk}"
    assert client.post(f"{page}/change/", data).status_code == 302
    record = terbuka.history.first()
    assert (record.history_user, record.history_change_reason) == (orang("admin"), "data induk")
    assert "jatuh tempo: 7 Oktober 2026 menjadi 9 Oktober 2026" in client.get(f"{page}/history/").content.decode()
    assert client.post(f"{page}/change/", data | {"ditutup": "2026-10-02"}).status_code == 200
