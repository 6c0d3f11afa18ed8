"""Moments as people here write them, in the time zone of the office."""

from datetime import datetime

from django.utils import timezone

from renstra.lib.numbers import format_tanggal


def format_waktu(value: datetime | None) -> str:
    """Write a moment: ``24 November 2026 pukul 14.05``."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{format_tanggal(local.date())} pukul {local:%H.%M}"
