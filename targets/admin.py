"""What documents and sources state, in the admin; and the steps of a Renstra Perubahan."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from indicators.admin import IndikatorAdmin
from indicators.models import Indikator
from programs.admin import SubkegiatanAdmin
from programs.choices import JenisDokumen
from programs.models import Dokumen, PlanRow, Subkegiatan
from renstra.lib.admin import BacaAdmin, RiwayatAdmin
from renstra.lib.errors import RenstraError
from renstra.lib.forms import FIGURES
from renstra.lib.numbers import format_number
from targets import models
from targets.selectors import plan_documents
from targets.services import PLAN_ROWS, discard_perubahan, enact, replace_row, start_perubahan, withdraw_row

M = TypeVar("M", bound=Model)


class DokumenForm(forms.ModelForm):  # type: ignore[type-arg]
    """A Renstra Perubahan made by hand would be empty; it begins as a copy, by its action."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        by_hand = self.instance.pk is None and data.get("jenis") == JenisDokumen.RENSTRA
        if by_hand and data.get("perubahan_ke"):
            raise forms.ValidationError(
                "Renstra Perubahan dimulai dari daftar dokumen: pilih dokumen Renstra yang berlaku, "
                "lalu tindakan Mulai Renstra Perubahan."
            )
        return data


@admin.register(Dokumen)
class DokumenAdmin(RiwayatAdmin):
    form = DokumenForm
    list_display = ["__str__", "kode_renstra", "status", "nomor", "tanggal", "berlaku_mulai"]
    list_filter = ["jenis", "status", "renstra", "tahun"]
    list_select_related = ["renstra", "unit"]
    search_fields = ["nomor", "renstra__nama", "tahun"]
    autocomplete_fields = ["renstra", "unit", "pihak_pertama", "pihak_kedua"]
    readonly_fields = ["status"]
    actions = ["mulai_perubahan", "tetapkan", "batalkan"]

    @admin.display(description="Renstra", ordering="renstra")
    def kode_renstra(self, dokumen: Dokumen) -> str:
        return dokumen.renstra.kode

    @admin.action(description="Mulai Renstra Perubahan", permissions=["add"])
    def mulai_perubahan(self, request: HttpRequest, queryset: QuerySet[Dokumen]) -> None:
        def start(dokumen: Dokumen) -> str:
            return f"{start_perubahan(renstra=dokumen.renstra)} dimulai sebagai rancangan."

        each(self, request, queryset, start)

    @admin.action(description="Tetapkan", permissions=["change"])
    def tetapkan(self, request: HttpRequest, queryset: QuerySet[Dokumen]) -> None:
        user: Any = request.user
        each(self, request, queryset, lambda dokumen: f"{enact(dokumen=dokumen, user=user)} ditetapkan.")

    @admin.action(description="Batalkan rancangan Renstra Perubahan", permissions=["delete"])
    def batalkan(self, request: HttpRequest, queryset: QuerySet[Dokumen]) -> HttpResponse | None:
        """Ask first: what was entered in the rancangan is lost."""
        if "yakin" not in request.POST:
            context = {**self.admin_site.each_context(request), "documents": queryset, "opts": self.opts}
            return TemplateResponse(request, "admin/batalkan_rancangan.html", context)

        def discard(dokumen: Dokumen) -> str:
            discard_perubahan(dokumen=dokumen)
            return f"{dokumen} dibatalkan."

        each(self, request, queryset, discard)
        return None


@admin.action(description="Ganti dalam rancangan Renstra Perubahan", permissions=["change"])
def ganti(site: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[PlanRow]) -> None:
    """Give each row a successor that says the same; it is then edited as any row of the rancangan."""
    user: Any = request.user

    def replace(row: PlanRow) -> str:
        draft = draft_of(row)
        replace_row(row=row, dokumen=draft, user=user)
        return f"{row} mempunyai pengganti dalam {draft}; sunting baris penggantinya."

    each(site, request, queryset, replace)


@admin.action(description="Tarik dalam rancangan Renstra Perubahan", permissions=["change"])
def tarik(site: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[PlanRow]) -> None:
    def withdraw(row: PlanRow) -> str:
        draft = draft_of(row)
        withdraw_row(row=row, dokumen=draft)
        return f"{row} tidak lagi berlaku sejak {draft}."

    each(site, request, queryset, withdraw)


def draft_of(row: PlanRow) -> Dokumen:
    """Return the latest Renstra document of a row's plan, which the services refuse unless it is a rancangan."""
    return plan_documents(row.renstra).reverse()[0]


def each(
    site: admin.ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[M], step: Callable[[M], str]
) -> None:
    """Take one step for each chosen row and say what became of it; one refusal does not stop the others."""
    for row in queryset:
        try:
            site.message_user(request, step(row), messages.SUCCESS)
        except RenstraError as error:
            site.message_user(request, str(error), messages.ERROR)


def figure(field: str, label: str) -> Callable[[Any], str]:
    """Return a column of a list that shows a figure the Indonesian way."""

    @admin.display(description=label, ordering=field)
    def column(row: Any) -> str:
        return format_number(getattr(row, field))

    return column


class TargetInline(admin.TabularInline[models.Target, Indikator]):
    model = models.Target
    extra = 0
    autocomplete_fields = ["dokumen"]
    formfield_overrides = FIGURES


class PaguInline(admin.TabularInline[models.Pagu, Subkegiatan]):
    model = models.Pagu
    extra = 0
    autocomplete_fields = ["dokumen"]
    formfield_overrides = FIGURES


@admin.register(Indikator)
class IndikatorWithTargetsAdmin(IndikatorAdmin):
    inlines = [TargetInline]


@admin.register(Subkegiatan)
class SubkegiatanWithPaguAdmin(SubkegiatanAdmin):
    inlines = [PaguInline]


class IndicatorFiguresAdmin(admin.ModelAdmin[Any]):
    """Figures of an indicator."""

    formfield_overrides = FIGURES
    list_select_related = ["indikator"]
    search_fields = ["indikator__nama", "indikator__kode"]
    autocomplete_fields = ["indikator"]


class SubkegiatanFiguresAdmin(admin.ModelAdmin[Any]):
    """What a document states of a subkegiatan."""

    formfield_overrides = FIGURES
    list_select_related = ["subkegiatan"]
    list_filter = ["dokumen", "tahun"]
    search_fields = ["subkegiatan__nama", "subkegiatan__kode"]
    autocomplete_fields = ["dokumen", "subkegiatan"]


@admin.register(models.Target)
class TargetAdmin(RiwayatAdmin, IndicatorFiguresAdmin):
    list_display = ["indikator", "tahun", "jenis", figure("nilai", "nilai"), figure("nilai_atas", "batas atas")]
    list_filter = ["dokumen", "tahun", "jenis"]
    autocomplete_fields = ["dokumen", "indikator"]


@admin.register(models.TargetTriwulan)
class TargetTriwulanAdmin(RiwayatAdmin, IndicatorFiguresAdmin):
    list_display = ["indikator", "tahun", "triwulan", figure("nilai", "nilai"), figure("nilai_atas", "batas atas")]
    list_filter = ["dokumen", "tahun", "triwulan"]
    autocomplete_fields = ["dokumen", "indikator"]


@admin.register(models.Pagu)
class PaguAdmin(RiwayatAdmin, SubkegiatanFiguresAdmin):
    list_display = ["subkegiatan", "tahun", figure("nilai", "pagu (Rp)"), "sumber_dana"]


@admin.register(models.PaguTriwulan)
class PaguTriwulanAdmin(RiwayatAdmin, SubkegiatanFiguresAdmin):
    list_display = ["subkegiatan", "tahun", "triwulan", figure("nilai", "pagu (Rp)")]
    list_filter = ["dokumen", "tahun", "triwulan"]


@admin.register(models.RencanaSubkegiatan)
class RencanaSubkegiatanAdmin(SubkegiatanFiguresAdmin):
    list_display = ["subkegiatan", "tahun", "lokasi", "kelompok_sasaran"]


@admin.register(models.RealisasiTahunan)
class RealisasiTahunanAdmin(IndicatorFiguresAdmin):
    list_display = ["indikator", "tahun", figure("nilai", "nilai"), "sumber"]
    list_filter = ["tahun"]


@admin.register(models.AnggaranTahunan)
class AnggaranTahunanAdmin(admin.ModelAdmin[models.AnggaranTahunan]):
    formfield_overrides = FIGURES
    list_display = [
        "__str__",
        "tahun",
        figure("anggaran", "anggaran (Rp)"),
        figure("realisasi", "realisasi (Rp)"),
        "sumber",
    ]
    list_filter = ["renstra", "tahun"]
    list_select_related = ["program", "subkegiatan"]
    search_fields = ["program__nama", "program__kode", "subkegiatan__nama", "subkegiatan__kode"]
    autocomplete_fields = ["renstra", "program", "subkegiatan"]


@admin.register(models.Pembanding)
class PembandingAdmin(IndicatorFiguresAdmin):
    list_display = ["indikator", "jenis", "tahun", figure("nilai", "nilai"), "sumber"]
    list_filter = ["jenis", "tahun"]


@admin.register(models.NilaiTercetak)
class NilaiTercetakAdmin(admin.ModelAdmin[models.NilaiTercetak]):
    formfield_overrides = FIGURES
    list_display = ["tabel", "baris", "kolom", "teks", figure("nilai", "nilai terbaca"), "sumber"]
    list_filter = ["dokumen", "tabel"]
    search_fields = ["baris", "teks"]
    autocomplete_fields = ["dokumen"]


@admin.register(models.CatatanSumber)
class CatatanSumberAdmin(admin.ModelAdmin[models.CatatanSumber]):
    list_display = ["tempat", "jenis", "uraian"]
    list_filter = ["dokumen", "jenis"]
    search_fields = ["tempat", "uraian"]
    autocomplete_fields = ["dokumen"]


@admin.register(models.Jadwal)
class JadwalAdmin(RiwayatAdmin):
    """The office moves the dates where holidays fall between them."""

    list_display = ["__str__", "perangkat_daerah", "dibuka", "jatuh_tempo", "ditutup"]
    list_filter = ["perangkat_daerah", "tahun"]


@admin.register(models.PengaturanKinerja)
class PengaturanKinerjaAdmin(RiwayatAdmin):
    list_display = [
        "perangkat_daerah",
        "perlakuan_kosong",
        "batas_rata_rata",
        "tingkat_capaian_renja",
        "data_terbuka",
        "hari_jatuh_tempo",
        "hari_ditutup",
    ]


@admin.register(models.LaporanTriwulan)
class LaporanTriwulanAdmin(BacaAdmin):
    list_display = ["__str__", "status", "diajukan_pada", "diverifikasi_pada", "dikunci_pada"]
    list_filter = ["status", "tahun", "triwulan", "unit"]
    list_select_related = ["unit"]
    search_fields = ["unit__nama"]


@admin.register(models.Realisasi)
class RealisasiAdmin(BacaAdmin):
    formfield_overrides = FIGURES
    list_display = ["indikator", "laporan", figure("nilai", "realisasi"), "kode"]
    list_filter = ["laporan__tahun", "laporan__triwulan", "laporan__unit"]
    list_select_related = ["indikator", "laporan__unit"]
    search_fields = ["indikator__nama", "indikator__kode"]


@admin.register(models.RealisasiAnggaran)
class RealisasiAnggaranAdmin(BacaAdmin):
    formfield_overrides = FIGURES
    list_display = ["subkegiatan", "laporan", figure("nilai", "realisasi (Rp)")]
    list_filter = ["laporan__tahun", "laporan__triwulan", "laporan__unit"]
    list_select_related = ["subkegiatan", "laporan__unit"]
    search_fields = ["subkegiatan__nama", "subkegiatan__kode"]


@admin.register(models.Kelonggaran)
class KelonggaranAdmin(BacaAdmin):
    list_display = ["laporan", "jenis", "diminta_oleh", "disetujui", "sampai"]
    list_filter = ["jenis", "disetujui"]
    list_select_related = ["laporan__unit", "diminta_oleh"]


for (
    model
) in PLAN_ROWS:  # after the last registration: the rows of programs and indicators get their steps from here
    plan_admin = admin.site._registry[model]
    plan_admin.actions = [*(plan_admin.actions or ()), ganti, tarik]
