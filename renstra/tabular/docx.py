"""The grid as a table of a Word document, and what every such document needs: A4, Indonesian, captions, marks.

A document is made with python-docx; only cells are written as XML, because its cell access is slow on long tables.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from renstra.lib.measure import longest_word, text_width
from renstra.tabular.columns import Kind
from renstra.tabular.lembar import BOLD, FILLS
from renstra.tabular.table import BodyCell, Grid, HeaderCell, Paper, Table
from renstra.tabular.text import cell_text

FONT, SIZE, TABLE_SIZE = "Arial", 11, 8
SIZES = (8, 7.5, 7, 6.5, 6)  # print sizes of a table, the largest that fits
ENOUGH = 0.85  # of the room may be taken by what must not be broken
FIGURE_SHARE = 0.2  # figures need no more room than they take
PADDING, WIDEST = 2.4, 13.0  # millimetres beside the text of a cell; em after which a word may break
MARGINS = {"top": 25, "bottom": 25, "left": 30, "right": 25}  # millimetres, as naskah dinas prescribes
PORTRAIT, LANDSCAPE = Paper.A4_PORTRAIT, Paper.A4_LANDSCAPE
TWIPS = 1440 / 25.4  # of a millimetre
HEAD, NUMBERS, MUTED = "D9E5E8", "F0F5F6", "5B6B70"
OLDEST = (1980, 1, 1, 0, 0, 0)  # the one moment of every part, so that equal content is equal bytes


def new_document(title: str, *, author: str, subject: str, moment: datetime | None) -> Docx:
    """Return an empty upright A4 document in Indonesian with black headings and its properties."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.subject = title[:255], author[:255], subject[:255]
    properties.language, properties.comments, properties.last_modified_by = "id-ID", "", author[:255]
    properties.created = properties.modified = (moment or datetime(2025, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
    _speak_indonesian(document)
    for name, size in (
        ("Normal", SIZE),
        ("Heading 1", 14),
        ("Heading 2", 12),
        ("Heading 3", 11),
        ("Heading 4", 11),
    ):
        _restyle(document.styles[name], size)
    _restyle(document.styles["Caption"], 9)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    set_paper(document.sections[0], PORTRAIT)
    return document


def _speak_indonesian(document: Docx) -> None:
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), "id-ID")
        element.set(qn("w:eastAsia"), "id-ID")


def _restyle(style: Any, size: float) -> None:
    """Give a style our font in black; the theme's font would otherwise go first."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def set_paper(section: Section, paper: Paper) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(paper.value[0]), Mm(paper.value[1])
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))


def add_section(document: Docx, paper: Paper) -> None:
    """Begin a new page on this paper; its header and footer are those of the section before."""
    set_paper(document.add_section(WD_SECTION.NEW_PAGE), paper)


def set_marks(document: Docx, *, mark: str, footer: str) -> None:
    """Put the mark in the header of every page, a line and the page number in the footer."""
    section = document.sections[0]
    above = section.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = above.add_run(mark)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0x8F, 0x1D, 0x14)
    below = section.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    below.add_run(f"{footer} – halaman " if footer else "Halaman ")
    add_field(below, "PAGE", "1")
    below.add_run(" dari ")
    add_field(below, "NUMPAGES", "1")
    for run in below._p.iter(qn("w:r")):
        run.get_or_add_rPr().sz_val = Pt(8)


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word computes anew; `shown` stands there until then."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {code} ")
    run = paragraph.add_run(shown)  # styled as any other run of the paragraph, then moved into the field
    field.append(run._r)
    paragraph._p.append(field)


def add_caption(document: Docx, word: str, chapter: str, number: int, text: str, *, above: bool) -> Paragraph:
    """Add `Tabel 3.1 Text`; the number counts itself, so Word can list the captions and number them anew."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{word} {chapter}.")
    add_field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
    paragraph.add_run(f" {text}")
    paragraph.paragraph_format.keep_with_next = above
    return paragraph


def add_gap(document: Docx, text: str) -> Paragraph:
    """Add a place that staff finish by hand, plainly marked."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"[Lengkapi: {text}]").font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def add_picture(document: Docx, png: bytes, *, width: float, alt: str) -> None:
    """Add a picture `width` millimetres wide with its text for those who do not see it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    drawn = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    drawn._inline.docPr.set("descr", alt)


def packed(document: Docx) -> bytes:
    """Return the file; equal content gives equal bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, OLDEST), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Box(NamedTuple):
    """A cell of the header or body with its place in the table."""

    cell: HeaderCell | BodyCell
    row: int
    column: int


def add_table(document: Docx, table: Table) -> Any:
    """Add the table as wide as the text of the last section, its header repeated on each page, and its notes.

    Merged cells are those of the grid, figures are written as in HTML and PDF; no row breaks over a page.
    """
    grid, section = table.grid, document.sections[-1]
    paper = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    size, widths = fitted(grid, paper / Mm(1))
    twips = [int(width * TWIPS) for width in widths]
    drawn = document.add_table(0, 0)
    _prepare(drawn._tbl, table, twips)
    boxes = _boxes(grid)
    for place in range(grid.header_rows + len(grid.body)):
        drawn._tbl.append(_row(grid, boxes, place, twips))
    for run in drawn._tbl.iter(qn("w:sz")):
        run.set(qn("w:val"), str(int(2 * size)))
    for number, note in enumerate(grid.footnotes, start=1):
        _note(document, f"{number}) {note}")
    for note in table.notes:
        _note(document, note)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    return drawn


def fitted(grid: Grid, room: float) -> tuple[float, list[float]]:
    """Return the print size and the columns' widths in millimetres that fill `room`.

    Each column first gets what its longest word, figure or code needs, so that none is broken; what is left is
    shared in the proportions of the definition, texts first. Where there is not enough the print is smaller, down
    to 6 points.
    """
    needs = _needs(grid)
    for size in SIZES:
        least = [need * size * 25.4 / 72 + PADDING for need in needs]
        if sum(least) <= room * ENOUGH:
            break
    shares = [column.width * (1 if column.kind is Kind.TEXT else FIGURE_SHARE) for column in grid.columns]
    left = room - sum(least)
    if left < 0:
        return size, [width / sum(least) * room for width in least]
    return size, [width + left * share / sum(shares) for width, share in zip(least, shares, strict=True)]


def _needs(grid: Grid) -> list[float]:
    """Return in em what each column must hold unbroken; a cell over several columns asks nothing of them."""
    needs = [0.0] * len(grid.columns)
    for heading in grid.header:
        if heading.colspan == 1:
            needs[heading.column] = max(needs[heading.column], longest_word(heading.text, bold=True))
    for row in grid.body:
        for cell in row.cells:
            if cell.colspan == 1 and cell.value is not None:
                text = cell_text(cell.value, cell.kind, cell.places, cell.fixed)
                whole = cell.numeric or cell.kind is Kind.CODE
                bold = row.level in BOLD or row.level == "kaki"
                need = text_width(text, bold=bold) if whole else longest_word(text, bold=bold)
                needs[cell.column] = max(needs[cell.column], min(need, WIDEST))
    return needs


def _prepare(element: Any, table: Table, widths: Sequence[int]) -> None:
    """Set borders, fixed widths, and the title that a reader of the screen is told."""
    properties = element.tblPr
    for child in list(properties):
        properties.remove(child)
    style = _element("w:tblStyle", val="TableGrid")
    layout, look = _element("w:tblLayout", type="fixed"), _element("w:tblLook", val="0420", firstRow="1")
    size = _element("w:tblW", w=str(sum(widths)), type="dxa")
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="57", type="dxa"))
    caption = _element("w:tblCaption", val=table.heading)
    properties.extend([style, size, layout, margins, look, caption])
    for width in widths:
        element.tblGrid.append(_element("w:gridCol", w=str(width)))


def _boxes(grid: Grid) -> dict[tuple[int, int], _Box]:
    """Return by row and column which cell stands there, spans included."""
    cells: list[_Box] = [_Box(cell, cell.row, cell.column) for cell in grid.header]
    for place, row in enumerate(grid.body, start=grid.header_rows):
        cells += [_Box(cell, place, cell.column) for cell in row.cells]
    return {
        (box.row + down, box.column + right): box
        for box in cells
        for down in range(box.cell.rowspan)
        for right in range(box.cell.colspan)
    }


def _row(grid: Grid, boxes: dict[tuple[int, int], _Box], place: int, widths: Sequence[int]) -> Any:
    row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    header = place < grid.header_rows
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    level = "" if header else grid.body[place - grid.header_rows].level
    for box, column in _across(boxes, place, len(widths)):
        row.append(_cell(box, place, sum(widths[column : column + box.cell.colspan]), level))
    return row


def _across(boxes: dict[tuple[int, int], _Box], place: int, count: int) -> Iterator[tuple[_Box, int]]:
    """Yield each cell of a row once, with its first column."""
    column = 0
    while column < count:
        box = boxes[place, column]
        yield box, column
        column += box.cell.colspan


def _cell(box: _Box, place: int, width: int, level: str) -> Any:
    cell, starts = box.cell, box.row == place
    drawn, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    properties.append(_element("w:tcW", w=str(width), type="dxa"))
    if cell.colspan > 1:
        properties.append(_element("w:gridSpan", val=str(cell.colspan)))
    if cell.rowspan > 1:
        properties.append(_element("w:vMerge", **({"val": "restart"} if starts else {})))
    fill = FILLS.get(level, "").removeprefix("#")
    if isinstance(cell, HeaderCell):
        fill = NUMBERS if cell.nomor else HEAD
        properties.extend([_shade(fill), _element("w:vAlign", val="center")])
    elif fill:
        properties.append(_shade(fill))
    drawn.extend([properties, _text(cell, level) if starts else _paragraph("left")])
    return drawn


def _shade(fill: str) -> Any:
    return _element("w:shd", val="clear", color="auto", fill=fill)


def _text(cell: HeaderCell | BodyCell, level: str) -> Any:
    """Return the paragraph of a cell, aligned and emphasised as on paper."""
    if isinstance(cell, HeaderCell):
        paragraph = _paragraph("center", keep=True)
        paragraph.append(_run(cell.text, bold=not cell.nomor))
        return paragraph
    paragraph = _paragraph("right" if cell.numeric else "left")
    text = cell_text(cell.value, cell.kind, cell.places, cell.fixed)
    mark = _run(f"{cell.note})", raised=True) if cell.note else None
    run = _run(text, bold=level in BOLD or level == "kaki", muted=cell.muted)
    paragraph.extend([part for part in ((mark, run) if cell.numeric else (run, mark)) if part is not None])
    return paragraph


def _paragraph(align: str, *, keep: bool = False) -> Any:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    if keep:
        properties.append(OxmlElement("w:keepNext"))
    properties.append(_element("w:spacing", before="20", after="20"))
    properties.append(_element("w:jc", val=align))
    paragraph.append(properties)
    return paragraph


def _run(text: str, *, bold: bool = False, muted: bool = False, raised: bool = False) -> Any:
    """Return a run of the size of tables; each line of the text on one of its own."""
    run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    if bold:
        properties.append(OxmlElement("w:b"))
    if muted:
        properties.append(_element("w:color", val=MUTED))
    properties.append(_element("w:sz", val=str(2 * TABLE_SIZE)))
    if raised:
        properties.append(_element("w:vertAlign", val="superscript"))
    run.append(properties)
    for place, line in enumerate(text.split("\n")):
        if place:
            run.append(OxmlElement("w:br"))
        content = OxmlElement("w:t")
        content.text = line
        content.set(qn("xml:space"), "preserve")
        run.append(content)
    return run


def _note(document: Docx, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).font.size = Pt(TABLE_SIZE)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
