"""Free text that people send in: whether it can be kept as it was written."""

from renstra.lib.teks import storable
from targets.services.galat import LaporanError

TIDAK_TERSIMPAN = "memuat huruf yang tidak dapat disimpan; ketik ulang tanpa menyalinnya."


def require_storable_text(name: str, *texts: str) -> None:
    """Refuse texts, called `name` to the person, that a database could not keep; raises `LaporanError`."""
    if not all(storable(text) for text in texts):
        raise LaporanError(f"{name} {TIDAK_TERSIMPAN}")
