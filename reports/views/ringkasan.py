"""The executive summary of the front page as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reports.exports.ringkasan import UKURAN, export_ringkasan
from reports.views.beranda import requested_dasbor
from reports.views.laporan import sent


@require_safe
def unduh_ringkasan(request: HttpRequest, ukuran: str) -> HttpResponse:
    """Send the summary of the quarter the front page shows; a size there is not is 404."""
    if ukuran not in UKURAN:
        raise Http404(f"Ringkasan {ukuran} tidak ada.")
    dasbor, _ = requested_dasbor(request)
    return sent(export_ringkasan(dasbor, ukuran))
