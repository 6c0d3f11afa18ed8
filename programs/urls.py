from django.contrib.auth.views import LogoutView
from django.urls import path

from programs.views import akun, masuk

urlpatterns = [
    # /masuk/, /keluar/: reached without an account
    path("masuk/", masuk.MasukView.as_view(), name="masuk"),
    path("masuk/kode/", masuk.masuk_kode, name="masuk-kode"),
    path("keluar/", LogoutView.as_view(), name="keluar"),
    # /akun/: one's own account, for every role
    path("akun/", akun.akun, name="akun"),
    path("akun/sesi/", akun.sesi, name="sesi"),
    path("akun/keluar-lain/", akun.keluar_lain, name="keluar-lain"),
    path("akun/kata-sandi/", akun.GantiSandiView.as_view(), name="ganti-sandi"),
    path("akun/keamanan/", akun.keamanan, name="keamanan"),
    path("akun/keamanan/mulai/", akun.totp_mulai, name="totp-mulai"),
    path("akun/keamanan/pasang/", akun.totp_pasang, name="totp-pasang"),
    path("akun/keamanan/kode-cadangan/", akun.kode_cadangan, name="kode-cadangan"),
    path("akun/keamanan/lepas/", akun.totp_lepas, name="totp-lepas"),
]
