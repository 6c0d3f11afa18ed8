"""The site, and beside it a page that is as large as Tabel 4.2 and costs nothing to make."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from renstra.urls import urlpatterns as site


def static(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(b"x" * size)


urlpatterns = [path("statis/<int:size>/", static), *site]
