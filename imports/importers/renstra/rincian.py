"""The flat sheets beside the tables: what Tabel 3.1 and 4.2 do not print, so that nothing is lost on the way.

Rows of the plan are told by their code. Texts that a table prints stand here to be recognised: the table rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from imports.importers.bacaan import Angka, Baca, Bulat, Pilih, Teks, YaTidak
from imports.importers.datar import KolomData
from imports.templat import KolomTemplat, LembarTemplat
from indicators.choices import Akumulasi, CaraIsi, Frekuensi, Polaritas, RumusNegatif
from indicators.models import Hasil, Indikator
from programs.models import Program, Sasaran, Subkegiatan, Tujuan
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.kepala import Kolom, find_header
from renstra.lib.pembaca.nilai import read_text
from targets.choices import JenisTarget
from targets.models import Target


@dataclass(frozen=True, slots=True)
class BarisDatar:
    """A row of a flat sheet, every cell of it read: its values by field, and the cells they stand in."""

    lembar: str
    kunci: tuple[Any, ...]
    nilai: Mapping[str, Any]
    sel: Mapping[str, Sel]


def read_rows(
    p: Pemeriksaan, lembar: LembarKerja, fields: Mapping[str, KolomData], key: Sequence[str]
) -> Iterator[BarisDatar]:
    """Yield the rows of a flat sheet; a cell that cannot be taken or a row that is there twice is a finding."""
    p.lembar_terakhir = lembar.nama
    wanted = [
        Kolom(name, (field.column_name, *field.sinonim), field.widget.wajib) for name, field in fields.items()
    ]
    head = find_header(lembar, wanted)
    for sel in head.tidak_dikenal:
        p.catat(lembar.nama, sel, "Kolom ini tidak dikenal dan tidak dibaca.", tingkat=Tingkat.PERINGATAN)
    seen: dict[tuple[Any, ...], int] = {}
    for number in lembar.baris_terisi(head.baris + 1):
        p.baris += 1
        cells = {name: lembar.sel(number, head.kolom[name]) for name in fields if name in head.kolom}
        values = {name: p.baca(lembar.nama, cell, fields[name].widget.clean) for name, cell in cells.items()}
        if any(value is RUSAK for value in values.values()):
            continue
        identity = tuple(values[name] for name in key)
        if identity in seen:
            reason = f"Baris ini sama kuncinya dengan baris {seen[identity]}."
            p.catat(lembar.nama, cells[key[0]], reason, "Hapus salah satu.")
            continue
        seen[identity] = number
        yield BarisDatar(lembar.nama, identity, values, cells)


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
        rows = read_rows(p, lembar, self.kolom, self.kunci)
        return {row.kunci if len(row.kunci) > 1 else row.kunci[0]: row for row in rows}

    def template(self, rows: Iterator[Any] | list[Any]) -> LembarTemplat:
        """Return the sheet filled with stored rows."""
        return LembarTemplat(
            nama=self.lembar,
            judul=(self.lembar,),
            kolom=[
                KolomTemplat(
                    kode=name,
                    judul=each.column_name,
                    jenis=each.widget.jenis,
                    wajib=each.widget.wajib,
                    sinonim=each.sinonim,
                    pilihan=each.widget.pilihan,
                    lebar=each.lebar,
                    petunjuk=each.petunjuk,
                )
                for name, each in self.kolom.items()
            ],
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
