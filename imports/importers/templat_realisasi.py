"""The workbook of a quarter to fill: the rows of the units a person enters for, with what is stored now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from imports.importers.hak_laporan import HakLaporan, Tempat
from imports.importers.lembar_realisasi import ANGGARAN, EVALUASI, KINERJA, LembarIsian
from imports.services.pengimpor import Tujuan
from imports.templat import TERTUTUP, BukuTemplat, LembarTemplat
from indicators.models import Indikator
from targets.forms.lembar import quarter_text
from targets.models import ROMAWI
from targets.permissions import entry_units
from targets.selectors.lembar import BarisAnggaran, BarisKinerja, Lembar, entry_sheet, money_to_date
from targets.selectors.rincian import stated_text
from targets.services.realisasi import COLUMNS, KOLOM_ANGKA

PETUNJUK = (
    "Isi realisasi menurut cara isi indikatornya, sama seperti pada halaman isian.",
    "Sel tersimpan yang dikosongkan akan dihapus nilainya; pratinjau memperlihatkan setiap selnya.",
    "Baris yang dihapus dari lembar tidak mengubah apa pun.",
    "Berkas buatan sendiri boleh memuat beberapa triwulan sekaligus: sebut pada kolom Tahun dan Triwulan.",
)


def template(tujuan: Tujuan) -> BukuTemplat:
    """Return the workbook of the chosen quarter."""
    assert tujuan.renstra and tujuan.tahun and tujuan.triwulan  # noqa: S101 — chosen before
    agency = tujuan.renstra.perangkat_daerah_id
    units = [unit for unit in entry_units(tujuan.user) if unit.perangkat_daerah_id == agency]
    places = [Tempat(unit.pk, tujuan.tahun, tujuan.triwulan) for unit in units]
    reports = HakLaporan(tujuan.renstra, tujuan.user, tujuan.at, places).laporan
    sheets = [
        entry_sheet(
            renstra=tujuan.renstra,
            unit=unit,
            tahun=tujuan.tahun,
            triwulan=tujuan.triwulan,
            laporan=reports.get(place),
        )
        for unit, place in zip(units, places, strict=True)
    ]
    quarter = f"Triwulan {ROMAWI[tujuan.triwulan - 1]} {tujuan.tahun}"
    kinerja = [_kinerja(sheet, row) for sheet in sheets for row in sheet.kinerja]
    anggaran = [_anggaran(sheet, row) for sheet in sheets for row in sheet.anggaran]
    return BukuTemplat(
        nama=f"realisasi-{tujuan.renstra.perangkat_daerah.kode}-{tujuan.tahun}-tw{tujuan.triwulan}",
        petunjuk=PETUNJUK,
        lembar=[
            _sheet(KINERJA, f"Realisasi kinerja {quarter}", sheets, kinerja),
            _sheet(ANGGARAN, f"Realisasi anggaran {quarter}", sheets, anggaran),
            _sheet(EVALUASI, f"Evaluasi {quarter}", sheets, [_evaluasi(sheet) for sheet in sheets]),
        ],
    )


def _sheet(isian: LembarIsian, judul: str, sheets: Sequence[Lembar], rows: list[dict[str, Any]]) -> LembarTemplat:
    codes = {kode: kode for sheet in sheets for row in sheet.kinerja for kode in row.indikator.scores()}
    columns = [replace(each, pilihan=codes) if each.kode == "kode" else each for each in isian.kolom]
    agency = sheets[0].renstra.perangkat_daerah.nama if sheets else ""
    return LembarTemplat(isian.nama, [line for line in (judul, agency) if line], columns, rows)


def _place(sheet: Lembar) -> dict[str, Any]:
    return {"unit": sheet.unit.nama, "tahun": sheet.tahun, "triwulan": sheet.triwulan}


def _kinerja(sheet: Lembar, row: BarisKinerja) -> dict[str, Any]:
    indikator, quarter, year = row.indikator, row.target_triwulan, row.target_tahun
    stored = {kolom: getattr(row.realisasi, kolom) for kolom in COLUMNS[KINERJA.model]} if row.realisasi else {}
    closed = {kolom: TERTUTUP for kolom in KOLOM_ANGKA if kolom not in row.kolom_angka}
    return {
        "pemilik": indikator.kode,
        "nama": _named(indikator, dari_bagian=row.dari_bagian),
        "satuan": indikator.satuan,
        **_place(sheet),
        "target_triwulan": stated_text(indikator, quarter.nilai, quarter.atas),
        "target_tahun": stated_text(indikator, year.nilai, year.atas) if year else "",
        "lalu": quarter_text(row, sheet.triwulan - 2) if sheet.triwulan > 1 else "",
        **stored,
        **closed,
    }


def _named(indikator: Indikator, *, dari_bagian: bool) -> str:
    """Return the name of an indicator, with what its two parts count where it is stated in them."""
    if not dari_bagian:
        return indikator.nama
    return f"{indikator.nama}\nPembilang: {indikator.pembilang}\nPenyebut: {indikator.penyebut}"


def _anggaran(sheet: Lembar, row: BarisAnggaran) -> dict[str, Any]:
    before = money_to_date(row.triwulan, sheet.triwulan - 1).nilai if sheet.triwulan > 1 else None
    stored = {kolom: getattr(row.realisasi, kolom) for kolom in COLUMNS[ANGGARAN.model]} if row.realisasi else {}
    return {
        "pemilik": row.subkegiatan.kode,
        "nama": row.subkegiatan.nama,
        **_place(sheet),
        "pagu": row.pagu.nilai if row.pagu else None,
        "lalu": before,
        **stored,
    }


def _evaluasi(sheet: Lembar) -> dict[str, Any]:
    stored = sheet.evaluasi
    texts = {kolom: getattr(stored, kolom) for kolom in COLUMNS[EVALUASI.model]} if stored else {}
    return _place(sheet) | texts
