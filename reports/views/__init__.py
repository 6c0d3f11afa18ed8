from reports.views.beranda import beranda
from reports.views.katalog import katalog, unduh_semua
from reports.views.laporan import laporan, unduh_laporan
from reports.views.pekerjaan import batal_pekerjaan, daftar_pekerjaan, hasil_pekerjaan, pekerjaan
from reports.views.pemeriksaan import pemeriksaan
from reports.views.tabel import tabel, unduh

__all__ = [
    "batal_pekerjaan",
    "beranda",
    "daftar_pekerjaan",
    "hasil_pekerjaan",
    "katalog",
    "laporan",
    "pekerjaan",
    "pemeriksaan",
    "tabel",
    "unduh",
    "unduh_laporan",
    "unduh_semua",
]
