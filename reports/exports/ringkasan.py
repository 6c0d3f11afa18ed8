"""The executive summary: the panels of the dashboard on one page for the Kepala Dinas, on a few for a meeting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import Truncator

from renstra.grafik import tanda
from renstra.lib.errors import RenstraError
from renstra.lib.waktu import format_waktu
from renstra.tabular import Kop, Paper
from renstra.tabular.html import draw_kop
from renstra.tabular.pdf import page_rules, render_within, whole_document
from reports.choices import KeadaanAngka
from reports.dashboards import gambar, panel
from reports.exports.berkas import Export, kept_pdf
from reports.selectors.dasbor import Dasbor, Kartu, SorotProgram
from reports.tables.registry import marks_of
from targets.models import ROMAWI

RULES = Path(__file__).with_name("ringkasan.css")
CHART_WIDTH = 280.0


@dataclass(frozen=True, slots=True)
class Muatan:
    """How much of each panel is shown, and how large; lengths of drawings in units of `renstra.grafik`.

    `huruf` is the size of the letters in points, `kata` how many characters of a narrative are printed.
    """

    iku: int
    grafik: float
    perhatian: int
    program: int
    unit: int
    kuadran: bool
    kata: int = 160
    nama: int = 400
    huruf: float = 8.0
    tujuan: int = 0
    prakiraan: bool = False


@dataclass(frozen=True, slots=True)
class Ukuran:
    """A summary: its title, the pages it may take, and what is tried in turn until it fits."""

    judul: str
    pengantar: str
    halaman: int
    muatan: tuple[Muatan, ...]


SATU_HALAMAN = Ukuran(
    "Ringkasan Kinerja",
    "Untuk Kepala Perangkat Daerah",
    1,
    (
        Muatan(iku=12, grafik=84, perhatian=5, program=12, unit=10, kuadran=True),
        Muatan(iku=12, grafik=115, perhatian=5, program=12, unit=10, kuadran=False),
        Muatan(iku=12, grafik=70, perhatian=5, program=12, unit=10, kuadran=False),
        Muatan(iku=12, grafik=54, perhatian=4, program=12, unit=10, kuadran=False, kata=120),
        Muatan(iku=12, grafik=0, perhatian=4, program=10, unit=10, kuadran=False, kata=90, nama=120, huruf=7.5),
        Muatan(iku=12, grafik=0, perhatian=3, program=6, unit=6, kuadran=False, kata=60, nama=80, huruf=7),
        Muatan(iku=6, grafik=0, perhatian=2, program=4, unit=4, kuadran=False, kata=40, nama=60, huruf=7),
    ),
)
LENGKAP = Ukuran(
    "Ringkasan Kinerja Lengkap",
    "Bahan rapat pimpinan daerah",
    4,
    (
        Muatan(50, 100, 10, 40, 40, kuadran=True, kata=600, huruf=8.5, tujuan=50, prakiraan=True),
        Muatan(24, 84, 8, 20, 20, kuadran=True, kata=300, huruf=8, tujuan=12, prakiraan=True),
        Muatan(24, 54, 6, 20, 20, kuadran=True, kata=160, nama=160, tujuan=8),
        Muatan(24, 0, 6, 12, 12, kuadran=False, kata=90, nama=90, huruf=7.5),
    ),
)
UKURAN: Mapping[str, Ukuran] = {"satu-halaman": SATU_HALAMAN, "lengkap": LENGKAP}


def export_ringkasan(dasbor: Dasbor, ukuran: str) -> Export:
    """Return the summary as a PDF within its pages; raises `RenstraError` for a size there is not."""
    if ukuran not in UKURAN:
        raise RenstraError(f"Ringkasan “{ukuran}” tidak dikenal. Yang ada: {', '.join(UKURAN)}.")
    chosen = UKURAN[ukuran]
    content = kept_pdf(source(dasbor, chosen, chosen.muatan[0]), lambda: _fitted(dasbor, chosen))
    name = f"ringkasan-{ukuran}-{dasbor.tahun}-tw{dasbor.triwulan}.pdf"
    return Export(name, "application/pdf", content)


def _fitted(dasbor: Dasbor, ukuran: Ukuran) -> bytes:
    """Return the fullest that fits; what even the least does not hold is a defect of the sizes above."""
    for muatan in ukuran.muatan:
        pdf = render_within(source(dasbor, ukuran, muatan), ukuran.halaman)
        if pdf is not None:
            return pdf
    raise AssertionError(f"{ukuran.judul} tidak muat di {ukuran.halaman} halaman")


def source(dasbor: Dasbor, ukuran: Ukuran, muatan: Muatan) -> str:
    """Return the document: what decides the bytes."""
    asked = dasbor.asked
    agency, mark = asked.renstra.perangkat_daerah, marks_of(asked)
    title = f"{ukuran.judul} Triwulan {ROMAWI[dasbor.triwulan - 1]} {dasbor.tahun}"
    kop = Kop(f"Pemerintah {agency.pemerintah_daerah.nama}".upper(), agency.nama.upper())
    context = {"ukuran": ukuran, "judul": title, "kop": draw_kop(kop), "mark": mark, **_panels(dasbor, muatan)}
    rules = (
        page_rules(Paper.F4_PORTRAIT, asked.keadaan.terakhir, mark),
        RULES.read_text(encoding="utf-8"),
        f"body{{font-size:{muatan.huruf:g}pt}}",
    )
    body = render_to_string("reports/ringkasan_pdf.html", context)
    return whole_document(f"{title} – {agency}", str(agency), "".join(rules), body)


def _panels(dasbor: Dasbor, muatan: Muatan) -> dict[str, Any]:
    """Return the panels of the front page, as far as they are shown, and of each how many are left out."""
    asked, health = dasbor.asked, dasbor.kesehatan
    reported = [each for each in health.unit if each.wajib or each.laporan]
    return {
        "dengan_draf": asked.dengan_draf,
        "data_per": format_waktu(asked.keadaan.terakhir) if asked.keadaan.terakhir else "",
        "unit_terverifikasi": health.unit_terverifikasi,
        "unit_wajib": health.unit_wajib,
        "kesehatan": panel.health(dasbor, ""),
        "predikat": [(count, _marked(word)) for count, word in panel.counts(dasbor.penilaian.values())],
        "iku": list(_cards(dasbor.iku[: muatan.iku], muatan)),
        "iku_lain": max(len(dasbor.iku) - muatan.iku, 0),
        "tujuan": list(_cards(dasbor.tujuan_sasaran[: muatan.tujuan], muatan)),
        "tujuan_lain": max(len(dasbor.tujuan_sasaran) - muatan.tujuan, 0) if muatan.tujuan else 0,
        "perhatian": [_attention(panel.attention(e), muatan) for e in dasbor.perhatian[: muatan.perhatian]],
        "perhatian_lain": max(len(dasbor.perhatian) - muatan.perhatian, 0),
        "kuadran": gambar.programs(dasbor.program, dasbor.triwulan) if muatan.kuadran else None,
        "program": [_program(each, dasbor, muatan) for each in dasbor.program[: muatan.program]],
        "program_lain": max(len(dasbor.program) - muatan.program, 0),
        "uang": panel.money(dasbor),
        "unit": [panel.unit(each, dasbor.tahun, dasbor.triwulan) for each in reported[: muatan.unit]],
        "unit_lain": max(len(reported) - muatan.unit, 0),
        "prakiraan": muatan.prakiraan,
    }


def _cards(found: tuple[Kartu, ...], muatan: Muatan) -> Iterator[dict[str, Any]]:
    size = (CHART_WIDTH, muatan.grafik)
    for each in found:
        chart = gambar.path(each, size, ringkas=True) if muatan.grafik else None
        row = _line(panel.card(each), muatan) | {"grafik": chart}
        if row["terakhir"]:
            row["terakhir"] = row["terakhir"] | {"predikat": _marked(row["terakhir"]["predikat"])}
        yield row


def _attention(row: dict[str, Any], muatan: Muatan) -> dict[str, Any]:
    texts = {name: Truncator(row[name]).chars(muatan.kata) for name in ("penghambat", "tindak_lanjut")}
    return _line(row, muatan) | texts


def _program(program: SorotProgram, dasbor: Dasbor, muatan: Muatan) -> dict[str, Any]:
    return _line(panel.program(program), muatan) | {"letak": gambar.spent_not_achieved(program, dasbor.triwulan)}


def _line(row: dict[str, Any], muatan: Muatan) -> dict[str, Any]:
    nama = str(row["indikator"].nama) if "indikator" in row else str(row["nama"])
    belum = row.get("keadaan") == KeadaanAngka.DRAF
    return row | {
        "nama": Truncator(nama).chars(muatan.nama),
        "predikat": _marked(row["predikat"]),
        "belum_diverifikasi": belum,
    }


def _marked(word: dict[str, str]) -> dict[str, Any]:
    """Return a predicate with its mark drawn: the letters of the print have no such signs."""
    level = word["kelas"].upper()
    return word | {"gambar": tanda(gambar.LEVELS.index(level) if level in gambar.LEVELS else None)}
