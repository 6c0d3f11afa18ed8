"""Counts what may happen only so often (wrong guesses, uploads) in a cache of its own. Knows no app."""

from django.core.cache import caches

HITUNGAN = "hitungan"


def reached(place: str, limit: int) -> bool:
    """Whether `place` was counted `limit` times already."""
    return bool(caches[HITUNGAN].get(place, 0) >= limit)


def count(place: str, seconds: int) -> None:
    """Count one more; the count ends so many seconds after the first."""
    if not caches[HITUNGAN].add(place, 1, seconds):
        try:
            caches[HITUNGAN].incr(place)
        except ValueError:  # it ended in this moment
            caches[HITUNGAN].set(place, 1, seconds)
