"""Free text that people send in: whether it can be kept as it was written."""

from targets.services.galat import LaporanError

TIDAK_TERSIMPAN = "memuat huruf yang tidak dapat disimpan; ketik ulang tanpa menyalinnya."


def storable(text: str) -> bool:
    """Whether every database can keep the text: PostgreSQL takes no NUL, and half a surrogate is no character."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def require_storable_text(name: str, *texts: str) -> None:
    """Refuse texts, called `name` to the person, that a database could not keep; raises `LaporanError`."""
    if not all(storable(text) for text in texts):
        raise LaporanError(f"{name} {TIDAK_TERSIMPAN}")
