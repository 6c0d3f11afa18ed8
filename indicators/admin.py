from django.contrib import admin

from indicators.models import Hasil, Indikator
from programs.admin import InForceFilter, PlanRowAdmin, linked
from renstra.lib.forms import FIGURES


@admin.register(Hasil)
class HasilAdmin(PlanRowAdmin):
    list_display = ["kode", "uraian", "mulai", "akhir"]
    search_fields = ["kode", "uraian"]
    inlines = [linked(Indikator, "kode", "nama", "satuan", "mulai", "akhir")]


class IndikatorAdmin(PlanRowAdmin):
    """Registered in targets, which shows the targets beside it."""

    list_display = ["kode", "nama", "satuan", "penanggung_jawab", "iku", "ikk", "spm", "mulai", "akhir"]
    list_filter = [InForceFilter, "renstra", "penanggung_jawab", "iku", "ikk", "spm", "polaritas"]
    search_fields = ["kode", "nama"]
    formfield_overrides = FIGURES
    fieldsets = [
        (None, {"fields": ["renstra", "kode", "urutan", "nama", "satuan", "skala", "penanggung_jawab"]}),
        ("Yang diukur (isi tepat satu)", {"fields": ["tujuan", "sasaran", "bidang_urusan", "hasil"]}),
        (
            "Cara membaca realisasi (tetap begitu ada realisasi)",
            {
                "fields": [
                    "polaritas",
                    "rumus_negatif",
                    "cara_isi",
                    "frekuensi",
                    "akumulasi_triwulan",
                    "akumulasi_tahun",
                    "pembilang",
                    "penyebut",
                ]
            },
        ),
        ("Penanda dan nilai awal", {"fields": ["iku", "ikk", "spm", "baseline"]}),
        ("Kamus indikator", {"fields": ["definisi", "rumus", "sumber_data", "tafsir"]}),
        ("Versi", {"fields": ["mulai", "akhir", "menggantikan"]}),
    ]
