"""Follows official codes from one version of the nomenclature to the newest one. Plain Python, no Django."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

Kode = tuple[str, str]
"""A version and a code of it; an empty code was dropped in that version."""
UMUM = "X.XX."
"""What the nomenclature writes for the urusan and bidang urusan of codes that are the same in all of them."""


def spellings(kode: str) -> tuple[str, ...]:
    """Return what the nomenclature may list a code of the plan under: 1.06.01.2.01 and X.XX.01.2.01."""
    parts = kode.split(".", 2)
    return (kode, UMUM + parts[2]) if len(parts) > 2 else (kode,)


def newest(kode: str, steps: Mapping[Kode, Sequence[Kode]]) -> tuple[Kode, ...]:
    """Return what a code of the plan became at the end of all `steps`; empty where it is still the same code.

    A plan does not say which version its codes are of: where versions differ, each answer is given.
    """
    written = spellings(kode)
    starts = [step for step in steps if step[1] in written]
    ends = {(versi, _own(end, kode)) for start in starts for versi, end in _ends(start, steps, set())}
    return tuple(sorted(end for end in ends if end[1] != kode))


def _ends(start: Kode, steps: Mapping[Kode, Sequence[Kode]], passed: set[Kode]) -> Iterator[Kode]:
    if start not in steps:
        yield start
        return
    if start in passed:  # a circle, which only a slip in the table can make
        return
    for after in steps[start]:
        yield from _ends(after, steps, passed | {start})


def _own(end: str, kode: str) -> str:
    """Write a code that is the same in all bidang urusan as one of the plan's own."""
    return ".".join([*kode.split(".")[:2], end.removeprefix(UMUM)]) if end.startswith(UMUM) else end


def words(became: Iterable[Kode]) -> str:
    """Say what a code became: menjadi 1.06.02 atau 1.06.03 dalam Kepmendagri 900."""
    by_version: dict[str, list[str]] = {}
    for versi, kode in became:
        by_version.setdefault(versi, []).append(kode)
    return "; ".join(f"{_fate(codes)} dalam {versi}" for versi, codes in by_version.items())


def _fate(codes: Sequence[str]) -> str:
    kept = [kode for kode in codes if kode]
    return f"menjadi {' atau '.join(kept)}" if kept else "tidak dipakai lagi"
