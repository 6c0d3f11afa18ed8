"""What is odd in a plan, found by comparing its own figures. Plain Python: a snapshot in, findings out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from programs.padanan import Kode, words
from programs.rollup import TOTAL, ancestors, roll_up
from renstra.lib.numbers import format_number

JUMP = 10
Years = Mapping[int, Decimal]


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    KESALAHAN = "kesalahan"
    PERINGATAN = "peringatan"
    CATATAN = "catatan"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its rule, the place, both figures where there are two, and a plain sentence."""

    rule: str
    severity: Severity
    place: str
    sentence: str
    printed: Decimal | None = None
    computed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """An indicator as the rules need it; `parent` is the code of the row it measures."""

    kode: str
    nama: str
    parent: str
    polaritas: str
    baseline: Decimal | None
    targets: Years


@dataclass(frozen=True, slots=True)
class PlanSnapshot:
    """The figures of one Renstra; `printed` maps (table, row, column) to what the document prints.

    `changed` says what the codes became that a newer version of the nomenclature changed.
    """

    codes: tuple[str, ...]
    pagu: Mapping[str, Years]
    indicators: tuple[IndicatorFigures, ...]
    printed: Mapping[tuple[str, str, str], Decimal]
    remarks: tuple[tuple[str, str, str], ...]
    years: tuple[int, ...]
    changed: Mapping[str, tuple[Kode, ...]] = field(default_factory=dict)


def printed_pagu(printed: Mapping[tuple[str, str, str], Decimal]) -> dict[str, dict[int, Decimal]]:
    """Return what Tabel 4.2 prints as pagu, by code (or TOTAL) and year."""
    figures: dict[str, dict[int, Decimal]] = {}
    for (table, row, column), value in printed.items():
        if table == "Tabel 4.2" and column.startswith("pagu_"):
            figures.setdefault(row, {})[int(column.removeprefix("pagu_"))] = value
    return figures


def check(plan: PlanSnapshot) -> list[Finding]:
    """Return every finding, gravest first, then by place; the order never depends on how rows were read."""
    found = [finding for rule in RULES for finding in rule(plan)]
    order = list(Severity)
    return sorted(
        found, key=lambda finding: (order.index(finding.severity), finding.place, finding.rule, finding.sentence)
    )


def printed_totals(plan: PlanSnapshot) -> Iterator[Finding]:
    """A printed total that is not the sum of its parts (Tabel 4.2)."""
    sums = roll_up((kode, year, value) for kode, years in plan.pagu.items() for year, value in years.items())
    for row, years in printed_pagu(plan.printed).items():
        for year, printed in years.items():
            computed = sums.get(row, {}).get(year)
            if computed is None or computed == printed:
                continue
            sentence = (
                f"Pagu {year} tercetak {format_number(printed, 0)}, "
                f"sedangkan jumlah subkegiatannya {format_number(computed, 0)}."
            )
            yield Finding("jumlah-tercetak", Severity.KESALAHAN, row, sentence, printed, computed)


def printed_targets(plan: PlanSnapshot) -> Iterator[Finding]:
    """A figure of Tabel 4.4 that differs from the same indicator in Tabel 3.1."""
    figures = {indicator.kode: indicator for indicator in plan.indicators}
    for (table, row, column), printed in plan.printed.items():
        if table != "Tabel 4.4" or row not in figures:
            continue
        indicator = figures[row]
        year = column.removeprefix("target_")
        stored = indicator.baseline if column == "baseline" else indicator.targets.get(int(year))
        if stored != printed:
            kept = format_number(stored) or "kosong"
            sentence = f"Tabel 4.4 mencetak {format_number(printed)}, Tabel 3.1 memuat {kept}."
            yield Finding("iku-berbeda", Severity.KESALAHAN, f"{row} {column}", sentence, printed, stored)


def codes(plan: PlanSnapshot) -> Iterator[Finding]:
    """A code that stands twice, or whose parent is not in the plan."""
    known = set(plan.codes)
    for kode in sorted(known):
        if plan.codes.count(kode) > 1:
            yield Finding("kode-ganda", Severity.KESALAHAN, kode, f"Kode {kode} dipakai lebih dari sekali.")
        parent = ancestors(kode)[0]
        if parent not in known and parent != TOTAL:
            sentence = f"Kode {kode} tidak mempunyai induk {parent} dalam rencana."
            yield Finding("kode-tanpa-induk", Severity.KESALAHAN, kode, sentence)


def changed_codes(plan: PlanSnapshot) -> Iterator[Finding]:
    """A code that a newer version of the nomenclature changed or dropped."""
    for kode, became in plan.changed.items():
        yield Finding("kode-berubah", Severity.PERINGATAN, kode, f"Kode {kode} {words(became)}.")


def pagu_and_targets(plan: PlanSnapshot) -> Iterator[Finding]:
    """Money without a target, a target without money, an indicator with no target at all."""
    by_parent: dict[str, list[IndicatorFigures]] = defaultdict(list)
    for indicator in plan.indicators:
        by_parent[indicator.parent].append(indicator)
        if not indicator.targets:
            sentence = f"Indikator “{indicator.nama}” tidak mempunyai target pada tahun mana pun."
            yield Finding("tanpa-target", Severity.PERINGATAN, indicator.parent, sentence)
    for kode, pagu in plan.pagu.items():
        for year in plan.years:
            money = pagu.get(year)
            planned = [i.targets[year] for i in by_parent[kode] if year in i.targets]
            place = f"{kode} ({year})"
            if money and not any(planned):
                sentence = f"Pagu {format_number(money, 0)} tanpa target pada tahun {year}."
                yield Finding("pagu-tanpa-target", Severity.PERINGATAN, place, sentence, computed=money)
            if not money and any(planned):
                sentence = f"Target {format_number(max(planned))} tanpa pagu pada tahun {year}."
                yield Finding("target-tanpa-pagu", Severity.PERINGATAN, place, sentence, computed=max(planned))


def movements(plan: PlanSnapshot) -> Iterator[Finding]:
    """Targets that jump, run against their polarity, or end where they began."""
    for indicator in plan.indicators:
        series = [(year, indicator.targets[year]) for year in plan.years if year in indicator.targets]
        for (before, low), (after, high) in pairwise(series):
            yield from _movement(indicator, before, low, after, high)
        if series and indicator.baseline is not None and series[-1][1] == indicator.baseline:
            sentence = f"Target akhir sama dengan baseline {format_number(indicator.baseline)}: {indicator.nama}."
            yield Finding(
                "baseline-sama", Severity.CATATAN, indicator.kode, sentence, indicator.baseline, series[-1][1]
            )
    for kode, pagu in plan.pagu.items():
        for before, after in pairwise(plan.years):
            small, large = sorted((pagu.get(before, Decimal(0)), pagu.get(after, Decimal(0))))
            if small and large > small * JUMP:
                sentence = (
                    f"Pagu berubah dari {format_number(pagu[before], 0)} ({before}) "
                    f"menjadi {format_number(pagu[after], 0)} ({after})."
                )
                yield Finding("lonjakan", Severity.PERINGATAN, kode, sentence, pagu[before], pagu[after])


def _movement(
    indicator: IndicatorFigures, before: int, old: Decimal, after: int, new: Decimal
) -> Iterator[Finding]:
    small, large = sorted((old, new))
    change = f"dari {format_number(old)} ({before}) menjadi {format_number(new)} ({after})"
    if small > 0 and large > small * JUMP:
        sentence = f"Target berubah lebih dari {JUMP} kali, {change}: {indicator.nama}."
        yield Finding("lonjakan", Severity.PERINGATAN, indicator.kode, sentence, old, new)
    worse = {"positif": new < old, "negatif": new > old}.get(indicator.polaritas, False)
    if worse:
        sentence = (
            f"Target bergerak berlawanan dengan polaritas {indicator.polaritas}, {change}: {indicator.nama}."
        )
        yield Finding("melawan-polaritas", Severity.PERINGATAN, indicator.kode, sentence, old, new)


def copied_pagu(plan: PlanSnapshot) -> Iterator[Finding]:
    """The same non-round pagu standing in the same year in subkegiatan, as if copied from one to another."""
    places: dict[tuple[int, Decimal], list[str]] = defaultdict(list)
    for kode, years in plan.pagu.items():
        for year, value in years.items():
            if value and value % 1_000_000:
                places[year, value].append(kode)
    for (year, value), rows in sorted(places.items()):
        if len(rows) > 1:
            sentence = f"Pagu {format_number(value, 0)} tahun {year} sama persis pada {', '.join(rows)}."
            yield Finding("angka-sama", Severity.PERINGATAN, rows[0], sentence, value, value)


def remarks(plan: PlanSnapshot) -> Iterator[Finding]:
    """What was noted while reading the source."""
    for kind, place, sentence in plan.remarks:
        yield Finding(f"sumber-{kind}", Severity.CATATAN, place, sentence)


RULES = (
    printed_totals,
    printed_targets,
    codes,
    changed_codes,
    pagu_and_targets,
    movements,
    copied_pagu,
    remarks,
)
