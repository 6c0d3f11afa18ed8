"""The Renja of a year: T-C.33 (Permendagri 86/2017) and the newer table of seventeen columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from programs.models import PerangkatDaerah
from renstra.lib.numbers import format_rupiah, round_half_up
from renstra.tabular import Cell, Column, Group, Kind, Paper, Row, Table
from reports.selectors.permintaan import Permintaan
from reports.selectors.renja import JUMLAH, BarisRenja, Renja, rencana_renja, with_outcomes
from reports.tables.dokumen import data_per, document_name
from reports.tables.evaluasi import provisional
from reports.tables.kolom import labelled, text
from reports.tables.satuan import with_satuan
from targets.formulas import NilaiTarget

RINCIAN = {"lokasi": "lokasi", "sumber_dana": "sumber dana"}
RINCIAN_RENJA = {
    "prioritas_nasional": "prioritas nasional",
    "prioritas_daerah": "prioritas daerah",
    "kelompok_sasaran": "kelompok sasaran",
}


def build_tc33(asked: Permintaan) -> Table:
    """Return T-C.33: ten columns, one line an indicator."""
    plan, n = rencana_renja(asked), asked.tahun
    agency = asked.renstra.perangkat_daerah
    return Table(
        slug="tc33",
        nomor="Tabel T-C.33",
        title=f"Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun {n} dan Prakiraan Maju Tahun {n + 1}",
        subtitle=str(agency.pemerintah_daerah),
        preamble=(
            f"Nama Perangkat Daerah: {agency}",
            f"Total pagu indikatif tahun {n}: {format_rupiah(plan.total.pagu) or 'belum dinyatakan'}",
        ),
        layout=(
            Column("kode", "Kode", labelled(text("kode"), JUMLAH, 5), Kind.CODE, 24, "(1)"),
            Column(
                "uraian",
                "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan/Subkegiatan",
                text("nama"),
                width=52,
                number="(2)",
            ),
            Column("indikator", "Indikator Kinerja Program/Kegiatan", text("indikator"), width=50, number="(3)"),
            Group(
                f"Rencana Tahun {n}",
                (
                    Column("lokasi", "Lokasi", detail("lokasi"), width=26, number="(4)"),
                    Column("target", "Target Capaian Kinerja", target("target"), width=24, number="(5)"),
                    money("pagu", "Kebutuhan Dana/Pagu Indikatif (Rp)", 29, "(6)"),
                    Column("sumber_dana", "Sumber Dana", sources, width=20, number="(7)"),
                ),
            ),
            Column("catatan", "Catatan Penting", detail("catatan"), width=28, number="(8)"),
            Group(
                f"Prakiraan Maju Rencana Tahun {n + 1}",
                (
                    Column("maju", "Target Capaian Kinerja", target("maju"), width=24, number="(9)"),
                    money("pagu_maju", "Kebutuhan Dana/Pagu Indikatif (Rp)", 29, "(10)"),
                ),
            ),
        ),
        rows=[*lines((*plan.baris, plan.jumlah))],
        paper=Paper.F4_LANDSCAPE,
        lekat=frozenset({"urusan", "bidang_urusan"}),
        data_per=data_per(asked, plan.renja),
        notes=(*notes(asked, plan), *unstated(plan, RINCIAN | {"catatan": "catatan penting"})),
    )


def build_renja(asked: Permintaan) -> Table:
    """Return the seventeen columns: each code with its pagu, below it its outcomes or outputs with targets."""
    plan, n = rencana_renja(asked), asked.tahun
    agency = asked.renstra.perangkat_daerah
    return Table(
        slug="renja",
        nomor="Tabel 4.1 Renja",
        title=f"Rencana Kerja dan Pendanaan Perangkat Daerah Tahun {n} dan Prakiraan Maju Tahun {n + 1}",
        subtitle=f"{agency}\n{agency.pemerintah_daerah}",
        layout=(
            Column("no", "NO", labelled(number, JUMLAH, 8), width=9, number="1"),
            Column("kode", "KODE", coded("kode"), Kind.CODE, 24, "2"),
            Column(
                "uraian",
                "URUSAN / BIDANG URUSAN / PROGRAM / OUTCOME / KEGIATAN / SUBKEGIATAN / OUTPUT",
                statement,
                width=50,
                number="3",
            ),
            Column("indikator", "INDIKATOR", text("indikator"), width=44, number="4"),
            Column("akhir", "TARGET AKHIR RENSTRA", target("akhir"), width=18, number="5"),
            Column("lalu", f"REALISASI {n - 2}", realised, width=19, number="6"),
            Column("prakiraan", f"PRAKIRAAN {n - 1}", target("prakiraan"), width=19, number="7"),
            Group("CAPAIAN KINERJA DAN KERANGKA PENDANAAN", framework(n)),
            Column("kelompok", "KELOMPOK SASARAN", detail("kelompok_sasaran"), width=22, number="14"),
            Group(
                f"PRAKIRAAN MAJU {n + 1}",
                (
                    Column("maju", "TARGET", target("maju"), width=18, number="15"),
                    money("pagu_maju", "PAGU INDIKATIF (Rp)", 24, "16"),
                ),
            ),
            Column("pd", "PERANGKAT DAERAH PENANGGUNG JAWAB", responsible(agency), width=26, number="17"),
        ),
        rows=[*lines((plan.total, *with_outcomes(plan.baris), plan.jumlah))],
        paper=Paper.A3_LANDSCAPE,
        lekat=frozenset({"total", "urusan", "bidang_urusan", "program", "kegiatan", "subkegiatan"}),
        data_per=data_per(asked, plan.renja),
        notes=(*notes(asked, plan), *unstated(plan, RINCIAN | RINCIAN_RENJA), *notes_of_before(asked)),
    )


def framework(n: int) -> tuple[Any, ...]:
    """Return columns 8 to 13 of the newer table."""
    return (
        Column("target", f"TARGET {n}", target("target"), width=18, number="8"),
        money("pagu", "PAGU INDIKATIF (Rp)", 24, "9"),
        Column("lokasi", "LOKASI", detail("lokasi"), width=20, number="10"),
        Column("sumber_dana", "SUMBER DANA", sources, width=16, number="11"),
        Group(
            "PRIORITAS",
            (
                Column("nasional", "NASIONAL", detail("prioritas_nasional"), width=19, number="12"),
                Column("daerah", "DAERAH", detail("prioritas_daerah"), width=19, number="13"),
            ),
        ),
    )


def lines(rows: Iterable[BarisRenja]) -> Iterator[Row[Any]]:
    for row in rows:
        yield Row(row.line.key, row.line.level if row.hasil is None else "hasil", row, row.line.parts)


def number(row: BarisRenja) -> str | None:
    return row.line.nomor or None


def coded(name: str) -> Callable[[BarisRenja], str | None]:
    """Return a text of the code itself; the lines of its outcomes repeat none."""
    return lambda row: text(name)(row) if row.hasil is None else None


def statement(row: BarisRenja) -> str | Cell | None:
    """Return the outcome or output, or the name of a code, which runs over the empty columns of its indicators."""
    if row.hasil is not None:
        return row.hasil or None
    return Cell(name, colspan=2) if (name := row.line.teks.nama) else None


def detail(name: str) -> Callable[[BarisRenja], str | None]:
    return lambda row: getattr(row.rincian, name) or None if row.rincian else None


def sources(row: BarisRenja) -> str | None:
    return "; ".join(row.sumber_dana) or None


def responsible(agency: PerangkatDaerah) -> Callable[[BarisRenja], str | None]:
    """Return the agency beside each program and subkegiatan; in its own Renja there is no other."""
    return lambda row: (
        agency.nama_singkat if row.hasil is None and row.line.level in {"program", "subkegiatan"} else None
    )


def target(name: str) -> Callable[[BarisRenja], str | None]:
    """Return a target as the form prints it, with its unit; a range with both bounds."""

    def printed(row: BarisRenja) -> str | None:
        indikator = row.line.indikator
        return with_satuan(getattr(row.kinerja, name), indikator) if row.kinerja and indikator else None

    return printed


def realised(row: BarisRenja) -> str | None:
    indikator = row.line.indikator
    if row.kinerja is None or indikator is None or row.kinerja.lalu.nilai is None:
        return None
    return with_satuan(NilaiTarget(round_half_up(row.kinerja.lalu.nilai)), indikator)


def money(key: str, label: str, width: float, number: str) -> Column[Any]:
    return Column(key, label, lambda row: getattr(row, key), Kind.MONEY, width, number, total=True)


def notes(asked: Permintaan, plan: Renja) -> Iterator[str]:
    """Say which documents the figures come from, and why a column is empty."""
    renstra, n = asked.renstra, asked.tahun
    source = document_name(asked.berlaku.plan)
    if plan.renja is None:
        yield f"Belum ada Renja {n} yang ditetapkan: target dan pagu dari {source}."
    elif plan.pagu_renstra or plan.target_renstra:
        yield (
            f"Target dan pagu dari {document_name(plan.renja)}; yang tidak dinyatakan di sana dari {source}: "
            f"{plan.target_renstra} target dan pagu {plan.pagu_renstra} subkegiatan."
        )
    else:
        yield f"Target dan pagu dari {document_name(plan.renja)}."
    if n + 1 > renstra.years[-1]:
        yield f"Prakiraan maju {n + 1} di luar tahun {source}: hanya yang dinyatakan Renja {n} yang tercetak."
    elif plan.renja:
        own = document_name(plan.renja)
        yield f"Prakiraan maju {n + 1} dari {own}; yang tidak dinyatakan di sana dari {source}."
    yield "Pagu di atas subkegiatan adalah jumlah subkegiatannya."


def unstated(plan: Renja, columns: Mapping[str, str]) -> Iterator[str]:
    """Name the columns that no subkegiatan states, so that an empty one is not taken for a fault."""
    blank = [
        label
        for name, label in columns.items()
        if not any(getattr(row.rincian, name, "") or getattr(row, name, "") for row in plan.baris)
    ]
    if blank:
        yield f"Belum dinyatakan untuk tahun {plan.tahun}: {', '.join(blank)}."


def notes_of_before(asked: Permintaan) -> Iterator[str]:
    """Say what columns 6 and 7 hold."""
    first, n = asked.renstra.tahun_awal, asked.tahun
    source = document_name(asked.berlaku.plan)
    if n - 2 < first:
        yield f"Realisasi {n - 2} kosong: tahun itu sebelum {source}."
    else:
        yield from provisional(asked, (n - 2,))
    if n - 1 < first:
        yield f"Prakiraan {n - 1} kosong: tahun itu sebelum {source}."
    else:
        yield f"Prakiraan {n - 1}: target tahun {n - 1} yang berlaku (Perjanjian Kinerja, Renja, atau Renstra)."
