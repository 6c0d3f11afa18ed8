"""Where a file goes: only what the person may choose is offered, and what is plain is not asked."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from imports.forms import TujuanForm
from imports.importers.registry import PENGIMPOR
from imports.services.pengimpor import Parameter, Perlu, Tujuan
from imports.services.tempat import goal_words, is_open, reach_of
from programs.models import Dokumen, Pengguna, Renstra
from tests.imports.unit_uji import PengimporUnit
from tests.targets.pabrik import Panggung, buat_panggung

REAL = dict(PENGIMPOR)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unit_uji")]


class PerTriwulan(PengimporUnit):
    """A kind that goes into one document and quarter, and asks two things besides."""

    kode = "per-triwulan"
    judul = "Per triwulan"
    perlu = (Perlu.PERANGKAT_DAERAH, Perlu.RENSTRA, Perlu.DOKUMEN, Perlu.TAHUN, Perlu.TRIWULAN)

    def parameter(self, tujuan: Tujuan) -> Sequence[Parameter]:
        assert tujuan.dokumen is not None
        sumber = {"sipd": "SIPD", "simda": "SIMDA"} if tujuan.dokumen.jenis == "renja" else {"lain": "Lain"}
        return [Parameter("sumber", "Sumber", sumber, wajib=True), Parameter("lewati", "Lewati", centang=True)]


def form(user: Any, query: str = "") -> TujuanForm:
    return TujuanForm(QueryDict(query) or None, pengimpor=PerTriwulan(), user=user)


@pytest.fixture
def renja(panggung: Panggung) -> Dokumen:
    return Dokumen.objects.create(renstra=panggung.renstra, jenis="renja", tahun=2026)


def test_a_document_says_its_renstra_and_perangkat_daerah(panggung: Panggung, renja: Dokumen) -> None:
    user = panggung.orang["pemeriksa"]
    query = f"dokumen={renja.pk}&tahun=2026&triwulan=2&sumber=sipd&lewati=on&lengkap=1"
    found = form(user, query)
    assert found.is_complete, found.errors
    goal = found.tujuan()
    assert (goal.dokumen, goal.renstra, goal.perangkat_daerah) == (renja, panggung.renstra, panggung.agency)
    assert (goal.tahun, goal.triwulan, goal.parameter) == (2026, 2, {"sumber": "sipd", "lewati": True})
    again = form(user, found.query())  # the address holds all of it
    assert again.is_complete and again.tujuan().parameter == goal.parameter
    assert list(goal_words(PerTriwulan(), goal)) == [
        ("Perangkat daerah", "Dinas Uji"),
        ("Renstra", "Renstra Uji 2025–2029"),
        ("Dokumen", "Renja 2026 (rancangan)"),
        ("Tahun", "2026"),
        ("Triwulan", "II"),
        ("Sumber", "SIPD"),
        ("Lewati", "ya"),
    ]


def test_what_a_kind_asks_besides_is_asked_once_the_place_is_known(panggung: Panggung, renja: Dokumen) -> None:
    user = panggung.orang["pemeriksa"]
    assert "sumber" not in form(user).fields
    asked = form(user, f"dokumen={renja.pk}&tahun=2026&triwulan=2")
    assert dict(asked.fields["sumber"].choices) == {"sipd": "SIPD", "simda": "SIMDA"}  # type: ignore[attr-defined]
    assert not asked.is_complete and not asked.is_asked


def test_a_year_outside_of_the_renstra_is_refused(panggung: Panggung, renja: Dokumen) -> None:
    Renstra.objects.create(
        perangkat_daerah=panggung.agency, kode="lain", nama="Renstra Lain", tahun_awal=2020, tahun_akhir=2024
    )
    asked, user = QueryDict(f"renstra={panggung.renstra.pk}&tahun=2022"), panggung.orang["pemeriksa"]
    found = TujuanForm(asked, pengimpor=PerTahun(), user=user)
    assert not found.is_complete and "di luar Renstra Uji" in str(found.errors["tahun"])


class PerTahun(PengimporUnit):
    perlu = (Perlu.RENSTRA, Perlu.TAHUN)


def test_only_what_the_person_may_choose_is_offered(panggung: Panggung, renja: Dokumen) -> None:
    foreign = buat_panggung("lain")
    Dokumen.objects.create(renstra=foreign.renstra, jenis="renja", tahun=2026)
    offered = form(panggung.orang["pemeriksa"]).tempat
    assert set(offered) == set(Dokumen.objects.filter(renstra=panggung.renstra).values_list("pk", flat=True))
    assert form(panggung.orang["staf"]).tempat == {}
    other = foreign.dokumen.pk
    assert not form(panggung.orang["pemeriksa"], f"dokumen={other}&tahun=2026&triwulan=2").is_complete


def test_one_choice_is_no_question(panggung: Panggung) -> None:
    found = TujuanForm(pengimpor=PengimporUnit(), user=panggung.orang["pemeriksa"])
    assert found.is_complete and not found.asks
    assert found.tujuan().perangkat_daerah == panggung.agency


def test_the_page_asks_for_the_place_first_and_takes_no_file_without_it(
    panggung: Panggung, renja: Dokumen, sekretariat: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PENGIMPOR, "per-triwulan", PerTriwulan())
    page = sekretariat.get("/impor/baru/per-triwulan/").content.decode()
    assert "langkah 1 dari 2" in page and 'type="file"' not in page
    assert sekretariat.post("/impor/baru/per-triwulan/").status_code == 404
    response = sekretariat.get("/impor/baru/per-triwulan/templat")
    assert response.status_code == 302  # the place is asked for here too
    query = f"dokumen={renja.pk}&tahun=2026&triwulan=2&sumber=sipd&lengkap=1"
    page = sekretariat.get(f"/impor/baru/per-triwulan/?{query}").content.decode()
    assert "langkah 2 dari 2" in page and 'type="file"' in page and "Renja 2026" in page
    missing = sekretariat.get(f"/impor/baru/per-triwulan/?dokumen={renja.pk}&tahun=2026&triwulan=2&lengkap=1")
    assert "langkah 1 dari 2" in missing.content.decode() and "id_sumber_error" in missing.content.decode()


@pytest.mark.parametrize("kode", sorted(REAL))
def test_every_kind_is_offered_to_somebody_and_says_no_without_a_mistake(panggung: Panggung, kode: str) -> None:
    """The list of kinds asks with the perangkat daerah alone: what is not chosen yet refuses nobody."""
    Pengguna.objects.filter(pk=panggung.orang["admin"].pk).update(is_superuser=True)
    people = list(Pengguna.objects.filter(pk__in=[user.pk for user in panggung.orang.values()]))
    offered = {user.username for user in people if is_open(REAL[kode], user, reach_of(user))}
    assert offered and "uji-pembaca" not in offered
    for user in people:
        try:
            REAL[kode].izinkan(Tujuan(user=user, at=timezone.now()))
        except PermissionDenied as refusal:
            assert str(refusal)
