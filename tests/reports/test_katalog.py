"""The catalogue: every report by its occasion, and what is missing before it can be signed."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from programs.models import Pejabat, Renstra
from programs.selectors import kepala_pd
from reports.choices import Kesempatan
from reports.selectors.edisi import not_covered
from reports.selectors.kelengkapan import missing
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import LAPORAN
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.realisasi import Isian
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db


def gaps(panggung: Panggung, kesempatan: Kesempatan, triwulan: int = 1, at: datetime | None = None) -> list[str]:
    found = missing(Permintaan(panggung.renstra, 2026, triwulan), at or saat(7))
    return [each.teks for each in found[kesempatan]]


def test_every_report_is_linked_in_every_format(client: Client, people: dict[str, Any], renstra: Renstra) -> None:
    client.force_login(people["staf-sekretariat"])
    page = client.get("/laporan/?tahun=2026&triwulan=2").content.decode()
    for slug, laporan in LAPORAN.items():
        assert laporan.judul in page
        for format in ("pdf", "xlsx", "csv"):
            assert f"/{slug}/unduh/{format}" in page
    assert "tahun=2026&amp;triwulan=2" in page


def test_it_counts_the_figures_and_units_that_are_missing(db: None) -> None:
    """The small agency has one unit with two indicators and one subkegiatan due in TW I: three figures."""
    panggung = buat_panggung()
    first = gaps(panggung, Kesempatan.TRIWULAN)
    assert first[0] == "TW I: 3 angka belum dilaporkan, 1 unit belum terverifikasi"
    panggung.fill()
    assert gaps(panggung, Kesempatan.TRIWULAN)[0] == "TW I: 1 unit belum terverifikasi"


def test_a_locked_quarter_leaves_only_the_signatory(db: None) -> None:
    panggung = buat_panggung()
    panggung.bring_to("dikunci")
    assert gaps(panggung, Kesempatan.TRIWULAN) == ["Pejabat kepala perangkat daerah belum diisi; nama dikosongkan"]


def test_an_official_in_office_is_not_missing(renstra: Renstra) -> None:
    post = kepala_pd(renstra.perangkat_daerah)
    assert post is not None
    Pejabat.objects.create(jabatan=post, nama="Demo Pejabat", mulai=date(2025, 1, 1))
    found = missing(Permintaan(renstra, 2026, 1), saat(7))
    assert not any("Pejabat" in gap.teks for each in found.values() for gap in each)


def test_a_year_without_documents_says_where_its_targets_come_from(db: None) -> None:
    found = gaps(buat_panggung(), Kesempatan.RENJA)
    assert found[0] == "Renja 2026 belum ditetapkan; target dan pagu diambil dari Renstra"


def test_drafts_are_announced(client: Client, people: dict[str, Any], renstra: Renstra) -> None:
    client.force_login(people["kepala"])
    page = client.get("/laporan/?tahun=2026&triwulan=2&draf=on").content.decode()
    assert "BELUM DIVERIFIKASI" in page
    assert 'name="draf" value="on"' in page


def test_a_year_outside_the_renstra_is_not_found(client: Client, people: dict[str, Any], renstra: Renstra) -> None:
    client.force_login(people["kepala"])
    assert client.get("/laporan/?tahun=2019&triwulan=2").status_code == 404
    assert client.post("/laporan/semua/triwulan/", {"tahun": "2019", "triwulan": "2"}).status_code == 404


def test_a_report_names_the_quarter_whose_units_are_not_verified(
    client: Client, people: dict[str, Any], renstra: Renstra
) -> None:
    """Nothing is reported here: a report of the year names the quarter that was looked at, one of plans none."""
    client.force_login(people["kepala"])
    for slug in ("e81", "e80", "lkj-pengukuran"):
        page = client.get(f"/laporan/{slug}/?tahun=2026&triwulan=2").content.decode()
        assert "Belum terverifikasi pada Triwulan II 2026" in page
    for slug in ("tc33", "pk"):
        assert "Belum terverifikasi" not in client.get(f"/laporan/{slug}/?tahun=2026&triwulan=2").content.decode()


def test_locked_figures_hold_while_their_correction_runs(db: None) -> None:
    """The correction of TW I has emptied a figure and waits for nobody: the locked three figures still stand."""
    panggung = buat_panggung()
    locked = panggung.bring_to("dikunci")
    asked = request_exception(laporan=locked, alasan="Keliru.", user=panggung.orang["staf"], at=saat(18))
    decide_exception(
        kelonggaran=asked, setuju=True, user=panggung.orang["pemeriksa"], sampai=saat(25), at=saat(18)
    )
    panggung.save(Isian(panggung.baris("A"), "nilai", "", "20"), at=saat(19))
    assert gaps(panggung, Kesempatan.TRIWULAN, at=saat(20)) == [
        "Pejabat kepala perangkat daerah belum diisi; nama dikosongkan"
    ]
    period = Permintaan(panggung.renstra, 2026, 1)
    assert not_covered("e81", Kesempatan.TRIWULAN, period, saat(20)) == [
        "realisasi tahun 2025 dari 2 indikator (belum terverifikasi)"
    ]
