"""Preparing a year, and the quarter targets of its rencana aksi."""

import csv
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.test import Client

from indicators.models import Indikator
from programs.models import Dokumen, Renstra
from targets.formulas import NilaiTarget
from targets.models import Jadwal, LaporanTriwulan, Pagu, Target, TargetTriwulan
from targets.selectors.berlaku import Berlaku
from targets.selectors.renaksi import action_plan
from targets.services import PerubahanError, enact
from targets.services.galat import BelumSiapError, LaporanError
from targets.services.realisasi import HasilIsian, Isian
from targets.services.renaksi import change_action_plan, enact_action_plan, save_quarter_targets
from targets.services.tahun import plan_year, prepare_year
from tests.targets.batam import BIDANG, bidang, indikator, orang, rencana

pytestmark = pytest.mark.django_db
SIAPKAN = "/triwulan/siapkan/dinsospm/2027/"
RENAKSI = f"/triwulan/renaksi/dinsospm/{BIDANG}/2026/"
SDM, DOKUMEN = "1.06.02#1.1", "1.06.02.2.02.0001#1.1"


def stated_in_the_plan(year: str) -> int:
    """Count the targets the document states for a year: filled cells of the fixture that was taken from it."""
    with open("fixtures/batam-2025-2029/target.tsv", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return sum(bool(row[year]) for row in rows)


# Siapkan tahun --------------------------------------------------------------------------------------------------


def test_a_preview_shows_what_would_be_made_and_makes_nothing(client: Client) -> None:
    client.force_login(orang("sekretariat"))
    page = client.get(SIAPKAN).content.decode()
    assert "1 April 2027" in page
    assert "7 April 2027" in page
    assert "Perjanjian Kinerja Bidang Rehabilitasi Sosial" in page
    assert f"dan {stated_in_the_plan('2028')} prakiraan maju" in page
    assert not Jadwal.objects.filter(tahun=2027).exists()
    assert not Dokumen.objects.filter(tahun=2027).exists()


def test_preparing_a_year_copies_the_renstra_as_drafts_that_do_not_count_yet(client: Client) -> None:
    """The document's total pagu of a year is the sum over Tabel 4.2; each of its 2027 targets is copied once.

    The Renja has those of 2028 too.
    """
    plan = rencana()
    before = Berlaku(plan, 2027).targets, Berlaku(plan, 2027).pagu
    client.force_login(orang("sekretariat"))
    assert client.post(SIAPKAN).status_code == 302
    renja = Dokumen.objects.get(renstra=plan, jenis="renja", tahun=2027)
    assert renja.status == "rancangan"
    for tahun in (2027, 2028):  # the year, and its prakiraan maju
        assert Target.objects.filter(dokumen=renja, tahun=tahun).count() == stated_in_the_plan(str(tahun))
        total = Pagu.objects.filter(dokumen=renja, tahun=tahun).aggregate(total=Sum("nilai"))["total"]
        assert total == Decimal(printed_total(str(tahun)))
    assert not Target.objects.filter(dokumen=renja).exclude(tahun__in=(2027, 2028)).exists()
    agreements = Dokumen.objects.filter(renstra=plan, jenis="pk", tahun=2027)
    assert {row.unit.kode for row in agreements if row.unit} == set(
        plan.perangkat_daerah.unit_kerja.values_list("kode", flat=True)
    )
    assert Target.objects.filter(dokumen__in=agreements).count() == stated_in_the_plan("2027")
    own = agreements.get(unit=bidang())
    parties = own.pihak_pertama, own.pihak_kedua
    assert [party and party.kode for party in parties] == ["kepala-pemberdayaan-sosial", "kepala-dinas"]
    assert (Berlaku(plan, 2027).targets, Berlaku(plan, 2027).pagu) == before
    assert list(Jadwal.objects.filter(tahun=2027).order_by("triwulan").values_list("jatuh_tempo", flat=True)) == [
        date(2027, 4, 7),
        date(2027, 7, 7),
        date(2027, 10, 7),
        date(2028, 1, 7),
    ]
    assert LaporanTriwulan.objects.filter(tahun=2027, triwulan=1, status="draf").count() == 5
    assert "Tahun 2027 disiapkan" in orang(BIDANG).pemberitahuan.get().teks
    copied: Any = Target.objects.filter(dokumen=renja).first()
    record = copied.history.get()
    assert (record.history_user, record.history_change_reason) == (orang("sekretariat"), "siapkan tahun")
    assert renja.history.get().history_user == orang("sekretariat")


def test_a_renja_enacted_with_its_prakiraan_maju_rules_its_own_year_only() -> None:
    plan, user = rencana(), orang("sekretariat")
    prepare_year(renstra=plan, tahun=2027, user=user)
    renja = Dokumen.objects.get(renstra=plan, jenis="renja", tahun=2027)
    before = Berlaku(plan, 2028).targets, Berlaku(plan, 2028).pagu
    Target.objects.filter(dokumen=renja, tahun=2028).update(nilai=1)
    Pagu.objects.filter(dokumen=renja, tahun=2028).update(nilai=1)
    renja.nomor, renja.tanggal = "7/2026", date(2026, 12, 1)
    renja.save()
    enact(dokumen=renja, user=user)
    assert {row.dokumen for row in Berlaku(plan, 2027).targets.values()} == {renja}
    assert {row.dokumen for row in Berlaku(plan, 2027).pagu.values()} == {renja}
    assert (Berlaku(plan, 2028).targets, Berlaku(plan, 2028).pagu) == before
    years = Berlaku(plan, 2028).pagu_of_years((2027, 2028))
    assert {row.dokumen for row in years[2027].values()} == {renja}
    assert renja not in {row.dokumen for row in years[2028].values()}


def test_the_last_year_of_the_renstra_has_no_prakiraan_maju() -> None:
    prepare_year(renstra=rencana(), tahun=2030, user=orang("sekretariat"))
    renja = Dokumen.objects.get(jenis="renja", tahun=2030)
    assert set(Target.objects.filter(dokumen=renja).values_list("tahun", flat=True)) == {2030}


def printed_total(year: str) -> str:
    with open("tests/golden/tabel-4.2-pagu.tsv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return next(row["nilai"] for row in rows if (row["kode"], row["tahun"]) == ("TOTAL", year))


def test_preparing_a_year_again_changes_nothing_and_touches_nothing_there() -> None:
    plan, user = rencana(), orang("sekretariat")
    known = Dokumen.objects.create(renstra=plan, jenis="renja", tahun=2027, nomor="12", status="ditetapkan")
    own_date = Jadwal.objects.create(
        perangkat_daerah=plan.perangkat_daerah,
        tahun=2027,
        triwulan=1,
        dibuka=date(2027, 4, 5),
        jatuh_tempo=date(2027, 4, 9),
        ditutup=date(2027, 4, 20),
    )
    prepare_year(renstra=plan, tahun=2027, user=user)

    def everything() -> tuple[Any, ...]:
        return tuple(
            tuple(model._default_manager.filter(tahun__in=(2027, 2028)).order_by("pk").values_list())
            for model in (Dokumen, Target, Pagu, Jadwal, LaporanTriwulan)
        )

    once = everything()
    again = prepare_year(renstra=plan, tahun=2027, user=user)
    assert again.lengkap
    assert everything() == once
    known.refresh_from_db()
    own_date.refresh_from_db()
    assert (known.nomor, known.target_set.count(), own_date.ditutup) == ("12", 0, date(2027, 4, 20))


def test_only_sekretariat_prepares_a_year_and_only_one_of_the_renstra(client: Client) -> None:
    for nama in (BIDANG, "kepala", "admin", "pembaca"):
        client.force_login(orang(nama))
        assert client.get(SIAPKAN).status_code == 403
        assert client.post(SIAPKAN).status_code == 403
        with pytest.raises(PermissionDenied):
            prepare_year(renstra=rencana(), tahun=2027, user=orang(nama))
    client.force_login(orang("sekretariat"))
    assert client.get("/triwulan/siapkan/dinsospm/2041/").status_code == 404
    assert client.get("/triwulan/siapkan/lain/2027/").status_code == 404


def test_a_renstra_without_a_document_in_force_says_so(client: Client) -> None:
    Dokumen.objects.filter(renstra=rencana(), jenis="renstra").update(status="rancangan")
    with pytest.raises(LaporanError, match="belum punya dokumen"):
        plan_year(renstra=rencana(), tahun=2027)
    client.force_login(orang("sekretariat"))
    assert "belum punya dokumen" in client.get(SIAPKAN).content.decode()
    assert client.post(SIAPKAN).status_code == 409


# Rencana aksi ---------------------------------------------------------------------------------------------------


def simpan(*isian: Isian, nama: str = BIDANG) -> list[HasilIsian]:
    return save_quarter_targets(renstra=rencana(), unit=bidang(), tahun=2026, isian=isian, user=orang(nama))


def empat(kode: str, *teks: str) -> list[Isian]:
    return [Isian(f"i{indikator(kode).pk}", f"tw{n}", text, "") for n, text in enumerate(teks, 1)]


def test_quarter_targets_are_saved_as_a_draft_and_checked_against_the_year(client: Client) -> None:
    """12 dokumen in 2026: 3 + 3 + 3 + 2 make 11, so the check names both."""
    client.force_login(orang(BIDANG))
    row = f"i{indikator(DOKUMEN).pk}"
    data = {f"{row}-tw{n}": text for n, text in enumerate(("3", "3", "3", "2"), 1)}
    assert client.post(RENAKSI, data).status_code == 302
    page = client.get(RENAKSI).content.decode()
    assert "Jumlah target triwulan 11, sedangkan target tahun 12" in page
    assert "Rancangan" in page
    assert client.post(RENAKSI, {f"{row}-tw4": "3", f"~{row}-tw4": "2"}).status_code == 302
    assert "sedangkan target tahun" not in client.get(RENAKSI).content.decode()
    assert Berlaku(rencana(), 2026).quarters == {}, "a draft does not count"
    stored: Any = TargetTriwulan.objects.get(indikator=indikator(DOKUMEN), triwulan=4)
    assert [record.nilai for record in stored.history.order_by("history_id")] == [2, 3]


def test_the_quarter_targets_of_a_graded_unit_are_typed_and_read_as_codes(client: Client) -> None:
    row = indikator(DOKUMEN)
    Indikator.objects.filter(pk=row.pk).update(skala={"A": 4, "BB": 3}, akumulasi_triwulan="posisi_akhir")
    Target.objects.filter(indikator=row, tahun=2026).update(nilai=4)
    client.force_login(orang(BIDANG))
    key = f"i{row.pk}"
    page = client.post(RENAKSI, {f"{key}-tw3": "bb", f"{key}-tw4": "4"}).content.decode()
    assert "“4” tidak ada dalam skala satuan ini; pilih salah satu dari A, BB." in page
    assert client.post(RENAKSI, {f"{key}-tw4": "A"}).status_code == 302
    page = client.get(RENAKSI).content.decode()
    assert '<td class="num">A</td>' in page, "the year's target"
    assert f'name="{key}-tw3" value="BB"' in page
    stored = TargetTriwulan.objects.filter(indikator=row).order_by("triwulan").values_list("triwulan", "nilai")
    assert list(stored) == [(3, 3), (4, 4)]


def test_what_cannot_be_read_stays_in_its_field_and_the_rest_is_saved(client: Client) -> None:
    client.force_login(orang(BIDANG))
    row = f"i{indikator(DOKUMEN).pk}"
    data = {f"{row}-tw1": "3", f"{row}-tw2": "1.250", f"{row}-tw3": "banyak", f"{row}-tw4": "-3"}
    response = client.post(RENAKSI, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "1 target tersimpan, 3 belum" in page
    for text in ("1.250", "banyak", "-3"):
        assert f'value="{text}"' in page
    assert "dapat dibaca 1250 (ribuan) atau 1,250 (desimal)" in page
    assert "Target tidak boleh negatif." in page
    assert TargetTriwulan.objects.get().nilai == 3


def test_two_people_on_one_target_are_told_of_each_other() -> None:
    row = f"i{indikator(DOKUMEN).pk}"
    simpan(Isian(row, "tw1", "3", ""))
    result = simpan(Isian(row, "tw1", "4", ""), nama="sekretariat")[0]
    assert (result.status, result.tampil) == ("bentrok", "3")
    assert "Orang lain sudah mengubah target ini menjadi “3”" in result.pesan
    assert simpan(Isian(row, "tw1", "4", "3"), nama="sekretariat")[0].status == "tersimpan"
    assert simpan(Isian(row, "tw1", "", "4"))[0].status == "tersimpan"
    assert not TargetTriwulan.objects.exists(), "an emptied target is none, not zero"


def test_a_range_needs_both_its_bounds_in_order() -> None:
    Indikator.objects.filter(kode=DOKUMEN).update(polaritas="rentang")
    row = f"i{indikator(DOKUMEN).pk}"
    assert "batas bawah dan batas atas" in simpan(Isian(row, "tw1", "3", ""))[0].pesan
    assert "Isi juga batas bawahnya" in simpan(Isian(row, "tw1_atas", "3", ""))[0].pesan
    wrong = simpan(Isian(row, "tw1", "5", ""), Isian(row, "tw1_atas", "3", ""))
    assert {result.status for result in wrong} == {"galat"}
    assert not TargetTriwulan.objects.exists()
    right = simpan(Isian(row, "tw1", "3", ""), Isian(row, "tw1_atas", "5", ""))
    assert {result.status for result in right} == {"tersimpan"}
    stored = TargetTriwulan.objects.get()
    assert [stored.nilai, stored.nilai_atas] == [3, 5]


def test_a_row_of_another_unit_is_not_taken() -> None:
    foreign = f"i{indikator('1.06.04#1.1').pk}"
    assert simpan(Isian(foreign, "tw1", "3", ""))[0].status == "galat"
    assert simpan(Isian(foreign, "nilai", "3", ""))[0].status == "galat"
    assert not TargetTriwulan.objects.exists()


def test_the_form_is_for_the_unit_s_staf_and_sekretariat_alone(client: Client) -> None:
    for nama in (BIDANG, "sekretariat"):
        client.force_login(orang(nama))
        assert client.get(RENAKSI).status_code == 200
    for nama in ("rehabilitasi-sosial", "kepala", "admin", "pembaca"):
        client.force_login(orang(nama))
        assert client.get(RENAKSI).status_code == 404
        assert client.post(RENAKSI).status_code == 403
    client.force_login(orang(BIDANG))
    for step in ("tetapkan", "ubah"):
        assert client.post(f"/triwulan/renaksi/dinsospm/2026/{step}/").status_code == 403
        assert client.get(f"/triwulan/renaksi/dinsospm/2026/{step}/").status_code == 405


def test_a_rencana_aksi_rules_once_enacted_and_changes_by_a_perubahan(client: Client) -> None:
    """SDM is a position: 60, 70, 75, 80 reach the year's 80."""
    simpan(*empat(DOKUMEN, "3", "3", "3", "2"), *empat(SDM, "60", "70", "75", "80"))
    plan, user = rencana(), orang("sekretariat")
    with pytest.raises(BelumSiapError) as error:
        enact_action_plan(renstra=plan, tahun=2026, user=user, tanggal=date(2026, 1, 5))
    assert len(error.value.kekurangan) == 1
    assert "Jumlah target triwulan 11" in error.value.kekurangan[0]
    simpan(Isian(f"i{indikator(DOKUMEN).pk}", "tw4", "3", "2"))
    client.force_login(user)
    step = {"unit": BIDANG, "tanggal": "2026-01-05", "nomor": "7/2026"}
    assert client.post("/triwulan/renaksi/dinsospm/2026/tetapkan/", step).status_code == 302
    enacted = action_plan(plan, 2026)
    assert enacted is not None
    assert (enacted.status, enacted.nomor, enacted.tanggal) == ("ditetapkan", "7/2026", date(2026, 1, 5))
    in_force = Berlaku(plan, 2026).quarters[indikator(SDM).pk]
    assert [target.nilai for target in in_force] == [60, 70, 75, 80]
    with pytest.raises(LaporanError, match="sudah ditetapkan"):
        simpan(Isian(f"i{indikator(SDM).pk}", "tw1", "65", "60"))
    assert client.post("/triwulan/renaksi/dinsospm/2026/ubah/", {"unit": BIDANG}).status_code == 302
    simpan(Isian(f"i{indikator(SDM).pk}", "tw1", "65", "60"))
    assert Berlaku(plan, 2026).quarters[indikator(SDM).pk][0].nilai == 60, "until the perubahan is enacted"
    enact_action_plan(renstra=plan, tahun=2026, user=user, tanggal=date(2026, 6, 1))
    changed = Berlaku(plan, 2026).quarters
    assert changed[indikator(SDM).pk][0].nilai == 65
    assert [target.nilai for target in changed[indikator(DOKUMEN).pk]] == [3, 3, 3, 3], "a full copy"
    with pytest.raises(PermissionDenied):
        change_action_plan(renstra=plan, tahun=2026, user=orang(BIDANG))


def test_enacting_nothing_or_without_a_date_is_refused_in_words(client: Client) -> None:
    client.force_login(orang("sekretariat"))
    url = "/triwulan/renaksi/dinsospm/2026/tetapkan/"
    nothing = client.post(url, {"tanggal": "2026-01-05"})
    assert nothing.status_code == 409
    assert "Tidak ada rancangan rencana aksi" in nothing.content.decode()
    assert "Isi tanggal penetapan." in client.post(url).content.decode()
    wrong = client.post("/triwulan/renaksi/dinsospm/2026/ubah/")
    assert wrong.status_code == 409


def test_a_unit_s_own_rencana_aksi_goes_before_the_agency_s_as_a_whole() -> None:
    plan: Renstra = rencana()
    whole = Dokumen.objects.create(renstra=plan, jenis="renaksi", tahun=2026, status="ditetapkan")
    own = Dokumen.objects.create(renstra=plan, jenis="renaksi", tahun=2026, unit=bidang(), status="ditetapkan")
    for dokumen, quarters in ((own, {1: 5}), (whole, {1: 1, 2: 2})):
        for triwulan, nilai in quarters.items():
            TargetTriwulan.objects.create(
                dokumen=dokumen, indikator=indikator(SDM), tahun=2026, triwulan=triwulan, nilai=nilai
            )
    in_force = Berlaku(plan, 2026).quarters[indikator(SDM).pk]
    assert in_force == (NilaiTarget(Decimal(5)), NilaiTarget(), NilaiTarget(), NilaiTarget())
    assert Berlaku(plan, 2026).quarter_documents == {indikator(SDM).pk: own}


def test_data_induk_does_not_enact_a_rencana_aksi_past_its_check() -> None:
    """Its quarters make 30, the year asks for another figure."""
    plan = rencana()
    isian = [Isian(f"i{indikator(SDM).pk}", f"tw{n}", "10", "") for n in (1, 2, 3)]
    save_quarter_targets(
        renstra=plan, unit=indikator(SDM).penanggung_jawab, tahun=2026, isian=isian, user=orang("sekretariat")
    )
    draft = action_plan(plan, 2026)
    assert draft is not None
    Dokumen.objects.filter(pk=draft.pk).update(nomor="1/2026", tanggal=date(2026, 1, 2))
    with pytest.raises(PerubahanError, match="halaman Rencana aksi"):
        enact(dokumen=draft)


def test_a_target_no_database_could_keep_is_refused() -> None:
    """SQLite keeps fifteen digits, and could not read back this one."""
    plan, row = rencana(), indikator(SDM)
    [result] = save_quarter_targets(
        renstra=plan,
        unit=row.penanggung_jawab,
        tahun=2026,
        isian=[Isian(f"i{row.pk}", "tw1", "9999999999999999", "")],
        user=orang("sekretariat"),
    )
    assert (result.status, result.pesan) == ("galat", "Angka terlalu besar; paling banyak 11 angka di depan koma.")
    assert not TargetTriwulan.objects.filter(indikator=row).exists()
