"""The grid as a tagged PDF (pdf/a-3a structures) through WeasyPrint.

No conformity is claimed: no validator is run. Equal data gives equal bytes.
"""

import gc
import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pydyf
from cssselect2 import ElementWrapper
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from django.utils.html import escape
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from renstra.lib.measure import FONTS, unpacked
from renstra.lib.numbers import format_tanggal
from renstra.tabular.html import render_html, render_kop, render_signature
from renstra.tabular.table import Paper, Table

STYLE = Path(__file__).with_name("pdf.css")
MARK = "vertical-align:middle;font:600 8pt Plex;color:#8f1d14"
READY = threading.local()
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class VendoredOnly(URLFetcher):  # type: ignore[misc]
    """Serves the vendored fonts by name (`font:NAME`) and refuses every other address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "font" or name not in {path.name for path in FONTS.glob("*.woff2")}:
            raise ValueError(f"Alamat {url} ditolak: PDF hanya memuat huruf bawaan.")
        return URLFetcherResponse(url, unpacked(FONTS / name), {"Content-Type": "font/ttf"})


FETCHER = VendoredOnly(allow_redirects=False, fail_on_errors=True)


class Document(HTML):  # type: ignore[misc]
    """The markup of `document`, read as XML and matched against `pdf.css` alone.

    WeasyPrint's HTML reader and its sheet for all of HTML take a tenth of the time each. What is replaced here is
    private to WeasyPrint, so the dependency is held below 71: look here before raising it.
    """

    def __init__(self, source: str) -> None:
        self.base_url, self.url_fetcher, self.media_type = "font:", FETCHER, "print"
        self.wrapper_element = Root.from_html_root(fromstring(NOT_XML.sub(" ", source)))
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[object]:
        return []


class Root(ElementWrapper):  # type: ignore[misc]
    """Finds title, meta and style where `document` puts them, in the head, without a walk over every cell."""

    def query_all(self, *tags: str) -> Iterator[ElementWrapper]:
        head = next(self.iter_children())
        return (each for each in head.iter_children() if each.local_name in tags)


class Written(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are made once; pydyf makes them for the file and again for its identifier."""

    def __init__(self, of: pydyf.Object) -> None:
        super().__init__()
        self.of, self.number, self.generation, self.free = of, of.number, of.generation, of.free

    @property
    def compressible(self) -> bool:
        return bool(self.of.compressible)

    @cached_property
    def data(self) -> bytes:
        data: bytes = self.of.data
        return data


def render_pdf(table: Table) -> bytes:
    """Return the PDF; header rows repeat on every page, the footer gives page and time of the data."""
    return render_document(document(table))


def render_document(source: str) -> bytes:
    """Return the PDF of a document made by `document`; its identifier follows from the content."""
    return _written(_drawn(source), source)


def render_within(source: str, pages: int) -> bytes | None:
    """Return the PDF of a document, None where it takes more than `pages`."""
    drawn = _drawn(source)
    return _written(drawn, source) if len(drawn.pages) <= pages else None


def _options(source: str) -> dict[str, Any]:
    identifier = hashlib.sha256(source.encode()).digest()[:16]
    own = {"pdf_variant": "pdf/a-3a", "pdf_identifier": identifier, "stylesheets": [style()[1]]}
    options: dict[str, Any] = DEFAULT_OPTIONS | own
    return options


def _drawn(source: str) -> Any:
    """Return WeasyPrint's laid-out document."""
    with collector_paused():
        return Document(source).render(font_config=style()[0], **_options(source))


def _written(drawn: Any, source: str) -> bytes:
    with collector_paused():
        pdf: bytes = drawn.write_pdf(finisher=write_once, **_options(source))
    return pdf


def write_once(rendered: object, pdf: pydyf.PDF) -> None:
    """Replace every object of the PDF by one that keeps its bytes; nothing changes them any more."""
    pdf.objects = [Written(each) for each in pdf.objects]


def style() -> tuple[FontConfiguration, CSS]:
    """Return the fonts and rules that all documents share, read once a thread: a third of a small PDF."""
    if not hasattr(READY, "style"):
        fonts = FontConfiguration()
        READY.style = fonts, CSS(STYLE, url_fetcher=FETCHER, base_url="font:", font_config=fonts)
    found: tuple[FontConfiguration, CSS] = READY.style
    return found


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic collector: walking WeasyPrint's boxes again and again takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def document(table: Table) -> str:
    """Return the whole HTML behind the PDF: what decides its bytes, so its hash can address a cache."""
    size = f"body{{font-size:{table.size:g}pt}}th,td{{padding:0.3em}}" if table.size != 7 else ""
    rules = (
        page_rules(table.paper, table.data_per, table.watermark),
        size,
        *(rule for part in table.in_parts for rule in _column_widths(part, alone=not table.bagian)),
    )
    body = (
        render_kop(table),
        f"<h1>{escape(table.nomor)}<br/>{escape(table.title)}</h1>",
        *(f'<p class="subjudul">{escape(line)}</p>' for line in table.subtitle.splitlines()),
        '<p class="subjudul">Sebagian: jumlah hanya mencakup baris yang tampil</p>' if table.partial else "",
        render_html(table, keys=False),
        render_signature(table, keys=False),
    )
    return whole_document(table.heading, table.author, "".join(rules), "".join(body))


def whole_document(title: str, author: str, rules: str, body: str) -> str:
    """Return the document of a body that is well-formed XML, with the rules that are its own."""
    named = f'<meta name="author" content="{escape(author)}"/>' if author else ""
    return (
        f'<!DOCTYPE html><html lang="id"><head><title>{escape(title)}</title>{named}'
        f"<style>/* {style_digest()} */{rules}</style></head><body>{body}</body></html>"
    )


@cache
def style_digest() -> str:
    """Return a digest of the shared rules: they decide the bytes as well, so the document names them."""
    return hashlib.sha256(STYLE.read_bytes()).hexdigest()


def _column_widths(table: Table, *, alone: bool) -> Iterator[str]:
    """Give each column its share, a rule for each width: WeasyPrint does not read the attribute of <col>."""
    of = "" if alone else f"[id={_css_text(table.slug)}] "
    columns = table.grid.columns
    total = sum(column.width for column in columns)
    shared: dict[str, list[str]] = {}
    for place, column in enumerate(columns, start=1):
        shared.setdefault(f"{100 * column.width / total:.3f}%", []).append(f"{of}col.k{place}")
    yield from (f"{','.join(selectors)}{{width:{width}}}" for width, selectors in shared.items())


def page_rules(paper: Paper, data_per: datetime | None, watermark: str) -> str:
    """Return the paper, the mark above and the footer's text: the time of the data, never of the printing."""
    footer = ""
    if data_per is not None:
        moment = timezone.localtime(data_per)
        footer = f"Data per {format_tanggal(moment.date())} pukul {moment:%H.%M}"
    mark = f"@page{{@top-center{{content:{_css_text(watermark)};{MARK}}}}}" if watermark else ""
    return f'@page{{size:{paper.size};@bottom-left{{content:"{footer}"}}}}{mark}'


def _css_text(text: str) -> str:
    """Return a CSS string that can end neither itself nor the style element."""
    escaped = "".join(c if c.isalnum() or c in " -–()." else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'
