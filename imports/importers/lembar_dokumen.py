"""The sheets of a planning document: their columns, and the rows of the filled template."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from imports.importers.isi_dokumen import AKHIR, PAGU, PAGU_TW, RINCIAN, TARGET, TARGET_TW, Isi, years_of
from imports.importers.silang import (
    KODE,
    shown,
)
from imports.templat import TERTUTUP, Jenis, KolomTemplat
from indicators.choices import Polaritas
from indicators.models import Indikator
from programs.choices import JenisDokumen
from programs.models import Subkegiatan
from targets.choices import JenisTarget
from targets.models import ROMAWI, Pagu, PaguTriwulan, RencanaSubkegiatan, Target, TargetTriwulan
from targets.selectors.berlaku import Berlaku


def sheet_columns(name: str, isi: Isi) -> list[KolomTemplat]:
    """Return the columns of a sheet: what the template writes and the import looks for."""
    if name in (TARGET, TARGET_TW):
        lead = [
            KolomTemplat(KODE, "Kode", Jenis.KODE, isi=False, sinonim=("Kode indikator",), lebar=24),
            KolomTemplat("nama", "Indikator", isi=False, wajib=False, sinonim=("Nama indikator",), lebar=60),
            KolomTemplat("satuan", "Satuan", isi=False, wajib=False, lebar=14),
        ]
        return lead + (list(_target_columns(isi)) if name == TARGET else list(_quarter_columns(isi)))
    lead = [
        KolomTemplat(KODE, "Kode", Jenis.KODE, isi=name == PAGU, sinonim=("Kode subkegiatan",), lebar=22),
        KolomTemplat("nama", "Subkegiatan", isi=False, wajib=False, sinonim=("Nama subkegiatan",), lebar=60),
    ]
    return lead + (list(_pagu_columns(isi)) if name == PAGU else list(_money_quarter_columns(isi)))


def _target_columns(isi: Isi) -> Iterator[KolomTemplat]:
    if isi.dokumen.jenis != JenisDokumen.RENSTRA:
        yield KolomTemplat(
            "acuan", f"Renstra {isi.dokumen.tahun} (acuan)", Jenis.ANGKA, isi=False, wajib=False, lebar=14
        )
    for year in target_years(isi):
        label = str(year) if year else "akhir periode"
        names = () if year == AKHIR else (label, f"Target tahun {label}")
        yield KolomTemplat(f"t{year}", f"Target {label}", Jenis.ANGKA, wajib=False, sinonim=names, lebar=14)
        if isi.rentang:
            yield KolomTemplat(f"a{year}", f"Batas atas {label}", Jenis.ANGKA, wajib=False, lebar=14)


def target_years(isi: Isi) -> list[int]:
    return years_of(isi.dokumen) + ([AKHIR] if isi.dokumen.jenis == JenisDokumen.RENSTRA else [])


def _quarter_columns(isi: Isi) -> Iterator[KolomTemplat]:
    yield KolomTemplat("acuan", "Target tahun", Jenis.ANGKA, isi=False, wajib=False, lebar=14)
    for quarter, roman in enumerate(ROMAWI, 1):
        names = (f"Triwulan {roman}", f"Target TW {roman}", f"Target triwulan {roman}")
        yield KolomTemplat(f"t{quarter}", f"TW {roman}", Jenis.ANGKA, wajib=False, sinonim=names, lebar=12)
        if isi.rentang:
            yield KolomTemplat(f"a{quarter}", f"Batas atas TW {roman}", Jenis.ANGKA, wajib=False, lebar=12)


def _pagu_columns(isi: Isi) -> Iterator[KolomTemplat]:
    yield KolomTemplat("sumber_dana", "Sumber dana", wajib=False, lebar=18)
    for year in years_of(isi.dokumen):
        names = (f"Pagu tahun {year}", f"Pagu {year} (Rp)", str(year))
        yield KolomTemplat(f"p{year}", f"Pagu {year}", Jenis.RUPIAH, wajib=False, sinonim=names, lebar=20)
    if isi.dokumen.jenis == JenisDokumen.RENJA:
        for kode, (judul, _) in RINCIAN.items():
            yield KolomTemplat(kode, judul, wajib=False, lebar=26)


def _money_quarter_columns(isi: Isi) -> Iterator[KolomTemplat]:
    yield KolomTemplat("acuan", "Pagu tahun", Jenis.RUPIAH, isi=False, wajib=False, lebar=20)
    for quarter, roman in enumerate(ROMAWI, 1):
        names = (f"Triwulan {roman}", f"Pagu TW {roman}", f"Pagu triwulan {roman}")
        yield KolomTemplat(f"p{quarter}", f"TW {roman}", Jenis.RUPIAH, wajib=False, sinonim=names, lebar=18)


def sheet_rows(name: str, isi: Isi) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of the filled template: every line this person may write, with what the document states."""
    if name in (TARGET, TARGET_TW):
        yield from _indicator_rows(name, isi)
    else:
        yield from _money_rows(name, isi)


def _indicator_rows(name: str, isi: Isi) -> Iterator[Mapping[str, Any]]:
    ruling = Berlaku(isi.renstra, isi.dokumen.tahun)
    places: dict[int, tuple[Any, ...]]
    if name == TARGET:
        stated = isi.stated(Target, "indikator_id", "tahun", "jenis")
        places = {year: target_place(isi, year) for year in target_years(isi)}
    else:
        stated = isi.stated(TargetTriwulan, "indikator_id", "tahun", "triwulan")
        places = {quarter: (isi.dokumen.tahun, quarter) for quarter in range(1, 5)}
    for row in isi.indikator.values():
        if isi.boleh(row.penanggung_jawab_id):
            beside = _plan_target(ruling, row) if name == TARGET else _year_target(ruling, row)
            figures = {column: stated.get((row.pk, *place)) for column, place in places.items()}
            lead = {KODE: row.kode, "nama": row.nama, "satuan": row.satuan, "acuan": shown(row, beside)}
            yield lead | _targets_shown(row, figures)


def _plan_target(ruling: Berlaku, row: Indikator) -> Any:
    planned = ruling.plan_targets.get(row.pk, {}).get(ruling.tahun)
    return planned.nilai if planned else None


def _year_target(ruling: Berlaku, row: Indikator) -> Any:
    in_force = ruling.targets.get(row.pk)
    return in_force.nilai if in_force else None


def _targets_shown(row: Indikator, figures: Mapping[int, Any]) -> dict[str, Any]:
    """Return the cells of the targets; what is no range has no upper bound to fill."""
    cells: dict[str, Any] = {}
    for column, figure in figures.items():
        cells[f"t{column}"] = shown(row, figure.nilai) if figure else None
        cells[f"a{column}"] = shown(row, figure.nilai_atas) if figure else None
        if row.polaritas != Polaritas.RENTANG and cells[f"a{column}"] is None:
            cells[f"a{column}"] = TERTUTUP
    return cells


def target_place(isi: Isi, year: int) -> tuple[int, str]:
    """Return tahun and jenis of a target; that of the end of the period stands at its last year."""
    return (year, JenisTarget.TAHUNAN) if year else (isi.renstra.tahun_akhir, JenisTarget.AKHIR_PERIODE)


def _money_rows(name: str, isi: Isi) -> Iterator[Mapping[str, Any]]:
    lines = [row for row in isi.subkegiatan.values() if isi.boleh(row.unit_id)]
    if name == PAGU_TW:
        yield from _money_quarter_rows(lines, isi)
        return
    detail = isi.stated(RencanaSubkegiatan, "subkegiatan_id", "tahun")
    by_line: dict[int, dict[str, dict[int, Any]]] = defaultdict(lambda: defaultdict(dict))
    for (line, year, source), pagu in isi.stated(Pagu, "subkegiatan_id", "tahun", "sumber_dana").items():
        if year in years_of(isi.dokumen):
            by_line[line][source][year] = pagu.nilai
    for row in lines:
        plan = detail.get((row.pk, isi.dokumen.tahun))
        texts = {name: getattr(plan, name) for name in RINCIAN} if plan else {}
        for source, years in (by_line.get(row.pk) or {"": {}}).items():
            figures = {f"p{year}": value for year, value in years.items()}
            yield {KODE: row.kode, "nama": row.nama, "sumber_dana": source, **figures, **texts}
            texts = {}


def _money_quarter_rows(lines: Sequence[Subkegiatan], isi: Isi) -> Iterator[Mapping[str, Any]]:
    ruling = Berlaku(isi.renstra, isi.dokumen.tahun)
    stated = isi.stated(PaguTriwulan, "subkegiatan_id", "tahun", "triwulan")
    for row in lines:
        granted = ruling.pagu.get(row.pk)
        figures = {
            f"p{quarter}": found.nilai
            for quarter in range(1, 5)
            if (found := stated.get((row.pk, isi.dokumen.tahun, quarter)))
        }
        yield {KODE: row.kode, "nama": row.nama, "acuan": granted.nilai if granted else None, **figures}
