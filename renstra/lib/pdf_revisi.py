"""Whether what follows the bytes of a PDF is nothing but revisions of electronic signatures (ISO 32000-2, 12.8).

Signing appends to a file and leaves its bytes as they were; so does whoever paints other figures over them. What
is appended may define new objects and may redefine only the catalog, the page dictionaries, the metadata, and
nothing in these but what a signature needs. Whether a signature is genuine and whose it is, is not checked here.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, read_object

from renstra.lib.errors import RenstraError

END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[ \t]*(?:\r\n|\r|\n)?")
DEFINITION = re.compile(rb"(?<![\d.])(\d{1,10})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
BLANK = b"\0\r\n\t "
MOST_REVISIONS, MOST_OBJECTS = 20, 50_000
LARGEST_MARK = 1 / 6  # of the page: a visible signature must not be able to hide the table
MALFORMED = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    NotImplementedError,
    OSError,
    zlib.error,
)
CATALOG = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Version"})
MARKS = frozenset({"/Annots"})
FORM = frozenset({"/Fields", "/SigFlags", "/DR", "/DA"})
WIDGET = frozenset(
    (
        "/Type /Subtype /FT /T /TU /TM /V /F /Ff /Rect /P /AP /MK /M /DA /Q /H /NM /Lock /SV /Border /BS "
        "/StructParent"
    ).split()
)
SIGNATURES = {"/Sig", "/DocTimeStamp"}


class RevisiError(RenstraError):
    """What was appended is more than signatures; the message says what."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a cross-reference section: in use at an offset, in an object stream, or free."""

    kind: int
    place: int
    generation: int


def require_only_signatures(stored: bytes, uploaded: bytes) -> None:
    """Refuse unless `uploaded` is `stored` followed by revisions that only sign; raises `RevisiError`."""
    if not uploaded.startswith(stored):
        raise RevisiError("Isi berkas bukan isi edisi ini.")
    try:
        _check(stored, uploaded)
    except MALFORMED as error:
        raise RevisiError("Bagian tambahan pada berkas tidak dapat dibaca sebagai revisi PDF.") from error


def _check(stored: bytes, uploaded: bytes) -> None:
    ends = [len(stored), *_revision_ends(uploaded, len(stored))]
    before = PdfReader(io.BytesIO(stored), strict=True)
    previous = int(END.findall(stored)[-1])
    signed: set[int] = set()
    for start, end in pairwise(ends):
        revision = uploaded[:end]
        offset = int(END.findall(revision[start:])[-1])
        _check_entries(revision, start, offset, previous, before)
        after = PdfReader(io.BytesIO(revision), strict=True)
        _check_document(before, after)
        found = [_covered(field, revision, len(stored)) for field in _fields(after)]
        _check_signed(set(found), signed, revision, len(found))
        signed, previous = set(found), offset


def _check_signed(found: set[int], signed: set[int], revision: bytes, fields: int) -> None:
    """Refuse a revision without a signature of its own, unless it only adds proof (DSS) to those before it."""
    new = found - signed
    whole = all(not revision[end:].strip(BLANK) for end in new)
    proof = not new and signed and fields == len(signed)
    if not whole or not signed <= found or not (new or proof):
        raise RevisiError("Bagian tambahan pada berkas tidak memuat tanda tangan elektronik yang mencakupnya.")


def _revision_ends(uploaded: bytes, start: int) -> Iterator[int]:
    ends = [found.end() for found in END.finditer(uploaded, start)]
    if not ends or uploaded[ends[-1] :].strip(BLANK):
        raise RevisiError("Bagian tambahan pada berkas bukan revisi PDF yang utuh.")
    if len(ends) > MOST_REVISIONS:
        raise RevisiError("Bagian tambahan pada berkas terlalu banyak.")
    yield from ends[:-1]
    yield len(uploaded)


# Objects --------------------------------------------------------------------------------------------------------


def _check_entries(revision: bytes, start: int, offset: int, previous: int, before: PdfReader) -> None:
    """Hold every object a revision defines against those of the stored file, by its own cross-reference list."""
    if not start <= offset < len(revision):
        raise RevisiError("Daftar objek bagian tambahan menunjuk ke luar bagian itu.")
    entries, trailer = _section(revision, offset, before)
    if trailer.raw_get("/Prev") != previous or "/XRefStm" in trailer or "/Encrypt" in trailer:
        raise RevisiError("Bagian tambahan pada berkas tidak menyambung ke edisi ini.")
    if _plain(trailer.raw_get("/Root")) != _plain(before.trailer.raw_get("/Root")):
        raise RevisiError("Bagian tambahan mengganti pangkal dokumen.")
    closed = _numbers(before) - _redefinable(before)
    _check_places(entries, start, offset, _numbers(before))
    listed = {entry.place: number for number, entry in entries.items() if entry.kind == 1}
    if header := DEFINITION.match(revision, offset):
        listed.setdefault(offset, int(header[1]))
    gone = {number for number, entry in entries.items() if entry.kind == 0} & _numbers(before)
    if gone or (entries.keys() | set(listed.values())) & closed:
        raise RevisiError("Bagian tambahan mengganti atau menghapus isi halaman, huruf, atau gambar edisi ini.")
    if any(listed.get(found.start()) != int(found[1]) for found in DEFINITION.finditer(revision, start)):
        raise RevisiError("Bagian tambahan memuat objek yang tidak terdaftar.")


def _check_places(entries: dict[int, Entry], start: int, offset: int, own: set[int]) -> None:
    """Refuse an object that does not lie in the revision itself, plainly or in a stream of it."""
    for entry in entries.values():
        plain = entry.kind != 1 or start <= entry.place <= offset
        packed = entry.kind != 2 or (entry.place not in own and entry.place in entries)
        if entry.generation or not plain or not packed:
            raise RevisiError("Daftar objek bagian tambahan tidak wajar.")


def _numbers(reader: PdfReader) -> set[int]:
    return {number for rows in reader.xref.values() for number in rows} | set(reader.xref_objStm)


def _redefinable(before: PdfReader) -> set[int]:
    """Return the numbers of the objects that signing has to write anew."""
    roots = [before.trailer.raw_get(name) for name in ("/Root", "/Info") if name in before.trailer]
    catalog = _dictionary(before.trailer["/Root"])
    roots += [catalog.raw_get("/Metadata")] if "/Metadata" in catalog else []
    pages = [page.indirect_reference for page in before.pages]
    return {each.idnum for each in (*roots, *pages) if isinstance(each, IndirectObject)}


def _section(revision: bytes, offset: int, pdf: PdfReader) -> tuple[dict[int, Entry], DictionaryObject]:
    """Read the cross-reference section at an offset: a table with its trailer, or a stream."""
    if revision.startswith(b"xref", offset):
        return _table(revision, offset, pdf)
    header = DEFINITION.match(revision, offset)
    if header is None:
        raise RevisiError("Daftar objek bagian tambahan tidak ditemukan.")
    section = read_object(io.BytesIO(revision[header.end() :].lstrip()), pdf)
    if not isinstance(section, StreamObject) or section.get("/Type") != "/XRef":
        raise RevisiError("Daftar objek bagian tambahan tidak ditemukan.")
    widths: list[int] = [int(width) for width in section["/W"]]  # type: ignore[attr-defined]
    data, entries = io.BytesIO(section.get_data()), {}
    index: list[int] = [int(n) for n in section.get("/Index", [0, section["/Size"]])]
    if sum(index[1::2]) > MOST_OBJECTS:
        raise RevisiError("Daftar objek bagian tambahan terlalu panjang.")
    for first, count in zip(index[::2], index[1::2], strict=True):
        for number in range(first, first + count):
            row = [int.from_bytes(data.read(width), "big") for width in widths]
            kind = row[0] if widths[0] else 1
            entries[number] = Entry(kind, row[1], row[2] if kind == 1 else 0)
    return {number: entry for number, entry in entries.items() if number}, section


def _table(revision: bytes, offset: int, pdf: PdfReader) -> tuple[dict[int, Entry], DictionaryObject]:
    body, found, trailer = revision[offset + 4 :].partition(b"trailer")
    words = body.split()
    entries: dict[int, Entry] = {}
    place = 0
    while found and place < len(words):
        first, count = int(words[place]), int(words[place + 1])
        rows = words[place + 2 : place + 2 + 3 * count]
        for number, row in enumerate(zip(rows[::3], rows[1::3], rows[2::3], strict=True), first):
            used = row[2] == b"n"
            entries[number] = Entry(int(used), int(row[0]), int(row[1]) if used else 0)
        place += 2 + 3 * count
    read = read_object(io.BytesIO(trailer.lstrip()), pdf)
    return {number: entry for number, entry in entries.items() if number}, _dictionary(read)


# The document ---------------------------------------------------------------------------------------------------


def _check_document(before: PdfReader, after: PdfReader) -> None:
    """Hold the catalog and every page of a revision against the stored file."""
    old, new = (_dictionary(reader.trailer["/Root"]) for reader in (before, after))
    if _without(new, CATALOG) != _without(old, CATALOG):
        raise RevisiError("Bagian tambahan mengubah katalog dokumen.")
    if len(before.pages) != len(after.pages):
        raise RevisiError("Bagian tambahan mengubah jumlah halaman.")
    form = _dictionary(new.get("/AcroForm", DictionaryObject()))
    if set(form) - FORM:
        raise RevisiError("Bagian tambahan memuat formulir selain tanda tangan.")
    for field in _fields(after):
        _check_widget(field)
    fields = {_plain(field.indirect_reference) for field in _fields(after)}
    for old_page, new_page in zip(before.pages, after.pages, strict=True):
        _check_page(old_page, new_page, fields)


def _check_page(old: DictionaryObject, new: DictionaryObject, fields: set[Any]) -> None:
    """Refuse a page that changed in anything but the marks of signatures, which must not hide it."""
    if _plain(old.indirect_reference) != _plain(new.indirect_reference) or _without(old, MARKS) != _without(
        new, MARKS
    ):
        raise RevisiError("Bagian tambahan mengubah isi halaman.")
    kept, given = ([_plain(each) for each in _array(page)] for page in (old, new))
    if given[: len(kept)] != kept or not set(given[len(kept) :]) <= fields:
        raise RevisiError("Bagian tambahan memuat anotasi selain tanda tangan.")
    marks = (_dictionary(each)["/Rect"] for each in _array(new)[len(kept) :])
    area = sum(_area(mark) for mark in marks)
    if area > _area(new["/MediaBox"]) * LARGEST_MARK:
        raise RevisiError("Gambar tanda tangan menutupi terlalu banyak halaman.")


def _area(rectangle: Any) -> float:
    left, bottom, right, top = (float(side) for side in rectangle)
    return abs((right - left) * (top - bottom))


def _check_widget(field: DictionaryObject) -> None:
    if field.get("/Subtype") != "/Widget" or field.get("/FT") != "/Sig" or set(field) - WIDGET:
        raise RevisiError("Bagian tambahan memuat anotasi selain tanda tangan.")


def _fields(reader: PdfReader) -> Iterator[DictionaryObject]:
    form = _dictionary(_dictionary(reader.trailer["/Root"]).get("/AcroForm", DictionaryObject()))
    fields: Any = form.get("/Fields", ArrayObject())
    yield from (_dictionary(each) for each in fields.get_object())


def _covered(field: DictionaryObject, revision: bytes, least: int) -> int:
    """Return where a signature ends; it must cover all up to there but its own hexadecimal value."""
    value = _dictionary(field["/V"])
    start, first, second, length = (int(each) for each in value["/ByteRange"])  # type: ignore[attr-defined]
    end = second + length
    gap = revision[first:second]
    closed = re.fullmatch(rb"<[0-9A-Fa-f\s]+>", gap)
    if start or not least < first < second <= end <= len(revision) or not closed:
        raise RevisiError("Tanda tangan elektronik pada berkas tidak mencakup isinya.")
    if value.get("/Type", "/Sig") not in SIGNATURES:
        raise RevisiError("Bagian tambahan memuat formulir selain tanda tangan.")
    return end


def _array(page: DictionaryObject) -> list[Any]:
    found: Any = page.get("/Annots", ArrayObject())
    return list(found.get_object())


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    if not isinstance(found, DictionaryObject):
        raise RevisiError("Bagian tambahan pada berkas tidak dapat dibaca sebagai revisi PDF.")
    return found


def _without(row: DictionaryObject, names: frozenset[str]) -> Any:
    return _plain(DictionaryObject({key: value for key, value in row.items() if key not in names}))


def _plain(value: Any) -> Any:
    """Return an object as plain values, references as their numbers, so that two readers' objects compare."""
    if isinstance(value, IndirectObject):
        return "R", value.idnum, value.generation
    if isinstance(value, DictionaryObject):
        return sorted((str(key), _plain(item)) for key, item in value.items())
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return type(value).__name__, str(value)
