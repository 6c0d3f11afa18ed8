"""A small agency for the tests of the quarter: two bidang, a Sekretariat, one person for each part, few figures.

Its year is 2026; a test says at which moment it acts, so nothing depends on the day it runs.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators.models import Hasil, Indikator
from programs.models import (
    BidangUrusan,
    Dokumen,
    Kegiatan,
    PemerintahDaerah,
    Pengguna,
    Penugasan,
    PerangkatDaerah,
    Program,
    Renstra,
    Subkegiatan,
    UnitKerja,
    Urusan,
)
from targets.choices import Aksi
from targets.models import Jadwal, LaporanTriwulan, Pagu, Target, TargetTriwulan
from targets.services.laporan import ensure_report, take_step
from targets.services.realisasi import HasilIsian, Isian, save_cells

TAHUN = 2026


def saat(hari: int, jam: int = 9, bulan: int = 4, tahun: int = TAHUN) -> datetime:
    """Return a local moment; without a month in April 2026, when TW I is open from the 1st to the 15th."""
    return timezone.make_aware(datetime(tahun, bulan, hari, jam))


@dataclass
class Panggung:
    """The agency, its plan and its people."""

    agency: PerangkatDaerah
    renstra: Renstra
    dokumen: Dokumen
    unit: UnitKerja
    lain: UnitKerja
    sekretariat: UnitKerja
    orang: dict[str, Pengguna]
    subkegiatan: Subkegiatan
    subkegiatan_lain: Subkegiatan
    bidang_urusan: BidangUrusan
    indikator: dict[str, Indikator] = field(default_factory=dict)

    def add_indicator(self, kode: str, target: str | None = "100", **values: Any) -> Indikator:
        """Add an indicator of the unit, with the same target each year where it has one."""
        values = {"bidang_urusan": self.bidang_urusan} | values if "hasil" not in values else values
        row = Indikator(
            **{
                "renstra": self.renstra,
                "mulai": self.dokumen,
                "kode": kode,
                "nama": f"Indikator {kode}",
                "satuan": "Orang",
                "cara_isi": "triwulan",
                "akumulasi_triwulan": "jumlah",
                "akumulasi_tahun": "jumlah",
                "penanggung_jawab": self.unit,
                **values,
            }
        )
        row.save()
        self.indikator[kode] = row
        for tahun in range(2025, 2030) if target is not None else ():
            Target.objects.create(dokumen=self.dokumen, indikator=row, tahun=tahun, nilai=Decimal(str(target)))
        return row

    def state_quarters(self, kode: str, *targets: int) -> None:
        """State the four quarter targets of an indicator in the rencana aksi of 2026."""
        aksi, _ = Dokumen.objects.get_or_create(
            renstra=self.renstra, jenis="renaksi", tahun=TAHUN, defaults={"status": "ditetapkan"}
        )
        for triwulan, nilai in enumerate(targets, 1):
            TargetTriwulan.objects.create(
                dokumen=aksi, indikator=self.indikator[kode], tahun=TAHUN, triwulan=triwulan, nilai=nilai
            )

    def baris(self, kode: str) -> str:
        return f"i{self.indikator[kode].pk}"

    @property
    def anggaran(self) -> str:
        return f"s{self.subkegiatan.pk}"

    def report(self, triwulan: int = 1) -> LaporanTriwulan:
        return ensure_report(
            renstra=self.renstra, unit=self.unit, tahun=TAHUN, triwulan=triwulan, user=self.orang["staf"]
        )

    def save(
        self, *isian: Isian, triwulan: int = 1, oleh: str = "staf", at: datetime | None = None
    ) -> list[HasilIsian]:
        """Type cells of the unit's report as `oleh`, on 6 April unless said otherwise."""
        _, results = save_cells(
            renstra=self.renstra,
            unit=self.unit,
            tahun=TAHUN,
            triwulan=triwulan,
            isian=isian,
            user=self.orang[oleh],
            at=at or saat(6),
        )
        return results

    def fill(self, triwulan: int = 1, at: datetime | None = None, nilai: str = "20") -> LaporanTriwulan:
        """Type all that is due: the same figure for each indicator, Rp 1.000.000 for the subkegiatan."""
        cells = [Isian(self.baris(kode), "nilai", nilai) for kode in self.indikator]
        results = self.save(*cells, Isian(self.anggaran, "nilai", "1.000.000"), triwulan=triwulan, at=at)
        assert {result.status for result in results} == {"tersimpan"}
        return self.report(triwulan)

    def step(
        self, laporan: LaporanTriwulan, aksi: Aksi, oleh: str, at: datetime | None = None, **more: Any
    ) -> LaporanTriwulan:
        """Take a step as the person sees the report now, on 7 April unless said otherwise."""
        versi = LaporanTriwulan.objects.get(pk=laporan.pk).versi
        arguments = {"versi": versi, "catatan": "Mohon diperbaiki." if aksi == Aksi.KEMBALIKAN else "", **more}
        return take_step(laporan=laporan, aksi=aksi, user=self.orang[oleh], at=at or saat(7), **arguments)

    def bring_to(self, status: str, triwulan: int = 1) -> LaporanTriwulan:
        """Return the unit's filled report, brought to `status` by its allowed steps."""
        return self.carry(self.fill(triwulan), status)

    def carry(self, laporan: LaporanTriwulan, status: str) -> LaporanTriwulan:
        """Bring a report that is ready to be submitted to `status`."""
        paths: dict[str, list[tuple[Aksi, str]]] = {
            "draf": [],
            "diajukan": [(Aksi.AJUKAN, "staf")],
            "dikembalikan": [(Aksi.AJUKAN, "staf"), (Aksi.KEMBALIKAN, "pemeriksa")],
            "diverifikasi": [(Aksi.AJUKAN, "staf"), (Aksi.VERIFIKASI, "pemeriksa")],
            "dikunci": [(Aksi.AJUKAN, "staf"), (Aksi.VERIFIKASI, "pemeriksa"), (Aksi.KUNCI, "kepala")],
        }
        for aksi, oleh in paths[status]:
            laporan = self.step(laporan, aksi, oleh)
        return laporan


def buat_panggung(kode: str = "uji") -> Panggung:
    """Create the small agency; TW I of 2026 is open 1-15 April, TW II 1-15 July, the others have no dates."""
    kota = PemerintahDaerah.objects.create(kode=f"kota-{kode}", nama="Kota Uji", ibu_kota="Uji")
    agency = PerangkatDaerah.objects.create(
        pemerintah_daerah=kota, kode=f"dinas-{kode}", nama="Dinas Uji", nama_singkat="Dinas Uji"
    )
    sekretariat, unit, lain = (
        UnitKerja.objects.create(perangkat_daerah=agency, kode=name, nama=name.title(), jenis=jenis, urutan=n)
        for n, (name, jenis) in enumerate(
            (("sekretariat", "sekretariat"), ("bidang-a", "bidang"), ("bidang-b", "bidang")), 1
        )
    )
    renstra = Renstra.objects.create(
        perangkat_daerah=agency, kode=f"renstra-{kode}", nama="Renstra Uji", tahun_awal=2025, tahun_akhir=2029
    )
    dokumen = Dokumen.objects.create(renstra=renstra, jenis="renstra", tahun=2025, status="ditetapkan")
    row = {"renstra": renstra, "mulai": dokumen}
    urusan = Urusan.objects.create(**row, kode="1", nama="Urusan wajib")
    bidang_urusan = BidangUrusan.objects.create(**row, kode="1.06", nama="Sosial", urusan=urusan)
    program = Program.objects.create(**row, kode="1.06.04", nama="Program", bidang_urusan=bidang_urusan, unit=unit)
    kegiatan = Kegiatan.objects.create(**row, kode="1.06.04.2.01", nama="Kegiatan", program=program)
    subkegiatan, other = (
        Subkegiatan.objects.create(**row, kode=f"1.06.04.2.01.000{n}", nama=f"Sub {n}", kegiatan=kegiatan, unit=u)
        for n, u in ((1, unit), (2, lain))
    )
    Pagu.objects.create(dokumen=dokumen, subkegiatan=subkegiatan, tahun=TAHUN, nilai=100_000_000)
    for triwulan, bulan in ((1, 4), (2, 7)):
        Jadwal.objects.create(
            perangkat_daerah=agency,
            tahun=TAHUN,
            triwulan=triwulan,
            dibuka=date(TAHUN, bulan, 1),
            jatuh_tempo=date(TAHUN, bulan, 8),
            ditutup=date(TAHUN, bulan, 15),
        )
    panggung = Panggung(agency, renstra, dokumen, unit, lain, sekretariat, {}, subkegiatan, other, bidang_urusan)
    panggung.orang = _orang(kode, agency, {"unit": unit, "lain": lain, "sekretariat": sekretariat})
    panggung.add_indicator("A", hasil=_hasil(panggung))
    panggung.add_indicator("B")
    return panggung


def _hasil(panggung: Panggung) -> Hasil:
    hasil = Hasil(
        renstra=panggung.renstra, mulai=panggung.dokumen, subkegiatan=panggung.subkegiatan, uraian="Keluaran"
    )
    hasil.full_clean()
    hasil.save()
    return hasil


def _orang(kode: str, agency: PerangkatDaerah, units: dict[str, UnitKerja]) -> dict[str, Pengguna]:
    roles = {
        "staf": ("staf", "unit"),
        "rekan": ("staf", "unit"),
        "staf_lain": ("staf", "lain"),
        "staf_sekretariat": ("staf", "sekretariat"),
        "pemeriksa": ("sekretariat", ""),
        "pemeriksa_2": ("sekretariat", ""),
        "kepala": ("kepala", ""),
        "admin": ("admin", ""),
        "pembaca": ("pembaca_kota", ""),
    }
    people = {}
    for name, (peran, unit) in roles.items():
        people[name] = Pengguna.objects.create(username=f"{kode}-{name}")
        Penugasan.objects.create(
            pengguna=people[name],
            perangkat_daerah=agency,
            unit=units.get(unit),
            peran=peran,
            mulai=date(2025, 1, 1),
        )
    return people
