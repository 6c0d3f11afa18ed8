"""The worked tables of docs/formulas are what the code computes."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from renstra.lib.numbers import format_number, parse_number
from targets.formulas import (
    PREDIKAT_BAKU,
    Aturan,
    Bagian,
    Hasil,
    NilaiTarget,
    capaian,
    check_target_triwulan,
    efisiensi,
    kategori_efisiensi,
    laju_perlu,
    per_triwulan,
    perkembangan,
    prakiraan_renstra,
    prakiraan_tahun,
    predikat,
    rasio_jumlah,
    rata_rata,
    sampai_tahun,
    sampai_triwulan,
    sampai_triwulan_bagian,
    serapan,
    target_sampai_triwulan,
)
from targets.formulas.hasil import ROMAWI

DOCS = Path(__file__).resolve().parents[2] / "docs" / "formulas"
Row = dict[str, str]


def worked_tables() -> dict[str, list[Row]]:
    """Return the first table under each heading `Contoh: …`, a row as column > text."""
    found: dict[str, list[Row]] = {}
    for page in sorted(DOCS.glob("*.md")):
        for section in re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
            title, _, body = section.partition("\n")
            if title.startswith("Contoh: "):
                lines = [line for line in body.splitlines() if line.startswith("|")]
                cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
                found[title.removeprefix("Contoh: ")] = [
                    dict(zip(cells[0], row, strict=True)) for row in cells[2:]
                ]
    return found


TABLES = worked_tables()


def num(text: str) -> Decimal | None:
    return parse_number(text, thousands=True)


def cells(row: Row, prefix: str) -> list[Decimal | None]:
    return [num(row[f"{prefix} {roman}"]) for roman in ROMAWI]


def shown(hasil: Hasil) -> str:
    return format_number(hasil.nilai, 2) if hasil.nilai is not None else hasil.alasan


def row_of(text: str) -> Hasil:
    """Read a cell that holds a capaian or the reason why there is none."""
    return capaian(num(text), 100, polaritas="positif") if text[0].isdigit() else Hasil(None, text)


def capaian_row(row: Row) -> Row:
    hasil = capaian(
        num(row["Realisasi"]),
        num(row["Target"]),
        polaritas=row["Polaritas"],
        target_atas=num(row["Batas atas"]),
        rumus_negatif=row["Rumus negatif"],
    )
    return {"Capaian": shown(hasil)}


def triwulan_row(row: Row) -> Row:
    triwulan, akumulasi = int(row["TW"]), row["Akumulasi"]
    so_far = sampai_triwulan(cells(row, "R"), triwulan=triwulan, cara_isi=row["Cara isi"], akumulasi=akumulasi)
    target = target_sampai_triwulan(cells(row, "T"), realisasi=so_far, triwulan=triwulan, akumulasi=akumulasi)
    reached = capaian(so_far.persis, target.persis, polaritas="positif")
    return {
        "Realisasi s.d.": shown(so_far),
        "Target s.d.": shown(target),
        "Cakupan": str(so_far.cakupan),
        "Capaian": target.alasan or shown(reached),
    }


def bagian_row(row: Row) -> Row:
    pairs = [Bagian(num(row[f"Pembilang {q}"]), num(row[f"Penyebut {q}"])) for q in ROMAWI[:3]]
    found = sampai_triwulan_bagian(
        [*pairs, Bagian()], triwulan=3, cara_isi=row["Cara isi"], akumulasi=row["Akumulasi"]
    )
    return {"Hasil": shown(found)}


def kolom_row(row: Row) -> Row:
    columns = per_triwulan(cells(row, "R"), cara_isi=row["Cara isi"], akumulasi=row["Akumulasi"])
    found = {f"Kolom {8 + n}": format_number(column.nilai) or "–" for n, column in enumerate(columns)}
    return {**found, "Kolom 11 meliput": ", ".join(ROMAWI[q - 1] for q in columns[3].mencakup)}


def pemeriksaan_row(row: Row) -> Row:
    found = check_target_triwulan(cells(row, "T"), num(row["Target tahun"]), akumulasi=row["Akumulasi"])
    return {"Kalimat": found or "–"}


def tahun_row(row: Row) -> Row:
    years = {year: num(row[str(year)]) for year in (2025, 2026, 2027)}
    found = sampai_tahun(years, akumulasi=row["Akumulasi"], sebelumnya=num(row["Sebelumnya"]))
    return {"Hasil": shown(found), "Cakupan": str(found.cakupan)}


def rata_rata_row(row: Row) -> Row:
    rows = [row_of(text) for text in row["Capaian"].split("; ")]
    batas = None if row["Batas"] == "tanpa" else int(row["Batas"])
    mean = rata_rata(rows, batas=batas, perlakuan_kosong=row["Perlakuan kosong"], terkunci=True)
    band = predikat(mean.nilai)
    return {"Rata-rata": shown(mean), "Cakupan": str(mean.cakupan), "Predikat": band.nama if band else "–"}


def predikat_row(row: Row) -> Row:
    band = predikat(num(row["Nilai"]))
    return {"Predikat": band.nama if band else "–"}


def serapan_row(row: Row) -> Row:
    pairs = [pair.split("/") for pair in row["Realisasi dan pagu"].split("; ")]
    found = rasio_jumlah([(num(spent), num(granted)) for spent, granted in pairs])
    return {"Serapan": shown(found), "Cakupan": str(found.cakupan)}


def efisiensi_row(row: Row) -> Row:
    used = serapan(num(row["Realisasi anggaran"]), num(row["Pagu"]))
    found = efisiensi(capaian(num(row["Capaian"]), 100, polaritas="positif"), used)
    return {
        "Serapan": shown(used),
        "Efisiensi": shown(found),
        "Kategori": kategori_efisiensi(found.nilai),
    }


def perkembangan_row(row: Row) -> Row:
    years = [Hasil(None if (typed := num(row[name])) is None else Fraction(typed)) for name in ("Lalu", "Kini")]
    upper = 120 if row["Polaritas"] == "rentang" else None
    levels = [capaian(year.persis, 100, polaritas=row["Polaritas"], target_atas=upper) for year in years]
    found = perkembangan(row["Polaritas"], *years, capaian_lalu=levels[0], capaian_kini=levels[1])
    return {"Realisasi": found.realisasi or "–", "Kinerja": found.kinerja}


def reported(row: Row) -> tuple[Aturan, Hasil]:
    """Return how an indicator is counted and its figure up to the quarter of the row."""
    rule = Aturan(row.get("Polaritas", "positif"), row.get("Cara isi", "triwulan"), row["Akumulasi"], "jumlah")
    so_far = sampai_triwulan(
        cells(row, "R"), triwulan=int(row["TW"]), cara_isi=rule.cara_isi, akumulasi=rule.akumulasi_triwulan
    )
    return rule, so_far


def prakiraan_tahun_row(row: Row) -> Row:
    found = prakiraan_tahun(*reported(row))
    return {"Prakiraan": shown(found), "Cara": found.rumus or "–"}


def laju_row(row: Row) -> Row:
    rule, so_far = reported(row)
    return {"Laju": shown(laju_perlu(rule, so_far, NilaiTarget(num(row["Target"])), triwulan=int(row["TW"])))}


def prakiraan_renstra_row(row: Row) -> Row:
    start = num(row["Awal"])
    found = prakiraan_renstra(
        Aturan("positif", "triwulan", "jumlah", row["Akumulasi"]),
        {year: num(row[str(year)]) for year in (2025, 2026, 2027)},
        tahun_awal=2025,
        tahun_akhir=2029,
        awal=None if start is None else (2024, start),
        batas_atas=num(row["Batas"]),
    )
    return {"Prakiraan": shown(found), "Cara": found.rumus or "–"}


COMPUTE: dict[str, Callable[[Row], Row]] = {
    "capaian": capaian_row,
    "triwulan": triwulan_row,
    "pembilang dan penyebut": bagian_row,
    "kolom triwulan": kolom_row,
    "pemeriksaan target": pemeriksaan_row,
    "tahun": tahun_row,
    "rata-rata": rata_rata_row,
    "predikat": predikat_row,
    "serapan": serapan_row,
    "efisiensi": efisiensi_row,
    "perkembangan": perkembangan_row,
    "prakiraan tahun": prakiraan_tahun_row,
    "laju yang diperlukan": laju_row,
    "prakiraan Renstra": prakiraan_renstra_row,
}


def test_every_worked_table_is_computed() -> None:
    assert set(TABLES) == set(COMPUTE)


@pytest.mark.parametrize(
    ("title", "number"), [(title, number) for title, rows in TABLES.items() for number in range(len(rows))]
)
def test_a_worked_row_is_what_the_code_computes(title: str, number: int) -> None:
    row: Any = TABLES[title][number]
    computed = COMPUTE[title](row)
    assert {column: row[column] for column in computed} == computed


def test_every_way_of_typing_and_accumulating_is_worked_out() -> None:
    worked = {(row["Cara isi"], row["Akumulasi"]) for row in TABLES["triwulan"]}
    assert worked == {
        (cara_isi, akumulasi)
        for cara_isi in ("triwulan", "sd_triwulan")
        for akumulasi in ("jumlah", "posisi_akhir", "rata_rata", "maksimum")
    }


def test_the_bands_in_the_prose_are_the_house_bands() -> None:
    page = (DOCS / "rata-rata-predikat.md").read_text(encoding="utf-8")
    printed = re.findall(r"^\| (?:> (\d+)|s\.d\. 50).*? \| (.+?) \| (\w+) \|$", page, flags=re.MULTILINE)
    stored = [
        ("" if band.di_atas is None else str(band.di_atas), band.nama, band.singkatan) for band in PREDIKAT_BAKU
    ]
    assert printed == stored
