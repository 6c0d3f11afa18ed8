"""The tree: places by hand, links, depth, sheets, list."""

from decimal import Decimal
from itertools import combinations, pairwise

import pytest

from renstra.grafik import Simpul, berlembar, pohon, tema
from renstra.grafik.lukisan import Kotak, Tautan, Teks
from renstra.grafik.pohon import JARAK, KOLOM, SELA
from renstra.lib.numbers import NBSP
from reports.dashboards.kata import MARKS
from targets.formulas import PREDIKAT_BAKU
from tests.grafik.alat import SVG, assert_clean, assert_legible, kata

LONG = "Penyediaan Permakanan bagi Penyandang Disabilitas Terlantar di dalam Panti dan Keluarga Penerima Manfaat"


def boxes(chart: object) -> list[Kotak]:
    return [each for each in chart.lukisan.semua if isinstance(each, Kotak) and each.isi == tema.KERTAS]  # type: ignore[attr-defined]


def besar(banyak: int) -> list[Simpul]:
    """Return a tree of 1 + 2 + 6 + 18 + … nodes, cut at about `banyak`."""
    hasil = []
    for s in range(2):
        program = []
        for p in range(3):
            kegiatan = []
            for k in range(3):
                sub = tuple(
                    Simpul(
                        f"1.06.0{p}.2.0{k}.{n:04}", LONG, (), "Output", Decimal(30 * n), n % 5, "Sedang", f"/i/{n}"
                    )
                    for n in range(banyak // 18)
                )
                kegiatan.append(Simpul(f"1.06.0{p}.2.0{k}", LONG, sub, "Kegiatan", status="belum dilaporkan"))
            program.append(Simpul(f"1.06.0{p}", LONG, tuple(kegiatan), "Program", Decimal("88.125"), 1, "Tinggi"))
        hasil.append(Simpul(f"S{s}", LONG, tuple(program), "Sasaran", Decimal(0), 4, "Sangat Rendah"))
    return [Simpul("T1", LONG, tuple(hasil), "Tujuan", alamat="/t")]


def test_a_node_stands_beside_the_middle_of_its_branches() -> None:
    """Two leaves of two lines: each 2 × 13,5 + 11 = 38 high, 8 apart; the first from 1, the second from 47."""
    chart = pohon("P", [Simpul("A", "Satu", (Simpul("B", "Dua"), Simpul("C", "Tiga")))])
    b, c, a = boxes(chart)
    assert (b.y, b.tinggi, c.y) == (1, 38, 1 + 38 + JARAK)
    assert a.y + a.tinggi / 2 == (b.y + c.y + c.tinggi) / 2
    assert (a.x, b.x) == (0.5, KOLOM + SELA + 0.5)
    assert (chart.lukisan.lebar, chart.lukisan.tinggi) == (2 * KOLOM + SELA, 1 + 38 + JARAK + 38 + 1)


def test_each_node_with_an_address_is_a_link_with_its_whole_name() -> None:
    chart = pohon("P", [Simpul("A", LONG, (), "Program", Decimal("87.456"), 1, "Tinggi", "/p/?a=1&b=2")], baris=1)
    akar = assert_clean(chart)
    [link] = akar.iter(f"{SVG}a")
    assert link.get("href") == "/p/?a=1&b=2"
    assert link.get("aria-label") == f"Program A {LONG} 87,46{NBSP}% Tinggi"
    assert akar.get("role") == "group"  # a picture would hide its links
    assert any(text.endswith("…") for text in kata(chart))


def test_depth_folds_branches_and_counts_them() -> None:
    chart = pohon("P", besar(18), kedalaman=2)
    assert len(boxes(chart)) == 1 + 2
    assert kata(chart).count("+ 21 di bawahnya") == 2  # 3 program, 9 kegiatan, 9 output
    assert chart.tabel.baris[-1][0].startswith("Output")


def test_the_list_holds_the_whole_tree_and_folds_without_a_script() -> None:
    chart = pohon("P", besar(18), kedalaman=2)
    assert chart.daftar.count("<li>") == len(chart.tabel.baris)
    assert chart.daftar.count("<details>") == 2 and "style" not in chart.daftar
    assert pohon("P", besar(18)).daftar.count("<details>") == 0


def test_status_is_a_word_a_mark_and_a_shade_and_absence_none_of_them() -> None:
    nodes = [
        Simpul("A", "a", (), nilai=Decimal(0), tingkat=4, status="Sangat Rendah"),
        Simpul("B", "b"),
        Simpul("C", "c", status="belum dilaporkan"),
    ]
    chart = pohon("P", nodes)
    assert {f"0{NBSP}% Sangat Rendah", "belum dilaporkan"} <= set(kata(chart))
    assert [row[2:] for row in chart.tabel.baris] == [
        (f"0{NBSP}%", "Sangat Rendah"),
        ("–", ""),
        ("–", "belum dilaporkan"),
    ]
    assert chart.uraian == "Pohon 3 simpul. Sangat Rendah 1; belum dilaporkan 1."
    light = sorted(tema.luminans(each.warna) for each in tema.TINGKAT)
    assert all(b / a > 1.25 for a, b in pairwise(light))
    assert len({(each.bentuk, each.isi) for each in (*tema.TINGKAT, tema.TANPA)}) == 6


def test_marks_are_those_that_stand_beside_the_words() -> None:
    """Up is good, down is bad, hollow is less of it: ▲ △ ◆ ▽ ▼, or one mark would say two things on one page."""
    marks = {("naik", ""): "▲", ("naik", tema.KERTAS): "△", ("ketupat", ""): "◆", ("turun", tema.KERTAS): "▽"}
    found = [marks.get((each.bentuk, each.isi), "▼") for each in tema.TINGKAT]
    assert "".join(found) == "".join(MARKS[band.singkatan] for band in PREDIKAT_BAKU)


def test_a_large_tree_keeps_its_boxes_apart_and_stays_small() -> None:
    chart = pohon("P", besar(250))
    assert len(boxes(chart)) > 250
    assert not any(a.bidang.menimpa(b.bidang) for a, b in combinations(boxes(chart), 2))
    assert len(chart.svg.encode()) < 260_000


def test_texts_stay_inside_their_boxes() -> None:
    chart = pohon("P", besar(36))
    assert_legible(chart)
    for each in chart.lukisan.bentuk:
        if isinstance(each, Tautan):
            box, *rest = each.isi
            assert isinstance(box, Kotak)
            assert all(box.bidang.memuat(line.bidang) for line in rest if isinstance(line, Teks))


def test_sheets_hold_every_leaf_once_with_the_branches_that_lead_to_it() -> None:
    sheets = berlembar("Pohon", besar(72), tinggi=900)
    leaves = [row[0] for sheet in sheets for row in sheet.tabel.baris if row[0].startswith("Output")]
    whole = [row[0] for row in pohon("Pohon", besar(72)).tabel.baris if row[0].startswith("Output")]
    assert len(sheets) > 3 and leaves == whole
    assert all(sheet.lukisan.tinggi <= 902 and sheet.tabel.baris[0][0] == "Tujuan T1" for sheet in sheets)
    assert sheets[0].judul == f"Pohon (1 dari {len(sheets)})"


@pytest.mark.parametrize("akar", [[], [Simpul("", "")]])
def test_little_is_drawn_too(akar: list[Simpul]) -> None:
    assert_clean(pohon("P", akar))
    assert berlembar("P", akar)[0].judul == "P"
