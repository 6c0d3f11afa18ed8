from programs.models.organisasi import Jabatan, Pejabat, PemerintahDaerah, PerangkatDaerah, UnitKerja
from programs.models.pengguna import Pengguna, Penugasan
from programs.models.rencana import (
    ArahKebijakan,
    Landasan,
    Misi,
    Nomenklatur,
    Penahapan,
    Prioritas,
    Renstra,
    Sasaran,
    Tujuan,
)
from programs.models.urusan import LEVELS, BidangUrusan, Kegiatan, Program, Subkegiatan, Urusan

__all__ = [
    "LEVELS",
    "ArahKebijakan",
    "BidangUrusan",
    "Jabatan",
    "Kegiatan",
    "Landasan",
    "Misi",
    "Nomenklatur",
    "Pejabat",
    "PemerintahDaerah",
    "Penahapan",
    "Pengguna",
    "Penugasan",
    "PerangkatDaerah",
    "Prioritas",
    "Program",
    "Renstra",
    "Sasaran",
    "Subkegiatan",
    "Tujuan",
    "UnitKerja",
    "Urusan",
]
