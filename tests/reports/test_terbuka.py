"""Open data: off until an agency publishes, verified figures alone, those of form E.81, no names of persons."""

import csv
import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from programs.models import Pengguna, Renstra
from reports.exports.edisi import publish
from reports.models import Edisi
from reports.selectors.dasbor import Dasbor
from reports.selectors.evaluasi import evaluasi_renja
from reports.selectors.lkj import Lkj
from reports.selectors.permintaan import Permintaan
from reports.selectors.terbuka import HIMPUNAN, indicator_rows, money_rows, periods, rounded
from reports.services.edisi import Isian as IsianEdisi
from targets.models import PengaturanKinerja
from targets.services.realisasi import Isian
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
KINI = saat(24, bulan=11)
BERKAS = ("indikator.csv", "indikator.json", "anggaran.csv", "anggaran.json", "datapackage.json", "")


@pytest.fixture
def panggung(monkeypatch: pytest.MonkeyPatch) -> Panggung:
    monkeypatch.setattr("django.utils.timezone.now", lambda: KINI)
    return buat_panggung()


def publish_data(panggung: Panggung, *, terbuka: bool = True) -> None:
    PengaturanKinerja.objects.update_or_create(
        perangkat_daerah=panggung.agency, defaults={"data_terbuka": terbuka}
    )


def rows(client: Client, panggung: Panggung, name: str) -> list[dict[str, str]]:
    response = client.get(f"/data/{panggung.agency.kode}/{name}.csv")
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_nothing_is_there_until_the_agency_publishes_and_again_after_it_stops(
    client: Client, panggung: Panggung
) -> None:
    for terbuka in (None, False, True, False):
        if terbuka is not None:
            publish_data(panggung, terbuka=terbuka)
        answers = {client.get(f"/data/{panggung.agency.kode}/{name}").status_code for name in BERKAS}
        assert answers == {200 if terbuka else 404}
    assert client.get("/data/tidak-ada/").status_code == 404


def test_what_is_not_a_set_of_data_is_404(client: Client, panggung: Panggung) -> None:
    publish_data(panggung)
    for name in ("pengguna.csv", "indikator.xlsx", "edisi/tidak-ada.csv"):
        assert client.get(f"/data/{panggung.agency.kode}/{name}").status_code == 404


def test_a_figure_appears_once_its_report_is_verified_and_never_before(client: Client, panggung: Panggung) -> None:
    """A reports 8 of a quarter target of 10: capaian 80; B has no quarter targets, so it is not judged."""
    publish_data(panggung)
    panggung.state_quarters("A", 10, 20, 30, 40)
    cells = (("A", "8"), ("B", "50"))
    panggung.save(
        *(Isian(panggung.baris(k), "nilai", v) for k, v in cells), Isian(panggung.anggaran, "nilai", "1000")
    )
    before = {
        row["kode"]: row
        for row in rows(client, panggung, "indikator")
        if row["triwulan"] == "1" and row["tahun"] == "2026"
    }
    assert (before["A"]["realisasi"], before["A"]["capaian"], before["A"]["status"]) == (
        "",
        "",
        "belum terverifikasi",
    )
    assert "1000" not in client.get(f"/data/{panggung.agency.kode}/anggaran.csv").content.decode().split(",")
    panggung.carry(panggung.report(), "diverifikasi")
    after = {
        row["kode"]: row
        for row in rows(client, panggung, "indikator")
        if row["triwulan"] == "1" and row["tahun"] == "2026"
    }
    a, b = after["A"], after["B"]
    assert (a["target"], a["realisasi"], a["capaian"], a["predikat"]) == ("10", "8", "80", "Tinggi")
    assert (a["capaian_tahun"], a["status"]) == ("8", "terverifikasi")
    assert (b["realisasi"], b["capaian"], b["predikat"]) == ("50", "", "")
    money = {row["kode"]: row for row in rows(client, panggung, "anggaran") if row["tahun"] == "2026"}
    assert money["1.06.04"]["pagu"] == "100000000"
    assert (money["1.06.04"]["realisasi_tw1"], money["1.06.04"]["realisasi_tw2"]) == ("1000", "")


def test_no_person_and_no_narrative_is_in_any_file(client: Client, panggung: Panggung) -> None:
    publish_data(panggung)
    panggung.save(
        Isian(panggung.baris("A"), "nilai", "8"), Isian(panggung.baris("A"), "faktor_penghambat", "Rahasia")
    )
    Pengguna.objects.filter(username="uji-staf").update(first_name="Orang", last_name="Bernama")
    panggung.carry(panggung.fill(), "dikunci")
    said = "".join(client.get(f"/data/{panggung.agency.kode}/{name}").content.decode() for name in BERKAS)
    assert "Rahasia" not in said
    assert "Bernama" not in said
    assert "uji-staf" not in said


def test_files_may_be_kept_and_read_from_anywhere_and_the_page_of_a_person_not(
    client: Client, panggung: Panggung
) -> None:
    publish_data(panggung)
    file = client.get(f"/data/{panggung.agency.kode}/indikator.csv")
    assert file["Access-Control-Allow-Origin"] == "*"
    assert file["Cache-Control"] == "public, max-age=300"
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    client.force_login(panggung.orang["kepala"])
    page = client.get(f"/data/{panggung.agency.kode}/")
    assert page["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in page


def test_the_dictionary_and_the_package_explain_every_column(client: Client, panggung: Panggung) -> None:
    publish_data(panggung)
    page = client.get(f"/data/{panggung.agency.kode}/").content.decode()
    package = json.loads(client.get(f"/data/{panggung.agency.kode}/datapackage.json").content)
    for resource in package["resources"]:
        header = client.get(f"/data/{panggung.agency.kode}/{resource['path']}").content.decode().splitlines()[0]
        assert [each["name"] for each in resource["schema"]["fields"]] == header.split(",")
        assert all(f"<code>{name}</code>" in page for name in header.split(","))
    assert [each["name"] for each in package["resources"]] == list(HIMPUNAN)


def test_only_quarters_that_are_over_are_published(panggung: Panggung) -> None:
    assert periods(panggung.renstra, KINI) == [(2025, 4), (2026, 3)]
    assert periods(panggung.renstra, saat(15, bulan=2)) == [(2025, 4)]
    assert periods(panggung.renstra, saat(1, bulan=1, tahun=2031))[-1] == (2029, 4)


def test_the_demo_s_open_figures_are_those_of_form_e81_and_of_the_lkj(angka_demo: None, renstra: Renstra) -> None:
    opened = {
        (row["tahun"], row["triwulan"], row["kode"], row["nama"]): row for row in indicator_rows(renstra, KINI)
    }
    money = {(row["tahun"], row["kode"]): row for row in money_rows(renstra, KINI)}
    compared = 0
    for tahun, triwulan in ((2025, 4), (2026, 1), (2026, 2), (2026, 3)):
        form = evaluasi_renja(Permintaan(renstra, tahun, triwulan))
        for row in form.baris:
            if row.kinerja and (indikator := row.line.indikator):
                found = opened[tahun, triwulan, indikator.kode, indikator.nama]
                assert found["realisasi"] == rounded(row.kinerja.tahun.persis)
                assert found["capaian_tahun"] == rounded(row.kinerja.tingkat_tahun.persis)
                compared += found["realisasi"] is not None
            if row.uang and row.line.first and row.line.level == "subkegiatan" and triwulan > 2:
                spent = money[tahun, row.line.kode]
                assert (spent["pagu"], spent["realisasi"]) == (row.uang.target, row.uang.tahun)
                assert [spent[f"realisasi_tw{n}"] for n in range(1, 5)] == list(row.uang.triwulan)
    assert compared > 200
    lkj = [each for group in Lkj(Permintaan(renstra, 2025, 4)).kelompok for each in group.butir]
    for each in lkj:
        assert opened[2025, 4, each.indikator.kode, each.indikator.nama]["capaian"] == rounded(
            each.kini.capaian.persis
        )


def test_the_quarters_of_a_year_share_what_is_read(panggung: Panggung, django_assert_max_num_queries: Any) -> None:
    """Two years, seven quarters: at most 12 queries a year, as one report."""
    plan = Renstra.objects.select_related("perangkat_daerah").get(pk=panggung.renstra.pk)
    with django_assert_max_num_queries(24):
        assert len(list(indicator_rows(plan, KINI))) == 2 * 7


def test_another_quarter_of_a_request_gives_what_a_fresh_request_gives(angka_demo: None, renstra: Renstra) -> None:
    asked = Permintaan(renstra, 2026, 3)
    assert asked.figures
    for triwulan in (1, 2):
        shared, fresh = (
            Dasbor(each, KINI).penilaian for each in (asked.pada(triwulan), Permintaan(renstra, 2026, triwulan))
        )
        assert {pk: each.capaian for pk, each in shared.items()} == {
            pk: each.capaian for pk, each in fresh.items()
        }


def test_an_edition_is_open_by_its_code_with_its_figures_and_without_what_people_wrote(
    client: Client, panggung: Panggung
) -> None:
    publish_data(panggung)
    panggung.save(
        Isian(panggung.baris("A"), "nilai", "8"), Isian(panggung.baris("A"), "faktor_penghambat", "Rahasia")
    )
    panggung.carry(panggung.fill(nilai="20"), "dikunci")
    isian = IsianEdisi(KINI.date(), paham=True)
    for slug, asked in (
        ("e81", Permintaan(panggung.renstra, TAHUN, 1)),
        ("tabel-2.5", Permintaan.of_plan(panggung.renstra)),
    ):
        publish(user=panggung.orang["kepala"], slug=slug, asked=asked, isian=isian)
    form, other = Edisi.objects.get(slug="e81"), Edisi.objects.get(slug="tabel-2.5")
    base = f"/data/{panggung.agency.kode}"
    assert form.kode in client.get(f"{base}/").content.decode()
    read = json.loads(client.get(f"{base}/edisi/{form.kode}.json").content)
    assert read["tabel"] == "e81"
    assert any(row["kunci"].startswith("1.06.04") for row in read["baris"])
    text = client.get(f"{base}/edisi/{form.kode}.csv").content.decode()
    assert "Rahasia" not in text + json.dumps(read)
    assert client.get(f"{base}/edisi/{other.kode}.csv").status_code == 404


def test_a_figure_is_rounded_as_it_is_printed() -> None:
    assert [rounded(value) for value in (Decimal("66.665"), 8, None)] == [Decimal("66.67"), Decimal(8), None]


def test_the_page_says_the_types_of_columns_in_words_of_people(client: Client, panggung: Panggung) -> None:
    publish_data(panggung)
    page = client.get(f"/data/{panggung.agency.kode}/").content.decode()
    assert "<td>bilangan bulat</td>" in page
    for word in ("string", "integer", "number", "boolean"):
        assert f"<td>{word}</td>" not in page
