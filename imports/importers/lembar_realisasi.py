"""The three sheets of realisasi: their columns, written by the template and found again by the import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from imports.importers.hak_laporan import Tempat
from imports.templat import Jenis, KolomTemplat
from indicators.models import Indikator
from programs.models import Subkegiatan, UnitKerja
from renstra.lib.pembaca.buku import LembarKerja, Sel, address
from renstra.lib.pembaca.kepala import Kolom
from targets.forms.isian import JUDUL_EVALUASI, JUDUL_TEKS
from targets.models import EvaluasiTriwulan, Realisasi, RealisasiAnggaran

Pemilik = Indikator | Subkegiatan | UnitKerja


@dataclass(frozen=True)
class LembarIsian:
    """One sheet: its name, what its rows are stored as, the column its rows are known by, and all its columns.

    `isian` are the columns people fill, by the field each is stored in.
    """

    nama: str
    model: Any
    kunci: str
    kolom: tuple[KolomTemplat, ...]

    @property
    def isian(self) -> tuple[str, ...]:
        return tuple(each.kode for each in self.kolom if each.isi)

    @property
    def judul(self) -> dict[str, str]:
        return {each.kode: each.judul for each in self.kolom}

    def wanted(self) -> list[Kolom]:
        """Return the headings to look for; only the column the rows are known by must be there."""
        return [Kolom(each.kode, (each.judul, *each.sinonim), each.kode == self.kunci) for each in self.kolom]


@dataclass(slots=True)
class Baris:
    """A row of a sheet: whose it is, and the quarter it is about."""

    isian: LembarIsian
    lembar: LembarKerja
    nomor: int
    kolom: Mapping[str, int]
    pemilik: Pemilik
    tempat: Tempat

    def sel(self, kolom: str) -> Sel:
        return self.lembar.sel(self.nomor, self.kolom[kolom])

    @property
    def alamat(self) -> str:
        """Where the file states the row."""
        return f"{self.lembar.nama}!{address(self.nomor, self.kolom[self.isian.kunci])}"

    @property
    def is_money(self) -> bool:
        return self.isian is ANGGARAN


def _locked(kode: str, judul: str, lebar: int, *sinonim: str, jenis: Jenis = Jenis.TEKS) -> KolomTemplat:
    return KolomTemplat(kode, judul, jenis, isi=False, wajib=False, sinonim=sinonim, lebar=lebar)


def _place() -> tuple[KolomTemplat, ...]:
    return (
        _locked("unit", "Unit kerja", 18, "Unit", "Penanggung jawab", "Kode unit"),
        _locked("tahun", "Tahun", 8, jenis=Jenis.BULAT),
        _locked("triwulan", "Triwulan", 9, "TW", jenis=Jenis.BULAT),
    )


def _texts(judul: dict[str, str], *names: str) -> Iterator[KolomTemplat]:
    yield from (KolomTemplat(name, judul[name], wajib=False, lebar=32) for name in names)


def _figure(kode: str, judul: str, *sinonim: str, jenis: Jenis = Jenis.ANGKA, petunjuk: str = "") -> KolomTemplat:
    return KolomTemplat(kode, judul, jenis, wajib=False, sinonim=sinonim, lebar=16, petunjuk=petunjuk)


KINERJA = LembarIsian(
    "Kinerja",
    Realisasi,
    "pemilik",
    (
        _locked("pemilik", "Kode indikator", 22, "Kode", jenis=Jenis.KODE),
        _locked("nama", "Indikator", 44, "Nama indikator", "Indikator kinerja"),
        _locked("satuan", "Satuan", 14),
        *_place(),
        _locked("target_triwulan", "Target triwulan", 14),
        _locked("target_tahun", "Target tahun", 14),
        _locked("lalu", "Realisasi triwulan lalu", 14),
        _figure("nilai", "Realisasi", "Realisasi kinerja", "Realisasi triwulan ini"),
        _figure(
            "pembilang",
            "Pembilang",
            petunjuk="diisi berdua dengan penyebut; persentasenya dihitung sistem.",
        ),
        _figure("penyebut", "Penyebut", petunjuk="lebih dari nol; kosongkan bila tidak ada yang dihitung."),
        _figure("kode", "Kode nilai", jenis=Jenis.TEKS, petunjuk="untuk satuan bertingkat; pilih dari daftar."),
        *_texts(JUDUL_TEKS, "faktor_pendorong", "faktor_penghambat", "tindak_lanjut", "keterangan"),
    ),
)
ANGGARAN = LembarIsian(
    "Anggaran",
    RealisasiAnggaran,
    "pemilik",
    (
        _locked("pemilik", "Kode subkegiatan", 22, "Kode", jenis=Jenis.KODE),
        _locked("nama", "Subkegiatan", 44, "Nama subkegiatan"),
        *_place(),
        _locked("pagu", "Pagu setahun (Rp)", 20, jenis=Jenis.RUPIAH),
        _locked("lalu", "Realisasi s.d. triwulan lalu (Rp)", 20, jenis=Jenis.RUPIAH),
        _figure(
            "nilai",
            "Realisasi (Rp)",
            "Realisasi anggaran",
            "Realisasi anggaran (Rp)",
            jenis=Jenis.RUPIAH,
            petunjuk="uang triwulan ini saja, bukan sejak Januari.",
        ),
        *_texts(JUDUL_TEKS, "keterangan"),
    ),
)
EVALUASI = LembarIsian(
    "Evaluasi",
    EvaluasiTriwulan,
    "unit",
    (*_place(), *_texts(JUDUL_EVALUASI, *JUDUL_EVALUASI)),
)
LEMBAR = (KINERJA, ANGGARAN, EVALUASI)
