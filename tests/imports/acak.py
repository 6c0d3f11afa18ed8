"""Random small plans: awkward texts, long figures, nothing and zero; what the import has to carry unharmed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas, RumusNegatif
from indicators.models import Hasil, Indikator
from programs.models import (
    BidangUrusan,
    Dokumen,
    Kegiatan,
    Landasan,
    Misi,
    Program,
    Renstra,
    Sasaran,
    Subkegiatan,
    Tujuan,
    Urusan,
)
from renstra.lib.teks import plain_blanks
from targets.models import Pagu, Target

HURUF = "aZé19 =+-@'\";,.:()#%&<>|/\\\n😀–"
SATUAN = ("Orang", "%", "Persentase", "Nilai (skala 4)", "=Unit", "Orang/bulan", "“Poin”")
SKALA = {"WTP": 4, "WDP": 3, "TW": 2}
TAHUN = range(2025, 2031)

_text = st.text(HURUF, min_size=1, max_size=24).map(plain_blanks).filter(bool)
texts = st.one_of(
    _text, st.sampled_from(["=1+1", "'=1", "👩‍🌾 petani", 'kata "kutip"', "baris\nbaru", "Total", "-"])
)
"""Texts as we store them: ends trimmed, no odd blanks."""
figures = st.one_of(
    st.just(Decimal(0)),
    st.decimals("-99999999999.9999", "99999999999.9999", places=4),
    st.decimals(0, 1, places=2),
    st.integers(0, 100).map(Decimal),
)
rupiah = st.one_of(st.just(0), st.integers(0, 999_999_999_999_999))


@dataclass
class Rencana:
    """A plan as data: rows with their indicators."""

    tujuan: list[dict[str, Any]]
    sasaran: list[dict[str, Any]]
    bidang: list[dict[str, Any]]
    program: list[dict[str, Any]] = field(default_factory=list)
    landasan: list[str] = field(default_factory=list)


@st.composite
def indicators(draw: Any, bertingkat: bool = True) -> dict[str, Any]:
    satuan, graded = draw(st.sampled_from(SATUAN)), bertingkat and draw(st.integers(0, 5)) == 0
    parts = draw(st.booleans())
    way = st.sampled_from([each for each in Akumulasi if parts or each != Akumulasi.JUMLAH])
    figure = st.sampled_from([Decimal(score) for score in SKALA.values()]) if graded else figures
    ranged = not graded and draw(st.integers(0, 3)) == 0
    return {
        "nama": draw(texts),
        "satuan": satuan,
        "skala": SKALA if graded else {},
        "polaritas": str(draw(st.sampled_from(Polaritas))),
        "rumus_negatif": str(draw(st.sampled_from(RumusNegatif))),
        "cara_isi": str(draw(st.sampled_from(CaraIsi))),
        "frekuensi": str(draw(st.sampled_from(Frekuensi))),
        "akumulasi_triwulan": str(draw(way)),
        "akumulasi_tahun": str(draw(way)),
        "iku": draw(st.booleans()),
        "ikk": draw(st.booleans()),
        "pembilang": draw(texts) if parts else "",
        "penyebut": draw(texts) if parts else "",
        "definisi": draw(st.one_of(st.just(""), texts)),
        "baseline": draw(st.one_of(st.none(), figure)),
        "target": draw(st.dictionaries(st.sampled_from(TAHUN), figure, max_size=3)),
        "lebar": draw(st.decimals(0, 5000, places=2)) if ranged else None,
        "akhir": draw(st.one_of(st.none(), figure)),
    }


def _measured(bertingkat: bool) -> Any:
    rows = st.lists(indicators(bertingkat), max_size=2)
    return st.fixed_dictionaries({"uraian": texts, "indikator": rows})


@st.composite
def plans(draw: Any, bertingkat: bool = True) -> Rencana:
    """Draw a plan; texts of tujuan and sasaran differ, since Tabel 3.1 merges equal ones."""
    unique: Any = {"unique_by": lambda row: row["uraian"]}
    goals = draw(st.lists(_measured(bertingkat), min_size=1, max_size=2, **unique))
    objectives = draw(st.lists(_measured(bertingkat), max_size=2, **unique))
    hasil = st.lists(_measured(bertingkat), max_size=2)
    sub = st.fixed_dictionaries(
        {"nama": texts, "hasil": hasil, "pagu": st.dictionaries(st.sampled_from(TAHUN), rupiah, max_size=3)}
    )
    kegiatan = st.fixed_dictionaries({"nama": texts, "hasil": hasil, "bawah": st.lists(sub, max_size=2)})
    program = st.fixed_dictionaries({"nama": texts, "hasil": hasil, "bawah": st.lists(kegiatan, max_size=2)})
    return Rencana(
        goals,
        objectives,
        draw(st.lists(indicators(bertingkat), max_size=1)),
        draw(st.lists(program, max_size=2)),
        draw(st.lists(texts, max_size=2)),
    )


class Pembuat:
    """Stores a random plan as a Renstra of an agency, enacted."""

    def __init__(self, agency: Any) -> None:
        self.renstra = Renstra.objects.create(
            perangkat_daerah=agency,
            kode="acak",
            nama="Renstra Acak",
            tahun_awal=2025,
            tahun_akhir=2029,
            tahun_proyeksi=2030,
            tahun_baseline=2024,
        )
        self.units = list(agency.unit_kerja.all())
        self.dokumen = Dokumen.objects.create(
            renstra=self.renstra,
            jenis="renstra",
            tahun=2025,
            status="ditetapkan",
            nomor="Perwali Contoh 1/2025",
            tanggal=date(2025, 9, 19),
            berlaku_mulai=date(2025, 9, 19),
        )

    def row(self, model: Any, kode: str, **values: Any) -> Any:
        return model.objects.create(renstra=self.renstra, mulai=self.dokumen, kode=kode, **values)

    def build(self, plan: Rencana) -> Renstra:
        misi = Misi.objects.create(renstra=self.renstra, nomor=3, uraian="Misi")
        for number, text in enumerate(plan.landasan, 1):
            Landasan.objects.create(renstra=self.renstra, jenis="nspk", urutan=number, uraian=text)
        for number, each in enumerate(plan.tujuan, 1):
            row = self.row(Tujuan, f"T{number}", uraian=each["uraian"], urutan=number, misi=misi)
            self.measure(row, "tujuan", each["indikator"])
        goal = Tujuan.objects.get(renstra=self.renstra, kode="T1")
        for number, each in enumerate(plan.sasaran, 1):
            row = self.row(Sasaran, f"S{number}", uraian=each["uraian"], urutan=number, tujuan=goal)
            self.measure(row, "sasaran", each["indikator"])
        urusan = self.row(Urusan, "1", nama="URUSAN")
        bidang = self.row(BidangUrusan, "1.06", nama="BIDANG", urusan=urusan)
        self.measure(bidang, "bidang_urusan", plan.bidang)
        for number, each in enumerate(plan.program, 1):
            self.program(bidang, f"1.06.0{number}", number, each)
        return self.renstra

    def program(self, bidang: Any, kode: str, number: int, each: dict[str, Any]) -> None:
        sasaran = Sasaran.objects.filter(renstra=self.renstra).first() if number == 1 else None
        unit = self.units[number % len(self.units)]
        program = self.row(
            Program, kode, nama=each["nama"], bidang_urusan=bidang, unit=unit, sasaran=sasaran, dasar_unit="Tugas"
        )
        self.outcomes(program, "program", each["hasil"])
        for place, below in enumerate(each["bawah"], 1):
            kegiatan = self.row(Kegiatan, f"{kode}.2.0{place}", nama=below["nama"], program=program)
            self.outcomes(kegiatan, "kegiatan", below["hasil"])
            for last, sub in enumerate(below["bawah"], 1):
                row = self.row(
                    Subkegiatan,
                    f"{kegiatan.kode}.000{last}",
                    nama=sub["nama"],
                    kegiatan=kegiatan,
                    unit=self.units[0],
                )
                self.outcomes(row, "subkegiatan", sub["hasil"])
                for tahun, nilai in sub["pagu"].items():
                    Pagu.objects.create(dokumen=self.dokumen, subkegiatan=row, tahun=tahun, nilai=nilai)

    def outcomes(self, parent: Any, name: str, rows: list[dict[str, Any]]) -> None:
        for number, each in enumerate(rows, 1):
            link = {name: parent}
            hasil = self.row(Hasil, f"{parent.kode}#{number}", uraian=each["uraian"], urutan=number, **link)
            self.measure(hasil, "hasil", each["indikator"])

    def measure(self, parent: Any, name: str, rows: list[dict[str, Any]]) -> None:
        for number, each in enumerate(rows, 1):
            values = {key: value for key, value in each.items() if key not in {"target", "lebar", "akhir"}}
            unit = self.units[number % len(self.units)]
            row = self.row(
                Indikator,
                f"{parent.kode}.{number}",
                urutan=number,
                penanggung_jawab=unit,
                **{name: parent},
                **values,
            )
            for tahun, nilai in each["target"].items():
                atas = nilai + each["lebar"] if each["lebar"] is not None else None
                Target.objects.create(
                    dokumen=self.dokumen, indikator=row, tahun=tahun, nilai=nilai, nilai_atas=atas
                )
            if each["akhir"] is not None:
                Target.objects.create(
                    dokumen=self.dokumen, indikator=row, tahun=2029, jenis="akhir_periode", nilai=each["akhir"]
                )
