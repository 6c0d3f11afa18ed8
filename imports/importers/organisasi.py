"""Brings in the organisation: units, posts and officials of a perangkat daerah, or of a whole city at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from imports.importers.bacaan import Bulat, Nip, Pilih, Rujukan, Singkat, Tanggal, Teks, YaTidak, beku
from imports.importers.datar import Baris, KolomData, PengimporDatar, SumberDaya
from imports.services.pengimpor import Perlu, Tujuan
from programs.choices import JenisJabatan, JenisUnit, StatusPejabat
from programs.models import Jabatan, Pejabat, PemerintahDaerah, PerangkatDaerah, UnitKerja
from programs.permissions import administers, may_manage
from renstra.lib.importing import Aksi, Pemeriksaan, Perubahan, Pilihan
from renstra.lib.numbers import format_tanggal

SEMENTARA = (StatusPejabat.PLT, StatusPejabat.PLH)
"""Appointed into the term of the one replaced: that the two overlap is as it should be."""
BERSAMAAN = Pilihan("bersamaan", "Memang bersamaan")
AKHIRI = Pilihan("akhiri", "Akhiri masa jabatan yang terdahulu sehari sebelumnya")


class PemerintahDaerahSumber(SumberDaya):
    lembar = "Pemerintah daerah"
    kode = KolomData("kode", "Kode", Singkat(), lebar=18)
    nama = KolomData("nama", "Nama", Teks(), lebar=40)
    ibu_kota = KolomData("ibu_kota", "Tempat penandatanganan", Teks(), sinonim=("Ibu kota",), lebar=24)

    class Meta:
        model = PemerintahDaerah
        import_id_fields = ["kode"]


class PerangkatDaerahSumber(SumberDaya):
    lembar = "Perangkat daerah"
    pemerintah_daerah = KolomData("pemerintah_daerah", "Pemerintah daerah", Rujukan(PemerintahDaerah), lebar=18)
    kode = KolomData("kode", "Kode", Singkat(), lebar=18)
    nama = KolomData("nama", "Nama", Teks(), lebar=60)
    nama_singkat = KolomData("nama_singkat", "Nama singkat", Teks(), lebar=24)

    class Meta:
        model = PerangkatDaerah
        import_id_fields = ["kode"]


class UnitSumber(SumberDaya):
    lembar = "Unit kerja"
    kode = KolomData("kode", "Kode", Singkat(), lebar=28, petunjuk="kode singkat yang tetap; nama boleh berubah.")
    nama = KolomData("nama", "Nama", Teks(), lebar=50)
    jenis = KolomData("jenis", "Jenis", Pilih(JenisUnit))
    urutan = KolomData("urutan", "Urutan", Bulat(wajib=False), lebar=9)

    class Meta:
        model = UnitKerja
        import_id_fields = ["kode"]

    def lingkup(self) -> dict[str, Any]:
        return of_agency(self.tujuan)


class JabatanSumber(SumberDaya):
    lembar = "Jabatan"
    kode = KolomData("kode", "Kode", Singkat(), lebar=34, petunjuk="tidak boleh sama di seluruh kota.")
    nama = KolomData("nama", "Nama jabatan", Teks(), sinonim=("Nama",), lebar=50)
    jenis = KolomData("jenis", "Jenis", Pilih(JenisJabatan), lebar=26)
    unit = KolomData(
        "unit",
        "Unit kerja",
        Rujukan(UnitKerja, dalam="perangkat_daerah_id", wajib=False),
        sinonim=("Unit",),
        lebar=28,
        petunjuk="kode unit; kosong untuk kepala perangkat daerah.",
    )
    urutan = KolomData("urutan", "Urutan", Bulat(wajib=False), lebar=9)

    class Meta:
        model = Jabatan
        import_id_fields = ["kode"]

    def lingkup(self) -> dict[str, Any]:
        agency = self.tujuan.perangkat_daerah
        return of_agency(self.tujuan) | ({"pemerintah_daerah_id": agency.pemerintah_daerah_id} if agency else {})

    def tersimpan(self) -> QuerySet[Any]:
        return Jabatan.objects.filter(**of_agency(self.tujuan))


class PejabatSumber(SumberDaya):
    """Who holds a post since when: a row is found by the two; overlaps of two holders are asked about."""

    lembar = "Pejabat"
    jabatan = KolomData("jabatan", "Jabatan", Rujukan(Jabatan), lebar=34, petunjuk="kode jabatan.")
    nama = KolomData("nama", "Nama lengkap dan gelar", Teks(), sinonim=("Nama",), lebar=40)
    nip = KolomData("nip", "NIP", Nip(wajib=False), lebar=22, petunjuk="18 angka, ditulis sebagai teks.")
    pangkat = KolomData("pangkat", "Pangkat/golongan", Teks(wajib=False), sinonim=("Pangkat",), lebar=26)
    status = KolomData("status", "Status", Pilih(StatusPejabat), lebar=12)
    mulai = KolomData("mulai", "Mulai menjabat", Tanggal(), sinonim=("Mulai",), lebar=15)
    selesai = KolomData("selesai", "Selesai menjabat", Tanggal(wajib=False), sinonim=("Selesai",), lebar=15)

    class Meta:
        model = Pejabat
        import_id_fields = ["jabatan", "mulai"]

    def tersimpan(self) -> QuerySet[Any]:
        scope = {f"jabatan__{name}": value for name, value in of_agency(self.tujuan).items()}
        return Pejabat.objects.filter(**scope)

    def periksa(self, p: Pemeriksaan, lembar: Any) -> None:
        super().periksa(p, lembar)
        for terms in self._by_post().values():
            for first, second in combinations(sorted(terms, key=lambda each: each.mulai), 2):
                if first.overlaps(second) and (first.berubah or second.berubah):
                    _ask_about(p, first, second)

    def _by_post(self) -> dict[Any, list["Masa"]]:
        """Return the terms of every post as they would be after the import."""
        found: dict[Any, list[Masa]] = defaultdict(list)
        read = {baris.lama.pk for baris in self.dibaca if baris.lama}
        for baris in self.dibaca:
            found[beku(baris.nilai["jabatan_id"])].append(Masa.read(baris))
        for row in self.tersimpan():
            if row.pk not in read:
                found[row.jabatan_id].append(Masa(row.nama, row.status, row.mulai, row.selesai, lama=row))
        return found


@dataclass(frozen=True, slots=True)
class Masa:
    """A term in a post; `baris` where the file states it, `lama` where it is only stored."""

    nama: str
    status: str
    mulai: date
    selesai: date | None
    baris: Baris | None = None
    lama: Pejabat | None = None

    @classmethod
    def read(cls, baris: Baris) -> "Masa":
        said, row = baris.nilai, baris.lama
        end = said["selesai"] if "selesai" in said else getattr(row, "selesai", None)
        return cls(said["nama"], said["status"], said["mulai"], end, baris=baris)

    @property
    def berubah(self) -> bool:
        return self.baris is not None and self.baris.berubah

    def overlaps(self, later: "Masa") -> bool:
        """Whether somebody who began no earlier holds the post at the same time, and neither stands in."""
        if (self.status in SEMENTARA) != (later.status in SEMENTARA):
            return False
        return self.selesai is None or self.selesai >= later.mulai


def _ask_about(p: Pemeriksaan, first: Masa, second: Masa) -> None:
    """Ask whether two hold a post together, or the earlier term ends; one the file states is ended in the file."""
    asked = second if second.berubah else first
    baris = asked.baris
    assert baris is not None  # noqa: S101 — what changes stands in the file
    may_end = first.lama is not None and first.mulai < second.mulai
    answer = p.tanya(
        baris.lembar.nama,
        baris.sel("mulai"),
        f"{second.nama} mulai menjabat {format_tanggal(second.mulai)}, "
        f"padahal {first.nama} menjabat sejak {format_tanggal(first.mulai)} dan belum selesai saat itu.",
        "Isi tanggal selesai yang terdahulu, atau pilih yang dimaksud.",
        soal="pejabat_bersamaan",
        pilihan=(BERSAMAAN, AKHIRI) if may_end else (BERSAMAAN,),
    )
    if answer == AKHIRI.kode and first.lama is not None:
        p.ubah(first.lama, {"selesai": second.mulai - timedelta(days=1)}, tempat=baris.tempat("mulai"))


def of_agency(tujuan: Tujuan) -> dict[str, Any]:
    """Return the scope of rows that belong to the chosen perangkat daerah."""
    return {"perangkat_daerah_id": tujuan.perangkat_daerah.pk} if tujuan.perangkat_daerah else {}


class OrganisasiPengimpor(PengimporDatar):
    kode = "organisasi"
    judul = "Organisasi perangkat daerah"
    keterangan = "Unit kerja, jabatan, dan pejabat satu perangkat daerah."
    perlu = (Perlu.PERANGKAT_DAERAH,)
    sumber = (UnitSumber, JabatanSumber, PejabatSumber)
    petunjuk = (
        "Baris dikenali dari kodenya, pejabat dari jabatan dan tanggal mulainya; yang tidak disebut tetap ada.",
        "Kode tidak dapat diganti lewat impor: kode lain berarti baris baru.",
    )

    def izinkan(self, tujuan: Tujuan) -> None:
        require_admin(tujuan)

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        lock_agency(tujuan)


def require_admin(tujuan: Tujuan) -> None:
    """Refuse anybody but a superuser and the admin of the agency; raises `PermissionDenied`."""
    agency, user = tujuan.perangkat_daerah, tujuan.user
    allowed = may_manage(user, agency) if agency else user.is_superuser or administers(user).exists()
    if not allowed:
        raise PermissionDenied("Organisasi dan akun perangkat daerah diimpor oleh adminnya.")


def lock_agency(tujuan: Tujuan) -> None:
    """Let one change of the organisation at a time be made in an agency."""
    if tujuan.perangkat_daerah:
        PerangkatDaerah.objects.select_for_update().get(pk=tujuan.perangkat_daerah.pk)


# A whole city -------------------------------------------------------------------------------------------------


class MilikPerangkatDaerah(SumberDaya):
    """The column by which a sheet of a whole city says whose row it is."""

    perangkat_daerah = KolomData("perangkat_daerah", "Perangkat daerah", Rujukan(PerangkatDaerah), lebar=18)


class UnitKotaSumber(MilikPerangkatDaerah, UnitSumber):
    class Meta:
        import_id_fields = ["perangkat_daerah", "kode"]


class MilikKota(SumberDaya):
    pemerintah_daerah = KolomData("pemerintah_daerah", "Pemerintah daerah", Rujukan(PemerintahDaerah), lebar=18)
    perangkat_daerah = KolomData(
        "perangkat_daerah",
        "Perangkat daerah",
        Rujukan(PerangkatDaerah, wajib=False),
        lebar=18,
        petunjuk="kosong untuk jabatan tingkat kota, misalnya Wali Kota.",
    )


class JabatanKotaSumber(MilikKota, JabatanSumber):
    """Posts of all agencies and of the city itself."""

    penilai = KolomData("penilai", "Menilai hasil Renja dan Renstra", YaTidak(), lebar=16)

    def periksa(self, p: Pemeriksaan, lembar: Any) -> None:
        self.kota = dict(_cities(p.perubahan))
        super().periksa(p, lembar)

    def periksa_baris(self, p: Pemeriksaan, baris: Baris) -> bool:
        """Refuse a post whose perangkat daerah belongs to another city than the post."""
        agency, city = baris.nilai.get("perangkat_daerah_id"), baris.nilai["pemerintah_daerah_id"]
        if agency is None or self.kota[beku(agency)] == beku(city):
            return True
        p.catat(
            baris.lembar.nama,
            baris.sel("perangkat_daerah"),
            "Perangkat daerah ini milik pemerintah daerah lain.",
            "Periksa kolom Pemerintah daerah.",
        )
        return False


def _cities(changes: Iterable[Perubahan]) -> Iterator[tuple[Any, Any]]:
    """Yield each agency, stored or about to be made, with its city."""
    yield from PerangkatDaerah.objects.order_by().values_list("pk", "pemerintah_daerah")
    for change in changes:
        if change.model == PerangkatDaerah._meta.label_lower and "pemerintah_daerah_id" in change.sesudah:
            key = ("baru", change.kunci) if change.aksi == Aksi.BUAT else change.pk
            yield key, beku(change.sesudah["pemerintah_daerah_id"])


class KotaPengimpor(PengimporDatar):
    kode = "organisasi-kota"
    judul = "Organisasi seluruh kota"
    keterangan = "Pemerintah daerah, perangkat daerah, beserta semua unit kerja, jabatan, dan pejabatnya."
    sumber = (PemerintahDaerahSumber, PerangkatDaerahSumber, UnitKotaSumber, JabatanKotaSumber, PejabatSumber)
    petunjuk = OrganisasiPengimpor.petunjuk

    def izinkan(self, tujuan: Tujuan) -> None:
        require_superuser(tujuan)


def require_superuser(tujuan: Tujuan) -> None:
    """Refuse anybody but a superuser where the rows are shared by all; raises `PermissionDenied`."""
    if not may_manage(tujuan.user):
        raise PermissionDenied(
            "Data ini dipakai semua perangkat daerah; hanya pengelola sistem yang mengimpornya."
        )
