"""Refusals of the quarter's services; each message is one sentence for the person at the screen."""

from renstra.lib.errors import RenstraError


class LaporanError(RenstraError):
    """The step is not possible now; the message says why and what to do."""


class BelumSiapError(LaporanError):
    """Something cannot be handed in or enacted yet; `kekurangan` lists what is missing, a sentence each."""

    def __init__(self, message: str, kekurangan: list[str]) -> None:
        super().__init__(message)
        self.kekurangan = kekurangan


class BentrokError(LaporanError):
    """Somebody else took a step first; the person must look again."""


class SerahTerimaError(RenstraError):
    """The work cannot be handed over this way; the message says why."""
