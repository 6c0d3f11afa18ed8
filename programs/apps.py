from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = "Organisasi dan rencana"

    def ready(self) -> None:
        from programs import signals  # noqa: F401 — connects the receivers
        from programs.choices import Peran

        if unknown := set(settings.WAJIB_TOTP) - set(Peran.values):
            raise ImproperlyConfigured(
                f"WAJIB_TOTP menyebut peran “{', '.join(sorted(unknown))}” yang tidak dikenal; "
                f"pilih dari {', '.join(Peran.values)}."
            )
