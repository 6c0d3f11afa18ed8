"""Pages for unchanged data: found, not drawn.

What is kept lies under an address of everything that decides it, so a change is another address: nothing is ever
emptied and nothing stale can be found. Decisive are the revision (any row behind the tables), the day (terms of
office and assignments), the version, and the address asked for; for a whole page also every field of the reader's
account. What a page shows beyond these must not be kept: see `ready_page`.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from reports.models import Revisi

T = TypeVar("T")
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]+')


def ready_page(request: HttpRequest, draw: Callable[[str], HttpResponse]) -> HttpResponse:
    """Return the reader's page as it was drawn for this revision, with a form token of its own; draw it if new.

    `draw` is given the revision. Its page may depend on the database below `reports`, the account and the address
    asked for, and on nothing else of the request; with a message waiting it is drawn and not kept.
    """
    revision = Revisi.current()
    if not revision or len(get_messages(request)):
        return draw(revision)
    address = _address(revision, *_account(request), request.get_full_path())
    pieces: list[bytes] | None = caches["halaman"].get(address)
    if pieces is not None:
        return HttpResponse(get_token(request).encode().join(pieces))
    response = draw(revision)
    if response.status_code == 200:
        caches["halaman"].set(address, TOKEN.split(response.content))
    return response


def kept(revision: str, *decides: object, make: Callable[[], T]) -> T:
    """Return what `make` made for this revision and the values that decide it, whoever asked first."""
    if not revision:
        return make()
    address = _address(revision, *decides)
    value: T | None = caches["halaman"].get(address)
    if value is None:
        value = make()
        caches["halaman"].set(address, value)
    return value


def _address(*decides: object) -> str:
    parts = (settings.VERSION, timezone.localdate().toordinal(), *decides)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _account(request: HttpRequest) -> tuple[object, ...]:
    """Return every field of the reader's account, so whatever the page shows of it decides the address."""
    user: Any = request.user
    return tuple(getattr(user, field.attname) for field in user._meta.concrete_fields)
