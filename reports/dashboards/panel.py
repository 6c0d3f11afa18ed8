"""The panels of the dashboard as what a template shows: words, marks, links and drawings."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from indicators.models import Indikator
from renstra.lib.numbers import format_number
from renstra.lib.numbers import format_rupiah as rupiah
from reports.choices import KeadaanAngka
from reports.dashboards import gambar
from reports.dashboards.kata import figure, judged, miliar, percent, target
from reports.selectors.dasbor import Dasbor, Kartu, KesehatanUnit, Penilaian, Perhatian, SorotProgram
from reports.selectors.profil import TahunProfil, TargetDokumen
from targets.formulas import NilaiTarget
from targets.models import ROMAWI
from targets.selectors.angka import figure as row_figure
from targets.selectors.lembar import parent_of
from targets.selectors.rincian import figure_text

SHOWN_ATTENTION = 8


def card(kartu: Kartu) -> dict[str, Any]:
    """Return a card: what was reached, against what, how that is judged, and where it leads."""
    found, indikator = kartu.penilaian, kartu.indikator
    return {
        **line(found),
        "unit": indikator.penanggung_jawab,
        "grafik": gambar.path(kartu),
        "terakhir": last_year(kartu),
        "akhir_tahun": figure(indikator, kartu.akhir_tahun),
        "cara_tahun": kartu.akhir_tahun.rumus,
        "akhir_tahun_persen": percent(kartu.akhir_tahun_persen) if kartu.akhir_tahun.nilai is not None else "",
        "akhir_renstra": figure(indikator, kartu.akhir_renstra),
        "cara_renstra": kartu.akhir_renstra.rumus,
        "akhir_renstra_persen": (
            percent(kartu.akhir_renstra_persen) if kartu.akhir_renstra.nilai is not None else ""
        ),
        "target_renstra": target(indikator, kartu.target_renstra),
        "laju": figure(indikator, kartu.laju) if kartu.laju.nilai is not None else "",
        "laju_rumus": kartu.laju.rumus,
        "triwulan": quarters(kartu),
    }


def quarters(kartu: Kartu) -> list[tuple[str, str]]:
    """Return what was typed for each quarter so far, a dash where nothing was; empty where nothing was at all."""
    typed = [row_figure(row) for row in kartu.triwulan]
    if all(value is None for value in typed):
        return []
    return [
        (ROMAWI[place], "–" if value is None else figure_text(kartu.indikator, value))
        for place, value in enumerate(typed)
    ]


def last_year(kartu: Kartu) -> dict[str, Any] | None:
    """Return the last whole year known, where the asked year has no figure of its own yet."""
    found, indikator = kartu.terakhir, kartu.indikator
    if found is None or kartu.penilaian.realisasi.nilai is not None:
        return None
    return {
        "tahun": found.tahun,
        "realisasi": figure(indikator, found.realisasi),
        "target": target(indikator, found.target) or "–",
        "capaian": percent(found.capaian),
        "predikat": judged(found.capaian, dinilai=found.capaian.persis is not None),
    }


def line(found: Penilaian) -> dict[str, Any]:
    """Return an indicator in one line: figure, target, capaian, predicate, state of its data."""
    indikator = found.indikator
    return {
        "indikator": indikator,
        "tautan": reverse("indikator", args=[indikator.pk]),
        "realisasi": figure(indikator, found.realisasi),
        "ada": found.realisasi.nilai is not None,
        "target": target(indikator, found.target) or "–",
        "dasar": found.dasar,
        "capaian": percent(found.capaian),
        "dinilai": found.dinilai,
        "predikat": judged(found.capaian, dinilai=found.dinilai),
        "keadaan": found.keadaan,
    }


def attention(each: Perhatian) -> dict[str, Any]:
    return {
        **line(each.penilaian),
        "jarak": format_number(each.penilaian.jarak, 2),
        "triwulan": f"triwulan {ROMAWI[each.triwulan - 1]}" if each.triwulan else "",
        "penghambat": each.penghambat,
        "tindak_lanjut": each.tindak_lanjut,
    }


def program(each: SorotProgram) -> dict[str, Any]:
    """Return a program: its capaian beside its money."""
    return {
        "kode": each.line.kode,
        "nama": each.nama,
        "capaian": percent(each.capaian),
        "predikat": judged(each.capaian, dinilai=each.capaian.persis is not None),
        "cakupan": str(each.capaian.cakupan or ""),
        "pagu": rupiah(each.uang.target),
        "realisasi": rupiah(each.uang.tahun),
        "serapan": percent(each.serapan),
    }


def unit(each: KesehatanUnit, tahun: int, triwulan: int) -> dict[str, Any]:
    """Return a unit of the league: how complete, on time, verified; in the order of the office, never ranked."""
    place = (each.unit.perangkat_daerah.kode, each.unit.kode, tahun, triwulan)
    return {
        "unit": each.unit,
        "tautan": reverse("laporan", args=place),
        "wajib": each.wajib,
        "terisi": each.terisi,
        "berbukti": each.berbukti,
        "keadaan": each.keadaan,
        "kelas": each.laporan.status if each.laporan else "belum-dimulai",
        "ketepatan": str(each.ketepatan),
    }


def health(dasbor: Dasbor, query: str) -> list[dict[str, Any]]:
    """Return how sound the data are: each count of how many, and the list behind it."""
    found = dasbor.kesehatan
    listed = f"{reverse('daftar-indikator')}?{query}"
    board = reverse("papan", args=[dasbor.asked.renstra.perangkat_daerah.kode, dasbor.tahun])
    return [
        {
            "judul": "indikator punya target",
            "ada": found.bertarget,
            "semua": found.indikator,
            "tautan": f"{listed}&keadaan={KeadaanAngka.TANPA_TARGET}",
        },
        {
            "judul": "angka wajib dilaporkan",
            "ada": found.terisi,
            "semua": found.wajib,
            "tautan": f"{listed}&keadaan={KeadaanAngka.BELUM}",
        },
        {
            "judul": "yang dilaporkan terverifikasi",
            "ada": found.terverifikasi,
            "semua": found.terisi,
            "tautan": f"{listed}&keadaan={KeadaanAngka.DRAF}",
        },
        {
            "judul": "yang dilaporkan berbukti",
            "ada": found.berbukti,
            "semua": found.terisi,
            "tautan": board,
        },
    ]


def money(dasbor: Dasbor) -> dict[str, Any]:
    """Return the money of the agency to date: pagu, realisasi, share, and each quarter."""
    total = dasbor.evaluasi.total.uang
    if total is None:
        return {}
    return {
        "pagu": miliar(total.target),
        "pagu_penuh": rupiah(total.target),
        "realisasi": miliar(total.tahun),
        "realisasi_penuh": rupiah(total.tahun),
        "serapan": percent(total.tingkat_tahun),
        "triwulan": [
            (ROMAWI[place], rupiah(value) or "–") for place, value in enumerate(total.triwulan[: dasbor.triwulan])
        ],
    }


def counts(found: Iterable[Penilaian]) -> list[tuple[int, dict[str, str]]]:
    """Return how many indicators have each predicate, and how many are not judged."""
    words = [judged(each.capaian, dinilai=each.dinilai) for each in found]
    by_kind = {word["kelas"]: word for word in words}
    if "tanpa" in by_kind:
        by_kind["tanpa"] = by_kind["tanpa"] | {"kata": "belum dinilai"}
    order = [kind for kind in ("st", "t", "s", "r", "sr", "tanpa") if kind in by_kind]
    return [(sum(word["kelas"] == kind for word in words), by_kind[kind]) for kind in order]


def identity(indikator: Indikator) -> list[tuple[str, str]]:
    """Return what an indicator is and how it is counted, in words; what is not stated is left out."""
    measured = parent_of(indikator)
    kinds = {"IKU": indikator.iku, "IKK": indikator.ikk, "SPM": indikator.spm}
    marks = [name for name, is_one in kinds.items() if is_one]
    lines = [
        ("Mengukur", str(measured)),
        ("Penanggung jawab", str(indikator.penanggung_jawab)),
        ("Satuan", indikator.satuan),
        ("Golongan", ", ".join(marks)),
        ("Definisi operasional", indikator.definisi),
        ("Rumus", indikator.rumus),
        ("Pembilang", indikator.pembilang),
        ("Penyebut", indikator.penyebut),
        ("Arah", indikator.get_polaritas_display()),
        ("Cara mengisi", indikator.get_cara_isi_display()),
        ("Dilaporkan", indikator.get_frekuensi_display()),
        ("Triwulan menjadi tahun", indikator.get_akumulasi_triwulan_display()),
        ("Tahun menjadi Renstra", indikator.get_akumulasi_tahun_display()),
        ("Sumber data", indikator.sumber_data),
        ("Tafsir", indikator.tafsir),
    ]
    return [(label, text) for label, text in lines if text]


def profile_year(indikator: Indikator, year: TahunProfil) -> dict[str, Any]:
    return {
        "tahun": year.tahun,
        "triwulan": [figure_text(indikator, value) if value is not None else "–" for value in year.triwulan],
        "setahun": figure(indikator, year.setahun),
        "target": target(indikator, year.target) or "–",
    }


def document_targets(indikator: Indikator, stated: TargetDokumen, years: Iterable[int]) -> dict[str, Any]:
    return {
        "dokumen": stated.dokumen,
        "status": stated.status,
        "nilai": [target(indikator, stated.nilai.get(year, NilaiTarget())) or "–" for year in years],
    }
