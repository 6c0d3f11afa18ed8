"""The quarter targets of a year: one form per unit, enacted for the whole agency by Sekretariat."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from programs.choices import Peran, StatusDokumen
from programs.models import UnitKerja
from targets.forms.renaksi import BarisForm, TetapkanForm, lay_out, read_targets
from targets.permissions import holds
from targets.selectors.renaksi import action_plan, plan_rows
from targets.services.galat import BelumSiapError, LaporanError
from targets.services.renaksi import change_action_plan, enact_action_plan, may_plan, save_quarter_targets
from targets.views.papan import TempatPapan, find_board


@require_http_methods(["GET", "HEAD", "POST"])
def renaksi(request: HttpRequest, pd: str, unit: str, tahun: int) -> HttpResponse:
    """Show and save the quarter targets of one unit; its staf and Sekretariat alone see the form."""
    place = find_board(request, pd, tahun)
    found = (
        UnitKerja.objects.filter(perangkat_daerah=place.agency, kode=unit)
        .select_related("perangkat_daerah")
        .first()
    )
    if found is None:
        raise Http404("Unit ini tidak ada.")
    user: Any = request.user
    if not may_plan(user, found):
        if request.method == "POST":
            raise PermissionDenied("Target triwulan diisi staf unit ini atau Sekretariat.")
        raise Http404("Formulir ini hanya untuk staf unitnya dan Sekretariat.")
    return _save(request, place, found) if request.method == "POST" else _page(request, place, found)


def _save(request: HttpRequest, place: TempatPapan, unit: UnitKerja) -> HttpResponse:
    rows = _rows(place, unit)
    cells = read_targets(request.POST, rows)
    user: Any = request.user
    try:
        results = save_quarter_targets(renstra=place.renstra, unit=unit, tahun=place.tahun, isian=cells, user=user)
    except LaporanError as error:
        return _page(request, place, unit, galat=str(error), status=409)
    refused = sum(result.status != "tersimpan" for result in results)
    if refused:
        form = lay_out(_rows(place, unit), cells, results)
        text = f"{len(results) - refused} target tersimpan, {refused} belum; lihat keterangan pada isiannya."
        return _page(request, place, unit, form=form, galat=text, status=409)
    messages.success(request, f"{len(results)} target tersimpan." if results else "Tidak ada yang berubah.")
    return redirect("renaksi", place.agency.kode, unit.kode, place.tahun)


def _rows(place: TempatPapan, unit: UnitKerja) -> Any:
    dokumen = action_plan(place.renstra, place.tahun)
    return plan_rows(renstra=place.renstra, units=[unit], tahun=place.tahun, dokumen=dokumen)


@require_POST
def tetapkan(request: HttpRequest, pd: str, tahun: int) -> HttpResponse:
    """Enact the rencana aksi of the whole agency."""
    place, unit = _sekretariat_place(request, pd, tahun)
    form = TetapkanForm(request.POST)
    if not form.is_valid():
        return _page(request, place, unit, galat=form.sentences(), status=409)
    nomor, tanggal = form.chosen()
    user: Any = request.user
    try:
        enact_action_plan(renstra=place.renstra, tahun=tahun, user=user, tanggal=tanggal, nomor=nomor)
    except BelumSiapError as error:
        return _page(request, place, unit, galat=str(error), kekurangan=error.kekurangan, status=409)
    except LaporanError as error:
        return _page(request, place, unit, galat=str(error), status=409)
    messages.success(request, f"Rencana aksi {tahun} ditetapkan; target triwulannya kini berlaku.")
    return redirect("renaksi", pd, unit.kode, tahun)


@require_POST
def ubah(request: HttpRequest, pd: str, tahun: int) -> HttpResponse:
    """Begin the perubahan of an enacted rencana aksi."""
    place, unit = _sekretariat_place(request, pd, tahun)
    user: Any = request.user
    try:
        draft = change_action_plan(renstra=place.renstra, tahun=tahun, user=user)
    except LaporanError as error:
        return _page(request, place, unit, galat=str(error), status=409)
    messages.success(request, f"{draft} dibuat sebagai rancangan; yang lama berlaku sampai ini ditetapkan.")
    return redirect("renaksi", pd, unit.kode, tahun)


def _sekretariat_place(request: HttpRequest, pd: str, tahun: int) -> tuple[TempatPapan, UnitKerja]:
    """Return the place and the unit whose page the button stood on; 403 for all but Sekretariat."""
    place = find_board(request, pd, tahun)
    user: Any = request.user
    if not holds(user, place.agency, Peran.SEKRETARIAT):
        raise PermissionDenied("Hanya Sekretariat yang menetapkan dan mengubah rencana aksi.")
    units = list(place.agency.unit_kerja.select_related("perangkat_daerah"))
    asked = request.POST.get("unit", "")
    unit = next((each for each in units if each.kode == asked), units[0] if units else None)
    if unit is None:
        raise Http404("Perangkat daerah ini belum mempunyai unit kerja.")
    return place, unit


def _page(
    request: HttpRequest,
    place: TempatPapan,
    unit: UnitKerja,
    *,
    form: Sequence[BarisForm] | None = None,
    galat: str = "",
    kekurangan: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    user: Any = request.user
    dokumen = action_plan(place.renstra, place.tahun)
    secretary = holds(user, place.agency, Peran.SEKRETARIAT)
    units = place.agency.unit_kerja.select_related("perangkat_daerah")
    context = {
        "tempat": place,
        "unit": unit,
        "unit_lain": [each for each in units if secretary or may_plan(user, each)],
        "dokumen": dokumen,
        "dapat_isi": dokumen is None or dokumen.status == StatusDokumen.RANCANGAN,
        "sekretariat": secretary,
        "baris": lay_out(_rows(place, unit)) if form is None else form,
        "galat": galat,
        "kekurangan": kekurangan,
        "hari_ini": f"{timezone.localdate():%Y-%m-%d}",
    }
    return render(request, "targets/renaksi.html", context, status=status)
