from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = "Dokumen, target, dan pagu"

    def ready(self) -> None:
        from targets.pengaman import PENJAGA

        PENJAGA.connect_signals(self)
