"""What the page of one unit's quarter shows, and which of its steps are offered to whom."""

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from targets.alur import Pelaku, actions
from targets.choices import OPEN_STATUSES, Aksi, StatusLaporan
from targets.models import Kelonggaran, LaporanTriwulan, PeristiwaLaporan
from targets.selectors.berlaku import Berlaku
from targets.selectors.koreksi import changes, notes_of, timeline
from targets.selectors.lembar import Lembar, entry_sheet, money_total, shortages
from targets.selectors.papan import punctuality
from targets.services.galat import BelumSiapError, LaporanError
from targets.services.jadwal import (
    HARI_PERBAIKAN,
    active_exception,
    end_of_working_days,
    schedule_of,
    why_closed,
)
from targets.services.renaksi import may_plan
from targets.views.tempat import Tempat


def sheet_of(place: Tempat, report: LaporanTriwulan | None) -> Lembar:
    """Return the quarter as `report` states it."""
    return entry_sheet(
        renstra=place.renstra, unit=place.unit, tahun=place.tahun, triwulan=place.triwulan, laporan=report
    )


def render_report(
    request: HttpRequest, place: Tempat, *, galat: LaporanError | None = None, status: int = 200
) -> HttpResponse:
    """Show the page; `galat` says why a step was not taken, and what was posted stands in its fields again."""
    at, user = timezone.now(), cast(Any, request.user)
    shown = _shown(request, place)
    sheet = sheet_of(place, shown)
    agency, unit, tahun, _ = place.args
    berlaku = Berlaku(place.renstra, place.tahun)
    context = {
        "tempat": place,
        "lembar": sheet,
        "jumlah": money_total(sheet.anggaran),
        "laporan": shown,
        "alamat": place.url("laporan"),
        "galat": galat,
        "belum_siap": isinstance(galat, BelumSiapError),
        "kiriman": request.POST,
        "dokumen_triwulan": berlaku.quarter_documents,
        "dokumen_renstra": berlaku.rencana,
        "renaksi": may_plan(user, place.unit),
        "tab": [(n, reverse("laporan", args=[agency, unit, tahun, n])) for n in range(1, 5)],
        **_life(place, at),
        **_choices(request, place, sheet, at),
        **_correction(place),
    }
    return render(request, "targets/laporan.html", context, status=status)


def _shown(request: HttpRequest, place: Tempat) -> LaporanTriwulan | None:
    """Return the report whose figures are shown: the one that holds, unless another is asked for by its number."""
    wanted = request.GET.get("koreksi", "")
    chosen = [report for report in place.laporan if str(report.koreksi_ke) == wanted]
    return chosen[0] if chosen else place.berlaku


def any_report(place: Tempat) -> LaporanTriwulan:
    """Return a report of the quarter, an unsaved one where there is none: enough to ask for its period."""
    return (
        place.terbuka
        or place.berlaku
        or LaporanTriwulan(renstra=place.renstra, unit=place.unit, tahun=place.tahun, triwulan=place.triwulan)
    )


def _life(place: Tempat, at: datetime) -> dict[str, Any]:
    """Return when the quarter is due, whether it came in on time, and what happened to it."""
    jadwal = schedule_of(any_report(place))
    first = PeristiwaLaporan.objects.filter(laporan__in=place.laporan, laporan__koreksi_ke=0)
    returned = place.terbuka and place.terbuka.status == StatusLaporan.DIKEMBALIKAN
    returns = PeristiwaLaporan.objects.filter(laporan=place.terbuka, aksi=Aksi.KEMBALIKAN).select_related("oleh")
    return {
        "pengembalian": returns.last() if returned else None,
        "jadwal": jadwal,
        "ketepatan": punctuality(first.order_by("pada", "pk"), jadwal.jatuh_tempo if jadwal else None, at),
        "riwayat": timeline(place.laporan),
        "catatan": notes_of(place.laporan),
    }


def _choices(request: HttpRequest, place: Tempat, sheet: Lembar, at: datetime) -> dict[str, Any]:
    """Return the steps to offer; one of them, `utama`, is the page's primary action."""
    report = any_report(place)
    staff = Pelaku.PENGISI in place.pelaku
    is_open = report.status in OPEN_STATUSES
    closed = why_closed(report, at) if staff and report.status != StatusLaporan.DIKUNCI else ""
    offered = set(actions(report.status, place.pelaku)) - ({Aksi.AJUKAN, Aksi.TARIK} if closed else set())
    if place.terbuka and sheet.laporan != place.terbuka:
        sheet = sheet_of(place, place.terbuka)
    jadwal = schedule_of(report)
    late = bool(closed and jadwal and jadwal.ditutup < timezone.localdate(at))
    waiting = list(
        Kelonggaran.objects.filter(laporan__in=place.laporan, diputus_pada=None).select_related("diminta_oleh")
    )
    found = {
        "kerja": report,
        "aksi": offered,
        "dapat_isi": staff and is_open and not closed,
        "tertutup": closed if is_open else "",
        "kelonggaran": active_exception(report, at) if report.pk else None,
        "lembar_kerja": sheet,
        "kurang": shortages(sheet) if staff and is_open else [],
        "menunggu": waiting,
        "putus": [row for row in waiting if _may_decide(request, place, row)],
        "minta": staff and not waiting and (report.status == StatusLaporan.DIKUNCI or (is_open and late)),
        "batas": request.POST.get("sampai") or f"{end_of_working_days(at, HARI_PERBAIKAN):%Y-%m-%d}",
    }
    return found | {"utama": _primary(found)}


def _may_decide(request: HttpRequest, place: Tempat, row: Kelonggaran) -> bool:
    return bool(place.pelaku & {Pelaku.PEMERIKSA, Pelaku.PENGUNCI}) and row.diminta_oleh_id != request.user.pk


def _primary(found: dict[str, Any]) -> str:
    """Return the one action that moves the report on, for this person now."""
    if found["dapat_isi"]:
        return "isi" if found["kurang"] else "ajukan"
    for name, there in (
        ("verifikasi", Aksi.VERIFIKASI in found["aksi"]),
        ("kunci", Aksi.KUNCI in found["aksi"]),
        ("putus", found["putus"]),
        ("minta", found["minta"] and found["tertutup"]),
    ):
        if there:
            return name
    return ""


def _correction(place: Tempat) -> dict[str, Any]:
    """Return the newest correction with what it changes of the report before it."""
    if len(place.laporan) < 2:
        return {"koreksi": None}
    before, after = place.laporan[-2:]
    return {"koreksi": after, "sebelum": before, "perubahan": changes(before, after)}
