"""Realisasi anggaran of a quarter, from what a budget system exports.

Rights, states and periods are those of the entry page. No Rupiah gets lost in silence: what the file adds up to is
what comes in and what is skipped.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied

from imports.choices import BarisSumber, CaraAngka
from imports.importers.ekspor import Arti, BarisEkspor, Ekspor, choose_sheet, settle_columns
from imports.importers.hak_laporan import HakLaporan, Tempat, lock_reports
from imports.models import Pemetaan
from imports.services.pengimpor import Parameter, Pengimpor, Perlu, Tujuan
from imports.templat import BukuTemplat, Jenis, KolomTemplat, LembarTemplat
from programs.models import LEVELS, PerangkatDaerah, Renstra, Subkegiatan
from renstra.lib.importing import Pemeriksaan, Perubahan, Pilihan, SelError, Tingkat
from renstra.lib.numbers import format_rupiah
from targets.formulas import Hasil
from targets.models import ROMAWI, RealisasiAnggaran
from targets.permissions import entry_units
from targets.selectors.angka import Figures
from targets.selectors.berlaku import Berlaku
from targets.selectors.peringatan import money_warnings

PEMETAAN = Pemetaan._meta.label_lower
KOLOM_NILAI = "Realisasi triwulan ini (Rp)"
"""The heading of our own template, which says all there is to ask."""
NOL = Decimal(0)
OURS = Pemetaan(
    sumber="",
    kolom_kode="Kode",
    kolom_nilai=KOLOM_NILAI,
    cara=CaraAngka.TRIWULAN,
    baris=BarisSumber.SATU,
)
"""How our own template is read."""


@dataclass
class Baris:
    """A subkegiatan of the file: its first row, and its Rupiah of all its rows (None: none states any)."""

    subkegiatan: Subkegiatan
    nomor: int
    rincian: list[Decimal] = field(default_factory=list)

    @property
    def nilai(self) -> Decimal | None:
        return sum(self.rincian, NOL) if self.rincian else None

    @property
    def ganda(self) -> bool:
        """Whether its first row is just what the others add up to: a sum that may have been counted twice."""
        first, *others = self.rincian or [NOL]
        return bool(others) and first == sum(others, NOL) != 0


class AnggaranPengimpor(Pengimpor):
    kode = "anggaran"
    judul = "Realisasi anggaran dari sistem keuangan"
    keterangan = (
        "Ekspor SIPD, FMIS, SIMDA, atau sistem lain yang memuat kode subkegiatan dan rupiah. "
        "Arti kolomnya ditanyakan sekali, lalu disimpan menurut nama sumbernya."
    )
    perlu = (Perlu.PERANGKAT_DAERAH, Perlu.RENSTRA, Perlu.TAHUN, Perlu.TRIWULAN)

    def izinkan(self, tujuan: Tujuan) -> None:
        agency = tujuan.renstra.perangkat_daerah if tujuan.renstra else tujuan.perangkat_daerah
        if agency is None:
            return
        if not any(unit.perangkat_daerah_id == agency.pk for unit in entry_units(tujuan.user)):
            raise PermissionDenied("Realisasi diimpor oleh staf unit yang mengisi laporannya.")

    def parameter(self, tujuan: Tujuan) -> Sequence[Parameter]:
        agency = tujuan.renstra.perangkat_daerah if tujuan.renstra else tujuan.perangkat_daerah
        known = Pemetaan.objects.filter(perangkat_daerah=agency).values_list("sumber", flat=True) if agency else ()
        names = f" Yang sudah dikenal: {', '.join(known)}." if known else ""
        petunjuk = f"Misalnya SIPD. Arti kolom disimpan dengan nama ini; kosongkan bila tidak perlu.{names}"
        return (
            Parameter("sumber", "Nama sumber", petunjuk=petunjuk),
            Parameter("tanya_lagi", "Tanyakan lagi arti kolom sumber ini", centang=True),
        )

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        Pengisian(p, tujuan).check()

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        lock_reports(tujuan, [each for each in perubahan if each.model != PEMETAAN])

    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        place = Tempatnya(tujuan)
        name = f"Realisasi anggaran TW {ROMAWI[place.triwulan - 1]} {place.tahun}"
        own = {unit.pk for unit in entry_units(tujuan.user)}
        return BukuTemplat(
            nama=name,
            petunjuk=(
                "Isi rupiah yang dibelanjakan dalam triwulan ini saja, boleh dengan sen.",
                "Sel kosong tidak mengubah apa pun; tulis 0 bila memang nol.",
            ),
            lembar=[
                LembarTemplat(
                    nama="Realisasi anggaran",
                    judul=(name,),
                    kolom=TEMPLAT,
                    baris=[place.shown(row) for row in place.subkegiatan.values() if row.unit_id in own],
                )
            ],
        )


TEMPLAT = (
    KolomTemplat("kode", "Kode", Jenis.KODE, isi=False, lebar=22),
    KolomTemplat("nama", "Subkegiatan", isi=False, lebar=60),
    KolomTemplat("unit", "Unit", isi=False, lebar=24),
    KolomTemplat("pagu", "Pagu", Jenis.RUPIAH, isi=False, lebar=20),
    KolomTemplat("lalu", "Realisasi triwulan sebelumnya", Jenis.RUPIAH, isi=False, lebar=20),
    KolomTemplat("nilai", KOLOM_NILAI, Jenis.RUPIAH, lebar=22),
)


class Tempatnya:
    """The quarter a file is about: the subkegiatan of the plan, and what is stored of them."""

    def __init__(self, tujuan: Tujuan) -> None:
        if tujuan.renstra is None or tujuan.tahun is None or tujuan.triwulan is None:
            raise SelError("Renstra, tahun, dan triwulan belum dipilih.", "Pilih ketiganya dahulu.")
        self.renstra: Renstra = tujuan.renstra
        self.agency: PerangkatDaerah = tujuan.renstra.perangkat_daerah
        self.tahun, self.triwulan = tujuan.tahun, tujuan.triwulan
        self.berlaku = Berlaku(self.renstra, self.tahun)
        rows = Subkegiatan.objects.in_force(self.berlaku.plan).select_related("unit").order_by("kode")
        self.subkegiatan: dict[str, Subkegiatan] = {row.kode: row for row in rows}
        places = {self.tempat(row) for row in self.subkegiatan.values()}
        self.hak = HakLaporan(self.renstra, tujuan.user, tujuan.at, places)

    def tempat(self, row: Subkegiatan) -> Tempat:
        return Tempat(row.unit_id, self.tahun, self.triwulan)

    @cached_property
    def induk(self) -> frozenset[str]:
        """The codes of the levels above subkegiatan."""
        upper = [model for name, model in LEVELS.items() if name != "subkegiatan"]
        return frozenset(
            kode
            for model in upper
            for kode in model.objects.in_force(self.berlaku.plan).values_list("kode", flat=True)
        )

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.renstra, None, self.tahun, berlaku=self.berlaku)

    def before(self, row: Subkegiatan) -> list[Decimal | None]:
        """Return what the quarters before state; None where one states nothing."""
        return [
            each.nilai if each else None for each in self.figures.money_of(row, self.tahun)[: self.triwulan - 1]
        ]

    @cached_property
    def stored(self) -> Mapping[int, RealisasiAnggaran]:
        """The rows of the quarter's newest reports, by the version of their subkegiatan that rules."""
        versi = self.berlaku.versi.subkegiatan
        reports = [report.pk for report in self.hak.laporan.values()]
        rows = RealisasiAnggaran.objects.filter(laporan__in=reports).select_related("laporan")
        unit = {row.pk: row.unit_id for row in self.subkegiatan.values()}
        ordered = sorted(rows, key=lambda row: row.subkegiatan_id not in versi)  # the version that rules wins
        found = ((versi.get(row.subkegiatan_id, row.subkegiatan_id), row) for row in ordered)
        return {pk: row for pk, row in found if unit.get(pk) == row.laporan.unit_id}

    def shown(self, row: Subkegiatan) -> dict[str, Any]:
        before = [value for value in self.before(row) if value is not None]
        stored = self.stored.get(row.pk)
        pagu = self.berlaku.pagu.get(row.pk)
        return {
            "kode": row.kode,
            "nama": row.nama,
            "unit": str(row.unit),
            "pagu": pagu.nilai if pagu else None,
            "lalu": sum(before, NOL) if before else None,
            "nilai": stored.nilai if stored else None,
        }


class Pengisian:
    """The check of one export."""

    def __init__(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        self.p, self.tujuan, self.place = p, tujuan, Tempatnya(tujuan)
        self.ekspor: Ekspor
        self.masuk = NOL
        self.banyak = 0
        self.dilewati: dict[str, list[Decimal]] = defaultdict(list)

    def check(self) -> None:
        found = choose_sheet(self.p, self.place.subkegiatan, self.place.induk)
        if found is None:
            return
        self.ekspor = found
        sumber = " ".join(str(self.tujuan.parameter.get("sumber", "")).split())[:60]
        kept = Pemetaan.objects.filter(perangkat_daerah=self.place.agency, sumber__iexact=sumber).first()
        own = found.bernama(KOLOM_NILAI)
        known = None if self.tujuan.parameter.get("tanya_lagi") else kept
        if not settle_columns(self.p, found, OURS if own else known):
            return
        if sumber and not own:
            self._keep_mapping(sumber, kept)
        rows = list(found.rows(self.p))
        lines = self._lines(rows)
        gathered = list(lines.values())
        self._foreign(lines)
        for line in lines.values():
            self._take(line)
        self._reconcile()
        self._missing_quarters()
        self._disagreeing(rows, gathered)

    def _keep_mapping(self, sumber: str, kept: Pemetaan | None) -> None:
        """Keep what the columns mean under the name of the source."""
        found = self.ekspor
        values = {
            "kolom_kode": found.judul[found.kolom_kode],
            "kolom_nilai": found.judul[found.kolom_nilai],
            "cara": str(found.cara),
            "baris": str(found.baris),
        }
        tempat = f"{found.lembar.nama}!{found.lembar.sel(found.kepala, found.kolom_nilai).alamat}"
        if kept is None:
            place = {"perangkat_daerah_id": self.place.agency.pk, "sumber": sumber}
            self.p.buat(Pemetaan, {**place, **values}, nama=f"pemetaan kolom {sumber}", tempat=tempat)
        elif any(getattr(kept, name) != value for name, value in values.items()):
            self.p.ubah(kept, values, nama=f"pemetaan kolom {sumber}", tempat=tempat)

    # Rows

    def _catat(self, nomor: int, alasan: str, saran: str = "", **more: Any) -> None:
        cell = self.ekspor.lembar.sel(nomor, self.ekspor.kolom_kode)
        self.p.catat(self.ekspor.lembar.nama, cell, alasan, saran, **more)

    def _lines(self, rows: Sequence[BarisEkspor]) -> dict[str, Baris]:
        """Gather the rows of each subkegiatan; a row that belongs to none and has money is a finding."""
        found: dict[str, Baris] = {}
        last: Baris | None = None
        for row in rows:
            if row.arti == Arti.SUBKEGIATAN:
                known = found.get(row.kode)
                if known and self.ekspor.baris == BarisSumber.SATU:
                    remedy = "Hapus salah satu, atau pilih bahwa barisnya dijumlahkan."
                    self._catat(row.nomor, f"Subkegiatan ini sudah ada pada baris {known.nomor}.", remedy)
                    continue
                last = found.setdefault(row.kode, Baris(self.place.subkegiatan[row.kode], row.nomor))
                last.rincian += [] if row.nilai is None else [row.nilai]
            elif row.arti == Arti.REKENING and row.nilai and (last is None or last.nilai is None):
                remedy = "Pilih ekspor yang barisnya memuat kode subkegiatan, atau isi jumlahnya pada barisnya."
                self._catat(row.nomor, "Rekening ini berisi uang, tetapi subkegiatannya tidak.", remedy)
            elif row.arti == Arti.ASING:
                self._stranger(row)
        return found

    def _stranger(self, row: BarisEkspor) -> None:
        name = f"Kode “{row.kode}” tidak ada dalam Renstra ini" if row.kode else "Baris ini tidak berkode"
        if row.nilai:
            self.dilewati["tidak dikenal"].append(row.nilai)
            remedy = "Periksa kodenya; bila bukan milik rencana ini, hapus barisnya dari berkas."
            self._catat(row.nomor, f"{name}, padahal memuat {format_rupiah(row.nilai, 2)}.", remedy)
        else:
            self._catat(row.nomor, f"{name}; barisnya dilewati.", tingkat=Tingkat.PERINGATAN)

    def _foreign(self, lines: dict[str, Baris]) -> None:
        """Take out the rows of units this person does not report for, once that is what the person wants."""
        foreign = {
            kode: line
            for kode, line in lines.items()
            if (refused := self.place.hak.penolakan(self.place.tempat(line.subkegiatan))) and refused.unit_lain
        }
        changed = [line for line in foreign.values() if self._changes(line)]
        if not changed:
            return
        units = ", ".join(sorted({str(line.subkegiatan.unit) for line in changed}))
        money = format_rupiah(sum((line.nilai or NOL for line in changed), NOL), 2)
        self.p.tanya(
            self.ekspor.lembar.nama,
            self.ekspor.sel(changed[0].nomor),
            f"{len(changed)} subkegiatan senilai {money} milik unit yang laporannya tidak Anda isi: {units}.",
            "Lewati baris itu, atau mintalah staf unit itu mengunggah berkas yang sama.",
            soal="unit_lain",
            pilihan=(Pilihan("lewati", "Lewati baris unit lain"),),
        )
        for kode, line in foreign.items():
            del lines[kode]
            if line.nilai is not None:
                self.dilewati["milik unit lain"].append(line.nilai)

    def _changes(self, line: Baris) -> bool:
        value, stored = self._of_quarter(line), self.place.stored.get(line.subkegiatan.pk)
        return value is not None and (stored is None or stored.nilai != value)

    def _of_quarter(self, line: Baris) -> Decimal | None:
        """Return the Rupiah of the quarter alone; a figure since January less what the quarters before state."""
        if line.nilai is None or self.ekspor.cara == CaraAngka.TRIWULAN:
            return line.nilai
        return line.nilai - sum((value or NOL for value in self.place.before(line.subkegiatan)), NOL)

    def _take(self, line: Baris) -> None:
        value = self._of_quarter(line)
        if value is None:
            return
        if value < 0 and self.ekspor.cara == CaraAngka.SD_TRIWULAN and not self._goes_down(line, value):
            return
        self.masuk += line.nilai or NOL
        self.banyak += 1
        row, stored = line.subkegiatan, self.place.stored.get(line.subkegiatan.pk)
        if stored is not None and stored.nilai == value:
            self.p.sama += 1
            return
        place = self.place.tempat(row)
        if refused := self.place.hak.penolakan(place):
            self._catat(line.nomor, refused.alasan, refused.saran)
            return
        tempat = f"{self.ekspor.lembar.nama}!{self.ekspor.sel(line.nomor).alamat}"
        nama = f"realisasi anggaran {row.kode} TW {ROMAWI[self.place.triwulan - 1]} {self.place.tahun}"
        if stored is not None:
            self.p.ubah(stored, {"subkegiatan_id": row.pk, "nilai": value}, tempat=tempat, nama=nama)
        else:
            report = self.place.hak.link(self.p, place, tempat)
            values = {"laporan_id": report, "subkegiatan_id": row.pk, "nilai": value, "keterangan": ""}
            self.p.buat(RealisasiAnggaran, values, tempat=tempat, nama=nama)
        self._warn(line, value)

    def _warn(self, line: Baris, value: Decimal) -> None:
        """Say what looks odd, as the entry page does: more money than the pagu."""
        spent = value + sum((each or NOL for each in self.place.before(line.subkegiatan)), NOL)
        for each in money_warnings(Hasil(Fraction(spent)), self.place.berlaku.pagu.get(line.subkegiatan.pk)):
            self.p.catat(
                self.ekspor.lembar.nama, self.ekspor.sel(line.nomor), each.kalimat, tingkat=Tingkat.PERINGATAN
            )

    def _goes_down(self, line: Baris, value: Decimal) -> bool:
        """Ask about money since January that is less than the quarters before state together."""
        answer: str | None = self.p.tanya(
            self.ekspor.lembar.nama,
            self.ekspor.sel(line.nomor),
            f"Realisasi sejak Januari lebih kecil daripada triwulan sebelumnya; triwulan ini menjadi "
            f"{format_rupiah(value, 2)}.",
            "Periksa apakah ada pengembalian belanja, atau triwulan sebelumnya perlu dikoreksi.",
            soal="realisasi_turun",
            pilihan=(
                Pilihan("terima", f"Catat {format_rupiah(value, 2)} pada triwulan ini"),
                Pilihan("lewati", "Jangan ubah baris ini"),
            ),
        )
        if answer == "lewati":
            self.dilewati["diminta dilewati"].append(line.nilai or NOL)
        return answer == "terima"

    # Sums

    def _reconcile(self) -> None:
        """Say what the file adds up to, what of it comes in and what not."""
        skipped = {name: (len(each), sum(each, NOL)) for name, each in self.dilewati.items()}
        total = self.masuk + sum((money for _, money in skipped.values()), NOL)
        rest = "".join(
            f" + {format_rupiah(money, 2)} dilewati ({count} baris {name})"
            for name, (count, money) in skipped.items()
        )
        self.p.catat(
            self.ekspor.lembar.nama,
            None,
            f"Jumlah dalam berkas {format_rupiah(total, 2)} = {format_rupiah(self.masuk, 2)} masuk "
            f"({self.banyak} subkegiatan){rest}.",
            f"Dibaca dari kolom “{self.ekspor.judul[self.ekspor.kolom_nilai]}”: "
            f"{CaraAngka(self.ekspor.cara).label.lower()}.",
            tingkat=Tingkat.PERINGATAN,
        )

    def _disagreeing(self, rows: Sequence[BarisEkspor], lines: Iterable[Baris]) -> None:
        """Say which rows do not add up, and which may have been added twice."""
        for line in lines:
            if line.ganda:
                reason = "Baris pertama kode ini sama dengan jumlah baris lainnya; mungkin terhitung dua kali."
                self._catat(line.nomor, reason, "Hapus baris jumlahnya bila demikian.", tingkat=Tingkat.PERINGATAN)
        for row in rows:
            if row.nilai is None or row.arti not in (Arti.INDUK, Arti.JUMLAH):
                continue
            parts = _below(rows, row)
            if parts != row.nilai:
                self._catat(
                    row.nomor,
                    f"Baris ini menyatakan {format_rupiah(row.nilai, 2)}, tetapi rinciannya dalam berkas "
                    f"{format_rupiah(parts, 2)}.",
                    "Periksa apakah ada baris yang hilang atau tersaring.",
                    tingkat=Tingkat.PERINGATAN,
                )

    def _missing_quarters(self) -> None:
        """Say where quarters without a figure leave their money to this one."""
        if self.ekspor.cara != CaraAngka.SD_TRIWULAN:
            return
        for quarter in range(1, self.place.triwulan):
            lacking = [
                row for row in self.place.subkegiatan.values() if self.place.before(row)[quarter - 1] is None
            ]
            if lacking:
                self.p.catat(
                    self.ekspor.lembar.nama,
                    None,
                    f"Triwulan {ROMAWI[quarter - 1]} {len(lacking)} subkegiatan belum berisi realisasi anggaran, "
                    f"antara lain {lacking[0].kode}; uangnya terhitung pada triwulan ini.",
                    "Isi dahulu triwulan itu bila uangnya memang dibelanjakan saat itu.",
                    tingkat=Tingkat.PERINGATAN,
                )


def _below(rows: Sequence[BarisEkspor], whole: BarisEkspor) -> Decimal:
    """Return the sum of the rows a total is of: those whose code begins with its own, else all."""
    lines = (row for row in rows if row.arti in (Arti.SUBKEGIATAN, Arti.ASING) and row.nilai is not None)
    prefix = f"{whole.kode}." if whole.arti == Arti.INDUK else ""
    return sum((row.nilai or NOL for row in lines if row.kode.startswith(prefix)), NOL)
