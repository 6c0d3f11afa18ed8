from targets.models.dokumen import CatatanSumber, Dokumen, NilaiTercetak, Pagu, RealisasiTahunan, Target

__all__ = ["CatatanSumber", "Dokumen", "NilaiTercetak", "Pagu", "RealisasiTahunan", "Target"]
