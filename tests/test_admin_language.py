"""The admin speaks Indonesian: the crawl opens every page of every model and looks for English words."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

pytestmark = pytest.mark.django_db
ENGLISH = """
    the and you your are this that with from was were has have will please add added change changed delete deleted
    save search select selected choose filter filters history home logout login welcome password username user
    users action actions go today yesterday now yes none all any unknown empty object objects recent my error
    errors required optional hide show clear close toggle theme skip breadcrumbs sidebar navigation first last next
    previous date time year name staff active group groups permission permissions superuser remove another new
    submit cancel back run counts sort sorted ascending descending by view can
""".split()
WORD = re.compile(rf"\b({'|'.join(ENGLISH)})\b", re.IGNORECASE)
SHOWN = ("title", "placeholder", "aria-label", "alt")


class VisibleText(HTMLParser):
    """Collects what a person reads or hears: text, button labels, titles and descriptions."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if tag in {"script", "style"}:
            self.skipped += 1
        self.texts += [given[name] for name in SHOWN if given.get(name)]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self.texts.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self.skipped -= 1

    def handle_data(self, data: str) -> None:
        if not self.skipped and data.strip():
            self.texts.append(data.strip())


def english(html: str) -> list[str]:
    """Return the texts of a page in which an English word stands."""
    reader = VisibleText()
    reader.feed(html)
    return [text for text in reader.texts if WORD.search(text)]


@pytest.fixture
def office(client: Client, people: dict[str, Any], renstra: Any) -> Client:
    """A signed-in admin, and a row of every model the fixtures leave empty."""
    from indicators.models import Indikator
    from programs.models import Dokumen, Jabatan, Nomenklatur, PadananKode, Pejabat, Program, Subkegiatan
    from targets.models import AnggaranTahunan, PaguTriwulan, Pembanding, RencanaSubkegiatan, TargetTriwulan

    renja = Dokumen.objects.create(renstra=renstra, jenis="renja", tahun=2026)
    indikator, subkegiatan = Indikator.objects.get(kode="T1.1"), Subkegiatan.objects.all()[0]
    quarter = {"dokumen": renja, "tahun": 2026, "triwulan": 1, "nilai": 1}
    TargetTriwulan.objects.create(**quarter, indikator=indikator)
    PaguTriwulan.objects.create(**quarter, subkegiatan=subkegiatan)
    RencanaSubkegiatan.objects.create(dokumen=renja, subkegiatan=subkegiatan, tahun=2026)
    AnggaranTahunan.objects.create(renstra=renstra, program=Program.objects.all()[0], tahun=2023, sumber="LKjIP")
    Pembanding.objects.create(indikator=indikator, tahun=2024, jenis="ikk", nilai=1, sumber="Laporan")
    Nomenklatur.objects.create(versi="Kepmendagri", kode="1", nama="Urusan", berlaku_dari=2024)
    PadananKode.objects.create(versi_lama="A", kode_lama="1", versi_baru="B", kode_baru="2")
    Pejabat.objects.create(jabatan=Jabatan.objects.all()[0], nama="Contoh", mulai=date(2026, 1, 1))
    quarter_rows(renstra, people)
    edition(renstra, people)
    if apps.is_installed("axes"):
        attempt = import_string("axes.models.AccessAttempt")
        attempt.objects.create(username="salah", ip_address="127.0.0.1", failures_since_start=1)
    client.force_login(people["admin"])
    return client


def quarter_rows(renstra: Any, people: dict[str, Any]) -> None:
    """A report with a figure of each kind, its schedule, an exception and the settings."""
    from indicators.models import Indikator
    from programs.models import Subkegiatan
    from targets.models import (
        Jadwal,
        Kelonggaran,
        LaporanTriwulan,
        PengaturanKinerja,
        Realisasi,
        RealisasiAnggaran,
    )

    indikator, subkegiatan = Indikator.objects.get(kode="T1.1"), Subkegiatan.objects.all()[0]
    agency, day, now = renstra.perangkat_daerah, date(2026, 4, 1), timezone.now()
    Jadwal.objects.create(
        perangkat_daerah=agency, tahun=2026, triwulan=1, dibuka=day, jatuh_tempo=day, ditutup=day
    )
    PengaturanKinerja.objects.create(perangkat_daerah=agency)
    laporan = LaporanTriwulan.objects.create(
        renstra=renstra, unit=indikator.penanggung_jawab, tahun=2026, triwulan=1
    )
    Realisasi.objects.create(laporan=laporan, indikator=indikator, nilai=1)
    RealisasiAnggaran.objects.create(laporan=laporan, subkegiatan=subkegiatan, nilai=1)
    Kelonggaran.objects.create(
        laporan=laporan, jenis="terlambat", alasan="Banjir", diminta_oleh=people["kepala"], diminta_pada=now
    )


def edition(renstra: Any, people: dict[str, Any]) -> None:
    from reports.models import Edisi

    digest = "0" * 64
    Edisi.objects.create(
        renstra=renstra,
        slug="iku-tahun",
        tahun=2026,
        nomor=1,
        judul="Tabel IKU",
        tanggal=date(2026, 4, 1),
        penanda="Kepala",
        isi={},
        **dict.fromkeys(("hash_data", "hash_pdf", "hash_xlsx"), digest),
        **dict.fromkeys(("pdf", "xlsx"), b""),
        token="uji",
        kode="0123456789",
        diterbitkan_oleh=people["kepala"],
        diterbitkan_pada=timezone.now(),
    )


def pages(model: Any) -> list[str]:
    """Return the addresses of the pages the admin has of a model."""
    row = model._default_manager.first()
    assert row is not None, f"{model._meta.label} tidak mempunyai baris; tambahkan pada office."
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    own = [reverse(f"{name}_{page}", args=(row.pk,)) for page in ("change", "delete", "history")]
    return [reverse(f"{name}_changelist"), reverse(f"{name}_add"), *own]


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_no_page_of_a_model_has_english_words(office: Client, model: Any) -> None:
    found = {}
    for address in pages(model):
        response = office.get(address)
        if response.status_code != 403:  # some pages are closed on purpose
            assert response.status_code == 200, address
            found[address] = english(response.content.decode())
    assert found and not any(found.values()), found


@pytest.mark.parametrize("path", ["/admin/", "/admin/programs/", "/admin/password_change/", "/admin/logout/"])
def test_no_common_page_has_english_words(office: Client, path: str) -> None:
    response = office.post(path, follow=True) if "logout" in path else office.get(path, follow=True)
    assert response.status_code == 200
    assert english(response.content.decode()) == []


def test_the_sign_in_of_the_admin_has_no_english_words(client: Client) -> None:
    response = client.get("/admin/login/", follow=True)
    assert response.status_code == 200
    assert english(response.content.decode()) == []


def test_a_page_in_english_would_be_noticed() -> None:
    assert english('<input type="submit" value="Save and add another">') == ["Save and add another"]
    assert english('<img alt="Search"><p>Simpan</p><script>var the = "delete"</script>') == ["Search"]
