"""What every import shares: findings that name the cell, and changes shown before they are made. Knows no app.

An import reads a file, checks all of it, and collects `Temuan` and `Perubahan` in a `Pemeriksaan`. Nothing is
written while it checks; what is written later is exactly the list of changes a person saw.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from django.db.models import Model

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
    """What was found at one place of a file: sheet, cell (`F12`, or empty), its text, the reason, the remedy."""

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


class Aksi(StrEnum):
    """What happens to a row."""

    BUAT = "buat"
    UBAH = "ubah"
    HAPUS = "hapus"


@dataclass(slots=True)
class Perubahan:
    """One row that an import makes, changes or deletes.

    `model` is its label (`targets.target`), `nama` what a person calls the row, `tempat` where the file states it
    (`Lembar!F12`). `sebelum` and `sesudah` hold plain values by column (`attname`), of a changed row only those
    that differ. A link to a row of the same import is `{"baru": kunci}`. `diam` leaves the time of the row's
    last change as it is: it says nothing new itself, as one that merely ends or follows its successor.
    """

    aksi: Aksi
    model: str
    nama: str
    tempat: str
    pk: int | None = None
    kunci: str = ""
    sebelum: dict[str, Any] = field(default_factory=dict)
    sesudah: dict[str, Any] = field(default_factory=dict)
    diam: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what is stated; what is left out is empty."""
        stated = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in stated.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "aksi": Aksi(data["aksi"])})


RUSAK = object()
"""What `Pemeriksaan.baca` gives for a cell that cannot be taken: the finding is noted, the check goes on."""


class Pemeriksaan:
    """The check of one file: collects every finding and every change, and writes nothing.

    `jawaban` holds the answers given so far, by cell (`Lembar!F12`) or for every cell of a kind (`soal:ribuan`).
    """

    def __init__(self, buku: Any, jawaban: Mapping[str, str] | None = None) -> None:
        self.buku, self.jawaban = buku, jawaban or {}
        self.temuan: list[Temuan] = []
        self.perubahan: list[Perubahan] = []
        self.sama = 0
        self.baris = 0
        self.lembar_terakhir = ""
        """The sheet being read: where a finding about the sheet as a whole belongs."""

    @property
    def ada_galat(self) -> bool:
        return any(each.tingkat == Tingkat.GALAT for each in self.temuan)

    @property
    def ada_tanya(self) -> bool:
        return any(each.tingkat == Tingkat.TANYA for each in self.temuan)

    # Findings ---------------------------------------------------------------------------------------------

    def baca(self, lembar: str, sel: Any, pembaca: Callable[..., Any], **aturan: Any) -> Any:
        """Read a cell with a reader of `renstra.lib.pembaca`; `RUSAK` where it cannot be taken as it is."""
        try:
            return pembaca(sel, **aturan)
        except SelError as error:
            answer = self._jawaban(lembar, sel, error.soal, error.pilihan)
            if error.tingkat != Tingkat.TANYA or answer is None:
                self.tolak(lembar, sel, error)
                return RUSAK
        try:
            return pembaca(sel, **aturan, jawaban=answer)
        except SelError as error:  # what was chosen will not do either
            self.tolak(lembar, sel, error)
            return RUSAK

    def tanya(
        self, lembar: str, sel: Any, alasan: str, saran: str, *, soal: str, pilihan: tuple[Pilihan, ...]
    ) -> str | None:
        """Return the code of the answer given at a cell (None: about the sheet), or note the question and None."""
        answer = self._jawaban(lembar, sel, soal, pilihan)
        if answer is None:
            self.catat(lembar, sel, alasan, saran, tingkat=Tingkat.TANYA, soal=soal, pilihan=pilihan)
        return answer

    def _jawaban(self, lembar: str, sel: Any, soal: str, pilihan: tuple[Pilihan, ...]) -> str | None:
        """Return the answer to a question: the one of its cell, else the one for every cell of its kind."""
        codes = {each.kode for each in pilihan}
        place = sel.alamat if sel is not None else ""
        given = (self.jawaban.get(f"{lembar}!{place}"), self.jawaban.get(f"soal:{soal}"))
        return next((answer for answer in given if answer in codes), None)

    def tolak(self, lembar: str, sel: Any, error: SelError) -> None:
        """Note why a cell cannot be taken."""
        self.catat(
            lembar,
            sel,
            error.alasan,
            error.saran,
            tingkat=error.tingkat,
            soal=error.soal,
            pilihan=error.pilihan,
        )

    def catat(
        self,
        lembar: str,
        sel: Any,
        alasan: str,
        saran: str = "",
        *,
        tingkat: Tingkat = Tingkat.GALAT,
        soal: str = "",
        pilihan: tuple[Pilihan, ...] = (),
    ) -> None:
        """Note a finding at a cell (None: at the sheet as a whole)."""
        alamat, teks = (sel.alamat, sel.teks) if sel is not None else ("", "")
        self.temuan.append(Temuan(tingkat, lembar, alamat, teks[:200], alasan, saran, soal, pilihan))

    # Changes ----------------------------------------------------------------------------------------------

    def buat(
        self, model: type[Model], values: Mapping[str, Any], *, nama: str, tempat: str, kunci: str = ""
    ) -> dict[str, str]:
        """Let a row be made from `values` by column (`attname`); returns what a link to it is stated as."""
        plain = {name: polos(value) for name, value in values.items()}
        kunci = kunci or f"{model._meta.label_lower}:{len(self.perubahan)}"
        change = Perubahan(Aksi.BUAT, model._meta.label_lower, nama, tempat, kunci=kunci, sesudah=plain)
        self.perubahan.append(change)
        return {"baru": kunci}

    def ubah(
        self, row: Model, values: Mapping[str, Any], *, tempat: str, nama: str = "", diam: bool = False
    ) -> bool:
        """Let a stored row take `values`; returns whether any of them differs from what it holds."""
        before = {name: getattr(row, name) for name in values}
        changed = [name for name, value in values.items() if before[name] != value]
        if not changed:
            self.sama += 1
            return False
        self.perubahan.append(
            Perubahan(
                Aksi.UBAH,
                row._meta.label_lower,
                nama or str(row),
                tempat,
                pk=row.pk,
                sebelum={name: polos(before[name]) for name in changed},
                sesudah={name: polos(values[name]) for name in changed},
                diam=diam,
            )
        )
        return True

    def hapus(self, row: Model, *, tempat: str, nama: str = "") -> None:
        """Let a stored row be deleted; all it holds is kept, so that it can be put back."""
        names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
        before = {name: polos(getattr(row, name)) for name in names}
        label = row._meta.label_lower
        self.perubahan.append(Perubahan(Aksi.HAPUS, label, nama or str(row), tempat, pk=row.pk, sebelum=before))


def polos(value: Any) -> Any:
    """Return a value as JSON keeps it without loss: figures and dates as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value
