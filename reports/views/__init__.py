from reports.views.anggaran import anggaran
from reports.views.beranda import beranda
from reports.views.edisi import daftar_edisi, edisi, terbitkan, unduh_edisi
from reports.views.indikator import daftar_indikator, indikator
from reports.views.katalog import katalog, unduh_semua
from reports.views.kota import kota
from reports.views.laporan import laporan, unduh_laporan, unduh_lkj_docx
from reports.views.pekerjaan import batal_pekerjaan, daftar_pekerjaan, hasil_pekerjaan, pekerjaan
from reports.views.pemeriksaan import pemeriksaan
from reports.views.pohon import pohon
from reports.views.ringkasan import unduh_ringkasan
from reports.views.tabel import tabel, unduh
from reports.views.terbuka import data, data_edisi, data_isi, data_paket
from reports.views.verifikasi import verifikasi, verifikasi_edisi

__all__ = [
    "anggaran",
    "batal_pekerjaan",
    "beranda",
    "daftar_edisi",
    "daftar_indikator",
    "daftar_pekerjaan",
    "data",
    "data_edisi",
    "data_isi",
    "data_paket",
    "edisi",
    "hasil_pekerjaan",
    "indikator",
    "katalog",
    "kota",
    "laporan",
    "pekerjaan",
    "pemeriksaan",
    "pohon",
    "tabel",
    "terbitkan",
    "unduh",
    "unduh_edisi",
    "unduh_laporan",
    "unduh_lkj_docx",
    "unduh_ringkasan",
    "unduh_semua",
    "verifikasi",
    "verifikasi_edisi",
]
