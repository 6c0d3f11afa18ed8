"""What the demo needs of a plan: quarter targets, dates, and indicators of the kinds the Renstra lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils import timezone

from indicators.choices import Akumulasi, Frekuensi
from indicators.models import Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import BidangUrusan, Dokumen, Pengguna, Renstra, UnitKerja
from renstra.lib.history import sign
from targets.management.demo import CARA
from targets.models import Jadwal, Target, TargetTriwulan
from targets.selectors.angka import has_parts
from targets.selectors.berlaku import Berlaku, TargetBerlaku
from targets.selectors.demo import NOMOR_DEMO
from targets.services.jadwal import ensure_schedule

TAHUN = (2025, 2026)
TERBUKA = (2026, 3)
"""The quarter kept open, so that whoever tries the demo can type."""
TERBUKA_SAMPAI = date(2026, 12, 31)
TERBUKA_HARI = 30
NAIK = (40, 60, 80, 100)
"""Percent of the year target that a position measured in percent reaches by each quarter."""
BAGI = (20, 50, 75, 100)
"""Percent of the year target that a sum reaches by each quarter."""


@dataclass(frozen=True, slots=True)
class Contoh:
    """An indicator that only the demo has, with what is typed: a text per quarter, in parts `pembilang/penyebut`.

    `target` is the same each year; `atas` its upper bound.
    """

    kode: str
    unit: str
    nama: str
    satuan: str
    akumulasi: str
    target: int
    isian: dict[int, tuple[str, ...]]
    bidang_urusan: str = "1.06"
    atas: int | None = None
    lain: dict[str, Any] = field(default_factory=dict)


CONTOH = (
    Contoh(
        "DEMO.1",
        "rehabilitasi-sosial",
        "rata-rata lama tanggapan pengaduan",
        "Hari",
        "rata_rata",
        5,
        {2025: ("6", "5,5", "5", "4,5"), 2026: ("5", "4", "6,5")},
        lain={"polaritas": "negatif"},
    ),
    Contoh(
        "DEMO.2",
        "perlindungan-jaminan-sosial",
        "keluhan bantuan salah sasaran yang terbukti",
        "Keluhan",
        "jumlah",
        20,
        {2025: ("8", "4", "0", "6"), 2026: ("0", "5", "7")},
        lain={"polaritas": "negatif", "rumus_negatif": "rasio"},
    ),
    Contoh(
        "DEMO.3",
        "pemberdayaan-sosial",
        "predikat pelaporan lembaga kesejahteraan sosial",
        "Predikat",
        "posisi_akhir",
        3,
        {2025: ("C", "B", "B", "A"), 2026: ("B", "A", "B")},
        lain={"skala": {"A": 4, "B": 3, "C": 2, "D": 1}},
    ),
    Contoh(
        "DEMO.4",
        "perlindungan-jaminan-sosial",
        "persediaan stok penyangga logistik bencana",
        "Hari",
        "posisi_akhir",
        25,
        {2025: ("28", "38", "24", "30"), 2026: ("31", "22", "34")},
        atas=35,
        lain={"polaritas": "rentang"},
    ),
    Contoh(
        "DEMO.5",
        "rehabilitasi-sosial",
        "persentase rujukan yang selesai",
        "Persen",
        "jumlah",
        90,
        {2025: ("27/30", "31/36", "40/42", "35/41"), 2026: ("29/33", "24/24", "38/36")},
        lain={"pembilang": "rujukan yang selesai", "penyebut": "rujukan yang masuk"},
    ),
    Contoh(
        "DEMO.6",
        "pemberdayaan-masyarakat",
        "peserta gotong royong",
        "Orang",
        "jumlah",
        500,
        {2025: ("120", "260", "240", "515"), 2026: ("95", "270")},
        bidang_urusan="2.13",
        lain={"cara_isi": "sd_triwulan"},
    ),
    Contoh(
        "DEMO.7",
        "sekretariat",
        "tamu terbanyak dalam sehari",
        "Orang",
        "maksimum",
        60,
        {2025: ("41", "55", "63", "50"), 2026: ("58", "61", "44")},
    ),
)


def ensure_examples(renstra: Renstra, dokumen: Dokumen, user: Pengguna) -> None:
    """Add the demo's own indicators under a bidang urusan, where no official table of the Renstra shows them."""
    units = {unit.kode: unit for unit in UnitKerja.objects.filter(perangkat_daerah=renstra.perangkat_daerah)}
    parents = {row.kode: row for row in BidangUrusan.objects.in_force(dokumen)}
    for contoh in CONTOH:
        values: dict[str, Any] = {"cara_isi": "triwulan", "akumulasi_triwulan": contoh.akumulasi, **contoh.lain}
        row = Indikator(
            renstra=renstra,
            mulai=dokumen,
            kode=contoh.kode,
            nama=f"Contoh demo: {contoh.nama}",
            satuan=contoh.satuan,
            akumulasi_tahun=contoh.akumulasi,
            bidang_urusan=parents[contoh.bidang_urusan],
            penanggung_jawab=units[contoh.unit],
            tafsir="Indikator contoh untuk demo; bukan bagian dokumen Renstra.",
            **values,
        )
        row.full_clean()
        row.save()
        for tahun in renstra.years:
            target = Target(
                dokumen=dokumen, indikator=row, tahun=tahun, nilai=contoh.target, nilai_atas=contoh.atas
            )
            sign(target, user, CARA)
            target.save()


# Quarter targets ----------------------------------------------------------------------------------------------


def ensure_action_plan(renstra: Renstra, tahun: int, indicators: Sequence[Indikator], user: Pengguna) -> None:
    """State, as ditetapkan, quarter targets that make each year target under its accumulation."""
    dokumen = Dokumen(
        renstra=renstra,
        jenis=JenisDokumen.RENAKSI,
        tahun=tahun,
        status=StatusDokumen.DITETAPKAN,
        nomor=f"{NOMOR_DEMO}RENAKSI/{tahun}",
        tanggal=date(tahun, 1, 31),
        berlaku_mulai=date(tahun, 1, 1),
    )
    dokumen.full_clean()
    dokumen.save()
    targets = Berlaku(renstra, tahun).targets
    for indikator in indicators:
        if indikator.pk not in targets:
            continue
        for triwulan, (nilai, atas) in split(indikator, targets[indikator.pk]).items():
            row = TargetTriwulan(
                dokumen=dokumen, indikator=indikator, tahun=tahun, triwulan=triwulan, nilai=nilai, nilai_atas=atas
            )
            sign(row, user, CARA)
            row.save()


def split(indikator: Indikator, target: TargetBerlaku) -> dict[int, tuple[Decimal, Decimal | None]]:
    """Return the quarter targets (with their upper bounds) that make the year target of an indicator.

    A sum is split in whole numbers; a position in percent rises; whatever else stays the same all year.
    """
    whole = target.nilai, target.atas
    if indikator.frekuensi == Frekuensi.TAHUNAN:
        return {4: whole}
    if indikator.akumulasi_triwulan == Akumulasi.JUMLAH and not has_parts(indikator):
        reached = [Decimal(0), *(target.nilai * share // 100 for share in BAGI[:3]), target.nilai]
        return {n: (now - before, None) for n, (before, now) in enumerate(pairwise(reached), 1)}
    if indikator.akumulasi_triwulan == Akumulasi.POSISI_AKHIR and indikator.is_percentage:
        return {n: (target.nilai * share / 100, None) for n, share in enumerate(NAIK, 1)}
    return dict.fromkeys(range(1, 5), whole)


# Dates --------------------------------------------------------------------------------------------------------


def ensure_dates(renstra: Renstra, user: Pengguna) -> None:
    """Create the dates of the demo's years, and keep one quarter open unless a person moved it."""
    for tahun in TAHUN:
        for jadwal in ensure_schedule(agency=renstra.perangkat_daerah, tahun=tahun, user=user):
            if (tahun, jadwal.triwulan) == TERBUKA:
                _keep_open(jadwal, user)


def _keep_open(jadwal: Jadwal, user: Pengguna) -> None:
    until = open_until()
    newest = jadwal.history.first()
    by_hand = newest.history_type != "+" and newest.history_change_reason != CARA
    if by_hand or jadwal.ditutup >= until:
        return
    jadwal.ditutup = until
    sign(jadwal, user, CARA)
    jadwal.full_clean()
    jadwal.save()


def open_until() -> date:
    return max(TERBUKA_SAMPAI, timezone.localdate() + timedelta(days=TERBUKA_HARI))
