"""The quarter of a unit as rows: what each states, what is due, what it makes, and what looks odd.

Forms, reports and dashboards read the same rows from here, so a figure on one is the figure on all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from indicators.choices import Akumulasi, Frekuensi
from indicators.models import Indikator
from programs.models import Program, Renstra, Subkegiatan, UnitKerja
from targets.formulas import (
    AKUMULASI_RUPIAH,
    Hasil,
    NilaiTarget,
    TigaPersentase,
    rasio_jumlah,
    sampai_triwulan,
    serapan,
)
from targets.kewajaran import Peringatan
from targets.models import (
    Bukti,
    CatatanPemeriksa,
    EvaluasiTriwulan,
    LaporanTriwulan,
    Realisasi,
    RealisasiAnggaran,
)
from targets.selectors.angka import NO_TARGETS, Figures, has_parts, is_filled, number_columns, year_to_date
from targets.selectors.berlaku import PaguBerlaku, TargetBerlaku, Versi
from targets.selectors.peringatan import indicator_warnings, money_warnings
from targets.selectors.rencana import ruling_document


@dataclass(frozen=True, slots=True)
class BarisKinerja:
    """One indicator in one quarter. `triwulan` holds its four rows of the year, None where not reported."""

    indikator: Indikator
    wajib: bool
    alasan_tidak_wajib: str
    triwulan: tuple[Realisasi | None, ...]
    realisasi: Realisasi | None
    target_triwulan: NilaiTarget
    target_tahun: TargetBerlaku | None
    sampai: Hasil
    persen: TigaPersentase
    peringatan: tuple[Peringatan, ...] = ()
    catatan: tuple[CatatanPemeriksa, ...] = ()
    bukti: int = 0

    @property
    def kunci(self) -> str:
        return f"i{self.indikator.pk}"

    @property
    def nama(self) -> str:
        return self.indikator.nama

    @property
    def terisi(self) -> bool:
        return is_filled(self.realisasi)

    @property
    def kosong(self) -> bool:
        """Nothing typed at all, not even one of two parts."""
        row = self.realisasi
        return row is None or not any(getattr(row, kolom) not in (None, "") for kolom in self.kolom_angka)

    @property
    def dari_bagian(self) -> bool:
        return has_parts(self.indikator)

    @property
    def kolom_angka(self) -> tuple[str, ...]:
        return number_columns(self.indikator)


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """One subkegiatan in one quarter: Rupiah of each quarter alone, and against the pagu of the year."""

    subkegiatan: Subkegiatan
    wajib: bool
    pagu: PaguBerlaku | None
    triwulan: tuple[RealisasiAnggaran | None, ...]
    realisasi: RealisasiAnggaran | None
    sampai: Hasil
    serapan: Hasil
    peringatan: tuple[Peringatan, ...] = ()
    catatan: tuple[CatatanPemeriksa, ...] = ()
    bukti: int = 0

    @property
    def kunci(self) -> str:
        return f"s{self.subkegiatan.pk}"

    @property
    def nama(self) -> str:
        return str(self.subkegiatan)

    @property
    def terisi(self) -> bool:
        return self.realisasi is not None and self.realisasi.nilai is not None

    @property
    def kolom_angka(self) -> tuple[str, ...]:
        return ("nilai",)


@dataclass(frozen=True, slots=True)
class Lembar:
    """The quarter of one unit: its report, its rows, and how far it is filled."""

    renstra: Renstra
    unit: UnitKerja
    tahun: int
    triwulan: int
    laporan: LaporanTriwulan | None
    kinerja: tuple[BarisKinerja, ...]
    anggaran: tuple[BarisAnggaran, ...]
    evaluasi: EvaluasiTriwulan | None = None
    catatan: tuple[CatatanPemeriksa, ...] = ()

    @property
    def baris(self) -> tuple[BarisKinerja | BarisAnggaran, ...]:
        return (*self.kinerja, *self.anggaran)

    @property
    def wajib(self) -> int:
        return sum(row.wajib for row in self.baris)

    @property
    def terisi(self) -> int:
        return sum(row.wajib and row.terisi for row in self.baris)


def entry_sheet(
    *, renstra: Renstra, unit: UnitKerja, tahun: int, triwulan: int, laporan: LaporanTriwulan | None
) -> Lembar:
    """Return the quarter of a unit as the given report states it (None: nothing reported yet)."""
    figures = Figures(renstra, [unit], tahun, shown=[laporan] if laporan else ())
    marks = _Marks(laporan, figures.berlaku.versi)
    document = figures.berlaku.rencana
    indicators = (
        Indikator.objects.in_force(document)
        .filter(penanggung_jawab=unit)
        .select_related("tujuan", "sasaran", "bidang_urusan", "hasil__program", "hasil__kegiatan")
        .select_related("hasil__subkegiatan")
    )
    subkegiatan = Subkegiatan.objects.in_force(document).filter(unit=unit).order_by("kode")
    money = tuple(_money_row(figures, marks, row, triwulan) for row in subkegiatan)
    spent = {row.subkegiatan.kode: row for row in money}
    return Lembar(
        renstra=renstra,
        unit=unit,
        tahun=tahun,
        triwulan=triwulan,
        laporan=laporan,
        kinerja=tuple(
            _indicator_row(figures, marks, row, triwulan, spent) for row in sorted(indicators, key=plan_order)
        ),
        anggaran=money,
        evaluasi=EvaluasiTriwulan.objects.filter(laporan=laporan).first() if laporan else None,
        catatan=marks.notes["", 0],
    )


def parent_of(indikator: Indikator) -> Any:
    """Return the row of the plan the indicator measures: tujuan, sasaran, bidang urusan or a coded row."""
    hasil = indikator.hasil
    return indikator.tujuan or indikator.sasaran or indikator.bidang_urusan or (hasil and hasil.induk)


def program_names(renstra: Renstra) -> dict[str, str]:
    """Return the names of the programs in force by their codes."""
    rows = Program.objects.in_force(ruling_document(renstra)).order_by()
    return dict(rows.values_list("kode", "nama"))


def plan_order(indikator: Indikator) -> tuple[int, str, int, int, str]:
    """Sort tujuan, sasaran and bidang urusan first, then by the code of the row measured."""
    level = next(
        (n for n, name in enumerate(("tujuan", "sasaran", "bidang_urusan")) if getattr(indikator, name)), 3
    )
    order = indikator.hasil.urutan if indikator.hasil else 0
    return level, parent_of(indikator).kode, order, indikator.urutan, indikator.kode


class _Marks:
    """Open notes and counts of evidence of one report by row; the empty place is the whole report."""

    def __init__(self, laporan: LaporanTriwulan | None, versi: Versi) -> None:
        self.notes: defaultdict[tuple[str, int], tuple[CatatanPemeriksa, ...]] = defaultdict(tuple)
        self.evidence: dict[tuple[str, int], int] = {}
        if laporan is None:
            return
        for note in CatatanPemeriksa.objects.filter(laporan=laporan, selesai_pada=None).select_related("oleh"):
            self.notes[_place(note.indikator_id, note.subkegiatan_id, versi)] += (note,)
        counts = Bukti.objects.filter(laporan=laporan).order_by().values_list("indikator", "subkegiatan")
        for indikator, subkegiatan, count in counts.annotate(count=Count("pk")):
            place = _place(indikator, subkegiatan, versi)
            self.evidence[place] = self.evidence.get(place, 0) + count


def _place(indikator: int | None, subkegiatan: int | None, versi: Versi) -> tuple[str, int]:
    if indikator:
        return "i", versi.indikator.get(indikator, indikator)
    return ("s", versi.subkegiatan.get(subkegiatan, subkegiatan)) if subkegiatan else ("", 0)


def why_not_due(*, has_target: bool, frekuensi: str, tahun: int, triwulan: int) -> str:
    """Return why an indicator is not due in a quarter, empty when it is."""
    if not has_target:
        return f"tanpa target {tahun}"
    if frekuensi == Frekuensi.TAHUNAN and triwulan != 4:
        return "tahunan, diisi triwulan IV"
    return ""


def is_money_due(pagu: PaguBerlaku | None) -> bool:
    """Whether spending on a subkegiatan is due: it has a pagu above zero in force."""
    return pagu is not None and pagu.nilai > 0


def _indicator_row(
    figures: Figures, marks: _Marks, indikator: Indikator, triwulan: int, spent: Mapping[str, BarisAnggaran]
) -> BarisKinerja:
    rows = figures.rows_of(indikator, figures.tahun)
    sampai = year_to_date(indikator, rows, triwulan)
    target = figures.targets.get(indikator.pk)
    reason = why_not_due(
        has_target=target is not None, frekuensi=indikator.frekuensi, tahun=figures.tahun, triwulan=triwulan
    )
    quarter = figures.quarters.get(indikator.pk, NO_TARGETS)
    persen = figures.percentages(indikator, sampai, triwulan)
    row = figures.own(rows[triwulan - 1], indikator.penanggung_jawab_id, triwulan)
    money = spent.get(parent_of(indikator).kode)
    uang = money.sampai if money else None
    place = ("i", indikator.pk)
    return BarisKinerja(
        indikator=indikator,
        wajib=not reason,
        alasan_tidak_wajib=reason,
        triwulan=rows,
        realisasi=row,
        target_triwulan=quarter[triwulan - 1],
        target_tahun=target,
        sampai=sampai,
        persen=persen,
        peringatan=indicator_warnings(indikator, rows, triwulan, target, quarter, sampai, uang),
        catatan=marks.notes[place],
        bukti=marks.evidence.get(place, 0),
    )


def _money_row(figures: Figures, marks: _Marks, subkegiatan: Subkegiatan, triwulan: int) -> BarisAnggaran:
    rows = figures.money_of(subkegiatan, figures.tahun)
    pagu = figures.pagu.get(subkegiatan.pk)
    sampai = money_to_date(rows, triwulan)
    place = ("s", subkegiatan.pk)
    return BarisAnggaran(
        subkegiatan=subkegiatan,
        wajib=is_money_due(pagu),
        pagu=pagu,
        triwulan=rows,
        realisasi=figures.own(rows[triwulan - 1], subkegiatan.unit_id, triwulan),
        sampai=sampai,
        serapan=serapan(sampai.persis, pagu.nilai if pagu else None),
        peringatan=money_warnings(sampai, pagu),
        catatan=marks.notes[place],
        bukti=marks.evidence.get(place, 0),
    )


def money_to_date(rows: Sequence[RealisasiAnggaran | None], triwulan: int) -> Hasil:
    """Return the Rupiah from January to the end of `triwulan` out of the four rows of a year."""
    return sampai_triwulan(
        [row.nilai if row else None for row in rows],
        triwulan=triwulan,
        cara_isi="triwulan",
        akumulasi=AKUMULASI_RUPIAH,
    )


@dataclass(frozen=True, slots=True)
class JumlahAnggaran:
    """The money of a quarter's subkegiatan added up; None where no row states any."""

    pagu: Decimal | None
    triwulan: tuple[Decimal | None, ...]
    sampai: Decimal | None
    serapan: Hasil


def money_total(rows: Sequence[BarisAnggaran]) -> JumlahAnggaran:
    """Add up the rows shown; absorption is the ratio of the sums."""
    quarters = zip(*(row.triwulan for row in rows), strict=True)
    pagu = [row.pagu.nilai if row.pagu else None for row in rows]
    return JumlahAnggaran(
        pagu=_sum(pagu),
        triwulan=tuple(_sum([row.nilai if row else None for row in quarter]) for quarter in quarters),
        sampai=_sum([row.sampai.nilai for row in rows]),
        serapan=rasio_jumlah(zip([row.sampai.persis for row in rows], pagu, strict=True)),
    )


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    stated = [value for value in values if value is not None]
    return sum(stated, Decimal(0)) if stated else None


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """What one row still lacks before the report can be submitted, and the cell where it is mended."""

    baris: str
    kolom: str
    kalimat: str


def shortage(row: BarisKinerja | BarisAnggaran) -> Kekurangan | None:
    """Return what the row lacks: a due row without a figure, or one with a warning, needs a keterangan."""
    if row.realisasi is not None and row.realisasi.keterangan:
        return None
    if row.wajib and not row.terisi:
        sentence = f"{row.nama}: belum diisi; isi angkanya atau tulis sebabnya pada keterangan."
        return Kekurangan(row.kunci, row.kolom_angka[0], sentence)
    if row.peringatan:
        sentence = f"{row.nama}: tulis keterangan. {row.peringatan[0].kalimat}"
        return Kekurangan(row.kunci, "keterangan", sentence)
    return None


def shortages(sheet: Lembar) -> list[Kekurangan]:
    """Return everything that keeps a quarter from being submitted, in the order of its rows."""
    return [lacking for row in sheet.baris if (lacking := shortage(row))]


def missing_before_submit(laporan: LaporanTriwulan) -> list[str]:
    """Return what keeps a report from being submitted, a sentence each."""
    sheet = entry_sheet(
        renstra=laporan.renstra,
        unit=laporan.unit,
        tahun=laporan.tahun,
        triwulan=laporan.triwulan,
        laporan=laporan,
    )
    return [lacking.kalimat for lacking in shortages(sheet)]


def copyable(sheet: Lembar) -> dict[str, Realisasi]:
    """Return by row the figures of the quarter before that may stand in for empty ones of this quarter.

    Only where the last position counts and the row is due: a sum or a mean of a quarter is never that of another.
    The first quarter has none before it in its year.
    """
    found: dict[str, Realisasi] = {}
    for row in sheet.kinerja:
        before = row.triwulan[sheet.triwulan - 2] if sheet.triwulan > 1 else None
        position = row.indikator.akumulasi_triwulan == Akumulasi.POSISI_AKHIR
        if before is not None and is_filled(before) and position and row.wajib and row.kosong:
            found[row.kunci] = before
    return found
