"""The plan a user looks at."""

from typing import Any

from django.http import Http404, HttpRequest

from programs.models import Renstra


def current_renstra(request: HttpRequest) -> Renstra:
    """Return the newest Renstra the user may read; 404 where there is none, so existence does not leak."""
    visible: Any = Renstra.objects.visible_to(request.user)
    renstra: Renstra | None = visible.select_related("perangkat_daerah").order_by("-tahun_awal").first()
    if renstra is None:
        raise Http404("Belum ada Renstra yang dapat dibaca.")
    return renstra
