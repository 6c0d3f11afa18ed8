from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class RenstraConfig(AppConfig):
    name = "renstra"
    verbose_name = "Renstra"


class RenstraAdminConfig(AdminConfig):
    default_site = "renstra.admin_site.RenstraAdminSite"


class LockOutConfig(AxesConfig):  # type: ignore[misc]
    verbose_name = "Masuk yang ditahan"
