"""The page of one unit's quarter: what it reported, how far it is, and the steps a person may take with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from targets.alur import TRANSISI, Pelaku
from targets.choices import Aksi
from targets.forms.laporan import KeputusanForm
from targets.models import Kelonggaran, LaporanTriwulan
from targets.services.galat import LaporanError
from targets.services.kelonggaran import decide_exception, request_exception
from targets.services.laporan import CatatanSel, ensure_report, take_step
from targets.views.halaman_laporan import render_report, sheet_of
from targets.views.papan import NOMOR
from targets.views.tempat import Tempat, find_place

LANGKAH = {
    Aksi.AJUKAN: "Laporan diajukan; Sekretariat diberi tahu.",
    Aksi.TARIK: "Laporan ditarik kembali dan dapat diisi lagi.",
    Aksi.KEMBALIKAN: "Laporan dikembalikan kepada unitnya dengan catatan Anda.",
    Aksi.VERIFIKASI: "Laporan terverifikasi; Kepala Dinas diberi tahu.",
    Aksi.KUNCI: "Laporan dikunci; angkanya kini berlaku.",
}
"""The steps a person takes by a button, and what is said when one is done; a correction opens by a decision."""


@require_safe
def laporan(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int) -> HttpResponse:
    return render_report(request, find_place(request, pd, unit, tahun, triwulan))


@require_POST
def langkah(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int, aksi: str) -> HttpResponse:
    """Take one step with the open report of the quarter; what keeps it from being taken is said on the page."""
    place = find_place(request, pd, unit, tahun, triwulan)
    if aksi not in LANGKAH:
        raise Http404("Langkah ini tidak ada.")
    step, user = Aksi(aksi), _user(request)
    if not place.pelaku & _who_may(step):
        raise PermissionDenied("Peran Anda tidak dapat melakukan langkah ini pada laporan unit ini.")
    try:
        with transaction.atomic():
            report = _report_to_act_on(place, user)
            take_step(
                laporan=report,
                aksi=step,
                user=user,
                versi=_number(request.POST.get("versi", "")),
                catatan=request.POST.get("catatan", ""),
                sel=_row_notes(request, place, report) if step == Aksi.KEMBALIKAN else (),
            )
    except LaporanError as error:
        return _refused(request, place, error)
    messages.success(request, LANGKAH[step])
    return redirect(place.url("laporan"))


@require_POST
def minta_kelonggaran(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int) -> HttpResponse:
    """Ask to enter late, or to correct what is locked."""
    place = find_place(request, pd, unit, tahun, triwulan)
    if Pelaku.PENGISI not in place.pelaku:
        raise PermissionDenied("Hanya staf unit ini yang dapat meminta kelonggaran.")
    try:
        with transaction.atomic():
            report = place.terbuka or place.berlaku or _report_to_act_on(place, _user(request))
            request_exception(laporan=report, alasan=request.POST.get("alasan", ""), user=_user(request))
    except LaporanError as error:
        return _refused(request, place, error)
    messages.success(request, "Permintaan dikirim; Sekretariat diberi tahu.")
    return redirect(place.url("laporan"))


@require_POST
def putus_kelonggaran(
    request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int, pk: int
) -> HttpResponse:
    """Grant or refuse a request of this quarter."""
    place = find_place(request, pd, unit, tahun, triwulan)
    if not place.pelaku & {Pelaku.PEMERIKSA, Pelaku.PENGUNCI}:
        raise PermissionDenied("Permintaan diputus Sekretariat atau Kepala Dinas.")
    asked = Kelonggaran.objects.filter(pk=pk, laporan__in=place.laporan).first()
    if asked is None:
        raise Http404("Permintaan ini tidak ada.")
    form = KeputusanForm(request.POST)
    if not form.is_valid():
        return _refused(request, place, LaporanError(form.sentences()))
    granted = form.cleaned_data["keputusan"] == "setuju"
    try:
        decide_exception(
            kelonggaran=asked,
            setuju=granted,
            user=_user(request),
            sampai=form.until(),
            jawaban=form.cleaned_data["jawaban"],
        )
    except LaporanError as error:
        return _refused(request, place, error)
    messages.success(request, "Permintaan disetujui." if granted else "Permintaan ditolak.")
    return redirect(place.url("laporan"))


# What a post means ----------------------------------------------------------------------------------------------


def _user(request: HttpRequest) -> Any:
    return request.user


def _number(text: str) -> int:
    return int(text) if NOMOR.fullmatch(text) else 0


def _who_may(aksi: Aksi) -> frozenset[Pelaku]:
    return frozenset().union(*(step.pelaku for step in TRANSISI if step.aksi == aksi))


def _report_to_act_on(place: Tempat, user: Any) -> LaporanTriwulan:
    """Return the open report; a quarter nobody typed in yet gets its first one from its own staff."""
    if place.terbuka:
        return place.terbuka
    if Pelaku.PENGISI not in place.pelaku:
        locked = "sudah dikunci" if place.laporan else "belum dimulai unitnya"
        raise LaporanError(f"Laporan triwulan ini {locked}; tidak ada yang dapat diputuskan.")
    return ensure_report(
        renstra=place.renstra, unit=place.unit, tahun=place.tahun, triwulan=place.triwulan, user=user
    )


def _row_notes(request: HttpRequest, place: Tempat, report: LaporanTriwulan) -> list[CatatanSel]:
    sheet = sheet_of(place, report)
    typed = {row.kunci: request.POST.get(f"catatan-{row.kunci}", "").strip() for row in sheet.baris}
    notes = [CatatanSel(typed[row.kunci], indikator=row.indikator) for row in sheet.kinerja if typed[row.kunci]]
    return notes + [
        CatatanSel(typed[row.kunci], subkegiatan=row.subkegiatan) for row in sheet.anggaran if typed[row.kunci]
    ]


def _refused(request: HttpRequest, place: Tempat, error: LaporanError) -> HttpResponse:
    """Show the page as it stands now with the reason, and what was typed still in its fields."""
    fresh = find_place(request, *place.args)
    return render_report(request, fresh, galat=error, status=409)
