"""The words sent to a unit that is late, copied by hand: an office LAN may have no mail."""

from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import UnitKerja
from renstra.lib.numbers import format_tanggal
from targets.selectors.papan import BarisPapan, Sel


@dataclass(frozen=True, slots=True)
class Pengingat:
    unit: UnitKerja
    teks: str


def reminders(rows: Iterable[BarisPapan]) -> list[Pengingat]:
    """Return a ready text for each unit with a quarter that is late and not handed in."""
    late = [(row.unit, [cell for cell in row.sel if cell.terlambat]) for row in rows]
    return [Pengingat(unit, _text(unit, cells)) for unit, cells in late if cells]


def _text(unit: UnitKerja, cells: list[Sel]) -> str:
    closed = any(not cell.dapat_diisi for cell in cells)
    lines = [
        f"Yth. Kepala {unit}",
        "",
        "Laporan berikut belum diajukan:",
        *(f"- {_line(cell)}" for cell in cells),
        "",
        "Mohon dilengkapi dan diajukan lewat aplikasi Renstra, menu Triwulan."
        + (" Untuk yang sudah ditutup, mintalah kelonggaran dari halaman laporannya." if closed else ""),
        "",
        f"Sekretariat {unit.perangkat_daerah}",
    ]
    return "\n".join(lines)


def _line(cell: Sel) -> str:
    filled = f"{cell.nama}: {cell.terisi} dari {cell.wajib} wajib terisi"
    if cell.jadwal is None:
        return f"{filled}."
    due = f"jatuh tempo {format_tanggal(cell.jadwal.jatuh_tempo)} (lewat {cell.ketepatan.hari} hari)"
    return f"{filled}, {due}, ditutup {format_tanggal(cell.jadwal.ditutup)}."
