"""The entry grid: the page where staff of a unit type its quarter, and the script that saves cell by cell."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from renstra.lib.numbers import format_tanggal
from targets.choices import StatusLaporan
from targets.forms.isian import BentukError, read_form, read_json, seen
from targets.forms.lembar import Tampilan, answer, dry_answer, progress
from targets.models import Jadwal, LaporanTriwulan
from targets.models.laporan import ROMAWI
from targets.selectors.lembar import Lembar, entry_sheet, shortages
from targets.selectors.rincian import find_row
from targets.services.galat import LaporanError
from targets.services.jadwal import active_exception, schedule_of
from targets.services.laporan import require_writable
from targets.services.pintasan import copy_previous, mark_nil
from targets.services.realisasi import HasilIsian, Isian, save_cells
from targets.views.tempat import Tempat, entry_place


@require_http_methods(["GET", "HEAD", "POST"])
def isi(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int) -> HttpResponse:
    """Show the entry form of a unit's quarter; a post saves the whole of it, as a page without JavaScript does."""
    place = entry_place(request, pd, unit, tahun, triwulan)
    sheet = sheet_of(place)
    return _save_page(request, place, sheet) if request.method == "POST" else _page(request, place, sheet)


@require_POST
def simpan_sel(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int) -> JsonResponse:
    """Save the cells a script sends and answer what became of each; 409 where the quarter is not open now."""
    place = entry_place(request, pd, unit, tahun, triwulan)
    try:
        wanted = read_json(request.body)
    except BentukError as error:
        return JsonResponse({"galat": str(error)}, status=400)
    try:
        _, results = save(request, place, wanted.isian, cara=wanted.cara, coba=wanted.coba)
    except LaporanError as error:
        return JsonResponse({"galat": str(error)}, status=409)
    if wanted.coba:
        return JsonResponse(dry_answer(results))
    return JsonResponse(answer(sheet_of(entry_place(request, pd, unit, tahun, triwulan)), results))


def sheet_of(place: Tempat) -> Lembar:
    """Return the quarter as the report being written states it, else as the one that holds."""
    return entry_sheet(
        renstra=place.renstra,
        unit=place.unit,
        tahun=place.tahun,
        triwulan=place.triwulan,
        laporan=place.terbuka or place.berlaku,
    )


def save(request: HttpRequest, place: Tempat, isian: Sequence[Isian], **how: Any) -> Any:
    user: Any = request.user
    return save_cells(
        renstra=place.renstra,
        unit=place.unit,
        tahun=place.tahun,
        triwulan=place.triwulan,
        isian=isian,
        user=user,
        **how,
    )


def why_not_writable(request: HttpRequest, place: Tempat) -> str:
    """Return the sentence why the person cannot write the quarter now, empty when they can."""
    user: Any = request.user
    report = place.terbuka or place.berlaku or LaporanTriwulan(unit=place.unit, **_quarter(place))
    try:
        require_writable(report, user, timezone.now())
    except LaporanError as error:
        return str(error)
    return ""


def _quarter(place: Tempat) -> dict[str, Any]:
    return {"renstra": place.renstra, "tahun": place.tahun, "triwulan": place.triwulan}


# A page without JavaScript --------------------------------------------------------------------------------------


def _save_page(request: HttpRequest, place: Tempat, sheet: Lembar) -> HttpResponse:
    """Save what was typed, then do what the button says; anything not stored comes back in its field.

    409 where the quarter is not open now, as `langkah` answers.
    """
    cells = read_form(request.POST, sheet)
    try:
        results: list[HasilIsian] = save(request, place, cells)[1] if cells else []
        if all(each.tersimpan for each in results):
            return _then(request, place, results)
    except LaporanError as error:
        typed = {(cell.baris, cell.kolom): cell.teks for cell in cells}
        return _page(request, place, sheet, galat=str(error), typed=typed, status=409)
    return _unsaved(request, place, results, {(cell.baris, cell.kolom): cell.teks for cell in cells})


def _unsaved(
    request: HttpRequest, place: Tempat, results: Sequence[HasilIsian], typed: Mapping[tuple[str, str], str]
) -> HttpResponse:
    """Show the page with what was stored, and in their fields the texts that were not."""
    failed = {(each.baris, each.kolom): each for each in results if not each.tersimpan}
    sentence = f"{len(results) - len(failed)} isian tersimpan, {len(failed)} belum; lihat tanda pada selnya."
    kept = {place: typed[place] for place in failed}
    return _page(request, place, _again(request, place), results=failed, typed=kept, galat=sentence)


def _then(request: HttpRequest, place: Tempat, results: Sequence[HasilIsian]) -> HttpResponse:
    """Take the button's own action, everything typed being stored."""
    if "ajukan" in request.POST:
        return _submit(request, place)
    if "nihil" in request.POST:
        return _nil(request, place, results)
    user: Any = request.user
    if "salin" in request.POST:
        _, copied = copy_previous(sheet=_again(request, place), user=user)
        messages.success(request, f"{len(copied)} angka disalin dari triwulan lalu.")
    elif results:
        messages.success(request, f"{len(results)} isian tersimpan.")
    return redirect(place.url("isi"))


def _nil(request: HttpRequest, place: Tempat, results: Sequence[HasilIsian]) -> HttpResponse:
    """Write nil for the row of the button, unless somebody else has filled it in the meantime."""
    user: Any = request.user
    sheet = _again(request, place)
    row = find_row(sheet, request.POST["nihil"])
    if row is None:
        raise Http404("Baris ini tidak ada pada lembar unit Anda.")
    saved = {each.kolom: each.tampil for each in results if each.baris == row.kunci}
    _, nil = mark_nil(sheet=sheet, row=row, semula=seen(request.POST, row.kunci) | saved, user=user)
    if not all(each.tersimpan for each in nil):
        return _unsaved(
            request, place, nil, {(row.kunci, row.kolom_angka[0]): "0", (row.kunci, "keterangan"): "Nihil"}
        )
    messages.success(request, f"Nihil dicatat: {row.nama}.")
    return redirect(f"{place.url('isi')}#{row.kunci}")


def _submit(request: HttpRequest, place: Tempat) -> HttpResponse:
    """Send the post on to `langkah`, which takes the step; what is lacking is shown here, where it is mended."""
    sheet = _again(request, place)
    if lacking := shortages(sheet):
        sentence = f"Laporan belum dapat diajukan: {len(lacking)} hal perlu dilengkapi lebih dahulu."
        return _page(request, place, sheet, galat=sentence, kurang=True)
    response = HttpResponseRedirect(place.url("langkah", "ajukan"))
    response.status_code = 307  # the browser posts the same form, its `versi` with it
    return response


def _again(request: HttpRequest, place: Tempat) -> Lembar:
    """Read the quarter anew after a change."""
    return sheet_of(entry_place(request, *place.args))


def _page(
    request: HttpRequest,
    place: Tempat,
    sheet: Lembar,
    *,
    results: Mapping[tuple[str, str], HasilIsian] | None = None,
    typed: Mapping[tuple[str, str], str] | None = None,
    galat: str = "",
    kurang: bool = False,
    status: int = 200,
) -> HttpResponse:
    closed = why_not_writable(request, place)
    context = {
        "place": place,
        "lembar": sheet,
        "tampil": Tampilan(sheet, results, typed),
        "tertutup": closed,
        # what was typed stays in its fields even where it cannot be stored any more
        "dapat_diisi": not closed or bool(typed),
        "galat": galat,
        "kurang": kurang,
        "romawi": ROMAWI[place.triwulan - 1],
        "status": StatusLaporan(sheet.laporan.status if sheet.laporan else StatusLaporan.DRAF).label,
        "tenggat": deadline(place, sheet.laporan),
        "kemajuan": progress(sheet),
        "versi": sheet.laporan.versi if sheet.laporan else 1,
        "nama_pengguna": request.user.get_username(),
    }
    return render(request, "targets/isian.html", context, status=status)


def deadline(place: Tempat, laporan: LaporanTriwulan | None) -> str:
    """Say until when the quarter can be written."""
    now = timezone.now()
    report = laporan or LaporanTriwulan(unit=place.unit, **_quarter(place))
    if extra := active_exception(report, now):
        return f"kelonggaran sampai {format_tanggal(timezone.localdate(extra.sampai))}"
    jadwal = schedule_of(report)
    return _schedule_words(jadwal) if jadwal else "jadwal belum dibuat"


def _schedule_words(jadwal: Jadwal) -> str:
    left = (jadwal.jatuh_tempo - timezone.localdate()) // timedelta(days=1)
    due = format_tanggal(jadwal.jatuh_tempo)
    closes = format_tanggal(jadwal.ditutup)
    if left < 0:
        return f"lewat jatuh tempo {due}; ditutup {closes}"
    near = "hari ini" if left == 0 else "besok" if left == 1 else f"{left} hari lagi"
    return f"jatuh tempo {due} ({near}); ditutup {closes}"
