"""The site map."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

sign_in = LoginView.as_view(
    template_name="registration/masuk.html",
    redirect_authenticated_user=True,
    extra_context={"demo_password": settings.DEMO_PASSWORD if settings.DEMO else ""},
)

urlpatterns = [
    path("masuk/", sign_in, name="masuk"),
    path("keluar/", LogoutView.as_view(), name="keluar"),
    path("admin/", admin.site.urls),
    path("", include("targets.urls")),
    path("", include("reports.urls")),
]
