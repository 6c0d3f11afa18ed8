"""The catalogue: every report by its occasion, what is missing before it can be signed, all of them at once."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.models import PerangkatDaerah
from reports.choices import JenisPekerjaan, Kesempatan, Perlu
from reports.exports.pekerjaan import enqueue
from reports.forms import PeriodForm
from reports.selectors.kelengkapan import missing
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import may_publish
from reports.services.pekerjaan import request_job
from reports.tables.registry import LAPORAN
from reports.views.laporan import requested_form
from reports.views.rencana import current_renstra
from targets.models import ROMAWI

PENGANTAR = {
    Kesempatan.TRIWULAN: "Dikirim kepada Wali Kota melalui Bappeda sesudah triwulan berakhir.",
    Kesempatan.RENJA: "Untuk rancangan dan penetapan Renja tahun yang dipilih.",
    Kesempatan.PK: "Ditandatangani pada awal tahun, beserta target tiap triwulannya.",
    Kesempatan.LKJ: "Bab III Laporan Kinerja tahun yang dipilih.",
    Kesempatan.RENSTRA: "Tabel Renstra yang berlaku; tidak bergantung pada tahun dan triwulan di atas.",
}


@require_safe
def katalog(request: HttpRequest) -> HttpResponse:
    renstra = current_renstra(request)
    form = requested_form(request, renstra)
    data = form.cleaned_data
    asked = Permintaan(renstra, data["tahun"], data["triwulan"], data["draf"])
    user: Any = request.user
    context = {
        "renstra": renstra,
        "form": form,
        "query": form.period_query(),
        "periode": f"Triwulan {ROMAWI[asked.triwulan - 1]} {asked.tahun}",
        "tahun": asked.tahun,
        "dengan_draf": asked.dengan_draf,
        "semua_kelompok": list(_groups(asked)),
        "perlu_dokumen": Perlu.DOKUMEN,
        "sekota": PerangkatDaerah.objects.visible_to(user).count() > 1,
        "penerbit": may_publish(user, renstra.perangkat_daerah),
    }
    return render(request, "reports/katalog.html", context)


def _groups(asked: Permintaan) -> Iterator[dict[str, Any]]:
    """Yield each occasion with its reports and what they lack."""
    agency, gaps = asked.renstra.perangkat_daerah, missing(asked, timezone.now())
    for each in Kesempatan:
        yield {
            "kesempatan": each,
            "pengantar": PENGANTAR[each],
            "laporan": [row for row in LAPORAN.values() if row.kesempatan == each],
            "kurang": [(gap.teks, _place(gap.tempat, agency, asked.tahun)) for gap in gaps[each]],
            "berkala": each != Kesempatan.RENSTRA,
        }


def _place(name: str, agency: PerangkatDaerah, tahun: int) -> str:
    """Return the address where a gap is mended; empty where the office mends it outside these pages."""
    if name in ("papan", "siapkan-tahun"):
        return reverse(name, args=[agency.kode, tahun])
    return reverse(name) if name == "pemeriksaan" else ""


@require_POST
def unduh_semua(request: HttpRequest, kesempatan: str) -> HttpResponse:
    """Begin drawing all reports of an occasion and lead to its progress.

    For the whole city it covers the agencies that the person may read, whatever was posted.
    """
    if kesempatan not in Kesempatan:
        raise Http404("Kesempatan ini tidak ada.")
    renstra = current_renstra(request)
    form = PeriodForm(request.POST, renstra=renstra)
    if not form.is_valid():
        raise Http404("Tahun atau triwulan di luar Renstra.")
    data = form.cleaned_data
    occasion = Kesempatan(kesempatan)
    user: Any = request.user
    whole_city = request.POST.get("semua") == "on"
    title = _title(occasion, data["tahun"], data["triwulan"], draf=data["draf"])
    job, new = request_job(
        user=user,
        jenis=JenisPekerjaan.UNDUH_SEMUA,
        judul=f"{title} semua perangkat daerah" if whole_city else title,
        parameter={
            "kesempatan": occasion.value,
            "renstra": renstra.pk,
            "tahun": data["tahun"],
            "triwulan": data["triwulan"],
            "draf": data["draf"],
        },
        agency=None if whole_city else renstra.perangkat_daerah,
    )
    if new:
        enqueue(job)
    return redirect(job)


def _title(occasion: Kesempatan, tahun: int, triwulan: int, *, draf: bool) -> str:
    period = {
        Kesempatan.TRIWULAN: f" TW {ROMAWI[triwulan - 1]} {tahun}",
        Kesempatan.RENSTRA: "",
    }.get(occasion, f" {tahun}")
    return f"{occasion.label}{period}{' dengan draf' if draf else ''}"
