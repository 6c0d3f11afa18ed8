"""Guards in the database itself: figures only under an open report, reports only along the allowed steps.

They are triggers on both engines, taken off before a migration that has work to do and put back after every
`migrate`: SQLite drops the triggers of a table it rebuilds, and refuses to rebuild one that a trigger mentions.
The sentences are those a person would read; the services say the same before the database has to.
"""

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

LAPORAN = "targets_laporantriwulan"
PARTS = ("targets_realisasi", "targets_realisasianggaran", "targets_evaluasitriwulan", "targets_bukti")
EVENTS = "targets_peristiwalaporan"


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses `event` on a row of `table` where `condition` holds, with the sentence."""

    rule: str
    table: str
    event: str
    condition: str
    sentence: str

    @property
    def name(self) -> str:
        return f"pengaman_{self.table.removeprefix('targets_')}_{self.rule}"

    def create(self, vendor: str) -> list[str]:
        head = f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW"
        if vendor == "sqlite":
            return [f"{head} WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"]
        returned = "OLD" if self.event == "DELETE" else "NEW"
        body = (
            f"BEGIN IF {self.condition} THEN RAISE EXCEPTION '{self.sentence}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {returned}; END"
        )
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            f"{head} EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, vendor: str) -> str:
        if vendor == "sqlite":
            return f"DROP TRIGGER IF EXISTS {self.name}"
        return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"


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


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for guard in guards():
            cursor.execute(guard.drop(connection.vendor))


def create_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place; running it again changes nothing."""
    drop_guards(connection)
    with connection.cursor() as cursor:
        for guard in guards():
            for statement in guard.create(connection.vendor):
                cursor.execute(statement)


def connect_signals(sender: Any) -> None:
    """Take the guards off before migrations that have work to do, and put them back after every `migrate`."""
    pre_migrate.connect(_before, sender=sender)
    post_migrate.connect(_after, sender=sender)


def _before(using: str, plan: Any = (), **kwargs: Any) -> None:
    from django.db import connections

    if plan:
        drop_guards(connections[using])


def _after(using: str, **kwargs: Any) -> None:
    from django.db import connections

    connection = connections[using]
    if LAPORAN in connection.introspection.table_names():
        create_guards(connection)
