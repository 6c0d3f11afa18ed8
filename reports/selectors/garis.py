"""The plan as lines: each code with its indicators, in code order, as the evaluation and Renja forms list it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from indicators.models import Indikator
from programs.models import LEVELS, Dokumen, Renstra
from programs.rollup import TOTAL, ancestors
from targets.selectors.lembar import parent_of, plan_order

# cast, since PostgreSQL takes two bare NULLs of a union for text, which a key of a later part does not fit
NONE, EMPTY = Cast(Value(None), BigIntegerField()), Value("", output_field=CharField())


class Teks(NamedTuple):
    """The texts of a line."""

    sasaran: str
    kode: str
    nama: str
    unit: str
    indikator: str
    satuan: str


class Coded(NamedTuple):
    """A coded row of the plan; unit and sasaran where its level has them."""

    level: str
    pk: int
    kode: str
    nama: str
    unit_id: int | None
    unit: str
    sasaran: str
    sasaran_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A code of the plan with one of its indicators; a code without indicators is one line, with several many.

    Programs are numbered; the texts of a code stand on its first line only.
    """

    key: str
    coded: Coded
    indikator: Indikator | None
    first: bool
    parts: tuple[str, ...] = ()
    nomor: str = ""

    @property
    def level(self) -> str:
        return self.coded.level

    @property
    def kode(self) -> str:
        return self.coded.kode

    @property
    def teks(self) -> Teks:
        row, indikator = self.coded, self.indikator
        own = (row.sasaran, row.kode, row.nama, row.unit) if self.first else ("",) * 4
        return Teks(*own, indikator.nama if indikator else "", indikator.satuan if indikator else "")


def total_line(renstra: Renstra, lines: Sequence[PlanLine]) -> PlanLine:
    """Return the line of the whole agency, the sum of its urusan."""
    top = tuple(line.key for line in lines if line.level == "urusan")
    whole = Coded("total", 0, "", renstra.perangkat_daerah.nama.upper(), None, "", "")
    return PlanLine(TOTAL, whole, None, True, top)


def indicators_in_force(dokumen: Dokumen) -> list[Indikator]:
    """Return all indicators of a Renstra document in plan order, with what they measure; one query."""
    rows = (
        Indikator.objects.in_force(dokumen)
        .select_related("hasil__program", "hasil__kegiatan", "hasil__subkegiatan", "penanggung_jawab")
        .select_related("tujuan", "sasaran", "bidang_urusan")
    )
    return sorted(rows, key=plan_order)


def plan_lines(dokumen: Dokumen, indicators: Sequence[Indikator]) -> list[PlanLine]:
    """Return the coded rows of the plan in code order, one line an indicator, money standing on the first."""
    measured = (row for row in indicators if row.hasil)
    by_code = {kode: list(group) for kode, group in groupby(measured, key=lambda row: parent_of(row).kode)}
    coded = coded_rows(dokumen)
    children: dict[str, list[str]] = {}
    for row in coded:
        children.setdefault(ancestors(row.kode)[0], []).append(row.kode)
    programs = count(1)
    return [
        line
        for row in coded
        for line in _lines(row, by_code, children, str(next(programs)) if row.level == "program" else "")
    ]


def _lines(
    row: Coded, indicators: Mapping[str, list[Indikator]], children: Mapping[str, list[str]], number: str
) -> list[PlanLine]:
    own: list[Indikator | None] = [*indicators.get(row.kode, ())] or [None]
    first, *more = own
    lines = [PlanLine(row.kode, row, first, True, tuple(children.get(row.kode, ())), number)]
    return lines + [PlanLine(f"{row.kode}/{place}", row, each, False) for place, each in enumerate(more, 1)]


def coded_rows(dokumen: Dokumen) -> list[Coded]:
    """Return every coded row in force in code order; one query."""
    more: dict[str, tuple[Any, Any, Any, Any]] = {
        "program": (F("unit_id"), F("unit__nama"), F("sasaran__uraian"), F("sasaran_id")),
        "subkegiatan": (F("unit_id"), F("unit__nama"), EMPTY, NONE),
    }
    queries = []
    for level, model in LEVELS.items():
        columns = more.get(level, (NONE, EMPTY, EMPTY, NONE))
        in_force = model._default_manager.in_force(dokumen).order_by()
        queries.append(
            in_force.values_list(Value(level, output_field=CharField()), "pk", "kode", "nama", *columns)
        )
    found: Any = queries[0].union(*queries[1:], all=True)
    rows = [
        Coded(level, pk, kode, nama, unit_id, unit or "", sasaran or "", sasaran_id)
        for level, pk, kode, nama, unit_id, unit, sasaran, sasaran_id in found
    ]
    return sorted(rows, key=lambda row: row.kode)
