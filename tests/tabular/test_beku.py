"""A frozen table is drawn again to the byte; fingerprint and differences say what changed and nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.tabular import (
    Cell,
    Column,
    DefinitionError,
    Group,
    Kind,
    Kop,
    Layout,
    Paper,
    QrVerifikasi,
    Row,
    SignatureBlock,
    Table,
)
from renstra.tabular.beku import Beda, BekuError, data_hash, differences, freeze, thaw
from renstra.tabular.csv import render_csv
from renstra.tabular.html import render_html, render_kop, render_signature
from renstra.tabular.json import render_json
from renstra.tabular.pdf import document
from renstra.tabular.xlsx import render_xlsx

RENDERERS: tuple[Callable[[Table], Any], ...] = (
    render_xlsx,
    document,
    render_html,
    render_kop,
    render_signature,
    render_csv,
    render_json,
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a4944415478da63f80f00010101005a4d6ff10000000049454e44ae426082"
)


def there_and_back(table: Table) -> Table:
    """Freeze, write to JSON as the database does, read and thaw."""
    return thaw(json.loads(json.dumps(freeze(table))))


# Any table ------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
decimals = st.decimals(-(10**12), 10**12, allow_nan=False, places=3)
figures = decimals | st.integers(-(10**15), 10**15)
days = st.dates(date(1901, 1, 1), date(2100, 1, 1))
values = st.none() | texts | figures | days
cells = values | st.builds(
    Cell,
    value=values,
    note=st.sampled_from(("", "catatan satu", "catatan dua")),
    kind=st.none() | st.sampled_from(Kind),
    muted=st.booleans(),
)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Layout, ...]:
    """Return one to four columns, some of them under one or two headings."""
    count = draw(st.integers(1, 4))
    columns: list[Layout] = [
        Column(
            f"c{place}",
            draw(texts),
            itemgetter(place),
            draw(st.sampled_from(Kind)),
            draw(st.floats(5, 80)),
            draw(st.sampled_from(("", f"({place})"))),
            places=draw(st.none() | st.integers(0, 2)),
        )
        for place in range(count)
    ]
    split = draw(st.integers(0, count))
    if split == count:
        return tuple(columns)
    return (*columns[:split], Group(draw(texts), tuple(columns[split:]), draw(st.sampled_from(("", "(9)")))))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    layout = draw(layouts())
    rows = draw(st.lists(st.tuples(*[cells] * 4), max_size=4))
    blocks = st.builds(SignatureBlock, *[texts] * 6, tanpa_nip=st.booleans())
    return Table(
        "uji",
        f"Tabel {draw(st.integers(1, 9))}",
        draw(texts),
        layout,
        [Row(f"r{place}", draw(st.sampled_from(("urusan", "hasil"))), row) for place, row in enumerate(rows)],
        paper=draw(st.sampled_from(Paper)),
        subtitle=draw(texts),
        notes=tuple(draw(st.lists(texts, max_size=2))),
        data_per=draw(st.none() | st.datetimes(datetime(2000, 1, 1), timezones=st.just(UTC))),
        partial=draw(st.booleans()),
        kop=draw(st.none() | st.builds(Kop, texts, texts, texts)),
        signatures=tuple(draw(st.lists(blocks, max_size=2))),
        watermark=draw(texts),
        size=draw(st.sampled_from((4, 5.5, 7))),
        lekat=draw(st.frozensets(st.sampled_from(("urusan", "hasil")))),
        preamble=tuple(draw(st.lists(texts, max_size=2))),
        qr=draw(st.none() | st.just(QrVerifikasi("<svg></svg>", PNG, ("Kode",)))),
        pemilik=draw(texts),
    )


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_thawed_table_is_drawn_to_the_byte(table: Table) -> None:
    again = there_and_back(table)
    for render in RENDERERS:
        assert render(again) == render(table)
    assert freeze(again) == freeze(table)
    assert data_hash(again) == data_hash(table)
    assert differences(table, again) == []


@settings(max_examples=400, deadline=None)
@given(tables(), tables())
def test_two_tables_without_a_difference_have_one_fingerprint_and_others_have_two(one: Table, two: Table) -> None:
    assert (differences(one, two) == []) == (data_hash(one) == data_hash(two))


# A table one can read -------------------------------------------------------------------------------------------


def make(*rows: tuple[Any, ...], **changes: Any) -> Table:
    layout: tuple[Layout, ...] = (
        Column("kode", "KODE", itemgetter(0), Kind.CODE),
        Column("nama", "NAMA", itemgetter(1)),
        Group(
            "TAHUN 2026",
            (
                Column("k", "K", itemgetter(2), Kind.DECIMAL, places=2),
                Column("rp", "Rp", itemgetter(3), Kind.MONEY, total=True),
            ),
        ),
    )
    drawn = [Row(row[0], "hasil", row) for row in rows]
    return Table(**{"slug": "u", "nomor": "Tabel U", "title": "Uji", "layout": layout, "rows": drawn} | changes)


SATU = ("1.06", "Satu", Decimal("1.5"), Decimal(1000))
DUA = ("1.07", "Dua", None, Decimal(2000))


@pytest.mark.parametrize(
    "same",
    [
        make(("1.06", "Satu", Decimal("1.50"), 1000), DUA),
        make(SATU, DUA, watermark="DEMO", paper=Paper.A4_PORTRAIT, size=5, pemilik="Dinas"),
        make(
            SATU, DUA, kop=Kop("A", "B"), signatures=(SignatureBlock("", "Kepala"),), data_per=datetime(2026, 1, 1)
        ),
        make(SATU, DUA, qr=QrVerifikasi("<svg></svg>", PNG)),
    ],
)
def test_spelling_look_and_signatures_are_no_difference(same: Table) -> None:
    assert data_hash(same) == data_hash(make(SATU, DUA))
    assert differences(make(SATU, DUA), same) == []


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (make(SATU, ("1.07", "Dua", 0, 2000)), [Beda("1.07 – Dua", "TAHUN 2026 / K", "(kosong)", "0")]),
        (make(SATU, ("1.07", "Dua", None, 2001)), [Beda("1.07 – Dua", "TAHUN 2026 / Rp", "2.000", "2.001")]),
        (make(SATU), [Beda("1.07 – Dua", "(seluruh baris)", "ada", "tidak ada")]),
        (make(SATU, DUA, notes=("n",)), [Beda("Tabel", "Catatan", "(kosong)", "n")]),
        (make(SATU, DUA, preamble=("p",)), [Beda("Tabel", "Pembuka", "(kosong)", "p")]),
        (make(SATU, DUA, title="Lain"), [Beda("Tabel", "Judul", "Uji", "Lain")]),
        (make(DUA, SATU), [Beda("Tabel", "Urutan baris", "1.06 – Satu", "1.07 – Dua")]),
        (
            make(("1.06", "Satu", Decimal("1.5001"), 1000), DUA),
            [Beda("1.06 – Satu", "TAHUN 2026 / K", "1,5", "1,5001")],
        ),
        (
            make(("1.06", "Satu", Decimal("1.5"), Cell(Decimal(1000), note="tercetak 900")), DUA),
            [Beda("1.06 – Satu", "TAHUN 2026 / Rp", "1.000", "1.000 [tercetak 900]")],
        ),
        (
            make(("1.06", "Satu", "1,5", 1000), DUA),
            [Beda("1.06 – Satu", "TAHUN 2026 / K", "1,5", "“1,5”")],
        ),
    ],
)
def test_a_difference_names_row_column_and_both_values(other: Table, said: list[Beda]) -> None:
    assert differences(make(SATU, DUA), other) == said
    assert data_hash(other) != data_hash(make(SATU, DUA))


def test_added_rows_and_columns_are_named_and_not_listed_cell_by_cell() -> None:
    wide = make(SATU, DUA)
    narrow = replace(wide, layout=wide.layout[:2], rows=wide.rows[:1])
    assert differences(narrow, wide) == [
        Beda("Kolom", "TAHUN 2026 / K", "tidak ada", "ada"),
        Beda("Kolom", "TAHUN 2026 / Rp", "tidak ada", "ada"),
        Beda("1.07 – Dua", "(seluruh baris)", "tidak ada", "ada"),
    ]


def test_a_long_row_label_is_cut_at_a_word_and_a_row_without_text_goes_by_its_key() -> None:
    old, new = make(("a", "kata " * 60, 1, 1)), make(("a", "kata " * 60, 2, 1))
    [beda] = differences(old, new)
    assert len(beda.baris) <= 120 and beda.baris.startswith("a – kata") and beda.baris.endswith("…")
    layout = (Column("n", "N", lambda row: row, Kind.INTEGER),)
    [beda] = differences(
        make(layout=layout, rows=[Row("r", "x", 1)]), make(layout=layout, rows=[Row("r", "x", 2)])
    )
    assert beda == Beda("r", "N", "1", "2")


def test_a_float_and_a_foreign_version_are_refused_with_a_sentence() -> None:
    with pytest.raises(DefinitionError, match="tidak dapat dibekukan"):
        freeze(make(("1.06", "Satu", 1.5, 1000)))
    with pytest.raises(BekuError, match="versi 99"):
        thaw(freeze(make(SATU)) | {"versi": 99})


def test_frozen_data_of_an_older_version_without_new_fields_is_still_read() -> None:
    data = freeze(make(SATU, DUA))
    for field in ("qr", "preamble", "pemilik", "lekat"):
        del data[field]
    assert render_html(thaw(data)) == render_html(make(SATU, DUA))
