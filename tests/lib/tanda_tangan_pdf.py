"""Revisions as signing programs append them to a PDF, made by hand: a table or a stream of references."""

import io
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject

Objects = dict[int, bytes]


def written(value: Any) -> bytes:
    out = io.BytesIO()
    value.write_to_stream(out)
    return out.getvalue()


def with_key(row: Any, key: str, value: bytes) -> bytes:
    """Return a dictionary as bytes with one more entry."""
    kept = DictionaryObject({name: item for name, item in row.items() if name != key})
    return written(kept).rstrip()[:-2] + key.encode() + b" " + value + b" >>"


def append(pdf: bytes, objects: Objects, *, stream: bool = False, free: tuple[int, ...] = ()) -> bytes:
    """Append a revision that defines these objects anew and frees others."""
    reader: Any = pypdf.PdfReader(io.BytesIO(pdf))
    size = max(reader.trailer["/Size"], *(n + 1 for n in objects))
    root = reader.trailer.raw_get("/Root").idnum
    previous = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    out, offsets = pdf, {}
    for number, content in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    if not stream:
        out += b"xref\n"
        for number in sorted({*offsets, *free}):
            row = b"0000000000 00000 f \n" if number in free else b"%010d 00000 n \n" % offsets[number]
            out += b"%d 1\n" % number + row
        out += b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\n" % (size, root, previous)
    else:
        offsets[size] = start
        rows = {number: (1, place) for number, place in offsets.items()} | dict.fromkeys(free, (0, 0))
        index = b" ".join(b"%d 1" % number for number in sorted(rows))
        data = b"".join(bytes([rows[n][0]]) + rows[n][1].to_bytes(4, "big") + b"\0\0" for n in sorted(rows))
        head = b"/Type /XRef /W [1 4 2] /Index [%s] /Size %d /Root %d 0 R /Prev %d /Length %d"
        head %= (index, size + 1, root, previous, len(data))
        out += b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (size, head, data)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def sign(pdf: bytes, *, stream: bool = False, rect: str = "0 0 0 0", widget: str = "", more: Any = None) -> bytes:
    """Append a signature on the first page; its value is made up, as no certificate is checked.

    `more` gives further objects of the same revision, by the first free number.
    """
    reader: Any = pypdf.PdfReader(io.BytesIO(pdf))
    size = reader.trailer["/Size"]
    value, field = size, size + 1
    catalog, page = reader.trailer["/Root"], reader.pages[0]
    form: Any = catalog.get("/AcroForm", {})
    fields = [each.idnum for each in form.get("/Fields", [])] + [field]
    marks = [each.idnum for each in page.get("/Annots", [])] + [field]

    def references(numbers: list[int]) -> bytes:
        return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"

    signature = (
        b"<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [%s] /Contents <%s>>>"
    )
    blank = b"0 0000000000 0000000000 0000000000"
    objects = {
        value: signature % (blank, b"3082" + b"00" * 60),
        field: (
            b"<</Type /Annot /Subtype /Widget /FT /Sig /T (ttd%d) /F 132 /V %d 0 R /P %d 0 R /Rect [%s] %s>>"
            % (field, value, page.indirect_reference.idnum, rect.encode(), widget.encode())
        ),
        reader.trailer.raw_get("/Root").idnum: with_key(
            catalog, "/AcroForm", b"<</Fields %s /SigFlags 3>>" % references(fields)
        ),
        page.indirect_reference.idnum: with_key(page, "/Annots", references(marks)),
        **(more(size + 2) if more else {}),
    }
    out = append(pdf, objects, stream=stream)
    first = out.rindex(b"/Contents <3082") + len(b"/Contents ")
    second = out.index(b">", first) + 1
    place = b"0 %010d %010d %010d" % (first, second, len(out) - second)
    return out[: len(pdf)] + out[len(pdf) :].replace(blank, place)
