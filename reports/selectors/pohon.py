"""The cascade of a Renstra as a tree: tujuan > sasaran > program > kegiatan > subkegiatan, with its indicators."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicators.models import Indikator
from programs.models import Tujuan
from programs.rollup import ancestors
from reports.selectors.dasbor import Dasbor, Penilaian, measured_level
from reports.selectors.garis import PlanLine
from targets.formulas import Hasil
from targets.selectors.lembar import parent_of

JENIS = {
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "program": "Program (outcome)",
    "kegiatan": "Kegiatan (output)",
    "subkegiatan": "Subkegiatan (suboutput)",
    "lain": "Belum dikaitkan dengan sasaran",
}


@dataclass(frozen=True, slots=True)
class Simpul:
    """A row of the plan with what measures it, the mean of what is judged of that, and the rows under it."""

    jenis: str
    kode: str
    uraian: str
    unit: str
    penilaian: tuple[Penilaian, ...]
    capaian: Hasil
    anak: tuple["Simpul", ...] = ()

    @property
    def label(self) -> str:
        return JENIS[self.jenis]


class Pohon:
    """The tree of a dashboard's plan."""

    def __init__(self, dasbor: Dasbor) -> None:
        self.dasbor = dasbor
        self._by_parent: defaultdict[str, list[Indikator]] = defaultdict(list)
        for each in dasbor.asked.indicators:
            self._by_parent[f"{measured_level(each)}:{parent_of(each).pk}"].append(each)
        self._lines: defaultdict[str, list[PlanLine]] = defaultdict(list)
        for line in dasbor.asked.lines:
            if line.first and line.level in ("kegiatan", "subkegiatan"):
                self._lines[ancestors(line.kode)[0]].append(line)

    def akar(self, unit: str = "") -> tuple[Simpul, ...]:
        """Return the tujuan in their order; with `unit` (a name) only what that unit answers for, and above it."""
        goals: dict[int, Tujuan] = {row.tujuan_id: row.tujuan for row in self.dasbor.asked.sasaran}
        roots = [self._goal(row) for row in sorted(goals.values(), key=lambda row: (row.urutan, row.kode))]
        loose = tuple(self._coded(line) for line in self._programs(None))
        if loose:
            roots.append(Simpul("lain", "", "", "", (), self.dasbor.rata(()), loose))
        return tuple(roots) if not unit else tuple(_narrowed(roots, unit))

    def _goal(self, row: Tujuan) -> Simpul:
        own = [each for each in self.dasbor.asked.sasaran if each.tujuan_id == row.pk]
        children = tuple(
            self._node(
                "sasaran", each.pk, each.kode, each.uraian, "", tuple(map(self._coded, self._programs(each.pk)))
            )
            for each in own
        )
        return self._node("tujuan", row.pk, row.kode, row.uraian, "", children)

    def _programs(self, sasaran: int | None) -> list[PlanLine]:
        lines = (line for line in self.dasbor.asked.lines if line.level == "program" and line.first)
        return [line for line in lines if line.coded.sasaran_id == sasaran]

    def _coded(self, line: PlanLine) -> Simpul:
        children = tuple(map(self._coded, self._lines[line.kode]))
        row = line.coded
        return self._node(line.level, row.pk, row.kode, row.nama, row.unit, children)

    def _node(self, jenis: str, pk: int, kode: str, uraian: str, unit: str, anak: tuple[Simpul, ...]) -> Simpul:
        own = tuple(self.dasbor.penilaian[each.pk] for each in self._by_parent[f"{jenis}:{pk}"])
        return Simpul(jenis, kode, uraian, unit, own, self.dasbor.rata(own), anak)


def _narrowed(nodes: Iterable[Simpul], unit: str) -> Iterable[Simpul]:
    """Yield the nodes a unit answers for, or that have such a node under them."""
    for node in nodes:
        children = tuple(_narrowed(node.anak, unit))
        owns = node.unit == unit or any(str(each.indikator.penanggung_jawab) == unit for each in node.penilaian)
        if owns or children:
            yield replace(node, anak=children)
