"""The drawings of the dashboard, from the same figures as the words beside them."""

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse

from programs.rollup import TOTAL
from renstra.grafik import Batang, Grafik, Kuadran, TitikKuadran, batang, batang_bertumpuk, garis_target, kuadran
from renstra.grafik import Pohon as GambarPohon
from renstra.grafik import Simpul as SimpulGambar
from renstra.grafik import pohon as draw_tree
from renstra.grafik.kuadran import tempat_kuadran
from renstra.lib.numbers import format_percent
from reports.choices import KeadaanAngka
from reports.dashboards.kata import percent
from reports.selectors.anggaran import Anggaran
from reports.selectors.dasbor import PERHATIAN, Kartu, SorotProgram
from reports.selectors.pohon import Simpul
from targets.formulas import PREDIKAT_BAKU, decimal, predikat
from targets.formulas.hasil import exact
from targets.selectors.rincian import figure_text

LEVELS = [band.singkatan for band in PREDIKAT_BAKU]
CARD = (360.0, 168.0)


def path(kartu: Kartu, ukuran: tuple[float, float] = CARD, *, ringkas: bool = False) -> Grafik:
    """Draw an indicator year by year against the path of its targets, with the forecast of the asked year.

    `ringkas` is for print, where the page says once what the marks mean and the row beside it the unit.
    """
    indikator, found = kartu.indikator, kartu.penilaian
    years = [each.tahun for each in kartu.tahun]
    now = next((each.tahun for each in kartu.tahun if each.berjalan), None)
    upper = {each.tahun: _decimal(each.target.atas) for each in kartu.tahun if each.target.atas is not None}
    ahead = kartu.akhir_tahun.nilai if kartu.akhir_tahun.persis != found.realisasi.persis else None
    return garis_target(
        f"Realisasi dan target {years[0]}–{years[-1]}",
        years,
        {each.tahun: each.realisasi for each in kartu.tahun},
        {each.tahun: _decimal(each.target.nilai) for each in kartu.tahun},
        target_atas=upper or None,
        perkiraan={now: ahead} if now and ahead is not None else None,
        draf=[now] if now and found.keadaan == KeadaanAngka.DRAF else [],
        kini=now,
        tulis=lambda value: figure_text(indikator, value),
        satuan="" if ringkas else indikator.satuan,
        lebar=ukuran[0],
        tinggi=ukuran[1],
        ringkas=ringkas,
    )


def _decimal(value: object) -> Decimal | None:
    found = exact(value)  # type: ignore[arg-type]
    return None if found is None else decimal(found)


def programs(found: Sequence[SorotProgram], triwulan: int) -> Grafik:
    """Draw capaian against serapan: what is spent faster than the quarters pass and not achieved stands out."""
    points = [_point(each) for each in found]
    due = f"serapan {triwulan * 25} % ({triwulan} dari 4 triwulan)"
    return kuadran(
        f"Capaian terhadap serapan; batasnya {due} dan capaian 90 %",
        points,
        ambang=limits(triwulan),
        tulis=lambda value: format_percent(value, 2),
        lebar=760,
    )


def limits(triwulan: int) -> tuple[Decimal, Decimal]:
    """Return what parts the quadrants at a quarter: the serapan due by then, and the capaian to reach."""
    return Decimal(triwulan * 25), PERHATIAN


def _point(program: SorotProgram) -> TitikKuadran:
    return TitikKuadran(
        f"{program.line.kode} {program.nama}",
        program.serapan.nilai,
        program.capaian.nilai,
        program.capaian.alasan or program.serapan.alasan,
    )


def spent_not_achieved(program: SorotProgram, triwulan: int) -> str:
    """Return the name of the quadrant to look at where the program stands in it, else nothing."""
    place = tempat_kuadran(_point(program), limits(triwulan), Kuadran())
    return place if place == Kuadran().kanan_bawah else ""


def absorption(found: Anggaran) -> Grafik:
    """Draw the absorption of each program in the asked year."""
    due = Decimal(found.asked.triwulan * 25)
    rows = [
        Batang(f"{row.kode} {row.nama}", row.uang.tingkat_tahun.nilai, alasan=row.uang.tingkat_tahun.alasan)
        for row in found.setahun
        if row.kode != TOTAL
    ]
    return batang(
        f"Serapan {found.asked.tahun} per program; garis tegak {due} % ({found.asked.triwulan} dari 4 triwulan)",
        rows,
        tulis=lambda value: format_percent(value, 2),
        acuan=due,
        kolom=("Program", "Serapan"),
        lebar=760,
    )


def pagu(found: Anggaran) -> Grafik:
    """Draw the pagu in force of each year by program."""
    series = [(f"{row.kode} {row.nama}", row.berlaku) for row in found.tahunan if row.kode != TOTAL]
    return batang_bertumpuk(f"Pagu per program {found.years[0]}–{found.years[-1]}", found.years, series)


def tree(roots: Sequence[Simpul], query: str, kedalaman: int | None) -> GambarPohon:
    """Draw the cascade; each node leads to the indicator that measures it, or to the list of its program."""
    return draw_tree("Pohon kinerja", [_node(each, query) for each in roots], kedalaman=kedalaman)


def _node(node: Simpul, query: str) -> SimpulGambar:
    band = predikat(node.capaian.nilai)
    return SimpulGambar(
        kode=node.kode,
        teks=node.uraian or node.label,
        anak=tuple(_node(each, query) for each in node.anak),
        jenis=node.label,
        nilai=node.capaian.nilai,
        tingkat=LEVELS.index(band.singkatan) if band else None,
        status=band.nama if band else _why(node),
        alamat=_address(node, query),
    )


def _why(node: Simpul) -> str:
    if not node.penilaian:
        return "tanpa indikator"
    return percent(node.penilaian[0].capaian) if len(node.penilaian) == 1 else "belum dinilai"


def _address(node: Simpul, query: str) -> str:
    if len(node.penilaian) == 1:
        return f"{reverse('indikator', args=[node.penilaian[0].indikator.pk])}?{query}"
    return f"{reverse('daftar-indikator')}?{query}&induk={node.kode}" if node.penilaian else ""
