"""The official reports by slug: what each is, on which occasion it is sent, and what it needs to be told."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from programs.choices import StatusDokumen
from programs.models import Dokumen
from renstra.lib.errors import RenstraError
from renstra.tabular import Table
from reports.choices import Kesempatan, Penanda, Perlu
from reports.selectors.permintaan import Permintaan
from reports.tables import (
    arah,
    cascading,
    evaluasi_pelayanan,
    evaluasi_rekap,
    evaluasi_renja,
    evaluasi_renstra,
    iku,
    iku_tahun,
    periode_lalu,
    perjanjian,
    program_pagu,
    renaksi,
    renja,
    tujuan_sasaran,
)
from reports.tables.lkj import anggaran, efisiensi, faktor, pengukuran, perbandingan
from reports.tables.lkj import iku as iku_triwulan

EVALUASI = (Penanda.KEPALA_PD, Penanda.PENILAI)
DRAF = "BELUM DIVERIFIKASI"
DEMO = "ANGKA CONTOH (DEMO)"


@dataclass(frozen=True, slots=True)
class Laporan:
    """One official report: its short title, its occasion, and the definition that builds its table."""

    slug: str
    judul: str
    kesempatan: Kesempatan
    perlu: Perlu
    build: Callable[[Permintaan], Table]
    disaring: bool = False
    nama: str = ""
    penanda: tuple[Penanda, ...] = (Penanda.KEPALA_PD,)

    @property
    def sebutan(self) -> str:
        """The name by which the office calls it: Tabel 4.2, Formulir E.81."""
        return self.nama or self.slug.replace("tabel-", "Tabel ")

    @property
    def singkat(self) -> str:
        """The name in a row of links: 4.2, E.81."""
        return self.sebutan.removeprefix("Tabel ").removeprefix("Formulir ")


def of_plan(slug: str, judul: str, build: Callable[[Dokumen], Table], nama: str = "") -> Laporan:
    """Return a table of the Renstra itself: it reads a document and no realisasi."""
    return Laporan(slug, judul, Kesempatan.RENSTRA, Perlu.DOKUMEN, lambda asked: build(asked.dokumen), nama=nama)


def of_year(
    slug: str, judul: str, kesempatan: Kesempatan, build: Callable[[Permintaan], Table], nomor: str
) -> Laporan:
    """Return a report of a year that the head of the agency signs."""
    return Laporan(slug, judul, kesempatan, Perlu.TAHUN, build, nama=f"Tabel {nomor}")


def of_lkj(slug: str, judul: str, build: Callable[[Permintaan], Table], nomor: str) -> Laporan:
    """Return a table of chapter III of the LKj; the Renstra has tables of the same numbers."""
    return of_year(slug, judul, Kesempatan.LKJ, build, f"{nomor} LKj")


RENSTRA = (
    of_plan("tabel-2.5", "Capaian Renstra sebelumnya", periode_lalu.build_capaian),
    of_plan("tabel-2.6", "Capaian SPM", periode_lalu.build_spm),
    of_plan("tabel-3.1", "Tujuan dan sasaran", tujuan_sasaran.build),
    of_plan("tabel-3.2", "Penahapan", arah.build_penahapan),
    of_plan("tabel-3.3", "Arah kebijakan", arah.build_arah_kebijakan),
    of_plan("tabel-4.1", "Program, kegiatan, dan subkegiatan menurut sasaran", cascading.build_cascading),
    Laporan(
        "tabel-4.2",
        "Target dan pagu program, kegiatan, subkegiatan",
        Kesempatan.RENSTRA,
        Perlu.DOKUMEN,
        program_pagu.build_for,
        disaring=True,
    ),
    of_plan("tabel-4.3", "Program prioritas pembangunan daerah", cascading.build_prioritas),
    of_plan("tabel-4.4", "Indikator Kinerja Utama (IKU)", iku.build_iku),
    of_plan("tabel-4.5", "Indikator Kinerja Kunci (IKK)", iku.build_ikk),
    of_plan("iku-manual", "Penetapan IKU", iku_tahun.build_manual, nama="Manual IKU"),
)
TRIWULAN = (
    Laporan(
        "e81",
        "Evaluasi hasil Renja per triwulan",
        Kesempatan.TRIWULAN,
        Perlu.TRIWULAN,
        evaluasi_renja.build_for,
        nama="Formulir E.81",
        penanda=EVALUASI,
    ),
    Laporan(
        "e80",
        "Evaluasi hasil Renstra per tahun",
        Kesempatan.TRIWULAN,
        Perlu.TAHUN,
        evaluasi_renstra.build_for,
        nama="Formulir E.80",
        penanda=EVALUASI,
    ),
)
RENJA = (
    of_year("tc23", "Pencapaian kinerja pelayanan", Kesempatan.RENJA, evaluasi_pelayanan.build_tc23, "T-C.23"),
    of_year(
        "tc24",
        "Anggaran dan realisasi pendanaan pelayanan",
        Kesempatan.RENJA,
        evaluasi_pelayanan.build_tc24,
        "T-C.24",
    ),
    of_year(
        "tc29",
        "Rekapitulasi evaluasi Renja dan pencapaian Renstra",
        Kesempatan.RENJA,
        evaluasi_rekap.build_for,
        "T-C.29",
    ),
    of_year("tc33", "Rumusan rencana program dan kegiatan", Kesempatan.RENJA, renja.build_tc33, "T-C.33"),
    of_year("renja", "Rencana kerja dan pendanaan", Kesempatan.RENJA, renja.build_renja, "4.1 Renja"),
    of_year("iku-tahun", "IKU dan target tahunnya", Kesempatan.RENJA, iku_tahun.build_iku_year, "IKU"),
    of_year("ikk-tahun", "IKK dan target tahunnya", Kesempatan.RENJA, iku_tahun.build_ikk_year, "IKK"),
)
PK = (
    Laporan(
        "pk",
        "Perjanjian Kinerja dengan lampirannya",
        Kesempatan.PK,
        Perlu.TAHUN,
        perjanjian.build_for,
        nama="Perjanjian Kinerja",
        penanda=(),
    ),
    Laporan(
        "renaksi",
        "Rencana Aksi dengan target triwulan",
        Kesempatan.PK,
        Perlu.TAHUN,
        renaksi.build_for,
        nama="Rencana Aksi",
    ),
)
LKJ = (
    of_lkj("lkj-skala", "Skala nilai peringkat kinerja", pengukuran.build_skala, "3.1"),
    of_lkj("lkj-pengukuran", "Pengukuran kinerja", pengukuran.build_for, "3.2"),
    of_lkj("lkj-tahun-lalu", "Perbandingan dengan tahun sebelumnya", perbandingan.build_tahun_lalu, "3.3"),
    of_lkj("lkj-akhir-renstra", "Perbandingan dengan akhir Renstra", perbandingan.build_akhir_renstra, "3.4"),
    of_lkj("lkj-pembanding", "Perbandingan dengan provinsi dan nasional", perbandingan.build_pembanding, "3.5"),
    of_lkj("lkj-faktor", "Analisis faktor keberhasilan dan kegagalan", faktor.build_for, "3.6"),
    of_lkj("lkj-efisiensi", "Efisiensi penggunaan sumber daya", efisiensi.build_for, "3.7"),
    of_lkj("lkj-efisiensi-sasaran", "Efisiensi dan efektivitas per sasaran", efisiensi.build_sasaran, "3.8"),
    of_lkj("lkj-anggaran", "Realisasi anggaran", anggaran.build_for, "3.9"),
    of_lkj("lkj-anggaran-triwulan", "Realisasi anggaran per triwulan", anggaran.build_triwulan, "3.10"),
    Laporan(
        "iku-triwulan",
        "Capaian IKU per triwulan",
        Kesempatan.LKJ,
        Perlu.TAHUN,
        iku_triwulan.build_for,
        nama="Formulir IKU",
    ),
)

LAPORAN = {laporan.slug: laporan for laporan in (*TRIWULAN, *RENJA, *PK, *LKJ, *RENSTRA)}
TABLES = {laporan.slug: laporan for laporan in RENSTRA}
PERIODIC = {slug: laporan for slug, laporan in LAPORAN.items() if laporan.perlu is not Perlu.DOKUMEN}


class UnknownReportError(RenstraError):
    """No official report has this slug; the message lists those there are."""


def find_report(slug: str) -> Laporan:
    if slug not in LAPORAN:
        raise UnknownReportError(f"Laporan “{slug}” tidak dikenal. Yang ada: {', '.join(LAPORAN)}.")
    return LAPORAN[slug]


def build_report(slug: str, asked: Permintaan) -> Table:
    """Build one official report as asked; raises `UnknownReportError`.

    A table of the plan says in its title which perubahan or rancangan it prints. Any other report with drafts or
    demo figures in it says so on every page and in the workbook.
    """
    laporan = find_report(slug)
    table = laporan.build(asked)
    if laporan.perlu is Perlu.DOKUMEN:
        name = edition(asked.dokumen)
        return replace(table, title=f"{table.title} – {name}") if name else table
    return replace(table, watermark=marks_of(asked), data_per=table.data_per or asked.keadaan.terakhir)


def marks_of(asked: Permintaan) -> str:
    """Return what stands on every page of what is asked: demo figures, drafts; "" where neither is in it."""
    marks = [mark for mark, holds in ((DEMO, asked.keadaan.demo), (DRAF, asked.dengan_draf)) if holds]
    return " – ".join(marks)


def edition(dokumen: Dokumen) -> str:
    """Return how a document other than the plan as first enacted names itself; "" for that one."""
    name = f"Renstra Perubahan {dokumen.perubahan_ke}" if dokumen.perubahan_ke else "Renstra"
    if dokumen.status != StatusDokumen.DITETAPKAN:
        return f"{name} ({dokumen.get_status_display().lower()})"
    return name if dokumen.perubahan_ke else ""


def period(laporan: Laporan, asked: Permintaan) -> str:
    """Return what a file name says of the period: the year, with the quarter where the report has one."""
    if laporan.perlu is Perlu.DOKUMEN:
        return edition(asked.dokumen)
    if laporan.perlu is Perlu.TRIWULAN:
        return f"{asked.tahun} tw{asked.triwulan}"
    ke = {None: "", 0: "murni"}.get(asked.perubahan_ke, f"perubahan {asked.perubahan_ke}")
    return " ".join(filter(None, (str(asked.tahun), ke, asked.unit)))
