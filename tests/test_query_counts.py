"""How many queries each page takes, as recorded in query_counts.json.

A number that moves is a change to be explained. Record the new ones on purpose:

    CATAT_KUERI=1 .venv/bin/python -m pytest tests/test_query_counts.py

and say in the commit why they moved.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.selectors import program_pagu_rows
from reports.tables.registry import TABLES
from reports.views.unchanged import place
from targets.selectors import plan_document

RECORD = Path(__file__).with_name("query_counts.json")
PAGES = {
    "masuk": "/masuk/",
    "ringkasan": "/",
    "anggaran": "/anggaran/",
    "indikator": "/indikator/",
    "pemeriksaan": "/pemeriksaan/",
    "impor": "/impor/",
    **{slug: f"/tabel/{slug}/" for slug in TABLES},
    "tabel-4.2 disaring": "/tabel/tabel-4.2/?program=1.06.04&tahun=2026",
    "tabel-4.2 bertanda tangan": "/tabel/tabel-4.2/?ttd=1",
    **{f"unduh {format}": f"/tabel/tabel-4.2/unduh/{format}" for format in ("csv", "xlsx")},
}


def visit(client: Client, page: str) -> int:
    """Open a page and return the queries it took."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def counted(client: Client, renstra: Any, user: Any) -> dict[str, int]:
    """Return the count of each page drawn for the first time, then of a page found again."""
    counts = {"masuk": visit(Client(), PAGES["masuk"])}
    client.force_login(user)
    for name, page in PAGES.items():
        if name not in counts:
            place.cache_clear()
            counts[name] = visit(client, page)
    visit(client, PAGES["tabel-4.2"])
    counts["tabel-4.2, data tidak berubah"] = visit(client, PAGES["tabel-4.2"])
    with CaptureQueriesContext(connection) as queries:
        program_pagu_rows(plan_document(renstra))
    return counts | {"baris Tabel 4.2": len(queries)}


@pytest.mark.django_db
def test_each_page_takes_the_recorded_number_of_queries(
    client: Client, renstra: Any, people: dict[str, Any]
) -> None:
    counts = counted(client, renstra, people["kepala"])
    if os.environ.get("CATAT_KUERI"):
        RECORD.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    assert counts == json.loads(RECORD.read_text(encoding="utf-8"))
    assert counts["baris Tabel 4.2"] <= 8  # the bound, however many rows
