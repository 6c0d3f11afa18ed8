"""Where a person may bring a kind of import in, and how that place is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from imports.services.pengimpor import Pengimpor, Perlu, Tujuan
from programs.models import Pengguna, PerangkatDaerah
from targets.models import ROMAWI

PLACES = (Perlu.DOKUMEN, Perlu.RENSTRA, Perlu.PERANGKAT_DAERAH)
"""The narrower one says the wider ones too."""


def place_of(pengimpor: Pengimpor) -> Perlu | None:
    """Return what has to be chosen for the place to be known whole; None for what concerns every agency."""
    return next((each for each in PLACES if each in pengimpor.perlu), None)


def is_let(pengimpor: Pengimpor, user: Pengguna, agency: PerangkatDaerah | None) -> bool:
    """Whether `user` may bring this kind in at all here."""
    try:
        pengimpor.izinkan(Tujuan(user=user, at=timezone.now(), perangkat_daerah=agency))
    except PermissionDenied:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Jangkauan:
    """The perangkat daerah a person works in, and the others the person reads."""

    sendiri: tuple[PerangkatDaerah, ...]
    lain: tuple[PerangkatDaerah, ...]


def reach_of(user: Pengguna) -> Jangkauan:
    """Return what `user` reaches; asked once for all kinds of import."""
    own = set(user.readable_agency_ids())
    visible = list(PerangkatDaerah.objects.visible_to(user))
    mine = tuple(each for each in visible if each.pk in own)
    return Jangkauan(mine, tuple(each for each in visible if each.pk not in own))


def open_agencies(pengimpor: Pengimpor, user: Pengguna, reach: Jangkauan) -> list[PerangkatDaerah]:
    """Return the perangkat daerah into which `user` may bring this kind.

    A right beyond one's own assignments is a right to all: of the others only one is asked.
    """
    let = [each for each in reach.sendiri if is_let(pengimpor, user, each)]
    if reach.lain and is_let(pengimpor, user, reach.lain[0]):
        let += reach.lain
    return let


def is_open(pengimpor: Pengimpor, user: Pengguna, reach: Jangkauan) -> bool:
    """Whether there is any place where `user` may bring this kind in."""
    if place_of(pengimpor) is None:
        return is_let(pengimpor, user, None)
    return bool(open_agencies(pengimpor, user, reach))


def goal_words(pengimpor: Pengimpor, tujuan: Tujuan) -> Iterator[tuple[str, str]]:
    """Yield what was chosen, by the names on the form."""
    if tujuan.perangkat_daerah:
        yield "Perangkat daerah", str(tujuan.perangkat_daerah)
    if tujuan.renstra and Perlu.RENSTRA in pengimpor.perlu:
        yield "Renstra", str(tujuan.renstra)
    if tujuan.dokumen:
        yield "Dokumen", f"{tujuan.dokumen} ({tujuan.dokumen.get_status_display().lower()})"
    if tujuan.tahun:
        yield "Tahun", str(tujuan.tahun)
    if tujuan.triwulan:
        yield "Triwulan", ROMAWI[tujuan.triwulan - 1]
    for each in pengimpor.parameter(tujuan):
        if value := tujuan.parameter.get(each.nama):
            yield each.judul, _answer(each.pilihan, value)


def _answer(choices: Any, value: Any) -> str:
    return "ya" if value is True else str(choices.get(value, value))
