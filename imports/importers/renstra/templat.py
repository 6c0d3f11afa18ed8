"""The workbook of a whole Renstra: Tabel 4.2 and 3.1 as the reports define them, and the flat sheets beside."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from imports.importers.renstra.milik import BUKTI, SEBELUM, SESUDAH
from imports.importers.renstra.rincian import rincian
from imports.importers.renstra.tersimpan import AKHIR, TAHUNAN, Tersimpan
from imports.services.pengimpor import Tujuan as Goal
from imports.templat import TERTUTUP, BukuTemplat, Jenis, KolomTemplat, LembarTemplat
from indicators.models import Hasil, Indikator
from programs.models import LEVELS, BidangUrusan, Dokumen, PlanRow, Renstra, Sasaran, Tujuan
from renstra.tabular import Kind, Table
from renstra.tabular.table import BodyRow, Grid
from reports.tables import program_pagu, tujuan_sasaran
from targets.models import Target
from targets.selectors import plan_documents

JENIS = {Kind.DECIMAL: Jenis.ANGKA, Kind.MONEY: Jenis.RUPIAH, Kind.CODE: Jenis.KODE}
KODE_BARIS = "kode_baris"
PETUNJUK = (
    "Tabel 4.2 dan 3.1 memuat yang tercetak dalam Renstra; lembar lain memuat yang tidak tercetak di sana.",
    "Baris berkode memuat pagu. Yang disimpan hanya pagu subkegiatan; jumlah di atasnya dihitung darinya.",
    "Indikator ditulis di bawah kodenya dan diakhiri (Dengan Satuan: …). Kolom KODE BARIS mengenali barisnya; "
    "kosongkan pada baris yang baru.",
    "Target berupa angka, rentang seperti 70–80, atau kode untuk satuan bertingkat.",
    "Teks yang tercetak di Tabel 4.2 atau 3.1 diubah di sana, bukan di lembar rinciannya.",
)


def workbook(renstra: Renstra) -> BukuTemplat:
    """Return the workbook filled with the latest document of the plan; empty tables where there is none."""
    dokumen = plan_documents(renstra).last()
    goal: Any = Goal(user=None, at=None, renstra=renstra)  # type: ignore[arg-type]
    stored = Tersimpan(renstra, dokumen)
    shown = dokumen or Dokumen(renstra=renstra, jenis="renstra", tahun=renstra.tahun_awal, pk=0)
    tables = [program_pagu.build(shown), tujuan_sasaran.build(shown)]
    sheets = [from_table(table, set(stored.rows[Indikator])) for table in tables]
    return BukuTemplat(
        nama=f"Renstra {renstra.perangkat_daerah.nama_singkat} {renstra.tahun_awal}-{renstra.tahun_akhir}",
        petunjuk=PETUNJUK,
        lembar=[
            *sheets,
            *(sumber(goal).templat(20) for sumber in SEBELUM),
            *_details(stored),
            *(sumber(goal).templat(20) for sumber in SESUDAH),
            *(bukti(goal, dokumen.pk if dokumen else {}).templat(20) for bukti in BUKTI),
        ],
    )


def from_table(table: Table, codes: set[str]) -> LembarTemplat:
    """Return an official table as a sheet to fill; its rows of `codes` are known again by their own."""
    grid = table.grid
    columns = [
        KolomTemplat(
            kode=column.key,
            judul=" / ".join(cell.text for cell in grid.above(place)[-2:]),
            jenis=JENIS.get(column.kind, Jenis.TEKS),
            wajib=False,
            lebar=round(column.width / 2) if column.width > 40 else 16,
        )
        for place, column in enumerate(grid.columns)
    ]
    columns.append(KolomTemplat(KODE_BARIS, "KODE BARIS", Jenis.KODE, isi=False, wajib=False, lebar=20))
    rows = [_row(row, grid, codes) for row in grid.body if row.level != "total"]
    return LembarTemplat(table.nomor, (f"{table.nomor} {table.title}", table.subtitle), columns, rows, 40)


def _row(row: BodyRow, grid: Grid, codes: set[str]) -> dict[str, Any]:
    """Return a row to fill: grey is what is computed, and what a row of its kind does not state."""
    held = {grid.columns[cell.column].key: plain_range(cell.value) for cell in row.cells}
    coded = row.level in LEVELS
    for column in grid.columns:
        kind = column.key.partition("_")[0]
        computed = kind == "pagu" and row.level != "subkegiatan"
        if computed or (coded and kind in {"indikator", "baseline", "target"}):
            held[column.key] = TERTUTUP
    return held | ({KODE_BARIS: row.key} if row.key in codes else {})


def plain_range(value: Any) -> Any:
    """Return a range without thousands separators, which in a text could be read in two ways; else the value."""
    return value.replace(".", "") if isinstance(value, str) and _RENTANG.fullmatch(value) else value


_RENTANG = re.compile(r"-?[\d.]+(,\d+)?–-?[\d.]+(,\d+)?")


def _details(stored: Tersimpan) -> Iterator[LembarTemplat]:
    sheets = rincian({kode: unit.nama for kode, unit in stored.units.items()})
    for model, sheet in sheets.items():
        if model is Target:
            yield sheet.template(list(_other_targets(stored)))
        elif model is Indikator:
            yield sheet.template([_Rincian(stored, row) for row in _ordered(stored, Indikator)])
        else:
            assert issubclass(model, PlanRow)  # noqa: S101 — the other sheets are of the plan
            yield sheet.template(_ordered(stored, model))


def _ordered(stored: Tersimpan, model: type[PlanRow]) -> list[Any]:
    rows = stored.rows[model].values()
    return sorted(rows, key=lambda row: (getattr(row, "urutan", 0) if model in (Tujuan, Sasaran) else 0, row.kode))


class _Rincian:
    """An indicator as its flat sheet shows it: with the code of what it measures; a baseline no table has."""

    def __init__(self, stored: Tersimpan, row: Indikator) -> None:
        self._row = row
        parent = stored.parent(row)
        self.induk = parent[1] if parent else ""
        self.baseline: Decimal | None = row.baseline if parent and parent[0] is BidangUrusan else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)


def _other_targets(stored: Tersimpan) -> Iterator[Target]:
    """Yield the targets that neither table prints."""
    years = set(stored.renstra.years)
    for row in stored.rows[Indikator].values():
        parent = stored.parent(row)
        printed: Mapping[str, set[int]] = {}
        if parent and parent[0] is Hasil:
            printed = {TAHUNAN: years}
        elif parent and parent[0] in (Tujuan, Sasaran):
            printed = {TAHUNAN: years, AKHIR: {stored.renstra.tahun_akhir}}
        for (tahun, jenis), target in sorted(stored.targets(row).items()):
            if tahun not in printed.get(jenis, set()):
                yield target
