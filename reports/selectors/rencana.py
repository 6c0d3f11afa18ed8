"""Makes the rows of the official tables; a table definition only lays them out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import CharField, Value

from indicators.models import Indikator
from programs.models import LEVELS, Program, Renstra
from programs.rollup import TOTAL, ancestors, roll_up
from targets.findings import printed_pagu
from targets.selectors import pagu_by_code, printed_figures, ruling_document, targets_by_indicator

Years = Mapping[int, Decimal]


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
    baseline: Decimal | None = None
    target: Years = field(default_factory=dict)
    pagu: Years = field(default_factory=dict)
    printed: Years = field(default_factory=dict)
    parts: tuple[str, ...] = ()


def program_pagu_rows(renstra: Renstra, chosen: PlanFilter = PlanFilter()) -> list[PlanRow]:
    """Return the rows of Tabel 4.2 in the document's order, then TOTAL; seven queries whatever the size."""
    dokumen = ruling_document(renstra)
    names = _coded_rows(renstra, chosen)
    shown = {kode for _, kode, _ in names}
    pagu = {kode: years for kode, years in pagu_by_code(dokumen).items() if kode in shown}
    sums = roll_up((kode, year, value) for kode, years in pagu.items() for year, value in years.items())
    printed = {} if chosen.partial else printed_pagu(printed_figures(dokumen))
    outcomes = _outcome_rows(renstra, targets_by_indicator(dokumen))
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


def _coded_rows(renstra: Renstra, chosen: PlanFilter) -> list[tuple[str, str, str]]:
    """Return (level, code, name) in code order; a filter keeps whole programs and what is above them."""
    queries = [
        model._default_manager.filter(renstra=renstra)
        .order_by()
        .values_list(Value(level, output_field=CharField()), "kode", "nama")
        for level, model in LEVELS.items()
    ]
    rows = sorted(queries[0].union(*queries[1:], all=True), key=lambda row: row[1])
    if not chosen.partial:
        return rows
    programs = Program.objects.filter(renstra=renstra)
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


def _outcome_rows(renstra: Renstra, targets: Mapping[Any, Years]) -> dict[str, list[PlanRow]]:
    """Return the hasil rows under each code: one a indicator, the statement on the first only."""
    parents = ("subkegiatan", "kegiatan", "program")
    rows = (
        Indikator.objects.filter(renstra=renstra, hasil__isnull=False)
        .order_by("hasil__urutan", "hasil", "urutan")
        .values_list(
            "pk",
            "kode",
            "nama",
            "satuan",
            "baseline",
            "hasil",
            "hasil__uraian",
            *(f"hasil__{p}__kode" for p in parents),
        )
    )
    outcomes: dict[str, list[PlanRow]] = {}
    for _, group in groupby(rows, key=lambda row: row[5]):
        for index, (pk, kode, nama, satuan, baseline, _, uraian, *codes) in enumerate(group):
            row = PlanRow(
                key=kode,
                level="hasil",
                uraian=None if index else uraian,
                indikator=nama,
                satuan=satuan,
                baseline=baseline,
                target=targets.get(pk, {}),
            )
            outcomes.setdefault(next(filter(None, codes)), []).append(row)
    return outcomes


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its yearly targets and the texts of its place in the plan."""

    key: str
    nomor: int
    uraian: str
    indikator: str
    satuan: str
    baseline: Decimal | None
    target: Years
    akhir: Decimal | None
    tujuan: bool = False


def indicator_rows(renstra: Renstra, **condition: Any) -> list[IndicatorRow]:
    """Return indicators under `condition` (for example iku=True), tujuan first, then sasaran, in plan order."""
    dokumen = ruling_document(renstra)
    targets = targets_by_indicator(dokumen)
    finals = targets_by_indicator(dokumen, "akhir_periode")
    rows = Indikator.objects.filter(renstra=renstra, **condition).select_related("tujuan", "sasaran")
    ordered = sorted(rows, key=lambda i: (i.tujuan is None, i.kode, i.urutan))
    result = []
    for number, row in enumerate(ordered, start=1):
        parent = row.tujuan or row.sasaran
        final = finals.get(row.pk, {}).get(renstra.tahun_akhir)
        result.append(
            IndicatorRow(
                row.kode,
                number,
                parent.uraian if parent else "",
                row.nama,
                row.satuan,
                row.baseline,
                targets.get(row.pk, {}),
                final,
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


def cascade_rows(renstra: Renstra) -> list[CascadeRow]:
    """Return Tabel 4.1 from the plan: programs grouped by the sasaran they serve, each text once a run."""
    rows = program_pagu_rows(renstra)
    programs = {p.kode: p for p in Program.objects.filter(renstra=renstra).select_related("sasaran__tujuan")}
    result: list[CascadeRow] = []
    coded = rows[0]
    seen: tuple[str, str] = ("", "")
    for row in rows:
        if row.level not in {"hasil", "program", "kegiatan", "subkegiatan"}:
            continue
        if row.level != "hasil":
            coded, first = row, True
            continue
        sasaran = programs[coded.kode[:7]].sasaran
        texts = (sasaran.tujuan.uraian, sasaran.uraian) if sasaran else ("", "")
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
