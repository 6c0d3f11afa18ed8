"""Pages for unchanged data: found, not drawn.

What is kept lies under an address of everything that decides it, so a change is another address: nothing is ever
emptied and nothing stale can be found. Decisive are the revision (any row of the apps below, accounts included),
the day (terms of office and assignments), the URL, and for a whole page its reader. What a page shows beyond these
must not be kept: see `ready_page`. Each process keeps its own, so a new version starts empty.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from reports.models import Revisi

T = TypeVar("T")
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]+')
PLACES = 200  # of about 0.1 MB each


@lru_cache(maxsize=PLACES)
def place(*address: object) -> dict[str, Any]:
    """Return the place of an address, empty when it is new.

    Not a cache of Django's: those copy what they keep at each request, and this is whole pages.
    """
    return {}


def ready_page(request: HttpRequest, draw: Callable[[str], HttpResponse]) -> HttpResponse:
    """Return the reader's page as it was drawn for this revision, with a form token of its own; draw it if new.

    `draw` is given the revision. Its page may depend on the database below `reports`, the reader and the URL, and
    on nothing else of the request; with a message waiting it is drawn and not kept.
    """
    revision = Revisi.current()
    if not revision or len(get_messages(request)):
        return draw(revision)
    kept_page = place(revision, timezone.localdate(), request.user.pk, request.get_full_path())
    if "pieces" in kept_page:
        return HttpResponse(get_token(request).encode().join(kept_page["pieces"]))
    response = draw(revision)
    if response.status_code == 200:
        kept_page["pieces"] = TOKEN.split(response.content)
    return response


def kept(revision: str, *decides: object, make: Callable[[], T]) -> T:
    """Return what `make` made for this revision, this day and the values that decide it, whoever asked first."""
    if not revision:
        return make()
    found = place(revision, timezone.localdate(), *decides)
    if "value" not in found:
        found["value"] = make()
    value: T = found["value"]
    return value
