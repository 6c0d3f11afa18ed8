from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = "Impor"

    def ready(self) -> None:
        from imports.pekerjaan import register

        register()
