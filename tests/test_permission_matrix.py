"""Every address of the site, for every role and every state of a report: answered as `permission_matrix` says.

The addresses come from the URL resolver, so a new one fails the suite until its line is written. Each cell is one
request; what a post would write is taken back, so the cells do not see each other.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from imports.importers.registry import PENGIMPOR
from imports.models import Impor
from imports.services.impor import apply, check, keep_file
from imports.services.pengimpor import Tujuan
from programs.models import Pengguna, Penugasan, UnitKerja
from reports.exports.edisi import publish
from reports.models import Edisi, Pekerjaan
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import Isian
from reports.tables.registry import PERIODIC
from targets.models import Kelonggaran, LaporanTriwulan, Pemberitahuan, Realisasi
from targets.services.bukti import attach
from tests.imports.unit_uji import PengimporUnit, buku
from tests.lib.berkas_uji import PDF
from tests.permission_matrix import MATRIX, PUBLIC, WRITING_GETS
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("babak")]

KEADAAN = ("absen", "draf", "diajukan", "dikembalikan", "diverifikasi", "dikunci")
ORANG = {
    "staf": "staf",
    "staf_lain": "staf_lain",
    "sekretariat": "pemeriksa",
    "kepala": "kepala",
    "admin": "admin",
    "pembaca": "pembaca",
}
"""The role of a column, and who plays it in `pabrik`; asing and tanpa are added here."""
BERKALA = ("laporan-berkala", "unduh-laporan", "terbitkan")
"""The addresses of a report of a year or quarter."""
PERAN = ("anonim", *ORANG, "asing", "tanpa")
BUKAN_ADMIN = tuple(peran for peran in PERAN if peran not in {"anonim", "admin"})
PALSU = {
    "status": "dikunci",
    "unit_kerja": "bidang-b",
    "persen": "100",
    "capaian": "100",
    "koreksi_ke": "7",
    "tahun": "2025",
    "triwulan": "4",
    "nilai": "999",
    "diajukan_oleh": "1",
    "diunggah_oleh": "1",
    "oleh": "1",
}
"""What no form of ours has, posted with every form."""


# The addresses and the table ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alamat:
    """One pattern of the resolver: namespace and name, and the route with its converters."""

    nama: str
    rute: str

    @property
    def di_admin(self) -> bool:
        return self.nama.startswith("admin:")


def all_addresses(patterns: Iterable[Any], rute: str = "", ruang: str = "") -> Iterator[Alamat]:
    for each in patterns:
        if isinstance(each, URLPattern):
            yield Alamat(f"{ruang}{each.name or ''}", f"{rute}{each.pattern}")
        else:
            inner = f"{ruang}{each.namespace}:" if each.namespace else ruang
            yield from all_addresses(each.url_patterns, f"{rute}{each.pattern}", inner)


ADDRESSES = list(all_addresses(get_resolver().url_patterns))
OURS = {each.nama: each.rute for each in ADDRESSES if not each.di_admin}
ADMIN = [each for each in ADDRESSES if each.di_admin]


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the table: an address with its variant, a method, some states, and the answer to each role."""

    nama: str
    varian: str
    unit: str
    metode: str
    keadaan: tuple[str, ...]
    jawaban: dict[str, int]


def read_matrix() -> list[Baris]:
    heading, *lines = (line.split() for line in MATRIX.splitlines() if line.strip())
    assert tuple(heading[3:]) == PERAN
    rows = []
    for alamat, metode, keadaan, *answers in lines:
        nama, unit = ([*alamat.split("@"), ""])[:2]
        nama, varian = ([*nama.split(":"), ""])[:2]
        answered = dict(zip(PERAN, map(int, answers), strict=True))
        rows.append(Baris(nama, varian, unit, metode, _states(keadaan), answered))
    return rows


def _states(text: str) -> tuple[str, ...]:
    if text == "-":
        return ("draf",)
    first, _, last = ("absen..dikunci" if text == "*" else text).partition("..")
    return KEADAAN[KEADAAN.index(first) : KEADAAN.index(last or first) + 1]


ROWS = read_matrix()


# The stages: one perangkat daerah for each state --------------------------------------------------------------


@dataclass
class Babak:
    """A perangkat daerah whose report of bidang-a stands in one state, and the sessions of its people."""

    panggung: Panggung
    laporan: LaporanTriwulan | None
    bukti: int = 0
    pekerjaan: int = 0
    edisi: Edisi | None = None
    impor: dict[str, int] = field(default_factory=dict)
    sesi: dict[str, str] = field(default_factory=dict)

    @property
    def versi(self) -> int:
        return self.laporan.versi if self.laporan else 1

    def key(self, nama: str) -> int:
        """Return the key of what an address names by one: a job, an imported file, an edition, evidence."""
        if "impor" in nama:
            return self.impor.get("diterapkan" if nama == "urungkan-impor" else "siap", 0)
        if "pekerjaan" in nama:
            return self.pekerjaan
        if nama == "indikator":
            return self.panggung.indikator["A"].pk
        return self.edisi.pk if self.edisi and nama in ("edisi", "unduh-edisi") else self.bukti

    def path(self, rute: str, nama: str = "", varian: str = "", pk: int = 0) -> str:
        """Fill the converters of a route."""
        values = {
            "pd": self.panggung.agency.kode,
            "unit": self.panggung.unit.kode,
            "tahun": "2026",
            "triwulan": "1",
            "kunci": self.panggung.baris("A"),
            "slug": next(iter(PERIODIC)) if nama in BERKALA else "tabel-4.2",
            "format": "pdf" if nama == "unduh-edisi" else "csv",
            "token": self.edisi.token if self.edisi else "",
            "halaman": "isian",
            "aksi": varian,
            "kesempatan": varian or "pk",
            "ukuran": "satu-halaman",
            "himpunan": "indikator",
            "pk": str(pk),
            "kode": PengimporUnit.kode,
        }
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], rute)


@pytest.fixture(scope="module")
def babak(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[dict[str, Babak]]:
    """The stages on 7 April 2026, when the quarter is open; made once and undone after the module."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=str(tmp_path_factory.mktemp("bukti")),
            TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
        ),
        transaction.atomic(),
    ):
        patch.setattr("django.utils.timezone.now", lambda: saat(7, 12))
        patch.setitem(PENGIMPOR, PengimporUnit.kode, PengimporUnit())
        asing, tanpa = _person_of_another_agency(), Pengguna.objects.create(username="tanpa-tugas")
        yield {keadaan: _stage(keadaan, asing, tanpa) for keadaan in KEADAAN}
        transaction.set_rollback(True)


def _person_of_another_agency() -> Pengguna:
    other = buat_panggung("asing")
    for unit, peran in ((other.unit, "staf"), (None, "sekretariat"), (None, "kepala")):
        row: dict[str, Any] = {
            "perangkat_daerah": other.agency,
            "unit": unit,
            "peran": peran,
            "mulai": date(2025, 1, 1),
        }
        Penugasan.objects.get_or_create(pengguna=other.orang["staf"], **row)
    return other.orang["staf"]


def _stage(keadaan: str, asing: Pengguna, tanpa: Pengguna) -> Babak:
    panggung = buat_panggung(keadaan)
    Pengguna.objects.filter(pk=panggung.orang["admin"].pk).update(is_staff=True, is_superuser=True)
    Penugasan.objects.create(
        pengguna=tanpa,
        perangkat_daerah=panggung.agency,
        unit=panggung.unit,
        peran="staf",
        mulai=date(2025, 1, 1),
        selesai=date(2026, 4, 6),
    )
    stage = Babak(panggung, None, pekerjaan=_job_of_staf(panggung), edisi=_edition(panggung))
    if keadaan == "draf":  # the one state in which addresses are asked that are about no report
        applied, ready = _import(panggung, "bidang-x", applied=True), _import(panggung, "bidang-y")
        stage.impor = {"diterapkan": applied, "siap": ready}
    if keadaan != "absen":
        laporan = panggung.fill()
        kept = attach(
            laporan=laporan,
            pemilik=panggung.indikator["A"],
            stream=io.BytesIO(PDF),
            nama="daftar.pdf",
            ukuran=len(PDF),
            user=panggung.orang["staf"],
            at=saat(6),
        )
        stage.bukti, stage.laporan = kept.pk, panggung.carry(laporan, keadaan)
    people = {peran: panggung.orang[nama] for peran, nama in ORANG.items()} | {"asing": asing, "tanpa": tanpa}
    stage.sesi = {peran: _session(user) for peran, user in people.items()}
    return stage


def _job_of_staf(panggung: Panggung) -> int:
    asked = {"jenis": "unduh_semua", "judul": "Uji", "perangkat_daerah": panggung.agency}
    return Pekerjaan.objects.create(pemilik=panggung.orang["staf"], **asked).pk


def _import(panggung: Panggung, kode: str, *, applied: bool = False) -> int:
    """Return a file of Sekretariat that makes a unit, with a warning of a column nobody asked for."""
    user = panggung.orang["pemeriksa"]
    content = buku([kode, kode, "bidang", 9, "x"], judul=("Kode", "Nama", "Jenis", "Urutan", "Ekstra"))
    goal = Tujuan(user=user, at=timezone.now(), perangkat_daerah=panggung.agency)
    kind = PENGIMPOR[PengimporUnit.kode]
    kept = keep_file(pengimpor=kind, tujuan=goal, berkas=SimpleUploadedFile("unit.xlsx", content))
    row: Impor = check(kept, kind)
    return apply(impor=row, pengimpor=kind, user=user).pk if applied else row.pk


def _edition(panggung: Panggung) -> Edisi:
    plan, isian = Permintaan.of_plan(panggung.renstra), Isian(date(2026, 4, 7), paham=True)
    return publish(user=panggung.orang["kepala"], slug="tabel-4.5", asked=plan, isian=isian)


def _session(user: Pengguna) -> str:
    client = Client()
    client.force_login(user, backend="programs.auth.UsernameOrNipBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


# One request --------------------------------------------------------------------------------------------------

CLIENTS = {csrf: Client(raise_request_exception=False, enforce_csrf_checks=csrf) for csrf in (False, True)}
"""Made once: loading the middleware takes longer than most answers."""


@dataclass
class Pena:
    """Notes the tables that statements write to; sessions note their last use, whatever is asked."""

    tabel: list[str] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', sql, re.IGNORECASE):
            if found[1] != "django_session":
                self.tabel.append(found[1])
        return execute(sql, params, many, context)


def ask(stage: Babak, peran: str, metode: str, path: str, *, csrf: bool = False, **data: Any) -> Any:
    """Send one request as a role; the tables it wrote to stand in `response.tertulis`."""
    client = CLIENTS[csrf]
    client.cookies.clear()
    if peran in stage.sesi:
        client.cookies[settings.SESSION_COOKIE_NAME] = stage.sesi[peran]
    pena = Pena()
    with connection.execute_wrapper(pena):
        response: Any = getattr(client, metode.lower())(path, **data)
    response.tertulis = pena.tabel
    return response


def post(stage: Babak, peran: str, path: str, **data: Any) -> Any:
    """Post, and take back what came of it."""
    with transaction.atomic():
        response = ask(stage, peran, "POST", path, **data)
        transaction.set_rollback(True)
    return response


def form(stage: Babak, nama: str) -> dict[str, Any]:
    """Return what an honest page would post there, as the arguments of a test client."""
    baris, panggung = stage.panggung.baris("A"), stage.panggung
    seen = "20" if stage.laporan else ""
    if nama == "simpan-sel":
        cell = {"baris": baris, "kolom": "nilai", "teks": "21", "semula": seen}
        return {"data": json.dumps({"sel": [cell]}), "content_type": "application/json"}
    chosen = f"{stage.laporan.pk}:{stage.versi}" if stage.laporan else []
    fields: dict[str, dict[str, Any]] = {
        "masuk": {"username": "draf-staf", "password": "keliru"},
        "langkah": {"versi": stage.versi, "catatan": "Mohon diperbaiki."},
        "langkah-banyak": {"laporan": chosen, "catatan": "Mohon diperbaiki."},
        "minta-kelonggaran": {"alasan": "Angka berubah."},
        "putus-kelonggaran": {"keputusan": "setuju", "sampai": "2026-04-30"},
        "isi": {f"{baris}-nilai": "21", f"~{baris}-nilai": seen},
        "lampirkan": {"berkas": SimpleUploadedFile("foto.pdf", PDF + b" ")},
        "renaksi": {f"{baris}-tw1": "5"},
        "tetapkan-renaksi": {"tanggal": "2026-04-07", "unit": panggung.unit.kode},
        "terbitkan": {"tanggal": "2026-04-07", "paham": "on"},
        "verifikasi": {"kode": "00000-00000"},
        "verifikasi-edisi": {"sidik": "0" * 64},
        "terapkan-impor": {"dilihat": Impor.objects.get(pk=stage.impor["siap"]).sidik if stage.impor else ""},
        "unggah-impor": {"berkas": SimpleUploadedFile("unit.xlsx", buku(["bidang-z", "Z", "bidang", 9]))},
        "unduh-semua": {"tahun": "2026", "triwulan": "1"},
        "serah-terima": {"dari": panggung.orang["staf"].pk, "kepada": panggung.orang["rekan"].pk},
    }
    return {"data": PALSU | fields.get(nama, {})}


def object_of(stage: Babak, nama: str) -> int:
    """Return the key an address names at its end: the evidence, a waiting request, a message to staf."""
    if nama == "putus-kelonggaran" and stage.laporan:
        return _waiting_request(stage)
    if nama == "buka-pemberitahuan":
        staf, agency = stage.panggung.orang["staf"], stage.panggung.agency
        return Pemberitahuan.objects.create(
            pengguna=staf, perangkat_daerah=agency, teks="Uji", dibuat_pada=timezone.now()
        ).pk
    return stage.key(nama)


def _waiting_request(stage: Babak) -> int:
    asked = {"alasan": "Angka berubah.", "diminta_oleh": stage.panggung.orang["staf"]}
    jenis = "koreksi" if stage.laporan and stage.laporan.status == "dikunci" else "terlambat"
    assert stage.laporan is not None
    return Kelonggaran.objects.create(laporan=stage.laporan, jenis=jenis, diminta_pada=timezone.now(), **asked).pk


# The matrix ---------------------------------------------------------------------------------------------------


def rows_of(nama: str, metode: str) -> list[Baris]:
    rows = [row for row in ROWS if (row.nama, row.metode) == (nama, metode)]
    if rows:
        return rows
    answered = dict.fromkeys(PERAN, 405) | ({} if nama in PUBLIC else {"anonim": 302})
    return [Baris(nama, "ajukan", "", metode, ("draf",), answered)]


def test_every_address_has_its_line_and_every_line_an_address() -> None:
    listed = {row.nama for row in ROWS}
    assert "" not in OURS, "an address without a name cannot be listed"
    assert set(OURS) - listed == set(), "write a line in permission_matrix.py for each new address"
    assert listed - set(OURS) == set()
    assert len(ADMIN) > 150


def test_no_cell_of_the_table_is_written_twice() -> None:
    cells = [(row.nama, row.varian, row.unit, row.metode, keadaan) for row in ROWS for keadaan in row.keadaan]
    assert len(cells) == len(set(cells))


@pytest.mark.parametrize("nama", OURS)
def test_a_get_is_answered_as_listed_and_changes_nothing(babak: dict[str, Babak], nama: str) -> None:
    before, wrong = rows_in_tables(), []
    for row in rows_of(nama, "GET"):
        for keadaan in row.keadaan:
            stage = babak[keadaan]
            path = stage.path(OURS[nama], nama, row.varian, stage.key(nama))
            for peran in PERAN:
                response = ask(stage, peran, "GET", path)
                wrong += differences(row, keadaan, peran, response)
                allowed = [WRITING_GETS[nama]] if nama in WRITING_GETS and response.status_code == 200 else []
                if response.tertulis != allowed:
                    wrong.append(f"GET {path} sebagai {peran} menulis {response.tertulis}")
    after = rows_in_tables()
    moved = {table for table in after if after[table] != before[table]} - {WRITING_GETS.get(nama)}
    assert (wrong, moved) == ([], set())


@pytest.mark.parametrize("nama", OURS)
def test_a_post_is_answered_as_listed_and_a_refused_one_writes_nothing(babak: dict[str, Babak], nama: str) -> None:
    wrong = []
    for row in rows_of(nama, "POST"):
        for keadaan in row.keadaan:
            stage = babak[keadaan]
            if row.unit:
                UnitKerja.objects.filter(pk=stage.panggung.unit.pk).update(jenis=row.unit)
            path = stage.path(OURS[nama], nama, row.varian, object_of(stage, nama))
            for peran in PERAN:
                response = post(stage, peran, path, **form(stage, nama))
                wrong += differences(row, keadaan, peran, response)
                refused = response.status_code in {403, 404, 405} or (peran == "anonim" and nama not in PUBLIC)
                if refused and response.tertulis:
                    wrong.append(f"POST {path} sebagai {peran} ditolak, tetapi menulis {response.tertulis}")
        UnitKerja.objects.filter(perangkat_daerah__kode__startswith="dinas-", kode="bidang-a").update(
            jenis="bidang"
        )
    assert wrong == []


def differences(row: Baris, keadaan: str, peran: str, response: Any) -> list[str]:
    expected, got = row.jawaban[peran], response.status_code
    if expected != got:
        place = f"{row.nama}:{row.varian}" if row.varian else row.nama
        return [f"{row.metode} {place} {keadaan} sebagai {peran}: {got}, seharusnya {expected}"]
    signed_out = peran == "anonim" and got == 302 and row.nama not in PUBLIC
    if signed_out and not response["Location"].startswith("/masuk/?next=/"):
        return [f"{row.metode} {row.nama} sebagai anonim menuju {response['Location']}"]
    return []


def rows_in_tables() -> dict[str, int]:
    """Count the rows of every table but the sessions'."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - {"django_session"}
    union = " UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM \"{table}\"" for table in sorted(tables))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(union)
        return dict(cursor.fetchall())


def test_the_public_list_is_all_that_answers_without_an_account(babak: dict[str, Babak]) -> None:
    stage = babak["draf"]
    public = {
        nama
        for nama, rute in OURS.items()
        if "next=" not in ask(stage, "anonim", "GET", stage.path(rute, nama, "ajukan")).headers.get("Location", "")
    }
    assert public == PUBLIC


def test_a_step_for_many_changes_only_what_the_single_step_may(babak: dict[str, Babak]) -> None:
    """The page answers 200 whatever became of the reports; so the reports themselves are looked at."""
    wrong = []
    for row in (row for row in ROWS if row.nama == "langkah" and not row.unit):
        for keadaan in set(row.keadaan) - {"absen"}:
            stage = babak[keadaan]
            path = stage.path(OURS["langkah-banyak"], varian=row.varian)
            for peran in ("staf", "sekretariat", "kepala", "admin"):
                with transaction.atomic():
                    ask(stage, peran, "POST", path, **form(stage, "langkah-banyak"))
                    moved = LaporanTriwulan.objects.get(pk=stage.laporan.pk).status != keadaan  # type: ignore[union-attr]
                    transaction.set_rollback(True)
                many = row.varian in {"verifikasi", "kembalikan", "kunci"}
                if moved != (many and row.jawaban[peran] == 302):
                    wrong.append(f"{row.varian} dari {keadaan} oleh {peran}: {'berubah' if moved else 'tetap'}")
    assert wrong == []


# The admin: one rule ------------------------------------------------------------------------------------------

BACA = {"edisi", "laporantriwulan", "realisasi", "realisasianggaran", "kelonggaran", "accessattempt"}
"""What the admin only shows."""
PINTU = {"admin:login", "admin:logout"}
"""Leads to sign-in or out; has no content of its own."""


def admin_path(alamat: Alamat) -> str:
    """Fill the route with the newest row of its model, which a stage made."""
    app, _, rest = alamat.rute.removeprefix("admin/").partition("/")
    model = apps.all_models.get(app, {}).get(rest.partition("/")[0])
    newest = model._default_manager.order_by("-pk").first() if model else None
    rute = alamat.rute.replace("^(?P<app_label>programs|axes|indicators|targets|reports)/$", "targets/")
    rute = rute.replace("(?P<url>.*)$", "tidak-ada/")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", str(newest.pk if newest else 0), rute)


def admin_answer(alamat: Alamat, metode: str) -> set[int]:
    """Return what a superuser may be answered."""
    step = alamat.nama.rpartition("_")[2]
    model = alamat.nama.removeprefix("admin:").rpartition("_")[0].rpartition("_")[2]
    if model in BACA and (step in {"add", "delete"} or (step, metode) == ("change", "POST")):
        return {403} if model != "accessattempt" or step != "delete" else {200, 302}
    if alamat.nama == "admin:" or alamat.nama in {"admin:view_on_site", "admin:autocomplete"}:
        return {301, 302, 403, 404} if metode == "GET" else {301, 302, 404, 405}
    return {200, 302} if metode == "GET" else {200, 302, 405}


def turned_away(response: Any) -> bool:
    doors = ("/admin/login/?next=", "/masuk/?next=")
    leads_to = str(response.headers.get("Location", ""))
    return bool(response.status_code == 403) or leads_to.startswith(doors)


@pytest.mark.parametrize("metode", ["GET", "POST"])
def test_the_admin_answers_a_superuser_alone(babak: dict[str, Babak], metode: str) -> None:
    """Anybody else is sent to sign-in or refused, and nothing is written."""
    stage, wrong = babak["dikunci"], []
    for alamat in (each for each in ADMIN if each.nama not in PINTU):
        path = admin_path(alamat)
        for peran in ("anonim", *BUKAN_ADMIN):
            response = ask(stage, peran, metode, path)
            if not turned_away(response) or response.tertulis:
                wrong.append(f"{metode} {path} sebagai {peran}: {response.status_code} {response.tertulis}")
        with transaction.atomic():
            response = ask(stage, "admin", metode, path)
            transaction.set_rollback(True)
        expected = admin_answer(alamat, metode)
        if response.status_code not in expected or (turned_away(response) and 403 not in expected):
            wrong.append(f"{metode} {path} sebagai admin: {response.status_code}")
        if metode == "GET" and response.tertulis:
            wrong.append(f"{metode} {path} sebagai admin menulis {response.tertulis}")
    assert wrong == []


def test_the_admin_s_door_lets_nobody_else_in(babak: dict[str, Babak]) -> None:
    stage = babak["draf"]
    assert ask(stage, "anonim", "GET", "/admin/login/")["Location"].startswith("/masuk/?next=")
    assert {ask(stage, peran, "GET", "/admin/login/").status_code for peran in BUKAN_ADMIN} == {403}


# What a post cannot do ----------------------------------------------------------------------------------------


def test_every_post_needs_the_token_of_a_page_of_ours(babak: dict[str, Babak]) -> None:
    stage, wrong = babak["draf"], []
    for alamat in ADDRESSES:
        path = admin_path(alamat) if alamat.di_admin else stage.path(alamat.rute, alamat.nama, "ajukan", 1)
        for peran in ("admin",) if alamat.di_admin else ("anonim", "staf", "sekretariat", "kepala", "admin"):
            if peran == "anonim" and alamat.nama == "unggah-impor":
                continue  # sent to sign in: there the token is asked for only once the size of the upload is known
            response = ask(stage, peran, "POST", path, csrf=True)
            told = "Formulir sudah kedaluwarsa" in response.content.decode()
            if response.status_code != 403 or not told or response.tertulis:
                wrong.append(f"POST {path} sebagai {peran}: {response.status_code}")
    assert wrong == []


def test_status_unit_author_percentage_and_version_are_not_taken_from_a_form(babak: dict[str, Babak]) -> None:
    stage = babak["draf"]
    panggung, before = stage.panggung, facts(stage)
    falsified = PALSU | {
        "versi": "9",
        "unit": panggung.lain.kode,
        "diajukan_oleh": str(panggung.orang["kepala"].pk),
        "pengguna": str(panggung.orang["kepala"].pk),
        "laporan": str(stage.laporan.pk + 1),  # type: ignore[union-attr]
        f"{panggung.baris('A')}-persen": "100",
        f"{panggung.baris('A')}-status": "dikunci",
    }
    sent = form(stage, "isi")["data"] | falsified
    path = stage.path(OURS["isi"])
    assert ask(stage, "staf", "POST", path, data=sent).status_code == 302
    assert facts(stage) == before
    written = Realisasi.objects.get(laporan=stage.laporan, indikator=panggung.indikator["A"])
    assert written.nilai == 21
    assert written.history.latest().history_user == panggung.orang["staf"]
    submitted = falsified | {"versi": stage.versi}
    assert (
        ask(stage, "staf", "POST", stage.path(OURS["langkah"], varian="ajukan"), data=submitted).status_code == 302
    )
    assert facts(stage) == (*before[:-3], "diajukan", before[-2] + 1, panggung.orang["staf"].pk)


def facts(stage: Babak) -> tuple[Any, ...]:
    """Return what of a report no form may state: its place, state, version and who submitted it."""
    place = ("renstra", "unit", "tahun", "triwulan", "koreksi_ke", "status", "versi", "diajukan_oleh")
    assert stage.laporan is not None
    found: tuple[Any, ...] = LaporanTriwulan.objects.values_list(*place).get(pk=stage.laporan.pk)
    return found


def test_a_step_on_a_version_the_report_has_not_is_refused(babak: dict[str, Babak]) -> None:
    stage = babak["diajukan"]
    before, path = facts(stage), stage.path(OURS["langkah"], varian="verifikasi")
    for versi in ("", "0", str(stage.versi - 1), str(stage.versi + 1), "x", "²"):
        assert ask(stage, "sekretariat", "POST", path, data={"versi": versi}).status_code == 409
    assert facts(stage) == before


@pytest.mark.parametrize("nama", ["status", "unit", "oleh", "persen", "versi"])
def test_a_script_that_states_what_it_may_not_is_refused_whole(babak: dict[str, Babak], nama: str) -> None:
    stage = babak["draf"]
    before, path = facts(stage), stage.path(OURS["simpan-sel"])
    honest = json.loads(form(stage, "simpan-sel")["data"])
    for body in (honest | {nama: "dikunci"}, {"sel": [honest["sel"][0] | {nama: "dikunci"}]}):
        response = ask(stage, "staf", "POST", path, data=json.dumps(body), content_type="application/json")
        assert response.status_code == 400
        assert response.tertulis == []
    assert facts(stage) == before


def test_a_key_of_another_place_is_not_found_under_one_s_own(babak: dict[str, Babak]) -> None:
    own, other = babak["draf"], babak["diajukan"]
    request = _waiting_request(other)
    assert ask(own, "staf", "GET", own.path(OURS["bukti"], pk=other.bukti)).status_code == 404
    assert ask(own, "staf", "POST", own.path(OURS["lepas-bukti"], pk=other.bukti)).status_code == 404
    decided = ask(own, "sekretariat", "POST", own.path(OURS["putus-kelonggaran"], pk=request))
    assert decided.status_code == 404
    chosen = form(other, "langkah-banyak")
    many = ask(own, "sekretariat", "POST", own.path(OURS["langkah-banyak"], varian="verifikasi"), **chosen)
    assert many.status_code == 404
    row = own.path(OURS["baris"]).replace(own.panggung.baris("A"), other.panggung.baris("A"))
    assert ask(own, "staf", "GET", row).status_code == 404
    cell = form(other, "simpan-sel")
    assert ask(own, "staf", "POST", own.path(OURS["simpan-sel"]), **cell).status_code != 500
    assert Realisasi.objects.get(laporan=other.laporan, indikator=other.panggung.indikator["A"]).nilai == 20
