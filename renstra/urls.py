"""The site map."""

from django.contrib import admin
from django.urls import include, path

from renstra import views

urlpatterns = [
    path("", include("programs.urls")),
    path("admin/", admin.site.urls),
    path("", include("targets.urls")),
    path("bantuan/", views.bantuan, name="bantuan"),
    path("bantuan/<slug:halaman>/", views.halaman_bantuan, name="halaman-bantuan"),
    path("kesehatan/", views.kesehatan, name="kesehatan"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("", include("imports.urls")),
    path("", include("reports.urls")),
]
handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
