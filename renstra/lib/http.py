"""What a request says about who asks and how; the one place that reads these headers."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_fetch(request: HttpRequest) -> bool:
    """Say whether a script asks (`X-Requested-With: fetch`): it is answered in JSON, never by a redirect."""
    return request.headers.get("X-Requested-With") == "fetch"


def client_address(request: HttpRequest) -> str:
    """Return the address of the person's machine, empty where there is none.

    Only the header named by HEADER_ALAMAT is believed, since a client can send any other header itself. Of a
    list the last entry counts: our own proxy wrote it.
    """
    header = settings.HEADER_ALAMAT
    given = request.headers.get(header, "").rpartition(",")[2].strip() if header else ""
    for text in (given, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(text))
        except ValueError:
            continue
    return ""


def return_path(request: HttpRequest) -> str:
    """Return where to go after signing in again: this page, or for a sent form the page it stood on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
