"""Every figure's one formula: capaian, accumulation, averages, predicates. Plain Python; prose in docs/formulas/.

Figures go in as ``Decimal`` and are computed as exact fractions, so that a third of something never tips a value
that stands on a rounding or predicate boundary; ``Hasil.nilai`` gives them back as ``Decimal``. Nothing is rounded
here: round half up to two decimals on display (``renstra.lib.numbers.format_number(hasil.nilai, 2)``). ``None`` is
an empty figure and never zero. Quarters are 1-4; choices are the stored values of ``indicators.choices``.
"""

from targets.formulas.hasil import (
    AKUMULASI_RUPIAH,
    BATAS_RATA_RATA,
    BELUM_DILAPORKAN,
    BELUM_WAKTUNYA,
    TARGET_KOSONG,
    TIDAK_DAPAT_DIHITUNG,
    Cakupan,
    Hasil,
    Nilai,
    decimal,
    nama_triwulan,
    written,
)
from targets.formulas.indikator import Aturan, NilaiTarget, TigaPersentase, terhadap, tiga_persentase
from targets.formulas.polaritas import SkalaError, as_stated, capaian, kode_skor, skor
from targets.formulas.prakiraan import BELUM_CUKUP, laju_perlu, prakiraan_renstra, prakiraan_tahun
from targets.formulas.ringkasan import (
    PREDIKAT_BAKU,
    Perkembangan,
    Predikat,
    efisiensi,
    kategori_efisiensi,
    perkembangan,
    pertumbuhan,
    predikat,
    rasio,
    rasio_jumlah,
    rata_rata,
    rata_rata_pertumbuhan,
    serapan,
)
from targets.formulas.tahun import sampai_tahun, target_akhir_renstra
from targets.formulas.triwulan import (
    AngkaTriwulan,
    Bagian,
    bagian_per_triwulan,
    check_target_triwulan,
    per_triwulan,
    persentase,
    sampai_triwulan,
    sampai_triwulan_bagian,
    target_sampai_triwulan,
)

__all__ = [
    "AKUMULASI_RUPIAH",
    "BATAS_RATA_RATA",
    "BELUM_CUKUP",
    "BELUM_DILAPORKAN",
    "BELUM_WAKTUNYA",
    "PREDIKAT_BAKU",
    "TARGET_KOSONG",
    "TIDAK_DAPAT_DIHITUNG",
    "AngkaTriwulan",
    "Aturan",
    "Bagian",
    "Cakupan",
    "Hasil",
    "Nilai",
    "NilaiTarget",
    "Perkembangan",
    "Predikat",
    "SkalaError",
    "TigaPersentase",
    "as_stated",
    "bagian_per_triwulan",
    "capaian",
    "check_target_triwulan",
    "decimal",
    "efisiensi",
    "kategori_efisiensi",
    "kode_skor",
    "laju_perlu",
    "nama_triwulan",
    "per_triwulan",
    "perkembangan",
    "persentase",
    "pertumbuhan",
    "prakiraan_renstra",
    "prakiraan_tahun",
    "predikat",
    "rasio",
    "rasio_jumlah",
    "rata_rata",
    "rata_rata_pertumbuhan",
    "sampai_tahun",
    "sampai_triwulan",
    "sampai_triwulan_bagian",
    "serapan",
    "skor",
    "target_akhir_renstra",
    "target_sampai_triwulan",
    "terhadap",
    "tiga_persentase",
    "written",
]
