"""All reports of an occasion as one ZIP: each as PDF and workbook, a workbook of them all, the LKj in Word."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.text import slugify

from renstra.tabular import Table
from renstra.tabular.beku import freeze
from reports.choices import Kesempatan
from reports.exports.lkj import export_lkj
from reports.exports.perender import as_given, drawing_processes, in_order, render_frozen, render_frozen_book
from reports.selectors.permintaan import Permintaan
from reports.selectors.rekonsiliasi import checks_of
from reports.tables.registry import LAPORAN, Laporan, build_report, period
from reports.tables.tanda_tangan import with_signature

FORMATS = ("pdf", "xlsx")
STAMP = (2025, 1, 1, 0, 0, 0)  # the same for every file: equal data gives equal bytes

Work = tuple[str, Callable[..., Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Kumpulan:
    """The reports of one occasion of one agency: what is asked, and the date of signing where they are signed."""

    kesempatan: Kesempatan
    asked: Permintaan
    signed_on: date | None = None
    folder: str = ""

    @property
    def laporan(self) -> list[Laporan]:
        return [each for each in LAPORAN.values() if each.kesempatan == self.kesempatan]

    @property
    def steps(self) -> int:
        """How many steps drawing it takes: one a report, one a document, and the workbook of all."""
        return len(self.laporan) + len(self.documents) + 1

    @property
    def documents(self) -> list[str]:
        """The names of the Word documents beside the tables, without ending and folder."""
        if self.kesempatan != Kesempatan.LKJ:
            return []
        return [f"{len(self.laporan) + 1:02}-lkj-bab-iii-{self.asked.tahun}"]

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Yield each table with its file name, without ending; built one by one."""
        for number, laporan in enumerate(self.laporan, 1):
            table = build_report(laporan.slug, self.asked)
            if self.signed_on:
                table = with_signature(table, self.asked.renstra.perangkat_daerah, self.signed_on, laporan.penanda)
            name = "-".join(filter(None, (f"{number:02}", laporan.slug, slugify(period(laporan, self.asked)))))
            yield f"{self.folder}{name}", table


def write_zip(out: IO[bytes], sets: Iterable[Kumpulan], step: Callable[[str], None]) -> None:
    """Write the ZIP, calling `step` after each report; what `step` raises ends the work.

    Beside the files stands `SHA256.txt`: the digest of each, as `sha256sum --check` reads it.
    """
    digests: list[str] = []
    with drawing_processes() as pool, ZipFile(out, "w") as archive:
        for name, files in in_order(pool, (work for each in sets for work in _work(each))):
            for format, content in files.items() if isinstance(files, dict) else (("xlsx", files),):
                _add(archive, f"{name}.{format}", content)
                digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}.{format}\n")
            step(name)
        _add(archive, "SHA256.txt", "".join(digests).encode())


def _work(each: Kumpulan) -> Iterator[Work]:
    """Yield what the processes are to draw: tables frozen one after the other, documents, the book of all."""
    frozen = []
    checks = []
    for name, table in each.tables():
        frozen.append(freeze(table))
        checks += checks_of(table, each.asked)
        yield name, render_frozen, (frozen[-1], FORMATS)
    for name in each.documents:  # written here: it reads the database, which the processes do not
        yield f"{each.folder}{name}", as_given, ({"docx": export_lkj(each.asked).content},)
    judul = f"{each.kesempatan.label} {each.asked.renstra.perangkat_daerah}"
    beside = tuple(f"{name}.docx" for name in each.documents)
    yield f"{each.folder}00-semua-tabel", render_frozen_book, (frozen, judul, checks, beside)


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    """Add a file; PDF and workbooks are compressed already."""
    entry = ZipInfo(name, STAMP)
    entry.compress_type = ZIP_DEFLATED if name.endswith(".txt") else ZIP_STORED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
