"""Guards in the database itself: figures only under an open report, reports only along the allowed steps."""

from renstra.lib.pengaman import Guard, Penjaga

LAPORAN = "targets_laporantriwulan"
PARTS = ("targets_realisasi", "targets_realisasianggaran", "targets_evaluasitriwulan", "targets_bukti")
EVENTS = "targets_peristiwalaporan"


def guards() -> list[Guard]:
    """Return every guard; the allowed steps are written out here so that a change of `alur` cannot widen them."""
    steps = (
        "(OLD.status = 'draf' AND NEW.status = 'diajukan')",
        "(OLD.status = 'dikembalikan' AND NEW.status = 'diajukan')",
        "(OLD.status = 'diajukan' AND NEW.status IN ('draf', 'dikembalikan', 'diverifikasi'))",
        "(OLD.status = 'diverifikasi' AND NEW.status IN ('dikembalikan', 'dikunci'))",
    )
    wrong_step = f"NEW.status <> OLD.status AND NOT ({' OR '.join(steps)})"
    identity = ("renstra_id", "unit_id", "tahun", "triwulan", "koreksi_ke")
    moved = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in identity)
    locked = "OLD.status = 'dikunci'"
    return [
        Guard("lahir", LAPORAN, "INSERT", "NEW.status <> 'draf'", "Laporan baru harus berstatus draf."),
        Guard("kunci", LAPORAN, "UPDATE", locked, "Laporan terkunci tidak dapat diubah."),
        Guard("pindah", LAPORAN, "UPDATE", moved, "Unit dan triwulan laporan tidak dapat diubah."),
        Guard("langkah", LAPORAN, "UPDATE", wrong_step, "Perpindahan status laporan ini tidak diperbolehkan."),
        Guard("hapus", LAPORAN, "DELETE", "OLD.status <> 'draf'", "Hanya draf yang dapat dihapus."),
        Guard("ubah", EVENTS, "UPDATE", "1 = 1", "Peristiwa laporan tidak dapat diubah."),
        Guard("hapus", EVENTS, "DELETE", "1 = 1", "Peristiwa laporan tidak dapat dihapus."),
        *(guard for table in PARTS for guard in _part(table)),
    ]


def _part(table: str) -> list[Guard]:
    """Return the three guards of a table whose rows belong to a report."""

    def closed(row: str) -> str:
        status = f"(SELECT status FROM {LAPORAN} WHERE id = {row}.laporan_id)"  # noqa: S608 — fixed names
        return f"{status} NOT IN ('draf', 'dikembalikan')"

    sentence = "Laporan ini tidak sedang draf atau dikembalikan; angkanya tidak dapat diubah."
    conditions = {
        "INSERT": closed("NEW"),
        "UPDATE": f"{closed('OLD')} OR {closed('NEW')}",
        "DELETE": closed("OLD"),
    }
    return [Guard(event.lower(), table, event, condition, sentence) for event, condition in conditions.items()]


PENJAGA = Penjaga(guards())
