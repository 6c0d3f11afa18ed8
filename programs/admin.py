"""Master data of organisation and plan in the admin."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from programs import models
from programs.choices import JenisDokumen
from programs.services.akun import revoke_totp, unlock
from renstra.lib.security_log import log_security

admin.site.unregister([Group, TOTPDevice, StaticDevice])  # the secrets of others are nobody's to look at


class PenugasanInline(admin.StackedInline[models.Penugasan, models.Pengguna]):
    model = models.Penugasan
    extra = 0
    autocomplete_fields = ["perangkat_daerah", "unit"]


class SandiBaruForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A password given by an admin is known to two people: its owner must replace it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)  # an account without a password is closed by "aktif"
        for name in ("password1", "password2"):
            self.fields[name].required = True

    def save(self, commit: bool = True) -> Any:
        self.user.wajib_ganti_sandi = True
        log_security("sandi-diberikan", akun=self.user.username)
        return super().save(commit)


@admin.register(models.Pengguna)
class PenggunaAdmin(UserAdmin[models.Pengguna]):
    inlines = [PenugasanInline]
    add_form = UserCreationForm
    change_password_form = SandiBaruForm
    change_user_password_template = "admin/beri_sandi.html"  # noqa: S105 — a path
    list_display = ["username", "first_name", "last_name", "nip", "is_active", "is_staff", "wajib_ganti_sandi"]
    list_filter = ["is_active", "is_staff", "wajib_ganti_sandi"]
    search_fields = ["username", "first_name", "last_name", "nip"]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["cabut_totp"]
    fieldsets = [
        (None, {"fields": ["username", "nip", "password", "wajib_ganti_sandi"]}),
        ("Orang", {"fields": ["first_name", "last_name", "email"]}),
        ("Hak atas data induk", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Waktu", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "nip", "password1", "password2"]}),
    ]

    def save_model(self, request: HttpRequest, obj: models.Pengguna, form: Any, change: bool) -> None:
        if not change:
            obj.wajib_ganti_sandi = True
        super().save_model(request, obj, form, change)
        log_security(
            "akun-diubah" if change else "akun-dibuat", akun=obj.username, kolom=sorted(form.changed_data)
        )

    def delete_model(self, request: HttpRequest, obj: models.Pengguna) -> None:
        super().delete_model(request, obj)
        log_security("akun-dihapus", akun=obj.username)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[models.Pengguna]) -> None:
        for user in queryset:
            self.delete_model(request, user)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Lead to one's own page where the account is one's own: there the present password is asked."""
        if id == str(request.user.pk):
            return redirect("ganti-sandi")
        return super().user_change_password(request, id, form_url)

    @admin.action(description="Cabut verifikasi dua langkah (ponsel hilang)", permissions=["change"])
    def cabut_totp(self, request: HttpRequest, queryset: QuerySet[models.Pengguna]) -> None:
        revoked = [user.username for user in queryset if revoke_totp(user)]
        names = ", ".join(revoked) or "tidak ada yang memakainya"
        self.message_user(request, f"Verifikasi dua langkah dicabut: {names}.", messages.SUCCESS)


@admin.register(AccessAttempt)
class KunciAdmin(admin.ModelAdmin[AccessAttempt]):
    """Names that failed to sign in; the only thing to do with them is to release them."""

    list_display = ["username", "ip_address", "gagal", "attempt_time", "keadaan"]
    fields = ("username", "ip_address", "gagal", "attempt_time", "keadaan")
    readonly_fields = fields
    search_fields = ["username", "ip_address"]
    actions = ["buka_kunci"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description="kali gagal")
    def gagal(self, obj: Any) -> int:
        return int(obj.failures_since_start)

    @admin.display(description="keadaan")
    def keadaan(self, obj: Any) -> str:
        until = obj.attempt_time + settings.AXES_COOLOFF_TIME
        if obj.failures_since_start < settings.AXES_FAILURE_LIMIT or until <= timezone.now():
            return "tidak terkunci"
        return f"terkunci sampai {timezone.localtime(until):%H.%M}"

    @admin.action(description="Buka kunci", permissions=["delete"])
    def buka_kunci(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        names = sorted({attempt.username or "" for attempt in queryset})
        for name in names:
            unlock(name)
        self.message_user(request, f"Kunci dibuka: {', '.join(names)}.", messages.SUCCESS)


class PejabatInline(admin.StackedInline[models.Pejabat, models.Jabatan]):
    model = models.Pejabat
    extra = 0


@admin.register(models.Jabatan)
class JabatanAdmin(admin.ModelAdmin[models.Jabatan]):
    list_display = ["nama", "jenis", "perangkat_daerah", "unit", "penilai", "urutan"]
    list_filter = ["jenis", "penilai", "perangkat_daerah"]
    list_select_related = ["perangkat_daerah", "unit"]
    search_fields = ["nama", "kode"]
    autocomplete_fields = ["pemerintah_daerah", "perangkat_daerah", "unit"]
    inlines = [PejabatInline]


@admin.register(models.PemerintahDaerah)
class PemerintahDaerahAdmin(admin.ModelAdmin[models.PemerintahDaerah]):
    list_display = ["nama", "kode", "ibu_kota"]
    search_fields = ["nama", "kode"]


@admin.register(models.UnitKerja)
class UnitKerjaAdmin(admin.ModelAdmin[models.UnitKerja]):
    list_display = ["nama", "kode", "jenis", "perangkat_daerah", "urutan"]
    list_filter = ["jenis", "perangkat_daerah"]
    list_select_related = ["perangkat_daerah"]
    search_fields = ["nama", "kode"]
    autocomplete_fields = ["perangkat_daerah"]


def linked(child: type[Model], *fields: str, link: str | None = None) -> type[InlineModelAdmin[Any, Any]]:
    """Return an inline that only shows rows of `child` and leads to their own pages."""
    options = {
        "model": child,
        "fk_name": link,
        "fields": fields,
        "readonly_fields": fields,
        "extra": 0,
        "show_change_link": True,
        "can_delete": False,
        "has_add_permission": lambda self, request, obj=None: False,
    }
    return type(f"{child.__name__}Inline", (admin.TabularInline,), options)


@admin.register(models.PerangkatDaerah)
class PerangkatDaerahAdmin(admin.ModelAdmin[models.PerangkatDaerah]):
    list_display = ["nama", "nama_singkat", "kode", "pemerintah_daerah"]
    list_filter = ["pemerintah_daerah"]
    list_select_related = ["pemerintah_daerah"]
    search_fields = ["nama", "nama_singkat", "kode"]
    autocomplete_fields = ["pemerintah_daerah"]
    inlines = [linked(models.UnitKerja, "nama", "jenis", "urutan")]


@admin.register(models.Renstra)
class RenstraAdmin(admin.ModelAdmin[models.Renstra]):
    list_display = ["nama", "perangkat_daerah", "tahun_awal", "tahun_akhir", "tahun_proyeksi", "tahun_baseline"]
    list_filter = ["perangkat_daerah"]
    list_select_related = ["perangkat_daerah"]
    search_fields = ["nama", "kode"]
    autocomplete_fields = ["perangkat_daerah"]
    inlines = [linked(models.Dokumen, "jenis", "tahun", "perubahan_ke", "status", "nomor", "tanggal")]


class InForceFilter(admin.SimpleListFilter):
    """Narrows rows of the plan to those in force in one Renstra document."""

    title = "dokumen yang memuat"
    parameter_name = "dokumen"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        documents = models.Dokumen.objects.filter(jenis=JenisDokumen.RENSTRA).select_related("renstra")
        return [(str(dokumen.pk), f"{dokumen} ({dokumen.renstra.kode})") for dokumen in documents]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = {str(pk) for pk, _ in self.lookup_choices}
        asked = self.value()
        return queryset.in_force(models.Dokumen.objects.get(pk=asked)) if asked in known else queryset


class PlanRowAdmin(admin.ModelAdmin[Any]):
    """A row of the plan in one version; its end and its predecessor come from a Renstra Perubahan."""

    list_filter = [InForceFilter, "renstra"]
    search_fields = ["kode", "nama"]
    readonly_fields = ["akhir", "menggantikan"]

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Let every link to another row be found by typing instead of from a list of hundreds."""
        links = [field for field in self.model._meta.fields if isinstance(field, ForeignKey)]
        return [field.name for field in links if field.name not in self.readonly_fields]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        shown = set(self.get_list_display(request))
        return [field.name for field in self.model._meta.fields if field.is_relation and field.name in shown]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new row with the latest document of the newest Renstra."""
        documents = models.Dokumen.objects.filter(jenis=JenisDokumen.RENSTRA)
        latest = documents.order_by("-renstra__tahun_awal", "-perubahan_ke").first()
        begun = {"renstra": latest.renstra_id, "mulai": latest.pk} if latest else {}
        return {**begun, **super().get_changeform_initial_data(request)}


@admin.register(models.Tujuan)
class TujuanAdmin(PlanRowAdmin):
    list_display = ["kode", "uraian", "misi", "mulai", "akhir"]
    search_fields = ["kode", "uraian"]
    inlines = [linked(models.Sasaran, "kode", "uraian", "mulai", "akhir")]


@admin.register(models.Sasaran)
class SasaranAdmin(PlanRowAdmin):
    list_display = ["kode", "uraian", "tujuan", "mulai", "akhir"]
    search_fields = ["kode", "uraian"]
    inlines = [linked(models.Program, "kode", "nama", "mulai", "akhir")]


@admin.register(models.Urusan)
class UrusanAdmin(PlanRowAdmin):
    list_display = ["kode", "nama", "mulai", "akhir"]
    inlines = [linked(models.BidangUrusan, "kode", "nama", "mulai", "akhir")]


@admin.register(models.BidangUrusan)
class BidangUrusanAdmin(PlanRowAdmin):
    list_display = ["kode", "nama", "mulai", "akhir"]
    inlines = [linked(models.Program, "kode", "nama", "mulai", "akhir")]


@admin.register(models.Program)
class ProgramAdmin(PlanRowAdmin):
    list_display = ["kode", "nama", "unit", "sasaran", "mulai", "akhir"]
    list_filter = [InForceFilter, "renstra", "unit"]
    inlines = [linked(models.Kegiatan, "kode", "nama", "mulai", "akhir")]


@admin.register(models.Kegiatan)
class KegiatanAdmin(PlanRowAdmin):
    list_display = ["kode", "nama", "program", "mulai", "akhir"]
    inlines = [linked(models.Subkegiatan, "kode", "nama", "mulai", "akhir")]


class SubkegiatanAdmin(PlanRowAdmin):
    """Registered in targets, which shows the pagu beside it."""

    list_display = ["kode", "nama", "unit", "mulai", "akhir"]
    list_filter = [InForceFilter, "renstra", "unit"]


class TextAdmin(admin.ModelAdmin[Any]):
    """Texts of chapters III and IV, kept as printed."""

    list_filter = ["renstra"]
    search_fields = ["uraian"]
    autocomplete_fields = ["renstra"]


@admin.register(models.Misi)
class MisiAdmin(TextAdmin):
    list_display = ["nomor", "uraian", "renstra"]
    list_display_links = ["uraian"]


@admin.register(models.Landasan)
class LandasanAdmin(TextAdmin):
    list_display = ["jenis", "urutan", "uraian"]
    list_display_links = ["uraian"]
    list_filter = ["renstra", "jenis"]


@admin.register(models.Penahapan)
class PenahapanAdmin(TextAdmin):
    list_display = ["tahap", "urutan", "kode", "uraian"]
    list_display_links = ["uraian"]
    list_filter = ["renstra", "tahap"]


@admin.register(models.ArahKebijakan)
class ArahKebijakanAdmin(TextAdmin):
    list_display = ["nomor", "arah_kebijakan", "arah_kebijakan_rpjmd", "keterangan"]
    list_display_links = ["arah_kebijakan"]
    search_fields = ["arah_kebijakan", "arah_kebijakan_rpjmd", "operasionalisasi_nspk"]


@admin.register(models.Prioritas)
class PrioritasAdmin(TextAdmin):
    list_display = ["urutan", "program_tercetak", "outcome", "program"]
    list_display_links = ["program_tercetak"]
    list_select_related = ["program"]
    search_fields = ["program_tercetak", "outcome", "indikator"]
    autocomplete_fields = ["renstra", "program"]


@admin.register(models.Nomenklatur)
class NomenklaturAdmin(admin.ModelAdmin[models.Nomenklatur]):
    list_display = ["kode", "nama", "versi", "berlaku_dari", "berlaku_sampai"]
    list_filter = ["versi"]
    search_fields = ["kode", "nama"]


@admin.register(models.PadananKode)
class PadananKodeAdmin(admin.ModelAdmin[models.PadananKode]):
    list_display = ["kode_lama", "kode_baru", "versi_lama", "versi_baru"]
    list_filter = ["versi_lama", "versi_baru"]
    search_fields = ["kode_lama", "kode_baru"]
