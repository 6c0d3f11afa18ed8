"""A signed PDF is told from one that somebody painted over, whatever way the revision is written."""

import io
from typing import Any

import pypdf
import pytest

from renstra.lib.pdf_revisi import RevisiError, require_only_signatures
from renstra.tabular import Column, Kind, Row, Table
from renstra.tabular.pdf import render_pdf
from tests.lib.tanda_tangan_pdf import append, sign, with_key


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A small document of ours, its objects in streams as WeasyPrint packs them."""
    layout: tuple[Any, ...] = (
        Column("a", "Uraian", lambda row: row[0]),
        Column("b", "Rp", lambda row: row[1], kind=Kind.MONEY),
    )
    rows = [Row(str(n), "baris", (f"Baris {n}", 1_000_000 * n)) for n in range(1, 4)]
    return render_pdf(Table("uji", "Tabel Uji", "Percobaan", layout, rows))


@pytest.fixture(params=["tabel", "aliran"])
def aliran(request: Any) -> bool:
    """Whether the revision has its references in a stream, as newer programs write them, or in a table."""
    return bool(request.param == "aliran")


def refused(stored: bytes, uploaded: bytes) -> str:
    with pytest.raises(RevisiError) as caught:
        require_only_signatures(stored, uploaded)
    return str(caught.value)


def numbers(pdf: bytes) -> tuple[Any, int, int, int]:
    """Return the reader and the numbers of the first page, its content, and its resources."""
    reader: Any = pypdf.PdfReader(io.BytesIO(pdf))
    page = reader.pages[0]
    return (
        reader,
        page.indirect_reference.idnum,
        page.raw_get("/Contents").idnum,
        page.raw_get("/Resources").idnum,
    )


def test_one_signature_or_two_leave_the_document_what_it_was(pdf: bytes, aliran: bool) -> None:
    once = sign(pdf, stream=aliran)
    require_only_signatures(pdf, once)
    require_only_signatures(pdf, sign(once, stream=aliran))
    require_only_signatures(pdf, sign(pdf, stream=aliran, rect="20 20 200 60"))


def test_certificates_added_after_a_signature_are_no_change(pdf: bytes, aliran: bool) -> None:
    once = sign(pdf, stream=aliran)
    reader: Any = pypdf.PdfReader(io.BytesIO(once))
    root = reader.trailer.raw_get("/Root").idnum
    proof = with_key(reader.trailer["/Root"], "/DSS", b"<</Type /DSS>>")
    require_only_signatures(pdf, append(once, {root: proof}, stream=aliran))
    unsigned = with_key(numbers(pdf)[0].trailer["/Root"], "/DSS", b"<</Type /DSS>>")
    assert "tanda tangan" in refused(pdf, append(pdf, {root: unsigned}, stream=aliran))


def test_another_beginning_or_nothing_but_bytes_after_it_is_refused(pdf: bytes) -> None:
    changed = bytearray(sign(pdf))
    changed[len(pdf) // 2] ^= 1
    assert "bukan isi edisi ini" in refused(pdf, bytes(changed))
    assert "utuh" in refused(pdf, pdf + b"\n% catatan\n")
    assert "utuh" in refused(pdf, sign(pdf) + b"<script>")
    assert refused(pdf, sign(pdf)[:-20])


def test_new_content_of_a_page_is_refused_also_under_a_signature(pdf: bytes, aliran: bool) -> None:
    _, _, content, resources = numbers(pdf)
    paint = b"<</Length 21>>\nstream\n0 0 600 600 re f      \nendstream"
    for number in (content, resources):
        assert "mengganti" in refused(pdf, sign(pdf, stream=aliran, more=lambda _, n=number: {n: paint}))
    assert "mengganti" in refused(pdf, sign(append(pdf, {content: paint}, stream=aliran), stream=aliran))


def test_every_object_of_the_document_but_page_and_catalog_is_closed_to_a_revision(pdf: bytes) -> None:
    reader, *_ = numbers(pdf)
    own = {n for rows in reader.xref.values() for n in rows} | set(reader.xref_objStm)
    info, root = reader.trailer.raw_get("/Info").idnum, reader.trailer.raw_get("/Root").idnum
    metadata = reader.trailer["/Root"].raw_get("/Metadata").idnum
    pages = {each.indirect_reference.idnum for each in reader.pages}
    closed = own - {0, root, info, metadata} - pages
    assert len(closed) > 10
    for number in closed:
        refused(pdf, sign(pdf, more=lambda _, n=number: {n: b"null"}))


def test_a_page_that_points_at_new_content_is_refused(pdf: bytes, aliran: bool) -> None:
    """The object of the page may be written anew for its mark; what it shows may not move."""
    reader, page, *_ = numbers(pdf)
    paint = b"<</Length 21>>\nstream\n0 0 600 600 re f      \nendstream"
    size = reader.trailer["/Size"]
    moved = {page: with_key(reader.pages[0], "/Contents", b"%d 0 R" % size), size: paint}
    once = append(pdf, moved, stream=aliran)
    assert "isi halaman" in refused(pdf, sign(once, stream=aliran))
    assert "isi halaman" in refused(pdf, append(sign(pdf), moved, stream=aliran))
    smaller = append(pdf, {page: with_key(reader.pages[0], "/CropBox", b"[0 0 9 9]")}, stream=aliran)
    assert "isi halaman" in refused(pdf, sign(smaller, stream=aliran))


def test_content_taken_away_is_refused(pdf: bytes, aliran: bool) -> None:
    _, _, content, _ = numbers(pdf)
    assert "menghapus" in refused(pdf, append(sign(pdf), {900: b"null"}, stream=aliran, free=(content,)))


def test_an_annotation_or_a_script_is_no_signature(pdf: bytes) -> None:
    reader, page, *_ = numbers(pdf)
    once = sign(pdf)
    signed: Any = pypdf.PdfReader(io.BytesIO(once))
    size = signed.trailer["/Size"]
    mark = signed.pages[0]["/Annots"][0].idnum
    stamp = b"<</Type /Annot /Subtype /FreeText /Rect [0 0 50 50] /Contents (9.999)>>"
    both = with_key(signed.pages[0], "/Annots", b"[%d 0 R %d 0 R]" % (mark, size))
    assert "anotasi" in refused(pdf, append(once, {page: both, size: stamp}))
    widget = stamp.replace(b"/FreeText", b"/Widget /FT /Sig")
    assert "anotasi" in refused(pdf, append(once, {page: both, size: widget}))
    assert "anotasi" in refused(pdf, sign(pdf, widget="/A <</S /JavaScript /JS (x)>>"))
    root = reader.trailer.raw_get("/Root").idnum
    opened = with_key(signed.trailer["/Root"], "/OpenAction", b"<</S /JavaScript /JS (x)>>")
    assert "katalog" in refused(pdf, append(once, {root: opened}))


def test_a_mark_that_hides_the_table_is_refused(pdf: bytes) -> None:
    assert "menutupi" in refused(pdf, sign(pdf, rect="0 0 900 600"))


def test_a_signature_that_leaves_bytes_out_is_refused(pdf: bytes) -> None:
    signed = sign(pdf)
    found = signed.index(b"/ByteRange [", len(pdf)) + len(b"/ByteRange [")
    first = int(signed[found + 2 : found + 12])
    for wrong in (b"0 %010d" % (first - 40), b"9 %010d" % first):
        assert refused(pdf, signed[:found] + wrong + signed[found + 12 :])
    assert refused(pdf, append(signed, {950: b"(sesudah tanda tangan)"}, free=(950,)))


def test_an_object_outside_the_list_is_refused(pdf: bytes) -> None:
    """A program that repairs a file takes the last object of a number, listed or not."""
    _, _, content, _ = numbers(pdf)
    hidden = b"%d 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj" % content
    field = sign(pdf, more=lambda n: {n: b"null\nendobj\n" + hidden[: -len(b"\nendobj")]})
    assert "tidak terdaftar" in refused(pdf, field)


def test_rubbish_is_refused_and_never_an_error(pdf: bytes) -> None:
    signed = sign(pdf, stream=True)
    for place in range(len(pdf), len(signed), 7):
        broken = signed[:place] + b"\xff" + signed[place + 1 :]
        try:
            require_only_signatures(pdf, broken)
        except RevisiError:
            continue
