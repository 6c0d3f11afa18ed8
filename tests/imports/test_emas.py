"""Figures that the document itself prints (tests/golden), brought in as an office would type them."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from imports.importers.anggaran import AnggaranPengimpor
from imports.importers.dokumen import DokumenPengimpor
from imports.services.pengimpor import Tujuan
from programs.models import Dokumen, Pengguna, Penugasan, Renstra, UnitKerja
from renstra.lib.numbers import format_number
from targets.models import Jadwal, Pagu
from tests.imports.alat import Baris, book_of, csv_of, impor, kalimat, periksa

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "tabel-4.2-pagu.tsv"
SUBKEGIATAN = 5
"""Dots in the code of a subkegiatan."""


def printed() -> list[tuple[str, int, int | None]]:
    """Return code, year and Rupiah of every pagu as the document prints it."""
    with GOLDEN.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row["kode"], int(row["tahun"]), int(row["nilai"]) if row["nilai"] else None) for row in rows]


def tujuan(oleh: Pengguna, **more: Any) -> Tujuan:
    plan = Renstra.objects.get(kode="dinsospm-2025")
    at = timezone.make_aware(datetime(2026, 4, 6, 9))
    return Tujuan(user=oleh, at=at, renstra=plan, perangkat_daerah=plan.perangkat_daerah, **more)


@pytest.mark.parametrize("name", ["renja.xlsx", "pagu.csv"])
def test_the_pagu_of_a_renja_is_what_the_document_prints(name: str) -> None:
    own = {(kode, tahun): nilai for kode, tahun, nilai in printed() if kode.count(".") == SUBKEGIATAN}
    codes = sorted({kode for kode, _ in own})
    rows: Baris = [["Kode", "Pagu 2027", "Pagu 2028"]]
    rows += [[kode, *(format_number(own[kode, tahun]) for tahun in (2027, 2028))] for kode in codes]
    go = tujuan(Pengguna.objects.get(username="demo-sekretariat"), parameter={"ke": "baru:renja:2027"})
    impor(DokumenPengimpor(), go, csv_of(rows) if name.endswith("csv") else book_of({"Pagu": rows}), name)
    renja = Dokumen.objects.get(renstra=go.renstra, jenis="renja", tahun=2027)
    stored = {(row.subkegiatan.kode, row.tahun): row.nilai for row in Pagu.objects.filter(dokumen=renja)}
    wanted = {place: nilai for place, nilai in own.items() if place[1] in (2027, 2028) and nilai is not None}
    assert stored == wanted
    assert len(wanted) > 60


def test_the_sums_that_the_document_prints_are_held_against_their_rows() -> None:
    """The README of the golden tables, 4.2 note 4: of 2026 only urusan 2 and bidang 2.13 print another sum."""
    rows: Baris = [["Kode", "Uraian", "Realisasi"]]
    rows += [[kode, "", nilai] for kode, tahun, nilai in printed() if tahun == 2026]
    person = Pengguna.objects.get(username="demo-pemberdayaan-sosial")
    go = tujuan(person, tahun=2026, triwulan=1)
    assert go.perangkat_daerah is not None
    for unit in UnitKerja.objects.filter(perangkat_daerah=go.perangkat_daerah):
        place = {"pengguna": person, "perangkat_daerah": go.perangkat_daerah, "unit": unit, "peran": "staf"}
        Penugasan.objects.get_or_create(**place, defaults={"mulai": date(2025, 1, 1)})
    Jadwal.objects.update_or_create(
        perangkat_daerah=go.perangkat_daerah,
        tahun=2026,
        triwulan=1,
        defaults={"dibuka": date(2026, 4, 1), "jatuh_tempo": date(2026, 4, 8), "ditutup": date(2026, 4, 15)},
    )
    p = periksa(
        AnggaranPengimpor(), go, book_of({"LRA": rows}), {"soal:cara": "triwulan", "soal:kolom_nilai": "C"}
    )
    assert kalimat(p) == []
    assert [each.teks for each in p.temuan if "menyatakan" in each.alasan] == ["2", "2.13"]
    total = next(nilai for kode, tahun, nilai in printed() if (kode, tahun) == ("TOTAL", 2026))
    [summary] = [each.alasan for each in p.temuan if "Jumlah dalam berkas" in each.alasan]
    assert summary.startswith(f"Jumlah dalam berkas Rp\N{NO-BREAK SPACE}{format_number(total)},00 = ")
    made = [Decimal(each.sesudah["nilai"]) for each in p.perubahan if "nilai" in each.sesudah]
    assert sum(made) == total


def test_a_check_takes_the_same_queries_whatever_the_rows() -> None:
    codes = sorted({kode for kode, _, _ in printed() if kode.count(".") == SUBKEGIATAN})
    go = tujuan(Pengguna.objects.get(username="demo-sekretariat"), parameter={"ke": "baru:renja:2027"})
    counts = []
    for part in (codes[:3], codes):
        content = book_of({"Pagu": [["Kode", "Pagu 2027"], *([kode, 5] for kode in part)]})
        with CaptureQueriesContext(connection) as queries:
            p = periksa(DokumenPengimpor(), go, content)
        assert len(p.perubahan) == len(part) + 1  # the Renja itself
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30
