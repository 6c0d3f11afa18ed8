"""What a correction changed, and the life of a quarter as one line of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from programs.models import Pengguna
from targets.choices import Aksi, JenisKelonggaran
from targets.models import (
    CatatanPemeriksa,
    EvaluasiTriwulan,
    Kelonggaran,
    LaporanTriwulan,
    PeristiwaLaporan,
    Realisasi,
    RealisasiAnggaran,
)

BARIS = (Realisasi, RealisasiAnggaran, EvaluasiTriwulan)
BUKAN_ISIAN = frozenset({"id", "diubah_pada", "laporan", "indikator", "subkegiatan"})

Nilai = Decimal | str | None


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One cell that differs between two reports of a quarter; `kunci` is the key of its row."""

    kunci: str
    nama: str
    kolom: str
    lama: Nilai
    baru: Nilai

    @property
    def teks(self) -> bool:
        return isinstance(self.lama, str) or isinstance(self.baru, str)

    @property
    def rupiah(self) -> bool:
        return self.kunci.startswith("s") and not self.teks


def changes(before: LaporanTriwulan, after: LaporanTriwulan) -> list[Perubahan]:
    """Return every cell that `after` states otherwise than `before`, in the order of the plan's codes."""
    found: list[Perubahan] = []
    for model in BARIS:
        columns = [field for field in model._meta.concrete_fields if field.name not in BUKAN_ISIAN]
        old, new = _rows(model, before), _rows(model, after)
        for kode in sorted(old.keys() | new.keys()):
            rows = old.get(kode), new.get(kode)
            kunci, nama = _named(rows[1] or rows[0])
            for column in columns:
                lama, baru = (_value(row, column.name) for row in rows)
                if lama != baru and not _is_score(rows, column.name):
                    found.append(Perubahan(kunci, nama, str(column.verbose_name), lama, baru))
    return found


def _rows(model: type[Any], laporan: LaporanTriwulan) -> dict[str, Any]:
    """Return the rows of a report by code, which a row of the plan keeps from version to version."""
    rows = model._default_manager.filter(laporan=laporan)
    if model is Realisasi:
        return {row.indikator.kode: row for row in rows.select_related("indikator")}
    if model is RealisasiAnggaran:
        return {row.subkegiatan.kode: row for row in rows.select_related("subkegiatan")}
    return {"": evaluation} if (evaluation := rows.first()) else {}


def _named(row: Any) -> tuple[str, str]:
    """Return the key and the name of a row."""
    if isinstance(row, Realisasi):
        return f"i{row.indikator_id}", row.indikator.nama
    if isinstance(row, RealisasiAnggaran):
        return f"s{row.subkegiatan_id}", str(row.subkegiatan)
    return "evaluasi", "Evaluasi triwulan"


def _value(row: Any, column: str) -> Nilai:
    value: Nilai = getattr(row, column, None)
    return None if value == "" else value


def _is_score(rows: Sequence[Any], column: str) -> bool:
    """Whether the cell only follows from the code of a graded unit, which is listed itself."""
    return column == "nilai" and any(getattr(row, "kode", "") for row in rows)


@dataclass(frozen=True, slots=True)
class Kejadian:
    """One event of a quarter: who did what and when; `sampai` is the limit of a permission given."""

    pada: datetime
    oleh: Pengguna
    kata: str
    catatan: str = ""
    sampai: datetime | None = None


KATA = {
    Aksi.AJUKAN: "mengajukan laporan",
    Aksi.TARIK: "menarik kembali laporan",
    Aksi.KEMBALIKAN: "mengembalikan laporan untuk diperbaiki",
    Aksi.VERIFIKASI: "memverifikasi laporan",
    Aksi.KUNCI: "mengunci laporan",
    Aksi.KOREKSI: "memperoleh draf koreksi di samping laporan terkunci",
}
DIMINTA = {
    JenisKelonggaran.TERLAMBAT: "meminta kelonggaran untuk mengisi sesudah ditutup",
    JenisKelonggaran.KOREKSI: "meminta koreksi laporan terkunci",
}


def timeline(reports: Sequence[LaporanTriwulan]) -> list[Kejadian]:
    """Return the events of a quarter's reports, the first one first; two queries."""
    events = PeristiwaLaporan.objects.filter(laporan__in=reports).select_related("oleh", "laporan")
    found = [
        Kejadian(event.pada, event.oleh, _words(event), event.catatan if event.aksi != Aksi.KOREKSI else "")
        for event in events.order_by("pada", "pk")
    ]
    requests = Kelonggaran.objects.filter(laporan__in=reports).select_related("diminta_oleh", "diputus_oleh")
    for row in requests:
        found += _exception_events(row)
    return sorted(found, key=lambda event: event.pada)


def _words(event: PeristiwaLaporan) -> str:
    words = KATA[Aksi(event.aksi)]
    ke = event.laporan.koreksi_ke
    return f"{words} (koreksi ke-{ke})" if ke else words


def _exception_events(row: Kelonggaran) -> list[Kejadian]:
    if row.jenis == JenisKelonggaran.PENGEMBALIAN:
        return [Kejadian(row.diminta_pada, row.diminta_oleh, "membuka kembali pengisian", sampai=row.sampai)]
    asked = Kejadian(row.diminta_pada, row.diminta_oleh, DIMINTA[JenisKelonggaran(row.jenis)], row.alasan)
    if row.diputus_oleh is None or row.diputus_pada is None:
        return [asked]
    words = "menyetujui permintaan" if row.disetujui else "menolak permintaan"
    return [asked, Kejadian(row.diputus_pada, row.diputus_oleh, words, row.jawaban, row.sampai)]


def notes_of(reports: Sequence[LaporanTriwulan]) -> list[CatatanPemeriksa]:
    """Return the remarks on a quarter's reports, open and settled, with what they point at."""
    rows = CatatanPemeriksa.objects.filter(laporan__in=reports)
    return list(rows.select_related("oleh", "selesai_oleh", "indikator", "subkegiatan").order_by("pada", "pk"))
