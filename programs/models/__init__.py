from programs.models.dokumen import Dokumen, PlanRow, PlanRowQuerySet, row_constraints
from programs.models.organisasi import Jabatan, Pejabat, PemerintahDaerah, PerangkatDaerah, UnitKerja
from programs.models.pengguna import Pengguna, Penugasan
from programs.models.rencana import ArahKebijakan, Landasan, Misi, Penahapan, Prioritas, Sasaran, Tujuan
from programs.models.renstra import Nomenklatur, PadananKode, Renstra, RenstraPart
from programs.models.urusan import LEVELS, BidangUrusan, Kegiatan, Program, Subkegiatan, Urusan

__all__ = [
    "LEVELS",
    "ArahKebijakan",
    "BidangUrusan",
    "Dokumen",
    "Jabatan",
    "Kegiatan",
    "Landasan",
    "Misi",
    "Nomenklatur",
    "PadananKode",
    "Pejabat",
    "PemerintahDaerah",
    "Penahapan",
    "Pengguna",
    "Penugasan",
    "PerangkatDaerah",
    "PlanRow",
    "PlanRowQuerySet",
    "Prioritas",
    "Program",
    "Renstra",
    "RenstraPart",
    "Sasaran",
    "Subkegiatan",
    "Tujuan",
    "UnitKerja",
    "Urusan",
    "row_constraints",
]
