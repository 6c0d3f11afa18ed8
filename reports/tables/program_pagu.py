"""Tabel 4.2: program, kegiatan, subkegiatan, indicators, targets and pagu."""

from decimal import Decimal

from programs.models import Dokumen
from renstra.lib.numbers import format_number
from renstra.tabular import Cell, Column, Group, Kind, Paper, Row, Table
from reports.selectors import PlanFilter, PlanRow, program_pagu_rows
from reports.selectors.permintaan import Permintaan
from reports.tables.kolom import with_unit
from targets.selectors import last_change


def build_for(asked: Permintaan) -> Table:
    return build(asked.dokumen, asked.saringan or PlanFilter())


def build(dokumen: Dokumen, chosen: PlanFilter = PlanFilter()) -> Table:  # noqa: B008 — frozen
    """Return the sixteen numbered columns of the document, or fewer years where the reader chose so."""
    renstra = dokumen.renstra
    years = [year for year in renstra.years if not chosen.years or year in chosen.years]
    rows = program_pagu_rows(dokumen, chosen)
    return Table(
        slug="tabel-4.2",
        nomor="Tabel 4.2",
        title=f"Program / Kegiatan / Sub Kegiatan {renstra.years[0]} – {renstra.years[-1]}",
        subtitle=str(renstra.perangkat_daerah),
        layout=(
            Column("kode", "KODE", kode, Kind.CODE, 27, "(1)"),
            Column(
                "uraian",
                "BIDANG URUSAN / PROGRAM / OUTCOME / KEGIATAN / SUBKEGIATAN / OUTPUT",
                uraian,
                width=55,
                number="(2)",
            ),
            Column("indikator", "INDIKATOR OUTCOME / OUTPUT", indikator, width=55, number="(3)"),
            Column(
                "baseline",
                f"BASELINE {renstra.tahun_baseline or ''}".strip(),
                baseline,
                Kind.DECIMAL,
                17,
                "(4)",
            ),
            Group(
                "TARGET DAN PAGU INDIKATIF TAHUN", tuple(year_group(year, renstra.tahun_awal) for year in years)
            ),
        ),
        rows=[Row(row.key, row.level, row, row.parts) for row in rows],
        paper=Paper.A3_LANDSCAPE,
        data_per=last_change(dokumen),
        partial=chosen.partial,
        notes=() if len(rows) > 1 else ("Tidak ada program yang cocok dengan pilihan; ubah program atau bidang.",),
    )


def kode(row: PlanRow) -> str | None:
    return row.kode or None


def uraian(row: PlanRow) -> str | Cell | None:
    """Coded rows have no indicator and no baseline: their name runs over those columns."""
    return row.uraian if row.level == "hasil" else Cell(row.uraian, colspan=3)


def indikator(row: PlanRow) -> str | None:
    return with_unit(row.indikator, row.satuan)


def baseline(row: PlanRow) -> Decimal | str | None:
    return row.baseline


def year_group(year: int, first: int) -> Group:
    """Return target and pagu of one year; columns are numbered from the `first` year, as in the full table."""
    number = 5 + 2 * (year - first)

    def pagu(row: PlanRow) -> Decimal | Cell | None:
        value, printed = row.pagu.get(year), row.printed.get(year)
        if printed is None or printed == value:
            return value
        note = (
            f"Pagu {row.key} tahun {year} tercetak {format_number(printed, 0)} dalam dokumen; "
            "yang tampil jumlah subkegiatannya."
        )
        return Cell(value, note=note)

    return Group(
        str(year),
        (
            Column(f"target_{year}", "TARGET", lambda row: row.target.get(year), Kind.DECIMAL, 14, f"({number})"),
            Column(f"pagu_{year}", "PAGU", pagu, Kind.MONEY, 26, f"({number + 1})", total=True),
        ),
    )
