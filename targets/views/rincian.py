"""The side panel of one row: what it means, what it was, who changed it, and its evidence."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from renstra.grafik import percikan
from renstra.lib.berkas import BerkasError
from renstra.lib.http import is_fetch
from targets.models import Bukti
from targets.selectors.kata import (
    KETIK_ANGGARAN,
    SETAHUN_ANGGARAN,
    how_the_period_is_made,
    how_the_year_is_made,
    what_to_type,
)
from targets.selectors.lembar import BarisAnggaran, BarisKinerja
from targets.selectors.rincian import (
    document_sentence,
    evidence_of,
    explanations,
    find_row,
    notes_of,
    owner_of,
    past_years,
    points,
    row_text,
)
from targets.selectors.riwayat import row_history
from targets.services.bukti import attach_to_quarter, detach, open_evidence
from targets.services.galat import LaporanError
from targets.views.isian import sheet_of, why_not_writable
from targets.views.tempat import Tempat, entry_place, find_place

SANDBOX = "sandbox; default-src 'none'"


@require_safe
def baris(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int, kunci: str) -> HttpResponse:
    return _panel(request, find_place(request, pd, unit, tahun, triwulan), kunci)


@require_POST
def lampirkan(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int, kunci: str) -> HttpResponse:
    """Take in evidence for a row, file by file: one refused does not hold up the others.

    409 where the report is not open now, which holds for every file.
    """
    place = entry_place(request, pd, unit, tahun, triwulan)
    row = find_row(sheet_of(place), kunci)
    if row is None:
        raise Http404("Baris ini tidak ada pada lembar unit Anda.")
    files = request.FILES.getlist("berkas")
    try:
        refused = [sentence for file in files if (sentence := _attach(request, place, row, file))]
    except LaporanError as error:
        return _panel(request, place, kunci, galat=[str(error)], status=409)
    if not files:
        refused = ["Pilih dahulu berkas yang hendak dilampirkan."]
    if refused or is_fetch(request):
        return _panel(request, entry_place(request, *place.args), kunci, galat=refused)
    return redirect(place.url("baris", kunci))


@require_POST
def lepas_bukti(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int, pk: int) -> HttpResponse:
    place = entry_place(request, pd, unit, tahun, triwulan)
    bukti = _evidence(place, pk)
    kunci = f"i{bukti.indikator_id}" if bukti.indikator_id else f"s{bukti.subkegiatan_id}"
    user: Any = request.user
    try:
        detach(bukti=bukti, user=user)
    except LaporanError as error:
        return _panel(request, place, kunci, galat=[str(error)], status=409)
    if is_fetch(request):
        return _panel(request, place, kunci)
    return redirect(place.url("baris", kunci))


@require_GET
def bukti(request: HttpRequest, pd: str, unit: str, tahun: int, triwulan: int, pk: int) -> FileResponse:
    """Send an evidence file for keeping, never for showing inside this site; the opening is noted."""
    place = find_place(request, pd, unit, tahun, triwulan)
    row = _evidence(place, pk)
    user: Any = request.user
    try:
        file = open_evidence(bukti=row, user=user)
    except BerkasError as error:
        raise Http404(str(error)) from error
    response = FileResponse(file, as_attachment=True, filename=row.nama, content_type=row.jenis)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _evidence(place: Tempat, pk: int) -> Bukti:
    rows = Bukti.objects.filter(laporan__in=place.laporan).select_related("laporan__unit__perangkat_daerah")
    return get_object_or_404(rows, pk=pk)


def _attach(request: HttpRequest, place: Tempat, row: BarisKinerja | BarisAnggaran, file: Any) -> str:
    """Attach one file; return why it was refused, empty when it was not; raises `LaporanError`."""
    user: Any = request.user
    try:
        attach_to_quarter(
            renstra=place.renstra,
            unit=place.unit,
            tahun=place.tahun,
            triwulan=place.triwulan,
            pemilik=owner_of(row),
            stream=file,
            nama=file.name,
            ukuran=file.size,
            user=user,
        )
    except BerkasError as error:
        return str(error)
    return ""


def _panel(
    request: HttpRequest, place: Tempat, kunci: str, *, galat: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """Show the panel: alone to a script, as a page of its own to anybody else."""
    sheet = sheet_of(place)
    row = find_row(sheet, kunci)
    if row is None:
        raise Http404("Baris ini tidak ada pada lembar unit ini.")
    years = past_years(sheet, row)
    opens_evidence = bool(place.pelaku)
    context = {
        "place": place,
        "lembar": sheet,
        "baris": row,
        "kata": _words(row),
        "dokumen_target": _target_document(row),
        "tahun_lalu": years,
        "garis": percikan(f"Perjalanan {row.nama}", points(years, row), lambda value: row_text(row, value)),
        "penjelasan": explanations(sheet, row),
        "riwayat": row_history(owner_of(row), files=opens_evidence),
        "catatan": notes_of(row),
        "boleh_buka": opens_evidence,
        "bukti": evidence_of(sheet, row) if opens_evidence else [],
        "dapat_diisi": _may_write(request, place),
        "galat": galat,
    }
    template = "targets/isian/panel.html" if is_fetch(request) else "targets/baris.html"
    return render(request, template, context, status=status)


def _may_write(request: HttpRequest, place: Tempat) -> bool:
    try:
        return not why_not_writable(request, place)
    except PermissionDenied:
        return False


def _words(row: BarisKinerja | BarisAnggaran) -> list[str]:
    if isinstance(row, BarisAnggaran):
        return [f"{KETIK_ANGGARAN}.", SETAHUN_ANGGARAN]
    indikator = row.indikator
    return [f"{what_to_type(indikator)}.", how_the_year_is_made(indikator), how_the_period_is_made(indikator)]


def _target_document(row: BarisKinerja | BarisAnggaran) -> str:
    stated = row.pagu if isinstance(row, BarisAnggaran) else row.target_tahun
    return document_sentence(stated.dokumen) if stated else ""
