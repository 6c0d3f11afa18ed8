from reports.views.beranda import beranda
from reports.views.pemeriksaan import pemeriksaan
from reports.views.tabel import tabel, unduh

__all__ = ["beranda", "pemeriksaan", "tabel", "unduh"]
