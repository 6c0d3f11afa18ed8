"""The completeness board of one perangkat daerah and year, and steps taken on several reports at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.choices import Peran
from programs.models import PerangkatDaerah, Renstra
from targets.alur import Pelaku
from targets.choices import Aksi
from targets.models import LaporanTriwulan
from targets.permissions import capacities_in, holds
from targets.selectors.angka import renstra_of
from targets.selectors.kerja import cell_actions, latest_quarters
from targets.selectors.papan import BarisPapan, read_board
from targets.selectors.pengingat import reminders
from targets.services.massal import HasilLangkah, take_steps
from targets.services.serah_terima import may_hand_over

BANYAK = {
    Aksi.KUNCI: "Kunci yang dipilih",
    Aksi.VERIFIKASI: "Verifikasi yang dipilih",
    Aksi.KEMBALIKAN: "Kembalikan yang dipilih",
}
"""The steps that may be taken on several reports at once, and their buttons, the primary one first."""

NOMOR = re.compile(r"[0-9]{1,18}")
"""A number as our own pages send it; a longer one no database could look up."""


@dataclass(frozen=True, slots=True)
class TempatPapan:
    """One perangkat daerah and year under the Renstra of that year."""

    agency: PerangkatDaerah
    renstra: Renstra
    tahun: int


def find_board(request: HttpRequest, pd: str, tahun: int, *, rancangan: bool = False) -> TempatPapan:
    """Return the place; 404 for what the person may not read or a year outside every enacted Renstra.

    With `rancangan` a year that only a Renstra not enacted yet holds is found too: the page says what is lacking.
    """
    visible: Any = PerangkatDaerah.objects.visible_to(request.user)
    agency: PerangkatDaerah | None = visible.filter(kode=pd).first()
    renstra = renstra_of(agency, tahun) if agency else None
    if agency and rancangan and renstra is None:
        renstra = renstra_of(agency, tahun, rancangan=True)
    if agency is None or renstra is None:
        raise Http404("Papan tahun ini tidak ada.")
    return TempatPapan(agency, renstra, tahun)


@require_safe
def papan_kini(request: HttpRequest) -> HttpResponse:
    """Lead to the board of the person's own perangkat daerah and the quarter last opened."""
    user: Any = request.user
    visible: Any = PerangkatDaerah.objects.visible_to(user)
    own = visible.filter(pk__in=user.readable_agency_ids()).first()
    agency = own or visible.first()
    if agency is None:
        raise Http404("Belum ada perangkat daerah yang dapat dibaca.")
    tahun, _ = latest_quarters([agency.pk], timezone.now())[agency.pk]
    return redirect("papan", agency.kode, tahun)


@require_safe
def papan(request: HttpRequest, pd: str, tahun: int) -> HttpResponse:
    return _page(request, find_board(request, pd, tahun))


@require_POST
def langkah_banyak(request: HttpRequest, pd: str, tahun: int, aksi: str) -> HttpResponse:
    """Verify, return or lock the chosen reports, each by itself, and say what became of each."""
    place = find_board(request, pd, tahun)
    if aksi not in BANYAK:
        raise Http404("Langkah ini tidak ada.")
    user: Any = request.user
    if not holds(user, place.agency, Peran.SEKRETARIAT, Peran.KEPALA):
        raise PermissionDenied("Langkah ini hanya untuk Sekretariat dan Kepala Dinas.")
    chosen = _chosen(request, place)
    if not chosen:
        return _page(request, place, galat="Centang dahulu laporan yang dipilih.", status=409)
    catatan = request.POST.get("catatan", "") if aksi == Aksi.KEMBALIKAN else ""
    results = take_steps(chosen=chosen, aksi=Aksi(aksi), user=user, catatan=catatan)
    return _page(request, place, hasil=results)


def _chosen(request: HttpRequest, place: TempatPapan) -> list[tuple[LaporanTriwulan, int]]:
    """Return the ticked reports with the versions the person saw; a report of another place is 404."""
    seen: dict[int, int] = {}
    for value in request.POST.getlist("laporan"):
        pk, _, versi = value.partition(":")
        if not (NOMOR.fullmatch(pk) and NOMOR.fullmatch(versi)):
            raise Http404("Laporan ini tidak ada.")
        seen[int(pk)] = int(versi)
    reports = LaporanTriwulan.objects.filter(
        pk__in=seen, unit__perangkat_daerah=place.agency, tahun=place.tahun
    ).select_related("unit__perangkat_daerah")
    if len(found := list(reports.order_by("triwulan", "unit__urutan"))) != len(seen):
        raise Http404("Laporan ini tidak ada.")
    return [(report, seen[report.pk]) for report in found]


def _tickable(rows: Sequence[BarisPapan], held: Mapping[int, frozenset[Pelaku]]) -> dict[int, set[Aksi]]:
    """Return by report the steps for many, where it is the person's turn to verify or lock it."""
    steps = {
        cell.laporan.pk: {aksi for aksi in cell_actions(cell, held) if aksi in BANYAK}
        for row in rows
        for cell in row.sel
        if cell.laporan
    }
    return {pk: found for pk, found in steps.items() if found & {Aksi.VERIFIKASI, Aksi.KUNCI}}


def _page(
    request: HttpRequest,
    place: TempatPapan,
    *,
    hasil: Sequence[HasilLangkah] = (),
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    user: Any = request.user
    units = list(place.agency.unit_kerja.select_related("perangkat_daerah"))
    rows = read_board(renstra=place.renstra, units=units, tahun=place.tahun, at=timezone.now())
    held = capacities_in(user, units)
    choices = _tickable(rows, held)
    offered = set().union(*choices.values())
    secretary = holds(user, place.agency, Peran.SEKRETARIAT)
    context = {
        "tempat": place,
        "papan": rows,
        "pilihan": set(choices),
        "tombol": [(aksi, label) for aksi, label in BANYAK.items() if aksi in offered],
        "hasil": hasil,
        "galat": galat,
        "catatan": request.POST.get("catatan", "Mohon dilengkapi dan diperiksa kembali, lalu ajukan lagi."),
        "pengingat": reminders(rows) if secretary else [],
        "sekretariat": secretary,
        "serah_terima": may_hand_over(user, place.agency),
        "renaksi": next((unit for unit in units if secretary or Pelaku.PENGISI in held[unit.pk]), None),
        "tahun_lain": [year for year in (place.tahun - 1, place.tahun + 1) if renstra_of(place.agency, year)],
    }
    return render(request, "targets/papan.html", context, status=status)
