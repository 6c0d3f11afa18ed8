"""A table as data, and the one grid every renderer draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from renstra.lib.errors import RenstraError
from renstra.tabular.columns import NUMERIC, Cell, Column, Group, Kind, Layout, Value

T = TypeVar("T")
OPEN = "…" * 16  # a line to be filled in by hand


class DefinitionError(RenstraError):
    """A table definition contradicts itself; found when it is built, not when it is printed."""


class Paper(Enum):
    """Paper sizes: width and height in millimetres, and Excel's paper number."""

    F4_LANDSCAPE = (330, 215, 14)
    A3_LANDSCAPE = (420, 297, 8)
    A4_LANDSCAPE = (297, 210, 9)
    F4_PORTRAIT = (215, 330, 14)
    A4_PORTRAIT = (210, 297, 9)

    @property
    def size(self) -> str:
        """The CSS size; two lengths, because `size: X landscape` is invalid for lengths."""
        return f"{self.value[0]}mm {self.value[1]}mm"

    @property
    def excel(self) -> int:
        return self.value[2]

    @property
    def landscape(self) -> bool:
        return self.value[0] > self.value[1]

    @property
    def nama(self) -> str:
        """The paper as one asks for it in an office: `A3 mendatar`."""
        return f"{self.name[:2]} {'mendatar' if self.landscape else 'tegak'}"


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One body row. The `total` columns of a row with `parts` are the sum of the rows with those keys."""

    key: str
    level: str
    data: T
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kop:
    """The letterhead: government, agency and address lines."""

    pemerintah: str
    perangkat_daerah: str
    alamat: str = ""


class SignatureLines(NamedTuple):
    """The lines above the space for signing, the name, and the lines below it."""

    above: tuple[str, ...]
    name: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Place and date, post, and the official in office; what is empty is left open, to be written by hand.

    `judul` stands above, such as "Disusun"; `jabatan` may have several lines. `tanpa_nip` leaves no line for an
    NIP, as for a Wali Kota, who has none.
    """

    tempat_tanggal: str
    jabatan: str
    nama: str = ""
    pangkat: str = ""
    nip: str = ""
    judul: str = ""
    tanpa_nip: bool = False

    @property
    def lines(self) -> SignatureLines:
        return align((self,))[0]

    @property
    def above(self) -> tuple[str, str, str]:
        return self.judul, self.tempat_tanggal, self.jabatan or OPEN

    @property
    def name(self) -> str:
        return self.nama or f"({OPEN})"

    @property
    def below(self) -> tuple[str, str]:
        nip = self.nip or ("" if self.nama else OPEN)
        return self.pangkat, f"NIP. {nip}" if nip and not self.tanpa_nip else ""


def align(blocks: Sequence[SignatureBlock]) -> list[SignatureLines]:
    """Return each block's lines, as many in all: what one block lacks is an empty line, so posts stand level."""
    above = _level([block.above for block in blocks])
    below = _level([block.below for block in blocks])
    return [SignatureLines(a, block.name, b) for block, a, b in zip(blocks, above, below, strict=True)]


def _level(parts: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield the lines of each block, every part of it as many lines as the longest of that part."""
    split = [[part.splitlines() for part in block] for block in parts]
    counts = [max(map(len, same)) for same in zip(*split, strict=True)]
    for block in split:
        yield tuple(
            line for part, n in zip(block, counts, strict=True) for line in [*part, *[""] * (n - len(part))]
        )


@dataclass(frozen=True, slots=True)
class QrVerifikasi:
    """A QR picture with its lines of text, at the lower left of the last page.

    `svg` is drawn as it stands on screen and paper: our own code makes it, without style and script (CSP).
    `png` is the same picture for the workbook.
    """

    svg: str
    png: bytes
    teks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A heading, or with `nomor` a column number; `column` is the first leaf column it covers."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    nomor: bool = False


class BodyCell(NamedTuple):
    """A value with its kind resolved; `note` is the footnote's number, 0 without one."""

    column: int
    value: Value
    kind: Kind
    rowspan: int = 1
    colspan: int = 1
    note: int = 0
    muted: bool = False
    formula: str = ""
    places: int | None = None
    fixed: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC and not isinstance(self.value, str)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A drawn row: only the cells not covered by a span."""

    key: str
    level: str
    cells: tuple[BodyCell, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Header cells, body rows and numbered footnotes."""

    columns: tuple[Column[Any], ...]
    header: tuple[HeaderCell, ...]
    header_rows: int
    body: tuple[BodyRow, ...]
    footnotes: tuple[str, ...]

    def above(self, place: int) -> list[HeaderCell]:
        """Return the headings over a column, outermost first; the last is its own label."""
        return sorted((cell for cell in self._over(place) if not cell.nomor), key=lambda cell: cell.row)

    def number(self, place: int) -> str:
        """Return the number printed for a column, its own or its group's."""
        return next((cell.text for cell in self._over(place) if cell.nomor), "")

    def header_row(self, row: int) -> list[HeaderCell]:
        return [cell for cell in self.header if cell.row == row]

    def _over(self, place: int) -> Iterator[HeaderCell]:
        return (cell for cell in self.header if cell.column <= place < cell.column + cell.colspan)


def leaves(layout: Sequence[Layout]) -> Iterator[Column[Any]]:
    for item in layout:
        if isinstance(item, Group):
            yield from leaves(item.children)
        else:
            yield item


def _figure(value: Value) -> Decimal:
    """Return what a SUM sees: text and empty cells add nothing."""
    return Decimal(value) if isinstance(value, Decimal | int) else Decimal(0)


def depth(item: Layout) -> int:
    """Return the header rows above the numbers; a numbered group's columns are headed below them."""
    if isinstance(item, Group) and not item.number:
        return 1 + max(map(depth, item.children))
    return 1


def has_number(item: Layout) -> bool:
    return bool(item.number) or (isinstance(item, Group) and any(map(has_number, item.children)))


def has_numbered_group(item: Layout) -> bool:
    return isinstance(item, Group) and (bool(item.number) or any(map(has_numbered_group, item.children)))


class Header:
    """Lays the headings out: groups, labels, one row of numbers, and below it the columns of numbered groups."""

    def __init__(self, layout: Sequence[Layout]) -> None:
        self.top = max(map(depth, layout))
        self.numbered = any(map(has_number, layout))
        self.below = any(map(has_numbered_group, layout))
        self.rows = self.top + self.numbered + self.below
        self.cells = tuple(self._walk(layout, 0, 0))

    def _walk(self, layout: Sequence[Layout], row: int, column: int) -> Iterator[HeaderCell]:
        for item in layout:
            span = sum(1 for _ in leaves([item]))
            if isinstance(item, Group) and not item.number:
                yield HeaderCell(item.label, row, column, 1, span)
                yield from self._walk(item.children, row + 1, column)
            else:
                yield HeaderCell(item.label, row, column, self.top - row, span)
                yield from self._number(item, column, span)
            column += span

    def _number(self, item: Layout, column: int, span: int) -> Iterator[HeaderCell]:
        if not self.numbered:
            return
        if isinstance(item, Column):
            yield HeaderCell(item.number, self.top, column, 1 + self.below, 1, nomor=True)
            return
        yield HeaderCell(item.number, self.top, column, 1, span, nomor=True)
        for offset, child in enumerate(leaves(item.children)):
            yield HeaderCell(child.label, self.top + 1, column + offset, 1, 1)


@dataclass(frozen=True)
class Table:
    """Title, columns and rows of one official table; knows nothing of HTML, PDF or Excel.

    `size` is the print size in points, for which the column widths are meant; `watermark` stands on every page.
    A row of a level in `lekat` is kept on one page with the row after it. `preamble` are paragraphs between title
    and table. Of two `signatures` the first stands left. `pemilik` is the author in a file's properties, by
    default the agency of the kop.

    `bagian` are further parts of the same report, each with a slug of its own, printed after it on the same paper:
    on a new page unless `halaman_baru` is off. A part without columns is text alone, its `preamble`.
    """

    slug: str
    nomor: str
    title: str
    layout: tuple[Layout, ...]
    rows: Sequence[Row[Any]]
    paper: Paper = Paper.F4_LANDSCAPE
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    data_per: datetime | None = None
    partial: bool = False
    kop: Kop | None = None
    signatures: tuple[SignatureBlock, ...] = ()
    watermark: str = ""
    size: float = 7
    lekat: frozenset[str] = frozenset({"urusan", "bidang_urusan", "program", "kegiatan", "subkegiatan"})
    preamble: tuple[str, ...] = ()
    qr: QrVerifikasi | None = None
    pemilik: str = ""
    bagian: "tuple[Table, ...]" = ()
    halaman_baru: bool = True

    def __post_init__(self) -> None:
        if any(part.bagian for part in self.bagian):
            raise DefinitionError(f"{self.nomor}: bagian tidak boleh mempunyai bagian lagi.")
        if len({self.slug, *(part.slug for part in self.bagian)}) <= len(self.bagian):
            raise DefinitionError(f"{self.nomor}: tiap bagian harus mempunyai slug sendiri.")
        if len(self.signatures) > 2:
            raise DefinitionError(f"{self.nomor}: paling banyak dua blok tanda tangan.")

    @property
    def author(self) -> str:
        return self.pemilik or (self.kop.perangkat_daerah if self.kop else "")

    @cached_property
    def in_parts(self) -> "tuple[Table, ...]":
        """The table and its further parts, each to be drawn by itself.

        Marks, time of the data and paper of the whole hold for every part; the QR closes the last one.
        """
        if not self.bagian:
            return (self,)
        names = ("watermark", "data_per", "paper", "size", "partial")
        shared: Any = {name: getattr(self, name) for name in names} | {"pemilik": self.author}
        *before, last = (replace(self, bagian=(), qr=None), *(replace(part, **shared) for part in self.bagian))
        return *before, replace(last, qr=self.qr)

    @property
    def heading(self) -> str:
        return f"{self.nomor} {self.title}".strip()

    @cached_property
    def grid(self) -> Grid:
        """Lay the table out once; raises `DefinitionError` for a contradiction."""
        columns = tuple(leaves(self.layout))
        keys = [column.key for column in columns]
        if len(set(keys)) != len(keys):
            raise DefinitionError(f"{self.nomor}: ada kunci kolom ganda.")
        if any(column.width <= 0 for column in columns):
            raise DefinitionError(f"{self.nomor}: lebar kolom harus lebih dari nol.")
        known = {row.key for row in self.rows}
        if len(known) != len(self.rows):
            raise DefinitionError(f"{self.nomor}: ada kunci baris ganda.")
        if missing := {part for row in self.rows for part in row.parts} - known:
            raise DefinitionError(f"{self.nomor}: bagian {sorted(missing)[0]} tidak ada di antara baris.")
        if not columns:
            return self._text_only()
        header = Header(self.layout)
        footnotes: list[str] = []
        body = tuple(self._body(columns, footnotes))
        self._check_sums(columns, body)
        return Grid(columns, header.cells, header.rows, body, tuple(footnotes))

    def _text_only(self) -> Grid:
        if self.rows:
            raise DefinitionError(f"{self.nomor}: baris tanpa kolom.")
        return Grid((), (), 0, (), ())

    def _body(self, columns: tuple[Column[Any], ...], footnotes: list[str]) -> Iterator[BodyRow]:
        covered: set[tuple[int, int]] = set()
        for index, row in enumerate(self.rows):
            cells = []
            for place, column in enumerate(columns):
                raw = column.value(row.data)
                if (index, place) in covered:
                    if (raw.value if isinstance(raw, Cell) else raw) is not None:
                        raise DefinitionError(f"{self.nomor}: sel {row.key}/{column.key} tertutup sel lain.")
                    continue
                if not isinstance(raw, Cell):
                    cells.append(BodyCell(place, raw, column.kind, places=column.places, fixed=column.fixed))
                    continue
                if raw.rowspan > 1 or raw.colspan > 1:
                    area = {(index + r, place + c) for r in range(raw.rowspan) for c in range(raw.colspan)}
                    outside = index + raw.rowspan > len(self.rows) or place + raw.colspan > len(columns)
                    if outside or area & covered:
                        raise DefinitionError(f"{self.nomor}: gabungan sel {row.key}/{column.key} tidak muat.")
                    covered |= area
                cells.append(self._cell(place, column, raw, footnotes))
            yield BodyRow(row.key, row.level, tuple(cells), row.parts)

    def _check_sums(self, columns: tuple[Column[Any], ...], body: tuple[BodyRow, ...]) -> None:
        """Refuse a figure that its parts do not make: the workbook's live sum would show another one."""
        places = [place for place, column in enumerate(columns) if column.total]
        figures = {row.key: {c.column: c.value for c in row.cells if c.column in places} for row in body}
        for row in body:
            for place in places if row.parts else ():
                value = figures[row.key].get(place)
                parts = sum(_figure(figures[part].get(place)) for part in row.parts)
                if isinstance(value, Decimal | int) and value != parts:
                    label = columns[place].key
                    raise DefinitionError(f"{self.nomor}: {row.key}/{label} bukan jumlah bagiannya ({parts}).")

    @staticmethod
    def _cell(place: int, column: Column[Any], cell: Cell, footnotes: list[str]) -> BodyCell:
        number = 0
        if cell.note:
            if cell.note not in footnotes:
                footnotes.append(cell.note)
            number = footnotes.index(cell.note) + 1
        kind = cell.kind or column.kind
        return BodyCell(
            place,
            cell.value,
            kind,
            cell.rowspan,
            cell.colspan,
            number,
            cell.muted,
            cell.formula,
            column.places,
            column.fixed,
        )
