from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = "Dokumen, target, dan pagu"

    def ready(self) -> None:
        from targets.pengaman import connect_signals

        connect_signals(self)
