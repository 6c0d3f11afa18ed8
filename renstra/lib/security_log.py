"""The security log: one JSON line an event (time, person, address, action, details), no password or code."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from renstra.lib.http import client_address

logger = logging.getLogger("renstra.keamanan")
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@contextmanager
def serving(request: HttpRequest) -> Iterator[None]:
    """Let every event inside name the person and the address of this request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def log_security(action: str, *, user: Any = None, **details: Any) -> None:
    """Write one event.

    `user` is the person who acts: by default the one signed in, and nobody for a command. Details must be plain
    values; escapes keep each event on one line whatever a person typed.
    """
    request = _request.get()
    actor = user or getattr(request, "user", None)
    event = {
        "waktu": timezone.localtime().isoformat(timespec="seconds"),
        "tindakan": action,
        "pengguna": actor.get_username() if actor else "",
        "alamat": client_address(request) if request else "",
        "halaman": request.path if request else "perintah",
        **details,
    }
    logger.info(json.dumps(event, default=str))
