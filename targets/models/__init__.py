from targets.models.dokumen import (
    DokumenPart,
    Pagu,
    PaguTriwulan,
    RencanaSubkegiatan,
    Target,
    TargetTriwulan,
    known_quarter,
)
from targets.models.riwayat import AnggaranTahunan, Pembanding, RealisasiTahunan
from targets.models.sumber import CatatanSumber, NilaiTercetak

__all__ = [
    "AnggaranTahunan",
    "CatatanSumber",
    "DokumenPart",
    "NilaiTercetak",
    "Pagu",
    "PaguTriwulan",
    "Pembanding",
    "RealisasiTahunan",
    "RencanaSubkegiatan",
    "Target",
    "TargetTriwulan",
    "known_quarter",
]
