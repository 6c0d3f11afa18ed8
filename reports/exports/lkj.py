"""Chapter III of the LKj as a Word document (outline of PermenPANRB 53/2014), for staff to finish by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

from django.utils import timezone
from docx.document import Document as Docx
from docx.shared import Pt

from renstra.grafik import batang_berpasangan
from renstra.lib.numbers import format_number, format_tanggal
from renstra.tabular import Table
from renstra.tabular.columns import Kind, Value
from renstra.tabular.docx import (
    LANDSCAPE,
    PORTRAIT,
    add_caption,
    add_gap,
    add_picture,
    add_section,
    add_table,
    new_document,
    packed,
    set_marks,
)
from renstra.tabular.text import cell_text
from reports.exports.berkas import Export
from reports.selectors.lkj import Butir, Faktor, Kelompok, Lkj
from reports.selectors.permintaan import Permintaan
from reports.tables.lkj import anggaran, pengukuran, perbandingan
from reports.tables.lkj import efisiensi as hemat
from reports.tables.lkj.faktor import written
from reports.tables.lkj.kolom import reached, target
from reports.tables.registry import marks_of
from targets.formulas import Hasil, Nilai, as_stated, decimal, efisiensi, kategori_efisiensi, predikat

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHAPTER = "3"


def export_lkj(asked: Permintaan) -> Export:
    """Return the chapter of the asked year as a file."""
    return Export(f"lkj-bab-iii-{asked.tahun}.docx", DOCX, Chapter(Lkj(asked)).write())


class Chapter:
    """Writes the chapter from top to bottom; tables and pictures are numbered as they come."""

    def __init__(self, lkj: Lkj) -> None:
        self.lkj, self.asked = lkj, lkj.asked
        agency = self.asked.renstra.perangkat_daerah
        self.document: Docx = new_document(
            f"Laporan Kinerja {agency} Tahun {lkj.tahun} – Bab III",
            author=str(agency),
            subject=f"{agency} {agency.pemerintah_daerah}, {self.asked.renstra}",
            moment=self.asked.keadaan.terakhir,
        )
        self.tables, self.pictures = count(1), count(1)
        self.explained: set[str] = set()

    def write(self) -> bytes:
        set_marks(self.document, mark=marks_of(self.asked), footer=self._data_moment())
        self.document.add_heading("BAB III AKUNTABILITAS KINERJA", 1)
        self.document.add_heading("A. Capaian Kinerja Organisasi", 2)
        self._overview()
        for group in self.lkj.kelompok:
            self._group(group)
        self._recapitulation()
        self.document.add_heading("B. Realisasi Anggaran", 2)
        self._budget()
        return packed(self.document)

    def _data_moment(self) -> str:
        moment = self.asked.keadaan.terakhir
        if moment is None:
            return ""
        local = timezone.localtime(moment)
        return f"Data per {format_tanggal(local.date())} pukul {local:%H.%M}"

    def _overview(self) -> None:
        mean = self.lkj.rata(self.lkj.butir)
        self._say(
            f"Pengukuran kinerja tahun {self.lkj.tahun} membandingkan realisasi dengan target indikator tujuan, "
            f"indikator sasaran, dan Indikator Kinerja Utama. Rata-rata capaiannya {_percent(mean)}{_band(mean)}, "
            f"meliputi {mean.cakupan}."
        )
        self._table(pengukuran.skala(self.lkj))
        self._table(pengukuran.pengukuran(self.lkj, self.lkj.kelompok))
        for butir in self.lkj.butir:
            if butir.indikator.iku:
                self._chart(butir)
        add_gap(self.document, "uraian umum capaian kinerja organisasi dan hal yang menonjol tahun ini")

    def _group(self, group: Kelompok) -> None:
        """Write the analyses of one tujuan or sasaran; money is that of sasaran, which programs serve."""
        self.document.add_heading(group.nama, 3)
        if not group.butir:
            add_gap(self.document, f"indikator {group.judul.lower()} belum ada dalam Renstra")
        steps = [self._target, self._earlier, self._progress, self._others, self._causes]
        if group.jenis == "sasaran":
            steps += [self._efficiency, self._programs]
        for step in steps if group.butir or group.jenis == "sasaran" else ():
            step(group)

    def _target(self, group: Kelompok) -> None:
        self._heading(1, f"Target dan realisasi kinerja tahun {self.lkj.tahun}")
        self._table(pengukuran.pengukuran(self.lkj, [group], dengan_sasaran=False), group)
        for each in group.butir:
            self._say(self._sentence(each))
        add_gap(self.document, "jelaskan makna capaian ini bagi masyarakat dan layanan")

    def _sentence(self, butir: Butir) -> str:
        nama, kini = butir.indikator.nama.rstrip("."), butir.kini
        if kini.realisasi.persis is None:
            return f"{nama}: realisasi {kini.realisasi.alasan}."
        wanted = target(butir, kini.target)
        said = f"{nama} ({butir.indikator.satuan}): realisasi {_written(reached(butir))}"
        if wanted is None:
            return f"{said}; target belum ditetapkan."
        return f"{said} dari target {_written(wanted)}, capaian {_percent(kini.capaian)}{_band(kini.capaian)}."

    def _earlier(self, group: Kelompok) -> None:
        self._heading(2, f"Realisasi dan capaian dibandingkan dengan tahun {self.lkj.tahun - 1}")
        before = self.lkj.tahun - 1
        table = perbandingan.tahun_lalu(self.lkj, [group], dengan_sasaran=False, dari=before)
        self._table(table, group)
        for each in group.butir:
            compared = self.lkj.riwayat_of(each).perkembangan
            if not compared.realisasi:
                self._say(f"{each.indikator.nama.rstrip('.')}: {compared.kinerja} dengan tahun {before}.")
        add_gap(self.document, "jelaskan penyebab kenaikan atau penurunan")

    def _progress(self, group: Kelompok) -> None:
        self._heading(3, f"Realisasi sampai tahun {self.lkj.tahun} dibandingkan dengan target akhir Renstra")
        self._table(perbandingan.akhir_renstra(self.lkj, [group], dengan_sasaran=False), group)
        add_gap(self.document, "sebut langkah agar target akhir Renstra tercapai")

    def _others(self, group: Kelompok) -> None:
        self._heading(4, "Realisasi dibandingkan dengan standar nasional")
        self._table(perbandingan.pembanding(self.lkj, [group], dengan_sasaran=False), group)
        if not any(self.lkj.pembanding.get(each.indikator.pk) for each in group.butir):
            add_gap(self.document, "belum ada data pembanding; sebut standar nasional bila ada")

    def _causes(self, group: Kelompok) -> None:
        self._heading(5, "Penyebab keberhasilan atau kegagalan dan solusi yang dilakukan")
        found = [(nama, faktor) for nama, faktor in written(self.lkj, group) if faktor]
        for nama, faktor in found:
            self._say(nama.rstrip("."), bold=True)
            self._factors(faktor)
        if not found:
            self._say("Belum ada faktor yang ditulis pada isian triwulan tahun ini.")
        add_gap(self.document, "simpulkan penyebab keberhasilan atau kegagalan dan solusinya")

    def _factors(self, faktor: Faktor) -> None:
        parts = (("Faktor pendukung", faktor.pendorong), ("Faktor penghambat", faktor.penghambat))
        for label, texts in (*parts, ("Upaya/solusi", faktor.upaya)):
            for text in texts:
                self.document.add_paragraph(f"{label}. {text}", style="List Bullet")

    def _efficiency(self, group: Kelompok) -> None:
        self._heading(6, "Efisiensi penggunaan sumber daya")
        self._table(hemat.tabel_efisiensi(self.lkj, [group]), group)
        used = self.lkj.belanja_of(group).serapan
        gained = efisiensi(self.lkj.rata(group.butir), used)
        if gained.nilai is None:
            self._say(f"Tingkat efisiensi tidak dapat dihitung ({gained.alasan}).")
        else:
            self._say(
                f"Rata-rata capaian {_percent(self.lkj.rata(group.butir))} dengan penyerapan anggaran "
                f"{_percent(used)}: selisih {format_number(gained.nilai, 2)} poin persen, "
                f"{kategori_efisiensi(gained.nilai)}."
            )
        add_gap(self.document, "jelaskan efisiensi pegawai, sarana, dan waktu")

    def _programs(self, group: Kelompok) -> None:
        self._heading(7, "Program dan kegiatan yang menunjang keberhasilan atau kegagalan")
        codes = [each.line.kode for each in self.lkj.belanja_of(group).program]
        self._table(anggaran.anggaran(self.lkj, codes), group)
        add_gap(self.document, "sebut program dan kegiatan yang paling menentukan beserta alasannya")

    def _recapitulation(self) -> None:
        """Write the wide tables of all sasaran on landscape pages, then turn back."""
        add_section(self.document, LANDSCAPE)
        self.document.add_heading("Rekapitulasi Seluruh Tujuan dan Sasaran", 3)
        self._table(perbandingan.tahun_lalu(self.lkj, self.lkj.kelompok))
        self._table(hemat.efisiensi_sasaran(self.lkj, self.lkj.sasaran))
        add_section(self.document, PORTRAIT)

    def _budget(self) -> None:
        money = self.lkj.uang_total
        self._say(
            f"Anggaran tahun {self.lkj.tahun} sebesar Rp {_rupiah(money.pagu)} terealisasi Rp "
            f"{_rupiah(money.realisasi)} atau {_percent(money.serapan)}."
            if money.serapan.persis is not None
            else f"Penyerapan anggaran tahun {self.lkj.tahun} tidak dapat dihitung: {money.serapan.alasan}."
        )
        self._table(anggaran.anggaran(self.lkj))
        add_gap(self.document, "jelaskan program dengan penyerapan paling rendah dan pergeseran anggaran")
        add_section(self.document, LANDSCAPE)
        self._table(anggaran.anggaran_triwulan(self.lkj))

    def _chart(self, butir: Butir) -> None:
        """Draw target and realisasi of an IKU through the Renstra; the picture's text says its figures."""
        years, wanted, found = chart_figures(self.lkj, butir)
        if not wanted and not found:
            return
        pair = (("Target", wanted), ("Realisasi", found))
        skala = butir.indikator.scores()
        grafik = batang_berpasangan(
            butir.indikator.nama,
            years,
            pair,
            tulis=lambda value: _written(as_stated(value, skala)),
            lebar=600,
            tinggi=250,
        )
        said = list(_said(butir, years, wanted, found))
        nama = butir.indikator.nama.rstrip(".")
        add_picture(
            self.document, grafik.png(skala=2.5), width=155, alt=f"Diagram batang {nama}. {'; '.join(said)}."
        )
        title = f"Target dan Realisasi {nama} ({butir.indikator.satuan})"
        add_caption(self.document, "Gambar", CHAPTER, next(self.pictures), title, above=False)

    def _table(self, table: Table, group: Kelompok | None = None) -> None:
        title = f"{table.title}: {group.judul}" if group else table.title
        number = next(self.tables)
        notes = () if table.slug in self.explained else table.notes  # said once, at the first table of its kind
        self.explained.add(table.slug)
        add_caption(self.document, "Tabel", CHAPTER, number, title, above=True)
        add_table(self.document, replace(table, nomor=f"Tabel {CHAPTER}.{number}", title=title, notes=notes))

    def _heading(self, number: int, text: str) -> None:
        self.document.add_heading(f"{number}) {text}", 4)

    def _say(self, text: str, *, bold: bool = False) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = bold
        paragraph.paragraph_format.keep_with_next = bold
        paragraph.paragraph_format.space_before = Pt(6 if bold else 0)


Figures = dict[int, Decimal]


def chart_figures(lkj: Lkj, butir: Butir) -> tuple[Sequence[int], Figures, Figures]:
    """Return the years of the Renstra, and the targets and realisasi that a chart can show as bars."""
    renstra = lkj.asked.renstra
    years = range(renstra.tahun_awal, renstra.tahun_akhir + 1)
    history = lkj.riwayat_of(butir).tahun
    planned = lkj.asked.figures.plan_targets.get(butir.indikator.pk, {})
    wanted = {year: history[year].target if year in history else planned.get(year) for year in years}
    found = {year: stated.realisasi.nilai for year, stated in history.items()}
    bars = {year: stated.nilai for year, stated in wanted.items() if stated}
    return years, _stated(bars), _stated(found)


def _stated(figures: Mapping[int, Nilai | None]) -> Figures:
    return {year: decimal(Fraction(value)) for year, value in figures.items() if value is not None}


def _said(butir: Butir, years: Sequence[int], wanted: Figures, found: Figures) -> Iterator[str]:
    skala = butir.indikator.scores()
    for year in years:
        target_text, found_text = (
            _written(as_stated(values.get(year), skala)) or "belum ada" for values in (wanted, found)
        )
        yield f"{year}: target {target_text}, realisasi {found_text}"


def _written(value: Value | Any) -> str:
    return cell_text(value, Kind.DECIMAL, 2)


def _rupiah(value: Decimal | None) -> str:
    return format_number(value, 0)


def _percent(found: Hasil) -> str:
    return (
        f"{format_number(found.nilai, 2)} %"
        if found.nilai is not None
        else f"tidak dapat dihitung ({found.alasan})"
    )


def _band(found: Hasil) -> str:
    band = predikat(found.nilai)
    return f" ({band.nama})" if band else ""
