from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

urlpatterns = [
    path("masuk/", LoginView.as_view(template_name="registration/masuk.html"), name="masuk"),
    path("keluar/", LogoutView.as_view(), name="keluar"),
    path("admin/", admin.site.urls),
    path("", include("reports.urls")),
]
