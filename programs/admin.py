"""Master data of organisation and plan in the admin."""

from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from programs import models
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


class PejabatInline(admin.TabularInline[models.Pejabat, models.Jabatan]):
    model = models.Pejabat
    extra = 0


@admin.register(models.Jabatan)
class JabatanAdmin(admin.ModelAdmin[models.Jabatan]):
    list_display = ["nama", "jenis", "unit", "urutan"]
    list_filter = ["jenis"]
    search_fields = ["nama", "kode"]
    inlines = [PejabatInline]


class CodedAdmin(admin.ModelAdmin[Any]):
    list_display = ["kode", "nama", "renstra"]
    list_filter = ["renstra"]
    search_fields = ["kode", "nama"]


class TextAdmin(admin.ModelAdmin[Any]):
    list_display = ["__str__", "renstra"]
    list_filter = ["renstra"]
    search_fields = ["uraian"]


@admin.register(models.Program)
class ProgramAdmin(CodedAdmin):
    list_display = ["kode", "nama", "unit", "sasaran"]
    list_filter = ["renstra", "unit"]


@admin.register(models.Subkegiatan)
class SubkegiatanAdmin(CodedAdmin):
    list_display = ["kode", "nama", "unit"]
    list_filter = ["renstra", "unit"]
    autocomplete_fields = ["kegiatan"]


class NamedAdmin(admin.ModelAdmin[Any]):
    list_display = ["nama", "kode"]
    search_fields = ["nama", "kode"]


admin.site.register([models.Urusan, models.BidangUrusan, models.Kegiatan], CodedAdmin)
admin.site.register([models.Tujuan, models.Sasaran, models.Misi, models.Landasan, models.Penahapan], TextAdmin)
admin.site.register(
    [models.PemerintahDaerah, models.PerangkatDaerah, models.UnitKerja, models.Renstra], NamedAdmin
)
admin.site.register([models.ArahKebijakan, models.Prioritas, models.Nomenklatur])
