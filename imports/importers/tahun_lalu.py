"""Figures of whole years from before the system: realisasi, budget and spending, each with its source.

A sheet has a row per line with a column per year (Realisasi 2023, Sumber 2023), or a row per line and year.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied

from imports.importers.silang import (
    KODE,
    Bacaan,
    differs,
    is_empty,
    match,
    open_sheets,
    read_money,
    read_of,
    same_line,
    shown,
)
from imports.services.pengimpor import Pengimpor, Perlu, Tujuan
from imports.templat import BukuTemplat, Jenis, KolomTemplat, LembarTemplat
from indicators.models import Indikator
from programs.choices import Peran
from programs.models import Program, Renstra, Subkegiatan
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.pembaca.nilai import read_figure, read_text
from targets.models import AnggaranTahunan, LaporanTriwulan, RealisasiTahunan
from targets.permissions import holds
from targets.selectors.berlaku import Versi
from targets.selectors.lembar import plan_order
from targets.selectors.rencana import plan_document

KINERJA, ANGGARAN = "Realisasi tahunan", "Anggaran tahunan"
TAHUN_LAMA = 15
"""Years before the Renstra that a file may state."""
TERTULIS = 5
"""Years before the Renstra that the template has columns for."""


class Isi:
    """The lines of the ruling plan and what is stored of their years."""

    def __init__(self, tujuan: Tujuan) -> None:
        if tujuan.renstra is None:
            raise SelError("Renstra belum dipilih.", "Pilih Renstra yang tahun-tahunnya diimpor.")
        self.renstra: Renstra = tujuan.renstra
        self.plan = plan_document(self.renstra)
        self.versi = Versi(self.plan)
        self.tahun = range(self.renstra.tahun_awal - TAHUN_LAMA, tujuan.at.year)
        """The years that are over, and not too long ago."""

    @cached_property
    def indikator(self) -> dict[str, Indikator]:
        rows = Indikator.objects.in_force(self.plan).select_related(
            "tujuan", "sasaran", "bidang_urusan", "hasil__program", "hasil__kegiatan", "hasil__subkegiatan"
        )
        return {row.kode: row for row in sorted(rows, key=plan_order)}

    @cached_property
    def berpagu(self) -> dict[str, Program | Subkegiatan]:
        """The programs and subkegiatan by code."""
        rows: list[Program | Subkegiatan] = [
            *Program.objects.in_force(self.plan),
            *Subkegiatan.objects.in_force(self.plan),
        ]
        return {row.kode: row for row in sorted(rows, key=lambda row: row.kode)}

    @cached_property
    def realisasi(self) -> dict[tuple[str, int], RealisasiTahunan]:
        """What is stored, by the code of the indicator; of two versions the newer."""
        kode = {row.pk: row.kode for row in self.indikator.values()}
        versi = self.versi.indikator
        rows = RealisasiTahunan.objects.filter(indikator__renstra=self.renstra)
        ordered = sorted(rows, key=lambda row: row.indikator_id not in versi)
        found = ((kode.get(versi.get(row.indikator_id, row.indikator_id)), row) for row in ordered)
        return {(name, row.tahun): row for name, row in found if name}

    @cached_property
    def anggaran(self) -> dict[tuple[str, int], AnggaranTahunan]:
        """What is stored, by code; of two versions the newer."""
        links = ("program__mulai", "subkegiatan__mulai")
        rows = AnggaranTahunan.objects.filter(renstra=self.renstra).select_related(*links)
        lines = ((row.program or row.subkegiatan, row) for row in rows)
        ordered = sorted(((line, row) for line, row in lines if line), key=lambda pair: pair[0].mulai.perubahan_ke)
        return {(line.kode, row.tahun): row for line, row in ordered}

    def tertulis(self, stored: Mapping[tuple[str, int], Any]) -> list[int]:
        """Return the years the template has columns for: the last before the Renstra, its own that are over, and
        those that have figures.
        """
        usual = range(self.renstra.tahun_awal - TERTULIS, min(self.tahun.stop, self.renstra.tahun_akhir + 1))
        return sorted({*usual, *(year for _, year in stored if year in self.tahun)})


def sheet_columns(name: str, years: Sequence[int]) -> list[KolomTemplat]:
    """Return the columns of a sheet with a column per year; those of one with a row per year are found as well."""
    line = "Indikator" if name == KINERJA else "Program/subkegiatan"
    found = [KolomTemplat(KODE, "Kode", Jenis.KODE, isi=False, lebar=24)]
    found.append(KolomTemplat("nama", line, isi=False, wajib=False, lebar=60))
    if name == KINERJA:
        found.append(KolomTemplat("satuan", "Satuan", isi=False, wajib=False, lebar=14))
    for year in years:
        if name == ANGGARAN:
            found.append(KolomTemplat(f"a{year}", f"Anggaran {year}", Jenis.RUPIAH, wajib=False, lebar=20))
        jenis = Jenis.ANGKA if name == KINERJA else Jenis.RUPIAH
        bare = (str(year), f"Capaian {year}") if name == KINERJA else ()
        found.append(KolomTemplat(f"r{year}", f"Realisasi {year}", jenis, wajib=False, sinonim=bare, lebar=20))
        found.append(KolomTemplat(f"s{year}", f"Sumber {year}", wajib=False, lebar=24))
    return found


def flat_columns(name: str) -> list[KolomTemplat]:
    """Return the columns of a sheet with a row per year, as far as they are not those of the other kind."""
    found = [KolomTemplat("tahun", "Tahun", Jenis.BULAT, wajib=False)]
    if name == ANGGARAN:
        found.append(KolomTemplat("a", "Anggaran", Jenis.RUPIAH, wajib=False, sinonim=("Anggaran (Rp)", "Pagu")))
    words = ("Realisasi (Rp)", "Nilai", "Capaian")
    found.append(KolomTemplat("r", "Realisasi", Jenis.ANGKA, wajib=False, sinonim=words))
    found.append(KolomTemplat("s", "Sumber", wajib=False, sinonim=("Sumber data",)))
    return found


class TahunLaluPengimpor(Pengimpor):
    kode = "tahun_lalu"
    judul = "Realisasi dan anggaran tahun-tahun lalu"
    keterangan = "Angka setahun dari sebelum sistem ini dipakai: realisasi indikator, anggaran, dan realisasinya."
    perlu = (Perlu.PERANGKAT_DAERAH, Perlu.RENSTRA)

    def izinkan(self, tujuan: Tujuan) -> None:
        agency = tujuan.renstra.perangkat_daerah if tujuan.renstra else tujuan.perangkat_daerah
        if agency is not None and not holds(tujuan.user, agency, Peran.SEKRETARIAT):
            raise PermissionDenied("Angka tahun-tahun lalu diimpor oleh Sekretariat.")

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        isi = Isi(tujuan)
        columns = {name: [*sheet_columns(name, isi.tahun), *flat_columns(name)] for name in (KINERJA, ANGGARAN)}
        check = Pengisian(p, isi)
        for name, sheet in open_sheets(p, columns).items():
            check.take(name, sheet)
        check.warn_of_reports()

    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        isi = Isi(tujuan)
        return BukuTemplat(
            nama=f"Tahun lalu {isi.renstra}",
            petunjuk=(
                "Setiap angka memerlukan sumbernya, misalnya “LKjIP 2023” atau “Renstra, Tabel 2.5”.",
                "Sel yang dikosongkan menghapus angka tahun itu; tahun tanpa kolom tetap seperti semula.",
                "Boleh juga satu baris per tahun, dengan kolom Kode, Tahun, Realisasi, dan Sumber.",
            ),
            lembar=[_kinerja_sheet(isi), _anggaran_sheet(isi)],
        )


def _kinerja_sheet(isi: Isi) -> LembarTemplat:
    years = isi.tertulis(isi.realisasi)

    def row_of(row: Indikator) -> dict[str, Any]:
        values: dict[str, Any] = {KODE: row.kode, "nama": row.nama, "satuan": row.satuan}
        for year in years:
            if stored := isi.realisasi.get((row.kode, year)):
                values |= {f"r{year}": shown(row, stored.nilai), f"s{year}": stored.sumber}
        return values

    rows = [row_of(row) for row in isi.indikator.values()]
    return LembarTemplat(KINERJA, (KINERJA,), sheet_columns(KINERJA, years), rows)


def _anggaran_sheet(isi: Isi) -> LembarTemplat:
    years = isi.tertulis(isi.anggaran)

    def row_of(row: Program | Subkegiatan) -> dict[str, Any]:
        values: dict[str, Any] = {KODE: row.kode, "nama": row.nama}
        for year in years:
            if stored := isi.anggaran.get((row.kode, year)):
                values |= {f"a{year}": stored.anggaran, f"r{year}": stored.realisasi, f"s{year}": stored.sumber}
        return values

    rows = [row_of(row) for row in isi.berpagu.values()]
    return LembarTemplat(ANGGARAN, (ANGGARAN,), sheet_columns(ANGGARAN, years), rows)


class Pengisian:
    """The check of the two sheets."""

    def __init__(self, p: Pemeriksaan, isi: Isi) -> None:
        self.p, self.isi = p, isi
        self.years: set[int] = set()

    def take(self, name: str, sheet: Bacaan) -> None:
        known: Mapping[str, Any] = self.isi.indikator if name == KINERJA else self.isi.berpagu
        lines = sheet.baris(known, "Indikator" if name == KINERJA else "Program atau subkegiatan")
        seen: dict[tuple[str, int], int] = {}
        for number, row in lines:
            if not same_line(sheet, number, row):
                continue
            for year, ends in self._years(sheet, number):
                if before := seen.get((row.kode, year)):
                    sheet.catat(number, KODE, f"Tahun {year} sudah ada pada baris {before}.", "Hapus satu.")
                    continue
                seen[row.kode, year] = number
                step = self._realisasi if name == KINERJA else self._anggaran
                step(sheet, number, row, year, ends)

    def _years(self, sheet: Bacaan, number: int) -> Iterator[tuple[int, str]]:
        """Yield the years a row states, with how the codes of their columns end (empty: a row per year)."""
        if not sheet.ada("tahun"):
            yield from (
                (year, str(year)) for year in self.isi.tahun if sheet.ada(f"r{year}") or sheet.ada(f"a{year}")
            )
            return
        year = sheet.baca(number, "tahun", read_figure, places=0)
        if year is RUSAK:
            return
        if year is None or year not in self.isi.tahun:
            first, last = self.isi.tahun[0], self.isi.tahun[-1]
            sheet.catat(number, "tahun", "Tahun ini tidak dapat diisi.", f"Isi tahun {first} sampai {last}.")
            return
        yield int(year), ""

    def _realisasi(self, sheet: Bacaan, number: int, row: Indikator, year: int, ends: str) -> None:
        found = self.isi.realisasi.get((row.kode, year))
        semula = found.nilai if found else None
        value = sheet.baca(number, f"r{ends}", read_of, indikator=row, semula=semula)
        place = {"indikator_id": row.pk, "tahun": year}
        self._match(sheet, number, row, RealisasiTahunan, place, {"nilai": value}, found, ends)

    def _anggaran(self, sheet: Bacaan, number: int, row: Any, year: int, ends: str) -> None:
        found = self.isi.anggaran.get((row.kode, year))
        values: dict[str, Any] = {}
        for column, name, places in ((f"a{ends}", "anggaran", 0), (f"r{ends}", "realisasi", 2)):
            if sheet.ada(column):
                values[name] = sheet.baca(number, column, read_money, places=places)
            elif found is not None:
                values[name] = getattr(found, name)  # a figure without a column stays
        link = "program_id" if isinstance(row, Program) else "subkegiatan_id"
        place = {"renstra_id": self.isi.renstra.pk, link: row.pk, "tahun": year}
        self._match(sheet, number, row, AnggaranTahunan, place, values, found, ends)

    def _match(
        self,
        sheet: Bacaan,
        number: int,
        row: Any,
        model: Any,
        place: Mapping[str, Any],
        values: dict[str, Any],
        found: Any,
        ends: str,
    ) -> None:
        """Compare the figures of a year with their source; without figures the source says nothing."""
        column = next(name for name in (f"r{ends}", f"a{ends}", KODE) if sheet.ada(name))
        if RUSAK in values.values():
            return
        if not is_empty(values):
            source = self._source(sheet, number, found, ends)
            if source is RUSAK or not source:
                return
            values = {**values, "sumber": source}
        if differs(found, values):
            self.years.add(place["tahun"])
        tempat = sheet.tempat(number, column)
        nama = f"{model._meta.verbose_name} {row.kode} {place['tahun']}"
        match(self.p, found, model, place, values, tempat=tempat, nama=nama)

    def _source(self, sheet: Bacaan, number: int, found: Any, ends: str) -> Any:
        """Return where the figures are from: the year's own column, else the row's; without either as stored."""
        column = next((name for name in (f"s{ends}", "s") if sheet.ada(name)), "")
        source = sheet.baca(number, column, read_text, maks=200) if column else (found.sumber if found else "")
        if source is not RUSAK and not source:
            place = column or next(name for name in (f"r{ends}", f"a{ends}") if sheet.ada(name))
            sheet.catat(number, place, "Angka ini tidak bersumber.", "Isi sumbernya, misalnya LKjIP 2023.")
        return source

    def warn_of_reports(self) -> None:
        """Say where quarters go before: a year that units reported is read from their reports."""
        reported = LaporanTriwulan.objects.filter(renstra=self.isi.renstra, tahun__in=self.years)
        for year in sorted(set(reported.order_by().values_list("tahun", flat=True))):
            self.p.catat(
                self.p.lembar_terakhir,
                None,
                f"Tahun {year} sudah mempunyai laporan triwulan.",
                "Angka setahun hanya dipakai di mana triwulannya kosong.",
                tingkat=Tingkat.PERINGATAN,
            )
