from targets.models.bukti import Bukti, PembukaanBukti
from targets.models.dokumen import (
    DokumenPart,
    Pagu,
    PaguTriwulan,
    RencanaSubkegiatan,
    Target,
    TargetTriwulan,
    known_quarter,
)
from targets.models.laporan import (
    ROMAWI,
    CatatanPemeriksa,
    EvaluasiTriwulan,
    Jadwal,
    Kelonggaran,
    LaporanTriwulan,
    Pemberitahuan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.models.pengaturan import PengaturanKinerja
from targets.models.riwayat import AnggaranTahunan, Pembanding, RealisasiTahunan
from targets.models.sumber import CatatanSumber, NilaiTercetak

__all__ = [
    "ROMAWI",
    "AnggaranTahunan",
    "Bukti",
    "CatatanPemeriksa",
    "CatatanSumber",
    "DokumenPart",
    "EvaluasiTriwulan",
    "Jadwal",
    "Kelonggaran",
    "LaporanTriwulan",
    "NilaiTercetak",
    "Pagu",
    "PaguTriwulan",
    "Pembanding",
    "Pemberitahuan",
    "PembukaanBukti",
    "PengaturanKinerja",
    "PeristiwaLaporan",
    "Realisasi",
    "RealisasiAnggaran",
    "RealisasiTahunan",
    "RencanaSubkegiatan",
    "Target",
    "TargetTriwulan",
    "known_quarter",
]
