"""The flat sheets beside the tables: what Tabel 3.1 and 4.2 do not print, so that nothing is lost on the way.

Rows of the plan are told by their code. Texts that a table prints stand here to be recognised: the table rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from imports.importers.bacaan import Angka, Baca, Bulat, Pilih, Rujukan, Teks
from imports.importers.datar import BarisDatar, KolomData, SumberDaya, baca_datar, kolom_templat
from imports.services.pengimpor import Tujuan as Goal
from imports.templat import LembarTemplat
from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas, RumusNegatif
from indicators.models import Hasil, Indikator
from programs.choices import JenisLandasan
from programs.models import (
    ArahKebijakan,
    Landasan,
    Misi,
    Penahapan,
    Prioritas,
    Program,
    Sasaran,
    Subkegiatan,
    Tujuan,
)
from renstra.lib.importing import Pemeriksaan, SelError
from renstra.lib.pembaca.buku import LembarKerja
from renstra.lib.pembaca.nilai import read_text
from targets.choices import JenisCatatan, JenisTarget
from targets.models import CatatanSumber, NilaiTercetak, Target

YA = {"ya": "Ya", "tidak": "Tidak"}


class YaTidak(Pilih):
    """Yes or no; an empty cell is no."""

    def __init__(self) -> None:
        super().__init__(YA, wajib=False)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return super().clean(value, row, **kwargs) == "ya"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return YA["ya"] if value else ""


class Skala(Baca):
    """The scores of a graded unit: `WTP = 4; WDP = 3`."""

    def __init__(self) -> None:
        super().__init__(wajib=False)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = read_text(value)
        if not text:
            return {}
        try:
            pairs = [part.rsplit("=", 1) for part in text.split(";") if part.strip()]
            return {kode.strip(): int(skor) for kode, skor in pairs}
        except ValueError:
            reason = f"“{text}” bukan skala."
            raise SelError(reason, "Tulis kode dan skornya, misalnya WTP = 4; WDP = 3.") from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return "; ".join(f"{kode} = {skor}" for kode, skor in (value or {}).items())


@dataclass(frozen=True)
class Rincian:
    """One flat sheet of rows of the plan: its name, the rows it is about, its columns, and what it is keyed by."""

    lembar: str
    model: type[Model]
    kolom: Mapping[str, KolomData]
    kunci: tuple[str, ...] = ("kode",)

    def read(self, p: Pemeriksaan, lembar: LembarKerja) -> dict[Any, BarisDatar]:
        """Return the rows of the sheet by key, in its order."""
        rows = baca_datar(p, lembar, self.kolom, self.kunci)
        return {row.kunci if len(row.kunci) > 1 else row.kunci[0]: row for row in rows}

    def template(self, rows: Iterator[Any] | list[Any]) -> LembarTemplat:
        """Return the sheet filled with stored rows."""
        return LembarTemplat(
            nama=self.lembar,
            judul=(self.lembar,),
            kolom=list(kolom_templat(self.kolom)),
            baris=[
                {name: each.widget.render(each.get_value(row), row) for name, each in self.kolom.items()}
                for row in rows
            ],
            baris_kosong=20,
        )


def _kode(**rules: Any) -> KolomData:
    return KolomData("kode", "KODE", Teks(maks=30), sinonim=("KODE BARIS",), lebar=20, **rules)


def _text(name: str, label: str, lebar: int = 30, *, wajib: bool = False, **rules: Any) -> KolomData:
    return KolomData(name, label, Teks(wajib=wajib, **rules), lebar=lebar)


def _order() -> KolomData:
    return KolomData("urutan", "URUTAN", Bulat(wajib=False), lebar=10)


def rincian(units: Mapping[str, str]) -> dict[type[Model], Rincian]:
    """Return the sheets of rows of the plan, `units` (name by code) in their drop-downs."""

    def unit(name: str, label: str, *, wajib: bool = False) -> KolomData:
        return KolomData(f"{name}__kode", label, Pilih(units, wajib=wajib), lebar=34)

    def choice(name: str, label: str, choices: Any) -> KolomData:
        return KolomData(name, label, Pilih(choices, wajib=False), lebar=26)

    sheets = (
        Rincian(
            "Tujuan",
            Tujuan,
            {
                "kode": _kode(),
                "uraian": _text("uraian", "TUJUAN", 60),
                "urutan": _order(),
                "misi": KolomData("misi__nomor", "MISI", Bulat(wajib=False), lebar=8),
            },
        ),
        Rincian(
            "Sasaran",
            Sasaran,
            {
                "kode": _kode(),
                "uraian": _text("uraian", "SASARAN", 60),
                "urutan": _order(),
                "tujuan": _text("tujuan__kode", "KODE TUJUAN", 14),
            },
        ),
        Rincian(
            "Program",
            Program,
            {
                "kode": _kode(),
                "nama": _text("nama", "PROGRAM", 50),
                "unit": unit("unit", "UNIT KERJA"),
                "sasaran": _text("sasaran__kode", "KODE SASARAN", 14),
                "dasar_unit": _text("dasar_unit", "DASAR PENUNJUKAN UNIT", 50),
            },
        ),
        Rincian(
            "Subkegiatan",
            Subkegiatan,
            {
                "kode": _kode(),
                "nama": _text("nama", "SUBKEGIATAN", 50),
                "unit": unit("unit", "UNIT KERJA"),
            },
        ),
        Rincian("Hasil", Hasil, {"kode": _kode(), "uraian": _text("uraian", "OUTCOME / OUTPUT", 60)}),
        Rincian(
            "Indikator",
            Indikator,
            {
                "kode": _kode(),
                "induk": _text("induk", "KODE INDUK", 20),
                "nama": _text("nama", "INDIKATOR", 50),
                "satuan": _text("satuan", "SATUAN", 16, maks=60),
                "urutan": _order(),
                "polaritas": choice("polaritas", "POLARITAS", Polaritas),
                "rumus_negatif": choice("rumus_negatif", "RUMUS POLARITAS NEGATIF", RumusNegatif),
                "skala": KolomData("skala", "SKALA", Skala(), lebar=24),
                "cara_isi": choice("cara_isi", "CARA ISI", CaraIsi),
                "frekuensi": choice("frekuensi", "FREKUENSI", Frekuensi),
                "akumulasi_triwulan": choice("akumulasi_triwulan", "AKUMULASI TRIWULAN", Akumulasi),
                "akumulasi_tahun": choice("akumulasi_tahun", "AKUMULASI TAHUN", Akumulasi),
                "penanggung_jawab": unit("penanggung_jawab", "PENANGGUNG JAWAB"),
                "iku": KolomData("iku", "IKU", YaTidak(), lebar=7),
                "ikk": KolomData("ikk", "IKK", YaTidak(), lebar=7),
                "spm": KolomData("spm", "SPM", YaTidak(), lebar=7),
                "baseline": KolomData("baseline", "BASELINE DI LUAR TABEL", Angka(wajib=False), lebar=14),
                "pembilang": _text("pembilang", "PEMBILANG", maks=200),
                "penyebut": _text("penyebut", "PENYEBUT", maks=200),
                "definisi": _text("definisi", "DEFINISI OPERASIONAL", 50),
                "rumus": _text("rumus", "RUMUS", 40),
                "sumber_data": _text("sumber_data", "SUMBER DATA", maks=200),
                "tafsir": _text("tafsir", "TAFSIR", 40),
            },
        ),
        Rincian(
            "Target lain",
            Target,
            {
                "kode": KolomData("indikator__kode", "KODE INDIKATOR", Teks(maks=30), lebar=20),
                "tahun": KolomData("tahun", "TAHUN", Bulat(), lebar=10),
                "jenis": KolomData("jenis", "JENIS", Pilih(JenisTarget), lebar=16),
                "nilai": KolomData("nilai", "TARGET", Angka()),
                "nilai_atas": KolomData("nilai_atas", "BATAS ATAS", Angka(wajib=False)),
            },
            ("kode", "tahun", "jenis"),
        ),
    )
    return {sheet.model: sheet for sheet in sheets}


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
        found: QuerySet[Any] = Program.objects.filter(renstra=self.tujuan.renstra, akhir=None)
        return found


class MilikDokumen(SumberDaya):
    """Rows a document states as its evidence; `dokumen` is set by the importer, a row or a link to a new one."""

    def __init__(self, tujuan: Goal, dokumen: Any) -> None:
        super().__init__(tujuan)
        self.dokumen = dokumen

    def lingkup(self) -> dict[str, Any]:
        return {"dokumen_id": self.dokumen}

    def tersimpan(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
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
