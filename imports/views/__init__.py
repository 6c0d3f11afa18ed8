from imports.views.daftar import daftar
from imports.views.impor import batal, impor, jawab, terapkan, unduh_asli, unduh_catatan, urungkan
from imports.views.unggah import templat, unggah

__all__ = [
    "batal",
    "daftar",
    "impor",
    "jawab",
    "templat",
    "terapkan",
    "unduh_asli",
    "unduh_catatan",
    "unggah",
    "urungkan",
]
