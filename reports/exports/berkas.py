"""Table and format to a file: name, content type and bytes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import weasyprint
from django.conf import settings
from django.core.cache import cache
from django.utils.html import escape
from django.utils.text import slugify

from renstra.lib.errors import RenstraError
from renstra.tabular import Table
from renstra.tabular.csv import render_csv
from renstra.tabular.html import render_html, render_kop, render_signature
from renstra.tabular.json import render_json
from renstra.tabular.pdf import document, render_document
from renstra.tabular.xlsx import render_xlsx


@dataclass(frozen=True, slots=True)
class Export:
    """A rendered file."""

    name: str
    content_type: str
    content: bytes


def render_page(table: Table) -> bytes:
    title = escape(table.heading)
    head = f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title}</title></head>'
    mark = f"<p><strong>{escape(table.watermark)}</strong></p>" if table.watermark else ""
    body = f"{mark}{render_kop(table)}{render_html(table)}{render_signature(table)}"
    return f"{head}<body>{body}</body></html>".encode()


def pdf_address(source: str) -> str:
    """Return where the PDF of a document is kept: its content, our version and that of the program that draws."""
    content = hashlib.sha256(source.encode()).hexdigest()
    return f"pdf-{settings.VERSION}-{weasyprint.__version__}-{content}"


def is_ready(table: Table) -> bool:
    """Whether the PDF of exactly this content is in the cache."""
    return pdf_address(document(table)) in cache


def ready_pdf(table: Table) -> bytes:
    """Return the PDF, rendered once for the same content.

    The cache is addressed by everything that decides the bytes, so a change of any figure, official or setting
    behind the table is another address, never a stale answer.
    """
    source = document(table)
    return kept_pdf(source, lambda: render_document(source))


def kept_pdf(source: str, render: Callable[[], bytes]) -> bytes:
    """Return the PDF kept for this document, else what `render` makes of it."""
    address = pdf_address(source)
    pdf: bytes | None = cache.get(address)
    if pdf is None:
        pdf = render()
        cache.set(address, pdf, timeout=None)
    return pdf


FORMATS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "html": ("text/html; charset=utf-8", render_page),
    "pdf": ("application/pdf", ready_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", render_xlsx),
    "csv": ("text/csv; charset=utf-8", render_csv),
    "json": ("application/json", render_json),
}


def export(table: Table, format: str, *, edition: str = "") -> Export:
    """Render `table`; `edition` becomes part of the file name. Raises `RenstraError` naming the formats.

    CSV and JSON hold the data alone, without kop and signature.
    """
    if format not in FORMATS:
        raise RenstraError(f"Format “{format}” tidak dikenal. Yang ada: {', '.join(FORMATS)}.")
    content_type, render = FORMATS[format]
    parts = [table.slug, slugify(edition), "sebagian" if table.partial else ""]
    name = f"{'-'.join(filter(None, parts))}.{format}"
    return Export(name, content_type, render(table))
