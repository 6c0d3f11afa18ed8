"""The plan in the admin: what a person may do there, and that a refusal is a sentence on the page."""

from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from indicators.models import Indikator
from programs.models import Dokumen, Program, Urusan
from targets.models import Pagu, RealisasiTahunan
from targets.selectors import plan_document
from targets.services import replace_row, start_perubahan

pytestmark = pytest.mark.django_db
DOCUMENTS = "/admin/programs/dokumen/"


@pytest.fixture
def office(client: Client, people: dict[str, Any]) -> Client:
    client.force_login(people["admin"])
    return client


def act(office: Client, action: str, dokumen: Dokumen, **extra: str) -> str:
    form = {"action": action, "_selected_action": str(dokumen.pk), **extra}
    return office.post(DOCUMENTS, form, follow=True).content.decode()


def filled(office: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send back from a form as it stands, with `changes`."""
    form: Any = office.get(address).context["adminform"].form
    given = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in given.items() if value is not None and value is not False}
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    inlines = {
        f"{prefix}-{name}": n
        for prefix in ("target", "kegiatan_set", "bidang_urusan")
        for name, n in empty.items()
    }
    return {**inlines, **sent, **changes}


def test_a_perubahan_is_begun_and_enacted_from_the_list_of_documents(office: Client, renstra: Any) -> None:
    assert "Renstra Perubahan 1 2025 dimulai sebagai rancangan." in act(
        office, "mulai_perubahan", plan_document(renstra)
    )
    draft = plan_document(renstra, 1)
    assert "belum mempunyai nomor dan tanggal" in act(office, "tetapkan", draft)
    Dokumen.objects.filter(pk=draft.pk).update(nomor="Perwali Contoh 1/2027", tanggal="2027-03-01")
    assert "Renstra Perubahan 1 2025 ditetapkan." in act(office, "tetapkan", draft)
    assert plan_document(renstra) == draft


def test_a_rancangan_is_discarded_only_after_a_question(office: Client, renstra: Any) -> None:
    draft = start_perubahan(renstra=renstra)
    assert "akan hilang" in act(office, "batalkan", draft)
    assert Dokumen.objects.filter(pk=draft.pk).exists()
    assert "dibatalkan" in act(office, "batalkan", draft, yakin="ya")
    assert not Dokumen.objects.filter(pk=draft.pk).exists()


def test_a_perubahan_made_by_hand_is_refused_with_the_way_to_go(office: Client, renstra: Any) -> None:
    form = {"renstra": renstra.pk, "jenis": "renstra", "tahun": 2025, "perubahan_ke": 1}
    page = office.post(f"{DOCUMENTS}add/", form).content.decode()
    assert "lalu tindakan Mulai Renstra Perubahan" in page
    assert office.post(f"{DOCUMENTS}add/", {**form, "jenis": "renja", "tahun": 2026}).status_code == 302


def test_a_code_that_stands_already_is_a_sentence_not_an_error(office: Client, renstra: Any) -> None:
    dokumen = plan_document(renstra)
    address = reverse("admin:programs_urusan_add")
    form = filled(office, address, renstra=renstra.pk, mulai=dokumen.pk, kode="1", nama="Dua kali")
    assert "Kode ini sudah ada dalam Renstra yang sama" in office.post(address, form).content.decode()
    assert office.post(address, {**form, "kode": "3"}).status_code == 302
    assert Urusan.objects.get(renstra=renstra, kode="3").mulai == dokumen


def test_the_reading_of_an_indicator_with_realisasi_is_kept_with_a_sentence(office: Client) -> None:
    indikator = Indikator.objects.get(kode="T1.1")
    RealisasiTahunan.objects.create(indikator=indikator, tahun=2026, nilai=1, sumber="Contoh")
    address = reverse("admin:indicators_indikator_change", args=(indikator.pk,))
    page = office.post(address, filled(office, address, cara_isi="triwulan")).content.decode()
    assert "sudah mempunyai realisasi, jadi cara isi tidak dapat diubah" in page
    assert office.post(address, filled(office, address, nama="Nama lain")).status_code == 302


def test_a_new_row_begins_with_the_latest_document(office: Client, renstra: Any) -> None:
    draft = start_perubahan(renstra=renstra)
    form = office.get(reverse("admin:programs_program_add")).context["adminform"].form
    assert (form.initial["renstra"], form.initial["mulai"]) == (renstra.pk, draft.pk)


def test_rows_can_be_narrowed_to_one_document(office: Client, renstra: Any) -> None:
    draft = start_perubahan(renstra=renstra)
    replace_row(row=Program.objects.get(kode="1.06.04"), dokumen=draft, nama="PROGRAM BARU")
    for dokumen, name in ((plan_document(renstra), "PROGRAM REHABILITASI SOSIAL"), (draft, "PROGRAM BARU")):
        page = office.get(f"/admin/programs/program/?dokumen={dokumen.pk}")
        assert [row.nama for row in page.context["cl"].queryset if row.kode == "1.06.04"] == [name]
    assert office.get("/admin/programs/program/?dokumen=999999").status_code == 200


@pytest.mark.parametrize(
    "model", ["programs/subkegiatan", "indicators/indikator", "targets/target", "targets/pagu"]
)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    office: Client, model: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        assert office.get(f"/admin/{model}/").status_code == 200


def test_years_of_a_renstra_stand_in_its_list(office: Client) -> None:
    page = office.get("/admin/programs/renstra/").content.decode()
    assert "2025" in page and "2029" in page and "2030" in page


def test_links_are_found_by_typing(office: Client) -> None:
    query = {"app_label": "programs", "model_name": "kegiatan", "field_name": "program", "term": "rehabilitasi"}
    found = office.get("/admin/autocomplete/", query).json()["results"]
    assert [row["text"] for row in found] == ["1.06.04 PROGRAM REHABILITASI SOSIAL"]


def test_every_figure_in_the_admin_is_read_by_the_one_parser(
    office: Client, rf: Any, people: dict[str, Any]
) -> None:
    request = rf.get("/admin/")
    request.user = people["admin"]
    plain = []
    for model, own in admin.site._registry.items():
        makers = [
            own.get_form(request),
            *(inline.get_formset(request).form for inline in own.get_inline_instances(request)),
        ]
        fields = [(name, field) for form in makers for name, field in form.base_fields.items()]
        plain += [(model, name) for name, field in fields if type(field) is forms.DecimalField]
    assert plain == []


def test_money_in_the_admin_is_shown_and_taken_with_dots(office: Client) -> None:
    pagu = Pagu.objects.get(subkegiatan__kode="1.06.01.2.01.0001", tahun=2025, dokumen__jenis="renstra")
    address = reverse("admin:targets_pagu_change", args=(pagu.pk,))
    assert 'value="118.493.000"' in office.get(address).content.decode()
    assert "118.493.000" in office.get("/admin/targets/pagu/?q=1.06.01.2.01.0001").content.decode()
    assert office.post(address, filled(office, address, nilai="118.493.500")).status_code == 302
    pagu.refresh_from_db()
    assert pagu.nilai == 118_493_500


def test_rows_are_replaced_and_withdrawn_in_the_rancangan_from_their_list(office: Client, renstra: Any) -> None:
    def choose(model: str, action: str, row: Any) -> str:
        form = {"action": action, "_selected_action": str(row.pk)}
        return office.post(f"/admin/{model}/", form, follow=True).content.decode()

    program, target = Program.objects.get(kode="1.06.04"), Indikator.objects.get(kode="1.06.04#1.1")
    assert "mulai Renstra Perubahan dahulu" in choose("programs/program", "ganti", program)
    draft = start_perubahan(renstra=renstra)
    assert "sunting baris penggantinya" in choose("programs/program", "ganti", program)
    assert Program.objects.in_force(draft).get(kode="1.06.04").menggantikan == program
    assert "masih mempunyai" in choose("programs/program", "tarik", Program.objects.get(kode="1.06.05"))
    assert "tidak lagi berlaku sejak" in choose("indicators/indikator", "tarik", target)
    assert not Indikator.objects.in_force(draft).filter(kode="1.06.04#1.1").exists()
