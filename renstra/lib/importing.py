"""What every import shares: findings that name the cell, and changes shown before they are made. Knows no app.

An import reads a file, checks all of it, and collects `Temuan` and `Perubahan` in a `Pemeriksaan`. Nothing is
written while it checks; what is written later is exactly the list of changes a person saw.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from renstra.lib.errors import RenstraError


class Tingkat(StrEnum):
    """How grave a finding is."""

    GALAT = "galat"
    """The file cannot come in like this."""
    TANYA = "tanya"
    """The cell can be read in more than one way: a person has to choose first."""
    PERINGATAN = "peringatan"
    """Worth a look; it holds nothing up."""


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One answer to a question: its code and what it means."""

    kode: str
    label: str


class SelError(RenstraError):
    """A cell that cannot be taken as it is: the reason, the remedy, and the answers if it is a question.

    `soal` is the kind of question, so that one answer may stand for every cell of its kind.
    """

    def __init__(
        self,
        alasan: str,
        saran: str,
        *,
        tingkat: Tingkat = Tingkat.GALAT,
        soal: str = "",
        pilihan: tuple[Pilihan, ...] = (),
    ) -> None:
        super().__init__(f"{alasan} {saran}".strip())
        self.alasan, self.saran, self.tingkat = alasan, saran, tingkat
        self.soal, self.pilihan = soal, pilihan


@dataclass(frozen=True, slots=True)
class Temuan:
    """What was found at one place of a file: sheet, cell (`F12`, empty for the sheet), its text, reason, remedy."""

    tingkat: Tingkat
    lembar: str
    sel: str
    teks: str
    alasan: str
    saran: str = ""
    soal: str = ""
    pilihan: tuple[Pilihan, ...] = ()

    @property
    def tempat(self) -> str:
        return f"lembar {self.lembar}, sel {self.sel}" if self.sel else f"lembar {self.lembar}"

    @property
    def kunci(self) -> str:
        """What an answer to this finding is kept under."""
        return f"{self.lembar}!{self.sel}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        answers = tuple(Pilihan(**each) for each in data["pilihan"])
        return cls(**{**data, "tingkat": Tingkat(data["tingkat"]), "pilihan": answers})
