"""Incident codes: what a person reads on an error page stands beside the error in the log."""

import logging
import secrets

from django.http import HttpRequest

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is misread over the telephone


def incident_code(request: HttpRequest) -> str:
    """Return the code of this request, made at the first question: `K7Q2-9XMD`."""
    code: str | None = getattr(request, "kode_insiden", None)
    if code is None:
        letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        request.kode_insiden = code  # type: ignore[attr-defined]
    return code


class IncidentFormatter(logging.Formatter):
    """Ends the line of a failed request with its incident code."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        request = getattr(record, "request", None)
        return f"{line} [insiden {incident_code(request)}]" if isinstance(request, HttpRequest) else line
