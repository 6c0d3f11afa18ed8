"""The grid as a semantic HTML table, for the screen and for the PDF."""

import html
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from renstra.lib.numbers import NBSP
from renstra.tabular.columns import Kind
from renstra.tabular.table import (
    BodyCell,
    BodyRow,
    Grid,
    HeaderCell,
    Kop,
    SignatureBlock,
    SignatureLines,
    Table,
    align,
)
from renstra.tabular.text import cell_text


def render_html(table: Table, *, keys: bool = True) -> SafeString:
    """Return preamble, caption, header, body and footnotes; all text escaped, no style attribute (strict CSP).

    The markup is well-formed XML as well, and so the PDF reads it. `keys` puts each row's key in `data-key` for
    scripts; paper needs none.
    """
    grid = table.grid
    opening = "".join(f'<p class="pembuka">{_broken(text)}</p>' for text in table.preamble)
    if not grid.columns:
        text = f'<div class="naskah" id="{escape(table.slug)}">{opening}{"".join(_footnotes(table))}</div>'
        return mark_safe(text)  # noqa: S308 — escaped in its parts
    markup = "".join(
        (
            opening,
            f'<table class="tabular" id="{escape(table.slug)}"><caption>{escape(table.heading)}</caption>',
            *_columns(grid),
            *_header(grid),
            "<tbody>",
            *(_row(row, keys, row.level in table.lekat) for row in grid.body),
            "</tbody></table>",
            *_footnotes(table),
        )
    )
    return mark_safe(markup)  # noqa: S308 — every text went through escape()


def render_kop(table: Table) -> SafeString:
    """Return the letterhead, empty where the table has none."""
    return mark_safe("") if table.kop is None else draw_kop(table.kop)


def draw_kop(kop: Kop) -> SafeString:
    lines = _lines((kop.pemerintah, ""), (kop.perangkat_daerah, "pd"), (kop.alamat, ""))
    return mark_safe(f'<div class="kop">{lines}</div>')  # noqa: S308 — escaped in _lines()


def render_signature(table: Table, *, keys: bool = True) -> SafeString:
    """Return what follows the table: signature blocks, its further parts, and the QR that closes the last."""
    first, *more = table.in_parts
    return mark_safe("".join((_closing(first), *(_part(part, keys) for part in more))))  # noqa: S308


def _part(table: Table, keys: bool) -> str:
    """Return a further part under its heading; on screen it scrolls by itself, as the first part does."""
    drawn = f"{_subtitle(table)}{render_html(table, keys=keys)}"
    if keys and table.layout:
        name = escape(table.heading)
        drawn = f'<div class="gulir" tabindex="0" role="region" aria-label="{name}">{drawn}</div>'
    heading = "<br/>".join(filter(None, (escape(table.nomor), escape(table.title))))
    kind = "bagian" if table.halaman_baru else "bagian lanjut"
    return f'<section class="{kind}">{render_kop(table)}<h2>{heading}</h2>{drawn}{_closing(table)}</section>'


def _subtitle(table: Table) -> str:
    return "".join(f'<p class="subjudul">{escape(line)}</p>' for line in table.subtitle.splitlines())


def _closing(table: Table) -> str:
    """Return signature blocks and QR, empty where the table has neither."""
    blocks = align(table.signatures)
    if not blocks and table.qr is None:
        return ""
    drawn = _two_blocks(table, *blocks) if len(blocks) == 2 else "".join(map(_block, blocks, table.signatures))
    return f'<div class="penutup">{drawn}{_qr(table)}</div>'


def _block(lines: SignatureLines, block: SignatureBlock) -> str:
    return f'<div class="ttd">{"".join(_block_parts(lines, block))}</div>'


def _two_blocks(table: Table, left: SignatureLines, right: SignatureLines) -> str:
    """Set two blocks side by side in three rows: whatever a line needs, both names stand on one height."""
    both = (_block_parts(lines, block) for lines, block in zip((left, right), table.signatures, strict=True))
    rows = (f"<div><div>{a}</div><div>{b}</div></div>" for a, b in zip(*both, strict=True))
    return f'<div class="ttd dua">{"".join(rows)}</div>'


def _block_parts(lines: SignatureLines, block: SignatureBlock) -> tuple[str, str, str]:
    above, below = (_lines(*((text or NBSP, "") for text in part)) for part in (lines.above, lines.below))
    return above, _lines((lines.name, "nama" if block.nama else "nama kosong")), below


def _qr(table: Table) -> str:
    if table.qr is None:
        return ""
    said = _lines(*((text, "") for text in table.qr.teks))
    svg = table.qr.svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f'<div class="qr-verifikasi"><div>{svg}</div><div>{said}</div></div>'


def _broken(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>")


def _lines(*lines: tuple[str, str]) -> str:
    """Return a paragraph for each (text, class) that has text."""
    shown = ((escape(text), f' class="{name}"' if name else "") for text, name in lines if text)
    return "".join(f"<p{attribute}>{text}</p>" for text, attribute in shown)


def _columns(grid: Grid) -> Iterator[str]:
    """Give each column its share of the width as an attribute: a style attribute would break the CSP."""
    total = sum(column.width for column in grid.columns)
    yield "<colgroup>"
    for place, column in enumerate(grid.columns, start=1):
        yield f'<col class="k{place}" width="{100 * column.width / total:.2f}%"/>'
    yield "</colgroup>"


def _header(grid: Grid) -> Iterator[str]:
    yield "<thead>"
    for row in range(grid.header_rows):
        cells = grid.header_row(row)
        yield '<tr class="nomor">' if cells[0].nomor else "<tr>"
        yield from map(_heading, cells)
        yield "</tr>"
    yield "</thead>"


def _heading(cell: HeaderCell) -> str:
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    if cell.nomor:
        return f"<td{rows}{columns}>{escape(cell.text)}</td>"
    scope = "colgroup" if cell.colspan > 1 else "col"
    return f'<th scope="{scope}"{rows}{columns}>{escape(cell.text)}</th>'


def _row(row: BodyRow, keys: bool, keep: bool) -> str:
    cells = "".join(map(_cell, row.cells))
    level = f"{row.level} lekat" if keep and not keys else row.level
    key = f' data-key="{escape(row.key)}"' if keys else ""
    return f'<tr class="lv-{level}"{key}>{cells}</tr>'


def _cell(cell: BodyCell) -> str:
    """Write one cell; this runs for every cell of a long table, so it does no work for what is absent.

    A footnote mark stands before a figure, whose right edge is that of its column, and after a text.
    """
    attributes = ' class="num"' if cell.numeric else _class(cell)
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'
    if cell.value is None:
        return f"<td{attributes}></td>"
    tag = 'th scope="row"' if cell.kind is Kind.CODE and not cell.column else "td"
    mark = f"<sup>{cell.note})</sup>" if cell.note else ""
    text = cell_text(cell.value, cell.kind, cell.places, cell.fixed)
    if isinstance(cell.value, str):
        text = _broken(text)
    content = f"{mark} {text}" if mark and cell.numeric else text + mark
    return f"<{tag}{attributes}>{content}</{tag[:2]}>"


def _class(cell: BodyCell) -> str:
    names = ("kode " if cell.kind is Kind.CODE else "") + ("pudar" if cell.muted else "")
    return f' class="{names.strip()}"' if names else ""


def _footnotes(table: Table) -> Iterator[str]:
    for number, note in enumerate(table.grid.footnotes, start=1):
        yield f'<p class="catatan">{number}) {escape(note)}</p>'
    yield from (f'<p class="catatan">{escape(note)}</p>' for note in table.notes)
