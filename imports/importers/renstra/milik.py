"""Flat sheets of what belongs to the Renstra as a whole, and of what a document states as its evidence."""

from typing import Any

from django.db.models import Model, QuerySet

from imports.importers.bacaan import Angka, Bulat, Pilih, Rujukan, Teks
from imports.importers.datar import KolomData, SumberDaya
from imports.services.pengimpor import Tujuan
from programs.choices import JenisLandasan
from programs.models import ArahKebijakan, Landasan, Misi, Penahapan, Prioritas, Program
from targets.choices import JenisCatatan
from targets.models import CatatanSumber, NilaiTercetak


class MilikRenstra(SumberDaya):
    """Rows that belong to the Renstra as a whole, whatever its documents."""

    def lingkup(self) -> dict[str, Any]:
        assert self.tujuan.renstra is not None  # noqa: S101 — the importer asks for it
        return {"renstra_id": self.tujuan.renstra.pk}


class SumberMisi(MilikRenstra):
    lembar = "Misi"
    nomor = KolomData("nomor", "NOMOR", Bulat(), lebar=10)
    uraian = KolomData("uraian", "MISI", Teks(), lebar=90)

    class Meta:
        model = Misi
        fields = ("nomor", "uraian")
        import_id_fields = ("nomor",)


class SumberLandasan(MilikRenstra):
    lembar = "Landasan"
    jenis = KolomData("jenis", "JENIS", Pilih(JenisLandasan), lebar=18)
    urutan = KolomData("urutan", "URUTAN", Bulat(), lebar=10)
    uraian = KolomData("uraian", "LANDASAN", Teks(), lebar=90)

    class Meta:
        model = Landasan
        fields = ("jenis", "urutan", "uraian")
        import_id_fields = ("jenis", "urutan")


class SumberPenahapan(MilikRenstra):
    lembar = "Penahapan"
    tahap = KolomData("tahap", "TAHAP", Bulat(), lebar=10)
    urutan = KolomData("urutan", "URUTAN", Bulat(), lebar=10)
    kode = KolomData("kode", "KODE TERCETAK", Teks(maks=20), lebar=16)
    uraian = KolomData("uraian", "PENAHAPAN", Teks(), lebar=90)

    class Meta:
        model = Penahapan
        fields = ("tahap", "urutan", "kode", "uraian")
        import_id_fields = ("tahap", "urutan")


class SumberArah(MilikRenstra):
    lembar = "Arah kebijakan"
    nomor = KolomData("nomor", "NOMOR", Bulat(), lebar=10)
    operasionalisasi_nspk = KolomData("operasionalisasi_nspk", "OPERASIONALISASI NSPK", Teks(), lebar=70)
    arah_kebijakan_rpjmd = KolomData("arah_kebijakan_rpjmd", "ARAH KEBIJAKAN RPJMD", Teks(wajib=False), lebar=50)
    arah_kebijakan = KolomData("arah_kebijakan", "ARAH KEBIJAKAN", Teks(), lebar=50)
    keterangan = KolomData("keterangan", "KETERANGAN", Teks(wajib=False, maks=100), lebar=20)

    class Meta:
        model = ArahKebijakan
        fields = ("nomor", "operasionalisasi_nspk", "arah_kebijakan_rpjmd", "arah_kebijakan", "keterangan")
        import_id_fields = ("nomor",)


class SumberPrioritas(MilikRenstra):
    lembar = "Prioritas"
    urutan = KolomData("urutan", "URUTAN", Bulat(), lebar=10)
    misi = KolomData("misi", "MISI", Teks(wajib=False), lebar=40)
    tujuan_sasaran = KolomData("tujuan_sasaran", "TUJUAN / SASARAN", Teks(wajib=False), lebar=40)
    indikator_tujuan_sasaran = KolomData(
        "indikator_tujuan_sasaran", "INDIKATOR TUJUAN / SASARAN", Teks(wajib=False), lebar=40
    )
    outcome = KolomData("outcome", "OUTCOME", Teks(wajib=False), lebar=40)
    indikator = KolomData("indikator", "INDIKATOR", Teks(wajib=False), lebar=40)
    program = KolomData("program", "KODE PROGRAM", Rujukan(Program, wajib=False), lebar=14)
    program_tercetak = KolomData("program_tercetak", "PROGRAM TERCETAK", Teks(wajib=False, maks=300), lebar=40)

    class Meta:
        model = Prioritas
        fields = (
            "urutan",
            "misi",
            "tujuan_sasaran",
            "indikator_tujuan_sasaran",
            "outcome",
            "indikator",
            "program",
            "program_tercetak",
        )
        import_id_fields = ("urutan",)

    def rujukan(self, ke: type[Model]) -> QuerySet[Any]:
        """Return the programs in force in the ruling document: links of owned rows never point elsewhere."""
        assert self.tujuan.renstra is not None  # noqa: S101 — the importer asks for it
        found: QuerySet[Any] = Program.objects.filter(renstra=self.tujuan.renstra, akhir=None)
        return found


class MilikDokumen(SumberDaya):
    """Rows a document states as its evidence; `dokumen` is set by the importer, a row or a link to a new one."""

    def __init__(self, tujuan: Tujuan, dokumen: Any) -> None:
        super().__init__(tujuan)
        self.dokumen = dokumen

    def lingkup(self) -> dict[str, Any]:
        return {"dokumen_id": self.dokumen}

    def tersimpan(self) -> QuerySet[Any]:
        rows = self.model._default_manager.all()
        return rows.none() if isinstance(self.dokumen, dict) else rows.filter(dokumen=self.dokumen)


class SumberTercetak(MilikDokumen):
    lembar = "Nilai tercetak"
    tabel = KolomData("tabel", "TABEL", Teks(maks=20), lebar=12)
    baris = KolomData("baris", "BARIS", Teks(maks=40), lebar=24)
    kolom_ = KolomData("kolom", "KOLOM", Teks(maks=40), lebar=14)
    teks = KolomData("teks", "TEKS TERCETAK", Teks(wajib=False, maks=200), lebar=30)
    nilai = KolomData("nilai", "NILAI TERBACA", Angka(wajib=False), lebar=20)
    sumber = KolomData("sumber", "TEMPAT DALAM DOKUMEN", Teks(wajib=False, maks=100), lebar=30)

    class Meta:
        model = NilaiTercetak
        fields = ("tabel", "baris", "kolom_", "teks", "nilai", "sumber")
        import_id_fields = ("tabel", "baris", "kolom_")


class SumberCatatan(MilikDokumen):
    lembar = "Catatan sumber"
    kode = KolomData("kode", "KODE", Teks(maks=80), lebar=30)
    jenis = KolomData("jenis", "JENIS", Pilih(JenisCatatan), lebar=16)
    tempat = KolomData("tempat", "TEMPAT", Teks(maks=200), lebar=40)
    uraian = KolomData("uraian", "CATATAN", Teks(), lebar=90)

    class Meta:
        model = CatatanSumber
        fields = ("kode", "jenis", "tempat", "uraian")
        import_id_fields = ("kode",)


SEBELUM = (SumberMisi, SumberLandasan)
"""Read before the tables, which name them."""
SESUDAH = (SumberPenahapan, SumberArah, SumberPrioritas)
BUKTI = (SumberTercetak, SumberCatatan)
