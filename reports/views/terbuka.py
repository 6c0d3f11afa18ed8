"""Open data, without an account: what an agency publishes of its verified figures, and what the columns mean.

An agency that does not publish answers 404 throughout, as one that is not there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import PerangkatDaerah, Renstra
from reports.exports.terbuka import EDISI_TERBUKA, JENIS, datapackage, dataset, edition_file
from reports.models import Edisi, Revisi
from reports.selectors.terbuka import HIMPUNAN, current_plan, publishing
from reports.views.unchanged import kept

DETIK = 300
"""How long others may keep an answer: so long after the switch is off a copy may still be found elsewhere."""


def open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer anybody, from any site, and let caches keep it: a file says the same to all who ask."""

    @login_not_required
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = f"public, max-age={DETIK}"
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return wrapped


def published(pd: str) -> PerangkatDaerah:
    agency: PerangkatDaerah = get_object_or_404(publishing(), kode=pd)
    return agency


def published_plan(agency: PerangkatDaerah) -> Renstra:
    renstra = current_plan(agency, timezone.now())
    if renstra is None:
        raise Http404("Belum ada Renstra yang berlaku.")
    return renstra


def editions(agency: PerangkatDaerah) -> Any:
    """Return the editions that are open, the newest first, without their files."""
    own = Edisi.objects.filter(renstra__perangkat_daerah=agency, slug__in=EDISI_TERBUKA, ragam="")
    return own.facts().order_by("-diterbitkan_pada")


@login_not_required
@require_safe
def data(request: HttpRequest, pd: str) -> HttpResponse:
    """Show the data dictionary: every set of data, its columns, its addresses, and the editions.

    Not for shared caches: the page of somebody signed in carries their name.
    """
    agency = published(pd)
    context = {"agency": agency, "himpunan": HIMPUNAN.values(), "edisi": editions(agency)}
    return render(request, "reports/data.html", context)


@open_to_all
def data_paket(request: HttpRequest, pd: str) -> HttpResponse:
    agency = published(pd)
    return HttpResponse(datapackage(agency, editions(agency)), content_type=JENIS["json"])


@open_to_all
def data_isi(request: HttpRequest, pd: str, himpunan: str, format: str) -> HttpResponse:
    """Send a set of data as it stands; made once for a revision."""
    agency = published(pd)
    if himpunan not in HIMPUNAN or format not in JENIS:
        raise Http404("Himpunan data ini tidak ada.")
    renstra, revision = published_plan(agency), Revisi.current()
    content = kept(
        revision,
        "data",
        renstra.pk,
        himpunan,
        format,
        make=lambda: dataset(HIMPUNAN[himpunan], renstra, timezone.now(), format),
    )
    return HttpResponse(content, content_type=JENIS[format])


@open_to_all
def data_edisi(request: HttpRequest, pd: str, kode: str, format: str) -> HttpResponse:
    """Send the figures of an edition as they were published; they never change."""
    agency = published(pd)
    if format not in JENIS:
        raise Http404("Format ini tidak ada.")
    own = Edisi.objects.filter(renstra__perangkat_daerah=agency, slug__in=EDISI_TERBUKA, ragam="")
    edisi = get_object_or_404(own.defer("pdf", "xlsx"), kode=kode)
    return HttpResponse(edition_file(edisi, format), content_type=JENIS[format])
