from django.apps import AppConfig
from django.db.models.signals import post_migrate

from reports.triggers import install_after_migrate


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Tabel resmi"

    def ready(self) -> None:
        post_migrate.connect(install_after_migrate, sender=self)
