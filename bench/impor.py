"""Importing 10,000 rows of realisasi, half of them stored already: ours, django-import-export, a bare bulk_create.

Ours goes through the whole of it: file read in its own process, every cell checked, findings and preview kept,
applied with history. django-import-export previews and applies with its default settings; history comes from
its saves. The bare way neither reads nor checks nor remembers anything. Each round is taken back.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import cache as once

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from tablib import Dataset

from bench.laporan import family, resident, watched
from bench.measures import Measure, renstra, seconds
from imports.choices import StatusImpor
from imports.importers.realisasi import RealisasiPengimpor
from imports.services.impor import apply, check, keep_file
from imports.services.pengimpor import Tujuan
from indicators.models import Indikator
from programs.models import (
    BidangUrusan,
    Dokumen,
    Pengguna,
    Penugasan,
    PerangkatDaerah,
    Renstra,
    UnitKerja,
    Urusan,
)
from renstra.lib.pembaca.buku import read_workbook
from targets.models import Jadwal, LaporanTriwulan, Realisasi, Target

INDICATORS, YEARS = 500, range(2025, 2030)
QUARTERS = [(year, quarter) for year in YEARS for quarter in range(1, 5)]
ROUNDS = 3


@once
def world() -> tuple[Renstra, Pengguna]:
    """Make an agency of one unit with 500 indicators whose twenty quarters are open; every other one is filled."""
    agency = PerangkatDaerah.objects.create(
        pemerintah_daerah=renstra().perangkat_daerah.pemerintah_daerah,
        kode="dinas-bench",
        nama="Dinas",
        nama_singkat="Dinas",
    )
    unit = UnitKerja.objects.create(perangkat_daerah=agency, kode="bidang", nama="Bidang", jenis="bidang")
    user = Pengguna.objects.create(username="staf-bench")
    Penugasan.objects.create(
        pengguna=user, perangkat_daerah=agency, unit=unit, peran="staf", mulai=date(2025, 1, 1)
    )
    plan = Renstra.objects.create(
        perangkat_daerah=agency, kode="bench", nama="Renstra", tahun_awal=2025, tahun_akhir=2029
    )
    document = Dokumen.objects.create(renstra=plan, jenis="renstra", tahun=2025, status="ditetapkan")
    row = {"renstra": plan, "mulai": document}
    urusan = Urusan.objects.create(**row, kode="1", nama="Urusan")
    field = BidangUrusan.objects.create(**row, kode="1.06", nama="Sosial", urusan=urusan)
    indicators = Indikator.objects.bulk_create(
        Indikator(
            **row,
            bidang_urusan=field,
            kode=f"1.06.{n:03d}",
            urutan=n,
            nama=f"Indikator ke-{n}",
            satuan="Orang",
            cara_isi="triwulan",
            akumulasi_triwulan="jumlah",
            akumulasi_tahun="jumlah",
            penanggung_jawab=unit,
        )
        for n in range(1, INDICATORS + 1)
    )
    Target.objects.bulk_create(
        Target(dokumen=document, indikator=each, tahun=year, nilai=Decimal(400))
        for each in indicators
        for year in YEARS
    )
    today = timezone.localdate()
    for year, quarter in QUARTERS:
        Jadwal.objects.create(
            perangkat_daerah=agency,
            tahun=year,
            triwulan=quarter,
            dibuka=today - timedelta(9),
            jatuh_tempo=today,
            ditutup=today + timedelta(9),
        )
        LaporanTriwulan.objects.create(renstra=plan, unit=unit, tahun=year, triwulan=quarter)
    reports = list(LaporanTriwulan.objects.filter(renstra=plan))
    Realisasi.objects.bulk_create(
        Realisasi(laporan=report, indikator=each, nilai=Decimal("1.5"), keterangan="semula")
        for report in reports[::2]
        for each in indicators
    )
    return plan, user


@once
def stated() -> list[tuple[str, int, int, int, Decimal, str]]:
    """Return what the file states: code, year, quarter, report, figure, remark."""
    plan, _ = world()
    reports = {(row.tahun, row.triwulan): row.pk for row in LaporanTriwulan.objects.filter(renstra=plan)}
    codes = Indikator.objects.filter(renstra=plan).order_by("kode").values_list("kode", flat=True)
    return [
        (code, year, quarter, reports[year, quarter], Decimal(n % 97) + Decimal("0.25"), f"Hasil rapat {n}")
        for n, (code, (year, quarter)) in enumerate((code, place) for code in codes for place in QUARTERS)
    ]


@once
def workbook(*, for_resource: bool) -> bytes:
    """Return the file: ours as people fill it, theirs with the key of the report in place of year and quarter."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Kinerja")
    sheet.append(
        ["indikator", "laporan", "nilai", "keterangan"]
        if for_resource
        else ["Kode indikator", "Tahun", "Triwulan", "Realisasi", "Keterangan"]
    )
    for code, year, quarter, report, value, text in stated():
        sheet.append([code, report, value, text] if for_resource else [code, year, quarter, value, text])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo at the end whatever was written, and require that all of it was."""
    with transaction.atomic():
        yield
        if Realisasi.objects.filter(keterangan__startswith="Hasil rapat").count() != len(stated()):
            raise RuntimeError("semua baris harus masuk")
        transaction.set_rollback(True)


def ours() -> None:
    plan, user = world()
    kind = RealisasiPengimpor()
    goal = Tujuan(user, timezone.now(), plan.perangkat_daerah, plan, None, 2026, 1)
    upload = SimpleUploadedFile("realisasi.xlsx", workbook(for_resource=False))
    impor = keep_file(pengimpor=kind, tujuan=goal, berkas=upload)
    check(impor, kind)
    if impor.status != StatusImpor.SIAP:
        raise RuntimeError(str(impor.findings()[:3]))
    apply(impor=impor, pengimpor=kind, user=user)


def reading() -> None:
    read_workbook(io.BytesIO(workbook(for_resource=False)), "realisasi.xlsx")


class Sumber(ModelResource):  # type: ignore[misc]
    """The same rows as django-import-export brings them in: found by report and indicator, one by one."""

    indikator = Field("indikator", "indikator", ForeignKeyWidget(Indikator, "kode"))

    class Meta:
        model = Realisasi
        fields = ("indikator", "laporan", "nilai", "keterangan")
        import_id_fields = ("laporan", "indikator")


def theirs() -> None:
    data = Dataset().load(workbook(for_resource=True), format="xlsx")
    Sumber().import_data(data, dry_run=True, raise_errors=True)
    Sumber().import_data(data, dry_run=False, raise_errors=True)


def bare() -> None:
    plan, _ = world()
    keys = dict(Indikator.objects.filter(renstra=plan).values_list("kode", "pk"))
    Realisasi.objects.bulk_create(
        [
            Realisasi(laporan_id=report, indikator_id=keys[code], nilai=value, keterangan=text)
            for code, _, _, report, value, text in stated()
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["laporan", "indikator"],
        update_fields=["nilai", "keterangan", "diubah_pada"],
    )


def took(work: Callable[[], object]) -> float:
    """Return the seconds of a round, that of taking it back included."""

    def round_of() -> None:
        with taken_back():
            work()

    return seconds(round_of)


@once
def times() -> dict[str, float]:
    """Return the best of three rounds of ours, the bare way and reading alone, in turn; of theirs one round.

    Theirs takes a minute or more, so one round of it is enough to tell it apart.
    """
    stated(), workbook(for_resource=False), workbook(for_resource=True)
    works: dict[str, Callable[[], float]] = {
        "ours": lambda: took(ours),
        "bare": lambda: took(bare),
        "reading": lambda: seconds(reading),
    }
    rounds = [{name: work() for name, work in works.items()} for _ in range(ROUNDS)]
    return {name: min(each[name] for each in rounds) for name in works} | {"theirs": took(theirs)}


@once
def memory() -> float:
    """Return the megabytes a round of ours adds to this process and its child, at their highest."""
    peaks: list[float] = []
    with watched(peaks):
        before = sum(resident(pid) for pid in family()) / 1024
        took(ours)
    return max(peaks) - before


def against_library() -> Measure:
    """Ours against the default settings of django-import-export, the reading of the XLSX in both."""
    found = times()
    how = (
        f"dibanding django-import-export bawaan, keduanya dari XLSX sampai diterapkan: {found['ours']:.1f} s dan "
        f"{found['theirs']:.0f} s; tambahan memori {memory():.0f} MB"
    )
    return Measure("Impor 10.000 realisasi", found["ours"] / found["theirs"], 0.125, how)


def against_bare() -> Measure:
    """Ours, the reading of the XLSX in it, against a bare bulk_create of the same rows that reads nothing."""
    found = times()
    without = (found["ours"] - found["reading"]) / found["bare"]
    how = (
        f"dibanding bulk_create polos ({found['bare']:.1f} s) yang tidak membaca berkas, memeriksa, atau mencatat "
        f"riwayat; tanpa membaca berkas {without:.2f}"
    )
    return Measure("Impor 10.000 realisasi, di samping bulk_create", found["ours"] / found["bare"], 5.0, how)


IMPOR_MEASURES: tuple[Callable[[], Measure], ...] = (against_library, against_bare)
