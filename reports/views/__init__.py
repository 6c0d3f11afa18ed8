from reports.views.beranda import beranda
from reports.views.evaluasi import evaluasi, unduh_evaluasi
from reports.views.pemeriksaan import pemeriksaan
from reports.views.tabel import tabel, unduh

__all__ = ["beranda", "evaluasi", "pemeriksaan", "tabel", "unduh", "unduh_evaluasi"]
