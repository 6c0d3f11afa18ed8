"""What every chart gives: SVG the CSP lets through, text escaped, table, picture, and a place in a PDF."""

import io
import re
from decimal import Decimal

import pypdf
import pytest
from PIL import Image

from renstra.grafik import (
    Batang,
    Grafik,
    Simpul,
    TitikKuadran,
    batang,
    batang_berpasangan,
    batang_bertumpuk,
    bullet,
    garis_target,
    kuadran,
    percikan,
    pohon,
    tanda,
    tema,
)
from renstra.lib.numbers import format_rupiah
from renstra.tabular.pdf import render_document
from tests.grafik.alat import assert_clean

JAHAT = "<b>A & \"B\" 'C'</b>"
DUA, TIGA = Decimal(2), Decimal(3)


def semua(nama: str) -> list[Grafik]:
    """One chart of each kind, whose every text is `nama`."""
    angka = {2025: DUA, 2026: TIGA, 2027: None}
    kecil = percikan(nama, [(nama, DUA), (nama, None), (nama, TIGA)])
    assert kecil is not None
    return [
        garis_target(nama, range(2025, 2028), angka, angka, satuan=nama, alasan={2027: nama}),
        bullet(nama, None, DUA, alasan=nama),
        batang(nama, [Batang(nama, DUA, kata=nama), Batang(nama, None, alasan=nama)]),
        batang_bertumpuk(nama, [2025, 2026], [(nama, angka)], satuan=nama),
        batang_berpasangan(nama, [2025, 2026], [(nama, angka), (nama, {})]),
        kecil,
        kuadran(nama, [TitikKuadran(nama, DUA, TIGA), TitikKuadran(nama, None, TIGA, nama)], ambang=(DUA, DUA)),
        pohon(nama, [Simpul(nama, nama, (Simpul(nama, nama, alamat="/?a=1&b=2"),), nama, status=nama)]),
    ]


@pytest.mark.parametrize("nomor", range(8))
def test_any_text_is_escaped_everywhere(nomor: int) -> None:
    chart = semua(JAHAT)[nomor]
    assert_clean(chart)
    for markup in (chart.svg, chart.tabel_html, chart.figur, getattr(chart, "daftar", "")):
        assert "<b>A" not in markup and 'style="' not in markup and "<script" not in markup
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", markup)


@pytest.mark.parametrize("nomor", range(8))
def test_equal_figures_give_equal_bytes(nomor: int) -> None:
    satu, dua = semua("Uji")[nomor], semua("Uji")[nomor]
    assert satu.svg == dua.svg and satu.png() == dua.png() and satu.figur == dua.figur


@pytest.mark.parametrize("nomor", range(8))
def test_a_picture_is_drawn_for_word(nomor: int) -> None:
    chart = semua("Uji")[nomor]
    with Image.open(io.BytesIO(chart.png(skala=2))) as image:
        assert image.size == pytest.approx((chart.lukisan.lebar * 2, chart.lukisan.tinggi * 2), abs=1)
        colours = image.convert("RGB").getcolors(100_000)
        assert colours is not None and len(colours) > 3


def test_the_picture_has_a_bar_for_each_figure_and_none_where_there_is_none() -> None:
    def columns_of(found: dict[int, Decimal]) -> set[int]:
        chart = batang_berpasangan("J", range(2025, 2030), (("Target", {2025: Decimal(50)}), ("Realisasi", found)))
        image = Image.open(io.BytesIO(chart.png())).convert("RGB")
        line = (280 - 22 - 3) * 2  # three units above the floor; the years take 22 of 280
        return {
            x * 5 // image.width for x in range(image.width) if image.getpixel((x, line)) == (0x0B, 0x55, 0x63)
        }

    assert columns_of({2025: Decimal(46), 2027: Decimal(90)}) == {0, 2}
    assert columns_of({}) == set()


def test_dashes_are_dashes_in_the_picture_too() -> None:
    """Five on, three off: five eighths of a level line are ink."""
    from renstra.grafik.lukisan import Lukisan
    from renstra.grafik.png import tulis_png

    lukisan = Lukisan(88, 10)
    lukisan.garis((4, 5), (84, 5), warna="#000", tebal=2, putus=(5, 3))
    image = Image.open(io.BytesIO(tulis_png(lukisan, 2))).convert("L")
    dark = sum(image.getpixel((x, 10)) < 128 for x in range(image.width))  # type: ignore[operator]
    assert dark / 160 == pytest.approx(5 / 8, abs=0.03)


def test_all_words_of_a_chart_stand_in_a_pdf() -> None:
    charts = semua("Uji coba")
    body = "".join(f"<div>{each.svg}</div>" for each in charts)
    head = '<meta charset="utf-8"/><title>Uji</title>'
    source = f'<!DOCTYPE html><html lang="id"><head>{head}</head><body>{body}</body></html>'
    reader = pypdf.PdfReader(io.BytesIO(render_document(source)))
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    for word in ("Realisasi", "Target2", "Tidakdigambar", "Tercapai,terserap", "2025", "Ujicoba"):
        assert word in text


def test_the_table_has_headings_names_and_right_aligned_figures() -> None:
    chart = batang("Serapan", [Batang("TW I", Decimal("12.5")), Batang("TW II", None)], kolom=("TW", "Serapan"))
    assert '<th scope="col">TW</th><th scope="col">Serapan</th>' in chart.tabel_html  # words among the figures
    whole = batang("Serapan", [Batang("TW I", Decimal("12.5"))], kolom=("TW", "Serapan")).tabel_html
    assert '<th scope="row">TW I</th><td class="num">12,5</td>' in whole
    rupiah = batang_bertumpuk("P", [2025], [("A", {2025: DUA})], tulis=format_rupiah).tabel_html
    assert 'class="num">Rp' in rupiah


def test_a_wide_chart_scrolls_by_itself_and_a_narrow_one_takes_no_tab_stop() -> None:
    assert 'tabindex="0"' in batang_bertumpuk("P", [2025], []).figur
    assert 'tabindex="0"' not in bullet("P", DUA).figur.split("<details>")[0]


def test_the_same_figures_stand_below_every_chart_and_the_tree_as_a_list() -> None:
    *others, tree = semua("Uji")
    assert all(each.tabel_html in each.figur for each in others)
    assert "pohon-daftar" in tree.figur and "<table" not in tree.figur


def test_fifteen_charts_stay_far_under_the_page_limit() -> None:
    years = range(2024, 2031)
    path = {year: Decimal(year - 1990) for year in years}
    cards = [garis_target(f"IKU {n}", years, path, path, kini=2026, satuan="persen") for n in range(10)]
    programs = [(f"Program {n}", {year: Decimal(n * 10**9) for year in years}) for n in range(1, 9)]
    points = [TitikKuadran(f"Program {n}", Decimal(10 * n), Decimal(9 * n)) for n in range(1, 9)]
    charts = [
        *cards,
        *(bullet("Capaian", DUA) for _ in range(3)),
        batang_bertumpuk("Pagu", years, programs),
        kuadran("Program", points, ambang=(DUA, DUA)),
    ]
    assert sum(len(each.figur.encode()) for each in charts) < 120_000


@pytest.mark.parametrize(("urut", "dari", "warna"), [(0, 5, 0), (4, 5, 4), (2, 3, 4), (1, 3, 2), (0, 1, 0)])
def test_a_city_with_other_bands_has_the_ends_of_the_same_scale(urut: int, dari: int, warna: int) -> None:
    assert tema.tingkat(urut, dari) == tema.TINGKAT[warna]
    assert tema.TINGKAT[warna].warna in tanda(urut, dari) and tema.TANPA.warna in tanda(None)


@pytest.mark.parametrize("corak", [*tema.SERI, *tema.TINGKAT])
def test_words_on_a_fill_can_be_read(corak: tema.Corak) -> None:
    """WCAG 2.2: 4,5 to 1 for text of this size."""
    a, b = sorted((tema.luminans(corak.warna), tema.luminans(corak.tulisan)))
    assert (b + 0.05) / (a + 0.05) >= 4.5
