"""The findings of an import as its page groups them, and the answers to those that are questions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imports.models import Impor
from renstra.lib.importing import Temuan, Tingkat

SEL, SOAL = "sel:", "soal:"
"""What the names of the radio buttons begin with: one cell, or every cell of a kind of question."""
JUDUL = {
    Tingkat.GALAT: "Kesalahan",
    Tingkat.TANYA: "Pertanyaan",
    Tingkat.PERINGATAN: "Peringatan",
}


@dataclass(frozen=True, slots=True)
class Soal:
    """Questions of one kind: how many in the file, those on the page, and the first as an example for all."""

    kode: str
    banyak: int
    temuan: tuple[Temuan, ...]

    @property
    def contoh(self) -> Temuan:
        return self.temuan[0]

    @property
    def nama(self) -> str:
        return f"{SOAL}{self.kode}"


@dataclass(frozen=True, slots=True)
class KelompokTemuan:
    """Findings of one level on the page, with how many the whole file has; questions by their kind."""

    tingkat: Tingkat
    judul: str
    banyak: int
    temuan: tuple[Temuan, ...]
    soal: tuple[Soal, ...] = ()


def shown_findings(impor: Impor, shown: Sequence[Temuan]) -> list[KelompokTemuan]:
    """Return the findings of one page, in groups."""
    kinds = Counter(each.soal for each in impor.findings() if each.tingkat == Tingkat.TANYA)
    groups = []
    for tingkat in dict.fromkeys(each.tingkat for each in shown):
        members = tuple(each for each in shown if each.tingkat == tingkat)
        asked = dict.fromkeys(each.soal for each in members) if tingkat == Tingkat.TANYA else ()
        soal = tuple(
            Soal(kode, kinds[kode], tuple(each for each in members if each.soal == kode)) for kode in asked
        )
        total: int = getattr(impor, f"banyak_{tingkat}")
        groups.append(KelompokTemuan(tingkat, JUDUL[tingkat], total, members, soal))
    return groups


def read_answers(impor: Impor, posted: Mapping[str, str]) -> dict[str, str]:
    """Return the posted answers to questions that were asked, by what the check keeps them under.

    An answer to one cell goes before one to all of its kind; what answers no question is left out.
    """
    found: dict[str, str] = {}
    for each in impor.findings():
        codes = {answer.kode for answer in each.pilihan}
        if each.tingkat != Tingkat.TANYA:
            continue
        if (one := posted.get(f"{SEL}{each.kunci}")) in codes:
            found[each.kunci] = str(one)
        if each.soal and (all_of_kind := posted.get(f"{SOAL}{each.soal}")) in codes:
            found[f"{SOAL}{each.soal}"] = str(all_of_kind)
    return found
