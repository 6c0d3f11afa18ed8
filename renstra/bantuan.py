"""The user guide: the pages of docs/panduan as the application shows them. Knows no app."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

ORDER = ("kepala-dinas", "isian", "sekretariat", "impor", "laporan", "admin", "istilah")
"""The pages in the order of the list; those not named follow."""
SCROLLED = '<div class="gulir" tabindex="0" role="region" aria-label="Tabel {}"><table class="ringkas">'
_PAGE = re.compile(r"^(?:\.\./)?([\w-]+)\.md(#[\w-]+)?$")


@dataclass(frozen=True, slots=True)
class Halaman:
    """A page of the guide: its name in the address, its title, for whom it is, and its text as HTML."""

    nama: str
    judul: str
    untuk: str
    isi: SafeString


@cache
def guide_pages() -> tuple[Halaman, ...]:
    """Return all pages; read once for each process, since they come with the program."""
    files = sorted((Path(settings.BASE_DIR) / "docs" / "panduan").glob("*.md"), key=_place)
    return tuple(_read(file) for file in files)


def guide_page(nama: str) -> Halaman | None:
    return next((page for page in guide_pages() if page.nama == nama), None)


def _place(file: Path) -> tuple[int, str]:
    return (ORDER.index(file.stem) if file.stem in ORDER else len(ORDER)), file.stem


def _read(file: Path) -> Halaman:
    """Read a page: the first line is its title, the first sentence says for whom it is."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    title, _, text = file.read_text(encoding="utf-8").partition("\n")
    tokens = markdown.parse(text)
    _mend(tokens)
    html = markdown.renderer.render(tokens, markdown.options, {})
    numbers = count(1)
    html = re.sub("<table>", lambda _: SCROLLED.format(next(numbers)), html).replace("</table>", "</table></div>")
    first = text.strip().split("\n\n", 1)[0].split(". ", 1)[0].replace("\n", " ").strip().rstrip(".")
    return Halaman(file.stem, title.lstrip("# ").strip(), first, mark_safe(html))  # noqa: S308 — raw HTML is off


def _mend(tokens: Sequence[Token]) -> None:
    """Let links to other pages and pictures lead to where the application has them."""
    for token in tokens:
        if token.type == "link_open" and (found := _PAGE.match(str(token.attrGet("href") or ""))):
            token.attrSet("href", reverse("halaman-bantuan", args=[found[1]]) + (found[2] or ""))
        if token.type == "image":
            token.attrSet("src", static(f"panduan/{Path(str(token.attrGet('src'))).name}"))
            token.attrSet("loading", "lazy")
        _mend(token.children or ())
