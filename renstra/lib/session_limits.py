"""How long a session lasts: SESI_DIAM_MENIT without a request, SESI_PALING_LAMA_JAM in all."""

from typing import Any

from django.conf import settings

STARTED = "sesi_mulai"
ACTIVE = "sesi_aktif"
_WRITE_EVERY = 60  # seconds; a write at every request would queue behind the figures on SQLite

IDLE = "tidak-aktif"
TOO_OLD = "batas"
GONE = "berakhir"


def ended_sentences() -> dict[str, str]:
    """Return what the sign-in page says for each reason a session ended."""
    return {
        IDLE: "Sesi berakhir karena tidak aktif. Masuk lagi untuk melanjutkan.",
        TOO_OLD: f"Sesi berakhir karena sudah {settings.SESI_PALING_LAMA_JAM} jam. Masuk lagi untuk melanjutkan.",
        GONE: "Sesi sudah berakhir. Masuk lagi untuk melanjutkan.",
    }


def start_session(session: Any, now: float) -> None:
    """Note the time of signing in (seconds since the epoch)."""
    session[STARTED] = session[ACTIVE] = int(now)


def check_session(session: Any, now: float) -> str:
    """Return why the session of a signed-in person is over, or the empty text after noting the activity."""
    if STARTED not in session:
        start_session(session, now)
    if now - session[STARTED] >= settings.SESI_PALING_LAMA_JAM * 3600:
        return TOO_OLD
    if now - session[ACTIVE] >= settings.SESI_DIAM_MENIT * 60:
        return IDLE
    if now - session[ACTIVE] >= _WRITE_EVERY:
        session[ACTIVE] = int(now)
    return ""
