"""Which stored row a row of a table is: the official tables print no code for hasil and indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from renstra.lib.teks import key

MIRIP = 0.6
"""From what likeness on another text in the same place is the same row reworded, without asking."""


@dataclass(frozen=True, slots=True)
class Padanan:
    """The code of the row that was recognised, "" for a new one; `duga` where only its place says so."""

    kode: str = ""
    duga: bool = False


def sidik(text: str) -> str:
    """Return what a text has in common with others a person would call the same; signs alone stay as they are."""
    return key(text) or text


def pair(wanted: Sequence[tuple[str, str]], known: Mapping[str, str]) -> list[Padanan]:
    """Return for each (code or "", text) of a table which of the `known` rows (text by code, in order) it is.

    A code that is told goes first, then the same text, then what is left over, in order. A row that tells a code
    nobody knows is a new one.
    """
    free = dict(known)
    found: dict[int, Padanan] = {}
    for place, (kode, _) in enumerate(wanted):
        if kode in free:
            found[place] = Padanan(kode)
            del free[kode]
    for same in (str, sidik):
        for place, (_, text) in enumerate(wanted):
            kode = next((each for each, own in free.items() if same(own) == same(text)), "")
            if place not in found and kode:
                found[place] = Padanan(kode)
                del free[kode]
    rest = iter(list(free))
    for place, (told, _) in enumerate(wanted):
        if place not in found:
            kode = "" if told else next(rest, "")
            found[place] = Padanan(kode, duga=bool(kode))
    return [found[place] for place in range(len(wanted))]


def alike(one: str, other: str) -> bool:
    """Whether two texts are so much the same that one is the other reworded."""
    return SequenceMatcher(None, sidik(one), sidik(other)).ratio() >= MIRIP


def next_code(prefix: str, used: set[str]) -> str:
    """Return the first code after all that begin with `prefix` and go on with a number, and take it."""
    ends = (kode.removeprefix(prefix) for kode in used if kode.startswith(prefix))
    number = max((int(end) for end in ends if end.isdecimal()), default=0) + 1
    used.add(f"{prefix}{number}")
    return f"{prefix}{number}"
