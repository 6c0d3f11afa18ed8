"""The plan a user looks at."""

from typing import Any

from django.http import Http404, HttpRequest

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Renstra
from targets.selectors import PlanDocumentError, plan_document, plan_documents


def current_renstra(request: HttpRequest) -> Renstra:
    """Return the newest enacted Renstra the user may read; 404 where there is none: existence does not leak.

    `?pd=` names the perangkat daerah by its code, for a reader of several.
    """
    visible: Any = Renstra.objects.visible_to(request.user)
    ruling = Dokumen.objects.filter(jenis=JenisDokumen.RENSTRA, status=StatusDokumen.DITETAPKAN)
    in_force = visible.filter(pk__in=ruling.values("renstra"))
    if "pd" in request.GET:
        in_force = in_force.filter(perangkat_daerah__kode=request.GET["pd"].replace("\0", ""))
    renstra: Renstra | None = in_force.select_related("perangkat_daerah").order_by("-tahun_awal").first()
    if renstra is None:
        raise Http404("Belum ada Renstra yang dapat dibaca.")
    return renstra


def requested_document(request: HttpRequest, renstra: Renstra) -> Dokumen:
    """Return the document that `?dokumen=` names by its perubahan, the ruling one without it; else 404."""
    asked = request.GET.get("dokumen", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 4):
        raise Http404("Dokumen tidak dikenal.")
    try:
        return plan_document(renstra, int(asked) if asked else None)
    except PlanDocumentError as error:
        raise Http404(str(error)) from error


def document_choices(renstra: Renstra, shown: Dokumen) -> list[dict[str, Any]]:
    """Return the documents a reader can choose from; none where there is nothing to choose."""
    documents = list(plan_documents(renstra))
    if len(documents) < 2:
        return []
    return [{"dokumen": dokumen, "shown": dokumen == shown} for dokumen in documents]
