"""Compares what a file states with the plan as a rancangan has it, and notes the changes in the order of writing.

A row the rancangan began is changed in place; one from before gets a successor by the rules of
`targets.services.perubahan`. A cell that is empty takes a stored figure away: empty is not zero.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Model

from imports.importers.renstra.sel import Batas, read_target
from imports.importers.renstra.susunan import Simpul
from imports.importers.renstra.tersimpan import Tautan, Tersimpan, bounds_of
from indicators.models import Indikator
from programs.models import Dokumen, PlanRow, Subkegiatan
from renstra.lib.importing import RUSAK, Pemeriksaan
from renstra.lib.numbers import format_number
from renstra.lib.pembaca.buku import Sel
from targets.models import Pagu, Target
from targets.services.perubahan import PLAN_ROWS, is_remeasured, succeed

Langkah = Callable[[], Any]
HAPUS_ANGKA, UBAH_ANGKA, PINDAH_ANGKA, BUAT_ANGKA = range(4)


class Pembanding:
    """Notes changes of rows and figures; `dokumen` is the rancangan, None where the import makes it."""

    def __init__(self, p: Pemeriksaan, stored: Tersimpan, dokumen: Dokumen | None, dokumen_id: Any) -> None:
        self.p, self.stored, self.dokumen, self.dokumen_id = p, stored, dokumen, dokumen_id
        self._ended: dict[type[PlanRow], list[Langkah]] = defaultdict(list)
        self._made: dict[type[PlanRow], list[Langkah]] = defaultdict(list)
        self._changed: dict[type[PlanRow], list[Langkah]] = defaultdict(list)
        self._gone: dict[type[PlanRow], list[Langkah]] = defaultdict(list)
        self._figures: dict[tuple[int, type[Model]], list[Langkah]] = defaultdict(list)

    def write(self) -> None:
        """Note all changes: rows from the top down, then figures, then what goes, from the bottom up."""
        steps: list[list[Langkah]] = []
        for model in PLAN_ROWS:
            steps += [self._ended[model], self._made[model], self._changed[model]]
        steps += [self._figures[key] for key in sorted(self._figures, key=lambda key: (key[0], key[1].__name__))]
        steps += [self._gone[model] for model in reversed(PLAN_ROWS)]
        for group in steps:
            for step in group:
                step()

    # Rows -------------------------------------------------------------------------------------------------

    def compare(self, simpul: Simpul) -> None:
        """Compare one row and its figures."""
        row = self.stored.rows[simpul.model].get(simpul.kode)
        self._read_baseline(simpul, row)
        values = simpul.nilai | self._links(simpul, row)
        if row is None:
            self._make(simpul, values)
            self._compare_figures(simpul, None, self._new(simpul), remeasured=False)
            return
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        remeasured = is_remeasured(row, changed)
        if not changed:
            self.p.sama += 1
            link: Any = row.pk
        elif row.mulai_id == self.dokumen_id:
            self._changed[simpul.model].append(
                lambda: self.p.ubah(row, changed, tempat=simpul.tempat, nama=_name(row))
            )
            link = row.pk
        else:
            link = self._replace(simpul, row, changed)
        self._compare_figures(simpul, row, link, remeasured=remeasured)

    def _links(self, simpul: Simpul, row: Any) -> dict[str, Any]:
        """Return the links that differ: a row is the same in every version."""
        found: dict[str, Any] = {}
        for name, target in simpul.tautan.items():
            held = self.stored.code(target[0], getattr(row, f"{name}_id")) if row is not None and target else None
            if target is None:
                found[f"{name}_id"] = None
            elif held != target[1]:
                found[f"{name}_id"] = self._link(target)
        return found

    def _link(self, target: Tautan) -> Any:
        """Return how a link to a row is stated: until the rancangan is enacted, to the version that rules."""
        model, kode = target
        row = self.stored.rows[model].get(kode)
        return row.pk if row is not None else {"baru": f"{model._meta.label_lower}:{kode}"}

    @staticmethod
    def _new(simpul: Simpul) -> dict[str, str]:
        return {"baru": f"{simpul.model._meta.label_lower}:{simpul.kode}"}

    def _make(self, simpul: Simpul, values: dict[str, Any]) -> None:
        plain = {
            "renstra_id": self.stored.renstra.pk,
            "kode": simpul.kode,
            "mulai_id": self.dokumen_id,
            **simpul.bawaan,
            **values,
        }
        kunci = self._new(simpul)["baru"]
        self._made[simpul.model].append(
            lambda: self.p.buat(simpul.model, plain, nama=simpul.nama, tempat=simpul.tempat, kunci=kunci)
        )

    def _replace(self, simpul: Simpul, row: Any, changed: dict[str, Any]) -> dict[str, str]:
        """Let a successor begun by the rancangan take the place of a row from before; returns the link to it."""
        assert self.dokumen is not None  # noqa: S101 — a row from before has a document before
        if "baseline" in simpul.nilai:
            changed = {**changed, "baseline": simpul.nilai["baseline"]}
        successor = succeed(row, self.dokumen, changed)
        fields = (field for field in row._meta.concrete_fields if not field.primary_key)
        values = {field.attname: getattr(successor, field.attname) for field in fields if not _is_clock(field)}
        kunci = f"{row._meta.label_lower}:{row.kode}"
        self._end(row, simpul.tempat)
        self._made[simpul.model].append(
            lambda: self.p.buat(
                simpul.model, values, nama=f"Pengganti {_name(row)}"[:200], tempat=simpul.tempat, kunci=kunci
            )
        )
        return {"baru": kunci}

    def _end(self, row: PlanRow, tempat: str) -> None:
        self._ended[type(row)].append(
            lambda: self.p.ubah(row, {"akhir_id": self.dokumen_id}, tempat=tempat, nama=_name(row), diam=True)
        )

    def withdraw(self, rows: Iterable[PlanRow], tempat: str) -> None:
        """Let rows stand no longer, with the figures the rancangan states of them."""
        for row in rows:
            for figure, _ in self.stored.figures_under(row):
                self._drop(figure, tempat)
            if row.mulai_id == self.dokumen_id:
                self._gone[type(row)].append(
                    lambda row=row: self.p.hapus(row, tempat=tempat, nama=_name(row))  # type: ignore[misc]
                )
            else:
                self._end(row, tempat)

    # Figures ----------------------------------------------------------------------------------------------

    def _read_baseline(self, simpul: Simpul, row: Any) -> None:
        """Read the baseline with the unit of the indicator; it is kept with the row."""
        if simpul.baseline is None:
            return
        held = Batas(row.baseline) if row is not None and row.baseline is not None else None
        value = self._read(simpul, simpul.baseline, self._measure(simpul, row), held)
        if isinstance(value, Batas) and value.atas is not None:
            self.p.catat(
                simpul.lembar, simpul.baseline, "Baseline tidak dapat berupa rentang.", "Tulis satu angka."
            )
        elif value is not RUSAK:
            simpul.nilai["baseline"] = value.nilai if value is not None else None

    def _measure(self, simpul: Simpul, row: Any) -> Indikator:
        """Return unit and scale of an indicator as the file leaves them."""
        names = ("satuan", "skala")
        held: dict[str, Any] = {name: getattr(row, name) for name in names} if row is not None else {}
        return Indikator(**(held | {name: simpul.nilai[name] for name in names if name in simpul.nilai}))

    def _read(self, simpul: Simpul, sel: Sel, measure: Indikator, held: Batas | None) -> Any:
        return read_target(self.p, simpul.lembar, sel, measure, held)

    def _compare_figures(self, simpul: Simpul, row: Any, link: Any, *, remeasured: bool) -> None:
        """Compare what the document states of a row; the rest goes over to a successor, or falls with its unit."""
        seen: set[int] = set()
        if simpul.model is Indikator:
            seen = self._compare_targets(simpul, row, link)
        elif simpul.model is Subkegiatan:
            seen = self._compare_pagu(simpul, row, link)
        for figure, name in self.stored.figures_under(row) if row is not None else ():
            if id(figure) in seen:
                continue
            if remeasured:
                self._drop(figure, simpul.tempat)
            elif link != row.pk:
                self._set(figure, {f"{name}_id": link}, simpul.tempat)

    def _compare_targets(self, simpul: Simpul, row: Any, link: Any) -> set[int]:
        stored, measure = self.stored.targets(row), self._measure(simpul, row)
        for (tahun, jenis), stated in simpul.target.items():
            target = stored.get((tahun, jenis))
            value = stated
            if isinstance(stated, Sel):
                value = self._read(simpul, stated, measure, bounds_of(target))
            tempat = f"{simpul.lembar}!{stated.alamat}" if isinstance(stated, Sel) else simpul.tempat
            if value is not RUSAK:
                key = {"indikator_id": link, "tahun": tahun, "jenis": jenis}
                new = {"nilai": value.nilai, "nilai_atas": value.atas} if isinstance(value, Batas) else None
                self._state(Target, target, key, new, tempat, f"Target {tahun} {simpul.nama}")
        return {id(stored[key]) for key in simpul.target if key in stored}

    def _compare_pagu(self, simpul: Simpul, row: Any, link: Any) -> set[int]:
        stored, seen = self.stored.pagu(row), set()
        for tahun, (value, sel) in simpul.pagu.items():
            rows = stored.get(tahun, [])
            if len(rows) > 1 or (rows and rows[0].sumber_dana):
                self._compare_split(simpul, rows, value, sel)
                continue
            seen |= {id(each) for each in rows}
            key = {"subkegiatan_id": link, "tahun": tahun, "sumber_dana": ""}
            new = {"nilai": value} if value is not None else None
            tempat = f"{simpul.lembar}!{sel.alamat}"
            self._state(Pagu, rows[0] if rows else None, key, new, tempat, f"Pagu {tahun} {simpul.nama}")
        return seen

    def _compare_split(self, simpul: Simpul, rows: list[Pagu], value: Decimal | None, sel: Sel) -> None:
        """A pagu kept by source of funds is printed as one sum: another sum does not say which part changed."""
        held = sum((each.nilai for each in rows), Decimal(0))
        if held == (value or 0):
            self.p.sama += 1
            return
        self.p.catat(
            simpul.lembar,
            sel,
            f"Pagu {simpul.kode} tercatat menurut sumber dana, berjumlah {format_number(held, 0)}.",
            "Ubah bagian-bagiannya di Data induk, Pagu.",
        )

    def _state(
        self, model: type[Model], row: Any, key: dict[str, Any], new: dict[str, Any] | None, tempat: str, nama: str
    ) -> None:
        """Note what becomes of one figure: made, changed, handed over, or taken away where its cell is empty."""
        if row is None and new is None:
            return
        if row is None:
            values = {"dokumen_id": self.dokumen_id, **key, **(new or {})}
            self._figures[BUAT_ANGKA, model].append(
                lambda: self.p.buat(model, values, nama=nama[:200], tempat=tempat)
            )
        elif new is None:
            self._drop(row, tempat)
        else:
            link = {name: value for name, value in key.items() if name.endswith("_id")}
            self._set(row, link | new, tempat)

    def _set(self, figure: Any, values: dict[str, Any], tempat: str) -> None:
        changed = {name for name, value in values.items() if getattr(figure, name) != value}
        silent = bool(changed) and all(name.endswith("_id") for name in changed)
        self._figures[PINDAH_ANGKA if silent else UBAH_ANGKA, type(figure)].append(
            lambda: self.p.ubah(figure, values, tempat=tempat, nama=_figure_name(figure), diam=silent)
        )

    def _drop(self, figure: Any, tempat: str) -> None:
        self._figures[HAPUS_ANGKA, type(figure)].append(
            lambda: self.p.hapus(figure, tempat=tempat, nama=_figure_name(figure))
        )


def _is_clock(field: Any) -> bool:
    return bool(getattr(field, "auto_now", False))


def _name(row: Any) -> str:
    kind = str(row._meta.verbose_name)
    text = getattr(row, "nama", None) or getattr(row, "uraian", "")
    return f"{kind[0].upper()}{kind[1:]} {row.kode} {text}"[:200]


def _figure_name(figure: Any) -> str:
    owner = figure.indikator if hasattr(figure, "indikator_id") else figure.subkegiatan
    kind = str(figure._meta.verbose_name)
    return f"{kind[0].upper()}{kind[1:]} {figure.tahun} {_name(owner)}"[:200]
