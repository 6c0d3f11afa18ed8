from reports.views.beranda import beranda
from reports.views.laporan import laporan, unduh_laporan
from reports.views.pemeriksaan import pemeriksaan
from reports.views.tabel import tabel, unduh

__all__ = ["beranda", "laporan", "pemeriksaan", "tabel", "unduh", "unduh_laporan"]
