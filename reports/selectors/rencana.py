"""Makes the rows of the official tables; a table definition only lays them out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from django.db.models import CharField, Value

from indicators.models import Hasil, Indikator
from programs.models import LEVELS, Dokumen, Program, Sasaran, Tujuan
from programs.rollup import TOTAL, ancestors, roll_up
from targets.findings import printed_pagu
from targets.formulas import NilaiTarget, as_stated
from targets.selectors import pagu_by_code, printed_figures, stated_by_indicator
from targets.selectors.rincian import stated_text

Years = Mapping[int, Decimal]
Stated = Decimal | str
"""A target as a table prints it: a figure, the bounds of a range, or the code of a graded unit."""


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What a reader chose to see of Tabel 4.2; empty means everything."""

    program: str = ""
    unit: str = ""
    years: tuple[int, ...] = ()

    @property
    def partial(self) -> bool:
        return bool(self.program or self.unit)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of Tabel 4.2: a coded row carries pagu only, a hasil row baseline and targets only."""

    key: str
    level: str
    kode: str = ""
    uraian: str | None = None
    indikator: str | None = None
    satuan: str = ""
    baseline: Stated | None = None
    target: Mapping[int, Stated] = field(default_factory=dict)
    pagu: Years = field(default_factory=dict)
    printed: Years = field(default_factory=dict)
    parts: tuple[str, ...] = ()


def program_pagu_rows(dokumen: Dokumen, chosen: PlanFilter = PlanFilter()) -> list[PlanRow]:
    """Return the rows of Tabel 4.2 in the document's order, then TOTAL; seven queries whatever the size."""
    names = _coded_rows(dokumen, chosen)
    shown = {kode for _, kode, _ in names}
    pagu = {kode: years for kode, years in pagu_by_code(dokumen).items() if kode in shown}
    sums = roll_up((kode, year, value) for kode, years in pagu.items() for year, value in years.items())
    printed = {} if chosen.partial else printed_pagu(printed_figures(dokumen))
    outcomes = _outcome_rows(dokumen, stated_by_indicator(dokumen))
    children = _children(shown)
    rows = []
    for level, kode, nama in names:
        rows.append(
            PlanRow(
                key=kode,
                level=level,
                kode=kode,
                uraian=nama,
                pagu=sums.get(kode, {}),
                printed=printed.get(kode, {}),
                parts=children.get(kode, ()),
            )
        )
        rows.extend(outcomes.get(kode, ()))
    total = PlanRow(
        TOTAL,
        "total",
        uraian="TOTAL",
        pagu=sums.get(TOTAL, {}),
        printed=printed.get(TOTAL, {}),
        parts=children.get(TOTAL, ()),
    )
    return [*rows, total]


def _coded_rows(dokumen: Dokumen, chosen: PlanFilter) -> list[tuple[str, str, str]]:
    """Return (level, code, name) in code order; a filter keeps whole programs and what is above them."""
    queries = [
        model.objects.in_force(dokumen)
        .order_by()
        .values_list(Value(level, output_field=CharField()), "kode", "nama")
        for level, model in LEVELS.items()
    ]
    rows = sorted(queries[0].union(*queries[1:], all=True), key=lambda row: row[1])
    if not chosen.partial:
        return rows
    programs = Program.objects.in_force(dokumen)
    programs = programs.filter(kode=chosen.program) if chosen.program else programs
    programs = programs.filter(unit__kode=chosen.unit) if chosen.unit else programs
    kept = set(programs.values_list("kode", flat=True))
    above = {kode for program in kept for kode in ancestors(program)}
    return [row for row in rows if row[1] in above or row[1][:7] in kept]


def _children(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    children: dict[str, list[str]] = {}
    for kode in sorted(codes):
        children.setdefault(ancestors(kode)[0], []).append(kode)
    return {parent: tuple(codes) for parent, codes in children.items()}


def _outcome_rows(dokumen: Dokumen, targets: Mapping[Any, Mapping[int, NilaiTarget]]) -> dict[str, list[PlanRow]]:
    """Return the hasil rows under each code: one a indicator, the statement on the first only.

    The statement is found by its code: the link from indicator to hasil may point at another version of it.
    """
    parents = (f"{level}__kode" for level in ("program", "kegiatan", "subkegiatan"))
    statements = Hasil.objects.in_force(dokumen).order_by("urutan", "kode").values_list("kode", "uraian", *parents)
    columns = ("hasil__kode", "pk", "kode", "nama", "satuan", "skala", "baseline")
    indicators = Indikator.objects.in_force(dokumen).filter(hasil__isnull=False).order_by("urutan", "kode")
    measured: dict[str, list[Any]] = defaultdict(list)
    for hasil, *indikator in indicators.values_list(*columns):
        measured[hasil].append(indikator)
    outcomes: dict[str, list[PlanRow]] = defaultdict(list)
    for hasil, uraian, *codes in statements:
        for index, (pk, kode, nama, satuan, skala, baseline) in enumerate(measured[hasil]):
            row = PlanRow(
                key=kode,
                level="hasil",
                uraian=None if index else uraian,
                indikator=nama,
                satuan=satuan,
                baseline=as_printed(NilaiTarget(baseline), skala),
                target=years_as_printed(targets.get(pk, {}), skala),
            )
            outcomes[next(filter(None, codes))].append(row)
    return outcomes


def as_printed(target: NilaiTarget, skala: Mapping[str, int]) -> Stated | None:
    """Return a stated target as a number wherever it is one; a range as its bounds, of a graded unit the code."""
    if target.atas is not None:
        return stated_text(Indikator(skala=skala), target.nilai, target.atas)
    return (
        as_stated(target.nilai, Indikator(skala=skala).scores()) if skala else cast(Decimal | None, target.nilai)
    )


def years_as_printed(years: Mapping[int, NilaiTarget], skala: Mapping[str, int]) -> dict[int, Stated]:
    if not skala and all(target.atas is None for target in years.values()):
        return {year: cast(Decimal, target.nilai) for year, target in years.items()}
    found = {year: as_printed(target, skala) for year, target in years.items()}
    return {year: value for year, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its yearly targets and the texts of its place in the plan."""

    key: str
    nomor: int
    uraian: str
    indikator: str
    satuan: str
    baseline: Stated | None
    target: Mapping[int, Stated]
    akhir: Stated | None
    tujuan: bool = False


def statements(dokumen: Dokumen, model: Any) -> dict[str, str]:
    """Return the statements of tujuan or sasaran by code, as a document has them."""
    return dict(model.objects.in_force(dokumen).order_by().values_list("kode", "uraian"))


def indicator_rows(dokumen: Dokumen, **condition: Any) -> list[IndicatorRow]:
    """Return indicators under `condition` (for example iku=True), tujuan first, then sasaran, in plan order."""
    targets = stated_by_indicator(dokumen)
    finals = stated_by_indicator(dokumen, "akhir_periode")
    goals, objectives = statements(dokumen, Tujuan), statements(dokumen, Sasaran)
    rows = Indikator.objects.in_force(dokumen).filter(**condition).select_related("tujuan", "sasaran")
    ordered = sorted(rows, key=lambda i: (i.tujuan is None, i.kode, i.urutan))
    result = []
    for number, row in enumerate(ordered, start=1):
        goal = goals[row.tujuan.kode] if row.tujuan else ""
        objective = objectives[row.sasaran.kode] if row.sasaran else ""
        final = finals.get(row.pk, {}).get(dokumen.renstra.tahun_akhir, NilaiTarget())
        result.append(
            IndicatorRow(
                row.kode,
                number,
                goal or objective,
                row.nama,
                row.satuan,
                as_printed(NilaiTarget(row.baseline), row.skala),
                years_as_printed(targets.get(row.pk, {}), row.skala),
                as_printed(final, row.skala),
                row.tujuan is not None,
            )
        )
    return result


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """A row of Tabel 4.1: one indicator with its outcome or output and its coded row."""

    key: str
    level: str
    tujuan: str | None
    sasaran: str | None
    outcome: str | None
    output: str | None
    indikator: str
    satuan: str
    kode: str
    nama: str


def served_objectives(dokumen: Dokumen) -> dict[str, tuple[str, str]]:
    """Return the tujuan and sasaran each program serves by its code; ("", "") for a program that serves none."""
    goals = statements(dokumen, Tujuan)
    columns = ("kode", "uraian", "tujuan__kode")
    objectives = {
        kode: (goals[goal], uraian)
        for kode, uraian, goal in Sasaran.objects.in_force(dokumen).order_by().values_list(*columns)
    }
    programs = Program.objects.in_force(dokumen).order_by().values_list("kode", "sasaran__kode")
    return {kode: objectives[sasaran] if sasaran else ("", "") for kode, sasaran in programs}


def cascade_rows(dokumen: Dokumen) -> list[CascadeRow]:
    """Return Tabel 4.1 from the plan: programs grouped by the sasaran they serve, each text once a run."""
    rows = program_pagu_rows(dokumen)
    served = served_objectives(dokumen)
    result: list[CascadeRow] = []
    coded = rows[0]
    seen: tuple[str, str] = ("", "")
    for row in rows:
        if row.level not in {"hasil", "program", "kegiatan", "subkegiatan"}:
            continue
        if row.level != "hasil":
            coded, first = row, True
            continue
        texts = served[coded.kode[:7]]
        is_program = coded.level == "program"
        result.append(
            CascadeRow(
                key=row.key,
                level=coded.level,
                tujuan=texts[0] if texts[0] != seen[0] else None,
                sasaran=texts[1] if texts[1] != seen[1] else None,
                outcome=row.uraian if is_program else None,
                output=None if is_program else row.uraian,
                indikator=row.indikator or "",
                satuan=row.satuan,
                kode=coded.kode if first else "",
                nama=(coded.uraian or "") if first else "",
            )
        )
        seen, first = texts, False
    return result
