from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from renstra.checks import database_answers


class RenstraConfig(AppConfig):
    name = "renstra"
    verbose_name = "Renstra"

    def ready(self) -> None:
        register(database_answers, Tags.database)


class RenstraAdminConfig(AdminConfig):
    default_site = "renstra.admin_site.RenstraAdminSite"


class LockOutConfig(AxesConfig):  # type: ignore[misc]
    verbose_name = "Masuk yang ditahan"
