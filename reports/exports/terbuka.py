"""Open data as files: CSV (RFC 4180, decimal point), JSON, and the data package that lists them.

Figures in JSON are text, so that none passes through a float.
"""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from programs.models import PerangkatDaerah, Renstra
from renstra.tabular import Table
from renstra.tabular.beku import thaw
from renstra.tabular.csv import RUNS_AS_FORMULA, render_csv
from renstra.tabular.json import render_json
from renstra.tabular.text import plain
from reports.models import Edisi
from reports.selectors.terbuka import HIMPUNAN, Baris, HimpunanData
from reports.tables.registry import DEMO
from targets.selectors.keadaan import data_state

JENIS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
EDISI_TERBUKA = ("e81", "lkj-pengukuran", "lkj-anggaran", "lkj-anggaran-triwulan")
"""The reports whose editions are open: those of figures; others hold names of persons."""


def dataset(himpunan: HimpunanData, renstra: Renstra, at: datetime, format: str) -> bytes:
    """Return a set of data as it stands; demo figures carry their mark in every row."""
    state = data_state(renstra, renstra.tahun_akhir)
    rows = list(himpunan.baris(renstra, at))
    mark = DEMO if state.demo else ""
    return _csv(himpunan, rows, mark) if format == "csv" else _json(himpunan, rows, mark, state.terakhir)


def _csv(himpunan: HimpunanData, rows: Iterable[Baris], mark: str) -> bytes:
    names = [each.nama for each in himpunan.medan]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*names, *(["tanda"] if mark else [])])
    for row in rows:
        writer.writerow([*(_text(row[name]) for name in names), *([mark] if mark else [])])
    return out.getvalue().encode()


def _json(himpunan: HimpunanData, rows: Iterable[Baris], mark: str, moment: datetime | None) -> bytes:
    document = {
        "himpunan": himpunan.nama,
        "judul": himpunan.judul,
        "tanda": mark or None,
        "data_per": moment and moment.isoformat(),
        "baris": [{name: _plain(value) for name, value in row.items()} for row in rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _plain(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def _text(value: Any) -> str:
    """Write a cell; a text that a spreadsheet would run as a formula is kept from it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(_plain(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(RUNS_AS_FORMULA) else text


def datapackage(agency: PerangkatDaerah, editions: Iterable[Edisi]) -> bytes:
    """Return the Frictionless data package: every file with its columns and what they mean."""
    document = {
        "name": f"kinerja-{agency.kode}",
        "title": f"Kinerja dan anggaran {agency.nama}",
        "description": "Hanya angka yang sudah diverifikasi perangkat daerah.",
        "resources": [*map(_resource, HIMPUNAN.values()), *map(_edition, editions)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _resource(himpunan: HimpunanData) -> dict[str, Any]:
    fields = [{"name": m.nama, "type": m.jenis, "description": m.arti} for m in himpunan.medan]
    return {
        "name": himpunan.nama,
        "title": himpunan.judul,
        "description": himpunan.uraian,
        "path": f"{himpunan.nama}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _edition(edisi: Edisi) -> dict[str, Any]:
    return {
        "name": f"edisi-{edisi.kode.lower()}",
        "title": str(edisi),
        "path": f"edisi/{edisi.kode}.json",
        "format": "json",
        "mediatype": "application/json",
        "hash": f"sha256:{edisi.hash_data}",
    }


def edition_file(edisi: Edisi, format: str) -> bytes:
    """Return the table of an edition without what people wrote: its figures alone, as they were published."""
    table = _figures(thaw(edisi.isi))
    return render_csv(table) if format == "csv" else render_json(table)


def _figures(table: Table) -> Table:
    rows = tuple(row for row in table.rows if row.level != "kaki-teks")
    parts = tuple(map(_figures, table.bagian))
    return replace(table, rows=rows, bagian=parts, preamble=(), notes=(), kop=None, signatures=(), qr=None)
