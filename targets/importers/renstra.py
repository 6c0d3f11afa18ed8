"""Loads a Renstra from its data files in fixtures/: the whole plan in one transaction, or nothing."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from indicators.models import Hasil, Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import (
    ArahKebijakan,
    BidangUrusan,
    Dokumen,
    Jabatan,
    Kegiatan,
    Landasan,
    Misi,
    PemerintahDaerah,
    Penahapan,
    PerangkatDaerah,
    PlanRow,
    Prioritas,
    Program,
    Renstra,
    Sasaran,
    Subkegiatan,
    Tujuan,
    UnitKerja,
    Urusan,
)
from renstra.lib.tsv import Line, read_lines
from targets.choices import JenisTarget
from targets.importers.loading import LoadReport, Store
from targets.models import CatatanSumber, NilaiTercetak, Pagu, RealisasiTahunan, Target

M = TypeVar("M", bound=models.Model)


def load_renstra(folder: Path, *, overwrite: bool = False) -> LoadReport:
    """Load every data file of `folder`; see fixtures/README.md for the files and their columns.

    Raises `FixtureError` naming file, line and column; then nothing is stored. Running it again creates
    nothing; rows that differ are listed, and changed only with `overwrite`.
    """
    loader = RenstraLoader(folder, overwrite=overwrite)
    with transaction.atomic():
        for file, load in loader.files().items():
            for line in read_lines(folder / f"{file}.tsv"):
                load(line)
    return loader.store.report


class RenstraLoader:
    """One method per data file; a reference to a row not loaded before is an error of that line."""

    def __init__(self, folder: Path, *, overwrite: bool) -> None:
        self.folder = folder
        self.store = Store(overwrite=overwrite)
        self.refs: dict[tuple[type[models.Model], tuple[str, ...]], Any] = {}

    def files(self) -> dict[str, Callable[[Line], None]]:
        """Return the files in loading order: what is referred to comes first."""
        return {
            "pemerintah_daerah": self.pemerintah_daerah,
            "perangkat_daerah": self.perangkat_daerah,
            "unit_kerja": self.unit_kerja,
            "jabatan": self.jabatan,
            "renstra": self.renstra,
            "misi": self.misi,
            "landasan": self.landasan,
            "tujuan": self.tujuan,
            "sasaran": self.sasaran,
            "urusan": self.urusan,
            "bidang_urusan": self.bidang_urusan,
            "program": self.program,
            "kegiatan": self.kegiatan,
            "subkegiatan": self.subkegiatan,
            "hasil": self.hasil,
            "indikator": self.indikator,
            "target": self.target,
            "target_2021": self.target,
            "realisasi_2021": self.realisasi,
            "pagu": self.pagu,
            "penahapan": self.penahapan,
            "arah_kebijakan": self.arah_kebijakan,
            "prioritas": self.prioritas,
            "nilai_tercetak": self.nilai_tercetak,
            "catatan_sumber": self.catatan_sumber,
        }

    @cached_property
    def baselines(self) -> dict[tuple[str, str], Decimal | None]:
        """The baselines by Renstra and indicator: printed beside the targets, kept with the indicator."""
        lines = read_lines(self.folder / "target.tsv")
        return {(line.required("renstra"), line.required("indikator")): line.decimal("baseline") for line in lines}

    # References -------------------------------------------------------------------------------------------

    def find(self, line: Line, model: type[M], column: str, *scope: str) -> M:
        """Return the loaded row that `column` names within `scope` (for example the Renstra code)."""
        key = (*scope, line.required(column))
        try:
            row: M = self.refs[model, key]
        except KeyError:
            name = model._meta.verbose_name
            raise line.error(f"{name} “{key[-1]}” (kolom “{column}”) belum ada; periksa kodenya.") from None
        return row

    def find_optional(self, line: Line, model: type[M], column: str, *scope: str) -> M | None:
        return self.find(line, model, column, *scope) if line.text(column) else None

    def plan(self, line: Line) -> tuple[Renstra, str]:
        renstra = self.find(line, Renstra, "renstra")
        return renstra, renstra.kode

    def put(
        self, line: Line, model: type[M], ref: tuple[str, ...], key: dict[str, Any], values: dict[str, Any]
    ) -> M:
        if (model, ref) in self.refs:
            raise line.error(f"{model._meta.verbose_name} “{ref[-1]}” tertulis dua kali; hapus salah satu.")
        row = self.refs[model, ref] = self.store.put(line, model, key, values)
        return row

    # Organisation -----------------------------------------------------------------------------------------

    def pemerintah_daerah(self, line: Line) -> None:
        kode = line.required("kode")
        values = {"nama": line.required("nama"), "ibu_kota": line.required("ibu_kota")}
        self.put(line, PemerintahDaerah, (kode,), {"kode": kode}, values)

    def perangkat_daerah(self, line: Line) -> None:
        kode = line.required("kode")
        values = {
            "pemerintah_daerah": self.find(line, PemerintahDaerah, "pemerintah_daerah"),
            "nama": line.required("nama"),
            "nama_singkat": line.required("nama_singkat"),
        }
        self.put(line, PerangkatDaerah, (kode,), {"kode": kode}, values)

    def unit_kerja(self, line: Line) -> None:
        agency = self.find(line, PerangkatDaerah, "perangkat_daerah")
        kode = line.required("kode")
        values = {
            "nama": line.required("nama"),
            "jenis": line.required("jenis"),
            "urutan": line.integer("urutan"),
        }
        self.put(line, UnitKerja, (agency.kode, kode), {"perangkat_daerah": agency, "kode": kode}, values)

    def jabatan(self, line: Line) -> None:
        kode = line.required("kode")
        agency = self.find_optional(line, PerangkatDaerah, "perangkat_daerah")
        government = agency.pemerintah_daerah if agency else self.only_government(line)
        values = {
            "pemerintah_daerah": government,
            "perangkat_daerah": agency,
            "unit": self.find_optional(line, UnitKerja, "unit", agency.kode) if agency else None,
            "nama": line.required("nama"),
            "jenis": line.required("jenis"),
            "urutan": line.integer("urutan"),
        }
        self.put(line, Jabatan, (kode,), {"kode": kode}, values)

    def only_government(self, line: Line) -> PemerintahDaerah:
        rows = [row for (model, _), row in self.refs.items() if model is PemerintahDaerah]
        if len(rows) != 1:
            raise line.error("jabatan tingkat kota memerlukan tepat satu pemerintah daerah dalam berkas.")
        return rows[0]  # type: ignore[no-any-return]

    # Plan -------------------------------------------------------------------------------------------------

    def renstra(self, line: Line) -> None:
        kode = line.required("kode")
        values = {
            "perangkat_daerah": self.find(line, PerangkatDaerah, "perangkat_daerah"),
            "nama": line.required("nama"),
            "tahun_awal": line.integer("tahun_awal"),
            "tahun_akhir": line.integer("tahun_akhir"),
            "tahun_proyeksi": line.integer("tahun_proyeksi"),
            "tahun_baseline": line.integer("tahun_baseline"),
        }
        renstra = self.put(line, Renstra, (kode,), {"kode": kode}, values)
        key = {
            "renstra": renstra,
            "jenis": JenisDokumen.RENSTRA,
            "tahun": renstra.tahun_awal,
            "perubahan_ke": 0,
        }
        document = {
            "status": StatusDokumen.DITETAPKAN,
            "nomor": line.text("nomor"),
            "tanggal": line.day("tanggal"),
            "berlaku_mulai": line.day("tanggal"),
        }
        self.put(line, Dokumen, (kode,), key, document)

    def misi(self, line: Line) -> None:
        renstra, kode = self.plan(line)
        key = {"renstra": renstra, "nomor": line.integer("nomor")}
        self.put(line, Misi, (kode, line.required("nomor")), key, {"uraian": line.required("uraian")})

    def landasan(self, line: Line) -> None:
        renstra, kode = self.plan(line)
        key = {"renstra": renstra, "jenis": line.required("jenis"), "urutan": line.integer("urutan")}
        ref = (kode, line.required("jenis"), line.required("urutan"))
        self.put(line, Landasan, ref, key, {"uraian": line.required("uraian")})

    def row(self, line: Line, model: type[PlanRow], kode: str, **values: Any) -> None:
        """Put a row of the plan, begun by the Renstra document itself (murni)."""
        renstra, plan = self.plan(line)
        key = {"renstra": renstra, "kode": kode, "mulai": self.refs[Dokumen, (plan,)]}
        self.put(line, model, (plan, kode), key, values)

    def coded(self, line: Line, model: type[PlanRow], **values: Any) -> None:
        self.row(line, model, line.required("kode"), **values)

    def tujuan(self, line: Line) -> None:
        misi = self.find_optional(line, Misi, "misi", line.text("renstra"))
        uraian, urutan = line.required("uraian"), line.integer("urutan")
        self.coded(line, Tujuan, uraian=uraian, urutan=urutan, misi=misi)

    def sasaran(self, line: Line) -> None:
        tujuan = self.find(line, Tujuan, "tujuan", line.text("renstra"))
        uraian, urutan = line.required("uraian"), line.integer("urutan")
        self.coded(line, Sasaran, uraian=uraian, urutan=urutan, tujuan=tujuan)

    def urusan(self, line: Line) -> None:
        self.coded(line, Urusan, nama=line.required("nama"))

    def bidang_urusan(self, line: Line) -> None:
        urusan = self.find(line, Urusan, "urusan", line.text("renstra"))
        self.coded(line, BidangUrusan, nama=line.required("nama"), urusan=urusan)

    def program(self, line: Line) -> None:
        renstra, plan = self.plan(line)
        self.coded(
            line,
            Program,
            nama=line.required("nama"),
            bidang_urusan=self.find(line, BidangUrusan, "bidang_urusan", plan),
            sasaran=self.find_optional(line, Sasaran, "sasaran", plan),
            unit=self.find(line, UnitKerja, "unit", renstra.perangkat_daerah.kode),
            dasar_unit=line.text("dasar_unit"),
        )

    def kegiatan(self, line: Line) -> None:
        program = self.find(line, Program, "program", line.text("renstra"))
        self.coded(line, Kegiatan, nama=line.required("nama"), program=program)

    def subkegiatan(self, line: Line) -> None:
        kegiatan = self.find(line, Kegiatan, "kegiatan", line.text("renstra"))
        self.coded(line, Subkegiatan, nama=line.required("nama"), kegiatan=kegiatan, unit=kegiatan.program.unit)

    # Indicators -------------------------------------------------------------------------------------------

    def hasil(self, line: Line) -> None:
        _, plan = self.plan(line)
        kode = line.required("induk")
        levels: dict[int, Any] = {2: Program, 4: Kegiatan, 5: Subkegiatan}
        model = levels.get(kode.count("."))
        if model is None:
            raise line.error(f"induk “{kode}” bukan kode program, kegiatan, atau subkegiatan.")
        parent = {Program: "program", Kegiatan: "kegiatan", Subkegiatan: "subkegiatan"}[model]
        self.row(
            line,
            Hasil,
            f"{kode}#{line.required('urutan')}",
            **{name: None for name in ("program", "kegiatan", "subkegiatan") if name != parent},
            **{parent: self.find(line, model, "induk", plan)},
            urutan=line.integer("urutan"),
            uraian=line.required("uraian"),
        )

    def indikator(self, line: Line) -> None:
        renstra, plan = self.plan(line)
        parents: dict[str, type[models.Model]] = {
            "tujuan": Tujuan,
            "sasaran": Sasaran,
            "bidang_urusan": BidangUrusan,
            "hasil": Hasil,
        }
        kind = line.required("induk_jenis")
        if kind not in parents:
            raise line.error(f"induk_jenis “{kind}” tidak dikenal; pilih {', '.join(parents)}.")
        tags = {tag for tag in line.text("jenis").replace(" ", "").split(",") if tag}
        choices = ("polaritas", "cara_isi", "frekuensi", "akumulasi_triwulan", "akumulasi_tahun")
        self.coded(
            line,
            Indikator,
            **{name: None for name in parents if name != kind},
            **{kind: self.find(line, parents[kind], "induk", plan)},
            **{tag: tag in tags for tag in ("iku", "ikk", "spm")},
            **{name: line.required(name) for name in choices},
            baseline=self.baselines.get((plan, line.required("kode"))),
            urutan=line.integer("urutan"),
            nama=line.required("nama"),
            satuan=line.required("satuan"),
            tafsir=line.text("tafsir"),
            penanggung_jawab=self.find(line, UnitKerja, "penanggung_jawab", renstra.perangkat_daerah.kode),
        )

    # Figures ----------------------------------------------------------------------------------------------

    def target(self, line: Line) -> None:
        _, plan = self.plan(line)
        indikator = self.find(line, Indikator, "indikator", plan)
        document = self.refs[Dokumen, (plan,)]
        for column in line.cells:
            if (value := self.figure(line, column)) is None:
                continue
            final = column == "akhir_periode"
            year = indikator.renstra.tahun_akhir if final else int(column)
            kind = JenisTarget.AKHIR_PERIODE if final else JenisTarget.TAHUNAN
            key = {"dokumen": document, "indikator": indikator, "tahun": year, "jenis": kind}
            self.put(line, Target, (plan, indikator.kode, column), key, {"nilai": value})

    @staticmethod
    def figure(line: Line, column: str) -> Any:
        figures = column == "akhir_periode" or column.isdecimal()
        return line.decimal(column) if figures else None

    def realisasi(self, line: Line) -> None:
        _, plan = self.plan(line)
        indikator = self.find(line, Indikator, "indikator", plan)
        for column in line.cells:
            if (value := self.figure(line, column)) is not None:
                key = {"indikator": indikator, "tahun": int(column)}
                values = {"nilai": value, "sumber": line.required("sumber")}
                self.put(line, RealisasiTahunan, (plan, indikator.kode, column), key, values)

    def pagu(self, line: Line) -> None:
        _, plan = self.plan(line)
        subkegiatan = self.find(line, Subkegiatan, "subkegiatan", plan)
        for column in line.cells:
            if (value := self.figure(line, column)) is not None:
                document = self.refs[Dokumen, (plan,)]
                key = {
                    "dokumen": document,
                    "subkegiatan": subkegiatan,
                    "tahun": int(column),
                    "sumber_dana": "",
                }
                self.put(line, Pagu, (plan, subkegiatan.kode, column), key, {"nilai": value})

    # Tables kept as printed -------------------------------------------------------------------------------

    def penahapan(self, line: Line) -> None:
        renstra, plan = self.plan(line)
        key = {"renstra": renstra, "tahap": line.integer("tahap"), "urutan": line.integer("urutan")}
        values = {"kode": line.required("kode"), "uraian": line.required("uraian")}
        self.put(line, Penahapan, (plan, line.text("tahap"), line.text("urutan")), key, values)

    def arah_kebijakan(self, line: Line) -> None:
        renstra, plan = self.plan(line)
        names = ("operasionalisasi_nspk", "arah_kebijakan_rpjmd", "arah_kebijakan", "keterangan")
        key = {"renstra": renstra, "nomor": line.integer("nomor")}
        values = {name: line.text(name) for name in names}
        self.put(line, ArahKebijakan, (plan, line.required("nomor")), key, values)

    def prioritas(self, line: Line) -> None:
        renstra, plan = self.plan(line)
        names = (
            "misi",
            "tujuan_sasaran",
            "indikator_tujuan_sasaran",
            "outcome",
            "indikator",
            "program_tercetak",
        )
        values: dict[str, Any] = {name: line.text(name) for name in names}
        values["program"] = self.find_optional(line, Program, "program", plan)
        key = {"renstra": renstra, "urutan": line.integer("urutan")}
        self.put(line, Prioritas, (plan, line.required("urutan")), key, values)

    def nilai_tercetak(self, line: Line) -> None:
        _, plan = self.plan(line)
        place = {name: line.required(name) for name in ("tabel", "baris", "kolom")}
        values = {"teks": line.text("teks"), "nilai": line.decimal("nilai"), "sumber": line.text("sumber")}
        key = {"dokumen": self.refs[Dokumen, (plan,)], **place}
        self.put(line, NilaiTercetak, (plan, *place.values()), key, values)

    def catatan_sumber(self, line: Line) -> None:
        _, plan = self.plan(line)
        values = {
            "jenis": line.required("jenis"),
            "tempat": ", ".join(part for part in (line.text("tabel"), line.text("tempat")) if part),
            "uraian": line.required("uraian"),
        }
        kode = line.required("kode")
        key = {"dokumen": self.refs[Dokumen, (plan,)], "kode": kode}
        self.put(line, CatatanSumber, (plan, kode), key, values)
